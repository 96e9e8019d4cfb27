"""The sealed archive of an export, and what must not be opened as one."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import textwrap
import zipfile
from typing import TYPE_CHECKING

import pyrage
import pytest
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from kuager.vault import bundle
from kuager.vault.age_header import UnfitAgeFileError, require_passphrase, require_recipients
from kuager.vault.bundle import DamagedArchiveError, WrongArchivePassphraseError

if TYPE_CHECKING:
    from collections.abc import Callable

PHRASE = "mango lantern otter violin garden pebble cloud"
CONTENT = os.urandom(200_000)
IDENTITY = x25519.Identity.generate()


@pytest.fixture(scope="module")
def archive() -> bytes:
    """One sealed archive, also for a colleague's recipient."""
    out = io.BytesIO()
    bundle.seal_archive(
        bundle.reader_of([CONTENT[:7], b"", CONTENT[7:]]),
        out,
        PHRASE,
        recipients=[str(IDENTITY.to_public())],
    )
    return out.getvalue()


def opened(data: bytes, passphrase: str = PHRASE) -> bytes:
    """The content of an archive."""
    out = io.BytesIO()
    bundle.open_archive(io.BytesIO(data), out, passphrase)
    return out.getvalue()


def received(data: bytes) -> tuple[bytes, type[Exception] | None]:
    """What a colleague's key writes out of an archive, and the error it ends with."""
    out = io.BytesIO()
    try:
        bundle.open_received(io.BytesIO(data), out, str(IDENTITY))
    except DamagedArchiveError as error:
        return out.getvalue(), type(error)
    return out.getvalue(), None


def members(data: bytes) -> dict[str, bytes]:
    """The two age files inside."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(*named: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of any members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in named:
            file.writestr(name, data)
    return out.getvalue()


def test_an_archive_opens_to_what_was_sealed(archive: bytes) -> None:
    """The passphrase opens it, in any capitals and spacing."""
    assert opened(archive, "Mango LANTERN  otter violin garden pebble cloud") == CONTENT


def test_an_archive_is_plain_age_inside(archive: bytes) -> None:
    """The age library alone opens it: the key file by the words, the archive by the key."""
    files = members(archive)
    key = by_passphrase.decrypt(files["key.age"], PHRASE).decode()
    assert pyrage.decrypt(files["archive.age"], [x25519.Identity.from_str(key)]) == CONTENT


def test_a_further_recipient_opens_it_with_its_own_key(archive: bytes) -> None:
    """A colleague named at export needs no passphrase."""
    assert received(archive) == (CONTENT, None)


def test_a_stranger_does_not_open_it(archive: bytes) -> None:
    """Another key, and what is no key at all, open nothing."""
    out = io.BytesIO()
    with pytest.raises(DamagedArchiveError):
        bundle.open_received(io.BytesIO(archive), out, str(x25519.Identity.generate()))
    with pytest.raises(WrongArchivePassphraseError):
        bundle.open_received(io.BytesIO(archive), out, "AGE-SECRET-KEY-1QQQ")
    assert out.getvalue() == b""


def test_a_wrong_passphrase_is_told_apart_from_damage(archive: bytes) -> None:
    """The words are wrong; the archive is sound."""
    with pytest.raises(WrongArchivePassphraseError):
        opened(archive, PHRASE.replace("otter", "badger"))


def test_an_archive_carries_no_clock_and_no_name(archive: bytes) -> None:
    """The container tells nothing of when, where and by whom it was made."""
    with zipfile.ZipFile(io.BytesIO(archive)) as file:
        told = {(info.date_time, info.extra[:0], info.comment) for info in file.infolist()}
        assert file.namelist() == ["key.age", "archive.age"]
    assert {((1980, 1, 1, 0, 0, 0), b"", b"")} == told


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_damage_gives_out_nothing(archive: bytes, share: float) -> None:
    """A changed byte anywhere in the archive part writes no content."""
    files = members(archive)
    changed = bytearray(files["archive.age"])
    changed[int(len(changed) * share)] ^= 1
    data = zipped(("key.age", files["key.age"]), ("archive.age", bytes(changed)))
    assert (b"", DamagedArchiveError) == received(data)


def test_a_cut_archive_gives_out_nothing(archive: bytes) -> None:
    """The archive part cut between two chunks is refused whole."""
    files = members(archive)
    header = files["archive.age"].index(b"\n---") + 1 + 48
    whole = header + 16 + 2 * (65536 + 16)
    data = zipped(("key.age", files["key.age"]), ("archive.age", files["archive.age"][:whole]))
    assert (b"", DamagedArchiveError) == received(data)


@pytest.mark.parametrize("length", [0, 1, 21, 22, 100, 1000, 50_000])
def test_a_file_cut_anywhere_is_damaged(archive: bytes, length: int) -> None:
    """A ZIP without its end is not searched for a beginning."""
    with pytest.raises(DamagedArchiveError):
        opened(archive[:length])


def many(archive: bytes) -> bytes:
    """A ZIP of three members."""
    return zipped(*members(archive).items(), ("third", b""))


def crowded(archive: bytes) -> bytes:
    """A ZIP whose index holds thousands of members."""
    return zipped(*members(archive).items(), *((str(n), b"") for n in range(3000)))


def renamed(archive: bytes) -> bytes:
    """A ZIP whose members have other names."""
    return zipped(*((f"../{name}", data) for name, data in members(archive).items()))


def swapped(archive: bytes) -> bytes:
    """A ZIP whose members stand in the other order."""
    return zipped(*reversed(members(archive).items()))


def squeezed(archive: bytes) -> bytes:
    """A ZIP with compressed members, which could be bombs."""
    return zipped(*members(archive).items(), method=zipfile.ZIP_DEFLATED)


def exchanged(archive: bytes) -> bytes:
    """A ZIP whose members have each other's content."""
    files = members(archive)
    return zipped(("key.age", files["archive.age"]), ("archive.age", files["key.age"]))


@pytest.mark.parametrize("forge", [many, crowded, renamed, swapped, squeezed, exchanged])
def test_another_container_is_unfit(archive: bytes, forge: Callable[[bytes], bytes]) -> None:
    """Exactly two stored members of our names are read, before any cryptography."""
    with pytest.raises(UnfitAgeFileError):
        opened(forge(archive))


def test_a_remark_at_the_end_is_refused(archive: bytes) -> None:
    """A ZIP remark could hide a second index."""
    with pytest.raises(DamagedArchiveError):
        opened(archive[:-2] + b"\4\0" + b"note")


HEAD = b"age-encryption.org/v1\n"
X25519 = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
SCRYPT = b"-> scrypt " + b"A" * 22 + b" %d\n" + b"A" * 43 + b"\n"
MAC = b"--- " + b"A" * 43 + b"\n"


@pytest.mark.parametrize("factor", [22, 23, 30, 63, 99, 100, 2**31])
def test_a_dear_work_factor_is_refused_unworked(factor: int) -> None:
    """A file that asks for more than 2 GiB is refused before the library sees it."""
    with pytest.raises(UnfitAgeFileError):
        require_passphrase(HEAD + SCRYPT % factor + MAC)


@pytest.mark.parametrize("factor", [b"0", b"010", b"+1", b"-1", b"1x", b"", b"18 "])
def test_a_work_factor_has_one_form(factor: bytes) -> None:
    """Signs, leading zeros and anything but digits are refused."""
    with pytest.raises(UnfitAgeFileError):
        require_passphrase(HEAD + SCRYPT.replace(b"%d", factor) + MAC)


def test_sound_headers_are_let_through() -> None:
    """The forms that Kuager writes pass, with or without a stanza that means nothing."""
    require_passphrase(HEAD + SCRYPT % 18 + MAC)
    require_recipients(HEAD + X25519 + X25519 + b"-> k7-grease x y\nAAAA\n" + MAC)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        HEAD,
        HEAD + MAC,
        HEAD + X25519,
        b"age-encryption.org/v2\n" + X25519 + MAC,
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        HEAD + SCRYPT % 18 + MAC,
        HEAD + X25519 + SCRYPT % 18 + MAC,
        HEAD + b"-> ssh-ed25519 AAAA BBBB\nAAAA\n" + MAC,
        HEAD + X25519 + b"-> plugin-x ../../bin/sh\nAAAA\n" + MAC,
        HEAD + b"-> only-grease a\nAAAA\n" + MAC,
        HEAD + b"-> \n" + MAC,
        HEAD + b"-> X25519  A\n" + MAC,
        HEAD + b"-> X25519 A\n" + b"A" * 65 + b"\n" + MAC,
        HEAD + b"-> X25519 A\n\x1b[2J\n" + MAC,
        HEAD + X25519 * 65 + MAC,
        HEAD + X25519 + b"A" * 70_000 + MAC,
    ],
)
def test_other_headers_are_unfit(head: bytes) -> None:
    """Plug-ins, SSH keys, armour, other versions, crowds and control letters are refused."""
    with pytest.raises(UnfitAgeFileError):
        require_recipients(head)


@pytest.mark.parametrize(
    "head",
    [
        HEAD + X25519 + MAC,
        HEAD + SCRYPT % 10 + SCRYPT % 10 + MAC,
        HEAD + SCRYPT % 10 + X25519 + MAC,
        HEAD + b"-> scrypt\nAAAA\n" + MAC,
        HEAD + b"-> scrypt 18\nAAAA\n" + MAC,
    ],
)
def test_a_passphrase_file_has_one_stanza_of_three_words(head: bytes) -> None:
    """A passphrase stanza stands alone and is complete."""
    with pytest.raises(UnfitAgeFileError):
        require_passphrase(head)


@pytest.mark.full
def test_memory_does_not_grow_with_the_archive() -> None:
    """Sealing and opening 300 MB needs no more memory than the passphrase step does."""
    program = textwrap.dedent("""
        import tempfile
        from kuager.vault import bundle
        from kuager.vault.platform import peak_memory_bytes

        class Count:
            total = 0
            def write(self, data, /):
                self.total += len(data)
                return len(data)
            def flush(self): pass

        def run(pieces):
            count = Count()
            with tempfile.TemporaryFile() as file:
                bundle.seal_archive(bundle.reader_of([bytes(1 << 20)] * pieces), file, "words")
                bundle.open_archive(file, count, "words")
            assert count.total == pieces << 20
            return peak_memory_bytes()

        print(run(1), run(300))
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    small, large = (int(figure) for figure in done.stdout.split())
    assert large - small < 1.2e9

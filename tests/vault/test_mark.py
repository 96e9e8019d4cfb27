"""The mark file: two slots in turn, and what becomes of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from kuager.vault.frame import NewerVaultError
from kuager.vault.mark import SLOT_BYTES, DamagedMarkError, Mark, MarkFile

if TYPE_CHECKING:
    from pathlib import Path

KEY, VAULT = b"m" * 32, b"v" * 16
SAME_IN_EVERY_SLOT = 16


def mark(number: int) -> Mark:
    """The mark after so many commits."""
    return Mark(number, number.to_bytes(32, "big"), number * 3, bytes([number % 256]) * 32)


def made(path: Path, commits: int) -> Path:
    """A mark file after so many commits."""
    with MarkFile.create(path / "mark", KEY, VAULT) as file:
        for number in range(1, commits + 1):
            file.write(mark(number))
    return path / "mark"


def reopened(path: Path) -> Mark | None:
    """What a new process would read."""
    with MarkFile.open(path, KEY, VAULT) as file:
        return file.read()


def test_a_new_mark_says_that_nothing_was_written(tmp_path: Path) -> None:
    """Before the first commit there is a sound file and no mark."""
    path = made(tmp_path, 0)
    assert reopened(path) is None
    with MarkFile.open(path, KEY, VAULT) as file:
        assert file.both_sound()


@pytest.mark.parametrize("commits", [1, 2, 3, 10])
def test_the_newest_mark_is_read(tmp_path: Path, commits: int) -> None:
    """After any number of commits the last one is read, and both slots are sound."""
    path = made(tmp_path, commits)
    assert mark(commits) == reopened(path)
    with MarkFile.open(path, KEY, VAULT) as file:
        assert file.both_sound()


def test_writing_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """A reopened file overwrites its older slot."""
    path = made(tmp_path, 3)
    with MarkFile.open(path, KEY, VAULT) as file:
        file.write(mark(4))
        assert (mark(4), True) == (file.read(), file.both_sound())
    assert mark(4) == reopened(path)


@pytest.mark.parametrize("torn_at", [0, 1, 16, 40, 255, 511])
def test_a_torn_write_leaves_the_commit_before(tmp_path: Path, torn_at: int) -> None:
    """When only the beginning of a slot reached the disk, the other slot speaks."""
    path = made(tmp_path, 3)
    before = path.read_bytes()
    with MarkFile.open(path, KEY, VAULT) as file:
        file.write(mark(4))
    after = path.read_bytes()
    slot = SLOT_BYTES if before[:SLOT_BYTES] == after[:SLOT_BYTES] else 0
    path.write_bytes(after[: slot + torn_at] + before[slot + torn_at :])
    with MarkFile.open(path, KEY, VAULT) as file:
        assert mark(3) == file.read()
        assert (torn_at <= SAME_IN_EVERY_SLOT) == file.both_sound()
        file.write(mark(5))
        assert file.both_sound()
    assert mark(5) == reopened(path)


def test_every_flipped_byte_is_found(tmp_path: Path) -> None:
    """One damaged byte leaves the other slot readable and is reported."""
    path = made(tmp_path, 4)
    whole = path.read_bytes()
    for place in range(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x20
        path.write_bytes(bytes(flipped))
        with MarkFile.open(path, KEY, VAULT) as file:
            assert not file.both_sound()
            assert file.read() in {mark(3), mark(4)}


def test_two_damaged_slots_are_a_damaged_mark(tmp_path: Path) -> None:
    """With both slots spoiled nothing is guessed."""
    path = made(tmp_path, 4)
    spoiled = bytearray(path.read_bytes())
    spoiled[100] ^= 1
    spoiled[SLOT_BYTES + 100] ^= 1
    path.write_bytes(bytes(spoiled))
    with pytest.raises(DamagedMarkError):
        MarkFile.open(path, KEY, VAULT)


@pytest.mark.parametrize("data", [b"", bytes(1024), b"x", b"\xff" * 2048])
def test_what_is_no_mark_is_refused(tmp_path: Path, data: bytes) -> None:
    """Empty, zeroed and foreign files are damage, not "nothing written yet"."""
    (tmp_path / "mark").write_bytes(data)
    with pytest.raises(DamagedMarkError):
        MarkFile.open(tmp_path / "mark", KEY, VAULT)


@pytest.mark.parametrize("length", [0, 511, 512, 513, 1023])
def test_a_cut_mark_is_refused(tmp_path: Path, length: int) -> None:
    """A mark has two slots; one alone could be an old half put back."""
    path = made(tmp_path, 2)
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(DamagedMarkError):
        MarkFile.open(path, KEY, VAULT)


def test_a_missing_mark_is_damage_and_never_made_anew(tmp_path: Path) -> None:
    """Opening does not create: a mark taken away must be noticed."""
    with pytest.raises(DamagedMarkError):
        MarkFile.open(tmp_path / "mark", KEY, VAULT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("key", "vault"), [(b"n" * 32, VAULT), (KEY, b"w" * 16)])
def test_the_mark_of_another_vault_is_refused(tmp_path: Path, key: bytes, vault: bytes) -> None:
    """A mark fits one vault id under one key."""
    path = made(tmp_path, 2)
    with pytest.raises(DamagedMarkError):
        MarkFile.open(path, key, vault)


def test_exchanged_slots_are_refused(tmp_path: Path) -> None:
    """A slot is bound to its place in the file."""
    path = made(tmp_path, 2)
    whole = path.read_bytes()
    path.write_bytes(whole[SLOT_BYTES:] + whole[:SLOT_BYTES])
    with pytest.raises(DamagedMarkError):
        MarkFile.open(path, KEY, VAULT)


def test_one_old_slot_put_back_is_not_sound(tmp_path: Path) -> None:
    """A slot from three commits ago beside the newest one is reported."""
    path = made(tmp_path, 1)
    old = path.read_bytes()
    with MarkFile.open(path, KEY, VAULT) as file:
        for number in range(2, 6):
            file.write(mark(number))
    new = path.read_bytes()
    path.write_bytes(old[:SLOT_BYTES] + new[SLOT_BYTES:])
    with MarkFile.open(path, KEY, VAULT) as file:
        assert not file.both_sound()


def test_a_future_version_is_newer(tmp_path: Path) -> None:
    """Two slots of a later version ask for the newer program."""
    path = made(tmp_path, 2)
    data = bytearray(path.read_bytes())
    data[15] = data[SLOT_BYTES + 15] = 2
    path.write_bytes(bytes(data))
    with pytest.raises(NewerVaultError):
        MarkFile.open(path, KEY, VAULT)


def test_the_file_shows_no_count(tmp_path: Path) -> None:
    """Whoever holds the disk sees neither how many entries there are nor the last id."""
    path = made(tmp_path, 9)
    assert mark(9).entry_id[-8:] not in path.read_bytes()
    assert path.read_bytes()[40:SLOT_BYTES].count(0) < 40
    assert path.stat().st_size == 2 * SLOT_BYTES


def test_a_closed_mark_is_not_written(tmp_path: Path) -> None:
    """Closing twice is harmless; writing afterwards is refused."""
    file = MarkFile.create(tmp_path / "mark", KEY, VAULT)
    file.close()
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.write(mark(1))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_killed_writer_leaves_a_sound_mark(tmp_path: Path) -> None:
    """After kill -9 in the midst of writing, a mark at least as new as the last told is read."""
    MarkFile.create(tmp_path / "mark", KEY, VAULT).close()
    program = textwrap.dedent(f"""
        from pathlib import Path
        from kuager.vault.mark import Mark, MarkFile
        file = MarkFile.open(Path({str(tmp_path / "mark")!r}), {KEY!r}, {VAULT!r})
        for number in range(1, 10**9):
            file.write(Mark(number, number.to_bytes(32, "big"), number))
            print(number, flush=True)
    """)
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            told = [int(child.stdout.readline()) for _ in range(200)][-1]
            os.kill(child.pid, signal.SIGKILL)
        found = reopened(tmp_path / "mark")
        assert found is not None
        assert found.seq >= told

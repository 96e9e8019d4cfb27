"""One sealed archive for everything that is exported: a ZIP with two age files in it.

    key.age       an X25519 identity, sealed by the passphrase (age's scrypt form)
    archive.age   the archive, sealed to that identity and to any further recipients

Both are plain age: `age -d -i key.age archive.age` opens it without Kuager. The two steps exist
because the passphrase form can only be written in memory, and the archive may be larger than that.
"""

from __future__ import annotations

import io
import struct
import zipfile
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Final

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from kuager import N_, KuagerError
from kuager.vault.age_header import (
    MOST_HEADER_BYTES,
    UnfitAgeFileError,
    require_passphrase,
    require_recipients,
)
from kuager.vault.passphrase import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kuager.vault.stream import Sink, Source

KEY_MEMBER: Final = "key.age"
ARCHIVE_MEMBER: Final = "archive.age"
_MEMBERS = [KEY_MEMBER, ARCHIVE_MEMBER]
_MOST_KEY_BYTES = 8192
_MOST_INDEX_BYTES = 1024
_BEFORE_TIME = (1980, 1, 1, 0, 0, 0)
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_WIDE_END = struct.Struct("<4sQ2H2L4Q")


class WrongArchivePassphraseError(KuagerError):
    """The passphrase does not open this archive."""

    code: ClassVar[str] = "wrong-archive-passphrase"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "This passphrase does not open the archive. Nothing was changed. Use the words that were "
        "shown when it was exported, and check the keyboard layout."
    )


class DamagedArchiveError(KuagerError):
    """The archive is cut or was changed; nothing of it was given out."""

    code: ClassVar[str] = "damaged-archive"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "This archive is damaged. Nothing of it was written out. Use another copy of it."
    )


def seal_archive(
    reader: Source, writer: BinaryIO, passphrase: str, *, recipients: Iterable[str] = ()
) -> None:
    """Seal a stream by a passphrase, in constant memory; takes some seconds for the passphrase.

    `recipients` are further X25519 recipients (`age1…`) that may open it with their own key.
    """
    identity = x25519.Identity.generate()
    targets = [identity.to_public(), *(x25519.Recipient.from_str(name) for name in recipients)]
    shut = by_passphrase.encrypt(str(identity).encode("ascii"), normalise(passphrase).decode())
    require_passphrase(shut)
    with zipfile.ZipFile(writer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_member(KEY_MEMBER), shut)
        with archive.open(_member(ARCHIVE_MEMBER), "w", force_zip64=True) as member:
            pyrage.encrypt_io(reader, member, targets)


def open_archive(reader: BinaryIO, writer: Sink, passphrase: str) -> None:
    """Prove a whole archive, then write its content; the reader must be seekable."""
    identity = _identity(_key_file(reader), passphrase)
    _decrypt(reader, _Nowhere(), identity)
    _decrypt(reader, writer, identity)


def open_received(reader: BinaryIO, writer: Sink, identity: str) -> None:
    """Prove and write an archive with an X25519 identity (`AGE-SECRET-KEY-1…`) named in it."""
    try:
        known = x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise WrongArchivePassphraseError from error
    _decrypt(reader, _Nowhere(), known)
    _decrypt(reader, writer, known)


def reader_of(pieces: Iterable[bytes]) -> Source:
    """A source that gives pieces of any size as they are made, so nothing waits on a disk."""
    return io.BufferedReader(_Pieces(pieces))


class _Pieces(io.RawIOBase):
    """An iterable of byte strings, read as a file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)


class _Nowhere(io.RawIOBase):
    """A sink that keeps nothing, for proving."""

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        return len(memoryview(data))  # type: ignore[arg-type]


def _member(name: str) -> zipfile.ZipInfo:
    """A member without clock, owner or compression."""
    info = zipfile.ZipInfo(name, _BEFORE_TIME)
    info.external_attr = 0o600 << 16
    return info


def _opened_zip(reader: BinaryIO) -> zipfile.ZipFile:
    """The ZIP, if it has exactly our two members, uncompressed."""
    _require_small_index(reader)
    try:
        archive = zipfile.ZipFile(reader)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedArchiveError from error
    members = archive.infolist()
    plain = all(member.compress_type == zipfile.ZIP_STORED for member in members)
    if [member.filename for member in members] != _MEMBERS or not plain:
        raise UnfitAgeFileError
    return archive


def _require_small_index(reader: BinaryIO) -> None:
    """Refuse an index of more than two members before anything reads it.

    The end of our files has one form: an optional 64-bit record with its locator, then the plain
    record without remark; both tell the number of members and the size of the index.
    """
    size = reader.seek(0, io.SEEK_END)
    reader.seek(max(0, size - _WIDE_END.size - _LOCATOR.size - _END.size))
    tail = reader.read()
    if len(tail) < _END.size:
        raise DamagedArchiveError
    told = [_end_record(tail[-_END.size :])]
    before = tail[: -_END.size]
    if before[-_LOCATOR.size :].startswith(b"PK\6\7"):
        told.append(_wide_end_record(before, size))
    if any(members != len(_MEMBERS) or index > _MOST_INDEX_BYTES for members, index in told):
        raise UnfitAgeFileError


def _end_record(record: bytes) -> tuple[int, int]:
    """Members and index bytes as the plain end record tells them."""
    magic, disk, index_disk, here, members, index, _, remark = _END.unpack(record)
    if magic != b"PK\5\6" or disk or index_disk or here != members or remark:
        raise DamagedArchiveError
    return members, index


def _wide_end_record(before: bytes, size: int) -> tuple[int, int]:
    """Members and index bytes as the 64-bit end record tells them."""
    _, _, offset, _ = _LOCATOR.unpack(before[-_LOCATOR.size :])
    if offset != size - _END.size - _LOCATOR.size - _WIDE_END.size:
        raise DamagedArchiveError
    magic, length, _, _, _, _, here, members, index, _ = _WIDE_END.unpack(before[: _WIDE_END.size])
    if magic != b"PK\6\6" or length != _WIDE_END.size - 12 or here != members:
        raise DamagedArchiveError
    return members, index


def _key_file(reader: BinaryIO) -> bytes:
    """The bytes of the sealed identity, small and within bounds."""
    archive = _opened_zip(reader)
    if archive.getinfo(KEY_MEMBER).file_size > _MOST_KEY_BYTES:
        raise UnfitAgeFileError
    try:
        shut = archive.read(KEY_MEMBER)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise DamagedArchiveError from error
    require_passphrase(shut)
    return shut


def _identity(shut: bytes, passphrase: str) -> x25519.Identity:
    """The identity behind the passphrase."""
    try:
        opened = by_passphrase.decrypt(shut, normalise(passphrase).decode())
        return x25519.Identity.from_str(opened.decode("ascii"))
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as error:
        raise WrongArchivePassphraseError from error


def _decrypt(reader: BinaryIO, writer: Sink, identity: x25519.Identity) -> None:
    """Open the archive member into a sink."""
    archive = _opened_zip(reader)
    try:
        with archive.open(ARCHIVE_MEMBER) as member:
            require_recipients(member.read(MOST_HEADER_BYTES))
        with archive.open(ARCHIVE_MEMBER) as member:
            pyrage.decrypt_io(member, writer, [identity])
    except (zipfile.BadZipFile, pyrage.DecryptError, EOFError, OSError) as error:
        raise DamagedArchiveError from error

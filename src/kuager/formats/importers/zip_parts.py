"""The parts of a zip container, read in memory under our own guards, never unpacked to a disk.

The library's guards are not relied on: before any part is opened the directory is checked for
passwords, too many entries, entries that overlap or share a name, and sizes that no table has.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from kuager.formats.importers.errors import ArchiveBombError, DamagedFileError, LockedFileError

MAX_ENTRIES = 10_000
MAX_TOTAL_BYTES = 1 << 30
MAX_RATIO = 200
RATIO_FROM = 4 << 20
"""Small parts may be as dense as they like; from this size on the ratio counts."""
MAX_SMALL_PART = 16 << 20

_CHUNK = 64 << 10
_DIRECTORY_MARK = b"PK\x01\x02"
"""Counted first: the library would make an object of every entry before anybody can say stop."""
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)
"""What the standard library raises on a damaged archive, found by fuzzing it."""


class ZipParts:
    """A checked archive over bytes in memory."""

    def __init__(self, data: bytes) -> None:
        """Check the whole directory; raises an ImportFileError."""
        marks = data.count(_DIRECTORY_MARK)
        if marks > 2 * MAX_ENTRIES:
            raise ArchiveBombError(reason="entries", limit=MAX_ENTRIES, found=marks)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _FAILURES as error:
            raise DamagedFileError(reason="not-a-zip", part="") from error
        self._infos = {info.filename: info for info in self._archive.infolist()}
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ArchiveBombError(reason="entries", limit=MAX_ENTRIES, found=len(entries))
        if len(self._infos) != len(entries):
            raise DamagedFileError(reason="double-entry", part="")
        _check_sizes(entries)
        _check_places(data, entries)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._infos)

    def read(self, name: str) -> bytes:
        """A small part as a whole; raises DamagedFileError if missing or not small."""
        chunks, size = [], 0
        for chunk in self.stream(name):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_SMALL_PART:
                raise ArchiveBombError(reason="part-size", limit=MAX_SMALL_PART, found=size)
        return b"".join(chunks)

    def stream(self, name: str) -> Iterator[bytes]:
        """A part in chunks, its checksum verified at the end."""
        if name not in self._infos:
            raise DamagedFileError(reason="missing-part", part=name[:80])
        try:
            with self._archive.open(self._infos[name]) as part:
                while chunk := part.read(_CHUNK):
                    yield chunk
        except _FAILURES as error:
            raise DamagedFileError(reason="damaged-part", part=name[:80]) from error


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = 0
    for info in entries:
        if info.flag_bits & _ENCRYPTED:
            raise LockedFileError
        if info.compress_type not in _METHODS:
            raise DamagedFileError(reason="unknown-compression", part=info.filename[:80])
        total += info.file_size
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * info.compress_size:
            ratio = info.file_size // max(1, info.compress_size)
            raise ArchiveBombError(reason="ratio", limit=MAX_RATIO, found=ratio)
    if total > MAX_TOTAL_BYTES:
        raise ArchiveBombError(reason="total-size", limit=MAX_TOTAL_BYTES, found=total)


def _check_places(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """Every entry has a header of its own and ends before the next begins (CVE-2024-0450)."""
    end = 0
    for info in sorted(entries, key=lambda entry: entry.header_offset):
        start = info.header_offset
        header = data[start : start + _LOCAL_HEADER.size]
        if start < end or len(header) < _LOCAL_HEADER.size:
            raise ArchiveBombError(reason="overlap")
        signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        if signature != b"PK\x03\x04":
            raise DamagedFileError(reason="entry-header", part=info.filename[:80])
        end = start + _LOCAL_HEADER.size + name_length + extra_length + info.compress_size
    if end > len(data):
        raise DamagedFileError(reason="truncated", part="")

"""An open folder on its way back in: read in memory, nothing unpacked to a disk.

The stream may come from a stranger. Names must be ours, links and rights do not exist, every
length has a limit, and the manifest, which comes last, must list exactly what was there. Whoever
takes entries from here may keep them only once the walk has ended without an error.
"""

import base64
import binascii
import hashlib
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from kuager.formats.exporters.errors import ArchiveError, NewerArchiveError
from kuager.formats.exporters.interface import EntryState, OpenBlob, OpenEntry, OpenFile
from kuager.formats.exporters.open_folder import FORMAT, VERSION
from kuager.formats.exporters.sinks import BLOCK

MAX_PART_BYTES = 64 << 20
MAX_MANIFEST_BYTES = 256 << 20
MAX_BLOB_BYTES = 1 << 40
MAX_FILES = 5_000_000

_NAME = re.compile(
    r"README\.txt|manifest\.json|(?:schema|vocabularies)/[a-z0-9_-]{1,60}\.json"
    r"|(?:records|statements|entries|blobs-index)/[0-9]{5,7}\.jsonl|blobs/[0-9a-f]{32}"
)
_CHUNK = 1 << 20
_Shape = TypeVar("_Shape")


class _EntryLine(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    state: EntryState
    stub: str
    body: str | None


class _BlobLine(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    record: str | None
    name: str
    media_type: str
    size: int
    sha256: str


class _Listed(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct):
    """What the last file says of the whole."""

    format: str
    version: int
    organisation: str
    files: list[_Listed]
    program: str = ""
    practice: bool = False
    made_on: str = ""
    counts: dict[str, int] = {}


def read_tar(stream: BinaryIO) -> Iterator[OpenFile]:
    """The files of a tar stream, one after the other; raises ArchiveError.

    Each file's chunks are read from the stream as they are asked for; what is not taken is skipped.
    """
    for _ in range(MAX_FILES):
        header = _exactly(stream, BLOCK, "header")
        if header == b"\0" * BLOCK:
            return
        name, size = _read_header(header)
        file = _Taken(stream, name, size)
        yield OpenFile(name=name, size=size, chunks=file)
        for _chunk in file:
            pass
        _exactly(stream, -size % BLOCK, name)
    raise ArchiveError(reason="too-many-files", file="")


def read_folder(folder: Path) -> Iterator[OpenFile]:
    """The files of a plain folder in the order of its manifest, which comes last."""
    manifest_path = folder / "manifest.json"
    manifest = _manifest(_small_file(manifest_path))
    for listed in manifest.files:
        _check_name(listed.name)
        path = folder.joinpath(*listed.name.split("/"))
        if path.is_symlink() or not path.is_file():
            raise ArchiveError(reason="missing-file", file=listed.name)
        yield OpenFile(name=listed.name, size=path.stat().st_size, chunks=_chunks_of(path))
    data = _small_file(manifest_path)
    yield OpenFile(name="manifest.json", size=len(data), chunks=(data,))


def read_open_folder(files: Iterable[OpenFile]) -> Iterator[OpenEntry | OpenBlob]:
    """The entries and then the blobs of an open folder; raises ArchiveError.

    A blob's chunks can be taken once, before the next thing is asked for; its digest is checked
    when they end. The last step checks the manifest: until then nothing may be kept.
    """
    walk = _Walk()
    for file in files:
        yield from walk.file(file)
    walk.check_end()


@dataclass(frozen=True, slots=True)
class _Met:
    size: int
    sha256: str


class _Walk:
    """What has been met so far, to be compared with the manifest."""

    def __init__(self) -> None:
        self._met: dict[str, _Met] = {}
        self._blobs: dict[str, _BlobLine] = {}
        self._manifest: Manifest | None = None

    def file(self, file: OpenFile) -> Iterator[OpenEntry | OpenBlob]:
        """What one file holds."""
        _check_name(file.name)
        if file.name in self._met or self._manifest is not None:
            raise ArchiveError(reason="unexpected-file", file=file.name)
        folder = file.name.partition("/")[0]
        if folder == "blobs":
            yield from self._blob(file)
            return
        data = _whole(file)
        if file.name == "manifest.json":
            self._manifest = _manifest(data)
            return
        self._met[file.name] = _Met(len(data), hashlib.sha256(data).hexdigest())
        if folder == "entries":
            yield from (_entry(line, file.name) for line in data.splitlines())
        elif folder == "blobs-index":
            for line in data.splitlines():
                found = _decoded(line, _BlobLine, file.name)
                self._blobs[found.id] = found

    def _blob(self, file: OpenFile) -> Iterator[OpenBlob]:
        line = self._blobs.get(file.name.partition("/")[2])
        if line is None or line.size != file.size:
            raise ArchiveError(reason="blob-not-in-index", file=file.name)
        digest = hashlib.sha256()
        chunks = _hashed(file, digest)
        yield OpenBlob(
            id=_hex(line.id, file.name),
            record=None if line.record is None else _hex(line.record, file.name),
            name=line.name,
            size=line.size,
            sha256=line.sha256,
            media_type=line.media_type,
            chunks=lambda: chunks,
        )
        for _ in chunks:
            pass
        if digest.hexdigest() != line.sha256:
            raise ArchiveError(reason="digest-differs", file=file.name)
        self._met[file.name] = _Met(file.size, line.sha256)

    def check_end(self) -> None:
        """The manifest was there and lists exactly what was met; raises ArchiveError."""
        if self._manifest is None:
            raise ArchiveError(reason="no-manifest", file="manifest.json")
        listed = {f.name: _Met(f.size, f.sha256) for f in self._manifest.files}
        if len(listed) != len(self._manifest.files):
            raise ArchiveError(reason="listed-twice", file="manifest.json")
        for name in sorted(listed.keys() ^ self._met.keys()):
            raise ArchiveError(reason="list-differs", file=name[:80])
        for name, met in self._met.items():
            if listed[name] != met:
                raise ArchiveError(reason="digest-differs", file=name)


def _manifest(data: bytes) -> Manifest:
    manifest = _decoded(data, Manifest, "manifest.json")
    if manifest.format != FORMAT:
        raise ArchiveError(reason="not-an-open-folder", file="manifest.json")
    if manifest.version != VERSION:
        raise NewerArchiveError(version=manifest.version)
    return manifest


def _entry(line: bytes, name: str) -> OpenEntry:
    found = _decoded(line, _EntryLine, name)
    try:
        stub = base64.b64decode(found.stub, validate=True)
        body = None if found.body is None else base64.b64decode(found.body, validate=True)
    except binascii.Error as error:
        raise ArchiveError(reason="not-base64", file=name) from error
    return OpenEntry(id=_hex(found.id, name), stub=stub, body=body, state=found.state)


def _decoded(data: bytes, shape: type[_Shape], name: str) -> _Shape:
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ArchiveError(reason="not-the-expected-json", file=name) from error


def _hex(text: str, name: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise ArchiveError(reason="not-an-id", file=name) from error


def _check_name(name: str) -> None:
    if _NAME.fullmatch(name) is None:
        raise ArchiveError(reason="unexpected-file", file=repr(name[:80]))


def _whole(file: OpenFile) -> bytes:
    """A part in memory, within its limit."""
    limit = MAX_MANIFEST_BYTES if file.name == "manifest.json" else MAX_PART_BYTES
    if file.size > limit:
        raise ArchiveError(reason="too-large", file=file.name)
    return b"".join(_counted(file))


def _counted(file: OpenFile) -> Iterator[bytes]:
    """The chunks of a file; raises ArchiveError unless they are as long as it says."""
    size = 0
    for chunk in file.chunks:
        size += len(chunk)
        if size > file.size:
            break
        yield chunk
    if size != file.size:
        raise ArchiveError(reason="size-differs", file=file.name)


def _hashed(file: OpenFile, digest: "hashlib._Hash") -> Iterator[bytes]:
    for chunk in _counted(file):
        digest.update(chunk)
        yield chunk


def _read_header(block: bytes) -> tuple[str, int]:
    """Name and size of the next file; anything but a plain file of ours is refused."""
    try:
        info = tarfile.TarInfo.frombuf(block, "ascii", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError) as error:
        raise ArchiveError(reason="not-a-tar", file="") from error
    if info.type != tarfile.REGTYPE or not 0 <= info.size <= MAX_BLOB_BYTES:
        raise ArchiveError(reason="not-a-plain-file", file=repr(info.name[:80]))
    _check_name(info.name)
    return info.name, info.size


class _Taken:
    """The bytes of one file in a stream, read once and only as far as the file goes."""

    def __init__(self, stream: BinaryIO, name: str, size: int) -> None:
        self._stream, self._name, self._left = stream, name, size

    def __iter__(self) -> Iterator[bytes]:
        while self._left:
            chunk = _exactly(self._stream, min(_CHUNK, self._left), self._name)
            self._left -= len(chunk)
            yield chunk


def _exactly(stream: BinaryIO, size: int, name: str) -> bytes:
    pieces = []
    while size:
        piece = stream.read(size)
        if not piece:
            raise ArchiveError(reason="cut-short", file=name)
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _small_file(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_MANIFEST_BYTES:
        raise ArchiveError(reason="missing-file", file=path.name)
    return path.read_bytes()


def _chunks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk

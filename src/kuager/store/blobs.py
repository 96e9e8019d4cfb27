"""Sealed evidence files: one random name each, sealed and opened in streams.

The key, the SHA-256 of the original, its length and its name are one statement in the identity
half (`evidence.blob`); the file on disk says nothing. Erasing that leaf and the file erases it.
"""

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kuager import N_, KuagerError
from kuager.store.home import Home
from kuager.vault.files import replacing, sweep_unfinished
from kuager.vault.stream import (
    DamagedBlobError,
    NewerBlobError,
    Sealed,
    Source,
    open_stream,
    opened_pieces,
    seal_stream,
    verify_stream,
)

_SEPARATOR = "|"
_FIELDS = 5


class BlobError(KuagerError):
    """A sealed evidence file is missing or not what its statement says."""

    code = "evidence-damaged"
    exit_code = 4
    text = N_(
        "The sealed evidence file {blob} is missing or damaged. The rest of the record is safe."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """What is known of one sealed file; it lives inside the identity half only."""

    id: bytes
    key: bytes
    sha256: bytes
    length: int
    name: str

    def text(self) -> str:
        """The value of `evidence.blob`."""
        parts = (self.id.hex(), self.key.hex(), self.sha256.hex(), str(self.length), self.name)
        return _SEPARATOR.join(parts)

    def __repr__(self) -> str:
        """The id alone; never the key or the name."""
        return f"Blob({self.id.hex()})"


def read_blob(value: str) -> Blob:
    """The blob behind a value of `evidence.blob`; raises BlobError if it is none."""
    parts = value.split(_SEPARATOR, _FIELDS - 1)
    try:
        number, key, digest, length, name = parts
        return Blob(
            id=bytes.fromhex(number),
            key=bytes.fromhex(key),
            sha256=bytes.fromhex(digest),
            length=int(length),
            name=name,
        )
    except ValueError as error:
        raise BlobError(blob=parts[0][:32]) from error


def blob_path(home: Home, blob_id: bytes) -> Path:
    """Where a sealed file lies."""
    return home.blobs / f"{blob_id.hex()}.blob"


def put_blob(home: Home, blob_id: bytes, key: bytes, reader: Source, name: str) -> Blob:
    """Seal what `reader` gives, in constant memory; the file is durable when this returns."""
    with replacing(blob_path(home, blob_id)) as writer:
        sealed = seal_stream(reader, writer, key, context=blob_id)
    return Blob(id=blob_id, key=key, sha256=sealed.sha256, length=sealed.length, name=name)


def reseal_blob(home: Home, blob: Blob, reader: Source) -> None:
    """Seal content again under the key its statement holds; raises BlobError unless it is it."""
    path = blob_path(home, blob.id)
    with replacing(path) as writer:
        sealed = seal_stream(reader, writer, blob.key, context=blob.id)
    if sealed != _expected(blob):
        path.unlink()
        raise BlobError(blob=blob.id.hex())


def pieces_of(home: Home, blob: Blob) -> Iterator[bytes]:
    """The content of a sealed file piece by piece, after all of it was proved."""
    check_blob(home, blob)
    with _opened(home, blob) as reader:
        yield from opened_pieces(reader, blob.key, context=blob.id)


def read_out(home: Home, blob: Blob, write: Callable[[bytes], object]) -> None:
    """Hand the content of a sealed file to `write`, after all of it was proved."""
    with _opened(home, blob) as reader:
        open_stream(reader, write, blob.key, context=blob.id, expected=_expected(blob))


def check_blob(home: Home, blob: Blob) -> None:
    """Prove every chunk, the length and the hash; raises BlobError."""
    with _opened(home, blob) as reader:
        verify_stream(reader, blob.key, context=blob.id, expected=_expected(blob))


@contextmanager
def _opened(home: Home, blob: Blob) -> Iterator[BinaryIO]:
    try:
        with blob_path(home, blob.id).open("rb") as reader:
            yield reader
    except (OSError, DamagedBlobError, NewerBlobError) as error:
        raise BlobError(blob=blob.id.hex()) from error


def _expected(blob: Blob) -> Sealed:
    return Sealed(blob.sha256, blob.length)


def drop_blob(home: Home, blob_id: bytes) -> None:
    """Remove a sealed file; its key goes with the statement that held it."""
    blob_path(home, blob_id).unlink(missing_ok=True)


def kept_blobs(home: Home) -> Iterator[bytes]:
    """The ids of all sealed files in the folder; a file with a name of another kind is not ours."""
    for path in sorted(home.blobs.glob("*.blob")):
        with suppress(ValueError):
            yield bytes.fromhex(path.stem)


def sweep_blobs(home: Home, wanted: Container[bytes]) -> int:
    """Remove sealed files but those wanted, and what crashes left; returns how many.

    `wanted` are all that any statement names (`View.blobs`), standing or not.
    """
    orphans = [blob_id for blob_id in kept_blobs(home) if blob_id not in wanted]
    for blob_id in orphans:
        drop_blob(home, blob_id)
    return len(orphans) + sweep_unfinished(home.blobs)

"""Sealed evidence files: libsodium's secretstream in chunks of 1 MiB, in constant memory.

    file    magic 16 · version u16 · stream header 24 · chunks (1 MiB + 17 each, the last shorter)
    chunk   bytes of content in it u32 · content · zeros

Content and zeros together fill a Padmé bucket of at least 4 KiB, so a size tells little. Every
chunk is bound to magic, version and a `context` of the caller; only the last carries the final
tag, so a cut file never opens. A file is proved to its end before a single byte is handed out.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)
from nacl.exceptions import RuntimeError as SodiumRuntimeError

from kuager import N_, KuagerError
from kuager.vault.files import replacing
from kuager.vault.seal import padme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAGIC = b"kuager/blob\0\0\0\0\0"
VERSION = 1
CHUNK_BYTES = 1 << 20
SMALLEST_BUCKET_BYTES = 4096
_COUNT_BYTES = 4
_CAPACITY = CHUNK_BYTES - _COUNT_BYTES
_SEALED_CHUNK = CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES
_SMALLEST_SEALED = _COUNT_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES
_BOUND = MAGIC + VERSION.to_bytes(2, "big")
_FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE


class Source(Protocol):
    """Anything that gives bytes: a file, a pipe, an upload."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class SeekableSource(Source, Protocol):
    """A source that can be read a second time."""

    def seek(self, offset: int, /) -> int:
        """Go to a place counted from the start."""

    def tell(self) -> int:
        """The place reached."""


class Sink(Protocol):
    """Anything that takes bytes."""

    def write(self, data: bytes, /) -> object:
        """Take all of them."""


class DamagedBlobError(KuagerError):
    """A sealed file is cut, changed, of another key or context, or not the one expected."""

    code: ClassVar[str] = "damaged-blob"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "A sealed file is damaged ({file}). Nothing of it was written out. Restore it from a "
        "backup or from a colleague."
    )


class NewerBlobError(KuagerError):
    """A sealed file of a version that this program does not know yet."""

    code: ClassVar[str] = "newer-blob"
    exit_code: ClassVar[int] = 6
    text: ClassVar[str] = N_(
        "A sealed file was made by a newer version of Kuager ({file}, version {version}). It was "
        "kept and not opened. Install the newer version."
    )


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a sealed file holds: the SHA-256 of the content, and its length in bytes."""

    sha256: bytes
    length: int


def seal_stream(reader: Source, writer: Sink, key: bytes, *, context: bytes = b"") -> Sealed:
    """Seal everything a source gives; returns digest and length of the original.

    `context` names what the file belongs to (its blob id) and must be given again to open it.
    """
    state = crypto_secretstream_xchacha20poly1305_state()
    writer.write(_BOUND + crypto_secretstream_xchacha20poly1305_init_push(state, key))
    digest, length, held = hashlib.sha256(), 0, _read_full(reader, _CAPACITY)
    while following := _read_full(reader, _CAPACITY):
        writer.write(_push(state, _filled(held, len(held)), context, _MESSAGE))
        digest.update(held)
        length += len(held)
        held = following
    digest.update(held)
    length += len(held)
    for filled, tag in _ending(held, length):
        writer.write(_push(state, filled, context, tag))
    return Sealed(digest.digest(), length)


def verify_stream(
    reader: Source,
    key: bytes,
    *,
    context: bytes = b"",
    name: str = "blob",
    expected: Sealed | None = None,
) -> Sealed:
    """Prove a sealed file to its end, and its content against `expected` when that is given.

    `name` stands in the error. Nothing of the content is handed out.
    """
    digest, length = hashlib.sha256(), 0
    for content in _opened_chunks(reader, key, context, name):
        digest.update(content)
        length += len(content)
    found = Sealed(digest.digest(), length)
    if expected is not None and found != expected:
        raise DamagedBlobError(file=name)
    return found


def open_stream(
    reader: SeekableSource,
    write: Callable[[bytes], object],
    key: bytes,
    *,
    context: bytes = b"",
    name: str = "blob",
    expected: Sealed | None = None,
) -> Sealed:
    """Prove a whole sealed file, then read it again and hand its content to `write` in chunks."""
    start = reader.tell()
    proved = verify_stream(reader, key, context=context, name=name, expected=expected)
    reader.seek(start)
    digest = hashlib.sha256()
    for content in _opened_chunks(reader, key, context, name):
        write(content)
        digest.update(content)
    if digest.digest() != proved.sha256:
        raise DamagedBlobError(file=name)
    return proved


def opened_pieces(
    reader: Source, key: bytes, *, context: bytes = b"", name: str = "blob"
) -> Iterator[bytes]:
    """The content of a sealed file in chunks, each authenticated; prove the whole file first."""
    return _opened_chunks(reader, key, context, name)


def open_to_file(
    reader: SeekableSource,
    path: Path,
    key: bytes,
    *,
    context: bytes = b"",
    name: str = "blob",
    expected: Sealed | None = None,
) -> Sealed:
    """Write the content as a private plain file, published only after its last chunk."""
    with replacing(path) as file:
        return open_stream(reader, file.write, key, context=context, name=name, expected=expected)


def sealed_length(length: int) -> int:
    """Bytes on disk of a sealed file with content of this length."""
    bucket = _bucket(length)
    chunks = max(1, -(-bucket // _CAPACITY))
    head = len(_BOUND) + crypto_secretstream_xchacha20poly1305_HEADERBYTES
    return head + bucket + chunks * _SMALLEST_SEALED


def _opened_chunks(reader: Source, key: bytes, context: bytes, name: str) -> Iterator[bytes]:
    """The content of every chunk, each authenticated; damage anywhere raises."""
    state, tag, length, bucket = _pulled_head(reader, key, name), _MESSAGE, 0, 0
    sealed = _read_full(reader, _SEALED_CHUNK)
    while sealed:
        content, tag, room = _pull(state, sealed, context, name)
        following = _read_full(reader, _SEALED_CHUNK)
        ended = length != bucket
        if (tag == _FINAL) == bool(following) or (ended and content):
            raise DamagedBlobError(file=name)
        length, bucket = length + len(content), bucket + room
        yield content
        sealed = following
    if tag != _FINAL or bucket != _bucket(length):
        raise DamagedBlobError(file=name)


def _pulled_head(
    reader: Source, key: bytes, name: str
) -> crypto_secretstream_xchacha20poly1305_state:
    """The state after magic, version and stream header."""
    bound = _read_full(reader, len(_BOUND))
    version = int.from_bytes(bound[len(MAGIC) :], "big")
    if bound[: len(MAGIC)] == MAGIC and len(bound) == len(_BOUND) and version > VERSION:
        raise NewerBlobError(file=name, version=version)
    header = _read_full(reader, crypto_secretstream_xchacha20poly1305_HEADERBYTES)
    if bound != _BOUND or len(header) != crypto_secretstream_xchacha20poly1305_HEADERBYTES:
        raise DamagedBlobError(file=name)
    state = crypto_secretstream_xchacha20poly1305_state()
    crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    return state


def _pull(
    state: crypto_secretstream_xchacha20poly1305_state, sealed: bytes, context: bytes, name: str
) -> tuple[bytes, int, int]:
    """Content and tag of one chunk, and the room it had for content."""
    if len(sealed) < _SMALLEST_SEALED:
        raise DamagedBlobError(file=name)
    try:
        filled, tag = crypto_secretstream_xchacha20poly1305_pull(state, sealed, _BOUND + context)
    except SodiumRuntimeError as error:
        raise DamagedBlobError(file=name) from error
    count, room = int.from_bytes(filled[:_COUNT_BYTES], "big"), len(filled) - _COUNT_BYTES
    content, zeros = filled[_COUNT_BYTES : _COUNT_BYTES + count], filled[_COUNT_BYTES + count :]
    if count > room or tag not in {_FINAL, _MESSAGE} or zeros.count(0) != len(zeros):
        raise DamagedBlobError(file=name)
    return content, tag, room


def _ending(held: bytes, length: int) -> Iterator[tuple[bytes, int]]:
    """The last piece of content and the zeros that fill the bucket, as chunks with their tags."""
    left = _bucket(length) - (length - len(held))
    while True:
        room = min(left, _CAPACITY)
        left -= room
        yield _filled(held, room), _MESSAGE if left else _FINAL
        if not left:
            return
        held = b""


def _filled(content: bytes, room: int) -> bytes:
    """One chunk in clear: the count, the content, and zeros up to its room."""
    return len(content).to_bytes(_COUNT_BYTES, "big") + content + bytes(room - len(content))


def _bucket(length: int) -> int:
    """Room for content and zeros together."""
    return max(SMALLEST_BUCKET_BYTES, padme(length))


def _push(
    state: crypto_secretstream_xchacha20poly1305_state, filled: bytes, context: bytes, tag: int
) -> bytes:
    """One sealed chunk."""
    return crypto_secretstream_xchacha20poly1305_push(state, filled, _BOUND + context, tag)


def _read_full(reader: Source, size: int) -> bytes:
    """`size` bytes, or fewer at the end only."""
    first = reader.read(size)
    if len(first) in {0, size}:
        return first
    parts, missing = [first], size - len(first)
    while missing and (part := reader.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)

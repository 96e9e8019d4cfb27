"""Sealed evidence files, in both directions."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
)

from kuager.vault import stream
from kuager.vault.files import UNFINISHED
from kuager.vault.seal import padme
from kuager.vault.stream import DamagedBlobError, Sealed

if TYPE_CHECKING:
    from pathlib import Path

KEY, CONTEXT = b"k" * 32, b"blob-id-16-bytes"
CHUNK = stream.CHUNK_BYTES
ROOM = CHUNK - 4
HEAD = 18 + 24
FINAL, MESSAGE = 3, 0
LONG = os.urandom(ROOM + 1000)
REST = padme(len(LONG)) - ROOM


def sealed(content: bytes) -> bytes:
    """A sealed file with this content."""
    out = io.BytesIO()
    stream.seal_stream(io.BytesIO(content), out, KEY, context=CONTEXT)
    return out.getvalue()


def opened(data: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    """The content of a sealed file."""
    out = io.BytesIO()
    stream.open_stream(io.BytesIO(data), out.write, key, context=context)
    return out.getvalue()


def forged(*chunks: tuple[bytes, int], context: bytes = CONTEXT) -> bytes:
    """A file of chunks, sealed with the right key, that Kuager would not write."""
    state = crypto_secretstream_xchacha20poly1305_state()
    bound = stream.MAGIC + b"\0\1"
    out = bound + crypto_secretstream_xchacha20poly1305_init_push(state, KEY)
    for plain, tag in chunks:
        out += crypto_secretstream_xchacha20poly1305_push(state, plain, bound + context, tag)
    return out


def chunk(content: bytes, room: int) -> bytes:
    """One chunk in clear."""
    return len(content).to_bytes(4, "big") + content + bytes(room - len(content))


@pytest.mark.parametrize(
    "length",
    [0, 1, 4095, 4096, 4097, ROOM - 1, ROOM, ROOM + 1, 2 * ROOM, 2 * ROOM + 1, 3 * CHUNK + 7],
)
def test_a_file_opens_to_what_was_sealed(length: int) -> None:
    """Files of every length around the chunk borders come back, with digest and length."""
    content, out = os.urandom(length), io.BytesIO()
    told = stream.seal_stream(io.BytesIO(content), out, KEY, context=CONTEXT)
    assert Sealed(hashlib.sha256(content).digest(), length) == told
    assert content == opened(out.getvalue())
    assert stream.sealed_length(length) == len(out.getvalue())


def test_a_source_that_gives_little_at_a_time_is_read_whole() -> None:
    """Pipes give short reads; the sealed file does not depend on them."""

    class Trickle(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 4099))

    content, out = os.urandom(CHUNK + 5), io.BytesIO()
    stream.seal_stream(Trickle(content), out, KEY, context=CONTEXT)
    assert content == opened(out.getvalue())


def test_size_tells_only_a_bucket() -> None:
    """Contents of nearly one length have one size on disk; the smallest bucket is 4 KiB."""
    assert len({len(sealed(b"x" * length)) for length in (0, 1, 100, 4096)}) == 1
    assert len({len(sealed(b"x" * length)) for length in range(100_001, 100_301, 50)}) == 1


def test_one_file_sealed_twice_shows_no_likeness() -> None:
    """Not one of the sealed blocks of 16 bytes repeats."""
    first, second = sealed(b"x" * 9000)[HEAD:], sealed(b"x" * 9000)[HEAD:]
    blocks = {first[at : at + 16] for at in range(0, 9000, 16)}
    assert not blocks & {second[at : at + 16] for at in range(0, 9000, 16)}


@pytest.mark.parametrize("place", [*range(HEAD + 40), 2000, 4096, -18, -17, -16, -2, -1])
def test_a_changed_byte_is_refused_and_nothing_handed_out(place: int) -> None:
    """Whatever byte is changed, header, chunk or tag, no byte of content appears."""
    changed = bytearray(sealed(b"content" * 300))
    changed[place] ^= 0x08
    out = io.BytesIO()
    with pytest.raises((DamagedBlobError, stream.NewerBlobError)):
        stream.open_stream(io.BytesIO(bytes(changed)), out.write, KEY, context=CONTEXT)
    assert out.getvalue() == b""


def test_a_change_in_the_last_chunk_hands_out_nothing_of_the_first() -> None:
    """A file is proved to its end before its beginning is written."""
    changed = bytearray(sealed(os.urandom(3 * CHUNK)))
    changed[-1] ^= 1
    out = io.BytesIO()
    with pytest.raises(DamagedBlobError):
        stream.open_stream(io.BytesIO(bytes(changed)), out.write, KEY, context=CONTEXT)
    assert out.getvalue() == b""


@pytest.mark.parametrize("length", [0, 1, 17, 18, 41, 42, 43, 58, 59, 62, 63, 1000, 4136, 4158])
def test_a_cut_file_is_refused(length: int) -> None:
    """A small file cut at every kind of byte is damaged."""
    with pytest.raises(DamagedBlobError):
        opened(sealed(b"content")[:length])


@pytest.mark.parametrize("chunks", [1, 2])
def test_a_file_cut_between_chunks_is_refused(chunks: int) -> None:
    """Whole chunks without the final one do not pass for a file."""
    with pytest.raises(DamagedBlobError):
        opened(sealed(os.urandom(3 * CHUNK))[: HEAD + chunks * (CHUNK + 17)])


@pytest.mark.parametrize("tail", [b"\0", b"x" * 17, bytes(4117), sealed(b"more")])
def test_bytes_after_the_end_are_refused(tail: bytes) -> None:
    """Nothing may follow the final chunk."""
    with pytest.raises(DamagedBlobError):
        opened(sealed(b"content") + tail)


def test_exchanged_chunks_are_refused() -> None:
    """Chunks open only in the order they were sealed."""
    data, size = sealed(os.urandom(3 * CHUNK)), CHUNK + 17
    first, second = data[HEAD : HEAD + size], data[HEAD + size : HEAD + 2 * size]
    with pytest.raises(DamagedBlobError):
        opened(data[:HEAD] + second + first + data[HEAD + 2 * size :])


def test_another_key_or_context_is_refused() -> None:
    """A file opens under its own key and for the blob it was sealed for."""
    for given in ({"key": b"j" * 32}, {"context": b"another-blob-id!"}, {"context": b""}):
        with pytest.raises(DamagedBlobError):
            opened(sealed(b"content"), **given)


def test_a_future_version_is_newer() -> None:
    """A version this program does not know is kept and not called damage."""
    with pytest.raises(stream.NewerBlobError):
        opened(stream.MAGIC + b"\0\2" + bytes(500))


def test_another_content_than_expected_is_refused() -> None:
    """A sound file that is not the one the record speaks of is damage."""
    data = sealed(b"content")
    for expected in (Sealed(bytes(32), 7), Sealed(hashlib.sha256(b"content").digest(), 8)):
        with pytest.raises(DamagedBlobError):
            stream.verify_stream(io.BytesIO(data), KEY, context=CONTEXT, expected=expected)


def test_chunks_in_our_own_form_are_read() -> None:
    """The forger used below writes what Kuager reads when nothing is wrong."""
    assert opened(forged((chunk(b"content", 4096), FINAL))) == b"content"


STRANGE = {
    "no chunk": (),
    "no final tag": ((chunk(b"content", 4096), MESSAGE),),
    "final tag twice": ((chunk(LONG[:ROOM], ROOM), FINAL), (chunk(LONG[ROOM:], REST), FINAL)),
    "a count beyond the chunk": (((4097).to_bytes(4, "big") + bytes(4096), FINAL),),
    "something in the zeros": ((chunk(b"content", 4096)[:-1] + b"\1", FINAL),),
    "a smaller bucket": ((chunk(b"content", 4095), FINAL),),
    "a larger bucket": ((chunk(b"content", 5000), FINAL),),
    "a chunk without count": ((b"abc", FINAL),),
    "an unknown tag": ((chunk(b"content", 4096), 2),),
    "content after zeros": (
        (chunk(LONG[: ROOM - 1], ROOM), MESSAGE),
        (chunk(LONG[ROOM - 1 :], REST), FINAL),
    ),
    "a short chunk before the last": ((chunk(b"a", 4096), MESSAGE), (chunk(b"b", 4096), FINAL)),
}


@pytest.mark.parametrize("chunks", STRANGE.values(), ids=STRANGE.keys())
def test_chunks_in_another_form_are_refused(chunks: tuple[tuple[bytes, int], ...]) -> None:
    """Sealed rightly or not, a file is read in its one form only."""
    with pytest.raises(DamagedBlobError):
        opened(forged(*chunks))


def test_a_plain_copy_is_private_and_whole(tmp_path: Path) -> None:
    """A file written out is there at once, whole, and for its owner alone."""
    target = tmp_path / "evidence.jpg"
    stream.open_to_file(io.BytesIO(sealed(b"content")), target, KEY, context=CONTEXT)
    assert target.read_bytes() == b"content"
    assert [target] == list(tmp_path.iterdir())
    if sys.platform != "win32":
        assert target.stat().st_mode & 0o777 == 0o600


def test_damage_leaves_no_plain_file(tmp_path: Path) -> None:
    """When the last byte is damaged, no file appears and none is left over."""
    data = sealed(os.urandom(2 * CHUNK))
    changed = data[:-1] + bytes([data[-1] ^ 1])
    with pytest.raises(DamagedBlobError):
        stream.open_to_file(io.BytesIO(changed), tmp_path / "out", KEY, context=CONTEXT)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_changes_between_the_passes_is_not_published(tmp_path: Path) -> None:
    """Whoever exchanges the sealed file after it was proved gets nothing published."""

    class Exchanged(io.BytesIO):
        def seek(self, offset: int, whence: int = 0, /) -> int:
            super().seek(0)
            self.truncate()
            self.write(sealed(b"planted"))
            return super().seek(offset, whence)

    with pytest.raises(DamagedBlobError):
        stream.open_to_file(Exchanged(sealed(b"content")), tmp_path / "out", KEY, context=CONTEXT)
    assert list(tmp_path.glob(f"*{UNFINISHED}")) + list(tmp_path.glob("out")) == []


def test_memory_does_not_grow_with_the_file() -> None:
    """Sealing and proving 200 MB adds less than 16 MB to the process."""
    program = textwrap.dedent("""
        import tempfile
        from kuager.vault import stream
        from kuager.vault.platform import peak_memory_bytes

        class Zeros:
            left = 200_000_000
            def read(self, size, /):
                size = min(size, self.left)
                self.left -= size
                return bytes(size)

        class Pipe:
            def __init__(self, file): self.file = file
            def write(self, data, /): self.file.write(data)

        small = Zeros(); small.left = 3_000_000
        with tempfile.TemporaryFile() as file:
            stream.seal_stream(small, Pipe(file), bytes(32))
            file.seek(0)
            stream.verify_stream(file, bytes(32))
        before = peak_memory_bytes()
        with tempfile.TemporaryFile() as file:
            stream.seal_stream(Zeros(), Pipe(file), bytes(32))
            file.seek(0)
            stream.verify_stream(file, bytes(32))
        print(peak_memory_bytes() - before)
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert int(done.stdout) < 16_000_000

"""Two places for files: a tar stream, made to be sealed as it is written, and a plain folder."""

import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kuager.formats.exporters.errors import ExportError
from kuager.formats.exporters.interface import OpenFile

BLOCK = tarfile.BLOCKSIZE
_END = b"\0" * (2 * BLOCK)


def tar_stream(files: Iterable[OpenFile]) -> Iterator[bytes]:
    """The files as one tar stream. No owner, clock or rights: only names, sizes and bytes."""
    for file in files:
        yield _header(file.name, file.size)
        yield from _padded(file.size, file.chunks)
    yield _END


class TarSink:
    """A sink that hands a tar stream on to `write`; call `finish` after the last file."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        """`write` takes bytes, such as a sealing stream's own."""
        self._write = write

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file with its header and padding."""
        self._write(_header(name, size))
        for piece in _padded(size, chunks):
            self._write(piece)

    def finish(self) -> None:
        """Write the end of the archive."""
        self._write(_END)


class FolderSink:
    """A sink that writes into an empty folder; nothing that is there is ever replaced."""

    def __init__(self, folder: Path) -> None:
        """`folder` exists and is empty; raises ExportError otherwise."""
        if not folder.is_dir() or any(folder.iterdir()):
            raise ExportError(reason="folder-not-empty", file=folder.name)
        self._folder = folder

    def put(self, name: str, size: int, chunks: Iterable[bytes]) -> None:
        """Write one file, new."""
        path = self._folder.joinpath(*name.split("/"))
        path.parent.mkdir(mode=0o700, exist_ok=True)
        written = 0
        with path.open("xb") as file:
            for chunk in chunks:
                written += file.write(chunk)
        if written != size:
            raise ExportError(reason="size-differs", file=name)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


def _padded(size: int, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield from chunks
    yield b"\0" * (-size % BLOCK)

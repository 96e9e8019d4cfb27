"""Private files, and replacing one so that a crash leaves the old or the new, never a mixture."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import time
from typing import TYPE_CHECKING, BinaryIO

from kuager.vault.platform import flush_directory, flush_file, restrict_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNFINISHED = ".kuager-new"
"""Suffix of a file that is not published yet; `sweep_unfinished` removes what a crash left."""

_EXCLUSIVE = os.O_RDWR | os.O_CREAT | os.O_EXCL
_EXTRA = ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NOINHERIT")
_CREATE = _EXCLUSIVE | sum(getattr(os, name, 0) for name in _EXTRA)
_TRIES = 12
_FIRST_PAUSE_SECONDS = 0.005


def create_private(path: Path) -> BinaryIO:
    """Create a file that only its owner may read; one that exists already is refused."""
    descriptor = os.open(path, _CREATE, 0o600)
    restrict_new(path)
    return os.fdopen(descriptor, "w+b")


def make_private_directory(path: Path) -> None:
    """Create a folder, and missing ones above it, for the owner alone; existing ones stay.

    Their names are durable when this returns: what is saved inside would be lost with them.
    """
    if path.is_dir():
        return
    make_private_directory(path.parent)
    path.mkdir(mode=0o700)
    restrict_new(path)
    flush_directory(path.parent)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A private file beside `path` that takes its place when the block ends well.

    It is flushed, renamed, and the folder flushed; when the block raises, it is removed. What a
    crash left of an earlier attempt at the same name goes first.
    """
    for left in path.parent.glob(f"{glob.escape(path.name)}.*{UNFINISHED}"):
        left.unlink()
    beside = path.with_name(f"{path.name}.{secrets.token_hex(6)}{UNFINISHED}")
    with contextlib.ExitStack() as undo:
        undo.callback(beside.unlink, missing_ok=True)
        file = undo.enter_context(create_private(beside))
        yield file
        file.flush()
        flush_file(file.fileno())
        file.close()
        publish(beside, path)
        undo.pop_all()


def write_replacing(path: Path, data: bytes) -> None:
    """Put `data` under a name at once: after a crash the old or the new is there, whole."""
    with replacing(path) as file:
        file.write(data)


def publish(beside: Path, path: Path) -> None:
    """Rename a finished, flushed file over `path`; Windows may hold an open one for a moment."""
    pause = _FIRST_PAUSE_SECONDS
    for _ in range(_TRIES - 1):
        with contextlib.suppress(PermissionError):
            beside.replace(path)
            break
        time.sleep(pause)
        pause *= 1.6
    else:
        beside.replace(path)
    flush_directory(path.parent)


def sweep_unfinished(directory: Path) -> int:
    """Remove what interrupted writes left in a folder; returns how many there were."""
    left = sorted(directory.glob(f"*{UNFINISHED}"))
    for path in left:
        path.unlink()
    return len(left)

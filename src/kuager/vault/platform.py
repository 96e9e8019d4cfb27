"""The one place where operating systems differ: locks, umask, core dumps, permissions, memory.

Everything POSIX-only of the whole package stands here; its Windows twin is `windows.py`, which is
imported nowhere else. Sizes are bytes, paths are `pathlib.Path`.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from kuager import N_, KuagerError
from kuager.vault.synced import synced_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

if sys.platform == "win32":
    from kuager.vault import windows
else:
    import fcntl
    import resource

__all__ = [
    "AlreadyOpenError",
    "FileLock",
    "Hardening",
    "default_data_folder",
    "flush_directory",
    "flush_file",
    "free_disk_bytes",
    "harden_process",
    "is_readable_by_others",
    "lock_file",
    "peak_memory_bytes",
    "private_umask",
    "restrict_new",
    "restrict_to_owner",
    "synced_folder",
    "total_memory_bytes",
]

_PR_SET_DUMPABLE = 4
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_PROCESS_LINE_BYTES = 32
_FOLDERS_NOT_FLUSHED = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
"""What network and FUSE file systems answer that cannot flush a folder."""


class AlreadyOpenError(KuagerError):
    """Another process, or this one, holds the lock; `process` is its number when it told us."""

    code: ClassVar[str] = "already-open"
    exit_code: ClassVar[int] = 5
    text: ClassVar[str] = N_(
        "This vault is already open (process {process}). Nothing was changed. "
        "Close the other window, or wait until it has finished."
    )


class FileLock:
    """An exclusive lock that ends with `close()`, with the `with` block, or with the process.

    The kernel drops it when the process dies, so a lock file left by a crash locks nobody out.
    """

    def __init__(self, descriptor: int) -> None:
        """Take over an open, already locked descriptor."""
        self._descriptor: int | None = descriptor

    def close(self) -> None:
        """Release the lock; closing twice does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            os.close(descriptor)

    def __enter__(self) -> Self:
        """Hold the lock for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release the lock at the end of the block."""
        self.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardening:
    """What the operating system granted: no core file, and no reading of our memory by peers."""

    core_dumps_off: bool
    undumpable: bool


def lock_file(path: Path) -> FileLock:
    """Lock a file exclusively without waiting; a second open, in this process too, is refused.

    The file is created when absent, holds the process number for the message, and is never
    removed: removing a lock file is how two processes come to hold one lock.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    if not _lock_at_once(descriptor):
        holder = os.read(descriptor, _PROCESS_LINE_BYTES).strip().decode("ascii", "replace")
        os.close(descriptor)
        raise AlreadyOpenError(process=holder if holder.isdigit() else "?", file=path.name)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
    return FileLock(descriptor)


def flush_file(descriptor: int) -> None:
    """Bring an open file to the disk itself (on macOS past the drive's own cache)."""
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):  # a volume that knows only the plain call
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush_directory(path: Path) -> None:
    """Make new and renamed names in a folder survive a power cut (Windows journals them)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        flush_file(descriptor)
    except OSError as error:
        if error.errno not in _FOLDERS_NOT_FLUSHED:
            raise
    finally:
        os.close(descriptor)


def private_umask() -> None:
    """From here on this process creates files for its owner alone."""
    os.umask(0o077)


def harden_process() -> Hardening:
    """Keep keys out of core files and away from other processes of the same person."""
    if sys.platform == "win32":
        windows.silence_crash_reports()
    else:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return Hardening(core_dumps_off=True, undumpable=_refuse_dumps())


def restrict_to_owner(path: Path) -> None:
    """Take a file or folder away from everyone but its owner."""
    if sys.platform == "win32":
        windows.restrict_to_owner(path)
    else:
        path.chmod(0o700 if path.is_dir() else 0o600)


def restrict_new(path: Path) -> None:
    """Finish what the mode at creation does on POSIX and cannot do on Windows.

    A stick whose file system keeps no owners (FAT) is left as it is: nothing on it is plain.
    """
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            windows.restrict_to_owner(path)


def is_readable_by_others(path: Path) -> bool:
    """Whether anyone but the owner (and the system itself) may read or change this file."""
    if sys.platform == "win32":
        return windows.is_open_to_others(path)
    return bool(path.stat().st_mode & _FOR_OTHERS)


def total_memory_bytes() -> int:
    """Memory of this machine."""
    if sys.platform == "win32":
        return windows.total_memory_bytes()
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def peak_memory_bytes() -> int:
    """The most memory this process has held so far."""
    if sys.platform == "win32":
        return windows.peak_memory_bytes()
    else:  # noqa: RET505 - the type checker of the other system must not look in here
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def free_disk_bytes(path: Path) -> int:
    """Room left where `path` is, or where it would be created."""
    existing = path.absolute()
    while not existing.exists():
        existing = existing.parent
    return shutil.disk_usage(existing).free


def default_data_folder(
    *, environment: Mapping[str, str] | None = None, system: str = sys.platform
) -> Path:
    """Where this platform keeps the data of programs; the folder need not exist yet."""
    known = os.environ if environment is None else environment
    if system == "win32":
        local = known.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Kuager"
    if system == "darwin":
        return Path.home() / "Library" / "Application Support" / "Kuager"
    named = Path(known.get("XDG_DATA_HOME", ""))
    return (named if named.is_absolute() else Path.home() / ".local" / "share") / "kuager"


def _lock_at_once(descriptor: int) -> bool:
    """Try for the lock; `flock` belongs to the open file, so one process cannot hold it twice."""
    if sys.platform == "win32":
        return windows.lock_at_once(descriptor)
    else:  # noqa: RET505 - the type checker of the other system must not look in here
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False


def _refuse_dumps() -> bool:
    """Ask Linux to hide this process's memory; elsewhere there is no such call."""
    if sys.platform != "linux":
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)

"""What this machine may write down by itself: swap, and a disk that is not encrypted.

Only what can be read without special rights is said; where nothing can be seen the answer is
"unknown", never a guess.
"""

import os
import sys
from pathlib import Path
from typing import Literal

Seen = Literal["none", "encrypted", "plain", "unknown"]

_SYS = Path("/sys")
_PROC = Path("/proc")
_DEEPEST = 8
_WORST: tuple[Seen, ...] = ("none", "encrypted", "unknown", "plain")


def swap_state(*, system: str = sys.platform, proc: Path = _PROC, sys_folder: Path = _SYS) -> Seen:
    """Whether memory may be written to a disk, and whether that is encrypted."""
    if system == "darwin":
        return "encrypted"  # the system always encrypts it
    listed = _read(proc / "swaps") if system == "linux" else None
    if listed is None:
        return "unknown"
    places = [Path(line.split()[0]) for line in listed.splitlines()[1:] if line.strip()]
    states = [_swap_place(place, proc, sys_folder) for place in places]
    return max(states, key=_WORST.index, default="none")


def disk_state(
    path: Path, *, system: str = sys.platform, proc: Path = _PROC, sys_folder: Path = _SYS
) -> Seen:
    """Whether the disk on which this lies, or would lie, is encrypted as a whole."""
    if system != "linux":
        return "unknown"
    existing = path.absolute()
    while not existing.exists():
        existing = existing.parent
    number = existing.stat().st_dev
    block = sys_folder / "dev" / "block" / f"{os.major(number)}:{os.minor(number)}"
    if block.exists():
        return _block_state(block, _DEEPEST)
    source = _mounted_from(proc, number)
    return "unknown" if source is None else _device_state(source, sys_folder)


def _swap_place(place: Path, proc: Path, sys_folder: Path) -> Seen:
    if place.name.startswith("zram"):
        return "none"
    if place.is_relative_to("/dev"):
        return _device_state(place, sys_folder)
    return disk_state(place, system="linux", proc=proc, sys_folder=sys_folder)


def _device_state(device: Path, sys_folder: Path) -> Seen:
    block = sys_folder / "class" / "block" / device.resolve().name
    return _block_state(block, _DEEPEST) if block.exists() else "unknown"


def _block_state(block: Path, deep: int) -> Seen:
    """Encrypted if it is a device of the crypt target, or all that it lies on is."""
    name = _read(block / "dm" / "uuid")
    if name is not None and name.startswith("CRYPT-"):
        return "encrypted"
    below = sorted((block / "slaves").glob("*")) if (block / "slaves").exists() else []
    if not below or deep == 0:
        return "plain"
    states = {_block_state(one.resolve(), deep - 1) for one in below}
    return "encrypted" if states == {"encrypted"} else "plain"


def _mounted_from(proc: Path, number: int) -> Path | None:
    """The device of a file system whose own number is no device (btrfs and others)."""
    wanted = f"{os.major(number)}:{os.minor(number)}"
    for line in (_read(proc / "self" / "mountinfo") or "").splitlines():
        head, _, tail = line.partition(" - ")
        parts, rest = head.split(), tail.split()
        if len(parts) > 2 and parts[2] == wanted and len(rest) > 1:  # noqa: PLR2004 - proc(5)
            return Path(rest[1]) if rest[1].startswith("/dev/") else None
    return None


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return None

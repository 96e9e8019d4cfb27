"""Looking at our processes from outside, as somebody would who holds the machine (Linux)."""

import re
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
_PIECE = 4 * 1024 * 1024
_LISTEN = "0A"


def family(pid: int) -> list[int]:
    """A process and everything it started, directly or not."""
    parents: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after[0] != "Z":
            parents.setdefault(int(after[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def told(pid: int) -> bytes:
    """What everybody who may list processes sees: the command line and the environment."""
    place = PROC / str(pid)
    return (place / "cmdline").read_bytes() + b"\0" + (place / "environ").read_bytes()


def found_in_memory(pid: int, marks: Iterable[bytes]) -> list[bytes]:
    """Which of these marks stand anywhere in the memory of a process; needs root."""
    try:
        return sorted(_found_in_memory(pid, set(marks)))
    except (ProcessLookupError, FileNotFoundError):
        return []  # it ended meanwhile, and its memory with it


def _found_in_memory(pid: int, wanted: set[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    longest = max(map(len, wanted))
    maps = (PROC / str(pid) / "maps").read_text().splitlines()
    with (PROC / str(pid) / "mem").open("rb", buffering=0) as memory:
        for line in maps:
            match = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if match is None or line.endswith(("[vvar]", "[vsyscall]", "[vvar_vclock]")):
                continue
            at, end, before = int(match[1], 16), int(match[2], 16), b""
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(_PIECE, end - at))
                except (OSError, OverflowError, ValueError):
                    break
                if not piece:
                    break
                found |= {mark for mark in wanted if mark in before + piece}
                before, at = piece[-longest:], at + len(piece)
    return found


def listening(pids: Iterable[int]) -> set[tuple[str, int]]:
    """Every address and port on which one of these processes listens."""
    sockets = set()
    for pid in pids:
        for path in (PROC / str(pid) / "fd").iterdir():
            try:
                sockets.add(str(path.readlink()))
            except OSError:
                continue
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in (PROC / "net" / table).read_text().splitlines()[1:]:
            words = line.split()
            is_open = words[3] == _LISTEN or table.startswith("udp")
            if is_open and f"socket:[{words[9]}]" in sockets:
                address, port = words[1].split(":")
                found.add((address, int(port, 16)))
    return found

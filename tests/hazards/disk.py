"""A disk that may lose power: what a process asked it to write, and what could be left of that.

A run of a program under `strace` is read into operations on files and folders (`trace`). `Disk`
plays them; at any point `crash` draws one state that a power cut could leave:

* what was flushed (`fsync`, `fdatasync`) is there;
* what was written and not flushed is there, is not there, or is torn at 512 or 4,096 bytes, each
  write by itself;
* names made, renamed or removed since their folder was flushed may be as before. On a `journaled`
  disk (ext4) they come in order, and flushing any file brings all of them; on a `strict` one each
  may be missing by itself, and only flushing the folder brings it.

Not modelled: drives that lie about flushing, and two processes writing at once.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

TORN_AT = (512, 4096)
ROOT = 1


class Op(NamedTuple):
    """One operation. `node` is a file or folder; the rest depends on `kind`.

    write: data at `offset` · cut: to `offset` bytes · link: `node` under `name` in folder `at` ·
    unlink: `name` in `at` · rename: `name` in `at` becomes `to_name` in `to` · sync · say: data.
    """

    kind: str
    node: int = 0
    offset: int = 0
    data: bytes = b""
    at: int = 0
    name: str = ""
    to: int = 0
    to_name: str = ""


@dataclass
class Tree:
    """Files by number, and folders by number with their names."""

    files: dict[int, bytearray] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {ROOT: {}})

    def apply(self, op: Op) -> None:
        """Do one operation, as far as what it speaks of is there."""
        if op.kind in ("write", "cut"):
            put(self.files.setdefault(op.node, bytearray()), op)
        elif op.kind == "link":
            self.folders.setdefault(op.at, {})[op.name] = op.node
        elif op.kind == "unlink":
            if self.folders.get(op.at, {}).get(op.name) == op.node:
                del self.folders[op.at][op.name]
        elif op.kind == "rename":
            source = self.folders.setdefault(op.at, {})
            if source.get(op.name) == op.node:
                del source[op.name]
            self.folders.setdefault(op.to, {})[op.to_name] = op.node

    def write_out(self, place: Path, *, leave_out: str = "-shm") -> None:
        """Lay the tree down as real files, without shared memory: it does not outlive power."""
        self._write_folder(place, ROOT, leave_out, frozenset())

    def _write_folder(
        self, place: Path, number: int, leave_out: str, above: frozenset[int]
    ) -> None:
        place.mkdir(mode=0o700)
        for name, node in self.folders.get(number, {}).items():
            if name.endswith(leave_out) or node in above:
                continue
            if node in self.folders:
                self._write_folder(place / name, node, leave_out, above | {number})
            else:
                (place / name).write_bytes(self.files.get(node, b""))


def put(content: bytearray, op: Op) -> None:
    """Write or cut the bytes of one file."""
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    if op.kind == "cut":
        del content[op.offset :]
    else:
        content[op.offset : op.offset + len(op.data)] = op.data


class Disk:
    """What is durable, what waits, and what was acknowledged so far."""

    def __init__(self, *, journaled: bool) -> None:
        """An empty disk."""
        self.journaled = journaled
        self.durable = Tree()
        self.names: list[Op] = []
        self.writes: dict[int, list[Op]] = {}
        self.said = b""

    def play(self, op: Op) -> None:
        """Take one operation as the running system does."""
        if op.kind == "say":
            self.said += op.data
        elif op.kind == "sync":
            self._sync(op.node)
        elif op.kind in ("write", "cut"):
            self.writes.setdefault(op.node, []).append(op)
        else:
            self.names.append(op)
            if op.node not in self.durable.folders and op.offset:
                self.durable.folders[op.node] = {}

    def _sync(self, node: int) -> None:
        for op in self.writes.pop(node, []):
            self.durable.apply(op)
        waiting, self.names = self.names, []
        for op in waiting:
            if self.journaled or node in (op.at, op.to):
                self.durable.apply(op)
            else:
                self.names.append(op)

    def crash(self, draw: Random) -> Tree:
        """One state that a power cut now could leave."""
        left = deepcopy(self.durable)
        how = draw.choice(("none", "some", "torn", "torn", "all"))
        for op in self._surviving_names(draw):
            left.apply(op)
        for ops in self.writes.values():
            for op in ops:
                for part in _surviving(op, how, draw):
                    left.apply(part)
        return left

    def _surviving_names(self, draw: Random) -> list[Op]:
        if self.journaled:
            return self.names[: draw.randint(0, len(self.names))]
        kept = draw.choice((0.0, 0.5, 0.8, 1.0))
        return [op for op in self.names if draw.random() < kept]


def _surviving(op: Op, how: str, draw: Random) -> Iterator[Op]:
    """What is left of one write that was not flushed."""
    if how == "none" or (how in ("some", "torn") and draw.random() < 0.5):
        return
    if how != "torn" or op.kind == "cut" or draw.random() < 0.5:
        yield op
        return
    unit = draw.choice(TORN_AT)
    first = -op.offset % unit or unit
    for begin, end in pairwise([0, *range(first, len(op.data), unit), len(op.data)]):
        if draw.random() < 0.5:
            yield op._replace(offset=op.offset + begin, data=op.data[begin:end])

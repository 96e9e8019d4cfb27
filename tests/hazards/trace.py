"""Reading what a process asked of the disk, from the output of `strace`."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hazards.disk import ROOT, Op

TRACED = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,"
    "sendfile,copy_file_range,fsync,fdatasync,sync,syncfs,ftruncate,truncate,fallocate,rename,"
    "renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,symlink,symlinkat,"
    "sync_file_range"
)
_LINE = re.compile(rb"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)")
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_UNMODELLED = {
    "writev", "pwritev", "pwritev2", "sendfile", "copy_file_range", "truncate", "link", "linkat",
    "symlink", "symlinkat", "dup2", "dup3", "creat",
}  # fmt: skip


@dataclass
class _Open:
    """An open file: which, where in it, whether writes go to its end."""

    node: int
    offset: int = 0
    appends: bool = False
    is_marker: bool = False


class TraceReader:
    """Reads the lines of `strace -xx` into operations below one folder.

    Writes to the file `marker` are acknowledgements. Raises ValueError for a call that would change
    a file below the folder in a way that is not modelled: then no figure of the run is worth much.
    """

    def __init__(self, root: str, marker: str) -> None:
        """`root` is an existing empty folder."""
        self.root, self.marker = root, marker
        self.ops: list[Op] = []
        self.paths: dict[str, int] = {root: ROOT}
        self.sizes: dict[int, int] = {}
        self.open: dict[int, _Open] = {}
        self.last = ROOT

    def read(self, trace: Path) -> list[Op]:
        """All operations of a trace."""
        for line in _joined(trace):
            found = _LINE.match(line)
            if found is not None and not found[3].startswith(b"-"):
                self._take(found[1].decode(), found[2], int(found[3], 0))
        return self.ops

    def _take(self, call: str, rest: bytes, result: int) -> None:
        act = getattr(self, f"_{call}", None)
        if act is not None:
            act(rest, result)
        elif call in _UNMODELLED and self._concerns(rest):
            raise ValueError(f"a call that is not modelled: {call}")

    def _concerns(self, rest: bytes) -> bool:
        first = rest.split(b",")[0].strip()
        if first.isdigit() and int(first) in self.open:
            return True
        return any(self._inside(path) for path in _texts(rest))

    def _inside(self, path: str) -> bool:
        return path == self.root or path.startswith(self.root + "/")

    def _openat(self, rest: bytes, result: int) -> None:
        path = _texts(rest)[0]
        flags = rest.rsplit(b'"', 1)[1]
        if b"O_TMPFILE" in flags and self._inside(path):
            raise ValueError("a file without a name is not modelled")
        self.open.pop(result, None)
        if path == self.marker:
            self.open[result] = _Open(0, is_marker=True)
        if not self._inside(path):
            return
        if path not in self.paths:
            self._link(path)
        node = self.paths[path]
        if b"O_TRUNC" in flags and self.sizes.get(node, 0):
            self._cut(node, 0)
        self.open[result] = _Open(node, appends=b"O_APPEND" in flags)

    _open = _openat

    def _link(self, path: str, *, is_folder: bool = False) -> None:
        self.last += 1
        self.paths[path] = self.last
        at, name = self._place(path)
        self.ops.append(Op("link", self.last, int(is_folder), at=at, name=name))

    def _place(self, path: str) -> tuple[int, str]:
        above, _, name = path.rpartition("/")
        return self.paths[above], name

    def _close(self, rest: bytes, _result: int) -> None:
        self.open.pop(int(rest), None)

    def _dup(self, rest: bytes, result: int) -> None:
        if int(rest) in self.open:
            self.open[result] = self.open[int(rest)]

    def _fcntl(self, rest: bytes, result: int) -> None:
        if b"F_DUPFD" in rest:
            self._dup(rest.split(b",")[0], result)

    def _lseek(self, rest: bytes, result: int) -> None:
        file = self.open.get(int(rest.split(b",")[0]))
        if file is not None:
            file.offset = result

    def _write(self, rest: bytes, result: int) -> None:
        file = self.open.get(int(rest.split(b",")[0]))
        if file is None:
            return
        data = _bytes(rest)[:result]
        if file.is_marker:
            self.ops.append(Op("say", data=data))
            return
        offset = self.sizes.get(file.node, 0) if file.appends else file.offset
        self._put(file.node, offset, data)
        file.offset = offset + len(data)

    def _pwrite64(self, rest: bytes, result: int) -> None:
        file = self.open.get(int(rest.split(b",")[0]))
        if file is not None:
            self._put(file.node, int(rest.rsplit(b",", 1)[1]), _bytes(rest)[:result])

    def _put(self, node: int, offset: int, data: bytes) -> None:
        self.ops.append(Op("write", node, offset, data))
        self.sizes[node] = max(self.sizes.get(node, 0), offset + len(data))

    def _ftruncate(self, rest: bytes, _result: int) -> None:
        number, size = rest.split(b",")
        if int(number) in self.open:
            self._cut(self.open[int(number)].node, int(size))

    def _fallocate(self, rest: bytes, _result: int) -> None:
        number, mode, start, length = (part.strip() for part in rest.split(b","))
        file, end = self.open.get(int(number)), int(start) + int(length)
        if file is not None and mode == b"0" and end > self.sizes.get(file.node, 0):
            self._cut(file.node, end)

    def _cut(self, node: int, size: int) -> None:
        self.ops.append(Op("cut", node, size))
        self.sizes[node] = size

    def _fsync(self, rest: bytes, _result: int) -> None:
        file = self.open.get(int(rest))
        if file is not None:
            self.ops.append(Op("sync", file.node))

    _fdatasync = _fsync

    def _rename(self, rest: bytes, _result: int) -> None:
        source, target = _texts(rest)[:2]
        if not self._inside(source) and not self._inside(target):
            return
        node = self.paths[source]
        (at, name), (to, to_name) = self._place(source), self._place(target)
        self.ops.append(Op("rename", node, at=at, name=name, to=to, to_name=to_name))
        moved = {p: n for p, n in self.paths.items() if p == source or p.startswith(source + "/")}
        for path, number in moved.items():
            del self.paths[path]
            self.paths[target + path[len(source) :]] = number

    _renameat = _renameat2 = _rename

    def _unlink(self, rest: bytes, _result: int) -> None:
        path = _texts(rest)[0]
        if self._inside(path):
            at, name = self._place(path)
            self.ops.append(Op("unlink", self.paths.pop(path), at=at, name=name))

    _unlinkat = _rmdir = _unlink

    def _mkdir(self, rest: bytes, _result: int) -> None:
        path = _texts(rest)[0]
        if self._inside(path):
            self._link(path, is_folder=True)

    _mkdirat = _mkdir


def _joined(trace: Path) -> Iterator[bytes]:
    """The lines of a trace, calls that another thread interrupted put together again."""
    waiting: dict[bytes, bytes] = {}
    with trace.open("rb") as lines:
        for line in lines:
            thread = line.split(b" ", 1)[0]
            if b"<unfinished ...>" in line:
                waiting[thread] = line.partition(b" <unfinished")[0]
            elif b" resumed>" in line and thread in waiting:
                yield waiting.pop(thread) + line.partition(b" resumed>")[2]
            else:
                yield line


def _texts(rest: bytes) -> list[str]:
    return [_plain(found).decode("utf-8", "surrogateescape") for found in _TEXT.findall(rest)]


def _bytes(rest: bytes) -> bytes:
    found = _TEXT.search(rest)
    return b"" if found is None else _plain(found[1])


def _plain(escaped: bytes) -> bytes:
    return bytes.fromhex(escaped.replace(b"\\x", b"").decode())


def can_trace() -> bool:
    """Whether processes can be traced here at all."""
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-f", "-e", "trace=none", "-o", "/dev/null", "true"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def traced(command: Sequence[str], trace: Path, environment: Mapping[str, str]) -> None:
    """Run a command to its end under `strace`. Raises CalledProcessError if it fails."""
    watch = ["strace", "-f", "-xx", "-s", "99999999", "-o", str(trace), "-e", f"trace={TRACED}"]
    subprocess.run([*watch, *command], check=True, env=environment)

"""Canaries of a scripted day, looked for in every byte that the day left anywhere.

    python -m tests.hazards.canaries [--trials 1] [--seed 1]

The day (founding, recording, importing, evidence, searching, a report, export, backup, a crash,
erasing) runs as child processes with a home, temporary and XDG folders of their own, and is traced;
so does a day of real commands at the door (`door`).
Then everything under those folders, and whatever is new in the machine's temporary folders, is
searched for over sixty canaries and the vault's own keys, each in the encodings of `canary`. Only a
report may hold anything, and of it only the public wording. A build that leaks on purpose must be
caught: `LEAKS`.
"""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.hazards.canary import Nest, Searcher
from tests.hazards.careless import LEAKS
from tests.hazards.day import CRASHES, STEPS
from tests.hazards.door import KILLED, commands
from tests.hazards.rig import Figures, main
from tests.hazards.trace import can_trace

from kuager.store.home import Home, unlock_home
from kuager.vault.slots import WrongPassphraseError

SHORT = ("found", "record", "bring_in", "keep_file")
"""Enough of a day for a leak to show."""
AT_THE_DOOR: tuple[str, ...] = ()
"""No steps of `day`: the commands of `door` instead."""
SHARED = tuple(Path(place) for place in ("/tmp", "/var/tmp", "/dev/shm"))  # noqa: S108
OWN = ("home", "tmp", "cache", "config", "state", "data", "cwd")
PATIENCE = 2.0
"""Seconds until a large import is killed at the door."""
_OTHER_TESTS = ("kuager-", "pytest-")
_OPENED = re.compile(r'^\d+ +(?:openat|open|creat|mkdir|mkdirat)\(.*?"([^"]*)", ?(.*)\) += \d+')
_CALLS = "trace=open,openat,creat,mkdir,mkdirat,memfd_create,mknod,mknodat,symlink,connect"
_WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE")
_HARMLESS = ("/dev/null", "/dev/tty", "/proc/self/")


def run(trials: int, seed: int) -> Figures:
    """So many days without a leak, and one with each leak."""
    days = [one_day(seed + number) for number in range(trials)]
    days.append(one_day(seed, steps=AT_THE_DOOR))
    figures = {"days": len(days), **days[0], "hits": sum(int(str(day["hits"])) for day in days)}
    caught = {name: int(bool(one_day(seed, leak=name, steps=SHORT)["hits"])) for name in LEAKS}
    return {**figures, "leaking builds caught": f"{sum(caught.values())} of {len(caught)}"}


def one_day(
    seed: int, *, leak: str | None = None, steps: tuple[str, ...] = tuple(STEPS)
) -> Figures:
    """Live one day and look for its canaries."""
    known = frozenset(path for place in SHARED for path in _entries(place))
    with tempfile.TemporaryDirectory(prefix="kuager-day-") as name:
        work = Path(name)
        place, traces = _prepare(work)
        nest = Nest.drawn(seed)
        recovery = "".join(_step(step, seed, place, leak, traces) for step in steps)
        if steps == AT_THE_DOOR:
            _live_at_the_door(place, nest, traces)
        secrets = nest.secret() | _keys(place / "vault", nest) | _pairs("recovery", recovery)
        searcher = Searcher(secrets)
        searcher.look_under([place / folder for folder in (*OWN, "vault", "out")])
        searcher.look_under(_new_elsewhere(known))
        public = _public(place, nest)
        figures: dict[str, object] = {
            "canaries": len(secrets),
            "files": searcher.files,
            "bytes": searcher.size,
            "hits": len(searcher.hits),
            "public wording outside the report": public,
            "files open to others": open_to_others(place),
            "core files": len(list(place.rglob("core*"))),
            "written outside": written_outside(traces, place),
        }
        return figures | {"notes": searcher.hits[:10]}


def _entries(place: Path) -> list[Path]:
    return list(place.iterdir()) if place.is_dir() else []


def _new_elsewhere(known: frozenset[Path]) -> list[Path]:
    """What is new in the machine's temporary folders, other tests' own folders left out."""
    found = [path for place in SHARED for path in _entries(place) if path not in known]
    return [path for path in found if not path.name.startswith(_OTHER_TESTS)]


def _prepare(work: Path) -> tuple[Path, Path]:
    place, traces = work / "day", work / "traces"
    for folder in (*OWN, "out", "originals"):
        (place / folder).mkdir(mode=0o700, parents=True)
    traces.mkdir()
    return place, traces


def _environment(place: Path) -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
        "XDG_CACHE_HOME": str(place / "cache"),
        "XDG_CONFIG_HOME": str(place / "config"),
        "XDG_STATE_HOME": str(place / "state"),
        "XDG_DATA_HOME": str(place / "data"),
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
    }


def _step(step: str, seed: int, place: Path, leak: str | None, traces: Path) -> str:
    """Do one step in a process of its own; what it said to the person."""
    command = [sys.executable, "-m", "tests.hazards.day", step, str(seed), str(place)]
    command += ["--leak", leak] if leak else []
    done = _run(command, place, traces / step)
    died = -signal.SIGABRT
    expected = (died, 128 - died) if step == CRASHES else (0,)
    assert done.returncode in expected, f"{step}: {done.returncode} {done.stderr}"
    return done.stdout


def _run(
    command: list[str], place: Path, trace: Path, typed: str = "", patience: float | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would, core files allowed; killed when patience ends."""
    if can_trace():
        command = ["strace", "-f", "-o", str(trace), "-e", _CALLS, *command]
    if patience is not None:
        command = ["timeout", "--signal=KILL", f"{patience}", *command]
    return subprocess.run(
        ["/bin/sh", "-c", 'ulimit -c unlimited; umask 022; exec "$@"', "sh", *command],
        cwd=place / "cwd",
        env=_environment(place),
        capture_output=True,
        check=False,
        text=True,
        input=typed,
    )


def _live_at_the_door(place: Path, nest: Nest, traces: Path) -> None:
    """The day by commands: the passphrase is the first line typed, then what is asked."""
    for command in commands(place, nest):
        words = [sys.executable, "-m", "kuager.cli", "--vault", str(place / "vault")]
        words += ["--passphrase-file", "-", "--lang", "en", *command.arguments]
        typed = "\n".join((nest["passphrase"][0], *command.typed)) + "\n"
        is_killed = command.name == KILLED
        done = _run(words, place, traces / command.name, typed, PATIENCE if is_killed else None)
        fits = is_killed or done.returncode in command.codes
        assert fits, f"{command.name}: {done.returncode} {done.stdout} {done.stderr}"
        assert command.shows in done.stdout, f"{command.name} did not show what it should"


def _keys(vault: Path, nest: Nest) -> dict[str, bytes | str]:
    """The keys that the day's vault holds at its end."""
    try:
        found = unlock_home(Home(vault), nest["passphrase"][0])
    except WrongPassphraseError:
        found = unlock_home(Home(vault), nest["passphrase"][1])
    ring = found.keyring
    keys = {"master key": found.vmk.secret.reveal(), "database key": ring.database_key}
    keys |= {"signing seed": ring.signing_seed, "receive": ring.receive_identity.encode()}
    epochs = [epoch for circle in ring.epochs.values() for epoch in circle]
    return keys | {f"epoch key {n}": epoch.key.reveal() for n, epoch in enumerate(epochs)}


def _pairs(kind: str, text: str) -> Mapping[str, str]:
    """Neighbouring words: a single one stands in every word list."""
    words = text.split()
    pairs = [" ".join(words[n : n + 3]) for n in range(len(words) - 2)]
    return {f"{kind} {n}": pair for n, pair in enumerate(pairs)}


def _public(place: Path, nest: Nest) -> int:
    """The public wording may stand in the report, and nowhere else."""
    searcher = Searcher({f"public {n}": mark for n, mark in enumerate(nest["public"])})
    report = frozenset((place / "out" / "report").rglob("*"))
    searcher.look_under([place / folder for folder in (*OWN, "vault", "out")], known=report)
    return len(searcher.hits)


def open_to_others(place: Path) -> int:
    """Files and folders of the vault and of what was handed on that others may read."""
    made = [p for name in ("vault", "out") for p in (place / name).rglob("*")]
    return sum(1 for path in made if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def written_outside(traces: Path, place: Path) -> list[str]:
    """What was opened for writing, or made, outside vault, output and originals."""
    allowed = [str(place / name) for name in ("vault", "out", "originals")]
    found = set()
    for trace in sorted(traces.iterdir()):
        for line in trace.read_text("utf-8", "replace").splitlines():
            opened = _OPENED.match(line)
            if opened is not None and _is_writing(line) and not _allowed(opened[1], allowed):
                found.add(opened[1])
            elif "memfd_create(" in line or "connect(" in line or "O_TMPFILE" in line:
                found.add(line.split(" ", 1)[1].strip()[:80])
    return sorted(found)


def _is_writing(line: str) -> bool:
    return "mkdir" in line or any(flag in line for flag in _WRITES)


def _allowed(path: str, allowed: list[str]) -> bool:
    return any(path.startswith(place) for place in (*allowed, *_HARMLESS))


def available() -> bool:
    """Whether the day can be lived here: its crash and its traps are those of POSIX."""
    return shutil.which("sh") is not None and hasattr(os, "fork")


if __name__ == "__main__":
    main("canaries", run, trials=1)

"""Simulated power cuts on our own writer: whatever was acknowledged is there, and is sound.

    python -m tests.hazards.powercuts [--trials 2000] [--seed 1]

One session (founding, saves, evidence, an import, a rebuild, an erasure, a backup) runs under
`strace`. From its writes thousands of states are built that a power cut could have left (`disk`),
half of them on a disk that keeps its names in a journal, half on one that promises nothing. Each is
opened as the door does, without repair, and held to the acknowledgements given before the cut. The
same simulator on a session with a protection switched off must find losses: `bites` proves it.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.hazards.deeds import Fact, read_facts
from tests.hazards.disk import Disk, Op
from tests.hazards.facts import broken_backups, missing, unsound
from tests.hazards.rig import Figures, child_environment, main, seated, workshop
from tests.hazards.trace import TraceReader, can_trace, traced

from kuager import KuagerError
from kuager.store.database import DatabaseError

WEAKER = ("synchronous-normal", "synchronous-off", "files-not-flushed", "folders-not-flushed")
BITES_AFTER = 150
"""States in which a weakened session must show at least one loss."""
_NEAR = 4
_BROKEN = (KuagerError, DatabaseError, OSError, LookupError, ValueError, TypeError)


def run(trials: int, seed: int) -> Figures:
    """States of the sound session, then of each weakened one until it shows a loss."""
    if not can_trace():
        return {"skipped": "strace is not here or may not trace"}
    with workshop() as folder:
        figures = dict(cut(folder / "sound", trials, seed))
        bitten = {name: bites(folder / name, name, seed) for name in WEAKER}
    return {**figures, "found with a protection off": bitten}


def bites(folder: Path, fault: str, seed: int, states: int = BITES_AFTER) -> str:
    """What the simulator finds when one protection is switched off."""
    figures = cut(folder, states, seed, fault=fault)
    return f"lost {figures['lost']}, corrupt {figures['corrupt']} of {states}"


def cut(folder: Path, states: int, seed: int, *, fault: str | None = None) -> Figures:
    """Watch one session and cut its power in so many states."""
    folder.mkdir()
    ops = watch(folder, seed, fault=fault)
    draw = Random(seed)
    count: Counter[str] = Counter({"lost": 0, "corrupt": 0})
    notes: list[str] = []
    for number, (disk, _) in enumerate(_moments(ops, states, draw)):
        place = folder / f"state-{number}"
        disk.crash(draw).write_out(place)
        bad = judge(place, read_facts(disk.said), count)
        notes += [f"state {number}: {one}" for one in bad]
        shutil.rmtree(place)
    return {"states": states, "operations": len(ops), **count, "notes": notes[:20]}


def watch(folder: Path, seed: int, *, fault: str | None = None) -> list[Op]:
    """Run the session under `strace`; the operations it asked of the disk."""
    place, marker, trace = folder / "live", folder / "said", folder / "trace"
    place.mkdir()
    command = [sys.executable, "-m", "tests.hazards.session", str(place), str(marker), str(seed)]
    traced([*command, *(["--fault", fault] if fault else [])], trace, child_environment())
    ops = TraceReader(str(place), str(marker)).read(trace)
    shutil.rmtree(place)
    trace.unlink()
    return ops


def _moments(ops: list[Op], states: int, draw: Random) -> Iterator[tuple[Disk, int]]:
    """A disk at each moment drawn, in order: half anywhere, half near a flush or a new name."""
    edges = [at for at, op in enumerate(ops) if op.kind not in ("write", "cut", "say")]
    moments = []
    for _ in range(states):
        at = draw.choice(edges) + draw.randint(-_NEAR, _NEAR)
        if draw.random() < 0.5:
            at = draw.randrange(len(ops))
        moments.append((draw.random() < 0.5, min(max(at, 0), len(ops) - 1)))
    for journaled in (True, False):
        disk, done = Disk(journaled=journaled), 0
        for _, at in sorted(m for m in moments if m[0] is journaled):
            for op in ops[done : at + 1]:
                disk.play(op)
            done = max(done, at + 1)
            yield disk, at


def judge(place: Path, facts: list[Fact], count: Counter[str]) -> list[str]:
    """Open one state as the door does; what is lost and what is corrupt."""
    vault = place / "home" / "vault"
    founded = any(fact["did"] == "found" for fact in facts)
    if not founded and not (vault.exists() and any(vault.iterdir())):
        return []
    try:
        with seated(vault) as desk:
            bad = unsound(desk)
            lost = missing(desk, facts)
        bad += broken_backups(place / "out", facts)
    except _BROKEN as error:
        lost, bad = [], [f"does not open: {type(error).__name__} {error}"]
    count["lost"] += bool(lost)
    count["corrupt"] += bool(bad)
    return lost + bad


if __name__ == "__main__":
    main("powercuts", run, trials=2000)

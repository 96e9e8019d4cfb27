"""Writes that fail: an error at the k-th flush, write, rename …, and nothing acknowledged is lost.

    python -m tests.hazards.failing [--trials 240] [--seed 1]

The session of `powercuts` runs under `strace`, which makes one chosen call fail with an input or
output error, or lets the disk be full from then on. The session ends there, or goes on as it may.
Then the vault is opened as the door does, and held to what was acknowledged.
"""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

from tests.hazards.deeds import read_facts
from tests.hazards.powercuts import judge
from tests.hazards.rig import Figures, child_environment, main, workshop
from tests.hazards.trace import can_trace

FAILURES = (
    ("fsync", "EIO", ""),
    ("pwrite64", "EIO", ""),
    ("pwrite64", "ENOSPC", "+"),
    ("write", "ENOSPC", "+"),
    ("rename", "EIO", ""),
    ("ftruncate", "EIO", ""),
    ("unlink", "EIO", ""),
    ("mkdir", "ENOSPC", "+"),
)
"""Call, error, and whether every later call fails as well."""
PATIENCE = 120
_CALL = re.compile(r"^\d+ +(\w+)\(")


def run(trials: int, seed: int) -> Figures:
    """So many sessions with one failure each, drawn over all calls of a session."""
    if not can_trace():
        return {"skipped": "strace is not here or may not trace"}
    draw = Random(seed)
    count: Counter[str] = Counter({"lost": 0, "corrupt": 0, "hung": 0})
    notes: list[str] = []
    with workshop() as folder:
        calls = _calls(folder / "whole", seed)
        for number in range(trials):
            call, error, later = FAILURES[number % len(FAILURES)]
            at = draw.randint(1, max(calls[call], 1))
            notes += _fail(
                folder / f"t{number}", seed, f"{call}:error={error}:when={at}{later}", count
            )
    return {"failures": trials, "calls": dict(calls), **count, "notes": notes[:20]}


def _session(place: Path, seed: int, watch: list[str]) -> subprocess.CompletedProcess[bytes]:
    (place / "live").mkdir(parents=True)
    command = [sys.executable, "-m", "tests.hazards.session"]
    command += [str(place / "live"), str(place / "said"), str(seed)]
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", str(place / "trace"), *watch, *command],
        capture_output=True,
        check=False,
        env=child_environment(),
        timeout=PATIENCE,
    )


def _calls(place: Path, seed: int) -> Counter[str]:
    """How often a session that nothing disturbs makes each call."""
    names = {call for call, _, _ in FAILURES}
    done = _session(place, seed, ["-e", f"trace={','.join(sorted(names))}"])
    assert done.returncode == 0, done.stderr.decode()
    lines = (place / "trace").read_text("utf-8", "replace").splitlines()
    shutil.rmtree(place)
    return Counter(found[1] for line in lines if (found := _CALL.match(line)) is not None)


def _fail(place: Path, seed: int, failure: str, count: Counter[str]) -> list[str]:
    """One session with one failure; what is wrong with what it left."""
    call = failure.partition(":")[0]
    try:
        done = _session(place, seed, ["-e", f"trace={call}", "-e", f"inject={failure}"])
    except subprocess.TimeoutExpired:
        count["hung"] += 1
        return [f"{failure}: hung"]
    count["ended early"] += done.returncode != 0
    facts = read_facts((place / "said").read_bytes()) if (place / "said").exists() else []
    bad = judge(place / "live", facts, count)
    shutil.rmtree(place)
    return [f"{failure}: {one}" for one in bad]


if __name__ == "__main__":
    main("failing", run, trials=240)

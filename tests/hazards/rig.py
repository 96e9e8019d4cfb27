"""What every hazard run shares: a cheap vault, opening it as the door does, one line of figures.

python -m tests.hazards.kills --trials 300 --seed 1
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from kuager.model.schema import load_schema
from kuager.store.home import Home, Keys
from kuager.store.opening import open_store
from kuager.vault import keyring
from kuager.vault.keys import Vmk
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.slots import unlock
from kuager.verbs.desk import Desk, desk_at, prepare_process
from kuager.verbs.erasures import resume_erasures
from kuager.verbs.evidence import sweep_evidence
from kuager.verbs.vaults import NewVault, new_vault

PASSPHRASE = "mango lantern otter violin garden pebble cloud"  # noqa: S105 - of vaults that live a second
_MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 - thousands of short-lived vaults, where there is one
_FILES = {"slots", "keyring", "mark", "vault.db", "lock", "blobs"}

Figures = dict[str, object]
Run = Callable[[int, int], Figures]
"""(trials, seed) -> figures."""


def found(folder: Path, *, practice: bool = False) -> Desk:
    """A new vault, open."""
    return new_vault(cheap_plan(folder, practice=practice))


def cheap_plan(folder: Path, *, practice: bool = False) -> NewVault:
    """What a vault is made of under the cheapest derivation that is ever read."""
    profile = cheapest_for_tests()
    return NewVault(folder=folder, passphrase=PASSPHRASE, profile=profile, practice=practice)


def sit_down(folder: Path) -> Desk:
    """Open a vault and settle what a crash left, as the door does; no repair besides."""
    prepare_process()
    home = Home(folder)
    vmk = _vmk(home.slots.read_bytes())
    keys = Keys(vmk, keyring.load(home.keyring, vmk))
    desk = desk_at(open_store(home, keys, load_schema()))
    try:
        resume_erasures(desk)
        sweep_evidence(desk)
    except BaseException:
        desk.close()
        raise
    return desk


@contextmanager
def seated(folder: Path) -> Iterator[Desk]:
    """A desk for a block; the vault is closed behind it."""
    desk = sit_down(folder)
    try:
        yield desk
    finally:
        desk.close()


@cache
def _vmk(slots: bytes) -> Vmk:
    """The passphrase derives its key once per slots file: two thousand openings are made."""
    return unlock(slots, PASSPHRASE)


def strays(folder: Path) -> list[str]:
    """Files in a closed vault's folder that are no part of a vault."""
    found = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))]
    return [name for name in found if name not in _FILES and not _is_blob(name)]


def _is_blob(name: str) -> bool:
    return name.startswith("blobs/") and name.endswith(".blob")


@contextmanager
def workshop() -> Iterator[Path]:
    """A temporary folder, in memory where the system has such a place."""
    place = _MEMORY_FOLDER if _MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="kuager-hazard-", dir=place) as folder:
        yield Path(folder)


def child_environment() -> dict[str, str]:
    """What a child process of a run needs to find the program and the runs, from anywhere."""
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}


def main(name: str, run: Run, *, trials: int) -> None:
    """Run from the command line and print one line of figures."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.hazards.{name}")
    parser.add_argument("--trials", type=int, default=trials)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    start = time.perf_counter()
    figures = run(chosen.trials, chosen.seed)
    tell({"run": name, **figures, "seconds": round(time.perf_counter() - start, 1)})


def tell(figures: Mapping[str, object]) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    sys.stdout.flush()

"""The session whose every write is watched: a vault is founded, and everything is done in it once.

    python -m tests.hazards.session PLACE MARKER SEED [--fault NAME …]

`PLACE` gets a folder `home/vault` and a folder `out`; acknowledgements are written to `MARKER`.
With a fault, one protection is switched off first (`faulty`): then the watcher must find losses.
"""

import argparse
import os
from contextlib import ExitStack
from pathlib import Path
from random import Random

from tests.hazards.deeds import Deeds, acknowledge_to
from tests.hazards.faulty import FAULTS
from tests.hazards.rig import found, sit_down

CHECKPOINT_PAGES = 120
"""SQLite folds its log into the file after 1,000 pages; a short session must see that too."""


def main() -> None:
    """Do the session once, from founding to closing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("place", type=Path)
    parser.add_argument("marker", type=Path)
    parser.add_argument("seed", type=int)
    parser.add_argument("--fault", action="append", default=[], choices=sorted(FAULTS))
    chosen = parser.parse_args()
    marker = os.open(chosen.marker, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with ExitStack() as faults:
        for name in chosen.fault:
            faults.enter_context(FAULTS[name]())
        play(chosen.place, marker, chosen.seed)


def play(place: Path, marker: int, seed: int) -> None:
    """The session itself, in two sittings."""
    vault = place / "home" / "vault"
    (place / "out").mkdir()
    acknowledge = acknowledge_to(marker)
    desk = found(vault)
    acknowledge({"did": "found"})
    deeds = Deeds(desk, place / "out", Random(seed), acknowledge)
    _first_sitting(deeds)
    desk.close()
    deeds.desk = sit_down(vault)
    _second_sitting(deeds)
    deeds.desk.close()


def _first_sitting(deeds: Deeds) -> None:
    _fold_often(deeds)
    codes = [deeds.save() for _ in range(5)]
    deeds.keep_file(30_000, codes[0])
    deeds.keep_file(9_000, codes[1])
    deeds.bring_in(40)
    deeds.rebuild()
    _fold_often(deeds)
    codes.append(deeds.save())
    deeds.erase(codes[0])
    _fold_often(deeds)
    deeds.save()


def _second_sitting(deeds: Deeds) -> None:
    _fold_often(deeds)
    deeds.save()
    deeds.back_up()
    deeds.keep_file(5_000)
    deeds.bring_in(12)
    deeds.save()


def _fold_often(deeds: Deeds) -> None:
    run = deeds.desk.store.connection.execute
    run(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}").fetchall()


if __name__ == "__main__":
    main()

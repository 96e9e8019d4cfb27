"""The process that is killed: opens a vault and does one kind of deed over and over.

    python -m tests.hazards.kill_child VAULT OUT DEED SEED

Acknowledgements go to standard output, a line each, after the verb has returned.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.hazards.deeds import Deeds, acknowledge_to
from tests.hazards.rig import sit_down

ROWS = (1000, 5000)
FILE_BYTES = (200_000, 3_000_000)


def actions(deeds: Deeds) -> dict[str, Callable[[], object]]:
    """What may be done over and over, by name."""
    draw = deeds.draw
    return {
        "save": deeds.save,
        "import": lambda: deeds.bring_in(draw.randint(*ROWS)),
        "evidence": lambda: deeds.keep_file(draw.randint(*FILE_BYTES)),
        "export": deeds.export,
        "erase": lambda: deeds.erase(min(deeds.cases)) or deeds.cases.pop(min(deeds.cases)),
        "rebuild": lambda: (deeds.save(), deeds.rebuild()),
        "backup": lambda: (deeds.save(), deeds.back_up()),
    }


def main() -> None:
    """Do it until killed, or until nothing is left to do."""
    vault, out, name, seed = sys.argv[1:]
    desk = sit_down(Path(vault))
    deeds = Deeds(desk, Path(out), Random(int(seed)), acknowledge_to(1), name="k")
    for record in desk.view.records("case"):
        deeds.cases[record.code] = str(record.text("case.story"))
    act = actions(deeds)[name]
    deeds.acknowledge({"did": "ready"})
    while name != "erase" or deeds.cases:
        act()


if __name__ == "__main__":
    main()

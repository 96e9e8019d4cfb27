"""Gatherings compared: what was asked of authorities and what they did, by the side that gathers.

The side is the stance of who organised it. Every table counts gatherings; `requests` counts
requests for a permit, of which one gathering may have many or none.
"""

from dataclasses import dataclass
from typing import Final

from kuager.model.derived import SIDE as _SIDE
from kuager.model.funnel import added
from kuager.model.question import Dimension, Question
from kuager.model.table import Cell, Table

SIDE: Final = Dimension("organisation.stance")
PERMIT: Final = Dimension("event.permit")
DISRUPTION: Final = Dimension("event.disruption")
POLICE: Final = Dimension("event.police_conduct")
YEAR: Final = Dimension("event.date", "year")
EVENT_SIDE: Final = Dimension(_SIDE)
"""The side of a gathering as a table is asked for it."""
GATHERING: Final = Dimension("event.kind")
OURS, HOSTILE, MIXED_SIDE, UNKNOWN_SIDE = "friendly", "hostile", "mixed", "unknown"
SIDES: Final = (OURS, HOSTILE, "neutral", MIXED_SIDE, UNKNOWN_SIDE)
"""Columns in reading order; `mixed` also where organisers are of several minds."""
ASKED: Final = ("asked", "granted", "granted-changed", "refused", "withdrawn")
"""Words of the list of permits by which somebody did ask for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherings:
    """Each table by the side: permits, disruptions, police, and permits by year.

    `all` is everything that is counted, by side, and `disrupted` what was disrupted by anything.
    """

    question: Question
    all: Table
    permits: Table
    disrupted: Table
    disruptions: Table
    police: Table
    years: Table
    requests: Table
    practice: bool = False

    @property
    def sides(self) -> tuple[str, ...]:
        """The columns: ours, hostile and unknown always, the others where they have anything."""
        had = {*self.all.axes[0].categories, *self.requests.axes[0].categories}
        always = (OURS, HOSTILE, UNKNOWN_SIDE)
        return tuple(side for side in SIDES if side in always or side in had)


def asked_cell(table: Table, side: str) -> Cell:
    """How many of a side asked for a permit: the words of `ASKED` together."""
    return added(table.cell((side, code)) for code in ASKED)

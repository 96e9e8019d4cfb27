"""Funnels as values: how many reached each stage of the way to justice, and what came of the rest.

Of those who stand at a stage each is in one way: ended in favour, left, still open, or nobody
knows. So at every stage: reached = reached the next one + for + left + open + unknown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final, Literal

from kuager import N_, KuagerError
from kuager.model.journey import BIAS_STAGES, Way
from kuager.model.ladder_stage import STAGES
from kuager.model.question import Question
from kuager.model.shares import Share, share_of
from kuager.model.table import EMPTY, Cell

Kind = Literal["justice", "bias"]
STAGES_OF: Final[Mapping[Kind, tuple[str, ...]]] = {"justice": STAGES, "bias": BIAS_STAGES}
FUNNEL_UNITS: Final = ("case", "event", "person", "filing")
FUNNEL_CLOCKS: Final = ("incident", "report")
"""Both clocks of every unit of a funnel: the year of the incident, the year of the report."""


class NoFunnelError(KuagerError):
    """A question that no funnel answers."""

    code: ClassVar[str] = "no-funnel"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A way to justice is counted for cases, events, persons or filings, by the date of the "
        "incident or of the report, and not by further words ({part}). Nothing was counted."
    )


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out after a stage: an exit code, or `outcome.<term>`; one record may have several."""

    reason: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """One stage: who reached it, and what came of those who came no further.

    `exits` are the reasons of those who left, ended in favour or of whom nobody knows. `people` is
    for how many people those who reached it stand, as said; None where that is not asked.
    """

    stage: str
    reached: Cell
    ways: Mapping[Way, Cell]
    exits: tuple[Exit, ...] = ()
    along: tuple[Exit, ...] = ()
    people: Cell | None = None

    def way(self, way: Way) -> Cell:
        """Those who stand here, by what came of them."""
        return self.ways.get(way, EMPTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """The answer: stages in their order, and everything that stands beside a number.

    `several` stand with different filings at different stages and are counted at the furthest.
    `undated` have no date on this clock and are counted only where no period is asked for.
    """

    kind: Kind
    question: Question
    article: str
    stages: tuple[StageCount, ...]
    several: Cell = EMPTY
    undated: int = 0
    disputed: int = 0
    merged: int = 0
    practice: bool = False

    @property
    def base(self) -> Cell:
        """Everything that is counted."""
        return self.stages[0].reached

    def reached(self, stage: str) -> Cell:
        """How many reached a stage."""
        return next(one.reached for one in self.stages if one.stage == stage)

    def share(self, stage: str) -> Share | None:
        """The part of the base that reached a stage; None of a base too small to tell one."""
        return share_of(self.reached(stage), self.base)

    def plain(self) -> dict[str, Any]:
        """As plain values for scripts: codes, numbers and the question, nothing else."""
        return {
            "kind": self.kind,
            "question": self.question.text(),
            "article": self.article or None,
            "stages": [
                {
                    "stage": stage.stage,
                    "reached": _plain(stage.reached),
                    "ways": {way: _plain(cell) for way, cell in stage.ways.items()},
                    "exits": plain_exits(stage.exits),
                    "along": plain_exits(stage.along),
                    "people": None if stage.people is None else _plain(stage.people),
                }
                for stage in self.stages
            ],
            "several": _plain(self.several),
            "undated": self.undated,
            "disputed": self.disputed,
            "merged": self.merged,
            "practice": self.practice,
        }

    def whole(self, way: Way) -> Cell:
        """Everybody of whom this came, at whatever stage."""
        return added(stage.way(way) for stage in self.stages)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is counted at all."""
        return not (self.base.sure or self.base.possibly)


def added(cells: Iterable[Cell]) -> Cell:
    """The sum of cells that do not meet."""
    found = list(cells)
    most = [cell.at_most for cell in found]
    return Cell(
        sum(cell.sure for cell in found),
        sum(cell.possibly for cell in found),
        sum(cell.at_least for cell in found),
        None if None in most else sum(n for n in most if n is not None),
    )


Days = tuple[int, int | None]
"""A number of days: at least, and at most (None: nobody knows)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBetween:
    """How long it took from one stage to the next, in days.

    `n` have both dates. `waiting` stand at the first stage and are open: their wait goes on, so it
    is in no median. `undated` went on, but one of the two days is not known; `contrary` have dates
    in the wrong order and are left out.
    """

    first: str
    second: str
    n: int
    median: Days | None
    shortest: Days | None
    longest: Days | None
    waiting: int
    undated: int
    contrary: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """One year of the clock: how many of it reached each stage, in the order of the stages."""

    year: int
    reached: tuple[Cell, ...]
    open: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """Matters against our own people, by what came of them; `counted` is how many have one."""

    counted: Cell
    ways: Mapping[Way, Cell]
    kinds: tuple[Exit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Persons against filings: what is said of those touched, persons known, filings."""

    touched: Cell | None
    persons: Funnel
    filings: Funnel


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPage:
    """Everything about one question: both funnels, times, years, sides, what stands beside.

    `beside` are bodies beside the ladder (kinds of proceeding) to which people turned as well.
    `of_biased` is the funnel of the matter itself for those in the funnel of the motive. `articles`
    are the codes of all provisions under which anything was filed.
    """

    justice: Funnel
    bias: Funnel
    of_biased: Funnel
    times: tuple[TimeBetween, ...]
    cohorts: tuple[Cohort, ...]
    beside: tuple[Exit, ...]
    against: Against
    sides: Sides | None
    articles: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As plain values for scripts."""
        sides = self.sides
        return {
            "justice": self.justice.plain(),
            "bias": self.bias.plain(),
            "of_biased": self.of_biased.plain(),
            "times": [asdict(time) for time in self.times],
            "cohorts": [
                {
                    "year": one.year,
                    "reached": [_plain(cell) for cell in one.reached],
                    "open": _plain(one.open),
                }
                for one in self.cohorts
            ],
            "beside": plain_exits(self.beside),
            "against": {
                "counted": _plain(self.against.counted),
                "ways": {way: _plain(cell) for way, cell in self.against.ways.items()},
                "kinds": plain_exits(self.against.kinds),
            },
            "sides": None
            if sides is None
            else {
                "touched": None if sides.touched is None else _plain(sides.touched),
                "persons": sides.persons.plain(),
                "filings": sides.filings.plain(),
            },
        }


def plain_exits(found: Iterable[Exit]) -> dict[str, dict[str, int | None]]:
    """Ways out by their reason."""
    return {one.reason: _plain(one.cell) for one in found}


def _plain(cell: Cell) -> dict[str, int | None]:
    return asdict(cell)

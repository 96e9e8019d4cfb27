"""What stands behind a number, years later: counted again, and compared with what was kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kuager.model.meaning import meaning_of
from kuager.model.question import Question
from kuager.model.statement import EntityId
from kuager.model.table import Cell
from kuager.model.units import UNITS
from kuager.store.since import first_place, head_of, is_shut, once_judged_same, said_since
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.figure_sets import IN_CELL, OF_CELL, PLACES, Behind, behind, in_any_period
from kuager.verbs.figures import Figure, by_number, figure_of

GONE: Final = ""
"""Where a record stands that is not counted now, or was not counted then."""
WHYS: Final = (
    "same", "withdrawn", "period", "filter", "kind", "category", "surely",
    "recorded", "separated", "changed",
)  # fmt: skip
"""same: judged to be one with another · withdrawn: nothing of it stands · period: its date lies
elsewhere now · filter: it no longer has what was asked for · kind: such things are not counted ·
category: under other words now · surely: in the period for sure now, or only possibly · recorded:
written down since · separated: judged to be another one since · changed: came by what was said
since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A record that stands elsewhere now: where it stood and stands, and why.

    `said` names the properties of which something was said or withdrawn since, of those that the
    question asks. `into` is the code of the record that it was judged to be.
    """

    code: str
    type: str
    id: EntityId
    was: str
    now: str
    why: str
    said: tuple[str, ...] = ()
    into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What stood behind a figure, and what has become of it.

    Of the `of` records of the cell, `stand` are still counted in it; `erased` are gone for good
    (or wait for it), `restricted` are in nobody's count for now: of both nothing more is said.
    `base_erased` and `base_restricted` are those of the whole base. `now` is None if the question
    cannot be asked any more.
    """

    figure: Figure
    of: int
    stand: int
    erased: int
    restricted: int
    base_erased: int
    base_restricted: int
    moved: tuple[Moved, ...]
    now: Cell | None
    base_now: Cell | None
    is_same_set: bool
    means_the_same: bool

    @property
    def is_same_number(self) -> bool:
        """Whether a recount gives the same number of the same base."""
        return (self.figure.cell, self.figure.base) == (self.now, self.base_now)


@verb(needs="read")
def explain_figure(desk: Desk, *, code: str) -> Explained:
    """Say what stands behind a figure today: what stands, what is gone, what came, and why."""
    figure = figure_of(desk, code)
    if figure.question is None:
        return _not_asked(figure)
    return _Comparison(desk, figure, figure.question).explained()


def _not_asked(figure: Figure) -> Explained:
    """Of a question that is not understood here only the kept numbers are told."""
    of, kept = _of(figure.cell), len(_frozen(figure, OF_CELL))
    erased = of - kept
    return Explained(
        figure=figure,
        of=of,
        stand=kept,
        erased=erased,
        restricted=0,
        base_erased=_of(figure.base) - len(_frozen(figure, PLACES)),
        base_restricted=0,
        moved=(),
        now=None,
        base_now=None,
        is_same_set=False,
        means_the_same=False,
    )


def _of(cell: Cell) -> int:
    return cell.sure + cell.possibly


def _frozen(figure: Figure, places: frozenset[str] | tuple[str, ...]) -> dict[EntityId, str]:
    """The records of some of the lists, with where they stood."""
    return {uid: place for place in PLACES if place in places for uid in figure.lists[place]}


class _Comparison:
    """The kept lists beside a recount."""

    def __init__(self, desk: Desk, figure: Figure, question: Question) -> None:
        """Count now what was counted then."""
        self.desk, self.figure, self.question = desk, figure, question
        self.then = _frozen(figure, PLACES)
        self.now: Behind = behind(desk, question, figure.key)
        self.shut = {uid for uid in self.then if is_shut(desk.store, uid)}
        self.heads = {uid: head_of(desk.store, uid) for uid in self.then}
        self.place = first_place(desk.store, figure.id)

    def explained(self) -> Explained:
        """The whole comparison."""
        gone = {uid: place for uid, place in self.then.items() if uid in self.shut}
        in_cell = [uid for uid, place in self.then.items() if place in OF_CELL]
        standing = {
            self.heads[uid]
            for uid in in_cell
            if uid not in self.shut and self.now.places.get(self.heads[uid]) in OF_CELL
        }
        moved = sorted((*self._left(), *self._came()), key=_order)
        return Explained(
            figure=self.figure,
            of=_of(self.figure.cell),
            stand=len(standing),
            erased=_of(self.figure.cell) - len(in_cell),
            restricted=sum(place in OF_CELL for place in gone.values()),
            base_erased=_of(self.figure.base) - len(self.then),
            base_restricted=len(gone),
            moved=tuple(moved),
            now=self.now.cell,
            base_now=self.now.base,
            is_same_set=self.now.digest == self.figure.digest,
            means_the_same=self.figure.meaning == meaning_of(self.question, self.desk.schema),
        )

    def _left(self) -> Iterator[Moved]:
        """Records of the lists that stand elsewhere now."""
        told: set[EntityId] = set()
        # The record that others were judged to be part of speaks for itself, before them.
        for uid, was in sorted(self.then.items(), key=lambda one: self.heads[one[0]] != one[0]):
            head = self.heads[uid]
            if uid in self.shut:
                continue
            if head in told:
                yield self._moved(uid, was, GONE, "same", into=self._code(head))
                continue
            told.add(head)
            now = self.now.places.get(head, GONE)
            if now != was:
                yield self._moved(head, was, now, self._why(head, was, now))

    def _came(self) -> Iterator[Moved]:
        """Records that are counted now and stand in no list."""
        known = set(self.heads.values())
        for uid, now in self.now.places.items():
            if uid not in known:
                yield self._moved(uid, GONE, now, self._why_new(uid))

    def _why(self, uid: EntityId, was: str, now: str) -> str:
        if now != GONE:
            return "category" if (was in OF_CELL) != (now in OF_CELL) else "surely"
        if uid not in self.now.known:
            return "withdrawn"
        passes = self._any_period.get(uid)
        if passes is None:
            return "kind"
        return "period" if passes else "filter"

    def _why_new(self, uid: EntityId) -> str:
        if first_place(self.desk.store, uid) > self.place:
            return "recorded"
        parted = once_judged_same(self.desk.store, uid) & self.then.keys()
        return "separated" if parted else "changed"

    @cached_property
    def _any_period(self) -> Mapping[EntityId, bool]:
        return in_any_period(self.desk, self.question)

    @cached_property
    def _asked(self) -> frozenset[str]:
        """The properties that the question asks, by whichever door it comes to them."""
        unit = UNITS[self.question.unit]
        clock = unit.clocks.get(self.question.clock) or next(iter(unit.clocks.values()))
        kinds = {*unit.never, *(f"{unit.type}.{short}" for short in unit.only)}
        named = {dimension.name for dimension in (*self.question.by, *self.question.where)}
        return frozenset({*clock, *kinds, *named})

    def _moved(self, uid: EntityId, was: str, now: str, why: str, *, into: str = "") -> Moved:
        said = said_since(self.desk.store, uid, self.place) & self._asked
        return Moved(
            code=self._code(uid),
            type=UNITS[self.question.unit].type,
            id=uid,
            was=was,
            now=now,
            why=why,
            said=tuple(sorted(said)),
            into=into,
        )

    def _code(self, uid: EntityId) -> str:
        """The code by which the record is found; a merged one keeps its own."""
        own = self._codes.get(uid)
        return uid.hex()[:8] if own is None else own

    @cached_property
    def _codes(self) -> Mapping[EntityId, str]:
        found = self.desk.view.codes(UNITS[self.question.unit].type)
        return {uid: code for code, uid in found.items()}


def _order(moved: Moved) -> tuple[bool, str, bool, list[tuple[int, str]]]:
    """What left or came to the cell first; of each, what was there before."""
    concerns = bool({moved.was, moved.now} & OF_CELL)
    return (not concerns, moved.why, moved.was != IN_CELL, by_number(moved.code))

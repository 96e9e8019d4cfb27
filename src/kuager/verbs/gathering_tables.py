"""Gatherings compared, hostile and ours side by side: permits, disruption, conduct of the police.

Thirteen refusals of thirteen are what a State did: nothing here is said of a single person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Final

from kuager.model.funnel import NoFunnelError
from kuager.model.gathering_table import (
    DISRUPTION,
    PERMIT,
    POLICE,
    SIDE,
    SIDES,
    UNKNOWN_SIDE,
    YEAR,
    Gatherings,
)
from kuager.model.question import Dimension, MixedUnitsError, Question, question_of
from kuager.model.table import Table
from kuager.model.units import UNITS
from kuager.stats.cross import cross
from kuager.stats.frame import Bits, Column, Frame
from kuager.store.calendar import bits_of
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.filings import Filing
from kuager.verbs.frames import UnitView
from kuager.verbs.funnels import frame_in_period
from kuager.verbs.journeys import Matters
from kuager.verbs.way_columns import one_side, sides_of_events

_ANSWERS: Final[Mapping[str, str]] = {
    "for": "granted",
    "granted": "granted",
    "accepted": "asked",
    "in-part": "granted-changed",
    "partly-granted": "granted-changed",
    "against": "refused",
    "refused": "refused",
    "returned": "refused",
    "left-without-consideration": "asked",
}
_STATUSES: Final[Mapping[str, str]] = {
    "closed-for": "granted",
    "closed-in-part": "granted-changed",
    "closed-against": "refused",
}
"""Of a request that came to an end which no step tells."""


@verb(needs="read")
def compare_gatherings(desk: Desk, *, question: Question) -> Gatherings:
    """What was asked for gatherings, allowed, refused, disrupted, and what the police did, by side.

    The question is one of events; its period and filters count. Raises NoFunnelError.
    """
    if question.unit != "event" or question.by:
        raise NoFunnelError(part="unit" if question.unit != "event" else "by")
    sides = sides_of_events(desk)
    view = UnitView(desk, UNITS["event"], question)
    gatherings = view.raw("event.kind").get("gathering", 0)
    frame = frame_in_period(view, question, gatherings)
    columns = {d.text: view.column(d) for d in (PERMIT, DISRUPTION, POLICE, YEAR)}
    frame = replace(frame, columns={**columns, SIDE.text: _column(view, sides)})

    disturbed = _disturbed(view)
    disrupted = replace(frame, sure=frame.sure & disturbed, possibly=frame.possibly & disturbed)

    def table(*by: Dimension, of: Frame = frame) -> Table:
        return cross(of, replace(question, by=(SIDE, *by)))

    return Gatherings(
        question=question,
        all=table(),
        permits=table(PERMIT),
        disrupted=table(of=disrupted),
        disruptions=table(DISRUPTION),
        police=table(POLICE),
        years=table(YEAR, PERMIT),
        requests=_requests(desk, question, sides),
        practice=desk.practice,
    )


def _disturbed(view: UnitView) -> Bits:
    """Events that anything disrupted."""
    said = view.raw(DISRUPTION.name)
    return reduce(or_, (bits for code, bits in said.items() if code != "none"), 0)


def _requests(desk: Desk, question: Question, sides: Mapping[int, str]) -> Table:
    """Requests for a permit, by the side and by what came of each."""
    unit = replace(UNITS["filing"], only={"kind": frozenset({"permit"})})
    clock = question.clock if question.clock in unit.clocks else "incident"
    asked = _of_filings(desk, replace(question, unit="filing", clock=clock))
    view = UnitView(desk, unit, asked)
    frame = frame_in_period(view, asked)
    filings = {filing.node: filing for filing in Matters(desk).filings if filing.kind == "permit"}
    by_side = {node: _side_of(filing, sides) for node, filing in filings.items()}
    answers = {node: _answer(filing) for node, filing in filings.items()}
    frame = replace(
        frame, columns={SIDE.text: _column(view, by_side), PERMIT.text: _column(view, answers)}
    )
    return cross(frame, replace(asked, by=(SIDE, PERMIT)))


def _of_filings(desk: Desk, question: Question) -> Question:
    """The question of requests; without the filters that no request reaches it would mislead.

    Raises NoFunnelError for such a filter.
    """
    try:
        return question_of(question.pairs(), desk.schema)
    except MixedUnitsError:
        raise NoFunnelError(part="where") from None


def _side_of(filing: Filing, sides: Mapping[int, str]) -> str:
    """The side of a request: that of the gatherings it is for."""
    return one_side(sides[event] for event in filing.events if event in sides)


def _answer(filing: Filing) -> str:
    """What came of a request for a permit, as a word of the list of permits."""
    said = "asked"
    for step in filing.steps:
        if step.kind in ("abolished", "withdrawn") or step.outcome == "withdrawn":
            said = "withdrawn" if said.startswith("granted") else said
        elif step.kind == "refused":
            said = "refused"
        else:
            said = _ANSWERS.get(step.outcome or "", said)
    return said if said != "asked" else _STATUSES.get(filing.status or "", said)


def _column(view: UnitView, said: Mapping[int, str]) -> Column:
    """What is said of nodes as a column; a node of which nothing is said is of an unknown side."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(view.nodes):
        places[said.get(node, UNKNOWN_SIDE)].append(at)
    order = [*(side for side in SIDES if side in places), *_others(places)]
    size = len(view.nodes) + 1
    return Column(values={code: bits_of(places[code], size) for code in order}, many=False)


def _others(places: Iterable[str]) -> Iterator[str]:
    yield from sorted(code for code in places if code not in SIDES)

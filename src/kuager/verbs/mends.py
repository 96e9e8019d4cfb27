"""Mends: how a question may be changed so that more of its numbers may leave.

Each is weighed before it is offered, so that what is promised holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from kuager.model.derived import property_of
from kuager.model.protection import OpenTable
from kuager.model.question import (
    DATE_SCALES,
    GROUPS,
    PLACE_SCALES,
    Dimension,
    Question,
    scales_of,
)
from kuager.model.schema import Schema
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.gate import Weighed, is_large, weigh
from kuager.verbs.merging import worth_merging

MendKind = Literal[
    "years",
    "regions",
    "broader",
    "merged",
    "whole-years",
    "more-years",
    "rounding",
    "every",
    "without",
]
MOST_OFFERED: Final = 4
ROUNDED_TO: Final = 5
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change of the question, and what would pass then: cells that pass, and those held."""

    kind: MendKind
    question: Question
    rounding: int | None
    merge: str
    passing: int
    held: int


def mends_for(desk: Desk, weighed: Weighed) -> tuple[Mend, ...]:
    """What one may change in a question so that more of its numbers may leave, the least first.

    Nothing, if nothing is held back.
    """
    if weighed.may_leave and not weighed.held:
        return ()
    found: list[Mend] = []
    for kind, question, rounding, merge in _candidates(desk.schema, weighed):
        if len(found) == MOST_OFFERED:
            break
        if is_large(count_table(desk, question=question)):
            continue
        changed = weigh(desk, question, use=weighed.use, rounding=rounding, merge=merge)
        if _is_better(changed, weighed):
            found.append(
                Mend(
                    kind=kind,
                    question=question,
                    rounding=rounding,
                    merge=merge,
                    passing=changed.passing,
                    held=len(changed.held),
                )
            )
    return tuple(found)


def _is_better(changed: Weighed, weighed: Weighed) -> bool:
    """Whether more of it may leave: anything at all, or a smaller part is held back."""
    if not changed.passing:
        return False
    if not weighed.passing:
        return True
    held, before = len(changed.held), len(weighed.held)
    return held * len(weighed.cells) < before * len(changed.cells)


Candidate = tuple[MendKind, Question, int | None, str]


def _candidates(schema: Schema, weighed: Weighed) -> Iterator[Candidate]:
    """Changed questions, those that lose least first."""
    question, rounding = weighed.question, weighed.rule.rounding
    for place, dimension in enumerate(question.by):
        found = coarser(dimension, schema)
        if found is not None and found[1] not in question.by:
            by = (*question.by[:place], found[1], *question.by[place + 1 :])
            yield found[0], replace(question, by=by), rounding, ""
    if not weighed.merge:
        yield from (("merged", question, rounding, text) for text in _mergings(weighed))
    yield from (
        (kind, question.with_period(*period), rounding, "") for kind, period in _periods(question)
    )
    if rounding is None:
        yield "rounding", question, ROUNDED_TO, weighed.merge
    for dimension in question.where:
        rest = {other: codes for other, codes in question.where.items() if other != dimension}
        yield "every", replace(question, where=rest), rounding, ""
    if len(question.by) > 1:
        for dimension in reversed(question.by):
            by = tuple(other for other in question.by if other != dimension)
            yield "without", replace(question, by=by), rounding, ""


def _mergings(weighed: Weighed) -> list[str]:
    """How small categories could be told as one."""
    values = {key: cell.number for key, cell in weighed.cells.items()}
    table = OpenTable(axes=weighed.published.axes, values=values)
    return worth_merging(table, weighed.rule)


def coarser(dimension: Dimension, schema: Schema) -> tuple[MendKind, Dimension] | None:
    """The same property at its next coarser scale; None if there is none."""
    if dimension.scale == DATE_SCALES[1]:
        return "years", Dimension(dimension.name, DATE_SCALES[0])
    if dimension.scale == PLACE_SCALES[1]:
        return "regions", Dimension(dimension.name, PLACE_SCALES[0])
    prop = property_of(dimension.name, schema)
    if not dimension.scale and prop is not None and GROUPS in scales_of(prop, schema):
        return "broader", Dimension(dimension.name, GROUPS)
    return None


def _periods(question: Question) -> Iterator[tuple[MendKind, tuple[date, date]]]:
    """Longer periods that a reader still understands."""
    if question.first is None or question.last is None:
        return
    first, last = question.first.year, question.last.year
    whole = (date(first, 1, 1), date(last, _DECEMBER, 31))
    if whole != (question.first, question.last):
        yield "whole-years", whole
    yield "more-years", (date(max(first - 2, 1), 1, 1), whole[1])

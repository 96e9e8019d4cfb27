"""What a table can be built of here: the properties, years and values of which anything is said."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Final

from kuager.model.derived import DERIVED, is_offered, property_of
from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, Question, dimensions_of, scales_of
from kuager.model.schema import Schema
from kuager.model.units import UNITS, Unit
from kuager.stats.cross import chosen_by
from kuager.store.filled import filled_columns
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView, frame_for

__all__ = ["USUAL_QUESTIONS", "Choices", "countable", "offer_choices", "others_that_reach"]

USUAL_QUESTIONS: Final = (
    "unit=case&by=act.harm",
    "unit=event&by=event.place@region",
    "unit=event&by=event.kind,event.date@year",
    "unit=act&by=act.type@group",
    "unit=perpetrator&by=involvement.kind",
    "unit=filing&by=step.outcome",
)
"""Tables that annual reviews and reports to committees ask for again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to choose for one question.

    `filled` are the dimensions, at their usual scale, of which some record says anything; `years`
    those in which the clock of the question has a day. `values` has, for each dimension that one
    narrows by, the codes that occur in the period, each with how many of what is counted it would
    leave; the other filters are minded.
    """

    filled: tuple[Dimension, ...]
    years: tuple[int, ...]
    values: Mapping[Dimension, Mapping[str, int]]


@verb(needs="read")
def offer_choices(
    desk: Desk, *, question: Question, narrowed: tuple[Dimension, ...] = ()
) -> Choices:
    """What a table of this unit can be built of, as the record stands now."""
    return Choices(
        filled=_filled(desk, question),
        years=_years(UnitView(desk, UNITS[question.unit]), question.clock),
        values={dimension: _values(desk, question, dimension) for dimension in narrowed},
    )


def countable(unit: Unit, schema: Schema) -> tuple[Dimension, ...]:
    """Every dimension of a unit at its usual scale: what is said, then what follows from it."""
    derived = (
        Dimension(prop.name, scales_of(prop, schema)[0])
        for prop in DERIVED.values()
        if prop.type in unit.reach and is_offered(prop, unit.type)
    )
    return (*dimensions_of(unit, schema), *derived)


def others_that_reach(name: str, schema: Schema) -> tuple[str, ...]:
    """The units that can be divided by a property, in the order in which they are offered."""
    prop = property_of(name, schema)
    return tuple(
        unit.name
        for unit in UNITS.values()
        if prop is not None and prop.type in unit.reach and prop.type not in unit.only_where
    )


def _filled(desk: Desk, question: Question) -> tuple[Dimension, ...]:
    offered = countable(UNITS[question.unit], desk.schema)
    shorts: dict[str, list[str]] = {}
    for dimension in offered:
        if dimension.name in desk.schema.properties:
            shorts.setdefault(dimension.type, []).append(dimension.name.partition(".")[2])
    said = {
        f"{type_name}.{short}"
        for type_name, own in shorts.items()
        for short in filled_columns(desk.store, type_name, own)
    }
    types = {name.partition(".")[0] for name in said}
    return tuple(
        one for one in offered if one.name in said or (one.name in DERIVED and one.type in types)
    )


def _years(view: UnitView, clock: str) -> tuple[int, ...]:
    """The years of the days on this clock; of one that may lie in several, each of its ends."""
    found: set[int] = set()
    for said, _ in view.clock(clock or next(iter(view.unit.clocks))):
        found.update(day.year for day in (said.earliest, said.latest) if day is not None)
    return tuple(sorted(found))


def _values(desk: Desk, question: Question, dimension: Dimension) -> dict[str, int]:
    """How many each value of a dimension would leave, itself not being narrowed by yet."""
    others = {d: values for d, values in question.where.items() if d != dimension}
    asked = replace(question, by=(), where=others)
    left = chosen_by(frame_for(desk, asked).frame, asked)
    values = UnitView(desk, UNITS[question.unit], asked).filter(dimension).values
    counts = {code: (left & bits).bit_count() for code, bits in values.items()}
    counts[NOTHING] = (left & ~reduce(or_, values.values(), 0)).bit_count()
    return {code: number for code, number in counts.items() if number}

"""The map of a list as a question, so that what leaves of it is a table like any other.

A list is narrowed by properties of its own records, by days and by years. Each has its place in a
question; what has none (records on which sources disagree, years with a gap) is refused, because
a published number has to say what it counts.
"""

from datetime import date
from typing import ClassVar, Final

from kuager import N_, KuagerError
from kuager.model.filters import NOTHING, Filters
from kuager.model.listed import around, main_date, main_place
from kuager.model.question import Dimension, Question, read_dimension
from kuager.model.scales import COUNTRY, PLACE_SCALES
from kuager.model.schema import EntityType, Schema
from kuager.model.units import UNITS, Unit

_REGION, _DISTRICT = PLACE_SCALES
_JANUARY: Final = (1, 1)
_DECEMBER: Final = (12, 31)


class NoMapOutsideError(KuagerError):
    """A list of records that no table counts by a place of their own."""

    code: ClassVar[str] = "no-map-outside"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "No map of these records leaves the house: others are told of events, acts and steps by "
        "place, and of nothing else. Nothing went out. Show the map of one of those, or build a "
        "table."
    )


class DisputedMapError(KuagerError):
    """A map of the records on which sources disagree."""

    code: ClassVar[str] = "map-of-disputed"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A map of only those records on which sources disagree does not leave the house: whether "
        "they do can change any day, and a published number could not say what it counts. Nothing "
        "went out. Take “Sources disagree about something” away above the list."
    )


class BrokenYearsError(KuagerError):
    """Years that do not follow one another."""

    code: ClassVar[str] = "years-with-gap"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "There is a gap between the years that are chosen, so they are no period. Nothing went "
        "out. Choose years that follow one another, or make one map for each."
    )


class NothingOnMapError(KuagerError):
    """Places or days that exclude one another."""

    code: ClassVar[str] = "nothing-on-map"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "The places or the days that are chosen exclude one another, so nothing can be on this "
        "map. Nothing went out. Take one of them away."
    )


def question_of_map(
    type_name: str, filters: Filters, schema: Schema, *, within: str = COUNTRY
) -> Question:
    """What the map of a list counts: its records by region, or by district `within` a region.

    Raises NoMapOutsideError, DisputedMapError, BrokenYearsError, NothingOnMapError.
    """
    entity_type = schema.type(type_name)
    unit, place = UNITS.get(type_name), main_place(entity_type)
    if unit is None or place is None:
        raise NoMapOutsideError
    if filters.conflicts:
        raise DisputedMapError
    where = {
        read_dimension(f"{type_name}.{short}", unit, schema): values
        for short, values in filters.chosen.items()
    }
    if within != COUNTRY:
        at = Dimension(place.name, _REGION)
        where = {**where, at: _inside(where.get(at, (COUNTRY,)), within)}
    first, last = _period(filters)
    return Question(
        unit=unit.name,
        by=(Dimension(place.name, _REGION if within == COUNTRY else _DISTRICT),),
        where=where,
        clock=_clock(unit, entity_type),
        first=first,
        last=last,
        sure=filters.sure,
    )


def _inside(chosen: tuple[str, ...], within: str) -> tuple[str, ...]:
    """Of the places that are chosen what lies in a region: places of it, or all of it."""
    whole = any(place in around(within) for place in chosen)
    parts = tuple(p for p in chosen if p != NOTHING and within in around(p))
    if not whole and not parts:
        raise NothingOnMapError
    return (within,) if whole else parts


def _period(filters: Filters) -> tuple[date | None, date | None]:
    """The days that the filters bound, years and days together."""
    years, first, last = filters.years, filters.first, filters.last
    if years:
        if max(years) - min(years) + 1 != len(years):
            raise BrokenYearsError
        begin, end = date(min(years), *_JANUARY), date(max(years), *_DECEMBER)
        first, last = max(first or begin, begin), min(last or end, end)
    if first is not None and last is not None and first > last:
        raise NothingOnMapError
    return first, last


def _clock(unit: Unit, entity_type: EntityType) -> str:
    """The clock that is told first of all by the date of the list."""
    dated = main_date(entity_type)
    name = "" if dated is None else dated.name
    return next((clock for clock, told in unit.clocks.items() if told[0] == name), "")

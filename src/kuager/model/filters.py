"""By what a list is narrowed, as a value and as the codes that stand in an address.

A written filter is made of codes only: names of properties, ids of terms and places, days. Whatever
else stands in it is refused, so that no word of a person can get into an address or the register.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode

from kuager import N_, KuagerError
from kuager.model.listed import DISTRICT_LEVEL, facets, main_date
from kuager.model.places import gazetteer
from kuager.model.schema import Property, Schema

NOTHING = "-"
"""The value of a filter that finds records of which nothing is said there."""
FROM, TO, YEAR, SURE = "first-day", "last-day", "in-year", "only-sure"
CONFLICTS, ORDER, AT_PAGE = "in-conflict", "order-by", "at-page"
WITHIN, OUTSIDE = "in-region", "for-outside"
RESERVED = frozenset({FROM, TO, YEAR, SURE, CONFLICTS, ORDER, AT_PAGE, WITHIN, OUTSIDE})
"""Names in an address that are no properties: those have no hyphen."""
_YES, _NO = "yes", "no"
_EARLIEST, _LATEST = 1000, 9999


class UnknownFilterError(KuagerError):
    """An address or a saved view asks for something that is not in the schema."""

    code: ClassVar[str] = "unknown-filter"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This list cannot be narrowed like that ({name}). Nothing was changed. "
        "Open the list again and choose from what is offered."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; within one property any value will do, all properties count.

    `first` and `last` bound the main date; `sure` leaves out what only possibly lies between.
    `years` are years of the main date.
    """

    chosen: Mapping[str, tuple[str, ...]]
    years: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    sure: bool = False
    conflicts: bool = False

    def values(self, name: str) -> tuple[str, ...]:
        """The values chosen under a name, as they are written."""
        if name == YEAR:
            return tuple(map(str, self.years))
        return self.chosen.get(name, ())

    def toggled(self, name: str, value: str) -> "Filters":
        """With a value chosen, or no longer."""
        now = self.values(name)
        kept = tuple(one for one in now if one != value) if value in now else (*now, value)
        if name == YEAR:
            return replace(self, years=tuple(sorted(map(int, kept))))
        rest = {key: found for key, found in self.chosen.items() if key != name}
        return replace(self, chosen=rest | ({name: tuple(sorted(kept))} if kept else {}))

    def pairs(self) -> dict[str, str]:
        """As names and codes of an address, in an order that does not change."""
        found = {name: ",".join(values) for name, values in sorted(self.chosen.items())}
        found[YEAR] = ",".join(map(str, self.years))
        found[FROM] = "" if self.first is None else self.first.isoformat()
        found[TO] = "" if self.last is None else self.last.isoformat()
        found[SURE] = _YES if self.sure else ""
        found[CONFLICTS] = _YES if self.conflicts else ""
        return {name: text for name, text in found.items() if text}

    def text(self) -> str:
        """As one line of codes: what a saved view and the register keep."""
        return urlencode(self.pairs(), safe=",")


EVERYTHING = Filters(chosen={})


def read_text(text: str, schema: Schema, type_name: str) -> Filters:
    """The filters of a line of codes. Raises UnknownFilterError, UnknownType."""
    return read_filters(parse_qsl(text), schema, type_name)


def read_filters(pairs: Iterable[tuple[str, str]], schema: Schema, type_name: str) -> Filters:
    """The filters among the names and codes of an address. Raises UnknownFilterError."""
    entity_type = schema.type(type_name)
    known = {p.short: p for p in facets(entity_type)}
    asked: dict[str, list[str]] = {}
    for name, text in pairs:
        asked.setdefault(name, []).extend(filter(None, text.split(",")))
    chosen = {
        name: tuple(sorted({_value(known.get(name), name, value, schema) for value in values}))
        for name, values in asked.items()
        if name not in RESERVED and values
    }
    dated = {FROM, TO, YEAR} & {name for name, values in asked.items() if values}
    if dated and main_date(entity_type) is None:
        raise UnknownFilterError(name=min(dated))
    return Filters(
        chosen=chosen,
        years=tuple(sorted({_year(value) for value in asked.get(YEAR, ())})),
        first=_day(FROM, asked),
        last=_day(TO, asked),
        sure=_is_asked(SURE, asked),
        conflicts=_is_asked(CONFLICTS, asked),
    )


def _value(prop: Property | None, name: str, value: str, schema: Schema) -> str:
    """The value, if it is one that the property can have."""
    if prop is None or (value != NOTHING and not _can_have(prop, value, schema)):
        raise UnknownFilterError(name=name if prop is not None else "?")
    return value


def _can_have(prop: Property, value: str, schema: Schema) -> bool:
    if prop.kind == "yesno":
        return value in (_YES, _NO)
    if prop.kind == "place":
        return value in gazetteer() and gazetteer().place(value).kind in DISTRICT_LEVEL
    return prop.vocabulary is not None and value in schema.vocabularies[prop.vocabulary].terms


def _year(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not _EARLIEST <= int(text[:5]) <= _LATEST:
        raise UnknownFilterError(name=YEAR)
    return int(text)


def _day(name: str, asked: Mapping[str, list[str]]) -> date | None:
    values = asked.get(name)
    if not values:
        return None
    try:
        return date.fromisoformat(values[0])
    except ValueError:
        raise UnknownFilterError(name=name) from None


def _is_asked(name: str, asked: Mapping[str, list[str]]) -> bool:
    values = asked.get(name, [])
    if any(value != _YES for value in values):
        raise UnknownFilterError(name=name)
    return len(values) > 0

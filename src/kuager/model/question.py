"""A question that a table answers, as a value and as one line of codes.

The line holds names of properties, ids of terms and places, and days: nothing that a person wrote.
So it may stand in an address, in a figure and in the register, and the same line asks the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar, Final
from urllib.parse import parse_qsl, urlencode

from kuager import N_, KuagerError
from kuager.model.filters import NOTHING
from kuager.model.places import gazetteer
from kuager.model.schema import Property, Schema
from kuager.model.units import UNITS, Unit

MOST_DIMENSIONS: Final = 3
PLACE_SCALES: Final = ("region", "district")
DATE_SCALES: Final = ("year", "month")
GROUPS: Final = "group"
"""The scale of a vocabulary with broader words: only the broadest of them."""
_YES_NO = ("yes", "no")


class MixedUnitsError(KuagerError):
    """A dimension belongs to records that the unit does not reach."""

    code: ClassVar[str] = "mixed-units"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A table counts one kind of thing. {dimension} belongs to “{type}”, and from “{unit}” "
        "nothing leads there, so a number would mean two things at once. Nothing was counted. "
        "Choose another unit or another dimension."
    )


class NoDimensionError(KuagerError):
    """A property by which nothing can be counted."""

    code: ClassVar[str] = "no-dimension"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Nothing can be counted by {dimension}: tables are made of words from lists, places, "
        "dates and yes or no, never of names or written text. Nothing was counted."
    )


class UnknownQuestionError(KuagerError):
    """A question that cannot be understood here."""

    code: ClassVar[str] = "unknown-question"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This question cannot be understood ({part}). Nothing was counted. "
        "Build the table again from what is offered."
    )


@dataclass(frozen=True, slots=True, order=True)
class Dimension:
    """A coded property as the unit sees it, at a scale: `event.place@region`.

    The scale of a place is region or district, of a date year or month, of a term nothing, the
    broadest words (`group`) or a list of others that our words point at (`odihr`).
    """

    name: str
    scale: str = ""

    @property
    def text(self) -> str:
        """As it is written in a question."""
        return f"{self.name}@{self.scale}" if self.scale else self.name

    @property
    def type(self) -> str:
        """The type of record whose property it is."""
        return self.name.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is counted, by what, in which period of which clock; see `model/units.py`.

    `where` maps a dimension to the values that count (any of them will do; all dimensions must
    hold); `first` and `last` are days, both included. `sure` leaves out what only possibly lies
    in the period.
    """

    unit: str
    by: tuple[Dimension, ...] = ()
    where: Mapping[Dimension, tuple[str, ...]] = field(default_factory=dict)
    clock: str = ""
    first: date | None = None
    last: date | None = None
    sure: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """As names and codes of an address, in an order that does not change."""
        found = [("unit", self.unit), ("by", ",".join(d.text for d in self.by))]
        found += [("clock", self.clock)]
        found += [("from", self.first.isoformat() if self.first else "")]
        found += [("to", self.last.isoformat() if self.last else "")]
        found += [("sure", "yes" if self.sure else "")]
        found += [(d.text, ",".join(values)) for d, values in sorted(self.where.items())]
        return [(name, text) for name, text in found if text]

    def text(self) -> str:
        """As one line of codes."""
        return urlencode(self.pairs(), safe=",@")

    def with_period(self, first: date | None, last: date | None) -> "Question":
        """The same question of another period."""
        return replace(self, first=first, last=last)


RESERVED: Final = frozenset({"unit", "by", "clock", "from", "to", "sure"})


def read_question(text: str, schema: Schema) -> Question:
    """The question that a line of codes asks.

    Raises UnknownQuestionError, MixedUnitsError, NoDimensionError.
    """
    return question_of(parse_qsl(text), schema)


def question_of(pairs: Iterable[tuple[str, str]], schema: Schema) -> Question:
    """The question among the names and codes of an address; unknown names are refused.

    Raises UnknownQuestionError, MixedUnitsError, NoDimensionError.
    """
    asked: dict[str, list[str]] = {}
    for name, text in pairs:
        asked.setdefault(name, []).extend(filter(None, text.split(",")))
    unit = UNITS.get(_only(asked, "unit"))
    if unit is None:
        raise UnknownQuestionError(part="unit")
    by = tuple(dict.fromkeys(read_dimension(text, unit, schema) for text in asked.get("by", ())))
    if len(by) > MOST_DIMENSIONS:
        raise UnknownQuestionError(part="by")
    clock = _only(asked, "clock") or next(iter(unit.clocks))
    if clock not in unit.clocks:
        raise UnknownQuestionError(part="clock")
    where = {
        dimension: tuple(sorted({_value(dimension, value, schema) for value in values}))
        for name, values in asked.items()
        if name not in RESERVED and values
        for dimension in [read_dimension(name, unit, schema)]
    }
    first, last = _day(asked, "from"), _day(asked, "to")
    if first is not None and last is not None and first > last:
        raise UnknownQuestionError(part="from")
    sure = _only(asked, "sure")
    if sure not in ("", "yes"):
        raise UnknownQuestionError(part="sure")
    return Question(
        unit=unit.name, by=by, where=where, clock=clock, first=first, last=last, sure=bool(sure)
    )


def read_dimension(text: str, unit: Unit, schema: Schema) -> Dimension:
    """A dimension of a unit, as it is written; the usual scale where none is named.

    Raises UnknownQuestionError, MixedUnitsError, NoDimensionError.
    """
    name, _, scale = text.partition("@")
    prop = schema.properties.get(name)
    if prop is None:
        raise UnknownQuestionError(part="by")
    scales = scales_of(prop, schema)
    if not scales:
        raise NoDimensionError(dimension=name)
    if prop.type not in unit.reach:
        raise MixedUnitsError(dimension=name, type=prop.type, unit=unit.name)
    if scale not in scales:
        if scale:
            raise UnknownQuestionError(part="by")
        scale = scales[0]
    return Dimension(name, scale)


def scales_of(prop: Property, schema: Schema) -> tuple[str, ...]:
    """The scales at which one may count by a property, the usual one first; () for none."""
    if prop.half != "casework":
        return ()
    if prop.kind == "place":
        return PLACE_SCALES
    if prop.kind == "date":
        return DATE_SCALES
    if prop.kind == "yesno":
        return ("",)
    if prop.kind != "term" or prop.vocabulary is None:
        return ()
    terms = schema.vocabularies[prop.vocabulary].terms.values()
    grouped = (GROUPS,) if any(term.broader for term in terms) else ()
    others = {target for term in terms for target in term.crosswalk}
    return ("", *grouped, *sorted(others))


def dimensions_of(unit: Unit, schema: Schema) -> tuple[Dimension, ...]:
    """Every dimension by which a unit can be counted, each at its usual scale, own ones first."""
    return tuple(
        Dimension(prop.name, scales[0])
        for type_name in unit.reach
        if type_name in schema.types
        for prop in schema.types[type_name].properties.values()
        if (scales := scales_of(prop, schema))
    )


def _value(dimension: Dimension, value: str, schema: Schema) -> str:
    """The value, if the dimension can have it."""
    if value == NOTHING or _can_have(dimension, value, schema):
        return value
    raise UnknownQuestionError(part=dimension.text)


def _can_have(dimension: Dimension, value: str, schema: Schema) -> bool:
    prop = schema.properties[dimension.name]
    if prop.kind == "yesno":
        return value in _YES_NO
    if prop.kind == "place":
        return value in gazetteer()
    if prop.kind == "date":
        return value.replace("-", "").isdecimal()
    vocabulary = schema.vocabularies[prop.vocabulary or ""]
    if dimension.scale in ("", GROUPS):
        return value in vocabulary.terms
    return any(value in t.crosswalk.get(dimension.scale, ()) for t in vocabulary.terms.values())


def _only(asked: Mapping[str, list[str]], name: str) -> str:
    values = asked.get(name, [])
    if len(values) > 1:
        raise UnknownQuestionError(part=name)
    return values[0] if values else ""


def _day(asked: Mapping[str, list[str]], name: str) -> date | None:
    text = _only(asked, name)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UnknownQuestionError(part=name) from None

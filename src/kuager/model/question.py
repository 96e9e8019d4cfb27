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
from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.places import gazetteer
from kuager.model.scales import (
    CODE,
    DATE_SCALES,
    GROUPS,
    OTHER,
    PLACE_SCALES,
    UNSURE,
    scales_of,
)
from kuager.model.schema import Schema
from kuager.model.units import UNITS, Unit

__all__ = [
    "DATE_SCALES",
    "GROUPS",
    "MOST_DIMENSIONS",
    "PLACE_SCALES",
    "RESERVED",
    "Dimension",
    "MixedUnitsError",
    "NoDimensionError",
    "OnlyChosenError",
    "Question",
    "QuestionError",
    "SeveralUnitsError",
    "TooManyDimensionsError",
    "UnknownQuestionError",
    "dimensions_of",
    "question_of",
    "read_dimension",
    "read_question",
    "scales_of",
]

MOST_DIMENSIONS: Final = 3
_YES_NO = ("yes", "no")


class QuestionError(KuagerError):
    """A question that no table answers; its kinds say why."""

    code: ClassVar[str] = "no-question"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("No table answers this question. Nothing was counted.")


class MixedUnitsError(QuestionError):
    """A dimension belongs to records that the unit does not reach."""

    code: ClassVar[str] = "mixed-units"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A table counts one kind of thing. {dimension} belongs to “{type}”, and from “{unit}” "
        "nothing leads there, so a number would mean two things at once. Nothing was counted. "
        "Choose another unit or another dimension."
    )


class NoDimensionError(QuestionError):
    """A property by which nothing can be counted."""

    code: ClassVar[str] = "no-dimension"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Nothing can be counted by {dimension}: tables are made of words from lists, places, "
        "dates and yes or no, never of names or written text. Nothing was counted."
    )


class OnlyChosenError(QuestionError):
    """People cannot be divided by what was done to them: the parts would share people."""

    code: ClassVar[str] = "only-chosen"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "People cannot be divided by {dimension}: one person may stand in several parts, and of "
        "the people whom nobody knows it is not said in which. Nothing was counted. Choose one "
        "value of it at a time instead, or count acts or persons known to us."
    )


class SeveralUnitsError(QuestionError):
    """A question that asks for two kinds of thing at once."""

    code: ClassVar[str] = "several-units"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A table counts one kind of thing, and {count} were named: their numbers would be added "
        "though they are not of a kind. Nothing was counted. Ask for each in a table of its own."
    )


class TooManyDimensionsError(QuestionError):
    """A table nobody could read."""

    code: ClassVar[str] = "too-many-dimensions"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A table is divided by at most {most} things, and {count} were named: nobody could read "
        "it, and its small numbers would point at people. Nothing was counted. Leave some out."
    )


class UnknownQuestionError(QuestionError):
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
    unit = _unit(asked.get("unit", []))
    by = _divided_by(asked.get("by", []), unit, schema)
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
    prop = property_of(name, schema)
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


def dimensions_of(unit: Unit, schema: Schema) -> tuple[Dimension, ...]:
    """Every dimension by which a unit can be counted, each at its usual scale, own ones first."""
    offered = [
        prop
        for type_name in unit.reach
        if type_name in schema.types
        for prop in schema.types[type_name].properties.values()
    ]
    return tuple(
        Dimension(prop.name, scales[0]) for prop in offered if (scales := scales_of(prop, schema))
    )


def _unit(named: list[str]) -> Unit:
    """The unit that is named: one, and one that is known."""
    if len(set(named)) > 1:
        raise SeveralUnitsError(count=len(set(named)))
    unit = UNITS.get(named[0] if named else "")
    if unit is None:
        raise UnknownQuestionError(part="unit")
    return unit


def _divided_by(texts: list[str], unit: Unit, schema: Schema) -> tuple[Dimension, ...]:
    by = tuple(dict.fromkeys(read_dimension(text, unit, schema) for text in texts))
    if len(by) > MOST_DIMENSIONS:
        raise TooManyDimensionsError(most=MOST_DIMENSIONS, count=len(by))
    for dimension in by:
        if dimension.type in unit.only_where:
            raise OnlyChosenError(dimension=dimension.name)
    return by


def _value(dimension: Dimension, value: str, schema: Schema) -> str:
    """The value, if the dimension can have it."""
    if value == NOTHING or _can_have(dimension, value, schema):
        return value
    raise UnknownQuestionError(part=dimension.text)


def _can_have(dimension: Dimension, value: str, schema: Schema) -> bool:
    prop = property_of(dimension.name, schema)
    if prop is None:
        return False
    by_kind = {
        "yesno": lambda: value in _YES_NO,
        "place": lambda: value in gazetteer(),
        "date": lambda: value == UNSURE or value.replace("-", "").isdecimal(),
        "count": lambda: value == UNSURE or value.replace(".", "").isdecimal(),
        "reference": lambda: CODE.fullmatch(value) is not None,
    }
    if value == OTHER or prop.kind in by_kind:
        return value == OTHER or by_kind[prop.kind]()
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

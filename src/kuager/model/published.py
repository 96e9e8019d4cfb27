"""What stands in a published table, as values: cells, rules, and the line of codes that keeps them.

The register keeps such a table for whatever left the house: tables of ours, figures published
before there was a register, and figures of partners. An attacker reads them all side by side.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Final, Literal

from kuager import N_, KuagerError
from kuager.model.filters import NOTHING

TOTAL: Final = "*"
"""In the key of a cell: all categories of this axis together, and what has none."""
Key = tuple[str, ...]
Mark = Literal["exact", "suppressed", "rounded", "free"]
Origin = Literal["ours", "before", "partner"]
LEAST_THRESHOLD: Final = 3
MOST: Final = 10**9
"""A greater number is no count of people or of what happened to them."""
_MARKS: Final = frozenset({"exact", "suppressed", "rounded", "free"})
_ORIGINS: Final = frozenset({"ours", "before", "partner"})
_CODE = re.compile(r"[!-~](?:[ -~]{0,158}[!-~])?")
_FORM: Final = 1

__all__ = ["NOTHING", "TOTAL", "Axis", "Key", "PublishedCell", "PublishedTable", "Rule"]


class BadRuleError(KuagerError):
    """A rule that would protect nobody."""

    code: ClassVar[str] = "threshold-too-low"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A count below {least} can point at a person, so no rule may let it pass. Nothing was "
        "changed. Choose {least} or more."
    )


class UnreadableTableError(KuagerError):
    """A kept or typed-in table that cannot be understood."""

    code: ClassVar[str] = "published-table-unreadable"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "A published table cannot be understood ({part}). Nothing was changed, and nothing was "
        "let out. Check what was typed in."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From which number on a count may be told.

    `sensitive` chooses the higher threshold (detention, health, minors). `zeros`: an empty cell
    is held back, too. `concentrated`: a line all of whose records stand in one cell tells that of
    everybody in it, and is held back. `rounding` is the base of rounding, if cells are rounded
    instead of held back.
    """

    threshold: int = 5
    sensitive_threshold: int = 10
    sensitive: bool = False
    zeros: bool = False
    concentrated: bool = True
    rounding: int | None = None

    def __post_init__(self) -> None:
        """Refuse what protects nobody; raises BadRuleError."""
        bases = () if self.rounding is None else (self.rounding,)
        if min(self.threshold, self.sensitive_threshold, *bases) < LEAST_THRESHOLD:
            raise BadRuleError(least=LEAST_THRESHOLD)

    @property
    def k(self) -> int:
        """The smallest count that may be told."""
        if self.sensitive:
            return max(self.threshold, self.sensitive_threshold)
        return self.threshold


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension of a published table, and its categories as codes.

    `name` is a dimension as a question writes it (`event.place@region`). `many`: a record may
    stand under several categories, so rows need not add up to the total. Where they do, the
    categories are all there are: what is not among them has no record. A category that is listed
    has a record, so a reader knows that, whatever its number says; unless the axis lists the
    `whole_list`, also what nobody has.
    """

    name: str
    categories: tuple[str, ...]
    many: bool = False
    whole_list: bool = False


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """What a reader knows of a cell from the table alone: from low to high (None: no end).

    `exact`: the number stands there. `suppressed`: nothing does. `rounded`: a rounded number, or
    a percentage of a known base. `free`: it passes although it is small, as a total of State
    conduct without any attribute of a victim does, or records that may be published singly.
    """

    low: int
    high: int | None
    mark: Mark

    def __post_init__(self) -> None:
        """Refuse what no count can be; raises UnreadableTableError."""
        high = MOST if self.high is None else self.high
        if not 0 <= self.low <= high <= MOST or self.mark not in _MARKS:
            raise UnreadableTableError(part="cell")


AT_LEAST: Final = frozenset({"people"})
"""Units of which a number says at least so many: of most groups nobody knows how many at most."""
MERGED: Final = "+"
"""Between the parts of a category that was made of several: `KZ-71+KZ-79`."""


def parts_of(code: str) -> tuple[str, ...]:
    """The categories that one stands for: itself, unless it was made of several."""
    return tuple(sorted(code.split(MERGED)))


HELD_BACK: Final = PublishedCell(0, None, "suppressed")


def exact(value: int) -> PublishedCell:
    """A cell in which its number stands."""
    return PublishedCell(value, value, "exact")


def free(value: int) -> PublishedCell:
    """A cell in which its number stands although it is small."""
    return PublishedCell(value, value, "free")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """A table as it left the house; codes, days and numbers only.

    `where` maps a dimension to the categories that were counted (any of them); all dimensions
    hold. `first` and `last` bound the clock, both included. `as_of` is the day whose records were
    counted: a later table may hold more. `cells` may leave out cells: nothing is known of those.
    """

    unit: str
    clock: str
    first: date | None
    last: date | None
    axes: tuple[Axis, ...]
    cells: Mapping[Key, PublishedCell]
    as_of: date
    origin: Origin = "ours"
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    percentages: bool = False

    def __post_init__(self) -> None:
        """Refuse what is not made of codes; raises UnreadableTableError."""
        codes = [self.unit, *self.where, *(axis.name for axis in self.axes)]
        codes += [self.clock] if self.clock else []
        codes += [code for values in self.where.values() for code in values]
        codes += [code for axis in self.axes for code in axis.categories]
        if not all(_CODE.fullmatch(code) for code in codes):
            raise UnreadableTableError(part="code")
        if self.first is not None and self.last is not None and self.first > self.last:
            raise UnreadableTableError(part="first")
        allowed = [{*axis.categories, TOTAL} for axis in self.axes]
        if not all(len(key) == len(allowed) for key in self.cells) or not all(
            part in allowed[place] for key in self.cells for place, part in enumerate(key)
        ):
            raise UnreadableTableError(part="cells")
        if self.origin not in _ORIGINS:
            raise UnreadableTableError(part="origin")

    def text(self) -> str:
        """As one line of codes, always the same for the same table."""
        kept = {
            "form": _FORM,
            "unit": self.unit,
            "clock": self.clock,
            "first": _day_text(self.first),
            "last": _day_text(self.last),
            "where": {name: list(values) for name, values in self.where.items()},
            "axes": [
                [axis.name, list(axis.categories), axis.many, *[True][: axis.whole_list]]
                for axis in self.axes
            ],
            "cells": [
                [list(key), cell.low, cell.high, cell.mark]
                for key, cell in sorted(self.cells.items())
            ],
            "as_of": self.as_of.isoformat(),
            "origin": self.origin,
            "percentages": self.percentages,
        }
        return json.dumps(kept, sort_keys=True, separators=(",", ":"))


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def read_published(text: str) -> PublishedTable:
    """The table that a line of codes keeps; raises UnreadableTableError."""
    try:
        kept = json.loads(text)
        if kept["form"] != _FORM:
            raise UnreadableTableError(part="form")
        table = _table_of(kept)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise UnreadableTableError(part="line") from None
    if table.text() != text:
        raise UnreadableTableError(part="line")
    return table


def _table_of(kept: dict[str, Any]) -> PublishedTable:
    """The table of parsed codes; raises what a wrong shape raises."""
    return PublishedTable(
        unit=kept["unit"],
        clock=kept["clock"],
        first=_day_of(kept["first"]),
        last=_day_of(kept["last"]),
        where={name: tuple(values) for name, values in kept["where"].items()},
        axes=tuple(
            Axis(name, tuple(codes), many, whole_list=bool(whole))
            for name, codes, many, *whole in kept["axes"]
        ),
        cells={
            tuple(key): PublishedCell(low, high, mark) for key, low, high, mark in kept["cells"]
        },
        as_of=date.fromisoformat(kept["as_of"]),
        origin=kept["origin"],
        percentages=kept["percentages"],
    )


def _day_of(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

"""A table as a value: counts by codes, with everything that a share needs beside it.

Each cell says how many records surely lie in it and how many only possibly do (their date may lie
outside the period). What is counted may itself be uncertain, as people at a rally are; so a cell
also has bounds: at least, and at most (None: nobody knows how many).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kuager.model import scales
from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, Question

TOTAL: Final = "*"
"""In the key of a cell: all categories of this dimension together, and what has none."""
UNSURE: Final = scales.UNSURE
"""The category of a date or number that may lie in one year, or band, or in another."""
OTHER: Final = scales.OTHER
"""The category of what is said but has no place in the list: a place abroad, a private body."""
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """How much lies in one cell.

    `sure` and `possibly` count records; `at_least` and `at_most` bound what is counted: records
    again, except where people are counted.
    """

    sure: int
    possibly: int
    at_least: int
    at_most: int | None

    @property
    def exact(self) -> int | None:
        """The number, when there is only one."""
        return self.at_least if self.at_least == self.at_most else None


EMPTY: Final = Cell(0, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One dimension of a table: its categories in reading order, `-` (nothing said) last.

    `many`: a record may stand under several, so rows need not add up to the total.
    """

    dimension: Dimension
    categories: tuple[str, ...]
    many: bool

    @property
    def said(self) -> tuple[str, ...]:
        """The categories of which something is said."""
        return tuple(code for code in self.categories if code != NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The answer to a question.

    `cells` has a key for each combination of categories and `TOTAL`; what is missing is empty.
    `base` is the cell of everything in the period. `undated` records have no date on this clock
    and are counted only where no period is asked for; `disputed` are those of the base of which
    sources disagree on something. `merged` records were judged the same as another and count
    once with it. `left_out` events say nothing of people and add nothing, where people are counted.
    `practice`: made from practice data.
    """

    question: Question
    axes: tuple[Axis, ...]
    cells: Mapping[Key, Cell]
    undated: int = 0
    disputed: int = 0
    merged: int = 0
    left_out: int = 0
    practice: bool = False

    @property
    def base(self) -> Cell:
        """Everything that the question counts."""
        return self.cell((TOTAL,) * len(self.axes))

    def cell(self, key: Key) -> Cell:
        """One cell; empty if nothing lies there."""
        return self.cells.get(key, EMPTY)

    def unknown(self, axis: int) -> Cell:
        """What lies in the base of which nothing is said on this axis."""
        return self.cell(tuple(NOTHING if i == axis else TOTAL for i in range(len(self.axes))))

    def plain(self) -> dict[str, object]:
        """The table as text, numbers and lists, for JSON; the same table gives the same."""
        return {
            "question": self.question.text(),
            "axes": [
                {"dimension": axis.dimension.text, "categories": axis.categories, "many": axis.many}
                for axis in self.axes
            ],
            "cells": [
                {
                    "key": key,
                    "sure": cell.sure,
                    "possibly": cell.possibly,
                    "at_least": cell.at_least,
                    "at_most": cell.at_most,
                }
                for key, cell in self.cells.items()
            ],
            "undated": self.undated,
            "disputed": self.disputed,
            "merged": self.merged,
            "left_out": self.left_out,
            "practice": self.practice,
        }

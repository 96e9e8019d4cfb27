"""The answer to a question as rows and columns: numbers, shares, and where each leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from kuager import N_
from kuager.model.filters import NOTHING
from kuager.model.table import OTHER, TOTAL, UNSURE, Axis, Key, Table
from kuager.web.listed import in_figures
from kuager.web.table_asking import address_of
from kuager.web.table_words import bounds, share_words, words_for
from kuager.web.visit import Visit

SEPARATOR = ","
"""Between the categories of a cell in an address."""
_OURS = frozenset({NOTHING, OTHER, TOTAL, UNSURE})
MOST_LINKS = 150
"""So many numbers of one table lead to their records; of larger ones the rows alone do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One cell: its words, its share of the row or of everything, and the records behind it."""

    words: str
    share: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a row or a column is called; `language` where that is not the one of the page."""

    words: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One category, or the total, and its numbers."""

    heading: Heading
    numbers: tuple[Number, ...]
    is_total: bool = False
    possibly: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows under one category of the first of three dimensions; without a heading for fewer."""

    heading: Heading | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A whole table in words. `heads` stand above the numbers, `corner` above the rows."""

    corner: str
    heads: tuple[Heading, ...]
    groups: tuple[Group, ...]
    has_shares: bool
    has_possibly: bool
    is_linked: bool


class Laying:
    """Lays out one table for one visit."""

    def __init__(self, visit: Visit, table: Table) -> None:
        """The table as it was counted."""
        self.visit, self.table = visit, table
        self.words = words_for(visit)
        filled = sum(1 for cell in table.cells.values() if cell.sure or cell.possibly)
        self.is_linked = filled <= MOST_LINKS

    def answer(self) -> Answer:
        """The table in rows and columns."""
        axes = self.table.axes
        groups = tuple(self._groups())
        numbers = [n for group in groups for row in group.rows for n in row.numbers]
        return Answer(
            corner=self._label(axes[0] if len(axes) == 1 else axes[-2]) if axes else "",
            heads=self._heads(),
            groups=groups,
            has_shares=any(n.share for n in numbers),
            has_possibly=any(row.possibly for group in groups for row in group.rows),
            is_linked=self.is_linked,
        )

    def _heads(self) -> tuple[Heading, ...]:
        axes = self.table.axes
        if len(axes) < 2:  # noqa: PLR2004 - a table of rows alone
            return (Heading(words=self.words.unit(self.table.question.unit)),)
        return (*(self._heading(axes[-1], code) for code in axes[-1].categories), self._together())

    def _heading(self, axis: Axis, code: str, before: str = "") -> Heading:
        """A category; the lists of others are in English only."""
        words = self.words.category(axis.dimension, code)
        is_theirs = axis.dimension.scale in self.words.schema.crosswalks and code not in _OURS
        return Heading(words=before + words, language="en" if is_theirs and not before else "")

    def _together(self) -> Heading:
        return Heading(words=self.visit.t(N_("all together")))

    def _label(self, axis: Axis) -> str:
        return self.words.dimension(axis.dimension, self.table.question.unit)

    def _groups(self) -> Iterator[Group]:
        axes = self.table.axes
        if len(axes) < 3:  # noqa: PLR2004 - no dimension is left for groups
            yield Group(heading=None, rows=tuple(self._rows(())))
            return
        for code in axes[0].categories:
            heading = self._heading(axes[0], code, f"{self._label(axes[0])}: ")
            yield Group(heading=heading, rows=tuple(self._rows((code,))))
        yield Group(heading=self._together(), rows=tuple(self._rows((TOTAL,))))

    def _rows(self, before: Key) -> Iterator[Row]:
        """The rows of one group: each category, and all of them together."""
        rest = self.table.axes[len(before) :]
        for code in rest[0].categories if rest else ():
            if before and self._is_empty((*before, code)):
                continue
            yield self._row((*before, code), self._heading(rest[0], code))
        yield self._row((*before, TOTAL) if rest else (), self._together(), is_total=True)

    def _is_empty(self, start: Key) -> bool:
        """Whether nothing lies in a row of a group."""
        cell = self.table.cell((*start, TOTAL))
        return not (cell.sure or cell.possibly)

    def _row(self, start: Key, heading: Heading, *, is_total: bool = False) -> Row:
        """One row; the last of its numbers is the one of everything in it."""
        columns = self.table.axes[len(start) :]
        keys = [(*start, code) for code in (*columns[0].categories, TOTAL)] if columns else [start]
        whole = self.table.cell(keys[-1])
        possibly = whole.possibly if not columns else 0
        return Row(
            heading=heading,
            numbers=tuple(self._number(key, _base_of(key, row=bool(columns))) for key in keys),
            is_total=is_total,
            possibly=in_figures(self.visit, possibly) if possibly else "",
        )

    def _number(self, key: Key, base: Key | None) -> Number:
        cell = self.table.cell(key)
        language = self.visit.language
        share = "" if base is None else share_words(cell, self.table.cell(base), language)
        href = ""
        if (cell.sure or cell.possibly) and (self.is_linked or key[-1] == TOTAL):
            href = address_of(
                self.visit, self.table.question, "/tables/records", cell=SEPARATOR.join(key)
            )
        return Number(words=bounds(cell, language), share=share, href=href)


def _base_of(key: Key, *, row: bool) -> Key | None:
    """The cell that a cell is a share of: its row; of a whole row, all rows together."""
    if row and key[-1] != TOTAL:
        return (*key[:-1], TOTAL)
    at = -2 if row else -1
    if len(key) == 0 or key[at] == TOTAL:
        return None
    return (*key[:at], TOTAL, *(key[at + 1 :] if row else ()))

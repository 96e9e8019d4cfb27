"""Cross tables: how many records lie in each combination of categories, with all margins."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from math import prod
from operator import or_

from kuager.model.filters import NOTHING
from kuager.model.question import Question
from kuager.model.table import TOTAL, Axis, Cell, Key, Table
from kuager.stats.frame import Bits, Column, Frame

Category = tuple[str, Bits]
_MANY = 20_000_000
"""Records times cells from which meeting each record once is quicker than each cell (046)."""


def cross(frame: Frame, question: Question) -> Table:
    """Answer a question from the frame that was made for it.

    The frame has a column for every dimension of the question, under its text. Empty cells are
    left out; a category nobody has is left out as well.
    """
    chosen = chosen_by(frame, question)
    sides = [frame.columns[d.text] for d in question.by]
    if frame.size * prod(len(side.values) + 1 for side in sides) < _MANY:
        return told(frame, question, chosen, cells_of(frame, question, chosen))
    from kuager.stats.wide import wide_cells  # noqa: PLC0415 - numpy only where it pays

    return told(frame, question, chosen, wide_cells(frame, question, chosen))


def told(frame: Frame, question: Question, chosen: Bits, cells: Mapping[Key, Cell]) -> Table:
    """The table that some engine's cells make, with what a share needs beside it."""
    columns = [frame.columns[dimension.text] for dimension in question.by]
    axes = tuple(
        Axis(
            dimension=dimension,
            categories=tuple(_met(column, cells, at, len(columns))),
            many=column.many,
        )
        for at, (dimension, column) in enumerate(zip(question.by, columns, strict=True))
    )
    return Table(
        question=question,
        axes=axes,
        cells=cells,
        undated=frame.undated,
        disputed=(frame.disputed & chosen).bit_count(),
        merged=frame.merged,
        left_out=frame.left_out,
    )


def _met(column: Column, cells: Mapping[Key, Cell], at: int, axes: int) -> Iterator[str]:
    """The categories that anybody has, what is not said last."""
    for code in (*column.values, NOTHING):
        if tuple(code if n == at else TOTAL for n in range(axes)) in cells:
            yield code


def cells_of(frame: Frame, question: Question, chosen: Bits) -> dict[Key, Cell]:
    """Every cell that is not empty, with all margins; each is met once, as bits."""
    sides = [_side(frame.columns[d.text], chosen) for d in question.by]
    return {key: _cell(frame, bits) for key, bits in _cells(chosen, sides)}


def chosen_by(frame: Frame, question: Question) -> Bits:
    """The positions that a question counts, those that only possibly lie in the period too."""
    left = frame.sure if question.sure else frame.sure | frame.possibly
    for dimension, values in question.where.items():
        column = frame.filters[dimension.text]
        wanted = reduce(or_, (column.values.get(value, 0) for value in values), 0)
        if NOTHING in values:
            wanted |= left & ~_said(column)
        left &= wanted
    return left


def positions(bits: Bits) -> Iterator[int]:
    """The positions that are set, in order."""
    flags = f"{bits:b}"[::-1]
    at = flags.find("1")
    while at >= 0:
        yield at
        at = flags.find("1", at + 1)


def _side(column: Column, chosen: Bits) -> list[Category]:
    """The categories that anybody has, what is not said last, the total before all."""
    found = [(code, chosen & bits) for code, bits in column.values.items()]
    found.append((NOTHING, chosen & ~_said(column)))
    return [(TOTAL, chosen), *((code, bits) for code, bits in found if bits)]


def _said(column: Column) -> Bits:
    return reduce(or_, column.values.values(), 0)


def _cells(chosen: Bits, sides: Sequence[Sequence[Category]]) -> Iterator[tuple[Key, Bits]]:
    """Every combination that is not empty; the grand total in any case."""
    found: list[tuple[Key, Bits]] = [((), chosen)]
    for side in sides:
        found = [
            ((*key, code), both)
            for key, bits in found
            for code, other in side
            if (both := bits & other) or (code == TOTAL and set(key) <= {TOTAL})
        ]
    return iter(found)


def _cell(frame: Frame, bits: Bits) -> Cell:
    sure, possibly = bits & frame.sure, (bits & frame.possibly).bit_count()
    if frame.weights is None:
        number = sure.bit_count()
        return Cell(number, possibly, number, number + possibly)
    weights = frame.weights
    return Cell(sure.bit_count(), possibly, weights.least(sure), weights.most(bits))

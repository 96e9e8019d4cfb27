"""Cross tables of many cells: each record is met once, however many cells there are.

The cells are those of `cross`, which meets every cell once. Dimensions of which nobody has two
categories become one number for each record, and one pass counts all their cells and margins;
over the others the cells are taken one by one, as bits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

import numpy as np

from kuager.model.filters import NOTHING
from kuager.model.question import Question
from kuager.model.table import EMPTY, TOTAL, Cell, Key
from kuager.stats.arrays import (
    Loads,
    Numbers,
    Ranked,
    flags_of,
    places_of,
    ranked,
    with_totals,
)
from kuager.stats.cross import cells_of
from kuager.stats.frame import Bits, Column, Frame

SURE, POSSIBLY, STATES = 1, 2, 3


def wide_cells(frame: Frame, question: Question, chosen: Bits) -> dict[Key, Cell]:
    """Every cell that is not empty, margins and the grand total too; keys as in `Table.cells`."""
    single: dict[int, Ranked] = {}
    several: dict[int, Column] = {}
    for at, dimension in enumerate(question.by):
        column = frame.columns[dimension.text]
        found = ranked(column, frame.size)
        if found is None:
            several[at] = column
        else:
            single[at] = found
    if not single:
        return cells_of(frame, question, chosen)
    counted = _Counted(frame, chosen, tuple(single.values()))
    # The key of a cell: its codes over `single`, then over `several`, put into their places.
    order = [[*single, *several].index(at) for at in range(len(question.by))]
    cells: dict[Key, Cell] = {(TOTAL,) * len(order): EMPTY}
    for outer, bits in _combined(chosen, several):
        if not several:
            cells.update(counted.cells(bits))
            continue
        for inner, cell in counted.cells(bits):
            codes = (*inner, *outer)
            cells[tuple([codes[at] for at in order])] = cell
    return cells


def _combined(chosen: Bits, columns: Mapping[int, Column]) -> Iterator[tuple[Key, Bits]]:
    """Every combination of categories and totals that somebody chosen has."""
    found: list[tuple[Key, Bits]] = [((), chosen)]
    for column in columns.values():
        unsaid = chosen & ~reduce(or_, column.values.values(), 0)
        side = [(TOTAL, chosen), *column.values.items(), (NOTHING, unsaid)]
        found = [
            ((*key, code), both)
            for key, bits in found
            for code, other in side
            if (both := bits & other)
        ]
    return iter(found)


@dataclass(slots=True)
class _Counted:
    """Dimensions without overlaps, ready to be counted within any chosen positions.

    `index` has the number of its cell for each position, the state (not counted, sure, possibly)
    being the last digit.
    """

    frame: Frame
    chosen: Bits
    sides: Sequence[Ranked]
    index: Numbers = field(init=False)
    shape: tuple[int, ...] = field(init=False)
    loads: Loads | None = field(init=False)

    def __post_init__(self) -> None:
        """One pass over each dimension."""
        size, self.index = self.frame.size, np.zeros(self.frame.size, np.int64)
        for side in self.sides:
            self.index *= len(side.codes)
            self.index += side.ranks
        self.index *= STATES
        self.index += flags_of(self.frame.sure & self.chosen, size)
        self.index += flags_of(self.frame.possibly & self.chosen, size) * np.uint8(POSSIBLY)
        self.shape = (*(len(side.codes) for side in self.sides), STATES)
        weights = self.frame.weights
        self.loads = None if weights is None else Loads.of(weights, size)

    def cells(self, bits: Bits) -> Iterator[tuple[Key, Cell]]:
        """The cells and margins that these positions fill."""
        at = None if bits == self.chosen else places_of(bits, self.frame.size)
        counts = self._summed(at, None)
        least, most, unbounded = self._bounds(counts, at)
        names = [np.array([*side.codes, TOTAL], object) for side in self.sides]
        filled = np.nonzero(counts[..., SURE] + counts[..., POSSIBLY])
        codes = (name[at].tolist() for name, at in zip(names, filled, strict=True))
        sure, possibly, low, high, is_open = (
            number[filled].tolist()
            for number in (counts[..., SURE], counts[..., POSSIBLY], least, most, unbounded)
        )
        if any(is_open):
            high = [None if nobody else n for n, nobody in zip(high, is_open, strict=True)]
        return zip(zip(*codes, strict=True), map(Cell, sure, possibly, low, high), strict=True)

    def _summed(self, at: Numbers | None, loads: Numbers | None) -> Numbers:
        """How many, or how much, in each cell and margin; the last axis is the state."""
        index = self.index if at is None else self.index[at]
        size = int(np.prod(self.shape))
        if loads is None:
            counts = np.bincount(index, minlength=size)
        else:
            counts = np.zeros(size, np.int64)
            np.add.at(counts, index, loads if at is None else loads[at])
        return with_totals(counts.reshape(self.shape))

    def _bounds(self, counts: Numbers, at: Numbers | None) -> tuple[Numbers, Numbers, Numbers]:
        """At least, at most, and where nobody knows: of records themselves, or of people."""
        if self.loads is None:
            least = counts[..., SURE]
            return least, least + counts[..., POSSIBLY], np.zeros_like(least)
        low, high = self._summed(at, self.loads.low), self._summed(at, self.loads.high)
        unbounded = self._summed(at, self.loads.open)
        most, nobody = (sums[..., SURE] + sums[..., POSSIBLY] for sums in (high, unbounded))
        return low[..., SURE], most, nobody

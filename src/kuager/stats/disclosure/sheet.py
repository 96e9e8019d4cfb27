"""One table laid out as a system: its cells as rows, what each is worth, what each needs.

What is held back for its own sake (primary): counts below the threshold, empty cells if the rule
says so, and cells in which a whole line is concentrated: "all twelve were detained" tells it of
each of the twelve.
"""

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, Final

import numpy as np

from kuager.model.protection import OpenTable, UnsoundTableError, Why
from kuager.model.published import NOTHING, Key, Rule
from kuager.stats.disclosure.alone import alone
from kuager.stats.disclosure.keys import keys_of, lines_of
from kuager.stats.disclosure.kinds import cell_matrix, set_families
from kuager.stats.disclosure.listed import occupied
from kuager.stats.disclosure.looking import NO_END, Need, begin
from kuager.stats.disclosure.worlds import Floats, Ints, NoWorldError, Pins, Pool, Worlds, system

LEAST_COST: Final = 0.3
"""What an empty cell is worth, beside ln(1 + count) of others."""
FREE_COST: Final = 3.0
"""What a cell that may pass anyway is worth on top."""
_ROOM: Final = 4
_FEWEST: Final = 2


@dataclass(frozen=True)
class Reader:
    """What somebody knows besides the table: the numbers of rows, and so the rows within them."""

    knows: Pins
    within: frozenset[int]


OUTSIDER: Final = Reader({}, frozenset())


@dataclass(frozen=True)
class Sheet:
    """A table as rows.

    `index` finds the row of a key; `fixed` rows are known to everybody: no record can
    lie there, or the number is public already; `truth` is a world with the
    true numbers, and `pool` keeps the worlds found, for all that is tried with this table.
    """

    open: OpenTable
    rule: Rule
    keys: tuple[Key, ...]
    index: dict[Key, int]
    values: Ints
    fixed: frozenset[int]
    matrix: Any
    truth: Ints
    pool: Pool

    @cached_property
    def primary(self) -> dict[int, Why]:
        """The rows held back for their own sake, and why; big public numbers are not."""
        found = {row: why for row, key in enumerate(self.keys) if (why := self._why(row, key))}
        if self.rule.concentrated:
            for row in self._concentrated():
                found.setdefault(row, "concentrated")
        return {row: why for row, why in found.items() if row not in self.fixed}

    def _why(self, row: int, key: Key) -> Why | None:
        if key in self.open.free or key in self.open.impossible:
            return None
        if self.values[row] == 0:
            return "zero" if self.rule.zeros else None
        return "below-threshold" if self.values[row] < self.rule.k else None

    def _concentrated(self) -> list[int]:
        """Cells that hold all records of a line in which others would be possible."""
        found = []
        for total, parts in lines_of(self.open.axes):
            rows = [self.index[key] for key in parts]
            if sum(key not in self.open.impossible for key in parts) < _FEWEST:
                continue
            whole = self.values[self.index[total]]
            found += [
                row
                for key, row in zip(parts, rows, strict=True)
                if whole and self.values[row] == whole and key not in self.open.free
                if not _says_nothing(key, total)
            ]
        return found

    @cached_property
    def costs(self) -> Floats:
        """What is lost with each row if it is held back."""
        costs = np.maximum(np.log1p(self.values), LEAST_COST)
        for key in self.open.free:
            if key in self.index:
                costs[self.index[key]] += FREE_COST + log(2)
        return np.asarray(costs, dtype=np.float64)

    def need(self, row: int) -> Need:
        """What an attacker must hold possible of a row that is held back."""
        value, k = int(self.values[row]), self.rule.k
        if row not in self.primary:
            return Need(width=k)
        return Need(
            width=k,
            low=value - 1 if value > self.floor[row] else NO_END,
            high=k if value < k else 0,
        )

    @cached_property
    def floor(self) -> Ints:
        """What everybody knows of each row before any number: 1 where a listed category lies in it.

        Its records are there, or it would not be listed.
        """
        margins = occupied(self.open.axes, lambda key: not self.values[self.index[key]])
        rows = [self.index[key] for key in margins]
        if not rows:
            return np.zeros(len(self.keys), dtype=np.int64)
        shared = (self.matrix @ self.matrix[rows].T).toarray()
        sizes = np.diff(self.matrix.indptr)[rows]
        return np.asarray((shared == sizes).any(axis=1), dtype=np.int64)

    def moves(self, row: int) -> list[tuple[int, int]]:
        """How far (down, up) a row must be able to move to meet its need; first choice first."""
        value, k = int(self.values[row]), self.rule.k
        room = value - int(self.floor[row])
        if value >= k:
            far = [(k, 0)] if room >= k else [(room, k - room)]
            return [*far, (0, k)] if row not in self.primary else [*far, (1, k - 1)]
        if room == 0:
            return [(0, k)]
        return [(room, k - room), (1, k - 1)]

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """Who reads the table: anybody, and each person who is the only one in a cell.

        Such a person knows of all cells in which that is so, and of what lies within them.
        """
        ones = [key for row, key in enumerate(self.keys) if self.values[row] == 1]
        people = ([self.index[key] for key in sorted(person)] for person in alone(ones))
        return (OUTSIDER, *map(self._reader, people))

    def _reader(self, rows: list[int]) -> Reader:
        """A person who is alone in these rows."""
        sizes = np.diff(self.matrix.indptr)
        within = {
            int(row)
            for one in rows
            for row in np.flatnonzero(
                (self.matrix @ self.matrix[[one]].T).toarray().ravel() == sizes
            )
        }
        return Reader(dict.fromkeys(rows, 1), frozenset(within))

    def worlds(self, hidden: set[int]) -> Worlds:
        """What a reader can think if these rows are held back."""
        low, high = self.values.copy(), self.values.copy()
        rows = list(hidden)
        low[rows], high[rows] = self.floor[rows], NO_END
        return system(self.matrix, low, high, room=_ROOM * self.rule.k, pool=self.pool)


def _says_nothing(key: Key, total: Key) -> bool:
    """Whether a cell of a line is the one of which nothing is said."""
    return any(a != b and a == NOTHING for a, b in zip(key, total, strict=True))


def lay_out(table: OpenTable, rule: Rule) -> Sheet:
    """Lay a table out as rows; raises UnsoundTableError if its numbers do not add up."""
    keys = tuple(keys_of(table.axes))
    index = {key: row for row, key in enumerate(keys)}
    values = np.array([table.values.get(key, 0) for key in keys], dtype=np.int64)
    fixed = frozenset(
        index[key]
        for key in table.impossible | table.public
        if key in index and not 0 < table.values.get(key, 0) < rule.k
    )
    if set(table.values) - set(index) or values.min(initial=0) < 0:
        raise UnsoundTableError
    for every in set_families(table.axes):
        matrix = cell_matrix(table.axes, every=every)
        truth = _a_world(matrix, values)
        if truth is not None:
            pool = Pool(*matrix.shape)
            pool.add(truth, values)
            return Sheet(table, rule, keys, index, values, fixed, matrix, truth, pool)
    raise UnsoundTableError


def _a_world(matrix: Any, values: Ints) -> Ints | None:  # noqa: ANN401
    """A world with these numbers; None if there is none."""
    worlds = system(matrix, values, values, room=0)
    try:
        begin(worlds, matrix, {})
    except NoWorldError:
        return None
    return worlds.pool.worlds[0] if worlds.pool.size else None

"""Small changes of a table that nobody could notice: worlds near the true one.

If two cells are held back in each line of a rectangle, one record can be thought from one corner to
the next, and all that is shown stays as it is. Such changes are looked for cell by cell; one that
touches few cells serves for most readers at once.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from kuager.stats.disclosure.sheet import Sheet
from kuager.stats.disclosure.worlds import Floats, Ints, Pins

NODES: Final = 500
_FINE: Final = 1e-5
_LONELY: Final = 4.0
"""What it costs to touch a cell of one record, beside 1 for others: its reader would notice."""


@dataclass(frozen=True)
class Net:
    """What can move if some rows are held back: the loose kinds, and the rows that bind them."""

    sheet: Sheet
    hidden: frozenset[int]
    loose: Ints
    tight: Ints
    binding: Any
    costs: Floats
    listed: Ints
    """Rows held back that everybody knows not to be empty."""

    def can_move(self, row: int, pins: Pins) -> bool:
        """Whether a reader must think that a row may be as far off as it needs."""
        return any(
            all(self.step(row, step, pins) for step in (-down, up) if step)
            for down, up in self.sheet.moves(row)
        )

    def step(self, row: int, step: int, pins: Pins) -> bool:
        """Look for a world in which a row is `step` off or further, and keep it."""
        for whole in (False, True):
            point = self._change(row, step, pins, whole=whole)
            if point is None:
                return False
            change = np.rint(point).astype(np.int64)
            if np.abs(point - change).max(initial=0.0) <= _FINE:
                return self._keep(change)
        return False

    def _keep(self, change: Ints) -> bool:
        """Keep a changed world in the pool, if what is shown is as it was; in whole numbers."""
        world = self.sheet.truth.copy()
        world[self.loose] += change
        rows = np.asarray(self.sheet.matrix @ world)
        if np.any(rows < self.sheet.floor):
            return False
        same = np.array([row not in self.hidden for row in range(len(rows))])
        if world.min(initial=0) < 0 or not np.array_equal(rows[same], self.sheet.values[same]):
            return False
        self.sheet.pool.add(world, rows)
        return True

    def _change(self, row: int, step: int, pins: Pins, *, whole: bool) -> Floats | None:
        """The cheapest change of the loose kinds; None if none is possible."""
        if not len(self.loose):
            return None
        extra = [row, *pins]
        rows = sparse.vstack(
            [self.binding, self.sheet.matrix[[*extra, *self.listed]][:, self.loose]], format="csr"
        )
        low, high = np.zeros(rows.shape[0]), np.zeros(rows.shape[0])
        at = self.binding.shape[0]
        listed = slice(at + len(extra), None)
        low[listed] = (self.sheet.floor - self.sheet.values)[self.listed]
        high[listed] = np.inf
        low[at], high[at] = (step, np.inf) if step > 0 else (-np.inf, step)
        size = len(self.loose)
        top = float(self.sheet.values.max(initial=0)) + 4.0 * self.sheet.rule.k
        answer = milp(
            np.concatenate([self.costs, self.costs]),
            constraints=LinearConstraint(sparse.hstack([rows, -rows], format="csr"), low, high),
            bounds=Bounds(0, np.concatenate([np.full(size, top), self.sheet.truth[self.loose]])),
            integrality=np.full(2 * size, int(whole)),
            options={"node_limit": NODES},
        )
        if answer.x is None:
            return None
        return np.asarray(answer.x[:size] - answer.x[size:], dtype=np.float64)


def net(sheet: Sheet, hidden: set[int]) -> Net:
    """What can move if these rows are held back."""
    kinds = sheet.matrix.shape[1]
    shown = np.array([row not in hidden for row in range(len(sheet.keys))])
    alone = np.flatnonzero(shown & (np.diff(sheet.matrix.indptr) == 1))
    bound = {int(sheet.matrix.indices[sheet.matrix.indptr[row]]) for row in alone}
    empty = np.flatnonzero(shown & (sheet.values == 0))
    bound |= {int(kind) for kind in sheet.matrix[empty].indices}
    loose = np.array([kind for kind in range(kinds) if kind not in bound], dtype=np.int64)
    part = sheet.matrix[:, loose]
    touching = np.diff(part.tocsr().indptr) > 0
    tight = np.flatnonzero(shown & touching)
    costs = np.where(sheet.truth[loose] == 1, _LONELY, 1.0)
    listed = np.array([row for row in sorted(hidden) if sheet.floor[row]], dtype=np.int64)
    return Net(sheet, frozenset(hidden), loose, tight, part[tight], costs, listed)

"""Complementary suppression, one cell after the other: quick, feasible, seldom the best.

For each cell that can be computed back, the cheapest way to let it move is looked for: a change
of the table, with its sums as they are, that moves this cell as far as it needs. The cells that
move with it are held back, too (a minimal-cost deviation, one linear program each way).
"""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from kuager.stats.disclosure.looking import NO_END
from kuager.stats.disclosure.readers import first_seen
from kuager.stats.disclosure.sheet import Reader, Sheet

_MOVED = 1e-6
_SOLVED = 0


def greedy(sheet: Sheet, hidden: set[int]) -> set[int] | None:
    """Hold back more, until no reader sees too much; None if nothing that may be held back helps.

    That is so if what is fixed (public, or impossible) leaves too little by itself.
    """
    hidden = set(hidden)
    changed = True
    while changed:
        changed = False
        for reader in sheet.readers:
            while (seen := first_seen(sheet, hidden, reader)) is not None:
                more = way_out(sheet, hidden, reader, seen)
                if more is None:
                    return None
                more = more - hidden or cheapest_left(sheet, hidden)
                if not more:
                    return None
                hidden |= more
                changed = True
    return hidden


def cheapest_left(sheet: Sheet, hidden: set[int]) -> set[int]:
    """The cheapest row that is still shown, if any is left."""
    left = [row for row in range(len(sheet.keys)) if row not in hidden | sheet.fixed]
    return {min(left, key=lambda row: (sheet.costs[row], row))} if left else set()


def way_out(sheet: Sheet, hidden: set[int], reader: Reader, row: int) -> set[int] | None:
    """The rows to hold back so that this one can move as far as it needs; None if none do."""
    for down, up in sheet.moves(row):
        steps = [cheapest_change(sheet, hidden, reader, row, step) for step in (-down, up) if step]
        if all(step is not None for step in steps):
            return {moved for step in steps if step is not None for moved in step}
    return None


def cheapest_change(
    sheet: Sheet, hidden: set[int], reader: Reader, row: int, step: int
) -> set[int] | None:
    """The shown rows that move in the cheapest change that moves `row` by `step`; None if none.

    The row itself is fixed at its new number: nothing may undo the step on the side.
    """
    rows, kinds = sheet.matrix.shape
    shown = np.array(
        [r not in hidden and r not in sheet.fixed and r not in reader.knows for r in range(rows)]
    )
    is_open = np.array([r in hidden and r not in reader.knows for r in range(rows)])
    shown[row] = is_open[row] = False
    low = sheet.values.astype(np.float64)
    high = low.copy()
    low[is_open], high[is_open] = sheet.floor[is_open], NO_END
    low[row] = high[row] = sheet.values[row] + step
    slack = sparse.identity(rows, format="csr")
    answer = milp(
        np.concatenate([np.zeros(kinds), sheet.costs, sheet.costs]),
        constraints=LinearConstraint(
            sparse.hstack([sheet.matrix, -slack, slack], format="csr"), low, high
        ),
        bounds=Bounds(
            0, np.concatenate([np.full(kinds, np.inf), _room(shown), _down(sheet, shown)])
        ),
    )
    if answer.status != _SOLVED:
        return None
    moved = answer.x[kinds : kinds + rows] + answer.x[kinds + rows :]
    return {int(r) for r in np.flatnonzero(moved > _MOVED)}


def _down(sheet: Sheet, shown: Any) -> Any:  # noqa: ANN401
    """How far shown rows may move down: to what everybody knows of them."""
    return np.where(shown, sheet.values - sheet.floor, 0.0)


def _room(shown: Any) -> Any:  # noqa: ANN401
    """How far shown rows may move: at will, others not at all beside their own bounds."""
    return np.where(shown, np.inf, 0.0)

"""Everything that could be true: the whole-number worlds that fit what was published.

A *kind* is a full description of a record, as far as the published tables tell records apart. A
*world* says how many records there are of each kind. Each row of a system is a published number:
the sum over the kinds in it lies between two bounds. An attacker knows the worlds that fit all
rows, and nothing more; a number is safe if two worlds that fit differ in it by enough.

Worlds are found by HiGHS (through scipy) and then counted again in whole numbers. So an error of
the solver can refuse what is safe; it cannot let pass what is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pins = Mapping[int, int]
"""Rows whose number an insider knows: row → number."""

NODES: Final = 2000
"""How many branches the solver may open for one whole-number question."""
NO_LIMIT: Final = 2**31
ROUNDING: Final = 1e-6
_FINE: Final = 1e-5
_SOLVED, _STOPPED, _IMPOSSIBLE = 0, 1, 2


class NoWorldError(Exception):
    """No world fits: the published numbers contradict each other (never leaves this room)."""


class TooManyQuestionsError(Exception):
    """The limits of the search ended before anything was proved (never leaves this room)."""


@dataclass(frozen=True)
class Sought:
    """The answer to "how far can it go": a bound that holds, and a world that shows how far.

    `bound` is what the solver proves; `world` is None if none was found within the limits.
    """

    bound: float
    world: Ints | None


class Pool:
    """Worlds found so far for one matrix, and their rows; systems of other bounds share them."""

    def __init__(self, rows: int, kinds: int) -> None:
        """An empty pool for a matrix of so many rows and kinds."""
        self.size = 0
        self._worlds = np.zeros((16, kinds), dtype=np.int64)
        self._rows = np.zeros((16, rows), dtype=np.int64)

    @property
    def worlds(self) -> Ints:
        """All worlds: worlds by kinds."""
        return self._worlds[: self.size]

    @property
    def rows(self) -> Ints:
        """The rows of all worlds: worlds by rows."""
        return self._rows[: self.size]

    def add(self, world: Ints, rows: Ints) -> None:
        """Keep a world with the sums of its rows."""
        if self.size == len(self._rows):
            self._worlds = np.vstack([self._worlds, np.zeros_like(self._worlds)])
            self._rows = np.vstack([self._rows, np.zeros_like(self._rows)])
        self._worlds[self.size] = world
        self._rows[self.size] = rows
        self.size += 1

    def fitting(self, low: Ints, high: Ints) -> Ints:
        """The positions of the worlds whose rows lie within bounds."""
        return np.flatnonzero(np.all((self.rows >= low) & (self.rows <= high), axis=1))


@dataclass
class Worlds:
    """A system of rows, and the pool of worlds, some of which fit it.

    `matrix` (rows by kinds), `low` and `high` bounds of each row, `most` the bound of each kind
    that keeps every search finite (greater worlds fit as well; leaving them out is on the safe
    side). `asked` counts the questions put to the solver, of which `allowed` are
    answered.
    """

    matrix: Any
    low: Ints
    high: Ints
    most: int
    pool: Pool
    allowed: int = NO_LIMIT
    asked: int = 0

    @property
    def kinds(self) -> int:
        """How many kinds there are."""
        return int(self.matrix.shape[1])

    def values(self, aims: Any, pins: Pins) -> Ints:  # noqa: ANN401 - scipy has no types
        """The sums of `aims` (aims by kinds) in each known world that fits: aims by worlds."""
        fitting = self.pool.fitting(*self.pinned(pins))
        return np.asarray(aims @ self.pool.worlds[fitting].T)

    def seek(self, aim: Floats, pins: Pins, *, whole: bool = False) -> Sought:
        """The world in which the sum over `aim` is least.

        Raises NoWorldError, and TooManyQuestionsError after `allowed` questions.
        The bound holds for all worlds, whether in whole numbers (`whole`) or not.
        """
        self.asked += 1
        if self.asked > self.allowed:
            raise TooManyQuestionsError
        low, high = self.pinned(pins)
        answer = milp(
            aim,
            constraints=LinearConstraint(self.matrix, low, high),
            bounds=Bounds(0, self.most),
            integrality=np.full(self.kinds, int(whole)),
            options={"node_limit": NODES},
        )
        if answer.status == _IMPOSSIBLE:
            raise NoWorldError
        if answer.status not in (_SOLVED, _STOPPED):
            return Sought(-np.inf, None)
        bound = answer.mip_dual_bound if whole or answer.fun is None else answer.fun
        return Sought(-np.inf if bound is None else float(bound), self.keep(answer.x, pins))

    def pinned(self, pins: Pins) -> tuple[Ints, Ints]:
        """The bounds of the rows as an insider knows them."""
        if not pins:
            return self.low, self.high
        low, high = self.low.copy(), self.high.copy()
        for row, number in pins.items():
            low[row] = high[row] = number
        return low, high

    def keep(self, point: Floats | None, pins: Pins) -> Ints | None:
        """Remember a point if it is a world that fits, counted in whole numbers; else None."""
        if point is None:
            return None
        world = np.rint(point).astype(np.int64)
        if np.abs(point - world).max(initial=0.0) > _FINE or world.min(initial=0) < 0:
            return None
        rows = np.asarray(self.matrix @ world)
        low, high = self.pinned(pins)
        if not bool(np.all((rows >= low) & (rows <= high))):
            return None
        self.pool.add(world, rows)
        return world


def system(
    rows: Any,  # noqa: ANN401 - scipy has no types
    low: Ints,
    high: Ints,
    *,
    room: int,
    pool: Pool | None = None,
    allowed: int = NO_LIMIT,
) -> Worlds:
    """The system of rows (any matrix) with bounds; `room` is added above the greatest bound."""
    matrix = sparse.csr_matrix(rows, dtype=np.int64)
    named = high[high < np.iinfo(np.int64).max // 2]
    most = int(max(named.max(initial=0), low.max(initial=0))) + room
    ends = np.minimum(high, most * max(matrix.shape[1], 1))
    found = Pool(*matrix.shape) if pool is None else pool
    return Worlds(matrix, low, ends, most, found, allowed)

"""The kinds of record that a table tells apart, and which of its cells each kind is counted in."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
from scipy import sparse

from kuager.model.published import NOTHING, Axis

ALL_SETS: Final = 4
"""Up to how many categories every set of them is tried, where a record may have several."""
MANY_SETS: Final = 9
"""Up to how many they are tried if the smaller family fits no world."""


def sets_of(said: Sequence[str], *, every: bool) -> list[frozenset[str]]:
    """Sets of categories that a record may have; the empty one first.

    All of them, if they are few or `every` is asked for; otherwise none, one, two, all, all but
    one. A world of fewer kinds is a world all the same: fewer kinds are on the safe side.
    """
    sizes = range(len(said) + 1) if every or len(said) <= ALL_SETS else (0, 1, 2)
    found = [frozenset(some) for size in sizes for some in combinations(said, size)]
    if len(sizes) <= len(said):
        found += [frozenset(said) - {one} for one in said]
        found.append(frozenset(said))
    return list(dict.fromkeys(found))


def cell_matrix(axes: Sequence[Axis], *, every: bool) -> Any:  # noqa: ANN401 - scipy has no types
    """Which kinds (columns) are counted in which cells (rows, as `keys_of`)."""
    matrix = sparse.csr_matrix(np.ones((1, 1), dtype=np.int64))
    for axis in axes:
        matrix = sparse.kron(matrix, _side(axis, every=every), format="csr")
    return matrix


def _side(axis: Axis, *, every: bool) -> Any:  # noqa: ANN401
    """Categories and the total (rows) by the kinds of one axis."""
    size = len(axis.categories)
    if size == 0:
        inner = np.zeros((0, 1), dtype=np.int64)
    elif not axis.many:
        inner = np.eye(size, dtype=np.int64)
    else:
        said = [code for code in axis.categories if code != NOTHING]
        sets = sets_of(said, every=every)
        inner = np.array(
            [
                [int(code in some or (code == NOTHING and not some)) for some in sets]
                for code in axis.categories
            ],
            dtype=np.int64,
        ).reshape(size, len(sets))
    return sparse.csr_matrix(np.vstack([inner, np.ones((1, inner.shape[1]), dtype=np.int64)]))


def set_families(axes: Sequence[Axis]) -> tuple[bool, ...]:
    """Which families of sets to try, the smaller first."""
    said = [len(axis.categories) for axis in axes if axis.many]
    if not said or max(said) <= ALL_SETS:
        return (True,)
    return (False, True) if max(said) <= MANY_SETS else (False,)

"""The keys of a table's cells. Light: what only names cells does not load numpy."""

from collections.abc import Sequence
from itertools import product

from kuager.model.published import TOTAL, Axis, Key


def keys_of(axes: Sequence[Axis]) -> list[Key]:
    """The keys of all cells of a table, margins included."""
    return list(product(*((*axis.categories, TOTAL) for axis in axes)))


def lines_of(axes: Sequence[Axis]) -> list[tuple[Key, tuple[Key, ...]]]:
    """Each total with the cells that stand under it along one axis."""
    found = []
    for place, axis in enumerate(axes):
        others = [(*a.categories, TOTAL) for i, a in enumerate(axes) if i != place]
        for rest in product(*others):
            parts = tuple((*rest[:place], code, *rest[place:]) for code in axis.categories)
            found.append(((*rest[:place], TOTAL, *rest[place:]), parts))
    return found

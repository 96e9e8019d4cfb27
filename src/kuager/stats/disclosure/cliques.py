"""Which sides have to be looked at together: the cliques of a triangulated graph, as a tree.

Two sides meet if one table uses both. If the graph of meetings is triangulated, whole-number
tables of its cliques that agree where they overlap always belong to one table of everything (they
can be joined clique by clique, matching records that agree on the overlap in any order). So it is
enough to look at the cliques, with equal sums on the overlaps, and a few small systems replace a
product of everything with everything.
"""

from collections.abc import Iterable
from itertools import combinations

Clique = frozenset[str]


def cliques(groups: Iterable[frozenset[str]]) -> list[Clique]:
    """The greatest cliques of a triangulation of the graph in which each group meets."""
    near: dict[str, set[str]] = {}
    for group in groups:
        for one in group:
            near.setdefault(one, set()).update(group - {one})
    found: list[Clique] = []
    while near:
        one = min(near, key=lambda name: (_missing(near, name), len(near[name]), name))
        clique = frozenset({one, *near[one]})
        for a, b in combinations(sorted(near[one]), 2):
            near[a].add(b)
            near[b].add(a)
        for other in near.pop(one):
            near[other].discard(one)
        if not any(clique <= bigger for bigger in found):
            found.append(clique)
    return found


def _missing(near: dict[str, set[str]], one: str) -> int:
    """How many meetings would have to be added if this side were taken out."""
    return sum(b not in near[a] for a, b in combinations(sorted(near[one]), 2))


def joints(found: list[Clique]) -> list[tuple[int, int, Clique]]:
    """A tree over the cliques: pairs of positions, and the overlap on which they must agree.

    The tree of the greatest overlaps: then every overlap is kept along it.
    """
    if not found:
        return []
    inside, tree = {0}, []
    while len(inside) < len(found):
        _, negative_a, negative_b = max(
            (len(found[a] & found[b]), -a, -b)
            for a in inside
            for b in range(len(found))
            if b not in inside
        )
        a, b = -negative_a, -negative_b
        tree.append((a, b, found[a] & found[b]))
        inside.add(b)
    return tree

"""Of which groups of records an attacker would like to know the number.

Not only what stands in a table: also what two tables tell apart. A group is everything that the
sides of a clique can name together (one region, one half of a year, since the last release), and
what is left if one published number is taken from another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod
from typing import Final

import numpy as np

from kuager.model.protection import Reason
from kuager.stats.disclosure.joint import COUNTING, Group, Joint, Numbered
from kuager.stats.disclosure.looking import NO_END
from kuager.stats.disclosure.sides import Flags, Side, UncheckableError

MOST_GROUPS: Final = 4000
"""How many groups of one clique are looked at: beyond, those of the cells, each cut once more."""
MOST_CUT: Final = 16_000
_FEW: Final = 12


@dataclass(frozen=True)
class Asked:
    """A group that is looked at, what it is called, and why."""

    group: Group
    words: dict[str, tuple[str, ...]]
    reason: Reason


def groups(joint: Joint) -> Iterator[Asked]:
    """All groups that the sides of a clique can name together, each once; the widest first."""
    seen: set[tuple[tuple[str, bytes], ...]] = set()
    for at in range(len(joint.cliques)):
        for asked in sorted(_of_clique(joint, at), key=lambda one: len(one.group)):
            name = tuple(sorted((side, flags.tobytes()) for side, flags in asked.group.items()))
            if name not in seen:
                seen.add(name)
                yield asked


def _of_clique(joint: Joint, at: int) -> Iterator[Asked]:
    choices = {name: list(_choices(joint.sides[name]).items()) for name in joint.order[at]}
    if prod(map(len, choices.values())) > MOST_GROUPS:
        yield from _cut_cells(joint, at, choices)
        return
    for chosen in product(*choices.values()):
        yield _asked({}, {}, zip(choices, chosen, strict=True))


def _cut_cells(
    joint: Joint, at: int, choices: dict[str, list[tuple[str, Flags]]]
) -> Iterator[Asked]:
    """The cells of the tables, each cut once more by one side that has few kinds."""
    inside = [cell for cell in joint.cells if cell.group.keys() <= joint.cliques[at]]
    few = {name: found for name, found in choices.items() if len(found) <= _FEW}
    if len(inside) * sum(map(len, few.values())) > MOST_CUT:
        raise UncheckableError("too-large")
    for cell in inside:
        for name, found in few.items():
            for choice in found:
                yield _asked(cell.group, {"table": (str(cell.table), *cell.key)}, [(name, choice)])


def _asked(
    group: Group,
    words: dict[str, tuple[str, ...]],
    chosen: Iterator[tuple[str, tuple[str, Flags]]] | Sequence[tuple[str, tuple[str, Flags]]],
) -> Asked:
    """A group, narrowed down by choices of sides."""
    found, called = dict(group), dict(words)
    for name, (label, flags) in chosen:
        if label:
            found[name] = found[name] & flags if name in found else flags
            called[name] = tuple(label.split(","))
    changed = any(".." in word for word in called.get(COUNTING, ()))
    return Asked(found, called, "small-change" if changed else "small-group")


def _choices(side: Side) -> dict[str, Flags]:
    """What a side can name; of the days of counting: each day, and who came or went between."""
    if side.name != COUNTING:
        return side.choices()
    days = sorted(codes[0] for _, codes in side.tests)
    flags = {day: side.tests[COUNTING, (day,)] for day in days}
    found = {"": np.ones(side.size, dtype=bool), **flags}
    for first, later in combinations(days, 2):
        found[f"{first}..{later}"] = flags[later] & ~flags[first]
        found[f"-{first}..{later}"] = flags[first] & ~flags[later]
    return {label: chosen for label, chosen in found.items() if chosen.any()}


def differences(joint: Joint, k: int) -> Iterator[tuple[int, Asked, list[int]]]:
    """What is left if one published number is taken from another of which it is a part.

    Only where less than `k` may be left. Yields the clique, the pair, and the kinds that are left.
    """
    for at, clique in enumerate(joint.cliques):
        inside = [c for c in joint.cells if c.group.keys() <= clique and c.high < NO_END]
        rows = [set(joint.row(cell.group, at).tolist()) for cell in inside]
        for a, b in product(range(len(inside)), repeat=2):
            whole, part = inside[a], inside[b]
            is_pair = whole.table != part.table and whole.high > part.low
            if is_pair and whole.low - part.high < k and rows[b] < rows[a]:
                yield at, _left(whole, part), sorted(rows[a] - rows[b])


def _left(whole: Numbered, part: Numbered) -> Asked:
    words = {
        "whole": (str(whole.table), *whole.key),
        "part": (str(part.table), *part.key),
    }
    return Asked({}, words, "difference")

"""People who are the only one in a cell, and so know more than a table tells."""

from collections.abc import Iterable

from kuager.model.published import TOTAL, Key


def alone(ones: Iterable[Key]) -> list[frozenset[Key]]:
    """For each person who is a cell of one: all cells of this table in which he is alone.

    A margin of one around his cell counts nobody else; a cell of one within such a margin counts
    nobody but him.
    """
    cells = sorted(set(ones))
    around: dict[Key, set[Key]] = {cell: {cell} for cell in cells}
    for one in cells:
        for other in cells:
            if lies_within(one, other):
                around[one].add(other)
                around[other].add(one)
    found: dict[frozenset[Key], None] = {}
    left = set(cells)
    while left:
        one = min(left)
        person = _reached(one, around)
        left -= person
        found[frozenset(person)] = None
    return list(found)


def _reached(one: Key, around: dict[Key, set[Key]]) -> set[Key]:
    """All cells that follow from one by going around and within."""
    person, todo = {one}, [one]
    while todo:
        new = around[todo.pop()] - person
        person |= new
        todo += new
    return person


def lies_within(cell: Key, margin: Key) -> bool:
    """Whether a cell is part of a margin, by their keys."""
    return all(wide in (TOTAL, code) for code, wide in zip(cell, margin, strict=True))

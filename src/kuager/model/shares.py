"""Shares of a base: a number where it is known, bounds where it is not, nothing of a small base.

A percentage of a handful tells more than is known, so below twenty only counts are told ("3 of
12"). Where a cell or its base is itself uncertain the share has bounds: the least when everything
that may lie elsewhere does, the most when nothing does.
"""

from typing import Final, NamedTuple

from kuager.model.table import Cell

LEAST_BASE: Final = 20
"""The smallest base of which a share is told."""


class Share(NamedTuple):
    """A part of one, at least and at most."""

    least: float
    most: float


def share_of(cell: Cell, base: Cell) -> Share | None:
    """The share of a cell in a base that it is part of; None where none should be told."""
    if base.at_least < LEAST_BASE or base.at_most is None or cell.at_most is None:
        return None
    rest_least = max(0, base.at_least - cell.at_least)
    rest_most = max(0, base.at_most - cell.at_most)
    least = _part(cell.at_least, max(rest_least, rest_most))
    most = _part(cell.at_most, min(rest_least, rest_most))
    return Share(least, most)


def _part(inside: int, outside: int) -> float:
    return inside / (inside + outside) if inside else 0.0

"""Which cells of one table are held back, so that no number can be computed that is held back."""

from dataclasses import replace
from math import ceil, floor

import numpy as np

from kuager.model.protection import Bounds, Method, OpenTable, Protected
from kuager.model.published import HELD_BACK, Key, PublishedCell, Rule, exact, free
from kuager.stats.disclosure.cutting import Choice, cut
from kuager.stats.disclosure.greedy import cheapest_left, greedy
from kuager.stats.disclosure.readers import is_safe
from kuager.stats.disclosure.sheet import Sheet, lay_out
from kuager.stats.disclosure.worlds import ROUNDING

MOST_TO_SHORTEN = 120
"""Up to how many cells held back it is tried whether one of them may stand after all."""


def protect(table: OpenTable, rule: Rule, *, thorough: bool = True) -> Protected:
    """Hold back what must be, and as little else as possible; raises UnsoundTableError.

    What is public already is shown, unless the table could not be protected then.
    """
    found = _protect(table, rule, thorough=thorough)
    if found is None:
        found = _protect(replace(table, public=frozenset()), rule, thorough=thorough)
    return found if found is not None else _everything(table, rule)


def _everything(table: OpenTable, rule: Rule) -> Protected:
    """A table of which nothing stands."""
    sheet = lay_out(replace(table, public=frozenset()), rule)
    hidden = set(range(len(sheet.keys))) - sheet.fixed
    return _told(sheet, hidden, "all", _cost(sheet, hidden))


def _protect(table: OpenTable, rule: Rule, *, thorough: bool) -> Protected | None:
    """Hold back what must be; None if that is not possible with what is fixed."""
    sheet = lay_out(table, rule)
    if not sheet.primary:
        return _told(sheet, set(), "nothing", 0.0)
    quick = greedy(sheet, set(sheet.primary))
    if quick is None:
        return None
    hidden = shorten(sheet, quick)
    cost = _cost(sheet, hidden)
    better = cut(sheet, below=cost) if thorough else Choice(hidden, is_safe=True, at_least=0.0)
    at_least = min(better.at_least, cost)
    chosen = _verified(sheet, hidden, better)
    if chosen is None:
        return None
    return _told(sheet, *chosen, min(at_least, _cost(sheet, chosen[0])))


def _verified(sheet: Sheet, hidden: set[int], better: Choice) -> tuple[set[int], Method] | None:
    """The better of two choices that holds when it is looked at again; else more; at last None."""
    other = better.hidden
    if not better.is_safe:
        other = shorten(sheet, greedy(sheet, other) or hidden)
    if _cost(sheet, other) < _cost(sheet, hidden) and is_safe(sheet, other):
        return other, "cuts"
    method: Method = "greedy"
    while not is_safe(sheet, hidden):
        more = cheapest_left(sheet, hidden)
        if not more:
            return None
        hidden, method = hidden | more, "more"
    return hidden, method


def shorten(sheet: Sheet, hidden: set[int]) -> set[int]:
    """Let stand again what need not be held back, the most valuable first."""
    if len(hidden) > MOST_TO_SHORTEN:
        return hidden
    others = sorted(hidden - sheet.primary.keys(), key=lambda row: (-sheet.costs[row], row))
    for row in others:
        if is_safe(sheet, hidden - {row}):
            hidden = hidden - {row}
    return hidden


def _cost(sheet: Sheet, hidden: set[int]) -> float:
    return float(sheet.costs[sorted(hidden)].sum())


def _told(sheet: Sheet, hidden: set[int], method: Method, at_least: float) -> Protected:
    """The answer, with what an outsider knows of each cell that is held back."""
    return Protected(
        cells={key: _cell(sheet, row, hidden) for row, key in enumerate(sheet.keys)},
        primary={sheet.keys[row]: why for row, why in sorted(sheet.primary.items())},
        secondary=frozenset(sheet.keys[row] for row in hidden - sheet.primary.keys()),
        bounds=_bounds(sheet, hidden),
        hidden={sheet.keys[row]: int(sheet.values[row]) for row in sorted(hidden)},
        method=method,
        cost=_cost(sheet, hidden),
        at_least=at_least,
    )


def _cell(sheet: Sheet, row: int, hidden: set[int]) -> PublishedCell:
    if row in hidden:
        return HELD_BACK
    value = int(sheet.values[row])
    return free(value) if sheet.keys[row] in sheet.open.free else exact(value)


def _bounds(sheet: Sheet, hidden: set[int]) -> dict[Key, Bounds]:
    """The least and the greatest number that fits, for each row that is held back."""
    worlds = sheet.worlds(hidden)
    found = {}
    for row in sorted(hidden):
        aim = np.asarray(sheet.matrix[[row]].todense(), dtype=np.float64).ravel()
        low = worlds.seek(aim, {}).bound
        high = -worlds.seek(-aim, {}).bound
        ends = high < worlds.most - ROUNDING
        found[sheet.keys[row]] = Bounds(
            ceil(low - ROUNDING), floor(high + ROUNDING) if ends else None
        )
    return found

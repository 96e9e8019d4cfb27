"""Rounding instead of holding back: each number becomes a neighbouring multiple of the base.

Up or down is drawn so that the mean stays right (unbiased random rounding), from a secret and the
cell: the same number in the same cell is always rounded the same way, so asking again teaches
nothing. A listed category below the base goes up, never to 0: it is listed, so somebody is in it.
A reader knows only that the number is less than one base away. Sums of rounded cells need not be
the rounded sums, and the table has to say so; what follows from them together is checked by the
same attacker as everything else.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from kuager.model.protection import OpenTable, Rounded
from kuager.model.published import Axis, Key, PublishedCell, Rule, free
from kuager.stats.disclosure.looking import Need, narrow
from kuager.stats.disclosure.sheet import lay_out
from kuager.stats.disclosure.worlds import system

USUAL_BASE = 5
_ROOM = 4
_DRAW = 8


def round_table(table: OpenTable, rule: Rule, secret: bytes) -> Rounded:
    """Round every number of a table; raises UnsoundTableError."""
    sheet = lay_out(table, rule)
    base = rule.rounding or USUAL_BASE
    cells = {
        key: _cell(table, key, (int(value), bool(listed)), base, secret)
        for key, value, listed in zip(sheet.keys, sheet.values, sheet.floor, strict=True)
    }
    low = np.array([cells[key].low for key in sheet.keys], dtype=np.int64)
    low = np.maximum(low, sheet.floor)
    high = np.array([cells[key].high for key in sheet.keys], dtype=np.int64)
    small = [
        row
        for row, key in enumerate(sheet.keys)
        if 0 < sheet.values[row] < rule.k and key not in table.free
    ]
    worlds = system(sheet.matrix, low, high, room=_ROOM * rule.k)
    needs = [Need(width=min(rule.k, base - 1))] * len(small)
    seen = narrow(worlds, sheet.matrix[small], needs, {}) if small else ()
    return Rounded(cells=cells, narrow=frozenset(sheet.keys[small[one.aim]] for one in seen))


def _cell(
    table: OpenTable, key: Key, counted: tuple[int, bool], base: int, secret: bytes
) -> PublishedCell:
    """What is told of a number (`counted`: it, and whether everybody knows it is not nought)."""
    value, listed = counted
    if key in table.free:
        return free(value)
    if key in table.impossible:
        return PublishedCell(0, 0, "exact")
    down, rest = divmod(value, base)
    is_lucky = _drawn(table.axes, key, value, secret) < rest / base
    up = rest > 0 and (is_lucky or (listed and not down))
    told = (down + up) * base
    return PublishedCell(max(told - base + 1, 0), told + base - 1, "rounded")


def _drawn(axes: Sequence[Axis], key: Key, value: int, secret: bytes) -> float:
    """A number from 0 to 1 that nobody without the secret can tell, always the same for a cell."""
    named = "\x1f".join((*(axis.name for axis in axes), *key, str(value)))
    drawn = blake2b(named.encode(), key=secret[:64], digest_size=_DRAW).digest()
    return float(int.from_bytes(drawn, "big") / 2.0 ** (8 * _DRAW))

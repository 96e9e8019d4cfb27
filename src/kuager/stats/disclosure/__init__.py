"""What of a count may be told, and what could be computed from all that was told.

numpy and scipy are loaded when one of these is called, not before: opening the program stays fast.
"""

from collections.abc import Mapping, Sequence

from kuager.model.protection import Examined, Exposure, Mend, OpenTable, Protected, Rounded
from kuager.model.published import Key, PublishedTable, Rule

Within = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]
"""(dimension, category) → another scale of the same property → the categories there in which it
may lie: a district lies in one region, a word of ours may stand for several words of another list.
The other scale is named by the whole dimension (`event.place@region`) or by the scale (`region`).
"""
NOTHING_WITHIN: Within = {}
Truths = Mapping[tuple[int, Key], int]
"""(position of a table, key) → the true number of a cell held back, as far as it was kept."""
NO_TRUTHS: Truths = {}


def protect(table: OpenTable, rule: Rule, *, thorough: bool = True) -> Protected:
    """Hold back what must be, and as little else as possible.

    Not `thorough`: the first safe choice, without looking for a better one (for what is shown
    while somebody is still choosing). Raises UnsoundTableError if the numbers do not add up.
    """
    from kuager.stats.disclosure import protecting  # noqa: PLC0415 - loads scipy

    return protecting.protect(table, rule, thorough=thorough)


def attack(
    tables: Sequence[PublishedTable],
    rule: Rule,
    *,
    within: Within = NOTHING_WITHIN,
    truths: Truths = NO_TRUTHS,
) -> tuple[Exposure, ...]:
    """What could be computed from all tables together that must not; () if nothing.

    `within` tells the scales of one property apart; where two scales of one meet and it is silent,
    the answer is `cannot-be-checked`. With `truths`, people who are a cell of one are readers,
    too, and each small cell must possibly be smaller than it is.
    """
    from kuager.stats.disclosure import attacking  # noqa: PLC0415 - loads scipy

    return attacking.attack(tables, rule, within=within, truths=truths)


def examine(
    table: OpenTable,
    blank: PublishedTable,
    earlier: Sequence[PublishedTable],
    rule: Rule,
    *,
    within: Within = NOTHING_WITHIN,
    truths: Truths = NO_TRUTHS,
    thorough: bool = True,
) -> Examined:
    """Protect a table that is to leave, and attack it together with everything that left before.

    `blank` says what it counts (its cells are not looked at); `truths` speak of the earlier
    tables. What those give away already is shown, not held back in vain. Raises UnsoundTableError.
    """
    from kuager.stats.disclosure import examining  # noqa: PLC0415 - loads scipy

    return examining.examine(
        table, blank, earlier, rule, within=within, truths=truths, thorough=thorough
    )


def round_table(table: OpenTable, rule: Rule, secret: bytes) -> Rounded:
    """Round every number to a neighbouring multiple of `rule.rounding`, instead of holding back.

    `secret` (of the house, always the same) decides up or down, so that nobody can undo it and
    the same number is always rounded the same way. Raises UnsoundTableError.
    """
    from kuager.stats.disclosure import rounding  # noqa: PLC0415 - loads scipy

    return rounding.round_table(table, rule, secret)


def find_mends(table: OpenTable, rule: Rule, coarser: Mapping[str, OpenTable]) -> tuple[Mend, ...]:
    """What one may change so that more of a table passes: the change that shows most first.

    `coarser` are the same question with a coarser period or scale, by a name of the caller's;
    merging the small categories of a dimension is tried besides. Only changes that show a greater
    share than the table as it is are given.
    """
    from kuager.stats.disclosure import mends  # noqa: PLC0415 - loads scipy

    return mends.find_mends(table, rule, coarser)

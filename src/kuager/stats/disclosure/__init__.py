"""What of a count may be told, and what could be computed from all that was told.

numpy and scipy are loaded when one of these is called, not before: opening the program stays fast.
"""

from collections.abc import Mapping, Sequence

from kuager.model.protection import Examined, Exposure, OpenTable, Protected
from kuager.model.published import Key, PublishedTable, Rule

Within = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]
"""(dimension, category) → other scale of the same property → its categories there: a district
lies in one region, a word of ours may stand for several words of another list."""
NOTHING_WITHIN: Within = {}
Truths = Mapping[tuple[int, Key], int]
"""(position of a table, key) → the true number of a cell held back, as far as it was kept."""
NO_TRUTHS: Truths = {}


def protect(table: OpenTable, rule: Rule) -> Protected:
    """Hold back what must be, and as little else as possible.

    Raises UnsoundTableError if the numbers of the table do not add up.
    """
    from kuager.stats.disclosure import protecting  # noqa: PLC0415 - loads scipy

    return protecting.protect(table, rule)


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
) -> Examined:
    """Protect a table that is to leave, and attack it together with everything that left before.

    `blank` says what it counts (its cells are not looked at); `truths` speak of the earlier
    tables. What those give away already is shown, not held back in vain. Raises UnsoundTableError.
    """
    from kuager.stats.disclosure import examining  # noqa: PLC0415 - loads scipy

    return examining.examine(table, blank, earlier, rule, within=within, truths=truths)

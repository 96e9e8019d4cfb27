"""The joint attack on everything that was ever published."""

from collections.abc import Sequence

from kuager.model.protection import Exposure
from kuager.model.published import PublishedTable, Rule
from kuager.stats.disclosure import Truths, Within


def attack(
    tables: Sequence[PublishedTable], rule: Rule, *, within: Within, truths: Truths
) -> tuple[Exposure, ...]:
    """What could be computed from all tables together; () if nothing."""
    del rule, within, truths
    return tuple(
        Exposure(reason="cannot-be-checked", tables=(at,), detail="not-yet")
        for at in range(len(tables))
    )

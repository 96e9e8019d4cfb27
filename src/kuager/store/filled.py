"""Which columns of the wide tables say anything at all: nobody is offered an empty one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuager.store.store import Store


def filled_columns(store: "Store", type_name: str, shorts: Sequence[str]) -> frozenset[str]:
    """Those of these columns in which some record of the type says something.

    Restricted cases and what lies inside them are left out.
    """
    if not shorts:
        return frozenset()
    table = store.projector.layouts[type_name].table
    asked = ", ".join(f'max("{short}" IS NOT NULL)' for short in shorts)
    sql = f"SELECT {asked} FROM {table} WHERE node NOT IN (SELECT node FROM shut)"
    said = store.connection.execute(sql).fetchone()
    return frozenset(short for short, is_filled in zip(shorts, said, strict=True) if is_filled)

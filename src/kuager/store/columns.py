"""Single columns of the wide tables, for counting: nodes with what is said of them, no texts.

A record judged the same as others stands under one node, the canonical one. Restricted cases and
what lies inside them are left out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from kuager.model.fold import CONFLICTS

if TYPE_CHECKING:
    from kuager.store.store import Store


def nodes_of(store: "Store", type_name: str) -> list[int]:
    """The nodes of a type that may be counted, in the order of first record."""
    table = store.projector.layouts[type_name].table
    sql = f"SELECT node FROM {table} WHERE node NOT IN (SELECT node FROM shut) ORDER BY node"
    return [row[0] for row in store.connection.execute(sql)]


def values_of(store: "Store", type_name: str, short: str) -> list[tuple[int, tuple[object, ...]]]:
    """What each node says in a column: one value or several; those that say nothing left out."""
    table = store.projector.layouts[type_name].table
    sql = (
        f'SELECT node, "{short}" FROM {table} WHERE "{short}" IS NOT NULL '
        "AND node NOT IN (SELECT node FROM shut)"
    )
    return [(node, _several(value)) for node, value in store.connection.execute(sql)]


def references_of(store: "Store", type_name: str, short: str) -> Iterator[tuple[int, int]]:
    """(node, node that it names by this reference), both canonical."""
    heads = _heads(store)
    for node, values in values_of(store, type_name, short):
        for value in values:
            target = heads.get(str(value))
            if target is not None:
                yield node, target


def disputed_nodes(store: "Store", type_name: str) -> set[int]:
    """The nodes of which sources disagree on something that nobody has settled."""
    table = store.projector.layouts[type_name].table
    marks = " OR ".join(f"states GLOB '*={state};*'" for state in sorted(CONFLICTS))
    return {row[0] for row in store.connection.execute(f"SELECT node FROM {table} WHERE {marks}")}


def count_merged(store: "Store", type_name: str) -> int:
    """How many records of a type were judged to be the same as another one."""
    sql = "SELECT count(*) FROM node WHERE type=? AND canon IS NOT NULL AND canon <> id"
    return int(store.connection.execute(sql, (type_name,)).fetchone()[0])


def _heads(store: "Store") -> dict[str, int]:
    """The canonical node of every id, written as a column holds it."""
    rows = store.connection.execute("SELECT lower(hex(uid)), ifnull(canon, id) FROM node")
    return dict(rows.fetchall())


def _several(value: object) -> tuple[object, ...]:
    if isinstance(value, str) and value.startswith(("[", "{")):
        found = msgspec.json.decode(value)
        return tuple(found.values() if isinstance(found, dict) else found)
    return (value,)

"""Single columns of the wide tables, for counting: nodes with what is said of them, no texts.

A record judged the same as others stands under one node, the canonical one. Restricted cases and
what lies inside them are left out. What is given is kept until a record changes: do not alter it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from kuager.model.fold import CONFLICTS

if TYPE_CHECKING:
    from kuager.store.store import Store

Groups = Mapping[object, Sequence[int]]
"""What is said → the nodes of which it is said."""


class Sheet:
    """The columns of one type that were read so far: nodes, and who says what."""

    def __init__(self, store: "Store", type_name: str) -> None:
        """Nothing is read yet."""
        self._store, self._layout = store, store.projector.layouts[type_name]
        self._groups: dict[str, Groups] = {}
        self._nodes: list[int] | None = None
        self._marks: list[tuple[int, list[str]]] = []

    @property
    def nodes(self) -> list[int]:
        """The nodes that may be counted, in the order of first record."""
        return self._read(())[0]

    @property
    def marks(self) -> list[tuple[int, list[str]]]:
        """The nodes of which not everything is simply said, with the states of their columns."""
        return self._read(())[1]

    def groups(self, short: str) -> Groups:
        """The nodes of which each value of a column is said."""
        self.read((short,))
        return self._groups[short]

    def read(self, shorts: Iterable[str]) -> None:
        """Read these columns at once, those that are not there yet."""
        wanted = [short for short in dict.fromkeys(shorts) if short not in self._groups]
        if wanted:
            self._read(wanted)

    def _read(self, shorts: Sequence[str]) -> tuple[list[int], list[tuple[int, list[str]]]]:
        if shorts or self._nodes is None:
            listed = "".join(f', "{short}"' for short in shorts)
            sql = f"SELECT node, states{listed} FROM {self._layout.table} ORDER BY node"
            rows = self._store.connection.execute(sql).fetchall()
            shut = self._store.projector.shut
            if shut:
                rows = [row for row in rows if row[0] not in shut]
            empty: list[tuple[Any, ...]] = [()] * (2 + len(shorts))
            nodes, states, *columns = list(zip(*rows, strict=True)) or empty
            if self._nodes is None:
                self._nodes = list(nodes)
                self._marks = [
                    (node, text.lstrip("*").split(";"))
                    for node, text in zip(nodes, states, strict=True)
                    if text
                ]
            for short, column in zip(shorts, columns, strict=True):
                self._groups[short] = self._grouped(short, nodes, column)
        return self._nodes or [], self._marks

    def _grouped(self, short: str, nodes: Sequence[int], column: Sequence[object]) -> Groups:
        said: dict[object, list[int]] = defaultdict(list)
        for node, value in zip(nodes, column, strict=True):
            said[value].append(node)
        said.pop(None, None)
        if not self._layout.rules[f"{self._layout.type}.{short}"].many:
            return dict(said)
        found: dict[object, list[int]] = defaultdict(list)
        for text, those in said.items():
            for value in dict.fromkeys(_several(text)):
                found[value].extend(those)
        return dict(found)


def sheet_of(store: "Store", type_name: str) -> Sheet:
    """The columns of a type as the record stands now."""
    make = partial(Sheet, store, type_name)
    return store.projector.kept.get(("sheet", type_name), (type_name,), make)


def nodes_of(store: "Store", type_name: str) -> list[int]:
    """The nodes of a type that may be counted, in the order of first record."""
    return sheet_of(store, type_name).nodes


def values_of(store: "Store", type_name: str, short: str) -> list[tuple[int, tuple[object, ...]]]:
    """What each node says in a column: one value or several; those that say nothing left out."""
    found: dict[int, tuple[object, ...]] = {}
    for value, nodes in sheet_of(store, type_name).groups(short).items():
        for node in nodes:
            found[node] = (*found.get(node, ()), value)
    return sorted(found.items())


def groups_of(store: "Store", type_name: str, short: str) -> Groups:
    """The same the other way round: the nodes of which each value is said."""
    return sheet_of(store, type_name).groups(short)


def references_of(store: "Store", type_name: str, short: str) -> list[tuple[int, int]]:
    """(node, node that it names by this reference), both canonical."""
    entity_type = store.schema.types[type_name]
    prop = entity_type.properties[short]
    make = partial(_references, store, type_name, short, prop.to)
    return store.projector.kept.get(("references", prop.name), (type_name, *prop.to), make)


def conflicting_nodes(store: "Store", type_name: str, shorts: Iterable[str]) -> set[int]:
    """The nodes of which sources disagree on one of these columns, and nobody settled it."""
    wanted = {f"{short}={state}" for short in shorts for state in CONFLICTS}
    marks = sheet_of(store, type_name).marks
    return {node for node, said in marks if not wanted.isdisjoint(said)}


def merged_into(store: "Store", type_name: str) -> Mapping[int, int]:
    """Canonical node → how many other records were judged to be the same as it."""
    make = partial(_merged, store, type_name)
    return store.projector.kept.get(("merged", type_name), (type_name,), make)


def _references(
    store: "Store", type_name: str, short: str, targets: Iterable[str]
) -> list[tuple[int, int]]:
    """From the edges, which know nodes; where more than one thing was said, from the column."""
    name, shut = f"{type_name}.{short}", store.projector.shut
    heads: dict[int, int] = {}
    found: list[tuple[int, int]] = []
    for target in targets:
        heads |= _heads(store, target)
        sql = (
            "SELECT subject, target FROM node CROSS JOIN edge ON target = node.id "
            "WHERE node.type = ? AND property = ?"
        )
        found += store.connection.execute(sql, (target, name)).fetchall()
    unsure = _unsure(store, type_name, short)
    pairs = [pair for pair in found if pair[0] not in unsure] if unsure else found
    if heads:
        pairs = list(dict.fromkeys((node, heads.get(at, at)) for node, at in pairs))
    pairs += _told(store, unsure)
    if shut:
        pairs = [pair for pair in pairs if pair[0] not in shut and pair[1] not in shut]
    return pairs


def _heads(store: "Store", type_name: str) -> dict[int, int]:
    """The canonical node of each record of a type that was merged into another."""
    sql = "SELECT id, canon FROM node WHERE canon IS NOT NULL AND canon <> id AND type = ?"
    return dict(store.connection.execute(sql, (type_name,)).fetchall())


def _unsure(store: "Store", type_name: str, short: str) -> dict[int, object]:
    """The nodes of which not simply one value, or several by nature, are said: what counts."""
    mark = f"{short}="
    found = [
        node
        for node, said in sheet_of(store, type_name).marks
        if any(one.startswith(mark) for one in said)
    ]
    table = store.projector.layouts[type_name].table
    sql = f'SELECT "{short}" FROM {table} WHERE node = ?'
    return {node: store.connection.execute(sql, (node,)).fetchone()[0] for node in found}


def _told(store: "Store", unsure: Mapping[int, object]) -> list[tuple[int, int]]:
    """(node, canonical node) of the references that stand in a column."""
    sql = "SELECT ?, ifnull(canon, id) FROM node WHERE uid = ?"
    found: list[tuple[int, int]] = []
    for node, value in unsure.items():
        for text in _several(value) if value is not None else ():
            with suppress(ValueError):  # a text said where a reference belongs
                found += store.connection.execute(sql, (node, bytes.fromhex(str(text)))).fetchall()
    return found


def _merged(store: "Store", type_name: str) -> Mapping[int, int]:
    sql = (
        "SELECT canon, count(*) FROM node WHERE canon IS NOT NULL AND canon <> id AND type = ? "
        "GROUP BY canon"
    )
    return dict(store.connection.execute(sql, (type_name,)).fetchall())


def _several(value: object) -> tuple[object, ...]:
    if isinstance(value, str) and value.startswith(("[", "{")):
        found = msgspec.json.decode(value)
        return tuple(found.values() if isinstance(found, dict) else found)
    return (value,)

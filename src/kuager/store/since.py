"""How far the log had come, and what was said of some records after a point in it.

For what is kept as it was at one time and asked about later: the order is that of arrival on this
device, so that what others wrote before but sent after counts as news.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kuager.model.statement import CircleId, EntityId, EntryId
from kuager.store.components import NOT_SAME, SAME
from kuager.store.inside import closure, merged_with

if TYPE_CHECKING:
    from kuager.store.store import Store


def latest_entries(store: "Store") -> list[EntryId]:
    """The latest entry of each device that is held, in the order of their ids."""
    sql = "SELECT id FROM entry e WHERE seq = (SELECT max(seq) FROM entry WHERE device = e.device)"
    return sorted(EntryId(row[0]) for row in store.connection.execute(sql))


def halves_held(store: "Store") -> list[str]:
    """Which halves this device has a key to, in the order of their names."""
    held = store.keys.keyring.epochs
    halves = ("casework", "house", "identity")
    return [half for half in halves if held.get(CircleId(store.circle(half)))]


def first_place(store: "Store", uid: EntityId) -> int:
    """The row number of the first entry that says something of an entity; 0 if none does."""
    sql = "SELECT ifnull(min(h.eno), 0) FROM node n JOIN history h ON h.node = n.id WHERE n.uid = ?"
    return int(store.connection.execute(sql, (uid,)).fetchone()[0])


def head_of(store: "Store", uid: EntityId) -> EntityId:
    """The record that an entity is judged to be part of; itself, if none."""
    sql = "SELECT c.uid FROM node n JOIN node c ON c.id = ifnull(n.canon, n.id) WHERE n.uid = ?"
    row = store.connection.execute(sql, (uid,)).fetchone()
    return uid if row is None else EntityId(row[0])


def is_shut(store: "Store", uid: EntityId) -> bool:
    """Whether a record is restricted, or lies inside one that is."""
    nodes = store.projector.nodes
    return nodes.knows(uid) and nodes.id_of(uid) in store.projector.shut


def once_judged_same(store: "Store", uid: EntityId) -> set[EntityId]:
    """Entities of which somebody judged, now or once, that they are the same as this one."""
    sql = (
        "SELECT o.uid FROM node n JOIN edge e ON e.target = n.id JOIN node o ON o.id = e.subject "
        "WHERE n.uid = ? AND e.property IN (?, ?) UNION "
        "SELECT o.uid FROM node n JOIN edge e ON e.subject = n.id JOIN node o ON o.id = e.target "
        "WHERE n.uid = ? AND e.property IN (?, ?)"
    )
    rows = store.connection.execute(sql, (uid, SAME, NOT_SAME, uid, SAME, NOT_SAME))
    return {EntityId(row[0]) for row in rows}


def said_since(store: "Store", uid: EntityId, place: int) -> set[str]:
    """Names of properties of which something was said or withdrawn after a row of the log.

    Asked of the record, of all that lies inside it, and of what it refers to.
    """
    nodes = store.projector.nodes
    if not nodes.knows(uid):
        return set()
    run = store.connection.execute
    own = merged_with(store.connection, [nodes.id_of(uid)])
    around = closure(store.connection, own, store.projector.inside)
    for node in own:
        around |= {row[0] for row in run("SELECT target FROM edge WHERE subject=?", (node,))}
    return {name for node in around for name in _said_of(store, node, place)}


def _said_of(store: "Store", node: int, place: int) -> Iterator[str]:
    rows: Iterable[tuple[bytes]] = store.connection.execute(
        "SELECT data FROM history WHERE node=? AND eno>?", (node, place)
    )
    for (data,) in rows:
        yield from (said.property for said in store.projector.rows.decode(data))

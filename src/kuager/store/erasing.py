"""Erasing: what goes, what stays because something else holds it, and carrying it out.

A request names leaves and entities; from then on they are hidden. Carrying it out seals the bodies
again without those leaves, wraps every surviving key of both circles under new epochs, destroys the
old ones, and writes the vault file anew (`rewrite`).
"""

from collections.abc import Collection, Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from kuager.model.fold import Said
from kuager.model.statement import (
    CircleId,
    EntityId,
    EntryId,
    Statement,
    StatementId,
    say,
    split_statement_id,
    statement_id,
)
from kuager.store.blobs import BlobError, drop_blob, read_blob, sweep_blobs
from kuager.store.change import in_portions
from kuager.store.drafts import drop_drafts_about
from kuager.store.inside import closure, held_elsewhere, merged_with
from kuager.store.judged import GONE, LEAF
from kuager.store.opening import write_notes
from kuager.store.rewrite import Progress, Redaction, rewrite
from kuager.store.store import Store
from kuager.store.view import View
from kuager.vault.keyring import Keyring
from kuager.vault.keys import Epoch

HALVES = ("casework", "identity")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePlan:
    """Everything an erasure would touch, before anything is done.

    `entities` go (with their types); `staying` maps an entity that stays to what holds it; `leaves`
    are the statements that go; `files` how many evidence files. `forgetting` are records that stay
    and forget what goes: lists of which single places are erased, with how many.
    """

    entities: tuple[tuple[EntityId, str], ...]
    halves: tuple[str, ...]
    leaves: tuple[StatementId, ...]
    staying: tuple[tuple[EntityId, tuple[EntityId, ...]], ...]
    files: int
    forgetting: tuple[tuple[EntityId, int], ...] = ()


def plan_erasure(store: Store, roots: Iterable[EntityId], *, identity_only: bool) -> ErasurePlan:
    """What erasing these entities, and all that lies inside them, would take and leave."""
    projector = store.projector
    start = merged_with(store.connection, [projector.nodes.id_of(root) for root in roots])
    inside = start if identity_only else closure(store.connection, start, projector.inside)
    halves = ("identity",) if identity_only else HALVES
    held = {} if identity_only else held_elsewhere(store.connection, inside, projector.inside)
    leaves = [leaf for node in sorted(inside) for leaf in _leaves(store, node, halves)]
    forgotten = {} if identity_only else leaves_naming(store, {_uid(store, n) for n in inside})
    return ErasurePlan(
        entities=tuple((_uid(store, node), _type(store, node)) for node in sorted(inside)),
        halves=halves,
        leaves=(*leaves, *(leaf for found in forgotten.values() for leaf in found)),
        staying=tuple(
            (_uid(store, node), tuple(_uid(store, other) for other in others))
            for node, others in held.items()
            if others
        ),
        files=len(_files(store, inside)) if "identity" in halves else 0,
        forgetting=tuple((subject, len(found)) for subject, found in forgotten.items()),
    )


def request_statements(erasure: EntityId, plan: ErasurePlan) -> list[list[Statement]]:
    """What a request says, in portions that fit an entry each."""
    gone = {half: name for name, half in GONE.items()}
    named = [say(erasure, gone[half], uid) for uid, _ in plan.entities for half in plan.halves]
    said = named + [say(erasure, LEAF, leaf) for leaf in plan.leaves]
    return in_portions(said)


def late_statements(store: Store, erasure: EntityId) -> list[list[Statement]]:
    """What an approval adds to a request: leaves said of the same entities while it waited."""
    rows = store.connection.execute(
        "SELECT n.id, g.half FROM gone g JOIN node n ON n.uid = g.uid WHERE g.erasure=?", (erasure,)
    ).fetchall()
    named = _named_leaves(store, erasure)
    leaves = [leaf for node, half in rows for leaf in _leaves(store, node, (half,))]
    forgotten = leaves_naming(store, _gone(store, erasure, half="casework"))
    leaves += [leaf for found in forgotten.values() for leaf in found]
    leaves = [leaf for leaf in leaves if not _is_named(leaf, named)]
    said = [say(erasure, LEAF, leaf) for leaf in leaves]
    return in_portions(said)


def _is_named(leaf: StatementId, named: dict[EntryId, frozenset[int]]) -> bool:
    entry, index = split_statement_id(leaf)
    return index in named.get(entry, ())


def carry_out(
    store: Store, erasure: EntityId, member: EntityId, *, progress: Progress | None = None
) -> None:
    """Take an approved erasure to its end: redact, rotate, rewrite, drop the evidence files."""
    blobs = _doomed_files(store, erasure)
    drop_drafts_about(store, _gone(store, erasure))
    _rotate(store, member, erasure)
    leaves = _named_leaves(store, erasure)
    circles = frozenset(store.circle(half) for half in HALVES)
    unread = rewrite(store, Redaction(leaves=leaves, circles=circles), progress=progress)
    _forget_closed(store)
    for blob_id in blobs:
        drop_blob(store.home, blob_id)
    if not unread:
        # What an interrupted erasure left: files whose keys are gone with their statements.
        sweep_blobs(store.home, View(store).blobs())


def _rotate(store: Store, member: EntityId, erasure: EntityId) -> None:
    """New epochs for both circles; the keyring is safe on disk before the log speaks of them."""
    keyring = store.keys.keyring
    circles = [store.circle(half) for half in HALVES]
    device = store.roster.device_of(store.log.device)
    with ExitStack() as undo:
        undo.callback(_remember, keyring, dict(keyring.epochs), keyring.receive_identity)
        epochs = {circle: keyring.new_epoch(circle).id for circle in circles}
        receives = keyring.renew_receive_identity()
        store.keys.save(store.home)
        undo.pop_all()
    said = [say(EntityId(c), "roster.epoch", epoch.hex()) for c, epoch in epochs.items()]
    if device is not None:
        said.append(say(device.id, "roster.receives", receives))
    with store.change("rotate_epochs", member, about=erasure) as change:
        change.write_halves({"house": said})
    write_notes(store.connection, {"generation": keyring.generation})


def _remember(keyring: Keyring, epochs: dict[bytes, list[Epoch]], receives: str) -> None:
    """Go on with the keys that are on the disk: what is sealed under others opens never again."""
    keyring.epochs, keyring.receive_identity = epochs, receives


def _forget_closed(store: Store) -> None:
    """Destroy what a damaged wrap kept alive: one old key would open all that was ever kept."""
    keyring, destroyed = store.keys.keyring, 0
    for half in HALVES:
        circle = store.circle(half)
        destroyed += keyring.destroy_epochs(circle, keep=[keyring.current_epoch(circle).id])
    if destroyed:
        store.keys.save(store.home)
        write_notes(store.connection, {"generation": keyring.generation})


def _named_leaves(store: Store, erasure: EntityId) -> dict[EntryId, frozenset[int]]:
    rows = store.connection.execute("SELECT entry, idx FROM hidden WHERE erasure=?", (erasure,))
    found: dict[EntryId, set[int]] = {}
    for entry, index in rows:
        found.setdefault(EntryId(entry), set()).add(index)
    return {entry: frozenset(indexes) for entry, indexes in found.items()}


def _leaves(store: Store, node: int, halves: tuple[str, ...]) -> list[StatementId]:
    """Every statement about a node in these halves, standing or not."""
    rows = store.connection.execute(
        "SELECT h.data, e.id, e.circle FROM history h JOIN entry e ON e.eno = h.eno "
        "WHERE h.node=? ORDER BY h.eno",
        (node,),
    )
    return [
        statement_id(EntryId(entry), said.index)
        for data, entry, circle in rows
        if store.half_of(CircleId(circle)) in halves
        for said in store.projector.rows.decode(data)
    ]


def _files(store: Store, nodes: Iterable[int]) -> list[bytes]:
    """The evidence files that these nodes' statements name."""
    found = []
    for node in nodes:
        for leaf in store.connection.execute("SELECT data FROM history WHERE node=?", (node,)):
            found += [
                _blob_id(said)
                for said in store.projector.rows.decode(leaf[0])
                if said.property == "evidence.blob"
            ]
    return [blob_id for blob_id in found if blob_id is not None]


def leaves_naming(store: Store, uids: Collection[bytes]) -> dict[EntityId, list[StatementId]]:
    """What lists say of these entities that is erased with them, by the record that says it.

    Those are references whose property `forgets`; withdrawn ones count as well.
    """
    asked = {p.name for p in store.schema.properties.values() if p.forgets}
    found: dict[EntityId, list[StatementId]] = {}
    for kind in sorted({name.partition(".")[0] for name in asked}):
        rows = store.connection.execute(
            "SELECT n.uid, h.data, e.id FROM node n JOIN history h ON h.node = n.id "
            "JOIN entry e ON e.eno = h.eno WHERE n.type=? ORDER BY n.id, h.eno",
            (kind,),
        )
        for subject, data, entry in rows:
            named = [
                statement_id(EntryId(entry), said.index)
                for said in store.projector.rows.decode(data)
                if said.value in uids and said.property in asked
            ]
            if named:
                found.setdefault(EntityId(subject), []).extend(named)
    return found


def _gone(store: Store, erasure: EntityId, *, half: str | None = None) -> frozenset[bytes]:
    """The entities of which an erasure takes one half or both, or just this one."""
    sql = "SELECT DISTINCT uid FROM gone WHERE erasure=? AND (? IS NULL OR half=?)"
    return frozenset(row[0] for row in store.connection.execute(sql, (erasure, half, half)))


def _doomed_files(store: Store, erasure: EntityId) -> list[bytes]:
    sql = (
        "SELECT n.id FROM gone g JOIN node n ON n.uid = g.uid "
        "WHERE g.erasure=? AND g.half='identity'"
    )
    return _files(store, [row[0] for row in store.connection.execute(sql, (erasure,))])


def _blob_id(said: Said) -> bytes | None:
    try:
        return read_blob(str(said.value)).id
    except BlobError:
        return None


def _uid(store: Store, node: int) -> EntityId:
    row = store.connection.execute("SELECT uid FROM node WHERE id=?", (node,)).fetchone()
    return EntityId(row[0])


def _type(store: Store, node: int) -> str:
    row = store.connection.execute("SELECT type FROM node WHERE id=?", (node,)).fetchone()
    return str(row[0] or "")

"""Writing the vault file anew beside the old one, under a new key, and taking its place.

Rebuilding and erasing are the same act: every entry is read from the log, kept as it is or sealed
again without its erased leaves, and projected into fresh tables. Nothing of the old file stays.
A crash leaves the old file or the new one; `opening` settles which.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field

from kuager.model.entry import KIND_STATEMENTS, EntryError, read_stub
from kuager.model.payload import Payload, redact
from kuager.model.roster import tells_of_roster
from kuager.model.statement import CircleId, EntryId, StatementError
from kuager.store.database import Connection, connect, create_tables, loosen
from kuager.store.drafts import carry_drafts
from kuager.store.layout import layouts
from kuager.store.log import Kept
from kuager.store.opening import drop_unused_epochs, sweep_beside, write_notes
from kuager.store.projection import Arrival, Projector
from kuager.store.sealing import Sealed, rewrap, salt_list, seal_payload
from kuager.store.store import Store, paused_collector
from kuager.vault.files import publish
from kuager.vault.platform import flush_directory, flush_file

_FLUSH_EVERY = 8
"""Entries; never between the two halves of one change, so that new entities stay new."""
_COMMIT_EVERY = 256

Progress = Callable[[int, int], None]
"""(done, of how many) entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """Which leaves go, and which circles have their content keys wrapped anew."""

    leaves: Mapping[EntryId, frozenset[int]] = field(default_factory=dict)
    circles: frozenset[CircleId] = frozenset()


def rewrite(
    store: Store, redaction: Redaction | None = None, *, progress: Progress | None = None
) -> int:
    """Write the vault anew and swap it in; the store goes on with the new file.

    Returns how many bodies could not be read; they are carried over as they are.
    """
    plan = redaction or Redaction()
    keyring = store.keys.keyring
    keyring.next_database_key = secrets.token_bytes(32)
    store.keys.save(store.home)
    sweep_beside(store.home)
    target = connect(store.home.database_beside, keyring.next_database_key, create=True)
    with ExitStack() as undo:
        undo.callback(_give_up, store, target)
        loosen(target)
        create_tables(target, [layout.ddl for layout in layouts(store.schema).values()])
        with paused_collector():
            unread = _Copier(store, target, plan).run(progress)
        _finish_file(store, target)
        undo.pop_all()
    _swap(store)
    return unread


def _give_up(store: Store, target: Connection) -> None:
    """Stay with the old file and its key."""
    target.close()
    sweep_beside(store.home)
    store.keys.keyring.next_database_key = None


class _Copier:
    """Carries every entry over and projects it."""

    def __init__(self, store: Store, target: Connection, plan: Redaction) -> None:
        self.store, self.target, self.plan = store, target, plan
        self.projector = Projector(target, store.schema, store.half_of)
        self.held, self.change, self.unread = 0, b"", 0

    def run(self, progress: Progress | None) -> int:
        """Copy all entries, committing now and then to bound the memory used.

        Returns how many of their bodies could not be read.
        """
        total = self.store.log.count
        self.target.execute("BEGIN IMMEDIATE")
        notes = self.store.connection.execute("SELECT key, value FROM meta").fetchall()
        write_notes(self.target, dict(notes))
        carry_drafts(self.store.connection, self.target)
        for done, kept in enumerate(self.store.log.entries(), 1):
            self._carry(kept)
            if done % _COMMIT_EVERY == 0:
                self.projector.flush()
                self.target.execute("COMMIT")
                self.target.execute("BEGIN IMMEDIATE")
            if progress is not None:
                progress(done, total)
        self.projector.flush()
        self.target.execute(f"PRAGMA user_version={total & 0x7FFFFFFF}")
        self.target.execute("COMMIT")
        return self.unread

    def _carry(self, kept: Kept) -> None:
        stub, entry, _ = read_stub(kept.stub)
        payload, sealed = self._read(kept), kept.sealed
        if sealed is not None:
            payload, sealed = self._resealed(entry, stub.circle, payload, sealed)
        run = self.target.execute
        run(
            "INSERT INTO entry(eno, id, device, seq, depth, circle, stub) VALUES(?,?,?,?,?,?,?)",
            (kept.eno, entry, stub.device, stub.seq, stub.depth, stub.circle, kept.stub),
        )
        if sealed is not None:
            run("INSERT INTO body(eno, data) VALUES(?,?)", (kept.eno, sealed.body))
            run("INSERT INTO wrap(eno, data) VALUES(?,?)", (kept.eno, sealed.wrap))
        if payload is None or stub.kind != KIND_STATEMENTS:
            return
        if self.held >= _FLUSH_EVERY and payload.change != self.change:
            self.projector.flush()
            self.held = 0
        self.held, self.change = self.held + 1, payload.change
        half = self.store.half_of(stub.circle)
        if half == "house" and tells_of_roster(payload.statements.values()):
            run("INSERT INTO roster(eno) VALUES(?)", (kept.eno,))
        self.projector.take(
            Arrival(
                eno=kept.eno,
                entry=entry,
                depth=stub.depth,
                time=stub.time,
                circle=stub.circle,
                half=half,
                change=payload.change,
                statements=payload.statements,
            )
        )

    def _read(self, kept: Kept) -> Payload | None:
        try:
            payload = self.store.log.open(kept)
        except (EntryError, StatementError):
            payload = None
        self.unread += payload is None
        return payload

    def _resealed(
        self, entry: EntryId, circle: CircleId, payload: Payload | None, sealed: Sealed
    ) -> tuple[Payload | None, Sealed]:
        """The payload without its erased leaves, or the same body under the circle's new epoch."""
        keyring, epoch_of = self.store.keys.keyring, self.store.keys.epochs_of(circle)
        going = self.plan.leaves.get(entry, frozenset())
        if payload is not None and going & payload.statements.keys():
            left = redact(payload, going, salt_list)
            return left, seal_payload(entry, left, keyring.current_epoch(circle))
        if circle in self.plan.circles:
            with suppress(EntryError):  # of a wrap that does not open nothing can be wrapped anew
                wrap = rewrap(entry, sealed, epoch_of, keyring.current_epoch(circle))
                return payload, Sealed(body=sealed.body, wrap=wrap)
        return payload, sealed


def _finish_file(store: Store, target: Connection) -> None:
    target.close()
    with store.home.database_beside.open("rb+") as file:
        flush_file(file.fileno())


def _swap(store: Store) -> None:
    """Put the new file in the old one's place, then forget the old keys."""
    keyring = store.keys.keyring
    # A write-ahead log of the old file must never be found beside the new one.
    store.connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    store.connection.close()
    flush_directory(store.home.folder)
    publish(store.home.database_beside, store.home.database)
    sweep_beside(store.home)
    if keyring.next_database_key is not None:
        keyring.database_key = keyring.next_database_key
    keyring.next_database_key = None
    connection = connect(store.home.database, keyring.database_key)
    drop_unused_epochs(connection, store.keys)
    store.keys.save(store.home)
    write_notes(connection, {"generation": keyring.generation})
    store.rebind(connection)

"""Founding a vault and opening one: every check that stands before the first read.

Founding happens in a folder beside and is renamed into place, so a half-made vault never stands
under a vault's name. Opening never writes over what it cannot read.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kuager import N_, KuagerError
from kuager.model.entry import organisation_id
from kuager.model.roster import Device, Roster, founding_statements
from kuager.model.schema import Schema
from kuager.model.statement import CircleId, EntityId, Statement
from kuager.store.database import (
    FILE,
    STORE_FORMAT,
    Connection,
    DatabaseError,
    UnreadableDatabaseError,
    connect,
    create_local_tables,
    create_tables,
)
from kuager.store.home import Home, Keys, VaultExistsError
from kuager.store.layout import layout_digest, layouts
from kuager.store.log import Log
from kuager.store.projection import Projector
from kuager.store.store import Clock, Randomness, Store, wall_clock
from kuager.vault.files import publish, sweep_unfinished, write_replacing
from kuager.vault.keyring import Keyring
from kuager.vault.keys import Vmk
from kuager.vault.mark import Mark, MarkFile
from kuager.vault.platform import FileLock, lock_file
from kuager.vault.sign import device_key

_BESIDE = ".kuager-new"


class OldVaultError(KuagerError):
    """The vault file is older than the mark says: an old copy was put back."""

    code = "old-vault"
    exit_code = 4
    text = N_(
        "The vault file is older than it was when Kuager last closed it: {have} entries, and "
        "{want} were here before. Nothing was changed. Someone may have put an old copy back; "
        "look for the newest backup, or ask a colleague."
    )


class OldKeyringError(KuagerError):
    """The keyring is older than the vault file says."""

    code = "old-keyring"
    exit_code = 4
    text = N_(
        "The keyring file is older than the vault: an old copy was put back. Nothing was changed. "
        "Put the newest keyring from your backup in its place."
    )


class NewerStoreError(KuagerError):
    """The vault was written by a newer version."""

    code = "newer-vault"
    exit_code = 4
    text = N_(
        "This vault was made with a newer version of Kuager. Nothing was changed. Please update."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Founder:
    """Who founds the house: the member's first statements, said in the founding entry."""

    member: EntityId
    statements: tuple[Statement, ...] = ()
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What a new vault is made of."""

    slots: bytes
    vmk: Vmk
    founder: Founder


def found_store(
    home: Home,
    founding: Founding,
    schema: Schema,
    *,
    clock: Clock = wall_clock,
    randomness: Randomness = os.urandom,
) -> Store:
    """Make a new vault and open it. Raises VaultExistsError if something is there."""
    beside = prepare_beside(home)
    keys = Keys(founding.vmk, Keyring.fresh(founding.vmk.vault_id))
    _write_house(beside, keys, founding, schema, clock=clock, randomness=randomness)
    put_in_place(beside, home, founding.slots)
    return open_store(home, keys, schema, clock=clock, randomness=randomness)


def prepare_beside(home: Home) -> Home:
    """An empty folder beside, in which a new vault is made. Raises VaultExistsError."""
    if home.folder.exists() and any(home.folder.iterdir()):
        raise VaultExistsError(folder=str(home.folder))
    beside = Home(home.folder.with_name(home.folder.name + _BESIDE))
    remove_folder(beside.folder)
    beside.prepare()
    return beside


def put_in_place(beside: Home, home: Home, slots: bytes) -> None:
    """Give a finished vault its slots, and its place."""
    write_replacing(beside.slots, slots)
    with suppress(FileNotFoundError):
        home.folder.rmdir()
    publish(beside.folder, home.folder)


def start_house(
    home: Home, keys: Keys, schema: Schema, organisation: bytes, notes: Mapping[str, object]
) -> Connection:
    """The keyring, an empty database with its notes, and a first mark."""
    keys.save(home)
    connection = connect(home.database, keys.keyring.database_key, create=True)
    create_tables(connection, [layout.ddl for layout in layouts(schema).values()])
    common = {
        "format": STORE_FORMAT,
        "organisation": organisation,
        "vault": keys.vault_id,
        "layout": layout_digest(layouts(schema)),
        "generation": keys.keyring.generation,
    }
    write_notes(connection, common | dict(notes))
    MarkFile.create(home.mark, keys.vmk.mark_key(), keys.vault_id).close()
    return connection


def _write_house(
    home: Home,
    keys: Keys,
    founding: Founding,
    schema: Schema,
    *,
    clock: Clock,
    randomness: Randomness,
) -> None:
    """The database with its founding entry, the keyring and the first mark."""
    circles = [CircleId(randomness(16)) for _ in range(3)]
    epochs = {circle: keys.keyring.new_epoch(circle).id for circle in circles}
    nonce = randomness(32)
    public = device_key(keys.keyring.signing_seed)
    organisation = organisation_id(public, nonce)
    member = founding.founder.member
    device = Device(
        id=EntityId(randomness(16)),
        key=public,
        member=member,
        receives=keys.keyring.receive_recipient(),
    )
    said = founding_statements(
        house=circles[0], pair=(circles[1], circles[2]), device=device, nonce=nonce, epochs=epochs
    )
    notes = {"practice": int(founding.founder.practice)}
    connection = start_house(home, keys, schema, organisation, notes)
    store = assemble(home, keys, schema, connection, clock=clock, randomness=randomness)
    store.adopt(Roster.empty().with_statements(said))
    with store.change("found_house", member) as change:
        change.write_halves({"house": [*said, *founding.founder.statements]})
    store.write_mark()
    store.close()


def open_store(
    home: Home,
    keys: Keys,
    schema: Schema,
    *,
    clock: Clock = wall_clock,
    randomness: Randomness = os.urandom,
) -> Store:
    """Open a vault with its keys. Raises the error that says what is wrong; never repairs over."""
    with _refusing_damage(home), ExitStack() as undo:
        lock = undo.enter_context(lock_file(home.lock))
        undo.enter_context(_damage_told())
        connection = _connect_settled(home, keys)
        undo.callback(connection.close)
        _check_notes(connection, keys)
        store = assemble(
            home, keys, schema, connection, clock=clock, randomness=randomness, lock=lock
        )
        undo.enter_context(store.mark)
        _check_mark(store)
        create_local_tables(connection)
        sweep_unfinished(home.folder)
        undo.pop_all()
    return store


@contextmanager
def _refusing_damage(home: Home) -> Iterator[None]:
    """A file that opens with its key and is damaged further in is unreadable all the same."""
    try:
        yield
    except DatabaseError as error:
        raise UnreadableDatabaseError(file=home.database.name) from error


@contextmanager
def _damage_told() -> Iterator[None]:
    """A page that does not open, or tables that do not fit each other, told as what they are."""
    try:
        yield
    except (DatabaseError, KeyError) as error:
        raise UnreadableDatabaseError(file=FILE) from error


def write_notes(connection: Connection, notes: Mapping[str, object]) -> None:
    """Put facts about the vault itself into `meta`."""
    connection.executemany("INSERT OR REPLACE INTO meta(key, value) VALUES(?,?)", notes.items())


def read_note(connection: Connection, key: str) -> object:
    """One fact about the vault itself; None if it was never noted."""
    row = connection.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    return None if row is None else row[0]


def assemble(
    home: Home,
    keys: Keys,
    schema: Schema,
    connection: Connection,
    *,
    clock: Clock = wall_clock,
    randomness: Randomness = os.urandom,
    lock: FileLock | None = None,
) -> Store:
    """A store around an open database."""
    organisation = read_note(connection, "organisation")
    if not isinstance(organisation, bytes):
        raise UnreadableDatabaseError(file=FILE)
    log = Log(connection, keys, organisation)
    roster = log.read_roster()
    projector = Projector(connection, schema, lambda circle: roster.kind_of(CircleId(circle)) or "")
    store = Store(
        home=home,
        keys=keys,
        connection=connection,
        lock=lock or lock_file(home.lock),
        mark=MarkFile.open(home.mark, keys.vmk.mark_key(), keys.vault_id),
        schema=schema,
        log=log,
        projector=projector,
        roster=roster,
        clock=clock,
        randomness=randomness,
    )
    projector.half_of = store.half_of
    return store


def _connect_settled(home: Home, keys: Keys) -> Connection:
    """Connect, after settling a rewrite that a crash interrupted: the old file or the new one."""
    if keys.keyring.next_database_key is None:
        return connect(home.database, keys.keyring.database_key)
    try:
        connection = connect(home.database, keys.keyring.database_key)
    except UnreadableDatabaseError:
        connection = connect(home.database, keys.keyring.next_database_key)
        keys.keyring.database_key = keys.keyring.next_database_key
    keys.keyring.next_database_key = None
    sweep_beside(home)
    drop_unused_epochs(connection, keys)
    keys.save(home)
    write_notes(connection, {"generation": keys.keyring.generation})
    return connection


def sweep_beside(home: Home) -> None:
    """Remove what an interrupted rewrite left."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{home.database_beside}{suffix}").unlink()


def drop_unused_epochs(connection: Connection, keys: Keys) -> int:
    """Destroy every closed epoch key under which nothing is wrapped any more; returns how many."""
    rows = connection.execute("SELECT DISTINCT substr(data, 17, 16) FROM wrap")
    used = {row[0] for row in rows}
    destroyed = 0
    for circle, epochs in list(keys.keyring.epochs.items()):
        keep = [e.id for e in epochs if e.id in used or not e.closed]
        destroyed += keys.keyring.destroy_epochs(circle, keep=keep)
    return destroyed


def _check_notes(connection: Connection, keys: Keys) -> None:
    try:
        version = read_note(connection, "format")
        generation = read_note(connection, "generation")
        vault = read_note(connection, "vault")
    except DatabaseError as error:
        raise UnreadableDatabaseError(file=FILE) from error
    if not isinstance(version, int) or not isinstance(generation, int) or vault != keys.vault_id:
        raise UnreadableDatabaseError(file=FILE)
    if version > STORE_FORMAT:
        raise NewerStoreError
    if keys.keyring.generation < generation:
        raise OldKeyringError
    if keys.keyring.generation > generation:  # a crash between the keyring and its note
        write_notes(connection, {"generation": keys.keyring.generation})


def _check_mark(store: Store) -> None:
    """The chain must have come at least as far as the mark says, along the same entries."""
    mark = store.mark.read() or Mark(0, bytes(32), 0)
    if not store.mark.both_open():
        store.notices.append("mark-was-not-whole")
    row = store.connection.execute(
        "SELECT id FROM entry WHERE device=? AND seq=?", (store.log.device, mark.seq)
    ).fetchone()
    known = mark.seq == 0 or (row is not None and row[0] == mark.entry_id)
    if not known or store.log.count < mark.entry_count:
        raise OldVaultError(have=store.log.count, want=mark.entry_count)
    while store.log.head.seq > mark.seq or not store.mark.both_sound():
        store.write_mark()
        mark = store.mark.read() or mark


def remove_folder(folder: Path) -> None:
    """Remove a vault that was never finished; it was never anybody's."""
    if not folder.exists():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()

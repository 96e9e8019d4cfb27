"""A sealed copy of a vault under a database key of its own, proven by opening it.

The copy's keyring may be laid apart: without it the copy opens for nobody, so replacing that one
small file after an erasure is enough to make the copy forget with us.
"""

import secrets
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

from kuager.store.blobs import blob_path, kept_blobs
from kuager.store.database import connect
from kuager.store.home import Home, Keys, VaultExistsError
from kuager.store.opening import open_store, prepare_beside, remove_folder, write_notes
from kuager.store.store import Store
from kuager.store.verify import Verified, verify
from kuager.vault.files import create_private, publish, write_replacing
from kuager.vault.mark import Mark, MarkFile
from kuager.vault.platform import flush_directory, flush_file

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """Where the copy lies, where its keyring lies, and what proving it found."""

    folder: Path
    keyring: Path
    proof: Verified


def back_up(store: Store, folder: Path, *, keys_to: Path | None = None) -> BackedUp:
    """Copy the vault into an empty folder, prove the copy, and lay its keyring apart if asked.

    Raises VaultExistsError if there is something in the folder, or a keyring of that name apart.
    """
    refuse_taken_place(folder, keys_to)
    beside = prepare_beside(Home(folder))
    ring = store.keys.keyring
    copied = replace(
        ring,
        database_key=secrets.token_bytes(32),
        next_database_key=None,
        epochs={circle: list(epochs) for circle, epochs in ring.epochs.items()},
    )
    keys = Keys(store.keys.vmk, copied)
    with ExitStack() as undo:
        undo.callback(remove_folder, beside.folder)
        _copy(store, beside, keys)
        if folder.exists():
            folder.rmdir()
        publish(beside.folder, folder)
        undo.pop_all()
    proof = _prove(store, Home(folder), keys)
    return BackedUp(folder=folder, keyring=_lay_apart(Home(folder), keys_to), proof=proof)


def refuse_taken_place(folder: Path, keys_to: Path | None) -> None:
    """Raise VaultExistsError unless a copy may be laid there, and its keyring apart."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExistsError(folder=str(folder))
    if keys_to is not None and _apart(folder, keys_to).exists():
        raise VaultExistsError(folder=str(_apart(folder, keys_to)))


def _apart(folder: Path, keys_to: Path) -> Path:
    return keys_to / f"{folder.name}.keyring"


def _copy(store: Store, home: Home, keys: Keys) -> None:
    keys.save(home)
    target = connect(home.database, keys.keyring.database_key, create=True)
    with closing(target):
        store.connection.backup(target)
        write_notes(target, {"generation": keys.keyring.generation})
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for blob_id in kept_blobs(store.home):
        _copy_file(blob_path(store.home, blob_id), blob_path(home, blob_id))
    flush_directory(home.blobs)
    with MarkFile.create(home.mark, keys.vmk.mark_key(), keys.vault_id) as mark:
        for _ in range(2):
            mark.write(Mark(store.log.head.seq, store.log.head.id, store.log.count))
    write_replacing(home.slots, store.home.slots.read_bytes())


def _copy_file(source: Path, target: Path) -> None:
    """Copy a sealed file; it stays sealed."""
    with source.open("rb") as reader, create_private(target) as writer:
        while chunk := reader.read(_CHUNK):
            writer.write(chunk)
        writer.flush()
        flush_file(writer.fileno())


def _prove(store: Store, home: Home, keys: Keys) -> Verified:
    """Open the copy as its owner would and verify all of it."""
    copy = open_store(home, keys, store.schema, clock=store.clock)
    try:
        return verify(copy)
    finally:
        copy.close()


def _lay_apart(home: Home, keys_to: Path | None) -> Path:
    if keys_to is None:
        return home.keyring
    place = _apart(home.folder, keys_to)
    write_replacing(place, home.keyring.read_bytes())
    home.keyring.unlink()
    return place

"""Drafts: what somebody typed into a form and did not save yet, kept inside the sealed file.

They are this machine's alone: not in the log, not signed, not proved by `verify`. Writing the vault
anew carries them over; an erasure drops those that are about what it takes.
"""

from collections.abc import Collection
from typing import NamedTuple

import msgspec

from kuager.store.database import Connection, DatabaseError
from kuager.store.store import StorageFailedError, Store

_ID_BYTES = 16
_COLUMNS = "key, page, kept, about, fields"

FieldPairs = tuple[tuple[str, str], ...]


class Draft(NamedTuple):
    """An unsaved form: its key, its page, when it was kept, the records it is about, its fields."""

    key: str
    page: str
    kept: int
    about: tuple[bytes, ...]
    fields: FieldPairs


def put_draft(store: Store, draft: Draft) -> None:
    """Keep a draft, in place of the earlier one of this key. Raises StorageFailedError."""
    row = (
        draft.key,
        draft.page,
        draft.kept,
        b"".join(sorted(draft.about)),
        msgspec.msgpack.encode(draft.fields),
    )
    _write(store, f"INSERT OR REPLACE INTO draft({_COLUMNS}) VALUES(?,?,?,?,?)", row)


def read_drafts(store: Store) -> list[Draft]:
    """Every draft, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM draft ORDER BY kept DESC, key"
    return [_draft(row) for row in store.connection.execute(sql).fetchall()]


def drop_drafts(store: Store, keys: Collection[str]) -> None:
    """Forget these drafts; their bytes are overwritten. Raises StorageFailedError."""
    for key in keys:
        _write(store, "DELETE FROM draft WHERE key=?", (key,))


def drop_drafts_about(store: Store, entities: Collection[bytes]) -> None:
    """Forget every draft that is about one of these entities."""
    drop_drafts(store, [d.key for d in read_drafts(store) if not set(entities).isdisjoint(d.about)])


def carry_drafts(old: Connection, new: Connection) -> None:
    """Copy the drafts of one vault file into another."""
    rows = old.execute(f"SELECT {_COLUMNS} FROM draft").fetchall()
    new.executemany(f"INSERT INTO draft({_COLUMNS}) VALUES(?,?,?,?,?)", rows)


def _write(store: Store, sql: str, row: tuple[object, ...]) -> None:
    store.demand_writable()
    try:
        store.connection.execute(sql, row)
    except DatabaseError as error:
        store.stop_writing()
        raise StorageFailedError from error


def _draft(row: tuple[str, str, int, bytes, bytes]) -> Draft:
    key, page, kept, about, fields = row
    ids = tuple(about[at : at + _ID_BYTES] for at in range(0, len(about), _ID_BYTES))
    return Draft(key, page, kept, ids, msgspec.msgpack.decode(fields, type=FieldPairs))

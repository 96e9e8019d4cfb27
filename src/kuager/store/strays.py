"""What crashes leave in a vault's folder, and removing it without ever removing what is said.

A sealed file that no statement names was sealed just before a crash, or its erasing was interrupted
just after. The tables say which are named; before one is removed, the log itself is asked.
"""

from kuager.model.entry import EntryError
from kuager.model.statement import StatementError
from kuager.store.blobs import BlobError, kept_blobs, read_blob, sweep_blobs
from kuager.store.store import Store
from kuager.store.view import View

BLOB = "evidence.blob"


def sweep_strays(store: Store) -> int:
    """Remove sealed files that nothing names any more; returns how many.

    None is removed while an entry of the log cannot be read: it might name it.
    """
    named = set(View(store).blobs())
    if named.issuperset(kept_blobs(store.home)):
        return sweep_blobs(store.home, named)
    try:
        named |= _named_in_log(store)
    except (EntryError, StatementError):
        return 0
    return sweep_blobs(store.home, named)


def _named_in_log(store: Store) -> set[bytes]:
    """The sealed files that any statement of the log names. Raises if an entry does not open."""
    found = set()
    for kept in store.log.entries():
        payload = store.log.open(kept)
        if payload is None:
            raise EntryError(reason="body-missing")
        values = [s.value for s in payload.statements.values() if s.property == BLOB]
        found |= {blob for value in values if (blob := _blob_of(value)) is not None}
    return found


def _blob_of(value: object) -> bytes | None:
    try:
        return read_blob(str(value)).id
    except BlobError:
        return None

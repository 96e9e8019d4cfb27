"""An open vault: the database, the keys, the roster, the projection and the mark, held together.

`change()` is the only way to write: it opens one transaction, takes statements, and when it ends
well, everything said in it is sealed, signed, durable and visible at once.
"""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

from kuager import N_, KuagerError
from kuager.model.roster import Roster
from kuager.model.schema import Schema
from kuager.model.statement import CircleId, EntityId
from kuager.store.change import Change
from kuager.store.database import Connection, DatabaseError
from kuager.store.home import Home, Keys
from kuager.store.log import Log
from kuager.store.projection import Projector
from kuager.vault.mark import Mark, MarkFile
from kuager.vault.platform import FileLock

if TYPE_CHECKING:
    from kuager.store.listing import Listing

Clock = Callable[[], int]
"""Milliseconds since 1970, UTC."""
Randomness = Callable[[int], bytes]


class StorageFailedError(KuagerError):
    """The disk did not take a write; after that nothing more is written until a restart."""

    code = "storage-failed"
    exit_code = 6
    text = N_(
        "The disk did not accept the change, so it was not saved. What was saved before is safe. "
        "Check that there is free space and that the disk is connected, then open the vault again."
    )


def wall_clock() -> int:
    """The machine's clock in milliseconds; a claim, never used for order."""
    return time.time_ns() // 1_000_000


@contextmanager
def paused_collector() -> Iterator[None]:
    """No cycle collection for a while: an import makes millions of objects and no cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class Store:
    """One vault, open in this process and in no other."""

    home: Home
    keys: Keys
    connection: Connection
    lock: FileLock
    mark: MarkFile
    schema: Schema
    log: Log
    projector: Projector
    roster: Roster
    clock: Clock = wall_clock
    randomness: Randomness = os.urandom
    notices: list[str] = field(default_factory=list)
    listings: "dict[str, Listing]" = field(default_factory=dict, repr=False)
    agenda: dict[str, object] = field(default_factory=dict, repr=False)
    _failed: bool = False

    @property
    def organisation(self) -> bytes:
        """The 32-byte id of the organisation."""
        return self.log.organisation

    def circle(self, half: str) -> CircleId:
        """The circle that holds this half: house, casework or identity."""
        return self.roster.circle_of(half)  # type: ignore[arg-type]

    def half_of(self, circle: bytes) -> str:
        """The half that a circle holds; empty if the roster does not know the circle."""
        return self.roster.kind_of(CircleId(circle)) or ""

    def new_id(self) -> EntityId:
        """A fresh entity id."""
        return EntityId(self.randomness(16))

    @contextmanager
    def change(
        self, verb: str, member: EntityId, *, about: EntityId | None = None
    ) -> Iterator[Change]:
        """One change: everything written in it is saved together or not at all.

        `about` names the import or erasure that the change belongs to. Raises StorageFailedError
        when the disk does not take it.
        """
        self.demand_writable()
        change = Change(self, verb, member, about)
        with ExitStack() as undo:
            undo.push(self._undo)
            self.connection.execute("BEGIN IMMEDIATE")
            with paused_collector():
                yield change
                change.finish()
            self._note_state()
            self.connection.execute("COMMIT")
            undo.pop_all()
        self.write_mark()

    def demand_writable(self) -> None:
        """Raise StorageFailedError if the disk did not take a write since the vault was opened."""
        if self._failed:
            raise StorageFailedError

    def stop_writing(self) -> None:
        """The disk did not take a write: none is tried again until the vault is opened anew."""
        self._failed = True

    def write_mark(self) -> None:
        """Say in the mark how far the log has come; the next open makes good one left behind."""
        head = self.log.head
        try:
            self.mark.write(Mark(head.seq, head.id, self.log.count))
        except OSError:
            self.notices.append("mark-not-written")

    def adopt(self, roster: Roster) -> None:
        """Take the roster that the newest house entry made."""
        self.roster = roster

    def close(self) -> None:
        """Let go of everything; the write-ahead log is folded into the file first."""
        try:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except DatabaseError:
            self._failed = True
        self.connection.close()
        self.mark.close()
        self.lock.close()

    def reload(self) -> None:
        """Read again from the database what is kept in memory."""
        self.log.reload()
        self.roster = self.log.read_roster()
        self.projector = Projector(self.connection, self.schema, self.half_of)

    def rebind(self, connection: Connection) -> None:
        """Go on with another connection, after the file was written anew."""
        self.connection = connection
        self.log.connection = connection
        self.reload()

    def _note_state(self) -> None:
        """Page 1 changes with every commit, so that an old one put back is seen."""
        self.connection.execute(f"PRAGMA user_version={self.log.count & 0x7FFFFFFF}")

    def _undo(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Take the open transaction back, in the file and in memory."""
        self._failed = isinstance(error, DatabaseError)
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        if self._failed:
            raise StorageFailedError from error
        self.reload()

"""Taking a whole export in again: every entry proved, sealed under new keys, on a new device.

The history stays signed by those who signed it. The new device was admitted by nobody; it is
trusted on this machine alone (`Roster.restored`) and says so in its first entry.
"""

import os
from collections.abc import Iterator

from kuager import N_, KuagerError
from kuager.model.chain import Seen, check_author, check_founding, check_place
from kuager.model.entry import EntryError, Stub, read_stub
from kuager.model.payload import Payload, check_root, decode_payload
from kuager.model.roster import Roster, tells_of_roster
from kuager.model.schema import Schema
from kuager.model.statement import (
    CircleId,
    EntityId,
    EntryId,
    Statement,
    StatementError,
    say,
)
from kuager.store.blobs import Blob, blob_path, kept_blobs, reseal_blob
from kuager.store.database import Connection
from kuager.store.home import Home, Keys
from kuager.store.log import Log
from kuager.store.opening import assemble, remove_folder, start_house, write_notes
from kuager.store.projection import Arrival, Projector
from kuager.store.sealing import salt_list, seal_payload
from kuager.store.verify import erased_leaves
from kuager.store.view import named_blobs
from kuager.vault.keys import Epoch
from kuager.vault.sign import device_key, verify_entry
from kuager.vault.stream import Source

_FLUSH_EVERY = 8
_NOT_TAKEN = {"waiting": "parent-missing", "kept-unapplied": "unknown-kind"}


class UnsoundExportError(KuagerError):
    """Something in the export is not what its signatures say."""

    code = "export-unsound"
    exit_code = 4
    text = N_("The export is damaged or was changed ({reason}, entry {number}). Nothing was made.")


class Restoring:
    """Builds a vault from entries, in a folder beside; the caller puts it in place."""

    def __init__(self, home: Home, keys: Keys, schema: Schema, *, practice: bool) -> None:
        """An empty house that waits for its founding entry."""
        self.home, self.keys, self.schema = home, keys, schema
        self.practice = practice
        self.device = device_key(keys.keyring.signing_seed)
        self.roster = Roster.empty({self.device})
        self.seen = Seen()
        self.taken = self.held = 0
        self._change = b""
        self._lacking: dict[EntryId, frozenset[int]] = {}
        self._named: dict[bytes, Blob] | None = None
        self._connection: Connection | None = None

    def take(self, signed: bytes, body: bytes | None) -> None:
        """Prove one entry and keep it; raises UnsoundExportError with the reason."""
        if body is None:
            raise self._unsound("body-missing")
        try:
            self._take(signed, body)
        except (EntryError, StatementError) as error:
            raise self._unsound(str(error.facts.get("reason"))) from error

    def take_file(self, blob_id: bytes, content: Source) -> None:
        """Seal an evidence file again under the key that its own statement holds."""
        connection = self.connection
        if self._named is None:
            self.projector.flush()
            self._named = named_blobs(connection, self.projector)
        blob = self._named.get(blob_id)
        if blob is None:
            raise self._unsound("file-without-record")
        if not blob_path(self.home, blob_id).exists():
            reseal_blob(self.home, blob, content)

    def finish(self) -> None:
        """Say who took the house over, write the mark, and let go of the files."""
        connection = self.connection
        self.projector.flush()
        self._check_whole()
        restored = b"".join(sorted(self.roster.restored))
        write_notes(connection, {"practice": int(self.practice), "restored": restored})
        connection.execute("COMMIT")
        store = assemble(self.home, self.keys, self.schema, self.connection)
        device = EntityId(os.urandom(16))
        said = [
            say(device, "roster.device_key", self.device.hex()),
            say(device, "roster.member", self._member()),
            say(device, "roster.receives", self.keys.keyring.receive_recipient()),
            *self._epochs(),
        ]
        self.keys.save(self.home)
        write_notes(self.connection, {"generation": self.keys.keyring.generation})
        with store.change("restore_house", self._member()) as change:
            change.write_halves({"house": said})
        store.write_mark()
        store.close()

    def abandon(self) -> None:
        """Leave nothing behind: what was not finished was never anybody's vault."""
        if self._connection is not None:
            self._connection.close()
        remove_folder(self.home.folder)

    def _check_whole(self) -> None:
        """Nobody censored a leaf, nobody brought one back, and every evidence file is there."""
        may = erased_leaves(self.connection, "approved_on")
        must = erased_leaves(self.connection, "done_on")
        none: frozenset[int] = frozenset()
        for entry in self._lacking.keys() | must.keys():
            lacking = self._lacking.get(EntryId(entry), none)
            if lacking - may.get(entry, none):
                raise self._unsound("leaf-censored")
            if must.get(entry, none) - lacking:
                raise self._unsound("erased-leaf-resurrected")
        kept = set(kept_blobs(self.home))
        if named_blobs(self.connection, self.projector).keys() - kept:
            raise self._unsound("file-missing")

    def _unsound(self, reason: str) -> UnsoundExportError:
        return UnsoundExportError(reason=reason, number=self.taken + 1)

    @property
    def connection(self) -> Connection:
        """The database being filled."""
        if self._connection is None:
            raise UnsoundExportError(reason="no-entries", number=0)
        return self._connection

    def _take(self, signed: bytes, body: bytes) -> None:
        stub, entry = self._read(signed)
        payload = decode_payload(body, stub.count)
        check_root(payload, stub.root, salt_list)
        if payload.hidden:
            self._lacking[entry] = frozenset(payload.hidden)
        is_roster = self._admit(stub, payload)
        if payload.change != self._change and self.held >= _FLUSH_EVERY:
            self.projector.flush()
            self.held = 0
        sealed = seal_payload(entry, payload, self._epoch(stub.circle))
        number = self.log.keep_foreign(stub, entry, signed, sealed)
        if is_roster:
            self.connection.execute("INSERT INTO roster(eno) VALUES(?)", (number,))
        self.seen.add(stub, entry)
        self.projector.take(
            Arrival(
                eno=number,
                entry=entry,
                depth=stub.depth,
                time=stub.time,
                circle=stub.circle,
                half=self.roster.kind_of(stub.circle) or "",
                change=payload.change,
                statements=payload.statements,
            )
        )
        self.taken, self.held, self._change = self.taken + 1, self.held + 1, payload.change

    def _read(self, signed: bytes) -> tuple[Stub, EntryId]:
        """A stub whose signature and place in its chain are right."""
        stub, entry, signature = read_stub(signed)
        if self._connection is None:
            self._start(stub.organisation)
        if not verify_entry(stub.device, entry, signature):
            raise EntryError(reason="bad-signature")
        verdict = check_place(stub, entry, organisation=self.log.organisation, known=self.seen)
        if verdict != "accepted":
            raise EntryError(reason=_NOT_TAKEN[verdict])
        if self.seen.place_of(entry) is not None:
            raise EntryError(reason="entry-twice")
        return stub, entry

    def _admit(self, stub: Stub, payload: Payload) -> bool:
        """Whether an entry changed the roster; raises unless its author may write there."""
        before, said = self.roster, payload.statements.values()
        of_house = before.nonce is None or before.kind_of(stub.circle) == "house"
        if of_house:
            self.roster = before.with_statements(said)
        if before.nonce is None:
            check_founding(stub, self.roster)
            return True
        if of_house and self._takes_over(stub):
            before, self.roster = (r.taken_over_by(stub.device) for r in (before, self.roster))
        check_author(stub, before)
        return of_house and tells_of_roster(said)

    def _takes_over(self, stub: Stub) -> bool:
        """Whether an entry is the first of a device that took the house over from an export.

        Whoever restores trusts the export, and so the machines through which it came.
        """
        return stub.seq == 1 and self.roster.device_of(stub.device) is not None

    def _start(self, organisation: bytes) -> None:
        notes = {"practice": int(self.practice), "restored": self.device}
        self._connection = start_house(self.home, self.keys, self.schema, organisation, notes)
        self.log = Log(self._connection, self.keys, organisation)
        self.projector = Projector(self._connection, self.schema, self._half_of)
        self._connection.execute("BEGIN IMMEDIATE")

    def _half_of(self, circle: bytes) -> str:
        return self.roster.kind_of(CircleId(circle)) or ""

    def _epoch(self, circle: CircleId) -> Epoch:
        if circle not in self.keys.keyring.epochs:
            return self.keys.keyring.new_epoch(circle)
        return self.keys.keyring.current_epoch(circle)

    def _member(self) -> EntityId:
        for device in self.roster.devices.values():
            if device.member is not None:
                return device.member
        raise UnsoundExportError(reason="not-the-founder", number=1)

    def _epochs(self) -> Iterator[Statement]:
        for circle in self.roster.circles:
            yield say(EntityId(circle), "roster.epoch", self._epoch(circle).id.hex())

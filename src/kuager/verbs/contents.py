"""What an export holds, read from an open store: log, records, statements and files."""

from collections.abc import Iterable, Iterator

from kuager.formats.exporters.interface import (
    About,
    OpenBlob,
    OpenEntry,
    OpenRecord,
    OpenStatement,
    OpenValue,
    StatementState,
)
from kuager.model.entry import read_stub
from kuager.model.payload import Payload, encode_payload
from kuager.model.statement import (
    RETRACT,
    EntryId,
    Statement,
    StatementId,
    split_statement_id,
    statement_id,
)
from kuager.store.blobs import Blob, pieces_of, read_blob
from kuager.store.log import Kept
from kuager.store.view import Record
from kuager.verbs.desk import Desk


class Contents:
    """Everything in a vault, streaming; restricted records included, since nothing may be lost."""

    def __init__(self, desk: Desk) -> None:
        """What this desk's vault holds."""
        self.desk = desk
        self._dead: set[bytes] | None = None

    @property
    def about(self) -> About:
        """What the manifest says of the whole."""
        return About(
            organisation=self.desk.store.organisation,
            program="kuager",
            practice=self.desk.practice,
            made_on=self.desk.today.isoformat(),
        )

    def entries(self) -> Iterator[OpenEntry]:
        """The log, in the order of arrival."""
        for kept, payload in self._opened():
            body = None if payload is None else encode_payload(payload)
            yield OpenEntry(
                id=kept.id,
                stub=kept.stub,
                body=body,
                state="missing" if payload is None else "open",
            )

    def records(self) -> Iterator[OpenRecord]:
        """Every record as it stands."""
        for type_name in self.desk.schema.types:
            for record in self.desk.view.records(type_name, shut=True):
                standing = [t for t in self.desk.view.history(record.id) if t.stands]
                values = tuple(
                    OpenValue(
                        property=t.property,
                        value=t.value,
                        language=t.language,
                        source=t.source,
                        sure=t.sure,
                    )
                    for t in standing
                    if t.property.startswith(f"{type_name}.")
                )
                yield OpenRecord(id=record.id, type=type_name, values=values)

    def statements(self) -> Iterator[OpenStatement]:
        """Every statement that can be read, with whether it stands."""
        for kept, payload in self._opened():
            if payload is None:
                continue
            stub, entry, _ = read_stub(kept.stub)
            for index, said in payload.statements.items():
                yield OpenStatement(
                    entry=entry,
                    index=index,
                    time=stub.time,
                    device=stub.device,
                    **_fields(said),
                    state=self._state(stub.circle, entry, index, said),
                )

    def _state(self, circle: bytes, entry: EntryId, index: int, said: Statement) -> StatementState:
        """Whether a statement counts; hidden by a request to erase goes before withdrawn."""
        judged, half = self.desk.store.projector.judged, self.desk.store.half_of(circle)
        if index in judged.hidden.get(entry, ()) or judged.is_gone(said.subject, half):
            return "hidden"
        dead = self._withdrawn()
        if entry in dead or statement_id(entry, index) in dead:
            return "withdrawn"
        return "stands" if said.more is None else "said by a newer version"

    def blobs(self) -> Iterator[OpenBlob]:
        """Every evidence file, opened in pieces; those of withdrawn statements as well."""
        holders: dict[bytes, Record] = {}
        for record in self.desk.view.records("evidence", shut=True):
            value = record.text("evidence.blob")
            if value is not None:
                holders[read_blob(value).id] = record
        for blob_id, blob in self.desk.view.blobs().items():
            yield self._blob(blob, holders.get(blob_id))

    def _blob(self, blob: Blob, holder: Record | None) -> OpenBlob:
        home = self.desk.store.home

        def pieces() -> Iterable[bytes]:
            return pieces_of(home, blob)

        kind = None if holder is None else holder.text("evidence.media_type")
        return OpenBlob(
            id=blob.id,
            record=None if holder is None else holder.id,
            name=blob.name,
            size=blob.length,
            sha256=blob.sha256.hex(),
            media_type=kind or "application/octet-stream",
            chunks=pieces,
        )

    def _opened(self) -> Iterator[tuple[Kept, Payload | None]]:
        log = self.desk.store.log
        for kept in log.entries():
            yield kept, log.open(kept)

    def _withdrawn(self) -> set[bytes]:
        """Statements and entries that retractions name."""
        if self._dead is None:
            self._dead = set()
            for kept, payload in self._opened():
                for said in () if payload is None else payload.statements.values():
                    if said.op == RETRACT and isinstance(said.value, bytes):
                        self._dead.add(_named(kept.id, said.value))
        return self._dead


def _named(entry: bytes, reference: bytes) -> bytes:
    if len(reference) == 36:  # noqa: PLR2004 - a statement; an entry is 32 bytes long
        found, index = split_statement_id(StatementId(reference))
        return statement_id(found, index)
    return entry + reference if len(reference) == 4 else reference  # noqa: PLR2004


def _fields(said: Statement) -> dict:  # type: ignore[type-arg]
    return said._asdict()

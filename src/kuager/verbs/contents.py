"""What an export holds, read from an open store: log, records, statements and files."""

from collections.abc import Iterable, Iterator

from kuager.formats.exporters.interface import (
    About,
    OpenBlob,
    OpenEntry,
    OpenRecord,
    OpenStatement,
    OpenValue,
)
from kuager.model.entry import read_stub
from kuager.model.payload import Payload, encode_payload
from kuager.model.statement import RETRACT, Statement, StatementId, split_statement_id, statement_id
from kuager.store.blobs import Blob, pieces_of, read_blob
from kuager.store.log import Kept
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
        dead = self._withdrawn()
        hidden = self.desk.store.projector.judged.hidden
        for kept, payload in self._opened():
            if payload is None:
                continue
            stub, entry, _ = read_stub(kept.stub)
            for index, said in payload.statements.items():
                withdrawn = entry in dead or statement_id(entry, index) in dead
                is_hidden = index in hidden.get(entry, ())
                yield OpenStatement(
                    entry=entry,
                    index=index,
                    time=stub.time,
                    device=stub.device,
                    **_fields(said),
                    state="hidden" if is_hidden else "withdrawn" if withdrawn else "stands",
                )

    def blobs(self) -> Iterator[OpenBlob]:
        """Every evidence file, opened in pieces."""
        for record in self.desk.view.records("evidence", shut=True):
            value = record.text("evidence.blob")
            if value is not None:
                yield self._blob(record.id, read_blob(value), record.text("evidence.media_type"))

    def _blob(self, record: bytes, blob: Blob, media_type: str | None) -> OpenBlob:
        home = self.desk.store.home

        def pieces() -> Iterable[bytes]:
            return pieces_of(home, blob)

        return OpenBlob(
            id=blob.id,
            record=record,
            name=blob.name,
            size=blob.length,
            sha256=blob.sha256.hex(),
            media_type=media_type or "application/octet-stream",
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

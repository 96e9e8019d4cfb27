"""Evidence files: sealed as they are read, given out only after all of them was proved."""

from dataclasses import dataclass
from pathlib import Path

from kuager.model.statement import EntityId, say
from kuager.store.blobs import put_blob, read_blob, read_out
from kuager.store.strays import sweep_strays
from kuager.vault.files import replacing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.papers import demand_file, refuse_taken


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKept:
    """A sealed file: its record's code and size. The original still lies where it was."""

    code: str
    size: int


@verb(needs="amend")
def add_evidence(desk: Desk, *, file: Path, case: str | None = None) -> EvidenceKept:
    """Seal a file as evidence, in constant memory and with nothing in clear on the disk."""
    demand_file(file)
    record, store = desk.store.new_id(), desk.store
    holder = None if case is None else desk.find(("case",), case)
    code = desk.next_code("evidence", "EV")
    blob_id, key = store.randomness(16), store.randomness(32)
    with file.open("rb") as reader:
        blob = put_blob(store.home, blob_id, key, reader, file.name)
    said = [
        say(record, "evidence.code", code),
        say(record, "evidence.blob", blob.text()),
        say(record, "evidence.original_name", file.name),
        say(record, "evidence.acquired_on", desk.today.isoformat()),
        say(record, "evidence.acquired_by", desk.member),
    ]
    if holder is not None:
        said.append(say(record, "evidence.case", holder))
    with desk.changing("add_evidence"):
        desk.say(said)
    return EvidenceKept(code=code, size=blob.length)


@verb(needs="read")
def give_out_evidence(desk: Desk, *, code: str, to: Path) -> EvidenceKept:
    """Write an evidence file out in clear, after every byte of it was proved."""
    refuse_taken(to)
    record = desk.view.record(EntityId(desk.find(("evidence",), code)))
    value = None if record is None else record.text("evidence.blob")
    if value is None:
        raise UnknownRecordError(code=code)
    blob = read_blob(value)
    with replacing(to) as writer:
        read_out(desk.store.home, blob, writer.write)
    return EvidenceKept(code=code, size=blob.length)


def sweep_evidence(desk: Desk) -> int:
    """Remove sealed files that nothing names, left by a crash between sealing and saying."""
    return sweep_strays(desk.store)

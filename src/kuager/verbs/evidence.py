"""Evidence files: sealed as they are read, given out only after all of them was proved."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from kuager import N_, KuagerError
from kuager.model.statement import EntityId, say
from kuager.store.blobs import check_blob, pieces_of, put_blob, read_blob, read_out
from kuager.store.strays import sweep_strays
from kuager.vault.files import replacing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.papers import demand_file, refuse_taken

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKept:
    """A sealed file: its record's code and size. The original still lies where it was."""

    code: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOut:
    """An evidence file that was proved whole, to be given out piece by piece."""

    code: str
    size: int
    name: str
    pieces: Iterator[bytes] = field(repr=False)


class EmptyFileError(KuagerError):
    """A file without a byte, or none at all."""

    code = "empty-file"
    exit_code = 2
    text = N_("There is no file here, or it is empty. Nothing was saved. Choose a file.")


class Reader(Protocol):
    """Anything that gives bytes: a file, an upload."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


@verb(needs="amend")
def add_evidence(desk: Desk, *, file: Path, case: str | None = None) -> EvidenceKept:
    """Seal a file as evidence, in constant memory and with nothing in clear on the disk."""
    demand_file(file)
    with file.open("rb") as reader:
        return _seal(desk, reader, file.name, None if case is None else ("case", case))


@verb(needs="amend")
def seal_evidence(
    desk: Desk,
    *,
    reader: Reader,
    name: str,
    beside: tuple[str, str] | None = None,
    about: Mapping[str, str] | None = None,
) -> EvidenceKept:
    """Seal what a reader gives as evidence beside a case or event; nothing of it lies in clear.

    `about` says more of it: kind, acquired_how and title, by the short names of the schema.
    """
    first = reader.read(1)
    if not first:
        raise EmptyFileError
    return _seal(desk, _Begun(first, reader), bare_name(name), beside, about or {})


@dataclass(slots=True)
class _Begun:
    """A reader of which the beginning was read already."""

    first: bytes
    rest: Reader

    def read(self, size: int, /) -> bytes:
        """The beginning, and then the rest."""
        taken, self.first = self.first[:size], self.first[size:]
        return taken + self.rest.read(size - len(taken)) if len(taken) < size else taken


def bare_name(name: str) -> str:
    """The last part of a file name, without what no file name holds, and not too long."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[-_LONGEST_NAME:].strip()


def _seal(
    desk: Desk,
    reader: Reader,
    name: str,
    beside: tuple[str, str] | None,
    about: Mapping[str, str] = MappingProxyType({}),
) -> EvidenceKept:
    record, store = desk.store.new_id(), desk.store
    place = None if beside is None else (beside[0], desk.find((beside[0],), beside[1]))
    _demand_terms(desk, about)
    code = desk.next_code("evidence", "EV")
    blob_id, key = store.randomness(16), store.randomness(32)
    blob = put_blob(store.home, blob_id, key, reader, name)
    said = [
        say(record, "evidence.code", code),
        say(record, "evidence.blob", blob.text()),
        say(record, "evidence.original_name", name),
        say(record, "evidence.acquired_on", desk.today.isoformat()),
        say(record, "evidence.acquired_by", desk.member),
    ]
    said += [say(record, f"evidence.{short}", text) for short, text in about.items() if text]
    if place is not None:
        said.append(say(record, f"evidence.{place[0]}", place[1]))
    with desk.changing("add_evidence"):
        desk.say(said)
    return EvidenceKept(code=code, size=blob.length)


def _demand_terms(desk: Desk, about: Mapping[str, str]) -> None:
    """Raise UnknownTermError for a word that its list does not have."""
    for short, text in about.items():
        vocabulary = desk.schema.property(f"evidence.{short}").vocabulary
        if text and vocabulary is not None:
            desk.term(vocabulary, text)


@verb(needs="read")
def open_evidence(desk: Desk, *, code: str) -> EvidenceOut:
    """An evidence file piece by piece, after every byte of it was proved."""
    record = desk.view.record(EntityId(desk.find(("evidence",), code)), shut=True)
    value = None if record is None else record.text("evidence.blob")
    if value is None:
        raise UnknownRecordError(code=code)
    blob = read_blob(value)
    check_blob(desk.store.home, blob)
    return EvidenceOut(
        code=code, size=blob.length, name=blob.name, pieces=pieces_of(desk.store.home, blob)
    )


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

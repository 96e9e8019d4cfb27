"""Importing a file: looked at first, said all at once or not at all, and undone as a whole.

A row carries a stable code. In mode `add` a code that is here already is refused unless the row says
nothing new; in `update` a code that is not here is refused; `meet` adds to what is here and makes
what is not: for two people's files about the same events.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal

from kuager import KuagerError, N_
from kuager.formats.importers import importer_for
from kuager.formats.importers.interface import NOTHING_CHOSEN, Finding, ReadChoice, Workbook
from kuager.model.draft import Draft, Rejected
from kuager.model.mapping import Mapping, compile_mapping, read_mapping, suggest_mapping
from kuager.model.personal import PersonalColumn, find_personal
from kuager.model.statement import EntityId, Statement, say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.sayings import Difference, Mode, Sayings

_SAMPLE = 200
_SHOWN = 10_000


class FileQuestionError(KuagerError):
    """Something about the file has to be confirmed before it is read."""

    code = "file-question"
    exit_code = 2
    text = N_("Before {file} is read, something has to be confirmed ({question}). Nothing was read.")


class RowsRefusedError(KuagerError):
    """Some rows cannot be read, so none was imported."""

    code = "rows-refused"
    exit_code = 2
    text = N_(
        "{refused} of {rows} rows of {file} were refused, so nothing was imported. Mend them, or "
        "import the others with --leave-refused."
    )

    def __init__(self, *, refused: list[Rejected], rows: int, file: str) -> None:
        """Keep the refused rows for the report."""
        super().__init__(refused=len(refused), rows=rows, file=file)
        self.rows = refused


class NotOneSheetError(KuagerError):
    """The mapping does not say which sheet to read."""

    code = "which-sheet"
    exit_code = 2
    text = N_("{file} has {sheets} sheets. Say which one to import with --sheet. Nothing was read.")


class AlreadyUndoneError(KuagerError):
    """An import is undone once."""

    code = "already-undone"
    exit_code = 9
    text = N_("The import {code} was undone before. Nothing was changed.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """How a file is to be read: its mapping, what was confirmed about it, and the mode."""

    file: Path
    mapping: Mapping
    mode: Mode = "add"
    choice: ReadChoice = NOTHING_CHOSEN
    sheet: str | None = None
    leave_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file looked at: its columns, questions, personal columns, and a suggested mapping."""

    columns: tuple[str, ...]
    rows: int
    questions: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    personal: tuple[PersonalColumn, ...]
    suggested: Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A dry run: what each row would say, which rows are refused, and the totals."""

    rows: int
    created: int
    updated: int
    unchanged: int
    differences: tuple[Difference, ...]
    refused: tuple[Rejected, ...]
    personal: tuple[PersonalColumn, ...]


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import did. The original file still lies open where it was."""

    code: str
    rows: int
    created: int
    updated: int
    unchanged: int
    statements: int
    refused: list[Rejected] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An import taken back: how many entries were withdrawn."""

    code: str
    entries: int


Undoing = Literal["undo_import"]


@verb(needs="read")
def look_at_file(desk: Desk, *, file: Path, choice: ReadChoice = NOTHING_CHOSEN) -> Looked:
    """Look at a file before importing it: columns, questions, and columns that name people."""
    book = _open(file, choice)
    sheet = book.sheets[0]
    sample = [row.cells for row, _ in zip(sheet.rows, range(_SAMPLE), strict=False)]
    return Looked(
        columns=sheet.header,
        rows=sheet.row_count,
        questions=book.questions,
        findings=(*book.findings, *sheet.findings),
        personal=tuple(find_personal(sheet.header, sample)),
        suggested=suggest_mapping(sheet.header, sample, desk.schema),
    )


@verb(needs="read")
def preview_import(desk: Desk, *, plan: ImportPlan) -> Previewed:
    """A dry run: what every row would change, row by row; nothing is saved."""
    sayings = Sayings(desk, plan.mapping, plan.mode, keep_differences=_SHOWN)
    refused: list[Rejected] = []
    rows = 0
    for row in _drafts(desk, plan):
        rows += 1
        result = row if isinstance(row, Rejected) else sayings.take(row)
        if isinstance(result, Rejected):
            refused.append(result)
    refused += sayings.unresolved()
    personal = look_at_file(desk, file=plan.file, choice=plan.choice).personal
    return Previewed(
        rows=rows,
        created=sayings.created,
        updated=sayings.updated,
        unchanged=sayings.unchanged,
        differences=tuple(sayings.differences),
        refused=tuple(refused),
        personal=personal,
    )


@verb(needs="amend")
def import_file(desk: Desk, *, plan: ImportPlan) -> Imported:
    """Import a file by its mapping: all rows or none, under one import that can be undone."""
    record = desk.store.new_id()
    with desk.changing("import_file", about=record) as change:
        done = Imported(
            code=desk.next_code("import", "I"),
            rows=0,
            created=0,
            updated=0,
            unchanged=0,
            statements=0,
        )
        sayings = Sayings(desk, plan.mapping, plan.mode)
        for row in _drafts(desk, plan):
            done.rows += 1
            result = row if isinstance(row, Rejected) else sayings.take(row)
            if isinstance(result, Rejected):
                done.refused.append(result)
            elif result >= sayings.portion:
                change.write_halves(sayings.hand_over())
                desk.progress("import", done.rows, 0)
        done.refused += sayings.unresolved()
        if done.refused and (not plan.leave_refused or sayings.unresolved()):
            raise RowsRefusedError(refused=done.refused, rows=done.rows, file=plan.file.name)
        change.write_halves(sayings.hand_over())
        done.created, done.updated = sayings.created, sayings.updated
        done.unchanged, done.statements = sayings.unchanged, sayings.statements
        change.write(_import_record(desk, record, plan, done))
    return done


@verb(needs="amend")
def undo_import(desk: Desk, *, code: str) -> Undone:
    """Take a whole import back: every entry it made is withdrawn, and stays in the log."""
    record = desk.find(("import",), code)
    found = desk.view.record(record)
    if found is not None and found.get("import.undone_on") is not None:
        raise AlreadyUndoneError(code=code)
    entries = desk.view.entries_about(record)
    with desk.changing("undo_import") as change:
        change.retract_entries(entries)
        change.write(
            [
                say(record, "import.code", code),
                say(record, "import.undone_on", desk.today.isoformat()),
            ]
        )
    return Undone(code=code, entries=len(entries))


def load_mapping(path: Path, desk: Desk) -> Mapping:
    """Read a mapping file."""
    return read_mapping(path.read_text("utf-8"), desk.schema)


def _open(file: Path, choice: ReadChoice) -> Workbook:
    data = file.read_bytes()
    return importer_for(file.name, data[:65536]).open_sheets(data, choice)


def _drafts(desk: Desk, plan: ImportPlan) -> Iterator[Draft | Rejected]:
    book = _open(plan.file, plan.choice)
    questions = book.questions
    if questions:
        raise FileQuestionError(file=plan.file.name, question=str(questions[0].ask))
    sheets = [s for s in book.sheets if plan.sheet in (None, s.name)]
    if len(sheets) != 1:
        raise NotOneSheetError(file=plan.file.name, sheets=len(book.sheets))
    read = compile_mapping(plan.mapping, desk.schema, header=sheets[0].header)
    return map(read, sheets[0].rows)


def _import_record(
    desk: Desk, record: EntityId, plan: ImportPlan, done: Imported
) -> list[Statement]:
    digest = sha256(plan.file.read_bytes()).hexdigest()
    facts = {
        "code": done.code,
        "file_name": plan.file.name,
        "digest": digest,
        "mapping": plan.mapping.id,
        "imported_on": desk.today.isoformat(),
        "imported_by": desk.member,
        "rows": done.rows,
        "refused": len(done.refused),
        "created": done.created,
        "updated": done.updated,
        "practice": desk.practice,
    }
    return [say(record, f"import.{name}", value) for name, value in facts.items()]

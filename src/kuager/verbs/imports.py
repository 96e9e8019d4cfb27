"""Importing a file: looked at first, said all at once or not at all, and undone as a whole.

A row carries a stable code. In mode `add` a code that is here already is refused unless the row says
nothing new; in `update` a code that is not here is refused; `meet` adds to what is here and makes
what is not: for two people's files about the same events.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.importers import importer_for
from kuager.formats.importers.interface import (
    NOTHING_CHOSEN,
    Finding,
    ReadChoice,
    Sheet,
    Workbook,
)
from kuager.model.draft import Draft, Rejected
from kuager.model.mapping import Mapping, compile_mapping, read_mapping, suggest_mapping
from kuager.model.personal import PersonalColumn, find_personal
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.papers import demand_file
from kuager.verbs.sayings import Difference, Mode, Sayings

_SAMPLE = 200
_PREVIEWED = 3
_SHOWN = 10_000


class FileQuestionError(KuagerError):
    """Something about the file has to be confirmed before it is read."""

    code = "file-question"
    exit_code = 2
    text = N_(
        "Before {file} is read, something has to be confirmed ({question}). Nothing was read."
    )


class RowsRefusedError(KuagerError):
    """Some rows cannot be read, so none was imported."""

    code = "rows-refused"
    exit_code = 2
    text = N_(
        "{refused} of {rows} rows of {file} were refused, so nothing was imported. Mend them, or "
        "import the others with --leave-refused."
    )

    def __init__(self, *, refused: "list[RefusedRow]", rows: int, file: str) -> None:
        """Keep the refused rows for the report."""
        super().__init__(refused=len(refused), rows=rows, file=file)
        self.refused = tuple(refused)


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
class FilePlan:
    """How one file is to be read: its mapping, and what was confirmed about it.

    `sheet` is the name of a sheet of a workbook, or its number from 1.
    """

    file: Path
    mapping: Mapping
    choice: ReadChoice = NOTHING_CHOSEN
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """One import: files that are said together or not at all, and the mode."""

    files: tuple[FilePlan, ...]
    mode: Mode = "add"
    leave_refused: bool = False

    @property
    def name(self) -> str:
        """The file's name, or how many there are."""
        return self.files[0].file.name if len(self.files) == 1 else f"{len(self.files)} files"


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be imported: in which file, and why."""

    file: str
    fault: Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file looked at: its columns, questions, personal columns, and a suggested mapping.

    `sample` holds the cells of the first rows, for a person to see whether they are readable.
    """

    sheet: str
    columns: tuple[str, ...]
    rows: int
    sample: tuple[tuple[str, ...], ...]
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
    refused: tuple[RefusedRow, ...]
    personal: tuple[PersonalColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. The original file still lies open where it was."""

    code: str
    rows: int
    created: int
    updated: int
    unchanged: int
    statements: int
    refused: tuple[RefusedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An import taken back: how many entries were withdrawn."""

    code: str
    entries: int


@verb(needs="read")
def look_at_file(
    desk: Desk, *, file: Path, choice: ReadChoice = NOTHING_CHOSEN, sheet: str | None = None
) -> Looked:
    """Look at a file before importing it: columns, questions, and columns that name people."""
    book = _open(file, choice)
    chosen = _chosen(book, sheet, file)
    sample = [row.cells for row, _ in zip(chosen.rows, range(_SAMPLE), strict=False)]
    return Looked(
        sheet=chosen.name,
        columns=chosen.header,
        rows=chosen.row_count,
        sample=tuple(sample[:_PREVIEWED]),
        questions=tuple(_questions(book, chosen)),
        findings=(*book.findings, *chosen.findings),
        personal=tuple(find_personal(chosen.header, sample)),
        suggested=suggest_mapping(chosen.header, sample, desk.schema),
    )


@verb(needs="read")
def preview_import(desk: Desk, *, plan: ImportPlan) -> Previewed:
    """A dry run: what every row would change, row by row; nothing is saved."""
    sayings = Sayings(desk, plan.mode, keep_differences=_SHOWN)
    refused: list[RefusedRow] = []
    personal: list[PersonalColumn] = []
    rows = 0
    for part in plan.files:
        rows += _take_file(desk, part, sayings, refused, lambda: sayings.hand_over())
        looked = look_at_file(desk, file=part.file, choice=part.choice, sheet=part.sheet)
        personal += looked.personal
    refused += [RefusedRow(plan.name, fault) for fault in sayings.unresolved()]
    return Previewed(
        rows=rows,
        created=sayings.created,
        updated=sayings.updated,
        unchanged=sayings.unchanged,
        differences=tuple(sayings.differences),
        refused=tuple(refused),
        personal=tuple(personal),
    )


@verb(needs="amend")
def import_file(desk: Desk, *, plan: ImportPlan) -> Imported:
    """Import files by their mappings: all rows or none, as one import that can be undone."""
    record = desk.store.new_id()
    sayings = Sayings(desk, plan.mode)
    refused: list[RefusedRow] = []
    with desk.changing("import_file", about=record) as change:
        code = desk.next_code("import", "I")
        rows = sum(
            _take_file(
                desk, part, sayings, refused, lambda: change.write_halves(sayings.hand_over())
            )
            for part in plan.files
        )
        open_ends = [RefusedRow(plan.name, fault) for fault in sayings.unresolved()]
        if open_ends or (refused and not plan.leave_refused):
            raise RowsRefusedError(refused=refused + open_ends, rows=rows, file=plan.name)
        change.write_halves(sayings.hand_over())
        done = Imported(
            code=code,
            rows=rows,
            created=sayings.created,
            updated=sayings.updated,
            unchanged=sayings.unchanged,
            statements=sayings.statements,
            refused=tuple(refused),
        )
        change.write(_import_record(desk, record, plan, done))
    return done


def _take_file(
    desk: Desk,
    part: FilePlan,
    sayings: Sayings,
    refused: list[RefusedRow],
    portion_full: Callable[[], object],
) -> int:
    """Take every row of one file; returns how many there were."""
    rows = 0
    for row in _drafts(desk, part):
        rows += 1
        result = row if isinstance(row, Rejected) else sayings.take(row)
        if isinstance(result, Rejected):
            refused.append(RefusedRow(part.file.name, result))
        elif result >= sayings.portion:
            portion_full()
            desk.progress("import", rows, 0)
    return rows


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


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises MappingError."""
    return read_mapping(path.read_text("utf-8"))


def _open(file: Path, choice: ReadChoice) -> Workbook:
    demand_file(file)
    data = file.read_bytes()
    return importer_for(file.name, data[:65536]).open_sheets(data, choice)


def _chosen(book: Workbook, wanted: str | None, file: Path) -> Sheet:
    """The one sheet that is meant: by its name, else by its number."""
    sheets = [sheet for sheet in book.sheets if wanted in (None, sheet.name)]
    if not sheets and wanted is not None and wanted.isdecimal():
        sheets = list(book.sheets[max(0, int(wanted) - 1) : int(wanted)])
    if len(sheets) != 1:
        raise NotOneSheetError(file=file.name, sheets=len(book.sheets))
    return sheets[0]


def _questions(book: Workbook, sheet: Sheet) -> list[Finding]:
    """What has to be confirmed of the file and of this sheet of it."""
    return [found for found in (*book.findings, *sheet.findings) if found.ask is not None]


def _drafts(desk: Desk, part: FilePlan) -> Iterator[Draft | Rejected]:
    book = _open(part.file, part.choice)
    sheet = _chosen(book, part.sheet, part.file)
    questions = _questions(book, sheet)
    if questions:
        raise FileQuestionError(file=part.file.name, question=str(questions[0].ask))
    read = compile_mapping(part.mapping, desk.schema, header=sheet.header)
    return map(read, sheet.rows)


def _import_record(
    desk: Desk, record: EntityId, plan: ImportPlan, done: Imported
) -> list[Statement]:
    digests = [sha256(part.file.read_bytes()).hexdigest() for part in plan.files]
    facts: dict[str, Value] = {
        "code": done.code,
        "file_name": plan.name,
        "digest": sha256("".join(digests).encode()).hexdigest() if digests[1:] else digests[0],
        "mapping": ", ".join(dict.fromkeys(part.mapping.id for part in plan.files)),
        "imported_on": desk.today.isoformat(),
        "imported_by": desk.member,
        "rows": done.rows,
        "refused": len(done.refused),
        "created": done.created,
        "updated": done.updated,
        "practice": desk.practice,
    }
    return [say(record, f"import.{name}", value) for name, value in facts.items()]

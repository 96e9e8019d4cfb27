"""Importing a file: looked at first, said all at once or not at all, and undone as a whole.

A row carries a stable code. In mode `add` a code that is here already is refused unless the row
says nothing new; in `update` a code that is not here is refused; `meet` adds to what is here and
makes what is not: for two people's files about the same events.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.importers.interface import NOTHING_CHOSEN, Finding, ReadChoice
from kuager.model.draft import Draft, Rejected
from kuager.model.mapping import Mapping as RowMapping
from kuager.model.mapping import MappingError, read_mapping, suggest_mapping, write_mapping
from kuager.model.personal import PersonalColumn, find_personal
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.sayings import Difference, Mode, Sayings
from kuager.verbs.table_files import (
    FilePlan,
    HeldFile,
    TableFile,
    chosen_sheet,
    open_book,
    open_table,
    questions_of,
    read_file,
)
from kuager.verbs.undoing import what_to_say_again

__all__ = [
    "AlreadyUndoneError",
    "FilePlan",
    "HeldFile",
    "ImportPlan",
    "Imported",
    "Looked",
    "Previewed",
    "RefusedRow",
    "RowsRefusedError",
    "Undone",
    "import_file",
    "kept_mappings",
    "list_sheets",
    "load_mapping",
    "look_at_file",
    "preview_import",
    "undo_import",
]

_SAMPLE = 200
_PREVIEWED = 3
_SHOWN = 10_000


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


class AlreadyUndoneError(KuagerError):
    """An import is undone once."""

    code = "already-undone"
    exit_code = 9
    text = N_("The import {code} was undone before. Nothing was changed.")


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
    suggested: RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """A dry run: what each row would say, which rows are refused, and the totals.

    `in_words` counts, by property, the rows whose value has no certain reading: only the words
    they were written in are kept.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    in_words: dict[str, int]
    differences: tuple[Difference, ...]
    refused: tuple[RefusedRow, ...]
    personal: tuple[PersonalColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did; `in_words` as in a dry run. The original still lies open where it was."""

    code: str
    rows: int
    created: int
    updated: int
    unchanged: int
    in_words: dict[str, int]
    statements: int
    refused: tuple[RefusedRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An import taken back: how many entries were withdrawn."""

    code: str
    entries: int


@verb(needs="read")
def look_at_file(
    desk: Desk,
    *,
    file: TableFile,
    choice: ReadChoice = NOTHING_CHOSEN,
    sheet: str | None = None,
    type_name: str | None = None,
) -> Looked:
    """Look at a file before importing it: columns, questions, and columns that name people."""
    book = open_book(file, read_file(file), choice)
    chosen = chosen_sheet(book, sheet, file)
    sample = [row.cells for row, _ in zip(chosen.rows, range(_SAMPLE), strict=False)]
    return Looked(
        sheet=chosen.name,
        columns=chosen.header,
        rows=chosen.row_count,
        sample=tuple(sample[:_PREVIEWED]),
        questions=tuple(questions_of(book, chosen)),
        findings=(*book.findings, *chosen.findings),
        personal=tuple(find_personal(chosen.header, sample)),
        suggested=suggest_mapping(chosen.header, sample, desk.schema, type_name),
    )


@verb(needs="read")
def list_sheets(
    desk: Desk,  # noqa: ARG001 - every verb has one
    *,
    file: TableFile,
    choice: ReadChoice = NOTHING_CHOSEN,
) -> tuple[tuple[str, int], ...]:
    """The sheets of a file, each with how many rows it has; a text file has one without a name."""
    book = open_book(file, read_file(file), choice)
    return tuple((sheet.name, sheet.row_count) for sheet in book.sheets)


@verb(needs="read")
def kept_mappings(desk: Desk) -> tuple[RowMapping, ...]:
    """The mappings of earlier imports, the newest of each name."""
    found: dict[str, RowMapping] = {}
    for record in desk.view.records("import"):
        for text in record.every("import.mapping_kept"):
            with suppress(MappingError):
                mapping = read_mapping(str(text))
                found[mapping.id] = mapping
    return tuple(found[name] for name in sorted(found))


@verb(needs="read")
def preview_import(desk: Desk, *, plan: ImportPlan) -> Previewed:
    """A dry run: what every row would change, row by row; nothing is saved."""
    run = _Run(desk, plan, Sayings(desk, plan.mode, keep_differences=_SHOWN, is_dry=True))
    personal: list[PersonalColumn] = []
    for part in plan.files:
        looked = look_at_file(desk, file=part.file, choice=part.choice, sheet=part.sheet)
        personal += looked.personal
    run.take_all(run.sayings.hand_over)
    return Previewed(
        rows=run.rows,
        created=run.sayings.created,
        updated=run.sayings.updated,
        unchanged=run.sayings.unchanged,
        in_words=dict(run.in_words),
        differences=tuple(run.sayings.differences),
        refused=tuple(run.faults()),
        personal=tuple(personal),
    )


@verb(needs="amend")
def import_file(desk: Desk, *, plan: ImportPlan) -> Imported:
    """Import files by their mappings: all rows or none, as one import that can be undone."""
    record = desk.store.new_id()
    left = _dangling(desk, plan) if plan.leave_refused else {}
    with desk.changing("import_file", about=record) as change:
        run = _Run(desk, plan, Sayings(desk, plan.mode), left)
        run.take_all(lambda: change.write_halves(run.sayings.hand_over()))
        refused = run.faults()
        if refused and not plan.leave_refused:
            raise RowsRefusedError(refused=refused, rows=run.rows, file=plan.name)
        done = Imported(
            code=desk.next_code("import", "I"),
            rows=run.rows,
            created=run.sayings.created,
            updated=run.sayings.updated,
            unchanged=run.sayings.unchanged,
            in_words=dict(run.in_words),
            statements=run.sayings.statements,
            refused=tuple(refused),
        )
        change.write(_import_record(desk, record, plan, done, run.digests))
    return done


_Place = tuple[int, int]
"""Which file of the plan, from 0, and the line on which a row begins."""


@dataclass(slots=True)
class _Run:
    """One walk over all rows of an import; those in `left` are refused for what they say there."""

    desk: Desk
    plan: ImportPlan
    sayings: Sayings
    left: Mapping[_Place, Rejected] = field(default_factory=dict)
    rows: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    in_words: Counter[str] = field(default_factory=Counter)

    def take_all(self, hand_over: Callable[[], object]) -> None:
        """Take every row of every file; `hand_over` is called for each portion, and at the end."""
        for number, part in enumerate(self.plan.files):
            self.sayings.file = number
            self._take_file(part, hand_over)
        hand_over()

    def faults(self) -> list[RefusedRow]:
        """Every row that cannot be imported, those too that refer to what is nowhere."""
        names = [part.file.name for part in self.plan.files]
        open_ends = self.sayings.unresolved()
        return self.refused + [RefusedRow(names[at], fault) for (at, _), fault in open_ends.items()]

    def _take_file(self, part: FilePlan, hand_over: Callable[[], object]) -> None:
        table = open_table(part, self.desk.schema)
        self.digests.append(table.digest)
        sayings, left, at = self.sayings, self.left, self.sayings.file
        for row in table.drafts:
            self.rows += 1
            result: int | Draft | Rejected = left.get((at, row.line), row) if left else row
            if isinstance(result, Draft):
                self._note_words(result, part.mapping)
                result = sayings.take(result)
            if isinstance(result, Rejected):
                self.refused.append(RefusedRow(part.file.name, result))
            elif result >= sayings.portion:
                hand_over()
                self.desk.progress("import", self.rows, 0)

    def _note_words(self, draft: Draft, mapping: RowMapping) -> None:
        """Count the values of which only the words were certain."""
        beside = {t.said: t.property for targets in mapping.columns.values() for t in targets}
        said = {say.property for say in draft.says}
        found = (name for words, name in beside.items() if words in said and name not in said)
        self.in_words.update(found)


def _dangling(desk: Desk, plan: ImportPlan) -> dict[_Place, Rejected]:
    """Rows that refer to what is nowhere once the refused rows are left out, and so on."""
    left: dict[_Place, Rejected] = {}
    while True:
        run = _Run(desk, plan, Sayings(desk, plan.mode, is_dry=True), left)
        run.take_all(run.sayings.hand_over)
        found = run.sayings.unresolved()
        if not found:
            return left
        left |= found


@verb(needs="amend")
def undo_import(desk: Desk, *, code: str) -> Undone:
    """Take a whole import back: every entry it made is withdrawn, and stays in the log."""
    record = desk.find(("import",), code)
    found = desk.view.record(record)
    if found is not None and found.get("import.undone_on") is not None:
        raise AlreadyUndoneError(code=code)
    entries = desk.view.entries_about(record)
    again = what_to_say_again(desk, entries)
    with desk.changing("undo_import") as change:
        change.retract_entries(entries)
        change.write(
            [
                say(record, "import.code", code),
                say(record, "import.undone_on", desk.today.isoformat()),
                *again,
            ]
        )
    return Undone(code=code, entries=len(entries))


def load_mapping(path: Path) -> RowMapping:
    """Read a mapping file; raises MappingError."""
    return read_mapping(path.read_text("utf-8"))


def _import_record(
    desk: Desk, record: EntityId, plan: ImportPlan, done: Imported, digests: list[str]
) -> list[Statement]:
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
    said = [say(record, f"import.{name}", value) for name, value in facts.items()]
    kept = dict.fromkeys(write_mapping(part.mapping) for part in plan.files)
    return said + [say(record, "import.mapping_kept", text) for text in kept]

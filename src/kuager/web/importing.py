"""An import in the making: the tables that were brought, and what was confirmed about each.

All of it lies in memory. What comes next is computed, never remembered: a question that the file
leaves open, then its columns, then the rows.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from kuager import N_, KuagerError
from kuager.model.mapping import Mapping as RowMapping
from kuager.model.mapping import read_mapping
from kuager.verbs.desk import Desk
from kuager.verbs.imports import (
    FilePlan,
    HeldFile,
    Imported,
    ImportPlan,
    Looked,
    Previewed,
    RefusedRow,
    kept_mappings,
    list_sheets,
    look_at_file,
)
from kuager.verbs.papers import text_of
from kuager.verbs.sayings import Mode
from kuager.verbs.table_files import fitting_mapping
from kuager.verbs.values import Finding, ReadChoice
from kuager.web.fields import Upload

TABLES: Final = (".csv", ".xlsx", ".tsv", ".txt", ".xlsm")
_MAPPINGS: Final = (".yaml", ".yml")
_PREVIEW_BYTES: Final = 64 << 10
Asks = Literal["sheet", "question", "columns", "personal"]


class NoTableError(KuagerError):
    """A form without a table in it."""

    code = "no-table"
    exit_code = 2
    text = N_("Choose at least one table: a CSV or Excel file.")


@dataclass(slots=True)
class Table:
    """One table on its way in: how it is read, and the mapping once it is confirmed."""

    file: HeldFile = field(repr=False)
    choice: ReadChoice = field(default_factory=ReadChoice)
    sheet: str | None = None
    type_name: str | None = None
    given: RowMapping | None = None
    mapping: RowMapping | None = None
    has_one_sheet: bool = False
    _looked: tuple[object, Looked] | None = field(default=None, repr=False)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return self.file.name.rpartition(".")[0] or self.file.name

    def look(self, desk: Desk) -> Looked:
        """The table looked at as it is to be read now; done once for each way of reading."""
        way = (self.choice, self.sheet, self.type_name)
        if self._looked is None or self._looked[0] != way:
            looked = look_at_file(
                desk,
                file=self.file,
                choice=self.choice,
                sheet=self.sheet,
                type_name=self.type_name,
            )
            self._looked = (way, looked)
        return self._looked[1]

    def answer(self, desk: Desk, found: Finding, given: str) -> None:
        """Take one answer; the table is read with it from now on. Raises what reading raises."""
        name, before = str(found.ask), self.choice
        looked = self.look(desk)
        value: Any = {looked.sheet: int(given)} if name == "header_line" else given
        self.choice = replace(self.choice, **{name: value})
        try:
            self.look(desk)
        except KuagerError:
            self.choice = before
            raise

    def beginnings(self, desk: Desk, found: Finding) -> list[tuple[str, str]]:
        """How the table would begin by each answer, for a person to see which one is readable."""
        if found.ask != "encoding":
            return []
        head = HeldFile(self.file.name, self.file.data[:_PREVIEW_BYTES].rpartition(b"\n")[0])
        shown = []
        for one in found.choices:
            try:
                choice = replace(self.choice, encoding=one)
                looked = look_at_file(desk, file=head, choice=choice, sheet=self.sheet)
            except KuagerError:
                continue
            cells = [*looked.columns, *(cell for row in looked.sample[:1] for cell in row)]
            shown.append((one, " · ".join(cells)[:160]))
        return shown


@dataclass(slots=True)
class Pending:
    """An import between its first page and its last."""

    tables: list[Table] = field(repr=False)
    mode: Mode = "add"
    seen: Previewed | KuagerError | None = field(default=None, repr=False)
    done: Imported | KuagerError | None = field(default=None, repr=False)

    def next(self, desk: Desk) -> tuple[int, Asks] | None:
        """Which table asks what now; None if all is settled."""
        for number, table in enumerate(self.tables):
            asks = _asks(desk, table)
            if asks is not None:
                return number, asks
        return None

    def plan(self, *, leave_refused: bool = False) -> ImportPlan:
        """The import as it was confirmed."""
        files = [
            FilePlan(file=table.file, mapping=table.mapping, choice=table.choice, sheet=table.sheet)
            for table in self.tables
            if table.mapping is not None
        ]
        return ImportPlan(files=tuple(files), mode=self.mode, leave_refused=leave_refused)

    def end(self) -> None:
        """Let go of the tables and of what their rows would say."""
        self.tables, self.seen = [], None


def _asks(desk: Desk, table: Table) -> Asks | None:
    if table.sheet is None and not table.has_one_sheet:
        if len(list_sheets(desk, file=table.file, choice=table.choice)) > 1:
            return "sheet"
        table.has_one_sheet = True
    looked = table.look(desk)
    if looked.questions:
        return "question"
    if table.mapping is not None:
        return None
    if table.given is None:
        return "columns"
    if undecided(desk, looked, table.given):
        return "personal"
    table.mapping = table.given
    return None


def undecided(desk: Desk, looked: Looked, mapping: RowMapping) -> tuple[str, ...]:
    """Columns that look personal and that a given mapping does not keep in the identity half."""
    decided = {*mapping.identity, *mapping.ignore}
    asked = dict.fromkeys(found.column for found in looked.personal if found.column not in decided)
    return tuple(column for column in asked if not in_identity(desk, mapping, column))


def in_identity(desk: Desk, mapping: RowMapping, column: str) -> bool:
    """Whether all that a column says is said in the identity half."""
    targets = mapping.columns.get(column, ())
    return {desk.schema.property(target.property).half for target in targets} == {"identity"}


def brought(desk: Desk, uploads: Iterable[Upload], *, mode: Mode | None) -> Pending:
    """The tables that a form brought, each with the mapping that is called like it.

    Raises NoTableError, and whatever a file or a mapping has against being read.
    """
    tables, mappings = [], []
    for upload in uploads:
        name = upload.name.replace("\\", "/").rpartition("/")[2] or "table.csv"
        if name.lower().endswith(_MAPPINGS):
            mapping = read_mapping(text_of(upload.data, name))
            mappings.append((name.rpartition(".")[0], mapping))
        elif name.lower().endswith(TABLES) or not mappings:
            tables.append(Table(HeldFile(name, upload.data)))
    if not tables:
        raise NoTableError
    for table in tables:
        list_sheets(desk, file=table.file)
        table.given = fitting_mapping(table.stem, mappings)
        if len(tables) == len(mappings) == 1:
            table.given = mappings[0][1]
    usual: Mode = "meet" if len(tables) > 1 else "add"
    return Pending(tables, mode or usual)


def kept_for(desk: Desk, looked: Looked) -> list[RowMapping]:
    """Mappings of earlier imports that this table could be read by: it has all their columns."""
    columns = set(looked.columns)
    return [mapping for mapping in kept_mappings(desk) if mapping.named <= columns]


def kinds_of(looked: Looked) -> Mapping[str, tuple[str, ...]]:
    """What each column that looks personal seems to hold, as slugs."""
    found: dict[str, dict[str, None]] = {}
    for personal in looked.personal:
        found.setdefault(personal.column, {})[personal.kind] = None
    return {column: tuple(kinds) for column, kinds in found.items()}


def faults_of(refused: Iterable[RefusedRow]) -> Iterator[tuple[str, Any]]:
    """Every fault of every refused row, with its file."""
    for row in refused:
        for fault in (row.fault, *row.fault.also):
            yield row.file, fault

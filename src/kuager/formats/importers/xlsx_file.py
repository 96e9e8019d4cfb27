"""Excel workbooks (.xlsx): read in memory, nothing calculated, nothing hidden left unsaid.

The file is walked once when it is opened, so that every limit and fault is found before the first
row is handed out. Formulas are not run: the value that was saved with them is used and counted.
Numbers come as they were typed, dates as ISO text at the precision their format shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from kuager.formats.importers.errors import (
    EmptyFileError,
    LockedFileError,
    OldExcelError,
    TooLargeError,
)
from kuager.formats.importers.header_row import (
    LOOK_AT,
    column_letters,
    header_index,
    name_columns,
    questioned_header,
)
from kuager.formats.importers.interface import (
    MAX_FILE_BYTES,
    Finding,
    ReadChoice,
    Row,
    Sheet,
    Workbook,
)
from kuager.formats.importers.xlsx_parts import Book, SheetPart, open_book
from kuager.formats.importers.xlsx_sheet import Merge, Notes, read_rows

NAME = "xlsx"
SUFFIXES: tuple[str, ...] = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE = (b"[Content_Types].xml", b"xl/", b"_rels/.rels")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def recognise(name: str, head: bytes) -> bool:
    """Whether the bytes begin like a workbook; content counts more than the file's name."""
    if head.startswith(_OLE):
        return name.lower().endswith(SUFFIXES)
    named = name.lower().endswith(SUFFIXES)
    return head.startswith(_ZIP) and (named or any(mark in head for mark in _INSIDE))


def open_sheets(data: bytes, choice: ReadChoice) -> Workbook:
    """Read a workbook; raises an ImportFileError before any row is handed out."""
    if not data:
        raise EmptyFileError
    if len(data) > MAX_FILE_BYTES:
        raise TooLargeError(what="bytes", limit=MAX_FILE_BYTES, found=len(data))
    if data.startswith(_OLE):
        raise LockedFileError if _ENCRYPTED_STREAM in data else OldExcelError
    book = open_book(data)
    surveyed = [_survey(book, part, choice) for part in book.sheets]
    sheets = tuple(sheet for sheet in surveyed if sheet is not None)
    if not sheets:
        raise EmptyFileError
    return Workbook(kind=NAME, sheets=sheets, findings=tuple(_of_the_book(book, sheets)))


def _of_the_book(book: Book, sheets: tuple[Sheet, ...]) -> Iterator[Finding]:
    names = [name.lower() for name in book.parts.names]
    links = sum(1 for name in names if "/externallinks/externallink" in name)
    if links:
        yield Finding(code="external-links", facts={"count": links})
    if any(name.endswith("vbaproject.bin") for name in names):
        yield Finding(code="macros", facts={})
    for sheet in sheets:
        if sheet.state != "visible":
            code = sheet.state.replace(" ", "-") + "-sheet"
            yield Finding(code=code, facts={"sheet": sheet.name})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows below the header of one sheet; walks the part anew each time."""

    book: Book = field(repr=False)
    part: SheetPart
    header_line: int
    left_rows: frozenset[int]
    columns: tuple[int, ...] | None
    merges: tuple[Merge, ...]

    def __iter__(self) -> Iterator[Row]:
        rows = read_rows(self.book, self.part, Notes())
        for row in _spread(rows, self.merges) if self.merges else rows:
            if row.line > self.header_line and row.line not in self.left_rows:
                if self.columns is None:
                    yield row
                elif any(kept := _pick(row.cells, self.columns)):
                    yield Row(row.line, kept)


def _pick(cells: tuple[str, ...], columns: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(cells[i] if i < len(cells) else "" for i in columns)


def _spread(rows: Iterator[Row], merges: tuple[Merge, ...]) -> Iterator[Row]:
    """Put the value of a merged block into each of its cells in the rows that are there."""
    waiting = sorted(merges, reverse=True)
    active: list[tuple[Merge, str]] = []
    for row in rows:
        active = [(merge, text) for merge, text in active if merge.bottom >= row.line]
        while waiting and waiting[-1].top <= row.line:
            merge = waiting.pop()
            if merge.top == row.line and merge.left < len(row.cells) and row.cells[merge.left]:
                active.append((merge, row.cells[merge.left]))
        yield _filled(row, active) if active else row


def _filled(row: Row, active: list[tuple[Merge, str]]) -> Row:
    cells = list(row.cells)
    for merge, text in active:
        cells.extend([""] * (merge.right + 1 - len(cells)))
        for column in range(merge.left, merge.right + 1):
            cells[column] = cells[column] or text
    return Row(row.line, tuple(cells))


@dataclass(slots=True)
class _Survey:
    """What one walk over a sheet learns: the first rows, the columns in use, the notes."""

    notes: Notes
    first: list[Row]
    at: int
    used: set[int]
    row_count: int


def _walk(book: Book, part: SheetPart, chosen: int | None) -> _Survey | None:
    """Read a sheet to its end; None if it holds nothing."""
    notes = Notes()
    rows = read_rows(book, part, notes)
    first = list(islice(rows, LOOK_AT))
    if not first:
        return None
    at = header_index([(row.line, row.cells) for row in first], chosen)
    survey = _Survey(notes, first, at, set(), 0)
    for row in chain(first[at + 1 :], rows):
        survey.row_count += 1
        cells = row.cells
        survey.used.update(i for i in range(len(cells)) if cells[i] and i not in survey.used)
    return survey


def _survey(book: Book, part: SheetPart, choice: ReadChoice) -> Sheet | None:
    chosen = choice.header_line.get(part.name)
    survey = _walk(book, part, chosen)
    if survey is None:
        return None
    header = survey.first[survey.at]
    columns = _kept_columns(survey, choice)
    used = [column in survey.used for column in columns]
    names, odd = name_columns(_pick(header.cells, columns), used, asked=choice.names is not None)
    leave = choice.hidden == "leave"
    rows = _Rows(
        book=book,
        part=part,
        header_line=header.line,
        left_rows=frozenset(survey.notes.hidden_rows) if leave else frozenset(),
        columns=columns[: len(names)] if leave else None,
        merges=tuple(survey.notes.merges) if choice.merged == "spread" else (),
    )
    lines = [row.line for row in survey.first]
    asked = questioned_header(lines, survey.at, asked=chosen is not None)
    return Sheet(
        name=part.name,
        header=names,
        rows=rows,
        row_count=survey.row_count,
        state=part.state,
        findings=(*asked, *odd, *_to_ask(survey, choice), *_to_show(survey.notes)),
    )


def _kept_columns(survey: _Survey, choice: ReadChoice) -> tuple[int, ...]:
    header = survey.first[survey.at]
    width = max(len(header.cells), max(survey.used, default=-1) + 1)
    hidden = survey.notes.hidden_columns if choice.hidden == "leave" else ()
    return tuple(column for column in range(width) if column not in hidden)


def _to_ask(survey: _Survey, choice: ReadChoice) -> Iterator[Finding]:
    """Hidden rows and columns, merged cells: a person decides."""
    notes = survey.notes
    ask = "hidden" if choice.hidden is None else None
    if notes.hidden_rows:
        yield Finding(
            code="hidden-rows",
            facts={"count": len(notes.hidden_rows), "line": min(notes.hidden_rows)},
            ask=ask,
            choices=("read", "leave"),
        )
    named = {i for i, cell in enumerate(survey.first[survey.at].cells) if cell}
    columns = sorted(notes.hidden_columns & (survey.used | named))
    if columns:
        letters = ", ".join(map(column_letters, columns[:20]))
        yield Finding(
            code="hidden-columns",
            facts={"count": len(columns), "columns": letters},
            ask=ask,
            choices=("read", "leave"),
        )
    if notes.merges:
        yield Finding(
            code="merged-cells",
            facts={"count": len(notes.merges)},
            ask="merged" if choice.merged is None else None,
            choices=("leave", "spread"),
        )


def _to_show(notes: Notes) -> Iterator[Finding]:
    """Formulas, error values and impossible dates: told, with the line of the first."""
    if notes.formulas:
        yield Finding(code="formulas", facts={"count": notes.formulas})
    for code, tally in (
        ("formulas-without-value", notes.formulas_without_value),
        ("error-values", notes.errors),
        ("impossible-dates", notes.impossible_dates),
    ):
        if tally.count:
            yield Finding(code=code, facts={"count": tally.count, "line": tally.line})

"""CSV and its relatives: text tables of any encoding and delimiter, cells exactly as written.

A file is walked once when it is opened, so that every limit, broken quotation mark and letter
that does not fit is found before the first row is handed out. A cell that looks like a formula,
a phone number or a date is text and stays what it is.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from kuager.formats.formula_guard import unguard
from kuager.formats.importers.delimiters import (
    Delimiter,
    check_delimiter,
    csv_reader,
    guess_delimiter,
    named_delimiter,
)
from kuager.formats.importers.errors import (
    BrokenQuotesError,
    EmptyFileError,
    TooLargeError,
)
from kuager.formats.importers.header_row import (
    LOOK_AT,
    header_index,
    name_columns,
    questioned_header,
)
from kuager.formats.importers.interface import (
    MAX_CELL_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    Finding,
    ReadChoice,
    Row,
    Sheet,
    Workbook,
)
from kuager.formats.importers.text_encoding import Guess, guess_encoding, lines_of
from kuager.formats.importers.text_faults import TextFaults

NAME = "csv"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".tab", ".txt")
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf", b"\x1f\x8b", b"\x89PNG")


def recognise(name: str, head: bytes) -> bool:
    """Whether the file is called a text table and does not begin like something else."""
    return name.lower().endswith(SUFFIXES) and not head.startswith(_NOT_TEXT)


def open_sheets(data: bytes, choice: ReadChoice) -> Workbook:
    """Read a text table; raises an ImportFileError before any row is handed out."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise EmptyFileError
    if len(data) > MAX_FILE_BYTES:
        raise TooLargeError(what="bytes", limit=MAX_FILE_BYTES, found=len(data))
    guess = Guess(choice.encoding) if choice.encoding else guess_encoding(data)
    dialect = _dialect(data, guess.encoding, choice)
    table = _Table(data, guess.encoding, dialect, plain=choice.quotes == "plain")
    sheet, faults = _survey(table, choice)
    return Workbook(kind=NAME, sheets=(sheet,), findings=(*_guesses(guess, dialect), *faults))


def _guesses(guess: Guess, dialect: Delimiter) -> Iterator[Finding]:
    if not guess.certain:
        choices = (guess.encoding, *guess.others)
        yield Finding(
            code="encoding-guessed",
            facts={"encoding": guess.encoding},
            ask="encoding",
            choices=choices,
        )
    if dialect.others:
        choices = (dialect.sign, *dialect.others)
        yield Finding(
            code="delimiter-guessed",
            facts={"delimiter": repr(dialect.sign)},
            ask="delimiter",
            choices=choices,
        )


def _dialect(data: bytes, encoding: str, choice: ReadChoice) -> Delimiter:
    """The delimiter: chosen, named by the file, or guessed from its first lines."""
    lines = list(islice(lines_of(data, encoding), 200))
    named = named_delimiter(lines[0]) if lines else None
    if choice.delimiter is not None:
        return Delimiter(check_delimiter(choice.delimiter), named=named is not None)
    if named is not None:
        return Delimiter(check_delimiter(named), named=True)
    return guess_delimiter(lines, quotes=choice.quotes == "quotes")


@dataclass(frozen=True, slots=True)
class _Table:
    """The bytes with all that is needed to walk them as rows, as often as wanted."""

    data: bytes = field(repr=False)
    encoding: str
    dialect: Delimiter
    plain: bool = field(kw_only=True)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """(line it begins on, cells) of every row, empty ones left out."""
        csv.field_size_limit(MAX_CELL_BYTES)
        lines = lines_of(self.data, self.encoding)
        skipped = sum(1 for _ in islice(lines, 1 if self.dialect.named else 0))
        reader = csv_reader(lines, self.dialect.sign, quotes=not self.plain)
        line = skipped + 1
        try:
            for cells in reader:
                if any(cells):
                    yield line, cells
                line = skipped + reader.line_num + 1
        except csv.Error as error:
            if "limit" in str(error):
                raise TooLargeError(
                    what="characters in one cell", limit=MAX_CELL_BYTES, found=f"> {MAX_CELL_BYTES}"
                ) from error
            raise BrokenQuotesError(line=line) from error


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows below the header; walks the file anew each time."""

    table: _Table
    header_line: int
    unguard: bool = field(kw_only=True)

    def __iter__(self) -> Iterator[Row]:
        for line, cells in self.table.records():
            if line > self.header_line:
                yield Row(line, tuple(map(unguard, cells) if self.unguard else cells))


def _survey(table: _Table, choice: ReadChoice) -> tuple[Sheet, tuple[Finding, ...]]:
    """Walk the whole file once: find the header, check the limits, note what is odd."""
    first = list(islice(table.records(), LOOK_AT))
    chosen = choice.header_line.get("")
    at = header_index(first, chosen)
    header_line, written = first[at]
    survey = _Survey(len(written))
    for line, cells in table.records():
        survey.see(line, cells, below=line > header_line)
    names, odd = name_columns(written, survey.used, asked=choice.names is not None)
    asked = questioned_header([line for line, _ in first], at, asked=chosen is not None)
    sheet = Sheet(
        name="",
        header=names,
        rows=_Rows(table, header_line, unguard=choice.apostrophes == "remove"),
        row_count=survey.row_count,
        findings=(*asked, *odd, *survey.findings(choice)),
    )
    return sheet, survey.faults.findings()


class _Survey:
    """What one walk over all rows learns."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.used = [False] * width
        self.row_count = 0
        self.cell_count = 0
        self.long_rows: list[int] = []
        self.guarded = 0
        self.faults = TextFaults()
        self._idle = set(range(width))

    def see(self, line: int, cells: list[str], *, below: bool) -> None:
        """Look at one row; raises TooLargeError."""
        if len(cells) > MAX_COLUMNS:
            raise TooLargeError(what="columns", limit=MAX_COLUMNS, found=len(cells))
        text = "\t".join(cells)
        if len(text) > MAX_CELL_BYTES // 4:
            _check_cells(cells)
        self.faults.see(line, text)
        if below:
            self._count(line, cells, text)

    def _count(self, line: int, cells: list[str], text: str) -> None:
        self.row_count += 1
        self.cell_count += len(cells)
        if self.row_count > MAX_ROWS:
            raise TooLargeError(what="rows", limit=MAX_ROWS, found=f"> {MAX_ROWS}")
        if self.cell_count > MAX_CELLS:
            raise TooLargeError(what="cells", limit=MAX_CELLS, found=f"> {MAX_CELLS}")
        if len(cells) > self.width and any(cells[self.width :]):
            self.long_rows.append(line)
        if "'" in text:
            self.guarded += sum(1 for cell in cells if unguard(cell) != cell)
        for index in [i for i in self._idle if i < len(cells) and cells[i]]:
            self.used[index] = True
            self._idle.discard(index)

    def findings(self, choice: ReadChoice) -> Iterator[Finding]:
        """What a person should know of the rows."""
        if self.long_rows:
            yield Finding(
                code="uneven-rows",
                facts={"count": len(self.long_rows), "line": self.long_rows[0]},
            )
        if self.guarded:
            yield Finding(
                code="apostrophes",
                facts={"count": self.guarded},
                ask=None if choice.apostrophes else "apostrophes",
                choices=("keep", "remove"),
            )


def _check_cells(cells: list[str]) -> None:
    for cell in cells:
        size = len(cell.encode("utf-8", "surrogatepass"))
        if size > MAX_CELL_BYTES:
            raise TooLargeError(what="bytes in one cell", limit=MAX_CELL_BYTES, found=size)

"""One worksheet as a stream of rows, and what a person would not see at a glance in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kuager.formats.importers.errors import DamagedFileError, TooLargeError
from kuager.formats.importers.guarded_xml import Attributes, local_names, walk
from kuager.formats.importers.interface import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Row
from kuager.formats.importers.xlsx_numbers import number_text
from kuager.formats.importers.xlsx_parts import Book, SheetPart, check_length, unescape

MAX_MERGES = 100_000
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """A merged block: first and last row (from 1), first and last column (from 0)."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Tally:
    """How often something was met, and on which line first (0: never)."""

    count: int = 0
    line: int = 0

    def add(self, line: int) -> None:
        """Met once more."""
        self.count += 1
        self.line = self.line or line


@dataclass(slots=True)
class Notes:
    """What was met on the way through a sheet; complete once all its rows have been read."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    formulas: int = 0
    formulas_without_value: Tally = field(default_factory=Tally)
    errors: Tally = field(default_factory=Tally)
    impossible_dates: Tally = field(default_factory=Tally)


def read_rows(book: Book, sheet: SheetPart, notes: Notes) -> Iterator[Row]:
    """The rows that hold anything, cells as text; raises an ImportFileError."""
    reader = _SheetReader(book, notes)
    chunks = book.parts.stream(sheet.part)
    for _ in walk(chunks, part=sheet.part, start=reader.start, end=reader.end, data=reader.data):
        yield from reader.taken()


def column_index(letters: str) -> int:
    """A is 0, AA is 26; raises TooLargeError beyond the last column there is."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    if not 0 < index <= MAX_COLUMNS:
        raise TooLargeError(what="columns", limit=MAX_COLUMNS, found=index)
    return index - 1


class _SheetReader:
    """The handlers of one walk; a cell is put together between its beginning and its end."""

    _names = local_names("row", "c", "v", "f", "t", "rPh", "col", "mergeCell")

    def __init__(self, book: Book, notes: Notes) -> None:
        self._strings, self._formats, self._notes = book.strings, book.formats, notes
        self._rows: list[Row] = []
        self._cells: list[str] = []
        self._line = self._column = self._cell_count = self._size = 0
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._collect = self._phonetic = self._formula = False
        self._columns: dict[str, int] = {}
        self._starts: dict[str, Callable[[Attributes], object]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "col": self._note_column,
            "mergeCell": self._note_merge,
        }

    def taken(self) -> list[Row]:
        """The rows finished since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, element: str, attributes: Attributes) -> None:
        """An element begins."""
        kind = self._names.get(element)
        if kind == "v" or kind == "t":  # noqa: PLR1714 - twice as fast as a membership test
            self._collect = not self._phonetic
        elif kind == "f":
            self._formula = True
        elif kind == "rPh":
            self._phonetic = True
        elif kind is not None:
            self._starts[kind](attributes)

    def end(self, element: str) -> None:
        """An element ends."""
        kind = self._names.get(element)
        if kind == "v" or kind == "t":  # noqa: PLR1714
            self._collect = False
        elif kind == "c":
            self._end_cell()
        elif kind == "row":
            self._end_row()
        elif kind == "rPh":
            self._phonetic = False

    def data(self, text: str) -> None:
        """A piece of text; raises TooLargeError."""
        if self._collect:
            self._pieces.append(text)
            self._size += len(text)
            check_length(self._size)

    def _start_row(self, attributes: Attributes) -> None:
        line = _number(attributes.get("r"), otherwise=self._line + 1)
        if line > MAX_ROWS:
            raise TooLargeError(what="rows", limit=MAX_ROWS, found=line)
        if line <= self._line:
            raise DamagedFileError(reason="row-order", part="")
        self._line, self._column, self._cells = line, -1, []
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self._notes.hidden_rows.add(line)

    def _end_row(self) -> None:
        cells = self._cells
        if any(cells):
            self._cell_count += len(cells)
            if self._cell_count > MAX_CELLS:
                raise TooLargeError(what="cells", limit=MAX_CELLS, found=f"> {MAX_CELLS}")
            self._rows.append(Row(self._line, tuple(cells)))

    def _start_cell(self, attributes: Attributes) -> None:
        self._pieces, self._size = [], 0
        self._collect = self._phonetic = self._formula = False
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_index(letters)
        self._column = column

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        if self._formula:
            self._note_formula(text)
        if text:
            text = self._read(text)
        if text:
            missing = self._column - len(self._cells)
            if missing < 0:
                raise DamagedFileError(reason="cell-order", part="")
            if missing:
                self._cells.extend([""] * missing)
            self._cells.append(text)

    def _read(self, text: str) -> str:
        kind = self._type
        if kind == "s":
            index = _number(text, otherwise=-1)
            if not 0 <= index < len(self._strings):
                raise DamagedFileError(reason="shared-string", part="")
            return self._strings[index]
        if kind == "n":
            return self._read_number(text.strip())
        if kind == "b":
            return "TRUE" if text.strip() in _TRUE else "FALSE"
        if kind == "e":
            self._notes.errors.add(self._line)
        return unescape(text)

    def _read_number(self, stored: str) -> str:
        index = _number(self._style, otherwise=0)
        if index >= len(self._formats):
            return number_text(stored)
        text = self._formats[index](stored)
        if text is None:
            self._notes.impossible_dates.add(self._line)
            return number_text(stored)
        return text

    def _note_formula(self, text: str) -> None:
        self._notes.formulas += 1
        if not text:
            self._notes.formulas_without_value.add(self._line)

    def _note_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first = _number(attributes.get("min"), otherwise=1)
            last = min(_number(attributes.get("max"), otherwise=first), MAX_COLUMNS)
            self._notes.hidden_columns.update(range(first - 1, last))

    def _note_merge(self, attributes: Attributes) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match is None or len(self._notes.merges) >= MAX_MERGES:
            raise DamagedFileError(reason="merged-cells", part="")
        left, top, right, bottom = match.groups()
        merge = Merge(int(top), int(bottom), column_index(left), column_index(right))
        self._notes.merges.append(merge)


def _number(text: str | None, *, otherwise: int) -> int:
    """A whole number from an attribute; raises DamagedFileError on anything else."""
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) <= 10):  # noqa: PLR2004
        raise DamagedFileError(reason="not-a-number", part="")
    return int(text)

"""What every importer offers, and the plain values it hands over.

An importer turns the bytes of one file into sheets of text, exactly as written; it knows nothing
of events or people. What it had to guess, and what a person would not see at a glance (hidden
rows, formulas, merged cells), it says as `Finding`; a finding with `ask` wants an answer, given by
opening the file again with a fuller `ReadChoice`.

Everything that can be wrong with the whole file is found while it is opened, before the first
row is handed out: nothing is ever half imported.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, Protocol

import msgspec

from kuager import Fact
from kuager.formats.importers.findings import SENTENCES

MAX_FILE_BYTES = 512 << 20
MAX_ROWS = 2_000_000
MAX_COLUMNS = 16_384
MAX_CELL_BYTES = 1 << 20
MAX_CELLS = 100_000_000


class Row(msgspec.Struct, frozen=True, gc=False):
    """One row: the line it begins on (from 1, as the person sees it) and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a file that a person should know, or has to answer.

    `code` is a stable slug with a sentence in `findings.SENTENCES`; `facts` fill it. `ask` names
    the field of ReadChoice that answers it, or is None when it is only to be shown. `choices` are
    the answers to offer, likeliest first; the first is what the sheets were read with.
    """

    code: str
    facts: dict[str, Fact]
    ask: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The English sentence with its {facts} open, as the catalogues of words know it."""
        return SENTENCES[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadChoice:
    """What a person has confirmed about a file; None means not asked yet.

    `header_line` is the line of the header row, for each sheet by its name (a CSV file's only
    sheet is called ""). `hidden`: read or leave hidden rows, columns. `merged`: leave a merged
    value in its first cell, or spread it over the cells it covers. `apostrophes`: keep, or remove
    the ones that a list made by Kuager carries before a would-be formula. `quotes`: "plain" reads
    quotation marks as ordinary letters.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quotes: Literal["quotes", "plain"] = "quotes"
    header_line: dict[str, int] = field(default_factory=dict)
    names: Literal["numbered"] | None = None
    hidden: Literal["read", "leave"] | None = None
    merged: Literal["leave", "spread"] | None = None
    apostrophes: Literal["keep", "remove"] | None = None


NOTHING_CHOSEN = ReadChoice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file. `rows` may be walked more than once; empty rows are left out.

    `header` has no empty and no double names: an empty one is called by its letters ("[C]"), a
    double one is numbered ("name (2)"). A row may be shorter or longer than the header.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[Row]
    row_count: int
    state: Literal["visible", "hidden", "very hidden"] = "visible"
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file, read: its sheets in their order, and what concerns the file as a whole."""

    kind: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def questions(self) -> tuple[Finding, ...]:
        """Every finding that wants an answer, the file's own first."""
        own = [f for f in self.findings if f.ask is not None]
        of_sheets = [f for sheet in self.sheets for f in sheet.findings if f.ask is not None]
        return (*own, *of_sheets)


class Importer(Protocol):
    """A module on this shelf."""

    NAME: str
    """The slug of the format, as shown and as kept in a mapping."""

    SUFFIXES: tuple[str, ...]
    """File endings, lower case, with the dot."""

    def recognise(self, name: str, head: bytes) -> bool:
        """Whether this importer would open the file; `head` is its first 4 KiB or more."""
        ...

    def open_sheets(self, data: bytes, choice: ReadChoice) -> Workbook:
        """Read the bytes; raises an ImportFileError, never anything else."""
        ...

"""Opening the file of an import: its size first, then its bytes once, then the one sheet meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.importers import importer_for
from kuager.formats.importers.errors import TooLargeError
from kuager.formats.importers.interface import (
    MAX_FILE_BYTES,
    NOTHING_CHOSEN,
    Finding,
    ReadChoice,
    Sheet,
    Workbook,
)
from kuager.model.draft import Draft, Rejected
from kuager.model.mapping import Mapping, compile_mapping
from kuager.model.schema import Schema
from kuager.verbs.papers import demand_file

_HEAD_BYTES = 65536
_HALF_OF_A_FILE = re.compile(r"-[a-z]$")


class FileQuestionError(KuagerError):
    """Something about the file has to be confirmed before it is read."""

    code = "file-question"
    exit_code = 2
    text = N_(
        "Before {file} is read, something has to be confirmed ({question}). Nothing was read."
    )


class NotOneSheetError(KuagerError):
    """The mapping does not say which sheet to read."""

    code = "which-sheet"
    exit_code = 2
    text = N_("{file} has {sheets} sheets. Say which one to import with --sheet. Nothing was read.")


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that was brought by a form: in memory only, never on the disk in clear."""

    name: str
    data: bytes = field(repr=False)


TableFile = Path | HeldFile
"""Where a table is read from: a file on the disk, or one in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """How one file is to be read: its mapping, and what was confirmed about it.

    `sheet` is the name of a sheet of a workbook, or its number from 1.
    """

    file: TableFile
    mapping: Mapping
    choice: ReadChoice = NOTHING_CHOSEN
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A file that was opened: what is read of each row, and the SHA-256 of the whole."""

    drafts: Iterator[Draft | Rejected]
    digest: str


def open_table(part: FilePlan, schema: Schema) -> OpenTable:
    """The rows of a file whose every question was answered. Raises FileQuestionError."""
    data = read_file(part.file)
    book = open_book(part.file, data, part.choice)
    sheet = chosen_sheet(book, part.sheet, part.file)
    questions = questions_of(book, sheet)
    if questions:
        raise FileQuestionError(file=part.file.name, question=str(questions[0].ask))
    read = compile_mapping(part.mapping, schema, header=sheet.header)
    return OpenTable(map(read, sheet.rows), sha256(data).hexdigest())


def read_file(file: TableFile) -> bytes:
    """The bytes of a regular file that is not too large to be looked at."""
    if isinstance(file, HeldFile):
        _demand_size(len(file.data))
        return file.data
    demand_file(file)
    _demand_size(file.stat().st_size)
    return file.read_bytes()


def _demand_size(size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise TooLargeError(what="bytes", limit=MAX_FILE_BYTES, found=size)


def open_book(file: TableFile, data: bytes, choice: ReadChoice) -> Workbook:
    """The sheets of a file, by whichever importer knows it."""
    return importer_for(file.name, data[:_HEAD_BYTES]).open_sheets(data, choice)


def chosen_sheet(book: Workbook, wanted: str | None, file: TableFile) -> Sheet:
    """The one sheet that is meant: by its name, else by its number."""
    sheets = [sheet for sheet in book.sheets if wanted in (None, sheet.name)]
    if not sheets and wanted is not None and wanted.isdecimal():
        sheets = list(book.sheets[max(0, int(wanted) - 1) : int(wanted)])
    if len(sheets) != 1:
        raise NotOneSheetError(file=file.name, sheets=len(book.sheets))
    return sheets[0]


def fitting_mapping(stem: str, mappings: Iterable[tuple[str, Mapping]]) -> Mapping | None:
    """The mapping that is called like a table, by its file's name, else by its own.

    `events-a` and `events-b` are read by the mapping of `events`.
    """
    name = mapping_name(stem)
    listed = list(mappings)
    by_file = dict(listed)
    by_id = {mapping.id: mapping for _, mapping in listed}
    return by_file.get(name) or by_id.get(name)


def mapping_name(stem: str) -> str:
    """What the mapping of a table is called."""
    return _HALF_OF_A_FILE.sub("", stem)


def questions_of(book: Workbook, sheet: Sheet) -> list[Finding]:
    """What has to be confirmed of the file and of this sheet of it."""
    return [found for found in (*book.findings, *sheet.findings) if found.ask is not None]

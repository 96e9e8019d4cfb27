"""The small parts of a workbook: which sheets there are, the shared strings, the number formats."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kuager.formats.importers.errors import DamagedFileError, TooLargeError, UnknownKindError
from kuager.formats.importers.guarded_xml import Attributes, local_names, walk, walk_all
from kuager.formats.importers.interface import MAX_CELL_BYTES
from kuager.formats.importers.xlsx_numbers import NumberText, format_reader
from kuager.formats.importers.zip_parts import ZipParts

State = Literal["visible", "hidden", "very hidden"]

MAX_STRINGS = 10_000_000
MAX_STRING_LENGTH = 128 << 20
"""Characters in all shared strings together; they are held in memory."""

_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "very hidden"}
_ESCAPE = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_MAX_FORMATS = 70_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A worksheet: its name as shown, its part in the container, whether it is hidden."""

    name: str
    part: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What every sheet of the workbook needs to be read."""

    parts: ZipParts
    sheets: tuple[SheetPart, ...]
    strings: list[str]
    formats: list[NumberText]


def open_book(data: bytes) -> Book:
    """Read everything but the sheets themselves; raises an ImportFileError."""
    parts = ZipParts(data)
    home = _find_workbook(parts)
    targets = _relations(parts, home)
    sheets, from_1904 = _sheets(parts, home, targets)
    folder = posixpath.dirname(home)
    strings = _part_ending(parts, targets, folder, "sharedStrings.xml")
    styles = _part_ending(parts, targets, folder, "styles.xml")
    return Book(
        parts=parts,
        sheets=sheets,
        strings=list(_strings(parts, strings)) if strings else [],
        formats=_formats(parts, styles, from_1904=from_1904) if styles else [],
    )


def unescape(text: str) -> str:
    """`_x000D_` stands for a character that XML cannot carry."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _find_workbook(parts: ZipParts) -> str:
    targets = _relations(parts, "")
    found = [t for t in targets.values() if t in parts.names and t.endswith("workbook.xml")]
    if found:
        return found[0]
    if "xl/workbook.xml" in parts.names:
        return "xl/workbook.xml"
    raise UnknownKindError


def _relations(parts: ZipParts, source: str) -> dict[str, str]:
    """Relation id to part name, of a part or (for "") the container; outside links left out."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    targets: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/")

    if part in parts.names:
        walk_all(parts.read(part), part=part, start=start)
    return targets


def _part_ending(parts: ZipParts, targets: dict[str, str], folder: str, name: str) -> str | None:
    for target in (*targets.values(), posixpath.join(folder, name)):
        if target.lower().endswith(name.lower()) and target in parts.names:
            return target
    return None


def _sheets(
    parts: ZipParts, home: str, targets: dict[str, str]
) -> tuple[tuple[SheetPart, ...], bool]:
    names = local_names("sheet", "workbookPr")
    found: list[SheetPart] = []
    from_1904: list[bool] = []

    def start(element: str, attributes: Attributes) -> None:
        kind = names.get(element)
        if kind == "workbookPr":
            from_1904.append(attributes.get("date1904", "0") in ("1", "true"))
        if kind == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            part = targets.get(relation, "")
            if "worksheet" in part:
                state = _STATES.get(attributes.get("state", ""), "visible")
                found.append(SheetPart(name=attributes.get("name", ""), part=part, state=state))

    walk_all(parts.read(home), part=home, start=start)
    if not found:
        raise DamagedFileError(reason="no-sheets", part=home)
    return tuple(found), any(from_1904)


def _formats(parts: ZipParts, part: str, *, from_1904: bool) -> list[NumberText]:
    """How the numbers of each cell style are read."""
    names = local_names("numFmt", "cellXfs", "xf", "cellStyles", "dxfs")
    codes: dict[str, str] = {}
    ids: list[str] = []
    section: list[str] = [""]

    def start(element: str, attributes: Attributes) -> None:
        kind = names.get(element)
        if kind == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif kind == "xf" and section[0] == "cellXfs":
            ids.append(attributes.get("numFmtId", "0"))
        elif kind is not None:
            section[0] = kind

    walk_all(parts.read(part), part=part, start=start)
    if len(ids) > _MAX_FORMATS or not all(i.isdecimal() for i in ids):
        raise DamagedFileError(reason="styles", part=part)
    readers = {i: format_reader(int(i), codes.get(i, ""), from_1904=from_1904) for i in set(ids)}
    return [readers[i] for i in ids]


def _strings(parts: ZipParts, part: str) -> Iterator[str]:
    reader = _Strings()
    for _ in walk(
        parts.stream(part), part=part, start=reader.start, end=reader.end, data=reader.data
    ):
        yield from reader.taken()


class _Strings:
    """Collects the `si` elements: plain or rich text, without the phonetic hints."""

    _names = local_names("si", "t", "rPh")

    def __init__(self) -> None:
        self._done: list[str] = []
        self._pieces: list[str] = []
        self._collect = self._phonetic = False
        self._size = self._total = self._count = 0

    def taken(self) -> list[str]:
        """The strings finished since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, element: str, _: Attributes) -> None:
        """An element begins."""
        kind = self._names.get(element)
        if kind == "si":
            self._pieces, self._size = [], 0
        elif kind == "rPh":
            self._phonetic = True
        elif kind == "t":
            self._collect = not self._phonetic

    def end(self, element: str) -> None:
        """An element ends."""
        kind = self._names.get(element)
        if kind == "t":
            self._collect = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "si":
            self._count += 1
            _check_limit("texts", self._count, MAX_STRINGS)
            self._done.append(unescape("".join(self._pieces)))

    def data(self, text: str) -> None:
        """A piece of text; raises TooLargeError."""
        if self._collect:
            self._pieces.append(text)
            self._size += len(text)
            self._total += len(text)
            check_length(self._size)
            _check_limit("characters", self._total, MAX_STRING_LENGTH)


def check_length(size: int) -> None:
    """Raises TooLargeError when a cell is longer than any cell may be."""
    _check_limit("characters in one cell", size, MAX_CELL_BYTES)


def _check_limit(what: str, found: int, limit: int) -> None:
    if found > limit:
        raise TooLargeError(what=what, limit=limit, found=f"> {limit}")

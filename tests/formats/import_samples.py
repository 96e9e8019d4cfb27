"""Workbooks made for the tests: honest ones by openpyxl, hostile ones by hand."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from kuager.formats.importers import xlsx_file
from kuager.formats.importers.interface import NOTHING_CHOSEN, ReadChoice, Sheet, Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def honest(fill: Callable[[Worksheet], object]) -> bytes:
    """A workbook of one sheet that `fill` has filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def table(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet with these rows."""

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(list(row))

    return honest(fill)


def handmade(rows: str, more: Mapping[str, str | bytes] | None = None, tail: str = "") -> bytes:
    """A workbook whose sheet data is written out; `more` adds or replaces parts."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet,
        **(more or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def inline(reference: str, text: str) -> str:
    """One cell of text."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(line: int, *texts: str, attributes: str = "") -> str:
    """One row of cells of text."""
    cells = "".join(inline(f"{chr(65 + i)}{line}", text) for i, text in enumerate(texts))
    return f'<row r="{line}"{attributes}>{cells}</row>'


def opened(data: bytes, choice: ReadChoice = NOTHING_CHOSEN) -> Workbook:
    """The workbook, read."""
    return xlsx_file.open_sheets(data, choice)


def cells_of(sheet: Sheet) -> list[tuple[str, ...]]:
    """The cells of all rows."""
    return [found.cells for found in sheet.rows]


def codes_of(workbook: Workbook) -> set[str]:
    """The codes of all findings; each must have the facts that its sentence wants."""
    findings = [*workbook.findings, *(f for sheet in workbook.sheets for f in sheet.findings)]
    assert all(finding.text.format_map(finding.facts) for finding in findings)
    return {finding.code for finding in findings}

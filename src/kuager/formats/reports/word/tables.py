"""Tables of the Word file: as wide as the text, the header row repeated.

Those of a few rows are kept whole. The rows of others flow over pages, two at least before a break
and after it.
"""

from typing import Protocol

from kuager.formats.reports.press.sheet import LaidTable, Line
from kuager.formats.reports.word.page import text_width
from kuager.formats.reports.word.xml import Element, w


class Cell(Protocol):
    """Writes the paragraph of one cell in a style."""

    def __call__(self, style: str, line: Line, *, is_first: bool) -> Element:
        """The paragraph; `is_first` for the first cell of the header."""


def table(laid: LaidTable, cell: Cell) -> Element:
    """`w:tbl`."""
    columns = [
        (text_width() * share // 1000, "TableFigure" if numeric else "TableText")
        for share, numeric in zip(laid.shares, laid.numeric, strict=True)
    ]
    last = len(laid.rows) - 1
    kept = range(last) if laid.is_short else (0, last - 1)
    rows = [_row(laid.header, columns, "Kept", cell, is_header=True)]
    rows += [
        _row(row, columns, "Kept" * (n in kept), cell, is_header=False)
        for n, row in enumerate(laid.rows)
    ]
    grid = w("tblGrid", *(w("gridCol", w=width) for width, _ in columns))
    return w("tbl", _properties(), grid, *rows)


def _row(
    cells: tuple[Line, ...],
    columns: list[tuple[int, str]],
    kept: str,
    cell: Cell,
    *,
    is_header: bool,
) -> Element:
    """One row, in styles that keep it with the next where `kept` says so."""
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if is_header else None))
    for n, (line, (width, style)) in enumerate(zip(cells, columns, strict=True)):
        size = w("tcPr", w("tcW", w=width, type="dxa"))
        row.append(w("tc", size, cell(style + kept, line, is_first=is_header and n == 0)))
    return row


def _properties() -> Element:
    """The table's style, as wide as the text, its first row a header."""
    return w(
        "tblPr",
        w("tblStyle", val="Ledger"),
        w("tblW", w=5000, type="pct"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0),
    )

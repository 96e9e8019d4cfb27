"""A list as CSV for a spreadsheet: every cell is text, none can become a formula.

UTF-8 with the mark that Excel needs, every cell in quotation marks, lines ended CR LF. Whatever a
spreadsheet would run gets a visible apostrophe; reading the file back with the answer "remove the
apostrophes" gives what was written. Which columns may be here is decided before.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from kuager.formats.formula_guard import guard

NAME = "csv"
MEDIA_TYPE = "text/csv"
SUFFIX = ".csv"

Cell = str | int | None

_ROWS_AT_ONCE = 1000


def write_csv(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, delimiter: str = ","
) -> Iterator[bytes]:
    """The bytes of the file, in chunks. None is an empty cell, a number stays bare digits."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(map(_safe, header))
    for number, row in enumerate(rows, start=1):
        writer.writerow(map(_safe, row))
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _safe(cell: Cell) -> str:
    if cell is None:
        return ""
    return guard(cell) if isinstance(cell, str) else str(cell)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")

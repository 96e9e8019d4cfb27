"""What stands between the cells of a text table."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kuager.formats.importers.errors import BadChoiceError

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

DELIMITERS = (";", ",", "\t", "|")
_SEP_LINE = re.compile(r'^"?sep=(.)"?[\r\n]*$', re.IGNORECASE)
_LOOK_AT = 50
_NEARLY = 0.8


@dataclass(frozen=True, slots=True)
class Delimiter:
    """A sign, whether the file itself names it (first line `sep=`), and other candidates."""

    sign: str
    named: bool = False
    others: tuple[str, ...] = ()


def named_delimiter(first_line: str) -> str | None:
    """The sign of a `sep=;` line, which Excel understands as an order; None if it is not one."""
    match = _SEP_LINE.match(first_line)
    return match[1] if match is not None else None


def check_delimiter(sign: str) -> str:
    """A sign that may separate cells; raises BadChoiceError."""
    if len(sign) != 1 or sign in '"\r\n\0' or sign.isalnum():
        raise BadChoiceError(choice="delimiter", given=sign[:4])
    return sign


def csv_reader(
    lines: Iterable[str], sign: str, *, quotes: bool, strict: bool = True
) -> "CsvReader":
    """The standard library's reader, with quotation marks understood or read as letters."""
    if quotes:
        return csv.reader(lines, delimiter=sign, strict=strict)
    return csv.reader(lines, delimiter=sign, strict=strict, quoting=csv.QUOTE_NONE)


def guess_delimiter(lines: list[str], *, quotes: bool) -> Delimiter:
    """The sign that cuts the first lines into the most even rows of more than one cell.

    Another sign is a rival, and a person is asked, if it cuts nearly as evenly into nearly as many
    columns: a comma inside the sentences of a semicolon table is none.
    """
    cuts = {sign: _cut(lines, sign, quotes=quotes) for sign in DELIMITERS}
    possible = sorted(
        (sign for sign in DELIMITERS if cuts[sign].evenness > 0),
        key=lambda sign: (-cuts[sign].evenness, -cuts[sign].width),
    )
    if not possible:
        return Delimiter(",")
    best = cuts[possible[0]]
    rivals = (
        sign
        for sign in possible[1:]
        if cuts[sign].evenness >= _NEARLY * best.evenness and cuts[sign].width * 2 > best.width
    )
    return Delimiter(possible[0], others=tuple(rivals))


class _Cut(NamedTuple):
    """The commonest width in cells, and the share of rows that have it; 0 if it is one cell."""

    width: int
    evenness: float


def _cut(lines: list[str], sign: str, *, quotes: bool) -> _Cut:
    try:
        rows = list(csv_reader(lines[:_LOOK_AT], sign, quotes=quotes, strict=False))
    except csv.Error:
        return _Cut(1, 0)
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return _Cut(1, 0)
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return _Cut(width, count / sum(widths.values()) if width > 1 else 0)

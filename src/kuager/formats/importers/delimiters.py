"""What stands between the cells of a text table."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kuager.formats.importers.errors import BadChoiceError

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

DELIMITERS = (";", ",", "\t", "|")
_SEP_LINE = re.compile(r'^"?sep=(.)"?[\r\n]*$', re.IGNORECASE)
_LOOK_AT = 50


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
    """The sign that cuts the first lines into the most even rows of more than one cell."""
    scores = {sign: _evenness(lines, sign, quotes=quotes) for sign in DELIMITERS}
    ranked = sorted(DELIMITERS, key=lambda sign: -scores[sign])
    possible = [sign for sign in ranked if scores[sign] > 0]
    if not possible:
        return Delimiter(",")
    return Delimiter(possible[0], others=tuple(s for s in possible[1:] if _rivals(scores, s)))


def _rivals(scores: dict[str, float], sign: str) -> bool:
    return scores[sign] >= max(scores.values()) / 2


def _evenness(lines: list[str], sign: str, *, quotes: bool) -> float:
    """The share of rows as wide as the commonest, if that is more than one cell wide."""
    try:
        rows = list(csv_reader(lines[:_LOOK_AT], sign, quotes=quotes, strict=False))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return count / sum(widths.values()) if width > 1 else 0

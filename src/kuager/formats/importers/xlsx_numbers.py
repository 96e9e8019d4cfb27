"""Numbers of a workbook as text, the way the person who typed them sees them.

A workbook stores every number as a binary fraction and every date as a count of days; only the
cell's format tells them apart. Nothing is guessed: a number is a date only if its format says so.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

NumberText = Callable[[str], str | None]
"""A cell's stored number to its text; None if it is a date that does not exist."""

_BUILT_IN_DATES = {14: "dmy", 15: "dmy", 16: "dm", 17: "my", 22: "dmyh"}
_BUILT_IN_TIMES = (18, 19, 20, 21, 45, 47)
_BUILT_IN_PERCENT = (9, 10)
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p', re.IGNORECASE)
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_GROUPS = re.compile(r"y+|m+|d+|h+|s+")
_FRACTION_DIGITS = ".15g"
_LAST_SERIAL = 2_958_466
_DAY_SECONDS = 86_400
_LEAP_BUG = 60
"""The 29 February 1900, which Excel believes in and the calendar does not."""


def number_text(stored: str) -> str:
    """A plain number: the shortest text with Excel's fifteen digits, never "1.0" or "7E+10"."""
    if stored.isdecimal() and stored.isascii():
        return stored
    try:
        number = float(stored)
    except ValueError:
        return stored
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124
        return stored
    short = Decimal(format(number, _FRACTION_DIGITS))
    return format(short.normalize() + 0, "f")


def percent_text(stored: str) -> str:
    """21 % is stored as 0.21 and was typed as 21%."""
    text = number_text(stored)
    try:
        return format((Decimal(text) * 100).normalize() + 0, "f") + "%"
    except ArithmeticError:
        return text


def format_reader(number_id: int, code: str, *, from_1904: bool) -> NumberText:
    """How numbers under this format are read; `code` is "" for a built-in one."""
    signs = _date_signs(number_id, code)
    if signs:
        return _date_reader(signs, from_1904=from_1904)
    if number_id in _BUILT_IN_PERCENT or "%" in _NOT_SIGNS.sub("", code):
        return percent_text
    if re.fullmatch(r"0{2,}", code) is not None:
        return lambda stored: number_text(stored).zfill(len(code))
    return number_text


def _date_signs(number_id: int, code: str) -> str:
    """Which of d, m, y, h a format shows; an empty text if it is not for dates or times."""
    if not code:
        return "h" if number_id in _BUILT_IN_TIMES else _BUILT_IN_DATES.get(number_id, "")
    first = code.split(";", maxsplit=1)[0]
    if _ELAPSED.search(first) is not None:
        return ""
    groups = [group[0] for group in _GROUPS.findall(_NOT_SIGNS.sub("", first).lower())]
    signs = set()
    for index, sign in enumerate(groups):
        before = groups[index - 1] if index else ""
        after = groups[index + 1] if index + 1 < len(groups) else ""
        is_minute = sign == "m" and (before == "h" or after == "s")
        signs.add("h" if sign in "hs" or is_minute else sign)
    return "".join(sorted(signs))


def _date_reader(signs: str, *, from_1904: bool) -> NumberText:
    shown = set(signs)
    only_month = {"m", "y"} <= shown and "d" not in shown
    length = 7 if only_month else 4 if shown == {"y"} else 10

    def read(stored: str) -> str | None:
        moment = _moment(stored, from_1904=from_1904, time_only=shown == {"h"})
        if moment is None:
            return None
        if shown == {"h"}:
            return moment.strftime("%H:%M:%S")
        if "h" in shown and (moment.hour or moment.minute or moment.second):
            return moment.isoformat(timespec="seconds")
        return moment.isoformat()[:length]

    return read


def _moment(stored: str, *, from_1904: bool, time_only: bool) -> datetime | None:
    try:
        serial = float(stored)
    except ValueError:
        return None
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days = int(serial)
    seconds = round((serial - days) * _DAY_SECONDS)
    if time_only:
        return datetime(1900, 1, 1) + timedelta(seconds=seconds % _DAY_SECONDS)  # noqa: DTZ001
    if from_1904:
        return datetime(1904, 1, 1) + timedelta(days=days, seconds=seconds)  # noqa: DTZ001
    if days in (0, _LEAP_BUG):
        return None
    first = datetime(1899, 12, 31 if days < _LEAP_BUG else 30)  # noqa: DTZ001
    return first + timedelta(days=days, seconds=seconds)

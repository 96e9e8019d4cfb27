"""From a date as it is written to the days that it can mean; for `count_open_folder.py`.

Years, months, days, times; seasons, quarters, thirds and halves; unknown digits; about and perhaps;
from one date to another, with an open end; one of several. The rules are those of dates.md. Which
days fit unknown digits is found by walking through the calendar, day by day.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

End = date | None
"""A first or a last day; None: no bound."""
Days = tuple[date, date]
DAY = timedelta(days=1)
PART = re.compile(r"([?~%]?)([0-9X]+)([?~%]?)")
MARGIN = {"": 0, "?": 1, "~": 1, "%": 2}
LONG = {3: "21 22 23 24 33 34 35 36", 4: "37 38 39", 6: "40 41"}
"""What stands in place of a month, by how many months it lasts."""
BEGINS = {"21": 3, "22": 6, "23": 9, "24": 1, "33": 1, "34": 4, "35": 7, "36": 10, "37": 1,
          "38": 5, "39": 9, "40": 1, "41": 7}  # fmt: skip
WINTER = "24"
"""January of its year, and the December of it with the two months that follow."""


@lru_cache(maxsize=1 << 16)
def days(text: str) -> list[Days]:
    """What a date can mean at most, as far as it reaches; several of a set, none of no date."""
    try:
        return [(low or date.min, high or date.max) for _, _, low, high in _members(text.strip())]
    except ValueError:
        return []


@lru_cache(maxsize=1 << 16)
def said(text: str) -> tuple[End, End]:
    """The first and the last day that are said, whatever is about or perhaps."""
    return _around(text, 0)


@lru_cache(maxsize=1 << 16)
def reach(text: str) -> tuple[End, End]:
    """The first and the last day that it reaches."""
    return _around(text, 2)


def order(text: str) -> tuple[date, date, str]:
    """By first day, then the more precise; without a beginning by its end."""
    first, last = said(text)
    return first or last or date.max, last or date.max, text


def _around(text: str, at: int) -> tuple[End, End]:
    try:
        found = _members(text.strip())
    except ValueError:
        return None, None
    lows, highs = [one[at] for one in found], [one[at + 1] for one in found]
    first = None if None in lows else min(low for low in lows if low)
    return first, None if None in highs else max(high for high in highs if high)


def _members(text: str) -> list[tuple[End, End, End, End]]:
    """(first said, last said, first reached, last reached) of each that it can be."""
    if text.startswith("["):
        return [_run(*one.strip().partition("..")) for one in text[1:-1].split(",")]
    low, slash, high = text.partition("/")
    return [_run("" if low == ".." else low, slash, "" if high == ".." else high)]


def _run(low: str, mark: str, high: str) -> tuple[End, End, End, End]:
    """From one date to another, where there is a mark between them."""
    first = _one(low) if low or not mark else (None,) * 4
    last = _one(high) if high else (None,) * 4 if mark else first
    return first[0], last[1], first[2], last[3]


def _one(text: str) -> tuple[End, End, End, End]:
    """One date. Raises ValueError for what is none."""
    found = [PART.fullmatch(part) for part in text.partition("T")[0].split("-")]
    if found[3:] or None in found:
        raise ValueError
    parts = [part.groups() for part in found if part]
    year, month, day = [*(digits for _, digits, _ in parts), "", ""][:3]
    margins = [*(MARGIN[left] + MARGIN[right] for left, _, right in parts), 0, 0]
    if year == "XXXX":
        return None, None, None, None
    length = next((n for n, codes in LONG.items() if month in codes.split()), 1)
    if length > 1 and day:
        raise ValueError
    first, last = _season(year, month, length) if length > 1 else _fitting(year, month, day)
    months, beyond = 12 * margins[0] + length * margins[1], margins[2] * DAY
    if not (months or beyond):
        return first, last, first, last
    after = None if last == date.max else _moved(last + DAY, beyond, months)
    return first, last, _moved(first, -beyond, -months), after and after - DAY


def _season(year: str, month: str, length: int) -> tuple[date, date]:
    begins, low, high = BEGINS[month], *_years(year)
    ends = 14 if month == WINTER else begins + length - 1
    return date(low, begins, 1), _last(12 * high + ends - 1)


def _fitting(year: str, month: str, day: str) -> tuple[date, date]:
    """The first and the last day of the calendar that have these digits."""
    wanted = re.compile(f"{year}-{month or 'XX'}-{day or 'XX'}".replace("X", "[0-9]"))
    low, high = _years(year)
    first, last = date(low, 1, 1), date(high, 12, 31)
    while not wanted.fullmatch(first.isoformat()):
        if first == last:
            raise ValueError
        first += DAY
    while not wanted.fullmatch(last.isoformat()):
        last -= DAY
    return first, last


def _years(year: str) -> tuple[int, int]:
    return max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))


def _last(months: int) -> date:
    """The last day of a month, counted from the year 0; of the calendar, where that ends."""
    year, month = divmod(months + 1, 12)
    return date.max if year > date.max.year else date(year, month + 1, 1) - DAY


def _moved(day: date, more: timedelta, months: int) -> End:
    """A day so many months, then so much further; the last of a shorter month; None for none."""
    there = 12 * day.year + day.month - 1 + months
    try:
        first = date(there // 12, there % 12 + 1, 1)
        return min(first + (day.day - 1) * DAY, _last(there)) + more
    except (ValueError, OverflowError):
        return None

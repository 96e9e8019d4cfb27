"""One simple date of EDTF text, and the days it can mean.

The parts of a date (year, month or season, day) may have unknown digits and marks of doubt. What
the text says and how far it reaches are two spans of days; docs/spec/dates.md has the rules.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from typing import Literal, NamedTuple

from kuager import N_, KuagerError

# fmt: off
Precision = Literal[
    "time", "day", "month", "season", "year", "decade", "century", "unknown", "interval", "set",
]
# fmt: on
Placement = Literal["in", "possibly", "out"]
Bound = date | None


class DateError(KuagerError):
    """A text that is not a date this project can keep without guessing."""

    code = "date-unreadable"
    exit_code = 2
    text = N_(
        "This is not a date that can be read: write 2021, 2021-05 or 2021-05-28, "
        "with ~ for about and ? for perhaps."
    )


class NoSuchDayError(DateError):
    """A date the calendar does not have."""

    code = "date-not-in-calendar"
    text = N_("The calendar has no such day: check the month and the day.")


class DatesReversedError(DateError):
    """A period that ends before it begins."""

    code = "date-ends-before-start"
    text = N_("The period ends before it begins: write the earlier date first.")


class Span(NamedTuple):
    """Days from one to another, both included; None is no bound."""

    earliest: Bound
    latest: Bound

    def placed(self, first: date, last: date) -> Placement:
        """Where these days lie as seen from the period first to last.

        A period from the first day of all (`date.min`) has no beginning, so what is only known to
        be before some day lies in it; one to `date.max` has no end.
        """
        begins, ends = self.earliest or date.min, self.latest or date.max
        if ends < first or begins > last:
            return "out"
        return "in" if first <= begins and ends <= last else "possibly"


def hull(spans: Iterable[Span]) -> Span:
    """The shortest span that holds all of them."""
    begins, ends = zip(*spans, strict=True)
    return Span(
        None if None in begins else min(begins),
        None if None in ends else max(ends),
    )


class Moment(NamedTuple):
    """What a date says, how far it reaches, and its smallest known part."""

    said: Span
    reach: Span
    precision: Precision


class Season(NamedTuple):
    """First and last month of a season (past 12: next year), and its length in months."""

    first: int
    last: int
    length: int


_MOMENT = re.compile(
    r"""(?P<year_left>[?~%]?) (?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|[0-9]XXX|XXXX)
        (?P<year_right>[?~%]?)
        (?:-(?P<month_left>[?~%]?) (?P<month>[0-9X]{2}) (?P<month_right>[?~%]?)
        (?:-(?P<day_left>[?~%]?) (?P<day>[0-9X]{2}) (?P<day_right>[?~%]?)
        (?P<time>T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?
            (?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?)?
        )?)?""",
    re.VERBOSE,
)
_MARGIN = {"": 0, None: 0, "?": 1, "~": 1, "%": 2}
# Winter is both winters of a year: a person who says "winter 2021" may mean either.
_SEASONS = {
    "21": Season(3, 5, 3),
    "22": Season(6, 8, 3),
    "23": Season(9, 11, 3),
    "24": Season(1, 14, 3),
    "33": Season(1, 3, 3),
    "34": Season(4, 6, 3),
    "35": Season(7, 9, 3),
    "36": Season(10, 12, 3),
    "37": Season(1, 4, 4),
    "38": Season(5, 8, 4),
    "39": Season(9, 12, 4),
    "40": Season(1, 6, 6),
    "41": Season(7, 12, 6),
}


def read_moment(text: str) -> Moment:
    """One date with its marks and unknown digits."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise DateError
    season = _season(found)
    said = _season_span(found["year"], season) if season else _days_span(found)
    return Moment(said, _reach(said, found, season), _precision(found, season))


def _season(found: re.Match[str]) -> Season | None:
    """The months of a season, quarter or half; None where the month is a month."""
    month = found["month"]
    if month is None or "X" in month or month <= "12":
        return None
    if month not in _SEASONS or found["day"] is not None:
        raise DateError
    return _SEASONS[month]


def _years(year: str) -> range:
    """The years a text such as 202X can mean."""
    return range(max(1, int(year.replace("X", "0"))), int(year.replace("X", "9")) + 1)


def _season_span(year: str, season: Season) -> Span:
    """The days of a season: the last month may lie in the next year."""
    years = _years(year)
    if year == "XXXX" or not years:
        raise DateError
    carry, last = divmod(season.last - 1, 12)
    return Span(date(years[0], season.first, 1), month_end(years[-1] + carry, last + 1))


def _days_span(found: re.Match[str]) -> Span:
    """The first and the last day that fit the digits which are known."""
    years = _years(found["year"])
    months = _fitting(found["month"], 12)
    days = _fitting(found["day"], 31)
    earliest = next(_days(product(years, months, days)), None)
    latest = next(_days(product(reversed(years), reversed(months), reversed(days))), None)
    if earliest is None:
        raise NoSuchDayError
    return Span(None, None) if found["year"] == "XXXX" else Span(earliest, latest)


@lru_cache(maxsize=1024)
def _fitting(digits: str | None, last: int) -> tuple[int, ...]:
    """The numbers from 1 to last that a text such as 2X can mean; None can mean all."""
    return tuple(
        number
        for number in range(1, last + 1)
        if digits is None
        or all(known in ("X", digit) for known, digit in zip(digits, f"{number:02}", strict=True))
    )


def _days(candidates: Iterator[tuple[int, int, int]]) -> Iterator[date]:
    """Those of the candidates that the calendar has, in their order."""
    return (
        date(year, month, day)
        for year, month, day in candidates
        if day <= monthrange(year, month)[1]
    )


def month_end(year: int, month: int) -> date:
    """The last day of a month; of the calendar where the year is past it."""
    return date.max if year > date.max.year else date(year, month, monthrange(year, month)[1])


def _precision(found: re.Match[str], season: Season | None) -> Precision:
    """The smallest part that is known."""
    unknown_digits = found["year"].count("X")
    if unknown_digits:
        return ("decade", "century", "unknown", "unknown")[unknown_digits - 1]
    if season is not None:
        return "season"
    if found["month"] is None or "X" in found["month"]:
        return "year"
    if found["day"] is None or "X" in found["day"]:
        return "month"
    return "day" if found["time"] is None else "time"


def _reach(said: Span, found: re.Match[str], season: Season | None) -> Span:
    """The span widened by one unit of each marked part, by two for %."""
    years, units, days = (
        _MARGIN[found[f"{part}_left"]] + _MARGIN[found[f"{part}_right"]]
        for part in ("year", "month", "day")
    )
    if not (years or units or days):
        return said
    months = 12 * years + units * (season.length if season else 1)
    return Span(
        None if said.earliest is None else _moved(said.earliest, -months, -days),
        None if said.latest is None else _moved_end(said.latest, months, days),
    )


def _moved(day: date, months: int, days: int) -> Bound:
    """A day moved by months, then days; None where the calendar ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        in_month = min(day.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, in_month) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def _moved_end(day: date, months: int, days: int) -> Bound:
    """A last day moved so that the end of a month stays the end of a month."""
    if day == date.max:
        return None
    following = _moved(day + timedelta(days=1), months, days)
    return None if following is None else following - timedelta(days=1)

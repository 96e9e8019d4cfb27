"""Dates as people here write them, read into EDTF; only where one reading is certain.

`29.05.2021`, `05.2021`, `28-29.05.2021`, `29 мая 2021 г.`, `2021 жылғы 29 мамыр`, `May 29, 2021`
have one reading. `03/04/2021` has two, `29.05.21` leaves the century open, "yesterday" leaves the
day, and 31.02 has none: for all of these the answer is a reason, never a guess.
"""

import re
from functools import lru_cache

from kuager import N_, KuagerError
from kuager.model.dates import DateError, DatesReversedError, NoSuchDayError, read_date

FIRST_YEAR, LAST_YEAR = 1850, 2100
"""Outside of these a year is another calendar's or a slip."""


class UnreadableDateError(KuagerError):
    """A date that has no certain reading. Facts: reason (a slug)."""

    code = "date-not-certain"
    text = N_("This date has no certain reading ({reason}); it was not changed and not saved.")

    def __init__(self, reason: str) -> None:
        """`reason` is a slug: no-such-day, two-readings, no-century, other-calendar, not-a-date."""
        super().__init__(reason=reason)
        self.reason = reason


_MONTH_WORDS = (
    "january jan январь января янв қаңтар",
    "february feb февраль февраля фев ақпан",
    "march mar март марта мар наурыз",
    "april apr апрель апреля апр сәуір",
    "may май мая мамыр",
    "june jun июнь июня июн маусым",
    "july jul июль июля июл шілде",
    "august aug август августа авг тамыз",
    "september sep sept сентябрь сентября сен сент қыркүйек",
    "october oct октябрь октября окт қазан",
    "november nov ноябрь ноября ноя нояб қараша",
    "december dec декабрь декабря дек желтоқсан",
)
_MONTHS = {
    word: f"{number:02}" for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()
}
_MONTH = "(?P<month>[a-zа-яёәғқңөұүһі]{3,9})\\.?"
_YEAR = "(?P<year>[12][0-9]{3})"
_DAY = "(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|-?го|-?е)?"
_LAST = "(?P<last>[0-3]?[0-9])"
_TAIL = "(?: ?(?:г\\.?|года|году|год|ж\\.?|жылы|жылғы|жыл))?"
_DASH = " ?[-–—] ?"

_NUMBERS = re.compile(r"(?P<day>[0-3]?[0-9])\.(?P<month>[01]?[0-9])\." + _YEAR + _TAIL)
_DAYS_RUN = re.compile(
    r"(?P<day>[0-3]?[0-9])\.?" + _DASH + _LAST + r"\.(?P<month>[01]?[0-9])\." + _YEAR + _TAIL
)
_MONTH_RUN = re.compile(r"(?P<month>[01]?[0-9])\." + _YEAR + _TAIL)
_BIG_FIRST = re.compile(_YEAR + r"[./](?P<month>[01]?[0-9])[./](?P<day>[0-3]?[0-9])")
_TWO_WAYS = re.compile(r"(?P<one>[0-3]?[0-9])[/-](?P<two>[0-3]?[0-9])[/-]" + _YEAR)
_SHORT_YEAR = re.compile(r"[0-3]?[0-9][./-][01]?[0-9][./-][0-9]{2}" + _TAIL)
_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        f"{_DAY} {_MONTH},? {_YEAR}{_TAIL}",
        f"{_DAY}{_DASH}{_LAST} {_MONTH},? {_YEAR}{_TAIL}",
        f"{_MONTH} {_DAY},? {_YEAR}",
        f"{_MONTH} {_DAY}{_DASH}{_LAST},? {_YEAR}",
        f"{_MONTH},? {_YEAR}{_TAIL}",
        f"{_YEAR}{_TAIL},? {_DAY}(?:{_DASH}{_LAST})? {_MONTH}",
        f"{_YEAR}{_TAIL},? {_MONTH}",
    )
)
_YEAR_ALONE = re.compile(_YEAR + _TAIL)
_NO_SUCH_MONTH = re.compile(r"[12][0-9]{3}[-./][0-9]{2}(?:[-./][0-9]{2})?")
_SPACES = re.compile(r"\s+")
_RUN = re.compile(r"(.{6,}?) ?[-–—] ?(.{6,})")


@lru_cache(maxsize=1 << 16)
def edtf_of(written: str) -> str:
    """The EDTF text of a date as written; raises UnreadableDateError with the reason."""
    text = _SPACES.sub(" ", written.strip())
    try:
        found = read_date(text)
    except NoSuchDayError:
        raise UnreadableDateError("no-such-day") from None
    except DatesReversedError:
        raise UnreadableDateError("dates-reversed") from None
    except DateError:
        found = read_date(_checked(_from_local(text.lower())))
    for bound in (found.earliest, found.latest):
        if bound is not None and not FIRST_YEAR <= bound.year <= LAST_YEAR:
            raise UnreadableDateError("other-calendar")
    return found.text


def _checked(text: str) -> str:
    """`text`, if the calendar has it."""
    try:
        read_date(text)
    except NoSuchDayError:
        raise UnreadableDateError("no-such-day") from None
    except DatesReversedError:
        raise UnreadableDateError("dates-reversed") from None
    except DateError:
        raise UnreadableDateError("no-such-day") from None
    return text


def _from_local(text: str) -> str:
    """EDTF from a local form, not yet checked against the calendar."""
    single = _single(text)
    if single is not None:
        return single
    run = _RUN.fullmatch(text)
    if run is not None:
        ends = (_single(run[1]), _single(run[2]))
        if ends[0] is not None and ends[1] is not None:
            return f"{ends[0]}/{ends[1]}"
    raise UnreadableDateError(_why_not(text))


def _single(text: str) -> str | None:
    for pattern in (_NUMBERS, _DAYS_RUN, _MONTH_RUN, _BIG_FIRST, _YEAR_ALONE):
        match = pattern.fullmatch(text)
        if match is not None:
            return _joined(match.groupdict())
    two_ways = _TWO_WAYS.fullmatch(text)
    if two_ways is not None:
        return _told_apart(two_ways["one"], two_ways["two"], two_ways["year"])
    for pattern in _WORDS:
        match = pattern.fullmatch(text)
        if match is not None and match["month"] in _MONTHS:
            return _joined(match.groupdict() | {"month": _MONTHS[match["month"]]})
    return None


def _joined(found: dict[str, str | None]) -> str:
    """Year, month, day and last day of a run, as far as they are there."""
    start = "-".join(
        part.zfill(2) for part in (found["year"], found.get("month"), found.get("day")) if part
    )
    last = found.get("last")
    return start if last is None else f"{start}/{start[:-2]}{last.zfill(2)}"


def _told_apart(one: str, two: str, year: str) -> str:
    """`29/05/2021`: certain only if one of the numbers cannot be a month."""
    if int(one) > 12 >= int(two):  # noqa: PLR2004
        return f"{year}-{two.zfill(2)}-{one.zfill(2)}"
    if int(two) > 12 >= int(one):  # noqa: PLR2004
        return f"{year}-{one.zfill(2)}-{two.zfill(2)}"
    if one == two:
        return f"{year}-{one.zfill(2)}-{two.zfill(2)}"
    raise UnreadableDateError("two-readings")


def _why_not(text: str) -> str:
    if _NO_SUCH_MONTH.fullmatch(text) is not None:
        return "no-such-day"
    return "no-century" if _SHORT_YEAR.fullmatch(text) is not None else "not-a-date"

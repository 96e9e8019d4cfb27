"""Dates as people here write them, read into EDTF; only where one reading is certain.

`29.05.2021`, `05.2021`, `28-29.05.2021`, `29 мая 2021 г.`, `2021 жылғы 29 мамыр`, `May 29, 2021`
have one reading; so have `spring 2023`, `около мая 2021` and `ночь на 8 марта 2023` (from the 7th
to the 8th). `03/04/2021` has two, `29.05.21` leaves the century open, `8 марта` the year,
"yesterday" the day, and 31.02 has none: for all of these the answer is a reason, never a guess.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from kuager import N_, KuagerError
from kuager.model.dates import DateError, DatesReversedError, NoSuchDayError, read_date

FIRST_YEAR, LAST_YEAR = 1850, 2100
"""Outside of these a year is another calendar's or a slip."""


class UnreadableDateError(KuagerError):
    """A date that has no certain reading. Facts: reason (a slug)."""

    code = "date-not-certain"
    exit_code = 2
    text = N_("This date has no certain reading ({reason}); it was not changed and not saved.")

    def __init__(self, reason: str) -> None:
        """`reason` is a slug: no-such-day, two-readings, no-century, no-year, not-a-date."""
        super().__init__(reason=reason)
        self.reason = reason


_MONTH_WORDS = (
    "january jan январь января январе янв қаңтар қаңтарда",
    "february feb февраль февраля феврале фев ақпан ақпанда",
    "march mar март марта марте мар наурыз наурызда",
    "april apr апрель апреля апреле апр сәуір сәуірде",
    "may май мая мае мамыр мамырда",
    "june jun июнь июня июне июн маусым маусымда",
    "july jul июль июля июле июл шілде шілдеде",
    "august aug август августа августе авг тамыз тамызда",
    "september sep sept сентябрь сентября сентябре сен сент қыркүйек қыркүйекте",
    "october oct октябрь октября октябре окт қазан қазанда",
    "november nov ноябрь ноября ноябре ноя нояб қараша қарашада",
    "december dec декабрь декабря декабре дек желтоқсан желтоқсанда",
)
_MONTHS = {
    word: f"{number:02}" for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()
}
_MONTH = "(?P<month>[a-zа-яёәғқңөұүһі]{3,11})\\.?"
_YEAR = "(?P<year>[12][0-9]{3})"
_DAY = "(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|-?го|-?е)?"
_LAST = "(?P<last>[0-3]?[0-9])"
_TAIL = "(?: ?(?:г\\.?|года|году|год|ж\\.?|жылы|жылғы|жылдың|жыл))?"
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
_SEASON_WORDS = (
    ("21", "spring весна весны весной весною көктем көктемі көктемде көктемінде"),
    ("22", "summer лето лета летом жаз жазы жазда жазында"),
    ("23", "autumn fall осень осени осенью күз күзі күзде күзінде"),
    ("24", "winter зима зимы зимой зимою қыс қысы қыста қысында"),
)
_SEASONS = {word: number for number, words in _SEASON_WORDS for word in words.split()}
_SEASON = "(?P<season>[a-zа-яёәғқңөұүһі]{3,9})"
_SEASON_OF_YEAR = tuple(
    re.compile(pattern)
    for pattern in (f"{_SEASON},? {_YEAR}{_TAIL}", f"{_YEAR}{_TAIL},? {_SEASON}")
)
_IN = re.compile(r"(?:in|on|в|во) (?!ночь)")
_ABOUT = re.compile(r"(?:about|around|circa|около|примерно|приблизительно|шамамен) ")
_NIGHT = (
    re.compile(r"(?:в )?ночь (?:с (?P<eve>[0-3]?[0-9])(?: [а-я]+)? )?на (?P<day>.+)"),
    re.compile(r"(?:on |in )?(?:the )?night (?:to|before) (?:the )?(?P<day>.+)"),
    re.compile(r"(?P<day>.+?)(?:ға|ге|қа|ке) қараған түн(?:і|де|інде)?"),
)
_YEAR_ALONE = re.compile(_YEAR + _TAIL)
_NO_SUCH_MONTH = re.compile(r"[12][0-9]{3}[-./][0-9]{2}(?:[-./][0-9]{2})?")
_ONE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ONE_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
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
    """One date, or one run of days within a month; with "in" or "about" before it or without."""
    text = _IN.sub("", text, count=1) if _IN.match(text) else text
    about = _ABOUT.match(text)
    if about is not None:
        found = _single(text[about.end() :])
        return None if found is None or not _ONE_DATE.fullmatch(found) else f"{found}~"
    return _night(text) or _of_season(text) or _exact(text)


def _night(text: str) -> str | None:
    """The night that ends on a day, as the two days it lies in."""
    for pattern in _NIGHT:
        match = pattern.fullmatch(text)
        found = None if match is None else _exact(match["day"])
        if match is None or found is None or _ONE_DAY.fullmatch(found) is None:
            continue
        end = date.fromisoformat(_checked(found))
        start = end - timedelta(days=1)
        eve = match.groupdict().get("eve")
        if eve is not None and int(eve) != start.day:
            raise UnreadableDateError("no-such-day")
        return f"{start.isoformat()}/{end.isoformat()}"
    return None


def _of_season(text: str) -> str | None:
    for pattern in _SEASON_OF_YEAR:
        match = pattern.fullmatch(text)
        if match is not None and match["season"] in _SEASONS:
            return f"{match['year']}-{_SEASONS[match['season']]}"
    return None


def _exact(text: str) -> str | None:
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


def _without_year(text: str) -> bool:
    """Whether only the year is missing: with any one it would be a date."""
    has_one = re.search(r"[0-9]{4}", text) is not None
    return not has_one and any(map(_single, (f"{text} 2020", f"2020 {text}")))


def _why_not(text: str) -> str:
    if _NO_SUCH_MONTH.fullmatch(text) is not None:
        return "no-such-day"
    if _without_year(text):
        return "no-year"
    return "no-century" if _SHORT_YEAR.fullmatch(text) is not None else "not-a-date"

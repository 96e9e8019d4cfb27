"""Dates as they are known: EDTF (ISO 8601-2) text with the days it can mean.

A date is kept as the text that was written; nothing is rounded and nothing is guessed. Read here:

    2021  2021-05  2021-05-28  2021-05-28T18:30     a year, a month, a day, a time of that day
    2021-21 … 2021-24                               spring, summer, autumn, winter
    2021-33 … 2021-41                               quarters, thirds and halves of a year
    202X  2021-XX  2021-05-XX  XXXX-05-28           digits that are not known
    2024-03~  2021?  2021%  2021?-05  2021-05-~28   about, perhaps, both; for all or for a part
    2021-05/2021-07  2021-05/..  2021-05/           from … to; still going on; end not known
    [2021-05-28,2021-05-29]  [..2021]               one of these

`earliest` and `latest` bound the date as said (None: no bound). What is marked about or perhaps
reaches further by one unit of the marked part on both sides (% by two): `2024-03~` is said to be
March and reaches from February to April. Whether a date certainly lies in a period is asked of
its reach. Winter `2021-24` reaches from January 2021 to February 2022, since both are called so.
docs/spec/dates.md says why, and what of EDTF is refused.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kuager.model.moments import (
    Bound,
    DateError,
    DatesReversedError,
    Moment,
    NoSuchDayError,
    Placement,
    Precision,
    Span,
    hull,
    month_end,
    read_moment,
)

__all__ = [
    "DateError",
    "DatesReversedError",
    "NoSuchDayError",
    "Placement",
    "Precision",
    "Span",
    "UncertainDate",
    "read_date",
]

_PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
_LONGEST = 400  # characters; a longer set of dates is a mistake
_OPEN = Moment(Span(None, None), Span(None, None), "unknown")


@dataclass(frozen=True, slots=True)
class UncertainDate:
    """A date as it is known; equal when written alike."""

    text: str
    earliest: Bound
    latest: Bound
    precision: Precision
    reach: tuple[Span, ...]

    @property
    def year(self) -> int | None:
        """The one year in which the date certainly lies."""
        begins, ends = hull(self.reach)
        return begins.year if begins and ends and begins.year == ends.year else None

    @property
    def month(self) -> tuple[int, int] | None:
        """The one month (year, month) in which the date certainly lies."""
        begins, ends = hull(self.reach)
        if begins and ends and (begins.year, begins.month) == (ends.year, ends.month):
            return begins.year, begins.month
        return None

    @property
    def order(self) -> tuple[date, date, str]:
        """A sorting key: by first day, then the more precise, then the text; undated last."""
        begins = self.earliest or self.latest or date.max
        return begins, self.latest or date.max, self.text

    def is_within(self, first: date, last: date) -> Placement:
        """Whether the date lies in the period first to last, both included.

        `in` and `out` are certain for every day the date can mean; all else is `possibly`.
        """
        places = {span.placed(first, last) for span in self.reach}
        return places.pop() if len(places) == 1 else "possibly"


@lru_cache(maxsize=1 << 16)
def read_date(text: str) -> UncertainDate:
    """Read an EDTF text; blanks around it are dropped, all else is kept as written.

    Raises DateError, NoSuchDayError or DatesReversedError.
    """
    text = text.strip()
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _read_plain(text, *plain.groups())
    if len(text) > _LONGEST:
        raise DateError
    if text.startswith("[") and text.endswith("]"):
        return _read_set(text)
    moment = _period(text) if "/" in text else read_moment(text)
    return UncertainDate(text, *moment.said, moment.precision, (moment.reach,))


def _read_plain(text: str, year: str, month: str | None, day: str | None) -> UncertainDate:
    """The fast path: a whole year, month or day, without marks."""
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise NoSuchDayError from None
    precision: Precision = "day" if day else "month" if month else "year"
    if month is None:
        last = first.replace(month=12, day=31)
    else:
        last = first if day else month_end(first.year, first.month)
    return UncertainDate(text, first, last, precision, (Span(first, last),))


def _read_set(text: str) -> UncertainDate:
    """One of several: `[2021-05-28,2021-05-29]`, `[2021..2023]`, `[..2021]`."""
    members = [_member(member.strip()) for member in text[1:-1].split(",")]
    said = hull(member.said for member in members)
    return UncertainDate(text, *said, "set", tuple(member.reach for member in members))


def _member(text: str) -> Moment:
    """A date of a set, or a run of dates `a..b` of which it is one."""
    lower, dots, upper = text.partition("..")
    return _between(lower, upper) if dots else read_moment(text)


def _period(text: str) -> Moment:
    """From one date to another: `2021-05/2021-07`, `2021-05/..`, `/2021`."""
    lower, _, upper = text.partition("/")
    return _between("" if lower == ".." else lower, "" if upper == ".." else upper)


def _between(lower: str, upper: str) -> Moment:
    """From the first day of `lower` to the last of `upper`; an empty text is an open end."""
    if not lower and not upper:
        raise DateError
    begin = read_moment(lower) if lower else _OPEN
    end = read_moment(upper) if upper else _OPEN
    said = Span(begin.said.earliest, end.said.latest)
    if said.earliest is not None and said.latest is not None and said.earliest > said.latest:
        raise DatesReversedError
    return Moment(said, Span(begin.reach.earliest, end.reach.latest), "interval")

"""Working days: weekends, a country's holidays, and how a time limit is counted over them.

Nothing is guessed: a holiday that follows the moon is known only for the years that are listed,
and a limit that runs into another year says so (`Due.unknown`). An uncertain date is counted from
both of its ends: the day from which *they* are surely late is the latest possible, the day by
which *we* must act the earliest. Our own last day is never moved later, theirs is when it is free.
"""

from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from functools import cached_property
from typing import Literal

from kuager.model.dates import DateError, read_date

Unit = Literal["hours", "days", "working-days", "weeks", "months", "years"]
"""What a limit is counted in (words of the vocabulary `rule_unit`)."""
Side = Literal["them", "us"]
"""Who has to act: the body that must answer, or we who must go on."""

_ONE = timedelta(days=1)
_SATURDAY = 5
_HOURS_A_DAY = 24
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Fixed:
    """A holiday of the same day every year ("05-09"), in force from `first` to `last`.

    `carried`: where it falls on a weekend, the next working day is free instead.
    """

    day: str
    carried: bool
    first: int = 1
    last: int = MAXYEAR

    def on(self, year: int) -> date | None:
        """The day of a year; None where it was no holiday."""
        if not self.first <= year <= self.last:
            return None
        month, _, day = self.day.partition("-")
        return date(year, int(month), int(day))


@dataclass(frozen=True)
class Holidays:
    """The days off of one country, with where this is written and how sure it is."""

    holidays: str
    mark: str
    as_of: str
    provision: dict[str, str]
    fixed: tuple[Fixed, ...] = ()
    moving: tuple[str, ...] = ()

    @cached_property
    def known_years(self) -> frozenset[int]:
        """The years whose moving holidays are known."""
        return frozenset(int(day[:4]) for day in self.moving)

    def is_working(self, day: date) -> bool:
        """Whether offices are open on this day, as far as is known."""
        return day.weekday() < _SATURDAY and day not in self._free(day.year)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; the day itself is not counted."""
        while count > 0:
            day += _ONE
            count -= self.is_working(day)
        return day

    def open_from(self, day: date) -> date:
        """The day, or the first working day after it."""
        while not self.is_working(day):
            day += _ONE
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`."""
        if last <= first:
            return 0
        weeks, rest = divmod((last - first).days, 7)
        tail = (last - _ONE * back for back in range(rest))
        working = weeks * _SATURDAY + sum(day.weekday() < _SATURDAY for day in tail)
        return working - sum(self._lost(y, first, last) for y in range(first.year, last.year + 1))

    def unknown(self, first: date, last: date) -> tuple[int, ...]:
        """The years of a period whose moving holidays are not known."""
        return tuple(y for y in range(first.year, last.year + 1) if y not in self.known_years)

    def _lost(self, year: int, first: date, last: date) -> int:
        """How many working days of a year holidays take between two days."""
        days = self._weekdays.get(year)
        if days is None:
            days = [day for day in sorted(self._free(year)) if day.weekday() < _SATURDAY]
            self._weekdays[year] = days
        return bisect_right(days, last) - bisect_right(days, first)

    def _free(self, year: int) -> frozenset[date]:
        found = self._cache.get(year)
        if found is None:
            found = self._cache[year] = self._free_days(year)
        return found

    def _free_days(self, year: int) -> frozenset[date]:
        days = [(fixed.on(year), fixed.carried) for fixed in self.fixed]
        own = {day for day, _ in days if day is not None}
        own |= {date.fromisoformat(day) for day in self.moving if int(day[:4]) == year}
        for day, carried in sorted((d, c) for d, c in days if d is not None):
            if carried and day.weekday() >= _SATURDAY:
                own.add(_next_free_to_give(day, own))
        return frozenset(own)

    @cached_property
    def _weekdays(self) -> dict[int, list[date]]:
        return {}

    @cached_property
    def _cache(self) -> dict[int, frozenset[date]]:
        return {}


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit; `unknown` are years whose moving holidays nobody wrote down yet."""

    day: date
    start: date
    unknown: tuple[int, ...] = ()


def due(said: str | None, count: int, unit: Unit, *, side: Side, days: Holidays) -> Due | None:
    """When a limit ends that began on a date as it is known (EDTF); None if that is not known.

    The day on which it begins is not counted.
    """
    start = _start(said, side)
    if start is None:
        return None
    try:
        end = _end(start, count, unit, days)
        end = days.open_from(end) if side == "them" else end
    except (OverflowError, ValueError):
        return None
    needs_holidays = unit == "working-days" or side == "them"
    return Due(end, start, days.unknown(start, end) if needs_holidays else ())


def _start(said: str | None, side: Side) -> date | None:
    """The day from which is counted; an open or unknown date has none."""
    if not said:
        return None
    try:
        found = read_date(said)
    except DateError:
        return None
    begins, ends = [span.earliest for span in found.reach], [span.latest for span in found.reach]
    if None in begins or None in ends:
        return None
    return max(filter(None, ends)) if side == "them" else min(filter(None, begins))


def _end(start: date, count: int, unit: Unit, days: Holidays) -> date:
    if unit == "working-days":
        return days.after(start, count)
    if unit == "hours":
        return start + timedelta(days=-(-count // _HOURS_A_DAY))
    if unit in ("days", "weeks"):
        return start + timedelta(days=count * (7 if unit == "weeks" else 1))
    return _months_later(start, count * (_MONTHS_A_YEAR if unit == "years" else 1))


def _months_later(start: date, count: int) -> date:
    """The same day of a later month, or its last day where the month is shorter."""
    years, month = divmod(start.month - 1 + count, _MONTHS_A_YEAR)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _next_free_to_give(day: date, taken: set[date]) -> date:
    """The first working day after a holiday on a weekend."""
    while day.weekday() >= _SATURDAY or day in taken:
        day += _ONE
    return day

"""Working days: weekends, holidays and limits, against a count that is plain and slow."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuager.model.ladder import load_ladders
from kuager.model.working_days import Fixed, Holidays, due

KZ = load_ladders().holidays["KZ"]
DAYS = st.dates(date(2020, 1, 1), date(2027, 12, 31))
ONE = timedelta(days=1)


def slowly(day: date, count: int) -> date:
    """The same, one day at a time."""
    while count:
        day += ONE
        count -= KZ.is_working(day)
    return day


@settings(deadline=None)
@given(DAYS, st.integers(0, 60))
def test_days_are_counted_over_weekends_and_holidays(start: date, count: int) -> None:
    """The day reached is a working one, and just so many lie between."""
    end = KZ.after(start, count)

    assert end == slowly(start, count)
    assert count == 0 or KZ.is_working(end)
    assert KZ.between(start, end) == count


@settings(deadline=None)
@given(DAYS, DAYS)
def test_counting_between_is_counting_each(first: date, last: date) -> None:
    """What is reckoned by weeks is what one counts on fingers."""
    each = [first + ONE * n for n in range(1, (last - first).days + 1)]

    assert KZ.between(first, last) == sum(map(KZ.is_working, each))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2022-05-10", False),  # 7 May was a Saturday, 9 May a Monday that was free anyway
        ("2022-05-11", True),
        ("2024-06-16", False),  # Kurban Ait
        ("2025-06-06", False),
        ("2023-01-09", True),  # the Christmas of a Saturday is not carried on
        ("2021-12-17", False),
        ("2024-12-17", True),  # one day only since 2022
        ("2026-10-26", False),  # the holiday of a Sunday is carried to this Monday
        ("2023-10-25", False),
    ],
)
def test_known_days(day: str, *, works: bool) -> None:
    """Days whose like people remember."""
    assert KZ.is_working(date.fromisoformat(day)) is works


def test_their_last_day_moves_to_a_working_one_and_ours_does_not() -> None:
    """A limit that ends on a Saturday: they have until Monday, we do not rely on that."""
    theirs = due("2025-03-03", 12, "days", side="them", days=KZ)
    ours = due("2025-03-03", 12, "days", side="us", days=KZ)

    assert theirs is not None
    assert ours is not None
    assert (theirs.day, ours.day) == (date(2025, 3, 17), date(2025, 3, 15))


@settings(deadline=None)
@given(st.sampled_from(["2025-03", "2025-03-01/2025-03-09", "2025-03~", "[2025-03-02,2025-04-07]"]))
def test_an_uncertain_date_counts_on_the_safe_side(said: str) -> None:
    """They are late only when it is certain; we act by the earliest day it can be."""
    theirs = due(said, 15, "working-days", side="them", days=KZ)
    ours = due(said, 15, "working-days", side="us", days=KZ)

    assert theirs is not None
    assert ours is not None
    assert ours.start < theirs.start
    assert ours.day < theirs.day


@pytest.mark.parametrize("said", [None, "", "2025-03/..", "no date"])
def test_without_a_day_there_is_no_limit(said: str | None) -> None:
    """Nothing is guessed."""
    assert due(said, 15, "days", side="them", days=KZ) is None


def test_a_month_ends_with_the_month() -> None:
    """Three months from the last of November, one from the last of January."""
    found = [due(day, n, "months", side="us", days=KZ) for day, n in
             (("2024-11-30", 3), ("2025-01-31", 1), ("2024-02-29", 12))]  # fmt: skip

    assert [one.day.isoformat() for one in found if one] == [
        "2025-02-28",
        "2025-02-28",
        "2025-02-28",
    ]


def test_years_that_nobody_listed_are_named() -> None:
    """A limit that runs into a year whose moving holidays are not known says so."""
    near = due("2026-11-20", 15, "working-days", side="them", days=KZ)
    far = due("2026-12-20", 15, "working-days", side="them", days=KZ)

    assert near is not None
    assert far is not None
    assert near.unknown == ()
    assert far.unknown == (2027,)


def test_hours_are_begun_days() -> None:
    """Twenty-four hours end a day later, twenty-five two."""
    found = [due("2025-03-04", n, "hours", side="us", days=KZ) for n in (24, 25)]

    assert [one.day.day for one in found if one] == [5, 6]


@pytest.mark.parametrize("said", ["9999-12-30", "9999-12"])
def test_the_end_of_time_is_no_limit(said: str) -> None:
    """A date at the end of the calendar is answered with nothing, not with a crash."""
    assert due(said, 400, "days", side="us", days=KZ) is None


def test_a_holiday_has_years() -> None:
    """Before it was made and after it was abolished it is a day like any other."""
    made = Holidays(
        "XX", "memory", "2026", {}, (Fixed("03-04", carried=True, first=2021, last=2022),)
    )

    assert [made.is_working(date(year, 3, 4)) for year in (2020, 2021, 2022, 2024)] == [
        True, False, False, True,
    ]  # fmt: skip

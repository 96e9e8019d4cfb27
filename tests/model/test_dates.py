"""Facts about dates as they are known: what they can mean, and what is never guessed."""

from contextlib import suppress
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kuager.model.dates import (
    DateError,
    DatesReversedError,
    NoSuchDayError,
    UncertainDate,
    read_date,
)
from kuager.model.moments import read_moment

DAY = timedelta(days=1)
MAY_28, MAY_29 = date(2021, 5, 28), date(2021, 5, 29)
OPEN = (None, None)


def days(text: str) -> tuple[date | None, date | None]:
    """The bounds of a date, for a short assertion."""
    read = read_date(text)
    return read.earliest, read.latest


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2021", "2021-01-01", "2021-12-31", "year"),
        ("2021-05", "2021-05-01", "2021-05-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2021-05-28", "2021-05-28", "2021-05-28", "day"),
        ("2021-05-28T18:30", "2021-05-28", "2021-05-28", "time"),
        ("2021-05-28T18:30:05+05:00", "2021-05-28", "2021-05-28", "time"),
        ("2021-21", "2021-03-01", "2021-05-31", "season"),
        ("2021-22", "2021-06-01", "2021-08-31", "season"),
        ("2021-23", "2021-09-01", "2021-11-30", "season"),
        ("2023-24", "2023-01-01", "2024-02-29", "season"),
        ("2021-36", "2021-10-01", "2021-12-31", "season"),
        ("2021-39", "2021-09-01", "2021-12-31", "season"),
        ("2021-40", "2021-01-01", "2021-06-30", "season"),
        ("202X-21", "2020-03-01", "2029-05-31", "decade"),
        ("202X", "2020-01-01", "2029-12-31", "decade"),
        ("20XX", "2000-01-01", "2099-12-31", "century"),
        ("0XXX", "0001-01-01", "0999-12-31", "unknown"),
        ("2021-XX", "2021-01-01", "2021-12-31", "year"),
        ("2021-1X", "2021-10-01", "2021-12-31", "year"),
        ("2021-XX-28", "2021-01-28", "2021-12-28", "year"),
        ("2021-XX-31", "2021-01-31", "2021-12-31", "year"),
        ("2021-05-XX", "2021-05-01", "2021-05-31", "month"),
        ("2021-05-2X", "2021-05-20", "2021-05-29", "month"),
        ("2021-02-2X", "2021-02-20", "2021-02-28", "month"),
        ("202X-02-29", "2020-02-29", "2028-02-29", "decade"),
        ("2024-03~", "2024-03-01", "2024-03-31", "month"),
        ("2021?-05", "2021-05-01", "2021-05-31", "month"),
        ("2021-05-~28", "2021-05-28", "2021-05-28", "day"),
        ("?2021-05-28", "2021-05-28", "2021-05-28", "day"),
        ("2021-05-28/2021-05-29", "2021-05-28", "2021-05-29", "interval"),
        ("2020-01/2021-10", "2020-01-01", "2021-10-31", "interval"),
        ("2021~/2022?", "2021-01-01", "2022-12-31", "interval"),
        ("[2021-05-28,2021-05-29]", "2021-05-28", "2021-05-29", "set"),
        ("[2021-05-28, 2022]", "2021-05-28", "2022-12-31", "set"),
        ("[2021..2023]", "2021-01-01", "2023-12-31", "set"),
        ("9999-24", "9999-01-01", "9999-12-31", "season"),
    ],
)
def test_bounds_are_the_days_a_date_can_mean(
    text: str, first: str, last: str, precision: str
) -> None:
    """Every form has its first day, its last day and its smallest known part."""
    read = read_date(text)
    expected = (text, date.fromisoformat(first), date.fromisoformat(last), precision)
    assert expected == (read.text, read.earliest, read.latest, read.precision)


def test_open_ends_have_no_bound() -> None:
    """An end that is open or not known is None, not a far day."""
    assert (MAY_28, None) == days("2021-05-28/..") == days("2021-05-28/") == days("[2021-05-28..]")
    assert (None, MAY_28) == days("../2021-05-28") == days("/2021-05-28") == days("[..2021-05-28]")
    assert OPEN == days("XXXX") == days("XXXX-05-28") == days("XXXX-02-29")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "unknown", "28.05.2021", "28/05/2021", "2021-5", "2021-5-1", "05/2021", "21"),
        *(
            "2021-13",
            "2021-20",
            "2021-25",
            "2021-42",
            "2021-21-01",
            "2021-05-28T25:00",
            "2021T10:00",
        ),
        *(
            "２０２１",
            "٢٠٢١",
            "2021–05",
            "2021 -05",
            "2021-05-28T",
            "2021-05-28 18:30",
            "2X21",
            "X021",
        ),
        *("/", "../..", "/..", "2021/2022/2023", "[]", "[2021", "2021]", "[2021,,2022]", "[..]"),
        *("{2021,2022}", "Y17000", "-0050", "2021S3", "2021??", "2021~?", "XXXX-21", "2021-21^x"),
        *("[" + ",".join(["2021"] * 100) + "]", "2021\x00", "2021\n-05"),
    ],
)
def test_what_is_not_a_date_is_refused(text: str) -> None:
    """A text that would have to be guessed at is refused in one sentence without its content."""
    with pytest.raises(DateError) as refused:
        read_date(text)
    assert {} == refused.value.facts


@pytest.mark.parametrize(
    "text",
    [
        *("2021-02-29", "2021-02-30", "2021-04-31", "2021-05-00", "2021-05-32", "2021-00", "0000"),
        *("2021-02-3X", "2021-XX-32", "20XX-02-30", "2021-00-01", "XXXX-02-30", "2021-02-29?"),
    ],
)
def test_days_the_calendar_lacks_are_refused(text: str) -> None:
    """30 February is a slip of the pen; it is said so."""
    with pytest.raises(DateError) as refused:
        read_date(text)
    assert NoSuchDayError is refused.type or text in ("2021-00", "2021-00-01")


def test_a_period_ends_after_it_begins() -> None:
    """A period the wrong way round is refused."""
    with pytest.raises(DatesReversedError):
        read_date("2022/2021")
    with pytest.raises(DatesReversedError):
        read_date("[2022..2021]")
    assert (date(2021, 1, 1), MAY_28) == days("2021/2021-05-28")


def test_blanks_around_a_date_are_dropped() -> None:
    """A cell of a table may have blanks around its date."""
    assert read_date("2021-05") == read_date(" 2021-05\n")


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("2021-05-28", 2021, (2021, 5)),
        ("2021-05", 2021, (2021, 5)),
        ("2021", 2021, None),
        ("2021-05-XX", 2021, (2021, 5)),
        ("2021-05-?28", 2021, (2021, 5)),
        ("2021-05-~31", 2021, None),
        ("2021-05~", 2021, None),
        ("2021-12~", None, None),
        ("2021?", None, None),
        ("2021?-05-28", None, None),
        ("[2021-05-28,2021-05-29]", 2021, (2021, 5)),
        ("[2021-05-28,2021-06-29]", 2021, None),
        ("2021-05-30/2021-06-02", 2021, None),
        ("2021/..", None, None),
        ("2021-24", None, None),
        ("202X", None, None),
        ("XXXX-05", None, None),
    ],
)
def test_year_and_month_are_named_only_when_certain(
    text: str, year: int | None, month: tuple[int, int] | None
) -> None:
    """A date that can lie in two months or years has none."""
    assert (year, month) == (read_date(text).year, read_date(text).month)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2021-05-28", "in"),
        ("2021", "in"),
        ("2021-05~", "in"),
        ("2021-12", "in"),
        ("2021-12~", "possibly"),
        ("2022-01~", "possibly"),
        ("2022-02~", "out"),
        ("2022-02%", "possibly"),
        ("2021?", "possibly"),
        ("2022?", "possibly"),
        ("2023?", "out"),
        ("2023%", "possibly"),
        ("2021-05-28?", "in"),
        ("2022-01-01?", "possibly"),
        ("2020-21~", "out"),
        ("2020-23~", "possibly"),
        ("2021-24", "possibly"),
        ("202X", "possibly"),
        ("201X", "out"),
        ("XXXX-05-28", "possibly"),
        ("2021-05/2021-06", "in"),
        ("2020-12/2021-01", "possibly"),
        ("2021-05/..", "possibly"),
        ("../2020", "out"),
        ("2022/..", "out"),
        ("[2021-05,2021-07]", "in"),
        ("[2020,2021]", "possibly"),
        ("[2020,2022]", "out"),
        ("[2019..2022]", "possibly"),
    ],
)
def test_place_in_a_period_is_never_guessed(text: str, place: str) -> None:
    """In and out are certain; about, perhaps, open and unknown dates are possibly in the year."""
    assert place == read_date(text).is_within(date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "place"),
    [
        ("../2023-03", date.min, date(2023, 3, 31), "in"),
        ("[..2023-03]", date.min, date(2024, 1, 1), "in"),
        ("../2023-03", date.min, date(2023, 3, 30), "possibly"),
        ("../2023-03", date(1, 1, 2), date(2024, 1, 1), "possibly"),
        ("2023-03/..", date(2023, 3, 1), date.max, "in"),
        ("2023-03/..", date(2023, 3, 2), date.max, "possibly"),
        ("2023-03/..", date(2023, 3, 1), date(2999, 1, 1), "possibly"),
    ],
)
def test_a_period_without_an_end_holds_what_has_none(
    text: str, first: date, last: date, place: str
) -> None:
    """What was before March certainly lies in all the time up to April; nobody knows its year."""
    assert place == read_date(text).is_within(first, last)


def test_dates_sort_by_first_day_then_precision() -> None:
    """A day comes before its month, a month before its year; undated last."""
    texts = ["XXXX", "2021", "2021-01", "../2020", "2021-01-01", "2021-02", "2021/..", "2020-12-31"]
    expected = ["../2020", "2020-12-31", "2021-01-01", "2021-01", "2021", "2021/..", "2021-02"]
    assert [*expected, "XXXX"] == sorted(texts, key=lambda text: read_date(text).order)


@given(st.dates())
def test_iso_dates_are_read_exactly(day: date) -> None:
    """A day, its month and its year hold that day, and the text comes back."""
    read = [read_date(day.isoformat()[:length]) for length in (10, 7, 4)]
    assert [day.isoformat()[:length] for length in (10, 7, 4)] == [each.text for each in read]
    assert (day, day) == (read[0].earliest, read[0].latest)
    assert all(
        each.is_within(day.replace(month=1, day=1), day.replace(month=12, day=31)) == "in"
        for each in read
    )


@given(st.dates())
def test_the_fast_path_agrees_with_the_grammar(day: date) -> None:
    """Plain dates are read by a short cut; it says what the grammar says."""
    for length in (10, 7, 4):
        text = day.isoformat()[:length]
        moment = read_moment(text)
        expected = UncertainDate(text, *moment.said, moment.precision, (moment.reach,))
        assert expected == read_date(text)


# Forms where the edtf library is right; docs/spec/dates.md lists where it is not.
YEARS = st.integers(1, 9999).map("{:04}".format)
MARKED = st.tuples(st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"]))
SHARED = st.one_of(
    MARKED.map(lambda parts: parts[0].isoformat()[: parts[1]] + parts[2]),
    st.tuples(YEARS, st.sampled_from(["-21", "-22", "-23", "-33", "-38", "-41"])).map("".join),
    YEARS.map(lambda year: year + "-XX"),
    YEARS.map(lambda year: year[:3] + "X").filter(lambda year: year != "000X"),
    st.dates().map(lambda day: f"{day:%Y}".zfill(4) + f"?-{day:%m-%d}"),
    st.tuples(st.dates(), st.dates()).map(lambda pair: "/".join(map(str, sorted(pair)))),
    st.tuples(st.dates(), st.dates()).map(lambda pair: "[{},{}]".format(*pair)),
)


@given(SHARED)
@example("2020-02")
@example("1900-02")
def test_bounds_agree_with_the_edtf_library(text: str) -> None:
    """Where the reference library is right, its strict bounds are ours."""
    parsed = edtf.parse_edtf(text)
    expected = (date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))
    assert expected == days(text)


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.text("?~%X-", max_size=3), st.integers(0, 10))
def test_damaged_dates_are_read_or_refused(day: date, damage: str, place: int) -> None:
    """Marks and X anywhere in a date give a date with its bounds in order, or a DateError."""
    text = day.isoformat()
    text = text[:place] + damage + text[place + len(damage.replace("X", "")) :]
    try:
        read = read_date(text)
    except DateError:
        return
    assume(read.earliest is not None and read.latest is not None)
    assert (read.earliest or date.min) <= (read.latest or date.max)
    assert all(
        (span.earliest or date.min) <= (read.earliest or date.min)
        and (read.latest or date.max) <= (span.latest or date.max)
        for span in read.reach
    )


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text: str) -> None:
    """Reading never fails in another way."""
    with suppress(DateError):
        assert text.strip() == read_date(text).text


@given(st.dates(date(3, 1, 1), date(9990, 1, 1)), st.sampled_from("?~%"))
def test_marks_widen_the_reach_and_not_the_bounds(day: date, mark: str) -> None:
    """About 28 May is said to be 28 May and reaches one day to both sides, two for %."""
    read, margin = read_date(f"{day}{mark}"), DAY * (2 if mark == "%" else 1)
    assert (day, day) == (read.earliest, read.latest)
    assert ((day - margin, day + margin),) == read.reach


def test_a_marked_month_reaches_whole_months() -> None:
    """About June reaches from the first of May to the last of July."""
    assert ((date(2021, 5, 1), date(2021, 7, 31)),) == read_date("2021-06~").reach
    assert ((date(2020, 12, 1), date(2021, 8, 31)),) == read_date("2021-21~").reach
    assert ((date(2020, 5, 28), date(2022, 5, 28)),) == read_date("2021?-05-28").reach
    assert ((None, None),) == read_date("XXXX?").reach


def test_the_calendar_ends_without_a_fault() -> None:
    """Reach past the first or last year of the calendar has no bound."""
    assert (None, date(2, 12, 31)) == read_date("0001~").reach[0]
    assert (date(9998, 1, 1), None) == read_date("9999?").reach[0]


def test_a_hundred_thousand_dates_are_read_at_once() -> None:
    """100,000 distinct dates pass through one bounded memory, marks included."""
    plain = [(date(1800, 1, 1) + DAY * number).isoformat() for number in range(70_000)]
    marked = [text + "~" for text in plain[:30_000]]
    read_date.cache_clear()
    for text in plain + marked:
        read_date(text)
    limit = read_date.cache_info().maxsize
    assert limit is not None
    assert limit >= read_date.cache_info().currsize

"""Dates as people say them: seasons, nights, about; and why some cannot be read."""

import pytest

from kuager.model.written_dates import UnreadableDateError, edtf_of


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("spring 2023", "2023-21"),
        ("in the summer 2023", None),
        ("in summer 2023", "2023-22"),
        ("весной 2023 года", "2023-21"),
        ("осень 2019", "2019-23"),
        ("2023 жылғы көктем", "2023-21"),
        ("2022 жылдың қысы", "2022-24"),
        ("ночь на 8 марта 2023", "2023-03-07/2023-03-08"),
        ("в ночь на 1 января 2023 года", "2022-12-31/2023-01-01"),
        ("в ночь с 7 на 8 марта 2023 года", "2023-03-07/2023-03-08"),
        ("2023 жылғы 8 наурызға қараған түні", "2023-03-07/2023-03-08"),
        ("the night before 8 March 2023", "2023-03-07/2023-03-08"),
        ("в мае 2021", "2021-05"),
        ("2021 ж. мамыр", "2021-05"),
        ("2021 жылы мамырда", "2021-05"),
        ("около мая 2021", "2021-05~"),
        ("шамамен 2020", "2020~"),
        ("about 28 May 2021", "2021-05-28~"),
    ],
)
def test_a_date_is_read_as_it_is_said(said: str, kept: str | None) -> None:
    """Only what has one reading; None where we ask for other words."""
    if kept is None:
        with pytest.raises(UnreadableDateError):
            edtf_of(said)
    else:
        assert kept == edtf_of(said)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ночь на 8 марта", "no-year"),
        ("8 March", "no-year"),
        ("8 наурызға қараған түні", "no-year"),
        ("весной", "no-year"),
        ("ночь с 5 на 8 марта 2023", "no-such-day"),
        ("ночь на 31.02.2023", "no-such-day"),
        ("ночь на март 2023", "not-a-date"),
        ("вчера", "not-a-date"),
        ("spring", "no-year"),
        ("в ночь", "not-a-date"),
    ],
)
def test_what_has_no_certain_reading_says_why(said: str, reason: str) -> None:
    """A year that is missing is told apart from what is no date."""
    with pytest.raises(UnreadableDateError) as refusal:
        edtf_of(said)

    assert reason == refusal.value.reason

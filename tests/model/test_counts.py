"""Facts about counts as they were said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.counts import Count, CountError, CountsReversedError, read_count


@pytest.mark.parametrize(
    ("text", "low", "high", "approximate"),
    [
        ("33", 33, 33, False),
        ("0", 0, 0, False),
        ("~300", 300, 300, True),
        ("~ 300", 300, 300, True),
        ("30..33", 30, 33, False),
        ("30-33", 30, 33, False),
        ("30 – 33", 30, 33, False),
        ("~30..40", 30, 40, True),
        ("80..", 80, None, False),
        ("80+", 80, None, False),
        (">80", 81, None, False),
        ("> 80", 81, None, False),
        (">=80", 80, None, False),
        ("≥80", 80, None, False),
        ("..50", 0, 50, False),
        ("<50", 0, 49, False),
        ("<=50", 0, 50, False),
        ("≤ 50", 0, 50, False),
        ("1 000", 1000, 1000, False),
        ("~1\u00a0200\u202f000", 1_200_000, 1_200_000, True),
        ("999 .. 1 000", 999, 1000, False),
        (" 12\n", 12, 12, False),
    ],
)
def test_counts_are_read_as_said(text: str, low: int, high: int | None, approximate: bool) -> None:  # noqa: FBT001 - a table column
    """Exact, about, between, at least and at most keep their meaning."""
    assert Count(low, high, approximate) == read_count(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "~",
            "..",
            "-",
            "-5",
            "80-",
            "3.5",
            "1,000",
            "10 00",
            "abc",
            "about 30",
            "30..x",
        ),
        *("٣٣", "３３", "1" * 13, "30...33", "~~30", "30~", "<>5", "1 2 3", "33?"),
    ],
)
def test_what_is_not_a_count_is_refused(text: str) -> None:
    """A text that would have to be guessed at is refused without repeating it."""
    with pytest.raises(CountError) as refused:
        read_count(text)
    assert {} == refused.value.facts


@pytest.mark.parametrize("text", ["33..30", "5-4", "<0"])
def test_a_range_runs_upwards(text: str) -> None:
    """A range that begins with its greater number, or lies below nought, is refused."""
    with pytest.raises(CountsReversedError):
        read_count(text)


def test_only_a_plain_number_is_exact() -> None:
    """An estimate, a range and an open end have no exact number."""
    assert [33, None, None, None] == [
        read_count(text).exact for text in ("33", "~33", "30..33", "80..")
    ]


@given(st.integers(0, 10**11), st.none() | st.integers(0, 10**11), st.booleans())
def test_the_stored_spelling_means_the_same(low: int, more: int | None, approximate: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    """Writing a count and reading it again changes nothing."""
    count = Count(low, None if more is None else low + more, approximate)
    assert count == read_count(count.text)

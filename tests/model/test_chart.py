"""The `Chart` value: what it refuses, and that its table says what is drawn."""

from dataclasses import replace
from typing import Any

import pytest

from kuager.model.chart import (
    MOST_SERIES,
    Amount,
    Bar,
    Bars,
    Body,
    Chart,
    Compare,
    Exit,
    Funnel,
    Place,
    RegionMap,
    Stage,
    TimeLine,
    UnsoundChartError,
    amounts_of,
    between,
    exact,
    held_back,
    rounded,
    table_of,
)

ROWS = (Bar(label="a", amounts=(exact("3", 3),)), Bar(label="b", amounts=(held_back(),)))
STAGES = (
    Stage(
        label="reported",
        amount=exact("9", 9),
        exits=(Exit(label="refused", amount=exact("5", 5)),),
        in_progress=Exit(label="waiting", amount=exact("1", 1)),
    ),
)


def chart(body: Body | None = None, **other: Any) -> Chart:
    """A sound chart, but for what is given."""
    body = Bars(series=("",), rows=ROWS) if body is None else body
    head, rows = table_of(body, "Kind", count="Acts", exits="Ended")
    said = {
        "title": "Acts",
        "alt": "Two bars",
        "reading": "Three of a.",
        "language": "en",
        "n": "n = 3",
        "base": "All acts",
        "period": "2024",
        "source": "Own records",
        "head": head,
        "rows": rows,
    }
    return Chart(**{**said, "body": body, **other})


@pytest.mark.parametrize(
    "name", ["title", "alt", "reading", "language", "n", "base", "period", "source"]
)
def test_no_chart_without_its_words(name: str) -> None:
    """Each of the words that make a number hard to wave away is needed."""
    with pytest.raises(UnsoundChartError) as caught:
        chart(**{name: " "})

    assert caught.value.facts == {"problem": f"no-{name}"}


@pytest.mark.parametrize(
    ("problem", "table"),
    [
        ("no-table", {"head": (), "rows": ()}),
        ("table-shape", {"rows": (("a",), ("b",))}),
        ("table-too-short", {"rows": (("a", "3"),)}),
    ],
)
def test_no_chart_without_its_table(problem: str, table: dict[str, Any]) -> None:
    """The table is there, has a row for each label and as many cells as its head."""
    with pytest.raises(UnsoundChartError) as caught:
        chart(**table)

    assert caught.value.facts == {"problem": problem}


UNSOUND: list[tuple[str, Amount]] = [
    ("held-back-with-a-size", Amount(words="—", least=None, most=4)),
    ("held-back-with-a-size", Amount(words="—", least=None, most=None, possibly=2)),
    ("amount-range", between("5 to 3", 5, 3)),
    ("amount-range", exact("-1", -1)),
    ("amount-range", exact("1", 1, possibly=-1)),
    ("no-number", exact("?", float("nan"))),
    ("no-number", between("?", 1, float("inf"))),
    ("amount-without-words", exact(" ", 1)),
]


@pytest.mark.parametrize(("problem", "amount"), UNSOUND)
def test_amounts_are_sound(problem: str, amount: Amount) -> None:
    """A held-back amount has no size at all; others are numbers in their order, in words."""
    with pytest.raises(UnsoundChartError) as caught:
        chart(Bars(series=("",), rows=(Bar(label="a", amounts=(amount,)),)))

    assert caught.value.facts == {"problem": problem}


@pytest.mark.parametrize(
    ("problem", "body"),
    [
        ("row-shape", Bars(series=("x", "y"), rows=ROWS)),
        ("no-series-name", Bars(series=("x", ""), rows=())),
        ("series", Bars(series=(), rows=())),
        ("series", TimeLine(series=tuple("abcdefg"), rows=())),
        ("row-shape", Compare(left="x", right="y", rows=ROWS)),
        ("no-label", Bars(series=("",), rows=(Bar(label=" ", amounts=(exact("1", 1),)),))),
        ("no-label", Funnel(stages=(Stage(label="", amount=exact("1", 1)),))),
    ],
)
def test_bodies_are_sound(problem: str, body: Body) -> None:
    """Each row has an amount for each series, each label is a label."""
    with pytest.raises(UnsoundChartError) as caught:
        chart(body)

    assert caught.value.facts == {"problem": problem}
    assert MOST_SERIES == 6


@pytest.mark.parametrize(
    "body",
    [
        Bars(series=("",), rows=ROWS),
        Bars(series=("x", "y"), rows=(Bar(label="a", amounts=(exact("1", 1), held_back())),)),
        TimeLine(series=("",), rows=ROWS),
        Compare(left="x", right="y", rows=(Bar(label="a", amounts=(exact("1", 1), held_back())),)),
        Funnel(stages=STAGES),
        RegionMap(places=(Place(id="KZ-75", name="Almaty", amount=rounded("about 10", 10)),)),
    ],
    ids=lambda body: f"{body.KIND}",
)
def test_the_table_says_what_is_drawn(body: Body) -> None:
    """Every amount of a body stands in its table, in the same words and as often."""
    made = chart(body)
    cells = [cell for row in made.rows for cell in row]
    words = [amount.words for amount in amounts_of(body)]

    assert sorted(words) == sorted(cell for cell in cells if cell in set(words))


def test_the_foot_says_n_base_period_and_source() -> None:
    """In one line, each once."""
    assert chart().foot == "n = 3. All acts. 2024. Own records."
    assert replace(chart(), source="The press.").foot.endswith("2024. The press.")


def test_amounts_know_what_they_are() -> None:
    """Exact, range, open, held back: no two are mistaken for each other."""
    assert (exact("1", 1).is_range, exact("1", 1).is_held) == (False, False)
    assert (between("1–4", 1, 4).is_range, between("1–4", 1, 4).is_open) == (True, False)
    assert (between("1+", 1, None).is_open, between("1+", 1, None).reach) == (True, 1)
    assert (held_back().is_held, held_back().reach) == (True, 0)
    assert exact("1 (+2)", 1, possibly=2).reach == 3

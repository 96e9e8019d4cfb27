"""From a table to its chart: the drawing that fits, with the numbers of the table."""

import pytest

from kuager.lang import date_words, number, percent, say
from kuager.model.chart import Bars, Chart, RegionMap, TimeLine
from kuager.model.filters import NOTHING
from kuager.model.question import read_question
from kuager.model.schema import load_schema
from kuager.model.table import OTHER, TOTAL, UNSURE, Axis, Cell, Key, Table
from kuager.model.table_chart import ChartWords, chart_of
from kuager.model.table_words import TableWords


def _words(language: str) -> ChartWords:
    return ChartWords(
        words=TableWords(
            schema=load_schema(),
            language=language,
            say=lambda message, **facts: say(message, language, **facts),
            dates=lambda text: date_words(text, language),
        ),
        caption="Invented",
        period="",
        figures=lambda count: number(count, language),
        percents=lambda part: percent(part, language),
    )


def _chart(
    question: str, cells: dict[Key, int | Cell], *, language: str = "en", many: bool = False
) -> Chart | None:
    asked = read_question(question, load_schema())
    axes = tuple(
        Axis(
            dimension=dimension,
            categories=tuple(dict.fromkeys(key[at] for key in cells if key[at] != TOTAL)),
            many=many,
        )
        for at, dimension in enumerate(asked.by)
    )
    made = {k: c if isinstance(c, Cell) else Cell(c, 0, c, c) for k, c in cells.items()}
    return chart_of(Table(question=asked, axes=axes, cells=made), _words(language))


def _made(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


def test_words_become_bars_with_the_numbers_of_the_table() -> None:
    """One bar a category, what is not said too, and the sentence names the longest."""
    chart = _made(
        _chart(
            "unit=case&by=act.harm", {("*",): 40, ("material",): 9, ("physical",): 30, ("-",): 4}
        )
    )
    assert isinstance(chart.body, Bars)
    assert [row.amounts[0].least for row in chart.body.rows] == [9, 30, 4]
    assert chart.reading == "Most frequent: “Physical”, 30 of 40 (75%)."
    assert chart.n == "n = 40"


def test_of_a_small_base_the_sentence_tells_no_share() -> None:
    """Three of twelve stay three of twelve."""
    chart = _made(_chart("unit=case&by=act.harm", {("*",): 12, ("material",): 3}))
    assert chart.reading == "Most frequent: “Damage to belongings”, 3 of 12."


def test_years_without_anything_stand_between_the_others() -> None:
    """Time is drawn in its order, gaps as nothing; what has no year is told beside it."""
    cells: dict[Key, int | Cell] = {("*",): 9, ("2020",): 3, ("2023",): 5, (UNSURE,): 1}
    chart = _made(_chart("unit=event&by=event.date@year", cells))
    assert isinstance(chart.body, TimeLine)
    assert [row.label for row in chart.body.rows] == ["2020", "2021", "2022", "2023"]
    assert [row.amounts[0].least for row in chart.body.rows] == [3, 0, 0, 5]
    assert any("1" in line for line in chart.remarks)


def test_months_are_short_under_their_columns() -> None:
    """05.21, also over the end of a year."""
    cells: dict[Key, int | Cell] = {("*",): 2, ("2020-12",): 1, ("2021-02",): 1}
    chart = _made(_chart("unit=event&by=event.date@month", cells))
    assert isinstance(chart.body, TimeLine)
    assert [row.label for row in chart.body.rows] == ["12.20", "01.21", "02.21"]


def test_regions_become_a_map_of_all_of_them() -> None:
    """Those with nothing, too; what lies nowhere on it is told beside it, also what is abroad."""
    cells: dict[Key, int | Cell] = {
        ("*",): 10,
        ("KZ-75",): 4,
        ("KZ",): 2,
        (OTHER,): 3,
        (NOTHING,): 1,
    }
    chart = _made(_chart("unit=event&by=event.place@region", cells))
    assert isinstance(chart.body, RegionMap)
    assert len(chart.body.places) == 20
    assert {p.id: p.amount.least for p in chart.body.places if p.amount.least} == {"KZ-75": 4}
    assert "for this house only" in chart.remarks[0]
    assert [remark[-2:] for remark in chart.remarks[1:]] == ["2.", "3.", "1."]


def test_regions_that_were_not_asked_for_are_not_nought() -> None:
    """Of a table narrowed to some regions the map has the borders of the rest, and no number."""
    cells: dict[Key, int | Cell] = {("*",): 4, ("KZ-75",): 4}
    asked = "unit=event&by=event.place@region&event.place=KZ-75,KZ-71"
    chart = _made(_chart(asked, cells))
    assert isinstance(chart.body, RegionMap)
    assert {p.id: p.amount.least for p in chart.body.places} == {"KZ-75": 4, "KZ-71": 0}
    assert len(chart.body.around) == 18


def test_a_second_dimension_becomes_fillings_if_it_is_short() -> None:
    """Up to six are told apart; of more the totals alone are drawn."""
    few: dict[Key, int | Cell] = {("*", "*"): 8, ("incident", "*"): 8, ("incident", "KZ-75"): 8}
    chart = _made(_chart("unit=event&by=event.kind,event.place@region", few))
    assert isinstance(chart.body, Bars)
    assert chart.body.series == ("Almaty",)
    codes = ("KZ-10", "KZ-11", "KZ-15", "KZ-19", "KZ-23", "KZ-27", "KZ-31")
    many = few | {("incident", code): 1 for code in codes}
    chart = _made(_chart("unit=event&by=event.kind,event.place@region", many))
    assert isinstance(chart.body, Bars)
    assert chart.body.series == ("",)
    assert chart.body.rows[0].amounts[0].least == 8


def test_of_very_many_bars_the_totals_alone_are_drawn() -> None:
    """Nine regions by five kinds would be forty-five."""
    regions = ("10", "11", "15", "19", "23", "27", "31", "33", "35")
    kinds = ("incident", "speech", "gathering", "statement", "service")
    cells: dict[Key, int | Cell] = {("*", "*"): 45}
    for region in regions:
        cells[(f"KZ-{region}", "*")] = 5
        cells |= {(f"KZ-{region}", kind): 1 for kind in kinds}
    chart = _made(_chart("unit=event&by=event.place@region,event.kind", cells))
    assert isinstance(chart.body, Bars)
    assert chart.body.series == ("",)


def test_bounds_of_people_are_drawn_as_bounds() -> None:
    """At least so many, and at most; nobody knows is "at least"."""
    cells: dict[Key, int | Cell] = {
        ("*",): Cell(3, 0, 20, None),
        ("incident",): Cell(1, 0, 12, 15),
        ("gathering",): Cell(2, 0, 8, None),
    }
    chart = _made(_chart("unit=people&by=event.kind", cells))
    assert isinstance(chart.body, Bars)
    amounts = [row.amounts[0] for row in chart.body.rows]
    assert [(a.words, a.least, a.most) for a in amounts] == [("12–15", 12, 15), ("8+", 8, None)]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("unit=case", {(): 5}),
        ("unit=case&by=act.harm", {("*",): 0}),
        ("unit=event&by=event.date@year", {("*",): 2, ("1900",): 1, ("2024",): 1}),
        ("unit=event&by=event.date@year", {("*",): 2, (NOTHING,): 2}),
    ],
)
def test_where_a_drawing_would_not_help_there_is_none(
    question: str, cells: dict[Key, int | Cell]
) -> None:
    """One number, nothing at all, a century, no date."""
    assert _chart(question, cells) is None


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_tie_is_said_as_one(language: str) -> None:
    """Two with as many each; with more than three nothing stands out."""
    two: dict[Key, int | Cell] = {("*",): 9, ("material",): 3, ("physical",): 3, ("housing",): 1}
    label = load_schema().vocabulary_of("act.harm").label
    reading = _made(_chart("unit=case&by=act.harm", two, language=language)).reading
    assert label("material", language) in reading
    assert label("physical", language) in reading
    four = two | {("housing",): 3, ("liberty",): 3}
    reading = _made(_chart("unit=case&by=act.harm", four, language=language)).reading
    assert label("material", language) not in reading
    assert "3" in reading

"""A published way to justice drawn: reached is a sum of what was told, else a bound."""

from datetime import date

import pytest

from kuager.model.chart import Funnel
from kuager.model.published import HELD_BACK, Axis, PublishedCell, PublishedTable, exact, free
from kuager.model.published_funnel import PublishedFunnel

DAY = date(2025, 3, 1)


def funnel(
    cells: dict[tuple[str, ...], PublishedCell],
    *stages: str,
    outs: tuple[str, ...] = (),
    unit: str = "filing",
    kind: str = "proceeding",
) -> PublishedFunnel:
    """A published table by furthest stage, and by what came of it if there are outs."""
    axes = [Axis(f"{kind}.furthest_stage", stages)]
    axes += [Axis(f"{kind}.way_out", outs)] if outs else []
    table = PublishedTable(
        unit=unit, clock="report", first=None, last=None, axes=tuple(axes), cells=cells, as_of=DAY
    )
    return PublishedFunnel(table=table, category=lambda _, code: code, figures=str)


def drawn(one: PublishedFunnel) -> dict[str, str]:
    """Each stage and the words of its number."""
    body = one.body()
    assert isinstance(body, Funnel)
    return {stage.label: stage.amount.words for stage in body.stages}


def test_six_tried_and_none_was_registered() -> None:
    """A stage of which the table has no row has no record: nought is told, not left out."""
    one = funnel({("attempted",): free(6), ("*",): free(6)}, "attempted")

    assert one.is_one
    assert drawn(one) | {"known": "6", "attempted": "6", "registered": "0"} == drawn(one)
    assert one.reading() == "attempted: 6; registered: 0; convicted: 0."


def test_reached_is_everybody_from_there_on() -> None:
    """Nine stayed at the desk, five were registered, seven came to court."""
    cells = {("attempted",): exact(9), ("registered",): exact(5), ("court",): exact(7)}
    one = funnel({**cells, ("*",): exact(21)}, "attempted", "registered", "court")

    assert drawn(one)["registered"] == "12"
    assert drawn(one)["court"] == "7"
    assert drawn(one)["convicted"] == "0"


def test_of_what_is_held_back_only_bounds_are_told() -> None:
    """Two of three rows are held back: how many reached the second is known within what is told."""
    cells = {("attempted",): HELD_BACK, ("registered",): HELD_BACK, ("court",): exact(7)}
    one = funnel({**cells, ("*",): exact(20)}, "attempted", "registered", "court")

    assert one.reached("known") == (20, 20)
    assert drawn(one)["registered"] == "7–20"
    assert drawn(one)["court"] == "7"


def test_without_a_base_it_is_at_least() -> None:
    """Nothing bounds it from above; of nothing told nothing is drawn."""
    cells = {("registered",): HELD_BACK, ("court",): exact(7), ("*",): HELD_BACK}
    one = funnel(cells, "registered", "court")
    nothing = funnel({("court",): HELD_BACK, ("*",): HELD_BACK}, "court")

    assert drawn(one)["registered"] == "7+"
    assert drawn(nothing)["court"] == "—"
    assert nothing.body().stages[0].amount.is_held


def test_what_came_of_them_stands_below_the_stage() -> None:
    """Ways out as told, what is held back as such, and what is in progress apart."""
    cells = {
        ("court", "refused"): free(2),
        ("court", "withdrawn-fear"): HELD_BACK,
        ("court", "open"): free(1),
    }
    outs = ("refused", "withdrawn-fear", "open")
    stage = funnel({**cells, ("*", "*"): exact(9)}, "court", outs=outs).body().stages[6]

    assert [(way.label, way.amount.words) for way in stage.exits] == [
        ("refused", "2"),
        ("withdrawn-fear", "—"),
    ]
    assert stage.in_progress is not None
    assert stage.in_progress.amount.words == "1"


@pytest.mark.parametrize(
    ("stages", "more"),
    [
        pytest.param(("court", "-"), {}, id="some say nothing"),
        pytest.param(("court+charged",), {}, id="told as one"),
        pytest.param(("court",), {"unit": "event"}, id="of other records"),
    ],
)
def test_what_is_no_funnel_is_not_drawn_as_one(
    stages: tuple[str, ...], more: dict[str, str]
) -> None:
    """A sum over stages is only right where each record stands at one of them."""
    assert not funnel({}, *stages, **more).is_one  # type: ignore[arg-type]

"""Gatherings compared: permits, disruption, police; ours, hostile and unknown sides apart."""

from pathlib import Path

import pytest
from tests.verbs.desks import new_desk
from tests.verbs.ways import filed, put

from kuager.model.funnel import NoFunnelError
from kuager.model.gathering_table import HOSTILE, OURS, UNKNOWN_SIDE, Gatherings, asked_cell
from kuager.model.question import read_question
from kuager.model.table import TOTAL, Cell
from kuager.verbs.desk import Desk
from kuager.verbs.gathering_tables import compare_gatherings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault with an organisation of each side."""
    desk = new_desk(tmp_path / "vault")
    with desk.changing("say"):
        for stance in ("friendly", "hostile", "unknown"):
            put(desk, "organisation", f"O-{stance}", stance=stance)
    return desk


def gathering(desk: Desk, code: str, stance: str = "", **said: object) -> None:
    """A gathering by an organisation of this stance, or by nobody known."""
    organiser = [desk.find(("organisation",), f"O-{one}") for one in stance.split()]
    put(desk, "event", code, kind="gathering", organiser=organiser, **said)  # type: ignore[arg-type]


def compared(desk: Desk, asked: str = "unit=event") -> Gatherings:
    """The answer to a question in codes."""
    return compare_gatherings(desk, question=read_question(asked, desk.schema))


def exactly(number: int) -> Cell:
    """So many, surely."""
    return Cell(number, 0, number, number)


def test_thirteen_refusals_of_thirteen_beside_a_hostile_rally(desk: Desk) -> None:
    """Ours: 13 asked, 13 refused; hostile: asked and granted; unknown sides apart."""
    with desk.changing("say"):
        for number in range(13):
            gathering(
                desk, f"E-{number}", "friendly", permit="refused", date=f"2024-{number % 9 + 1:02}"
            )
        gathering(desk, "E-50", "hostile", permit="granted", date="2023-05-01")
        gathering(desk, "E-51", permit="not-asked")
        gathering(desk, "E-52", "unknown", permit="asked")
        put(desk, "event", "E-53", kind="incident", permit="refused")

    found = compared(desk)

    assert asked_cell(found.permits, OURS) == exactly(13)
    assert found.permits.cell((OURS, "refused")) == exactly(13)
    assert asked_cell(found.permits, HOSTILE) == found.permits.cell((HOSTILE, "granted"))
    assert found.all.cell((UNKNOWN_SIDE,)) == exactly(2)
    assert found.all.base == exactly(16)
    assert found.years.cell((OURS, "2024", "refused")) == exactly(13)
    assert found.years.cell((HOSTILE, "2023", TOTAL)) == exactly(1)
    period = "unit=event&from=2024-01-01&to=2024-12-31"
    assert compared(desk, period).all.cell((HOSTILE,)) == exactly(0)


def test_disruption_and_police_stand_by_side(desk: Desk) -> None:
    """One gathering may stand under several words, and counts once as disrupted."""
    gathering(desk, "E-1", "friendly", disruption=["power-cut", "attackers"],
              police_conduct=["stood-by", "detained-participants"])  # fmt: skip
    gathering(desk, "E-2", "hostile", disruption="none", police_conduct="protected")

    found = compared(desk)

    assert found.disruptions.cell((OURS, "attackers")) == exactly(1)
    assert found.disrupted.cell((OURS,)) == exactly(1)
    assert found.disrupted.cell((HOSTILE,)) == exactly(0)
    assert found.police.cell((HOSTILE, "protected")) == exactly(1)


def test_organisers_of_several_minds_are_mixed(desk: Desk) -> None:
    """Allied and hostile organisers together are neither; an unknown one says nothing."""
    gathering(desk, "E-1", "friendly hostile")
    gathering(desk, "E-2", "friendly unknown")

    found = compared(desk)

    assert found.all.cell(("mixed",)) == exactly(1)
    assert found.all.cell((OURS,)) == exactly(1)
    assert "mixed" in found.sides


def test_requests_are_counted_apart_from_gatherings(desk: Desk) -> None:
    """One march asked for four times: three refusals and no answer yet; what is granted may go."""
    gathering(desk, "E-1", "friendly", permit="refused")
    event = desk.find(("event",), "E-1")
    asked = {"kind": "filed", "outcome": "submitted"}
    with desk.changing("say"):
        for number in range(2):
            filed(desk, f"P-{number}", asked, {"kind": "answered", "outcome": "refused"},
                  kind="permit", event=event)  # fmt: skip
        filed(desk, "P-2", asked, kind="permit", event=event, status="closed-against")
        filed(desk, "P-3", asked, kind="permit", event=event)
        taken = {"kind": "abolished", "outcome": "against"}
        filed(desk, "P-4", asked, {"kind": "decision", "outcome": "granted"}, taken, kind="permit")

    found = compared(desk)

    assert found.permits.base == exactly(1)
    assert found.requests.cell((OURS, "refused")) == exactly(3)
    assert found.requests.cell((OURS, "asked")) == exactly(1)
    assert found.requests.cell((UNKNOWN_SIDE, "withdrawn")) == exactly(1)


def test_only_questions_of_events_are_answered(desk: Desk) -> None:
    """Another unit, or filters that no request can be asked by, are refused."""
    for asked in ("unit=case", "unit=event&by=event.kind"):
        with pytest.raises(NoFunnelError):
            compared(desk, asked)

"""Sentences that reports live by, each number asked from records and found exactly."""

from collections.abc import Iterator

import pytest
from tests.verbs.counted import ask, cell, number, people, put, rows
from tests.verbs.desks import new_desk

from kuager.verbs.desk import Desk

TWO_MONTHS = "from=2024-03-01&to=2024-04-30"
POLICE, OTHERS, BEFORE = 13, 6, 2
FILED = 6


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Nineteen cases in two months, thirteen by police; six applications under Article 145."""
    made = new_desk(tmp_path_factory.mktemp("sentences") / "vault")
    article = put(made, "provision", code="UK-145", article="145")
    other = put(made, "provision", code="UK-293", article="293")
    for n in range(POLICE + OTHERS + BEFORE):
        day = f"2024-0{3 + n % 2}-{1 + n:02}" if n < POLICE + OTHERS else "2024-02-28"
        case = put(made, "case", opened="2024-06-01")
        event = put(made, "event", kind="incident", case=case, date=day)
        kind = "police" if n < POLICE or n >= POLICE + OTHERS else "hostile-group"
        put(made, "involvement", event=event, role="perpetrator", kind=kind)
        put(made, "involvement", event=event, role="bystander", kind="police")
        put(made, "act", event=event, type="detention", harm=["material"] if n < 4 else [])
        if n < FILED:
            filing = put(made, "proceeding", kind="complaint", case=case, provision=article)
            put(made, "step", proceeding=filing, kind="filed", date="2024-05-01")
            put(made, "step", proceeding=filing, kind="decision", outcome="not-registered")
        elif n == FILED:
            filing = put(made, "proceeding", kind="complaint", case=case, provision=other)
            put(made, "step", proceeding=filing, kind="registered", date="2024-05-02")
    yield made
    made.close()


def test_nineteen_cases_in_two_months(desk: Desk) -> None:
    """Of twenty-one that are recorded; two happened before."""
    assert number(desk, f"unit=case&clock=incident&{TWO_MONTHS}") == POLICE + OTHERS
    assert number(desk, "unit=case") == POLICE + OTHERS + BEFORE


def test_thirteen_by_police(desk: Desk) -> None:
    """Those who only stood by did not do it."""
    found = ask(desk, f"unit=case&clock=incident&by=involvement.kind&{TWO_MONTHS}")

    assert found.cell(("police",)).sure == POLICE
    assert found.cell(("hostile-group",)).sure == OTHERS
    assert number(desk, f"unit=case&clock=incident&involvement.kind=police&{TWO_MONTHS}") == POLICE


def test_material_damage_beside_its_base_and_its_unknowns(desk: Desk) -> None:
    """Four of nineteen, and of fifteen nothing is said of harm."""
    found = ask(desk, f"unit=case&clock=incident&by=act.harm&{TWO_MONTHS}")

    assert found.cell(("material",)).sure == 4
    assert (found.base.sure, found.unknown(0).sure) == (19, 15)


def test_six_applications_under_article_145_not_one_registered(desk: Desk) -> None:
    """The seventh, which was registered, was under another article."""
    stages = rows(desk, "unit=filing&by=proceeding.furthest_stage&proceeding.provision=UK-145")

    assert sum(stages.values()) == FILED
    assert "registered" not in stages
    assert number(desk, "unit=filing&step.kind=registered&proceeding.provision=UK-145") == 0
    assert number(desk, "unit=filing&step.kind=registered") == 1
    assert rows(desk, "unit=filing&by=proceeding.provision") == {"UK-145": 6, "UK-293": 1}


def test_nobody_knows_how_many_people(desk: Desk) -> None:
    """No record says how many people there were: nothing is made up."""
    found = ask(desk, "unit=people")

    assert people(desk) == (0, 0)
    assert found.left_out == found.base.sure == POLICE + OTHERS + BEFORE


def test_the_cells_of_two_dimensions_meet_their_margins(desk: Desk) -> None:
    """Cases by month of the event and by who did it."""
    text = f"unit=case&clock=incident&by=event.date@month,involvement.kind@group&{TWO_MONTHS}"

    assert cell(desk, text, "2024-03", "*").sure + cell(desk, text, "2024-04", "*").sure == 19
    assert (
        cell(desk, text, "2024-03", "state").sure + cell(desk, text, "2024-04", "state").sure == 13
    )

"""Erasing from a page: seen, said, waited for, and then gone."""

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import DAY, clock_of
from tests.web.record.sheets import first_case, make, sheet, words

from kuager.verbs.desk import Desk
from kuager.web.house import House


@pytest.fixture
def path(visitor: TestClient) -> str:
    """A case with a person in it."""
    found = first_case(visitor, "ZQSTORY told at the office")
    make(visitor, "person", name_in_use="ZQNAME", case__0="C-1")
    return found


def ask(visitor: TestClient, path: str) -> str:
    """Ask for the erasure; returns the path of its page."""
    said = {"reason": "danger", "seen-plan": "yes"}
    return sheet(visitor, f"{path}/erase", "reason").send(said).request.url.path


def test_a_plan_is_seen_before_anything_is_done(visitor: TestClient, desk: Desk, path: str) -> None:
    """Looking changes nothing."""
    text = words(visitor.get(f"{path}/erase"))

    assert "Case C-1" in text
    assert "Person P-1" in text
    assert 1 == desk.view.count("case")


@pytest.mark.parametrize("said", [{"reason": "danger"}, {"seen-plan": "yes"}, {"reason": "x"}])
def test_an_erasure_is_not_asked_for_by_half(
    visitor: TestClient, desk: Desk, path: str, said: dict[str, str]
) -> None:
    """A reason, and the word that the plan was read."""
    assert 422 == sheet(visitor, f"{path}/erase", "reason").send(said).status_code
    assert 1 == desk.view.count("case")


def test_what_is_asked_for_disappears_at_once_and_waits(visitor: TestClient, path: str) -> None:
    """Hidden everywhere; too early to erase."""
    steps = ask(visitor, path)
    response = sheet(visitor, steps, "for-good").send({"for-good": "yes"})

    assert 404 == visitor.get(path).status_code
    assert 422 == response.status_code
    assert "4 March 2025" in words(response)
    assert "--sooner" not in words(response)


def test_after_three_days_it_is_erased(
    visitor: TestClient, desk: Desk, house: House, path: str
) -> None:
    """Long work, and then a page that says so."""
    steps = ask(visitor, path)
    clock_of(desk).now += 4 * DAY
    sheet(visitor, steps, "for-good").send({"for-good": "yes"})
    if house.work is not None and house.work.future is not None:
        house.work.future.result()

    assert "It is erased" in words(visitor.get(steps))
    assert [] == desk.view.search("ZQSTORY")


def test_nothing_is_erased_by_a_slip(visitor: TestClient, desk: Desk, path: str) -> None:
    """The box has to be ticked, even when the time has come."""
    steps = ask(visitor, path)
    clock_of(desk).now += 4 * DAY

    assert 422 == sheet(visitor, steps, "for-good").send().status_code


@pytest.mark.usefixtures("path")
def test_only_the_identity_of_a_person_goes(visitor: TestClient) -> None:
    """The plan of a person begins with the identity; all of it is asked for by itself."""
    some = words(visitor.get("/record/person/P-1/erase"))
    everything = words(visitor.get("/record/person/P-1/erase?scope=all"))

    assert "the coded facts stay" in some
    assert "Everything about this person would go" in everything

"""Consent on its page: one answer for one person and one use, withdrawn at once."""

import pytest
from starlette.testclient import TestClient
from tests.web.record.sheets import button, first_case, make, sheet, words

from kuager.verbs.desk import Desk


@pytest.fixture
def path(visitor: TestClient) -> str:
    """The page of consent of a case with two people."""
    case = first_case(visitor)
    make(visitor, "person", name_in_use="Sam", case__0="C-1")
    make(visitor, "person", name_in_use="Ada", case__0="C-1")
    return f"{case}/consent"


def answers(desk: Desk) -> set[tuple[object, object]]:
    """Use and answer of every row but that of keeping."""
    rows = desk.view.briefs("consent")
    found = {(row.get("consent.use"), row.get("consent.answer")) for row in rows}
    return found - {("keep-record", "not-asked")}


def test_one_answer_is_one_row(visitor: TestClient, desk: Desk, path: str) -> None:
    """Of this person, about this use, today."""
    filled = sheet(visitor, path, "use")
    done = filled.send(person="P-1", use="publication", answer="anonymised")
    filled.send(person="P-1", use="publication", answer="anonymised")

    assert {("publication", "anonymised")} == answers(desk)
    assert 2 == desk.view.count("consent")
    assert "Asked on: 1 March 2025" in words(done)


def test_what_was_not_asked_is_seen(visitor: TestClient, path: str) -> None:
    """Each use of each person says so until somebody asked."""
    before = words(visitor.get(path)).count("not asked yet")
    sheet(visitor, path, "use").send(person="P-1", use="inside", answer="no")

    assert before - 1 == words(visitor.get(path)).count("not asked yet")
    assert before > 20


@pytest.mark.parametrize(
    "said",
    [
        {"person": "", "use": "inside", "answer": "yes"},
        {"person": "P-9", "use": "inside", "answer": "yes"},
        {"person": "P-1", "use": "", "answer": "yes"},
        {"person": "P-1", "use": "everything", "answer": "yes"},
        {"person": "P-1", "use": "inside", "answer": ""},
        {"person": "P-1", "use": "recording", "answer": "yes"},
        {"person": "P-1", "use": "partner", "answer": "yes"},
        {"person": "P-1", "use": "partner", "answer": "yes", "partner.0": "Nobody"},
    ],
)
def test_an_answer_that_is_not_whole_is_refused(
    visitor: TestClient, desk: Desk, path: str, said: dict[str, str]
) -> None:
    """Whose, about what, and which: nothing of it is guessed, and never all at once."""
    response = sheet(visitor, path, "use").send(said)

    assert 422 == response.status_code
    assert set() == answers(desk)


def test_a_partner_is_named(visitor: TestClient, desk: Desk, path: str) -> None:
    """Sharing is asked for one partner at a time."""
    partner = make(visitor, "organisation", name__en="A legal aid office")
    said = {"person": "P-1", "use": "partner", "answer": "yes", "partner.0": partner}
    sheet(visitor, path, "use").send(said)
    rows = [row for row in desk.view.briefs("consent") if row.get("consent.use") == "partner"]

    assert [desk.find(("organisation",), partner)] == [r.get("consent.partner") for r in rows]


def test_withdrawing_takes_what_one_person_allowed(
    visitor: TestClient, desk: Desk, path: str
) -> None:
    """The other person's answers stay."""
    for person in ("P-1", "P-2"):
        sheet(visitor, path, "use").send(person=person, use="publication", answer="name")
    button(visitor, path, "/withdraw")
    rows = [row for row in desk.view.briefs("consent") if row.get("consent.use") == "publication"]

    assert [True, False] == [row.get("consent.withdrawn_on") is not None for row in rows]

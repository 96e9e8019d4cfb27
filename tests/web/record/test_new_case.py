"""A first record: four boxes, one statement however often it is clicked, nothing lost."""

import pytest
from starlette.testclient import TestClient
from tests.web.record.sheets import first_case, sheet, words

from kuager.verbs.desk import Desk
from kuager.verbs.drafts import list_drafts
from kuager.verbs.records import show_record
from kuager.web.visit import Session


def test_four_boxes_become_a_case(visitor: TestClient, desk: Desk) -> None:
    """From the form to the page of the case, in one load and one save."""
    path = first_case(visitor, "She was told to leave")
    page = show_record(desk, code="C-1", types=("case",))

    assert "/record/case/C-1" == path
    assert "She was told to leave" == page.record.text("case.story")
    assert "told us" == page.record.text("case.how_known")


def test_consent_that_was_not_asked_is_said_to_be_so(visitor: TestClient, desk: Desk) -> None:
    """Unless somebody answered, the row says: not asked."""
    first_case(visitor)
    (row,) = desk.view.briefs("consent")

    assert "not-asked" == row.get("consent.answer")


@pytest.mark.parametrize("name", ["story", "when_where", "how_known"])
def test_an_empty_box_is_told_at_the_box(visitor: TestClient, desk: Desk, name: str) -> None:
    """Nothing is saved, what was typed stays, and the summary leads to the box."""
    filled = {"story": "S0", "when_where": "W0", "how_known": "H0"} | {name: " \u200b "}
    response = sheet(visitor, "/new", "story").send(filled | {name: " "})

    assert 422 == response.status_code
    assert f'href="#f-{name}"' in response.text
    assert f'id="e-{name}"' in response.text
    assert all(text in response.text for key, text in filled.items() if key != name)
    assert 0 == desk.view.count("case")


def test_two_clicks_make_one_case(visitor: TestClient, desk: Desk) -> None:
    """The second click leads to the case that the first one made."""
    filled = sheet(visitor, "/new", "story")
    said = {"story": "a", "when_where": "b", "how_known": "c"}
    one, two = filled.send(said), filled.send(said)

    assert one.request.url.path == two.request.url.path
    assert 1 == desk.view.count("case")


def test_the_same_story_typed_into_two_forms_makes_two_cases(
    visitor: TestClient, desk: Desk
) -> None:
    """A second form is another record, whatever it says."""
    first_case(visitor)
    first_case(visitor)

    assert 2 == desk.view.count("case")


def test_a_consent_that_is_no_answer_is_refused(visitor: TestClient, desk: Desk) -> None:
    """Only the answers of the list are taken."""
    filled = sheet(visitor, "/new", "story")
    response = filled.send(story="a", when_where="b", how_known="c", may_keep="certainly")

    assert 422 == response.status_code
    assert 0 == desk.view.count("case")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_page_asks_in_the_language_of_the_person(
    visitor: TestClient, desk: Desk, session: Session, language: str
) -> None:
    """Labels and hints are those of the schema."""
    session.language = language
    story = desk.schema.property("case.story")

    assert story.label[language] in words(visitor.get("/new"))


def test_an_empty_form_leaves_no_draft(visitor: TestClient, desk: Desk) -> None:
    """The answer that stands there by itself was not typed by anybody."""
    refused = visitor.post("/new", data={"story": " ", "when_where": "", "how_known": ""})

    assert 422 == refused.status_code
    assert [] == list_drafts(desk)

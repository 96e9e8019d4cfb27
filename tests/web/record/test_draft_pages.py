"""Drafts on pages: kept by every step, offered again, gone on with, dropped when saved."""

import pytest
from starlette.testclient import TestClient
from tests.web.record.sheets import button, first_case, make, sheet, words

from kuager.verbs.desk import Desk
from kuager.verbs.drafts import list_drafts


def keep(visitor: TestClient, page: str, mark: str = "one", **said: str) -> int:
    """What the script sends while somebody types."""
    told = {"draft": mark, "draft-page": page, **said}
    return visitor.post("/drafts", data=told).status_code


def test_what_the_script_sends_is_kept(visitor: TestClient, desk: Desk) -> None:
    """No page is answered; the fields are in the draft."""
    assert 204 == keep(visitor, "/new", story="half a sto")
    (draft,) = list_drafts(desk)

    assert ("story", "half a sto") in draft.fields
    assert "/new" == draft.page


def test_a_draft_is_kept_by_hand_without_script(visitor: TestClient) -> None:
    """The button of the form sends it to the drafts, and the list shows it."""
    filled = sheet(visitor, "/new", "story")
    filled.action = "/drafts"
    response = filled.send(
        {"story": "half a story", "when_where": "", "how_known": "", "draft-by-hand": "yes"}
    )

    assert "/drafts" == response.request.url.path
    assert "half a story" in words(response)


def test_a_form_is_gone_on_with(visitor: TestClient, desk: Desk) -> None:
    """The page offers its draft; asked with it, what was typed stands there, and saving ends it."""
    keep(visitor, "/new", story="half a story")
    assert "Go on with the draft" in words(visitor.get("/new"))
    (draft,) = list_drafts(desk)
    filled = sheet(visitor, f"/new?draft={draft.key.replace('#', '%23')}", "story")
    assert "half a story" == filled["story"]
    filled.send(when_where="b", how_known="c")

    assert 1 == desk.view.count("case")
    assert [] == list_drafts(desk)


def test_a_draft_that_comes_after_saving_is_not_kept(visitor: TestClient, desk: Desk) -> None:
    """The script of a page that is gone may be late."""
    filled = sheet(visitor, "/new", "story")
    filled.send(story="a", when_where="b", how_known="c")
    keep(visitor, "/new", mark=filled["draft"], story="a")

    assert [] == list_drafts(desk)


def test_a_form_that_was_refused_is_kept(visitor: TestClient, desk: Desk) -> None:
    """Each step counts, without script too."""
    sheet(visitor, "/record/event/new", "date").send(date="no date", narrative="long words")
    (draft,) = list_drafts(desk)

    assert ("narrative", "long words") in draft.fields


def test_a_draft_of_a_change_is_gone_on_with(visitor: TestClient, desk: Desk) -> None:
    """What was typed stands over what is recorded, and only that is said."""
    first_case(visitor)
    code = make(visitor, "event", kind="incident", date="2021-05", narrative="as recorded")
    filled = sheet(visitor, f"/record/event/{code}/edit", "narrative")
    pairs = dict(filled.said) | {"narrative": "as typed"}
    page = f"/record/event/{code}/edit"
    visitor.post("/drafts", data={**pairs, "draft-page": page})
    (draft,) = list_drafts(desk)
    again = sheet(visitor, f"{page}?draft={draft.key.replace('#', '%23')}", "narrative")
    assert "as typed" == again["narrative"]
    again.send()
    record = desk.view.record(desk.find(("event",), code))

    assert record is not None
    assert "as typed" == record.text("event.narrative")
    assert (code,) == draft.about
    assert [] == list_drafts(desk)


def test_a_draft_is_dropped(visitor: TestClient, desk: Desk) -> None:
    """Nobody wants it any more."""
    keep(visitor, "/new", story="x")
    button(visitor, "/drafts", "/drafts/drop")

    assert [] == list_drafts(desk)


@pytest.mark.parametrize("page", ["//evil.example/x", "https://evil.example", "javascript:x", ""])
def test_a_draft_leads_nowhere_else(visitor: TestClient, page: str) -> None:
    """Only to a page of the house."""
    keep(visitor, page, story="x")
    text = visitor.get("/drafts").text

    assert 'href="http' not in text
    assert 'href="//' not in text
    assert "javascript:" not in text


def test_a_draft_is_in_no_log_and_no_count(visitor: TestClient, desk: Desk) -> None:
    """Nothing of it is a statement."""
    before = desk.store.log.count
    keep(visitor, "/new", story="x")

    assert before == desk.store.log.count

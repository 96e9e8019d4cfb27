"""The pages of sending: what is in the way, the signature, the files; editions; the rulebook."""

from html import unescape
from re import search

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import tell, uid
from tests.verbs.stories import development, record, story

from kuager.lang import date_words
from kuager.model.statement import say
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.editions import list_editions, show_edition
from kuager.verbs.rulebook import rules_in_force

FACTS = {"country": "KAZ", "period": "2024", "language": ("en", "ru")}


@pytest.fixture
def code(desk: Desk) -> str:
    """An annual review with one development that others published."""
    development(desk, "ev-1")
    return start_report(desk, outline="annual-review", facts=FACTS)


def read_of(page: str) -> str:
    """The digest of the words that a page was made of."""
    found = search(r'name="read" value="([0-9a-f]{64})"', page)
    assert found is not None
    return found[1]


def sign(visitor: TestClient, code: str, **more: object) -> str:
    """Sign a document off as a person does; the page that follows."""
    page = visitor.get(f"/report/{code}/send").text
    form = {
        "language": "en",
        "read": read_of(page),
        "readers": ["public", "un-bodies"],
        "harm": "Nobody: it was in the papers.",
        "prepared_by": "M-7",
        "by": "M-8",
        **more,
    }
    return unescape(visitor.post(f"/report/{code}/sign", data=form).text)


def test_a_document_is_signed_and_taken(desk: Desk, visitor: TestClient, code: str) -> None:
    """After the signature the files can be taken; each is entered in the register."""
    before = visitor.get(f"/report/{code}/send").text
    after = sign(visitor, code)
    form = {"language": "en", "read": read_of(after), "form": "docx"}
    file = visitor.post(f"/report/{code}/send", data=form)

    assert "The last check is clean." in before
    assert "Download DOCX" not in before
    assert "Signed off by M-8 as ED-1. It may be sent." in after
    assert 'filename="annual-review-KAZ-2024.docx"' in file.headers["content-disposition"]
    assert file.content.startswith(b"PK")
    assert ("sent", ("R-1",)) == (
        list_editions(desk)[0].status,
        tuple(name for name, _ in show_edition(desk, code="ED-1").releases),
    )


def test_the_same_hand_is_refused(desk: Desk, visitor: TestClient, code: str) -> None:
    """What was typed stays on the page, with one sentence why."""
    page = sign(visitor, code, by="M-7")

    assert "Not saved yet" in page
    assert "Nobody: it was in the papers." in page
    assert () == list_editions(desk)


def test_a_change_in_between_is_seen(desk: Desk, visitor: TestClient, code: str) -> None:
    """What was read is not what would leave: nothing is handed out."""
    page = sign(visitor, code)
    development(desk, "ev-2")
    answer = visitor.post(
        f"/report/{code}/send", data={"language": "en", "read": read_of(page), "form": "pdf"}
    )

    assert "has changed since you read" in answer.text
    assert {} == desk.view.codes("release")


def test_findings_stand_in_the_way(desk: Desk, visitor: TestClient, code: str) -> None:
    """The page says how many and leads to the check."""
    made = uid(desk, "event", "ev-1")
    tell(desk, say(made, "event.wording", "In May, TODO: who was it?", language="ru"))

    page = visitor.get(f"/report/{code}/send", params={"language": "ru"}).text

    assert "findings. Nothing leaves before." in page
    assert f"/report/{code}/check" in page
    assert "Sign it off" not in page.replace("Sign off and send", "")


def test_an_edition_is_shown_and_compared(desk: Desk, visitor: TestClient, code: str) -> None:
    """Its words with what stands behind them; a second one beside it shows only what differs."""
    sign_and_take(visitor, code)
    development(desk, "ev-2")
    sign_and_take(visitor, code)

    listed = visitor.get(f"/report/{code}/editions").text
    one = visitor.get("/editions/ED-1").text
    beside = visitor.get("/editions/ED-2/beside", params={"first": "ED-1"}).text

    assert "ED-1" in listed
    assert "ED-2" in listed
    assert "In May, ev-1 came to pass." in one
    assert "/record/event/ev-1" in one
    assert "In May, ev-2 came to pass." in beside
    assert "In May, ev-1 came to pass." not in beside


def test_days_of_an_edition_are_words(desk: Desk, visitor: TestClient, code: str) -> None:
    """One that was signed and not sent stands among the others by how it stands, not by None."""
    sign_and_take(visitor, code)
    development(desk, "ev-2")
    sign(visitor, code)
    one = visitor.get("/editions/ED-1").text

    assert "ED-2 · Signed off" in one
    assert "None" not in one
    assert f"R-1 · {date_words(desk.today.isoformat(), 'en')}" in one


def sign_and_take(visitor: TestClient, code: str) -> None:
    """Sign a document off and take its page file."""
    page = sign(visitor, code)
    form = {"language": "en", "read": read_of(page), "form": "html"}
    visitor.post(f"/report/{code}/send", data=form)


def test_who_withdraws_sees_where_the_story_went(desk: Desk, visitor: TestClient) -> None:
    """The page of consents names the release; what came of calling it back is entered there."""
    holder = story(desk, "anonymised", wording_en="In May, somebody was turned away.")
    code = start_report(desk, outline="annual-review", facts=FACTS)
    sign_and_take(visitor, code)

    withdraw_consent(desk, case=holder)
    page = visitor.get(f"/record/case/{holder}/consent").text
    visitor.post("/releases/R-1/recall", data={"result": "asked"})
    again = visitor.get(f"/record/case/{holder}/consent").text

    assert "Where this story went" in page
    assert "/releases/R-1" in page
    label = desk.schema.vocabularies["recall_result"].label("asked", "en")
    assert label not in page
    assert label in again


def test_the_rulebook_is_read_and_mended(desk: Desk, visitor: TestClient) -> None:
    """Every rule shows its mark; one of our own takes the place and can be withdrawn."""
    page = visitor.get("/rules").text
    own = {"value": "7000", "unit": "words", "mark": "verified", "origin": "Note of the session"}
    visitor.post("/rules/cat-session-length", data=own)
    mended = rules_in_force(desk)["cat-session-length"]
    visitor.post("/rules/cat-session-length/restore")

    assert "From memory" in page
    assert "Verified" in page
    assert ("7000", True) == (mended.value, mended.own)
    assert not rules_in_force(desk)["cat-session-length"].own


def test_a_rule_that_cannot_be_counted_is_refused(desk: Desk, visitor: TestClient) -> None:
    """One sentence, and what was typed stays."""
    answer = visitor.post("/rules/cat-session-length", data={"value": "many", "origin": "Note"})

    assert 422 == answer.status_code
    assert "A length is a whole number" in answer.text
    assert not rules_in_force(desk)["cat-session-length"].own


def test_a_document_shows_its_limits(desk: Desk, visitor: TestClient) -> None:
    """Words used of those allowed and days left, each with the mark of its rule."""
    development(desk, "ev-1")
    record(desk, "organisation", "org-1", name_en="An initiative")
    facts = {"country": "KAZ", "period": "2024", "author": "org-1"}
    code = start_report(desk, outline="upr-joint", facts=facts)
    tell(desk, say(uid(desk, "report", code), "report.session_opens", "2025-11-03"))

    page = visitor.get(f"/report/{code}").text

    assert "of at most 5630 (Words)" in page
    assert "From memory" in page
    assert "63 days until" in page

"""The first page: a newcomer's first step, and what waits for those who are at work."""

import re

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import DAY, case, clock_of

from kuager.lang import LANGUAGES
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import keep_draft
from kuager.verbs.ladders import Happened, begin_proceeding, take_step
from kuager.web.visit import Session


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_house_leads_to_the_first_case(
    visitor: TestClient, session: Session, language: str
) -> None:
    """One large link, in every language; no list of nothing."""
    session.language = language
    text = visitor.get("/").text

    assert re.search(r'<a class="act" href="[^"]*/new">', text)
    assert 'class="needs' not in text


def test_a_house_in_order_says_so(visitor: TestClient, desk: Desk) -> None:
    """Nothing waits, and nothing is invented."""
    code = case(desk)
    visitor.post("/proceeding/new", data={"case": code, "ladder": "kz-crime"})
    text = visitor.get("/").text

    assert "Consent not asked yet" in text
    assert "They have not answered in time" not in text


def test_a_late_answer_leads_to_its_ladder(visitor: TestClient, desk: Desk) -> None:
    """With the days, the rule and its mark, after the clock has moved."""
    code = begin_proceeding(desk, ladder="kz-crime", cases=[case(desk)]).code
    happened = Happened(rung="prosecutor", move="filed", when="3 March 2025")
    take_step(desk, proceeding=code, happened=happened)
    before = visitor.get("/").text
    clock_of(desk).now += 20 * DAY
    after = visitor.get("/").text

    assert "They have not answered in time" not in before
    assert f'href="/proceeding/{code}/ladder"' in after
    assert "2 working days late" in after
    assert "From memory" in after
    assert "Code of Criminal Procedure, Articles 100–105" in after


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "опоздание 2 рабочих дня"), ("kk", "2 жұмыс күніне кешікті")]
)
def test_days_are_counted_in_the_right_form(
    visitor: TestClient, desk: Desk, session: Session, language: str, words: str
) -> None:
    """Plural forms of both languages."""
    code = begin_proceeding(desk, ladder="kz-crime").code
    happened = Happened(rung="prosecutor", move="filed", when="3 March 2025")
    take_step(desk, proceeding=code, happened=happened)
    clock_of(desk).now += 20 * DAY
    session.language = language

    assert words in visitor.get("/").text


def test_a_draft_leads_to_the_drafts(visitor: TestClient, desk: Desk) -> None:
    """What was typed is not shown, only that it waits."""
    case(desk)
    keep_draft(desk, page="/new", fields=[("story", "half a sentence")])
    text = visitor.get("/").text

    assert 'href="/drafts"' in text
    assert "half a sentence" not in text


def test_what_changed_is_told_in_words_and_codes(visitor: TestClient, desk: Desk) -> None:
    """Each verb has a sentence; each record a link."""
    code = case(desk)
    text = visitor.get("/").text

    assert "A case was recorded" in text
    assert f'<a href="/record/case/{code}">{code}</a>' in text


def test_the_title_is_neutral(visitor: TestClient, desk: Desk) -> None:
    """A tab says nothing of complaints."""
    case(desk)

    assert "<title>Today</title>" in visitor.get("/").text

"""What every page has around it: language and colours that stay, calm answers to lost visitors."""

import re
from threading import Event

import pytest
from starlette.testclient import TestClient

from kuager.lang import LANGUAGES
from kuager.web.house import House
from kuager.web.manual import manual
from kuager.web.visit import Session


@pytest.mark.parametrize("look", ["light", "dark", ""])
def test_colours_stay_and_lead_back(visitor: TestClient, session: Session, look: str) -> None:
    """The choice is kept for this browser; the page it was made on is shown again."""
    answer = visitor.post("/look", data={"look": look, "back": "/help/vault"})
    assert answer.url.path == "/help/vault"
    assert session.look == look
    assert ('data-look="' in answer.text) == bool(look)


def test_other_colours_do_not_exist(visitor: TestClient, session: Session) -> None:
    """Whatever else is asked for changes nothing."""
    visitor.post("/look", data={"look": '"><b>', "back": "/help"})
    assert session.look == ""


@pytest.mark.parametrize("back", ["//elsewhere.example/", "https://elsewhere.example/", "", "x"])
def test_nobody_is_led_elsewhere(visitor: TestClient, back: str) -> None:
    """A way back that is no page of ours leads to the first page."""
    answer = visitor.post("/look", data={"look": "", "back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_language_leads_back_to_the_same_page(visitor: TestClient) -> None:
    """With what stood behind the question mark."""
    page = visitor.get("/list/event?sort=old")
    [back] = re.findall(r'action="/language"[^>]*>\s*<input[^>]*value="([^"]*)"', page.text)
    answer = visitor.post("/language", data={"language": "kk", "back": back})
    assert (answer.url.path, answer.url.query) == ("/list/event", b"sort=old")
    assert '<html lang="kk"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_without_a_page_is_answered_calmly(
    visitor: TestClient, session: Session, language: str
) -> None:
    """A page with a way on, in the language of the visitor; also where only forms are taken."""
    session.language = language
    for address in ("/nowhere", "/language", "/help/nothing", "/record/case/none"):
        answer = visitor.get(address)
        assert answer.status_code == 404
        assert 'href="/help"' in answer.text
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_is_whole(visitor: TestClient, session: Session, language: str) -> None:
    """Every page is shown, begins with its title and leads to all others."""
    session.language = language
    pages = manual(language)
    for page in pages:
        shown = visitor.get(f"/help/{page.name}").text
        assert f"<h1>{page.title}</h1>" in shown
        assert all(f'href="/help/{other.name}"' in shown for other in pages if other != page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_manual_leads_to_the_pages_it_names(
    visitor: TestClient, session: Session, language: str
) -> None:
    """Whatever stands in its name: a link is never left as it was typed."""
    session.language = language
    texts = {page.name: visitor.get(f"/help/{page.name}").text for page in manual(language)}

    assert 'href="last-check"' in texts["editions"].partition("</article>")[0]
    assert not [name for name, text in texts.items() if "](" in text]


def test_the_manual_begins_with_the_beginning(visitor: TestClient) -> None:
    """The first page is how to begin."""
    assert "<h1>How to begin</h1>" in visitor.get("/help").text


def test_long_work_shows_itself_dressed(visitor: TestClient, house: House) -> None:
    """While something long goes on a page says so, looks again by itself, and has its style."""
    over = Event()
    house.begin("Search", "/help", lambda _desk: over.wait(20))
    waiting, style = visitor.get("/"), visitor.get("/static/page.css")
    over.set()
    assert "<progress" in waiting.text
    assert waiting.headers["refresh"] == "2; url=/help"
    assert style.headers["content-type"].startswith("text/css")

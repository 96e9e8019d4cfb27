"""Sources as a person meets them: a library, a text with its passages marked, citing by hand."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import tell, uid
from tests.verbs.gatherings import raid
from tests.web.people.house_of_people import TEXT

from kuager.lang import LANGUAGES
from kuager.model.statement import EntityId, Value, say
from kuager.verbs.desk import Desk
from kuager.verbs.source_texts import show_source
from kuager.verbs.sources import Spot, cite_passage, give_text
from kuager.web.visit import Session

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}</textarea></title>"'


def source(desk: Desk, code: str = "S-1", **said: Value) -> EntityId:
    """A source of which these things are said."""
    made = desk.store.new_id()
    tell(desk, say(made, "source.code", code))
    for name, value in said.items():
        tell(desk, say(made, f"source.{name}", value))
    return made


def read(page: str) -> str:
    """What a person reads."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passage_is_cited_without_script(
    visitor: TestClient, desk: Desk, session: Session, language: str
) -> None:
    """Paste the text, choose a paragraph and words: they are marked, and lead to the passage."""
    source(desk)
    session.language = language
    visitor.post("/source/S-1", data={"text": TEXT})
    form = visitor.get("/source/S-1/cite", params={"paragraph": "2"}).text
    answer = visitor.post("/source/S-1/cite", data={"first": "2", "words": "33 человека"})

    assert 'value="2"' in form
    assert "/source/S-1" == answer.url.path
    assert '<span id="cited-PA-1"></span><mark>33 человека</mark>' in answer.text
    assert 'href="/record/passage/PA-1"' in answer.text


def test_a_text_is_shown_as_letters_never_as_a_page(visitor: TestClient, desk: Desk) -> None:
    """What looks like a program is letters: in the text, in marks, in quotations, in forms."""
    source(desk, title=HOSTILE, publisher=HOSTILE)
    visitor.post("/source/S-1", data={"text": f"{HOSTILE}\n\n{HOSTILE} and more"})
    visitor.post("/source/S-1/cite", data={"first": "1", "words": "alert(1)"})
    visitor.post("/source/S-1/cite", data={"first": "2"})
    pages = [
        visitor.get(address).text
        for address in ("/source/S-1", "/sources", "/source/S-1/cite?paragraph=1&page=<script>")
    ]

    assert all("<script>alert" not in page and "<img src=x" not in page for page in pages)
    assert "<mark>alert(1)</mark>" in pages[0]
    assert HOSTILE in unescape(pages[0].replace("<mark>", "").replace("</mark>", ""))


def test_a_newer_text_tells_what_moved_and_what_is_gone(visitor: TestClient, desk: Desk) -> None:
    """The passages are looked for by their words, and one that is gone is not lost."""
    source(desk)
    give_text(desk, source="S-1", text=TEXT)
    cite_passage(desk, source="S-1", spot=Spot(first=2, words="33 человека"))
    cite_passage(desk, source="S-1", spot=Spot(first=3))
    newer = "Вступление.\n\n" + TEXT.replace("в июле", "в августе")
    answer = visitor.post("/source/S-1", data={"text": newer})
    told = read(answer.text)

    assert "The text is kept: 4 paragraphs." in told
    assert "Found at a new place: PA-1" in told
    assert "Not found in this text any more: PA-2" in told
    assert "these words are not in the text" in told
    assert "Прокурор ответил в июле." in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_text_file_is_read_whatever_its_letters(
    visitor: TestClient, desk: Desk, encoding: str
) -> None:
    """An old Windows laptop saves in an old encoding."""
    source(desk)
    files = {"file": ("a.txt", TEXT.replace("\n", "\r\n").encode(encoding))}
    answer = visitor.post("/source/S-1", data={"text": ""}, files=files)

    assert (200, TEXT) == (answer.status_code, show_source(desk, code="S-1").text)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj", b"PK\x03\x04\x00\x00", b"a\x00b\x00\x01"])
def test_a_file_that_is_no_text_is_refused_kindly(
    visitor: TestClient, desk: Desk, data: bytes
) -> None:
    """Another kind of file is neither guessed at nor half read."""
    source(desk)
    answer = visitor.post("/source/S-1", files={"file": ("a.txt", data)})

    assert (422, "") == (answer.status_code, show_source(desk, code="S-1").text)
    assert "This file is not plain text." in read(answer.text)


def test_words_that_are_not_there_are_asked_again(visitor: TestClient, desk: Desk) -> None:
    """The sentence stands at the field, and what was typed is still there."""
    source(desk)
    give_text(desk, source="S-1", text=TEXT)
    wrong = visitor.post("/source/S-1/cite", data={"first": "1", "words": "прокурор"})
    beyond = visitor.post("/source/S-1/cite", data={"first": "9", "words": ""})

    assert (422, 422) == (wrong.status_code, beyond.status_code)
    assert 'href="#f-words"' in wrong.text
    assert "прокурор</textarea>" in wrong.text
    assert 'href="#f-first"' in beyond.text
    assert 0 == desk.view.count("passage")


def test_a_passage_is_attached_to_what_a_record_says_and_leads_back(
    visitor: TestClient, desk: Desk
) -> None:
    """Asked for by an event: choose the words and the statement, and be back at the event."""
    raid(desk)
    tell(desk, say(uid(desk, "event", "E-1"), "event.people", "~300"))
    source(desk)
    give_text(desk, source="S-1", text=TEXT)
    address = "/source/S-1/cite?for=event/E-1"
    form = visitor.get(f"{address}&paragraph=1").text
    found = re.search(r'name="said"[^>]*value="(\w+)"[^>]*><label[^>]*>[^<]*300', form)
    assert found is not None
    nothing = visitor.post(address, data={"first": "1", "words": "около 300"})
    sent = {"first": "1", "words": "около 300 человек", "said": found[1]}
    answer = visitor.post(address, data=sent, follow_redirects=False)
    page = visitor.get("/source/S-1").text

    assert (422, 303) == (nothing.status_code, answer.status_code)
    assert "/record/event/E-1" == answer.headers["location"]
    assert "Choose what this passage stands behind." in read(nothing.text)
    assert 'href="/record/event/E-1">Event E-1</a>' in page


def test_a_passage_that_is_there_can_be_used_again(visitor: TestClient, desk: Desk) -> None:
    """The page of the source offers it to the record that asked."""
    raid(desk)
    source(desk)
    cite_passage(desk, source="S-1", spot=Spot(page="12"))
    shown = visitor.get("/source/S-1", params={"for": "event/E-1"}).text
    link = re.search(r'href="([^"]*passage=PA-1[^"]*)"', shown)
    assert link is not None
    form = visitor.get(unescape(link[1])).text
    said = re.findall(r'name="said"[^>]*value="(\w+)"', form)
    visitor.post("/source/S-1/cite?for=event/E-1", data={"passage": "PA-1", "said": said[0]})

    assert '<option value="PA-1" selected>' in form
    assert 1 == desk.view.count("passage")
    assert ["E-1"] == [c.code for c in show_source(desk, code="S-1").passages[0].citing]


def test_a_source_without_a_text_is_cited_by_its_page(visitor: TestClient, desk: Desk) -> None:
    """A book on the shelf."""
    source(desk)
    answer = visitor.post("/source/S-1/cite", data={"page": "12", "words": "Somebody said"})
    empty = visitor.post("/source/S-1/cite", data={"page": " "})

    assert "Page: 12" in read(answer.text)
    assert "Somebody said" in read(answer.text)
    assert 422 == empty.status_code


def test_the_library_is_narrowed_and_shows_who_cites(visitor: TestClient, desk: Desk) -> None:
    """By kind and year; how many passages and citing records; withheld ones are marked."""
    source(desk, kind="news", date="2024-05", publisher="The Paper", rank=2)
    source(desk, "S-2", kind="testimony", withheld=True)
    raid(desk)
    tell(
        desk, say(uid(desk, "event", "E-1"), "event.people", "3", source=uid(desk, "source", "S-1"))
    )
    every = read(visitor.get("/sources").text)
    news = read(visitor.get("/sources", params={"kind": "news", "year": "2024"}).text)

    assert "2 sources" in every
    assert "S-2 not named" in every
    assert "1 source" in news
    assert "S-2" not in news
    assert "The Paper May 2024 — 2 0 1" in news
    assert "No source like that" in read(visitor.get("/sources", params={"year": "1999"}).text)


def test_the_chain_of_a_source_known_through_another_is_shown(
    visitor: TestClient, desk: Desk
) -> None:
    """Notes name both; each leads to the other."""
    above = source(desk, "S-2")
    source(desk, cited_in=above)

    assert 'href="/source/S-2"' in visitor.get("/source/S-1").text
    assert 'href="/source/S-1"' in visitor.get("/source/S-2").text


def test_a_long_text_comes_in_light_pages(visitor: TestClient, desk: Desk) -> None:
    """A thick report: each page stays under 150 kilobytes, and a passage leads to its page."""
    source(desk)
    long = "\n\n".join(f"Абзац {number}. " + "слово " * 60 for number in range(1, 2001))
    give_text(desk, source="S-1", text=long)
    cite_passage(desk, source="S-1", spot=Spot(first=1500, words="Абзац 1500."))
    first = visitor.get("/source/S-1")
    link = re.search(r'href="([^"]*)#cited-PA-1"', first.text)
    assert link is not None

    assert len(first.content) < 150_000
    assert 'id="cited-PA-1"' in visitor.get(unescape(link[1])).text


def test_a_passage_leads_to_its_place_in_the_text(visitor: TestClient, desk: Desk) -> None:
    """From its record to the page and the words; without a text to the source."""
    source(desk)
    cite_passage(desk, source="S-1", spot=Spot(page="12"))
    by_hand = visitor.get("/passage/PA-1", follow_redirects=False)
    give_text(desk, source="S-1", text=TEXT)
    cite_passage(desk, source="S-1", spot=Spot(first=2))
    in_text = visitor.get("/passage/PA-2", follow_redirects=False)

    assert "/source/S-1" == by_hand.headers["location"]
    assert "/source/S-1?page=1#cited-PA-2" == in_text.headers["location"]
    assert 'href="/passage/PA-2"' in visitor.get("/record/passage/PA-2").text


def test_a_record_offers_to_cite_a_source_for_it(visitor: TestClient, desk: Desk) -> None:
    """From the event to the library, to the source, to the passage, and back."""
    raid(desk)
    source(desk)
    record = visitor.get("/record/event/E-1").text
    library = visitor.get("/sources", params={"for": "event/E-1"}).text

    assert 'href="/sources?for=event%2FE-1"' in record
    assert 'href="/source/S-1?for=event%2FE-1"' in library


@pytest.mark.parametrize(
    "address",
    [
        "/source/S-9",
        "/passage/PA-9",
        "/source/S-9/cite",
        "/source/S-1/cite?for=event/E-9",
        "/source/S-1/cite?for=nonsense",
    ],
)
def test_a_source_that_is_not_here_is_said_so(
    visitor: TestClient, desk: Desk, address: str
) -> None:
    """A code that nothing carries is a page with a sentence."""
    source(desk)

    assert 404 == visitor.get(address).status_code


def test_a_text_that_changed_meanwhile_is_not_cited_blindly(
    visitor: TestClient, desk: Desk
) -> None:
    """Paragraph 2 of the old text may be another one now."""
    source(desk)
    give_text(desk, source="S-1", text=TEXT)
    form = visitor.get("/source/S-1/cite").text
    seen = re.search(r'name="seen" value="(\w+)"', form)
    assert seen is not None
    give_text(desk, source="S-1", text=f"Новое.\n\n{TEXT}")
    answer = visitor.post("/source/S-1/cite", data={"first": "2", "seen": seen[1]})

    assert (422, 0) == (answer.status_code, desk.view.count("passage"))
    assert "The text was changed since you looked at it." in read(answer.text)

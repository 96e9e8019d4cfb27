"""Searching from the page: three scripts, the wrong layout, names by letters, codes."""

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import case
from tests.verbs.stories import person_of, record

from kuager.verbs.desk import Desk


@pytest.fixture
def known(desk: Desk) -> Desk:
    """A person, an event in Kazakh letters, an organisation."""
    holder = case(desk, "Told at the office about the meeting in Astana")
    person_of(desk, holder, "P-1", "Айгүл Үлгіқызы")
    record(desk, "event", "E-1", narrative="Қарағанды қаласындағы жиналыс")
    record(desk, "organisation", "O-1", name_ru="Отдел полиции Щучинска")
    record(desk, "event", "E-2", narrative="встреча в Щучинске")
    return desk


def found(visitor: TestClient, words: str, **more: str) -> str:
    """What the page shows for these words."""
    answer = visitor.post("/search", data={"q": words, **more})
    assert answer.status_code == 200
    assert not answer.url.query or answer.url.query.startswith(b"shown=")
    return answer.text.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("words", ["Караганды", "Qaraghandy", "Қарағанды", "karagandy"])
def test_three_scripts_find_the_same(visitor: TestClient, known: Desk, words: str) -> None:
    """However the town is spelt."""
    assert "/record/event/E-1" in found(visitor, words)
    assert known is not None


@pytest.mark.parametrize("letters", ["йгү", "aigul", "лгiк", "Ulgi"])
def test_a_name_is_found_by_any_letters(visitor: TestClient, known: Desk, letters: str) -> None:
    """In the middle of it, too; the page shows the code, never the name."""
    page = found(visitor, letters)

    assert "/record/person/P-1" in page
    assert "Айгүл" not in page
    assert known is not None


@pytest.mark.parametrize(
    ("typed", "meant"), [("oexbycr", "щучинск"), ("0fhf5fyls", "қарағанды"), ("Фыефтф", "astana")]
)
def test_the_wrong_layout_is_understood_and_said(
    visitor: TestClient, known: Desk, typed: str, meant: str
) -> None:
    """What the keyboard would have written otherwise is found, and the page says for what."""
    page = found(visitor, typed)

    assert f"“{meant}”" in page
    assert "/record/" in page
    assert known is not None


@pytest.mark.parametrize("typed", ["E-2", "e-2", "Е-2", "у-2"])
def test_a_code_is_found_however_it_was_typed(visitor: TestClient, known: Desk, typed: str) -> None:
    """In small letters, with a Cyrillic letter that looks the same, in the other layout."""
    assert "/record/event/E-2" in found(visitor, typed)
    assert known is not None


@pytest.mark.parametrize("words", ["Алматы", "almaty", "Fkvfns"])
def test_a_place_leads_to_what_happened_there(visitor: TestClient, known: Desk, words: str) -> None:
    """Places are coded and stand in no text; the list of events there is one click away."""
    record(known, "event", "E-7", place="KZ-75", narrative="in Алматы")

    assert 'href="/list/event?place=KZ-75"' in found(visitor, words)


def test_results_are_narrowed_by_type(visitor: TestClient, known: Desk) -> None:
    """Buttons of the same form, so that the words stay out of the address."""
    everything, events = found(visitor, "щучинск"), found(visitor, "щучинск", type="event")

    assert "/record/organisation/O-1" in everything
    assert "/record/event/E-2" in events
    assert "/record/organisation/O-1" not in events
    assert known is not None


def test_many_results_come_in_pages(visitor: TestClient, desk: Desk) -> None:
    """By buttons of a form."""
    for number in range(55):
        record(desk, "event", f"E-{number}", narrative="дождь")

    first, second = found(visitor, "дождь"), found(visitor, "дождь", page="2")

    assert first.count("/record/event/") == 50
    assert second.count("/record/event/") == 5
    assert 'name="page" value="2"' in first


@pytest.mark.parametrize("words", ['"', "'; drop", "*", "NEAR(", "a" * 5000, "—", "\0", "<b>"])
def test_odd_words_find_nothing_quietly(visitor: TestClient, known: Desk, words: str) -> None:
    """No search language leaks through."""
    assert "<b>" not in found(visitor, words)
    assert known is not None


def test_the_words_never_come_into_an_address(visitor: TestClient, known: Desk) -> None:
    """Not by a link of the results either; a search by address finds nothing."""
    page = found(visitor, "щучинск")

    assert "щучинск" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])
    assert "/record/" not in visitor.get("/search?q=щучинск").text.split("<main")[1]
    assert known is not None

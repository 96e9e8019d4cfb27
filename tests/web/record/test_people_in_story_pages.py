"""Names of a story become links; what tells who somebody is, is pointed out."""

import re

from starlette.testclient import TestClient
from tests.web.record.sheets import Sheet, first_case, make, sheet, words

from kuager.verbs.desk import Desk

STORY = "Айгуль сказала, что Ивана Пробного звали по номеру +7 701 123 45 67. Айгулю отпустили."


def story(desk: Desk) -> str:
    """The story of the first case as it is kept."""
    record = desk.view.record(desk.find(("case",), "C-1"))
    return "" if record is None else record.text("case.story") or ""


def choices(filled: Sheet) -> dict[str, str]:
    """Each stretch that is pointed out, and the field in which one says what it is."""
    return {text: f"who.{name[5:]}" for name, text in filled.said if name.startswith("said.")}


def test_names_and_telephones_are_pointed_out(visitor: TestClient) -> None:
    """Names in any ending, a telephone; a place is none."""
    path = first_case(visitor, f"{STORY} В Шымкенте.")
    found = choices(sheet(visitor, f"{path}/people", "said.1"))

    assert {"Айгуль", "Ивана Пробного", "+7 701 123 45 67", "Айгулю"} <= found.keys()


def test_a_marked_name_lives_with_the_person(visitor: TestClient, desk: Desk) -> None:
    """In the text stands a code; the page shows the name in use; the person belongs to the case."""
    path = first_case(visitor, STORY)
    done = sheet(visitor, f"{path}/people", "words").send(words="Ивана Пробного")
    person = desk.view.record(desk.find(("person",), "P-1"))

    assert "что [P-1] звали" in story(desk)
    assert "Ивана Пробного" not in story(desk)
    assert person is not None
    assert "Ивана Пробного" == person.text("person.name_in_use")
    assert [desk.find(("case",), "C-1")] == person.every("person.case")
    assert 'href="/record/person/P-1"' in done.text


def test_all_that_was_chosen_is_marked_at_once(visitor: TestClient, desk: Desk) -> None:
    """Two endings of one name are one new person; the telephone is taken out."""
    path = first_case(visitor, STORY)
    filled = sheet(visitor, f"{path}/people", "said.1")
    at = choices(filled)
    said = {at["Айгуль"]: "new", at["Айгулю"]: "new", at["+7 701 123 45 67"]: "cut"}
    filled.send({**said, "act": "pointed-out"})

    assert story(desk).startswith("[P-1] сказала")
    assert "[P-1] отпустили" in story(desk)
    assert "[…]" in story(desk)
    assert 1 == desk.view.count("person")


def test_a_known_person_is_meant(visitor: TestClient, desk: Desk) -> None:
    """Whoever belongs to the case is offered, and is not made twice."""
    path = first_case(visitor, STORY)
    person = make(visitor, "person", name_in_use="Айгуль", case__0="C-1")
    filled = sheet(visitor, f"{path}/people", "said.1")
    at = choices(filled)
    said = {at["Айгулю"]: person, at["+7 701 123 45 67"]: f"cut:{person}"}
    filled.send({**said, "act": "pointed-out"})
    record = desk.view.record(desk.find(("person",), person))

    assert f"[{person}] отпустили" in story(desk)
    assert record is not None
    assert ["+7 701 123 45 67"] == record.every("person.contact")
    assert 1 == desk.view.count("person")


def test_whose_name_it_is_is_found_by_searching(visitor: TestClient, desk: Desk) -> None:
    """Typed by hand: the name as it stands, and words to look for the person."""
    path = first_case(visitor, STORY)
    person = make(visitor, "person", name_in_use="Иван Пробный")
    said = {"words": "Ивана Пробного", "person.0": "Пробный"}
    asked = sheet(visitor, f"{path}/people", "words").send(said)
    assert 422 == asked.status_code
    sheet(visitor, asked, "person.0~pick").send({"person.0~pick": person})

    assert f"[{person}]" in story(desk)


def test_words_that_do_not_stand_there_are_refused(visitor: TestClient, desk: Desk) -> None:
    """A part of a word is no name either."""
    path = first_case(visitor, STORY)
    for typed in ("Nobody", "Айгул", "", "[", "(?:"):
        response = sheet(visitor, f"{path}/people", "words").send(words=typed)
        assert 422 == response.status_code
    assert STORY == story(desk)
    assert 0 == desk.view.count("person")


def test_two_clicks_mark_once(visitor: TestClient, desk: Desk) -> None:
    """One person, however often the button is pressed."""
    path = first_case(visitor, STORY)
    filled = sheet(visitor, f"{path}/people", "words")
    filled.send(words="Айгуль")
    filled.send(words="Айгуль")

    assert 1 == desk.view.count("person")


def test_a_mark_on_an_older_page_is_refused(visitor: TestClient, desk: Desk) -> None:
    """Somebody changed the story meanwhile: look again."""
    path = first_case(visitor, STORY)
    filled = sheet(visitor, f"{path}/people", "words")
    sheet(visitor, f"{path}/edit", "story").send(story="Айгуль ушла")
    response = filled.send(words="Айгуль")

    assert 422 == response.status_code
    assert "Айгуль ушла" == story(desk)


def test_a_code_of_nobody_stays_a_word(visitor: TestClient) -> None:
    """What only looks like a link is shown as it was written."""
    path = first_case(visitor, "He said [P-99] and [a note]")

    assert "[P-99] and [a note]" in re.sub(r"\s+", " ", words(visitor.get(path)))

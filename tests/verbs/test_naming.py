"""Names of a story: pointed out, marked as links, read back; and what of a record may leave."""

import pytest
from tests.verbs.desks import case, tell, uid

from kuager.model.statement import say
from kuager.verbs.amending import Answer, Fresh, Pick, make_record
from kuager.verbs.desk import Desk
from kuager.verbs.naming import (
    NotInTextError,
    cut_words,
    find_suspects,
    mark_person,
    read_pieces,
)
from kuager.verbs.records import AlreadySaidOtherwiseError
from kuager.verbs.weighing import USES, weigh_record

STORY = "Айгуль пришла. Её звали +7 701 123 45 67, и Айгуль ушла с Иваном Пробным."


def story(desk: Desk, code: str) -> str:
    """The story of a case as it is kept."""
    record = desk.view.record(uid(desk, "case", code))
    return "" if record is None else record.text("case.story") or ""


def mark(desk: Desk, code: str, words: str, person: Pick | Fresh | None = None) -> int:
    """Mark words of a case; returns in how many places."""
    meant = person or Fresh("person", words)
    return mark_person(desk, type_name="case", code=code, words=words, person=meant).places


def test_a_name_becomes_a_link_everywhere_in_the_record(desk: Desk) -> None:
    """All its places, in all texts; parts of other words are left."""
    code = case(desk, f"{STORY} Айгульша")

    assert 2 == mark(desk, code, "Айгуль")
    assert story(desk, code).startswith("[P-1] пришла.")
    assert story(desk, code).endswith("Айгульша")


def test_blanks_between_the_words_do_not_matter(desk: Desk) -> None:
    """A line may end within a name."""
    code = case(desk, "Там был Иван\nПробный.")
    mark(desk, code, "Иван Пробный")

    assert "Там был [P-1]." == story(desk, code)


def test_the_words_that_were_there_stay_in_the_log_alone(desk: Desk) -> None:
    """Withdrawn, with the source and certainty kept by what takes their place."""
    code = case(desk, "x")
    record = uid(desk, "case", code)
    tell(desk, say(record, "case.remarks", "Sam called", sure="likely"))
    mark(desk, code, "Sam")
    told = [t for t in desk.view.history(record) if t.property == "case.remarks"]
    (new,) = [t for t in told if t.stands]

    assert ("[P-1] called", "likely") == (new.value, new.sure)
    assert "Sam called" in {t.value for t in told}


def test_a_known_person_keeps_the_name_they_have(desk: Desk) -> None:
    """A mark gives a name only to whoever has none."""
    code = case(desk, STORY)
    named = Answer(property="person.name_in_use", values=("Иван Пробный",))
    one = make_record(desk, type_name="person", answers=[named])
    two = make_record(desk, type_name="person", answers=[])
    mark(desk, code, "Иваном Пробным", Pick(("person",), one.code))
    mark(desk, code, "Айгуль", Pick(("person",), two.code))
    names = [desk.view.record(p.id).text("person.name_in_use") for p in (one, two)]  # type: ignore[union-attr]

    assert ["Иван Пробный", "Айгуль"] == names


def test_a_story_is_read_with_the_people_in_it(desk: Desk) -> None:
    """Pieces of text, and people where their codes stand; other brackets are text."""
    code = case(desk, "Айгуль [sic] [P-9]")
    mark(desk, code, "Айгуль")
    pieces = read_pieces(desk, text=story(desk, code))

    assert ["[P-1]", " [sic] [P-9]"] == [piece.text for piece in pieces]
    assert [True, False] == [piece.person is not None for piece in pieces]


def test_what_is_pointed_out_is_not_decided(desk: Desk) -> None:
    """Names with people whom they may mean, telephones; places and links are none."""
    code = case(desk, f"{STORY} В Шымкенте, в Алматы.")
    mark(desk, code, "Айгуль")
    found = find_suspects(desk, type_name="case", code=code)
    kinds = {one.text: one.kind for one in found}

    assert {"+7 701 123 45 67": "phone", "Иваном Пробным": "name"}.items() <= kinds.items()
    assert "Алматы" not in kinds
    assert "P-1" not in kinds


def test_other_endings_of_a_known_name_are_pointed_out(desk: Desk) -> None:
    """Small letters too, if somebody of the case is called so."""
    code = case(desk, "Айгуль ушла. Потом айгулю вернули.")
    mark(desk, code, "Айгуль")
    (found,) = find_suspects(desk, type_name="case", code=code)

    assert "айгулю" == found.text
    assert ["P-1"] == [person.code for person in found.people]


def test_a_telephone_is_taken_out_and_kept_with_its_owner(desk: Desk) -> None:
    """In the text stands a gap."""
    code = case(desk, STORY)
    mark(desk, code, "Айгуль")
    cut_words(desk, type_name="case", code=code, words="+7 701 123 45 67", to="P-1")
    person = desk.view.record(uid(desk, "person", "P-1"))

    assert "звали […], и" in story(desk, code)
    assert person is not None
    assert ["+7 701 123 45 67"] == person.every("person.contact")


def test_words_that_are_not_there_change_nothing(desk: Desk) -> None:
    """No person is made for them."""
    code = case(desk, STORY)
    for words in ("Nobody", "Айгул", "", "  ", ".*"):
        with pytest.raises(NotInTextError):
            mark(desk, code, words)

    assert STORY == story(desk, code)
    assert 0 == desk.view.count("person")


def test_a_story_that_changed_meanwhile_is_not_marked(desk: Desk) -> None:
    """Whoever saw another text looks again."""
    code = case(desk, STORY)
    with pytest.raises(AlreadySaidOtherwiseError):
        mark_person(
            desk,
            type_name="case",
            code=code,
            words="Айгуль",
            person=Fresh("person", "Айгуль"),
            seen="another",
        )


def test_why_an_event_may_not_be_published_is_told_for_each_use(desk: Desk) -> None:
    """In words; of other types nothing is told."""
    code = case(desk)
    answers = [Answer(property="event.case", values=(Pick(("case",), code),))]
    made = make_record(desk, type_name="event", answers=answers)
    found = weigh_record(desk, type_name="event", code=made.code)

    assert list(USES) == [one.use for one in found]
    assert {"consent-not-asked"} == {one.reason for one in found}
    assert all(one.meaning for one in found)
    assert () == weigh_record(desk, type_name="case", code=code)

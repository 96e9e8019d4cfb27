"""Taking back where a document has several places: moves between them, headings, empty parts."""

import pytest
from tests.takeback.documents import document, text_at, write
from tests.takeback.wordlike import WordFile

from kuager.model.outline import load_outlines
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.taking_back import look_at_working_copy, take_back
from kuager.verbs.working_copies import hand_out_working_copy

ITEM = "Item 4, delivered by the coalition of groups.\n\nThree minutes are given to us."
WORDS = (
    "We speak for those who cannot.\n\nTwo were arrested in spring.\n\nNobody was charged since."
)


@pytest.fixture
def statement(desk: Desk) -> str:
    """An oral statement with two written places."""
    code = start_report(desk, outline="oral-statement", facts={"title": "Statement"})
    write(desk, code, ITEM, place="item")
    write(desk, code, WORDS, place="statement")
    return code


def copied(desk: Desk, code: str) -> WordFile:
    """The working copy, under edit."""
    return WordFile(hand_out_working_copy(desk, code=code).data)


def test_a_paragraph_that_moved_to_another_part_is_warned_of_and_taken_by_name(
    desk: Desk, statement: str
) -> None:
    """It leaves the one text and stands in the other."""
    word = copied(desk, statement)
    word.move("Three minutes", "Nobody was charged")
    data = word.saved()
    (one,) = look_at_working_copy(desk, data=data).differences
    unasked = take_back(desk, data=data, chosen=["all"])
    take_back(desk, data=data, chosen=[one.key])

    assert ("item/w2/moved", "moved", ("elsewhere",)) == (one.key, one.kind, one.warns)
    assert () == unasked.taken
    assert ITEM.split("\n\n")[:1] == text_at(desk, statement, place="item").split("\n\n")
    said = text_at(desk, statement, place="statement").split("\n\n")
    assert ["Two were", "Three mi", "Nobody w"] == [line[:8] for line in said[1:]]


def test_new_paragraphs_go_to_the_text_they_stand_in(desk: Desk, statement: str) -> None:
    """Behind the last of one place, not before the first of the next."""
    word = copied(desk, statement)
    word.add("Three minutes", "Or four, if nobody objects.")
    word.add("We speak", "They asked us to.")
    word.add("They asked us", "All of them did.")
    done = take_back(desk, data=word.saved(), chosen=["all"])

    assert text_at(desk, statement, place="item").endswith("Or four, if nobody objects.")
    assert "cannot.\n\nThey asked us to.\n\nAll of them did.\n\nTwo were" in text_at(
        desk, statement, place="statement"
    )
    assert ("item", "statement") == tuple(sorted(done.places))


def test_everything_taken_out_is_an_empty_text(desk: Desk, statement: str) -> None:
    """Both paragraphs of a place are struck; the other place stays."""
    word = copied(desk, statement)
    word.strike("Item 4")
    word.strike("Three minutes")
    take_back(desk, data=word.saved(), chosen=["item"])

    assert "" == text_at(desk, statement, place="item")
    assert WORDS == text_at(desk, statement, place="statement")


def test_a_line_put_together_with_two_others_is_one_difference(desk: Desk, statement: str) -> None:
    """Three paragraphs become one; every word is kept."""
    word = copied(desk, statement)
    word.join("We speak")
    word.join("We speak")
    data = word.saved()
    found = look_at_working_copy(desk, data=data).differences
    take_back(desk, data=data, chosen=["all"])

    assert ["merged"] == [one.kind for one in found]
    assert WORDS.replace("\n\n", " ") == text_at(desk, statement, place="statement")


def test_a_heading_is_taken_as_the_documents_own(desk: Desk) -> None:
    """It is kept beside the outline's, in its language."""
    facts = {"country": "KAZ", "period": "2024"}
    code = start_report(desk, outline="odihr-incidents", facts=facts)
    write(desk, code, "Told to us by those it happened to.", place="method")
    word = copied(desk, code)
    heading = load_outlines()["odihr-incidents"].parts[0].heading["en"]
    word.retype(heading, heading, "On these incidents")
    (one,) = look_at_working_copy(desk, data=word.saved()).differences
    take_back(desk, data=word.saved(), chosen=["all"])

    assert ("heading", "changed") == (one.origin, one.kind)
    assert "On these incidents" == text_at(desk, code, place=one.place)


def test_a_title_is_a_fact_and_is_not_taken(desk: Desk, statement: str) -> None:
    """It is shown, with where it is changed."""
    word = copied(desk, statement)
    word.retype("Statement", "Statement", "Our statement")
    (one,) = look_at_working_copy(desk, data=word.saved()).differences

    assert ("frame", "frame", False) == (one.origin, one.reason, one.takeable)


def test_a_written_line_put_together_with_a_drawn_one_cannot_be_taken(desk: Desk) -> None:
    """It is shown with what both said; the record is not changed by a file."""
    code = document(desk)
    word = copied(desk, code)
    word.join("What follows is")
    (one,) = look_at_working_copy(desk, data=word.saved()).differences

    assert ("merged", False, "no-place") == (one.kind, one.takeable, one.reason)
    assert "What follows is" in one.before

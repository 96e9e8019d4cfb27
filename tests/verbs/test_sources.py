"""Sources: their text in paragraphs, passages, and statements that a passage stands behind."""

import pytest
from tests.verbs.desks import findings, place_of, tell, uid

from kuager.model.passages import MOST_QUOTED
from kuager.model.statement import say
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.records import UnknownStatementError, search_records
from kuager.verbs.source_texts import list_sources, show_source
from kuager.verbs.sources import (
    EmptyTextError,
    NoPlaceError,
    PassageTooLongError,
    Spot,
    TextChangedError,
    TextTooLongError,
    UnknownParagraphError,
    WordsNotThereError,
    WordsTwiceError,
    attach_passage,
    cite_passage,
    give_text,
    statements_to_source,
)

TEXT = """In May the police came to the club.

About 300 people were held; 33 of them asked for help. The police said nothing.

The prosecutor answered in July: «the complaint is well-founded»."""


def source(desk: Desk, code: str = "S-1", **said: object) -> str:
    """A source of which these things are said."""
    made = desk.store.new_id()
    facts = [say(made, f"source.{name}", value) for name, value in said.items()]  # type: ignore[arg-type]
    tell(desk, say(made, "source.code", code), *facts)
    return code


def told(desk: Desk) -> None:
    """A source with its text."""
    source(desk)
    give_text(desk, source="S-1", text=TEXT)


def quote(desk: Desk, code: str = "PA-1") -> str | None:
    """The words of a passage."""
    record = desk.view.record(uid(desk, "passage", code))
    return None if record is None else record.text("passage.quote")


def states(desk: Desk) -> dict[str, str]:
    """Every passage of the source and whether its words still stand."""
    return {p.record.code: p.state for p in show_source(desk, code="S-1").passages}


def test_a_text_is_shown_in_the_paragraphs_of_its_writer(desk: Desk) -> None:
    """Windows line ends, too; the paragraphs are counted from one."""
    source(desk)
    given = give_text(desk, source="S-1", text=TEXT.replace("\n", "\r\n") + "\r\n\r\n ")
    shown = show_source(desk, code="S-1")

    assert (3, TEXT) == (given.paragraphs, shown.text)
    assert [1, 2, 3] == [p.number for p in shown.paragraphs]


def test_a_whole_paragraph_or_words_in_it_are_cited(desk: Desk) -> None:
    """The quotation is exact, and says where it stands."""
    told(desk)
    cite_passage(desk, source="S-1", spot=Spot(first=1))
    cite_passage(desk, source="S-1", spot=Spot(first=2, words="33  of THEM asked", page="4"))
    record = desk.view.record(uid(desk, "passage", "PA-2"))

    assert "In May the police came to the club." == quote(desk)
    assert record is not None
    assert ("33 of them asked", "2", "4") == tuple(
        record.text(f"passage.{name}") for name in ("quote", "paragraph", "page")
    )
    start, end = record.get("passage.start"), record.get("passage.end")
    assert "33 of them asked" == TEXT[start:end]  # type: ignore[misc]


def test_several_paragraphs_are_one_passage(desk: Desk) -> None:
    """From the first to the last, in whichever order they were given."""
    told(desk)
    cite_passage(desk, source="S-1", spot=Spot(first=3, last=2))

    assert (quote(desk) or "").startswith("About 300")
    assert (quote(desk) or "").endswith("well-founded».")


def test_words_that_are_not_there_or_twice_there_are_refused(desk: Desk) -> None:
    """Kindly, and nothing is saved."""
    told(desk)

    with pytest.raises(WordsNotThereError):
        cite_passage(desk, source="S-1", spot=Spot(first=1, words="prosecutor"))
    with pytest.raises(WordsTwiceError):
        cite_passage(desk, source="S-1", spot=Spot(words="police"))
    with pytest.raises(UnknownParagraphError):
        cite_passage(desk, source="S-1", spot=Spot(first=4))
    with pytest.raises(NoPlaceError):
        cite_passage(desk, source="S-1", spot=Spot())

    assert 0 == desk.view.count("passage")


def test_the_same_words_are_not_cited_twice(desk: Desk) -> None:
    """The passage that is there is given back."""
    told(desk)
    first = cite_passage(desk, source="S-1", spot=Spot(first=1))
    again = cite_passage(desk, source="S-1", spot=Spot(first=1))

    assert (first.code, True, False) == (again.code, first.is_new, again.is_new)
    assert 1 == desk.view.count("passage")


def test_a_passage_without_a_text_is_a_printed_place_or_words(desk: Desk) -> None:
    """A book on the shelf can be cited by its page."""
    source(desk)
    cite_passage(desk, source="S-1", spot=Spot(page="12", footnote="8"))
    cite_passage(desk, source="S-1", spot=Spot(words="Somebody wrote this", paragraph="3"))

    assert {"PA-1": "no-text", "PA-2": "no-text"} == states(desk)
    assert "Somebody wrote this" == quote(desk, "PA-2")


def test_a_passage_and_a_text_have_a_most(desk: Desk) -> None:
    """Not a book in one quotation, no library in one text, and no text of nothing."""
    source(desk)
    give_text(desk, source="S-1", text="word " * MOST_QUOTED)

    with pytest.raises(PassageTooLongError):
        cite_passage(desk, source="S-1", spot=Spot(first=1))
    with pytest.raises(EmptyTextError):
        give_text(desk, source="S-1", text=" \r\n\0 ")
    with pytest.raises(TextTooLongError):
        give_text(desk, source="S-1", text="x" * 2_000_001)


def test_passages_are_found_again_in_a_newer_text(desk: Desk) -> None:
    """Moved: its new place is said. Gone: it is named, and stays as it was. Here: nothing new."""
    told(desk)
    for number in (1, 2, 3):
        cite_passage(desk, source="S-1", spot=Spot(first=number))
    newer = TEXT.replace("About 300 people", "Some people").replace(
        "\n\nThe pros", "\n\nNew.\n\nThe pros"
    )
    given = give_text(desk, source="S-1", text=newer)
    moved = desk.view.record(uid(desk, "passage", "PA-3"))

    assert ((("PA-3",), ("PA-2",)), 2) == ((given.moved, given.gone), given.found)
    assert {"PA-1": "here", "PA-2": "gone", "PA-3": "here"} == states(desk)
    assert moved is not None
    assert ("4", ()) == (moved.text("passage.paragraph"), moved.conflicts)
    assert [] == findings(desk)


def test_a_passage_is_found_with_other_blanks_and_quotation_marks(desk: Desk) -> None:
    """The same text from another page comes with other line ends, dashes and marks."""
    told(desk)
    cite_passage(desk, source="S-1", spot=Spot(first=3))
    give_text(desk, source="S-1", text="“X”\n\n" + TEXT.replace("«", "“").replace("the ", "the\n"))

    assert {"PA-1": "here"} == states(desk)


def test_a_printed_number_is_not_counted_anew(desk: Desk) -> None:
    """A document that numbers its paragraphs itself keeps its numbers."""
    source(desk)
    cite_passage(desk, source="S-1", spot=Spot(words="About 300 people", paragraph="139.48"))
    give_text(desk, source="S-1", text=TEXT)
    record = desk.view.record(uid(desk, "passage", "PA-1"))

    assert record is not None
    assert ("139.48", TEXT.index("About")) == (
        record.text("passage.paragraph"),
        record.get("passage.start"),
    )


def test_words_read_in_an_older_text_are_not_cited(desk: Desk) -> None:
    """The text was given anew while the page was open."""
    told(desk)
    seen = show_source(desk, code="S-1").digest
    give_text(desk, source="S-1", text=TEXT + " More.")

    with pytest.raises(TextChangedError):
        cite_passage(desk, source="S-1", spot=Spot(first=1), seen=seen)


def test_overlapping_passages_are_marked_together(desk: Desk) -> None:
    """Each piece of the paragraph knows by which passages it is cited."""
    told(desk)
    cite_passage(desk, source="S-1", spot=Spot(first=1, words="May the police"))
    cite_passage(desk, source="S-1", spot=Spot(first=1, words="police came"))
    shown = show_source(desk, code="S-1")
    pieces = [(p.text, p.cited, p.begins) for p in shown.pieces(shown.paragraphs[0])]

    assert [
        ("In ", (), ()),
        ("May the ", ("PA-1",), ("PA-1",)),
        ("police", ("PA-1", "PA-2"), ("PA-2",)),
        (" came", ("PA-2",), ()),
        (" to the club.", (), ()),
    ] == pieces


def test_a_passage_stands_behind_a_statement_in_place_of_nothing(desk: Desk) -> None:
    """The statement is said anew with its source; the unsourced one no longer stands."""
    told(desk)
    event = desk.store.new_id()
    tell(desk, say(event, "event.code", "E-1"), say(event, "event.people", "~300"))
    tell(desk, say(event, "event.kind", "incident", source=uid(desk, "source", "S-1")))
    cite_passage(desk, source="S-1", spot=Spot(first=2, words="About 300 people"))
    chosen = [t.id for t in statements_to_source(desk, type_name="event", code="E-1")]

    attach_passage(desk, passage="PA-1", type_name="event", code="E-1", statements=chosen)
    standing = statements_to_source(desk, type_name="event", code="E-1")
    passage = uid(desk, "passage", "PA-1")
    shown = show_source(desk, code="S-1")

    assert {("event.people", passage), ("event.kind", passage)} == {
        (t.property, t.source) for t in standing
    }
    assert [("event", "E-1", "source")] == [
        (c.type, c.code, c.property) for c in shown.passages[0].citing
    ]
    assert [] == findings(desk)


def test_another_source_stays_beside_the_passage(desk: Desk) -> None:
    """Two sources say the same: both stand, and saying it again changes nothing."""
    told(desk)
    source(desk, "S-2")
    event = desk.store.new_id()
    other = uid(desk, "source", "S-2")
    tell(desk, say(event, "event.code", "E-1"), say(event, "event.people", "~300", source=other))
    cite_passage(desk, source="S-1", spot=Spot(first=2))
    chosen = [place_of(desk, event, "event.people", "~300")]

    for _ in range(2):
        attach_passage(desk, passage="PA-1", type_name="event", code="E-1", statements=chosen)
    standing = statements_to_source(desk, type_name="event", code="E-1")

    assert {other, uid(desk, "passage", "PA-1")} == {t.source for t in standing}
    assert 2 == len(standing)


def test_only_what_stands_can_be_given_a_source(desk: Desk) -> None:
    """A statement that is not there, none at all, or a record that is not there."""
    told(desk)
    cite_passage(desk, source="S-1", spot=Spot(first=1))
    event = desk.store.new_id()
    tell(desk, say(event, "event.code", "E-1"))

    with pytest.raises(UnknownStatementError):
        attach_passage(desk, passage="PA-1", type_name="event", code="E-1", statements=[])
    with pytest.raises(UnknownRecordError):
        statements_to_source(desk, type_name="event", code="E-2")


def test_the_library_is_narrowed_by_kind_and_year(desk: Desk) -> None:
    """Newest first; how many there are of each kind and year is told."""
    source(desk, "S-1", kind="news", date="2023-05")
    source(desk, "S-2", kind="report-ngo", date="2024-01/2024-03")
    source(desk, "S-3", kind="news")
    cite_passage(desk, source="S-1", spot=Spot(page="1"))
    every = list_sources(desk)

    assert ["S-2", "S-1", "S-3"] == [line.record.code for line in every.lines]
    assert ({"news": 2, "report-ngo": 1}, {"2024": 1, "2023": 1}) == (every.kinds, every.years)
    assert ["S-1"] == [
        line.record.code for line in list_sources(desk, kind="news", year="2023").lines
    ]
    assert [0, 1, 0] == [line.passages for line in every.lines]


def test_the_chain_of_citations_is_followed_and_a_ring_is_cut(desk: Desk) -> None:
    """S-1 is known through S-2 alone, and S-2 through S-1: each is told once."""
    source(desk, "S-1")
    source(desk, "S-2", cited_in=uid(desk, "source", "S-1"))
    tell(desk, say(uid(desk, "source", "S-1"), "source.cited_in", uid(desk, "source", "S-2")))
    shown = show_source(desk, code="S-2")

    assert (["S-1"], ["S-1"]) == (
        [record.code for record in shown.through],
        [record.code for record in shown.known_through],
    )


def test_the_words_of_a_person_go_with_the_person(desk: Desk) -> None:
    """A testimony: erasing who gave it takes its text, its older text and its passages."""
    person = desk.store.new_id()
    tell(desk, say(person, "person.code", "P-1"))
    source(desk, person=person)
    give_text(desk, source="S-1", text="a dragonfly over the river")
    cite_passage(desk, source="S-1", spot=Spot(first=1))
    give_text(desk, source="S-1", text="a second telling, with a heron")
    why, soon = (
        next(iter(desk.schema.vocabularies[name].terms))
        for name in ("erasure_reason", "erasure_sooner")
    )
    asked = request_erasure(desk, code="P-1", reason=why)
    carry_out_erasure(desk, code=asked.code, sooner=soon)

    assert (0, 0) == (desk.view.count("source"), desk.view.count("passage"))
    assert [] == search_records(desk, text="dragonfly") == search_records(desk, text="heron")
    assert [] == findings(desk)

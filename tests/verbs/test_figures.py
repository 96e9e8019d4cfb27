"""Figures: kept with what stands behind them; years later it is told what has changed."""

from pathlib import Path

import pytest
from tests.verbs.desks import desk_again, findings, place_of, tell, uid
from tests.verbs.figured import CANARY, QUESTION, counted, figure
from tests.verbs.stories import add, record

from kuager.model.question import read_question
from kuager.model.statement import retract, say
from kuager.verbs import figure_changes
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.erasures import carry_out_erasure, preview_erasure, request_erasure
from kuager.verbs.figure_changes import Explained, explain_figure
from kuager.verbs.figure_sets import NoSuchCellError
from kuager.verbs.figures import (
    WordingError,
    list_figures,
    make_figure,
    show_figure,
    word_figure,
)
from kuager.verbs.records import merge_records, reopen_case, restrict_case, separate_records


def moves(found: Explained) -> list[tuple[str, str, str, str]]:
    """Each record that moved, with where it stood, where it stands and why."""
    return [(one.code, one.was, one.now, one.why) for one in found.moved]


def erase(desk: Desk, code: str) -> None:
    """Erase a case for good."""
    reason = next(iter(desk.schema.vocabularies["erasure_reason"].terms))
    sooner = next(iter(desk.schema.vocabularies["erasure_sooner"].terms))
    asked = request_erasure(desk, code=code, reason=reason)
    carry_out_erasure(desk, code=asked.code, sooner=sooner)


def test_a_figure_keeps_number_question_and_records(desk: Desk) -> None:
    """The number is the one of the table; each record of the base stands in one list."""
    counted(desk, unsaid=3)
    asked = read_question(QUESTION, desk.schema)
    table = count_table(desk, question=asked)

    kept = show_figure(desk, code=figure(desk))

    assert ("F-1", asked, ("material",)) == (kept.code, kept.question, kept.key)
    assert (table.cell(("material",)), table.base) == (kept.cell, kept.base)
    assert (17, 25, 3) == (kept.cell.sure, kept.base.sure, kept.unknown)
    assert {"in_cell": 17, "maybe_in_cell": 0, "in_base": 8, "maybe_in_base": 0} == {
        place: len(uids) for place, uids in kept.lists.items()
    }
    assert uid(desk, "event", "E-1") in kept.lists["in_cell"]
    assert ("2025-03-01", ("casework", "house", "identity")) == (kept.made_on, kept.circles)
    assert 1 == len(kept.heads)


def test_nothing_changed_is_said_so(desk: Desk) -> None:
    """Counted again at once: the same number, the same records, the same meaning."""
    counted(desk)
    found = explain_figure(desk, code=figure(desk))

    assert (17, 17, 0, 0, ()) == (
        found.of,
        found.stand,
        found.erased,
        found.restricted,
        found.moved,
    )
    assert (True, True, True) == (found.is_same_number, found.is_same_set, found.means_the_same)


def test_it_stands_after_closing_and_rebuilding(desk: Desk) -> None:
    """A figure is statements: closed and opened, it is the same to the last list."""
    counted(desk)
    kept = show_figure(desk, code=figure(desk))
    folder = desk.store.home.folder
    desk.close()

    again = desk_again(folder)

    assert kept == show_figure(again, code="F-1")
    assert [] == findings(again)
    again.close()


def test_an_erased_case_leaves_the_lists(desk: Desk) -> None:
    """16 of 17 stand, 1 erased: the plan names the figure, the id is nowhere in the log."""
    counted(desk)
    figure(desk)
    figure(desk, "physical")
    gone = uid(desk, "event", "E-3")

    assert ("F-1", "F-2") == preview_erasure(desk, code="C-3").figures
    erase(desk, "C-3")

    found = explain_figure(desk, code="F-1")
    assert (17, 16, 1, 0) == (found.of, found.stand, found.erased, found.base_restricted)
    assert (17, 22) == (found.figure.cell.sure, found.figure.base.sure)
    assert (16, 21) == (found.now.sure if found.now else 0, found.base_now.sure)  # type: ignore[union-attr]
    assert (False, ()) == (found.is_same_set, found.moved)
    other = explain_figure(desk, code="F-2")
    assert (5, 5, 0, 1) == (other.of, other.stand, other.erased, other.base_erased)
    opened = (desk.store.log.open(kept) for kept in desk.store.log.entries())
    left = [s for p in opened if p for s in p.statements.values() if s.value == gone]
    assert {"erasure.gone_casework", "erasure.gone_identity"} == {s.property for s in left}
    assert [] == findings(desk)


def test_a_request_counts_as_erased_at_once(desk: Desk) -> None:
    """While it waits the record is in no list any more."""
    counted(desk)
    figure(desk)
    reason = next(iter(desk.schema.vocabularies["erasure_reason"].terms))

    request_erasure(desk, code="C-3", reason=reason)

    found = explain_figure(desk, code="F-1")
    assert (16, 1) == (found.stand, found.erased)


def test_what_is_listed_while_an_erasure_waits_goes_too(desk: Desk) -> None:
    """Another device that had not heard of it yet may still name the record in a list."""
    counted(desk)
    made = uid(desk, "figure", figure(desk))
    gone = uid(desk, "event", "E-3")
    reason = next(iter(desk.schema.vocabularies["erasure_reason"].terms))
    sooner = next(iter(desk.schema.vocabularies["erasure_sooner"].terms))
    asked = request_erasure(desk, code="C-3", reason=reason)
    tell(desk, say(made, "figure.in_base", gone))

    carry_out_erasure(desk, code=asked.code, sooner=sooner)

    opened = (desk.store.log.open(kept) for kept in desk.store.log.entries())
    left = {s.property for p in opened if p for s in p.statements.values() if s.value == gone}
    assert {"erasure.gone_casework", "erasure.gone_identity"} == left
    assert [] == findings(desk)


def test_a_withdrawn_place_in_a_list_is_erased_as_well(desk: Desk) -> None:
    """What was taken back still stood in the log; the erasure finds it there."""
    counted(desk)
    made, gone = uid(desk, "figure", figure(desk)), uid(desk, "event", "E-3")
    tell(desk, retract(made, "figure.in_cell", place_of(desk, made, "figure.in_cell", gone)))

    assert ("F-1",) == preview_erasure(desk, code="C-3").figures
    erase(desk, "C-3")

    opened = (desk.store.log.open(kept) for kept in desk.store.log.entries())
    left = {s.property for p in opened if p for s in p.statements.values() if s.value == gone}
    assert "figure.in_cell" not in left


def test_who_a_person_is_erased_leaves_the_numbers(desk: Desk) -> None:
    """Only the identity goes: what happened stays counted, and no figure is touched."""
    counted(desk)
    figure(desk)
    assert () == preview_erasure(desk, code="P-3", identity_only=True).figures


def test_a_restricted_case_is_counted_apart_and_not_named(desk: Desk) -> None:
    """Nothing more is said than how many; reopened it stands again."""
    counted(desk)
    figure(desk)
    restrict_case(desk, code="C-4")

    found = explain_figure(desk, code="F-1")
    assert (16, 0, 1, 1, ()) == (
        found.stand,
        found.erased,
        found.restricted,
        found.base_restricted,
        found.moved,
    )
    reopen_case(desk, code="C-4")
    assert 17 == explain_figure(desk, code="F-1").stand


def dated_anew(desk: Desk, before: str, now: str) -> None:
    """The second event has another date than was said."""
    event = uid(desk, "event", "E-2")
    date = place_of(desk, event, "event.date", before)
    tell(desk, retract(event, "event.date", date), say(event, "event.date", now))


def test_a_corrected_date_is_told(desk: Desk) -> None:
    """It happened in another year: the record left the base, because of its date."""
    counted(desk)
    figure(desk)
    dated_anew(desk, "2024-05", "2023-12")

    found = explain_figure(desk, code="F-1")

    assert [("E-2", "in_cell", "", "period")] == moves(found)
    assert ("event.date",) == found.moved[0].said
    assert (16, 17) == (found.stand, found.of)


def test_an_uncertain_date_is_only_possibly(desk: Desk) -> None:
    """A record that surely lay in the period now does so only possibly."""
    counted(desk)
    figure(desk)
    dated_anew(desk, "2024-05", "2024-12/2025-01")

    found = explain_figure(desk, code="F-1")

    assert [("E-2", "in_cell", "maybe_in_cell", "surely")] == moves(found)
    assert 17 == found.stand
    assert (16, 17) == (found.now.at_least, found.now.at_most)  # type: ignore[union-attr]


def test_another_category_is_told(desk: Desk) -> None:
    """A withdrawn word: the record stays in the base, outside the cell."""
    counted(desk)
    figure(desk)
    act = uid(desk, "act", "A-2")
    tell(desk, retract(act, "act.harm", place_of(desk, act, "act.harm", "material")))

    found = explain_figure(desk, code="F-1")

    assert [("E-2", "in_cell", "in_base", "category")] == moves(found)
    assert ("act.harm",) == found.moved[0].said


def test_a_change_of_category_outside_the_cell_changes_the_set(desk: Desk) -> None:
    """The digest covers what was counted of every record of the base, not only of the cell."""
    counted(desk)
    figure(desk)
    act = uid(desk, "act", "A-20")
    tell(
        desk,
        retract(act, "act.harm", place_of(desk, act, "act.harm", "physical")),
        say(act, "act.harm", "social"),
    )

    found = explain_figure(desk, code="F-1")

    assert (True, False, ()) == (found.is_same_number, found.is_same_set, found.moved)


def test_what_was_withdrawn_is_told(desk: Desk) -> None:
    """Nothing of the record stands any more."""
    counted(desk)
    figure(desk)
    event = uid(desk, "event", "E-2")
    standing = [told for told in desk.view.history(event) if told.stands]
    tell(desk, *(retract(event, told.property, told.id) for told in standing))

    found = explain_figure(desk, code="F-1")

    assert ["withdrawn"] == [one.why for one in found.moved]
    assert (16, 0) == (found.stand, found.erased)


def test_what_is_never_counted_is_told(desk: Desk) -> None:
    """An incident turned out to be a situation, which is never counted."""
    counted(desk)
    figure(desk)
    event = uid(desk, "event", "E-2")
    kind = place_of(desk, event, "event.kind", "incident")
    tell(desk, retract(event, "event.kind", kind), say(event, "event.kind", "situation"))

    assert [("E-2", "in_cell", "", "kind")] == moves(explain_figure(desk, code="F-1"))


def test_a_filter_that_no_longer_holds_is_told(desk: Desk) -> None:
    """Chosen by a kind of event that the record has no more."""
    counted(desk)
    figure(desk, question=f"{QUESTION}&event.kind=incident")
    event = uid(desk, "event", "E-2")
    kind = place_of(desk, event, "event.kind", "incident")
    tell(desk, retract(event, "event.kind", kind), say(event, "event.kind", "speech"))

    assert [("E-2", "in_cell", "", "filter")] == moves(explain_figure(desk, code="F-1"))


def test_duplicates_judged_later_count_once(desk: Desk) -> None:
    """One of the two stands, the other is told to be the same; separated, both stand again."""
    counted(desk)
    figure(desk)
    one, other = uid(desk, "event", "E-2"), uid(desk, "event", "E-3")
    merge_records(desk, one=one, other=other, reason="told twice")

    found = explain_figure(desk, code="F-1")
    assert (16, 0) == (found.stand, found.erased)
    head, part = ("E-2", "E-3") if one < other else ("E-3", "E-2")
    assert [(part, "in_cell", "", "same")] == moves(found)
    assert head == found.moved[0].into

    separate_records(desk, one=one, other=other, reason="two days")
    assert (17, ()) == (
        (again := explain_figure(desk, code="F-1")).stand,
        again.moved,
    )


def test_separated_later_the_other_comes(desk: Desk) -> None:
    """Two that counted as one when the figure was made are two now."""
    counted(desk)
    one, other = uid(desk, "event", "E-2"), uid(desk, "event", "E-3")
    merge_records(desk, one=one, other=other, reason="told twice")
    figure(desk)
    assert 16 == show_figure(desk, code="F-1").cell.sure

    separate_records(desk, one=one, other=other, reason="two days")

    found = explain_figure(desk, code="F-1")
    part = "E-3" if one < other else "E-2"
    assert [(part, "", "in_cell", "separated")] == moves(found)
    assert 16 == found.stand


def test_what_was_recorded_since_is_told(desk: Desk) -> None:
    """A case that somebody told only later."""
    counted(desk)
    figure(desk)
    counted(desk, material=1, physical=1, first=100)

    found = explain_figure(desk, code="F-1")

    assert [("E-100", "", "in_cell", "recorded"), ("E-101", "", "in_base", "recorded")] == moves(
        found
    )
    assert (17, 18, 24) == (found.stand, found.now.sure, found.base_now.sure)  # type: ignore[union-attr]


def test_what_was_there_and_came_is_told(desk: Desk) -> None:
    """It had no date in the period when the figure was made."""
    counted(desk)
    dated_anew(desk, "2024-05", "2020")
    figure(desk)
    dated_anew(desk, "2020", "2024-06-07")

    found = explain_figure(desk, code="F-1")

    assert [("E-2", "", "in_cell", "changed")] == moves(found)
    assert ("event.date",) == found.moved[0].said


def test_another_meaning_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of counting are others now: the kept number stands, a recount may differ."""
    counted(desk)
    figure(desk)
    monkeypatch.setattr("kuager.model.meaning.RULES", "kuager/meaning/v2")

    assert not explain_figure(desk, code="F-1").means_the_same


def test_a_question_of_another_version_is_still_shown(desk: Desk) -> None:
    """What cannot be asked here any more keeps its number and says that it cannot be recounted."""
    counted(desk)
    made = uid(desk, "figure", figure(desk))
    asked = place_of(desk, made, "figure.question", read_question(QUESTION, desk.schema).text())
    tell(
        desk,
        retract(made, "figure.question", asked),
        say(made, "figure.question", "unit=event&by=act.colour"),
    )

    found = explain_figure(desk, code="F-1")

    assert (17, 17, None, False) == (found.of, found.stand, found.now, found.means_the_same)
    assert [None] == [brief.question for brief in list_figures(desk)]


def test_figures_are_listed_newest_first(desk: Desk) -> None:
    """With number, base and edition, without reading what stands behind."""
    counted(desk)
    record(desk, "edition", "ED-1")
    figure(desk)
    make_figure(
        desk, question=read_question(QUESTION, desk.schema), key=("physical",), edition="ED-1"
    )

    listed = list_figures(desk)

    assert [("F-2", 5, 22, "ED-1"), ("F-1", 17, 22, None)] == [
        (one.code, one.cell.sure, one.base.sure, one.edition) for one in listed
    ]


def test_people_keep_their_bounds(desk: Desk) -> None:
    """At least and at most of people; an open number keeps no upper bound."""
    record(desk, "event", "E-1", kind="gathering", date="2024-05", people="~300")
    record(desk, "event", "E-2", kind="gathering", date="2024-06", people="80..")
    question = "unit=people&by=event.kind&from=2024-01-01&to=2024-12-31"

    kept = show_figure(desk, code=figure(desk, "gathering", question))

    table = count_table(desk, question=read_question(question, desk.schema))
    assert table.cell(("gathering",)) == kept.cell
    assert kept.cell.at_most is None
    assert kept.cell.at_least > 300
    assert explain_figure(desk, code="F-1").is_same_set
    event = uid(desk, "event", "E-1")
    told = place_of(desk, event, "event.people", "~300")
    tell(desk, retract(event, "event.people", told), say(event, "event.people", "280"))
    assert not explain_figure(desk, code="F-1").is_same_set


@pytest.mark.parametrize("cell", ["colour", "material,*", "x y"])
def test_a_number_that_no_table_has_is_not_kept(desk: Desk, cell: str) -> None:
    """Another word, or a place too many."""
    counted(desk, material=1, physical=0)
    with pytest.raises(NoSuchCellError):
        figure(desk, cell)
    assert () == list_figures(desk)


def test_the_whole_table_can_be_a_figure(desk: Desk) -> None:
    """No cell named means all together."""
    counted(desk)
    kept = show_figure(desk, code=figure(desk, ""))
    assert (("*",), 22, 0) == (kept.key, kept.cell.sure, len(kept.lists["in_base"]))


def test_the_method_note_goes_with_it(desk: Desk) -> None:
    """The only collection there is; of several none unless it is named."""
    counted(desk, material=1, physical=0)
    record(desk, "collection", "K-1", counts_as_en="One person, one day.", name_en="Watch")
    figure(desk)
    record(desk, "collection", "K-2", counts_as_en="Anything.")
    figure(desk)
    asked = read_question(QUESTION, desk.schema)
    make_figure(desk, question=asked, key=("material",), collection="K-2")

    notes = [show_figure(desk, code=f"F-{n}").note for n in (1, 2, 3)]

    assert ["K-1", None, "K-2"] == [None if note is None else note.code for note in notes]
    assert notes[0] is not None
    assert {"en": "One person, one day."} == notes[0].counts_as


def test_the_author_changes_the_sentence(desk: Desk) -> None:
    """One for each language; an empty one takes it away; a page of text is refused."""
    counted(desk, material=1, physical=0)
    figure(desk)
    word_figure(desk, code="F-1", language="en", wording="One case  of damage.")
    word_figure(desk, code="F-1", language="ru", wording="Один случай.")
    word_figure(desk, code="F-1", language="en", wording="One case of damage to property.")

    assert {"en": "One case of damage to property.", "ru": "Один случай."} == show_figure(
        desk, code="F-1"
    ).wording
    with pytest.raises(WordingError):
        word_figure(desk, code="F-1", language="ru", wording="x" * 1001)
    word_figure(desk, code="F-1", language="ru", wording=" ")
    assert ["en"] == list(show_figure(desk, code="F-1").wording)


def test_a_figure_holds_no_name(desk: Desk) -> None:
    """Canary: nothing of the identity half stands in any statement of a figure."""
    counted(desk)
    add(desk, uid(desk, "event", "E-1"), "event", people="3")
    kept = uid(desk, "figure", figure(desk))
    told = desk.view.history(kept)
    text = "\n".join(repr(one.value) for one in told)
    assert [] == [word for word in CANARY if word in text]
    halves = {desk.schema.property(one.property).half for one in told}
    assert {"casework"} == halves
    assert {bytes, str, int, bool} >= {type(one.value) for one in told}


def test_an_unknown_figure_is_refused(desk: Desk) -> None:
    """As any record that is not here."""
    with pytest.raises(UnknownRecordError):
        show_figure(desk, code="F-9")


def test_every_reason_is_one_that_doors_know(desk: Desk) -> None:
    """The reasons that comparisons give are those of the list the doors have words for."""
    counted(desk)
    figure(desk)
    counted(desk, material=1, physical=0, first=100)
    assert {one.why for one in explain_figure(desk, code="F-1").moved} <= set(figure_changes.WHYS)


@pytest.mark.full
def test_ten_thousand_records_stand_behind_a_figure(desk: Desk, tmp_path: Path) -> None:
    """Kept over several entries, explained in seconds, erased from in the lists."""
    assert tmp_path.exists()
    for start in range(0, 10_000, 500):
        counted(desk, material=350, physical=150, first=start)
    before = desk.store.log.count
    figure(desk)
    assert 2 <= desk.store.log.count - before

    found = explain_figure(desk, code="F-1")

    assert (7000, True) == (found.stand, found.is_same_set)
    erase(desk, "C-3")
    assert (6999, 1) == (
        (again := explain_figure(desk, code="F-1")).stand,
        again.erased,
    )

"""Many people at once: rows become cases of one event, all of them or none."""

from dataclasses import replace
from time import perf_counter

import pytest
from tests.verbs.desks import DAY, clock_of, findings, tell, uid
from tests.verbs.gatherings import HOW, crowd, raid, sheet

from kuager.model.counts import CountError
from kuager.model.person_rows import PersonRow
from kuager.model.statement import EntityId, say
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.erasures import carry_out_erasure, request_erasure
from kuager.verbs.gathering_says import Background, RowInUseError
from kuager.verbs.gathering_sheet import row_digest, show_gathering
from kuager.verbs.gatherings import (
    MOST_ROWS,
    NoRowsError,
    SheetFaultyError,
    TooManyRowsError,
    amend_person_at_event,
    check_people_at_event,
    record_people_at_event,
    say_number_at_event,
    withdraw_person_from_event,
)
from kuager.verbs.records import AlreadySaidOtherwiseError, NothingSaidError

ONE = PersonRow(code="R-07", safe_contact="by night only", needs=("shelter",), keep="yes")


def test_a_row_becomes_a_case_with_its_person_acts_needs_and_answers(desk: Desk) -> None:
    """Everything a row says stands in the records of the case it became."""
    raid(desk)
    made = sheet(desk, replace(ONE, acts=("beating", "outing"), words="dragged out", file="no"))
    row = show_gathering(desk, event="E-1").row("R-07")

    assert (("R-07",), ("P-1",)) == (made.cases, made.persons)
    assert ("beating", "outing") == row.row.acts
    assert ("by night only", "dragged out") == (row.row.safe_contact, row.row.words)
    assert (("shelter",), "yes", "no") == (row.row.needs, row.row.keep, row.row.file)
    assert "they came to the office that night" == row.case.text("case.how_known")
    assert uid(desk, "case", "R-07") in desk.view.record(uid(desk, "event", "E-1")).every(  # type: ignore[union-attr]
        "event.case"
    )


def test_what_was_done_to_all_is_said_of_rows_that_name_nothing(desk: Desk) -> None:
    """A row without an act of its own gets those of the sheet; one with its own does not."""
    raid(desk)
    sheet(desk, ONE, PersonRow(acts=("beating",)))
    rows = show_gathering(desk, event="E-1").rows

    assert [("detention",), ("beating",)] == [row.row.acts for row in rows]


def test_seventy_people_are_one_change_and_quick(desk: Desk) -> None:
    """A night's sheet is saved in one change, under two seconds, and the vault stays sound."""
    raid(desk)
    before = desk.store.log.count
    begun = perf_counter()
    made = sheet(desk, *crowd(70))
    took = perf_counter() - begun

    assert 70 == len(set(made.cases)) == len(set(made.persons))
    assert desk.store.log.count - before <= 4
    assert took < 2
    assert 70 == show_gathering(desk, event="E-1").known
    assert [] == findings(desk)


def test_an_error_in_row_37_saves_nothing(desk: Desk) -> None:
    """All rows or none, and the fault says which row and cell."""
    raid(desk)
    rows = crowd(70)
    rows[36] = replace(rows[36], code="8 701 123 45 67")

    with pytest.raises(SheetFaultyError) as refused:
        sheet(desk, *rows)

    assert [(36, "code", "code-tells")] == [f[:3] for f in map(_plain, refused.value.faults)]
    assert 0 == desk.view.count("case") == desk.view.count("person") == desk.view.count("act")


@pytest.mark.parametrize(
    ("codes", "reasons"),
    [
        (("R-1", "r-1"), ["code-twice", "code-twice"]),
        (("C-1", ""), ["code-taken"]),
        (("c-1", ""), ["code-taken"]),
        (("a/b", "x" * 41), ["code-signs", "code-too-long"]),
        (("880101300123", "7012345"), ["code-tells", "code-tells"]),
        (("Р-1", "R.2_b"), []),
    ],
)
def test_codes_are_judged_before_anything_is_saved(
    desk: Desk, codes: tuple[str, str], reasons: list[str]
) -> None:
    """Twice on the sheet, here already, hard to type, or telling who somebody is."""
    raid(desk)
    sheet(desk, PersonRow(words="the first"))
    rows = [replace(ONE, code=code) for code in codes]

    faults = check_people_at_event(desk, event="E-1", rows=rows)

    assert reasons == [fault.reason for fault in faults]


def test_a_typed_code_is_not_given_to_another_row(desk: Desk) -> None:
    """The machine counts on past what was typed on the same sheet."""
    raid(desk)
    made = sheet(desk, PersonRow(words="one"), replace(ONE, code="C-2"), PersonRow(words="three"))

    assert 3 == len(set(made.cases))
    assert "C-2" == made.cases[1]


def test_an_empty_sheet_and_a_sheet_too_long_are_refused(desk: Desk) -> None:
    """Nothing to save, or more than one save takes; and how we know is asked once for all."""
    raid(desk)

    with pytest.raises(NoRowsError):
        sheet(desk, PersonRow())
    with pytest.raises(TooManyRowsError):
        sheet(desk, *[ONE] * (MOST_ROWS + 1))
    with pytest.raises(NothingSaidError):
        record_people_at_event(desk, event="E-1", rows=[ONE], background=Background(how_known=" "))
    with pytest.raises(UnknownRecordError):
        sheet(desk, ONE, event="E-9")


def test_a_row_is_amended_and_what_it_said_before_stays_in_the_history(desk: Desk) -> None:
    """Contact, acts, needs and answers change; nothing that was right is said again."""
    raid(desk)
    sheet(desk, replace(ONE, acts=("beating", "detention")))
    old = show_gathering(desk, event="E-1").row("P-1")
    new = replace(
        old.row, safe_contact="by letter", acts=("detention", "outing"), needs=("doctor",)
    )

    amend_person_at_event(desk, event="E-1", key="P-1", row=new, seen=row_digest(desk, old))
    now = show_gathering(desk, event="E-1").row("P-1").row
    history = desk.view.history(uid(desk, "person", "P-1"))
    told = [t for t in history if t.property == "person.safe_contact"]

    assert ("by letter", {"detention", "outing"}) == (now.safe_contact, set(now.acts))
    assert (("doctor",), "yes") == (now.needs, now.keep)
    assert {("by night only", False), ("by letter", True)} <= {(t.value, t.stands) for t in told}


def test_a_row_changed_meanwhile_is_not_amended(desk: Desk) -> None:
    """Somebody else was quicker: look again."""
    raid(desk)
    sheet(desk, ONE)
    seen = row_digest(desk, show_gathering(desk, event="E-1").row("P-1"))
    amend_person_at_event(desk, event="E-1", key="P-1", row=replace(ONE, file="yes"))

    with pytest.raises(AlreadySaidOtherwiseError):
        amend_person_at_event(desk, event="E-1", key="P-1", row=ONE, seen=seen)


def test_an_act_of_which_more_is_told_is_not_dropped_by_the_sheet(desk: Desk) -> None:
    """What somebody wrote about an act is not lost by unticking it."""
    raid(desk)
    sheet(desk, replace(ONE, acts=("beating",)))
    old = show_gathering(desk, event="E-1").row("P-1")
    tell(desk, say(old.acts[0].id, "act.remarks", "with a belt"))

    with pytest.raises(SheetFaultyError) as refused:
        amend_person_at_event(desk, event="E-1", key="P-1", row=replace(old.row, acts=("outing",)))

    assert ["act-holds-more"] == [fault.reason for fault in refused.value.faults]
    assert ("beating",) == show_gathering(desk, event="E-1").row("P-1").row.acts


def test_a_yes_of_an_earlier_day_ends_with_a_no(desk: Desk) -> None:
    """The earlier answer gets its last day; a slip of the same day is put right without a trace."""
    raid(desk)
    sheet(desk, ONE)
    amend_person_at_event(desk, event="E-1", key="P-1", row=replace(ONE, keep="no"))
    assert 1 == len(show_gathering(desk, event="E-1").row("P-1").consents)
    amend_person_at_event(desk, event="E-1", key="P-1", row=ONE)
    clock_of(desk).now += DAY

    amend_person_at_event(desk, event="E-1", key="P-1", row=replace(ONE, keep="no"))
    row = show_gathering(desk, event="E-1").row("P-1")

    assert "no" == row.row.keep
    assert [False, True] == sorted(
        bool(consent.get("consent.withdrawn_on")) for consent in row.consents
    )


def test_a_withdrawn_row_leaves_the_counts_and_its_reason_stays(desk: Desk) -> None:
    """The person was not there: the case stays, the event does not count them any more."""
    raid(desk)
    sheet(desk, *crowd(3))
    withdraw_person_from_event(desk, event="E-1", key="P-2", reason="was at home that night")
    gathering = show_gathering(desk, event="E-1")

    assert 2 == gathering.known
    assert [("C-2", "was at home that night")] == [(w.case, w.reason) for w in gathering.withdrawn]
    assert (3, 4) == (desk.view.count("case"), desk.view.count("act"))
    assert [] == findings(desk)


def test_a_slip_is_withdrawn_with_its_case_and_person(desk: Desk) -> None:
    """A row that should never have been leaves every list."""
    raid(desk)
    sheet(desk, *crowd(3))
    withdraw_person_from_event(desk, event="E-1", key="P-2", reason="typed twice", is_slip=True)
    left = {name: desk.view.count(name) for name in ("case", "person", "act", "consent")}

    assert {"case": 2, "person": 2, "act": 4} == {k: v for k, v in left.items() if k != "consent"}
    assert ["C-2"] == [row.case for row in show_gathering(desk, event="E-1").withdrawn]


def test_a_case_that_holds_more_is_not_withdrawn_as_a_slip(desk: Desk) -> None:
    """Nothing that somebody added later is lost."""
    raid(desk)
    sheet(desk, ONE)
    tell(desk, say(uid(desk, "person", "P-1"), "person.health", "asthma"))

    with pytest.raises(RowInUseError):
        withdraw_person_from_event(desk, event="E-1", key="P-1", reason="twice", is_slip=True)
    with pytest.raises(NothingSaidError):
        withdraw_person_from_event(desk, event="E-1", key="P-1", reason=" ")

    assert 1 == show_gathering(desk, event="E-1").known


def test_numbers_stand_side_by_side_and_are_never_added(desk: Desk) -> None:
    """About 300, of whom 33, of whom 27: three numbers and three people known are no 363."""
    raid(desk)
    sheet(desk, *crowd(3))
    say_number_at_event(desk, event="E-1", written="около 300", source=_source(desk, "S-1"))
    say_number_at_event(desk, event="E-1", written="более 80", source=_source(desk, "S-2"))
    say_number_at_event(desk, event="E-1", written="33", group="who came to us", language="en")
    say_number_at_event(desk, event="E-1", written="27", group="who signed", of_whom="G-1")
    gathering = show_gathering(desk, event="E-1")

    assert 3 == gathering.known
    assert [("~300", "S-1"), ("81..", "S-2")] == [
        (n.count, n.source[1]) for n in gathering.numbers if n.source is not None
    ]
    assert [("G-1", "33", ""), ("G-2", "27", "G-1")] == [
        (n.group, n.count, n.of_whom) for n in gathering.numbers if n.group
    ]


def test_two_sources_count_one_group_differently(desk: Desk) -> None:
    """Both numbers stand; a newer number of the same source takes the place of its older one."""
    raid(desk)
    source = _source(desk, "S-1")
    for written, known, by in (
        ("33", "", ""),
        ("35", "G-1", source),
        ("36", "G-1", source),
        ("36", "G-1", source),
    ):
        say_number_at_event(
            desk, event="E-1", written=written, group="came to us", known=known, source=by
        )
    numbers = show_gathering(desk, event="E-1").numbers

    assert [("G-1", "33", None), ("G-1", "36", ("source", "S-1"))] == [
        (number.group, number.count, number.source) for number in numbers
    ]


def test_a_number_without_certain_reading_is_not_saved(desk: Desk) -> None:
    """Hundreds is not a count."""
    raid(desk)

    with pytest.raises(CountError):
        say_number_at_event(desk, event="E-1", written="hundreds")

    assert () == show_gathering(desk, event="E-1").numbers


def test_people_of_other_events_are_no_rows(desk: Desk) -> None:
    """Two raids have two sheets."""
    raid(desk)
    raid(desk, "E-2")
    sheet(desk, *crowd(2))
    record_people_at_event(desk, event="E-2", rows=crowd(1), background=HOW)

    assert (2, 1) == tuple(show_gathering(desk, event=e).known for e in ("E-1", "E-2"))


def _source(desk: Desk, code: str) -> str:
    made = EntityId(desk.store.new_id())
    tell(desk, say(made, "source.code", code))
    return code


def _plain(fault: object) -> tuple[object, ...]:
    return tuple(getattr(fault, name) for name in ("row", "cell", "reason", "facts"))


def test_erasing_a_case_of_the_sheet_leaves_the_others(desk: Desk) -> None:
    """Person, contact, answers and needs go with the case; the event and the others stay."""
    raid(desk)
    sheet(desk, *crowd(3))
    why, soon = (
        next(iter(desk.schema.vocabularies[name].terms))
        for name in ("erasure_reason", "erasure_sooner")
    )
    asked = request_erasure(desk, code="C-2", reason=why)
    hidden = show_gathering(desk, event="E-1").known
    carry_out_erasure(desk, code=asked.code, sooner=soon)
    gathering = show_gathering(desk, event="E-1")

    assert (2, 2) == (hidden, gathering.known)
    assert ["C-1", "C-3"] == [row.case.code for row in gathering.rows]
    assert 2 == desk.view.count("person") == desk.view.count("case")
    assert [] == findings(desk)

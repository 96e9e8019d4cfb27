"""Following a complaint: clicks become steps, steps a course, slips are taken back."""

from pathlib import Path

import pytest
from tests.verbs.desks import DAY, case, clock_of, new_desk, tell, uid

from kuager.model.ladder_moves import MOVES
from kuager.model.statement import say
from kuager.model.written_dates import UnreadableDateError
from kuager.verbs.desk import Desk, UnknownRecordError, UnknownTermError
from kuager.verbs.ladders import (
    Happened,
    NotOnThisLadderError,
    begin_proceeding,
    choose_ladder,
    place_step,
    show_ladder,
    take_step,
    undo_step,
)
from kuager.verbs.records import NothingSaidError, restrict_case


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault; it is 1 March 2025."""
    return new_desk(tmp_path / "vault")


def begun(desk: Desk, ladder: str = "kz-crime", **more: str) -> str:
    """A complaint of a new case."""
    return begin_proceeding(desk, ladder=ladder, cases=[case(desk)], **more).code


def click(desk: Desk, code: str, rung: str, move: str, **more: object) -> str:
    """One click; returns the code of the step."""
    happened = Happened(rung=rung, move=move, **{"when": "1 March 2025", **more})  # type: ignore[arg-type]
    return take_step(desk, proceeding=code, happened=happened).code


def test_a_complaint_begins_on_its_ladder(desk: Desk) -> None:
    """It belongs to the case, has the kind of its ladder, and stands for so many."""
    page = show_ladder(desk, code=begun(desk, people="27"))

    assert page.chosen
    assert page.links == (("case", "C-1"),)
    assert page.record.text("proceeding.kind") == "complaint"
    assert page.record.text("proceeding.people") == "27"
    assert not page.is_against_us


def test_a_case_against_one_of_ours_is_told_apart(desk: Desk) -> None:
    """Its ladder, its kind, and the page say so."""
    page = show_ladder(desk, code=begun(desk, "kz-against-us"))

    assert page.is_against_us
    assert page.record.text("proceeding.kind") == "administrative-case-against"


@pytest.mark.parametrize("move", sorted(set(MOVES) - {"charged", "sentenced", "dropped"}))
def test_one_click_is_one_step(desk: Desk, move: str) -> None:
    """Nothing but the button is needed: no date, no number, no paper."""
    code = begun(desk)
    click(desk, code, "police", move, when="")
    (state,) = [one for one in show_ladder(desk, code=code).course.rungs if one.steps]
    (step,) = state.steps

    assert state.rung.id == "police"
    assert (step.kind, step.outcome) == (MOVES[move].kind, MOVES[move].outcome)
    assert (step.when, step.in_writing) == (None, MOVES[move].paper)
    assert step.said_by == "M-1"


def test_a_click_says_what_else_is_known(desk: Desk) -> None:
    """The day as people say it, the number, the answer, the motive, the paper."""
    code = begun(desk)
    click(
        desk,
        code,
        "prosecutor",
        "answered",
        when="весна 2023",
        number="3-12/45",
        answer="against",
        bias_stated=True,
        bias_recorded=False,
        in_writing=True,
    )
    (state,) = [one for one in show_ladder(desk, code=code).course.rungs if one.steps]
    (step,) = state.steps

    assert (step.when, step.numbers, step.outcome) == ("2023-21", ("3-12/45",), "against")
    assert (state.bias_stated, state.bias_recorded, step.in_writing) == (True, False, True)


def test_a_date_with_two_readings_is_refused(desk: Desk) -> None:
    """Nothing is guessed and nothing is saved."""
    code = begun(desk)

    with pytest.raises(UnreadableDateError):
        click(desk, code, "police", "filed", when="03/04/2025")
    assert show_ladder(desk, code=code).course.now is None


@pytest.mark.parametrize(
    ("rung", "move", "answer"),
    [("moon", "filed", ""), ("police", "flown", ""), ("police", "answered", "convicted")],
)
def test_what_no_ladder_has_is_refused(desk: Desk, rung: str, move: str, answer: str) -> None:
    """A form that was altered says nothing."""
    code = begun(desk)

    with pytest.raises(NotOnThisLadderError):
        click(desk, code, rung, move, answer=answer)


def test_an_unknown_ladder_is_refused(desk: Desk) -> None:
    """The answer lists those there are."""
    with pytest.raises(UnknownTermError):
        begin_proceeding(desk, ladder="kz-moon")


def test_the_first_filing_dates_the_complaint(desk: Desk) -> None:
    """Once; a second filing does not change it."""
    code = begun(desk)
    click(desk, code, "police", "filed", when="2 February 2025")
    click(desk, code, "prosecutor", "filed", when="5 March 2025")

    assert show_ladder(desk, code=code).record.get("proceeding.filed") == "2025-02-02"


def test_a_slip_is_taken_back_with_a_reason(desk: Desk) -> None:
    """It counts no more; the reason and what was said stay in the history."""
    code = begun(desk)
    step = click(desk, code, "police", "archived")
    step_id = uid(desk, "step", step)
    undo_step(desk, proceeding=code, step=step, reason="the wrong button")
    history = desk.view.history(step_id)

    assert show_ladder(desk, code=code).course.now is None
    assert [t.value for t in history if t.property == "judgement.reason"] == ["the wrong button"]
    assert any(t.value == "archived" and not t.stands for t in history)


def test_taking_back_needs_a_reason(desk: Desk) -> None:
    """And a step of this very complaint."""
    code, other = begun(desk), begun(desk)
    step = click(desk, code, "police", "filed")

    with pytest.raises(NothingSaidError):
        undo_step(desk, proceeding=code, step=step, reason="  ")
    with pytest.raises(UnknownRecordError):
        undo_step(desk, proceeding=other, step=step, reason="slip")


def test_the_ladder_can_be_changed(desk: Desk) -> None:
    """The second choice stands alone; steps of rungs that it lacks stand elsewhere."""
    code = begun(desk)
    click(desk, code, "police", "filed")
    choose_ladder(desk, proceeding=code, ladder="kz-refusal")
    page = show_ladder(desk, code=code)

    assert page.course.ladder.ladder == "kz-refusal"
    assert page.record.conflicts == ()
    assert [step.rung for step in page.course.elsewhere] == ["police"]


def test_an_imported_step_is_put_on_a_rung(desk: Desk) -> None:
    """What stood on no rung, of a proceeding for which nobody chose a ladder."""
    proceeding, step = desk.store.new_id(), desk.store.new_id()
    tell(
        desk,
        say(proceeding, "proceeding.code", "x-1"),
        say(proceeding, "proceeding.kind", "complaint"),
        say(step, "step.code", "x-1-s1"),
        say(step, "step.proceeding", proceeding),
        say(step, "step.kind", "refused"),
    )
    before = show_ladder(desk, code="x-1")
    place_step(desk, proceeding="x-1", step="x-1-s1", rung="police")
    after = show_ladder(desk, code="x-1")

    assert (before.chosen, after.chosen) == (False, True)
    assert [one.code for one in before.course.elsewhere] == ["x-1-s1"]
    assert [one.rung.id for one in after.course.rungs if one.steps] == ["police"]


def test_our_own_rule_takes_the_place_of_a_limit(desk: Desk) -> None:
    """Its value, unit, mark and source; everything else stays as shipped."""
    code, rule = begun(desk), desk.store.new_id()
    click(desk, code, "prosecutor", "filed")
    facts = {"code": "kz-prosecutor-answer", "value": "3", "unit": "working-days",
             "mark": "verified", "origin": "CPC, Article 105, read today"}  # fmt: skip
    tell(desk, *(say(rule, f"rule.{name}", value) for name, value in facts.items()))
    (state,) = [one for one in show_ladder(desk, code=code).course.rungs if one.steps]

    assert state.answer is not None
    assert state.answer.limit.own
    assert state.answer.limit.mark == "verified"
    assert state.answer.due.day.isoformat() == "2025-03-05"


def test_a_rule_without_a_number_fixes_no_limit(desk: Desk) -> None:
    """“Without delay” is no day."""
    code, rule = begun(desk), desk.store.new_id()
    click(desk, code, "prosecutor", "filed")
    tell(
        desk,
        say(rule, "rule.code", "kz-prosecutor-answer"),
        say(rule, "rule.value", "without delay"),
    )
    (state,) = [one for one in show_ladder(desk, code=code).course.rungs if one.steps]

    assert state.answer is None


def test_an_answer_is_late_after_the_clock_moved(desk: Desk) -> None:
    """Fifteen days, then the working days since."""
    code = begun(desk)
    click(desk, code, "prosecutor", "filed", when="3 March 2025")
    clock_of(desk).now += 16 * DAY
    due = show_ladder(desk, code=code).course.rungs[1].answer
    clock_of(desk).now += 14 * DAY
    late = show_ladder(desk, code=code).course.rungs[1].answer

    assert due is not None
    assert late is not None
    assert (due.late, late.late) == (0, 6)


def test_thirty_three_sought_help_and_twenty_seven_filed_together(desk: Desk) -> None:
    """One filing and 27 people; 33 cases stay cases, and the ruling is one step."""
    cases = [case(desk) for _ in range(33)]
    made = begin_proceeding(
        desk, ladder="kz-police-act", cases=cases[:27], kind="collective-appeal", people="27"
    )
    click(desk, made.code, "prosecutor", "filed", when="March 2024")
    click(desk, made.code, "prosecutor", "answered", when="July 2024", answer="for")
    page = show_ladder(desk, code=made.code)

    assert len(page.links) == 27
    assert desk.view.count("proceeding") == 1
    assert [one.state for one in page.course.rungs if one.steps] == ["won"]


def test_what_lies_in_a_restricted_case_is_not_among_the_links(desk: Desk) -> None:
    """A case taken out of all lists is not named on a page of another."""
    first, second = case(desk), case(desk)
    made = begin_proceeding(desk, ladder="kz-crime", cases=[first, second])
    restrict_case(desk, code=second)

    assert show_ladder(desk, code=made.code).links == (("case", first),)

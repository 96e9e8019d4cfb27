"""The course of a complaint: real sequences of the documents, rung by rung."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuager.model.ladder import load_ladders
from kuager.model.ladder_course import Course, Step, course, in_order
from kuager.model.ladder_moves import MOVES
from kuager.model.ladder_stage import STAGES, Said, stage_of
from kuager.model.schema import load_schema

KNOWN = load_ladders()
KZ = KNOWN.holidays["KZ"]
TODAY = date(2025, 6, 2)
SCHEMA = load_schema()


def moved(*moves: tuple[str, str, str | None]) -> list[Step]:
    """Steps of (rung, move, day)."""
    return [
        Step(
            code=f"ST-{order}",
            order=order,
            rung=rung,
            kind=MOVES[move].kind,
            outcome=MOVES[move].outcome,
            stage=MOVES[move].stage,
            exits=tuple(filter(None, [MOVES[move].exit])),
            when=when,
            in_writing=MOVES[move].paper,
        )
        for order, (rung, move, when) in enumerate(moves)
    ]


def walked(steps: list[Step], ladder: str = "kz-crime", today: date = TODAY) -> Course:
    """The course on a day, by the shipped limits."""
    return course(KNOWN.ladders[ladder], steps, limits=KNOWN.limits, days=KZ, today=today)


def state(found: Course, rung: str) -> str:
    """What a rung says of itself."""
    return next(one.state for one in (*found.rungs, *found.beside) if one.rung.id == rung)


def test_nothing_happened_yet() -> None:
    """Known to us, and the first rung is next."""
    found = walked([])

    assert (found.stage, found.now, found.next) == ("known", None, found.rungs[0].rung)


@pytest.mark.parametrize(
    ("move", "stage", "ends"),
    [
        ("filed", "attempted", "waiting"),
        ("refused", "attempted", "ended"),
        ("refused-identity", "attempted", "ended"),
        ("accepted", "accepted", "waiting"),
        ("no-number", "accepted", "ended"),
        ("registered", "registered", "going-on"),
        ("requalified", "registered", "ended"),
        ("archived", "known", "ended"),
        ("answered", "known", "ended"),
        ("no-word", "known", "waiting"),
        ("withdrawn-fear", "known", "ended"),
    ],
)
def test_each_click_says_where_it_stands(move: str, stage: str, ends: str) -> None:
    """Every button of the police, alone."""
    found = walked(moved(("police", move, "2025-05-05")))

    assert (found.stage, state(found, "police")) == (stage, ends)


def test_a_statement_that_was_not_accepted() -> None:
    """“They did not accept the victim's statement about the assault”: the prosecutor is next."""
    found = walked(moved(("police", "refused", "2022-09-28")))

    assert found.next is not None
    assert found.next.id == "prosecutor"
    assert found.exits == ("refused",)
    assert found.rungs[0].steps[0].in_writing is False


def test_six_applications_and_none_registered() -> None:
    """Six applications under one article, and “not a single one … accepted and registered”."""
    ways = ["refused", "refused", "refused-identity", "no-number", "refused", "no-number"]
    stages = [walked(moved(("police", way, "2022"))).stage for way in ways]
    tried = [one for one in stages if STAGES.index(one) >= STAGES.index("attempted")]
    registered = [one for one in stages if STAGES.index(one) >= STAGES.index("registered")]

    assert (len(tried), len(registered)) == (6, 0)


def test_a_collective_appeal_from_which_one_leaves_goes_on() -> None:
    """27 of 33 filed together; that one withdrew out of fear ends it for one, not for all."""
    steps = moved(
        ("prosecutor", "filed", "2024-03-01"),
        ("prosecutor", "withdrawn-fear", "2024-03-20"),
    )
    one_left = [steps[0], Step(**{**_fields(steps[1]), "partial": True})]

    assert state(walked(steps), "prosecutor") == "ended"
    assert state(walked(one_left), "prosecutor") == "waiting"


def test_a_ruling_for_us_asks_for_no_next_rung() -> None:
    """“Progressive prosecutor's ruling for the collective appeal”, July 2024."""
    filed, answered = moved(
        ("prosecutor", "filed", "2024-03-01"), ("prosecutor", "answered", "2024-07")
    )
    won = Step(**{**_fields(answered), "outcome": "for"})
    found = walked([filed, won])

    assert (state(found, "prosecutor"), found.next) == ("won", None)
    assert found.rungs[1].go_on == ()


def test_withdrawn_out_of_fear_leads_nowhere() -> None:
    """Nobody is pushed up a rung that somebody left out of fear."""
    found = walked(
        moved(("police", "accepted", "2022-12-05"), ("police", "withdrawn-fear", "2022-12-20"))
    )

    assert (found.next, found.exits) == (None, ("withdrawn-fear",))


def test_all_the_instances_of_one_woman() -> None:
    """Police, prosecutor, Prosecutor General, courts, and after the last the UN limits run."""
    found = walked(
        moved(
            ("police", "refused", "2022-09-28"),
            ("prosecutor", "filed", "2022-10-10"),
            ("prosecutor", "answered", "2022-10-28"),
            ("prosecutor-general", "filed", "2022-11-07"),
            ("prosecutor-general", "answered", "2022-11-25"),
            ("ombudsman", "filed", "2022-11-08"),
            ("investigating-judge", "filed", "2022-12-05"),
            ("investigating-judge", "answered", "2022-12-12"),
            ("court-appeal", "filed", "2022-12-14"),
            ("court-appeal", "answered", "2022-12-27"),
            ("court-cassation", "filed", "2023-01-30"),
            ("court-cassation", "archived", "2023-02-20"),
        )
    )
    limits = {way.towards: way.due.day for one in found.after for way in one.go_on}

    assert found.next is None
    assert limits["un-ccpr"] == date(2028, 2, 20)
    assert limits["un-cerd"] == date(2023, 8, 20)
    assert state(found, "ombudsman") == "waiting"
    assert state(found, "prosecutor-regional") == "empty"


def test_the_limit_of_the_judge_begins_with_the_first_prosecutor() -> None:
    """The way to the judge closes although two prosecutors stand between."""
    found = walked(
        moved(("prosecutor", "filed", "2025-05-05"), ("prosecutor", "answered", "2025-05-26"))
    )
    (way,) = found.rungs[1].go_on

    assert (way.towards, way.due.day, way.limit.mark) == (
        "investigating-judge", date(2025, 6, 10), "memory",
    )  # fmt: skip


def test_silence_is_late_after_the_limit_and_opens_the_next_rung() -> None:
    """Fifteen days after 5 May end on 20 May; on 2 June they are nine working days late."""
    steps = moved(("prosecutor", "filed", "2025-05-05"), ("prosecutor", "no-word", "2025-05-12"))
    before, after = walked(steps, today=date(2025, 5, 20)), walked(steps)

    assert before.rungs[1].is_overdue is False
    assert after.rungs[1].answer is not None
    assert after.rungs[1].answer.late == 9
    assert before.next is None
    assert after.next is not None


def test_a_matter_against_us_has_ten_days() -> None:
    """A fine is appealed within ten days of the copy; the stage of justice is not theirs."""
    found = walked(
        moved(("protocol", "charged", "2025-05-26"), ("first-decision", "sentenced", "2025-05-28")),
        "kz-against-us",
    )
    (way,) = found.rungs[1].go_on

    assert (way.towards, way.due.day) == ("court-appeal", date(2025, 6, 7))
    assert found.exits == ("counter-charge",)


def test_what_was_filed_again_waits_again() -> None:
    """A refusal, and the same statement once more."""
    found = walked(
        moved(("police", "refused", "2025-05-26"), ("police", "filed", "2025-06-02")),
    )

    assert state(found, "police") == "waiting"


def test_a_step_without_a_date_stays_behind_what_was_said_before() -> None:
    """Filed nobody knows when, refused in May: it is over, not waiting."""
    found = walked(moved(("police", "filed", None), ("police", "refused", "2025-05-26")))

    assert state(found, "police") == "ended"


def test_steps_of_no_rung_stand_elsewhere_and_count_for_the_stage() -> None:
    """What was imported has no rung, and is not lost."""
    steps = [Step(code="ST-1", order=1, kind="sent-to-court", when="2023")]
    found = walked(steps)

    assert (found.stage, found.elsewhere) == ("court", tuple(steps))


KINDS = st.sampled_from(sorted(SCHEMA.vocabularies["step_kind"].terms))
OUTCOMES = st.sampled_from(sorted(SCHEMA.vocabularies["step_outcome"].terms))
RUNGS = st.sampled_from([*KNOWN.ladders["kz-crime"].by_id, "protocol"])
DATES = st.sampled_from([None, "2025-05-05", "2025", "2024-03~", "2025-05/..", "nonsense"])


@settings(deadline=None)
@given(st.lists(st.tuples(RUNGS, KINDS, OUTCOMES, DATES), max_size=8))
def test_any_sequence_is_told(said: list[tuple[str, str, str, str | None]]) -> None:
    """Whatever people record, in whatever order: a stage of the list, and every step is shown."""
    steps = [
        Step(code=f"ST-{n}", order=n, rung=rung, kind=kind, outcome=outcome, when=when)
        for n, (rung, kind, outcome, when) in enumerate(said)
    ]
    found = walked(steps)
    states = (*found.rungs, *found.beside, *found.after)
    shown = [step for one in states for step in one.steps] + list(found.elsewhere)

    assert found.stage in STAGES
    assert sorted(step.order for step in shown) == [step.order for step in steps]
    assert len(in_order(steps)) == len(steps)


@settings(deadline=None)
@given(st.lists(st.builds(Said, KINDS, OUTCOMES), max_size=5), st.builds(Said, KINDS, OUTCOMES))
def test_one_more_step_never_takes_a_stage_away(said: list[Said], more: Said) -> None:
    """How far it came is how far it ever came."""
    assert STAGES.index(stage_of([*said, more])) >= STAGES.index(stage_of(said))


def _fields(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in Step.__slots__}

"""What came of a matter: ends, goings-on, several filings together, and its motive."""

from typing import Any

import pytest

from kuager.model.journey import (
    BIAS_STAGES,
    Journey,
    bias_journey,
    journey_of,
    said_of_event,
    together,
)
from kuager.model.ladder_course import Step
from kuager.model.schema import load_schema


def gone(*steps: dict[str, Any], status: str | None = None) -> Journey:
    """The journey of steps in this order."""
    found = [Step(code="", order=at, **step) for at, step in enumerate(steps)]
    return journey_of(found, status=status)


@pytest.mark.parametrize(
    ("step", "way", "reason"),
    [
        ({"kind": "refused"}, "left", "refused"),
        ({"kind": "closed", "outcome": "no-crime"}, "left", "no-crime"),
        ({"kind": "closed", "outcome": "against"}, "left", "outcome.against"),
        ({"kind": "closed"}, "left", "ended"),
        ({"kind": "withdrawn"}, "left", "outcome.withdrawn"),
        ({"kind": "verdict", "outcome": "acquitted"}, "left", "outcome.acquitted"),
        ({"kind": "verdict", "outcome": "convicted"}, "for", "favourable"),
        ({"kind": "verdict", "outcome": "convicted", "exits": ("minimum-sentence",)}, "left",
         "minimum-sentence"),
        ({"kind": "answered", "outcome": "for"}, "for", "favourable"),
        ({"kind": "answered", "outcome": "unknown"}, "unknown", "unknown"),
        ({"kind": "decision", "outcome": "submitted"}, "unknown", "unknown"),
    ],
)  # fmt: skip
def test_an_end_has_a_way_and_a_reason(step: dict[str, Any], way: str, reason: str) -> None:
    """By its exit code, else by its outcome, else by the kind of the step."""
    found = gone({"kind": "filed"}, step)

    assert (found.way, set(found.reasons)) == (way, {reason})


@pytest.mark.parametrize("outcome", ["accepted", "registered", "opened", "investigated", "pending"])
def test_an_answer_that_takes_it_in_ends_nothing(outcome: str) -> None:
    """An answer or decision by which the matter goes on leaves it in progress."""
    assert gone({"kind": "answered", "outcome": outcome}).way == "open"


def test_silence_ends_nothing_and_begins_nothing_anew() -> None:
    """No word leaves an open matter open and an ended one ended."""
    assert gone({"kind": "filed"}, {"kind": "no-word"}).way == "open"
    assert gone({"kind": "refused"}, {"kind": "no-word"}).way == "left"


def test_what_a_later_end_does_not_say_an_earlier_code_does() -> None:
    """Refused at the desk, and the prosecutor confirmed it: it was the refusal."""
    found = gone({"kind": "refused", "exits": ("refused",)}, {"kind": "filed"},
                 {"kind": "answered", "outcome": "against"})  # fmt: skip

    assert set(found.reasons) == {"refused"}


def test_steps_count_by_their_day_and_not_by_their_order() -> None:
    """A refusal recorded last that was the first thing to happen ends nothing."""
    found = gone({"kind": "registered", "when": "2024-03"}, {"kind": "refused", "when": "2024-01"})

    assert (found.stage, found.way) == ("registered", "open")


def test_the_status_tells_where_no_step_does() -> None:
    """Closed against us without a step that says so; open is no proof that anything was filed."""
    closed = gone({"kind": "filed"}, status="closed-against")
    assert (closed.way, set(closed.reasons)) == ("left", {"outcome.against"})
    assert gone(status="open") == Journey(way="open", parts=frozenset({"known"}))
    assert gone(status=None).way == "unknown"
    assert gone(status="withdrawn").stage == "attempted"


def test_an_event_tells_its_own_journey() -> None:
    """Not reported, tried, a stage said, an exit said; nothing said is no journey."""
    assert said_of_event(None, None, ()) is None
    silent = said_of_event("no", None, ["nr-fear"])
    assert silent is not None
    assert (silent.stage, silent.way, set(silent.reasons)) == ("known", "left", {"nr-fear"})
    tried = said_of_event("attempted", None, ())
    assert tried is not None
    assert (tried.stage, tried.way) == ("attempted", "unknown")
    going = said_of_event("yes", "registered", ())
    assert going is not None
    assert (going.stage, going.way) == ("registered", "open")


def test_one_that_goes_on_keeps_the_whole_open() -> None:
    """A case with one filing archived and another open is in progress, at the furthest stage."""
    archived = gone({"kind": "registered"}, {"kind": "closed", "exits": ("archived",)})
    waiting = gone({"kind": "filed"})

    found = together([archived, waiting])

    assert (found.stage, found.way, set(found.parts)) == (
        "registered",
        "open",
        {"registered", "attempted"},
    )
    assert ("registered", "archived") in found.along


def test_what_is_said_of_an_event_fills_in_what_no_filing_tells() -> None:
    """Its exit ends an open filing of the same stage; that nobody reported it is passed over."""
    waiting = gone({"kind": "filed"})
    refused = said_of_event("yes", "attempted", ["refused"])
    denied = said_of_event("no", None, ["nr-fear"])
    further = said_of_event("yes", "court", ())
    assert refused is not None
    assert denied is not None
    assert further is not None

    assert together([waiting], [refused]).way == "left"
    assert together([waiting], [denied]).way == "open"
    assert together([waiting], [further]).stage == "court"
    assert together([], [denied]) == denied


def test_the_motive_gets_lost_where_the_next_stage_is_denied() -> None:
    """Stated and not recorded; a matter that ended took its motive along."""
    denied = gone({"kind": "registered", "bias_stated": True, "bias_recorded": False})
    ended = gone({"kind": "refused", "bias_stated": True})

    assert set(bias_journey(denied).reasons) == {"not-recorded"}
    assert set(bias_journey(ended).reasons) == {"matter-ended"}
    assert bias_journey(gone({"kind": "verdict", "bias_stage": "sentenced"})).way == "for"


def test_the_stages_of_the_motive_are_those_of_the_list() -> None:
    """The list holds them in the same order, after what we documented ourselves."""
    assert tuple(load_schema().vocabularies["bias_stage"].terms) == BIAS_STAGES[1:]

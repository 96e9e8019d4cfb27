"""Whose story may be in a number that leaves: consent to statistics, or published by others."""

import pytest
from tests.verbs.desks import case, tell, uid
from tests.verbs.stories import members, person_of, record

from kuager.model.question import read_question
from kuager.model.statement import EntityId, say
from kuager.model.units import UNITS
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.counted_stories import countable
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView
from kuager.verbs.records import merge_records, restrict_case


def left(desk: Desk, unit: str = "event") -> dict[str, int]:
    """How many records of a unit stay in the house, by the reason."""
    view = UnitView(desk, UNITS[read_question(f"unit={unit}", desk.schema).unit])
    found = countable(desk, view)
    everybody = (1 << len(view.nodes)) - 1
    assert found.allowed == sum(1 << at for at in range(len(view.nodes)) if at not in found.reasons)
    return dict(found.left_out(everybody))


def told(desk: Desk, answer: str | None, code: str = "ev-1") -> str:
    """A case of one person with one event; returns the case's code."""
    holder = case(desk)
    person_of(desk, holder, f"P-{holder}")
    if answer is not None:
        record_consent(desk, case=holder, person=f"P-{holder}", use="statistics", answer=answer)
    record(desk, "event", code, case=uid(desk, "case", holder), date="2024-05")
    return holder


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (None, {"consent-not-asked": 1}),
        ("not-asked", {"consent-not-asked": 1}),
        ("no", {"consent-no": 1}),
        ("yes", {}),
        ("anonymised", {}),
    ],
)
def test_only_yes_to_statistics_is_counted(
    desk: Desk, answer: str | None, expected: dict[str, int]
) -> None:
    """What is not asked yet does not pass, as in every other output."""
    told(desk, answer)

    assert expected == left(desk)
    assert expected == left(desk, "case")


def test_a_yes_to_another_use_is_not_one_to_statistics(desk: Desk) -> None:
    """Each use is asked by itself."""
    holder = told(desk, None)
    record_consent(desk, case=holder, person=f"P-{holder}", use="publication", answer="yes")

    assert {"consent-not-asked": 1} == left(desk)


def test_withdrawn_consent_is_out_at_once(desk: Desk) -> None:
    """From that day nothing new leaves."""
    holder = told(desk, "yes")

    withdraw_consent(desk, case=holder)

    assert {"consent-withdrawn": 1} == left(desk)


def test_everybody_in_the_story_has_to_say_yes(desk: Desk) -> None:
    """A second person who was not asked holds it, and a no of theirs does, too."""
    holder = told(desk, "yes")
    person_of(desk, holder, "P-9")
    assert {"consent-not-asked": 1} == left(desk)

    record_consent(desk, case=holder, person="P-9", use="statistics", answer="no")

    assert {"consent-no": 1} == left(desk)


def test_an_answer_without_a_name_is_that_of_the_only_person(desk: Desk) -> None:
    """As in every other output."""
    holder = told(desk, None)
    record_consent(desk, case=holder, use="statistics", answer="yes")

    assert {} == left(desk)


def published(desk: Desk, code: str, **more: EntityId) -> EntityId:
    """An event that others made public and a member decided to repeat."""
    return record(desk, "event", code, basis="published", basis_decided_by=members(desk)[1], **more)


def test_what_others_published_is_counted_without_asking(desk: Desk) -> None:
    """If a member decided to repeat it; not if nobody did."""
    published(desk, "ev-1")
    record(desk, "event", "ev-2", basis="published")

    assert {"no-basis": 1} == left(desk)


def test_a_no_goes_before_what_others_published(desk: Desk) -> None:
    """Not asked is covered by the publication, a no is not."""
    holder = case(desk)
    person_of(desk, holder, "P-1")
    published(desk, "ev-1", case=uid(desk, "case", holder))
    assert {} == left(desk)

    record_consent(desk, case=holder, person="P-1", use="statistics", answer="no")

    assert {"consent-no": 1} == left(desk)


def test_an_event_of_a_restricted_case_is_out(desk: Desk) -> None:
    """Even where another case keeps it in sight."""
    told(desk, "yes")
    second = case(desk)
    tell(desk, say(uid(desk, "event", "ev-1"), "event.case", uid(desk, "case", second)))
    record_consent(desk, case=second, use="statistics", answer="yes")

    restrict_case(desk, code=second)

    assert {"case-restricted": 1} == left(desk)


def test_an_act_asks_its_own_victim(desk: Desk) -> None:
    """Of an event of two people, one said yes: the act against that one counts."""
    first, second = told(desk, "yes"), case(desk)
    person_of(desk, second, "P-2")
    event = uid(desk, "event", "ev-1")
    tell(desk, say(event, "event.case", uid(desk, "case", second)))
    victim = uid(desk, "person", f"P-{first}")
    record(desk, "act", "a-1", event=event, victim=victim)
    record(desk, "act", "a-2", event=event, victim=uid(desk, "person", "P-2"))

    assert {"consent-not-asked": 1} == left(desk, "event")
    assert {"consent-not-asked": 1} == left(desk, "act")
    assert {"consent-not-asked": 1} == left(desk, "person")


def test_a_filing_asks_the_people_of_its_cases(desk: Desk) -> None:
    """An inquiry of our own, without a person or an event, is nobody's story."""
    holder = told(desk, None)
    record(desk, "proceeding", "pr-1", kind="complaint", case=uid(desk, "case", holder))
    record(desk, "proceeding", "pr-2", kind="information-request")
    record(desk, "proceeding", "pr-3", kind="complaint", persons=uid(desk, "person", f"P-{holder}"))

    assert {"consent-not-asked": 1, "no-basis": 1} == left(desk, "filing")


def test_a_person_merged_with_another_answers_for_both(desk: Desk) -> None:
    """The answer was given under the record that stands no longer by itself."""
    holder = told(desk, None)
    person_of(desk, holder, "P-9")
    record_consent(desk, case=holder, person="P-9", use="statistics", answer="yes")

    merge_records(
        desk,
        one=uid(desk, "person", f"P-{holder}"),
        other=uid(desk, "person", "P-9"),
        reason="the same",
    )

    assert {} == left(desk)

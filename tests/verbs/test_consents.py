"""What people answered, from the record to what may be told: asked, withdrawn, given again."""

import pytest
from tests.verbs.desks import DAY, case, clock_of, tell, uid
from tests.verbs.stories import cut, held, person_of, record, story

from kuager.model.statement import say
from kuager.verbs.consents import record_consent, withdraw_consent
from kuager.verbs.desk import Desk, UnknownTermError
from kuager.verbs.records import merge_records


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (None, "consent-not-asked"),
        ("not-asked", "consent-not-asked"),
        ("no", "consent-no"),
        ("yes", None),
        ("anonymised", None),
        ("pseudonym", None),
        ("name", None),
    ],
)
def test_a_story_is_told_if_its_person_said_yes(
    desk: Desk, answer: str | None, reason: str | None
) -> None:
    """Every other answer holds it back, and the run says why."""
    story(desk, answer)

    found = cut(desk)

    assert ({} if reason is None else {"ev-1": reason}) == held(found)
    assert (reason is None) == (len(found.passed) == 1)


def test_withdrawing_takes_effect_at_once(desk: Desk) -> None:
    """Withdrawn today is withdrawn for what is written today."""
    holder = story(desk, "yes")
    assert {} == held(cut(desk))

    assert 2 == withdraw_consent(desk, case=holder)

    assert {"ev-1": "consent-withdrawn"} == held(cut(desk))
    dates = [r.get("consent.withdrawn_on") for r in desk.view.records("consent")]
    assert ["2025-03-01", "2025-03-01"] == dates
    assert 0 == withdraw_consent(desk, case=holder)


def test_one_person_may_withdraw_alone(desk: Desk) -> None:
    """The answers of the others stay as they are; the story is held all the same."""
    holder = story(desk, "yes")
    person_of(desk, holder, "P-9")
    record_consent(desk, case=holder, person="P-9", use="publication", answer="yes")

    assert 1 == withdraw_consent(desk, case=holder, person="P-9")

    assert {"ev-1": "consent-withdrawn"} == held(cut(desk))


def test_withdrawing_finds_both_records_of_one_person(desk: Desk) -> None:
    """The answer was given under the other code of somebody judged to be one person."""
    holder = story(desk, None)
    other = record(desk, "person", "P-8", name_in_use="A. Үлгіқызы")
    record_consent(desk, case=holder, person="P-8", use="publication", answer="yes")
    merge_records(desk, one=uid(desk, "person", f"P-{holder}"), other=other, reason="one person")

    assert 1 == withdraw_consent(desk, case=holder, person=f"P-{holder}")
    assert {"ev-1": "consent-withdrawn"} == held(cut(desk))


def test_consent_given_again_counts_from_the_next_day(desk: Desk) -> None:
    """What was answered later replaces what was withdrawn before."""
    holder = story(desk, "yes")
    withdraw_consent(desk, case=holder)
    clock_of(desk).now += DAY
    record_consent(desk, case=holder, person=f"P-{holder}", use="publication", answer="yes")

    assert {} == held(cut(desk))


def test_somebody_else_in_the_case_was_not_asked(desk: Desk) -> None:
    """The story is theirs too; their own answer is needed."""
    holder = story(desk, "yes")
    person_of(desk, holder, "P-9", "Иван Пробный")

    assert {"ev-1": "consent-not-asked"} == held(cut(desk))


def test_an_answer_is_found_whichever_record_of_a_person_it_names(desk: Desk) -> None:
    """Two records judged to be one person: the answer of either is the answer of both."""
    holder = story(desk, None)
    other = record(desk, "person", "P-8", name_in_use="A. Үлгіқызы")
    record_consent(desk, case=holder, person="P-8", use="publication", answer="yes")

    merge_records(desk, one=uid(desk, "person", f"P-{holder}"), other=other, reason="one person")

    assert {} == held(cut(desk))


def test_an_answer_without_a_name_is_that_of_the_one_person(desk: Desk) -> None:
    """Recorded before the person was; with several people a yes is nobody's, a no is everyone's."""
    holder = story(desk, None)
    record_consent(desk, case=holder, use="publication", answer="yes")
    assert {} == held(cut(desk))

    person_of(desk, holder, "P-9")
    assert {"ev-1": "consent-not-asked"} == held(cut(desk))

    for person in ("P-9", f"P-{holder}"):
        record_consent(desk, case=holder, person=person, use="publication", answer="yes")
    assert {} == held(cut(desk))

    record_consent(desk, case=holder, use="publication", answer="no")
    assert {"ev-1": "consent-no"} == held(cut(desk))


def test_a_child_who_does_not_agree_is_heard(desk: Desk) -> None:
    """A guardian's yes does not outweigh it."""
    story(desk, "yes")
    row = next(r for r in desk.view.records("consent") if r.get("consent.use") == "publication")

    tell(desk, say(row.id, "consent.child_agrees", value=False))

    assert {"ev-1": "consent-no"} == held(cut(desk))


@pytest.mark.parametrize(("use", "answer"), [("all", "yes"), ("publication", "always")])
def test_answers_and_uses_are_of_their_lists(desk: Desk, use: str, answer: str) -> None:
    """There is no use that means all of them, and no answer beyond the list."""
    holder = case(desk)

    with pytest.raises(UnknownTermError):
        record_consent(desk, case=holder, use=use, answer=answer)

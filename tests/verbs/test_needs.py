"""What needs somebody today: each kind once, in codes only, and nothing of a restricted case."""

from datetime import date
from pathlib import Path

import pytest
from tests.verbs.desks import DAY, case, clock_of, new_desk, tell, uid

from kuager.model.statement import say
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import keep_draft
from kuager.verbs.erasures import request_erasure
from kuager.verbs.ladders import Happened, begin_proceeding, take_step
from kuager.verbs.needs import MOST, what_needs_me
from kuager.verbs.records import restrict_case


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk at a new vault; it is 1 March 2025."""
    return new_desk(tmp_path / "vault")


def codes(desk: Desk, kind: str) -> list[str]:
    """The codes that wait as one kind."""
    return [need.code for need in what_needs_me(desk).found.get(kind, ())]  # type: ignore[call-overload]


def filed(desk: Desk, rung: str = "prosecutor", when: str = "3 March 2025") -> str:
    """A complaint that was filed, of a new case."""
    code = begin_proceeding(desk, ladder="kz-crime", cases=[case(desk)]).code
    take_step(desk, proceeding=code, happened=Happened(rung=rung, move="filed", when=when))
    return code


def test_an_empty_house_is_new(desk: Desk) -> None:
    """A newcomer is led to the first case."""
    found = what_needs_me(desk)

    assert (found.is_new, found.count, found.today) == (True, 0, date(2025, 3, 1))


def test_an_answer_is_late_when_the_clock_has_moved(desk: Desk) -> None:
    """Not on its last day; afterwards with the rule, its mark and the working days since."""
    code = filed(desk)
    clock_of(desk).now += 17 * DAY
    assert codes(desk, "late") == []

    clock_of(desk).now += 3 * DAY
    (need,) = what_needs_me(desk).found["late"]  # the 21st is Nauryz
    assert (need.code, need.what, need.when, need.late) == (code, "prosecutor", "2025-03-18", 2)
    assert need.limit is not None
    assert need.limit.mark == "memory"


def test_an_answer_that_came_is_not_late(desk: Desk) -> None:
    """It leads to the next rung instead, with our own day."""
    code = filed(desk)
    answered = Happened(rung="prosecutor", move="answered", when="14 March 2025", answer="against")
    take_step(desk, proceeding=code, happened=answered)
    clock_of(desk).now += 20 * DAY
    (need,) = what_needs_me(desk).found["deadline"]

    assert codes(desk, "late") == []
    assert (need.towards, need.when) == ("investigating-judge", "2025-03-29")


def test_a_day_of_ours_is_not_shown_half_a_year_before(desk: Desk) -> None:
    """Limits of years wait until they are near."""
    code = filed(desk)
    for rung in ("court-appeal", "court-cassation"):
        happened = Happened(rung=rung, move="answered", when="10 March 2025", answer="against")
        take_step(desk, proceeding=code, happened=happened)

    assert [n.towards for n in what_needs_me(desk).found.get("deadline", ())] == []
    clock_of(desk).now += 160 * DAY
    assert [n.towards for n in what_needs_me(desk).found["deadline"]] == ["un-cerd"]


def test_promises_come_due(desk: Desk) -> None:
    """A next date of a case within two weeks, the overdue first; a closed case promises nothing."""
    near, far, over, closed = (case(desk) for _ in range(4))
    for code, day in ((near, "2025-03-10"), (far, "2025-06-01"), (over, "2025-02-20")):
        tell(desk, say(uid(desk, "case", code), "case.next_date", day))
    tell(
        desk,
        say(uid(desk, "case", closed), "case.next_date", "2025-03-02"),
        say(uid(desk, "case", closed), "case.status", "closed"),
    )
    needs = what_needs_me(desk).found["promised"]

    assert [(need.code, need.late > 0) for need in needs][:2] == [(over, True), (near, False)]
    assert far not in [need.code for need in needs]


def test_days_that_people_wrote_are_there(desk: Desk) -> None:
    """The next deadline of a proceeding, as it was typed."""
    code = begin_proceeding(desk, ladder="kz-crime").code
    tell(desk, say(uid(desk, "proceeding", code), "proceeding.next_deadline", "2025-03-07"))

    (need,) = what_needs_me(desk).found["deadline"]
    assert (need.code, need.when, need.limit) == (code, "2025-03-07", None)


def test_silence_is_noticed_after_a_month(desk: Desk) -> None:
    """An open case since it was opened or last heard; a person since last heard of."""
    code, person = case(desk), desk.store.new_id()
    tell(desk, say(person, "person.code", "P-1"), say(person, "person.last_heard", "2025-02"))
    assert codes(desk, "silent") == []

    clock_of(desk).now += 45 * DAY
    assert codes(desk, "silent") == [code, "P-1"]
    tell(desk, say(uid(desk, "case", code), "case.last_contact", "2025-04-10"))
    assert codes(desk, "silent") == ["P-1"]


def test_consents_not_asked_wait_until_they_are_answered(desk: Desk) -> None:
    """The four boxes leave the question open; an answer to that use closes it."""
    first, second = case(desk), case(desk)
    assert codes(desk, "not-asked") == [second, first]

    record_consent(desk, case=first, use="keep-record", answer="yes")
    assert codes(desk, "not-asked") == [second]


def test_sources_that_disagree_wait(desk: Desk) -> None:
    """Until one is preferred."""
    event = desk.store.new_id()
    tell(desk, say(event, "event.code", "E-1"), say(event, "event.date", "2025-01-01"))
    tell(desk, say(event, "event.date", "2025-01-02"))

    assert codes(desk, "conflict") == ["E-1"]


def test_drafts_and_erasures_wait(desk: Desk) -> None:
    """Each with the page or the day."""
    code = case(desk)
    keep_draft(desk, page="/new", fields=[("story", "half a sentence")])
    request_erasure(desk, code=code, reason="asked-by-person")

    assert len(what_needs_me(desk).found["draft"]) == 1
    assert codes(desk, "erasure") == ["X-1"]


def test_nothing_of_a_restricted_case_is_in_it(desk: Desk) -> None:
    """Neither its promise, nor its silence, nor its complaint, nor its open question."""
    code = filed(desk)
    tell(desk, say(uid(desk, "case", "C-1"), "case.next_date", "2025-03-02"))
    restrict_case(desk, code="C-1")
    clock_of(desk).now += 60 * DAY
    found = what_needs_me(desk)
    named = {what for change in found.lately for _, what in change.about}

    assert found.count == 0
    assert not {code, "C-1"} & named


def test_only_codes_and_dates_stand_in_it(desk: Desk) -> None:
    """The page may be printed: no word of a story, no name."""
    canary = "Сандугаш у базара"
    code = case(desk, story=canary)
    person = desk.store.new_id()
    tell(
        desk,
        say(person, "person.code", "P-1"),
        say(person, "person.case", uid(desk, "case", code)),
        say(person, "person.name_in_use", canary),
        say(person, "person.last_heard", "2024"),
    )
    clock_of(desk).now += 60 * DAY

    assert canary not in repr(what_needs_me(desk))


def test_there_may_be_more_than_is_shown(desk: Desk) -> None:
    """It is said, and the longest wait is shown."""
    for _ in range(MOST + 2):
        case(desk)
    found = what_needs_me(desk)

    assert len(found.found["not-asked"]) == MOST
    assert "not-asked" in found.more


def test_what_changed_is_told_newest_first(desk: Desk) -> None:
    """Who, when, by which verb, about which records."""
    code = filed(desk)
    newest, *_, oldest = what_needs_me(desk).lately

    assert (newest.verb, newest.member) == ("take_step", "M-1")
    assert ("proceeding", code) in newest.about
    assert oldest.verb == "found_house"

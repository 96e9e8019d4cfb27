"""One filing of many people: counted once as a filing; who leaves is told apart from who signed."""

import pytest
from tests.verbs.desks import findings, uid
from tests.verbs.gatherings import crowd, raid, sheet

from kuager.verbs.collective import (
    CollectiveFiling,
    NobodySignedError,
    NotAmongSignersError,
    join_filing,
    leave_filing,
    record_collective_filing,
    show_collective_filing,
)
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.gathering_sheet import show_gathering


def filed(desk: Desk, people: int = 3) -> None:
    """A raid with five people, of whom some signed."""
    raid(desk)
    sheet(desk, *crowd(5))
    persons = [f"P-{number}" for number in range(1, people + 1)]
    record_collective_filing(desk, event="E-1", persons=persons, people="27", filed="4 мая 2024")


def shown(desk: Desk) -> CollectiveFiling:
    """The one filing."""
    return show_collective_filing(desk, event="E-1", filing="PR-1")


def test_a_collective_filing_is_one_record_for_many(desk: Desk) -> None:
    """One proceeding with its cases, persons, the number said and the day."""
    filed(desk)
    record = shown(desk).record

    assert 1 == desk.view.count("proceeding")
    assert (3, 3) == (
        len(record.every("proceeding.persons")),
        len(record.every("proceeding.case")),
    )
    assert ("27", "2024-05-04", "open") == tuple(
        record.text(f"proceeding.{name}") for name in ("people", "filed", "status")
    )


def test_the_number_said_and_the_people_known_stand_side_by_side(desk: Desk) -> None:
    """27 as said, of whom three are known here: neither is added to the other."""
    filed(desk)
    filing = shown(desk)

    assert (("27",), 3, 2) == (filing.said, filing.signed, len(filing.others))


def test_who_leaves_is_told_with_the_reason_and_stays_among_those_who_signed(desk: Desk) -> None:
    """Three signed, one left out of fear: two stand by it."""
    filed(desk)
    leave_filing(desk, filing="PR-1", person="P-2", why="fear", words="they came to her work")
    filing = shown(desk)

    assert (["P-1", "P-3"], 3) == ([person.code for person in filing.standing], filing.signed)
    assert [("P-2", "fear", "they came to her work", "2025-03-01")] == [
        (left.person.code, left.why, left.words, left.date) for left in filing.left
    ]
    assert 1 == show_gathering(desk, event="E-1").filings[0].left
    assert [] == findings(desk)


def test_somebody_who_left_may_come_back(desk: Desk) -> None:
    """The leaving is taken back; others join with their cases."""
    filed(desk)
    leave_filing(desk, filing="PR-1", person="P-2", why="pressure")
    joined = join_filing(desk, filing="PR-1", persons=["P-2", "P-4"])
    filing = shown(desk)

    assert 4 == joined.signed == filing.signed == len(filing.standing)
    assert () == filing.left
    assert 4 == len(filing.record.every("proceeding.case"))


def test_nobody_cannot_sign_and_who_did_not_sign_cannot_leave(desk: Desk) -> None:
    """Kind refusals; nothing is saved."""
    filed(desk)

    with pytest.raises(NobodySignedError):
        record_collective_filing(desk, event="E-1", persons=[])
    with pytest.raises(NobodySignedError):
        join_filing(desk, filing="PR-1", persons=[])
    with pytest.raises(NotAmongSignersError):
        leave_filing(desk, filing="PR-1", person="P-5")
    leave_filing(desk, filing="PR-1", person="P-1")
    with pytest.raises(NotAmongSignersError):
        leave_filing(desk, filing="PR-1", person="P-1")
    with pytest.raises(UnknownRecordError):
        join_filing(desk, filing="PR-1", persons=["P-99"])


def test_a_filing_is_shown_under_its_own_event_only(desk: Desk) -> None:
    """The page of one raid shows no filing of another."""
    filed(desk)
    raid(desk, "E-2")

    with pytest.raises(UnknownRecordError):
        show_collective_filing(desk, event="E-2", filing="PR-1")

    assert uid(desk, "proceeding", "PR-1")

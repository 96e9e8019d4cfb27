"""How many people: bounds from everything that is said, never a blind sum."""

import pytest
from tests.verbs.counted import ask, cell, incident, number, people, put
from tests.verbs.desks import tell

from kuager.model.counts import read_count
from kuager.model.question import OnlyChosenError, read_question
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.records import merge_records


@pytest.mark.parametrize(
    ("said", "bounds"),
    [("300", (300, 300)), ("~300", (270, 330)), ("~5", (4, 6)), ("80..", (80, None)),
     ("~80..", (72, None)), ("~30..40", (27, 44)), ("..50", (0, 50))],
)  # fmt: skip
def test_about_is_a_tenth_less_or_more(said: str, bounds: tuple[int, int | None]) -> None:
    """An exact number is itself, a range its ends; "about" reaches a tenth further on each side."""
    assert read_count(said).bounds == bounds


def test_about_300_of_whom_33_are_known_of_whom_27_signed_is_300(desk: Desk) -> None:
    """Numbers of one event may tell of the same people: they are never added."""
    event = incident(desk, people="~300")
    known = put(desk, "group", event=event, size="33")
    signed = put(desk, "group", event=event, size="27", of_whom=known)
    persons = [put(desk, "person") for _ in range(3)]
    tell(desk, *(say(signed, "group.known_member", person) for person in persons))
    for person in persons:
        put(desk, "act", event=event, type="detention", victim=person)

    assert people(desk) == (270, 330)


def test_a_part_of_a_group_adds_nothing(desk: Desk) -> None:
    """300 detained, of whom 33 are known, without a number said of the event."""
    event = incident(desk)
    whole = put(desk, "group", event=event, size="300")
    known = put(desk, "group", event=event, size="33", of_whom=whole)
    put(desk, "group", event=event, size="27", of_whom=known)

    assert people(desk) == (300, 300)


def test_groups_that_may_overlap_give_bounds(desk: Desk) -> None:
    """At least the greater one, at most both together."""
    event = incident(desk)
    put(desk, "group", event=event, size="30")
    put(desk, "group", event=event, size="20")

    assert people(desk) == (30, 50)


def test_groups_of_different_events_are_added(desk: Desk) -> None:
    """Only being parts of different events says that groups are counted apart."""
    put(desk, "group", event=incident(desk), size="30")
    put(desk, "group", event=incident(desk), size="20")

    assert people(desk) == (50, 50)


def test_a_person_with_two_acts_is_one(desk: Desk) -> None:
    """Acts are not people."""
    event, person = incident(desk), put(desk, "person")
    put(desk, "act", event=event, type="threat", victim=person)
    put(desk, "act", event=event, type="detention", victim=person)

    assert people(desk) == (1, 1)
    assert number(desk, "unit=act") == 2


def test_an_act_against_a_group_is_one_act(desk: Desk) -> None:
    """Acts are multiplied by people only where people are asked for."""
    event = incident(desk)
    put(desk, "act", event=event, type="detention", victim=put(desk, "group", size="33"))

    assert number(desk, "unit=act") == 1
    assert people(desk) == (33, 33)


def test_a_known_member_is_not_added_to_the_group(desk: Desk) -> None:
    """A victim who is known to be of the group is within it; somebody else may be, or not."""
    event, member, other = incident(desk), put(desk, "person"), put(desk, "person")
    group = put(desk, "group", event=event, size="30", known_member=member)
    put(desk, "act", event=event, type="threat", victim=member)
    put(desk, "act", event=event, type="threat", victim=group)
    assert people(desk) == (30, 30)

    put(desk, "act", event=event, type="threat", victim=other)
    assert people(desk) == (30, 31)


def test_of_a_group_of_unknown_size_nobody_knows_how_many_at_most(desk: Desk) -> None:
    """At least those of it who are known."""
    members = [put(desk, "person") for _ in range(4)]
    group = put(desk, "group", known_member=members)
    put(desk, "act", event=incident(desk), type="threat", victim=group)

    assert people(desk) == (4, None)


def test_a_group_of_one_person_is_one(desk: Desk) -> None:
    """A person who is recorded as a group of one has a size."""
    put(desk, "group", event=incident(desk), kind="individual")

    assert people(desk) == (1, 1)


def test_more_known_than_were_said_raise_the_number(desk: Desk) -> None:
    """Five known victims are five, though somebody said two."""
    event = incident(desk, people="2")
    for _ in range(5):
        put(desk, "act", event=event, type="threat", victim=put(desk, "person"))

    assert people(desk) == (5, 5)


def test_targets_of_an_event_are_people_without_an_act(desk: Desk) -> None:
    """A sheet of many people knows them before it knows what was done to each."""
    event = incident(desk)
    for _ in range(3):
        put(desk, "involvement", event=event, actor=put(desk, "person"), role="target")
    put(desk, "involvement", event=event, actor=put(desk, "person"), role="perpetrator")

    assert people(desk) == (3, 3)


def test_where_nothing_else_tells_each_case_is_somebody(desk: Desk) -> None:
    """At least one person for each case that shares nobody, at most all of their people."""
    one, other = put(desk, "case"), put(desk, "case")
    incident(desk, case=[one, other])
    put(desk, "person", case=one)
    put(desk, "person", case=one)
    put(desk, "person", case=other)

    assert people(desk) == (2, 3)


def test_people_of_one_kind_of_act_are_those_whom_it_reached(desk: Desk) -> None:
    """Of about 300 who were there 33 were detained: that many, not all."""
    event = incident(desk, people="~300")
    crowd = put(desk, "group", event=event, size="~300")
    put(desk, "act", event=event, type="detention", victim=crowd, people="33")
    put(desk, "act", event=event, type="threat", victim=put(desk, "person"))

    assert people(desk, "&act.type=detention") == (33, 33)
    assert people(desk, "&act.type=threat") == (1, 1)
    assert people(desk) == (270, 330)


def test_people_of_an_act_are_no_more_than_were_there(desk: Desk) -> None:
    """Two groups were beaten of the 40 who came: at most 40."""
    event = incident(desk, people="40")
    for _ in range(2):
        group = put(desk, "group", event=event, size="30")
        put(desk, "act", event=event, type="beating", victim=group)

    assert people(desk, "&act.type=beating") == (30, 40)


def test_events_that_say_nothing_of_people_are_told_apart(desk: Desk) -> None:
    """They add nothing to the number, and the table says how many they are."""
    incident(desk, people="12")
    put(desk, "event", kind="speech")
    found = ask(desk, "unit=people")

    assert (found.base.at_least, found.base.at_most, found.left_out) == (12, 12, 1)
    assert found.base.sure == 2


def test_people_are_counted_by_place_and_period(desk: Desk) -> None:
    """What only possibly lies in the period raises what there were at most."""
    incident(desk, people="10", place="KZ-75", date="2024-03-01")
    incident(desk, people="7", place="KZ-75", date="2024-12~")
    text = "unit=people&by=event.place@region&from=2024-01-01&to=2024-12-31"

    assert (cell(desk, text, "KZ-75").at_least, cell(desk, text, "KZ-75").at_most) == (10, 17)


def test_people_are_not_divided_by_what_was_done_to_them(desk: Desk) -> None:
    """One person would stand in several parts, and of the unknown ones nobody knows in which."""
    for name in ("act.type", "person.defender"):
        with pytest.raises(OnlyChosenError):
            read_question(f"unit=people&by={name}", desk.schema)


def test_a_merged_person_is_one_of_the_people(desk: Desk) -> None:
    """Two records of one victim are one person at the event."""
    event = incident(desk)
    persons = [put(desk, "person"), put(desk, "person")]
    for person in persons:
        put(desk, "act", event=event, type="threat", victim=person)
    assert people(desk) == (2, 2)

    merge_records(desk, one=persons[0], other=persons[1], reason="one person")
    assert people(desk) == (1, 1)

"""What is counted and what never is: units, what they reach, and records judged the same."""

import pytest
from tests.verbs.counted import ask, incident, number, put, rows
from tests.verbs.desks import tell

from kuager.model.question import MixedUnitsError, UnknownQuestionError, read_question
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.records import merge_records, separate_records


def test_a_situation_is_no_event_and_what_lies_in_it_no_act(desk: Desk) -> None:
    """What lasts is not counted, nor what was done in the course of it, nor who did it."""
    lasting = put(desk, "event", kind="situation")
    once = incident(desk)
    for event in (lasting, once):
        put(desk, "act", event=event, type="threat")
        put(desk, "involvement", event=event, role="perpetrator", kind="police")

    assert [number(desk, f"unit={unit}") for unit in ("event", "act", "perpetrator")] == [1, 1, 1]


def test_an_act_without_an_event_is_an_act(desk: Desk) -> None:
    """Only what lies in situations alone is left out."""
    put(desk, "act", type="threat")

    assert number(desk, "unit=act") == 1


def test_a_case_of_a_situation_is_a_case(desk: Desk) -> None:
    """A case is counted, whatever it is about; its acts say what it is about."""
    case = put(desk, "case")
    lasting = put(desk, "event", kind="situation", case=case)
    put(desk, "act", event=lasting, type="threat", harm="psychological")

    assert number(desk, "unit=case&by=act.harm", "psychological") == 1


@pytest.mark.parametrize("unit", ["claim", "pattern", "source", "account", "situation"])
def test_what_others_sum_up_is_no_unit(desk: Desk, unit: str) -> None:
    """Claims, patterns and sources of others cannot be counted as if they were ours."""
    with pytest.raises(UnknownQuestionError):
        read_question(f"unit={unit}", desk.schema)


def test_merged_events_count_once_with_the_acts_of_both(desk: Desk) -> None:
    """A record judged the same as another is no second one; what belongs to it is not lost."""
    one, other = incident(desk, place="KZ-75"), incident(desk, place="KZ-75")
    put(desk, "act", event=one, type="threat")
    put(desk, "act", event=other, type="detention")
    merge_records(desk, one=one, other=other, reason="told twice")

    found = ask(desk, "unit=event&by=act.type")
    assert found.base.sure == 1
    assert found.merged == 1
    assert {key[0] for key in found.cells} == {"*", "threat", "detention"}
    assert number(desk, "unit=act&event.place@region=KZ-75") == 2


def test_separated_events_count_two_again(desk: Desk) -> None:
    """The judgement is reversible, and so is its number."""
    one, other = incident(desk), incident(desk)
    put(desk, "act", event=other, type="threat")
    merge_records(desk, one=one, other=other, reason="told twice")
    assert number(desk, "unit=event") == 1

    separate_records(desk, one=one, other=other, reason="two evenings")
    assert number(desk, "unit=event") == 2
    assert rows(desk, "unit=event&by=act.type") == {"threat": 1, "-": 1}


def test_a_person_of_two_cases_who_was_recorded_twice_is_one(desk: Desk) -> None:
    """Merged across cases: one person, who is still seen from both cases."""
    first, second = put(desk, "case"), put(desk, "case")
    one = put(desk, "person", case=first, defender=True)
    other = put(desk, "person", case=second)
    merge_records(desk, one=one, other=other, reason="the same person")

    assert number(desk, "unit=person") == 1
    assert number(desk, "unit=case&by=person.defender", "yes") == 2


def test_a_merge_elsewhere_is_not_told_beside_what_does_not_count_it(desk: Desk) -> None:
    """Beside a number stand the duplicates of its own base."""
    one, other = incident(desk, place="KZ-75"), incident(desk, place="KZ-75")
    incident(desk, place="KZ-71")
    merge_records(desk, one=one, other=other, reason="told twice")

    assert ask(desk, "unit=event&event.place@region=KZ-71").merged == 0
    assert ask(desk, "unit=event&event.place@region=KZ-75").merged == 1


def test_a_restricted_case_is_in_no_number(desk: Desk) -> None:
    """Nor is anything that lies inside it; and it is back when it is opened again."""
    case = put(desk, "case")
    event = incident(desk, case=case)
    put(desk, "act", event=event, type="threat")
    assert [number(desk, f"unit={u}") for u in ("case", "event", "act")] == [1, 1, 1]

    tell(desk, say(case, "case.restricted", value=True))
    assert [number(desk, f"unit={u}") for u in ("case", "event", "act")] == [0, 0, 0]


def test_harm_to_one_is_not_harm_in_every_case_of_a_raid(desk: Desk) -> None:
    """Where several cases share an event, an act belongs to the case of its victim."""
    cases = [put(desk, "case") for _ in range(3)]
    raid = incident(desk, case=cases)
    persons = [put(desk, "person", case=case) for case in cases]
    for person in persons:
        put(desk, "act", event=raid, type="detention", victim=person)
    put(desk, "act", event=raid, type="threat", harm="material", victim=persons[0])

    assert number(desk, "unit=case&by=act.harm", "material") == 1
    assert number(desk, "unit=case&by=act.type", "detention") == 3


def test_an_act_against_nobody_in_particular_belongs_to_every_case_of_the_event(desk: Desk) -> None:
    """A hall that was stormed was stormed for all."""
    cases = [put(desk, "case") for _ in range(2)]
    event = incident(desk, case=cases)
    put(desk, "act", event=event, type="threat")

    assert number(desk, "unit=case&by=act.type", "threat") == 2


def test_a_complaint_of_one_is_not_a_complaint_of_all(desk: Desk) -> None:
    """A proceeding that names its case is of that case, though its event has several."""
    cases = [put(desk, "case") for _ in range(2)]
    event = incident(desk, case=cases)
    put(desk, "proceeding", kind="complaint", event=event, case=cases[0])

    assert rows(desk, "unit=case&by=proceeding.kind") == {"complaint": 1, "-": 1}


def test_an_answer_is_taken_from_the_record_as_it_is_now(desk: Desk) -> None:
    """What is kept in memory is forgotten with every change it depends on."""
    event = incident(desk, place="KZ-75")
    act = put(desk, "act", event=event, type="threat")
    assert rows(desk, "unit=event&by=act.type") == {"threat": 1}

    tell(desk, say(act, "act.harm", "material"))
    assert rows(desk, "unit=event&by=act.harm") == {"material": 1}
    tell(desk, say(event, "event.place", "KZ-71"))
    assert rows(desk, "unit=act&by=event.place@region") == {"KZ-71": 1}


def test_what_the_unit_does_not_reach_is_refused(desk: Desk) -> None:
    """A number of cases by what an intervention's act was would count two things at once."""
    with pytest.raises(MixedUnitsError):
        read_question("unit=intervention&by=act.harm", desk.schema)

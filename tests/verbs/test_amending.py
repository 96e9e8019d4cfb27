"""Saving what a form said: new records, what changed, and nothing that only the program says."""

import pytest
from tests.verbs.desks import case, uid

from kuager.model.schema import UnknownType
from kuager.verbs.amending import (
    Answer,
    Fresh,
    NotByHandError,
    Pick,
    Sayer,
    amend_record,
    make_named_in,
    make_record,
    shown_record,
)
from kuager.verbs.coding import PREFIXES
from kuager.verbs.desk import Desk, UnknownRecordError, UnknownTermError
from kuager.verbs.records import AlreadySaidOtherwiseError, show_record

MAY = Answer(property="event.date", values=("2021-05",))
JUNE = Answer(property="event.date", values=("2021-06",))


def event(desk: Desk, *answers: Answer, sayer: Sayer | None = None) -> str:
    """Make an event; returns its code."""
    made = make_record(desk, type_name="event", answers=answers, sayer=sayer or Sayer())
    return made.code


def dates(desk: Desk, code: str) -> list[object]:
    """The dates of an event that stand."""
    told = show_record(desk, code=code, types=("event",)).history
    return [one.value for one in told if one.stands and one.property == "event.date"]


def test_a_record_gets_a_code_of_its_own(desk: Desk) -> None:
    """Numbered by type."""
    assert ["E-1", "E-2"] == [event(desk, MAY), event(desk, JUNE)]


@pytest.mark.parametrize("kind", sorted(PREFIXES))
def test_every_type_that_people_write_can_be_made(desk: Desk, kind: str) -> None:
    """And is found by its code."""
    made = make_record(desk, type_name=kind, answers=())

    assert made.id == shown_record(desk, kind, made.code).id


def test_what_the_program_writes_is_not_made_by_hand(desk: Desk) -> None:
    """Neither a type, nor a property, nor a code, nor the key of a file."""
    for kind in ("device", "erasure", "backup"):
        with pytest.raises(NotByHandError):
            make_record(desk, type_name=kind, answers=())
    for name in ("event.code", "evidence.blob", "case.restricted", "person.name_in_use"):
        with pytest.raises(NotByHandError):
            event(desk, Answer(property=name, values=("x",)))
    with pytest.raises(UnknownType):
        make_record(desk, type_name="unicorn", answers=())
    assert 0 == desk.view.count("event")


def test_a_correction_takes_the_place_of_what_it_corrects(desk: Desk) -> None:
    """And keeps who said so, and how sure."""
    source = make_record(desk, type_name="source", answers=())
    sayer = Sayer(source=Pick(("source",), source.code), sure="likely")
    code = event(desk, MAY, sayer=sayer)
    amend_record(desk, type_name="event", code=code, answers=[JUNE])
    told = show_record(desk, code=code, types=("event",)).history
    (new,) = [one for one in told if one.stands and one.property == "event.date"]

    assert ("2021-06", bytes(source.id), "likely") == (new.value, new.source, new.sure)


def test_what_somebody_else_says_stands_beside(desk: Desk) -> None:
    """Nothing is withdrawn."""
    code = event(desk, MAY)
    amend_record(desk, type_name="event", code=code, answers=[JUNE], sayer=Sayer(beside=True))

    assert ["2021-05", "2021-06"] == dates(desk, code)


def test_a_correction_leaves_what_other_sources_say(desk: Desk) -> None:
    """Of two that disagree only the one that stood first is replaced."""
    code = event(desk, MAY)
    amend_record(desk, type_name="event", code=code, answers=[JUNE], sayer=Sayer(beside=True))
    july = Answer(property="event.date", values=("2021-07",))
    amend_record(desk, type_name="event", code=code, answers=[july])

    assert ["2021-05", "2021-07"] == dates(desk, code)


def test_the_same_again_says_nothing(desk: Desk) -> None:
    """An answer that stands already is not said twice."""
    code = event(desk, MAY)
    before = desk.store.log.count
    amend_record(desk, type_name="event", code=code, answers=[MAY])

    assert before == desk.store.log.count


def test_no_answer_withdraws(desk: Desk) -> None:
    """Nothing stands any more."""
    code = event(desk, MAY)
    amend_record(desk, type_name="event", code=code, answers=[Answer(property="event.date")])

    assert [] == dates(desk, code)


def test_several_values_change_one_by_one(desk: Desk) -> None:
    """What stays is not touched."""
    one = Answer(property="person.contact", values=("a", "b"))
    two = Answer(property="person.contact", values=("b", "c"))
    made = make_record(desk, type_name="person", answers=[one])
    amend_record(desk, type_name="person", code=made.code, answers=[two])
    record = desk.view.record(made.id)

    assert record is not None
    assert ["b", "c"] == record.every("person.contact")


def test_a_change_of_what_was_changed_meanwhile_is_refused(desk: Desk) -> None:
    """The digest of what was seen no longer fits."""
    code = event(desk, MAY)
    seen = show_record(desk, code=code, types=("event",)).digest
    amend_record(desk, type_name="event", code=code, answers=[JUNE], seen=seen)
    with pytest.raises(AlreadySaidOtherwiseError):
        amend_record(desk, type_name="event", code=code, answers=[MAY], seen=seen)

    assert ["2021-06"] == dates(desk, code)


def test_who_is_made_beside_a_case_belongs_to_it(desk: Desk) -> None:
    """So that erasing the case takes them along."""
    code = case(desk)
    answers = [
        Answer(property="event.case", values=(Pick(("case",), code),)),
        Answer(property="event.speaker", values=(Fresh("person", "Sam"),)),
    ]
    event(desk, *answers)
    person = desk.view.record(uid(desk, "person", "P-1"))

    assert person is not None
    assert [uid(desk, "case", code)] == person.every("person.case")


def test_a_name_is_enough_to_be_put_into_a_case(desk: Desk) -> None:
    """A person of whom nothing else is known; no other property makes anything."""
    code = case(desk)
    made = make_named_in(desk, fresh=Fresh("person", "Sam"), place="person.case", record=code)

    assert "P-1" == made.code
    with pytest.raises(NotByHandError):
        make_named_in(desk, fresh=Fresh("person", "Sam"), place="event.case", record=code)
    with pytest.raises(UnknownRecordError):
        make_named_in(desk, fresh=Fresh("person", " "), place="person.case", record=code)


def test_a_reference_to_nothing_saves_nothing(desk: Desk) -> None:
    """All or nothing: no half-made record is left."""
    with pytest.raises(UnknownRecordError):
        event(desk, MAY, Answer(property="event.case", values=(Pick(("case",), "C-9"),)))
    with pytest.raises(UnknownTermError):
        event(desk, MAY, sayer=Sayer(sure="very"))

    assert 0 == desk.view.count("event")


def test_a_record_without_a_code_is_found_by_its_short_id(desk: Desk) -> None:
    """The row of a first consent has no code; nothing else answers to eight digits."""
    case(desk)
    (row,) = desk.view.briefs("consent")

    assert row.id == desk.find(("consent",), row.code)
    for code in (row.code.upper() + "X", "00000000", row.code[:7], row.code + "00"):
        with pytest.raises(UnknownRecordError):
            desk.find(("consent",), code)
    with pytest.raises(UnknownRecordError):
        desk.find(("case",), row.code)

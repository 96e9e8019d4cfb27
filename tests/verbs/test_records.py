"""Recording a case from four things, and judging about records: nothing is ever lost."""

import pytest
from tests.verbs.desks import case, findings, place_of, tell, uid

from kuager.model.entry import read_stub
from kuager.model.statement import EntityId, StatementId, say
from kuager.verbs.desk import Desk, UnknownRecordError, UnknownTermError
from kuager.verbs.records import (
    AlreadySaidOtherwiseError,
    FirstRecord,
    NothingSaidError,
    NotMergeableError,
    UnknownStatementError,
    list_records,
    merge_records,
    prefer_statement,
    record_case,
    reopen_case,
    restrict_case,
    retract_statement,
    search_records,
    separate_records,
    show_record,
)
from kuager.verbs.vaults import describe_vault

FIRST = FirstRecord(story="Dragonflies over the market", when_where="in May", how_known="told us")


def made(desk: Desk, type_name: str, code: str, **said: object) -> EntityId:
    """A record with a code and some properties."""
    record = desk.store.new_id()
    values = {"code": code, **said}
    tell(desk, *(say(record, f"{type_name}.{n}", v) for n, v in values.items()))  # type: ignore[arg-type]
    return record


def conflict(desk: Desk) -> tuple[EntityId, StatementId, StatementId]:
    """An event of which two dates are told."""
    event = made(desk, "event", "ev-1", date="2021-05-28")
    tell(desk, say(event, "event.date", "2021-05-29"))
    places = [place_of(desk, event, "event.date", day) for day in ("2021-05-28", "2021-05-29")]
    return event, places[0], places[1]


def state(desk: Desk, code: str, name: str) -> tuple[object, str]:
    """Value and state of a cell."""
    cell = show_record(desk, code=code).record.cells[name]
    return cell.value, cell.state


def half_of(desk: Desk, name: str) -> set[str]:
    """The halves in which a property was said."""
    found = set()
    for kept in desk.store.log.entries():
        payload = desk.store.log.open(kept)
        assert payload is not None
        if any(said.property == name for said in payload.statements.values()):
            found.add(desk.store.half_of(read_stub(kept.stub)[0].circle))
    return found


def test_four_things_make_a_record(desk: Desk) -> None:
    """Story, when and where, how we know, and what was allowed: the case is valid with these."""
    recorded = record_case(desk, first=FIRST)

    page = show_record(desk, code=recorded.code)
    assert ("C-1", "case") == (recorded.code, page.record.type)
    assert {"code", "story", "when_where_said", "how_known", "opened", "status"} == {
        name.partition(".")[2] for name in page.record.cells
    }
    assert [("consent.case",)] == [(prop,) for _, prop, _ in page.referring]
    consent = next(iter(desk.view.records("consent")))
    assert ("keep-record", "not-asked") == (
        consent.get("consent.use"),
        consent.get("consent.answer"),
    )
    assert {"identity"} == half_of(desk, "case.story")
    assert [] == findings(desk)


@pytest.mark.parametrize("name", ["story", "when_where", "how_known"])
def test_each_of_the_things_is_needed(desk: Desk, name: str) -> None:
    """A blank one is named, and nothing is saved."""
    before = desk.store.log.count
    things = {"story": "a", "when_where": "b", "how_known": "c", name: "  \n"}

    with pytest.raises(NothingSaidError) as error:
        record_case(desk, first=FirstRecord(**things))

    assert name == error.value.facts["missing"]
    assert before == desk.store.log.count


def test_the_answer_is_one_of_the_list(desk: Desk) -> None:
    """A word that is no answer is refused with the whole list."""
    with pytest.raises(UnknownTermError) as error:
        record_case(
            desk, first=FirstRecord(story="a", when_where="b", how_known="c", may_keep="ok")
        )

    assert "not-asked" in str(error.value.facts["terms"])


def test_codes_name_nobody_and_are_never_given_twice(desk: Desk) -> None:
    """Each case gets the next number."""
    assert ["C-1", "C-2", "C-3"] == [record_case(desk, first=FIRST).code for _ in range(3)]


def test_a_preferred_value_stands_and_the_other_stays_beside_it(desk: Desk) -> None:
    """A person chooses with a reason; both statements stand, the conflict is settled."""
    event, first, second = conflict(desk)
    assert (("2021-05-29", "c"), 1) == (
        state(desk, "ev-1", "event.date"),
        describe_vault(desk).conflicts,
    )

    prefer_statement(desk, record=event, statement=first, reason="the police record says so")

    assert ("2021-05-28", "p") == state(desk, "ev-1", "event.date")
    told = {t.id: t for t in show_record(desk, code="ev-1").history}
    assert (True, True, False) == (
        told[first].preferred,
        told[second].stands,
        told[second].preferred,
    )
    assert 0 == describe_vault(desk).conflicts
    assert [] == findings(desk)


def test_a_person_may_change_their_mind(desk: Desk) -> None:
    """The later preference counts, whichever statement is older."""
    event, first, second = conflict(desk)

    for chosen, value in ((second, "2021-05-29"), (first, "2021-05-28"), (second, "2021-05-29")):
        prefer_statement(desk, record=event, statement=chosen, reason="seen again")
        assert (value, "p") == state(desk, "ev-1", "event.date")


def test_a_reason_lies_in_the_identity_half(desk: Desk) -> None:
    """The judgement is casework, so that all count alike; its free words are not."""
    event, first, _ = conflict(desk)

    prefer_statement(desk, record=event, statement=first, reason="Sam Example said so")

    assert {"casework"} == half_of(desk, "judgement.prefer")
    assert {"identity"} == half_of(desk, "judgement.reason")
    reasons = [t for t in desk.view.history(event) if t.property == "judgement.reason"]
    assert [("Sam Example said so", first)] == [(t.value, t.source) for t in reasons]


def test_a_withdrawn_statement_stays_marked(desk: Desk) -> None:
    """It counts no more; the history shows it with its reason."""
    event, first, _ = conflict(desk)

    retract_statement(desk, record=event, statement=first, name="event.date", reason="a slip")

    assert ("2021-05-29", "1") == state(desk, "ev-1", "event.date")
    told = {t.id: t.stands for t in desk.view.history(event)}
    assert told[first] is False
    assert "a slip" in [t.value for t in desk.view.history(event)]
    assert [] == findings(desk)


def test_what_does_not_stand_cannot_be_judged(desk: Desk) -> None:
    """A statement that was withdrawn, is of another record or of another property is refused."""
    event, first, second = conflict(desk)
    other = made(desk, "event", "ev-2", date="2020")
    foreign = place_of(desk, other, "event.date", "2020")
    retract_statement(desk, record=event, statement=first, name="event.date")

    for statement, name in (
        (first, "event.date"),
        (foreign, "event.date"),
        (second, "event.place"),
    ):
        with pytest.raises(UnknownStatementError):
            retract_statement(desk, record=event, statement=statement, name=name)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_judgement_without_a_reason_is_refused(desk: Desk, reason: str) -> None:
    """Preferring, merging and separating each want to say why."""
    event, first, _ = conflict(desk)
    other = made(desk, "event", "ev-2")
    before = desk.store.log.count

    with pytest.raises(NothingSaidError):
        prefer_statement(desk, record=event, statement=first, reason=reason)
    with pytest.raises(NothingSaidError):
        merge_records(desk, one=event, other=other, reason=reason)
    with pytest.raises(NothingSaidError):
        separate_records(desk, one=event, other=other, reason=reason)

    assert before == desk.store.log.count


def test_a_change_is_refused_if_the_record_changed_since_it_was_seen(desk: Desk) -> None:
    """Who looked at an older state is told to look again; who looked at this one may go on."""
    event, first, _ = conflict(desk)
    seen = show_record(desk, code="ev-1").digest
    tell(desk, say(event, "event.place", "kz-750000000"))

    with pytest.raises(AlreadySaidOtherwiseError) as error:
        prefer_statement(desk, record=event, statement=first, reason="why", seen=seen)
    assert {"code": "ev-1"} == error.value.facts

    seen = show_record(desk, code="ev-1").digest
    prefer_statement(desk, record=event, statement=first, reason="why", seen=seen)
    assert ("2021-05-28", "p") == state(desk, "ev-1", "event.date")


def test_merged_records_are_one_and_found_by_both_codes(desk: Desk) -> None:
    """Both histories stay; lists and counts show one; each code still leads there."""
    one = made(desk, "person", "P-1", name_in_use="Sam Example")
    other = made(desk, "person", "P-2", name_in_use="S. Example", minor=False)

    merge_records(desk, one=one, other=other, reason="the same telephone")

    assert 1 == len(list_records(desk, type_name="person"))
    first, second = show_record(desk, code="P-1"), show_record(desk, code="P-2")
    assert first.record == second.record
    assert {"person.minor"} <= set(first.record.cells)
    assert {"Sam Example", "S. Example"} <= {t.value for t in second.history}
    assert [] == findings(desk)


def test_a_merge_is_undone_by_separating(desk: Desk) -> None:
    """Each record has again what was said of it, and nothing of the other."""
    one = made(desk, "person", "P-1", name_in_use="Sam Example")
    other = made(desk, "person", "P-2", name_in_use="Kim Example")
    merge_records(desk, one=one, other=other, reason="the same telephone")

    separate_records(desk, one=uid(desk, "person", "P-1"), other=other, reason="brothers")

    assert 2 == desk.view.count("person")
    assert "Sam Example" == show_record(desk, code="P-1").record.get("person.name_in_use")
    assert "Kim Example" == show_record(desk, code="P-2").record.get("person.name_in_use")
    assert [] == findings(desk)


def test_what_was_said_in_a_merged_record_is_judged_where_it_was_said(desk: Desk) -> None:
    """A preference and a withdrawal go with their statement when the records part again."""
    one = made(desk, "event", "ev-1", date="2021")
    other = made(desk, "event", "ev-2", date="2022")
    tell(desk, say(other, "event.place", "kz-750000000"))
    merge_records(desk, one=one, other=other, reason="two reports of one raid")
    second = place_of(desk, one, "event.date", "2022")
    prefer_statement(desk, record=one, statement=second, reason="by the permit")
    place = place_of(desk, one, "event.place", "kz-750000000")
    retract_statement(desk, record=one, statement=place, name="event.place", reason="a slip")
    assert ("2022", "p") == state(desk, "ev-1", "event.date")

    separate_records(desk, one=one, other=other, reason="two raids")

    assert ("2021", "1") == state(desk, "ev-1", "event.date")
    assert "event.place" not in show_record(desk, code="ev-2").record.cells


def test_only_two_records_of_one_type_are_merged(desk: Desk) -> None:
    """Not a record with itself, nor with what it is merged with, nor a person with an event."""
    one = made(desk, "person", "P-1")
    two = made(desk, "person", "P-2")
    event = made(desk, "event", "ev-1")

    for pair in ((one, one), (one, event)):
        with pytest.raises(NotMergeableError):
            merge_records(desk, one=pair[0], other=pair[1], reason="why")
    with pytest.raises(UnknownRecordError):
        merge_records(desk, one=one, other=EntityId(bytes(16)), reason="why")
    merge_records(desk, one=one, other=two, reason="why")
    with pytest.raises(NotMergeableError):
        merge_records(desk, one=two, other=one, reason="again")


def everywhere(desk: Desk) -> tuple[object, ...]:
    """What lists, search and counts show of cases, events and people."""
    kinds = ("case", "event", "person")
    lists = [[r.code for r in list_records(desk, type_name=kind)] for kind in kinds]
    found = [[r.code for r in search_records(desk, text=t)] for t in ("dragonflies", "Example")]
    return lists, found, {k: describe_vault(desk).records.get(k, 0) for k in kinds}


def filled(desk: Desk) -> str:
    """A case with an event and a person inside, and a second case with its own."""
    cases = [record_case(desk, first=FIRST).code, case(desk)]
    for number, code in enumerate(cases, 1):
        holder = uid(desk, "case", code)
        made(desk, "event", f"ev-{number}", case=holder, narrative="dragonflies again")
        made(desk, "person", f"P-{number}", case=holder, name_in_use="Kim Example")
    return cases[0]


def test_a_restricted_case_is_in_no_list_search_or_count(desk: Desk) -> None:
    """It leaves at once, with all that lies inside it; only asking for it by its code shows it."""
    code = filled(desk)

    restrict_case(desk, code=code)

    assert (
        [["C-2"], ["ev-2"], ["P-2"]],
        [["ev-2"], ["P-2"]],
        {"case": 1, "event": 1, "person": 1},
    ) == everywhere(desk)
    assert code == show_record(desk, code=code).record.code
    assert [] == findings(desk)


def test_a_case_let_back_is_everywhere_again(desk: Desk) -> None:
    """Nothing was deleted; the marks leave no conflict behind."""
    code = filled(desk)
    before = everywhere(desk)

    restrict_case(desk, code=code)
    restrict_case(desk, code=code)
    reopen_case(desk, code=code)

    assert before == everywhere(desk)
    assert (False, "1") == state(desk, code, "case.restricted")
    assert [] == findings(desk)


def test_what_another_case_holds_stays_in_sight(desk: Desk) -> None:
    """A person of two cases is shown until both are restricted."""
    first = filled(desk)
    both = [uid(desk, "case", code) for code in (first, "C-2")]
    person = made(desk, "person", "P-9", name_in_use="Lee Example")
    tell(desk, *(say(person, "person.case", holder) for holder in both))

    restrict_case(desk, code=first)
    assert ["P-2", "P-9"] == [r.code for r in list_records(desk, type_name="person")]

    restrict_case(desk, code="C-2")
    assert [] == list_records(desk, type_name="person")


def test_records_that_are_not_there_are_refused_alike(desk: Desk) -> None:
    """A code nobody has, and a type without it, get the same answer."""
    case(desk)

    with pytest.raises(UnknownRecordError):
        show_record(desk, code="C-9")
    with pytest.raises(UnknownRecordError):
        show_record(desk, code="C-1", types=("person",))
    with pytest.raises(UnknownRecordError):
        restrict_case(desk, code="C-9")


def test_search_meets_every_spelling(desk: Desk) -> None:
    """Letters of another script and case find the same record; part of a name is enough."""
    made(desk, "person", "P-1", name_in_use="Айгүл Сейітқызы")

    for words in ("АЙГУЛ", "сейит", "ейітқы"):
        assert ["P-1"] == [r.code for r in search_records(desk, text=words)]

"""What an import says and what it leaves: three modes, two accounts, forward references."""

from pathlib import Path

import pytest
from tests.verbs.desks import findings, place_of, uid
from tests.verbs.tables import (
    GROUPS,
    ORGANISATIONS,
    PASSAGES,
    PEOPLE,
    SOURCES,
    events,
    table,
    take_in,
)

from kuager.model.entry import read_stub
from kuager.verbs.desk import Desk
from kuager.verbs.imports import RowsRefusedError
from kuager.verbs.records import prefer_statement


def event(desk: Desk, code: str = "ev-1") -> dict[str, object]:
    """The values of an event as they stand."""
    record = desk.view.record(uid(desk, "event", code))
    assert record is not None
    return {name.removeprefix("event."): cell.value for name, cell in record.cells.items()}


def state(desk: Desk, name: str, code: str = "ev-1") -> str:
    """The state of one cell of an event."""
    record = desk.view.record(uid(desk, "event", code))
    assert record is not None
    return record.cells[name].state


def refused(error: pytest.ExceptionInfo[RowsRefusedError]) -> list[tuple[str, int, str]]:
    """File, line and reason of every refused row."""
    return [(one.file, one.fault.line, one.fault.code) for one in error.value.refused]


def test_rows_become_records_found_by_their_code(desk: Desk, tmp_path: Path) -> None:
    """Each row is a record with what its cells say; an empty cell says nothing."""
    done = take_in(
        desk,
        events(
            tmp_path / "e.csv", {"code": "ev-1", "date": "2024-05", "headings": "health; family"}
        ),
    )

    assert (1, 1, 0, 0) == (done.rows, done.created, done.updated, done.unchanged)
    assert {"code": "ev-1", "date": "2024-05", "rubric": ["health", "family"]} == event(desk)
    assert [] == findings(desk)


def test_adding_refuses_a_known_code_that_says_something_new(desk: Desk, tmp_path: Path) -> None:
    """In mode add a record that is here is never changed; nothing of the file is saved."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2024-05"}))
    more = events(tmp_path / "b.csv", {"code": "ev-2"}, {"code": "ev-1", "date": "2024-06"})

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, more)

    assert [("b.csv", 3, "already-here")] == refused(error)
    assert ["ev-1"] == list(desk.view.codes("event"))
    assert "2024-05" == event(desk)["date"]


def test_updating_refuses_an_unknown_code(desk: Desk, tmp_path: Path) -> None:
    """In mode update an id that is not here is an error, never a silent new record."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2024-05"}))
    more = events(tmp_path / "b.csv", {"code": "ev-1", "date": "2024-06"}, {"code": "ev-9"})

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, more, mode="update")

    assert [("b.csv", 3, "unknown-id")] == refused(error)
    assert "2024-05" == event(desk)["date"]


def test_a_reference_does_not_make_an_unknown_code_known(desk: Desk, tmp_path: Path) -> None:
    """In mode update a code that another row refers to is still an error where its row comes."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1"}))
    more = events(tmp_path / "b.csv", {"code": "ev-1", "instead": "ev-9"}, {"code": "ev-9"})

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, more, mode="update")

    assert {("b.csv", 3, "unknown-id"), ("b.csv", 2, "unknown-reference")} == set(refused(error))


def test_meeting_adds_to_what_is_here_and_makes_what_is_not(desk: Desk, tmp_path: Path) -> None:
    """In mode meet a known record keeps what it had, a new one is made."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2024-05"}))
    more = events(tmp_path / "b.csv", {"code": "ev-1", "place": "Shymkent"}, {"code": "ev-2"})

    done = take_in(desk, more, mode="meet")

    assert (1, 1) == (done.created, done.updated)
    assert "2024-05" == event(desk)["date"]
    assert "place" in event(desk)
    assert {"ev-1", "ev-2"} == set(desk.view.codes("event"))


@pytest.mark.parametrize("mode", ["add", "update", "meet"])
def test_the_same_file_twice_says_nothing_new(desk: Desk, tmp_path: Path, mode: str) -> None:
    """A file that was imported already is already here: no record, no statement is doubled."""
    rows = [
        {"code": "ev-1", "date": "2024-05", "headings": "health; family", "wording": "It rained."},
        {"code": "ev-1", "date": "2024-06"},
        {"code": "ev-2", "instead": "ev-1"},
    ]
    plan = events(tmp_path / "e.csv", *rows)
    take_in(desk, plan)
    before = desk.view.history(uid(desk, "event", "ev-1"))

    done = take_in(desk, plan, mode=mode)  # type: ignore[arg-type]

    assert (3, 0, 0, 3, 0) == (
        done.rows,
        done.created,
        done.updated,
        done.unchanged,
        done.statements,
    )
    assert before == desk.view.history(uid(desk, "event", "ev-1"))
    assert 2 == desk.view.count("event")


def test_the_same_row_twice_in_one_file_is_said_once(desk: Desk, tmp_path: Path) -> None:
    """A row copied by mistake adds no statement to what the first one said."""
    row = {"code": "ev-1", "date": "2024-05", "headings": "health"}

    done = take_in(desk, events(tmp_path / "e.csv", row, row))

    assert (2, 1, 1, 3) == (done.rows, done.created, done.unchanged, done.statements)
    assert 3 == len(desk.view.history(uid(desk, "event", "ev-1")))


def test_a_key_that_comes_back_is_a_second_account(desk: Desk, tmp_path: Path) -> None:
    """Two rows of one code stand beside each other, each said by its source; the conflict shows."""
    sources = table(tmp_path / "s.csv", SOURCES, {"code": "s-1", "title": "One"}, {"code": "s-2"})
    both = events(
        tmp_path / "e.csv",
        {"code": "ev-1", "date": "2021-05-28", "source": "s-1"},
        {"code": "ev-1", "date": "2021-05-29", "source": "s-2"},
    )

    done = take_in(desk, sources, both)

    assert 3 == done.created
    assert "c" == state(desk, "event.date")
    told = [t for t in desk.view.history(uid(desk, "event", "ev-1")) if t.property == "event.date"]
    assert [
        ("2021-05-28", uid(desk, "source", "s-1"), True),
        ("2021-05-29", uid(desk, "source", "s-2"), True),
    ] == [(t.value, t.source, t.stands) for t in told]


def test_an_update_replaces_what_the_same_source_said(desk: Desk, tmp_path: Path) -> None:
    """What another source said stays; what a person preferred among them stays preferred."""
    sources = table(tmp_path / "s.csv", SOURCES, {"code": "s-1"}, {"code": "s-2"})
    rows = [
        {"code": "ev-1", "date": "2021-05-28", "source": "s-1"},
        {"code": "ev-1", "date": "2021-05-29", "source": "s-2"},
    ]
    take_in(desk, sources, events(tmp_path / "e.csv", *rows))
    record = uid(desk, "event", "ev-1")
    second = place_of(desk, record, "event.date", "2021-05-29")
    prefer_statement(desk, record=record, statement=second, reason="a photograph shows the date")
    new = events(tmp_path / "f.csv", {"code": "ev-1", "date": "2021-05-27", "source": "s-1"})

    done = take_in(desk, new, mode="update")

    told = [t for t in desk.view.history(record) if t.property == "event.date"]
    assert [("2021-05-28", False), ("2021-05-29", True), ("2021-05-27", True)] == [
        (t.value, t.stands) for t in told if t.value.__class__ is str
    ]
    assert ("2021-05-29", "p") == (event(desk)["date"], state(desk, "event.date"))
    assert (0, 1) == (done.created, done.updated)
    assert [] == findings(desk)


def test_an_update_leaves_what_has_several_values(desk: Desk, tmp_path: Path) -> None:
    """A property that holds several values gains one; none is replaced."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "headings": "health"}))

    take_in(desk, events(tmp_path / "b.csv", {"code": "ev-1", "headings": "family"}), mode="update")

    assert ["health", "family"] == event(desk)["rubric"]


def test_two_accounts_in_an_update_stand_side_by_side(desk: Desk, tmp_path: Path) -> None:
    """Rows of one update never replace each other, whatever stood before."""
    take_in(
        desk,
        events(
            tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}, {"code": "ev-1", "date": "2022"}
        ),
    )
    rows = [{"code": "ev-1", "date": "2023"}, {"code": "ev-1", "date": "2022"}]

    take_in(desk, events(tmp_path / "b.csv", *rows), mode="update")

    told = desk.view.history(uid(desk, "event", "ev-1"))
    standing = {t.value for t in told if t.property == "event.date" and t.stands}
    assert {"2023", "2022"} == standing


def test_references_may_come_before_what_they_mean(desk: Desk, tmp_path: Path) -> None:
    """A row may name a row below it, and a file the file after it."""
    rows = [{"code": "ev-1", "instead": "ev-2", "source": "p-1"}, {"code": "ev-2", "source": "p-1"}]
    passages = table(tmp_path / "p.csv", PASSAGES, {"code": "p-1", "paragraph": "3", "of": "s-1"})
    sources = table(tmp_path / "s.csv", SOURCES, {"code": "s-1", "title": "One"})

    take_in(desk, events(tmp_path / "e.csv", *rows), passages, sources)

    assert uid(desk, "event", "ev-2") == event(desk)["told_under"]
    passage = desk.view.record(uid(desk, "passage", "p-1"))
    assert passage is not None
    assert uid(desk, "source", "s-1") == passage.get("passage.source")
    assert [] == findings(desk)


def test_a_reference_to_nothing_refuses_its_row(desk: Desk, tmp_path: Path) -> None:
    """Each row that names what is nowhere is told, with its file and line; nothing is saved."""
    first = events(tmp_path / "a.csv", {"code": "ev-1", "instead": "ev-9"}, {"code": "ev-2"})
    second = events(tmp_path / "b.csv", {"code": "ev-3", "instead": "ev-9", "source": "s-9"})

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, first, second)

    assert [("a.csv", 2, "unknown-reference"), ("b.csv", 2, "unknown-reference")] == refused(error)
    last = error.value.refused[1].fault
    assert {"ev-9", "s-9"} == {fault.facts["key"] for fault in (last, *last.also)}
    assert 0 == desk.view.count("event")


def test_two_types_may_share_a_code(desk: Desk, tmp_path: Path) -> None:
    """A code that an organisation and a group carry stays two records, whoever was named first."""
    rows = events(tmp_path / "e.csv", {"code": "ev-1", "by": "x"})
    groups = table(tmp_path / "g.csv", GROUPS, {"code": "x", "size": "30"})
    houses = table(tmp_path / "o.csv", ORGANISATIONS, {"code": "x", "title": "A house"})

    done = take_in(desk, rows, groups, houses)

    assert 3 == done.created
    assert uid(desk, "group", "x") != uid(desk, "organisation", "x")
    assert [] == findings(desk)


def test_personal_columns_are_said_in_the_identity_half(desk: Desk, tmp_path: Path) -> None:
    """Names and numbers lie in the identity circle only; the code and the band do not."""
    band = next(iter(desk.schema.vocabularies["age_band"].terms))
    row = {"code": "P-1", "name": "Sam Example", "phone": "+7 000 0000000", "band": band}

    take_in(desk, table(tmp_path / "p.csv", PEOPLE, row))

    halves: dict[str, set[str]] = {"house": set(), "casework": set(), "identity": set()}
    for kept in desk.store.log.entries():
        payload = desk.store.log.open(kept)
        assert payload is not None
        half = desk.store.half_of(read_stub(kept.stub)[0].circle)
        halves[half] |= {said.property for said in payload.statements.values()}
    assert {"person.name_in_use", "person.contact"} <= halves["identity"]
    assert {"person.code", "person.age_band"} <= halves["casework"]
    assert not {"person.name_in_use", "person.contact"} & (halves["casework"] | halves["house"])


def test_text_is_kept_in_one_unicode_form(desk: Desk, tmp_path: Path) -> None:
    """Letters written as letter and mark become one letter, in keys and in texts."""
    spelt = "Ко\u0301тибай и\u0306"
    plan = events(tmp_path / "e.csv", {"code": "ev-и\u0306", "wording": spelt})

    take_in(desk, plan)

    assert {"en": "Ко\u0301тибай \u0439"} == event(desk, "ev-\u0439")["wording"]
    assert 1 == take_in(desk, plan).unchanged


def test_a_refused_row_says_nothing_at_all(desk: Desk, tmp_path: Path) -> None:
    """With the others imported, nothing of a refused row is kept, nor what depends on it alone."""
    rows = [
        {"code": "ev-1", "date": "not a date"},
        {"code": "ev-2", "instead": "ev-1"},
        {"code": "ev-3", "instead": "ev-2"},
        {"code": "ev-4", "date": "2024"},
    ]

    done = take_in(desk, events(tmp_path / "e.csv", *rows), leave_refused=True)

    assert [2, 3, 4] == sorted(one.fault.line for one in done.refused)
    assert ["ev-4"] == list(desk.view.codes("event"))
    assert [] == findings(desk)


def test_a_fault_is_told_without_what_the_cell_said(desk: Desk, tmp_path: Path) -> None:
    """The report of refused rows has line, column and reason; no content of the cell."""
    rows = [{"code": "ev-1", "date": "Sam Example, yesterday"}, {"date": "2024"}]

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, events(tmp_path / "e.csv", *rows))

    faults = [one.fault for one in error.value.refused]
    assert [(2, "date"), (3, "code")] == [(fault.line, fault.column) for fault in faults]
    assert "Sam" not in repr(faults) + repr(error.value.facts)
    assert {"refused": 2, "rows": 2, "file": "e.csv"} == error.value.facts

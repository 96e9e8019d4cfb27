"""An import as a whole: looked at, tried dry, all or nothing, taken back, and taken in again."""

import tracemalloc
from pathlib import Path

import pytest
from tests.verbs.desks import findings, place_of, tell, uid
from tests.verbs.tables import EVENTS, PEOPLE, SOURCES, events, mapping, table, take_in

from kuager.formats.importers.errors import TooLargeError
from kuager.model.statement import retract, say
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.imports import (
    AlreadyUndoneError,
    FilePlan,
    ImportPlan,
    RowsRefusedError,
    import_file,
    look_at_file,
    preview_import,
    undo_import,
)
from kuager.verbs.papers import NotRegularFileError
from kuager.verbs.records import search_records
from kuager.verbs.table_files import FileQuestionError


def dates(desk: Desk, code: str = "ev-1") -> list[str]:
    """The dates that stand of an event, oldest first."""
    told = desk.view.history(uid(desk, "event", code))
    return [str(t.value) for t in told if t.property == "event.date" and t.stands]


def test_looking_at_a_file_names_columns_and_people(desk: Desk, tmp_path: Path) -> None:
    """Columns, the number of rows, the first rows and personal columns; nothing is saved."""
    plan = table(tmp_path / "p.csv", PEOPLE, {"code": "P-1", "phone": "+7 701 000 00 00"})
    before = desk.store.log.count

    looked = look_at_file(desk, file=plan.file)

    assert ("code", "case", "name", "phone", "band") == looked.columns
    assert 1 == looked.rows
    assert {("name", "name"), ("phone", "phone")} == {(p.column, p.kind) for p in looked.personal}
    assert before == desk.store.log.count


def test_a_dry_run_saves_nothing(desk: Desk, tmp_path: Path) -> None:
    """The log, the tables and the vault's files are as before; no import is recorded."""
    before = desk.store.log.count
    plan = ImportPlan(files=(events(tmp_path / "e.csv", {"code": "ev-1", "date": "2024"}),))

    seen = preview_import(desk, plan=plan)

    assert (1, 1, 0, 0, ()) == (seen.rows, seen.created, seen.updated, seen.unchanged, seen.refused)
    assert before == desk.store.log.count
    assert {} == desk.view.codes("event") | desk.view.codes("import")
    assert [] == findings(desk)


def test_a_dry_run_tells_row_by_row_what_would_change(desk: Desk, tmp_path: Path) -> None:
    """Each row is new, changed or the same, with the properties that would be said."""
    take_in(
        desk,
        events(
            tmp_path / "a.csv",
            {"code": "ev-1", "date": "2024-05", "wording": "It rained."},
            {"code": "ev-2", "date": "2024-06"},
        ),
    )
    rows = [
        {"code": "ev-1", "date": "2024-04", "wording": "It rained."},
        {"code": "ev-2", "date": "2024-06"},
        {"code": "ev-3", "headings": "health"},
        {"code": "ev-4", "date": "no date"},
    ]
    plan = ImportPlan(files=(events(tmp_path / "b.csv", *rows),), mode="meet")

    seen = preview_import(desk, plan=plan)

    assert [
        (2, "ev-1", "changed", ("event.date",)),
        (3, "ev-2", "same", ()),
        (4, "ev-3", "new", ("event.code", "event.rubric")),
    ] == [(d.line, d.key, d.status, d.properties) for d in seen.differences]
    assert [(5, "date")] == [(one.fault.line, one.fault.column) for one in seen.refused]
    assert (4, 1, 1, 1) == (seen.rows, seen.created, seen.updated, seen.unchanged)


def test_a_dry_run_and_the_import_count_alike(desk: Desk, tmp_path: Path) -> None:
    """What the dry run says of an update is what the update then does."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}, {"code": "ev-2"}))
    rows = [{"code": "ev-1", "date": "2022"}, {"code": "ev-1", "date": "2023"}, {"code": "ev-2"}]
    plan = ImportPlan(files=(events(tmp_path / "b.csv", *rows),), mode="update")

    seen, done = preview_import(desk, plan=plan), import_file(desk, plan=plan)

    assert (seen.rows, seen.created, seen.updated, seen.unchanged) == (
        done.rows,
        done.created,
        done.updated,
        done.unchanged,
    )
    assert ["2022", "2023"] == dates(desk)


def test_all_rows_or_none(desk: Desk, tmp_path: Path) -> None:
    """One refused row in the last of many files, and nothing of any file is saved."""
    good = [{"code": f"ev-{n}", "date": "2024"} for n in range(3000)]
    before = desk.store.log.count
    files = (
        events(tmp_path / "a.csv", *good),
        events(tmp_path / "b.csv", {"code": "ev-x", "date": "31.31.2024"}),
    )

    with pytest.raises(RowsRefusedError) as error:
        take_in(desk, *files)

    assert {"refused": 1, "rows": 3001, "file": "2 files"} == error.value.facts
    assert before == desk.store.log.count
    assert {} == desk.view.codes("event")
    assert [] == findings(desk)


def test_the_good_rows_may_be_taken_without_the_others(desk: Desk, tmp_path: Path) -> None:
    """Asked to leave refused rows, an import takes the others and says which it left."""
    rows = [{"code": "ev-1"}, {"code": "ev-2", "date": "x"}, {"code": "ev-3", "instead": "ev-1"}]

    done = take_in(desk, events(tmp_path / "e.csv", *rows), leave_refused=True)

    assert [("e.csv", 3)] == [(one.file, one.fault.line) for one in done.refused]
    assert {"ev-1", "ev-3"} == set(desk.view.codes("event"))
    record = desk.view.record(uid(desk, "import", done.code))
    assert record is not None
    assert (3, 1, 2) == tuple(record.get(f"import.{n}") for n in ("rows", "refused", "created"))


def test_an_open_question_is_asked_before_a_row_is_read(desk: Desk, tmp_path: Path) -> None:
    """A file whose encoding was guessed is not imported until somebody confirmed the guess."""
    path = tmp_path / "e.csv"
    path.write_bytes("code;wording\nev-1;Шёл дождь, долго и сильно\n".encode("cp1251"))
    found = mapping(
        "mapping: m\ntype: event\nkey: code\ncolumns:\n"
        "  wording: {property: event.wording, language: ru}\n"
    )

    with pytest.raises(FileQuestionError):
        take_in(desk, FilePlan(file=path, mapping=found))

    looked = look_at_file(desk, file=path)
    assert {"encoding"} <= {question.ask for question in looked.questions}
    assert {} == desk.view.codes("event")


def test_a_file_too_large_is_refused_unread(desk: Desk, tmp_path: Path) -> None:
    """The size is looked at before a byte is read, so no memory is asked for."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(600 << 20)
    tracemalloc.start()

    with pytest.raises(TooLargeError):
        look_at_file(desk, file=path)
    with pytest.raises(TooLargeError):
        take_in(desk, FilePlan(file=path, mapping=mapping(EVENTS)))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 << 20


def test_only_regular_files_are_read(desk: Desk, tmp_path: Path) -> None:
    """A folder where a file should be is refused in words."""
    with pytest.raises(NotRegularFileError):
        look_at_file(desk, file=tmp_path)


def test_undoing_an_import_takes_all_of_it_back(desk: Desk, tmp_path: Path) -> None:
    """Records, texts and codes are gone from everything that is shown; the log keeps them."""
    done = take_in(
        desk,
        events(tmp_path / "e.csv", {"code": "ev-1", "wording": "Unwetter über der Stadt"}),
        table(tmp_path / "p.csv", PEOPLE, {"code": "P-1", "name": "Sam Example"}),
    )

    undone = undo_import(desk, code=done.code)

    assert done.code == undone.code
    assert {} == desk.view.codes("event") | desk.view.codes("person")
    assert (0, 0) == (desk.view.count("event"), desk.view.count("person"))
    assert [] == search_records(desk, text="Unwetter") + search_records(desk, text="Sam Example")
    with pytest.raises(UnknownRecordError):
        desk.find(("event",), "ev-1")
    assert [] == findings(desk)


def test_an_import_is_undone_once(desk: Desk, tmp_path: Path) -> None:
    """Its record stays, with the day on which it was taken back; a second time is an error."""
    done = take_in(desk, events(tmp_path / "e.csv", {"code": "ev-1"}))
    undo_import(desk, code=done.code)

    record = desk.view.record(uid(desk, "import", done.code))

    assert record is not None
    assert "2025-03-01" == record.get("import.undone_on")
    with pytest.raises(AlreadyUndoneError):
        undo_import(desk, code=done.code)


def test_importing_again_after_undoing(desk: Desk, tmp_path: Path) -> None:
    """A file whose import was taken back is new again, under the same codes."""
    plan = events(tmp_path / "e.csv", {"code": "ev-1", "date": "2024"}, {"code": "ev-2"})
    first = take_in(desk, plan)
    undo_import(desk, code=first.code)

    again = take_in(desk, plan)

    assert (2, first.code != again.code) == (again.created, True)
    assert (["2024"], 2) == (dates(desk), desk.view.count("event"))
    assert [] == findings(desk)


def test_undoing_the_first_of_two_imports_of_one_record(desk: Desk, tmp_path: Path) -> None:
    """What the second import said stays and is still found by the code."""
    first = take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}))
    take_in(desk, events(tmp_path / "b.csv", {"code": "ev-1", "date": "2022"}), mode="meet")

    undo_import(desk, code=first.code)

    assert ["2022"] == dates(desk)
    assert 1 == desk.view.count("event")
    assert [] == findings(desk)


def test_undoing_the_second_of_two_imports_of_one_record(desk: Desk, tmp_path: Path) -> None:
    """What the first import said stays."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}))
    second = take_in(
        desk, events(tmp_path / "b.csv", {"code": "ev-1", "date": "2022"}), mode="meet"
    )

    undo_import(desk, code=second.code)

    assert ["2021"] == dates(desk)
    assert [] == findings(desk)


def test_undoing_an_update_brings_back_what_it_replaced(desk: Desk, tmp_path: Path) -> None:
    """The values that stood before the update stand again, said by the same source."""
    sources = table(tmp_path / "s.csv", SOURCES, {"code": "s-1"})
    rows = {"code": "ev-1", "date": "2021", "source": "s-1"}, {"code": "ev-2", "date": "2020"}
    take_in(desk, sources, events(tmp_path / "a.csv", *rows))
    newer = {"code": "ev-1", "date": "2022", "source": "s-1"}
    update = take_in(desk, events(tmp_path / "b.csv", newer), mode="update")

    undo_import(desk, code=update.code)

    record = uid(desk, "event", "ev-1")
    standing = [t for t in desk.view.history(record) if t.property == "event.date" and t.stands]
    assert [("2021", uid(desk, "source", "s-1"))] == [(t.value, t.source) for t in standing]
    assert (["2020"], 2) == (dates(desk, "ev-2"), desk.view.count("event"))
    assert [] == findings(desk)


def test_undoing_an_update_that_was_updated_since(desk: Desk, tmp_path: Path) -> None:
    """What came later stays; when that too is taken back, the first value stands again."""
    take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}))
    updates = [
        take_in(desk, events(tmp_path / f"{y}.csv", {"code": "ev-1", "date": y}), mode="update")
        for y in ("2022", "2023")
    ]

    undo_import(desk, code=updates[0].code)
    assert ["2023"] == dates(desk)

    undo_import(desk, code=updates[1].code)
    assert ["2021"] == dates(desk)


def test_undoing_an_update_brings_nothing_back_that_was_undone_too(
    desk: Desk, tmp_path: Path
) -> None:
    """With both imports taken back, nothing of the record is left."""
    first = take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}))
    newer = events(tmp_path / "b.csv", {"code": "ev-1", "date": "2022"})
    update = take_in(desk, newer, mode="update")

    undo_import(desk, code=first.code)
    undo_import(desk, code=update.code)

    assert {} == desk.view.codes("event")
    assert 0 == desk.view.count("event")
    assert [] == findings(desk)


def test_undoing_leaves_what_a_person_said(desk: Desk, tmp_path: Path) -> None:
    """A remark and a withdrawal made by hand stay made."""
    done = take_in(desk, events(tmp_path / "a.csv", {"code": "ev-1", "date": "2021"}))
    record = uid(desk, "event", "ev-1")
    tell(desk, say(record, "event.remarks", "ask again"))
    tell(desk, retract(record, "event.date", place_of(desk, record, "event.date", "2021")))

    undo_import(desk, code=done.code)

    left = desk.view.record(record)
    assert left is not None
    assert {"event.remarks"} == set(left.cells)
    assert [] == findings(desk)


@pytest.mark.full
@pytest.mark.parametrize("rows", [20_000])
def test_memory_does_not_grow_with_the_file(desk: Desk, tmp_path: Path, rows: int) -> None:
    """Twenty thousand rows need a few portions' worth of memory, not all of them at once."""
    wording = "The council listened, and answered nothing at all. " * 6
    plan = events(
        tmp_path / "e.csv",
        *({"code": f"ev-{n}", "date": "2024-05", "wording": f"{n} {wording}"} for n in range(rows)),
    )
    size = plan.file.stat().st_size
    tracemalloc.start()

    done = take_in(desk, plan)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows == done.created
    assert peak < size + (60 << 20)

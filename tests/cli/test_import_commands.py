"""Tables in: looked at, asked about, said all at once or not at all, and taken back."""

import csv
import json
import os
import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.cli.house import House
from tests.cli.small_commands import IS_POSIX, ROOT

EXAMPLE = ROOT / "examples" / "kazakhstan-2020-2024"
MAPPING = """
mapping: events
type: event
key: code
columns:
  date: {property: event.date, said: event.date_said}
  place: {property: event.place, said: event.place_said}
  kind: event.kind
"""
GOOD = "code,date,place,kind\nE-1,2024-03-01,Almaty,incident\nE-2,2024-04,Astana,speech\n"
BAD = "code,date,place,kind\nE-1,2024-03-01,Almaty,incident\nE-2,2024-04,Astana,nonsense\n"
WITH_PEOPLE = (
    "code;Date;Place;Kind of event;Phone;note\nE-1;2024-03;Almaty;incident;+7 701 123 45 67;x\n"
)


def table(folder: Path, text: str, *, name: str = "events.csv", encoding: str = "utf-8") -> Path:
    """A table in a file, and a mapping beside it."""
    (folder / "events.yaml").write_text(MAPPING, "utf-8")
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def imported(house: House, folder: Path, text: str, *more: str, code: int = 0) -> str:
    """Import a table with the mapping, without a question; gives what was said."""
    mapping = ("--mapping", folder / "events.yaml")
    said = house("import", table(folder, text), *mapping, "--yes", *more, code=code)
    return said.out + said.err


def test_a_table_is_imported_and_its_original_pointed_out(house: House, tmp_path: Path) -> None:
    """The records are there, and it is said that the file still lies open."""
    said = imported(house, tmp_path, GOOD)

    assert "New records: 2" in said
    assert f"still lies open where it was, for anyone to read: {tmp_path}" in said
    assert [one["event.code"] for one in house.json("list", "event")] == ["E-1", "E-2"]


def test_nothing_is_saved_before_a_yes(house: House, tmp_path: Path) -> None:
    """No leaves the vault as it was; yes imports."""
    arguments = ("import", table(tmp_path, GOOD), "--mapping", tmp_path / "events.yaml")
    refused = house(*arguments, typed="no\n", code=3)

    assert "New records: 2" in refused.out
    assert house.json("list", "event") == []
    house(*arguments, typed="yes\n")
    assert len(house.json("list", "event")) == 2


def test_a_dry_run_shows_row_by_row_and_saves_nothing(house: House, tmp_path: Path) -> None:
    """New, changed and the same, each with its line and properties; never a value."""
    imported(house, tmp_path, GOOD)
    more = GOOD.replace("2024-04", "2024-05") + "E-3,2024-06,Almaty,incident\n"
    entries = house.json("status")["entries"]
    arguments = ("--mapping", tmp_path / "events.yaml", "--mode", "meet", "--dry-run")
    seen = house.json("import", table(tmp_path, more), *arguments)

    assert [(one["line"], one["status"]) for one in seen["differences"]] == [
        (2, "same"),
        (3, "changed"),
        (4, "new"),
    ]
    said = house("import", tmp_path / "events.csv", *arguments).out
    assert "nothing was saved" in said
    assert "2024-06" not in said
    assert house.json("status")["entries"] == entries


def test_all_rows_or_none(house: House, tmp_path: Path) -> None:
    """One bad row refuses the whole, with line, column and reason, and no content."""
    said = imported(house, tmp_path, BAD, code=2)

    assert "kind" in said
    assert "not a word of the list “Kinds of event”" in said
    assert "1 of 2 rows of events.csv were refused" in said
    assert "nonsense" not in said
    assert house.json("list", "event") == []


def test_good_rows_may_go_in_and_the_others_into_a_list(house: House, tmp_path: Path) -> None:
    """The list of refused rows is a table of its own, never written over something."""
    refused = tmp_path / "refused.csv"
    imported(house, tmp_path, BAD, "--leave-refused", "--refused-to", str(refused))
    rows = list(csv.reader(refused.read_text("utf-8-sig").splitlines()))

    assert [one["event.code"] for one in house.json("list", "event")] == ["E-1"]
    assert rows[0] == ["File", "Line", "Column", "Reason"]
    assert rows[1][:3] == ["events.csv", "3", "kind"]
    if os.name == "posix":
        assert refused.stat().st_mode & 0o077 == 0
    again = imported(house, tmp_path, BAD, "--refused-to", str(refused), code=3)
    assert "There is something at" in again


def test_the_same_table_twice_adds_nothing(house: House, tmp_path: Path) -> None:
    """What is here already is told, and not said twice."""
    imported(house, tmp_path, GOOD)

    assert "New records: 0, changed: 0, with nothing new: 2" in imported(house, tmp_path, GOOD)


def test_an_update_refuses_an_unknown_code(house: House, tmp_path: Path) -> None:
    """A slip in a code is an error, never a silent new record."""
    imported(house, tmp_path, GOOD)
    said = imported(house, tmp_path, GOOD.replace("E-2", "E-22"), "--mode", "update", code=2)

    assert "there is no record with the code E-22" in said


def test_a_whole_import_is_taken_back_once(house: House, tmp_path: Path) -> None:
    """Its records are gone from every list; a second time is refused."""
    imported(house, tmp_path, GOOD)

    assert house("undo", "I-1").out.startswith("The import I-1 is taken back")
    assert house.json("list", "event") == []
    assert house("undo", "I-1", code=9).err != ""
    assert house("undo", "I-7", code=8).err != ""


def test_a_folder_is_one_import_and_meets_what_is_there(house: House) -> None:
    """Each table with the mapping of its name; the halves of one kind meet, nothing is asked."""
    done = house("import", EXAMPLE, "--yes", "--json").value

    assert done["code"] == "I-1"
    assert done["refused"] == []
    assert done["created"] > 1000
    house("undo", "I-1")
    assert house.json("list", "event") == []


def test_a_folder_needs_a_mapping_for_each_table(house: House, tmp_path: Path) -> None:
    """The table that has none is named, and so is the name a mapping should have."""
    folder = tmp_path / "tables"
    shutil.copytree(EXAMPLE, folder)
    (folder / "letters-a.csv").write_text("code\nL-1\n")
    said = house("import", folder, "--yes", code=2)

    assert "letters-a.csv" in said.err
    assert "letters.yaml" in said.err
    (tmp_path / "empty").mkdir()
    assert "no CSV or Excel file" in house("import", tmp_path / "empty", code=2).err


def test_a_mapping_is_suggested_and_confirmed_column_by_column(
    house: House, tmp_path: Path
) -> None:
    """What is not known is asked; a personal column is told and goes to the identity half."""
    (tmp_path / "people.csv").write_text(WITH_PEOPLE, "utf-8")
    answers = ["yes", "remarks", "", "yes", "yes"]
    said = house("import", tmp_path / "people.csv", typed="\n".join(answers) + "\n")
    values = house.json("show", "E-1")["values"]

    assert "“Phone” looks as if it held telephone numbers" in said.out
    assert "Remarks (identity half)" in said.out
    assert values["event.remarks"] == "+7 701 123 45 67"
    assert "x" not in values.values()


def test_a_personal_column_goes_nowhere_else(house: House, tmp_path: Path) -> None:
    """A property that colleagues without the identity key can read is refused for it."""
    (tmp_path / "people.csv").write_text(WITH_PEOPLE, "utf-8")
    answers = ["yes", "rubric", "nothing", "", "", "yes", "yes"]
    said = house("import", tmp_path / "people.csv", typed="\n".join(answers) + "\n")

    assert "Colleagues without the identity key could read it" in said.err
    assert "There is no such property" in said.err
    values = house.json("show", "E-1")["values"]
    assert {"event.code", "event.date"} <= values.keys()
    assert "+7 701 123 45 67" not in values.values()


def test_a_column_of_names_is_asked_about_and_goes_to_nothing_public(
    house: House, tmp_path: Path
) -> None:
    """A name in a table of events is nobody's public name: nothing typed leaves it out."""
    people = "code,date,place,kind,name\nE-1,2024-03,Almaty,incident,Иванова Анна Петровна\n"
    (tmp_path / "people.csv").write_text(people, "utf-8")
    answers = ["yes", "rubric", "", "yes", "yes"]
    said = house("import", tmp_path / "people.csv", typed="\n".join(answers) + "\n")

    assert "“name” looks as if it held names of people" in said.out
    assert "Colleagues without the identity key could read it" in said.err
    assert "Иванова" not in json.dumps(house.json("show", "E-1"), ensure_ascii=False)


def test_what_tells_who_somebody_is_becomes_no_code_unasked(house: House, tmp_path: Path) -> None:
    """Everybody reads the codes: a column of telephone numbers is not taken for one."""
    people = "id,nr,date,place,kind\n87012345678,E-1,2024-03,Almaty,incident\n"
    (tmp_path / "people.csv").write_text(people, "utf-8")
    answers = ["yes", "id", "no", "nr", "", "yes", "yes"]
    house("import", tmp_path / "people.csv", typed="\n".join(answers) + "\n")

    assert house.json("show", "E-1")["code"] == "E-1"
    assert "87012345678" not in json.dumps(house.json("show", "E-1"))


def test_a_month_that_no_calendar_has_refuses_the_row(house: House, tmp_path: Path) -> None:
    """Even where the words are kept beside the value."""
    said = imported(house, tmp_path, GOOD.replace("2024-04", "2021-13"), code=2)

    assert "no such day or month" in said
    assert house.json("list", "event") == []


def test_words_that_are_no_date_are_kept_and_counted(house: House, tmp_path: Path) -> None:
    """A date with two readings is never guessed; the person is told that there is none."""
    said = imported(house, tmp_path, GOOD.replace("2024-04", "03/04/2024"))
    seen = house.json("show", "E-2")["values"]

    assert "Rows of which only the words of “Date” are kept, without a value: 1." in said
    assert (seen["event.date_said"], "event.date" in seen) == ("03/04/2024", False)


def test_a_wrongly_guessed_type_imports_nothing(house: House, tmp_path: Path) -> None:
    """No to the first question ends it, with the way to say the type."""
    said = house("import", table(tmp_path, GOOD), typed="no\n", code=3)

    assert "--save-mapping" in said.err
    assert house.json("list", "event") == []


def test_a_saved_mapping_imports_nothing(house: House, tmp_path: Path) -> None:
    """It is written for a person to mend, says what it leaves open, and is never written over."""
    source, saved = table(tmp_path, "code,date,thing\nE-1,2024,x\n"), tmp_path / "saved.yaml"
    said = house("import", source, "--save-mapping", saved)

    assert "says nothing yet of these columns: thing" in said.out
    assert saved.read_text("utf-8").startswith("mapping: ")
    assert house.json("list", "event") == []
    house("import", source, "--save-mapping", saved, code=3)
    assert "column-not-mapped" in house("import", source, "--mapping", saved, code=65).err


def test_a_mapping_that_would_show_people_is_asked_about(house: House, tmp_path: Path) -> None:
    """No stops the import; yes is the person's word that the column names nobody."""
    (tmp_path / "m.yaml").write_text(
        "mapping: m\ntype: person\nkey: code\ncolumns: {Phone: person.pseudonym}\n"
    )
    (tmp_path / "p.csv").write_text("code,Phone\nP-1,+7 701 123 45 67\n")
    arguments = ("import", tmp_path / "p.csv", "--mapping", tmp_path / "m.yaml", "--yes")
    house(*arguments, typed="no\n", code=3)

    assert house.json("list", "person") == []
    house(*arguments, typed="yes\n")
    assert len(house.json("list", "person")) == 1


def test_a_mapping_that_sends_people_to_the_identity_half_is_not_asked_about(
    house: House, tmp_path: Path
) -> None:
    """It is told; no answer is wanted."""
    (tmp_path / "m.yaml").write_text(
        "mapping: m\ntype: person\nkey: code\ncolumns: {Phone: person.contact}\n"
    )
    (tmp_path / "p.csv").write_text("code,Phone\nP-1,+7 701 123 45 67\n")
    arguments = ("import", tmp_path / "p.csv", "--mapping", tmp_path / "m.yaml", "--yes")

    assert "(telephone numbers) goes to the identity half" in house(*arguments).out
    assert house.json("show", "P-1")["values"]["person.contact"] == ["+7 701 123 45 67"]


@pytest.mark.parametrize(
    ("encoding", "number"), [("cp1251", "1"), ("utf-16-le", "1")], ids=["cp1251", "utf-16"]
)
def test_a_guessed_encoding_is_confirmed_after_a_look(
    house: House, tmp_path: Path, encoding: str, number: str
) -> None:
    """The first rows are shown as they would be read; nothing is taken before the answer."""
    text = "код;Дата;Место;Вид события\nE-1;2024-03;Алматы;Происшествие\nE-2;2023;Шымкент;\n"
    source = table(tmp_path, text, name="ru.csv", encoding=encoding)
    mapping = tmp_path / "ru.yaml"
    mapping.write_text(
        "mapping: ru\ntype: event\nkey: код\n"
        "columns: {Дата: event.date, Место: event.place}\nignore: [Вид события]\n",
        "utf-8",
    )
    arguments = ("import", source, "--mapping", mapping, "--yes")
    said = house(*arguments, typed=f"{number}\n")

    if "Which one" in said.err or "letters look like" in said.err:
        assert "Алматы" in said.out
        assert "Алматы" in house(*arguments, typed="", code=2).out
    assert len(house.json("list", "event")) == 2


def test_an_encoding_that_was_said_is_not_asked(house: House, tmp_path: Path) -> None:
    """A wrong one is refused by line."""
    text = "code,date,place,kind\nE-1,2024-03-01,Алматы,incident\n"
    source = table(tmp_path, text, encoding="cp1251")
    arguments = ("import", source, "--mapping", tmp_path / "events.yaml", "--yes", "--encoding")

    assert "Line 2 does not fit" in house(*arguments, "utf-8", code=65).err
    house(*arguments, "cp1251")
    assert house.json("list", "event")[0]["event.place"] == "Almaty"


def test_the_first_rows_may_be_a_title(house: House, tmp_path: Path) -> None:
    """The line with the names of the columns is asked, or said."""
    source = table(tmp_path, f"Our events\n\n{GOOD}")
    arguments = ("import", source, "--mapping", tmp_path / "events.yaml", "--yes")

    assert "seem to stand in line 3" in house(*arguments, typed="nothing\n", code=2).err
    house(*arguments, "--header-line", "3")
    assert len(house.json("list", "event")) == 2


def test_one_sheet_of_a_workbook_is_meant(house: House, tmp_path: Path) -> None:
    """By number or name; without it the import asks for it, and reads nothing."""
    book = openpyxl.Workbook()
    book.active.append(["nothing", "here"])
    second = book.create_sheet("Second")
    for row in csv.reader(GOOD.splitlines()):
        second.append(row)
    book.save(tmp_path / "book.xlsx")
    table(tmp_path, GOOD)
    arguments = ("import", tmp_path / "book.xlsx", "--mapping", tmp_path / "events.yaml", "--yes")

    assert "has 2 sheets" in house(*arguments, code=2).err
    house(*arguments, "--sheet", "3", code=2)
    assert house.json(*arguments, "--sheet", "2")["created"] == 2
    assert house.json(*arguments, "--sheet", "Second")["unchanged"] == 2


@IS_POSIX
def test_what_is_no_file_is_not_read(house: House, tmp_path: Path) -> None:
    """A pipe that would never end, a file that is not there, a folder without tables."""
    os.mkfifo(tmp_path / "pipe.csv")
    said = house("import", tmp_path / "pipe.csv", code=2)

    assert "not a regular file" in said.err
    assert "no file or folder" in house("import", tmp_path / "none.csv", code=2).err

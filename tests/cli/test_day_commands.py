"""The day and the ladder on the command line: codes, days and marks, in words and as JSON."""

from pathlib import Path

import pytest
from tests.cli.house import House

from kuager.cli import days
from kuager.verbs.needs import KINDS
from kuager.web import home_words

TABLES = {
    "proceedings": (
        (
            "mapping: proceedings\ntype: proceeding\nkey: code\n"
            "columns: {kind: proceeding.kind, ladder: proceeding.ladder}\n"
        ),
        "code,kind,ladder\nPR-1,complaint,kz-crime\n",
    ),
    "steps": (
        (
            "mapping: steps\ntype: step\nkey: code\ncolumns:\n"
            "  of: {property: step.proceeding, reference: proceeding}\n"
            "  rung: step.rung\n  kind: step.kind\n  outcome: step.outcome\n  date: step.date\n"
        ),
        (
            "code,of,rung,kind,outcome,date\n"
            "ST-1,PR-1,police,refused,refused,2024-03-01\n"
            "ST-2,PR-1,prosecutor,filed,submitted,2024-03-04\n"
        ),
    ),
}


@pytest.fixture
def complaint(house: House, tmp_path: Path) -> House:
    """A house with a complaint that the prosecutor has not answered for long."""
    folder = tmp_path / "tables"
    (folder / "mappings").mkdir(parents=True)
    for name, (mapping, table) in TABLES.items():
        (folder / f"{name}.csv").write_text(table)
        (folder / "mappings" / f"{name}.yaml").write_text(mapping)
    house("import", folder, "--yes")
    return house


def test_an_empty_day_says_so(house: House) -> None:
    """One sentence, and an empty list for a script."""
    assert "Nothing waits" in house("today").out
    assert house.json("today") == []


def test_the_day_tells_what_is_late(complaint: House) -> None:
    """The code, the rung, the day and the mark of the rule."""
    said = complaint("today").out

    assert "PR-1" in said
    assert "Prosecutor of the district or city" in said
    assert "2024-03-19" in said
    assert "From memory" in said


def test_the_day_as_json(complaint: House) -> None:
    """With the id of the rule and its mark."""
    (late,) = [one for one in complaint.json("today") if one["kind"] == "late"]

    assert (late["code"], late["what"], late["rule"], late["mark"]) == (
        "PR-1",
        "prosecutor",
        "kz-prosecutor-answer",
        "memory",
    )


def test_a_ladder_is_shown_rung_by_rung(complaint: House) -> None:
    """Every rung, those without a step too."""
    said = complaint("ladder", "PR-1").out
    told = complaint.json("ladder", "PR-1")

    assert "Tried to report" in said
    assert "Investigating judge" in said
    assert [rung["state"] for rung in told["rungs"]][:2] == ["ended", "waiting"]
    assert told["rungs"][1]["steps"] == ["ST-2"]


def test_a_ladder_that_is_not_there(house: House) -> None:
    """One sentence and the exit code of an unknown record."""
    assert "PR-9" in house("ladder", "PR-9", code=8).err


def test_a_document_that_is_due_is_told(house: House) -> None:
    """By its code and day; the day is long over for whoever runs this."""
    facts = ("--fact", "country=KAZ", "--fact", "period=2023", "--fact", "due_on=2024-01-31")
    house("report", "new", "annual-review", *facts)
    said = house("today").out

    assert "document due" in said
    assert "DOC-1" in said
    assert "2024-01-31" in said


def test_every_kind_of_need_has_words_at_both_doors() -> None:
    """A new kind that one door cannot name would end its page or its command."""
    assert set(days._KINDS) == set(KINDS) == set(home_words._TITLES)

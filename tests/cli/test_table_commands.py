"""Tables on the command line: what is asked in codes, and answered in words or in JSON."""

import sys
from pathlib import Path

import pytest
from tests.cli.house import House

EVENTS = """code,kind,date
E-1,incident,2024-02-01
E-2,incident,2024-05
E-3,speech,2024-06-01
E-4,situation,2024-07-01
E-5,incident,2024-12-31~
"""
MAPPING = "mapping: e\ntype: event\nkey: code\ncolumns: {kind: event.kind, date: event.date}\n"


@pytest.fixture
def counted(house: House, tmp_path: Path) -> House:
    """A house with five events, one of them a situation."""
    folder = tmp_path / "events"
    (folder / "mappings").mkdir(parents=True)
    (folder / "e.csv").write_text(EVENTS)
    (folder / "mappings" / "e.yaml").write_text(MAPPING)
    house("import", folder, "--yes")
    return house


def test_a_table_is_answered_whole_in_json(counted: House) -> None:
    """A situation is not counted; what may lie outside the period stands apart."""
    found = counted.json(
        "table", "ask", "--by", "event.kind", "--from", "2024-01-01", "--to", "2024-12-31"
    )

    cells = {tuple(cell["key"]): (cell["sure"], cell["possibly"]) for cell in found["cells"]}
    assert cells == {("*",): (3, 1), ("incident",): (2, 1), ("speech",): (1, 0)}
    assert found["question"] == (
        "unit=event&by=event.kind&clock=incident&from=2024-01-01&to=2024-12-31"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "incident"), ("ru", "Возможно, в этот период"), ("kk", "Осы кезеңде болуы мүмкін")],
)
def test_a_table_is_shown_in_the_persons_language(
    counted: House, language: str, words: str
) -> None:
    """The labels are those of the lists, the words beside the number those of the language."""
    said = counted("table", "ask", "--by", "event.kind", "--lang", language).out

    assert words.casefold() in said.casefold()


def test_a_choice_is_no_sentence(counted: House) -> None:
    """What is typed after --where is a property and codes; anything else is not repeated."""
    said = counted("table", "ask", "--where", "somebody's name", code=2)

    assert "somebody" not in said.err


def test_a_table_is_saved_listed_asked_again_and_dropped(counted: House) -> None:
    """The same question gives the same answer, by its codes or by the code it was saved under."""
    question = ("--unit", "event", "--by", "event.kind", "--where", "event.kind=incident,speech")
    code = counted.json("table", "save", *question, typed="Incidents and speech\n")["code"]

    assert counted.json("table", "list") == [
        {
            "code": code,
            "name": "Incidents and speech",
            "question": "unit=event&by=event.kind&clock=incident&event.kind=incident,speech",
        }
    ]
    again = counted.json("table", "ask", "--saved", code)
    assert again == counted.json("table", "ask", *question)

    counted("table", "drop", code)
    assert counted.json("table", "list") == []
    assert counted("table", "ask", "--saved", code, code=8).out == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "“Harm”"), ("ru", "«Вред»"), ("kk", "«Келтірілген зиян»")],
)
def test_a_refusal_names_things_as_the_person_does(
    counted: House, language: str, words: str
) -> None:
    """Why units cannot be mixed is said with labels, not with names of properties."""
    said = counted(
        "table", "ask", "--unit", "intervention", "--by", "act.harm", "--lang", language, code=2
    )

    assert "act.harm" not in said.err
    assert words.strip("“”«»") in said.err


def test_duckdb_counts_the_same(counted: House) -> None:
    """With the extra installed, the answer of another engine is the same to the letter."""
    asked = ("table", "ask", "--by", "event.kind", "--by", "event.date", "--to", "2024-12-31")

    assert counted(*asked, "--engine", "duckdb").out == counted(*asked).out


def test_an_engine_that_is_not_installed_is_named(
    counted: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the extra a sentence says what to do; without the option everything is counted."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    refused = counted("table", "ask", "--by", "event.kind", "--engine", "duckdb", code=2)

    assert "duckdb" in refused.err
    assert "Nothing was counted" in refused.err
    assert counted("table", "ask", "--by", "event.kind").out


def test_a_share_is_told_of_a_base_of_twenty(house: House, tmp_path: Path) -> None:
    """Beside each number stands its share of the base; of a small base none is told."""
    folder = tmp_path / "many"
    (folder / "mappings").mkdir(parents=True)
    kinds = ["incident"] * 15 + ["speech"] * 5
    lines = [f"E-{n},{kind},2024-02-01\n" for n, kind in enumerate(kinds)]
    (folder / "e.csv").write_text("code,kind,date\n" + "".join(lines))
    (folder / "mappings" / "e.yaml").write_text(MAPPING)
    house("import", folder, "--yes")

    assert "75%" in house("table", "ask", "--by", "event.kind").out
    few = house("table", "ask", "--by", "event.kind", "--where", "event.kind=speech").out
    assert "%" not in few

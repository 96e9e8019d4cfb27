"""Figures on the command line: kept, listed, shown, said and explained."""

import pytest
from tests.cli.house import House

FILES = {
    "c.csv": "code\n" + "".join(f"K-{n}\n" for n in range(1, 25)),
    "e.csv": "code,kind,date,place,case\n"
    + "".join(
        f"E-{n},incident,2024-05,{'KZ-75' if n < 18 else 'KZ-71'},K-{n}\n" for n in range(1, 25)
    ),
    "c.yaml": "mapping: c\ntype: case\nkey: code\n",
    "e.yaml": "mapping: e\ntype: event\nkey: code\ncolumns: {kind: event.kind, date: event.date, "
    "place: event.place, case: {property: event.case, reference: case}}\n",
}
ASKED = ("--by", "event.place@region", "--from", "2024-01-01", "--to", "2024-12-31")
NUMBER = (*ASKED, "--cell", "KZ-75")


@pytest.fixture
def counted(house: House) -> House:
    """Twenty-four events of May 2024 in two regions, seventeen of them in one."""
    house.take(FILES)
    return house


def test_a_number_is_kept_and_said(counted: House) -> None:
    """The sentence is there at once, with part, base, share and period."""
    said = counted("figure", "make", *NUMBER)

    assert "Kept as F-1." in said.out
    assert "in 17 of the 24 events (71%) documented by us that happened in 2024." in said.out


def test_figures_are_listed(counted: House) -> None:
    """Newest first; in JSON with question and cell as codes."""
    counted("figure", "make", *NUMBER)
    counted("figure", "make", *ASKED, "--cell", "all")

    [newest, oldest] = counted.json("figure", "list")

    assert ("F-2", "*", 24) == (newest["code"], newest["cell"], newest["number"]["sure"])
    assert ("F-1", "KZ-75", 17) == (oldest["code"], oldest["cell"], oldest["number"]["sure"])
    assert "F-1" in counted("figure", "list").out


def test_a_figure_is_shown_with_what_stands_behind(counted: House) -> None:
    """Codes of the records in the cell and in the base, remarks, and that nobody else said so."""
    counted("figure", "make", *NUMBER)

    said = counted("figure", "show", "F-1").out
    shown = counted.json("figure", "show", "F-1")

    assert "in the number: E-1, " in said
    assert "not everything that happened" in said
    assert "No collection says how this was gathered" in said
    assert "Of others no claim about this is recorded." in said
    assert (17, 7) == (len(shown["behind"]["in_cell"]), len(shown["behind"]["in_base"]))
    assert 64 == len(shown["digest"])


def test_a_figure_is_said_in_three_languages(counted: House) -> None:
    """With the right numerals and endings."""
    counted("figure", "make", *NUMBER)

    said = counted.json("figure", "say", "F-1")

    blank = "\u00a0"
    assert "in 17 of the 24 events (71%)" in said["en"]
    assert f"в 17 из 24 событий (71{blank}%) за 2024 год, задокументированных нами." in said["ru"]
    assert f"24 оқиғаның 17-сінде (71{blank}%)." in said["kk"]
    assert ["ru"] == list(counted.json("figure", "say", "F-1", "--in", "ru"))


def test_the_sentence_is_changed_and_taken_back(counted: House) -> None:
    """Typed when asked, never an argument; an empty one takes it away."""
    counted("figure", "make", *NUMBER)
    own = "Seventeen of twenty-four happened in one city."

    said = counted("figure", "say", "F-1", "--in", "en", "--own", typed=f"{own}\n")

    assert own in said.out
    assert {"en": own} == counted.json("figure", "show", "F-1")["wording"]
    counted("figure", "say", "F-1", "--in", "en", "--own", typed="\n")
    assert {} == counted.json("figure", "show", "F-1")["wording"]


def test_what_has_changed_is_explained(counted: House) -> None:
    """16 of 17 stand, 1 erased: nothing more is said of it."""
    counted("figure", "make", *NUMBER)
    said = counted("figure", "explain", "F-1").out
    assert "17 of 17 records behind it stand." in said
    assert "The records are the same" in said

    typed = "K-3\n"
    asked = counted("erase", "K-3", "--reason", "asked-by-person", typed=typed)
    assert "Figures that stay, and whose lists forget it: F-1" in asked.out

    said = counted("figure", "explain", "F-1").out
    assert "16 of 17 records behind it stand. Erased: 1." in said
    assert "Counted again today: 16 of 23; kept were 17 of 24." in said
    assert "E-3" not in said
    explained = counted.json("figure", "explain", "F-1")
    assert (16, 1, [], False) == (
        explained["stand"],
        explained["erased"],
        explained["moved"],
        explained["is_same_set"],
    )


def test_what_came_is_explained(counted: House) -> None:
    """A record written down since stands in the list, with the reason."""
    counted("figure", "make", *NUMBER)
    late = "code,kind,date,place,case\nE-99,incident,2024-06,KZ-75,K-1\n"
    counted.take({"e.csv": late, "e.yaml": FILES["e.yaml"]})

    said = counted("figure", "explain", "F-1").out

    assert "E-99" in said
    assert "recorded since" in said


def test_a_number_that_is_not_there_is_refused(counted: House) -> None:
    """With a sentence and nothing kept."""
    said = counted("figure", "make", *ASKED, "--cell", "Nowhere", code=2)
    assert "The table has no such number (Nowhere)" in said.err
    assert [] == counted.json("figure", "list")


def test_an_unknown_figure_is_refused(counted: House) -> None:
    """As any record that is not here."""
    assert "F-9" in counted("figure", "show", "F-9", code=8).err

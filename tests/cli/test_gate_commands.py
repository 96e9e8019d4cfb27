"""The gate and the register on the command line: codes in, words or JSON out, nothing unchecked."""

from pathlib import Path

import pytest
from tests.cli.house import House

ROWS = [("KZ-75", 12), ("KZ-71", 9), ("KZ-79", 2)]
MAPPING = """
mapping: events
type: event
key: code
columns: {kind: event.kind, date: event.date, place: event.place, basis: event.basis,
  by: {property: event.basis_decided_by, reference: member}}
"""


@pytest.fixture
def counted(house: House, tmp_path: Path) -> House:
    """A house with twenty-three events that others published."""
    folder = tmp_path / "tables"
    (folder / "mappings").mkdir(parents=True)
    places = [place for place, number in ROWS for _ in range(number)]
    lines = [f"E-{n},incident,2024-05,{place},published,M-1" for n, place in enumerate(places)]
    text = "\n".join(["code,kind,date,place,basis,by", *lines])
    (folder / "events.csv").write_text(text)
    (folder / "mappings" / "events.yaml").write_text(MAPPING)
    house("import", folder, "--yes")
    return house


def test_weighing_letting_out_and_the_register(counted: House, tmp_path: Path) -> None:
    """What is held is said with its reason; what left is in a file and in the register."""
    asked = ("--unit", "event", "--by", "event.place@region")
    weighed = counted.json("table", "weigh", *asked)
    words = counted("table", "weigh", *asked).out
    file = tmp_path / "regions.csv"
    counted("table", "release", *asked, "--file", file)
    listed = counted.json("register", "list")
    shown = counted("register", "show", listed[0]["release"]).out

    verdicts = {tuple(one["cell"]): one["verdict"] for one in weighed["cells"]}
    assert {"held", "held-with-it", "exact"} == set(verdicts.values())
    assert "fewer than 5: so few can be recognised" in words
    assert "What would pass instead:" in words
    assert '"KZ-79","","","","suppressed","least=5"' in file.read_text("utf-8-sig")
    assert "held back" in shown
    assert "Shymkent" in shown


def test_an_earlier_figure_is_entered_and_struck(counted: House) -> None:
    """As it was printed; a sentence is no number and is not repeated."""
    asked = ("--unit", "case", "--by", "act.harm", "--base", ">80", "--cell", "material=21%")
    code = counted.json("register", "enter", *asked, "--day", "2024-12-10")["release"]
    shown = counted("register", "show", code).out
    counted("register", "strike", code, "typed-wrongly")
    refused = counted("register", "enter", "--base", "over eighty of us", "--day", "2024", code=2)

    assert "81+" in shown
    assert "struck out" in counted("register", "list").out
    assert "eighty" not in refused.out + refused.err


def test_the_least_count_and_a_list_are_weighed(counted: House) -> None:
    """Three at least; and a list says who stands alone in it."""
    assert 7 == counted.json("register", "least", "7")["least"]
    counted("register", "least", "2", code=2)
    found = counted.json("weigh", "event", "--columns", "date,place")

    assert (23, 2) == (found["rows"], found["alone"])
    assert "Rows that stand alone" in counted("weigh", "event", "--columns", "date,place").out

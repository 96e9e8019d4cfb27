"""The Kazakhstan example, first half: its rows read, resolve, and keep what the sources say."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest
import yaml
from tools.check_example import check_folder

from kuager.model.draft import Draft, Reference, Rejected
from kuager.model.mapping import compile_mapping, read_mapping
from kuager.model.schema import load_schema

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "kazakhstan-2020-2024"
KINDS = sorted(path.stem.removesuffix("-a") for path in FOLDER.glob("*-a.csv"))
HALVES = ("a", "b")
DOCUMENTS = ("src-000", "src-001", "src-003")


class Line:
    """One row of a file, as a mapping wants it."""

    def __init__(self, line: int, cells: list[str]) -> None:
        """The line and its cells."""
        self.line, self.cells = line, cells


@cache
def rows(kind: str) -> list[dict[str, str]]:
    """The rows of one file as dictionaries."""
    with (FOLDER / f"{kind}-a.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def drafts(kind: str, half: str = "a") -> list[Draft | Rejected]:
    """Each row of one file through its mapping; nothing if this half has no such file."""
    path = FOLDER / f"{kind}-{half}.csv"
    if not path.exists():
        return []
    text = (FOLDER / "mappings" / f"{kind}.yaml").read_text(encoding="utf-8")
    with path.open(encoding="utf-8", newline="") as handle:
        header, *body = list(csv.reader(handle))
    read = compile_mapping(read_mapping(yaml.safe_load(text)), load_schema(), header=header)
    return [read(Line(number, cells)) for number, cells in enumerate(body, start=2)]


@cache
def keys() -> dict[str, set[str]]:
    """The codes of each type of record, in both halves."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in KINDS:
        for half in HALVES:
            for draft in drafts(kind, half):
                if isinstance(draft, Draft):
                    found[draft.type].add(draft.key)
    return found


def said(kind: str, code: str, name: str) -> set[object]:
    """The different values said of one property of one record."""
    return {
        say.value
        for draft in drafts(kind)
        if isinstance(draft, Draft) and draft.key == code
        for say in draft.says
        if say.property == name
    }


def references() -> Iterator[tuple[str, str, Reference]]:
    """Every reference in every row of both halves, with its file and the code of its row."""
    for kind, half in product(KINDS, HALVES):
        for draft in drafts(kind, half):
            for say in draft.says if isinstance(draft, Draft) else ():
                if isinstance(say.value, Reference):
                    yield f"{kind}-{half}", draft.key, say.value


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_reads(kind: str) -> None:
    """Every term exists, every date and count parses, every place has one reading."""
    refused = [row for row in drafts(kind) if isinstance(row, Rejected)]
    assert not refused
    assert rows(kind)


def test_every_reference_resolves() -> None:
    """No row of either half points at a record that neither defines."""
    lost = [
        (kind, code, reference.key)
        for kind, code, reference in references()
        if not any(reference.key in keys()[each] for each in reference.types)
    ]
    assert not lost


def test_every_statement_has_its_source() -> None:
    """Each row names the passage or source that says it, and both exist."""
    known = keys()["passage"] | keys()["source"]
    without = [
        (kind, row["code"])
        for kind in KINDS
        if kind not in ("members", "collections")
        for row in rows(kind)
        if row["source"] not in known
    ]
    assert not without


def test_passages_lie_in_one_of_the_three_documents() -> None:
    """Each passage has a paragraph and a locator in a document of this half."""
    assert all(row["of_source"] in DOCUMENTS for row in rows("passages"))
    assert all(row["paragraph"].isdecimal() and row["locator"] for row in rows("passages"))


def test_cited_sources_say_where_they_are_cited() -> None:
    """A source known only through a document is marked as cited in it."""
    own = [row["code"] for row in rows("sources") if not row["cited_in"]]
    assert list(DOCUMENTS) == own


def test_there_are_enough_developments() -> None:
    """At least 65 events told in English, 25 of them in Russian and Kazakh, too."""
    told = {row["code"]: row for row in rows("events") if row["wording_en"]}
    assert 65 <= len(told)
    assert all(
        25 <= sum(bool(row[f"wording_{language}"]) for row in told.values())
        for language in ("ru", "kk")
    )


def test_a_month_is_named_only_when_it_is_known() -> None:
    """A wording that opens with a month has a date within that month."""
    months = "January February March April May June July August September October November December"
    for row in rows("events"):
        named = re.match(r"In (\w+), ", row["wording_en"])
        if named and named[1] in months.split():
            assert f"-{months.split().index(named[1]) + 1:02}" in row["date"], row["code"]


@pytest.mark.parametrize(
    ("kind", "code", "name", "expected"),
    [
        ("events", "ev-2021-05-shymkent", "event.date", {"2021-05-28", "2021-05-29"}),
        ("acts", "act-sh-detention", "act.detention_hours", {"8", "8.."}),
        ("acts", "act-sh-detention", "act.date", {"2021-05-28", "2021-05-29"}),
        ("groups", "grp-shymkent-attackers", "group.size", {"30", "~30"}),
        ("events", "ev-2021-07-karaganda", "event.date", {"2021-07", "2021-07-28"}),
        ("events", "ev-2021-11-oskemen", "event.date", {"2021", "2021-11-21"}),
        ("steps", "st-upr-3-1", "step.date", {"2019", "2020"}),
    ],
)
def test_conflicts_stand_side_by_side(
    kind: str, code: str, name: str, expected: set[object]
) -> None:
    """Where two passages differ, both values are said of the one record."""
    assert expected <= said(kind, code, name)


def test_spellings_of_one_city_are_one_place() -> None:
    """Oskemen and Ust-Kamenogorsk are written as the sources do and meet in the gazetteer."""
    written = {row["place"] for row in rows("events") if row["code"] == "ev-2021-11-oskemen"}
    assert {"Oskemen", "Ust-Kamenogorsk"} == written
    assert 1 == len(said("events", "ev-2021-11-oskemen", "event.place"))


def test_the_asks_are_complete() -> None:
    """Four questions and five recommendations to CERD, twelve of the six bodies, the appeal's."""
    codes = Counter(re.sub(r"-[^-]*$", "", row["code"]) for row in rows("points"))
    history = [row for row in rows("points") if row["code"].startswith("pt-adl-")]
    assert 9 == codes["pt-cerd"]
    assert 12 == len(history)
    assert 6 == len({row["made_by"] for row in history})
    assert {"139.48"} == {row["number"] for row in rows("points") if "139" in row["number"]}
    assert {"2024-08-03"} == {r["deadline"] for r in rows("points") if r["deadline"]}


def test_nobody_private_can_be_found() -> None:
    """The privacy check finds nothing in the folder."""
    assert [] == [str(finding) for finding in check_folder(FOLDER)]

"""The Kazakhstan example, second half: the 2024 chapter and the report to CAT, row by row."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from tools.check_example import check_folder

from kuager.model.dates import read_date
from kuager.model.draft import Draft, Reference, Rejected
from kuager.model.mapping import compile_mapping, read_mapping
from kuager.model.personal import find_in_text
from kuager.model.schema import load_schema

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "kazakhstan-2020-2024"
KINDS = sorted(path.stem.removesuffix("-b") for path in FOLDER.glob("*-b.csv"))
DOCUMENTS = {"src-002", "src-004"}
TOLD_IN_2024 = 55
HEADINGS = (
    "access-to-goods-and-services",
    "bias-motivated-speech",
    "bias-motivated-violence",
    "bodily-integrity",
    "data-collection",
    "education",
    "employment",
    "equality-and-non-discrimination",
    "family",
    "freedom-of-assembly",
    "freedom-of-association",
    "freedom-of-expression",
    "institutional-support",
    "legal-gender-recognition",
    "participation-in-public-life",
    "public-opinion",
    "police-and-law-enforcement",
)


class Line:
    """One row of a file, as a mapping wants it."""

    def __init__(self, line: int, cells: list[str]) -> None:
        """The line and its cells."""
        self.line, self.cells = line, cells


@cache
def rows(kind: str, half: str = "b") -> list[dict[str, str]]:
    """The rows of one file as dictionaries; none if this half has no such file."""
    path = FOLDER / f"{kind}-{half}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@cache
def drafts(kind: str) -> list[Draft | Rejected]:
    """Each row of one file through its mapping."""
    text = (FOLDER / "mappings" / f"{kind}.yaml").read_text(encoding="utf-8")
    with (FOLDER / f"{kind}-b.csv").open(encoding="utf-8", newline="") as handle:
        header, *body = list(csv.reader(handle))
    read = compile_mapping(read_mapping(text), load_schema(), header=header)
    return [read(Line(number, cells)) for number, cells in enumerate(body, start=2)]


def codes(kind: str) -> set[str]:
    """The codes that either half defines."""
    return {row["code"] for half in "ab" for row in rows(kind, half)}


def said(kind: str, code: str, name: str) -> set[object]:
    """The different values said of one property of one record in this half."""
    return {
        say.value.key if isinstance(say.value, Reference) else say.value
        for draft in drafts(kind)
        if isinstance(draft, Draft) and draft.key == code
        for say in draft.says
        if say.property == name
    }


def told() -> list[dict[str, str]]:
    """The rows of the chapter for 2024 that carry a public wording."""
    return [
        row for row in rows("events") if row["wording_en"] and row["source"].startswith("p-002")
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_reads(kind: str) -> None:
    """Every term exists, every date and count parses, every place has one reading."""
    assert [] == [row for row in drafts(kind) if isinstance(row, Rejected)]
    assert rows(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_has_its_source(kind: str) -> None:
    """Each row names the passage or source that says it, and it exists."""
    known = codes("passages") | codes("sources")
    assert [] == [row["code"] for row in rows(kind) if row["source"] not in known]


def test_passages_point_into_the_two_documents() -> None:
    """Each passage has a paragraph, counted from the top, in one of the two documents."""
    assert DOCUMENTS == {row["of_source"] for row in rows("passages")}
    for row in rows("passages"):
        document, paragraph = row["code"].split("-")[1:3]
        assert (f"src-{document}", paragraph) == (row["of_source"], row["paragraph"])
        assert row["locator"]


def test_no_passage_is_idle() -> None:
    """Every passage says at least one row."""
    used = {row["source"] for kind in KINDS for row in rows(kind) if kind != "passages"}
    used |= {row["passage"] for row in rows("accounts")}
    assert set() == {row["code"] for row in rows("passages")} - used


def test_sources_known_through_another_say_so() -> None:
    """Only the two documents stand for themselves; every other source is *as cited in*."""
    assert DOCUMENTS == {row["code"] for row in rows("sources") if not row["cited_in"]}


def test_a_source_that_names_somebody_has_no_link() -> None:
    """No link leads to a story that names a private person, and none is tracked or shortened."""
    for row in rows("sources"):
        assert not (row["tells_of_private_person"] == "yes" and row["link"]), row["code"]
        assert not re.search(r"fbclid|rb\.gy", row["link"])


def test_the_chapter_is_whole() -> None:
    """Every development of the chapter is told in three languages, written and signed off."""
    assert TOLD_IN_2024 == len(told()) == len({row["code"] for row in told()})
    for row in told():
        assert all(row[f"wording_{lang}"] for lang in ("en", "ru", "kk")), row["code"]
        assert row["wording_by"] != row["signed_off_by"] != "", row["code"]
        assert ("published", True) == (row["basis"], bool(row["basis_decided_by"]))


def test_every_development_lies_in_its_year() -> None:
    """Each date of the chapter lies certainly in 2024."""
    first, last = read_date("2024-01-01").earliest, read_date("2024-12-31").latest
    assert first is not None
    assert last is not None
    outside = [
        r["code"] for r in told() if read_date(r["date"] or "2024").is_within(first, last) != "in"
    ]
    assert [] == outside


def test_the_headings_are_those_of_the_chapter() -> None:
    """All seventeen headings of the chapter are used, in the chapter's order, and no other."""
    met = list(dict.fromkeys(row["rubric_primary"] for row in told()))
    assert set(HEADINGS) == set(met)
    by_paragraph = sorted(told(), key=lambda row: int(row["source"].split("-")[2]))
    order = [row["rubric_primary"] for row in by_paragraph if not row["told_under"]]
    assert list(HEADINGS) == list(dict.fromkeys(order))


def test_told_once() -> None:
    """What is told under another development refers to one that is told here."""
    here = {row["code"] for row in told() if not row["told_under"]}
    assert {row["told_under"] for row in told() if row["told_under"]} <= here


def test_a_month_is_named_only_when_it_is_known() -> None:
    """A wording that opens with a month has a date in that month."""
    months = "January February March April May June July August September October November December"
    for row in rows("events"):
        named = re.match(r"In (?:early )?(\w+)[ ,]", row["wording_en"])
        if named and named[1] in months.split():
            assert f"-{months.split().index(named[1]) + 1:02}" in row["date"], row["code"]


def test_wordings_hold_nothing_personal() -> None:
    """No wording in any language holds a telephone number, an address of mail or a document."""
    texts = [row[f"wording_{lang}"] for row in rows("events") for lang in ("en", "ru", "kk")]
    assert not any(find_in_text(text) for text in texts)


@pytest.mark.parametrize(
    ("kind", "code", "name", "expected"),
    [
        ("groups", "grp-raids-detained", "group.size", {"~70", "~300"}),
        ("events", "ev-2024-04-raids", "event.people", {"~70", "~300"}),
        ("involvements", "inv-a-073", "involvement.actor", {"grp-petition-author"}),
        ("involvements", "inv-b-prison", "involvement.actor", {"org-prison", "org-knb"}),
        ("events", "ev-2021-05-shymkent", "event.date", {"2021-05"}),
        ("acts", "act-sh-detention", "act.detention_hours", {"8"}),
        ("events", "ev-2024-02-adoption-law", "event.date", {"2024-02"}),
    ],
)
def test_conflicts_stand_side_by_side(
    kind: str, code: str, name: str, expected: set[object]
) -> None:
    """Where sources differ this half says its own value and leaves the other standing."""
    assert expected == said(kind, code, name)


def test_one_city_two_names() -> None:
    """The capital is written as the report of its time does, and is one place."""
    written = {row["place"] for row in rows("events") if row["code"] == "ev-2020-forced-surgery"}
    assert "Nur-Sultan" in written
    assert {"KZ-71"} == said("events", "ev-2020-forced-surgery", "event.place")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("cl-2024-80-cases", "80.."),
        ("cl-2024-21-material", "~21"),
        ("cl-2024-15-physical", "~15"),
        ("cl-2024-17-hate-groups", "~17"),
        ("cl-2024-7-universities", "~7"),
        ("cl-2024-5-extortion", "5"),
        ("cl-2024-70-detained", "~70"),
        ("cl-2024-300-detained", "~300"),
        ("cl-2024-33-sought-help", "33"),
        ("cl-2024-27-appeal", "27"),
        ("cl-2024-80-survey", "80.."),
        ("cl-20-documents", "20"),
        ("cl-75-surgery", "75"),
        ("cl-2023-19-cases", "19"),
        ("cl-2023-13-police", "13"),
        ("cl-145-6-applications", "6"),
        ("cl-145-0-registered", "0"),
        ("cl-hrmi-40-percent", "40"),
    ],
)
def test_figures_keep_what_was_said(code: str, value: str) -> None:
    """Each figure stands as given, with a unit."""
    found = [row for row in rows("claims") if row["code"] == code]
    assert [value] == [row["value"] for row in found]
    assert all(row["unit"] for row in found)


def test_the_appeal_is_counted_down() -> None:
    """Of those held 33 asked for help, and of these 27 appealed."""
    sizes = {row["code"]: (row["size"], row["of_whom"]) for row in rows("groups")}
    assert ("33", "grp-raids-detained") == sizes["grp-2024-04-sought-help"]
    assert ("27", "grp-2024-04-sought-help") == sizes["grp-2024-04-appellants"]


def test_the_asks_are_complete() -> None:
    """Eight numbered recommendations, two questions, their replies, and what nobody answered."""
    found = rows("points")
    numbers = [row["number"] for row in found if re.fullmatch(r"pt-cat-r\d", row["code"])]
    assert [str(n) for n in range(1, 9)] == numbers
    assert {"7", "28"} == {row["number"] for row in found if row["kind"] == "question"}
    kinds = Counter(row["kind"] for row in found)
    assert (3, 9) <= (kinds["reply"], kinds["finding"])


def test_nobody_private_can_be_found() -> None:
    """The privacy check finds nothing in the folder."""
    assert [] == [str(finding) for finding in check_folder(FOLDER)]

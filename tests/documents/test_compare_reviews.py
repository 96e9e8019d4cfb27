"""The chapters of 2021 and 2024 from the example, beside documents 000 and 002 and the CSV rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pytest
from tests.documents.produced import original
from tests.documents.reviews import (
    Section,
    folded,
    links,
    missing_headings,
    sections,
    tells,
)
from tests.documents.word_notes import outline_of, paragraphs
from tests.examples.folders import KAZAKHSTAN, table_rows

from kuager.formats.reports import REPORT_FORMATS
from kuager.model.dates import read_date
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import make_report

NUMBERS = ("000", "002")
Rows = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Pair:
    """An original, and its counterpart as a Word file."""

    original: dict[str, Any]
    data: bytes

    @property
    def sections(self) -> list[Section]:
        """The sections of the counterpart."""
        return sections(self.data)


@pytest.fixture(scope="module", params=NUMBERS)
def pair(request: pytest.FixtureRequest, kazakhstan: Desk) -> Pair:
    """An original beside what the example vault makes of it, in English."""
    found = original(request.param)
    word = next(writer for writer in REPORT_FORMATS if writer.NAME == "docx")
    return Pair(found, word.write(make_report(kazakhstan, found["document"], "en").laid.report))


@cache
def headings(language: str) -> dict[str, str]:
    """The labels of headings by their ids, from the vocabulary itself."""
    import yaml  # noqa: PLC0415 - read where the list lies, not through the schema

    path = KAZAKHSTAN.parents[1] / "src/kuager/model/vocab/ilga_heading.yaml"
    terms = yaml.safe_load(path.read_text("utf-8"))["terms"]
    return {term["id"]: term["label"][language] for term in terms}


def rows() -> Rows:
    """Everything that rows say of each event and step: code, property, values in their order."""
    found: Rows = {}
    for row in (*table_rows("events"), *table_rows("steps")):
        said = found.setdefault(row["code"], {})
        for name, value in row.items():
            if value:
                said.setdefault(name, []).append(" ".join(value.split()))
    return found


def lies_in(said: list[str], year: int) -> bool:
    """Whether one of these dates lies in a year for certain."""
    return any(
        read_date(text).is_within(date(year, 1, 1), date(year, 12, 31)) == "in" for text in said
    )


def belonging(document: str, year: int, language: str = "en") -> dict[str, str]:
    """What belongs in a chapter: the wording of each development, and its heading.

    Certainly of the year, or taken in by hand; with a heading; told by itself.
    """
    report = next(row for row in table_rows("reports") if row["code"] == document)
    takes, leaves = report["takes"].split(";"), report["leaves"].split(";")
    return {
        said[f"wording_{language}"][0]: headings(language)[said["rubric_primary"][0]]
        for code, said in rows().items()
        if said.get(f"wording_{language}")
        and said.get("rubric_primary")
        and not said.get("told_under")
        and code not in leaves
        and (lies_in(said.get("date", []), year) or code in takes)
    }


def told(pair: Pair) -> list[tuple[str, str]]:
    """Every paragraph under a heading that has a note, or should have one."""
    return [(text, one.heading) for one in pair.sections for text, _ in one.told]


def closing(pair: Pair) -> list[str]:
    """The lines after the last development."""
    return [text for text, _ in paragraphs(pair.data)][-2:]


def test_every_heading_of_the_original_is_there_in_its_order(pair: Pair) -> None:
    """What the original prints as a section is a section."""
    wanted = [part["heading"] for part in pair.original["headings"]]
    found = [text for _, text in outline_of(pair.data)]

    assert [] == missing_headings(wanted, found)


def test_every_paragraph_of_the_original_is_told_under_its_heading(pair: Pair) -> None:
    """A note under that heading, or where the heading refers to, lands on the paragraph."""
    title = next(
        r["title_en"] for r in table_rows("sources") if r["code"] == pair.original["source"]
    )
    known = {folded(section.heading): section for section in pair.sections}
    missing = []
    for part in pair.original["headings"]:
        here = known[folded(part["heading"])]
        places = [here, *(known[folded(name)] for name in here.refers_to)]
        missing += [
            (part["heading"], number)
            for number in part["paragraphs"]
            if not any(tells(section, title, number) for section in places)
        ]

    assert [] == missing


def test_what_belongs_in_the_year_is_told_once_under_its_heading_with_a_note(pair: Pair) -> None:
    """None missing, doubled, under another heading or without a footnote: the rows themselves."""
    wanted = belonging(pair.original["document"], pair.original["year"])
    lines = {text: notes for one in pair.sections for text, notes in one.told}
    found = Counter(text for text, _ in told(pair) if text in wanted)

    assert [] == sorted(wanted.keys() - found.keys())
    assert [] == [text for text, times in found.items() if times != 1]
    assert [] == [(t, h, wanted[t]) for t, h in told(pair) if t in wanted and h != wanted[t]]
    assert [] == [text for text in wanted if not lines[text]]
    assert len(wanted) > sum(len(part["paragraphs"]) for part in pair.original["headings"])


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("number", NUMBERS)
def test_the_same_is_told_in_the_other_languages(
    kazakhstan: Desk, number: str, language: str
) -> None:
    """As many developments as in English, each once, under its heading, with a note."""
    found = original(number)
    wanted = belonging(found["document"], found["year"], language)
    word = next(writer for writer in REPORT_FORMATS if writer.NAME == "docx")
    data = word.write(make_report(kazakhstan, found["document"], language).laid.report)
    lines = [(t, one.heading, notes) for one in sections(data, language) for t, notes in one.told]

    assert len(belonging(found["document"], found["year"])) == len(wanted)
    assert sorted(wanted.items()) == sorted((t, h) for t, h, notes in lines if notes)


def test_nothing_is_told_that_does_not_belong(pair: Pair) -> None:
    """Every paragraph with a note is a wording of the rows."""
    wanted = belonging(pair.original["document"], pair.original["year"])
    noted = [text for one in pair.sections for text, notes in one.told if notes]

    assert set() == set(noted) - wanted.keys()


def test_the_closing_lines_are_there(pair: Pair) -> None:
    """The note on accounts that stay unnamed, and the site."""
    text = " ".join(closing(pair))

    assert "unnamed" in text or "anonymous" in text
    assert any(link in closing(pair)[-1] for link in links(pair.data))
    assert pair.original["title"] in [text for text, _ in paragraphs(pair.data)][:2]

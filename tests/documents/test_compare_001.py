"""The input to a list of issues beside document 001, part by part, read off its Word file."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.documents.produced import (
    missing_parts,
    original,
    produce,
    thinner_parts,
    untold,
)
from tests.documents.word_parts import WordFile

from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import ReadReport

OPENINGS = ("Please describe", "Please specify", "Specify", "Please provide", "Please indicate")


@dataclass(frozen=True)
class Pair:
    """The original as it was read off, and the counterpart."""

    original: Any
    read: ReadReport
    word: WordFile


@pytest.fixture(scope="module")
def pair(kazakhstan: Desk) -> Pair:
    """Document 001 and the document produced from the example."""
    read, word = produce(kazakhstan, "doc-001-loi")
    return Pair(original("001"), read, word)


def test_no_part_is_missing(pair: Pair) -> None:
    """Every part of the original is there, in its order."""
    assert missing_parts(pair.word, pair.original["parts"]) == []


def test_no_part_is_thinner(pair: Pair) -> None:
    """No part has fewer paragraphs or numbered items, and each says what it must."""
    assert thinner_parts(pair.word, pair.original["parts"]) == []


def test_no_case_is_missing(pair: Pair) -> None:
    """Every numbered case of the original is told in a paragraph of its own."""
    assert untold(pair.word, pair.original["cases"]) == []


def test_the_questions_are_numbered_through_and_open_as_questions_do(pair: Pair) -> None:
    """Four questions, one series over both articles, each with an opening of the outline."""
    heads = ("Article 4", "Article 7")
    found = [i for p in pair.word.parts if p.heading.startswith(heads) for i in p.items]
    assert len(found) == pair.original["questions"]["count"]
    assert all(each.startswith(OPENINGS) for each in found)
    blocks = [p.block for p in pair.read.laid.placed if p.place == "suggested-questions"]
    assert {getattr(b, "series", None) for b in blocks if getattr(b, "kind", "") == "item"} == {
        "suggested-questions"
    }
    assert not [r for r in pair.read.laid.remarks if r.problem == "opens-otherwise"]


def test_the_recommendations_are_those_to_the_state(pair: Pair) -> None:
    """Five recommendations, each opening with what the State shall do."""
    part = next(p for p in pair.word.parts if p.heading == "Recommendations")
    assert len(part.items) == pair.original["recommendations"]["count"]
    assert all(i.startswith(pair.original["recommendations"]["opening"]) for i in part.items)


def test_the_history_has_every_body_and_year(pair: Pair) -> None:
    """Who recommended the law, and when, stands in the table: twelve times, none more."""
    part = next(p for p in pair.word.parts if p.heading == "Background")
    rows = {(cells[1], cells[0]) for cells in part.rows[1:]}
    for body, years in pair.original["history"].items():
        found = {year for who, year in rows if who.startswith(body)}
        assert found == {str(year) for year in years}, body
    assert len(part.rows) - 1 == sum(map(len, pair.original["history"].values()))


def test_it_has_no_fewer_notes_and_tables(pair: Pair) -> None:
    """At least as many footnotes and tables; every drawn case has one."""
    assert pair.word.notes >= pair.original["notes"]
    assert pair.word.tables >= pair.original["tables"]
    cases = [p for p in pair.read.laid.placed if p.place.startswith("cases-of") and p.behind]
    drawn = [p for p in cases if not p.own]
    assert drawn
    assert all(any(run.note for run in getattr(p.block, "runs", ())) for p in drawn)


def test_the_title_page_says_to_whom_and_on_what(pair: Pair) -> None:
    """Committee, State report, author."""
    front = "\n".join(pair.word.front)
    for words in ("Racial Discrimination", "CERD/C/KAZ/8-11", "Feminita"):
        assert words in front

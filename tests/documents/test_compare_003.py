"""The public appeal beside document 003, part by part, read off its Word file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.documents.produced import (
    example_in,
    missing_parts,
    original,
    produce,
    thinner_parts,
    word_of,
)
from tests.documents.word_parts import WordFile
from tests.examples.folders import KAZAKHSTAN
from tests.verbs.desks import clock_of

from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import ReadReport, read_report

CODE = "doc-003-appeal"
MAILBOX = re.compile(r"[\w.+-]+@[\w-]+\.\w+")


@dataclass(frozen=True)
class Pair:
    """The original as it was read off, and the counterpart of the days in which it was sent."""

    original: Any
    desk: Desk
    read: ReadReport
    word: WordFile


def noon(day: date) -> int:
    """A day as a clock tells it, in milliseconds."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)


def vault_on(folder: Path, day: date) -> Desk:
    """The example on a day."""
    return example_in(folder, KAZAKHSTAN, noon(day))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Document 003 and the appeal produced from the example two weeks before the last day."""
    found = original("003")
    desk = vault_on(tmp_path_factory.mktemp("003"), found["day"])
    read, word = produce(desk, CODE)
    yield Pair(found, desk, read, word)
    desk.close()


def test_no_heading_is_missing(pair: Pair) -> None:
    """Every part of the page is there, in its order."""
    assert missing_parts(pair.word, pair.original["headings"]) == []


def test_no_part_is_missing_or_thinner(pair: Pair) -> None:
    """Every part has its paragraphs and items, and says what it must."""
    assert missing_parts(pair.word, pair.original["parts"]) == []
    assert thinner_parts(pair.word, pair.original["parts"]) == []


def test_every_development_of_the_year_is_told_once_with_a_note(pair: Pair) -> None:
    """What the appeal told of the year: one paragraph each, in order, none without a source."""
    part = next(p for p in pair.word.parts if p.heading.startswith("What has happened so far"))
    for each in pair.original["developments"]:
        told = [
            text
            for text in part.body
            if each["in"] in text.split(",")[0] and all(w in text for w in each["what"])
        ]
        assert len(told) == 1, each
    placed = [p for p in pair.read.laid.placed if p.place == "developments"]
    assert len(placed) == len(pair.original["developments"])
    assert all(any(run.note for run in getattr(p.block, "runs", ())) for p in placed)
    months = [
        m for t in part.body for m in ("February", "March", "April", "June") if f"In {m}" in t[:12]
    ]
    assert months == sorted(months, key=["February", "March", "April", "June"].index)


def test_every_ask_stands_under_who_can_do_it(pair: Pair) -> None:
    """Five audiences, each with its ask."""
    headings = {p.heading: "\n".join([*p.body, *p.items]) for p in pair.word.parts if p.level == 3}
    assert headings.keys() == pair.original["asks"].keys()
    for audience, words in pair.original["asks"].items():
        assert all(word in headings[audience] for word in words), audience


def test_it_has_one_contact_and_no_private_mailbox(pair: Pair) -> None:
    """One address to ask, one to write to; both of invented domains."""
    text = "\n".join(pair.word.paragraphs)
    found = set(MAILBOX.findall(text))
    assert len(found - {"letters@ministry-of-culture.example"}) == pair.original["contacts"]
    assert {each.rpartition(".")[2] for each in found} == {"example"}


def test_nothing_is_empty_held_or_unwritten(pair: Pair) -> None:
    """Every block of the outline says something in all three languages."""
    for language in ("en", "ru", "kk"):
        states = read_report(pair.desk, code=CODE, language=language).states
        assert [s.place for s in states if s.is_empty or s.held or s.unwritten] == []


def test_the_three_languages_have_the_same_parts(pair: Pair) -> None:
    """Russian and Kazakh have as many headings, paragraphs, items and notes."""
    shapes = {
        tuple((p.level, len(p.body), len(p.items), p.notes) for p in found.parts)
        for language in ("ru", "kk")
        for found in [produce(pair.desk, CODE, language)[1]]
    }
    english = tuple((p.level, len(p.body), len(p.items), p.notes) for p in pair.word.parts)
    text_of_a_law = 1  # what the petitions law says is recorded in English only
    law = next(n for n, p in enumerate(pair.word.parts) if p.heading.startswith("The law"))
    shortened = list(english)
    level, body, items, notes = shortened[law]
    shortened[law] = (level, body - text_of_a_law, items, notes)
    assert shapes == {tuple(shortened)}


def test_after_the_last_day_it_says_so(pair: Pair) -> None:
    """A year later both days are said to have passed, and no address is given to write to."""
    clock = clock_of(pair.desk)
    then, clock.now = clock.now, noon(date(2025, 7, 20))
    word = word_of(read_report(pair.desk, code=CODE))
    clock.now = then

    assert "The last day to act has passed (3 August 2024)" in word.under("What is happening")
    assert "The day named for the decision has passed" in word.under("What is happening")
    assert "letters@ministry-of-culture.example" not in "\n".join(word.paragraphs)

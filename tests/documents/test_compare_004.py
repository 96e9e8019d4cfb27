"""The alternative report beside document 004, part by part, read off its Word file."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.documents.produced import (
    missing_parts,
    original,
    produce,
    thinner_parts,
    untold,
    word_bytes,
)
from tests.documents.word_notes import footnotes, paragraphs
from tests.documents.word_parts import WordFile

from kuager.model.report import Heading
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import ReadReport


@dataclass(frozen=True)
class Pair:
    """The original as it was read off, and the counterpart."""

    original: Any
    read: ReadReport
    word: WordFile
    data: bytes


@pytest.fixture(scope="module")
def pair(kazakhstan: Desk) -> Pair:
    """Document 004 and the document produced from the example."""
    read, word = produce(kazakhstan, "doc-004-alternative")
    return Pair(original("004"), read, word, word_bytes(read))


def test_the_title_page_has_every_line(pair: Pair) -> None:
    """Committee, session with its days, the State's report, month and year."""
    front = "\n".join(pair.word.front)
    assert [words for words in pair.original["front"] if words not in front] == []


def test_no_part_is_missing(pair: Pair) -> None:
    """Every part of the original is there, in its order: recommendations before the articles."""
    assert missing_parts(pair.word, pair.original["parts"]) == []


def test_no_part_is_thinner(pair: Pair) -> None:
    """No part has fewer paragraphs or numbered items, and each says what it must."""
    assert thinner_parts(pair.word, pair.original["parts"]) == []


def test_no_case_is_missing(pair: Pair) -> None:
    """Every case of the original is told in a paragraph of its own."""
    assert untold(pair.word, pair.original["cases"]) == []


def test_the_articles_are_those_of_the_original_and_no_others(pair: Pair) -> None:
    """Articles 2, 10, 12 with 13, and 16 follow from the record, not from the outline."""
    found = [h for h in pair.word.headings if h.startswith("Article")]
    wanted = [p["here"] for p in pair.original["parts"] if p["here"].startswith("Article")]
    assert found == wanted


def test_under_each_article_stands_what_the_original_has_there(pair: Pair) -> None:
    """Law, figures, cases and gaps under their own article."""
    for article, wanted in pair.original["under"].items():
        text = pair.word.under(f"{article} of the Convention").casefold()
        assert [words for words in wanted if words.casefold() not in text] == [], article


def test_the_recommendations_are_addressed_to_the_committee(pair: Pair) -> None:
    """Eight, numbered, each opening with what the Committee is asked to do."""
    part = next(p for p in pair.word.parts if p.heading == "Recommendations")
    assert len(part.items) == pair.original["recommendations"]["count"]
    assert not [r for r in pair.read.laid.remarks if r.problem == "opens-otherwise"]


def test_every_reply_is_checked_and_silence_is_a_finding(pair: Pair) -> None:
    """Beside each question or reply stands what was found; silence names the document searched."""
    text = pair.word.under("The replies of the State").casefold()
    for reply in pair.original["replies"]:
        assert reply["asked"].casefold() in text
        assert [words for words in reply["found"] if words.casefold() not in text] == []


def test_it_has_no_fewer_notes_and_tables(pair: Pair) -> None:
    """At least as many footnotes and tables as the original."""
    assert pair.word.notes >= pair.original["notes"]
    assert pair.word.tables >= pair.original["tables"]


def test_it_is_no_longer_than_the_committee_reads(pair: Pair) -> None:
    """5,000 words with notes, everything that is printed counted."""
    body = "\n".join(text for text, _ in paragraphs(pair.data))
    notes = "\n".join(line for note in footnotes(pair.data) for line in note)
    assert 4_000 < len(f"{body} {notes}".split()) < 5_000


def test_nobody_private_is_told_by_an_initial_or_a_mailbox(pair: Pair) -> None:
    """Where the original has initials and private mailboxes, the counterpart has neither."""
    text = "\n".join((*pair.word.front, *(part.text for part in pair.word.parts)))
    assert "@" not in text
    assert " S. " not in text
    assert "V. B." not in text


def test_every_printed_piece_is_told_apart_and_leads_to_its_records(pair: Pair) -> None:
    """No two blocks of a place share a piece; headings and the contact alone have no record."""
    placed = pair.read.laid.placed
    known = [(p.place, p.piece) for p in placed]
    assert len(set(known)) == len(known)
    bare = [p for p in placed if not p.behind and not isinstance(p.block, Heading)]
    assert [p.piece for p in bare] == ["contact"]

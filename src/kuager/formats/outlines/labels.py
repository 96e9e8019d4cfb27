"""People in a laid-out report: the code in square brackets becomes the label of this edition."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kuager import N_
from kuager.lang import LANGUAGES, say
from kuager.model.manuscript import LaidOut
from kuager.model.report import Block, Heading, Note, Paragraph, Report, Run, TableBlock

PERSON: Final = N_("Person {number}")
_NAMED: Final = re.compile(r"\[([^\[\]\n]{1,60})\]")
_ANY_NUMBER: Final = "\0"


def named_in(report: Report) -> frozenset[str]:
    """Whatever stands in square brackets in a report: codes of people among it."""
    found: set[str] = set()

    def look(text: str) -> str:
        found.update(_NAMED.findall(text))
        return text

    for block in (*report.front, *report.blocks, *report.closing):
        _mapped(block, look)
    return frozenset(found)


def label_people(laid: LaidOut, numbers: Mapping[str, int], language: str) -> LaidOut:
    """The report with each person called by number; other brackets stay as they are."""
    if not numbers:
        return laid

    def called(text: str) -> str:
        return _NAMED.sub(
            lambda found: (
                say(PERSON, language, number=numbers[found[1]]) if found[1] in numbers else found[0]
            ),
            text,
        )

    placed = tuple(replace(each, block=_mapped(each.block, called)) for each in laid.placed)
    report = replace(
        laid.report,
        blocks=tuple(each.block for each in placed),
        closing=tuple(_paragraph(each, called) for each in laid.report.closing),
        front=tuple(_paragraph(each, called) for each in laid.report.front),
    )
    return replace(laid, report=report, placed=placed)


def without_labels(text: str) -> str:
    """The text with every label made the same, so that two editions can be compared."""
    for pattern in _patterns():
        text = pattern.sub("[…]", text)
    return text


def _patterns() -> Iterator[re.Pattern[str]]:
    for language in LANGUAGES:
        said = say(PERSON, language, number=_ANY_NUMBER)
        yield re.compile(r"\b" + re.escape(said).replace(re.escape(_ANY_NUMBER), r"\d+") + r"\b")


def _mapped(block: Block, change: Callable[[str], str]) -> Block:
    """A block with its texts changed; charts are pictures of numbers and name nobody."""
    if isinstance(block, Heading):
        return replace(block, text=change(block.text))
    if isinstance(block, Paragraph):
        return _paragraph(block, change)
    if isinstance(block, TableBlock):
        rows = tuple(tuple(_runs(cell, change) for cell in row) for row in block.rows)
        header = tuple(_runs(cell, change) for cell in block.header)
        return replace(block, header=header, rows=rows, caption=change(block.caption))
    return block


def _paragraph(block: Paragraph, change: Callable[[str], str]) -> Paragraph:
    return replace(block, runs=_runs(block.runs, change))


def _runs(runs: tuple[Run, ...], change: Callable[[str], str]) -> tuple[Run, ...]:
    return tuple(replace(r, text=change(r.text), note=_note(r.note, change)) for r in runs)


def _note(note: Note | None, change: Callable[[str], str]) -> Note | None:
    if note is None:
        return None
    return replace(note, paragraphs=tuple(_runs(runs, change) for runs in note.paragraphs))

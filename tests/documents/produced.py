"""Documents of the Kazakhstan example as Word files, and what the originals consist of."""

from pathlib import Path
from typing import Any

import yaml
from tests.documents.word_parts import WordFile, read_word
from tests.examples.folders import take_folder
from tests.verbs.desks import DAY, MARCH_1, Clock, new_desk

from kuager.formats.reports import REPORT_FORMATS
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import ReadReport, read_report

ORIGINALS = Path(__file__).with_name("originals")


def original(number: str) -> Any:
    """What one of the five documents consists of."""
    return yaml.safe_load((ORIGINALS / f"{number}.yaml").read_text("utf-8"))


AFTER_IT_ALL = MARCH_1 + 345 * DAY
"""A moment after everything that the examples tell."""


def example_in(place: Path, example: Path, now: int = AFTER_IT_ALL) -> Desk:
    """An example in a new practice vault, at a moment in milliseconds."""
    desk = new_desk(place / "vault", practice=True, clock=Clock(now))
    take_folder(desk, example)
    return desk


def word_bytes(read: ReadReport) -> bytes:
    """A document as a Word file."""
    word = next(each for each in REPORT_FORMATS if each.NAME == "docx")
    return word.write(read.laid.report)


def word_of(read: ReadReport) -> WordFile:
    """A document as a Word file, read back."""
    return read_word(word_bytes(read))


def produce(desk: Desk, code: str, language: str = "en") -> tuple[ReadReport, WordFile]:
    """A document of the example as it may be told, and its Word file."""
    read = read_report(desk, code=code, language=language)
    return read, word_of(read)


def missing_parts(found: WordFile, parts: list[dict[str, Any]]) -> list[str]:
    """The headings of an original that the counterpart lacks, or has in another order."""
    waiting, lacking = list(found.headings), []
    for part in parts:
        here = part["here"]
        at = next((i for i, heading in enumerate(waiting) if heading.startswith(here)), None)
        if at is None:
            lacking.append(part["original"])
        else:
            waiting = waiting[at + 1 :]
    return lacking


def thinner_parts(found: WordFile, parts: list[dict[str, Any]]) -> list[str]:
    """Parts with fewer paragraphs or items than in the original, or without what they say."""
    thin = []
    for part in parts:
        here = next(each for each in found.parts if each.heading.startswith(part["here"]))
        text = here.text.casefold()
        unsaid = [words for words in part.get("says", ()) if str(words).casefold() not in text]
        few = len(here.body) < part.get("paragraphs", 0) or len(here.items) < part.get("items", 0)
        if few or unsaid:
            thin.append(f"{part['original']}: {len(here.body)}, {len(here.items)}, {unsaid}")
    return thin


def untold(found: WordFile, cases: list[list[str]]) -> list[list[str]]:
    """Cases of which no paragraph says all that marks them."""
    told = [text.casefold() for text in found.paragraphs]
    return [
        case
        for case in cases
        if not any(all(word.casefold() in text for word in case) for text in told)
    ]

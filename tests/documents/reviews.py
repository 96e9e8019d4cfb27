"""A produced chapter laid beside the original it is the counterpart of, part by part."""

import re
from dataclasses import dataclass

from tests.documents.landing import Landed, followed
from tests.documents.word_notes import footnotes, outline_of, paragraphs

SEE = {"en": "See also under ", "ru": "См. также: ", "kk": "Мына тақырыптардан да қараңыз"}


@dataclass(frozen=True)
class Section:
    """One heading of a chapter: its paragraphs, the lines of their notes, and its references."""

    heading: str
    told: tuple[tuple[str, tuple[Landed, ...]], ...]
    refers_to: tuple[str, ...]


def sections(data: bytes, language: str = "en") -> list[Section]:
    """The sections of a Word file, in their order."""
    notes = followed(footnotes(data), language)
    headings = [text for _, text in outline_of(data)]
    found: list[Section] = []
    for text, marks in paragraphs(data):
        if text in headings:
            found.append(Section(text, (), ()))
        elif found and text.startswith(SEE[language]):
            names = [name for name in headings if name in text]
            found[-1] = Section(found[-1].heading, found[-1].told, tuple(names))
        elif found:
            lines = tuple(line for number in marks for line in notes[number - 1])
            told = (*found[-1].told, (text, lines))
            found[-1] = Section(found[-1].heading, told, found[-1].refers_to)
    return found


def tells(section: Section, title: str, paragraph: int) -> bool:
    """Whether a paragraph of the section has a note on this paragraph of a source."""
    return any(
        title in line.text.partition(" as cited in ")[0]
        and dict(line.place).get("paragraph") == str(paragraph)
        for _, lines in section.told
        for line in lines
    )


def folded(heading: str) -> str:
    """A heading as it is compared: houses differ in capitals and in a comma before "and"."""
    return re.sub(r"[^\w ]", "", heading).casefold()


def missing_headings(wanted: list[str], found: list[str]) -> list[str]:
    """Headings of the original that the counterpart lacks, or has in another order."""
    places = {folded(heading): at for at, heading in enumerate(found)}
    last, missing = -1, []
    for heading in wanted:
        at = places.get(folded(heading), -1)
        if at <= last:
            missing.append(heading)
        last = max(last, at)
    return missing


def links(data: bytes) -> list[str]:
    """Addresses that are printed in the body."""
    found = (re.findall(r"www\.[\w.-]+|https?://\S+", text) for text, _ in paragraphs(data))
    return [link for each in found for link in each]

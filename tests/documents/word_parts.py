"""A Word file taken apart under its headings, by itself: the XML, and nothing of Kuager."""

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class WordPart:
    """What stands under one heading, down to the next heading of any level."""

    level: int
    heading: str
    body: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    tables: int = 0
    notes: int = 0

    @property
    def text(self) -> str:
        """Everything in it as one text."""
        cells = [cell for row in self.rows for cell in row]
        return "\n".join([self.heading, *self.body, *self.items, *cells])


@dataclass
class WordFile:
    """A Word file: the lines before the first heading, then its parts."""

    front: list[str]
    parts: list[WordPart]

    @property
    def headings(self) -> list[str]:
        """The headings in their order."""
        return [part.heading for part in self.parts]

    @property
    def paragraphs(self) -> list[str]:
        """Every paragraph and item."""
        return [text for part in self.parts for text in (*part.body, *part.items)]

    @property
    def notes(self) -> int:
        """How many footnotes hang in it."""
        return sum(part.notes for part in self.parts)

    @property
    def tables(self) -> int:
        """How many tables it has."""
        return sum(part.tables for part in self.parts)

    def under(self, heading: str) -> str:
        """All text under a heading, down to the next one of its level."""
        start = next(at for at, part in enumerate(self.parts) if part.heading.startswith(heading))
        found = [self.parts[start].text]
        for part in self.parts[start + 1 :]:
            if part.level <= self.parts[start].level:
                break
            found.append(part.text)
        return "\n".join(found)


def read_word(data: bytes) -> WordFile:
    """The parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{_W}body")
    assert body is not None
    front = WordPart(level=0, heading="")
    parts = [front]
    for element in body:
        if element.tag == f"{_W}tbl":
            _table(element, parts[-1])
            continue
        if element.tag == f"{_W}p":
            _paragraph(element, parts)
    return WordFile(front=[*front.body, *front.items], parts=parts[1:])


def _paragraph(element: etree._Element, parts: list[WordPart]) -> None:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    text = _text(element)
    if not text:
        return
    if name.startswith("Heading"):
        parts.append(WordPart(level=int(name[-1]), heading=text))
        return
    numbered = element.find(f"{_W}pPr/{_W}numPr") is not None and "Bullet" not in name
    (parts[-1].items if numbered else parts[-1].body).append(text)
    parts[-1].notes += len(list(element.iter(f"{_W}footnoteReference")))


def _table(element: etree._Element, part: WordPart) -> None:
    part.tables += 1
    part.notes += len(list(element.iter(f"{_W}footnoteReference")))
    for row in element.iter(f"{_W}tr"):
        part.rows.append([_text(cell) for cell in row.iter(f"{_W}tc")])


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{_W}t")).strip()

"""Footnotes of a Word file, read without Kuager: the parts of the ZIP, in the order of reading."""

import io
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def footnotes(data: bytes) -> list[list[str]]:
    """Every footnote in the order in which its mark stands in the text: a text for each paragraph.

    The first of the list is note 1.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        body = etree.fromstring(archive.read("word/document.xml"))
        if "word/footnotes.xml" not in names:
            return []
        notes = etree.fromstring(archive.read("word/footnotes.xml"))
    texts = {
        note.get(f"{_W}id"): [text for p in note.iter(f"{_W}p") if (text := _text(p))]
        for note in notes.iter(f"{_W}footnote")
    }
    return [texts[mark.get(f"{_W}id")] for mark in body.iter(f"{_W}footnoteReference")]


def outline_of(data: bytes) -> list[tuple[int, str]]:
    """The headings of a Word file in their order, each with its level."""
    found = []
    for paragraph, style in _styled(data):
        if style.lower().startswith("heading") and style[-1].isdigit():
            found.append((int(style[-1]), _text(paragraph)))
    return found


def paragraphs(data: bytes) -> list[tuple[str, list[int]]]:
    """Every paragraph of the body with the numbers of the notes that hang in it."""
    found, number = [], 0
    for paragraph, _ in _styled(data):
        marks = len(list(paragraph.iter(f"{_W}footnoteReference")))
        found.append((_text(paragraph), list(range(number + 1, number + marks + 1))))
        number += marks
    return [(text, marks) for text, marks in found if text]


def _styled(data: bytes) -> list[tuple[etree._Element, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        found.append((paragraph, "" if style is None else style.get(f"{_W}val", "")))
    return found


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t")).strip()

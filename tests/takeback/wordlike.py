"""Edits on the XML of a Word file, made as Word writes them.

Runs are torn apart, every piece carries its rsid, spelling marks and page breaks lie in between,
tracked changes are `w:ins`, `w:del`, `w:moveFrom` and `w:moveTo` with author and date.
"""

import copy
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WHO = {f"{W}author": "Some Body", f"{W}date": "2026-05-04T10:00:00Z"}
Element = Any


class WordFile:
    """A Word file under edit."""

    def __init__(self, data: bytes) -> None:
        """Take it apart."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.document = etree.fromstring(self._parts["word/document.xml"])
        self.notes = etree.fromstring(self._parts["word/footnotes.xml"])
        self._next = 900

    def saved(self) -> bytes:
        """The file as Word would save it: deflated, with rsids, torn runs and marks of its own."""
        _scatter(self.document)
        _scatter(self.notes)
        parts = {
            **self._parts,
            "word/document.xml": etree.tostring(self.document, encoding="UTF-8"),
            "word/footnotes.xml": etree.tostring(self.notes, encoding="UTF-8"),
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return buffer.getvalue()

    def paragraph(self, starts: str) -> Element:
        """The paragraph that begins so."""
        for paragraph in self.document.iter(f"{W}p"):
            if _text(paragraph).startswith(starts):
                return paragraph
        raise LookupError(starts)

    def retype(self, starts: str, old: str, new: str, *, tracked: bool = False) -> None:
        """Other words within a paragraph."""
        paragraph = self.paragraph(starts)
        for run in [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None]:
            words = run.find(f"{W}t").text or ""
            if old in words:
                before, after = words.split(old, 1)
                pieces = [_like(run, before)] if before else []
                gone, come = _like(run, old), _like(run, new)
                pieces += [self._gone(gone), self._come(come)] if tracked else [come]
                pieces += [_like(run, after)] if after else []
                _replace(run, pieces)
                return
        raise LookupError(old)

    def add(self, starts: str, words: str, *, tracked: bool = False) -> None:
        """A new paragraph behind one: Enter at its end, and typing."""
        behind = self.paragraph(starts)
        made = etree.Element(f"{W}p")
        style = behind.find(f"{W}pPr/{W}pStyle")
        properties = etree.SubElement(made, f"{W}pPr")
        etree.SubElement(properties, f"{W}pStyle").set(f"{W}val", style.get(f"{W}val"))
        run = _run(words)
        if tracked:
            self._end(made, "ins")
            run = self._come(run)
        made.append(run)
        behind.addnext(made)

    def strike(self, starts: str, *, tracked: bool = False) -> None:
        """A whole paragraph taken out."""
        paragraph = self.paragraph(starts)
        if not tracked:
            paragraph.getparent().remove(paragraph)
            return
        self._end(paragraph, "del")
        for run in list(paragraph.iterchildren(f"{W}r")):
            _replace(run, [self._gone(copy.deepcopy(run))])

    def part(self, starts: str, at: str) -> None:
        """Enter before these words: what comes now is a paragraph of its own."""
        first = self.paragraph(starts)
        self.retype(starts, at, at)  # so that a run begins there
        second = etree.Element(f"{W}p")
        second.append(copy.deepcopy(first.find(f"{W}pPr")))
        is_behind = False
        for child in list(first):
            is_behind = is_behind or (child.tag == f"{W}r" and _text(child) == at)
            if is_behind:
                second.append(child)
        first.addnext(second)

    def join(self, starts: str) -> None:
        """The end of a paragraph taken out: it goes on with the next."""
        first = self.paragraph(starts)
        second = first.getnext()
        first.append(_run(" "))
        for child in list(second):
            if child.tag != f"{W}pPr":
                first.append(child)
        second.getparent().remove(second)

    def move(self, starts: str, before: str, *, tracked: bool = False) -> None:
        """A paragraph cut here and put in there; tracked, the marks stay where it was cut."""
        paragraph, place = self.paragraph(starts), self.paragraph(before)
        if not tracked:
            place.addprevious(paragraph)
            return
        made = copy.deepcopy(paragraph)
        for mark in list(made.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        for side, kind in ((paragraph, "moveFrom"), (made, "moveTo")):
            self._end(side, kind)
            for run in list(side.iterchildren(f"{W}r")):
                wrapped = etree.Element(f"{W}{kind}", {f"{W}id": self._number(), **_WHO})
                _replace(run, [wrapped])
                wrapped.append(run)
        place.addprevious(made)

    def note(self, holds: str, old: str, new: str, *, tracked: bool = False) -> None:
        """Other words in a footnote."""
        for run in self.notes.iter(f"{W}r"):
            text = run.find(f"{W}t")
            if text is not None and holds in _text(run.getparent()) and old in (text.text or ""):
                before, after = (text.text or "").split(old, 1)
                gone, come = _like(run, old), _like(run, new)
                change = [self._gone(gone), self._come(come)] if tracked else [come]
                _replace(run, [_like(run, before), *change, _like(run, after)])
                return
        raise LookupError(holds)

    def take_marks(self, starts: str) -> None:
        """What happens to the marks when a whole line is selected and typed anew."""
        paragraph = self.paragraph(starts)
        for mark in list(paragraph.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)

    def _gone(self, run: Element) -> Element:
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
        wrapped = etree.Element(f"{W}del", {f"{W}id": self._number(), **_WHO})
        wrapped.append(run)
        return wrapped

    def _come(self, run: Element) -> Element:
        wrapped = etree.Element(f"{W}ins", {f"{W}id": self._number(), **_WHO})
        wrapped.append(run)
        return wrapped

    def _end(self, paragraph: Element, kind: str) -> None:
        """Say of the end of a paragraph that it was put in or taken out."""
        properties = paragraph.find(f"{W}pPr")
        run = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(run, f"{W}{kind}", {f"{W}id": self._number(), **_WHO})

    def _number(self) -> str:
        self._next += 1
        return str(self._next)


def _scatter(root: Element) -> None:
    """What Word leaves wherever it goes: rsids, torn runs, marks of spelling, breaks of pages."""
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(f"{W}rsidR", f"00{number:06X}")
        paragraph.set(f"{W}rsidRDefault", "00A1B2C3")
    for number, run in enumerate(list(root.iter(f"{W}r"))):
        text = run.find(f"{W}t")
        run.set(f"{W}rsidR", "00D4E5F6")
        if text is None or len(text.text or "") < 4 or text.getparent() is not run:
            continue
        half = len(text.text) // 2
        second = _like(run, text.text[half:])
        text.text = text.text[:half]
        text.set(_SPACE, "preserve")
        start = etree.Element(f"{W}proofErr")
        start.set(f"{W}type", "spellStart" if number % 2 else "gramStart")
        run.addnext(second)
        run.addnext(start)
        second.insert(
            1 if second.find(f"{W}rPr") is not None else 0,
            etree.Element(f"{W}lastRenderedPageBreak"),
        )


def _like(run: Element, words: str) -> Element:
    """A run that looks like another one."""
    made = _run(words)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        made.insert(0, copy.deepcopy(properties))
    return made


def _run(words: str) -> Element:
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set(_SPACE, "preserve")
    return run


def _replace(run: Element, pieces: list[Element]) -> None:
    for piece in reversed(pieces):
        run.addnext(piece)
    run.getparent().remove(run)


def _text(element: Element) -> str:
    return "".join(_texts(element))


def _texts(element: Element) -> Iterator[str]:
    for text in element.iter(f"{W}t"):
        yield text.text or ""

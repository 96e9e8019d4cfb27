"""Reading reports back with other programs: the XML of Word, a PDF library, an HTML parser."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word_part(path: Path, name: str) -> etree._Element:
    """One part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def word_paragraphs(path: Path) -> list[str]:
    """The paragraphs of the body, without marks of notes."""
    found = word_part(path, "document").iter(f"{W}p")
    return [text for text in map(_text, found) if text]


def word_headings(path: Path) -> list[str]:
    """The headings, told by their styles."""
    found = []
    for p in word_part(path, "document").iter(f"{W}p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(r"[Hh]eading ?1", style.get(f"{W}val", "")):
            found.append(_text(p))
    return found


def word_notes(path: Path) -> dict[int, str]:
    """The footnotes by their number in the file, a line for each paragraph."""
    notes = word_part(path, "footnotes").iter(f"{W}footnote")
    texts = {int(n.get(f"{W}id", "0")): "\n".join(map(_text, n.iter(f"{W}p"))) for n in notes}
    return {number: text.strip() for number, text in texts.items() if text.strip()}


def _text(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t")).strip()


def word_noted(path: Path) -> dict[str, str]:
    """Each paragraph that has a note, with the note."""
    notes, found = word_notes(path), {}
    for p in word_part(path, "document").iter(f"{W}p"):
        for mark in p.iter(f"{W}footnoteReference"):
            found[_text(p)] = notes[int(mark.get(f"{W}id", "0"))]
    return found


def letters(text: str) -> str:
    """Letters and digits alone: what is the same wherever lines break and marks stand."""
    return re.sub(r"[\W_]+", "", text.replace("\x02", "").replace("\ufffe", ""))


def pdf_text(path: Path) -> str:
    """Everything on every page of a PDF."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def html_page(path: Path) -> LexborHTMLParser:
    """A web page, parsed."""
    return LexborHTMLParser(path.read_bytes())


def html_texts(path: Path) -> list[str]:
    """The paragraphs, headings and notes of a page, without marks and back links."""
    page = html_page(path)
    for node in page.css("sup, a.back, .notes h2, .every-page, nav, .number"):
        node.decompose()
    blocks = [n for n in page.root.traverse() if n.tag in {"h1", "h2", "h3", "p", "li"}]  # type: ignore[union-attr]
    leaves = [n for n in blocks if n.tag == "p" or not n.css_first("p")]
    return [n.text().strip() for n in leaves if n.text().strip()]

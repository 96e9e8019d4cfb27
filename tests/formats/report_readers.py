"""Reports read back by other programs than those that wrote them."""

import ctypes
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from selectolax.lexbor import LexborHTMLParser as HTMLParser

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTENTS = ("Contents", "Содержание", "Мазмұны")


def squeezed(text: str) -> str:
    """Text without white space, which every format is free to break as it likes."""
    return re.sub(r"\s+", "", text)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs_of(part: bytes) -> Iterator[str]:
    """The text of every paragraph of a Word part that has any, raised commas and contents left."""
    for element in etree.fromstring(part).iter(f"{W}p"):
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val").startswith("TOC"):
            continue
        texts = (each for each in element.iter(f"{W}t") if not is_mark(each))
        text = "".join(each.text or "" for each in texts)
        if text.strip():
            yield text.strip()


def is_mark(text: etree._Element) -> bool:
    """Whether a text only parts two marks of notes."""
    style = text.getparent().find(f"{W}rPr/{W}rStyle")
    return style is not None and style.get(f"{W}val") == "FootnoteReference"


def read_docx(data: bytes) -> tuple[str, ...]:
    """The text of a Word file: document, then notes."""
    parts = parts_of(data)
    return tuple(paragraphs_of(parts["word/document.xml"])) + tuple(
        paragraphs_of(parts["word/footnotes.xml"])
    )


def read_html(data: bytes) -> tuple[str, ...]:
    """The text of a web page: what stands in blocks, marks and back links left out."""
    page = HTMLParser(data)
    for node in page.css("sup, a.back, .notes h2, .every-page, nav, .number"):
        node.decompose()
    names = {"h1", "h2", "h3", "h4", "p", "li", "caption", "th", "td"}
    blocks = [node for node in page.root.traverse() if node.tag in names]
    leaves = [node for node in blocks if node.tag == "p" or not node.css_first("p")]
    return tuple(node.text().strip() for node in leaves)


def letters_of(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float]]:
    """The letters between the margins of a page, each with its size in points."""
    text = page.get_textpage()
    for n in range(text.count_chars()):
        bottom = text.get_charbox(n)[1]
        if 65 < bottom < 780:
            yield chr(pdfium.FPDFText_GetUnicode(text, n)), pdfium.FPDFText_GetFontSize(text, n)


def read_pdf(data: bytes) -> tuple[str, str]:
    """The squeezed text of a PDF: body with its marks, and notes with their numbers."""
    letters = [each for page in pypdfium2.PdfDocument(data) for each in letters_of(page)]
    notes = "".join(letter for letter, size in letters if size == 8.5)
    body = "".join(letter for letter, size in letters if size != 8.5 and size > 6)
    return squeezed(body.replace("\x02", "-")), squeezed(notes.replace("\x02", "-"))


def page_of_md(data: bytes) -> HTMLParser:
    """A Markdown file as a web page, with tables, strikethrough, bare addresses and footnotes."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False}).use(footnote_plugin)
    return HTMLParser(f"<body>{reader.render(data.decode())}</body>")


def read_md(data: bytes) -> tuple[str, ...]:
    """The text of a Markdown file, block by block; contents and marks left out."""
    page = page_of_md(data)
    for node in page.css("sup, a.footnote-backref"):
        node.decompose()
    names = [node.tag for node in page.css("h1, p")]
    for line in page.css("p")[: names.index("h1")]:  # said on every page
        line.decompose()
    for title in [node for node in page.css("p > strong") if node.text() in CONTENTS]:
        entries = title.parent.next.next  # after the line break between them
        title.parent.decompose()
        entries.decompose()
    names = {"h1", "h2", "h3", "h4", "p", "li", "th", "td"}
    blocks = [node for node in page.root.traverse() if node.tag in names]
    leaves = [node for node in blocks if node.tag == "p" or not node.css_first("p")]
    return tuple(node.text().strip() for node in leaves)


class Tagged:
    """A PDF read by its tags, as a screen reader does: the tree by pypdf, the words by PDFium."""

    def __init__(self, data: bytes) -> None:
        """Find the words of each mark of every page."""
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self._pages = {
            page.indirect_reference.idnum: number  # type: ignore[union-attr]
            for number, page in enumerate(self.reader.pages)
        }
        self.words: dict[tuple[int, int], str] = {}
        self.untagged: list[str] = []
        for number, page in enumerate(pypdfium2.PdfDocument(data)):
            for mark, text, is_artifact in _texts_of(page):
                if mark >= 0:
                    key = (number, mark)
                    self.words[key] = self.words.get(key, "") + text
                elif text.strip() and not is_artifact:
                    self.untagged.append(text)

    @property
    def root(self) -> Any:
        """The topmost element."""
        return self.reader.trailer["/Root"]["/StructTreeRoot"]["/K"].get_object()  # type: ignore[index]

    def elements(self, name: str) -> list[Any]:
        """Every element with this tag, in reading order."""
        return [each for each in self._walk(self.root) if each.get("/S") == name]

    def text(self, element: Any, *, leave: frozenset[str] = frozenset()) -> str:
        """The words below an element; those below tags to leave are left."""
        return "".join(self._text(element, None, leave))

    def _walk(self, element: Any) -> Iterator[Any]:
        element = element.get_object()
        if isinstance(element, list):
            for each in element:
                yield from self._walk(each)
        elif isinstance(element, dict) and "/S" in element:
            yield element
            yield from self._walk(element.get("/K", pypdf.generic.ArrayObject()))

    def _is_left(self, element: Any, leave: frozenset[str]) -> bool:
        """Whether to leave an element; with labels the mark of a note in a cell, which is none."""
        tag = element.get("/S")
        if tag in leave:
            return True
        is_in_cell = tag == "/Link" and element["/P"].get_object().get("/S") in {"/TD", "/Span"}
        return is_in_cell and "/Lbl" in leave and self.text(element).strip().isdigit()

    def _text(self, element: Any, page: int | None, leave: frozenset[str]) -> Iterator[str]:
        element = element.get_object()
        if isinstance(element, list):
            for each in element:
                yield from self._text(each, page, leave)
        elif isinstance(element, int):
            yield self.words.get((page or 0, element), "")
        elif isinstance(element, dict) and not self._is_left(element, leave):
            if "/Pg" in element:
                page = self._pages[element.raw_get("/Pg").idnum]
            if "/MCID" in element:
                yield self.words.get((page or 0, int(element["/MCID"])), "")
            if "/K" in element:
                yield from self._text(element["/K"], page, leave)


def _texts_of(page: pypdfium2.PdfPage) -> Iterator[tuple[int, str, bool]]:
    """The texts of a page: mark (-1: none), words, whether they are no content (an artifact)."""
    known = page.get_textpage()
    for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        size = pdfium.FPDFTextObj_GetText(each.raw, known.raw, None, 0)
        buffer = ctypes.create_string_buffer(size)
        place = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFTextObj_GetText(each.raw, known.raw, place, size)
        text = buffer.raw[: size - 2].decode("utf-16-le")
        is_artifact = "Artifact" in _marks_of(each.raw)
        yield pdfium.FPDFPageObj_GetMarkedContentID(each.raw), text, is_artifact


def _marks_of(obj: Any) -> Iterator[str]:
    """The names of the marks around an object of a page."""
    for number in range(pdfium.FPDFPageObj_CountMarks(obj)):
        mark, size = pdfium.FPDFPageObj_GetMark(obj, number), ctypes.c_ulong()
        buffer = ctypes.create_string_buffer(64)
        place = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFPageObjMark_GetName(mark, place, 64, ctypes.byref(size))
        yield buffer.raw[: max(0, size.value - 2)].decode("utf-16-le")


def read_tags(data: bytes) -> tuple[str, str]:
    """The squeezed words of a PDF as it is read aloud: body, and notes; numbers and marks left out.

    Left out are contents, labels (of items, notes and their marks) and what a figure draws.
    """
    tagged = Tagged(data)
    body = tagged.text(tagged.root, leave=frozenset({"/Note", "/Lbl", "/TOC", "/Figure"}))
    notes = (tagged.text(note, leave=frozenset({"/Lbl"})) for note in tagged.elements("/Note"))
    return squeezed(body), squeezed("".join(notes))

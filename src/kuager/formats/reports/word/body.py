"""The text of the Word file: document and footnotes from a `Sheet`, by styles alone."""

from collections.abc import Iterable, Iterator

from kuager.formats.look import LIGHT
from kuager.formats.reports.press.sheet import (
    LaidBlock,
    LaidHeading,
    LaidList,
    LaidPicture,
    LaidTable,
    Line,
    Piece,
    Sheet,
)
from kuager.formats.reports.word.package import Relation
from kuager.formats.reports.word.pictures import Pictures
from kuager.formats.reports.word.xml import Element, related, text, w

A4 = {"w": 11906, "h": 16838}
MARGINS = {
    "top": 1418,
    "right": 1474,
    "bottom": 1418,
    "left": 1701,
    "header": 680,
    "footer": 680,
    "gutter": 0,
}
TEXT_WIDTH = A4["w"] - MARGINS["left"] - MARGINS["right"]
_REGIONS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}
_LINE_STYLES = {"note": "Aside", "reading": "Reading", "foot": "Foot"}
_CHARACTER_STYLES = {"italic": "Emphasis", "bold": "Strong"}


def word_language(tag: str) -> str:
    """A language tag as Word knows it: our three with their region, any other as it is."""
    return _REGIONS.get(tag, tag)


class Links:
    """The external addresses of one part, each as one relation."""

    def __init__(self, first: int) -> None:
        """Number relations from `first`, above those the part has anyway."""
        self._first = first
        self._identifiers: dict[str, str] = {}

    def relation(self, address: str) -> str:
        """The identifier of the relation that leads to an address."""
        new = f"rId{self._first + len(self._identifiers)}"
        return self._identifiers.setdefault(address, new)

    def relations(self) -> Iterator[Relation]:
        """All of them, in the order of first use."""
        for address, identifier in self._identifiers.items():
            yield Relation(identifier, "hyperlink", address, is_external=True)


class Writer:
    """Writes the lines of one part; `links` and `pictures` collect what they lead to."""

    def __init__(self, links: Links, pictures: Pictures) -> None:
        """Start with no bookmark."""
        self._links = links
        self._pictures = pictures
        self._bookmarks = 0

    def document(self, sheet: Sheet, header: str, footer: str) -> Element:
        """`word/document.xml`; `header` and `footer` are relation identifiers."""
        body = w("body", *self._front(sheet), *self._blocks(sheet.blocks))
        body.extend(self._closing(sheet.closing))
        body.append(_section(header, footer))
        return w("document", w("background", color=LIGHT.paper), body)

    def footnotes(self, sheet: Sheet) -> Element:
        """`word/footnotes.xml`: the two separators Word wants, then the notes."""
        separators = [
            _separator(-1, "separator"),
            _separator(0, "continuationSeparator"),
        ]
        notes = [
            w("footnote", *self._note_lines(note.lines), id=note.number) for note in sheet.notes
        ]
        return w("footnotes", *separators, *notes)

    def _front(self, sheet: Sheet) -> Iterator[Element]:
        """Title and subtitle; the subtitle carries the double rule even when it is empty."""
        yield _paragraph("Title", _run(sheet.title))
        yield _paragraph("Subtitle", _run(sheet.subtitle or ""))

    def _blocks(
        self, blocks: Iterable[LaidBlock], body_style: str = "BodyText"
    ) -> Iterator[Element]:
        """The paragraphs and tables of a list of blocks."""
        for block in blocks:
            if isinstance(block, LaidHeading):
                runs = self._placed(block.place, [_run(block.text)])
                yield _paragraph(f"Heading{block.level}", *runs)
            elif isinstance(block, LaidTable):
                yield from self._table(block)
            elif isinstance(block, LaidPicture):
                drawn = w("r", self._pictures.drawing(block))
                yield _paragraph("Picture", *self._placed(block.place, [drawn]))
            elif isinstance(block, LaidList):
                style = "ListBullet" if block.kind == "bullet" else "ListNumber"
                yield from (self._line(style, item.line, item.place) for item in block.items)
            else:
                style = _LINE_STYLES.get(block.kind, body_style)
                yield self._line(style, block.line, block.place)

    def _closing(self, blocks: tuple[LaidBlock, ...]) -> Iterator[Element]:
        """The closing lines, the first under a rule."""
        yield from self._blocks(blocks[:1], "ClosingFirst")
        yield from self._blocks(blocks[1:], "Closing")

    def _line(self, style: str, line: Line, place: str | None = None) -> Element:
        """A paragraph of one line of pieces."""
        return _paragraph(style, *self._placed(place, self._pieces(line)))

    def _placed(self, place: str | None, runs: Iterable[Element]) -> Iterator[Element]:
        """The runs between the ends of a bookmark, if cross-references may name the place."""
        if place is None:
            yield from runs
            return
        number = self._bookmarks
        self._bookmarks += 1
        yield w("bookmarkStart", id=number, name=place)
        yield from runs
        yield w("bookmarkEnd", id=number)

    def _pieces(self, line: Line) -> Iterator[Element]:
        """The runs of a line, links around theirs, marks after theirs."""
        for piece in line:
            if piece.address is not None:
                link = w("hyperlink", _styled(piece, "Hyperlink"), history=1)
                yield related(link, self._links.relation(piece.address))
            elif piece.place is not None:
                yield w(
                    "hyperlink", _styled(piece, "CrossReference"), anchor=piece.place, history=1
                )
            elif piece.text:
                yield _styled(piece, None)
            yield from _marks(piece.marks)

    def _note_lines(self, lines: tuple[Line, ...]) -> Iterator[Element]:
        """The paragraphs of a note; the first opens with its number."""
        for n, line in enumerate(lines):
            opening = [_run_of(w("footnoteRef"), "FootnoteReference"), _run(" ")] if n == 0 else []
            yield _paragraph("FootnoteText", *opening, *self._pieces(line))

    def _table(self, table: LaidTable) -> Iterator[Element]:
        """Caption, table, and the empty line that keeps two tables apart."""
        yield _paragraph("Caption", _run(table.caption))
        columns = [
            (TEXT_WIDTH * share // 1000, "TableFigure" if numeric else "TableText")
            for share, numeric in zip(table.shares, table.numeric, strict=True)
        ]
        kept = len(table.rows) - 1 if table.is_short else 0
        yield w(
            "tbl",
            _table_properties(),
            w("tblGrid", *(w("gridCol", w=width) for width, _ in columns)),
            self._row(table.header, columns, "Kept", w("tblHeader")),
            *(self._row(row, columns, "Kept" * (n < kept)) for n, row in enumerate(table.rows)),
        )
        yield _paragraph("AfterTable")

    def _row(
        self,
        cells: tuple[Line, ...],
        columns: list[tuple[int, str]],
        kept: str,
        repeated: Element | None = None,
    ) -> Element:
        """One row, in styles that keep it with the next where `kept` says so."""
        row = w("tr", w("trPr", w("cantSplit"), repeated))
        for cell, (width, style) in zip(cells, columns, strict=True):
            size = w("tcPr", w("tcW", w=width, type="dxa"))
            row.append(w("tc", size, self._line(style + kept, cell)))
        return row


def _styled(piece: Piece, link_style: str | None) -> Element:
    """A run of a piece. Word allows one style a run: a bold link is "HyperlinkStrong"."""
    own = _CHARACTER_STYLES.get(piece.style, "")
    return _run(piece.text, f"{link_style or ''}{own}" or None, piece.language)


def _run(content: str, style: str | None = None, language: str | None = None) -> Element:
    """A run of text."""
    return _run_of(text(content), style, language)


def _run_of(content: Element, style: str | None = None, language: str | None = None) -> Element:
    """A run of anything, with its character style and language."""
    if style is None and language is None:
        return w("r", content)
    tag = word_language(language) if language else ""
    properties = w(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("lang", val=tag, eastAsia=tag) if language else None,
    )
    return w("r", properties, content)


def _marks(marks: tuple[int, ...]) -> Iterator[Element]:
    """The marks of notes, a raised comma between two."""
    for n, number in enumerate(marks):
        if n:
            yield _run(",", "FootnoteReference")
        yield _run_of(w("footnoteReference", id=number), "FootnoteReference")


def _paragraph(style: str, *children: Element) -> Element:
    """A paragraph in a style."""
    return w("p", w("pPr", w("pStyle", val=style)), *children)


def _separator(number: int, kind: str) -> Element:
    """One of the two lines Word draws above notes."""
    return w("footnote", w("p", w("r", w(kind))), type=kind, id=number)


def _table_properties() -> Element:
    """The table's style, as wide as the text, its first row a header."""
    return w(
        "tblPr",
        w("tblStyle", val="Ledger"),
        w("tblW", w=5000, type="pct"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0),
    )


def _section(header: str, footer: str) -> Element:
    """One section, A4, with the teal spine along the left edge."""
    spine = w("left", val="single", sz=72, space=0, color=LIGHT.teal)
    return w(
        "sectPr",
        related(w("headerReference", type="default"), header),
        related(w("footerReference", type="default"), footer),
        w("pgSz", **A4),
        w("pgMar", **MARGINS),
        w("pgBorders", spine, offsetFrom="page"),
    )

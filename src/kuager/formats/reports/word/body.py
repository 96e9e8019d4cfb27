"""The text of the Word file: document and footnotes from a `Sheet`, by styles alone."""

from collections.abc import Iterable, Iterator
from typing import Final

from kuager.formats.reports.press.sheet import (
    Item,
    LaidBlock,
    LaidHeading,
    LaidList,
    LaidParagraph,
    LaidPicture,
    LaidTable,
    Line,
    Piece,
    Sheet,
)
from kuager.formats.reports.press.words import words_in
from kuager.formats.reports.word import tables
from kuager.formats.reports.word.furniture import number_of_series
from kuager.formats.reports.word.naming import Naming
from kuager.formats.reports.word.package import Relation
from kuager.formats.reports.word.page import Margins, section
from kuager.formats.reports.word.pictures import Pictures
from kuager.formats.reports.word.styles import press_of
from kuager.formats.reports.word.xml import Element, field, related, text, w

_REGIONS = {"en": "en-GB", "ru": "ru-RU", "kk": "kk-KZ"}
_LINE_STYLES = {"note": "Aside", "reading": "Reading", "foot": "Foot", "quote": "Quote"}
_FRONT_STYLES = {"note": "FrontNote"}
_LIST_STYLES: Final = {"bullet": "Bullet", "numbered": "Number", "item": "Item"}
_CHARACTER_STYLES = {"italic": "Emphasis", "bold": "Strong"}
_PROPER: Final = Naming()


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

    def __init__(self, links: Links, pictures: Pictures, naming: Naming = _PROPER) -> None:
        """Start with no bookmark; `naming` says which there will be."""
        self._links = links
        self._pictures = pictures
        self._naming = naming
        self._bookmarks = 0
        self._tables: frozenset[str | None] = frozenset()

    def document(self, sheet: Sheet, margins: Margins) -> Element:
        """`word/document.xml`; `margins` are the relations of header and footer."""
        press = press_of(sheet.look)
        blocks = (*sheet.blocks, *sheet.closing)
        self._tables = frozenset(each.place for each in blocks if isinstance(each, LaidTable))
        body = w("body", *self._title(sheet))
        if sheet.front:
            body.extend(self._front(sheet.front))
            ended = section(press, margins)
            body.append(w("p", w("pPr", w("pStyle", val="FrontText"), ended)))
        body.extend(self._contents(sheet))
        body.extend(self._blocks(sheet.blocks))
        body.extend(self._blocks(sheet.closing[:1], "ClosingFirst"))
        body.extend(self._blocks(sheet.closing[1:], "Closing"))
        body.append(section(press, margins))
        background = None if press.is_plain else w("background", color=press.colours.paper)
        return w("document", background, body)

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

    def _title(self, sheet: Sheet) -> Iterator[Element]:
        """Title and subtitle; the subtitle carries the double rule even when it is empty."""
        for style, kind, words in (
            ("Title", "title", sheet.title),
            ("Subtitle", "subtitle", sheet.subtitle or ""),
        ):
            yield _paragraph(style, *self._marked(self._naming.frame(kind), [_run(words)]))

    def _front(self, blocks: tuple[LaidBlock, ...]) -> Iterator[Element]:
        """The lines of the title page."""
        lines: list[tuple[str, Line]] = []
        for block in blocks:
            if isinstance(block, LaidList):
                lines += [("ListBullet", item.line) for item in block.items]
            elif isinstance(block, LaidParagraph):
                lines.append((_FRONT_STYLES.get(block.kind, "FrontText"), block.line))
        for style, line in lines:
            yield _paragraph(style, *self._marked(self._naming.frame("front"), self._pieces(line)))

    def _contents(self, sheet: Sheet) -> Iterator[Element]:
        """The table of contents: a real field that shows what it would count, without pages."""
        if not sheet.contents:
            return
        heading = [_run(words_in(sheet.language).contents)]
        yield _paragraph("TOCHeading", *self._marked(self._naming.frame("contents"), heading))
        begin, instruction, middle, end = field(r'TOC \o "1-3" \n \h \z')
        last = len(sheet.contents) - 1
        for n, entry in enumerate(sheet.contents):
            words = f"{entry.number} {entry.text}".strip()
            link = w("hyperlink", _run(words), anchor=self._naming.target(entry.place), history=1)
            runs = self._marked(self._naming.frame("contents"), [link])
            opening = [begin, instruction, middle] if n == 0 else []
            yield _paragraph(f"TOC{entry.level}", *opening, *runs, *([end] if n == last else []))

    def _blocks(
        self, blocks: Iterable[LaidBlock], body_style: str = "BodyText"
    ) -> Iterator[Element]:
        """The paragraphs and tables of a list of blocks."""
        for block in blocks:
            if isinstance(block, LaidHeading):
                yield self._set(f"Heading{block.level}", block.place, [_run(block.text)])
            elif isinstance(block, LaidTable):
                yield from self._table(block)
            elif isinstance(block, LaidPicture):
                drawn = w("r", self._pictures.drawing(block))
                yield self._set("Picture", block.place, [drawn])
            elif isinstance(block, LaidList):
                for item in block.items:
                    yield from self._item(block, item)
            else:
                style = _LINE_STYLES.get(block.kind, body_style)
                yield self._set(style, block.place, self._pieces(block.line))

    def _item(self, block: LaidList, item: Item) -> Iterator[Element]:
        """An item and its further paragraphs; those of a series name the list that counts them."""
        kind = _LIST_STYLES[block.kind]
        counted = None
        if block.kind == "item":
            number = number_of_series(block.series)
            counted = w("numPr", w("ilvl", val=0), w("numId", val=number))
        yield self._set(f"List{kind}", item.place, self._pieces(item.line), counted)
        for more in item.more:
            style = f"{kind}Quote" if more.kind == "quote" else f"{kind}Continue"
            yield self._set(style, more.place, self._pieces(more.line))

    def _set(
        self,
        style: str,
        place: str | None,
        runs: Iterable[Element],
        counted: Element | None = None,
    ) -> Element:
        """A line of the text in its style, in a bookmark if it is to have one."""
        return _paragraph(style, *self._marked(self._naming.line(place), runs), counted=counted)

    def _marked(self, name: str | None, runs: Iterable[Element]) -> Iterator[Element]:
        """The runs between the ends of a bookmark, if there is a name for one."""
        if name is None:
            yield from runs
            return
        number = self._bookmarks
        self._bookmarks += 1
        yield w("bookmarkStart", id=number, name=name)
        yield from runs
        yield w("bookmarkEnd", id=number)

    def _pieces(self, line: Line) -> Iterator[Element]:
        """The runs of a line, links around theirs, marks after theirs."""
        for piece in line:
            if piece.address is not None:
                link = w("hyperlink", _styled(piece, "Hyperlink"), history=1)
                yield related(link, self._links.relation(piece.address))
            elif piece.place is not None:
                yield from self._reference(piece, self._naming.target(piece.place))
            elif piece.text:
                yield _styled(piece, None)
            yield from _marks(piece.marks)

    def _reference(self, piece: Piece, target: str) -> Iterator[Element]:
        """A cross-reference: a link, or the number of the place as a field that Word can count.

        The number of a table is a link as well: the field would say "Table 2" for "2".
        """
        shown = _styled(piece, "CrossReference")
        if piece.is_number and piece.place not in self._tables:
            yield from field(rf"REF {target} \r \t \h", shown)
        else:
            yield w("hyperlink", shown, anchor=target, history=1)

    def _note_lines(self, lines: tuple[Line, ...]) -> Iterator[Element]:
        """The paragraphs of a note; the first opens with its number."""
        for n, line in enumerate(lines):
            opening = [_run_of(w("footnoteRef"), "FootnoteReference"), _run(" ")] if n == 0 else []
            yield _paragraph("FootnoteText", *opening, *self._pieces(line))

    def _table(self, table: LaidTable) -> Iterator[Element]:
        """Caption, table, and the empty line that keeps two tables apart."""
        caption = "CaptionNumbered" if table.number else "Caption"
        yield self._set(caption, table.place, [_run(table.caption)])
        name = self._naming.table()

        def cell(style: str, line: Line, *, is_first: bool) -> Element:
            return _paragraph(style, *self._marked(name if is_first else None, self._pieces(line)))

        yield tables.table(table, cell)
        yield _paragraph("AfterTable")


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


def _paragraph(style: str, *children: Element, counted: Element | None = None) -> Element:
    """A paragraph in a style; `counted` names the list of an item."""
    return w("p", w("pPr", w("pStyle", val=style), counted), *children)


def _separator(number: int, kind: str) -> Element:
    """One of the two lines Word draws above notes."""
    return w("footnote", w("p", w("r", w(kind))), type=kind, id=number)

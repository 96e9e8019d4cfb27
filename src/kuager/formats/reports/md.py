"""Markdown: plain text that people read as it is and web sites take in, with real footnotes."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from kuager.formats.reports.marked.escaping import as_heading, as_line, escaped
from kuager.formats.reports.marked.lines import inline, placed, strong
from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.sheet import (
    Entry,
    Item,
    LaidBlock,
    LaidHeading,
    LaidList,
    LaidNote,
    LaidParagraph,
    LaidPicture,
    LaidTable,
    Line,
    Sheet,
)
from kuager.formats.reports.press.words import words_in
from kuager.model.report import Report


class Md:
    """For web sites, wikis and whoever compares two versions; CommonMark, tables and footnotes.

    The pictures of charts stay out: their sentence, table and foot say the same. What Markdown has
    no signs for (languages, places that links lead to) stands in HTML tags, which it allows.
    """

    NAME: ClassVar[str] = "md"
    MEDIA_TYPE: ClassVar[str] = "text/markdown"
    SUFFIX: ClassVar[str] = ".md"

    def write(self, report: Report) -> bytes:
        """The file in UTF-8."""
        sheet = lay(report)
        parts = _Writer(sheet, words_in(report.language).contents).parts()
        return ("\n\n".join(filter(None, parts)) + "\n").encode("utf-8")


class _Writer:
    """Writes one sheet; a list knows which signs the list before it had."""

    def __init__(self, sheet: Sheet, contents: str) -> None:
        """Find the places that links lead to: only these are marked."""
        self._sheet = sheet
        self._contents = contents
        self._named = frozenset(_named(sheet))
        self._waiting: str | None = None

    def parts(self) -> Iterator[str]:
        """The whole document, part by part; each stands between blank lines."""
        sheet = self._sheet
        yield f'<div lang="{sheet.language}">'
        yield from (strong(line) for line in (sheet.practice, sheet.working) if line)
        yield f"# {as_heading(escaped(sheet.title))}"
        if sheet.subtitle:
            yield strong(sheet.subtitle)
        if sheet.front:
            yield from (*self._blocks(sheet.front), "---")
        if sheet.contents:
            yield strong(self._contents)
            yield "\n".join(map(_entry, sheet.contents))
        yield from self._blocks(sheet.blocks)
        if sheet.closing:
            yield from ("---", *self._blocks(sheet.closing))
        yield from map(_note, sheet.notes)
        yield "</div>"

    def _blocks(self, blocks: Iterable[LaidBlock]) -> Iterator[str]:
        """The blocks; of two lists in a row the second has the other sign after its numbers."""
        sign = "."
        for block in blocks:
            if isinstance(block, LaidList):
                yield self._list(block, sign)
                sign = ")" if sign == "." else "."
            else:
                yield self._block(block)
                sign = "."

    def _block(self, block: LaidHeading | LaidParagraph | LaidTable | LaidPicture) -> str:
        """One block that is no list."""
        if isinstance(block, LaidHeading):
            text = as_heading(escaped(" ".join(filter(None, (block.number, block.text)))))
            return f"{'#' * (block.level + 1)} {self._place(block.place)}{text}"
        if isinstance(block, LaidTable):
            return self._table(block)
        if isinstance(block, LaidPicture):
            return self._place(block.place)
        return self._paragraph(block)

    def _paragraph(self, block: LaidParagraph) -> str:
        """A paragraph; a quotation behind its sign."""
        text = self._line(block.line, block.place)
        return f"> {text}" if block.kind == "quote" else text

    def _list(self, block: LaidList, sign: str) -> str:
        """A list; paragraphs that are counted through stand apart from one another."""
        is_airy = block.kind == "numbered" or any(item.more for item in block.items)
        items = (self._item(item, sign) for item in block.items)
        return ("\n\n" if is_airy else "\n").join(items)

    def _item(self, item: Item, sign: str) -> str:
        """An item; its further paragraphs stand under its words, not under its number."""
        opening = f"{item.number}{sign} " if item.number else ("- " if sign == "." else "* ")
        more = "".join(
            f"\n\n{' ' * len(opening)}{self._paragraph(further)}" for further in item.more
        )
        return f"{opening}{self._line(item.line, item.place)}{more}"

    def _table(self, table: LaidTable) -> str:
        """The caption and the table; figures are set flush right."""
        label = f"{table.label}. " if table.label else ""
        rules = ["---:" if numeric else "---" for numeric in table.numeric]
        rows = [map(inline, table.header), rules, *(map(inline, row) for row in table.rows)]
        caption = f"{self._place(table.place)}{strong(label + table.caption)}"
        return "\n".join((f"{caption}\n", *(f"| {' | '.join(row)} |" for row in rows)))

    def _line(self, line: Line, place: str | None) -> str:
        """A line with its place."""
        return self._place(place) + as_line(inline(line))

    def _place(self, place: str | None) -> str:
        """The place, if a link leads there."""
        return placed(place, self._named)


def _entry(entry: Entry) -> str:
    """A line of the table of contents."""
    text = escaped(" ".join(filter(None, (entry.number, entry.text))))
    return f"{'  ' * (entry.level - 1)}* [{text}](#{entry.place})"


def _note(note: LaidNote) -> str:
    """A footnote; its further paragraphs are set in."""
    lines = [line for line in (as_line(inline(each)) for each in note.lines) if line]
    return f"[^{note.number}]: " + "\n\n    ".join(lines)


def _named(sheet: Sheet) -> Iterator[str]:
    """The places that something leads to."""
    yield from (entry.place for entry in sheet.contents)
    lines = [line for note in sheet.notes for line in note.lines]
    for block in (*sheet.front, *sheet.blocks, *sheet.closing):
        lines += _lines(block)
    yield from (piece.place for line in lines for piece in line if piece.place is not None)


def _lines(block: LaidBlock) -> Iterator[Line]:
    """Every line of a block."""
    if isinstance(block, LaidParagraph):
        yield block.line
    elif isinstance(block, LaidTable):
        yield from (cell for row in (block.header, *block.rows) for cell in row)
    elif isinstance(block, LaidList):
        for item in block.items:
            yield from (item.line, *(further.line for further in item.more))

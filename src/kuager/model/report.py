"""A report as a value: what is said, in which order, with which notes; never how it looks.

Whoever knows the records builds a `Report`; the shelf `formats/reports` turns one into bytes.
A `Report` is checked when it is made, so a writer never meets a link to nowhere or a note
inside a note. Every string in it is content, never markup.

Notes are numbered in reading order (blocks, then closing lines); a note used at two places
is printed at both, under two numbers.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from kuager import N_, KuagerError
from kuager.model.chart import Chart

RunStyle = Literal["plain", "italic", "bold"]
ParagraphKind = Literal["body", "note", "numbered", "bullet", "item", "quote"]
Runs = tuple["Run", ...]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_DEEPEST = 3


class UnsoundReportError(KuagerError):
    """A report that no writer could print; a fault of whoever built it, never of the data.

    Facts: `problem` (a slug such as "link-to-nowhere") and `part` (the block, counted from 1).
    """

    code = "report-unsound"
    exit_code = 70
    text = N_(
        "The report cannot be written ({problem}, in part {part}). Nothing was written and the "
        "records are untouched; please report this fault of the program."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote: its paragraphs. `id` is for whoever builds the report and is never printed."""

    id: str
    paragraphs: tuple[Runs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text in one style and one language; `note` hangs after its last character.

    `language` is a BCP 47 tag, or None for the language of the report. `link` is a web
    address ("https:", "http:", "mailto:") or "#anchor", another place in this report. `number`
    prints the number of the numbered paragraph, item or heading that the link leads to in place of
    `text`.
    """

    text: str
    style: RunStyle = "plain"
    language: str | None = None
    link: str | None = None
    note: Note | None = None
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 3. `anchor` is what a cross-reference names; never printed."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text.

    "numbered" ones are counted through the whole report; an "item" is counted within its `series`
    (or, without one, among its neighbours); "quote" is set in, "note" is an aside. A further
    paragraph of an item is a "quote" or "body" with the same `series`.
    """

    runs: Runs
    anchor: str | None = None
    kind: ParagraphKind = "body"
    series: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table; every row has as many cells as the header, and the header carries no notes."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A chart: printed as a picture, the sentence that reads it, its table and its foot.

    `anchor` is what a cross-reference names; never printed.
    """

    chart: Chart
    anchor: str | None = None


Block = Heading | Paragraph | TableBlock | ChartBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report, already cut to what may leave the house.

    `practice` prints a plain line at the top of every page. `closing` comes last, set apart.
    `front`: lines of a title page of its own; `contents`: a table of contents; `heading_numbers`:
    headings are numbered; `look` "un": Times New Roman and no colour, as UN secretariats ask for.
    `working` is the line that a working copy prints at the top of every page.
    Raises UnsoundReportError when it is made of parts that no writer could print.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    subtitle: str | None = None
    practice: bool = False
    closing: tuple[Paragraph, ...] = ()
    front: tuple[Paragraph, ...] = ()
    contents: bool = False
    heading_numbers: bool = False
    look: Literal["kuager", "un"] = "kuager"
    working: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no writer could print."""
        problem = next(_problems(self), None)
        if problem is not None:
            raise UnsoundReportError(problem=problem[0], part=problem[1])


def run(text: str, *, language: str | None = None, link: str | None = None) -> Run:
    """One plain run, the usual piece of a paragraph."""
    return Run(text=text, language=language, link=link)


def paragraph(*pieces: Run | str, kind: ParagraphKind = "body") -> Paragraph:
    """A paragraph from runs and plain strings."""
    return Paragraph(runs=_runs(pieces), kind=kind)


def note(identifier: str, *pieces: Run | str) -> Note:
    """A footnote of one paragraph from runs and plain strings."""
    return Note(id=identifier, paragraphs=(_runs(pieces),))


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str) -> TableBlock:
    """A table of plain strings."""
    return TableBlock(
        header=tuple(_runs((cell,)) for cell in header),
        rows=tuple(tuple(_runs((cell,)) for cell in row) for row in rows),
        caption=caption,
    )


def table_of_chart(chart: Chart) -> TableBlock:
    """The table that says what a chart shows, under the chart's title."""
    lines = [
        tuple((run(cell, language=chart.language),) for cell in row)
        for row in (chart.head, *chart.rows)
    ]
    return TableBlock(header=lines[0], rows=tuple(lines[1:]), caption=chart.title)


def printable(text: str) -> str:
    """The text as any format can carry it: NFC, line breaks as spaces, no control characters.

    Format characters (joiners, direction marks) stay: they belong to how people write.
    """
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return "".join(letter for letter in spaced if not _is_unprintable(letter))


def runs_of(block: Block) -> Iterator[Run]:
    """Every run of a block in reading order; a heading, a caption and a chart have none."""
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, TableBlock):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from cell


def notes_of(report: Report) -> tuple[Note, ...]:
    """The footnotes as they are numbered: the first is note 1."""
    blocks = (*report.blocks, *report.closing)
    return tuple(piece.note for block in blocks for piece in runs_of(block) if piece.note)


def reading_text(report: Report) -> tuple[str, ...]:
    """What a reader reads, part by part, without numbers, marks and the practice line.

    Title, subtitle, then per block its text (of a table the caption, then cell by cell; of a
    chart its reading, its table, its remarks and its foot), the closing lines, and last the notes.
    """
    head = [report.title, *([report.subtitle] if report.subtitle else [])]
    body = [text for block in (*report.blocks, *report.closing) for text in _texts(block)]
    notes = [_joined(runs) for each in notes_of(report) for runs in each.paragraphs]
    return tuple(printable(text) for text in (*head, *body, *notes))


def _texts(block: Block) -> Iterator[str]:
    """The texts of one block."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield _joined(block.runs)
    elif isinstance(block, ChartBlock):
        yield block.chart.reading
        yield from _texts(table_of_chart(block.chart))
        yield from (*block.chart.remarks, block.chart.foot)
    else:
        yield block.caption
        yield from (_joined(cell) for row in (block.header, *block.rows) for cell in row)


def _joined(runs: Runs) -> str:
    """The text of a line of runs."""
    return "".join(piece.text for piece in runs)


def _runs(pieces: Sequence[Run | str]) -> Runs:
    """Runs, with plain strings made into plain runs."""
    return tuple(run(piece) if isinstance(piece, str) else piece for piece in pieces)


def _is_unprintable(letter: str) -> bool:
    """Whether no file format may carry this character: controls, surrogates, non-characters."""
    if unicodedata.category(letter) in {"Cc", "Cs"}:
        return True
    return ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF  # noqa: PLR2004


def _problems(report: Report) -> Iterator[tuple[str, int]]:
    """What no writer could print: (slug, part), parts counted from 1, the closing after them."""
    if not printable(report.title).strip():
        yield "no-title", 0
    if not _LANGUAGE.fullmatch(report.language):
        yield "unknown-language", 0
    anchors: set[str] = set()
    parts = (*report.blocks, *report.closing)
    for part, block in enumerate(parts, 1):
        anchor = getattr(block, "anchor", None)
        if anchor in anchors:
            yield "anchor-used-twice", part
        anchors |= {anchor} if anchor is not None else set()
    level = 0
    for part, block in enumerate(parts, 1):
        if isinstance(block, Heading):
            yield from ((slug, part) for slug in _heading_problems(block, level))
            level = block.level
        elif isinstance(block, TableBlock):
            yield from ((slug, part) for slug in _table_problems(block))
        elif isinstance(block, ChartBlock) and not _LANGUAGE.fullmatch(block.chart.language):
            yield "unknown-language", part
        for piece in runs_of(block):
            yield from ((slug, part) for slug in _run_problems(piece, anchors))


def _heading_problems(heading: Heading, above: int) -> Iterator[str]:
    """A heading must have words and follow the one above without leaving a level out."""
    if not printable(heading.text).strip():
        yield "empty-heading"
    if not 1 <= heading.level <= min(_DEEPEST, above + 1):
        yield "heading-level"


def _table_problems(block: TableBlock) -> Iterator[str]:
    """Rows as wide as the header, at least one column, no note in the repeated header."""
    if not block.header or any(len(row) != len(block.header) for row in block.rows):
        yield "table-shape"
    if any(piece.note for cell in block.header for piece in cell):
        yield "note-in-table-header"


def _run_problems(piece: Run, anchors: set[str]) -> Iterator[str]:
    """Languages are tags, links lead somewhere, notes are one deep and say something."""
    if piece.language is not None and not _LANGUAGE.fullmatch(piece.language):
        yield "unknown-language"
    if piece.link is not None and not _leads_somewhere(piece.link, anchors):
        yield "link-to-nowhere"
    if piece.note is None:
        return
    inner = [each for runs in piece.note.paragraphs for each in runs]
    if not any(printable(each.text).strip() for each in inner):
        yield "empty-note"
    for each in inner:
        if each.note is not None:
            yield "note-in-note"
        else:
            yield from _run_problems(each, anchors)


def _leads_somewhere(link: str, anchors: set[str]) -> bool:
    """Whether a link is a known anchor, a mail address or a whole web address."""
    if link.startswith("#"):
        return link[1:] in anchors
    if link != printable(link) or " " in link:
        return False
    try:
        address = urlsplit(link)
        is_web = address.scheme in {"http", "https"} and bool(address.hostname)
    except ValueError:
        return False
    return is_web or (address.scheme == "mailto" and "@" in address.path)

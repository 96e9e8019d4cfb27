"""A report as a value: what is said, in which order, with which notes; never how it looks.

Whoever knows the records builds a `Report`; the shelf `formats/reports` turns one into bytes.
A `Report` is checked when it is made, so a writer never meets a link to nowhere or a note
inside a note. Every string in it is content, never markup.

Notes are numbered in reading order (blocks, then closing lines); a note used at two places
is printed at both, under two numbers. So are paragraphs, items, headings and tables that are
counted (`numbers_of`), and a `Run` can print the number that its link leads to.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from kuager import N_, KuagerError
from kuager.model.chart import Chart

RunStyle = Literal["plain", "italic", "bold"]
ParagraphKind = Literal["body", "note", "numbered", "bullet", "item", "quote"]
Runs = tuple["Run", ...]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_DEEPEST = 3
_FRONT_KINDS = {"body", "note", "bullet"}


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
    prints, in place of `text`, the number of the paragraph, item, heading or table that the link
    leads to.
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
    (or, without one, among its neighbours); "quote" is set in, "note" is an aside. A "body" or
    "quote" that follows an item (or a numbered or bulleted one) of the same `series` is a further
    paragraph of it.
    """

    runs: Runs
    anchor: str | None = None
    kind: ParagraphKind = "body"
    series: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """A table; every row has as many cells as the header, and the header carries no notes.

    A `numbered` one is counted through the report and says so before its caption ("Table 2").
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str
    anchor: str | None = None
    numbered: bool = False


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
    `front`: the lines under the title on a title page of its own ("body" in full weight, "note"
    small, "bullet"; no notes, no anchors, nothing counted); `contents`: a table of contents;
    `heading_numbers`: headings are numbered, "1.", "4.1"; `look` "un": Times New Roman and no
    colour, as UN secretariats ask for. `working` is the line that a working copy prints at the
    top of every page.
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


def paragraph(
    *pieces: Run | str, kind: ParagraphKind = "body", series: str | None = None
) -> Paragraph:
    """A paragraph from runs and plain strings."""
    return Paragraph(runs=_runs(pieces), kind=kind, series=series)


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
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
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


def numbers_of(report: Report) -> tuple[str, ...]:
    """The number of each block and closing line, in order; "" for what is not counted.

    "14" of a numbered paragraph, an item or a table; "4.1" of a heading of the second level.
    """
    count = _Count(has_heading_numbers=report.heading_numbers)
    return tuple(map(count.number, _parts(report)))


def numbers_by_anchor(report: Report) -> dict[str, str]:
    """The number of every counted place that a cross-reference may name."""
    pairs = zip(_parts(report), numbers_of(report), strict=True)
    return {block.anchor: number for block, number in pairs if number and block.anchor is not None}


def further_paragraph_of(block: Block, opened: Paragraph | None) -> bool:
    """Whether a block belongs to the item or numbered paragraph that was `opened` before it."""
    return (
        isinstance(block, Paragraph)
        and opened is not None
        and block.kind in {"body", "quote"}
        and block.series is not None
        and block.series == opened.series
    )


def reading_text(report: Report) -> tuple[str, ...]:
    """What a reader reads, part by part, without counted numbers, marks and lines on every page.

    Title, subtitle, the lines of the title page, then per block its text (of a table the caption,
    then cell by cell; of a chart its reading, its table, its remarks and its foot), the closing
    lines, and last the notes. A number printed by a cross-reference is part of its sentence. The
    table of contents says nothing new and is left out.
    """
    numbers = numbers_by_anchor(report)
    head = [report.title, *([report.subtitle] if report.subtitle else [])]
    blocks = (*report.front, *_parts(report))
    body = [text for block in blocks for text in _texts(block, numbers)]
    notes = [_joined(runs, numbers) for each in notes_of(report) for runs in each.paragraphs]
    return tuple(printable(text) for text in (*head, *body, *notes))


def words_digest(report: Report) -> str:
    """The fingerprint of all words of a report."""
    return sha256("\0".join(reading_text(report)).encode()).hexdigest()


def _parts(report: Report) -> tuple[Block, ...]:
    """The blocks and the closing lines: all that is counted."""
    return (*report.blocks, *report.closing)


class _Count:
    """Counts the blocks of a report, read from top to bottom once."""

    def __init__(self, *, has_heading_numbers: bool) -> None:
        """Start before the first block."""
        self._has_heading_numbers = has_heading_numbers
        self._levels: tuple[int, ...] = ()
        self._counts: Counter[tuple[str, str | None]] = Counter()

    def number(self, block: Block) -> str:
        """The number of the next block."""
        key = _counted_as(block)
        if key != _NEIGHBOURS:
            self._counts[_NEIGHBOURS] = 0
        if isinstance(block, Heading) and self._has_heading_numbers:
            above = (*self._levels, *(0,) * block.level)[: block.level]
            self._levels = (*above[:-1], above[-1] + 1)
            return ".".join(map(str, self._levels))
        if key is None:
            return ""
        self._counts[key] += 1
        return str(self._counts[key])


_NEIGHBOURS = ("item", None)


def _counted_as(block: Block) -> tuple[str, str | None] | None:
    """What a block is counted with; None if it is not counted, or is a heading."""
    if isinstance(block, TableBlock):
        return ("table", None) if block.numbered else None
    if isinstance(block, Paragraph) and block.kind == "numbered":
        return ("numbered", None)
    if isinstance(block, Paragraph) and block.kind == "item":
        return ("item", block.series)
    return None


def _texts(block: Block, numbers: Mapping[str, str]) -> Iterator[str]:
    """The texts of one block."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield _joined(block.runs, numbers)
    elif isinstance(block, ChartBlock):
        yield block.chart.reading
        yield from _texts(table_of_chart(block.chart), numbers)
        yield from (*block.chart.remarks, block.chart.foot)
    else:
        yield block.caption
        yield from (_joined(cell, numbers) for row in (block.header, *block.rows) for cell in row)


def _joined(runs: Runs, numbers: Mapping[str, str]) -> str:
    """The text of a line of runs."""
    return "".join(text_of(piece, numbers) for piece in runs)


def text_of(piece: Run, numbers: Mapping[str, str]) -> str:
    """What a run prints: its text, or the number of the place it leads to (`numbers_by_anchor`)."""
    return numbers[(piece.link or "")[1:]] if piece.number else piece.text


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
    if report.working is not None and not printable(report.working).strip():
        yield "empty-working-line", 0
    yield from _structure_problems(report)
    anchors = frozenset(block.anchor for block in _parts(report))
    known = _Known(anchors, numbers_by_anchor(report))
    for line in report.front:
        yield from ((slug, 0) for slug in _front_problems(line, known))
    for part, block in enumerate(_parts(report), 1):
        for piece in runs_of(block):
            yield from ((slug, part) for slug in _run_problems(piece, known))


def _structure_problems(report: Report) -> Iterator[tuple[str, int]]:
    """Anchors used twice; headings, tables and charts that cannot be."""
    anchors: set[str] = set()
    level = 0
    for part, block in enumerate(_parts(report), 1):
        if block.anchor in anchors:
            yield "anchor-used-twice", part
        anchors |= {block.anchor} if block.anchor is not None else set()
        if isinstance(block, Heading):
            yield from ((slug, part) for slug in _heading_problems(block, level))
            level = block.level
        elif isinstance(block, TableBlock):
            yield from ((slug, part) for slug in _table_problems(block))
        elif isinstance(block, ChartBlock) and not _LANGUAGE.fullmatch(block.chart.language):
            yield "unknown-language", part


class _Known(NamedTuple):
    """Where links may lead: the anchors, and the numbers of the counted ones."""

    anchors: frozenset[str | None]
    numbers: Mapping[str, str]


def _front_problems(line: Paragraph, known: _Known) -> Iterator[str]:
    """A line of the title page is not counted, not referred to, and carries no notes."""
    if line.kind not in _FRONT_KINDS or line.anchor is not None:
        yield "front-line"
    for piece in line.runs:
        if piece.note is not None:
            yield "note-in-front"
        yield from _run_problems(piece, known)


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


def _run_problems(piece: Run, known: _Known) -> Iterator[str]:
    """Languages are tags, links and numbers lead somewhere, notes are one deep and not empty."""
    if piece.language is not None and not _LANGUAGE.fullmatch(piece.language):
        yield "unknown-language"
    if piece.link is not None and not _leads_somewhere(piece.link, known.anchors):
        yield "link-to-nowhere"
    if piece.number and (piece.link or "")[1:] not in known.numbers:
        yield "number-of-nothing"
    if piece.note is None:
        return
    inner = [each for runs in piece.note.paragraphs for each in runs]
    if not any(each.number or printable(each.text).strip() for each in inner):
        yield "empty-note"
    for each in inner:
        if each.note is not None:
            yield "note-in-note"
        else:
            yield from _run_problems(each, known)


def _leads_somewhere(link: str, anchors: frozenset[str | None]) -> bool:
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

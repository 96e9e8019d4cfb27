"""A document laid out, for a page: its blocks in order, counted as they are on paper.

Under each piece stands a quiet way to what it was made of: the record behind it, the wording that
is printed, or the text that an author wrote.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kuager.model.chart import Chart
from kuager.model.manuscript import LaidOut, Placed
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Note,
    Paragraph,
    Run,
    TableBlock,
    further_paragraph_of,
    numbers_by_anchor,
    numbers_of,
    text_of,
)
from kuager.web.visit import Visit

_ABOVE: Final = 2
"""The page and the title of the document stand above its headings."""

CHARTS: Final = "charts of {code} in {language}"
"""Under which name the house remembers the charts of a document."""
WaysOf = Callable[[Placed], list[tuple[str, str]]]
"""What a placed block leads to: (label, address) each."""


@dataclass(slots=True, kw_only=True)
class SheetPiece:
    """A stretch of a line; `note` is the number of the note that hangs after it."""

    text: str
    style: str
    language: str | None
    to: str | None
    note: int | None = None


Line = list[SheetPiece]


@dataclass(slots=True, kw_only=True)
class SheetBlock:
    """One block of the sheet; `number` is printed before it, `ways` lead to what it is made of.

    `is_further` marks a further paragraph of the item above it; `chart_at` is the number of a chart
    among those of the document, counted from 0.
    """

    kind: str
    place: str = ""
    piece: str = ""
    id: str | None = None
    level: int = 0
    number: str = ""
    is_further: bool = False
    line: Line = field(default_factory=list)
    caption: str = ""
    heads: list[Line] = field(default_factory=list)
    rows: list[list[Line]] = field(default_factory=list)
    chart: Chart | None = None
    chart_at: int = 0
    is_own: bool = False
    ways: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ReportSheet:
    """A document for reading: front lines, contents, blocks, and notes with their numbers."""

    title: str
    subtitle: str | None
    language: str
    front: list[Line]
    contents: list[tuple[int, str, str]]
    blocks: list[SheetBlock]
    notes: list[tuple[int, list[Line]]]
    charts: list[Chart]


def sheet_of(laid: LaidOut, ways_of: WaysOf = lambda _placed: []) -> ReportSheet:
    """The sheet of a whole document."""
    return _Maker(laid, ways_of).sheet()


def keep_charts(visit: Visit, code: str, language: str, sheet: ReportSheet) -> None:
    """Remember the charts of a document that is shown: their pictures are asked for at once."""
    visit.house.results[CHARTS.format(code=code, language=language)] = sheet.charts


class _Maker:
    """Turns blocks into pieces; notes are numbered as they are met."""

    def __init__(self, laid: LaidOut, ways_of: WaysOf) -> None:
        self.laid, self.ways_of = laid, ways_of
        self.numbers = numbers_of(laid.report)
        self.targets = numbers_by_anchor(laid.report)
        self._opened: Paragraph | None = None
        self.notes: list[tuple[int, list[Line]]] = []
        self.charts: list[Chart] = []

    def sheet(self) -> ReportSheet:
        """Everything in reading order."""
        report, closing = self.laid.report, self.laid.report.closing
        blocks = [self._placed(n, placed) for n, placed in enumerate(self.laid.placed)]
        for one, following in pairwise(blocks):
            if one.ways == following.ways:  # said once, under the last piece that it holds for
                one.ways = []
        first = len(blocks)
        blocks += [self._block(each, self.numbers[first + n]) for n, each in enumerate(closing)]
        return ReportSheet(
            title=report.title,
            subtitle=report.subtitle,
            language=report.language,
            front=[self._line(paragraph.runs) for paragraph in report.front],
            contents=list(self._contents()) if report.contents else [],
            blocks=blocks,
            notes=self.notes,
            charts=self.charts,
        )

    def _contents(self) -> Iterator[tuple[int, str, str]]:
        for position, block in enumerate(self.laid.report.blocks):
            if isinstance(block, Heading):
                words = " ".join(filter(None, (_dotted(self.numbers[position]), block.text)))
                yield block.level, words, block.anchor

    def _placed(self, position: int, placed: Placed) -> SheetBlock:
        made = self._block(placed.block, self.numbers[position])
        made.place, made.piece, made.is_own = placed.place, placed.piece, placed.own
        made.ways = self.ways_of(placed)
        return made

    def _block(self, block: Block, number: str) -> SheetBlock:
        is_further, anchor = self._is_further(block), block.anchor
        if isinstance(block, Heading):
            line = [SheetPiece(text=block.text, style="plain", language=None, to=None)]
            level = block.level + _ABOVE
            said = _dotted(number)
            return SheetBlock(kind="heading", level=level, line=line, id=anchor, number=said)
        if isinstance(block, Paragraph):
            return SheetBlock(
                kind=block.kind,
                line=self._line(block.runs),
                id=anchor,
                number=_dotted(number),
                is_further=is_further,
            )
        if isinstance(block, ChartBlock):
            self.charts.append(block.chart)
            at = len(self.charts) - 1
            return SheetBlock(kind="chart", chart=block.chart, chart_at=at, id=anchor)
        return self._table(block, number)

    def _is_further(self, block: Block) -> bool:
        """Whether a block is a further paragraph of the item before it."""
        if further_paragraph_of(block, self._opened):
            return True
        counted = isinstance(block, Paragraph) and block.kind in ("numbered", "item", "bullet")
        self._opened = block if counted and isinstance(block, Paragraph) else None
        return False

    def _table(self, block: TableBlock, number: str) -> SheetBlock:
        return SheetBlock(
            kind="table",
            id=block.anchor,
            number=number,
            caption=block.caption,
            heads=[self._line(cell) for cell in block.header],
            rows=[[self._line(cell) for cell in row] for row in block.rows],
        )

    def _line(self, runs: tuple[Run, ...]) -> Line:
        return [self._piece(run) for run in runs]

    def _piece(self, run: Run) -> SheetPiece:
        to = run.link[1:] if run.link and run.link.startswith("#") else None
        return SheetPiece(
            text=text_of(run, self.targets),
            style=run.style,
            language=run.language,
            to=to,
            note=None if run.note is None else self._note(run.note),
        )

    def _note(self, note: Note) -> int:
        number = len(self.notes) + 1
        lines: list[Line] = []
        self.notes.append((number, lines))
        lines += [self._line(runs) for runs in note.paragraphs]
        return number


def _dotted(number: str) -> str:
    """A number as it stands before what it counts: "14." but "4.1"."""
    return f"{number}." if number.isdigit() else number

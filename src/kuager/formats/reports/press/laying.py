"""From a `Report` to a `Sheet`: numbers the notes, names the places, settles the marks.

A mark stands after the punctuation that follows its words. Text comes out printable, web
addresses come out in ASCII.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from kuager.formats.charts import draw_parts
from kuager.formats.charts.size import size_of
from kuager.formats.look import MOST_HEIGHT, TEXT_WIDTH
from kuager.formats.reports.press.lists import Gathered, ItemOfList, gathered
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
    Piece,
    Sheet,
)
from kuager.formats.reports.press.words import words_in
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    Runs,
    TableBlock,
    notes_of,
    numbers_by_anchor,
    numbers_of,
    printable,
    run,
    table_of_chart,
    text_of,
)

_CLOSING = re.compile(r"[.,;:!?…»”’\"')\]]+")
_FIGURE = re.compile(r"[<>≤≥~≈±+−–—-]?\s*[\d\s.,/–-]*\d\s*%?|[–—-]?|\.\.|…")
_SHORT_ROWS, _SHORT_LINES, _LETTERS_A_LINE = 4, 20, 80
_PADDING, _LONG_WORD, _LONG_CELL = 4, 18, 32
_URL_SAFE = "/:?@!$&'()*+,;=-._~%"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def lay(report: Report) -> Sheet:
    """The report with every number and place decided."""
    return _Laying(report).sheet()


def ascii_address(link: str) -> str:
    """A web address in ASCII: the host by IDNA, everything else percent-encoded as UTF-8."""
    parts = urlsplit(link)
    tail = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, _ascii_host(parts.netloc), *tail))


def _quoted(text: str) -> str:
    """Percent-encoded where it must be; what was encoded already stays as it is."""
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_URL_SAFE)


def _ascii_host(host: str) -> str:
    """The host (and port) in ASCII; one that IDNA refuses is percent-encoded."""
    name, colon, port = host.partition(":")
    try:
        return host if host.isascii() else name.encode("idna").decode("ascii") + colon + port
    except UnicodeError:
        return quote(host)


class _Laying:
    """The counters of one report while it is laid out, read from top to bottom once."""

    def __init__(self, report: Report) -> None:
        """Name the places, number what is counted; start at the first mark and the first series."""
        self._report = report
        self._words = words_in(report.language)
        self._places = {anchor: f"k{n}" for n, anchor in enumerate(_anchors(report), 1)}
        self._numbers = numbers_by_anchor(report)
        self._marks = 0
        self._series = 0
        self._named_series: dict[str, int] = {}

    def sheet(self) -> Sheet:
        """The whole sheet; the blocks are laid before the closing lines, as they are read."""
        report = self._report
        numbers = numbers_of(report)
        front = tuple(self._blocks(report.front, ("",) * len(report.front)))
        blocks = tuple(self._blocks(report.blocks, numbers))
        closing = tuple(self._blocks(report.closing, numbers[len(report.blocks) :]))
        return Sheet(
            title=printable(report.title),
            subtitle=printable(report.subtitle) if report.subtitle else None,
            language=report.language,
            practice=self._words.practice if report.practice else None,
            blocks=blocks,
            closing=closing,
            notes=tuple(self._note(n, note) for n, note in enumerate(notes_of(report), 1)),
            front=front,
            contents=_contents(*blocks, *closing) if report.contents else (),
            look=report.look,
            working=None if report.working is None else printable(report.working),
        )

    def _blocks(self, blocks: Sequence[Block], numbers: Sequence[str]) -> Iterator[LaidBlock]:
        """The blocks, with neighbouring items of one kind gathered into lists."""
        for each in gathered(blocks, numbers):
            if isinstance(each, Gathered):
                yield self._list(each)
            else:
                yield from self._laid(each.block, each.number)

    def _laid(self, block: Block, number: str) -> Iterator[LaidBlock]:
        """One block that is not an item of a list; a chart is laid as several."""
        if isinstance(block, Heading):
            yield LaidHeading(
                level=block.level,
                text=printable(block.text),
                place=self._places[block.anchor],
                number=f"{number}." if number.isdigit() else number,
            )
        elif isinstance(block, TableBlock):
            yield self._table(block, number)
        elif isinstance(block, ChartBlock):
            yield from self._chart(block)
        else:
            yield self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> LaidParagraph:
        """A paragraph outside lists, or a further one of an item."""
        kind: Literal["body", "quote", "note"] = "body"
        if block.kind in {"quote", "note"}:
            kind = "quote" if block.kind == "quote" else "note"
        return LaidParagraph(kind=kind, line=self._line(block.runs), place=self._place(block))

    def _chart(self, block: ChartBlock) -> Iterator[LaidBlock]:
        """The picture, the sentence that reads it, the table that says the same, the foot."""
        chart = block.chart
        spoken = chart.language
        drawn = draw_parts(chart, theme="plain" if self._report.look == "un" else "paper")
        for number, svg in enumerate(drawn):
            wide, high = size_of(svg)
            scale = min(TEXT_WIDTH / wide, MOST_HEIGHT / high)
            yield LaidPicture(
                svg=svg,
                alt=printable(chart.alt),
                width=round(wide * scale, 2),
                height=round(high * scale, 2),
                place=None if number else self._place(block),
            )
        yield self._said("reading", chart.reading, spoken)
        yield self._table(table_of_chart(chart), "")
        for words in (*chart.remarks, chart.foot):
            yield self._said("foot", words, spoken)

    def _said(self, kind: Literal["reading", "foot"], words: str, spoken: str) -> LaidParagraph:
        """A line under a picture."""
        return LaidParagraph(kind=kind, line=self._line((run(words, language=spoken),)), place=None)

    def _list(self, given: Gathered) -> LaidList:
        """A list; one of a series that was begun before keeps the number of the series."""
        series = self._series_of(given.series) if given.kind == "item" else 0
        return LaidList(kind=given.kind, items=tuple(map(self._item, given.items)), series=series)

    def _series_of(self, name: str | None) -> int:
        """The number of a series; one without a name is new each time."""
        if name is not None and name in self._named_series:
            return self._named_series[name]
        self._series += 1
        if name is not None:
            self._named_series[name] = self._series
        return self._series

    def _item(self, item: ItemOfList) -> Item:
        """One item with its further paragraphs."""
        return Item(
            line=self._line(item.opening.runs),
            place=self._place(item.opening),
            number=int(item.number or 0),
            more=tuple(map(self._paragraph, item.more)),
        )

    def _table(self, block: TableBlock, number: str) -> LaidTable:
        """A table; a column of figures will be set flush right."""
        columns = tuple(zip(block.header, *block.rows, strict=True))
        shares = _shares(columns)
        lines = sum(_lines(row, shares) for row in block.rows)
        return LaidTable(
            caption=printable(block.caption),
            header=tuple(map(self._line, block.header)),
            rows=tuple(tuple(map(self._line, row)) for row in block.rows),
            numeric=tuple(
                _is_numeric(column[1:]) and (n > 0 or len(columns) == 1)  # years are names of rows
                for n, column in enumerate(columns)
            ),
            shares=shares,
            is_short=len(block.rows) <= _SHORT_ROWS and lines <= _SHORT_LINES,
            place=self._place(block),
            label=self._words.table.format(number=number) if number else "",
            number=int(number or 0),
        )

    def _note(self, number: int, note: Note) -> LaidNote:
        """A footnote; it has no marks of its own."""
        return LaidNote(number=number, lines=tuple(map(self._line, note.paragraphs)))

    def _place(self, block: Paragraph | TableBlock | ChartBlock) -> str | None:
        """The name of a block's place, if a cross-reference may name it."""
        return None if block.anchor is None else self._places[block.anchor]

    def _line(self, runs: Runs) -> Line:
        """The pieces of a line: each mark waits until the punctuation after it has passed."""
        pieces: list[Piece] = []
        waiting: tuple[int, ...] = ()
        for each in runs:
            text = printable(text_of(each, self._numbers))
            closing = _CLOSING.match(text) if waiting else None
            if closing is not None:
                pieces.append(self._piece(each, closing.group()))
                text = text[closing.end() :]
            if text:
                waiting = _hang(pieces, waiting)
                pieces.append(self._piece(each, text))
            if each.note is not None:
                self._marks += 1
                waiting = (*waiting, self._marks)
        _hang(pieces, waiting)
        return tuple(pieces)

    def _piece(self, run: Run, text: str) -> Piece:
        """A run, or its first letters, as a piece."""
        link = run.link
        return Piece(
            text=text,
            style=run.style,
            language=None if run.language == self._report.language else run.language,
            address=ascii_address(link) if link and not link.startswith("#") else None,
            place=self._places[link[1:]] if link and link.startswith("#") else None,
            marks=(),
            is_number=run.number,
        )


def _hang(pieces: list[Piece], marks: tuple[int, ...]) -> tuple[()]:
    """Hang the waiting marks on the last piece (an empty one at the start of a line)."""
    if marks:
        last = pieces.pop() if pieces else _EMPTY
        pieces.append(replace(last, marks=(*last.marks, *marks)))
    return ()


_EMPTY = Piece(text="", style="plain", language=None, address=None, place=None, marks=())


def _anchors(report: Report) -> Iterator[str]:
    """The anchors in reading order."""
    for block in (*report.blocks, *report.closing):
        if block.anchor is not None:
            yield block.anchor


def _contents(*blocks: LaidBlock) -> tuple[Entry, ...]:
    """The headings, as the table of contents lists them."""
    return tuple(
        Entry(level=block.level, number=block.number, text=block.text, place=block.place)
        for block in blocks
        if isinstance(block, LaidHeading)
    )


def _is_numeric(cells: Sequence[Runs]) -> bool:
    """Whether all cells of a column are figures (shares, ranges, dashes) and one is there."""
    texts = [_text(cell) for cell in cells]
    return any(texts) and all(_FIGURE.fullmatch(text) for text in texts)


def _shares(columns: Sequence[Sequence[Runs]]) -> tuple[int, ...]:
    """How wide each column should be, by its longest cell; no word is broken if that can be."""
    weights = [max(map(_weight, column)) for column in columns]
    least = [min(max(map(_longest_word, column)), _LONG_WORD) + _PADDING for column in columns]
    if sum(least) < _LETTERS_A_LINE:
        weights = _no_narrower(weights, least)
    else:
        weights = [letters - _PADDING // 2 for letters in least]
    return tuple(1000 * weight // sum(weights) for weight in weights)


def _no_narrower(weights: list[int], least: list[int]) -> list[int]:
    """The weights as letters of a line, none under its least; the others share what is left."""
    kept: set[int] = set()
    while True:
        left = _LETTERS_A_LINE - sum(least[at] for at in kept)
        total = sum(weight for at, weight in enumerate(weights) if at not in kept)
        fair = [
            least[at] if at in kept else left * weight // total for at, weight in enumerate(weights)
        ]
        narrow = {at for at, letters in enumerate(fair) if letters < least[at]} - kept
        if not narrow:
            return fair
        kept |= narrow


def _longest_word(cell: Runs) -> int:
    return max(map(len, _text(cell).split()), default=0)


def _lines(row: Sequence[Runs], shares: Sequence[int]) -> int:
    """About how many lines of text a row is high."""
    widths = [max(1, _LETTERS_A_LINE * share // 1000) for share in shares]
    return max(1 + len(_text(cell)) // width for cell, width in zip(row, widths, strict=True))


def _weight(cell: Runs) -> int:
    """How much width a cell asks for: its text up to a limit, its longest word in any case."""
    text = _text(cell)
    return max(min(_longest_word(cell), _LONG_WORD), min(len(text), _LONG_CELL)) + _PADDING


def _text(cell: Runs) -> str:
    """The text of a cell."""
    return "".join(run.text for run in cell).strip()

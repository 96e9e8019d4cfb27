"""From a laid-out document, or a single text, to the pieces that the checks look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kuager.model.checks.matter import (
    CLOSING,
    FRONT,
    TITLE,
    Behind,
    Line,
    Piece,
    PieceKind,
    Stretch,
)
from kuager.model.manuscript import LaidOut, Placed
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Paragraph,
    Report,
    Runs,
    TableBlock,
    runs_of,
    table_of_chart,
)
from kuager.model.written import WrittenPiece, read_written

Records = Mapping[bytes, Behind]
CITED = "source cited:"
"""What stands for a citation that is not looked up."""


def pieces_of(laid: LaidOut, records: Records) -> tuple[Piece, ...]:
    """Every printed piece of a document: title, front, blocks, closing lines."""
    report = laid.report
    return (
        *_titles(report),
        *(
            _of_paragraph(line, report, place=FRONT, piece=f"f{number}")
            for number, line in enumerate(report.front, 1)
        ),
        *(_of_block(placed, report, records) for placed in laid.placed),
        *(
            _of_paragraph(line, report, place=CLOSING, piece=f"c{number}")
            for number, line in enumerate(report.closing, 1)
        ),
    )


def anchors_of(report: Report) -> frozenset[str]:
    """The headings of a report, as they are read: what a reference in words may name."""
    return frozenset(block.text for block in report.blocks if isinstance(block, Heading))


def pieces_of_text(text: str, *, language: str) -> tuple[Piece, ...]:
    """The paragraphs of a single text, read with its marks, as an author's own words.

    A citation counts as a note; what it cites is not looked up here.
    """
    return tuple(
        Piece(
            place="text",
            piece=f"w{number}",
            kind="paragraph",
            language=language,
            lines=(Line(stretches=tuple(_stretches(paragraph.pieces, language))),),
            notes=tuple(_notes_in(paragraph.pieces, language)),
            own=True,
        )
        for number, paragraph in enumerate(read_written(text).paragraphs, 1)
    )


def _stretches(pieces: Iterable[WrittenPiece], language: str) -> Iterator[Stretch]:
    """The words of a paragraph without its notes, figures and references."""
    for piece in pieces:
        if piece.kind in ("cite", "note", "figure", "refer"):
            continue
        if piece.pieces:
            yield from _stretches(piece.pieces, piece.language or language)
        else:
            spoken = piece.language or language
            yield Stretch(text=piece.text, language=spoken)


def _notes_in(pieces: Iterable[WrittenPiece], language: str) -> Iterator[Line]:
    for piece in pieces:
        if piece.kind == "note":
            yield Line(stretches=tuple(_stretches(piece.pieces, language)))
            yield from _notes_in(piece.pieces, language)
        elif piece.kind in ("cite", "figure"):
            yield Line(stretches=(Stretch(text=f"{CITED} {' '.join(piece.codes)}"),))
        elif piece.pieces:
            yield from _notes_in(piece.pieces, language)


def _titles(report: Report) -> Iterator[Piece]:
    for number, text in enumerate(filter(None, (report.title, report.subtitle)), 1):
        yield Piece(
            place=TITLE,
            piece=f"t{number}",
            kind="title",
            language=report.language,
            lines=(Line(stretches=(Stretch(text=text),)),),
        )


def _of_paragraph(paragraph: Paragraph, report: Report, *, place: str, piece: str) -> Piece:
    return Piece(
        place=place,
        piece=piece,
        kind="front" if place == FRONT else "closing",
        language=report.language,
        lines=(_line(paragraph.runs),),
        notes=tuple(_notes(runs_of(paragraph))),
    )


def _of_block(placed: Placed, report: Report, records: Records) -> Piece:
    block = placed.block
    found = tuple(records[uid] for uid in placed.behind if uid in records)
    lines, columns = _lines(block)
    return Piece(
        place=placed.place,
        piece=placed.piece,
        kind=_kind(block),
        language=report.language,
        lines=lines,
        notes=() if isinstance(block, Heading) else tuple(_notes(runs_of(block))),
        own=placed.own,
        columns=columns,
        behind=found,
        remarks=tuple((one.code, one.problem) for one in placed.remarks),
    )


def _kind(block: Block) -> PieceKind:
    if isinstance(block, Heading):
        return "heading"
    if isinstance(block, Paragraph):
        return "paragraph"
    return "table" if isinstance(block, TableBlock) else "chart"


def _lines(block: Block) -> tuple[tuple[Line, ...], int]:
    """The lines of a block, and how many stand in a row."""
    if isinstance(block, Heading):
        return (Line(stretches=(Stretch(text=block.text),)),), 1
    if isinstance(block, Paragraph):
        return (_line(block.runs),), 1
    if isinstance(block, ChartBlock):
        chart = block.chart
        table = table_of_chart(chart)
        said = (chart.reading, *chart.remarks, chart.foot)
        rest = tuple(Line(stretches=(Stretch(text=text),)) for text in said)
        return (*_cells(table), *rest), len(table.header)
    return _cells(block), len(block.header)


def _cells(table: TableBlock) -> tuple[Line, ...]:
    """Header and cells, row by row; the caption comes after the last row."""
    caption = Line(stretches=(Stretch(text=table.caption),))
    cells = tuple(_line(cell) for row in (table.header, *table.rows) for cell in row)
    return (*cells, caption)


def _line(runs: Runs) -> Line:
    return Line(
        stretches=tuple(
            Stretch(text=run.text, language=run.language, link=run.link) for run in runs
        )
    )


def _notes(runs: Iterable[object]) -> Iterator[Line]:
    """The paragraphs of all notes, each a line."""
    for run in runs:
        note = getattr(run, "note", None)
        if note is not None:
            paragraphs: Sequence[Runs] = note.paragraphs
            yield from (_line(each) for each in paragraphs)

"""What a report costs: ten pages beside python-docx and typst alone; a chapter of 150 developments.

    python -m bench.reports [--json]

Ten pages, 50 notes, 3 tables, 1 chart. Ours are DOCX, PDF and HTML from one `Report`. The others
are python-docx (which has no footnotes: they are paragraphs at the end) and typst from markup of
its own, with the same words, fonts and PDF standard; the picture of the chart is given to them.
Each is made once before, then in turns, with other words each time; the ratio is of the medians.
The chapter is drawn from a vault with 150 events, a wording and a source each, and written as all
three, for the first time.
"""

import argparse
import io
import json
import statistics
import tempfile
import time
from calendar import month_name
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import typst
from docx.shared import Mm
from tests.verbs.desks import new_desk
from tests.verbs.stories import development

from bench.sample import ten_pages
from kuager.formats.charts import chart_png, draw_chart
from kuager.formats.fonts import DIRECTORY
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.pdf import Pdf
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
    table_of_chart,
)
from kuager.verbs.manuscripts import read_report
from kuager.verbs.reports import begin_review

ROUNDS, DEVELOPMENTS = 7, 150
REFUSED = "a court refused for the second time to hear a complaint; no reason was given. "
OURS = (Docx(), Pdf(), Html())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.reports")
    parser.add_argument("--json", action="store_true")
    figures = of_reports()
    if parser.parse_args().json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:<66}{figure:>12.3f}")


def of_reports() -> dict[str, float]:
    """The ratio of ten pages, and seconds of the chapter."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(ROUNDS + 1):
        report = ten_pages(number)
        others = (python_docx(report), typst_alone(report))
        ours.append(_timed(lambda: written(report)))  # noqa: B023 - called at once
        theirs.append(_timed(lambda: [other() for other in others]))  # noqa: B023
    del ours[0], theirs[0]  # fonts and templates are read then
    return {
        "ten pages, pages": float(pages_of(Pdf().write(ten_pages()))),
        "ten pages as DOCX, PDF, HTML, ms": statistics.median(ours) * 1000,
        "python-docx and typst alone, ms": statistics.median(theirs) * 1000,
        "ten pages / python-docx and typst alone (bar 1.5)": (
            statistics.median(ours) / statistics.median(theirs)
        ),
        "chapter of 150 developments, all three, s (bar 2)": chapter(),
    }


def chapter() -> float:
    """Seconds from the vault to three files, of a chapter with 150 developments."""
    with tempfile.TemporaryDirectory(prefix="kuager-bench-") as folder:
        desk = new_desk(Path(folder))
        for number in range(DEVELOPMENTS):
            month = number % 12 + 1
            wording = f"In {month_name[month]}, {REFUSED * 2}"
            development(desk, f"E-{number}", date=f"2024-{month:02}", wording_en=wording)
        code = begin_review(desk, country="KAZ", year=2024)
        return _timed(lambda: written(read_report(desk, code=code, language="en").laid.report))


def written(report: Report) -> list[bytes]:
    """The three files."""
    return [form.write(report) for form in OURS]


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF says it has."""
    return pdf.count(b"/Type/Page") - pdf.count(b"/Type/Pages")


def python_docx(report: Report) -> Callable[[], bytes]:
    """The same words by python-docx, with its own template and styles."""
    pictures = {block.chart: chart_png(block.chart) for block in charts(report)}

    def write() -> bytes:
        document = docx.Document()
        document.add_heading(report.title, 0)
        for block in report.blocks:
            if isinstance(block, Heading):
                document.add_heading(block.text, block.level)
            elif isinstance(block, Paragraph):
                _runs(document.add_paragraph(), block.runs)
            elif isinstance(block, TableBlock):
                _table(document, block)
            else:
                document.add_picture(io.BytesIO(pictures[block.chart]), width=Mm(154))
                _table(document, table_of_chart(block.chart))
        for note in notes_of(report):
            for runs in note.paragraphs:
                _runs(document.add_paragraph(), runs)
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()

    return write


def _runs(paragraph: docx.text.paragraph.Paragraph, runs: Runs) -> None:
    for each in runs:
        made = paragraph.add_run(each.text)
        made.bold, made.italic = each.style == "bold" or None, each.style == "italic" or None


def _table(document: docx.document.Document, block: TableBlock) -> None:
    document.add_paragraph(block.caption)
    made = document.add_table(rows=0, cols=len(block.header))
    for row in (block.header, *block.rows):
        for cell, runs in zip(made.add_row().cells, row, strict=True):
            _runs(cell.paragraphs[0], runs)


def charts(report: Report) -> Iterator[ChartBlock]:
    """The charts of a report."""
    return (block for block in report.blocks if isinstance(block, ChartBlock))


def typst_alone(report: Report) -> Callable[[], bytes]:
    """The same words in typst's own markup, with our fonts, tagged like ours."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(DIRECTORY)]
    )
    markup = "\n\n".join(_markup(report)).encode()
    drawn = {f"c{n}": draw_chart(b.chart, theme="paper") for n, b in enumerate(charts(report))}

    def write() -> bytes:
        compiler = typst.Compiler(
            root=str(Path(__file__)), font_paths=fonts, ignore_system_fonts=True
        )
        return compiler.compile(markup, format="pdf", pdf_standards="ua-1", sys_inputs=drawn)

    return write


def _markup(report: Report) -> Iterator[str]:
    yield f"#set document(title: {_said(report.title)})"
    yield f'#set text(font: "IBM Plex Sans", size: 10.5pt, lang: "{report.language}")'
    yield '#set page(paper: "a4", margin: 26mm, numbering: "1")'
    yield "#title()"
    drawn = 0
    for block in report.blocks:
        if isinstance(block, ChartBlock):
            yield (
                f'#image(bytes(sys.inputs.c{drawn}), format: "svg", width: 154mm, '
                f"alt: {_said(block.chart.alt)})"
            )
            yield _typst_table(table_of_chart(block.chart))
            drawn += 1
        else:
            yield _typst(block)


def _typst(block: Block) -> str:
    if isinstance(block, Heading):
        return f"#heading(level: {block.level}, {_said(block.text)})"
    if isinstance(block, TableBlock):
        return _typst_table(block)
    return _line(block.runs) if isinstance(block, Paragraph) else ""


def _typst_table(block: TableBlock) -> str:
    cells = [f"[{_line(cell)}]" for row in block.rows for cell in row]
    head = ", ".join(f"[{_line(cell)}]" for cell in block.header)
    body = ", ".join(cells)
    table = f"table(columns: {len(block.header)}, table.header({head}), {body})"
    return f"#figure(caption: {_said(block.caption)}, {table})"


def _line(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(each: Run) -> str:
    wrap = {"italic": "#emph({})", "bold": "#strong({})"}.get(each.style, "#{}")
    return wrap.format(_said(each.text)) + (_note(each.note) if each.note else "")


def _note(note: Note) -> str:
    return "#footnote[" + " ".join(map(_line, note.paragraphs)) + "]"


def _said(text: str) -> str:
    """A string of typst."""
    return json.dumps(text, ensure_ascii=False)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

"""Charts in reports: the same picture in every file, its words, its table; read by others."""

import base64
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from tests.formats.charts.samples import LANGUAGES, bars, every_kind, funnel
from tests.formats.charts.test_drawings import HOSTILE, hostile, with_body
from tests.formats.test_reports_golden import (
    parts_of,
    read_docx,
    read_html,
    squeezed,
    streams_of,
)
from tests.formats.test_reports_hostile import text_in, visible

from kuager.formats.charts import chart_png, draw_chart, draw_parts
from kuager.formats.reports import REPORT_FORMATS
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.interface import ReportFormat
from kuager.formats.reports.pdf import Pdf
from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.sheet import LaidPicture
from kuager.model.chart import Bar, Bars, exact
from kuager.model.report import (
    ChartBlock,
    Heading,
    Report,
    UnsoundReportError,
    paragraph,
    printable,
    reading_text,
    run,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def charted(language: str, *, practice: bool = False) -> Report:
    """A report with a chart of every kind, one of them referred to."""
    blocks = [
        Heading(level=1, text="Figures", anchor="figures"),
        paragraph("As ", run("the drawing", link="#funnel"), " shows."),
    ]
    charts = [ChartBlock(chart=c, anchor=name) for name, c in every_kind(language).items()]
    return Report(title="Figures", language=language, blocks=(*blocks, *charts), practice=practice)


def one(language: str = "en") -> Report:
    """A report with one chart."""
    return Report(title="T", language=language, blocks=(ChartBlock(chart=bars(language)),))


def pictures_in(report: Report) -> list[str]:
    """The drawings of a report as they are laid."""
    return [block.svg for block in lay(report).blocks if isinstance(block, LaidPicture)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_and_page_say_the_chart(language: str) -> None:
    """Reading, table and foot of every chart stand in the text, in the order of the report."""
    report = charted(language)

    assert read_docx(Docx().write(report)) == tuple(filter(None, reading_text(report)))
    assert read_html(Html().write(report)) == reading_text(report)


def test_the_pdf_says_the_chart_and_draws_its_words() -> None:
    """Reading, cells and foot can be read; the labels of the drawing are letters, no pixels."""
    report = one("kk")
    pages = pypdfium2.PdfDocument(Pdf().write(report))
    text = squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))
    chart = bars("kk")

    assert [part for part in reading_text(report) if squeezed(part) not in text] == []
    assert all(text.count(squeezed(row.label)) >= 2 for row in chart.body.rows)  # type: ignore[union-attr]


def test_one_picture_in_every_file() -> None:
    """The drawing of the PDF is the one on paper; Word has the PNG of it, the page itself."""
    report = charted("ru")
    drawn = [draw_chart(chart, theme="paper") for chart in every_kind("ru").values()]
    word = parts_of(Docx().write(report))
    page = HTMLParser(Html().write(report))
    in_page = [
        base64.b64decode(node.attributes["src"].partition("base64,")[2]).decode()
        for node in page.css("img")
    ]

    assert pictures_in(report) == drawn
    assert in_page == drawn
    assert [word[f"word/media/picture{n}.png"] for n in range(1, 9)] == [
        chart_png(chart) for chart in every_kind("ru").values()
    ]


def test_word_has_words_for_who_does_not_see() -> None:
    """Each drawing has its alt text, its part, and the size of the text at the most."""
    parts = parts_of(Docx().write(charted("en")))
    document = etree.fromstring(parts["word/document.xml"])
    said = [node.get("descr") for node in document.iter(f"{WP}docPr")]
    sizes = [(int(n.get("cx")), int(n.get("cy"))) for n in document.iter(f"{WP}extent")]
    targets = re.findall(rb'Target="(media/[^"]+)"', parts["word/_rels/document.xml.rels"])

    assert said == [chart.alt for chart in every_kind("en").values()]
    assert all(wide <= 154 * 36_000 and high <= 222 * 36_000 for wide, high in sizes)
    assert {f"word/{target.decode()}" for target in targets} == {n for n in parts if "media" in n}
    assert b'Extension="png"' in parts["[Content_Types].xml"]


def test_word_still_formats_by_styles_alone() -> None:
    """Around charts, too, and every style is defined."""
    parts = parts_of(Docx().write(charted("en", practice=True)))
    document = etree.fromstring(parts["word/document.xml"])
    properties = document.iter(f"{W}rPr", f"{W}pPr")
    known = {
        each.get(f"{W}styleId")
        for each in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    used = {each.get(f"{W}val") for each in document.iter(f"{W}pStyle", f"{W}rStyle")}

    assert {etree.QName(c).localname for p in properties for c in p} <= {"pStyle", "rStyle", "lang"}
    assert {"Picture", "Reading", "Foot"} <= used <= known


def test_word_opens_in_another_reader() -> None:
    """python-docx finds the pictures and the table of each chart."""
    opened = docx.Document(io.BytesIO(Docx().write(charted("en"))))

    assert len(opened.inline_shapes) == len(opened.tables) == 8
    assert opened.tables[0].cell(1, 1).text == "87 (+12 possibly)"


def test_the_pdf_has_words_for_who_does_not_see() -> None:
    """It passes the check for PDF/UA-1; each drawing is a tagged figure with its alt text."""
    data = Pdf().write(charted("en"))
    alts = re.findall(rb"/Alt ?\(([^)]*)\)", streams_of(data))

    assert b"pdfuaid:part" in data
    assert len(alts) == 8
    assert alts[0].decode("latin-1") == bars("en").alt


def test_the_page_shows_only_its_own_pictures() -> None:
    """Its policy lets in pictures that stand in the file, and only where there are charts."""
    page = HTMLParser(Html().write(one()))
    policy = page.css_first("meta[http-equiv]").attributes["content"]
    without = HTMLParser(Html().write(Report(title="T", language="en", blocks=(paragraph("x"),))))

    assert "img-src data:;" in policy
    assert "img-src" not in without.css_first("meta[http-equiv]").attributes["content"]
    assert [node.attributes["alt"] for node in page.css("img")] == [bars("en").alt]


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_written_twice_is_the_same_file(form: ReportFormat) -> None:
    """The bytes depend on the report and on nothing else."""
    assert form.write(one()) == form.write(one())


def test_a_cross_reference_leads_to_a_chart() -> None:
    """In Word it lands on a bookmark, in the page on a place."""
    report = Report(
        title="T",
        language="en",
        blocks=(
            paragraph(run("see", link="#way")),
            ChartBlock(chart=funnel("en"), anchor="way"),
        ),
    )
    word = parts_of(Docx().write(report))["word/document.xml"]
    page = HTMLParser(Html().write(report))
    target = page.css_first("a.see").attributes["href"]

    assert b'w:anchor="k1"' in word
    assert b'w:name="k1"' in word
    assert page.css_first(target).css_first("img") is not None
    with pytest.raises(UnsoundReportError):
        Report(title="T", language="en", blocks=(paragraph(run("see", link="#way")),))


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_hostile_words_are_words_in_every_file(form: ReportFormat) -> None:
    """Whatever the words of a chart hold, each file is written, and they stand in its table."""
    charts = list(hostile())
    blocks = tuple(ChartBlock(chart=chart) for chart in charts)
    data = form.write(Report(title="T", language="en", blocks=blocks))

    assert text_in(form, data).count(visible(printable(HOSTILE))) >= 2 * len(charts)


def test_a_long_chart_is_several_pictures_and_one_table() -> None:
    """Each part has its picture in Word, all of them before the one table."""
    amounts = (exact("87", 87), exact("5", 5), exact("9", 9))
    rows = tuple(Bar(label=f"row {n:02}", amounts=amounts) for n in range(40))
    chart = with_body(Bars(series=("a", "b", "c"), rows=rows), bars("en"))
    report = Report(title="T", language="en", blocks=(ChartBlock(chart=chart),))
    opened = docx.Document(io.BytesIO(Docx().write(report)))

    assert len(opened.inline_shapes) == len(pictures_in(report)) == len(draw_parts(chart))
    assert len(opened.tables) == 1
    assert Pdf().write(report).startswith(b"%PDF")


def drawn_on(page: pypdfium2.PdfPage) -> int:
    """How many raster pictures stand on a page."""
    return sum(1 for each in page.get_objects() if each.type == pdfium.FPDF_PAGEOBJ_IMAGE)


@pytest.mark.full
def test_a_word_file_opens_in_libreoffice(tmp_path: Path) -> None:
    """Turned into a PDF there, it has every picture and every word of the charts."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    report = charted("kk")
    file = tmp_path / "figures.docx"
    file.write_bytes(Docx().write(report))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

    pages = list(pypdfium2.PdfDocument((tmp_path / "figures.pdf").read_bytes()))
    text = squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))
    readings = [chart.reading for chart in every_kind("kk").values()]
    cells = {cell for chart in every_kind("kk").values() for row in chart.rows for cell in row}

    assert sum(map(drawn_on, pages)) == 8
    assert text.count(squeezed(readings[0])) == len(readings)
    assert [cell for cell in cells if squeezed(cell) not in text] == []


@pytest.mark.full
def test_the_pdf_is_read_by_pdftotext(tmp_path: Path) -> None:
    """Another reader finds the words of drawing and table."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here")
    file = tmp_path / "figures.pdf"
    file.write_bytes(Pdf().write(charted("ru")))
    done = subprocess.run([program, file, "-"], check=True, capture_output=True, timeout=60)
    text = squeezed(done.stdout.decode())

    for chart in every_kind("ru").values():
        assert squeezed(chart.title) in text
        assert squeezed(chart.foot) in text


def test_the_package_is_a_sound_zip() -> None:
    """Stored, sorted, 1980: pictures are parts like any other."""
    with zipfile.ZipFile(io.BytesIO(Docx().write(one()))) as archive:
        infos = archive.infolist()

    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert "word/media/picture1.png" in [info.filename for info in infos]

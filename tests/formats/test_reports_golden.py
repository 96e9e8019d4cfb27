"""The golden report through three formats, read back by other programs: the same text in all."""

import io
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from tests.formats.report_readers import (
    W,
    paragraphs_of,
    parts_of,
    read_docx,
    read_html,
    read_md,
    read_pdf,
    squeezed,
)

from kuager.formats.reports import REPORT_FORMATS
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.interface import ReportFormat
from kuager.formats.reports.pdf import Pdf
from kuager.formats.reports.press.laying import lay
from kuager.formats.reports.press.sheet import LaidHeading, LaidParagraph, LaidTable, Line, Sheet
from kuager.model.report import (
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    TableBlock,
    note,
    paragraph,
    reading_text,
    run,
    table,
)

LONG = "https://example.org/reports/2024/a-very-long-path/that-goes-on/and-on?page=4&lang=kk#part-2"


def source(number: int) -> Note:
    """A note as reports have them: who, what, and a link to where it stands."""
    return note(
        f"source-{number}",
        f"Newspaper {number}, ",
        run("«Жаңа заң туралы»", language="kk"),
        ", ",
        run(LONG, link=LONG),
        ".",
    )


def body() -> Iterator[Heading | Paragraph | TableBlock]:
    """The blocks: three levels of heading, three languages, twelve notes in all."""
    yield Heading(level=1, text="BIAS-MOTIVATED SPEECH", anchor="speech")
    yield paragraph(
        "In May, a speaker said that “",
        Run(text="мұндай сөз — ә, ғ, қ, ң, ө, ұ, ү, һ, і", language="kk", style="italic"),
        "” in an interview",
        Run(text="", note=source(1)),
        ", as reported",
        Run(text="", note=source(2)),
        Run(text="", note=source(3)),
        ". A newspaper replied: «",
        run("Это слова одного человека, Ёжиков", language="ru"),
        Run(text="»", note=source(4)),
        ". See under ",
        Run(text="Police", link="#police", style="bold"),
        ".",
    )
    yield Heading(level=2, text="Жиналыс бостандығы", anchor="assembly")
    yield paragraph("A permit was refused twice;", kind="bullet")
    yield paragraph(Run(text="the second time without a reason.", note=source(5)), kind="bullet")
    yield Heading(level=3, text="Что мы просим", anchor="asks")
    yield paragraph("Adopt a law, see ", run("here", link=LONG), ".", kind="numbered")
    yield paragraph("Publish the figures.", kind="numbered")
    yield paragraph("Two names are withheld.", kind="note")
    yield table(
        ["Region", "Events"],
        [["Алматы", "12"], ["Шымкент", "5"], ["Ұлытау", ".."]],
        caption="Events by region, 2024",
    )
    yield Heading(level=1, text="POLICE", anchor="police")
    yield Paragraph(runs=(Run(text="In June, nobody was charged.", note=source(6)),), anchor="june")
    for number in range(7, 12):
        yield paragraph(Run(text=f"In July, hearing {number} was put off.", note=source(number)))
    yield paragraph("As said of ", run("June", link="#june"), ".", kind="numbered")


def golden(*, practice: bool = False, times: int = 1) -> Report:
    """The golden report; `times` repeats its paragraphs for a longer one."""
    more = tuple(block for block in body() if isinstance(block, Paragraph) and not block.anchor)
    two = Note(id="two", paragraphs=((run("First paragraph."),), (run("Second."),)))
    return Report(
        title="Kazakhstan",
        subtitle="Annual review, 2024",
        language="en",
        blocks=(*body(), *more * (times - 1)),
        practice=practice,
        closing=(
            paragraph(Run(text="Some names were changed.", style="italic", note=two)),
            paragraph("More at ", run("example.org", link="https://example.org/"), "."),
        ),
    )


def test_word_says_what_the_report_says() -> None:
    """The paragraphs and notes of the Word file are the report's, in its order."""
    report = golden()

    assert reading_text(report) == read_docx(Docx().write(report))


def test_the_page_says_what_the_report_says() -> None:
    """The blocks and notes of the web page are the report's, in its order."""
    report = golden()

    assert reading_text(report) == read_html(Html().write(report))


def printed(line: Line) -> str:
    """A line with its marks, as it should stand on paper."""
    return "".join(piece.text + ",".join(map(str, piece.marks)) for piece in line)


def on_paper(sheet: Sheet) -> Iterator[str]:
    """The parts of a sheet as they should stand on paper, with marks and signs of lists."""
    yield from (sheet.title, sheet.subtitle or "")
    for block in (*sheet.blocks, *sheet.closing):
        if isinstance(block, LaidHeading):
            yield block.text
        elif isinstance(block, LaidTable):
            yield block.caption
            yield from (printed(cell) for row in (block.header, *block.rows) for cell in row)
        elif isinstance(block, LaidParagraph):
            yield printed(block.line)
        else:
            yield from (f"{item.number or '•'}." + printed(item.line) for item in block.items)


def test_the_pdf_says_what_the_report_says() -> None:
    """The PDF has every letter of the report, every mark at its place, every note."""
    sheet = lay(golden())
    body = "".join(on_paper(sheet)).replace("•.", "•")
    notes = "".join(f"{each.number}" + "".join(map(printed, each.lines)) for each in sheet.notes)

    assert (squeezed(body), squeezed(notes)) == read_pdf(Pdf().write(golden()))


def test_marks_follow_punctuation_and_count_up() -> None:
    """A note hung before a comma or a full stop is marked after it, on the page as in Word."""
    text, _ = read_pdf(Pdf().write(golden()))

    assert "interview,1asreported.2,3Anewspaper" in text
    assert "Ёжиков».4SeeunderPolice." in text


@pytest.mark.parametrize("times", [1, 4])
def test_all_formats_have_the_same_notes(times: int) -> None:
    """Word, page and PDF count the same notes and the same marks."""
    report = golden(times=times)
    word = parts_of(Docx().write(report))
    page = HTMLParser(Html().write(report))
    references = word["word/document.xml"].count(b"<w:footnoteReference ")
    expected = 12 + 10 * (times - 1)

    assert expected == references
    assert expected + 2 == len(etree.fromstring(word["word/footnotes.xml"]))
    assert expected == len(page.css("ol.footnotes > li")) == len(page.css("sup.mark"))
    assert expected == len(set(re.findall(rb"/ID\(Note \d+\)", Pdf().write(report))))


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
@pytest.mark.parametrize("practice", [True, False])
def test_written_twice_is_the_same_file(form: ReportFormat, practice: bool) -> None:  # noqa: FBT001
    """The bytes depend on the report and on nothing else."""
    report = golden(practice=practice)

    assert form.write(report) == form.write(golden(practice=practice))


def test_word_carries_no_traces() -> None:
    """The package has our parts only; its properties are title and language; no date but 1980."""
    data = Docx().write(golden())
    parts = parts_of(data)
    core = [etree.QName(each).localname for each in etree.fromstring(parts["docProps/core.xml"])]
    expected = {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        *(
            f"word/{name}.xml"
            for name in ("document", "styles", "numbering", "settings", "fontTable")
        ),
        *(f"word/{name}.xml" for name in ("footnotes", "header", "footer")),
    }

    assert expected == set(parts)
    assert core == ["title", "language"]
    assert b"rsid" not in b"".join(parts.values())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
    assert {(1980, 1, 1, 0, 0, 0)} == {info.date_time for info in infos}
    assert {(0, 0x20)} == {(info.create_system, info.external_attr) for info in infos}
    assert infos[0].filename == "[Content_Types].xml"


def test_word_asks_to_keep_names_out_when_somebody_edits() -> None:
    """The settings tell Word to drop author names and times on saving."""
    settings = parts_of(Docx().write(golden()))["word/settings.xml"]

    assert b"<w:removePersonalInformation/><w:removeDateAndTime/>" in settings


def test_the_pdf_carries_no_traces() -> None:
    """The PDF says its title and what set it; no date, no author, no keyword."""
    data = Pdf().write(golden())
    said = pypdfium2.PdfDocument(data).get_metadata_dict(skip_empty=True)

    assert said == {"Title": "Kazakhstan", "Creator": "Typst 0.15.0"}
    assert not re.search(rb"CreationDate|ModDate|CreateDate|ModifyDate|/Author|dc:creator", data)


def test_no_anchor_and_no_note_id_is_printed() -> None:
    """Anchors and ids may be codes of records: no format carries them."""
    code = "CASE-0417-X"
    report = Report(
        title="T",
        language="en",
        blocks=(
            Heading(level=1, text="H", anchor=code),
            paragraph(Run(text="A", link=f"#{code}", note=note(code, "N"))),
        ),
    )
    for form in REPORT_FORMATS:
        data = form.write(report)

        assert code.encode() not in data
        assert code not in "".join(
            str(part) for part in (parts_of(data) if form.NAME == "docx" else ())
        )


def test_word_formats_by_styles_alone() -> None:
    """Runs and paragraphs of the text carry a style and a language, no direct formatting."""
    parts = parts_of(Docx().write(golden()))
    found: set[str] = set()
    for name in ("document", "footnotes"):
        for properties in etree.fromstring(parts[f"word/{name}.xml"]).iter(f"{W}rPr", f"{W}pPr"):
            found |= {etree.QName(each).localname for each in properties}

    assert {"pStyle", "rStyle", "lang"} == found


def test_every_style_used_in_word_is_defined() -> None:
    """No part names a style that the style sheet lacks, and each based-on exists."""
    parts = parts_of(Docx().write(golden(practice=True)))
    styles = etree.fromstring(parts["word/styles.xml"])
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    used = {
        each.get(f"{W}val")
        for part in parts.values()
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for each in etree.fromstring(part).iter(f"{W}{tag}")
    }

    assert set() == used - known


def test_word_links_and_bookmarks_land() -> None:
    """Every internal link has its bookmark, every external one its relation, notes included."""
    parts = parts_of(Docx().write(golden()))
    document = etree.fromstring(parts["word/document.xml"])
    names = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    anchors = {each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")} - {None}
    targets = etree.fromstring(parts["word/_rels/footnotes.xml.rels"])

    assert anchors
    assert set() == anchors - names
    assert [each.get("Target") for each in targets] == [LONG]
    assert {"External"} == {each.get("TargetMode") for each in targets}


def test_word_opens_in_another_reader() -> None:
    """python-docx reads the headings with their levels and the table with its cells."""
    opened = docx.Document(io.BytesIO(Docx().write(golden())))
    styles = [each.style.name for each in opened.paragraphs if each.style.name[:4] == "Head"]

    assert styles == ["Heading 1", "Heading 2", "Heading 3", "Heading 1"]
    assert opened.tables[0].cell(3, 0).text == "Ұлытау"
    assert opened.core_properties.author == ""


def test_languages_are_marked() -> None:
    """Russian and Kazakh runs are tagged in all three formats, the document as English."""
    report = golden()
    word = parts_of(Docx().write(report))
    page = HTMLParser(Html().write(report))
    pdf = Pdf().write(report)

    assert b'w:lang w:val="kk-KZ"' in word["word/document.xml"]
    assert b'w:lang w:val="ru-RU"' in word["word/document.xml"]
    assert b'w:lang w:val="en-GB"' in word["word/styles.xml"]
    assert page.css_first("html").attributes["lang"] == "en"
    assert {"ru", "kk"} == {each.attributes["lang"] for each in page.css("span[lang]")}
    assert b"/Lang(en)" in pdf
    assert {b"ru", b"kk"} <= set(re.findall(rb"/Lang\((\w+)\)", streams_of(pdf)))


def test_the_pdf_has_bookmarks_and_is_tagged() -> None:
    """The outline follows the headings; the file declares tags and PDF/UA."""
    data = Pdf().write(golden())
    outline = [(each.level, each.get_title()) for each in pypdfium2.PdfDocument(data).get_toc()]

    assert outline[0] == (0, "BIAS-MOTIVATED SPEECH")
    assert [level for level, _ in outline] == [0, 1, 2, 0]
    assert b"/Marked true" in data
    assert b"pdfuaid:part" in data


def test_the_page_is_sound_and_closed() -> None:
    """One h1, links that land, notes that lead back, no script, nothing from elsewhere."""
    page = HTMLParser(Html().write(golden()))
    ids = [each.attributes["id"] for each in page.css("[id]")]
    internal = {each.attributes["href"][1:] for each in page.css('a[href^="#"]')}
    outward = page.css('a[href^="http"]')
    policy = page.css_first("meta[http-equiv]").attributes["content"]

    assert len(page.css("h1")) == 1
    assert len(ids) == len(set(ids))
    assert set() == internal - set(ids)
    assert {"noreferrer noopener"} == {each.attributes["rel"] for each in outward}
    assert not page.css("script, link, img, iframe, object, [style], [src], [onclick]")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Practice copy, not for publication"),
        ("en-GB", "Practice copy, not for publication"),
        ("ru", "Учебный экземпляр, не для публикации"),
        ("kk", "Жаттығу данасы, жариялауға арналмаған"),
        ("uz", "Practice copy, not for publication"),
    ],
)
def test_practice_is_said_on_every_page(language: str, line: str) -> None:
    """A practice report says so at the top of every page of every format; a real one never."""
    blocks = tuple(paragraph(f"Paragraph {n}. " * 30) for n in range(30))
    report = Report(title="T", language=language, blocks=blocks, practice=True)
    pdf = pypdfium2.PdfDocument(Pdf().write(report))
    word = parts_of(Docx().write(report))

    assert len(pdf) > 2
    assert all(line in page.get_textpage().get_text_bounded() for page in pdf)
    assert [line] == list(paragraphs_of(word["word/header.xml"]))
    assert b"headerReference" in word["word/document.xml"]
    assert line == HTMLParser(Html().write(report)).css_first("body > .every-page").text()
    for form in REPORT_FORMATS:
        plain = form.write(golden())
        assert line.encode() not in (plain if form.NAME != "pdf" else b"".join(text_of(plain)))


def text_of(pdf: bytes) -> Iterator[bytes]:
    """The text of a PDF, page by page."""
    for page in pypdfium2.PdfDocument(pdf):
        yield page.get_textpage().get_text_bounded().encode()


def streams_of(pdf: bytes) -> bytes:
    """The content of a PDF, unpacked."""
    packed = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(each) for each in packed)


def in_libreoffice(data: bytes, suffix: str, folder: Path) -> HTMLParser:
    """A file as LibreOffice turns it into a web page."""
    file = folder / f"report{suffix}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "html:HTML (StarWriter):UTF8"]
    subprocess.run([*command, "--outdir", folder, file], check=True, capture_output=True)
    return HTMLParser((folder / "report.html").read_bytes())


@pytest.mark.full
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_opens_in_libreoffice(tmp_path: Path) -> None:
    """LibreOffice reads headings, notes and every paragraph from the Word file."""
    page = in_libreoffice(Docx().write(golden()), ".docx", tmp_path)
    headings = [node.tag for node in page.css("h1, h2, h3") if node.text().strip()]
    marks = {node.attributes["name"] for node in page.css("a.sdfootnoteanc")}
    for mark in page.css("a.sdfootnoteanc, a.sdfootnotesym, sup"):
        mark.decompose()
    text = squeezed(page.body.text())

    assert [each for each in reading_text(golden()) if squeezed(each) not in text] == []
    assert len(marks) == 12
    assert {"h1", "h2", "h3"} == set(headings)


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_a_long_table_with_notes_keeps_them(form: ReportFormat) -> None:
    """A table over several pages with notes in its cells loses no row and no note."""
    rows = tuple(
        ((run(f"Row {n}"),), (Run(text=str(n), note=note(f"n{n}", f"Cell note {n}.")),))
        for n in range(1, 91)
    )
    block = TableBlock(header=((run("Row"),), (run("Figure"),)), rows=rows, caption="Long")
    after = paragraph(Run(text="After.", note=note("last", "Last note.")))
    data = form.write(Report(title="T", language="en", blocks=(block, after)))
    readers: dict[str, Callable[[bytes], tuple[str, ...]]] = {
        "docx": read_docx,
        "html": read_html,
        "pdf": read_pdf,
        "md": read_md,
    }
    text = squeezed("".join(readers[form.NAME](data)))

    assert all(f"Row{n}" in text and f"Cellnote{n}." in text for n in range(1, 91))
    assert text.endswith("Lastnote.")

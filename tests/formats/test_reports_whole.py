"""Every kind of block in three languages through four formats, read back by other programs."""

import io
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from tests.formats.report_readers import (
    CONTENTS,
    Tagged,
    W,
    page_of_md,
    parts_of,
    read_docx,
    read_html,
    read_md,
    read_tags,
    squeezed,
)
from tests.formats.whole_report import whole

from kuager.formats.reports import REPORT_FORMATS, pdf
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.interface import ReportFormat
from kuager.formats.reports.md import Md
from kuager.formats.reports.pdf import Pdf, PdfNotSetError
from kuager.formats.reports.press.laying import lay
from kuager.model.report import (
    Heading,
    Paragraph,
    Report,
    TableBlock,
    notes_of,
    numbers_of,
    reading_text,
)


@cache
def pdf_of(language: str, look: str = "kuager") -> bytes:
    """The report as PDF, made once for all tests."""
    return Pdf().write(whole(language, look=look))  # type: ignore[arg-type]


LANGUAGES = ("en", "ru", "kk")
LABELS = {"en": "Table {}. ", "ru": "Таблица {}. ", "kk": "{}-кесте. "}


def with_signs(report: Report) -> tuple[str, ...]:
    """What a reader reads, with the numbers that stand in the words of captions and headings."""
    blocks = []
    for block, number in zip(report.blocks, numbers_of(report), strict=False):
        if isinstance(block, Heading):
            sign = f"{number}." if block.level == 1 else number
            blocks.append(replace(block, text=f"{sign} {block.text}"))
        elif isinstance(block, TableBlock) and number:
            label = LABELS[report.language].format(number)
            blocks.append(replace(block, caption=f"{label}{block.caption}"))
        else:
            blocks.append(block)
    return filled(reading_text(replace(report, blocks=tuple(blocks))))


def filled(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that say anything, squeezed."""
    return tuple(filter(None, map(squeezed, texts)))


def in_two(report: Report, texts: tuple[str, ...]) -> tuple[str, str]:
    """The same, squeezed: body and notes."""
    notes = sum(len(note.paragraphs) for note in notes_of(report))
    return "".join(texts[:-notes]), "".join(texts[-notes:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_says_it_all(language: str) -> None:
    """Paragraph by paragraph; headings, items and tables are counted by Word itself."""
    report = whole(language)

    assert filled(read_docx(Docx().write(report))) == filled(reading_text(report))


def test_python_docx_reads_it_all() -> None:
    """Another program finds every paragraph and every cell of the document, in order."""
    report = whole("ru")
    opened = docx.Document(io.BytesIO(Docx().write(report)))
    texts = [text for each in opened.iter_inner_content() for text in texts_in(each)]
    notes = sum(len(note.paragraphs) for note in notes_of(report))

    assert filled(texts) == filled(reading_text(report))[:-notes]


def texts_in(block: docx.text.paragraph.Paragraph | docx.table.Table) -> list[str]:
    """The texts of a paragraph or table; none of the table of contents."""
    if isinstance(block, docx.table.Table):
        return [cell.text for row in block.rows for cell in row.cells]
    return [] if block.style.style_id.startswith("TOC") else [block.text]


@pytest.mark.full
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("look", ["kuager", "un"])
def test_libreoffice_counts_as_we_do(look: str, tmp_path: Path) -> None:
    """Turned into a PDF there, headings, items, paragraphs and tables have our numbers."""
    report = whole("kk", look=look)  # type: ignore[arg-type]
    file = tmp_path / "whole.docx"
    file.write_bytes(Docx().write(report))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = pypdfium2.PdfDocument((tmp_path / "whole.pdf").read_bytes())
    text = squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))
    opened = [
        f"{number}.{squeezed(block.runs[0].text)}"
        for block, number in zip(report.blocks, numbers_of(report), strict=False)
        if isinstance(block, Paragraph) and number
    ]
    signs = [part for part in with_signs(report) if re.match(r"\d+(\.|-кесте\.)", part)]

    assert len(signs) == 12
    assert [part for part in signs if part not in text] == []
    assert [part for part in opened if part not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_it_all(language: str) -> None:
    """Block by block and note by note; the numbers are marked as such and left out here."""
    report = whole(language)

    assert filled(read_html(Html().write(report))) == filled(reading_text(report))


@pytest.mark.parametrize("language", LANGUAGES)
def test_markdown_says_it_all(language: str) -> None:
    """Block by block and note by note, as markdown-it reads the file."""
    report = whole(language)

    assert filled(read_md(Md().write(report))) == with_signs(report)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", ["kuager", "un"])
def test_the_pdf_says_it_all_read_aloud(language: str, look: str) -> None:
    """Read by its tags from top to bottom it is the report, and each note stands in its /Note."""
    report = whole(language, look=look)  # type: ignore[arg-type]
    contents = CONTENTS[LANGUAGES.index(language)]
    body, notes = read_tags(pdf_of(language, look))

    assert (body.replace(contents, "", 1), notes) == in_two(report, with_signs(report))


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
@pytest.mark.parametrize("look", ["kuager", "un"])
def test_written_twice_is_the_same_file(form: ReportFormat, look: str) -> None:
    """The bytes depend on the report and on nothing else."""
    first, second = (
        form.write(whole("kk", look=look, working="W", practice=True))  # type: ignore[arg-type]
        for _ in range(2)
    )

    assert first == second


def test_every_text_of_the_pdf_is_tagged() -> None:
    """No text stands outside the tags but what is marked as no content; every mark is used."""
    tagged = Tagged(Pdf().write(whole("ru", practice=True, working="Рабочий экземпляр")))
    said = squeezed(tagged.text(tagged.root))

    assert tagged.untagged == []
    assert sum(len(squeezed(words)) for words in tagged.words.values()) == len(said)


def test_the_tags_of_the_pdf_are_whole() -> None:
    """Notes, headers with scope, figures with words, quotations, contents, title and language."""
    report = whole("en")
    tagged = Tagged(pdf_of("en"))
    root = tagged.reader.trailer["/Root"]
    scopes = [
        attribute["/Scope"]
        for header in tagged.elements("/TH")
        for attribute in header["/A"]
        if "/Scope" in attribute
    ]

    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert tagged.reader.metadata.title == report.title  # type: ignore[union-attr]
    assert len(tagged.elements("/Note")) == len(notes_of(report))
    assert scopes == ["/Column"] * len(tagged.elements("/TH"))
    assert all(figure.get("/Alt") for figure in tagged.elements("/Figure"))
    assert len(tagged.elements("/Figure")) == 2
    assert len(tagged.elements("/BlockQuote")) == 9
    assert len(tagged.elements("/TOCI")) == 9
    assert len(tagged.elements("/Title")) == 1
    assert [len(tagged.elements(f"/H{n}")) for n in (1, 2, 3)] == [4, 3, 3]


def test_the_contents_of_the_pdf_name_the_right_pages() -> None:
    """Each line leads to the page whose number it prints, and the heading stands there."""
    report = whole("kk", chapters=6)
    data = Pdf().write(report)
    tagged = Tagged(data)
    pages = [squeezed(p.get_textpage().get_text_bounded()) for p in pypdfium2.PdfDocument(data)]
    entries = [squeezed(tagged.text(entry)) for entry in tagged.elements("/TOCI")]
    said = [(block.text, number) for block, number in heads(report)]

    assert len(entries) == len(said) == 18
    for entry, (text, number) in zip(entries, said, strict=True):
        found = re.fullmatch(rf"{re.escape(number)}\.?{re.escape(squeezed(text))}(\d+)", entry)
        assert found is not None
        assert squeezed(number + text) in pages[int(found.group(1)) - 1].replace(".", "", 1) or (
            squeezed(text) in pages[int(found.group(1)) - 1]
        )


def heads(report: Report) -> list[tuple[Heading, str]]:
    """The headings of a report with their numbers."""
    pairs = zip(report.blocks, numbers_of(report), strict=False)
    return [(block, number) for block, number in pairs if isinstance(block, Heading)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_and_page_numbers(language: str) -> None:
    """The outline of the PDF has every heading with its number; each page says n / m."""
    report = whole(language)
    pdf = pypdfium2.PdfDocument(pdf_of(language))
    titles = [squeezed(each.get_title()) for each in pdf.get_toc()]
    texts = [page.get_textpage().get_text_bounded() for page in pdf]

    assert titles == [
        squeezed(f"{n}{'.' * (block.level == 1)}{block.text}") for block, n in heads(report)
    ]
    assert all(f"{n} / {len(pdf)}" in text for n, text in enumerate(texts, 1))


def test_a_title_page_stands_alone() -> None:
    """Its lines are on the first page, the contents on the next, the text after them."""
    report = whole("en")
    pages = [p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(pdf_of("en"))]

    assert squeezed(report.title) in squeezed(pages[0])
    assert squeezed("".join(r.text for r in report.front[-1].runs)) in squeezed(pages[0])
    assert pages[1].startswith("Contents")
    assert pages[2].lstrip().startswith("1.")


def test_the_plain_look_has_no_colour_and_one_family() -> None:
    """All letters are of the width of Times New Roman, and nothing but black, grey and white."""
    data = Pdf().write(whole("ru", look="un"))
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", data))
    page = Html().write(whole("ru", look="un")).decode()
    drawn = [block.svg for block in lay(whole("ru", look="un")).blocks if block.kind == "picture"]
    colours = set(re.findall(r"#([0-9A-F]{6})\b", page + "".join(drawn)))

    assert fonts == {b"Tinos", b"IBMPlexSans"}  # the words of a drawing are set in ours
    assert len(drawn) == 2
    assert len(colours) > 3
    assert {c for c in colours if not c[:2] == c[2:4] == c[4:]} == set()
    assert '"Times New Roman"' in page


def test_the_working_line_stands_on_every_page() -> None:
    """In PDF and page as in Word; without it no format has such a line."""
    line = "Working copy 3, not for sending"
    report = whole("en", working=line, practice=True)
    pdf = pypdfium2.PdfDocument(Pdf().write(report))

    assert all(line in page.get_textpage().get_text_bounded() for page in pdf)
    assert line in HTMLParser(Html().write(report)).css_first("body > .every-page").text()
    assert f"**{line}**" in Md().write(report).decode()
    assert any(line in text for text in headers_of(Docx().write(report)))
    assert HTMLParser(Html().write(whole("en"))).css_first(".every-page") is None


def headers_of(data: bytes) -> list[str]:
    """The texts of the headers of a Word file."""
    parts = parts_of(data)
    names = [name for name in parts if name.startswith("word/header")]
    return ["".join(t.text or "" for t in etree.fromstring(parts[n]).iter(f"{W}t")) for n in names]


def test_the_page_is_numbered_and_its_links_land() -> None:
    """Items carry the numbers of the report; contents, notes and references lead to places."""
    report = whole("ru")
    page = HTMLParser(Html().write(report))
    ids = [each.attributes["id"] for each in page.css("[id]")]
    internal = {each.attributes["href"][1:] for each in page.css('a[href^="#"]')}
    starts = [int(each.attributes["start"]) for each in page.css("ol[start]")]
    laid = [b.items[0].number for b in lay(report).blocks if b.kind in {"numbered", "item"}]

    assert len(ids) == len(set(ids))
    assert internal <= set(ids)
    assert starts == laid
    assert len(page.css("nav.contents li")) == 9
    assert [node.text().strip() for node in page.css("caption .number")] == [
        f"Таблица {n}." for n in (1, 2, 3)
    ]


def test_markdown_keeps_languages_numbers_and_links() -> None:
    """Spans carry the language, lists their numbers, links their places, notes their marks."""
    report = whole("kk")
    page = page_of_md(Md().write(report))
    ids = {each.attributes["id"] for each in page.css("a[id]")}
    internal = {each.attributes["href"][1:] for each in page.css('a[href^="#k"]')}
    starts = [
        int(each.attributes.get("start", "1")) for each in page.css("ol:not(.footnotes-list)")
    ]
    laid = [b.items[0].number for b in lay(report).blocks if b.kind in {"numbered", "item"}]
    outward = {node.attributes["href"] for node in page.css('a[href^="http"]')}

    assert page.css_first("div").attributes["lang"] == "kk"
    assert {"ru", "en"} == {node.attributes["lang"] for node in page.css("span[lang]")}
    assert internal <= ids
    assert starts == laid
    assert outward == {"https://example.org/documents/2024/17?page=4&part=2_b"}
    assert (
        len(page.css("li.footnote-item")) == len(notes_of(report)) == len(page.css(".footnote-ref"))
    )
    assert len(page.css("table")) == 8
    assert len(page.css("blockquote")) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdftotext_finds_every_word(language: str, tmp_path: Path) -> None:
    """A third reader finds each word as often as the report says it."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not here")
    report = whole(language)
    file = tmp_path / "whole.pdf"
    file.write_bytes(pdf_of(language))
    done = subprocess.run([program, file, "-"], check=True, capture_output=True, timeout=60)
    wanted = Counter(
        re.findall(r"[^\W_\d]{3,}", " ".join(reading_text(report)).replace("://", " "))
    )
    found = Counter(re.findall(r"[^\W_\d]{3,}", done.stdout.decode()))

    assert {word: n for word, n in wanted.items() if found[word] < n} == {}


def test_a_pdf_that_fails_at_first_is_set_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the notes of items and quotations hang after them; no word and no note is lost."""
    tried: list[str] = []
    set_once = pdf._set

    def fail_at_first(told: dict[str, str]) -> bytes:
        tried.append(told["careful"])
        if len(tried) == 1:
            raise PdfNotSetError(complaints=1)
        return set_once(told)

    monkeypatch.setattr(pdf, "_set", fail_at_first)
    report = whole("en")
    body, notes = read_tags(Pdf().write(report))
    wanted = in_two(report, with_signs(report))

    assert tried == ["no", "yes"]
    assert notes == wanted[1]
    assert bare(body.replace("Contents", "", 1)) == bare(wanted[0])


def bare(text: str) -> str:
    """Without figures and commas: hung notes have marks that cannot be told from others."""
    return re.sub(r"[\d,]", "", text)

"""Hostile text is content in every format: printed as it is, never run, never markup."""

import hashlib
import io
import re
import zipfile

import pypdfium2
import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from tests.formats.report_readers import page_of_md

from kuager.formats.fonts import DIRECTORY, PLAIN_FILES
from kuager.formats.fonts.glyphs import shown
from kuager.formats.look import DARK, LIGHT, Colours
from kuager.formats.reports import REPORT_FORMATS
from kuager.formats.reports.docx import Docx
from kuager.formats.reports.html import Html
from kuager.formats.reports.interface import ReportFormat
from kuager.formats.reports.md import Md
from kuager.formats.reports.pdf import Pdf
from kuager.model.report import Heading, Report, Run, note, paragraph, printable, run, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "<script>alert(1)</script>",
    "</style></title></body><h1>x</h1>",
    "{{ 7*7 }} {% raw %} {# gone #}",
    '#import "@preview/x:1.0.0": y',
    '#read("/etc/passwd") #eval("1+1")',
    "$ x^2 $ *bold* _italic_ `code` @k1 <k1> \\ // gone /* gone */ ~ -- --- ... 'q'",
    "]]> <![CDATA[ &amp; &lt; &#x41; <!-- -->",
    "= heading - item + item / term: x",
    "%PDF-1.7 (text) Tj /Author (x) >>",
    "\\u0041 \\n %s {0} ${x} `id` ; DROP TABLE",
    "a\u200bb\u00adc\u200dd\u2060e",
    "fi ffl ŒœÆæ №§†‡•…‰ ₸€ ½²³",
    "# head ## | a | b | --- ~~x~~ ==y== ^1^ [^1] [^1]: z ![p](q) <https://a.org> www.a.org",
    "1. one 2) two * three + four > five ``` --- === :::",
    "***",
    "    code",
    "a_b_c __d__ *e **f** \\* \\ end\\",
]


def everywhere(text: str) -> Report:
    """A report with one text at every place that holds text."""
    return Report(
        title=text,
        subtitle=text,
        language="en",
        blocks=(
            Heading(level=1, text=text, anchor=text),
            paragraph(Run(text=text, note=note(text, text))),
            paragraph(Run(text=text, style="bold", language="ru"), kind="bullet"),
            table([text], [[text]], caption=text),
            paragraph(run(text, link=f"#{text}")),
        ),
        closing=(paragraph(text),),
    )


def text_in(form: ReportFormat, data: bytes) -> str:
    """All text of a file, without white space and invisible characters."""
    if form.NAME == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            roots = [
                etree.fromstring(archive.read(f"word/{n}.xml")) for n in ("document", "footnotes")
            ]
        text = "".join(each.text or "" for root in roots for each in root.iter(f"{W}t"))
    elif form.NAME == "html":
        page = HTMLParser(data)
        text = page.body.text() + page.css_first("title").text()
    elif form.NAME == "md":
        # It has no title beside its heading: that is said once, not twice.
        page = page_of_md(data)
        text = page.body.text() + page.css_first("h1").text()
    else:
        pages = pypdfium2.PdfDocument(data)
        text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return visible(text)


def visible(text: str) -> str:
    """A text without white space and characters that take no room."""
    return re.sub(r"[\s\u200b-\u200f\u00ad\u2060\ufffe\x02-]", "", text)


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_as_it_is(form: ReportFormat, text: str) -> None:
    """Nine places hold the text; nine times and more it can be read back, letter by letter."""
    found = text_in(form, form.write(everywhere(text)))

    assert found.count(visible(text)) >= 9


@pytest.mark.parametrize("text", [*HOSTILE, "---", "- - -", "===", "    ---"])
def test_hostile_text_makes_no_elements(text: str) -> None:
    """Page, Markdown and Word file have the same elements whatever the text says."""
    plain, hostile = Html().write(everywhere("plain")), Html().write(everywhere(text))
    tags = [[node.tag for node in HTMLParser(page).css("*")] for page in (plain, hostile)]
    pages = [page_of_md(Md().write(everywhere(words))) for words in ("plain", text)]
    marked = [[node.tag for node in page.css("*")] for page in pages]

    assert tags[0] == tags[1]
    assert marked[0] == marked[1]
    assert sorted(zipfile.ZipFile(io.BytesIO(Docx().write(everywhere(text)))).namelist()) == sorted(
        zipfile.ZipFile(io.BytesIO(Docx().write(everywhere("plain")))).namelist()
    )


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_control_characters_are_gone(form: ReportFormat) -> None:
    """NUL, bell, escape and lone surrogates never reach a file; the words around them do."""
    found = text_in(form, form.write(everywhere("be\x00fore\x1b[31m \x07aft\ud800er\ufffe")))

    assert "before[31mafter" in found


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_direction_marks_do_no_more_than_turn_their_line(form: ReportFormat) -> None:
    """A right-to-left override is kept as it was written, and stays in its paragraph."""
    report = Report(
        title="T",
        language="en",
        blocks=(paragraph("abc\u202edef"), paragraph("After it.")),
    )
    data = form.write(report)

    assert "Afterit." in text_in(form, data)
    if form.NAME == "html":
        assert "abc\u202edef" in data.decode()


@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
@pytest.mark.parametrize("text", ["слово " * 17_000, "x" * 100_000], ids=["words", "one word"])
def test_a_huge_paragraph_is_printed_whole(form: ReportFormat, text: str) -> None:
    """A paragraph of 100,000 characters loses none, even as a single word."""
    data = form.write(Report(title="T", language="en", blocks=(paragraph(text),)))

    assert visible(text) in re.sub(r"\d+/\d+", "", text_in(form, data))


def test_what_our_fonts_lack_is_named_in_the_pdf() -> None:
    """An emoji or a Chinese letter is printed as its number; Word and page carry it as it is."""
    report = Report(title="T", language="en", blocks=(paragraph("a😀b 中 \ufeffc"),))

    assert "a[U+1F600]b[U+4E2D]c" in text_in(Pdf(), Pdf().write(report))
    assert "😀" in text_in(Docx(), Docx().write(report))
    assert "中" in text_in(Html(), Html().write(report))


def test_our_fonts_hold_three_alphabets() -> None:
    """Every letter of English, Russian and Kazakh is printed as itself."""
    letters = (
        "".join(map(chr, (*range(33, 127), *range(0x410, 0x450)))) + "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»“”№"
    )

    assert letters == shown(letters) == shown(letters, PLAIN_FILES)


@pytest.mark.full
def test_every_character_we_let_through_can_be_set() -> None:
    """The typesetter shows all letters of our fonts, one by one, in all of its styles."""
    letters = [chr(n) for n in range(0x20, 0x2FFFF) if not 0xD800 <= n < 0xE000]
    kept = "".join(each for each in letters if printable(each) == each == shown(each))
    runs = [Run(text=kept, style=style) for style in ("plain", "italic", "bold")]
    report = Report(
        title=kept,
        language="en",
        blocks=(Heading(level=1, text=kept, anchor="a"), paragraph(*runs)),
    )

    assert len(kept) > 900
    assert Pdf().write(report).startswith(b"%PDF-1.7")


def test_the_fonts_are_the_ones_we_wrote_down() -> None:
    """Each shipped font has the digest of the README, so none was changed under its name."""
    readme = (DIRECTORY / "README.md").read_text("utf-8")
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in DIRECTORY.glob("*.ttf")
    }

    assert len(found) == 7
    assert found == {name: digest for digest, name in re.findall(r"`(\w{64})` \| (\S+)", readme)}
    for name in ("OFL.txt", "OFL-Tinos.txt"):
        assert "SIL OPEN FONT LICENSE" in (DIRECTORY / name).read_text("utf-8")
    assert sum(file.stat().st_size for file in DIRECTORY.iterdir() if file.is_file()) < 2_600_000


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "teal", "ember"])
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_text_can_be_read_on_its_ground(colours: Colours, name: str, ground: str) -> None:
    """Every colour of text has a contrast of 4.5 to 1 or more."""
    lights = sorted(luminance(getattr(colours, each)) for each in (name, ground))

    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


@pytest.mark.parametrize("tag", ["en-GB", "en-gb", "kk-Cyrl-KZ", "zh-12", "uz-Latn", "tyv"])
@pytest.mark.parametrize("form", REPORT_FORMATS, ids=lambda form: form.NAME)
def test_any_language_tag_is_taken(form: ReportFormat, tag: str) -> None:
    """A report, and a run in it, may be in any language that has a tag."""
    words = paragraph(run("Words", language=tag), run("", link="mailto:a@b.org"), "")

    assert "Words" in text_in(form, form.write(Report(title="T", language=tag, blocks=(words,))))

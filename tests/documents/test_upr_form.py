"""The form that the secretariat of the Universal Periodic Review asks for, read off Word files.

A joint submission of the example, and a mid-term report of a small vault. Nothing of what wrote the
files is used to read them.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from docx import Document
from docx.document import Document as Word
from lxml import etree
from tests.documents.produced import word_bytes
from tests.documents.word_notes import footnotes
from tests.verbs.desks import new_desk
from tests.verbs.stories import record
from tests.verbs.treaty import document, parties, point, read

from kuager.verbs.assessments import Assessment, assess_point
from kuager.verbs.checking import check_report
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import read_report
from kuager.verbs.texts import write_text

JOINT_LIMIT = 5_630
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNCOUNTED = ("Title", "Subtitle", "Heading", "ListBullet", "Quote", "NumberQuote", "NumberContinue")
AUTHORS = ["Kazakhstan Feminist Initiative “Feminita”", "ALMA-TQ"]
AUTHORS += ["ECOM – Eurasian Coalition on Health, Rights, Gender and Sexual Diversity"]


@pytest.fixture(scope="module")
def joint(kazakhstan: Desk) -> bytes:
    """The joint submission of the example as a Word file."""
    return word_bytes(read_report(kazakhstan, code="doc-upr4-joint", language="en"))


@pytest.fixture(scope="module")
def mid_term(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """A mid-term report on two recommendations as a Word file."""
    desk = new_desk(tmp_path_factory.mktemp("mid") / "vault")
    yield word_bytes(read(desk, mid_term_in(desk)))
    desk.close()


def mid_term_in(desk: Desk) -> str:
    """The code of a mid-term report: two recommendations of a cycle, one assessed, one of ours."""
    there = parties(desk)
    said = {"made_by": there["state"], "proceeding": there["cycle"], "date": "2025-01"}
    symbol = {"document_symbol": "A/HRC/59/10"}
    point(desk, "R-1", number="12.9", position="noted", **symbol, **said)
    point(desk, "R-2", number="12.10", position="supported", **symbol, **said)
    law = record(desk, "provision", "L-1", kind="code", law_en="Code", article="145")
    point(desk, "R-3", text_en="By the end of 2028, publish the law.", provision=law)
    done = Assessment(result="regressed", texts={"en": "Worse."}, searched={}, on="2027-05")
    assess_point(desk, point="R-2", assessment=done)
    code = document(desk, "upr-mid-term", document_symbol="", contact="https://we.example/mail")
    for place in ("earlier-text", "new-issues-text"):
        write_text(desk, code=code, place=place, language="en", text=f"A word on {place}.")
    return code


@pytest.fixture(params=["joint", "mid_term"])
def data(request: pytest.FixtureRequest) -> bytes:
    """Each of the two Word files."""
    found: bytes = request.getfixturevalue(request.param)
    return found


def opened(data: bytes) -> Word:
    """A Word file as python-docx reads it."""
    return Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, etree._Element]:
    """Every XML part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def headings(data: bytes) -> list[str]:
    """The headings in their order."""
    paragraphs = opened(data).paragraphs
    return [p.text for p in paragraphs if p.style is not None and "Heading" in p.style.style_id]


def numbering_of(word: Word, style: str) -> tuple[str, str] | None:
    """The list and its format that a paragraph style is tied to, through the styles it rests on."""
    found = word.styles.element.find(f"{W}style[@{W}styleId='{style}']")
    while found is not None:
        number = found.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            identifier = number.get(f"{W}val")
            return identifier, format_of(word, identifier)
        base = found.find(f"{W}basedOn")
        if base is None:
            return None
        found = word.styles.element.find(f"{W}style[@{W}styleId='{base.get(f'{W}val')}']")
    return None


def format_of(word: Word, identifier: str) -> str:
    """How a list counts."""
    root = word.part.numbering_part.element
    number = root.find(f"{W}num[@{W}numId='{identifier}']")
    abstract = number.find(f"{W}abstractNumId").get(f"{W}val")
    level = root.find(f"{W}abstractNum[@{W}abstractNumId='{abstract}']/{W}lvl[@{W}ilvl='0']")
    return str(level.find(f"{W}numFmt").get(f"{W}val"))


def test_times_new_roman_stands_in_the_styles_and_nothing_else_anywhere(data: bytes) -> None:
    """By name in the defaults; no style, list, text, note or foot line names another font."""
    fonts: dict[str, set[str]] = {}
    for name, root in parts(data).items():
        for element in root.iter(f"{W}rFonts"):
            fonts.setdefault(name, set()).update(
                value for key, value in element.attrib.items() if not key.endswith("hint")
            )
    assert fonts["word/styles.xml"] == {"Times New Roman"}
    assert set().union(*fonts.values()) == {"Times New Roman"}
    defaults = parts(data)["word/styles.xml"].find(f"{W}docDefaults//{W}rFonts")
    assert {"ascii", "hAnsi", "cs"} <= {key.removeprefix(W) for key in defaults.attrib}
    assert not any("asciiTheme" in key for key in defaults.attrib)


def test_every_paragraph_is_counted_through_in_one_list(data: bytes) -> None:
    """All but headings, the names of the co-authors and the words of a law under its number."""
    word = opened(data)
    styles = [p.style.style_id for p in word.paragraphs if p.text.strip() and p.style is not None]
    counted = [s for s in styles if not s.startswith(UNCOUNTED)]

    lists = {numbering_of(word, style) for style in counted}
    assert len(lists) == 1
    assert {how for _, how in filter(None, lists)} == {"decimal"}
    assert len(counted) > 5
    own = [p for p in word.paragraphs if p._p.find(f"{W}pPr/{W}numPr") is not None]
    assert own == []
    assert not word.tables


def test_a_list_without_numbers_names_the_co_authors_alone(joint: bytes, mid_term: bytes) -> None:
    """Right after the title, under the first heading; nothing else is a bullet."""
    for data, authors in ((joint, AUTHORS), (mid_term, ["We"])):
        told = [p for p in opened(data).paragraphs if p.text.strip()]
        bullets = [
            n for n, p in enumerate(told) if p.style is not None and "Bullet" in p.style.style_id
        ]
        assert [told[n].text for n in bullets] == authors
        assert bullets == list(range(bullets[0], bullets[0] + len(authors)))
        assert told[bullets[0] - 1].text == headings(data)[0] == "Submitted jointly by"
        assert [p.style.style_id for p in told[: bullets[0] - 1] if p.style] == ["Title"]


def test_pages_are_numbered(data: bytes) -> None:
    """A field in the foot line of the one section."""
    word = opened(data)
    codes = [
        code.text or ""
        for section in word.sections
        for code in section.footer._element.iter(f"{W}instrText")
    ]
    codes += [
        field.get(f"{W}instr", "")
        for section in word.sections
        for field in section.footer._element.iter(f"{W}fldSimple")
    ]
    assert any(re.search(r"\bPAGE\b", code) for code in codes)


def test_no_contact_stands_in_the_text(data: bytes) -> None:
    """Neither an address of mail or site nor a telephone: these go into the letter."""
    body = "\n".join(p.text for p in opened(data).paragraphs)
    assert not re.search(r"@|https?://|www\.|\+\d[\d ()-]{7,}|[Cc]ontact:|[Ee]-?mail", body)


def test_the_joint_submission_keeps_to_its_words(joint: bytes) -> None:
    """Counted without notes; and what the last check counts is the same rule."""
    body = "\n".join(p.text for p in opened(joint).paragraphs)
    assert 1_500 < len(body.split()) < JOINT_LIMIT
    assert len(footnotes(joint)) > 30


def test_nothing_is_annexed(data: bytes) -> None:
    """No part calls itself an annex, and the file has nothing inside it but text."""
    assert not [one for one in headings(data) if re.match(r"Annex|Appendix", one)]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [n for n in archive.namelist() if "embeddings" in n or "media" in n]


def test_earlier_recommendations_stand_before_new_issues_and_ours_at_the_end(data: bytes) -> None:
    """As the secretariat asks."""
    found = headings(data)
    order = [
        found.index(each)
        for each in ("What became of earlier recommendations", "New issues", "Recommendations")
    ]
    assert order == sorted(order)
    assert found[-1] == "Recommendations"


def test_every_earlier_recommendation_is_assessed(joint: bytes) -> None:
    """With its document; the numbered one with its number, the State's position and our view."""
    texts = [p.text for p in opened(joint).paragraphs]
    start = texts.index("What became of earlier recommendations")
    told = texts[start : texts.index("New issues")]
    asked = [n for n, text in enumerate(told) if re.match(r"(139\.48, )?A/HRC/43/10 \(", text)]
    assert len(asked) == 3
    for here, after in zip(asked, [*asked[1:], len(told)], strict=True):
        assert any(text.startswith("Our assessment: ") for text in told[here:after])
    assert any(text.startswith("139.48, A/HRC/43/10 (Chile, 2019)") for text in told)
    assert "Position of the State: Supported." in told


def test_every_recommendation_of_ours_says_by_when(joint: bytes) -> None:
    """Ten, each with a year or a span of time, and one thing that can be looked up afterwards."""
    texts = [p.text for p in opened(joint).paragraphs if p.text.strip()]
    ours = texts[texts.index("Recommendations") + 1 :]
    assert len(ours) == 10
    timed = re.compile(r"(?:By the end of|From 1 January) 20\d\d|Within (?:one year|six months)")
    assert [text for text in ours if not timed.match(text)] == []


def test_it_passes_the_last_check(kazakhstan: Desk) -> None:
    """Nothing that nobody may let pass, and no word on its length."""
    found = check_report(kazakhstan, code="doc-upr4-joint", language="en")
    assert () == found.firm
    assert "too-long" not in {one.check for one in found.findings}

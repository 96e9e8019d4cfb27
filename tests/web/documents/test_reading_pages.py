"""A document read whole: what is told, what it is made of, what is not told and what mends it."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.examples.folders import KAZAKHSTAN, take_folder
from tests.verbs.desks import findings, new_desk, tell, uid
from tests.verbs.readers import letters
from tests.verbs.stories import development, members, record, story
from tests.web.keep.pages import OK, send, text_of

from kuager.lang import say as speak
from kuager.model.chart import Chart
from kuager.model.manuscript import LaidOut, Placed
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Note,
    Paragraph,
    Report,
    Run,
    TableBlock,
    reading_text,
    run,
)
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.manuscripts import read_report
from kuager.verbs.texts import write_text
from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.report_sheet import sheet_of
from kuager.web.visit import Session

WORDING = "/reports/wording/event/ev-1"
NOT_FOUND = 404


def begun(desk: Desk, *languages: str) -> str:
    """An annual review of 2024."""
    facts = {"country": "KAZ", "period": "2024", "language": languages or ("en", "ru")}
    return start_report(desk, outline="annual-review", facts=facts)


def read(visitor: TestClient, code: str = "DOC-1", language: str = "en") -> str:
    """The page on which a document is read."""
    found = visitor.get(f"/report/{code}/read?language={language}")
    assert found.status_code == OK
    return found.text


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def laid(*blocks: Block, heading_numbers: bool = False) -> LaidOut:
    """Blocks as they come from an outline."""
    report = Report(title="T", language="en", blocks=blocks, heading_numbers=heading_numbers)
    return LaidOut(report=report, placed=tuple(Placed(block=one, place="p") for one in blocks))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The chapter of the example as it is read on its page, and all words that every file has."""
    desk = new_desk(tmp_path_factory.mktemp("read") / "vault")
    take_folder(desk, KAZAKHSTAN)
    code, house = begun(desk), House(desk)
    page = read(TestClient(make_app(house)), code)
    yield page, reading_text(read_report(desk, code=code, language="en").laid.report)
    house.close()


def test_all_words_of_a_document_stand_on_the_page(example: tuple[str, tuple[str, ...]]) -> None:
    """The chapter of the example, with every note, in the words that every file has."""
    page, told = letters(text_of(example[0])), example[1]

    assert len(told) > 100
    assert [text for text in told if letters(text) not in page] == []


def test_each_note_leads_to_its_place_and_back(example: tuple[str, tuple[str, ...]]) -> None:
    """Every address within the page is the name of one place in it."""
    names = re.findall(r' id="([^"]+)"', example[0])
    links = set(re.findall(r'href="#([^"]+)"', example[0]))

    assert len(names) == len(set(names))
    assert links <= set(names)
    assert {f"note-{n}" for n in range(1, 50)} <= links


def test_each_piece_leads_to_its_record_and_wording(visitor: TestClient, desk: Desk) -> None:
    """What was drawn leads to both; what an author wrote leads to where it is written."""
    development(desk, "ev-1")
    code = begun(desk)
    write_text(desk, code=code, place="chapter", language="en", text="A first word.")
    page = unescape(read(visitor, code))
    own = page[page.find("A first word.") : page.find("ev-1 came to pass")]
    drawn = page[page.find("ev-1 came to pass") :]

    assert f'href="/report/{code}/block/chapter"' in own
    assert "/record/" not in own
    assert 'href="/record/event/ev-1"' in drawn
    assert f'href="{WORDING}?report={code}&language=en"' in drawn


def test_what_is_held_back_is_told_with_its_reason(visitor: TestClient, desk: Desk) -> None:
    """A no stays a no; the words of the story are nowhere on the page."""
    story(desk, "no", "ev-2", wording_en="In May, a dragonfly flew.")
    begun(desk)
    page = read(visitor)

    assert "a person said no: it stays so" in page
    assert "dragonfly" not in page


def test_what_waits_is_named_with_the_way_to_mend_it(visitor: TestClient, desk: Desk) -> None:
    """No words in this language, a date too wide, a remark: each with its link."""
    development(desk, "ev-1", wording_en=None, wording_ru="В мае.")
    development(desk, "ev-2", date=None)
    development(desk, "ev-3", date="2024", wording_en="In May, ev-3 came to pass.")
    begun(desk)
    page = unescape(read(visitor))
    waits = page[page.find('id="mend"') : page.find("<article")]

    assert f'href="{WORDING}?report=DOC-1&language=en"' in waits
    assert 'href="/record/event/ev-2"' in waits
    assert "the wording names a month that the record does not know" in waits


def test_a_document_in_which_nothing_waits_says_so(visitor: TestClient, desk: Desk) -> None:
    """Whoever is tired reads one good sentence."""
    development(desk, "ev-1")
    begun(desk)

    assert "Nothing is held back, and nothing waits for words." in read(visitor)


def test_each_language_is_read_by_itself(visitor: TestClient, desk: Desk) -> None:
    """The words of the other language are not on the page, and both are offered."""
    development(desk, "ev-1", wording_ru="В мае случилось ev-1.")
    begun(desk)
    english, russian = read(visitor), read(visitor, language="ru")

    assert "In May, ev-1 came to pass." in english
    assert "В мае случилось" not in english
    assert "В мае случилось ev-1." in russian
    assert '<article class="draft sheet-of-report" lang="ru"' in russian


def test_a_language_that_is_not_its_own_is_not_asked_of_it(visitor: TestClient, desk: Desk) -> None:
    """The one it is sent in is shown instead."""
    begun(desk, "ru")

    assert 'sheet-of-report" lang="ru"' in read(visitor, language="kk")


def test_no_such_document_is_a_page_and_no_fault(visitor: TestClient) -> None:
    """A code that nobody knows."""
    for path in ("", "/read", "/facts", "/block/chapter"):
        assert visitor.get(f"/report/DOC-77{path}").status_code == NOT_FOUND


def test_a_wording_is_written_and_signed_by_another(visitor: TestClient, desk: Desk) -> None:
    """Not written, then not signed, then told: each step on a page, two people, back at last."""
    development(desk, "ev-1", wording_en=None, wording_by=desk.member, signed_off_by=None)
    begun(desk)
    place = f"{WORDING}?report=DOC-1&language=en"
    assert place.replace("&", "&amp;") in read(visitor)

    page = visitor.get(place).text
    fields = {"report": "DOC-1", "language": "en", "seen": hidden(page, "seen")}
    said = "In May, a law came to pass."
    page = send(visitor, WORDING, **fields, text=said, by="M-1")
    assert "Another person signs it off" in page
    assert "signed off by nobody but its writer" in read(visitor)

    fields["seen"] = hidden(page, "seen")
    refused = send(visitor, f"{WORDING}/sign", **fields, signer="M-1")
    assert "signed off by another person" in refused
    page = send(visitor, f"{WORDING}/sign", **fields, signer="M-8")
    assert said in page
    assert 'id="draft-title"' in page
    assert findings(desk) == []


def test_other_words_take_the_signature_away(visitor: TestClient, desk: Desk) -> None:
    """It was given for the words that stood there."""
    development(desk, "ev-1")
    page = visitor.get(f"{WORDING}?language=en").text
    fields = {"language": "en", "seen": hidden(page, "seen"), "text": "Other words.", "by": "M-7"}
    send(visitor, WORDING, **fields)
    found = desk.view.record(uid(desk, "event", "ev-1"))

    assert found is not None
    assert found.get("event.signed_off_by") is None
    assert found.text("event.wording", "en") == "Other words."


def test_who_signs_has_read_what_stands(visitor: TestClient, desk: Desk) -> None:
    """A signature for a page that is old is refused."""
    development(desk, "ev-1", signed_off_by=None)
    page = visitor.get(f"{WORDING}?language=en").text
    tell(desk, say(uid(desk, "event", "ev-1"), "event.remarks", "meanwhile"))
    fields = {"language": "en", "seen": hidden(page, "seen"), "signer": "M-8"}

    assert "was changed since you looked at it" in send(visitor, f"{WORDING}/sign", **fields)


def test_several_signatures_are_never_left(visitor: TestClient, desk: Desk) -> None:
    """Signing twice leaves one signer, without a conflict."""
    development(desk, "ev-1")
    record(desk, "member", "M-9")
    members(desk)
    page = visitor.get(f"{WORDING}?language=en").text
    fields = {"language": "en", "seen": hidden(page, "seen"), "signer": "M-9"}
    send(visitor, f"{WORDING}/sign", **fields)
    found = desk.view.record(uid(desk, "event", "ev-1"))

    assert found is not None
    assert found.conflicts == ()
    assert found.get("event.signed_off_by") == uid(desk, "member", "M-9")


def test_the_same_words_again_keep_the_signature(visitor: TestClient, desk: Desk) -> None:
    """Saving what stands already says nothing and takes nothing away."""
    development(desk, "ev-1")
    count = desk.store.log.count
    page = visitor.get(f"{WORDING}?language=en").text
    fields = {"language": "en", "seen": hidden(page, "seen"), "by": "M-7"}
    send(visitor, WORDING, **fields, text="In May, ev-1 came to pass.")

    assert desk.store.log.count == count


def test_markup_in_words_is_only_text(visitor: TestClient, desk: Desk) -> None:
    """A person's text is never trusted as a page: in a wording, in a text, in a title."""
    evil = "In May, <script>alert(1)</script> & <b>so</b>."
    development(desk, "ev-1", wording_en=evil)
    facts = {"country": "KAZ", "period": "2024", "language": ("en",), "title": {"en": evil}}
    code = start_report(desk, outline="annual-review", facts=facts)
    write_text(desk, code=code, place="chapter", language="en", text=evil)
    pages = (f"/report/{code}", f"/report/{code}/read", f"/report/{code}/block/chapter", "/reports")

    for path in pages:
        page = visitor.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_pages_speak(visitor: TestClient, desk: Desk, session: Session, language: str) -> None:
    """Reasons, labels and buttons are in the person's language."""
    session.language = language
    story(desk, "no", "ev-2")
    begun(desk, language)
    page = read(visitor, language=language)

    assert speak("a person said no: it stays so", language) in page
    assert speak("Held back, and why", language) in page
    assert "Held back" not in page


def test_every_kind_of_block_is_counted_as_on_paper() -> None:
    """Headings, numbered paragraphs and items by series; references print those numbers."""
    sheet = sheet_of(
        laid(
            Heading(level=1, text="One", anchor="one"),
            Paragraph(runs=(run("a"),), kind="numbered", anchor="first"),
            Paragraph(runs=(run("q"),), kind="quote"),
            Heading(level=2, text="Inner", anchor="inner"),
            Paragraph(runs=(run("b"),), kind="numbered"),
            Paragraph(runs=(run("x"),), kind="item", series="asks", anchor="ask"),
            Paragraph(runs=(run("more"),), kind="body", series="asks"),
            Paragraph(runs=(run("y"),), kind="item", series="asks"),
            Paragraph(runs=(Run(text="?", link="#ask", number=True), run("!")), kind="bullet"),
            heading_numbers=True,
        )
    )
    numbers = [(block.kind, block.number, block.is_further) for block in sheet.blocks]

    assert numbers == [
        ("heading", "1.", False),
        ("numbered", "1.", False),
        ("quote", "", False),
        ("heading", "1.1", False),
        ("numbered", "2.", False),
        ("item", "1.", False),
        ("body", "", True),
        ("item", "2.", False),
        ("bullet", "", False),
    ]
    assert [piece.text for piece in sheet.blocks[-1].line] == ["1", "!"]


def test_notes_are_numbered_through_tables_too() -> None:
    """In reading order, a note in a cell between two in paragraphs."""

    def noted(name: str) -> Run:
        return Run(text=name, note=Note(id=name, paragraphs=((run(f"of {name}"),),)))

    table = TableBlock(header=((run("h"),),), rows=(((noted("b"),),),), caption="c")
    sheet = sheet_of(laid(Paragraph(runs=(noted("a"),)), table, Paragraph(runs=(noted("c"),))))
    notes = [(number, lines[0][0].text) for number, lines in sheet.notes]

    assert notes == [(1, "of a"), (2, "of b"), (3, "of c")]


def test_a_chart_of_a_document_is_shown_as_a_picture(visitor: TestClient, desk: Desk) -> None:
    """Its reading, its picture that is answered, its table: of the numbers of a year."""
    for n in range(12):
        development(desk, f"ev-{n}", kind="incident", date=f"2024-{1 + n % 6:02}")
    facts = {"period": "2024", "language": ("en",)}
    code = start_report(desk, outline="case-statistics", facts=facts)
    blocks = read_report(desk, code=code).laid.report.blocks
    charts = [block.chart for block in blocks if isinstance(block, ChartBlock)]
    page = read(visitor, code)
    pictures = re.findall(rf'<img src="(/report/{code}/chart/\d+[^"]*)"', page)

    assert len(pictures) == len(charts) > 0
    assert all(isinstance(chart, Chart) for chart in charts)
    for picture in pictures:
        answer = visitor.get(unescape(picture))
        assert answer.headers["content-type"].startswith("image/svg+xml")
    assert visitor.get(f"/report/{code}/chart/999").status_code == NOT_FOUND

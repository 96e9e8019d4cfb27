"""The report pages: read, mended, signed, taken out in three formats, each in the register."""

import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.examples.folders import KAZAKHSTAN, take_folder
from tests.verbs.desks import findings, tell, uid
from tests.verbs.readers import html_texts, letters, pdf_text, word_paragraphs
from tests.verbs.stories import development, members, record, story
from tests.web.keep.pages import FAULTY, OK, send, text_of

from kuager.lang import say as speak
from kuager.model.statement import say
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.desk import Desk
from kuager.verbs.records import list_records
from kuager.web.house import House
from kuager.web.routes.reports import FORMATS
from kuager.web.visit import Session

DRAFT = "/reports/draft?country=KAZ&year={year}&language={language}"


def draft(visitor: TestClient, *, year: int = 2024, language: str = "en") -> str:
    """The page of a draft."""
    found = visitor.get(DRAFT.format(year=year, language=language))
    assert found.status_code == OK
    return found.text


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def take(visitor: TestClient, page: str, form: str, language: str = "en") -> bytes:
    """Download one format of a draft that was read."""
    found = visitor.post(
        "/reports/file",
        data={
            "country": "KAZ",
            "year": "2024",
            "language": language,
            "form": form,
            "read": hidden(page, "read"),
        },
    )
    assert found.status_code == OK, text_of(found.text)
    assert found.headers["content-disposition"].startswith("attachment")
    return found.content


def test_the_example_chapter_in_three_formats(
    visitor: TestClient, house: House, tmp_path: Path
) -> None:
    """What is read on the page is what second programs find in each file; each is registered."""
    desk = house.desk
    take_folder(desk, KAZAKHSTAN)
    page = draft(visitor)
    read = letters(text_of(page))
    paths = {}
    for form, _ in FORMATS:
        paths[form] = tmp_path / f"chapter.{form}"
        paths[form].write_bytes(take(visitor, page, form))

    told = [text for text in word_paragraphs(paths["docx"]) if len(text) > 120]
    assert len(told) > 20
    missing = [text for text in told if letters(text)[:80] not in read]
    assert missing == []
    for text in told:
        assert letters(text)[:80] in letters(pdf_text(paths["pdf"]))
        assert letters(text)[:80] in letters(" ".join(html_texts(paths["html"])))
    register = list_records(desk, type_name="release")
    digests = {str(d) for one in register for d in one.every("release.digest")}
    assert digests == {sha256(path.read_bytes()).hexdigest() for path in paths.values()}
    assert [one.get("release.basis") for one in register] == ["published"] * 3
    assert len({one.get("release.edition") for one in register}) == 1
    assert findings(desk) == []


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext here")
def test_another_program_opens_the_file(visitor: TestClient, desk: Desk, tmp_path: Path) -> None:
    """A downloaded PDF is read by a program of others."""
    development(desk, "ev-1")
    path = tmp_path / "chapter.pdf"
    path.write_bytes(take(visitor, draft(visitor), "pdf"))

    read = subprocess.run(
        [shutil.which("pdftotext") or "", str(path), "-"], capture_output=True, check=True
    )

    assert "ev-1 came to pass" in " ".join(read.stdout.decode().split())


def test_every_download_is_on_the_register_page(visitor: TestClient, desk: Desk) -> None:
    """Who, when, on what basis, how many, the fingerprint, and which records it tells of."""
    development(desk, "ev-1")
    story(desk, "no", "ev-2")
    data = take(visitor, draft(visitor), "docx")

    listed = text_of(visitor.get("/releases").text)
    assert "R-1" in listed
    assert "Published by others" in listed
    page = visitor.get("/releases/R-1").text
    assert sha256(data).hexdigest() in page
    assert "/record/event/ev-1" in page
    assert "ev-2" not in page


def test_what_is_held_back_is_told_with_its_reason(visitor: TestClient, desk: Desk) -> None:
    """A no stays a no; the words of the story are nowhere on the page."""
    story(desk, "no", "ev-2", wording_en="In May, a dragonfly flew.")

    page = draft(visitor)

    assert "a person said no: it stays so" in page
    assert "dragonfly" not in page


def test_what_changed_since_it_was_read_does_not_leave(visitor: TestClient, desk: Desk) -> None:
    """A consent withdrawn between reading and taking holds the file back."""
    holder = story(desk, "yes", "ev-1")
    page = draft(visitor)
    withdraw_consent(desk, case=holder)
    found = visitor.post(
        "/reports/file",
        data={
            "country": "KAZ",
            "year": "2024",
            "language": "en",
            "form": "pdf",
            "read": hidden(page, "read"),
        },
    )

    assert found.status_code == FAULTY
    assert "Read it again" in found.text
    assert list_records(desk, type_name="release") == []


def test_a_wording_is_written_and_signed_by_another(visitor: TestClient, desk: Desk) -> None:
    """Not written, then not signed, then told: each step on a page, two people."""
    development(desk, "ev-1", wording_en=None, wording_by=desk.member, signed_off_by=None)
    writer = "M-1"
    other = "M-8"
    place = "/reports/wording/event/ev-1?country=KAZ&year=2024&language=en"
    assert place.replace("&", "&amp;") in draft(visitor)

    page = visitor.get(place).text
    fields = {"country": "KAZ", "year": "2024", "language": "en", "seen": hidden(page, "seen")}
    page = send(
        visitor,
        "/reports/wording/event/ev-1",
        **fields,
        text="In May, a law came to pass.",
        by=writer,
    )
    assert "Another person signs it off" in page
    assert "signed off by nobody but its writer" in draft(visitor)

    fields["seen"] = hidden(page, "seen")
    refused = send(visitor, "/reports/wording/event/ev-1/sign", **fields, signer=writer)
    assert "signed off by another person" in refused
    page = send(visitor, "/reports/wording/event/ev-1/sign", **fields, signer=other)
    assert "In May, a law came to pass." in page
    assert findings(desk) == []


def test_other_words_take_the_signature_away(visitor: TestClient, desk: Desk) -> None:
    """It was given for the words that stood there."""
    development(desk, "ev-1")
    page = visitor.get("/reports/wording/event/ev-1?language=en").text

    send(
        visitor,
        "/reports/wording/event/ev-1",
        language="en",
        seen=hidden(page, "seen"),
        text="Other words.",
        by="M-7",
    )

    found = desk.view.record(uid(desk, "event", "ev-1"))
    assert found is not None
    assert found.get("event.signed_off_by") is None
    assert found.text("event.wording", "en") == "Other words."


def test_who_signs_has_read_what_stands(visitor: TestClient, desk: Desk) -> None:
    """A signature for a page that is old is refused."""
    development(desk, "ev-1", signed_off_by=None)
    page = visitor.get("/reports/wording/event/ev-1?language=en").text
    tell(desk, say(uid(desk, "event", "ev-1"), "event.remarks", "meanwhile"))

    refused = send(
        visitor,
        "/reports/wording/event/ev-1/sign",
        language="en",
        seen=hidden(page, "seen"),
        signer="M-8",
    )

    assert "was changed since you looked at it" in refused


def test_markup_in_a_wording_is_only_text(visitor: TestClient, desk: Desk) -> None:
    """A person's text is never trusted as a page."""
    development(desk, "ev-1", wording_en="In May, <script>alert(1)</script> & <b>so</b>.")

    page = draft(visitor)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "asked", ["country=XYZ&year=2024&language=en", "country=KAZ&year=20x4&language=en", ""]
)
def test_a_wrong_choice_is_a_sentence_at_the_form(visitor: TestClient, asked: str) -> None:
    """The form is shown again."""
    found = visitor.get(f"/reports/draft?{asked}")

    assert found.status_code == FAULTY
    assert "Not saved yet" in found.text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_pages_speak(visitor: TestClient, desk: Desk, session: Session, language: str) -> None:
    """Reasons, labels and buttons are in the person's language."""
    session.language = language
    story(desk, "no", "ev-2")

    page = draft(visitor, language=language)

    assert speak("a person said no: it stays so", language) in page
    assert speak("Held back, and why", language) in page
    assert "Held back" not in page


def test_several_signatures_are_never_left(visitor: TestClient, desk: Desk) -> None:
    """Signing twice leaves one signer, without a conflict."""
    development(desk, "ev-1")
    record(desk, "member", "M-9")
    members(desk)
    page = visitor.get("/reports/wording/event/ev-1?language=en").text

    send(
        visitor,
        "/reports/wording/event/ev-1/sign",
        language="en",
        seen=hidden(page, "seen"),
        signer="M-9",
    )

    found = desk.view.record(uid(desk, "event", "ev-1"))
    assert found is not None
    assert found.conflicts == ()
    assert found.get("event.signed_off_by") == uid(desk, "member", "M-9")


def test_the_same_words_again_keep_the_signature(visitor: TestClient, desk: Desk) -> None:
    """Saving what stands already says nothing and takes nothing away."""
    development(desk, "ev-1")
    count = desk.store.log.count
    page = visitor.get("/reports/wording/event/ev-1?language=en").text

    send(
        visitor,
        "/reports/wording/event/ev-1",
        language="en",
        seen=hidden(page, "seen"),
        text="In May, ev-1 came to pass.",
        by="M-7",
    )

    assert desk.store.log.count == count

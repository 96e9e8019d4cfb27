"""Pages of working copies: given out, brought back while it arrives, looked at, taken as ticked."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.takeback.documents import document, text_at
from tests.takeback.wordlike import WordFile
from tests.web.documents.test_document_pages import main_of

from kuager.verbs.desk import Desk

FAULTY = 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def code(desk: Desk) -> str:
    """A document with a written text and drawn developments."""
    return document(desk)


def given(visitor: TestClient, code: str) -> bytes:
    """The working copy, downloaded as a person does."""
    form = {"language": "en"}
    return visitor.post(f"/report/{code}/working-copy", data=form).content


def brought(visitor: TestClient, code: str, data: bytes) -> tuple[str, str]:
    """The address and the page after bringing a file back."""
    files = {"file": ("returned.docx", data, WORD)}
    answer = visitor.post(f"/report/{code}/take-back", files=files)
    return answer.url.path, answer.text


def edited(data: bytes) -> bytes:
    """The copy with a changed word, a new paragraph, a drawn line changed."""
    word = WordFile(data)
    word.retype("The winter was", "quiet", "calm")
    word.add("A bus company", "Nobody else did.")
    word.retype("In May, ev-2", "came to pass", "was alleged")
    return word.saved()


def test_a_working_copy_is_given_out_and_entered(
    visitor: TestClient, desk: Desk, code: str
) -> None:
    """The page says what it gives away; the file is named so; the register has it."""
    page = main_of(visitor.get(f"/report/{code}/working-copy").text)
    answer = visitor.post(f"/report/{code}/working-copy", data={"language": "en"})
    release = desk.view.record(desk.view.codes("release")["R-1"])

    assert "It is never what is sent" in page
    assert f'filename="working-copy-{code}-en.docx"' in answer.headers["content-disposition"]
    assert release is not None
    assert ("report", f"working-copy {code} en") == (
        release.text("release.form"), release.text("release.query"))  # fmt: skip


def test_what_came_back_is_shown_and_taken_as_ticked(
    visitor: TestClient, desk: Desk, code: str
) -> None:
    """What is ticked is taken; the drawn line has no box but the way to its wording."""
    path, page = brought(visitor, code, edited(given(visitor, code)))
    boxes = re.findall(r'name="take" value="([^"]+)"', page)
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    form = {"seen": seen[1], "take": "chapter/w15"}
    after = visitor.post(path, data=form)

    assert re.fullmatch(rf"/report/{code}/take-back/[\w-]+", path)
    assert ["chapter/w15", "chapter/new"] == boxes
    assert "<del>quiet</del>" in page
    assert "<ins>calm</ins>" in page
    assert 'href="/reports/wording/event/ev-2"' in page
    assert f"/report/{code}" == after.url.path
    assert "The winter was calm" in text_at(desk, code)
    assert "Nobody else did." not in text_at(desk, code)


def test_all_without_a_warning_is_taken_by_one_button(
    visitor: TestClient, desk: Desk, code: str
) -> None:
    """And the file is let go of."""
    path, page = brought(visitor, code, edited(given(visitor, code)))
    visitor.post(path, data={"all": "yes"})
    again = visitor.get(path)

    assert "Take all without a warning (2)" in page
    assert "Nobody else did." in text_at(desk, code)
    assert "no longer in memory" in unescape(again.text)


def test_nothing_ticked_takes_nothing(visitor: TestClient, desk: Desk, code: str) -> None:
    """It says so beside what can be ticked."""
    before = text_at(desk, code)
    path, _ = brought(visitor, code, edited(given(visitor, code)))
    answer = visitor.post(path, data={})

    assert FAULTY == answer.status_code
    assert "Tick what you want to take." in answer.text
    assert before == text_at(desk, code)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is not a working copy of a document in this vault"),
        (b"%PDF-1.7", "is not a working copy of a document in this vault"),
        (b"PK\x03\x04", "is broken or altered"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_where_it_was_brought(
    visitor: TestClient, code: str, data: bytes, sentence: str
) -> None:
    """One sentence, on the same page."""
    files = {"file": ("x.docx", data, WORD)}
    answer = visitor.post(f"/report/{code}/take-back", files=files)

    assert FAULTY == answer.status_code
    assert sentence in unescape(answer.text)
    assert "nothing was changed" in unescape(answer.text).lower()


def test_a_form_without_a_file_is_refused(visitor: TestClient, code: str) -> None:
    """It asks for one."""
    answer = visitor.post(f"/report/{code}/take-back", files={"file": ("", b"", WORD)})

    assert FAULTY == answer.status_code
    assert "Choose the file that came back." in answer.text

"""What people paste, and what attackers paste: saved or refused with a reason, shown literally."""

import pytest
from starlette.testclient import TestClient
from tests.web.record.sheets import first_case, make, sheet, words

from kuager.verbs.desk import Desk

LITERAL = (
    "<script>alert(1)</script>",
    "{{7*7}} ${x} #{x} {% raw %}",
    "'; DROP TABLE entry; --",
    "%0d%0aSet-Cookie: a=b ../../etc/passwd",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
)
NAMES = ("Әйгерім Үлгіқызы", "Aigerim", "عائشة", "S.", "Ő", "Жан-Клод д’Үлгі")


def story(desk: Desk) -> str:
    """The story of the first case as it is kept."""
    record = desk.view.record(desk.find(("case",), "C-1"))
    return "" if record is None else record.text("case.story") or ""


@pytest.mark.parametrize("text", LITERAL)
def test_a_text_is_kept_and_shown_as_it_was_written(
    visitor: TestClient, desk: Desk, text: str
) -> None:
    """On the page, in the history, in the form, among the people, in the drafts."""
    path = first_case(visitor, text)
    visitor.post("/drafts", data={"draft": "m", "draft-page": "/new", "story": text})

    assert text == story(desk)
    assert text == sheet(visitor, f"{path}/edit", "story")["story"]
    for page in (path, f"{path}/history", f"{path}/people", "/drafts"):
        assert " ".join(text.split()) in words(visitor.get(page))
        assert "<script>alert" not in visitor.get(page).text
        assert "<img src=x" not in visitor.get(page).text


@pytest.mark.parametrize("text", ["   ", "\n\n", "\u200b\u200e", "\u00a0"])
def test_blanks_are_no_story(visitor: TestClient, desk: Desk, text: str) -> None:
    """What nobody sees says nothing."""
    filled = sheet(visitor, "/new", "story")
    filled.send(story=text, when_where="b", how_known="c")

    assert 0 == desk.view.count("case")


def test_a_character_that_no_text_has_is_refused_with_a_reason(
    visitor: TestClient, desk: Desk
) -> None:
    """NUL, in the four boxes and in any form."""
    filled = sheet(visitor, "/new", "story")
    one = filled.send(story="a\0b", when_where="b", how_known="c")
    two = sheet(visitor, "/record/event/new", "narrative").send(narrative="a\0b")

    assert (422, 422) == (one.status_code, two.status_code)
    assert "NUL" in words(one)
    assert "NUL" in words(two)
    assert (0, 0) == (desk.view.count("case"), desk.view.count("event"))


@pytest.mark.parametrize(
    "text",
    ["\u202eevil\u202c", "a" + "\u0301" * 100, "\U0001f600" * 50, "zero\u200bwidth", "é ﬁ ①"],
    ids=("direction", "accents", "faces", "no width", "forms"),
)
def test_odd_texts_are_kept(visitor: TestClient, desk: Desk, text: str) -> None:
    """Signs of direction, a hundred accents, what has no width: a person may have pasted them."""
    first_case(visitor, f"x {text} y")

    assert story(desk)


def test_line_ends_are_kept_as_one(visitor: TestClient, desk: Desk) -> None:
    """A browser sends two characters; the record holds one, and saving again says nothing new."""
    path = first_case(visitor, "one\r\ntwo\r\n\r\nthree")
    before = len(desk.view.history(desk.find(("case",), "C-1")))
    sheet(visitor, f"{path}/edit", "story").send(story="one\r\ntwo\r\n\r\nthree")

    assert "one\ntwo\n\nthree" == story(desk)
    assert before == len(desk.view.history(desk.find(("case",), "C-1")))


def test_a_story_as_long_as_a_book_is_saved(visitor: TestClient, desk: Desk) -> None:
    """A million letters; the page shows them, the history their beginning."""
    text = "слово " * 160_000
    path = first_case(visitor, text)

    assert text.strip() == story(desk)
    assert 200 == visitor.get(path).status_code
    assert len(visitor.get(f"{path}/history").content) < 150_000


@pytest.mark.parametrize("name", NAMES)
def test_any_name_is_a_name(visitor: TestClient, name: str) -> None:
    """In any script, of one letter, with a mark."""
    code = make(visitor, "person", name_in_use=name)

    assert name in words(visitor.get(f"/record/person/{code}"))


def test_nobody_needs_a_name(visitor: TestClient) -> None:
    """Anonymous is normal."""
    code = make(visitor, "person", language=["kk"])

    assert 200 == visitor.get(f"/record/person/{code}").status_code


@pytest.mark.parametrize("kind", ["person", "event", "case"])
@pytest.mark.parametrize("code", ["0", "-1", "P-1%00", "а", "%2e%2e%2f", "x" * 3000, "ffffffff"])
def test_a_guessed_code_is_not_found(visitor: TestClient, kind: str, code: str) -> None:
    """One page for all that is not there."""
    for path in ("", "/history", "/edit", "/people", "/consent", "/evidence", "/erase"):
        assert visitor.get(f"/record/{kind}/{code}{path}").status_code in (404, 422)


@pytest.mark.parametrize("field", ["was", "seen", "draft", "draft-page", "back", "said-how", "act"])
@pytest.mark.parametrize("text", ["", "x=y=z =", "\u202e", "a" * 5000, "'\"<>"])
def test_hidden_fields_may_hold_anything(
    visitor: TestClient, desk: Desk, field: str, text: str
) -> None:
    """Whoever changes them by hand breaks nothing, and a wrong digest saves nothing."""
    code = make(visitor, "event", kind="incident", date="2021-05")
    filled = sheet(visitor, f"/record/event/{code}/edit", "date")
    filled.names.add("act")
    status = filled.send({field: text, "date": "2021-06"}).status_code

    assert status in (200, 409, 422)
    assert field != "seen" or not text or status == 409
    assert 1 == desk.view.count("event")


def test_a_field_that_is_not_there_is_not_said(visitor: TestClient, desk: Desk) -> None:
    """A code, a key, or a property of another type that somebody adds to a form says nothing."""
    filled = sheet(visitor, "/record/evidence/new", "title")
    odd = {"code": "EV-777", "blob": "stolen", "case.restricted": "yes", "member.code": "M-9"}
    filled.names |= odd.keys()
    filled.send({"title": "t", **odd})
    record = desk.view.record(desk.find(("evidence",), "EV-1"))

    assert record is not None
    assert record.get("evidence.blob") is None
    assert "EV-1" == record.code

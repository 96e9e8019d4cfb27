"""The pages of a complaint, without a browser: one click a step, and nothing in clear."""

import re
from io import BytesIO

import docx
import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import DAY, case, clock_of

from kuager.lang import LANGUAGES
from kuager.verbs.consents import record_consent
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import Happened, begin_proceeding, show_ladder, take_step
from kuager.web.visit import Session


@pytest.fixture
def complaint(desk: Desk) -> str:
    """A complaint of a new case, not filed yet."""
    return begin_proceeding(desk, ladder="kz-crime", cases=[case(desk)]).code


def page(visitor: TestClient, code: str, **query: str) -> str:
    """The page of a ladder."""
    return visitor.get(f"/proceeding/{code}/ladder", params=query).text


def mark_of(text: str) -> str:
    """The mark by which a form knows a second click."""
    found = re.search(r'name="draft" value="(\w+)"', text)
    return "" if found is None else found[1]


def test_a_complaint_begins_from_its_case(visitor: TestClient, desk: Desk) -> None:
    """A link of the case, a ladder, Begin: the first rung is next."""
    code = case(desk)
    record = visitor.get(f"/record/case/{code}").text
    form = visitor.get("/proceeding/new", params={"case": code}).text
    answer = visitor.post("/proceeding/new", data={"case": code, "ladder": "kz-crime"})

    assert f'href="/proceeding/new?case={code}"' in record
    assert f'name="case" value="{code}"' in form
    assert answer.url.path == "/proceeding/PR-1/ladder"
    assert f"/record/case/{code}" in answer.text
    assert 'class="rung quiet next" id="rung-police"' in answer.text


@pytest.mark.parametrize(("field", "value"), [("ladder", ""), ("people", "a few")])
def test_what_cannot_be_read_is_shown_again(visitor: TestClient, field: str, value: str) -> None:
    """With a summary, the error at the field, and nothing saved."""
    told = {"ladder": "kz-crime", "people": "27", field: value}
    answer = visitor.post("/proceeding/new", data=told)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'id="e-{field}"' in answer.text


@pytest.mark.parametrize(
    "move",
    ["filed", "refused", "no-number", "requalified", "archived", "withdrawn-fear", "no-word",
     "answered"],
)  # fmt: skip
def test_one_click_is_enough(visitor: TestClient, desk: Desk, complaint: str, move: str) -> None:
    """Every button the page shows for the police, pressed alone."""
    shown = page(visitor, complaint)
    answer = visitor.post(f"/proceeding/{complaint}/ladder", data={"rung": "police", "move": move})

    assert f'name="move" value="{move}"' in shown
    assert answer.status_code == 200
    assert "ST-1" in answer.text
    assert len(show_ladder(desk, code=complaint).course.rungs[0].steps) == 1


def test_nothing_in_writing_is_said(visitor: TestClient, complaint: str) -> None:
    """They would not take it: no paper was given, and the page says so."""
    told = {"rung": "police", "move": "refused", "when-police": "весна 2023"}
    answer = visitor.post(f"/proceeding/{complaint}/ladder", data=told)

    assert "nothing in writing" in answer.text
    assert "spring 2023" in answer.text
    assert "Next: Prosecutor of the district or city." in answer.text


def test_a_second_click_is_no_second_step(visitor: TestClient, desk: Desk, complaint: str) -> None:
    """The same form sent twice counts once; the form of the next page counts again."""
    form = {"rung": "police", "move": "no-word", "draft": mark_of(page(visitor, complaint))}
    for _ in range(2):
        visitor.post(f"/proceeding/{complaint}/ladder", data=form)
    again = form | {"draft": mark_of(page(visitor, complaint))}
    visitor.post(f"/proceeding/{complaint}/ladder", data=again)

    assert len(show_ladder(desk, code=complaint).course.rungs[0].steps) == 2


def test_a_date_with_two_readings_comes_back(visitor: TestClient, complaint: str) -> None:
    """What was typed stays in the form, with the sentence at the field."""
    told = {"rung": "police", "move": "filed", "when-police": "03/04/2025",
            "number-police": "7-1"}  # fmt: skip
    answer = visitor.post(f"/proceeding/{complaint}/ladder", data=told)

    assert answer.status_code == 422
    assert 'value="03/04/2025"' in answer.text
    assert 'value="7-1"' in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("data", [{"rung": "moon", "move": "filed"}, {"rung": "police"}, {}])
def test_a_form_that_was_altered_is_refused(
    visitor: TestClient, complaint: str, data: dict[str, str]
) -> None:
    """With one sentence and no trace."""
    answer = visitor.post(f"/proceeding/{complaint}/ladder", data=data)

    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_a_slip_is_taken_back_with_a_reason(
    visitor: TestClient, desk: Desk, complaint: str
) -> None:
    """Without a reason the form comes back."""
    visitor.post(f"/proceeding/{complaint}/ladder", data={"rung": "police", "move": "archived"})
    address = f"/proceeding/{complaint}/ladder/ST-1/undo"

    assert visitor.get(address).status_code == 200
    assert visitor.post(address, data={"reason": " "}).status_code == 422
    assert visitor.post(address, data={"reason": "a slip"}).status_code == 200
    assert show_ladder(desk, code=complaint).course.now is None


def test_what_is_against_us_looks_different(visitor: TestClient, desk: Desk) -> None:
    """By a class and by words, not by a colour alone."""
    ours = page(visitor, begin_proceeding(desk, ladder="kz-crime").code)
    theirs = page(visitor, begin_proceeding(desk, ladder="kz-against-us").code)

    assert 'class="ladder ours"' in ours
    assert 'class="ladder theirs"' in theirs
    assert "Against one of ours" in theirs
    assert "Against one of ours" not in ours
    assert "They drew up a protocol" in theirs


def test_every_limit_says_how_sure_it_is(visitor: TestClient, complaint: str) -> None:
    """As many marks as limits, and a sentence on what the mark means."""
    text = page(visitor, complaint)

    assert text.count('<span class="limit">') >= 8
    marks = re.findall(
        r'class="limit"><strong>[^<]+</strong> <span class="badge (\w+)">([^<]+)', text
    )
    assert len(marks) == text.count('<span class="limit">')
    assert {"From memory", "Verified"} == {mark for _, mark in marks}
    assert "check it in the law before you rely on it" in text


def test_the_ombudsman_stands_beside(visitor: TestClient, complaint: str) -> None:
    """After the list of rungs, under a heading of its own."""
    text = page(visitor, complaint)

    assert text.index('</ol>\n<section aria-labelledby="beside"') < text.index("rung-ombudsman")


def test_another_ladder_is_chosen(visitor: TestClient, desk: Desk, complaint: str) -> None:
    """From the list below the rungs."""
    visitor.post(f"/proceeding/{complaint}/ladder/choose", data={"ladder": "kz-refusal"})

    assert show_ladder(desk, code=complaint).course.ladder.ladder == "kz-refusal"


def test_a_step_of_no_rung_is_put_on_one(visitor: TestClient, desk: Desk, complaint: str) -> None:
    """An empty choice comes back with a sentence."""
    take_step(desk, proceeding=complaint, happened=Happened(rung="police", move="filed"))
    visitor.post(f"/proceeding/{complaint}/ladder/choose", data={"ladder": "kz-refusal"})
    address = f"/proceeding/{complaint}/ladder/place"

    assert visitor.post(address, data={"step": "ST-1"}).status_code == 422
    told = {"step": "ST-1", "place-1": "decision-maker"}
    assert visitor.post(address, data=told).status_code == 200
    assert show_ladder(desk, code=complaint).course.elsewhere == ()


def test_a_letter_is_read_downloaded_and_signed(
    visitor: TestClient, desk: Desk, complaint: str
) -> None:
    """Unverified on the page and in the file; neutral name; signed only with the tick."""
    record_consent(desk, case="C-1", use="legal-help", answer="yes")
    address = f"/letters/{complaint}/police/kz-statement/ru"
    shown, file = visitor.get(address), visitor.post(address)
    unsigned = visitor.post(f"{address}/sign", data={})
    signed = visitor.post(f"{address}/sign", data={"read": "yes"})
    texts = [paragraph.text for paragraph in docx.Document(BytesIO(file.content)).paragraphs]

    assert "unverified — not checked by a lawyer" in shown.text
    assert file.headers["content-disposition"] == 'attachment; filename="letter-R-1-ru.docx"'
    assert sum("не проверены юристом" in text for text in texts) == 2
    assert "Not signed" in unsigned.text
    assert "unverified — not checked" in unsigned.text
    assert "unverified — not checked" not in signed.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_the_language(
    visitor: TestClient, session: Session, complaint: str, language: str
) -> None:
    """Labels of the schema and words of the page alike."""
    session.language = language
    text = page(visitor, complaint)
    expected = {"en": "They would not take it", "ru": "Не приняли", "kk": "Қабылдамады"}

    assert f'<html lang="{language}">' in text
    assert expected[language] in text


def test_an_unknown_complaint_is_not_found(visitor: TestClient) -> None:
    """A page with a sentence, no trace."""
    for address in ("/proceeding/PR-9/ladder", "/letters/PR-9/police/kz-statement/ru"):
        assert visitor.get(address).status_code == 404


def test_a_canary_stays_where_it_is(visitor: TestClient, desk: Desk) -> None:
    """The story and the name of a person are on none of these pages."""
    canary = "Қанарейка-77"
    code = begin_proceeding(desk, ladder="kz-crime", cases=[case(desk, story=canary)]).code
    take_step(desk, proceeding=code, happened=Happened(rung="police", move="filed"))
    clock_of(desk).now += 50 * DAY
    addresses = ("/", f"/proceeding/{code}/ladder", "/letters/PR-1/police/kz-statement/kk")

    assert not any(canary in visitor.get(address).text for address in addresses)


def test_a_limit_is_corrected_where_it_was_read(visitor: TestClient, complaint: str) -> None:
    """One's own rule counts at once, says so, and can be withdrawn."""
    told = {"rung": "prosecutor", "move": "filed", "when-prosecutor": "3 March 2025"}
    visitor.post(f"/proceeding/{complaint}/ladder", data=told)
    address = "/limits/kz-prosecutor-answer"
    own = {"count": "3", "unit": "working-days", "mark": "verified", "origin": "CPC 105"}
    before = page(visitor, complaint)
    visitor.post(address, data=own)
    during = page(visitor, complaint)
    visitor.post(f"{address}/restore")
    after = page(visitor, complaint)

    assert "18 March 2025" in before
    assert "6 March 2025" in during
    assert "our own rule" in during
    assert "18 March 2025" in after


@pytest.mark.parametrize(
    ("field", "value"),
    [("count", "soon"), ("count", "0"), ("count", "12345"), ("origin", ""), ("unit", "pages")],
)
def test_a_limit_that_cannot_be_is_shown_again(visitor: TestClient, field: str, value: str) -> None:
    """With the error at its field."""
    own = {"count": "3", "unit": "days", "mark": "memory", "origin": "CPC 105", field: value}
    answer = visitor.post("/limits/kz-prosecutor-answer", data=own)

    assert answer.status_code == 422
    assert 'id="e-' in answer.text


def test_an_unknown_limit_is_not_found(visitor: TestClient) -> None:
    """A sentence and no more."""
    assert visitor.get("/limits/kz-moon").status_code == 404

"""The sheet of many people as a person meets it: real forms, nothing lost, nothing added up."""

import re
from html import unescape
from time import perf_counter

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import tell
from tests.verbs.gatherings import crowd, raid, sheet

from kuager.lang import LANGUAGES
from kuager.model.statement import say
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import list_drafts
from kuager.verbs.gathering_sheet import show_gathering
from kuager.verbs.records import restrict_case
from kuager.web.visit import Session

PAGE = "/event/E-1/people"
KNOWN = {"how_known": "пришли в ту же ночь", "act": "save"}
ACTS = {
    "en": ("detention; beat", "Detention; Beating"),
    "ru": ("задерж, избиение", "Задержание; Избиение"),
    "kk": ("ұстау; ұрып", "Ұстау; Ұрып-соғу"),
}
HOSTILE = '"><script>alert(1)</script>{{7*7}}'
Sent = dict[str, str | list[str]]


def rows(count: int, **first: str) -> Sent:
    """So many rows as a browser sends them; `first` is what the first row says as well."""
    sent: Sent = {**KNOWN, "rows": str(count)}
    for number in range(count):
        sent |= {
            f"r{number}-code": "",
            f"r{number}-contact": f"мессенджер, после {number}",
            f"r{number}-acts": "",
            f"r{number}-words": "забрали из зала",
            f"r{number}-need": ["lawyer", "doctor"],
            f"r{number}-keep": "yes",
            f"r{number}-file": "not-asked",
        }
    return sent | {f"r0-{name}": text for name, text in first.items()}


def text_of(page: str) -> str:
    """What a person reads, without the tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_is_saved_in_each_language(
    visitor: TestClient, desk: Desk, session: Session, language: str
) -> None:
    """Acts are read in the words of the language, by their beginnings."""
    raid(desk)
    session.language = language
    typed, _ = ACTS[language]
    answer = visitor.post(PAGE, data=rows(3, acts=typed) | {"channel": "lawyer"})
    case = show_gathering(desk, event="E-1").row("P-1").case

    assert ("lawyer", "пришли в ту же ночь") == (
        case.text("case.channel"),
        case.text("case.how_known"),
    )
    assert (200, PAGE) == (answer.status_code, answer.url.path)
    assert ("detention", "beating") == show_gathering(desk, event="E-1").row("P-1").row.acts
    assert 3 == show_gathering(desk, event="E-1").known


def test_seventy_rows_are_saved_at_once_and_quickly(visitor: TestClient, desk: Desk) -> None:
    """A raid of a night in one save: the page and all, under two seconds."""
    raid(desk)
    begun = perf_counter()
    answer = visitor.post(PAGE, data=rows(70))
    took = perf_counter() - begun

    assert (200, 70) == (answer.status_code, show_gathering(desk, event="E-1").known)
    assert took < 2


def test_an_error_in_row_37_is_shown_there_and_nothing_is_lost(
    visitor: TestClient, desk: Desk
) -> None:
    """Nothing saved, everything still typed, a summary that leads to the cell, and a draft."""
    raid(desk)
    answer = visitor.post(PAGE, data=rows(70) | {"r36-acts": "qwerty"})
    page = answer.text

    assert (422, 0) == (answer.status_code, desk.view.count("case"))
    assert 'href="#f-r36-acts"' in page
    assert 'id="f-r36-acts"' in page
    assert "Row 37: “qwerty” is not on the list." in text_of(page)
    assert 'value="мессенджер, после 69"' in page
    assert 70 == page.count("забрали из зала")
    assert [PAGE] == [draft.page for draft in list_drafts(desk)]


def test_ten_more_rows_keep_what_was_typed(visitor: TestClient, desk: Desk) -> None:
    """Without script: a button, and the first new row waits for the next word."""
    raid(desk)
    answer = visitor.post(PAGE, data=rows(10) | {"act": "more"})

    assert (200, 0) == (answer.status_code, desk.view.count("case"))
    assert 'name="rows" value="20"' in answer.text
    assert 'name="r19-contact"' in answer.text
    assert re.search(r'name="r10-contact"[^>]* autofocus', answer.text)
    assert 'value="мессенджер, после 9"' in answer.text


def test_enter_checks_the_rows_and_saves_nothing(visitor: TestClient, desk: Desk) -> None:
    """The first button of the form is the one that Enter presses."""
    raid(desk)
    found = visitor.get(PAGE).text.partition('class="sheet"')[2]
    answer = visitor.post(PAGE, data=rows(2, acts="detention, beat") | {"act": "check"})

    assert 'value="check"' in re.findall(r"<button[^>]*>", found)[0]
    assert (200, 0) == (answer.status_code, desk.view.count("case"))
    assert "2 rows can be saved as they stand" in text_of(answer.text)
    assert 'value="Detention; Beating"' in answer.text


def test_a_draft_of_a_sheet_is_gone_on_with(visitor: TestClient, desk: Desk) -> None:
    """After a lock the rows are there again; once saved, the draft is gone."""
    raid(desk)
    marked = rows(12) | {"draft": "a1b2c3d4", "draft-page": PAGE}
    visitor.post(PAGE, data=marked | {"how_known": ""})
    link = re.search(r'href="([^"]*draft=[^"]+)"', visitor.get(PAGE).text)
    assert link is not None
    again = visitor.get(unescape(link[1])).text

    assert 'value="мессенджер, после 11"' in again
    assert 'name="draft" value="a1b2c3d4"' in again
    visitor.post(PAGE, data=marked)
    assert [] == list_drafts(desk)


def test_the_list_of_drafts_shows_what_was_typed_not_what_was_chosen(
    visitor: TestClient, desk: Desk
) -> None:
    """Words and contacts of the sheet; no slug of an answer, no number of rows."""
    raid(desk)
    visitor.post(PAGE, data=rows(3) | {"act": "check"})
    told = text_of(visitor.get("/drafts").text.partition("<main")[2])

    assert "мессенджер, после 2" in told
    assert "not-asked" not in told


def test_a_form_sent_twice_is_obeyed_once(visitor: TestClient, desk: Desk) -> None:
    """A second click on Save makes no second crowd."""
    raid(desk)
    for _ in range(2):
        answer = visitor.post(PAGE, data=rows(5) | {"draft": "a1b2c3d4", "draft-page": PAGE})

    assert (200, 5) == (answer.status_code, desk.view.count("case"))


def test_codes_twice_and_taken_are_refused_kindly(visitor: TestClient, desk: Desk) -> None:
    """At each cell, in words."""
    raid(desk)
    sheet(desk, *crowd(1))
    sent = rows(3, code="c-1") | {"r1-code": "R-5", "r2-code": "r-5"}
    answer = visitor.post(PAGE, data=sent)
    told = text_of(answer.text)

    assert (422, 1) == (answer.status_code, desk.view.count("case"))
    assert "Row 1: The code c-1 is taken." in told
    assert "Row 2: The code R-5 stands twice on this sheet." in told
    assert "Row 3: The code r-5 stands twice on this sheet." in told


def test_a_cell_that_cannot_be_read_is_the_only_fault_told(visitor: TestClient, desk: Desk) -> None:
    """A row with a code and an act nobody knows says something; one with a code alone does not."""
    raid(desk)
    sent = {**KNOWN, "rows": "2", "r0-code": "R-1", "r0-acts": "qwerty", "r1-code": "R-2"}
    told = text_of(visitor.post(PAGE, data=sent).text)

    assert "Row 1: “qwerty” is not on the list." in told
    assert "Row 1: This row has a code" not in told
    assert "Row 2: This row has a code and nothing else." in told


def test_people_of_a_restricted_case_are_not_counted(visitor: TestClient, desk: Desk) -> None:
    """Taken out of every list and count, this one too."""
    raid(desk)
    sheet(desk, *crowd(3))
    restrict_case(desk, code="C-2")

    assert "On record here: 2" in text_of(visitor.get(PAGE).text)
    assert "C-2" not in visitor.get(PAGE).text
    assert 404 == visitor.get(f"{PAGE}/P-2").status_code


def test_an_empty_sheet_and_one_without_how_we_know_are_refused(
    visitor: TestClient, desk: Desk
) -> None:
    """One sentence each; the how is asked once for all rows."""
    raid(desk)
    empty = visitor.post(PAGE, data=KNOWN | {"rows": "10"})
    unknown = visitor.post(PAGE, data=rows(1) | {"how_known": " "})

    assert 422 == empty.status_code == unknown.status_code
    assert "Nothing is typed yet" in text_of(empty.text)
    assert "Say once for all rows how we know" in text_of(unknown.text)


def test_somebody_who_said_no_to_keeping_is_pointed_out(visitor: TestClient, desk: Desk) -> None:
    """The row is saved like any first record, and its code is named at once."""
    raid(desk)
    answer = visitor.post(PAGE, data=rows(2, keep="no"))

    assert "These people said no to keeping a record: C-1." in text_of(answer.text)


def test_what_is_typed_is_shown_as_it_is(visitor: TestClient, desk: Desk) -> None:
    """Signs of a programming language are letters like any others, wherever they come back."""
    raid(desk)
    visitor.post(PAGE, data=rows(1, contact=HOSTILE, words=HOSTILE))
    visitor.post(
        "/event/E-1/number", data={"count": "33", "group": HOSTILE, "of_whom": "", "source": ""}
    )
    faulty = visitor.post(PAGE, data=rows(1, acts=HOSTILE, code=HOSTILE, contact=HOSTILE))
    pages = [
        faulty.text,
        visitor.get(PAGE, params={"contacts": "yes"}).text,
        visitor.get(f"{PAGE}/P-1").text,
    ]

    assert all("<script>alert" not in page for page in pages)
    assert all(unescape(page).count(HOSTILE) for page in pages)


def test_safe_contacts_are_shown_only_when_asked_for(visitor: TestClient, desk: Desk) -> None:
    """Whoever looks over a shoulder sees codes."""
    raid(desk)
    sheet(desk, *crowd(2))

    assert "about the bicycle" not in visitor.get(PAGE).text
    assert "about the bicycle" in visitor.get(PAGE, params={"contacts": "yes"}).text


def test_numbers_are_shown_side_by_side_and_no_sum_of_them(visitor: TestClient, desk: Desk) -> None:
    """About 300, 33, 27 and two on record: neither 333 nor 362 nor any other sum is anywhere."""
    raid(desk)
    sheet(desk, *crowd(2))
    made = desk.store.new_id()
    tell(desk, say(made, "source.code", "S-1"))
    for count, group, of_whom, source in (
        ("около 300", "", "", "S-1"),
        ("33", "who came to us", "", ""),
        ("27", "who signed", "G-1", ""),
    ):
        sent = {"count": count, "group": group, "of_whom": of_whom, "source": source}
        assert 200 == visitor.post("/event/E-1/number", data=sent).status_code
    told = text_of(visitor.get(PAGE).text)

    assert "about 300 S-1" in told
    assert "G-1: who came to us 33" in told
    assert "G-2: who signed 27 nobody named G-1" in told
    assert "On record in this house 2" in told
    assert not re.search(r"\b(333|362|360|327|302|335|329|60|62|35|29)\b", told)


def test_a_number_that_is_none_is_asked_again(visitor: TestClient, desk: Desk) -> None:
    """What was typed stays in the form."""
    raid(desk)
    sent = {"count": "hundreds", "group": "in the yard", "of_whom": "", "source": "S-9"}
    answer = visitor.post("/event/E-1/number", data=sent)

    assert 422 == answer.status_code
    assert "Write a number, such as 33" in text_of(answer.text)
    assert 'value="in the yard"' in answer.text
    assert 422 == visitor.post("/event/E-1/number", data=sent | {"count": "33"}).status_code
    assert 0 == desk.view.count("group")
    assert 200 == visitor.get("/event/E-1/number").status_code


def test_a_row_is_amended_on_its_page(visitor: TestClient, desk: Desk) -> None:
    """What stands is in the form; what was changed is saved; a faulty cell loses nothing."""
    raid(desk)
    sheet(desk, *crowd(1))
    page = visitor.get(f"{PAGE}/P-1").text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen is not None
    sent: Sent = {"rows": "1", "seen": seen[1], "r0-contact": "by letter", "r0-acts": "outing"}
    sent |= {"r0-need": ["shelter"], "r0-keep": "yes", "r0-file": "no"}
    faulty = visitor.post(f"{PAGE}/P-1", data=sent | {"r0-acts": "nothing"})
    answer = visitor.post(f"{PAGE}/P-1", data=sent)
    row = show_gathering(desk, event="E-1").row("P-1").row

    assert (422, 200) == (faulty.status_code, answer.status_code)
    assert 'value="by letter"' in faulty.text
    assert ("by letter", ("outing",), ("shelter",)) == (row.safe_contact, row.acts, row.needs)
    assert 422 == visitor.post(f"{PAGE}/P-1", data=sent).status_code


def test_a_row_is_withdrawn_with_a_reason(visitor: TestClient, desk: Desk) -> None:
    """Without a reason it stays; with one it leaves the count, and the reason can be read."""
    raid(desk)
    sheet(desk, *crowd(3))
    asked = visitor.post(f"{PAGE}/P-2", data={"act": "withdraw", "reason": " ", "slip": ""})
    sent = {"act": "withdraw", "reason": "was at home", "slip": ""}
    answer = visitor.post(f"{PAGE}/P-2", data=sent)

    assert (422, 200) == (asked.status_code, answer.status_code)
    assert 2 == show_gathering(desk, event="E-1").known
    assert "C-2 : was at home" in text_of(answer.text)
    assert "On record here: 2" in text_of(answer.text)


def test_one_filing_of_many_from_ticks_to_leaving(visitor: TestClient, desk: Desk) -> None:
    """Ticked, filed once, one leaves out of fear, and may come back."""
    raid(desk)
    sheet(desk, *crowd(5))
    nobody = visitor.post("/event/E-1/filing", data={"act": "save", "people": "27"})
    ticked = visitor.post("/event/E-1/filing", data={"act": "said-yes"})
    sent = {"act": "save", "persons": ["P-1", "P-2"], "people": "27", "filed": "4 мая 2024"}
    saved = visitor.post("/event/E-1/filing", data=sent)
    leaving = {"act": "leave", "person": "P-2", "why": "fear", "words": HOSTILE, "on": ""}
    left = visitor.post("/event/E-1/filing/PR-1", data=leaving)
    back = visitor.post("/event/E-1/filing/PR-1", data={"act": "join", "persons": ["P-2", "P-4"]})

    assert 422 == nobody.status_code
    assert 4 == ticked.text.count(" checked")
    assert "/event/E-1/filing/PR-1" == saved.url.path
    assert "/proceeding/PR-1/ladder" in saved.text
    assert "Stand by it: 1" in text_of(left.text)
    assert "out of fear" in text_of(left.text)
    assert "<script>alert" not in left.text
    assert "Stand by it: 3" in text_of(back.text)
    assert 1 == desk.view.count("proceeding")


@pytest.mark.parametrize(
    ("field", "value"), [("people", "many"), ("filed", "03/04/2024"), ("body", "O-9")]
)
def test_a_faulty_field_of_a_filing_is_asked_again(
    visitor: TestClient, desk: Desk, field: str, value: str
) -> None:
    """The people stay ticked, and nothing is saved."""
    raid(desk)
    sheet(desk, *crowd(2))
    sent: Sent = {"act": "save", "persons": ["P-1"], field: value}
    answer = visitor.post("/event/E-1/filing", data=sent)

    assert (422, 0) == (answer.status_code, desk.view.count("proceeding"))
    assert f'href="#f-{field}"' in answer.text
    assert 1 == answer.text.count(" checked")


@pytest.mark.parametrize(
    "address",
    [
        "/event/E-9/people",
        "/event/E-9/filing",
        "/event/E-9/number",
        "/event/E-1/people/P-9",
        "/event/E-1/filing/PR-9",
    ],
)
def test_what_is_not_here_is_said_so(visitor: TestClient, desk: Desk, address: str) -> None:
    """A code that nothing carries is a page with a sentence."""
    raid(desk)

    assert 404 == visitor.get(address).status_code


def test_a_page_of_a_hundred_rows_stays_light(visitor: TestClient, desk: Desk) -> None:
    """People on record and the largest sheet: each page under 150 kilobytes."""
    raid(desk)
    sheet(desk, *crowd(130))
    here = visitor.get(PAGE)
    typed = visitor.post(PAGE, data=rows(110) | {"act": "more"})

    assert (200, 200) == (here.status_code, typed.status_code)
    assert max(len(here.content), len(typed.content)) < 150_000
    assert "P-130" in visitor.get(PAGE, params={"page": "2"}).text

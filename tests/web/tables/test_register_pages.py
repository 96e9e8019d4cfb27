"""The pages of the register: letting out, typing in, striking out, the rule of the house."""

import time

import pytest
from starlette.testclient import TestClient
from tests.verbs.gated import happened
from tests.verbs.stories import record

from kuager.verbs.desk import Desk
from kuager.verbs.gate_rule import threshold_in_force
from kuager.verbs.register import list_register
from kuager.web import gate_panel
from kuager.web.visit import Session

REGIONS = {"unit": "event", "by": "event.place@region"}


def regions(desk: Desk) -> None:
    """Twenty-three events, two of them in one region."""
    happened(desk, 12, place="KZ-75")
    happened(desk, 9, place="KZ-71")
    happened(desk, 2, place="KZ-79")


def test_the_panel_says_what_may_leave_and_what_may_not(desk: Desk, visitor: TestClient) -> None:
    """Beside the table, without asking: how many numbers, which are held back, and why."""
    regions(desk)

    page = visitor.get("/tables", params=REGIONS).text

    assert "What may leave the house" in page
    assert "Numbers of this table that may leave: 2. Held back: 2." in page
    assert "fewer than 5: so few can be recognised" in page
    assert "Outside, " not in page


def test_a_large_table_is_weighed_when_it_is_asked_for(
    desk: Desk, visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of the table does not wait; a button begins the work, which ends at the panel."""
    regions(desk)
    monkeypatch.setattr(gate_panel, "is_large", lambda _table, **_: True)

    waiting = visitor.get("/tables", params=REGIONS).text
    page = visitor.post("/register/look", data=REGIONS)
    for _ in range(200):
        if page.url.path == "/tables":
            break
        time.sleep(0.05)
        page = visitor.get("/register/look")

    assert "Look what may leave" in waiting
    assert "Let these numbers out" not in waiting
    assert "Numbers of this table that may leave: 2. Held back: 2." in page.text
    assert "Let these numbers out" in page.text


def test_letting_out_leads_to_the_register(desk: Desk, visitor: TestClient) -> None:
    """The table is in the register, what was held is not, and it can be downloaded."""
    regions(desk)

    record(desk, "organisation", "org-1", kind="ngo")
    sent = {**REGIONS, "use": "publication", "recipient": "org-1"}
    page = visitor.post("/register/release", data=sent)
    file = visitor.get("/register/R-1/table")

    assert page.url.path == "/register/R-1"
    assert "held back" in page.text
    assert "Counts of people below 5 do not leave." in page.text
    assert "org-1" in page.text
    assert "/register/R-1" in visitor.get("/releases/R-1").text
    assert "text/csv" in file.headers["content-type"]
    assert '"KZ-79","","","","suppressed","least=5"' in file.text
    assert [REGIONS["unit"]] == [one.table.unit for one in list_register(desk)]


def test_what_may_not_leave_says_so(desk: Desk, visitor: TestClient) -> None:
    """A refusal in words, and nothing in the register."""
    happened(desk, 2, harm="physical")

    page = visitor.post("/register/release", data={"unit": "event", "by": "act.harm"})

    assert "No number of this table may leave" in page.text
    assert () == list_register(desk)


def test_an_earlier_figure_is_typed_in(desk: Desk, visitor: TestClient) -> None:
    """As it was printed, with whose it is; then it stands in the list."""
    record(desk, "organisation", "org-1", kind="ngo")
    asked = {"unit": "case", "by": "act.harm", "from": "2023-08-01", "to": "2024-08-31"}
    typed = {"base": ">80", "n|material": "21 %", "day": "10 December 2024", "partner": "org-1"}

    page = visitor.post("/register/new", params=asked, data=typed)
    listed = visitor.get("/register").text

    assert page.url.path == "/register/R-1"
    assert "81+" in page.text
    assert "of a partner, typed in" in listed
    assert "Cases by harm" in listed


def test_what_was_typed_wrongly_stays_in_the_form(desk: Desk, visitor: TestClient) -> None:
    """The sentence stands at its field, and what was typed is there still."""
    asked = {"unit": "case", "by": "act.harm"}

    typed = {"n|material": "21 %", "day": "2024"}
    no_base = visitor.post("/register/new", params=asked, data=typed)
    no_day = visitor.post("/register/new", params=asked, data={"base": "83", "day": "soon"})
    no_number = visitor.post("/register/new", params=asked, data={"base": "lots", "day": "2024"})

    assert [422, 422, 422] == [page.status_code for page in (no_base, no_day, no_number)]
    assert "A percentage tells a number only with its base" in no_base.text
    assert 'value="21 %"' in no_base.text
    assert 'value="soon"' in no_day.text
    assert "This is no number that can be read" in no_number.text
    assert () == list_register(desk)


def test_a_figure_is_struck_out_with_a_reason(visitor: TestClient) -> None:
    """It stays visible, and says that it counts no more."""
    visitor.post("/register/new", params={"unit": "case"}, data={"base": "83", "day": "2024"})

    page = visitor.post("/register/R-1/strike", data={"reason": "typed-wrongly"})

    assert "Struck out: later tables are not checked against it." in page.text
    assert "struck out" in visitor.get("/register").text


def test_the_rule_of_the_house_is_set_on_its_page(desk: Desk, visitor: TestClient) -> None:
    """Three at least; what is less is refused in words."""
    visitor.post("/register", data={"least": "7"})
    refused = visitor.post("/register", data={"least": "2"})

    assert 7 == threshold_in_force(desk)
    assert 422 == refused.status_code
    assert "A count below 3 can point at a person" in refused.text


def test_where_nothing_is_asked_the_way_is_shown(visitor: TestClient) -> None:
    """To type in a figure one first says what was counted."""
    page = visitor.get("/register/new").text

    assert "First say what was counted" in page
    assert "/tables" in page


def test_the_pages_speak_the_language_of_the_visitor(
    desk: Desk, visitor: TestClient, session: Session
) -> None:
    """Russian and Kazakh, the panel as well."""
    regions(desk)
    session.language = "ru"
    russian = visitor.get("/tables", params=REGIONS).text
    session.language = "kk"
    kazakh = visitor.get("/tables", params=REGIONS).text

    assert "Что может выйти наружу" in russian
    assert "меньше 5: так немногих можно узнать" in russian
    assert "Сыртқа не шыға алады" in kazakh

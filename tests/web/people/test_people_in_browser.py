"""Sheets and sources in a real browser: by keyboard alone, without script, nothing to object to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.verbs.desks import new_desk, tell
from tests.verbs.gatherings import raid
from tests.web.looking import Looker
from tests.web.people.house_of_people import ADDRESSES, TEXT, fill
from tests.web.running import guarded

from kuager.lang import LANGUAGES
from kuager.model.statement import say
from kuager.verbs.gathering_sheet import show_gathering
from kuager.verbs.source_texts import show_source
from kuager.web.house import House
from kuager.web.visit import Session

MOST_TABS = 400


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def page(request: pytest.FixtureRequest, opened: Browser) -> Iterator[Page]:
    """A page with script and one without."""
    made = opened.new_page(java_script_enabled=request.param)
    yield made
    made.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """A house in which nothing but a raid is known."""
    made = House(new_desk(tmp_path / "vault"))
    made.run(lambda: raid(made.desk)).result()
    yield made
    made.close()


@pytest.mark.full
def test_a_raid_of_ten_is_typed_by_keyboard_alone(empty: House, page: Page) -> None:
    """Tab, letters, the space bar and Enter: nothing else is touched."""
    with guarded(empty) as base:
        page.goto(f"{base}/event/E-1/people")
        go_to(page, "how_known")
        page.keyboard.type("they came the same night")
        go_to(page, "acts")
        page.keyboard.type("detent; beat")
        for number in range(10):
            go_to(page, f"r{number}-contact")
            page.keyboard.type(f"messenger {number}")
            go_to(page, f"r{number}-words")
            page.keyboard.type("taken from the room")
            go_to(page, f"r{number}-need")
            page.keyboard.press("Space")
            go_to(page, f"r{number}-keep")
            page.keyboard.type("Y")
        go_to(page, "act", value="save")
        page.keyboard.press("Enter")
        page.wait_for_load_state("load")
        page.wait_for_selector("text=10 rows saved")
    rows = empty.run(lambda: show_gathering(empty.desk, event="E-1")).result().rows

    assert 10 == len(rows)
    assert {("detention", "beating")} == {row.row.acts for row in rows}
    assert {("lawyer",)} == {row.row.needs for row in rows}
    assert {"yes"} == {row.row.keep for row in rows}
    assert [f"messenger {number}" for number in range(10)] == [row.row.safe_contact for row in rows]


@pytest.mark.full
def test_enter_in_a_cell_saves_nothing(empty: House, page: Page) -> None:
    """Somebody tired presses Enter in the middle: the rows are checked, and all is still there."""
    with guarded(empty) as base:
        page.goto(f"{base}/event/E-1/people")
        go_to(page, "how_known")
        page.keyboard.type("they came the same night")
        go_to(page, "r0-contact")
        page.keyboard.type("messenger")
        page.keyboard.press("Enter")
        page.wait_for_selector(".note.good")
        typed = page.locator("[name=r0-contact]").input_value()
    counted = empty.run(lambda: empty.desk.view.count("case")).result()

    assert ("messenger", 0) == (typed, counted)


@pytest.mark.full
def test_a_fault_leads_to_its_cell(empty: House, page: Page) -> None:
    """The summary has the focus; its link leads to the cell, which says what is wrong."""
    with guarded(empty) as base:
        page.goto(f"{base}/event/E-1/people")
        page.fill("[name=how_known]", "told us")
        page.fill("[name=r4-contact]", "messenger")
        page.fill("[name=r4-acts]", "qwerty")
        page.click("button[value=save]")
        page.wait_for_selector("#errors")
        page.locator("#errors:focus").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        cell = page.locator("[name=r4-acts]")
        told = page.locator(f"#{cell.get_attribute('aria-describedby')}").inner_text()

    assert "qwerty" in told


@pytest.mark.full
def test_words_are_cited_in_a_text(empty: House, page: Page) -> None:
    """Its text, a passage of it: two forms, with script and without."""
    made = empty.desk.store.new_id()
    empty.run(lambda: tell(empty.desk, say(made, "source.code", "S-1"))).result()
    with guarded(empty) as base:
        page.goto(f"{base}/source/S-1")
        page.click("summary:has-text('Give its text')")
        page.fill("[name=text]", TEXT)
        page.click("button:has-text('Keep this text')")
        page.click("[aria-label='Cite paragraph 2']")
        page.fill("[name=words]", "33 человека")
        page.click("main form button.main")
        page.wait_for_selector("mark")
        marked = page.locator("mark").inner_text()
    source = empty.run(lambda: show_source(empty.desk, code="S-1")).result()

    assert ("33 человека", ["PA-1"]) == (marked, [p.record.code for p in source.passages])


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_people_or_sources_has_a_fault(
    opened: Browser, tmp_path: Path, language: str
) -> None:
    """axe, both themes, both widths, weight, origin, one heading, no English left."""
    house, session = House(new_desk(tmp_path / "vault")), Session()
    house.run(lambda: fill(house.desk)).result()
    with guarded(house, session=session) as base:
        looker = Looker(opened, base, session)
        found = [looker.look(address, language) for address in ADDRESSES]
    house.close()

    assert {one.address: told for one in found if (told := list(one.faults()))} == {}


def go_to(page: Page, name: str, *, value: str = "") -> None:
    """Press Tab until the focus is on the control of this name."""
    for _ in range(MOST_TABS):
        focused = page.locator(":focus")
        if focused.count() == 0 or focused.get_attribute("name") != name:
            page.keyboard.press("Tab")
            continue
        if value in ("", focused.get_attribute("value")):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab reaches {name}")

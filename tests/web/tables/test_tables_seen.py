"""The pages of tables in a real browser: no fault, by keyboard alone, and a newcomer's way."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests.examples.folders import PRACTICE, take_folder
from tests.verbs.desks import new_desk
from tests.web.looking import Looker
from tests.web.tables.counted_house import many_cases

from kuager.lang import LANGUAGES
from kuager.web.house import House

MOST_LOADS = 6
TABLE = "/tables?unit=case&by=act.harm&narrow=event.kind"
PAGES = (
    "/tables",
    TABLE,
    "/tables?unit=event",
    "/tables?unit=event&by=event.kind,act.harm,event.place@region",
    "/tables?unit=event&by=event.date@month&from=2022-01-01&to=2024-12-31",
    "/tables?unit=people&by=event.kind&everything=yes",
    "/tables?unit=act&by=act.type@odihr,event.kind",
    "/tables/records?unit=case&by=act.harm&cell=material",
)
REFUSED = "/tables?unit=perpetrator&by=intervention.kind"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The twelve practice cases and sixty-nine more: 17 of 81 with damage to belongings."""
    desk = new_desk(tmp_path_factory.mktemp("figures") / "vault", practice=True)
    take_folder(desk, PRACTICE)
    many_cases(desk, 69, material=13)
    made = House(desk)
    yield made
    made.close()


def test_a_table_has_no_fault(looker: Looker) -> None:
    """axe, 390 px, both themes, weight, origin, one heading."""
    assert list(looker.look(TABLE, "ru").faults()) == []


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_tables_has_a_fault(looker: Looker, language: str) -> None:
    """The same of every kind of table, and no English left on it."""
    found = [looker.look(one, language) for one in PAGES]
    assert {one.address: told for one in found if (told := list(one.faults()))} == {}


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_and_a_refusal_have_no_fault(looker: Looker, language: str) -> None:
    """A map is loaded in each width here, a refusal comes with its status: neither is a fault."""
    drawn = looker.look("/tables?unit=event&by=event.place@region", language)
    refused = looker.look(REFUSED, language)
    for seen in (drawn, refused):
        assert seen.violations + seen.sideways + seen.english + seen.jumps + seen.foreign == []
    assert drawn.complaints == []


def test_a_newcomer_finds_a_share_in_six_page_loads(plain_page: Page, address: str) -> None:
    """From home to "17 of 81, 21 %" and the records behind it, without script."""
    loads: list[str] = []
    plain_page.on("load", lambda page: loads.append(page.url))
    plain_page.goto(address)
    plain_page.get_by_role("link", name="Figures", exact=True).click()
    plain_page.get_by_role("link", name="Cases", exact=True).last.click()
    plain_page.get_by_label("By what", exact=True).select_option(label="Harm")
    plain_page.get_by_role("button", name="Count").first.click()
    row = plain_page.locator("tr", has=plain_page.get_by_role("rowheader", name="Damage to"))
    row.wait_for()
    assert row.locator("td").first.inner_text().split() == ["17", "21%"]
    row.get_by_role("link").click()
    plain_page.get_by_text("Records: 17").wait_for()
    assert len(loads) <= MOST_LOADS


def test_a_table_is_asked_by_keyboard_alone(plain_page: Page, address: str) -> None:
    """From the table to its question, another property chosen by its first letters, and Enter."""
    plain_page.goto(f"{address}{TABLE}")
    plain_page.get_by_role("link", name="Ask in another way").focus()
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_url("**#question")
    choice = plain_page.get_by_label("By what", exact=True)
    choice.focus()
    plain_page.locator("#f-by-1:focus").wait_for()
    plain_page.keyboard.type("Reported")
    plain_page.keyboard.press("Tab")
    button = plain_page.locator("#question button").first
    for _ in range(12):
        if button.evaluate("element => element === document.activeElement"):
            break
        plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_url("**event.reported**")
    plain_page.get_by_role("heading", level=1).filter(has_text="reported").wait_for()


def test_faults_take_the_focus(plain_page: Page, address: str) -> None:
    """The list of faults has it, and its first link leads to the field, which says so."""
    plain_page.goto(f"{address}{TABLE}")
    plain_page.locator("#f-from").fill("03/04/2023")
    plain_page.locator("#f-from").press("Enter")
    plain_page.locator("#errors:focus").wait_for()
    plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Enter")
    plain_page.locator("#f-from:focus").wait_for()
    assert plain_page.locator("#f-from").get_attribute("aria-invalid") == "true"
    assert plain_page.locator("#f-from").input_value() == "03/04/2023"

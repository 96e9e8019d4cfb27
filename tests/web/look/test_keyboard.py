"""With a keyboard alone: everything is reached, in order, visibly; faults take the focus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.verbs.desks import new_desk
from tests.web.running import guarded

from kuager.web.house import House

PAGES = ("/new", "/help/vault", "/record/event/new")
_REACHABLE = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter(element => element.checkVisibility({visibilityProperty: true}))
  .map((element, number) => { element.dataset.number = number; return number; })"""
_FOCUSED = """() => {
  const element = document.activeElement, look = getComputedStyle(element);
  const box = element.getBoundingClientRect(), bar = document.querySelector(".top");
  const isAbove = bar.contains(element) || element.matches(".skip");
  const above = isAbove ? 0 : bar.getBoundingClientRect().bottom;
  return {number: Number(element.dataset.number ?? -1), ring: parseFloat(look.outlineWidth),
    style: look.outlineStyle, hidden: box.bottom <= above || box.top >= innerHeight};
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty, unlocked house."""
    house = House(new_desk(Path(tmp_path_factory.mktemp("keys")) / "vault"))
    with guarded(house) as found:
        yield found
    house.close()


@pytest.fixture
def page(opened: Browser) -> Iterator[Page]:
    """A page with script."""
    made = opened.new_page()
    yield made
    made.close()


@pytest.fixture
def plain_page(opened: Browser) -> Iterator[Page]:
    """A page without script."""
    made = opened.new_page(java_script_enabled=False)
    yield made
    made.close()


@pytest.mark.parametrize("path", PAGES)
def test_tab_reaches_everything_in_order(page: Page, address: str, path: str) -> None:
    """Each control once, as it stands in the page, on the screen and with a ring around it."""
    page.goto(f"{address}{path}")
    wanted = page.evaluate(_REACHABLE)
    page.evaluate("document.activeElement.blur()")
    met = []
    for _ in wanted:
        page.keyboard.press("Tab")
        met.append(page.evaluate(_FOCUSED))
    numbers = [one["number"] for one in met]
    assert [n for n in dict.fromkeys(numbers) if n >= 0] == wanted
    assert [one for one in met if one["hidden"]] == []
    assert [one for one in met if one["style"] == "none" or one["ring"] < 2] == []


def test_the_first_key_skips_to_the_text(page: Page, address: str) -> None:
    """Tab, Enter: past the menu."""
    page.goto(f"{address}/help/vault")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#content:focus").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=("script", "plain"))
def test_faults_take_the_focus(page: Page, plain_page: Page, address: str, *, script: bool) -> None:
    """An empty form, sent with Enter: the list of faults has the focus, its first link is next."""
    seen = page if script else plain_page
    seen.goto(f"{address}/new")
    seen.locator("main form button.main").first.focus()
    seen.keyboard.press("Enter")
    seen.locator("#errors").wait_for()
    seen.locator("#errors:focus").wait_for()  # the browser moves it some moments after it shows
    seen.keyboard.press("Tab")
    seen.keyboard.press("Enter")
    field = seen.locator("[aria-invalid]:focus")
    assert field.get_attribute("id") == seen.locator("#errors a").first.get_attribute("href")[1:]  # type: ignore[index]
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any(one.startswith("e-") and seen.locator(f"#{one}").count() for one in described)


def test_enter_searches(page: Page, address: str) -> None:
    """The search box needs no mouse, and its words stand in no address."""
    page.goto(f"{address}/help/vault")
    page.locator("#search").focus()
    page.keyboard.type("chamomile")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search*")
    assert "chamomile" not in page.url


def test_the_menu_opens_on_a_narrow_screen(plain_page: Page, address: str) -> None:
    """Without script: closed at first, opened by Enter, and all parts of the house in it."""
    plain_page.set_viewport_size({"width": 390, "height": 844})
    plain_page.goto(f"{address}/help/vault")
    links = plain_page.locator(".spine nav a")
    assert not links.first.is_visible()
    plain_page.locator(".menu summary").focus()
    plain_page.keyboard.press("Enter")
    links.last.wait_for()
    assert links.count() == 13

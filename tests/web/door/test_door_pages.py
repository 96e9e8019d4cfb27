"""The pages before unlocking in a real browser: three languages, two themes, two sizes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.verbs.desks import PASSPHRASE
from tests.web.looking import Looker, browser
from tests.web.served import Served, served

from kuager.lang import LANGUAGES
from kuager.web.visit import Session

each_language = pytest.mark.parametrize(
    "language",
    [
        pytest.param(code, marks=() if code == "kk" else pytest.mark.full, id=code)
        for code in LANGUAGES
    ],
)
POST = """(path) => { const form = document.createElement("form");
  Object.assign(form, {method: "post", action: path});
  document.body.append(form); form.submit(); }"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with browser() as opened:
        yield opened


def words(looker: Looker) -> str:
    """The words that are shown."""
    return " ".join(looker.page.locator(".secret-words li").all_text_contents())


def reload_until_locked(page: Page) -> None:
    """Look again until the house asks for the passphrase; locking takes a moment."""
    for _ in range(100):
        if page.locator("#f-passphrase").count():
            return
        page.wait_for_timeout(200)
        page.reload()
    pytest.fail("the house stays open")


@each_language
def test_the_first_run_can_be_seen_and_read_by_everybody(
    chromium: Browser, tmp_path: Path, language: str
) -> None:
    """Every page up to the open house: axe, width, language, nothing fetched from elsewhere."""
    faults = []
    with served(tmp_path / "vault", "", language=language) as house:
        looker = Looker(chromium, house.origin, Session())
        page = looker.page
        faults += looker.look(f"/?language={language}", language).faults()
        page.click("button.main")
        faults += looker.look("/", language).faults()
        shown = words(looker)
        page.click("button[value=copied]")
        faults += looker.look("/", language).faults()
        page.fill("#f-typed", "x")
        page.click("button[value=typed]")
        page.locator(".error").wait_for()
        page.fill("#f-typed", shown)
        page.click("button[value=typed]")
        faults += looker.look("/", language).faults()
        page.click("button[value=without]")
        page.wait_for_url("**/k/**")
        page.close()

    assert faults == []


@each_language
def test_the_locked_pages_can_be_seen_and_read_by_everybody(
    chromium: Browser, door: Served, language: str
) -> None:
    """The passphrase page, and what a form gets that comes too late."""
    looker = Looker(chromium, door.origin, Session())
    faults = list(looker.look(f"/?language={language}", language).faults())
    looker.page.evaluate(POST, "/k/AAAAAAAAAAAAAAAAAAAAAA/new")
    looker.page.wait_for_url("**/new")
    title = looker.page.title()
    looker.page.close()

    assert faults == []
    assert "uager" not in title


def test_the_door_opens_by_keyboard_alone_and_without_script(
    chromium: Browser, door: Served
) -> None:
    """The passphrase field has the focus; Enter opens; what is typed is masked until asked for."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    field = page.locator("#f-passphrase:focus")
    page.goto(door.address)
    field.wait_for()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    refused = page.locator(".error").text_content()
    field.wait_for()
    page.keyboard.type(PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/**")
    opened = page.url
    context.close()

    assert "does not open" in (refused or "")
    assert "/k/" in opened


def test_words_are_not_on_paper(chromium: Browser, tmp_path: Path) -> None:
    """Printed, the page has a sentence where the words were."""
    with served(tmp_path / "vault", "") as house:
        page = chromium.new_page()
        page.goto(house.address)
        page.click("button.main")
        page.wait_for_selector(".secret-words")
        on_screen = page.locator(".secret-words").is_visible()
        page.emulate_media(media="print")
        on_paper = page.locator(".secret-words").is_visible()
        instead = page.locator(".printed-note").is_visible()
        page.close()

    assert (on_screen, on_paper, instead) == (True, False, True)


def test_esc_twice_leaves_and_locks(chromium: Browser, door: Served) -> None:
    """The page is blank at once, and the house is locked."""
    page = chromium.new_page()
    page.goto(door.address)
    page.fill("#f-passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/**")
    inside = page.url
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    page.goto(inside)
    reload_until_locked(page)
    page.close()


@pytest.mark.full
def test_the_last_tab_closed_locks(chromium: Browser, door: Served) -> None:
    """Nobody looks any more: some seconds later the house is locked."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(door.address)
    page.fill("#f-passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/**")
    inside = page.url
    page.goto(f"{inside}help")
    page.wait_for_timeout(8000)
    page.reload()
    still = page.locator("#f-passphrase").count()
    page.wait_for_timeout(500)
    page.close(run_before_unload=True)
    other = context.new_page()
    other.wait_for_timeout(9000)
    other.goto(inside)
    locked = other.locator("#f-passphrase").count()
    context.close()

    assert (still, locked) == (0, 1)

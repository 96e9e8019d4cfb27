"""Leaving at once, with the real program: gone from the screen, kept in the vault."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.verbs.desks import PASSPHRASE, new_desk
from tests.web.looking import browser
from tests.web.served import Served, served

STORY = "She told it slowly, over tea. "


def _unlock(page: Page, house: Served) -> str:
    for _ in range(100):  # locking takes a moment, and a house still open asks for nothing
        page.goto(house.address)
        if page.locator("#f-passphrase").count():
            break
        page.wait_for_timeout(200)
    page.fill("#f-passphrase", PASSPHRASE)
    page.keyboard.press("Enter")
    page.wait_for_url("**/k/**")
    return page.url


@pytest.mark.parametrize("times", [1, 3_000], ids=("short", "longer than a farewell carries"))
def test_what_was_typed_is_offered_after_the_next_unlocking(tmp_path: Path, times: int) -> None:
    """Esc twice in the middle of a story: a blank page, a locked house, and nothing lost."""
    new_desk(tmp_path / "vault").close()
    with served(tmp_path / "vault", PASSPHRASE) as house, browser() as opened:
        page = opened.new_page()
        page.goto(f"{_unlock(page, house)}new")
        page.locator("#f-story").fill(STORY * times)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_url("about:blank")
        page.goto(f"{_unlock(page, house)}new")
        page.locator(".drafts-waiting a").first.click()
        page.wait_for_url("**draft=**")
        assert page.locator("#f-story").input_value() == (STORY * times).strip()

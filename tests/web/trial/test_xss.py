"""What people wrote, and what attackers wrote, is shown as they wrote it and does nothing.

A vault in which every text property of every type holds an attack is walked page by page in a real
browser; a dialog, a request elsewhere, a broken rule of the content policy or a script error fails.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.verbs.desks import new_desk
from tests.web.places import addresses
from tests.web.running import guarded
from tests.web.trial.hostile import fill_with_attacks
from tests.web.trial.payloads import EVERY, MARK

from kuager.web.house import House

_QUICK = 12


@pytest.mark.parametrize(
    "part", [pytest.param(None, marks=pytest.mark.full), _QUICK], ids=("every page", "some pages")
)
def test_no_text_does_anything(tmp_path: Path, browser: Browser, part: int | None) -> None:
    """No execution, no request elsewhere, no violation of the content policy, on any page."""
    assert len(EVERY) >= 100
    house = House(new_desk(tmp_path / "vault"))
    fill_with_attacks(house.desk)
    found = list(addresses(house.desk, each=1))
    pages = found if part is None else found[:: max(1, len(found) // part)]
    with guarded(house) as at:
        faults, shown = _walk(browser, at, pages)
    house.close()
    assert faults == []
    assert shown > 0


def _walk(browser: Browser, at: str, pages: list[str]) -> tuple[list[str], int]:
    """(what went wrong, how many pages showed an attack)."""
    faults: list[str] = []
    context = browser.new_context()
    context.route("**/*", lambda route: _let_through(route, at, faults))
    page = context.new_page()
    page.on("dialog", lambda dialog: (faults.append(f"dialog on {page.url}"), dialog.dismiss()))
    page.on("console", lambda said: _hear(said.type, said.text, page, faults))
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("popup", lambda other: faults.append(f"window of {other.url}"))
    shown = sum(_look(page, at + path) for path in pages)
    context.close()
    return faults, shown


def _let_through(route: object, at: str, faults: list[str]) -> None:
    if route.request.url.startswith(at):  # type: ignore[attr-defined]
        route.continue_()  # type: ignore[attr-defined]
    else:
        faults.append(f"asked for {route.request.url[:200]}")  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]


def _hear(kind: str, text: str, page: Page, faults: list[str]) -> None:
    if "Content Security Policy" in text or "Refused to" in text or "TrustedHTML" in text:
        faults.append(f"{page.url}: {kind}: {text[:300]}")


def _look(page: Page, address: str) -> bool:
    """Load a page, open everything on it, point at and focus everything."""
    page.goto(address, wait_until="load")
    for closed in page.locator("details:not([open]) > summary").all()[:10]:
        if closed.is_visible():
            closed.click(no_wait_after=True)
    page.evaluate(
        "document.querySelectorAll('main a, main button, main input').forEach(x => x.focus())"
    )
    return MARK in page.content()

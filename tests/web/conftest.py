"""What the tests of pages share: an open vault, a visitor who needs no browser, and a browser.

Tests that see pages in the browser give a `house` of their own for the whole module.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient
from tests.verbs.desks import new_desk
from tests.web.looking import Looker, browser
from tests.web.running import guarded

from kuager.verbs.desk import Desk
from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.visit import Session


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An unlocked house at a new, empty vault."""
    made = House(new_desk(tmp_path / "vault"))
    yield made
    made.close()


@pytest.fixture
def desk(house: House) -> Desk:
    """The desk of the house; only for looking between visits."""
    return house.desk


@pytest.fixture
def session() -> Session:
    """The session of the visitor; set its language here."""
    return Session()


@pytest.fixture
def visitor(house: House, session: Session) -> TestClient:
    """Loads pages and sends forms, past the guard, without following redirects by itself."""
    app = make_app(house, session_of=lambda _request: session)
    return TestClient(app, follow_redirects=True)


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    """A browser."""
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def browsing() -> Session:
    """The one session of everybody who looks by the browser."""
    return Session()


@pytest.fixture(scope="module")
def address(house: House, browsing: Session) -> Iterator[str]:
    """Where the house of the module is."""
    with guarded(house, session=browsing) as base:
        yield base


@pytest.fixture(scope="module")
def looker(opened: Browser, address: str, browsing: Session) -> Looker:
    """Somebody who looks at the pages."""
    return Looker(opened, address, browsing)


@pytest.fixture
def plain_page(opened: Browser, browsing: Session) -> Iterator[Page]:
    """A page of a browser that runs no script, in English."""
    browsing.language = "en"
    page = opened.new_page(java_script_enabled=False)
    page.set_default_timeout(60_000)
    yield page
    page.close()

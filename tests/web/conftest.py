"""What the tests of pages share: an open vault, and a visitor who needs no browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import new_desk

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

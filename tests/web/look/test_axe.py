"""Every page in a real browser, in three languages, two themes, two sizes: nothing to object to."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from starlette.testclient import TestClient
from tests.web.look.practice import pages_of, pages_to_look_at, practice_house, secrets_of
from tests.web.looking import Looker, browser
from tests.web.running import guarded

from kuager.lang import LANGUAGES
from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.visit import Session

QUICK = ("/", "/help")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The practice cases, unlocked."""
    with practice_house() as made:
        yield made


@pytest.fixture(scope="module")
def looker(house: House) -> Iterator[Looker]:
    """Somebody who looks at the pages of that house."""
    session = Session()
    with guarded(house, session=session) as base, browser() as opened:
        yield Looker(opened, base, session)


def test_the_first_pages_have_no_fault(looker: Looker) -> None:
    """axe, 390 px, both themes, weight, origin, one heading: nothing on the pages seen most."""
    found = [looker.look(address, "en") for address in QUICK]
    assert {one.address: list(one.faults()) for one in found} == {address: [] for address in QUICK}


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_has_a_fault(house: House, looker: Looker, language: str) -> None:
    """The same of every page there is, and no English left on it."""
    found = [looker.look(address, language) for address in pages_to_look_at(house)]
    assert {one.address: told for one in found if (told := list(one.faults()))} == {}


def test_titles_tell_nothing(house: House) -> None:
    """The title of a page, which tabs and the history show, holds no name, wording or story."""
    told, secrets, visitor = [], secrets_of(), TestClient(make_app(house))
    for address in pages_of(house, each=3):
        found = _TITLE.search(visitor.get(address).text)
        if found is not None:
            assert found[1].strip(), address
            told += [(address, found[1]) for secret in secrets if secret in unescape(found[1])]
    assert told == []

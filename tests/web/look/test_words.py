"""No English is left on a page in another language, apart from what people themselves wrote."""

from collections.abc import Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient
from tests.web.look.practice import pages_of, practice_house
from tests.web.looking import english_in

from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.visit import Session

QUICK = ("/", "/new", "/help", "/record/event/pe-08", "/list/event", "/settings", "/nowhere")
_APART = 'ancestor-or-self::*[@lang and not(self::html) and @lang!="{}"]'
_SAID = 'ancestor-or-self::*[contains(concat(" ", @class, " "), " said ")]'
_CODE = "ancestor-or-self::code or ancestor-or-self::script or ancestor-or-self::style"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The practice cases, unlocked."""
    with practice_house() as made:
        yield made


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_english_is_left(house: House, language: str) -> None:
    """On the pages seen most."""
    assert _english(house, language, QUICK) == {}


@pytest.mark.full
@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_english_is_left_anywhere(house: House, language: str) -> None:
    """On every page there is, with two records of each type."""
    assert _english(house, language, pages_of(house, each=2)) == {}


def test_english_would_be_seen(house: House) -> None:
    """The same reading of an English page finds its sentences, labels and names of fields."""
    page = TestClient(make_app(house)).get("/record/event/pe-08").text
    found = set(english_in(_texts(page, "en"), "ru"))
    assert {"Home", "Event", "What happened", "Skip to the text", "Add beside it"} <= found


def _english(
    house: House, language: str, addresses: list[str] | tuple[str, ...]
) -> dict[str, list[str]]:
    session = Session(language=language)
    visitor = TestClient(make_app(house, session_of=lambda _request: session))
    found = {}
    for address in addresses:
        left = list(
            dict.fromkeys(english_in(_texts(visitor.get(address).text, language), language))
        )
        if left:
            found[address] = left
    return found


def _texts(page: str, language: str) -> Iterator[str]:
    """What a page says in words of its own: in its text, and in attributes that are read out."""
    tree = html.document_fromstring(page)
    own = f"not({_APART.format(language)}) and not({_SAID}) and not({_CODE})"
    for text in tree.xpath(f"//text()[{own.replace('ancestor-or-self::*', 'ancestor::*')}]"):
        if said := " ".join(text.split()):
            yield said
    for name in ("title", "aria-label", "placeholder", "alt"):
        yield from (" ".join(said.split()) for said in tree.xpath(f"//*[{own}]/@{name}"))

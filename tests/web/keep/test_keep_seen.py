"""The pages that are there only in the middle of something, in a real browser, in each language."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import PASSPHRASE
from tests.verbs.test_additions import REFUSED, WEATHER
from tests.web.keep.pages import send, wait
from tests.web.keep.test_import_pages import _two_sheets, bring, confirm
from tests.web.look.practice import practice_house
from tests.web.looking import _AXE, _RUN_AXE, Looker, browser
from tests.web.running import guarded

from kuager.lang import LANGUAGES
from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.visit import Session

ROWS = (
    "code,date,телефон,remarks\n"
    "zz-1,31.02.2024,+7 700 000 00 01,Слова\n"
    "zz-2,2024-05-01,+7 700 000 00 02,Ещё слова\n"
)


@pytest.fixture(scope="module")
def session() -> Session:
    """One session for the browser and for whoever prepares pages."""
    return Session()


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The practice cases, unlocked."""
    with practice_house() as made:
        yield made


@pytest.fixture(scope="module")
def looker(house: House, session: Session) -> Iterator[Looker]:
    """Somebody who looks."""
    with guarded(house, session=session) as base, browser() as opened:
        yield Looker(opened, base, session)


@pytest.fixture
def visitor(house: House, session: Session) -> TestClient:
    """Somebody who prepares what is looked at."""
    return TestClient(make_app(house, session_of=lambda _request: session))


def addresses(visitor: TestClient, house: House) -> Iterator[str]:
    """Each page of an import, one after the other, then those of other long work."""
    yield bring(visitor, ("two.xlsx", _two_sheets()))
    guessed = "код,примечания\nev-1,Стрекозы над рекой летали весь день\n" * 3
    yield bring(visitor, ("events.csv", guessed.encode("cp1251")))
    mapping = "mapping: m\ntype: event\nkey: code\ncolumns: {телефон: event.people}\nignore: [date]"
    yield bring(visitor, ("t.csv", ROWS.encode()), ("t.yaml", mapping.encode()))
    at = bring(visitor, ("events.csv", ROWS.encode()))
    yield at
    confirm(visitor, at, c_0="event.code", c_1="event.date", c_3="event.remarks")
    confirm(visitor, at, c_0="the stable code", c_1="event.date", c_3="event.remarks")
    yield at
    visitor.post(f"{at}/check")
    wait(visitor, house, f"{at}/rows")
    yield f"{at}/rows"
    visitor.post(f"{at}/run", data={"leave": "yes"})
    wait(visitor, house, f"{at}/done")
    yield f"{at}/done"
    answer = visitor.post("/health/verify", follow_redirects=False)
    wait(visitor, house, answer.headers["location"])
    yield answer.headers["location"]


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_in_the_middle_has_a_fault(
    house: House, visitor: TestClient, looker: Looker, session: Session, language: str
) -> None:
    """axe, both themes and sizes, weight, no English left."""
    session.language = language
    faults = {}
    for address in addresses(visitor, house):
        told = list(looker.look(address, language).faults())
        if told:
            faults[address] = told
    done = visitor.get("/import").text
    code = done.split("/import/undo/")[1].split('"')[0]
    send(visitor, f"/import/undo/{code}")
    wait(visitor, house, "/import")

    assert faults == {}


@pytest.mark.full
@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_to_forms_have_no_fault(looker: Looker, session: Session, language: str) -> None:
    """Refusals, the linter's sentences and words shown once are pages as good as others."""
    session.language = language
    page, found = looker.page, []
    for text in (REFUSED["a built-in property"], WEATHER):
        page.goto(f"{looker.base}/settings/fields")
        page.fill("#f-text", text)
        page.click("form:has(#f-text) button.main")
        page.evaluate(_AXE)
        found += page.evaluate(_RUN_AXE)
    for old in ("wrong", PASSPHRASE):
        page.goto(f"{looker.base}/settings/recovery")
        page.fill("#f-old", old)
        page.click("button.main")
        page.evaluate(_AXE)
        found += page.evaluate(_RUN_AXE)
    page.click("a.act")
    page.evaluate(_AXE)
    found += page.evaluate(_RUN_AXE)
    page.goto(f"{looker.base}/health")
    page.click("form:has(#f-to) button.main")
    page.evaluate(_AXE)
    found += page.evaluate(_RUN_AXE)

    assert found == []

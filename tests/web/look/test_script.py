"""What script adds: leaving at once, drafts, no form sent twice; and that it breaks no policy."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Route
from tests.verbs.desks import new_desk
from tests.web.looking import browser
from tests.web.running import guarded

from kuager.verbs.drafts import list_drafts
from kuager.web.house import House

STORY = "She told it slowly, over tea."


class Watched:
    """A page whose requests to some addresses are caught, not answered by the house."""

    def __init__(self, page: Page, *caught: str) -> None:
        """`caught` are ends of addresses."""
        self.page, self.sent, self.wrong = page, list[tuple[str, dict[str, list[str]]]](), []
        for end in (*caught, "/pulse"):
            page.route(f"**{end}", self._catch)
        page.on("console", lambda said: self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _catch(self, route: Route) -> None:
        end = "/" + route.request.url.rpartition("/")[2]
        self.sent.append((end, parse_qs(route.request.post_data or "")))
        route.fulfill(status=204)

    def to(self, end: str) -> list[dict[str, list[str]]]:
        """What was sent to addresses with this end."""
        return [said for found, said in self.sent if found == end]

    def soon(self, end: str) -> list[dict[str, list[str]]]:
        """The same, once anything was: a request leaves the page some moments after its cause."""
        for _ in range(100):
            if self.to(end):
                break
            self.page.wait_for_timeout(50)
        return self.to(end)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty, unlocked house."""
    made = House(new_desk(Path(tmp_path_factory.mktemp("script")) / "vault"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def address(house: House) -> Iterator[str]:
    """The address of that house."""
    with guarded(house) as found:
        yield found


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a fresh browser."""
    with browser() as opened:
        yield opened.new_page()


def test_esc_twice_leaves_at_once(page: Page, address: str) -> None:
    """The page is blank and gone, and the request that locks carries what was typed."""
    watched = Watched(page, "/leave", "/drafts")
    page.goto(f"{address}/new")
    page.locator("#f-story").fill(STORY)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("about:blank")
    [said] = watched.soon("/leave")
    assert said["story"] == [STORY]
    assert said["draft-page"] == ["/new"]
    assert said["draft"][0].startswith("/new#")
    assert watched.to("/drafts") == []


def test_esc_once_does_nothing(page: Page, address: str) -> None:
    """One Esc, or two with a pause between, closes no more than a browser would."""
    watched = Watched(page, "/leave")
    page.goto(f"{address}/new")
    page.keyboard.press("Escape")
    page.wait_for_timeout(900)
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert watched.to("/leave") == []
    assert page.url == f"{address}/new"


def test_the_button_leaves_like_the_key(page: Page, address: str) -> None:
    """Its form is sent by script, so that the page blanks before anybody answers."""
    watched = Watched(page, "/leave")
    page.goto(f"{address}/help")
    page.locator("button.leave").click()
    page.wait_for_url("about:blank")
    assert len(watched.soon("/leave")) == 1


def test_a_form_is_kept_while_one_types(page: Page, address: str) -> None:
    """Ten seconds after a change, and only once for each change."""
    watched = Watched(page, "/drafts")
    page.clock.install()
    page.goto(f"{address}/new")
    page.clock.run_for(21_000)
    assert watched.to("/drafts") == []
    page.locator("#f-story").fill(STORY)
    page.clock.run_for(21_000)
    [said] = watched.soon("/drafts")
    assert said["story"] == [STORY]


def test_a_form_is_kept_when_the_page_goes(page: Page, house: House, address: str) -> None:
    """A tab that is closed, or a link that is followed, loses nothing."""
    page.goto(f"{address}/new")
    page.locator("#f-story").fill(STORY)
    page.goto(f"{address}/help")
    for _ in range(100):
        found = house.run(lambda: list_drafts(house.desk, page="/new")).result()
        if found:
            break
        page.wait_for_timeout(50)
    [kept] = found
    assert ("story", STORY) in kept.fields


def test_no_form_is_sent_twice(page: Page, address: str) -> None:
    """An impatient second click is no second record."""
    watched = Watched(page, "/search")
    page.goto(f"{address}/help")
    page.locator("#search").fill("tea")
    page.locator(".search button").dblclick()
    watched.soon("/search")
    page.wait_for_timeout(300)
    assert len(watched.to("/search")) == 1


def test_the_policy_is_never_broken(page: Page, address: str) -> None:
    """No complaint of the browser about styles, scripts or trusted types."""
    watched = Watched(page)
    page.goto(f"{address}/new")
    page.goto(f"{address}/help/vault")
    assert [said for said in watched.wrong if "Permissions-Policy" not in said] == []

"""A real browser with the house open in one tab and a hostile page in another."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from tests.verbs.desks import PASSPHRASE, desk_again, new_desk
from tests.web.looking import CHROMIUM
from tests.web.served import Served, served

RESOLVER = "--host-resolver-rules=MAP *.test 127.0.0.1, MAP evil.test 127.0.0.1"

ATTEMPTS = Path(__file__).with_name("attempts.js").read_text("utf-8")


class Hostile(BaseHTTPRequestHandler):
    """An empty page, whatever is asked; it notes what cookies come along."""

    cookies: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """A page that scripts may do anything in."""
        self.cookies.extend(self.headers.get_all("Cookie") or [])
        body = b"<!doctype html><title>x</title><body></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hostile() -> Iterator[int]:
    """The port of a hostile site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser in which `*.test` is this machine."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", RESOLVER])
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    made = chromium.new_context()
    yield made
    made.close()


def unlocked(context: BrowserContext, house: Served, address: str) -> Page:
    """A tab with the house open."""
    page = context.new_page()
    page.goto(address)
    page.fill("#f-passphrase", house.passphrase)
    page.click("button.main")
    page.wait_for_url("**/k/**")
    return page


@pytest.mark.parametrize(
    "place",
    [
        "another port",
        pytest.param("another site", marks=pytest.mark.full),
        pytest.param("a sibling name", marks=pytest.mark.full),
    ],
)
def test_a_hostile_page_changes_and_reads_nothing(
    context: BrowserContext, tmp_path: Path, place: str
) -> None:
    """Twenty ways from another site, another port, another name: nothing read, nothing changed."""
    folder = tmp_path / "vault"
    new_desk(folder).close()
    with served(folder, PASSPHRASE) as house, hostile() as port:
        address = house.address if place == "another port" else house.other
        page = unlocked(context, house, address)
        target = page.url.rstrip("/")
        host = {"another site": "evil.test", "another port": "127.0.0.1"}.get(place, "x.localhost")
        other = context.new_page()
        got = {}
        names = other.evaluate(f"Object.keys({ATTEMPTS})")
        for name in names:
            other.goto(f"http://{host}:{port}/")
            attempt = f"([name, target]) => {ATTEMPTS.strip()}[name](target)"
            got[name] = other.evaluate(attempt, [name, target])
        page.reload()
        assert page.url.rstrip("/") == target
        assert page.locator("h1").count() == 1
        page.click("form[action$='/lock'] button")
    assert len(names) >= 20
    assert Hostile.cookies == []
    assert {name: text for name, text in got.items() if text not in ("", "sent")} == {}
    desk = desk_again(folder)
    assert desk.store.log.count == 1
    desk.close()


def test_a_name_that_was_rebound_gets_nothing(context: BrowserContext, door: Served) -> None:
    """evil.test now leads to this machine: its page is empty, its requests get numbers."""
    page, numbers = context.new_page(), list[int]()
    page.on("response", lambda answer: numbers.append(answer.status))
    port = door.address.rstrip("/").rpartition(":")[2]
    for path in ("/", "/unlock", "/static/page.css", "/k/AAAAAAAAAAAAAAAAAAAAAA/"):
        with pytest.raises(Error, match="ERR_HTTP_RESPONSE_CODE_FAILURE"):  # no body at all
            page.goto(f"http://evil.test:{port}{path}")

    assert {*numbers} == {421}


def test_the_neutral_name_and_the_bare_address_both_work(
    context: BrowserContext, door: Served
) -> None:
    """Each by itself opens; the cookie of one is not sent to the other."""
    first = unlocked(context, door, door.other)
    second = unlocked(context, door, door.address)

    assert first.url != second.url
    assert len({cookie["domain"] for cookie in context.cookies()}) == 2
    second.goto(door.address)
    assert second.locator("#f-passphrase").count() == 1

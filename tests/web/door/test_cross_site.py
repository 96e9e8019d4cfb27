"""Other sites: whatever a page elsewhere sends, nothing changes and nothing can be read."""

from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import desk_again
from tests.web.door.raw import ask, request
from tests.web.served import Served

FORM = "application/x-www-form-urlencoded"
# Name → headers of a POST with a good cookie that a browser would send for somebody else's page.
POSTS: dict[str, list[tuple[str, str]]] = {
    "no origin": [],
    "origin null": [("Origin", "null")],
    "another site": [("Origin", "http://evil.com")],
    "another port": [("Origin", "http://127.0.0.1:1")],
    "another scheme": [("Origin", "https://HOST")],
    "the neutral name's origin": [("Origin", "http://NAMED")],
    "a longer name": [("Origin", "http://HOST.evil.com")],
    "an empty origin": [("Origin", "")],
    "two origins": [("Origin", "http://HOST"), ("Origin", "http://evil.com")],
    "two in one": [("Origin", "http://HOST http://evil.com")],
    "cross-site": [("Origin", "http://HOST"), ("Sec-Fetch-Site", "cross-site")],
    "same-site": [("Origin", "http://HOST"), ("Sec-Fetch-Site", "same-site")],
    "site none": [("Origin", "http://HOST"), ("Sec-Fetch-Site", "none")],
    "a frame": [
        ("Origin", "http://HOST"),
        ("Sec-Fetch-Site", "same-origin"),
        ("Sec-Fetch-Dest", "iframe"),
    ],
    "only a referrer": [("Referer", "http://HOST/")],
    "a socket": [("Origin", "http://HOST"), ("Upgrade", "websocket"), ("Connection", "Upgrade")],
    "plain text": [("Origin", "http://evil.com"), ("Content-Type", "text/plain")],
    "many parts": [("Origin", "null"), ("Content-Type", "multipart/form-data; boundary=x")],
}
GETS: dict[str, list[tuple[str, str]]] = {
    "image": [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image")],
    "script": [("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Dest", "script")],
    "fetch": [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors"), ("Origin", "null")],
    "link": [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")],
    "frame": [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Dest", "iframe")],
    "object": [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Dest", "object")],
    "worker": [("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Dest", "serviceworker")],
    "socket": [("Origin", "http://evil.com"), ("Upgrade", "websocket")],
    "no page": [("Sec-Fetch-Site", "none"), ("Sec-Fetch-Mode", "no-cors")],
}
PAGES = ("/", "/lock", "/leave", "/pulse", "/new", "/language", "/drafts")


def headers_of(
    kind: list[tuple[str, str]], door: Served, client: httpx.Client
) -> list[tuple[str, str]]:
    """The headers of a kind with the names of this run, a good host and a good cookie."""
    host, named = httpx.URL(door.address).netloc.decode(), httpx.URL(door.other).netloc.decode()
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    own = [(name, text.replace("HOST", host).replace("NAMED", named)) for name, text in kind]
    return [("Host", host), ("Cookie", cookie), *own]


@pytest.mark.parametrize("kind", POSTS)
def test_a_form_from_elsewhere_changes_nothing(
    door: Served, client: httpx.Client, inside: str, kind: str
) -> None:
    """Every kind against pages that save and pages that lock: 403, no byte, still open."""
    port, base = httpx.URL(door.address).port or 0, httpx.URL(inside).path
    body = b"story=stolen&when_where=x&how_known=x&passphrase=x&language=ru"
    for path in (*(base + page for page in PAGES), "/unlock", "/recover", "/begin", "/step"):
        sent = headers_of(POSTS[kind], door, client)
        if not any(name == "Content-Type" for name, _ in sent):
            sent.append(("Content-Type", FORM))
        answer = ask(port, request("POST", path, sent, body))

        assert (answer.status, answer.body) == (403, b"")
    assert client.get(f"{inside}/").status_code == 200
    assert str(client.get(f"{inside}/").url) == f"{inside}/"


@pytest.mark.parametrize("kind", GETS)
def test_a_page_elsewhere_reads_nothing(
    door: Served, client: httpx.Client, inside: str, kind: str
) -> None:
    """Pictures, scripts, frames, links and sockets of other pages get a number and no byte."""
    port, base = httpx.URL(door.address).port or 0, httpx.URL(inside).path
    for path in ("/", f"{base}/", f"{base}/static/page.css", "/static/page.css"):
        answer = ask(port, request("GET", path, headers_of(GETS[kind], door, client)))

        assert (answer.status, answer.body) == (403, b"")


def test_nothing_came_into_the_log_meanwhile(door: Served, vault: Path) -> None:
    """After all attempts the record holds what it held: its founding."""
    with door.client() as client:
        client.post(f"{door.unlock(client)}/lock")
    door.process.terminate()
    door.process.wait(20)
    desk = desk_again(vault)
    try:
        assert desk.store.log.count == 1
    finally:
        desk.close()

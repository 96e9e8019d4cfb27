"""What every answer says to the browser, whatever it answers, and what it does not give away."""

import re

import httpx2 as httpx
import pytest
from tests.web.door.raw import ask, request
from tests.web.served import Served

from kuager.web.guard import HEADERS
from kuager.web.routes import ROUTES

POLICY = HEADERS[b"content-security-policy"].decode()
SANDBOX = re.compile(r"sandbox; default-src 'none'(; style-src 'unsafe-inline')?")
BARE = ("content-length", "content-type", "set-cookie", "location", "retry-after", "connection")
STRANGE = (
    *(
        "/k/AAAAAAAAAAAAAAAAAAAAAA/",
        "/k/",
        "/new",
        "/record/case/C-1",
        "/index.html",
        "/.git/config",
    ),
    *(
        "/robots.txt",
        "/favicon.ico",
        "/wp-login.php",
        "/api/v1/x",
        "/k",
        "/lock",
        "/unlock",
        "/step",
    ),
)


def faults(answer: httpx.Response) -> list[str]:
    """The headers of the house that an answer lacks or has otherwise."""
    found = []
    for name, value in HEADERS.items():
        said = answer.headers.get_list(name.decode())
        is_policy = name == b"content-security-policy"
        is_stricter = is_policy and len(said) == 1 and SANDBOX.fullmatch(said[0])
        if said != [value.decode()] and not is_stricter:
            found.append(f"{answer.request.method} {answer.request.url.path} {name.decode()}")
    return found


def test_every_route_answers_with_every_header(client: httpx.Client, inside: str) -> None:
    """Each page of the house, asked for plainly and sent an empty form."""
    found = []
    for route in ROUTES:
        url = inside + re.sub(r"{\w+}", "case", route.path)
        found += faults(client.request(route.method, url, follow_redirects=False))

    assert found == []


def test_errors_answer_with_every_header(door: Served, client: httpx.Client) -> None:
    """Refusals of the guard, of the locked pages, of the house, and of what is not HTTP."""
    inside = door.unlock(client)
    answers = [
        client.get("/", headers={"Host": "evil.com"}),
        client.get("/", headers={"Origin": "http://evil.com"}),
        client.get("/", headers={"Sec-Fetch-Site": "cross-site"}),
        client.put("/"),
        client.get(f"{inside}/a%2fb"),
        client.get(f"{inside}/nowhere"),
        client.post(f"{inside}/", data={"a": "b"}),
        client.post(f"{inside}/drafts", content=b"{}", headers={"Content-Type": "text/plain"}),
        client.post("/nowhere"),
        client.get(f"{inside}/static/nothing.css"),
        client.head(f"{inside}/"),
        client.get("/static/page.css"),
        client.get("/static/IBMPlexSans-Regular.woff2"),
    ]

    assert [fault for answer in answers for fault in faults(answer)] == []
    assert {answer.status_code for answer in answers} >= {200, 403, 404, 405, 415, 421}


def test_what_is_not_http_gets_the_headers_too(door: Served) -> None:
    """The one answer that is made before a request is read."""
    answer = ask(httpx.URL(door.address).port or 0, b"nonsense\r\n\r\n")

    assert answer.status == 400
    assert answer.body == b""
    assert {name.decode() for name in HEADERS} <= answer.headers.keys()


def test_nothing_inline_and_nothing_from_elsewhere_may_run() -> None:
    """The policy names no other place, no inline code and no evaluation."""
    assert "default-src 'none'" in POLICY
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "require-trusted-types-for 'script'" in POLICY
    assert "frame-ancestors 'none'" in POLICY


def test_a_stranger_gets_one_and_the_same_answer_everywhere(door: Served) -> None:
    """Without a cookie every address looks alike, locked or open elsewhere, and has no name."""
    with door.client() as stranger, door.client() as owner:
        locked = {stranger.get(path).text for path in ("/", *STRANGE)}
        inside = httpx.URL(door.unlock(owner)).path
        opened = {
            stranger.get(path).text for path in ("/", *STRANGE, f"{inside}/", f"{inside}/new")
        }
        posted = {stranger.post(path).text for path in ("/new", f"{inside}/new", f"{inside}/lock")}
        heads = {tuple(sorted(stranger.get(path).headers.items())) for path in ("/", *STRANGE)}
        everything = "".join(locked | opened | posted) + stranger.get("/static/page.css").text

    assert len(locked | opened) == 1
    assert len(posted) == 1
    assert len(heads) == 1
    assert "kuager" not in everything.lower()
    assert "куагер" not in everything.lower()


def test_a_wrong_cookie_is_no_cookie(door: Served, client: httpx.Client, inside: str) -> None:
    """Neither an invented token nor one without the right path lets anybody in."""
    client.cookies.clear()
    page = client.get("/").text
    tokens = ("", "k", "A" * 43, "%00", '"', "a" * 4000)

    assert door
    for token in tokens:
        answer = client.get(f"{inside}/", headers={"Cookie": f"k={token}"})
        assert answer.text == page


def test_the_cookie_is_for_this_path_and_nobody_else(door: Served) -> None:
    """Not for script, not for other sites, not for other paths, and not kept by the browser."""
    with door.client() as client:
        answer = client.post(
            "/unlock", data={"passphrase": door.passphrase}, follow_redirects=False
        )
    cookie = answer.headers["set-cookie"]

    assert answer.status_code == 303
    assert re.fullmatch(r"k=[\w-]{43}; HttpOnly; SameSite=Strict; Path=/k/[\w-]{22}/", cookie), (
        cookie
    )
    assert answer.headers["location"] == re.sub(r".*Path=", "", cookie)


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "PROPFIND", "X"])
def test_other_methods_are_refused(client: httpx.Client, inside: str, method: str) -> None:
    """Only loading a page and sending a form are understood."""
    answer = client.request(method, f"{inside}/")

    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize(
    "path",
    [
        *("/..%2f", "//evil.com", "/%2e%2e/", "/./", "/../", "/static/..%2f..%2fguard.py"),
        *(
            "/static/%2e%2e/guard.py",
            "/%252e%252e/",
            "/a%5cb",
            "/a\\b",
            "/%00",
            "/a%0d%0ab",
            "/%ff",
        ),
        *("/static//page.css", "/%c0%af", "/;/../", "/a b", "/<x>", "/%2F", "/%252f"),
    ],
)
def test_a_path_that_hides_where_it_leads_is_not_found(
    door: Served, client: httpx.Client, inside: str, path: str
) -> None:
    """Climbing, doubling, hiding and undecodable paths: a number and no byte, inside and out."""
    port = httpx.URL(door.address).port or 0
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    for before in ("", httpx.URL(inside).path):
        sent = [("Host", f"127.0.0.1:{port}"), ("Cookie", cookie)]
        answer = ask(port, request("GET", before + path, sent))

        assert answer.status in (400, 404)
        assert answer.body == b""


def test_where_to_go_next_is_never_elsewhere(client: httpx.Client, inside: str) -> None:
    """A form that says where to go back to cannot lead out of the house."""
    home = httpx.URL(inside).path
    for back in (
        "//evil.com",
        "http://evil.com",
        "/\\evil.com",
        "javascript:x",
        "\\\\evil",
        "/%0d%0aX: y",
    ):
        sent = {"language": "en", "back": back}
        answer = client.post(f"{inside}/language", data=sent, follow_redirects=False)

        assert answer.headers["location"].startswith(f"{home}/")
        assert "x" not in answer.headers

"""Rebinding: whoever calls us by another name learns nothing, whatever they ask for."""

import httpx2 as httpx
import pytest
from tests.web.door.raw import ask, request
from tests.web.served import Served

from kuager.web.routes import ROUTES

OURS = "127.0.0.1:{port}"
FOREIGN = (
    *("evil.com", "evil.com:{port}", "127.0.0.1.nip.io:{port}", "localhost.evil.com:{port}"),
    *("localhost", "localhost:{port}", "LOCALHOST:{port}", "127.0.0.1", "127.0.0.1:80"),
    *("127.0.0.1:{other}", "127.0.0.1:0{port}", "127.0.0.1.:{port}", "127.1:{port}"),
    *("0.0.0.0:{port}", "0:{port}", "[::1]:{port}", "[::]:{port}", "[::ffff:127.0.0.1]:{port}"),
    *("2130706433:{port}", "0x7f000001:{port}", "0177.0.0.1:{port}", "127.0.0.2:{port}"),
    *("{name}", "{name}.:{port}", "{upper}:{port}", "x.{name}:{port}", "{name}.evil.com:{port}"),
    *(
        "{name}:{other}",
        "{name}:{port}.evil.com",
        "{name}:{port}@evil.com",
        "evil.com#{name}:{port}",
    ),
    *("user@127.0.0.1:{port}", "user:pass@{name}:{port}", "127.0.0.1:{port}/", "127.0.0.1 :{port}"),
    *(
        "http://127.0.0.1:{port}",
        "127.0.0.1:{port},evil.com",
        "127。0。0。1:{port}",
        "127.0.0.1%00:{port}",
    ),
    *(
        "127.0.0.1:{port}\t.evil.com",
        "xn--127-0-0-1:{port}",
        "*",
        "-",
        "a" * 2000,
        "{port}",
        ":{port}",
    ),
)
NO_BODY = 200
"""Bytes no answer to a stranger has after its headers."""


def spelled(host: str, door: Served) -> str:
    """A host with the numbers and names of this run."""
    url, named = httpx.URL(door.address), httpx.URL(door.other)
    facts = {"port": url.port, "other": (url.port or 0) + 1, "name": named.host}
    return host.format(**facts, upper=named.host.upper())


def paths(door_base: str) -> list[str]:
    """The root, some of the locked pages, and every page of the house."""
    inside = {route.path.replace("{", "").replace("}", "") for route in ROUTES}
    return ["/", "/unlock", "/static/page.css", *sorted(door_base + path for path in inside)]


def test_there_are_forty_foreign_hosts() -> None:
    """As many as were promised, each another one."""
    assert len(set(FOREIGN)) >= 40


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_name_gets_a_number_and_no_body(
    door: Served, client: httpx.Client, method: str
) -> None:
    """Every foreign host on the root and on a page of the house, with a good cookie: no byte."""
    port = httpx.URL(door.address).port or 0
    base = httpx.URL(door.unlock(client)).path
    cookie = ("Cookie", "; ".join(f"{name}={value}" for name, value in client.cookies.items()))
    answered = []
    for host in FOREIGN:
        for path in ("/", f"{base}/"):
            sent = [("Host", spelled(host, door)), cookie]
            if method == "POST":
                sent += [("Origin", door.origin), ("Content-Length", "0")]
            answer = ask(port, request(method, path, sent))
            if answer.status not in (421, 400) or answer.body:
                answered.append((host, path, answer.status))

    assert answered == []


@pytest.mark.full
def test_another_name_gets_nothing_on_any_route(door: Served, client: httpx.Client) -> None:
    """Every foreign host on every route of the house."""
    port = httpx.URL(door.address).port or 0
    base = httpx.URL(door.unlock(client)).path
    answered = []
    for path in paths(base):
        for host in FOREIGN:
            answer = ask(port, request("GET", path, [("Host", spelled(host, door))]))
            if answer.status not in (421, 400) or answer.body:
                answered.append((host, path, answer.status))

    assert answered == []


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", id="no host"),
        pytest.param(b"GET / HTTP/1.0\r\n\r\n", id="HTTP/1.0 without host"),
        pytest.param(b"GET /\r\n\r\n", id="HTTP/0.9"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: OURS\r\nHost: OURS\r\nConnection: close\r\n\r\n", id="twice"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: OURS\r\nHost: evil.com\r\nConnection: close\r\n\r\n",
            id="two hosts",
        ),
        pytest.param(
            b"GET http://evil.com/ HTTP/1.1\r\nHost: OURS\r\nConnection: close\r\n\r\n",
            id="absolute address",
        ),
        pytest.param(
            b"POST /unlock HTTP/1.1\r\nHost: OURS\r\nOrigin: http://OURS\r\nContent-Length: 3\r\n"
            b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
            id="two lengths",
        ),
        pytest.param(
            b"POST /unlock HTTP/1.1\r\nHost: OURS\r\nOrigin: http://OURS\r\nContent-Length: 3\r\n"
            b"Content-Length: 4\r\nConnection: close\r\n\r\nabcd",
            id="two numbers",
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost : OURS\r\nConnection: close\r\n\r\n", id="blank in a name"
        ),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 40, id="TLS"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\n", id="HTTP/2"),
        pytest.param(b"CONNECT evil.com:80 HTTP/1.1\r\nHost: OURS\r\n\r\n", id="proxy"),
        pytest.param(b"OPTIONS * HTTP/1.1\r\nHost: OURS\r\nConnection: close\r\n\r\n", id="star"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: OURS\r\nX: " + b"a" * 80_000 + b"\r\n\r\n", id="long"
        ),
    ],
)
def test_what_is_not_one_plain_request_is_refused_without_a_body(door: Served, sent: bytes) -> None:
    """No host, two hosts, other protocols, smuggled lengths: a number or silence, never a byte."""
    port = httpx.URL(door.address).port or 0
    ours = OURS.format(port=port).encode()
    answer = ask(port, sent.replace(b"OURS", ours), seconds=3)

    assert answer.status in (0, 400, 404, 405, 421)
    assert answer.body == b""

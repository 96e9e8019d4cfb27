"""Many at once, and those who say nothing: a person's own request is still answered."""

import re
import socket
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx2 as httpx
import pytest
from tests.verbs.desks import PASSPHRASE, new_desk
from tests.web.door.raw import ask, request
from tests.web.served import Served, served

CROWD = 1000
SILENT = 300


def test_a_thousand_at_once_leave_the_person_served(
    door: Served, client: httpx.Client, inside: str
) -> None:
    """A thousand strangers' requests in one breath; meanwhile pages come, and nothing fails."""
    url = httpx.URL(door.address)
    plain = request("GET", "/", [("Host", url.netloc.decode())])
    numbers: list[int] = []
    gate = threading.Barrier(50)

    def storm() -> None:
        gate.wait()
        numbers.extend(ask(url.port or 0, plain).status for _ in range(CROWD // 50))

    with ThreadPoolExecutor(50) as pool:
        waiting = [pool.submit(storm) for _ in range(50)]
        times = []
        while not all(one.done() for one in waiting):
            began = time.monotonic()
            assert client.get(f"{inside}/").status_code == 200
            times.append(time.monotonic() - began)

    assert len(numbers) == CROWD
    assert {*numbers} <= {200, 503}
    assert statistics.median(times) < 2


def test_a_thousand_of_ones_own_pages_are_answered_or_told_to_wait(
    door: Served, client: httpx.Client, inside: str
) -> None:
    """All with a good cookie: each gets a page or a 503, and the next page is there at once."""
    url = httpx.URL(inside)
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    sent = request("GET", f"{url.path}/", [("Host", url.netloc.decode()), ("Cookie", cookie)])
    with ThreadPoolExecutor(100) as pool:
        numbers = list(
            pool.map(lambda _: ask(url.port or 0, sent, seconds=60).status, range(CROWD))
        )
    began = time.monotonic()

    assert door
    assert client.get(f"{inside}/").status_code == 200
    assert time.monotonic() - began < 2
    assert {*numbers} <= {200, 503}


@pytest.mark.full
def test_those_who_say_nothing_lose_their_place(
    door: Served, client: httpx.Client, inside: str
) -> None:
    """Hundreds of connections that send a header drop by drop: pages still come, and they end."""
    port = httpx.URL(door.address).port or 0
    with ExitStack() as open_ones:
        silent = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port)))
            for _ in range(SILENT)
        ]
        for one in silent:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        began = time.monotonic()
        assert client.get(f"{inside}/").status_code == 200
        assert time.monotonic() - began < 2
        until = time.monotonic() + 20
        while time.monotonic() < until:  # a drop now and then does not buy more time
            for one in silent:
                try:
                    one.sendall(b".")
                except OSError:
                    until = 0
            time.sleep(0.5)
        silent[0].settimeout(5)
        with suppress(ConnectionError):
            assert silent[0].recv(10) == b""


def test_more_connections_than_there_is_room_for(door: Served, client: httpx.Client) -> None:
    """Six hundred open connections: the oldest that says nothing goes, the newest is served."""
    port = httpx.URL(door.address).port or 0
    with ExitStack() as open_ones:
        for _ in range(600):
            open_ones.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert client.get("/").status_code == 200


def test_two_clicks_save_once(tmp_path: Path) -> None:
    """The same form twice in one breath: one case, and both clicks lead to it."""
    folder = tmp_path / "vault"
    new_desk(folder).close()
    with served(folder, PASSPHRASE) as house, house.client() as client:
        inside = house.unlock(client)
        form = client.get(f"{inside}/new").text
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        typed = {**hidden, "story": "Told", "when_where": "in spring", "how_known": "told us"}
        typed.pop("back", None)
        with ThreadPoolExecutor(2) as pool:
            sent = [pool.submit(client.post, f"{inside}/new", data=typed) for _ in range(2)]
            answers = [one.result() for one in sent]
        listed = client.get(f"{inside}/list/case").text

    assert {answer.status_code for answer in answers} == {200}
    assert len({str(answer.url) for answer in answers}) == 1
    assert "C-1" in listed
    assert "C-2" not in listed

"""Whatever is sent to whatever address: an answer in words, never a failure of ours."""

import random
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import new_desk
from tests.web.places import addresses
from tests.web.trial.forms import FoundForm, forms_of, spoiled
from tests.web.trial.hostile import fill_with_attacks

from kuager.web.app import make_app
from kuager.web.house import House
from kuager.web.routes import ROUTES

QUICK, FULL = 400, 5_000
_STAY = ("/lock", "/leave", "/settings/close")
"""Forms that end the process; they have tests of their own."""
_NAMES = ("E-1", "X-event-0", "x", "..", "%2e%2e", "а", "\u202e", "<b>", "a/b", "0", "-", "X" * 500)


@pytest.mark.parametrize(
    "requests", [QUICK, pytest.param(FULL, marks=pytest.mark.full)], ids=("quick", "full")
)
def test_nothing_that_is_sent_breaks_a_page(tmp_path: Path, requests: int) -> None:
    """No answer of 500 or more, no traceback, whatever stands in the address and in the form."""
    house = House(new_desk(tmp_path / "vault"))
    fill_with_attacks(house.desk)
    visitor = TestClient(make_app(house), follow_redirects=False, raise_server_exceptions=True)
    draw = random.Random(7)
    pages, broken = list(addresses(house.desk, each=1)), []
    forms = [form for page in pages for form in _forms(visitor, page)]
    assert forms
    for _ in range(requests):
        said = _send(visitor, draw, pages, forms)
        if said is not None:
            broken.append(said)
    house.close()
    assert broken == []


def _forms(visitor: TestClient, page: str) -> list[FoundForm]:
    answer = visitor.get(page)
    assert answer.status_code < 500, page
    found = forms_of(answer.text, page) if "html" in answer.headers.get("content-type", "") else []
    return [form for form in found if not urlsplit(form.action).path.startswith(_STAY)]


def _send(
    visitor: TestClient, draw: random.Random, pages: list[str], forms: list[FoundForm]
) -> str | None:
    """Send one odd request; what was sent, if the answer was a failure of ours."""
    kind = draw.random()
    if kind < 0.25:
        address = _odd_address(draw, pages)
        answer = visitor.get(address)
        told = f"GET {address[:200]}"
    else:
        form = draw.choice(forms)
        said = spoiled(form, draw)
        told = f"{form.method} {form.action[:200]} {[(n, v[:40]) for n, v in said]}"
        body = urlencode(said, errors="surrogatepass").encode()
        if form.method == "get":
            answer = visitor.get(f"{form.action}?{body.decode()}"[:8000])
        elif form.multipart:
            files = {
                name: (draw.choice(("a.csv", "../x", "")), _bytes(draw)) for name in form.files
            }
            answer = visitor.post(form.action, data=_grouped(said), files=files)
        else:
            kinds = {"Content-Type": "application/x-www-form-urlencoded"}
            answer = visitor.post(form.action, content=body, headers=kinds)
    return f"{answer.status_code} {told}" if answer.status_code >= 500 else None


def _grouped(said: list[tuple[str, str]]) -> dict[str, list[str]]:
    """As the library of this test can send it with a file: without halves of letters."""
    found: dict[str, list[str]] = {}
    for name, value in said:
        found.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
    return found


def _bytes(draw: random.Random) -> bytes:
    kinds = (b"", b"code,date\nE-1,2024\n", b"PK\x03\x04", b"\xff\xfe\0", draw.randbytes(2000))
    return draw.choice(kinds)


def _odd_address(draw: random.Random, pages: list[str]) -> str:
    """A known page with odd filters, or a route with odd names in it."""
    if draw.random() < 0.5:
        names = ("q", "page", "sort", "from", "to", "type", "year", "place", "for", "language", "x")
        said = [(draw.choice(names), draw.choice(_NAMES)) for _ in range(draw.randint(0, 4))]
        return f"{draw.choice(pages)}?{urlencode(said)}"
    path = draw.choice([route.path for route in ROUTES if route.method == "GET"])
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + quote(draw.choice(_NAMES), safe="%") + rest.partition("}")[2]
    return path

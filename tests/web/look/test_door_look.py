"""The pages before a vault is open, in a real browser: nothing to object to either."""

import socket
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.web.looking import Looker, browser

from kuager.lang import LANGUAGES
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.vaults import suggest_passphrase
from kuager.web.guard import Guard
from kuager.web.locked import show
from kuager.web.static_files import static_file
from kuager.web.visit import Session

_WORDS = suggest_passphrase().split()
_SHOWN = SimpleNamespace(words=_WORDS, is_recovery=False, is_new=True)
_RECOVERY = SimpleNamespace(words=_WORDS * 3, is_recovery=True, is_new=True)
_WRONG = UnknownRecordError(code="x")
PAGES: dict[str, tuple[str, dict[str, object]]] = {
    "/unlock": ("unlock.html", {"refusal": None, "hint": None, "is_recovering": False}),
    "/wrong": ("unlock.html", {"refusal": _WRONG, "hint": None, "is_recovering": False}),
    "/lost": ("unlock.html", {"refusal": _WRONG, "hint": None, "is_recovering": True}),
    "/first": ("first_run.html", {"refusal": None}),
    "/words": ("first_run_words.html", {"refusal": None, "ceremony": _SHOWN}),
    "/recovery": ("first_run_words.html", {"refusal": None, "ceremony": _RECOVERY}),
    "/back": ("first_run_back.html", {"refusal": _WRONG, "ceremony": _SHOWN}),
    "/locked": ("locked.html", {}),
    "/opening": ("opening.html", {"done": 2, "total": 7}),
}


def _page(template: str, facts: dict[str, object]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return show(template, request.query_params["language"], **facts)

    return answer


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    """Somebody who looks at these pages."""
    places = [Route(path, _page(*made)) for path, made in PAGES.items()]
    places.append(Route("/static/{name}", lambda asked: static_file(asked.path_params["name"])))
    listener = socket.create_server(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    app = Guard(Starlette(routes=places), [host])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    with browser() as opened:
        yield Looker(opened, f"http://{host}", Session())
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.mark.parametrize(
    "language", ["en", *(pytest.param(code, marks=pytest.mark.full) for code in LANGUAGES[1:])]
)
def test_no_page_of_the_door_has_a_fault(looker: Looker, language: str) -> None:
    """axe, 390 px, both themes, weight, origin, one heading, nothing that moves, no English."""
    found = [looker.look(f"{path}?language={language}", language) for path in PAGES]
    assert {one.address: told for one in found if (told := list(one.faults()))} == {}
    assert {one.status for one in found} == {200}

"""What answers behind the guard: the locked pages for everybody, the house for who was let in.

Locking, leaving and the pulse of open pages never wait for the thread that owns the desk.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kuager import KuagerError
from kuager.verbs.desk import Desk
from kuager.verbs.drafts import keep_draft
from kuager.verbs.keeping import chosen_idle_minutes
from kuager.web import wire
from kuager.web.app import make_app
from kuager.web.bodies import BodyError, read_body
from kuager.web.drafting import MARK, OWN_FIELDS, PAGE
from kuager.web.house import House
from kuager.web.locked import Locked
from kuager.web.sessions import Sessions, new_path
from kuager.web.static_files import static_file

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_SEE_OTHER, _DONE, _BUSY = 303, 204, 503
_MOST_AT_ONCE = 64
"""Requests that wait for the desk; more are told to come again."""
_SEEN_EVERY_SECONDS = 2.0
_DRAFT_SECONDS = 1.0
_OTHERS_SECONDS = 0.4
_FAREWELL_SECONDS = 0.5


class Front:
    """The application of one worker, from locked to unlocked; it never goes back."""

    def __init__(self, settings: wire.Settings, say: wire.Say, *, failures: int = 0) -> None:
        """Locked; `failures` passphrases were wrong before."""
        self._say = say
        self.stop_listening: Callable[[], object] = lambda: None
        self._locked = Locked(settings, self, failures=failures)
        self._inside: Inside | None = None

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request that the guard let in."""
        if self._inside is not None and self._inside.knows(scope):
            await self._inside(scope, receive, send)
        else:
            answer = await self._locked.answer(Request(scope, receive))
            await answer(scope, receive, send)

    def _hush(self) -> None:
        self.stop_listening()

    def _tell_idle(self, minutes: int) -> None:
        self._say(f"{wire.IDLE} {minutes * 60}")

    @property
    def is_open(self) -> bool:
        """Whether the vault is open, maybe in another browser."""
        return self._inside is not None

    def trying(self) -> None:
        """Somebody typed a passphrase: they are not to be interrupted."""
        self._say(wire.TRYING)

    def failed(self) -> None:
        """A passphrase was wrong."""
        self._say(wire.FAILED)

    def stained(self) -> None:
        """This locked process read what it should not remember: it is to be replaced."""
        self._say(wire.STAINED)

    def let_in(self, desk: Desk | None, language: str) -> Response:
        """Give this browser a session of the open vault; with a desk the vault opens now."""
        if desk is not None:
            house = House(desk, tell_idle=self._tell_idle)
            self._inside = Inside(house, self._say, self._hush)
            self._say(wire.OPEN)
            chosen = chosen_idle_minutes(desk)
            if chosen is not None:
                self._tell_idle(chosen)
        if self._inside is None:
            message = "nobody can be let into a vault that is locked"
            raise RuntimeError(message)
        return self._inside.let_in(language)


class Inside:
    """The pages of an unlocked vault, for browsers with a cookie of it."""

    def __init__(self, house: House, say: wire.Say, stop_listening: Callable[[], object]) -> None:
        """Under a fresh random path."""
        self._house, self._say, self._stop_listening = house, say, stop_listening
        self._sessions = Sessions(new_path())
        base = self._sessions.base
        self._app: ASGIApp = make_app(house, base=base, session_of=self._sessions.of)
        self._waiting, self._seen = 0, 0.0

    def knows(self, scope: "Scope") -> bool:
        """Whether this request is for these pages and shows a cookie of them."""
        is_below: bool = scope["path"].startswith(f"{self._sessions.base}/")
        return is_below and self._sessions.find(scope) is not None

    def let_in(self, language: str) -> Response:
        """Send a browser to the first page, with a cookie."""
        answer = RedirectResponse(f"{self._sessions.base}/", status_code=_SEE_OTHER)
        self._sessions.begin(answer, language)
        return answer

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request of somebody who was let in."""
        path = scope["path"].removeprefix(self._sessions.base)
        request = Request(scope, receive)
        if scope["method"] == "POST" and path in ("/lock", "/leave"):
            await self._lock(request, send, is_leaving=path == "/leave")
        elif scope["method"] == "POST" and path == "/pulse":
            await (await self._pulse(request))(scope, receive, send)
        elif scope["method"] != "POST" and path.startswith("/static/"):
            await static_file(path.removeprefix("/static/"))(scope, receive, send)
        elif self._waiting >= _MOST_AT_ONCE:
            await Response(status_code=_BUSY, headers={"Retry-After": "1"})(scope, receive, send)
        else:
            await self._visit(scope, receive, send)

    async def _visit(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        self._waiting += 1
        try:
            self._note_presence(scope["method"])
            await self._app(scope, receive, send)
        finally:
            self._waiting -= 1

    def _note_presence(self, method: str) -> None:
        """Tell the supervisor that somebody works; a page that only waits is nobody."""
        is_waiting = method != "POST" and self._house.busy is not None
        now = time.monotonic()
        if not is_waiting and now - self._seen > _SEEN_EVERY_SECONDS:
            self._seen = now
            self._say(wire.SEEN)

    async def _lock(self, request: Request, send: "Send", *, is_leaving: bool) -> None:
        """Answer, then ask to be killed; the killing waits for nobody who is slow to read."""
        if is_leaving:
            await self._keep_typed(request)
        answer = _blank() if is_leaving else RedirectResponse("/", status_code=_SEE_OTHER)
        answer.headers["Connection"] = "close"
        self._sessions.forget(answer)
        self._stop_listening()  # whoever comes next waits for the locked worker
        with suppress(TimeoutError):
            sending = answer(request.scope, request.receive, send)
            await asyncio.wait_for(sending, _FAREWELL_SECONDS)
        self._say(f"{wire.LOCK} {'leave' if is_leaving else 'asked'}")

    async def _keep_typed(self, request: Request) -> None:
        """Keep what was typed, if the desk is free within a second; leaving comes first."""
        with suppress(BodyError, TimeoutError, KuagerError):
            form, _ = await asyncio.wait_for(read_body(request), _DRAFT_SECONDS)
            page, key = form.get(PAGE), form.get(MARK)
            typed = [(name, text) for name, text in form.pairs if name not in OWN_FIELDS]
            if page and typed:
                desk = self._house.desk
                keeping = self._house.run(
                    lambda: keep_draft(desk, page=page, fields=typed, key=key)
                )
                await asyncio.wait_for(asyncio.wrap_future(keeping), _DRAFT_SECONDS)
        until = time.monotonic() + _OTHERS_SECONDS
        while self._waiting > 0 and time.monotonic() < until:  # noqa: ASYNC110 - half a second
            await asyncio.sleep(_OTHERS_SECONDS / 20)  # drafts of other forms of that page

    async def _pulse(self, request: Request) -> Response:
        """An open page says that it is there, that somebody types in it, or that it goes."""
        try:
            form, _ = await read_body(request)
        except BodyError:
            return Response(status_code=_DONE)
        tab = "".join(letter for letter in form.get("tab")[:16] if letter.isalnum())
        if form.get("typed") == "yes":
            self._say(wire.SEEN)
        self._say(f"{wire.GONE if form.get('gone') == 'yes' else wire.TAB} {tab}")
        return Response(status_code=_DONE)


def _blank() -> Response:
    return Response(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>-</title>',
        media_type="text/html",
    )

"""Who may see the pages of this unlock: a random path, and a cookie that only that path gets.

The path authenticates nothing; the cookie does. Both live in memory and die with the process.
"""

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from kuager.web.visit import Session

if TYPE_CHECKING:
    from starlette.types import Scope

COOKIE = "k"
_TOKEN_BYTES = 32
_PATH_BYTES = 16
MOST_SESSIONS = 16


def new_path() -> str:
    """The random path of one unlock: `/k/` and 22 characters."""
    return f"/k/{secrets.token_urlsafe(_PATH_BYTES)}"


class Sessions:
    """The browsers that were let in, by what their cookie holds."""

    def __init__(self, base: str) -> None:
        """For the pages below `base`."""
        self.base = base
        self._held: dict[str, Session] = {}

    def begin(self, answer: Response, language: str) -> Session:
        """Let the browser in that gets this answer; the oldest of too many has to go."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        while len(self._held) >= MOST_SESSIONS:
            self._held.pop(next(iter(self._held)))
        self._held[token] = Session(language=language)
        answer.headers.append("Set-Cookie", f"{COOKIE}={token}; {_limits(self.base)}")
        return self._held[token]

    def find(self, scope: "Scope") -> Session | None:
        """The session of a request, if it shows the cookie of one."""
        return next((self._held[t] for t in _tokens(scope, COOKIE) if t in self._held), None)

    def of(self, request: Request) -> Session:
        """The session of a request that was let in already."""
        found = self.find(request.scope)
        return Session() if found is None else found

    def forget(self, answer: Response) -> None:
        """Take the cookie back from the browser that gets this answer."""
        answer.headers.append("Set-Cookie", f"{COOKIE}=; Max-Age=0; {_limits(self.base)}")


class Steps:
    """Which browser is in the middle of the steps that come before a vault is open."""

    def __init__(self) -> None:
        """Nobody is."""
        self._token: str | None = None

    def begin(self, answer: Response) -> None:
        """The browser that gets this answer is the one, and no other."""
        self._token = secrets.token_urlsafe(_TOKEN_BYTES)
        answer.headers.append("Set-Cookie", f"{COOKIE}={self._token}; {_limits('')}")

    def is_of(self, scope: "Scope") -> bool:
        """Whether the request comes from that browser."""
        return self._token is not None and self._token in _tokens(scope, COOKIE)

    def end(self, answer: Response) -> None:
        """Nobody is any more."""
        self._token = None
        answer.headers.append("Set-Cookie", f"{COOKIE}=; Max-Age=0; {_limits('')}")


def _limits(base: str) -> str:
    return f"HttpOnly; SameSite=Strict; Path={base}/"


def _tokens(scope: "Scope", name: str) -> Iterator[str]:
    """Every cookie of that name: another service of this host may have set one as well."""
    for header, value in scope["headers"]:
        if header == b"cookie":
            for pair in value.decode("latin-1").split(";"):
                found, _, text = pair.strip().partition("=")
                if found == name:
                    yield text

"""Who may ask at all: this host, this origin, plain methods and paths; everybody else gets nothing.

Pure ASGI, outermost, so that no answer leaves without its headers. A refusal has no body: whoever
knocks from elsewhere learns a number and that some port is open.
"""

import re
from collections.abc import Iterable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_to_bytes

from starlette.middleware.errors import ServerErrorMiddleware
from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

UNCLEAR, FORBIDDEN, NOT_FOUND, NOT_ALLOWED, MISDIRECTED, FAILED = 400, 403, 404, 405, 421, 500
_MOST_HEADER_BYTES: Final = 32 * 1024
METHODS: Final = frozenset({"GET", "HEAD", "POST"})
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "script", "img", "font", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_OFF = (
    "accelerometer autoplay camera clipboard-read display-capture fullscreen gamepad "
    "geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment "
    "picture-in-picture publickey-credentials-get screen-wake-lock serial usb"
)
HEADERS: Final[Mapping[bytes, bytes]] = {
    b"content-security-policy": POLICY.encode("ascii"),
    b"cache-control": b"no-store",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-embedder-policy": b"require-corp",
    b"permissions-policy": ", ".join(f"{name}=()" for name in _OFF.split()).encode("ascii"),
    b"x-dns-prefetch-control": b"off",
    b"x-robots-tag": b"noindex, nofollow",
}
_OWN_POLICY: Final = b"content-security-policy"
"""The one header that an answer may have made stricter itself."""

_PLAIN_PATH = re.compile(rb"/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")
_TRICKS = re.compile(rb"[\x00-\x1f\x7f\\]|//|(?:^|/)\.{1,2}(?:/|$)|%(?:2[EFef]|5[Cc]|25|00)")
_HIDDEN_SLASH = re.compile(rb"%(?:2[Ff]|5[Cc]|00)")
_SITES_TO_READ: Final = frozenset({b"same-origin", b"none"})
_PLACES: Final = frozenset({b"document", b"style", b"script", b"image", b"font", b"empty"})


class Guard:
    """Lets a request through to `app`, or answers it with a number and nothing else."""

    def __init__(self, app: "ASGIApp", hosts: Iterable[str]) -> None:
        """`hosts` are the names with port that we answer to, exactly as a browser writes them."""
        self.app = app
        self.hosts = frozenset(host.encode("ascii") for host in hosts)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Judge one request."""
        if scope["type"] != "http":
            return

        async def dressed(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_headers(message.get("headers", ()))
            await send(message)

        status = verdict(scope, self.hosts)
        if status is None:
            await ServerErrorMiddleware(self.app, handler=_failed)(scope, receive, dressed)
        else:
            await answer_nothing(dressed, status)


def verdict(scope: "Scope", hosts: frozenset[bytes]) -> int | None:
    """The number to refuse with, or None for a request that may be looked at."""
    named = _all(scope, b"host")
    if len(named) != 1 or named[0] not in hosts:
        return MISDIRECTED
    if scope["method"] not in METHODS:
        return NOT_ALLOWED
    if not _is_one_request(scope):
        return UNCLEAR
    if not is_plain_path(scope["raw_path"]):
        return NOT_FOUND
    return None if _is_from_here(scope, b"http://" + named[0]) else FORBIDDEN


def _is_one_request(scope: "Scope") -> bool:
    """Whether everybody on the way reads the same: one length, and headers of a browser's size."""
    lengths = _all(scope, b"content-length") + _all(scope, b"transfer-encoding")
    size = sum(len(name) + len(value) for name, value in scope["headers"])
    return len(lengths) <= 1 and size <= _MOST_HEADER_BYTES and scope["http_version"] == "1.1"


def is_plain_path(raw: bytes) -> bool:
    """Whether a path says where it leads: nothing doubled, hidden, climbing or undecodable."""
    if _PLAIN_PATH.fullmatch(raw) is None or _HIDDEN_SLASH.search(raw) is not None:
        return False
    decoded = unquote_to_bytes(raw)
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _TRICKS.search(decoded) is None


def _is_from_here(scope: "Scope", origin: bytes) -> bool:
    """Whether our own page asks, or a person who opened the address; never another site."""
    origins = _all(scope, b"origin")
    if any(found != origin for found in origins) or len(origins) > 1:
        return False
    if _all(scope, b"upgrade") or _all(scope, b"service-worker"):
        return False
    if not {*_all(scope, b"sec-fetch-dest")} <= _PLACES:
        return False
    sites, modes = _all(scope, b"sec-fetch-site"), _all(scope, b"sec-fetch-mode")
    if scope["method"] == "POST":
        return len(origins) == 1 and {*sites} <= {b"same-origin"}
    if not {*sites} <= _SITES_TO_READ:
        return False
    return b"none" not in sites or {*modes} <= {b"navigate"}


def _all(scope: "Scope", name: bytes) -> list[bytes]:
    return [value for found, value in scope["headers"] if found == name]


def with_headers(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What every answer says; an answer's own content policy stands, nothing else of it."""
    own = [(name.lower(), value) for name, value in headers]
    has_policy = any(name == _OWN_POLICY for name, _ in own)
    ours = {name: value for name, value in HEADERS.items() if name != _OWN_POLICY or not has_policy}
    return [pair for pair in own if pair[0] not in ours] + list(ours.items())


async def _failed(_request: Request, _surprise: Exception) -> Response:
    """What nobody foresaw outside the pages: a number, and no word of what happened."""
    return Response(status_code=FAILED)


async def answer_nothing(send: "Send", status: int) -> None:
    """A number and no body."""
    headers = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})

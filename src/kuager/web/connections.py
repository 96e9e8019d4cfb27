"""Connections: how long a browser may take, how many there may be, and bare errors in our dress.

Whoever opens connections and says nothing, or says it drop by drop, loses them; a person's own
requests keep their place.
"""

import asyncio
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kuager.web.guard import HEADERS

REQUEST_SECONDS = 10.0
"""For a request line and its headers; bodies have a time of their own (`bodies`)."""
KEPT_SECONDS = 15
MOST_CONNECTIONS = 400
_MOST_HEADER_BYTES = 32 * 1024


class PatientProtocol(H11Protocol):
    """One connection that has to say what it wants within some seconds."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait; where too many wait already, the one that waited longest goes."""
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > MOST_CONNECTIONS:
            idle = (one for one in self.connections if getattr(one, "_waiting", None) is not None)
            oldest = min(idle, key=_since, default=self)
            oldest.transport.abort()

    def data_received(self, data: bytes) -> None:
        """The time runs until a whole request is there."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE or self.conn.their_state is h11.ERROR:
            return
        self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._stop_waiting()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing() and self._waiting is None:
            self._wait(KEPT_SECONDS + REQUEST_SECONDS)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:  # noqa: ARG002 - as it is called
        """Never: there are no web sockets here."""
        self.transport.close()

    def send_400_response(self, _msg: str) -> None:
        """What is not HTTP gets a number, our headers, and no body."""
        headers = [*HEADERS.items(), (b"content-length", b"0"), (b"connection", b"close")]
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
            self.transport.write(self.conn.send(answer))
            self.transport.write(self.conn.send(h11.EndOfMessage()))
        self.transport.close()

    def _wait(self, seconds: float = REQUEST_SECONDS) -> None:
        self._stop_waiting()
        self._waiting = self.loop.call_later(seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that says nothing of itself, logs nothing, and believes no proxy."""
    settings: dict[str, Any] = {
        "http": PatientProtocol,
        "ws": "none",
        "loop": "asyncio",
        "lifespan": "off",
        "interface": "asgi3",
        "log_config": None,
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "date_header": False,
        "proxy_headers": False,
        "timeout_keep_alive": KEPT_SECONDS,
        "h11_max_incomplete_event_size": _MOST_HEADER_BYTES,
        "backlog": 1024,
        "reset_contextvars": True,
    }
    return uvicorn.Server(uvicorn.Config(app, **settings))


def _since(protocol: Any) -> float:  # noqa: ANN401 - whatever kind of connection it holds
    when: float = protocol._waiting.when()  # noqa: SLF001 - it is one of these
    return when

"""A house served on loopback in a thread of the test, behind the real guard, already unlocked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from kuager.web.app import make_app
from kuager.web.guard import Guard
from kuager.web.house import House
from kuager.web.visit import Session

BASE = "/k/0123456789abcdefghijkl"


@contextmanager
def guarded(house: House, *, session: Session | None = None) -> Iterator[str]:
    """The address of the house, such as `http://127.0.0.1:4711/k/…`; one session for everybody."""
    only = session or Session()
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    app = Guard(make_app(house, base=BASE, session_of=lambda _request: only), [f"127.0.0.1:{port}"])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}{BASE}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()

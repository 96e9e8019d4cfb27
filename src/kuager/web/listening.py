"""The one listening socket: made by the supervisor, handed to each worker, loopback only.

The same port of `::1` is taken too, but nobody listens there: a browser that tries it first is
refused and comes to 127.0.0.1, and no other program of this machine can wait there in our name.
"""

import base64
import socket as sockets
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

LOOPBACK = "127.0.0.1"
_LOOPBACK_6 = "::1"
_BACKLOG = 1024
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Listening:
    """The open port; `held` keeps its twin of the other address family from being taken."""

    port: int
    socket: sockets.socket = field(repr=False)
    held: sockets.socket | None = field(default=None, repr=False)

    def close(self) -> None:
        """Give the port back."""
        for one in (self.socket, self.held):
            if one is not None:
                one.close()


def listen(port: int = 0) -> Listening:
    """Listen on a port of the loopback address; 0 takes any. Raises OSError if it is taken."""
    for _ in range(_TRIES if port == 0 else 1):
        main = _bound(sockets.AF_INET, LOOPBACK, port)
        number = int(main.getsockname()[1])
        held = None
        with suppress(OSError):  # no IPv6 here, or its port is taken: try another pair
            held = _bound(sockets.AF_INET6, _LOOPBACK_6, number)
        if held is not None or not sockets.has_ipv6 or port != 0:
            break
        main.close()
    else:
        main = _bound(sockets.AF_INET, LOOPBACK, port)
        number = int(main.getsockname()[1])
    main.listen(_BACKLOG)
    return Listening(number, main, held)


def start_with(
    command: Sequence[str], listening: Listening
) -> tuple["subprocess.Popen[bytes]", str]:
    """A process that may take over the socket, and the word with which `adopt` finds it.

    The way of Windows (a description of the socket for that one process) was never run.
    """
    settings: dict[str, Any] = {
        "bufsize": 0,
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
    }
    if sys.platform == "win32":
        settings["creationflags"] = (
            subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        )
        process = subprocess.Popen(command, **settings)  # noqa: S603 - our own module
        shared = listening.socket.share(process.pid)
        return process, base64.b64encode(shared).decode("ascii")
    number = listening.socket.fileno()
    settings |= {"pass_fds": (number,), "start_new_session": True}
    return subprocess.Popen(command, **settings), str(number)  # noqa: S603 - our own module


def adopt(word: str) -> sockets.socket:
    """The listening socket that the supervisor described with this word."""
    if sys.platform == "win32":
        return sockets.fromshare(base64.b64decode(word))
    return sockets.socket(fileno=int(word))


def _bound(family: sockets.AddressFamily, host: str, port: int) -> sockets.socket:
    made = sockets.socket(family, sockets.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            made.setsockopt(sockets.SOL_SOCKET, sockets.SO_EXCLUSIVEADDRUSE, 1)
        elif port != 0 and family == sockets.AF_INET:
            made.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made

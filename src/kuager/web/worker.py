"""The worker: one process that starts locked, may be unlocked once, and is killed to be locked.

python -m kuager.web.worker       settings as one line on standard input, then `go`
"""

import asyncio
import os
import sys
import threading
from typing import BinaryIO

from kuager.verbs.desk import prepare_process
from kuager.web import wire
from kuager.web.connections import server_of
from kuager.web.front import Front
from kuager.web.guard import Guard
from kuager.web.listening import adopt


def main() -> None:
    """Get ready, wait for the turn, serve until killed."""
    orders, say = sys.stdin.buffer, _speaker()
    prepare_process()
    settings = wire.Settings.read(orders.readline())
    say(wire.READY)
    word, _, failures = orders.readline().decode("ascii").strip().partition(" ")
    if word != wire.GO:
        return
    front = Front(settings, say, failures=int(failures))
    threading.Thread(target=_end_with, args=(orders,), daemon=True).start()
    server = server_of(Guard(front, settings.hosts))

    def stop_listening() -> None:
        for one in server.servers:
            one.close()

    front.stop_listening = stop_listening
    asyncio.run(server.serve(sockets=[adopt(settings.socket)]))


def _speaker() -> wire.Say:
    """The way to the supervisor, out of reach of anything that writes to standard output."""
    pipe = os.dup(sys.stdout.fileno())
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)

    def say(line: str) -> None:
        try:
            os.write(pipe, line.encode("ascii") + b"\n")
        except OSError:
            os._exit(0)  # the supervisor is gone

    return say


def _end_with(orders: BinaryIO) -> None:
    """No supervisor, no worker: nobody else could lock it."""
    while orders.readline():
        pass
    os._exit(0)


if __name__ == "__main__":
    main()

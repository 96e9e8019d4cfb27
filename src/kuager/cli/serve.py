"""The pages in a browser: `kuager serve` starts them in a process of their own and tells of them.

This process and the one that owns the port never have a secret. The end of this one ends the rest.
"""

import json
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from typing import IO, ClassVar, Final

import click

from kuager import N_, KuagerError
from kuager.cli.commands import command, option
from kuager.cli.options import Call
from kuager.cli.present import answer, tell
from kuager.cli.seat import vault_folder
from kuager.cli.streams import flush_output, is_terminal

_SUPERVISOR: Final = (sys.executable, "-I", "-B", "-m", "kuager.web.serve")
_OWN_GROUP: Final = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
_SECONDS: Final = 60
_MOST_PORT: Final = 65_535
_WHY: Final = {
    "asked": N_("Locked."),
    "leave": N_("Locked."),
    "idle": N_("Locked: nobody worked for a while."),
    "sleep": N_("Locked: the computer slept."),
    "left": N_("Locked: the last page was closed."),
    "day": N_("Locked: it was open for eight hours."),
    "ended": N_("Locked: the process that held the keys has ended."),
}


class PortTakenError(KuagerError):
    """Another program listens there, or the system does not allow it."""

    code: ClassVar[str] = "port-taken"
    exit_code: ClassVar[int] = 6
    text: ClassVar[str] = N_(
        "Port {port} cannot be used: another program has it. Nothing was started. "
        "Leave --port out, and a free one is taken."
    )


class NotServedError(KuagerError):
    """The pages could not be started, or ended by themselves."""

    code: ClassVar[str] = "not-served"
    exit_code: ClassVar[int] = 1
    text: ClassVar[str] = N_(
        "The pages could not be started, or have stopped by themselves. What was saved is safe."
    )


@command("serve")
@option(
    "--port",
    type=click.IntRange(0, _MOST_PORT),
    default=0,
    metavar=N_("NUMBER"),
    help=N_("The port of this computer to use; else a free one."),
)
@option("--no-browser", is_flag=True, help=N_("Only say the address; open no browser."))
@option(
    "--idle",
    type=click.IntRange(2, 30),
    default=10,
    metavar=N_("MINUTES"),
    help=N_("Lock when nobody worked for so many minutes: 2 to 30, else 10."),
)
def serve(call: Call, *, port: int, no_browser: bool, idle: int) -> None:
    """Show the vault as pages in the browser of this computer.

    The pages can be reached from this computer only. They ask for the passphrase, or make a new
    vault where there is none. They lock by themselves; Enter in this window locks at once, Ctrl-C
    stops.
    """
    asked = {
        "port": port,
        "folder": str(vault_folder(call).absolute()),
        "language": call.language,
        "idle": idle * _SECONDS,
    }
    with subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
        _SUPERVISOR,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for this process alone: the pipe then tells the other
        creationflags=_OWN_GROUP,
    ) as supervisor:
        orders, events = supervisor.stdin, supervisor.stdout
        if orders is None or events is None:
            raise NotServedError
        try:
            orders.write(json.dumps(asked).encode("ascii") + b"\n")
            _follow(call, _told(events), orders, port=port, opens=not no_browser)
        finally:
            orders.close()


def _told(events: IO[bytes]) -> Iterator[dict[str, object]]:
    for line in events:
        yield json.loads(line)


def _follow(
    call: Call, events: Iterator[dict[str, object]], orders: IO[bytes], *, port: int, opens: bool
) -> None:
    """Say what happens until it ends."""
    for event in events:
        match event:
            case {"event": "address", "addresses": [first, second]}:
                _say_where(call, str(first), str(second))
                threading.Thread(target=_lock_by_enter, args=(orders,), daemon=True).start()
                if opens:
                    webbrowser.open(str(first))
            case {"event": "taken"}:
                raise PortTakenError(port=port)
            case {"event": "opened"}:
                tell(call, N_("Unlocked."))
            case {"event": "locked", "why": str(why)}:
                tell(call, _WHY.get(why, _WHY["asked"]))
        flush_output()
    raise NotServedError


def _say_where(call: Call, first: str, second: str) -> None:
    answer(call, {"addresses": [first, second]})
    tell(call, N_("The pages are here: {address}"), address=first)
    tell(call, N_("If your browser cannot find that: {address}"), address=second)
    tell(call, N_("Enter locks at once. Ctrl-C stops."))
    flush_output()  # the command goes on, and whoever reads it by a pipe waits for the address


def _lock_by_enter(orders: IO[bytes]) -> None:
    """Each line typed in the window locks; where nobody can type, nothing is read."""
    if sys.stdin is None or not is_terminal(sys.stdin):
        return
    for _ in sys.stdin:
        try:
            orders.write(b"lock\n")
        except (OSError, ValueError):
            return


COMMANDS = (serve,)

"""The system says that it goes to sleep or shows its lock screen: then nobody may hold keys.

Where there is logind (most Linux desktops), its signals are read through `gdbus`, which comes with
GLib; elsewhere, and if that fails, the jump of the clock after waking is what is left (`watch`).
"""

import shutil
import subprocess
import threading
from collections.abc import Callable
from typing import Final

_COMMAND: Final = ("monitor", "--system", "--dest", "org.freedesktop.login1")
_SIGNS: Final = (
    b"login1.Manager.PrepareForSleep (true",
    b"login1.Manager.PrepareForShutdown (true",
    b"login1.Session.Lock (",
    b"'LockedHint': <true>",
)


def call_before_sleep(act: Callable[[], object]) -> "subprocess.Popen[bytes] | None":
    """Call `act` whenever the system says so; the process that listens, or None if none can."""
    program = shutil.which("gdbus")
    if program is None:
        return None
    try:
        listener = subprocess.Popen(  # noqa: S603 - a fixed command of the system
            [program, *_COMMAND],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
    threading.Thread(target=_listen, args=(listener, act), daemon=True).start()
    return listener


def _listen(listener: "subprocess.Popen[bytes]", act: Callable[[], object]) -> None:
    for line in listener.stdout or ():
        if any(sign in line for sign in _SIGNS):
            act()

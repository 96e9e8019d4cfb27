"""Kills a process at its k-th step towards the disk: a flush, a rename, a commit.

The child is forked, so this runs where there is `fork`. What it leaves is what a killed process
leaves; what a power cut leaves is another matter.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable

from kuager.store import database

CAN_FORK = hasattr(os, "fork")
STEPS = ("fsync", "replace", "unlink", "rmdir", "mkdir")
SPOKEN = ("BEGIN", "COMMIT", "PRAGMA WAL", "PRAGMA JOURNAL", "PRAGMA USER", "INSERT OR REPLACE")
DONE, FAILED = 0, 3


def run_until(operation: Callable[[], object], step: int) -> bool:
    """Run an operation in a child that is killed at this step; whether it came to its end."""
    child = os.fork()
    if child == 0:
        _run_and_leave(operation, step)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == FAILED:
        raise RuntimeError("the operation failed before it could be killed")
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == DONE


def _run_and_leave(operation: Callable[[], object], step: int) -> None:
    """In the child: count the steps, and never come back."""
    _count(step)
    try:
        operation()
    except BaseException:  # noqa: BLE001 - the child must not return into the test runner
        traceback.print_exc(file=sys.stderr)
        os._exit(FAILED)
    os._exit(DONE)


def _count(step: int) -> None:
    left = [step]

    def tick() -> None:
        left[0] -= 1
        if left[0] < 1:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in STEPS:
        setattr(os, name, _ticking(getattr(os, name), tick))
    real = database.sqlcipher.connect

    def connect(*args: object, **kwargs: object) -> object:
        connection = real(*args, **kwargs)
        connection.set_trace_callback(
            lambda sql: tick() if sql.upper().startswith(SPOKEN) else None
        )
        return connection

    database.sqlcipher.connect = connect


def _ticking(real: Callable[..., object], tick: Callable[[], None]) -> Callable[..., object]:
    def called(*args: object, **kwargs: object) -> object:
        tick()
        return real(*args, **kwargs)

    return called

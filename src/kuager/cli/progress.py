"""Waiting: whoever waits longer than a second sees what is being done, and how far it is.

Progress goes to standard error: a bar on a terminal, a line now and then elsewhere, nothing in
JSON mode. A verb knows none of this; it calls the function it was given, with the slug of the
stage it is in, how much is done and of how much (0: nobody knows):

    with progress(call, N_("Importing")) as tick:
        desk = open_desk(folder, passphrase, progress=tick)
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from kuager import Fact
from kuager.cli.options import Call
from kuager.cli.streams import is_terminal, visible_line, write_error
from kuager.lang import number

Tick = Callable[[str, int, int], None]

WAIT_SECONDS: Final = 1.0
LINE_EVERY_SECONDS: Final = 10.0


@contextmanager
def progress(call: Call, message: str, /, **facts: Fact) -> Iterator[Tick]:
    """Show progress while the block runs; `message`, N_() marked, says what is being done."""
    if call.is_json:
        yield _unseen
        return
    said = visible_line(call.say(message, **facts))
    display = _Bar(said) if is_terminal(sys.stderr) else _Lines(said, call.language)
    timer = threading.Timer(WAIT_SECONDS, display.appear)
    timer.daemon = True
    timer.start()
    try:
        yield display.tick
    finally:
        timer.cancel()
        display.close()


def _unseen(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


class _Lines:
    """Progress in lines, for a log or a pipe: one after a second, then one now and then."""

    def __init__(self, said: str, language: str) -> None:
        self._said = said
        self._language = language
        self._next_at = float("inf")

    def appear(self) -> None:
        """Show up: a second has passed."""
        write_error(f"{self._said} …")
        self._next_at = time.monotonic() + LINE_EVERY_SECONDS

    def tick(self, _stage: str, done: int, total: int) -> None:
        """So much is done, of so much."""
        if time.monotonic() < self._next_at:
            return
        self._next_at = time.monotonic() + LINE_EVERY_SECONDS
        parts = [number(part, self._language) for part in (done, total) if part > 0]
        write_error(f"{self._said} … {' / '.join(parts)}")

    def close(self) -> None:
        """Go away: it is over."""
        self._next_at = float("inf")


class _Bar:
    """Progress on a terminal: a bar that disappears when the work is done."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._lock = threading.Lock()
        self._is_over = False
        self._bar: Any = None

    def appear(self) -> None:
        """Show up: a second has passed."""
        from rich.console import Console  # noqa: PLC0415 - loaded only when somebody waits
        from rich.markup import escape  # noqa: PLC0415 - same
        from rich.progress import Progress  # noqa: PLC0415 - same

        with self._lock:
            if not self._is_over:
                self._bar = Progress(console=Console(stderr=True), transient=True)
                self._bar.add_task(escape(self._said), total=None)
                self._bar.start()

    def tick(self, _stage: str, done: int, total: int) -> None:
        """So much is done, of so much."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=done, total=total or None)

    def close(self) -> None:
        """Go away: it is over."""
        with self._lock:
            self._is_over = True
            if self._bar is not None:
                self._bar.stop()

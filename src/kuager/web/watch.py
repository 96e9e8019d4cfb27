"""When an unlocked vault has to be locked without anybody asking: idle, asleep, left, too long."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kuager.web import wire

LONGEST_SECONDS = 8 * 3600
NO_TAB_SECONDS = 6.0
"""Between the last page's farewell and the first words of the next one."""
SILENT_TABS_SECONDS = 300.0
_JUMP_SECONDS = 20.0


@dataclass(slots=True)
class Watch:
    """Times of what was heard; seconds by a clock that people cannot set."""

    idle: float
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    open_since: float | None = None
    seen: float = 0.0
    tabs: dict[str, float] = field(default_factory=dict)
    left: float | None = None
    _looked: tuple[float, float] | None = None

    @property
    def is_open(self) -> bool:
        """Whether the worker in front holds keys."""
        return self.open_since is not None

    def opened(self) -> None:
        """The worker in front holds keys from now on."""
        self.open_since = self.seen = self.clock()
        self.tabs.clear()
        self.left = self._looked = None

    def locked(self) -> None:
        """Nobody holds keys."""
        self.open_since = None

    def hear(self, word: str, tab: str) -> None:
        """Somebody works, or a page says that it is there, or that it goes."""
        now = self.clock()
        if word == wire.SEEN:
            self.seen = now
            self.left = None if self.left is None else now
        elif word == wire.TAB:
            self.tabs[tab] = now
            self.left = None
        elif word == wire.GONE:
            self.tabs.pop(tab, None)
            self.left = now if not self.tabs else None

    def reason(self) -> str | None:
        """Why it has to be locked now, or None."""
        now, jumped = self.clock(), self._jumped()
        if self.open_since is None:
            return None
        if jumped:
            return "sleep"
        if now - self.open_since > LONGEST_SECONDS:
            return "day"
        if now - self.seen > self.idle:
            return "idle"
        is_left = self.left is not None and now - self.left > NO_TAB_SECONDS
        is_silent = bool(self.tabs) and now - max(self.tabs.values()) > SILENT_TABS_SECONDS
        return "left" if is_left or is_silent else None

    def _jumped(self) -> bool:
        """Whether the machine slept: the clock on the wall went on, or this process stood still."""
        now = (self.clock(), self.wall())
        before, self._looked = self._looked, now
        return before is not None and (
            abs((now[1] - before[1]) - (now[0] - before[0])) > _JUMP_SECONDS
            or now[0] - before[0] > _JUMP_SECONDS
        )

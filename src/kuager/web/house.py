"""What the unlocked process holds: the desk, the thread that owns it, and the long work.

The record is read and written by one thread, one visit after the other. Long work (an import, a
check of the whole vault) takes that thread; until it ends every page says how far it is.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from kuager.verbs.desk import Desk
from kuager.web.answers import Answers
from kuager.web.visit import Session

R = TypeVar("R")


@dataclass(slots=True)
class Work:
    """One piece of long work: what it is called, how far it is, and where its result is shown."""

    title: str
    after: str
    done: int = 0
    total: int = 0
    future: "Future[object] | None" = None

    def progress(self, _stage: str, done: int, total: int) -> None:
        """Called by the verb as it goes on."""
        self.done, self.total = done, total


@dataclass(slots=True)
class House:
    """The open vault and who is looking at it."""

    desk: Desk
    sessions: dict[str, Session] = field(default_factory=dict)
    work: Work | None = None
    results: dict[str, object] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    tell_idle: Callable[[int], object] = field(default=lambda _minutes: None, repr=False)
    """Says after how many minutes without work the pages are to lock from now on."""
    _owner: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))

    practice: bool = field(init=False)
    """Whether it holds practice data; read once, so that no page asks beside the desk's thread."""

    def __post_init__(self) -> None:
        """Read what never changes."""
        self.practice = self.desk.practice

    def run(self, act: Callable[[], R]) -> "Future[R]":
        """Do something in the thread that owns the desk."""
        return self._owner.submit(act)

    def begin(self, title: str, after: str, act: Callable[[Desk], object]) -> None:
        """Begin long work that is called `title`; `after` is the page that shows what it did."""
        work = Work(title, after)
        work.future = self._owner.submit(self._work, work, act)
        self.work = work

    @property
    def busy(self) -> Work | None:
        """The long work that goes on now."""
        going = self.work is not None and self.work.future is not None
        return self.work if going and not self.work.future.done() else None  # type: ignore[union-attr]

    def _work(self, work: Work, act: Callable[[Desk], object]) -> object:
        before, self.desk.progress = self.desk.progress, work.progress
        try:
            return act(self.desk)
        finally:
            self.desk.progress = before

    def close(self) -> None:
        """Wait for what is going on, and close the vault."""
        self._owner.submit(self.desk.close).result()
        self._owner.shutdown()

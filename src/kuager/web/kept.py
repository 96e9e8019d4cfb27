"""What a person is in the middle of: in this process's memory only, and never much of it.

A file that was brought, a draft that is read, words shown once: each lies in the results of the
house under a random name, and is gone with the next lock. Of each kind only the newest few stay.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TypeVar

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.web.house import House
from kuager.web.visit import Visit

T = TypeVar("T")
R = TypeVar("R")
_MOST = 2


class NotHeldError(UnknownRecordError):
    """What was in the making is no longer in memory."""

    code: ClassVar[str] = "not-held"
    text: ClassVar[str] = N_(
        "This is no longer in memory: it was finished, or something newer took its place. Please "
        "begin again."
    )


class FileTroubleError(KuagerError):
    """The system would not read or write; `reason` is its name for that."""

    code: ClassVar[str] = "file-trouble"
    exit_code: ClassVar[int] = 6
    text: ClassVar[str] = N_(
        "A file could not be read or written ({reason}). What was saved before is safe."
    )


class UnfinishedError(KuagerError):
    """Long work stopped without a result."""

    code: ClassVar[str] = "unfinished"
    exit_code: ClassVar[int] = 70
    text: ClassVar[str] = N_(
        "The work stopped before its end, and nobody foresaw why. What was saved before is safe. "
        "Prove the vault on the page “Health”."
    )


@dataclass(slots=True)
class Outcome:
    """What long work brought, until it was looked at."""

    found: object = field(default=None, repr=False)

    def put(self, found: object) -> None:
        """Keep the result, or why there is none."""
        self.found = found

    def of(self, kind: type[T]) -> T:
        """The result; raises its refusal, or UnfinishedError if it is nothing of this kind."""
        if isinstance(self.found, KuagerError):
            raise self.found
        if not isinstance(self.found, kind):
            raise UnfinishedError
        return self.found


def keep(house: House, thing: object, *, most: int = _MOST) -> str:
    """Hold a thing in memory under a random name; of its kind only the newest few stay."""
    of_kind = [name for name, held in house.results.items() if type(held) is type(thing)]
    for name in of_kind[: len(of_kind) + 1 - most]:
        del house.results[name]
    name = secrets.token_urlsafe(12)
    house.results[name] = thing
    return name


def held(house: House, name: str, kind: type[T]) -> T:
    """The thing under this name. Raises NotHeldError."""
    found = house.results.get(name)
    if not isinstance(found, kind):
        raise NotHeldError
    return found


def drop(house: House, name: str) -> None:
    """Let go of a thing."""
    house.results.pop(name, None)


def work(
    visit: Visit,
    title: str,
    after: str,
    act: Callable[[Desk], R],
    put: Callable[[R | KuagerError], None],
) -> Response:
    """Begin long work and go to the page `after`, which finds its result, or why there is none."""

    def run(desk: Desk) -> None:
        found: R | KuagerError = UnfinishedError()
        try:
            found = act(desk)
        except KuagerError as refusal:
            found = refusal
        except OSError as trouble:
            found = FileTroubleError(reason=type(trouble).__name__)
        finally:
            put(found)

    visit.house.begin(title, after, run)
    return visit.see(after)


def result_of(found: R | KuagerError | None) -> R:
    """What long work brought; raises its refusal, or UnfinishedError if there is nothing."""
    if found is None:
        raise UnfinishedError
    if isinstance(found, KuagerError):
        raise found
    return found

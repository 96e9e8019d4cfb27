"""What was read from the record for counting, kept until a record it was read from changes.

Nothing of it is on the disk. Each thing is kept with the types of record that it was read from;
a change to one of them makes it stale, a change to another type does not.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

T = TypeVar("T")
Stamp = tuple[int, ...]
_MOST: Final = 160
"""So many things are kept; of more, what was not used for longest goes."""
_MOST_RECORDS: Final = 8_192
"""Of so many records it is kept how they were read: more than a long document rests on."""


class Kept:
    """Values by a key, each with the state of the types that it depends on."""

    def __init__(self) -> None:
        """Empty: everything is read when it is first asked for."""
        self._changes: Counter[str] = Counter()
        self._held: dict[object, tuple[Stamp, Any]] = {}

    def stir(self, types: Iterable[str | None]) -> None:
        """Records of these types have changed."""
        self._changes.update(kind for kind in types if kind is not None)

    def clear(self) -> None:
        """Keep nothing: something changed that concerns every type."""
        self._held.clear()

    def get(self, key: object, types: Iterable[str], make: Callable[[], T]) -> T:
        """What is kept under a key, made anew if a record of one of the types changed since.

        A key has to name everything on which the value depends beside the record.
        """
        stamp = tuple(self._changes[name] for name in types)
        found = self._held.pop(key, None)
        if found is None or found[0] != stamp:
            found = (stamp, make())
        self._held[key] = found
        while len(self._held) > _MOST:
            del self._held[next(iter(self._held))]
        value: T = found[1]
        return value


class KeptRecords:
    """How single entities were read, each until something new is said or decided of it."""

    def __init__(self) -> None:
        """Empty: every entity is read when it is first asked for."""
        self._held: dict[bytes, dict[str, Any]] = {}

    def drop(self, uids: Iterable[bytes]) -> None:
        """Something was said or decided of these."""
        for uid in uids:
            self._held.pop(uid, None)

    def get(self, uid: bytes, name: str, make: Callable[[], T]) -> T:
        """What is kept of an entity under a name, made if it is not there."""
        held = self._held.pop(uid, None) or {}
        if name not in held:
            held[name] = make()
        self._held[uid] = held
        while len(self._held) > _MOST_RECORDS:
            del self._held[next(iter(self._held))]
        value: T = held[name]
        return value

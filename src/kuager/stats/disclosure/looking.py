"""How far an attacker sees: for each number that matters, whether two worlds differ in it enough.

Worlds that were found for one number serve for all others, so few questions reach the solver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, Final

import numpy as np

from kuager.stats.disclosure.worlds import ROUNDING, Ints, NoWorldError, Pins, Sought, Worlds

NO_END: Final = 2**62


@dataclass(frozen=True, slots=True)
class Need:
    """What must be possible for one number.

    Somewhere at most `low`, somewhere at least `high`, and two worlds `width` or more apart. A
    `group` is safe also if there may be nobody in it (somewhere 0) or if there are at least
    `width` for sure: only a small group that surely exists is given away.
    """

    width: int
    low: int = NO_END
    high: int = 0
    group: bool = False

    def is_met(self, least: int, most: int) -> bool:
        """Whether worlds from `least` to `most` show enough."""
        if self.group and least == 0:
            return True
        return most - least >= self.width and least <= self.low and most >= self.high


@dataclass(frozen=True, slots=True)
class Seen:
    """A number that is seen too well: which, and its bounds.

    `sure` is False if the limits of the search ended before it was known.
    """

    aim: int
    low: int
    high: int
    sure: bool


@dataclass
class Look:
    """One reader looking at many numbers (`aims`, a matrix, aims by kinds)."""

    worlds: Worlds
    aims: Any
    pins: Pins
    least: Ints
    most: Ints

    def ask(self, at: int, *, upward: bool, whole: bool) -> float:
        """How far a number goes one way, as a bound that holds. Raises NoWorldError."""
        aim = np.asarray(self.aims[[at]].todense(), dtype=np.float64).ravel()
        sought = self.worlds.seek(-aim if upward else aim, self.pins, whole=whole)
        self.learn(sought)
        return -sought.bound if upward else sought.bound

    def learn(self, sought: Sought) -> None:
        """Widen what is known of every number by a world that was found."""
        if sought.world is not None:
            values = self.aims @ sought.world
            self.least = np.minimum(self.least, values)
            self.most = np.maximum(self.most, values)

    def is_met(self, at: int, need: Need) -> bool:
        """Whether the worlds known so far meet a need."""
        return need.is_met(int(self.least[at]), int(self.most[at]))


def look(worlds: Worlds, aims: Any, pins: Pins) -> Look:  # noqa: ANN401 - scipy has no types
    """What a reader knows from the worlds found before."""
    values = worlds.values(aims, pins)
    if values.shape[1]:
        return Look(worlds, aims, pins, values.min(axis=1), values.max(axis=1))
    number = aims.shape[0]
    return Look(worlds, aims, pins, np.full(number, NO_END), np.full(number, -1))


def narrow(worlds: Worlds, aims: Any, needs: Sequence[Need], pins: Pins) -> Iterator[Seen]:  # noqa: ANN401
    """The aims whose need is not met, each with its bounds. Raises NoWorldError if nothing fits."""
    reader = look(worlds, aims, pins)
    for at, need in enumerate(needs):
        if not reader.is_met(at, need):
            found = _pursue(reader, at, need)
            if found is not None:
                yield found


def _pursue(reader: Look, at: int, need: Need) -> Seen | None:
    """Ask the solver about one aim; None if its need is met."""
    low, high = 0, NO_END
    for whole in (False, True):
        low = max(low, _up(reader.ask(at, upward=False, whole=whole)))
        if (need.group and low >= need.width) or reader.is_met(at, need):
            return None
        high = min(high, _down(reader.ask(at, upward=True, whole=whole)))
        if reader.is_met(at, need):
            return None
        if not need.is_met(low, high):
            return Seen(at, low, high, sure=True)
    return Seen(at, low, high, sure=False)


def _up(bound: float) -> int:
    return 0 if bound == -np.inf else ceil(bound - ROUNDING)


def _down(bound: float) -> int:
    return NO_END if bound == np.inf else floor(bound + ROUNDING)


def begin(worlds: Worlds, aims: Any, pins: Pins) -> bool:  # noqa: ANN401
    """Find first worlds: all aims small, all aims great. False if the limits ended it.

    Raises NoWorldError if nothing fits.
    """
    everything = np.asarray(aims.sum(axis=0), dtype=np.float64).ravel()
    shown = [_whole(worlds, everything, pins), _whole(worlds, -everything, pins)]
    return any(sought.world is not None for sought in shown)


def _whole(worlds: Worlds, aim: Any, pins: Pins) -> Sought:  # noqa: ANN401
    """A world at one end: by the quick way if that yields whole numbers."""
    quick = worlds.seek(aim, pins)
    return quick if quick.world is not None else worlds.seek(aim, pins, whole=True)


__all__ = ["NO_END", "Need", "NoWorldError", "Seen", "begin", "look", "narrow"]

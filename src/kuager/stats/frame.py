"""Coded records as the counters see them: positions with bits, no ids, no words, no text.

One large number holds one bit for each record, so that the count of a cell is the bits of an
intersection. The row of a record is its position and nothing else: who it is, this room cannot
know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Bits = int
"""One bit for each position of a frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One dimension: the bits of each of its codes, in reading order.

    `many`: a record may have several of them. `kept` holds the same column in another form, once
    an engine has made it (see `arrays.ranked`); it says nothing that the bits do not.
    """

    values: Mapping[str, Bits]
    many: bool
    kept: list[object] = field(default_factory=list, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How many people each position stands for, as bounds, one number for each binary digit.

    The sum over some positions is the sum of 2**digit times the bits that they share with it.
    `open` are positions of which nobody knows how many at most.
    """

    low: tuple[Bits, ...]
    high: tuple[Bits, ...]
    open: Bits

    def least(self, chosen: Bits) -> int:
        """At least so many."""
        return sum((chosen & bits).bit_count() << digit for digit, bits in enumerate(self.low))

    def most(self, chosen: Bits) -> int | None:
        """At most so many; None if nobody knows."""
        if chosen & self.open:
            return None
        return sum((chosen & bits).bit_count() << digit for digit, bits in enumerate(self.high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """All records of a unit that are counted at all, and which of them lie in the period.

    `sure` lie in it certainly, `possibly` perhaps; both are within `size` bits and do not meet.
    `columns` has every dimension that is counted by, under its text; `filters` every one that is
    chosen by, where a record stands under wider places as well.
    """

    size: int
    sure: Bits
    possibly: Bits
    columns: Mapping[str, Column]
    filters: Mapping[str, Column] = field(default_factory=dict)
    weights: Weights | None = None
    disputed: Bits = 0
    undated: int = 0
    merged: int = 0
    left_out: int = 0

"""Bits as arrays: the same positions, one number for each, for tables of many cells.

Counting bits costs as much as there are cells; counting an array costs as much as there are
records. All arrays have one element for each position, or list positions in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from kuager.model.filters import NOTHING
from kuager.stats.frame import Bits, Column, Weights

Numbers = NDArray[np.int64]
Flags = NDArray[np.uint8]
Ranks = NDArray[np.unsignedinteger]
_BYTE = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """A dimension as one number for each position: which of `codes` it has.

    What is not said is the last of them.
    """

    codes: tuple[str, ...]
    ranks: Ranks


def ranked(column: Column, size: int) -> Ranked | None:
    """A column as ranks, made once and kept with it; None if some position has two codes."""
    if not column.kept:
        column.kept.append(_rank(column, size))
    found = column.kept[0]
    return found if isinstance(found, Ranked) else None


def _rank(column: Column, size: int) -> Ranked | None:
    seen = 0
    for bits in column.values.values():
        if seen & bits:
            return None
        seen |= bits
    unsaid = ((1 << size) - 1) & ~seen
    return Ranked((*column.values, NOTHING), ranks_of((*column.values.values(), unsaid), size))


def ranks_of(categories: Sequence[Bits], size: int) -> Ranks:
    """For each position the number of its category, the first being 0; they do not overlap.

    Made digit by digit, one pass for each binary digit: two hundred categories cost eight.
    """
    digits = max(len(categories) - 1, 0).bit_length()
    ranks: Ranks = np.zeros(size, np.uint8 if digits <= _BYTE else np.uint32)
    for digit in range(digits):
        bits = reduce(or_, (b for n, b in enumerate(categories) if n >> digit & 1), 0)
        ranks |= flags_of(bits, size).astype(ranks.dtype, copy=False) << ranks.dtype.type(digit)
    return ranks


def flags_of(bits: Bits, size: int) -> Flags:
    """0 or 1 for each of `size` positions."""
    packed = np.frombuffer(bits.to_bytes(size // _BYTE + 1, "little"), np.uint8)
    return np.unpackbits(packed, count=size, bitorder="little")


def places_of(bits: Bits, size: int) -> Numbers:
    """The positions that are set, in order."""
    return np.flatnonzero(flags_of(bits, size)).astype(np.int64, copy=False)


def sums_of(digits: Sequence[Bits], size: int) -> Numbers:
    """The numbers that `Weights` keep as one number of bits for each binary digit."""
    numbers = np.zeros(size, np.int64)
    for digit, bits in enumerate(digits):
        numbers += flags_of(bits, size).astype(np.int64) << digit
    return numbers


@dataclass(frozen=True, slots=True)
class Loads:
    """How many people each position stands for: at least, at most, 1 where nobody knows."""

    low: Numbers
    high: Numbers
    open: Numbers

    @classmethod
    def of(cls, weights: Weights, size: int) -> "Loads":
        """From binary digits."""
        unbounded = flags_of(weights.open, size).astype(np.int64)
        return cls(sums_of(weights.low, size), sums_of(weights.high, size), unbounded)


def with_totals(counts: Numbers) -> Numbers:
    """The same counts with one row more at the end of every axis but the last: the sum of all."""
    for axis in range(counts.ndim - 1):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return counts

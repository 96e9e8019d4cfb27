"""Frames of several groups as one: their records one group after the other."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from kuager.stats.frame import Bits, Column, Frame, Weights

Shift = int
"""The position at which a group's records begin."""


def joined(frames: Sequence[Frame]) -> Frame:
    """One frame with the records of all, made for the same question."""
    if len(frames) == 1:
        return frames[0]
    shifts = [0, *accumulate(frame.size for frame in frames)]
    placed = list(zip(frames, shifts, strict=False))
    return Frame(
        size=shifts[-1],
        sure=_all((frame.sure, shift) for frame, shift in placed),
        possibly=_all((frame.possibly, shift) for frame, shift in placed),
        columns=_columns([(frame.columns, shift) for frame, shift in placed]),
        filters=_columns([(frame.filters, shift) for frame, shift in placed]),
        weights=_weights([(frame.weights, shift) for frame, shift in placed]),
        disputed=_all((frame.disputed, shift) for frame, shift in placed),
        undated=sum(frame.undated for frame in frames),
        merged=sum(frame.merged for frame in frames),
    )


def _all(bits: Iterable[tuple[Bits, Shift]]) -> Bits:
    return sum(bit << shift for bit, shift in bits)


def _columns(placed: Sequence[tuple[Mapping[str, Column], Shift]]) -> dict[str, Column]:
    """Every code that any group has, in the order in which the groups bring them."""
    names = dict.fromkeys(name for columns, _ in placed for name in columns)
    return {name: _column([(columns[name], shift) for columns, shift in placed]) for name in names}


def _column(placed: Sequence[tuple[Column, Shift]]) -> Column:
    codes = dict.fromkeys(code for column, _ in placed for code in column.values)
    return Column(
        values={
            code: _all((column.values.get(code, 0), shift) for column, shift in placed)
            for code in codes
        },
        many=any(column.many for column, _ in placed),
    )


def _weights(placed: Sequence[tuple[Weights | None, Shift]]) -> Weights | None:
    held = [(weights, shift) for weights, shift in placed if weights is not None]
    if not held:
        return None
    return Weights(
        low=_digits([(weights.low, shift) for weights, shift in held]),
        high=_digits([(weights.high, shift) for weights, shift in held]),
        open=_all((weights.open, shift) for weights, shift in held),
    )


def _digits(placed: Sequence[tuple[tuple[Bits, ...], Shift]]) -> tuple[Bits, ...]:
    most = max(len(digits) for digits, _ in placed)
    return tuple(
        _all((digits[n], shift) for digits, shift in placed if n < len(digits)) for n in range(most)
    )

"""Shares of a base: exact, bounded, or not told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.shares import LEAST_BASE, share_of
from kuager.model.table import Cell


def _exact(number: int) -> Cell:
    return Cell(number, 0, number, number)


def test_a_known_part_of_a_known_base_is_one_number() -> None:
    """17 of 81 is 21 %."""
    found = share_of(_exact(17), _exact(81))
    assert found is not None
    assert found.least == found.most == pytest.approx(17 / 81)


@pytest.mark.parametrize(
    ("cell", "base"),
    [
        (_exact(3), _exact(LEAST_BASE - 1)),
        (Cell(3, 0, 3, None), Cell(30, 0, 30, None)),
        (_exact(3), Cell(80, 0, 80, None)),
    ],
)
def test_of_few_or_of_nobody_knows_how_many_no_share_is_told(cell: Cell, base: Cell) -> None:
    """A percentage would say more than is known."""
    assert share_of(cell, base) is None


@given(
    inside=st.integers(0, 60), outside=st.integers(20, 60),
    maybe_in=st.integers(0, 20), maybe_out=st.integers(0, 20), data=st.data(),
)  # fmt: skip
def test_the_bounds_hold_whatever_the_dates_turn_out_to_be(
    inside: int, outside: int, maybe_in: int, maybe_out: int, data: st.DataObject
) -> None:
    """Any choice of the uncertain records gives a share between the two, and both are reached."""
    cell = Cell(inside, maybe_in, inside, inside + maybe_in)
    sure, maybe = inside + outside, maybe_in + maybe_out
    found = share_of(cell, Cell(sure, maybe, sure, sure + maybe))
    assert found is not None
    some_in, some_out = data.draw(st.integers(0, maybe_in)), data.draw(st.integers(0, maybe_out))
    part = inside + some_in
    assert found.least - 1e-9 <= part / (sure + some_in + some_out) <= found.most + 1e-9
    assert found.least == pytest.approx(inside / (inside + outside + maybe_out))
    assert found.most == pytest.approx((inside + maybe_in) / (inside + maybe_in + outside))

"""Every engine gives the same table, cell by cell, as a plain loop over the records."""

import pytest
from tests.stats.frames import by_hand, drawn

from kuager.stats.cross import cells_of, chosen_by, cross
from kuager.stats.wide import wide_cells

SEEDS = range(120)


@pytest.mark.parametrize("people", [False, True])
def test_bits_count_as_a_plain_loop_does(people: bool) -> None:  # noqa: FBT001 - a parameter
    """Cells as intersections of bits are the cells of a loop, margins and bounds too."""
    for seed in SEEDS:
        frame, question = drawn(seed, people=people)

        assert cells_of(frame, question, chosen_by(frame, question)) == by_hand(frame, question)


@pytest.mark.parametrize("people", [False, True])
def test_arrays_count_as_a_plain_loop_does(people: bool) -> None:  # noqa: FBT001 - a parameter
    """Cells from one pass over arrays are the cells of a loop."""
    for seed in SEEDS:
        frame, question = drawn(seed, people=people)

        assert wide_cells(frame, question, chosen_by(frame, question)) == by_hand(frame, question)


def test_the_axes_do_not_depend_on_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole table is one whichever way was quicker."""
    for seed in SEEDS:
        frame, question = drawn(seed)
        narrow = cross(frame, question)
        with monkeypatch.context() as patched:
            patched.setattr("kuager.stats.cross._MANY", 0)

            assert cross(frame, question) == narrow

"""Series of releases against somebody who reads them all: see `disclosures` and `onlooker`."""

import pytest
from tests.hazards.disclosures import run

BITING = 9
"""A seed whose first series, looked at table by table, gives cells away."""


def test_a_series_gives_nothing_away() -> None:
    """No cell held back comes out narrower than the threshold, and some releases may leave."""
    figures = run(1, BITING)

    assert (0, []) == (figures.narrow, figures.places)
    assert figures.passed > 0


def test_without_the_joint_attack_cells_come_out() -> None:
    """Each table protected by itself only: the onlooker finds what they give away together."""
    assert run(1, BITING, blind=True).narrow > 0


@pytest.mark.full
def test_five_hundred_series_give_nothing_away() -> None:
    """Five hundred corpora, two thousand releases: no cell, and a useful share may leave."""
    figures = run(500, 1)

    assert (0, []) == (figures.narrow, figures.places)
    assert figures.passed >= figures.releases * 0.7

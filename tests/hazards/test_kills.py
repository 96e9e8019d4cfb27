"""`kill -9` while somebody works: see `kills`."""

import pytest
from tests.hazards.kills import DEEDS, run

QUICK = tuple(deed for deed in DEEDS if deed != "export")
"""An export derives a key for some seconds; it is killed in the full run."""


def bad(figures: dict[str, object]) -> list[object]:
    """The figures that must be 0, and the notes on them."""
    return [figures["lost"], figures["unsound"], figures["strays"], figures["notes"]]


def test_a_killed_process_loses_nothing_it_acknowledged() -> None:
    """Killed in each kind of work, the vault opens unmended, with all that was said to be saved."""
    assert [0, 0, 0, []] == bad(run(len(QUICK), 11, QUICK))


@pytest.mark.full
def test_three_hundred_kills_lose_nothing() -> None:
    """In 315 kills across seven kinds of work nothing that was acknowledged is lost."""
    assert [0, 0, 0, []] == bad(run(315, 1))

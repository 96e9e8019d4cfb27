"""Seeded leaks on the real way of sending: see `leaks`."""

from pathlib import Path

import pytest
from tests.hazards.leaks import faults, run, run_files
from tests.hazards.seeds import SEEDS

FEWEST = 60


def leaked(found: dict[str, str]) -> dict[str, str]:
    """What left, or was not found."""
    return {name: what for name, what in found.items() if what.startswith("LEAKED")}


def test_some_seeds_leave_nothing_behind(tmp_path: Path) -> None:
    """One in twelve, drawn and written."""
    assert {} == leaked(run(tmp_path, SEEDS[::12]))


@pytest.mark.full
def test_no_seed_reaches_a_file(tmp_path: Path) -> None:
    """Sixty and more, in words, kept texts, titles, records and files."""
    found = run(tmp_path) | run_files()

    assert {} == leaked(found)
    assert len(found) >= FEWEST


@pytest.mark.full
def test_a_check_that_is_switched_off_is_noticed(tmp_path: Path) -> None:
    """Each of them, and the cutting of stories."""
    assert {True} == set(faults(tmp_path).values())

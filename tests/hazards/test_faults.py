"""Deliberate faults: see `faults`, `faulty`, `unguarded` and `careless`."""

import pytest
from tests.hazards.careless import LEAKS
from tests.hazards.faults import CAUGHT_BY, DISK, holds, is_caught
from tests.hazards.faulty import FAULTS
from tests.hazards.powercuts import WEAKER

SLOW = {"export-not-sealed"}
QUICK = sorted(CAUGHT_BY.keys() - SLOW)
CHECKS = {check.__name__: check for check in CAUGHT_BY.values()}
SLOW_CHECKS = {CAUGHT_BY[name].__name__ for name in SLOW}


def test_every_fault_has_its_check() -> None:
    """No protection can be switched off without a check that is there to notice."""
    assert {*FAULTS, *LEAKS} == {*CAUGHT_BY, *WEAKER, *LEAKS}
    assert {"packed-report", "remembered-passphrase"} == LEAKS.keys() - CAUGHT_BY.keys()


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - SLOW_CHECKS))
def test_the_protection_is_there(name: str) -> None:
    """On the program as it is, every check of a protection passes."""
    assert holds(CHECKS[name])


@pytest.mark.parametrize("name", QUICK)
def test_a_deliberate_fault_is_caught(name: str) -> None:
    """With the protection switched off its check fails."""
    assert is_caught(name)


@pytest.mark.full
@pytest.mark.parametrize("name", [*DISK, *sorted(SLOW)])
def test_a_slow_fault_is_caught(name: str) -> None:
    """Faults of the disk and of the archive take longer to notice; they are noticed."""
    assert is_caught(name)


@pytest.mark.full
@pytest.mark.parametrize("name", sorted(SLOW_CHECKS))
def test_the_slow_protection_is_there(name: str) -> None:
    """On the program as it is, the slow checks pass too."""
    assert holds(CHECKS[name])

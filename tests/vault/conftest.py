"""What the tests of the vault share: one unlocked vault, made once with the cheapest derivation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kuager.vault import slots
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.recovery import new_recovery

if TYPE_CHECKING:
    from kuager.vault.keys import Secret, Vmk

PHRASE = "mango lantern otter violin garden pebble cloud"


@dataclass(frozen=True)
class Made:
    """A vault's slots file with one passphrase slot and one recovery slot."""

    data: bytes
    vmk: Vmk
    words: list[str]
    secret: Secret


@pytest.fixture(scope="session")
def made() -> Made:
    """One slots file for all tests that only read."""
    data, vmk = slots.create(PHRASE, profile=cheapest_for_tests())
    words, secret = new_recovery()
    return Made(slots.add_recovery_slot(data, vmk, secret), vmk, words, secret)

"""From a typed passphrase to a key, within bounds."""

from __future__ import annotations

import unicodedata

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given
from hypothesis import strategies as st

from kuager.vault import passphrase as gate
from kuager.vault.passphrase import MIB, KdfOutOfBoundsError, KdfProfile

SALT = b"s" * 16


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("mango otter", "  MANGO \t otter\n"),
        ("mango otter", "mango\u00a0otter"),
        ("mango otter", "man\u00adgo ot\u200bter\ufeff"),
        ("mango otter", "ｍａｎｇｏ　ｏｔｔｅｒ"),
        ("ёлка йод", unicodedata.normalize("NFD", "ёлка йод")),
        ("ёлка", "ЕЛКА"),
        ("straße", "STRASSE"),
        ("қазақ әлі", unicodedata.normalize("NFD", "ҚАЗАҚ ӘЛІ")),
        ("ﬁsh", "fish"),
    ],
)
def test_what_looks_the_same_is_the_same(typed: str, other: str) -> None:
    """Capitals, spaces, invisible signs, wide letters and composed forms make no difference."""
    assert gate.normalise(typed) == gate.normalise(other)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("mango otter", "mangootter"),
        ("mango otter", "otter mango"),
        ("mango-otter", "mango otter"),
        ("сор", "cop"),
        ("кыз", "қыз"),
        ("и", "й"),
        ("", "\0"),
    ],
)
def test_what_differs_stays_different(typed: str, other: str) -> None:
    """Order, joining, script and letters of the Kazakh alphabet are kept apart."""
    assert gate.normalise(typed) != gate.normalise(other)


@given(st.text())
def test_spelling_once_or_twice_is_the_same(typed: str) -> None:
    """Normalising is settled after one turn, for any text at all."""
    once = gate.normalise(typed)
    assert once == gate.normalise(once.decode())


def test_nothing_is_cut_off() -> None:
    """A letter after ten thousand others still counts."""
    assert gate.normalise("x" * 10_000 + "a") != gate.normalise("x" * 10_000 + "b")


def test_a_broken_letter_from_a_terminal_does_not_crash() -> None:
    """A lone surrogate is spelled somehow, and always the same way."""
    assert gate.normalise("otter \udcff") == gate.normalise("otter  \udcff")


def test_derivation_is_argon2id_of_the_reference_implementation() -> None:
    """A second implementation gives the same key for the same parameters."""
    profile = gate.cheapest_for_tests()
    second = hash_secret_raw(
        b"mango otter", profile.salt, profile.passes, 64 * 1024, 1, 32, Type.ID
    )
    assert second == gate.derive(" Mango  otter", profile)


@pytest.mark.parametrize(
    "profile",
    [
        KdfProfile(8 * 1024, 3, SALT),
        KdfProfile(0, 0, SALT),
        KdfProfile(-64 * MIB, -3, SALT),
        KdfProfile(64 * MIB - 1024, 3, SALT),
        KdfProfile(64 * MIB + 1, 3, SALT),
        KdfProfile(64 * MIB, 2, SALT),
        KdfProfile(4096 * MIB + 1024, 3, SALT),
        KdfProfile(64 * 1024 * MIB, 3, SALT),
        KdfProfile(4096 * MIB, 17, SALT),
        KdfProfile(64 * MIB, 1025, SALT),
        KdfProfile(64 * MIB, 3, b""),
        KdfProfile(64 * MIB, 3, b"s" * 15),
        KdfProfile(64 * MIB, 3, b"s" * 17),
    ],
)
def test_parameters_out_of_bounds_are_never_worked_with(profile: KdfProfile) -> None:
    """Less than 64 MiB or 3 passes, or more than the ceilings, is refused before derivation."""
    with pytest.raises(KdfOutOfBoundsError):
        gate.derive("mango otter", profile)


@pytest.mark.parametrize(("mib", "passes"), [(64, 3), (256, 3), (1024, 12), (4096, 16)])
def test_parameters_at_the_bounds_are_accepted(mib: int, passes: int) -> None:
    """The floors and ceilings themselves are inside."""
    gate.check_profile(KdfProfile(mib * MIB, passes, SALT))


def test_calibration_never_goes_below_its_floor() -> None:
    """However short the wished time, a new vault costs 256 MiB and three passes."""
    profile = gate.calibrate(target_seconds=0.001)
    assert (profile.memory_bytes, profile.passes) == (256 * MIB, 3)


@pytest.mark.parametrize(
    ("work_gib", "machine_gib", "mib", "passes"),
    [
        (0.1, 16, 256, 3),
        (2, 16, 640, 3),
        (3, 16, 1024, 3),
        (9, 16, 1024, 9),
        (90, 64, 1024, 12),
        (3, 2, 512, 6),
        (3, 1, 256, 12),
        (3, 0.25, 256, 12),
    ],
)
def test_memory_comes_first_and_is_capped(
    work_gib: float, machine_gib: float, mib: int, passes: int
) -> None:
    """A quarter of the machine and 1 GiB at most; what time is left goes into passes."""
    profile = gate.fitted(work_gib * 1024 * MIB, int(machine_gib * 1024 * MIB))
    assert (mib * MIB, passes) == (profile.memory_bytes, profile.passes)
    gate.check_profile(profile)


def test_salts_are_never_repeated() -> None:
    """Every new profile has its own salt, at the same cost."""
    profile = gate.cheapest_for_tests()
    renewed = profile.renewed()
    assert (profile.memory_bytes, profile.passes) == (renewed.memory_bytes, renewed.passes)
    assert len({profile.salt, renewed.salt, gate.cheapest_for_tests().salt}) == 3

"""The questions asked at every opening."""

from __future__ import annotations

import time

import pytest

from kuager.vault import selftest


def test_the_primitives_of_this_machine_are_sound() -> None:
    """Every primitive gives the answer of its standard."""
    selftest.run()


@pytest.mark.parametrize(
    ("answer", "primitive"),
    [
        ("_AEAD_SEALED", "XChaCha20-Poly1305"),
        ("_PUBLIC", "Ed25519"),
        ("_SUBKEY", "BLAKE2b"),
        ("_ARGON2", "Argon2id"),
        ("_SHA256", "SHA-256"),
        ("_STREAM", "ChaCha20"),
    ],
)
def test_a_wrong_answer_is_named(
    monkeypatch: pytest.MonkeyPatch, answer: str, primitive: str
) -> None:
    """A primitive that answers otherwise stops the opening and is named."""
    monkeypatch.setattr(selftest, answer, bytes(32))
    with pytest.raises(selftest.SelfTestError) as caught:
        selftest.run()
    assert {"primitive": primitive} == caught.value.facts


def test_asking_takes_less_than_five_milliseconds() -> None:
    """The best of ten runs is far below what a person notices."""
    taken = []
    for _ in range(10):
        started = time.perf_counter()
        selftest.run()
        taken.append(time.perf_counter() - started)
    assert min(taken) < 0.005

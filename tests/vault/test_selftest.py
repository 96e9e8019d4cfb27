"""The questions asked at every opening."""

from __future__ import annotations

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

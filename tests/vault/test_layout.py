"""Hints for a person whose keyboard is in another layout than they think."""

from __future__ import annotations

import pytest

from kuager.vault.layout import HINTS, in_other_layout, looks_like_wrong_layout
from kuager.vault.words import LANGUAGES, Language, generate


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("ghbdtn vfvf", "typed-in-latin"),
        ("kfylsi ktj,tlm vfzr", "typed-in-latin"),
        ("ьфтпщ щееук", "typed-in-cyrillic"),
        ("ЬФТПЩ ЩЕЕУК", "typed-in-cyrillic"),
        ("MANGO OTTER", "caps-lock"),
        ("mANGO oTTER vIOLIN", "caps-lock"),
        ("mаngo otter", "mixed-scripts"),
        ("маяк кoт", "mixed-scripts"),
        ("mango otter", None),
        ("маяк кот", None),
        ("Mango Otter", None),
        ("xkcd 42", None),
        ("12345", None),
        ("", None),
        ("қыз әже", None),
    ],
)
def test_a_hint_names_what_may_have_happened(typed: str, hint: str | None) -> None:
    """Wrong layout, mixed letters and Caps Lock are told apart; sound text gets no hint."""
    assert hint == looks_like_wrong_layout(typed)


def test_every_hint_has_a_sentence() -> None:
    """The slugs that can come out are those that have words."""
    assert {"mixed-scripts", "typed-in-latin", "typed-in-cyrillic", "caps-lock"} == set(HINTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_generated_words_under_the_other_layout_are_always_noticed(language: Language) -> None:
    """Three hundred generated phrases typed under the other layout all get the hint."""
    expected = {"en": "typed-in-cyrillic", "ru": "typed-in-latin"}[language]
    for _ in range(300):
        phrase = generate(language)
        assert looks_like_wrong_layout(phrase) is None
        assert expected == looks_like_wrong_layout(in_other_layout(phrase))


@pytest.mark.parametrize("language", LANGUAGES)
def test_turning_the_layout_twice_gives_the_phrase_back(language: Language) -> None:
    """The other layout of the other layout is what was typed."""
    for _ in range(100):
        phrase = generate(language)
        assert phrase == in_other_layout(in_other_layout(phrase))

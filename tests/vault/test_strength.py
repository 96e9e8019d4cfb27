"""The gate for chosen passphrases: what everybody tries first does not pass."""

from __future__ import annotations

import pytest
from tests.vault.weak_phrases import OWN, weak_phrases

from kuager.vault.strength import WeakPassphraseError, refuse_weak
from kuager.vault.words import generate


def passes(passphrase: str) -> bool:
    """Whether the gate lets a passphrase through."""
    try:
        refuse_weak(passphrase, OWN)
    except WeakPassphraseError:
        return False
    return True


def test_no_weak_passphrase_is_accepted() -> None:
    """Of more than two thousand weak passphrases in three languages, none passes."""
    phrases = set(weak_phrases())
    assert len(phrases) >= 2000
    assert sorted(phrase for phrase in phrases if passes(phrase)) == []


@pytest.mark.parametrize(
    "chosen",
    [
        "зеленый трактор копает облако под кроватью соседа",
        "tramvay zabyl kefir na kryshe vulkana",
        "сиреневый бегемот чинит мотоцикл табуреткой",
        "seven nervous librarians juggle frozen pancakes beneath Saturn",
        "түйе тракторға мініп кітапханада қарбыз жейді екен",
    ],
)
def test_unrelated_words_pass(chosen: str) -> None:
    """A sentence nobody said before is accepted, in any language and script."""
    assert passes(chosen)


@pytest.mark.parametrize(
    "chosen",
    [
        "",
        " ",
        "otter",
        "mango lantern otter violin",
        "a b c d e f g h i j k l m n o p",
        "кот еж уж ус лук",
        "mango mango mango mango mango",
        "mango mangos mangoes mangoed mangoing",
        "!!!! ???? .... ,,,, ;;;; ::::",
        "otter otter lantern lantern violin violin mango mango",
        "\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b",
    ],
)
def test_too_little_is_refused(chosen: str) -> None:
    """Fewer than five different words of weight, or fewer than twenty letters, are refused."""
    assert not passes(chosen)


def test_own_words_count_nothing() -> None:
    """A phrase that would pass is refused when the house's own names make it up."""
    chosen = "сауран комек тобе сиреневый бегемот мотоцикл"
    refuse_weak(chosen)
    with pytest.raises(WeakPassphraseError) as caught:
        refuse_weak(chosen, ["Сауран", "Комек", "Тобе"])
    assert caught.value.facts["words"] == 3


def test_the_error_holds_no_part_of_the_passphrase() -> None:
    """Only counts stand in the sentence."""
    with pytest.raises(WeakPassphraseError) as caught:
        refuse_weak("зайчик погулять")
    assert caught.value.facts == {"words": 1, "needed": 5, "characters": 20}
    assert "погулять" not in str(caught.value)


def test_nearly_all_generated_phrases_would_pass_too() -> None:
    """The gate is for chosen ones, yet refuses fewer than 3 in 100 of what is generated."""
    refused = sum(not passes(generate(name)) for name in ("en", "ru") for _ in range(500))
    assert refused < 30

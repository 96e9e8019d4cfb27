"""The word lists and what is drawn from them."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from kuager.vault import words
from kuager.vault.words import Language

ALPHABETS = {"en": "a-z", "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя"}
DISTRESSING = frozenset(
    """
    war death kill murder gun bomb knife blood sex rape nude prison jail police arrest court
    judge victim torture fear hate enemy drug vodka beer wine god church mosque temple priest
    hell devil cancer virus disease corpse grave bride suicide slave refugee racist terror
    tank army soldier война смерть убийца труп кровь секс тюрьма полиция арест суд судья
    жертва пытка страх враг наркотик водка пиво вино бог церковь мечеть храм поп ад черт рак
    вирус болезнь могила раб беженец террор танк армия солдат нож бомба пуля ружье допрос
    обыск конвой лагерь донос гроб петух член хрен чурка жид хохол цыган козел мат сука
    """.split()  # noqa: SIM905 - a list of words reads as text
)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_list_has_2048_different_words_in_order(language: Language) -> None:
    """Eleven bits a word: 2,048 words, none twice, sorted."""
    listed = words.word_list(language)
    assert 2**words.BITS_PER_WORD == words.LIST_WORDS == len(listed) == len(set(listed))
    assert sorted(listed) == list(listed)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_four_letters_tell_a_word(language: Language) -> None:
    """No two words of a list begin with the same four letters."""
    beginnings = Counter(word[:4] for word in words.word_list(language))
    assert [beginning for beginning, times in beginnings.items() if times > 1] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_words_are_short_and_of_one_small_alphabet(language: Language) -> None:
    """Three to eight small letters, no ё, no letter of another script."""
    allowed = re.compile(f"[{ALPHABETS[language]}]{{3,8}}")
    assert [word for word in words.word_list(language) if not allowed.fullmatch(word)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_word_distresses(language: Language) -> None:
    """No word of war, death, sex, police, illness, religion or abuse is on a list."""
    assert set() == set(words.word_list(language)) & DISTRESSING


def test_the_two_lists_share_no_beginning() -> None:
    """A word typed is of one list, so the layout hint can tell which."""
    assert len(words.known_beginnings()) == 2 * words.LIST_WORDS


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_generated_passphrase_has_seven_words_of_its_list(language: Language) -> None:
    """Seven words, 77 bits, single spaces."""
    drawn = words.generate(language).split(" ")
    assert len(drawn) == 7
    assert set(drawn) <= set(words.word_list(language))


def test_every_word_comes_up_about_as_often() -> None:
    """Twenty thousand phrases use every word, none far from its share."""
    times = Counter(word for _ in range(20_000) for word in words.generate("en").split())
    assert len(times) == words.LIST_WORDS
    assert min(times.values()) > 30
    assert max(times.values()) < 120


def test_two_passphrases_are_never_alike() -> None:
    """A thousand phrases are a thousand different ones."""
    assert len({words.generate("ru") for _ in range(1000)}) == 1000


def test_fewer_than_six_words_are_refused() -> None:
    """Nobody generates a short one by accident."""
    with pytest.raises(ValueError, match="six"):
        words.generate("en", words=5)


@pytest.mark.parametrize("language", ["kk", "", "EN", "../en"])
def test_a_language_without_list_says_so(language: str) -> None:
    """Kazakh waits for a list made by a native reader; nothing else is guessed."""
    with pytest.raises(words.NoWordListError) as caught:
        words.generate(language)  # type: ignore[arg-type]
    assert {"language": language} == caught.value.facts


def test_every_listed_language_has_a_file() -> None:
    """The type, the tuple and the folder name the same languages."""
    assert set(get_args(Language)) == set(words.LANGUAGES)

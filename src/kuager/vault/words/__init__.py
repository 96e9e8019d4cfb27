"""Generated passphrases: words drawn from our own lists of 2,048, eleven bits a word.

One text file a language lies beside this page. Each word has 3 to 8 letters and is known by its
first four, so a word half remembered is still that word.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from importlib import resources
from typing import ClassVar, Final, Literal

from kuager import N_, KuagerError

Language = Literal["en", "ru"]
LANGUAGES: Final[tuple[Language, ...]] = ("en", "ru")
BITS_PER_WORD = 11
LIST_WORDS = 2048
FEWEST_WORDS = 6
_TELLING_LETTERS = 4


class NoWordListError(KuagerError):
    """There is no list of words in this language yet."""

    code: ClassVar[str] = "no-word-list"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "There is no word list in this language ({language}). Nothing was changed. Choose English "
        "or Russian words."
    )


def generate(language: Language = "en", words: int = 7) -> str:
    """A random passphrase; seven words have 77 bits. Fewer than six are refused."""
    if words < FEWEST_WORDS:
        raise ValueError("a generated passphrase has at least six words")
    listed = word_list(language)
    return " ".join(secrets.choice(listed) for _ in range(words))


@lru_cache
def word_list(language: Language) -> tuple[str, ...]:
    """All 2,048 words of a language, in order."""
    if language not in LANGUAGES:
        raise NoWordListError(language=language)
    text = resources.files(__package__).joinpath(f"{language}.txt").read_text("utf-8")
    return tuple(text.split())


@lru_cache
def known_beginnings() -> frozenset[str]:
    """The first four letters of every word of every list."""
    return frozenset(word[:_TELLING_LETTERS] for name in LANGUAGES for word in word_list(name))

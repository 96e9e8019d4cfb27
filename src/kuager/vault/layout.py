"""The wrong keyboard layout: a person locked out by it has lost their data, so it is looked for.

Latin (QWERTY) and Russian (ЙЦУКЕН) keys stand in the same places; a phrase typed under the other
layout can be turned back letter by letter.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from kuager import N_
from kuager.vault.words import known_beginnings

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?'
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_SHOWN_LETTERS = 4
_CAPITALS_TOO_MANY = 0.7

HINTS: Final[dict[str, str]] = {
    "mixed-scripts": N_("It has Latin and Cyrillic letters in one word."),
    "typed-in-latin": N_("It reads like Russian typed with the Latin layout on."),
    "typed-in-cyrillic": N_("It reads like English typed with the Russian layout on."),
    "caps-lock": N_("It is mostly capital letters: Caps Lock may be on."),
}


def looks_like_wrong_layout(passphrase: str) -> str | None:
    """A slug of `HINTS` for what may have gone wrong at the keyboard, or None.

    It looks only at what was typed and never at the real passphrase: it tells nothing about how
    close an attempt was.
    """
    if any(_is_mixed(word) for word in passphrase.split()):
        return "mixed-scripts"
    if _known_words(in_other_layout(passphrase)) > _known_words(passphrase):
        return "typed-in-cyrillic" if _has_script(passphrase, "CYRILLIC") else "typed-in-latin"
    letters = [letter for letter in passphrase if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) >= _SHOWN_LETTERS and capitals > _CAPITALS_TOO_MANY * len(letters):
        return "caps-lock"
    return None


def in_other_layout(passphrase: str) -> str:
    """The same keys under the other layout."""
    to_other = _TO_LATIN if _has_script(passphrase, "CYRILLIC") else _TO_RUSSIAN
    return passphrase.translate(to_other)


def in_russian_layout(text: str) -> str:
    """The Latin keys as the Russian layout reads them, everything else as it is."""
    return text.translate(_TO_RUSSIAN)


def _known_words(text: str) -> int:
    """How many words begin like one of the generated lists."""
    beginnings = known_beginnings()
    return sum(word[:_SHOWN_LETTERS] in beginnings for word in text.casefold().split())


def _is_mixed(word: str) -> bool:
    return _has_script(word, "CYRILLIC") and _has_script(word, "LATIN")


def _has_script(text: str, script: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(script) for letter in text)

"""Endings after a number in figures: «17-сінде», «20-сында».

Kazakh writes the ending of a number by the last word with which it is spoken: seventeen is «он
жеті», so the ending is that of «жеті». It follows the last vowel of that word (back or front) and
whether the word ends in a vowel. Written by rule; wants a native reader.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Spoken = Mapping[str, Any]
"""Words of the digits, the tens and the powers of ten of a language."""

_BACK: Final = frozenset("аоұы")
_FRONT: Final = frozenset("әеіөү")
_VOWELS: Final = _BACK | _FRONT
_TEN: Final = 10
_HUNDRED: Final = 100


def last_word(number: int, spoken: Spoken) -> str:
    """The last word with which a whole number is spoken; for 0 its only one."""
    if number % _TEN or number == 0:
        return str(spoken["digits"][number % _TEN])
    if number % _HUNDRED:
        return str(spoken["tens"][number % _HUNDRED // _TEN])
    powers = sorted((int(power), word) for power, word in spoken["powers"].items())
    return next(str(word) for power, word in reversed(powers) if number % power == 0)


def no_endings(_number: int, _spoken: Spoken) -> dict[str, str]:
    """A language whose numbers in figures take no ending."""
    return {"of": "", "in": ""}


def vowel_harmony(number: int, spoken: Spoken) -> dict[str, str]:
    """`of`: that many of them («17-сі»); `in`: in that many of them («17-сінде»)."""
    word = last_word(number, spoken)
    is_back = next(letter for letter in reversed(word) if letter in _VOWELS) in _BACK
    link = "с" if word[-1] in _VOWELS else ""
    of = link + ("ы" if is_back else "і")
    return {"of": of, "in": of + ("нда" if is_back else "нде")}


ENDINGS: Final[dict[str, Callable[[int, Spoken], dict[str, str]]]] = {
    "none": no_endings,
    "vowel-harmony": vowel_harmony,
}
"""A language names its rule in figures.json."""

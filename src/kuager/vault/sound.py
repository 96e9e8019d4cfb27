"""How a word sounds, roughly, whatever script or spelling it was typed in.

Only for comparing chosen passphrases with what everybody knows: two spellings of one word must
meet, and it does no harm if two different words do.
"""

from __future__ import annotations

import unicodedata
from typing import Final

STEM_LETTERS: Final = 5
"""Words are compared by this many letters, so that their endings do not matter."""

_LETTERS: Final = str.maketrans(
    "абвгдежзийклмнопрстуфхцчшщыэәғқңөұүһіё013457@$!",
    "abvgdezziiklmnoprstufhccssieagknouuhieoieastasi",
    "ъь",
) | str.maketrans({"ю": "iu", "я": "ia"})
_SOUNDS: Final = (
    ("shch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ts", "c"),
    ("ph", "f"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
)


def sounded(word: str) -> str:
    """One word as plain Latin letters, without accents, doubled letters and digit disguises."""
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in bare if "a" <= letter <= "z")
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    return "".join(
        letter for place, letter in enumerate(plain) if place == 0 or letter != plain[place - 1]
    )


def stem(word: str) -> str:
    """The beginning of how a word sounds, which its endings share."""
    return sounded(word)[:STEM_LETTERS]

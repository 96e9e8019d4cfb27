"""What would tell who a private person is, looked for in words that are about to leave.

A last look before the door, not a proof: a person writes the wording and another signs it off. It
finds the names and the venues that the record knows, in any script and ending, and days and ages
in three languages. Where a story concerns no private person, nothing is looked for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kuager.model.folding import fold

Tell = Literal["private-name", "private-venue", "private-day", "private-age"]

_SHORTEST_STEM = 4
_WORD = re.compile(r"\w+")
_ENDINGS = "aeiou"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй]|июн[яь]|июл[яь]|августа?|сентябр[яь]|"
    r"октябр[яь]|ноябр[яь]|декабр[яь]|"
    r"(?:қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан)\w*)"
)
_DAY = re.compile(
    rf"(?<!\d)[0-3]?\d(?:st|nd|rd|th|-?го|-?е|-?[іы]?)? (?:of )?{_MONTH}\b"
    rf"|\b{_MONTH} [0-3]?\d(?:st|nd|rd|th)?(?!\d)"
    r"|(?<!\d)[0-3]?\d[./][01]?\d[./](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged|age of) \d{1,3}\b|\b\d{1,3}[- ]years?[- ]old\b|\b\d{1,3}-?летн|"
    r"\bв возрасте \d{1,3}\b|\b\d{1,3} ?(?:-?\s?)(?:жаста|жасар|жасында)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateWords:
    """Names of the private people whom a story concerns, and where it happened; never printed.

    `pseudonyms` may be told to whoever may be told a pseudonym.
    """

    names: frozenset[str] = frozenset()
    pseudonyms: frozenset[str] = frozenset()
    venues: frozenset[str] = frozenset()

    @classmethod
    def of_all(cls, found: Iterable["PrivateWords | None"]) -> "PrivateWords | None":
        """What would tell it of any of several stories; None if none concerns a private person."""
        every = [one for one in found if one is not None]
        if not every:
            return None
        return cls(
            names=frozenset().union(*(one.names for one in every)),
            pseudonyms=frozenset().union(*(one.pseudonyms for one in every)),
            venues=frozenset().union(*(one.venues for one in every)),
        )


def find_private(text: str, private: PrivateWords, *, level: str) -> Tell | None:
    """What in a text tells who a private person is; `level` is how much may be told."""
    if level == "name":
        return None
    words = _WORD.findall(fold(text))
    hidden = private.names if level == "pseudonym" else private.names | private.pseudonyms
    if any(_names(word, stem) for name in hidden for stem in _stems(name) for word in words):
        return "private-name"
    if any(_says(words, _stems(venue)) for venue in private.venues):
        return "private-venue"
    if _DAY.search(text) is not None:
        return "private-day"
    return "private-age" if _AGE.search(text) is not None else None


def _stems(name: str) -> list[str]:
    """What stays the same of each word of a name, whatever the ending."""
    words = [word for word in _WORD.findall(fold(name)) if len(word) > 1]
    return [word.rstrip(_ENDINGS) or word for word in words]


def _says(words: list[str], stems: list[str]) -> bool:
    """Whether all these stems stand side by side somewhere."""
    count = len(stems)
    places = range(len(words) - count + 1) if count else range(0)
    return any(all(map(_names, words[at : at + count], stems)) for at in places)


def _names(word: str, stem: str) -> bool:
    """Whether a word is a name with some ending; a short name has to be the whole word."""
    if len(stem) < _SHORTEST_STEM:
        return word.rstrip(_ENDINGS) == stem
    return word.startswith(stem)

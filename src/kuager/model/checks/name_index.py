"""Finding names of people in running text: in three scripts, with endings, in either order.

Names are compared by the skeleton of `model/folding.py`, so Cyrillic, Latin and mixed letters are
one; of each word the ending may be that of a Russian or Kazakh case or an English genitive.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kuager.model.folding import fold

_SHORTEST: Final = 3
_LONGEST_ENDING: Final = 7
_MOST_HEARD: Final = 20_000
"""Of so many words of texts it is remembered how they sound."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SPLIT: Final = re.compile(r"['’ʼ\"-]")
_VOWELS: Final = "aeiou"
_SOUNDS: Final = (
    ("iu", "u"), ("ia", "a"), ("ie", "e"), ("io", "e"), ("shsh", "sh"), ("zh", "j"), ("dj", "j"),
    ("kh", "h"), ("ts", "s"), ("w", "u"),
)  # fmt: skip
_BETWEEN: Final = 3
"""Characters at most between two words of one name: a space, a comma and a space, a dash."""
_ENDINGS_WORDS: Final = (
    "s es a u e i o om em oi ei im ogo emu omu iei oiu eiu iu ia iam iah iami ami ah am "
    "nin din tin ga ge ka ke na ne da de ta te nda nde dan den tan ten nan nen men pen ben di ti "
    "ni dagi degi tagi tegi lar ler dar der tar ter lardi lerdi lardin lerdin larga lerge"
)
_ENDINGS: Final = frozenset(_ENDINGS_WORDS.split())
"""Folded: English, Russian cases, Kazakh cases and plurals."""


_LATIN_ENDINGS: Final = frozenset(["s", "es", "a", "u", "e", "i", "om", "oi", "ei"])
"""What plain Latin words may end with: English, and what is written by ear of Russian."""


_ASKING: Final = frozenset(
    {"кім", "кімге", "кімді", "кімнің", "кімнен", "кімде", "кіммен", "кімдер"}
)
"""Kazakh for "who", which sounds as a name does; a name is written with other letters."""


class Named(NamedTuple):
    """A name found in a text: where, whose code, and whether all of the name stands there."""

    start: int
    end: int
    code: str
    is_whole: bool


class _Word(NamedTuple):
    """A word of a text: where it stands, its skeletons, its capital; whether it is one letter."""

    start: int
    end: int
    stems: frozenset[str]
    is_capital: bool
    is_letter: bool


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names by the skeletons of their words.

    `words` leads from a skeleton to the codes of people who have such a word in their name. Of
    words that were looked up it remembers how they sound, for as long as it lives itself.
    """

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    _heard: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]]) -> "NameIndex":
        """From (code of a person, name as it is written), any number of names each."""
        found: dict[str, set[str]] = {}
        for code, name in named:
            for part in _WORD.findall(name):
                stem = skeleton(part)
                if len(stem) >= _SHORTEST:
                    found.setdefault(stem, set()).add(code)
        return cls({stem: frozenset(codes) for stem, codes in found.items()})

    def find(self, text: str, *, alone: bool = True) -> Iterator[Named]:
        """Every name of the index in a text: whole ones, then single words that stand alone.

        A whole name is two words of one person's names side by side, however they are written. A
        single word counts only with a capital and, where `alone`, only if no other name stands
        beside it.
        """
        if not self.words:
            return
        words = list(self._words(text))
        hits = [self._codes(word) for word in words]
        taken: set[int] = set()
        for at, first in enumerate(words):
            last = _end_of_name(text, words, hits, at)
            if last is not None and not taken & {at, last}:
                taken |= set(range(at, last + 1))
                code = min(hits[at] & hits[last])
                yield Named(first.start, words[last].end, code, is_whole=True)
        for at, word in enumerate(words):
            if not hits[at] or at in taken or not word.is_capital:
                continue
            if text[word.start : word.end].lower() in _ASKING:
                continue
            if not alone or _is_alone(words, at, text):
                yield Named(word.start, word.end, min(hits[at]), is_whole=False)

    def _codes(self, word: _Word) -> frozenset[str]:
        found = [self.words[stem] for stem in word.stems if stem in self.words]
        return frozenset().union(*found) if found else frozenset()

    def _words(self, text: str) -> Iterator[_Word]:
        for match in _WORD.finditer(_joined_letters(text)):
            word = match[0]
            stems = self._heard.get(word)
            if stems is None:
                if len(self._heard) > _MOST_HEARD:
                    self._heard.clear()
                stems = self._heard[word] = _stems(word)
            yield _Word(match.start(), match.end(), stems, word[0].isupper(), len(word) == 1)

    def covers(self, text: str) -> bool:
        """Whether a whole name of the index stands in these words."""
        return any(one.is_whole for one in self.find(text))

    def has_word(self, word: str) -> bool:
        """Whether a word is one of a name of the index, in any ending."""
        return any(stem in self.words for stem in _stems(word))


def skeleton(word: str) -> str:
    """A word as it sounds, whatever the script: without its last vowels and double letters."""
    return _bare(_sounds(fold(word)))


def _sounds(folded: str) -> str:
    text = _SPLIT.sub("", folded)
    for sound, plain in _SOUNDS:
        text = text.replace(sound, plain)
    return re.sub(r"(.)\1", r"\1", text)


def _bare(text: str) -> str:
    bare = text.rstrip(_VOWELS)
    return bare if len(bare) >= _SHORTEST else text


def _joined_letters(text: str) -> str:
    """The text with soft hyphens and invisible marks kept in place as letters of no weight."""
    return text.replace("\u00ad", "-").replace("\u200b", "-").replace("\u2060", "-")


def _stems(word: str) -> frozenset[str]:
    """What the word may be without its ending."""
    folded = _SPLIT.sub("", fold(word))
    endings = _LATIN_ENDINGS if word.isascii() else _ENDINGS
    sizes = range(1, min(_LONGEST_ENDING, len(folded) - _SHORTEST) + 1)
    bare = [folded, *(folded[:-size] for size in sizes if folded[-size:] in endings)]
    heard = [_sounds(one) for one in bare]
    if word[0] in "Jj":
        heard += [one.removeprefix("j") for one in heard]
    return frozenset(stem for one in heard if len(stem := _bare(one)) >= _SHORTEST)


def _end_of_name(text: str, words: list[_Word], hits: list[frozenset[str]], at: int) -> int | None:
    """Where a whole name ends that begins here: the next word, or the one after a patronymic."""
    for last in (at + 1, at + 2):
        if last >= len(words) or not hits[at]:
            return None
        if not _are_side_by_side(text, words[last - 1], words[last]):
            return None
        if hits[at] & hits[last] and not words[at].stems & words[last].stems:
            return last
        if not words[last].is_capital:
            return None
    return None


def _are_side_by_side(text: str, one: _Word, other: _Word) -> bool:
    """Whether nothing but a space, a comma or a dash stands between two words."""
    gap = text[one.end : other.start]
    return len(gap) <= _BETWEEN and gap.strip(" \u00a0\n") in ("", ",", "-", "–", "—")


def _is_alone(words: list[_Word], at: int, text: str) -> bool:
    """Whether no other capitalised word stands beside it, with which it would be another name."""
    here = words[at]
    before = words[at - 1] if at > 0 else None
    after = words[at + 1] if at + 1 < len(words) else None
    near_before = (
        before is not None
        and text[before.end : here.start].strip(" \u00a0") == ""
        and before.is_capital
        and not before.is_letter
        and not begins_sentence(text, before.start)
    )
    near_after = (
        after is not None
        and text[here.end : after.start].strip(" \u00a0") == ""
        and after.is_capital
        and not after.is_letter
    )
    return not (near_before or near_after)


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins here, so that a capital tells nothing."""
    before = text[:at].rstrip(' \u00a0«“"(')
    return not before or before[-1] in ".!?…:;\n"

"""The gate for a passphrase that a person chose; generated ones do not need it.

Only words that add strength are counted. Words that everybody tries first, parts of sayings and
songs, walks over the keyboard, numbers and repetitions count nothing, in any script and layout.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Final

from kuager import N_, KuagerError
from kuager.vault.layout import in_other_layout, in_russian_layout
from kuager.vault.passphrase import normalise
from kuager.vault.sound import sounded, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEWEST_WORDS: Final = 5
FEWEST_CHARACTERS: Final = 20

_SHORTEST_COUNTED = 3
_SHARED_WITH_SAYING = 3
_LONGEST_LEAP = 1
_PATTERN_SHARE = 0.8
_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORDS = re.compile("['`’ʼ]")
_ROWS: Final = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES: Final = {
    key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)
}

_ALPHABETS: Final = " ".join(
    sounded(letters)
    for letters in ("abcdefghijklmnopqrstuvwxyz", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
)


class WeakPassphraseError(KuagerError):
    """A chosen passphrase that guessing programs would find; `words` is how many words count."""

    code: ClassVar[str] = "weak-passphrase"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This passphrase is too easy to guess: {words} of its words count, and {needed} are "
        "needed, with {characters} characters in all. Nothing was changed. Take the generated "
        "words, or choose unrelated ones: no sayings, songs, names, places, dates or keyboard rows."
    )


def refuse_weak(passphrase: str, own_words: Iterable[str] = ()) -> None:
    """Raise `WeakPassphraseError` unless five unrelated words and twenty characters remain.

    `own_words` are what an adversary knows: the organisation, its people, its city.
    """
    spelled = normalise(passphrase).decode("utf-8", "replace")
    own = frozenset(stem(word) for text in own_words for word in _WORD.findall(text))
    counted = len(_counted(spelled, own))
    if counted < FEWEST_WORDS or len(spelled) < FEWEST_CHARACTERS:
        raise WeakPassphraseError(words=counted, needed=FEWEST_WORDS, characters=FEWEST_CHARACTERS)


def _counted(spelled: str, own: frozenset[str]) -> set[str]:
    """The stems that add strength, each once."""
    typed = [(stem(word), _readings(word, chunk)) for chunk, word in _chunks(spelled)]
    known = _everyday_stems() | own | _retold([readings for _, readings in typed])
    return {
        told for told, readings in typed if len(told) >= _SHORTEST_COUNTED and not readings & known
    }


def _chunks(spelled: str) -> Iterator[tuple[str, str]]:
    """What stands between spaces, and each word in it that is not a mere finger movement."""
    for chunk in spelled.split():
        for word in _WORD.findall(_INSIDE_WORDS.sub("", chunk)):
            if not _is_pattern(word):
                yield chunk, word


def _readings(word: str, chunk: str) -> frozenset[str]:
    """How a word may be meant: as typed, backwards, or as the same keys in the other layout."""
    meant = (word, word[::-1], in_other_layout(chunk), in_russian_layout(chunk))
    return frozenset(stem(reading) for reading in meant) - {""}


def _is_pattern(word: str) -> bool:
    """Numbers, one or two letters over and over, alphabets, and walks over the keyboard."""
    if word.isdigit() or len(set(word)) < _SHORTEST_COUNTED or sounded(word) in _ALPHABETS:
        return True
    fingers = max(
        _walked(word),
        _walked(in_other_layout(word)),
        _in_order(word),
        _in_order(in_other_layout(word)),
    )
    return fingers >= _PATTERN_SHARE * (len(word) - 1)


def _in_order(word: str) -> int:
    """How many letters stand beside each other in the alphabet too."""
    return sum(abs(ord(b) - ord(a)) <= _LONGEST_LEAP for a, b in pairwise(word))


def _walked(word: str) -> int:
    """How many keys touch the one before."""
    return sum(_are_neighbours(before, after) for before, after in pairwise(word))


def _are_neighbours(before: str, after: str) -> bool:
    """Whether two keys touch."""
    first, second = _PLACES.get(before), _PLACES.get(after)
    if first is None or second is None:
        return False
    return all(abs(a - b) <= _LONGEST_LEAP for a, b in zip(first, second, strict=True))


def _retold(readings: list[frozenset[str]]) -> frozenset[str]:
    """Stems of every saying that shares three words or more with the passphrase."""
    told: set[str] = set()
    for saying in _sayings():
        if sum(bool(stems & saying) for stems in readings) >= _SHARED_WITH_SAYING:
            told |= saying
    return frozenset(told)


@lru_cache
def _sayings() -> tuple[frozenset[str], ...]:
    """Every known saying as the set of its stems."""
    return tuple(
        frozenset(stem(word) for word in _WORD.findall(line)) for line in _lines("phrases.txt")
    )


@lru_cache
def _everyday_stems() -> frozenset[str]:
    """The stems of the words that add nothing."""
    words = (word for line in _lines("words.txt") for word in line.split())
    return frozenset(stem(word) for word in words if sounded(word))


def _lines(name: str) -> list[str]:
    """The lines of a list that are not remarks."""
    text = resources.files("kuager.vault").joinpath("blocked", name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

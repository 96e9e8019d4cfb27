"""Words in another language than the document, and letters of another alphabet inside a word."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Line, Matter, Piece

_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
_CYRILLIC: Final = re.compile(r"[Ѐ-ӿ]")
_KAZAKH: Final = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|kz|ru|info|me)\b\S*"
    r"|\b[A-Z]+(?:/[A-Z0-9.-]+)+",
    re.IGNORECASE,
)
_FEWEST: Final = 5
"""Words that make a paragraph in another language, not a name."""
_RUSSIAN_WORDS: Final = (
    "и в во на с со к ко о об от до за из по при не что это как для его её их был была были было "
    "который которая которые также или но а же у"
)
_RUSSIAN: Final = frozenset(_RUSSIAN_WORDS.split())
_KAZAKH_LIST: Final = (
    "және мен бен пен деп үшін бойынша туралы бұл осы сол олар оның бар жоқ емес болды болған "
    "керек арқылы кейін дейін сондай"
)
_KAZAKH_WORDS: Final = frozenset(_KAZAKH_LIST.split())
_LOOKS_LATIN: Final = frozenset("аеорсухіһАВЕКМНОРСТУХІЅЈԛԝ")
_LOOKS_CYRILLIC: Final = frozenset("aeopcyxihABEKMHOPCTYXISJ")


def _letters(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def _unmarked(line: Line, language: str) -> str:
    """The text that is not marked as another language, without addresses and symbols."""
    own = (one.text for one in line.stretches if one.language in (None, language))
    return _ADDRESS.sub(" ", "".join(own))


def _untranslated(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for line in piece.lines:
            said = _unmarked(line, piece.language)
            if len(_WORD.findall(said)) >= _FEWEST and _is_other(said, piece.language):
                yield Hit(place=piece.place, piece=piece.piece, words=said)


def _is_other(said: str, language: str) -> bool:
    """Whether most of a text is in another language than the document."""
    latin, cyrillic = _letters(_LATIN, said), _letters(_CYRILLIC, said)
    if language == "en":
        return cyrillic > latin
    if latin > cyrillic:
        return True
    words = [word.lower() for word in _WORD.findall(said)]
    kazakh = sum(_KAZAKH.search(word) is not None for word in words)
    if language == "kk":
        russian = sum(word in _RUSSIAN for word in words)
        return kazakh * 8 < len(words) and russian * 8 >= len(words)
    known = sum(word in _KAZAKH_WORDS for word in words)
    return kazakh * 3 > len(words) and known > 0


def _foreign(matter: Matter) -> Iterator[Hit]:
    """Words in Cyrillic letters in an English text that nothing marks as another language."""
    for piece in matter.pieces:
        if piece.language != "en":
            continue
        for line in _lines_of(piece):
            said = _unmarked(line, "en")
            if _is_other(said, "en") and len(_WORD.findall(said)) >= _FEWEST:
                continue
            words = [w for w in _WORD.findall(said) if _is_cyrillic(w)]
            if words:
                yield Hit(place=piece.place, piece=piece.piece, words=" ".join(words))


def _lines_of(piece: Piece) -> Iterator[Line]:
    yield from piece.lines
    if piece.own:
        yield from piece.notes


def _is_cyrillic(word: str) -> bool:
    return len(word) > 1 and _CYRILLIC.search(word) is not None and _LATIN.search(word) is None


def _mixed(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for word in dict.fromkeys(_WORD.findall(piece.everything)):
            if _is_mixed(word):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=word,
                    facts={"letters": " ".join(sorted(_strangers(word)))},
                )


def _is_mixed(word: str) -> bool:
    """Whether letters of one alphabet stand in a word of the other only because they look alike."""
    if not (_LATIN.search(word) and _CYRILLIC.search(word)):
        return False
    return bool(_strangers(word))


def _strangers(word: str) -> set[str]:
    """The letters of a word that belong to the alphabet of the fewer, if all of them look alike."""
    latin = {letter for letter in word if _LATIN.match(letter)}
    cyrillic = {letter for letter in word if _CYRILLIC.match(letter)}
    if cyrillic <= _LOOKS_LATIN and (not latin <= _LOOKS_CYRILLIC or len(latin) >= len(cyrillic)):
        return cyrillic
    return latin if latin <= _LOOKS_CYRILLIC else set()


UNTRANSLATED: Final = Check(
    name="untranslated",
    why=N_("These words are in another language than the document."),
    mend=N_("Translate them, or mark them as a quotation in their language."),
    look=_untranslated,
)
FOREIGN_WORD: Final = Check(
    name="foreign-word",
    why=N_("A word of another language that is not marked as one: readers aloud stumble over it."),
    mend=N_("Mark it, {ru|слово} or {kk|сөз}, or write it in the letters of the document."),
    look=_foreign,
)
MIXED_LETTERS: Final = Check(
    name="mixed-letters",
    why=N_("Letters of two alphabets in one word ({letters}): no search finds it again."),
    mend=N_("Type the word anew on one keyboard."),
    look=_mixed,
)

"""One Latin skeleton for what people spell in many ways: the key of search and of place names.

Қарағанды, Караганды, Qaraghandy, Karagandy and Qaragandy all become `karagandi`, Караганда and
Karaganda become `karaganda`. The skeleton is for finding, never for showing, and it loses on
purpose. The rules, in the order they are applied:

1.  A word that mixes the scripts (СNS with a Cyrillic С) is read in the script that explains its
    letters: a letter that merely looks like one of the other script changes sides.
2.  Case, stress marks, diacritics and invisible characters go, and so do ъ and ь.
3.  A letter becomes its class: к қ q c → k, г ғ ğ → g, и й і ы y ı → i, у ұ ү ü ū w → u,
    о ө ö → o, а ә ä → a, е ё э → e, н ң ñ → n, х һ → h; ж j → zh, ш щ ş → sh, ч ç → ch,
    ц → ts, ю → iu, я → ia, x → ks; in Latin `ye` → e (Yerlan, Baltabayeva).
4.  Neighbours settle: kh → h, gh → g, dzh → zh, shch → sh, ii → i (Aliyev, Алиев).

Digits stay; punctuation stays or becomes its ASCII cousin, so words stay apart. Letters of other
scripts and emoji stay as they are, lower case. Folding twice changes nothing.
"""

import re
import unicodedata
from codecs import charmap_build, charmap_encode
from collections.abc import Sequence
from functools import lru_cache


def _spellings(classes: str) -> dict[str, str]:
    """Letter to spelling, from rows such as `zh=жҗ`."""
    rows = (row.split("=") for row in classes.split())
    return {letter: spelling for spelling, letters in rows for letter in letters}


_CYRILLIC = _spellings(
    "a=аә b=б v=в g=гғ d=д e=еёэ zh=ж z=з i=ийіы k=кқ l=л m=м n=нң o=оө p=п r=р s=с t=т u=уұү f=ф "
    "h=хһ ts=ц ch=ч sh=шщ iu=ю ia=я =ъь"
)
_LATIN = _spellings("zh=j k=q u=wüúūý a=äá o=öó g=ğ n=ñ sh=ş ch=ç i=ı e=é")
_PUNCTUATION = _spellings("\"=«»“”„ '=‘’ -=–— .=… #=№") | {"\u00a0": " "}
# Letters outside the alphabet above, by what they are read as; others lose their diacritics.
_KIN = _spellings(
    "ch=č sh=šŝ zh=ž a=ə o=ɵø n=ŋꞑ g=ƣ l=ł d=đð ae=æ oe=œ th=þ "
    "е=є г=ґ ж=җҷ х=ҳ й=ј л=љ н=њ ч=ћ дж=ђџ с=ѕ"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e")
_COMBINING = range(0x300, 0x370)

_CYRILLIC_LETTERS = "".join(_CYRILLIC) + "".join(_CYRILLIC).upper()
_MARKED = "".join(letter for letter in _LATIN if not letter.isascii())
_LATIN_LETTERS = _MARKED + _MARKED.replace("ı", "").upper() + "İ"
_KNOWN = "".join(map(chr, range(128))) + _CYRILLIC_LETTERS + _LATIN_LETTERS + "".join(_PUNCTUATION)
_ALPHABET = charmap_build(_KNOWN.ljust(256, "\ufffe"))
_FOREIGN = re.compile(f"([^{re.escape(_KNOWN)}]+)")


def _coded(text: str) -> bytes:
    """One byte for each character; UnicodeEncodeError for a character outside the alphabet."""
    return charmap_encode(text, "strict", _ALPHABET)[0]


# Each spelling of two letters travels as one byte above ASCII until it is written out.
_SPELLED = {
    spelling: bytes([0x80 + number])
    for number, spelling in enumerate((b"zh", b"sh", b"ch", b"ts", b"iu", b"ia"))
}


def _classes() -> bytes:
    """The table of rule 3: every code to the code of its class."""
    table = bytearray(bytes(range(128)).lower().ljust(256, b" "))
    for letter, spelling in (_CYRILLIC | _LATIN | _PUNCTUATION | {"İ": "i"}).items():
        if spelling:
            code = _SPELLED.get(spelling.encode(), spelling.encode())
            for case in {letter, letter.upper()} & set(_KNOWN):
                table[_coded(case)[0]] = code[0]
    return bytes(table)


_CLASSES = _classes()
_APART = "\x1f"
_C, _Y = b"cy"
_SILENT = _coded("ъьЪЬ")
_SETTLED = ((b"kh", b"h"), (b"gh", b"g"), (b"dzh", b"zh"), (b"shch", b"sh"), (b"ii", b"i"))

_ASCII_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_IN_LATIN = _coded(_ASCII_LETTERS + _LATIN_LETTERS)
_IN_CYRILLIC = _coded(_CYRILLIC_LETTERS)
_NOT_LATIN = bytes(set(range(256)) - set(_IN_LATIN))
_MIXED = re.compile(
    b"[%(latin)s][%(cyrillic)s]|[%(cyrillic)s][%(latin)s]"
    % {b"latin": re.escape(_IN_LATIN), b"cyrillic": re.escape(_IN_CYRILLIC)}
)
_WORD = re.compile(b"[" + re.escape(_IN_LATIN + _IN_CYRILLIC) + b"]+")
_ALIKE_CYRILLIC = _coded("аеорсухіһАВЕКМНОРСТУХІ")
_ALIKE_LATIN = _coded("aeopcyxihABEKMHOPCTYXI")
_TO_LATIN = bytes.maketrans(_ALIKE_CYRILLIC, _ALIKE_LATIN)
_TO_CYRILLIC = bytes.maketrans(_ALIKE_LATIN, _ALIKE_CYRILLIC)


def fold(text: str) -> str:
    """The skeleton of a text; see the rules above.

    About 3 µs for 340 Cyrillic characters; a text with characters outside Latin and Cyrillic
    takes some ten times as long.
    """
    try:
        coded = _coded(text)
    except UnicodeEncodeError:
        return _fold_foreign(text)
    return _skeleton(coded)


def fold_many(texts: Sequence[str]) -> list[str]:
    """The skeleton of each text; folded as one, which takes a quarter less time."""
    try:
        folded = _skeleton(_coded(_APART.join(texts))).split(_APART)
    except UnicodeEncodeError:
        folded = []
    return folded if len(folded) == len(texts) else [fold(text) for text in texts]


def _skeleton(coded: bytes) -> str:
    if not coded.isascii() and coded.translate(None, _NOT_LATIN) and _MIXED.search(coded):
        coded = _WORD.sub(_unmixed, coded)
    letters = coded.translate(_CLASSES, _SILENT)
    if _C in letters:
        letters = letters.replace(b"ch", _SPELLED[b"ch"]).replace(b"c", b"k")
    if _Y in letters:
        letters = letters.replace(b"ye", b"e").replace(b"y", b"i")
    letters = letters.replace(b"x", b"ks")
    for spelling, code in _SPELLED.items():
        letters = letters.replace(code, spelling)
    for pair, settled in _SETTLED:
        before, letters = letters, letters.replace(pair, settled)
        while len(letters) != len(before):  # until nothing changes: kkh → kh → h
            before, letters = letters, letters.replace(pair, settled)
    return letters.decode("ascii")


def _unmixed(found: re.Match[bytes]) -> bytes:
    """Rule 1 for one word; a word that no single script explains stays as it is."""
    word = found[0]
    cyrillic = word.translate(None, _IN_LATIN)
    latin = word.translate(None, _IN_CYRILLIC)
    as_latin = not cyrillic.translate(None, _ALIKE_CYRILLIC)
    as_cyrillic = not latin.translate(None, _ALIKE_LATIN)
    if as_latin and (not as_cyrillic or len(latin) >= len(cyrillic)):
        return word.translate(_TO_LATIN)
    return word.translate(_TO_CYRILLIC) if as_cyrillic else word


def _fold_foreign(text: str) -> str:
    """The slow path: read what can be read as Latin or Cyrillic, keep the rest as it is."""
    known = _FOREIGN.sub(_respelled, unicodedata.normalize("NFC", text))
    pieces = _FOREIGN.split(known)
    pieces[::2] = (_skeleton(_coded(piece)) for piece in pieces[::2])
    return "".join(pieces)


def _respelled(found: re.Match[str]) -> str:
    return "".join(map(_respelled_letter, found[0]))


@lru_cache(maxsize=4096)
def _respelled_letter(letter: str) -> str:
    """A foreign character as known letters where that can be done, else itself in lower case."""
    small = letter.casefold()
    if small in _KIN:
        return _KIN[small]
    if letter in _INVISIBLE or ord(letter) in _COMBINING:
        return ""
    parts = (part for part in unicodedata.normalize("NFKD", small) if ord(part) not in _COMBINING)
    bare = "".join(parts)
    return small if _FOREIGN.search(bare) else bare


_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SHIFTED = str.maketrans('{}:"<>~', "[];',.`")
_TO_RUSSIAN = str.maketrans(_KEYS, _RUSSIAN_KEYS)
_TO_KAZAKH = _TO_RUSSIAN | str.maketrans("2345890-=", "әіңғүұқөһ")
_TO_ENGLISH = str.maketrans(_RUSSIAN_KEYS + "әіңғүұқөһ", _KEYS + "2345890-=")


def folded_layout(text: str) -> str | None:
    """The skeleton of what was meant if the keyboard stood in the other layout, or None."""
    other = other_layout(text)
    return None if other is None else fold(other)


def other_layout(text: str) -> str | None:
    """What was meant if the keyboard stood in the other layout, or None.

    Latin letters are read as typed on a Russian or Kazakh keyboard (`Fcnfyf` → астана,
    `0fhf5fyls` → қарағанды), Cyrillic ones as typed on an English keyboard. A word is read as
    Kazakh when a digit key stands among its letters; a number stays a number. None when the text
    has no letters, mixes the scripts, or means the same in both layouts.
    """
    words = text.lower().split()
    latin = any(letter in _ASCII_LETTERS for word in words for letter in word)
    cyrillic = any(letter in _CYRILLIC for word in words for letter in word)
    if latin == cyrillic:
        return None
    if latin:
        other = " ".join(map(_typed_in_cyrillic, words))
    else:
        other = " ".join(word.translate(_TO_ENGLISH) for word in words)
    return None if fold(other) == fold(text) else other


def _typed_in_cyrillic(word: str) -> str:
    if word.isdecimal():
        return word
    kazakh = word[0] in "-=" or any(key in "0234589=" for key in word)
    return word.translate(_SHIFTED).translate(_TO_KAZAKH if kazakh else _TO_RUSSIAN)

"""Passages of a text: its paragraphs, where a quotation stands, and which words are cited.

A text is cut where it was cut by its writer: at empty lines, or at every line if it has none. A
quotation is looked for letter by letter, then leniently (blanks, line ends, quotation marks,
dashes, capitals), since the same text given again seldom comes with the same of these.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
_LINES = re.compile(r"\n\s*")
_TOKENS = re.compile(r"\s+|\S+")
_ONE_SIGN = str.maketrans(dict.fromkeys("'«»“”„‟‘’‚‹›`´", '"') | dict.fromkeys("‐‑‒–—―", "-"))
MOST_QUOTED = 5_000
"""Characters that one passage may quote: as short as will do."""


class Stretch(NamedTuple):
    """From a character of a text, counted from 0, to the one after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a text: its number, counted from 1, and where it stands."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph, and the keys of the passages that cite them.

    `begins` are those that begin here, so that a link can lead to them.
    """

    text: str
    cited: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def clean_text(written: str) -> str:
    """A text as it is kept: one kind of line end, no control characters, no empty ends, NFC."""
    text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", written))
    return unicodedata.normalize("NFC", _TRAILING.sub("", text)).strip()


def paragraphs_of(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a cleaned text."""
    cut = _EMPTY_LINES if _EMPTY_LINES.search(text) else _LINES
    found, start = [], 0
    for gap in cut.finditer(text):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    kept = (ends for ends in found if ends[0] < ends[1])
    return tuple(
        Paragraph(number, start, end, text[start:end])
        for number, (start, end) in enumerate(kept, start=1)
    )


class Finder:
    """Looks for quotations in one text: letter by letter, then leniently."""

    def __init__(self, text: str) -> None:
        """In this text; what the lenient search needs is made when it is first asked for."""
        self.text = text

    def find(self, quote: str, within: Stretch | None = None) -> list[Stretch]:
        """Everywhere a quotation stands in the text or a part of it; leniently if not exactly."""
        part = within or Stretch(0, len(self.text))
        wanted = quote.strip()
        exact = (Stretch(at, at + len(wanted)) for at in _places(self.text, wanted))
        return _inside(part, exact) or _inside(part, self._lenient(wanted))

    def _lenient(self, quote: str) -> Iterator[Stretch]:
        plain, _, _ = _plain(quote)
        text, starts, places = self._folded
        for at in _places(text, plain):
            yield Stretch(
                _place(at, starts, places), _place(at + len(plain) - 1, starts, places) + 1
            )

    @cached_property
    def _folded(self) -> tuple[str, list[int], list[int]]:
        return _plain(self.text)


def find_quote(text: str, quote: str, within: Stretch | None = None) -> list[Stretch]:
    """Everywhere a quotation stands in a text or a part of it; see `Finder`."""
    return Finder(text).find(quote, within)


def nearest(found: Iterable[Stretch], place: int) -> Stretch | None:
    """The stretch that begins nearest to a place; None if there is none."""
    return min(found, key=lambda one: (abs(one.start - place), one.start), default=None)


def numbers_at(paragraphs: Iterable[Paragraph], place: Stretch) -> str:
    """The paragraphs that a stretch touches, as one writes them: "4", "4–6"; empty if none."""
    touched = [p.number for p in paragraphs if p.start < place.end and place.start < p.end]
    if not touched:
        return ""
    first, last = touched[0], touched[-1]
    return str(first) if first == last else f"{first}–{last}"


def pieces_of(paragraph: Paragraph, cited: Iterable[tuple[str, Stretch]]) -> Iterator[Piece]:
    """The words of a paragraph, parted wherever a cited passage begins or ends."""
    start, end = paragraph.start, paragraph.end
    here = [(key, s) for key, s in cited if s.start < end and start < s.end]
    ends = {max(start, s.start) for _, s in here} | {min(end, s.end) for _, s in here}
    edges = sorted({start, end} | ends)
    for left, right in pairwise(edges):
        yield Piece(
            paragraph.text[left - start : right - start],
            tuple(key for key, s in here if s.start <= left and right <= s.end),
            tuple(key for key, s in here if s.start == left),
        )


def _inside(part: Stretch, found: Iterable[Stretch]) -> list[Stretch]:
    return [one for one in found if part.start <= one.start and one.end <= part.end]


def _places(text: str, wanted: str) -> Iterator[int]:
    """Where a string stands in a text, one place after the other."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """A text with one kind of blank, quotation mark, dash and letter size.

    With where its tokens (words and blanks) begin in it, and where they begin in the text.
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    small = small.translate(_ONE_SIGN)
    tokens, starts, places, length = [], [], [], 0
    for token in _TOKENS.finditer(small):
        word = " " if token[0].isspace() else token[0]
        tokens.append(word)
        starts.append(length)
        places.append(token.start())
        length += len(word)
    return "".join(tokens), starts, places


def _place(at: int, starts: list[int], places: list[int]) -> int:
    """Where a letter of the plain text stands in the text itself."""
    token = bisect_right(starts, at) - 1
    return places[token] + at - starts[token]

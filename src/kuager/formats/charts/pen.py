"""What every drawing is written with: words that wrap, in a room of a known width."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from kuager.formats.charts.ink import LINE, SMALL, TEXT, TITLE
from kuager.formats.charts.words import Words
from kuager.formats.fonts.widths import width_of
from kuager.model.report import printable

Anchor = Literal["start", "middle", "end"]
_AIR = 1.02
_SHORT = 3
"""Words of so many letters keep their width whatever the font."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a body is drawn: how wide, in which words, and which of its rows.

    All rows give the measures, so that the parts of a long chart have one scale; `part` is what
    its title says of it ("2/3").
    """

    width: float
    is_narrow: bool
    words: Words
    language: str
    rows: tuple[int, int | None] = (0, None)
    part: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a drawing: its elements, counted from its own corner, and how high it is."""

    parts: tuple[str, ...]
    height: float


def text(x: float, y: float, words: str, *, anchor: Anchor = "start", look: str = "") -> str:
    """One line of words; `y` is its base line.

    It says how long it is in our letters, so that a browser that has to take others (a picture
    may not bring its own) draws it just as long.
    """
    said = printable(words)
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    dress = f' class="{look}"' if look else ""
    fit = "" if len(said) <= _SHORT else f' textLength="{_length(said, look):.1f}"{_FITTED}'
    return f'<text x="{x:.1f}" y="{y:.1f}"{side}{dress}{fit}>{escape(said)}</text>'


_FITTED = ' lengthAdjust="spacingAndGlyphs"'


def _length(words: str, look: str) -> float:
    """The length of a line in the letters of its look."""
    is_title = "title" in look
    size = TITLE if is_title else SMALL if "small" in look else TEXT
    return width_of(words, size, bold=is_title or "strong" in look)


def wide(words: str, size: float = TEXT, *, bold: bool = False) -> float:
    """How much room a line of words wants."""
    return width_of(printable(words), size, bold=bold) * _AIR


def wrap(words: str, room: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Lines that fit into a width; a word that is too long for a line is broken."""
    lines: list[str] = []
    for word in filter(None, printable(words).split(" ")):
        joined = f"{lines[-1]} {word}" if lines else word
        if wide(joined, size, bold=bold) <= room:
            lines[-1:] = [joined]
        else:
            lines += _broken(word, room, size, bold=bold)
    return lines


def _broken(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and wide(piece + letter, size, bold=bold) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


def block(
    x: float,
    y: float,
    lines: Iterable[str],
    *,
    size: float = TEXT,
    look: str = "",
    anchor: Anchor = "start",
) -> Panel:
    """Lines of text from the top `y`; the height is theirs."""
    step = size * LINE
    drawn = [
        text(x, y + n * step + size, line, anchor=anchor, look=look) for n, line in enumerate(lines)
    ]
    return Panel(tuple(drawn), len(drawn) * step)

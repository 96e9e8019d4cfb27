"""What every drawing is written with: words that wrap, and the marks for one amount."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

from kuager.formats.charts.ink import LINE, SMALL, TEXT, fill_of, line_of
from kuager.formats.charts.words import Words
from kuager.formats.fonts.widths import width_of
from kuager.model.chart import Amount
from kuager.model.report import printable

Anchor = Literal["start", "middle", "end"]
_OTHER_FONT = 1.07
"""Room for a browser that has to take another font than ours."""
_HELD, _OPEN, _LEAST = 30.0, 24.0, 2.0
"""Lengths in pixels: what is held back, what is open above, the shortest that is seen."""
_SWATCH = 36.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a body is drawn: how wide, and in which words."""

    width: float
    is_narrow: bool
    words: Words
    language: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a drawing: its elements, counted from its own corner, and how high it is."""

    parts: tuple[str, ...]
    height: float


def text(x: float, y: float, words: str, *, anchor: Anchor = "start", look: str = "") -> str:
    """One line of words; `y` is its base line."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    dress = f' class="{look}"' if look else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{side}{dress}>{escape(printable(words))}</text>'


def wide(words: str, size: float = TEXT, *, bold: bool = False) -> float:
    """How much room a line of words wants."""
    return width_of(printable(words), size, bold=bold) * _OTHER_FONT


def wrap(words: str, room: float, size: float = TEXT, *, bold: bool = False) -> list[str]:
    """Lines that fit into a width; a word that is too long for a line is broken."""
    lines: list[str] = []
    for word in printable(words).split():
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


# Amounts

Kind = Literal["sure", "range", "open", "maybe", "held"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an amount along its axis, in pixels from the base."""

    kind: Kind
    begin: float
    end: float


def spans(amount: Amount, scale: float) -> tuple[Span, ...]:
    """What is drawn of an amount: sure, up to, open, possibly; or a box of one size."""
    if amount.least is None:
        return (Span("held", 0, _HELD),)
    found: list[Span] = []
    at = _add(found, "sure", 0.0, amount.least * scale)
    if amount.most is None:
        at = _add(found, "open", at, _OPEN)
    else:
        at = _add(found, "range", at, (amount.most - amount.least) * scale)
    _add(found, "maybe", at, amount.possibly * scale)
    return tuple(found)


def _add(found: list[Span], kind: Kind, at: float, length: float) -> float:
    """Put a span on top; where it ends."""
    if length <= 0:
        return at
    end = at + max(_LEAST, length)
    found.append(Span(kind, at, end))
    return end


def scale_of(amounts: Iterable[Amount], room: float) -> float:
    """Pixels for one, so that everything fits that is shown and the boxes of a fixed size."""
    listed = list(amounts)
    most = max((amount.reach for amount in listed), default=0.0)
    spare = _OPEN if any(amount.is_open for amount in listed) else 0.0
    return (room - spare) / most if most else 0.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Where amounts stand: their base, and where the axis runs ("right", "left" or "up")."""

    base: float
    way: Literal["right", "left", "up"]

    def rect(self, begin: float, end: float, side: float, thick: float) -> str:
        """The place of a stretch as attributes; `side` is where the bar begins across."""
        long = end - begin
        if self.way == "up":
            x, y, wide_, high = side, self.base - end, thick, long
        else:
            x = self.base + begin if self.way == "right" else self.base - end
            y, wide_, high = side, long, thick
        return f'x="{x:.1f}" y="{y:.1f}" width="{wide_:.1f}" height="{high:.1f}"'

    def point(self, along: float, across: float) -> str:
        """A point of a path."""
        if self.way == "up":
            return f"{across:.1f} {self.base - along:.1f}"
        x = self.base + along if self.way == "right" else self.base - along
        return f"{x:.1f} {across:.1f}"


def marks(
    stretches: Iterable[Span], series: int, axis: Axis, side: float, thick: float
) -> Iterator[str]:
    """The elements of one bar; `side` and `thick` are its place across the axis."""
    for span in stretches:
        place = axis.rect(span.begin, span.end, side, thick)
        line = line_of(series)
        if span.kind == "held":
            yield f'<rect {place} class="held" fill="url(#held)"/>'
        elif span.kind == "sure":
            yield f'<rect {place} class="edge {line} {fill_of(series)}"/>'
        elif span.kind == "maybe":
            yield f'<rect {place} class="band maybe {line}"/>'
        else:
            yield f'<path class="edge {line}" d="{_whisker(span, axis, side, thick)}"/>'


def _whisker(span: Span, axis: Axis, side: float, thick: float) -> str:
    """A line with a cap at the most, or with an arrow where nobody knows the most."""
    middle, half = side + thick / 2, min(thick / 2, 7.0)
    line = f"M{axis.point(span.begin, middle)}L{axis.point(span.end, middle)}"
    if span.kind == "open":
        back = span.end - 6
        return (
            f"{line}M{axis.point(back, middle - 5)}L{axis.point(span.end, middle)}"
            f"L{axis.point(back, middle + 5)}"
        )
    return f"{line}M{axis.point(span.end, middle - half)}L{axis.point(span.end, middle + half)}"


def key(kinds: set[Kind], series: Iterable[str], room: Room) -> Panel:
    """The legend: the names of the series, then what the marks that were drawn mean."""
    told: dict[Kind, str] = {
        "maybe": room.words.possibly,
        "range": room.words.between,
        "open": room.words.above,
        "held": room.words.held,
    }
    entries: list[tuple[int, Kind, str]] = [(n, "sure", w) for n, w in enumerate(series) if w]
    entries += [(0, kind, words) for kind, words in told.items() if kind in kinds]
    parts: list[str] = []
    x = y = row = 0.0
    for number, kind, words in entries:
        lines = wrap(words, room.width - _SWATCH, SMALL)
        long = _SWATCH + max(wide(line, SMALL) for line in lines)
        if x and x + long > room.width:
            x, y, row = 0.0, y + row + 5, 0.0
        swatch = marks([Span(kind, 0, 26)], number, Axis(x + 1, "right"), y + 2, 13)
        drawn = block(x + _SWATCH, y, lines, size=SMALL, look="small")
        parts += [*swatch, *drawn.parts]
        x, row = x + long + 22, max(row, drawn.height)
    return Panel(tuple(parts), y + row)

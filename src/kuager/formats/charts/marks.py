"""How an amount is drawn, along any axis, and the legend that explains the marks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kuager.formats.charts.ink import SMALL, fill_of, line_of
from kuager.formats.charts.pen import Panel, Room, block, wide, wrap
from kuager.model.chart import Amount, Bar, Bars, TimeLine

Kind = Literal["sure", "range", "open", "maybe", "held"]
_HELD, _OPEN, _LEAST = 30.0, 24.0, 2.0
"""Lengths in pixels: what is held back, what is open above, the shortest that is seen."""
_SWATCH, _ABOVE_KEY = 36.0, 14.0
_SHORTER = 0.6
AWAY = 7.0
"""From the end of a bar to its words."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a bar in pixels from its base, in the filling of a series."""

    kind: Kind
    begin: float
    end: float
    series: int = 0


Drawn = tuple[Span, ...]
"""One bar."""
Stack = tuple[int, tuple[Amount, ...]]
"""What one bar is made of: the number of its first series, and its amounts one after the other."""


def stacks_of(body: Bars | TimeLine, row: Bar) -> list[Stack]:
    """The bars of a row: one for each series, or one of all."""
    if body.arrangement == "stacked":
        return [(0, row.amounts)]
    return [(n, (amount,)) for n, amount in enumerate(row.amounts)]


def words_of_stack(stack: Stack) -> str:
    """What is written at the end of a bar; lines break between amounts only."""
    return "\u00a0· ".join(amount.words.replace(" ", "\u00a0") for amount in stack[1])


def bar_of(stack: Stack, scale: float) -> Drawn:
    """The stretches of a bar: of each amount what is sure, up to, open and possibly."""
    found: list[Span] = []
    for series, amount in enumerate(stack[1], stack[0]):
        for kind, length in _lengths(amount, scale):
            at = end_of(found)
            if length > 0:
                found.append(Span(kind, at, at + max(_LEAST, length), series))
    return tuple(found)


def _lengths(amount: Amount, scale: float) -> Iterator[tuple[Kind, float]]:
    """Of one amount what is drawn; what is held back has one length whatever it is."""
    if amount.least is None:
        yield "held", _HELD
        return
    yield "sure", amount.least * scale
    if amount.most is None:
        yield "open", _OPEN
    else:
        yield "range", (amount.most - amount.least) * scale
    yield "maybe", amount.possibly * scale


def end_of(bar: Sequence[Span]) -> float:
    """Where a bar ends."""
    return bar[-1].end if bar else 0.0


def scale_of(stacks: Iterable[Stack], room: float) -> float:
    """Pixels for one, so that every bar fits, its boxes of a fixed size included."""
    return min((_scale(stack, room) for stack in stacks if _reach(stack)), default=0.0)


def fitted(stacks: Sequence[Stack], room: float) -> tuple[float, bool]:
    """Pixels for one, and whether the words stand beside the bars: else they stand above.

    Beside is better, as long as the bars do not become much shorter by it.
    """
    alone = scale_of(stacks, room)
    left = [(stack, room - AWAY - wide(words_of_stack(stack), bold=True)) for stack in stacks]
    if any(end_of(bar_of(stack, 0.0)) > rest for stack, rest in left):
        return alone, False
    beside = min((_scale(stack, rest) for stack, rest in left if _reach(stack)), default=0.0)
    return (beside, True) if beside >= alone * _SHORTER else (alone, False)


def _reach(stack: Stack) -> float:
    return sum(amount.reach for amount in stack[1])


def _scale(stack: Stack, room: float) -> float:
    fixed = end_of(bar_of(stack, 0.0)) + _LEAST * len(stack[1])
    return max(0.0, room - fixed) / _reach(stack)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where amounts stand: their base, and where the axis runs."""

    base: float
    way: Literal["right", "left", "up"]

    def rect(self, begin: float, end: float, side: float, thick: float) -> str:
        """The place of a stretch as attributes; `side` is where the bar begins across."""
        long = end - begin
        if self.way == "up":
            x, y, across, high = side, self.base - end, thick, long
        else:
            x = self.base + begin if self.way == "right" else self.base - end
            y, across, high = side, long, thick
        return f'x="{x:.1f}" y="{y:.1f}" width="{across:.1f}" height="{high:.1f}"'

    def point(self, along: float, across: float) -> str:
        """A point of a path."""
        if self.way == "up":
            return f"{across:.1f} {self.base - along:.1f}"
        x = self.base + along if self.way == "right" else self.base - along
        return f"{x:.1f} {across:.1f}"


def marks(bar: Iterable[Span], axis: Axis, side: float, thick: float) -> Iterator[str]:
    """The elements of one bar; `side` and `thick` are its place across the axis."""
    for span in bar:
        place = axis.rect(span.begin, span.end, side, thick)
        line = line_of(span.series)
        if span.kind == "held":
            yield f'<rect {place} class="held"/>'
        elif span.kind == "sure":
            yield f'<rect {place} class="sure {line} {fill_of(span.series)}"/>'
        elif span.kind == "maybe":
            yield f'<rect {place} class="band maybe {line}"/>'
        else:
            yield f'<path class="reach {line}" d="{_whisker(span, axis, side, thick)}"/>'


def _whisker(span: Span, axis: Axis, side: float, thick: float) -> str:
    """A line with a cap at the most, or with an arrow where nobody knows the most."""
    middle, half = side + thick / 2, min(thick / 2, 7.0)
    line = f"M{axis.point(span.begin, middle)}L{axis.point(span.end, middle)}"
    if span.kind == "open":
        back, half = span.end - 6, min(half, 5.0)
        return (
            f"{line}M{axis.point(back, middle - half)}L{axis.point(span.end, middle)}"
            f"L{axis.point(back, middle + half)}"
        )
    return f"{line}M{axis.point(span.end, middle - half)}L{axis.point(span.end, middle + half)}"


# The legend


def with_key(body: Panel, kinds: Iterable[Kind], series: Sequence[str], room: Room) -> Panel:
    """A drawing with its legend: the names of the series, then what the other marks mean."""
    told: dict[Kind, str] = {
        "range": room.words.between,
        "open": room.words.above,
        "maybe": room.words.possibly,
        "held": room.words.held,
    }
    met = set(kinds)
    entries = [(Span("sure", 0, 26, n), words) for n, words in enumerate(series) if words]
    entries += [(Span(kind, 0, 26), words) for kind, words in told.items() if kind in met]
    if not entries:
        return body
    return below(body, _key(entries, room))


def below(body: Panel, key: Panel) -> Panel:
    """A legend under a drawing."""
    y = body.height + _ABOVE_KEY
    moved = f'<g transform="translate(0 {y:.1f})">{"".join(key.parts)}</g>'
    return Panel((*body.parts, moved), y + key.height)


def _key(entries: Iterable[tuple[Span, str]], room: Room) -> Panel:
    """The entries in lines, as many beside each other as fit."""
    parts: list[str] = []
    x = y = row = 0.0
    for span, words in entries:
        lines = wrap(words, room.width - _SWATCH, SMALL)
        long = _SWATCH + max(wide(line, SMALL) for line in lines)
        if x and x + long > room.width:
            x, y, row = 0.0, y + row + 5, 0.0
        drawn = block(x + _SWATCH, y, lines, size=SMALL, look="small")
        parts += [*marks([span], Axis(x + 1, "right"), y + 2, 13), *drawn.parts]
        x, row = x + long + 22, max(row, drawn.height)
    return Panel(tuple(parts), y + row)

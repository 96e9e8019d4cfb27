"""A time line: standing columns over periods, a grid behind them, labels as far as they fit."""

from collections.abc import Iterator
from math import ceil

from kuager.formats.charts.ink import SMALL
from kuager.formats.charts.marks import (
    Axis,
    Span,
    bar_of,
    end_of,
    marks,
    scale_of,
    stacks_of,
    with_key,
    words_of_stack,
)
from kuager.formats.charts.pen import Panel, Room, text, wide
from kuager.lang import number
from kuager.model.chart import Bar, TimeLine

_HIGH, _ABOVE, _BELOW, _TICKS = 230.0, 20.0, 24.0, 8.0
_GAP_SHARE, _MOST_GAP, _WIDEST, _APART = 0.22, 14.0, 64.0, 10.0


def draw_columns(body: TimeLine, room: Room) -> Panel:
    """All periods, and the legend below."""
    drawn = _Columns(body, room)
    panel = drawn.panel()
    return with_key(panel, {span.kind for span in drawn.met}, body.series, room)


class _Columns:
    """The measures of one drawing; `met` are the stretches that were drawn."""

    def __init__(self, body: TimeLine, room: Room) -> None:
        self._body, self._room = body, room
        self.met: list[Span] = []
        stacks = [stack for row in body.rows for stack in stacks_of(body, row)]
        most = max((sum(one.reach for one in stack[1]) for stack in stacks), default=0.0)
        self._top = round_up(most)
        self._scale = min(_HIGH / self._top, scale_of(stacks, _HIGH) or _HIGH)
        shares = (0.0, 0.5, 1.0) if self._top % 2 == 0 else (0.0, 1.0)
        self._ticks = [round(share * self._top) for share in shares]
        said = max(wide(number(tick, room.language), SMALL) for tick in self._ticks)
        self._left = said + _TICKS
        self._step = (room.width - self._left) / max(1, len(body.rows))
        self._gap = min(_MOST_GAP, self._step * _GAP_SHARE)
        beside = self._step / max(1, len(stacks) / max(1, len(body.rows)))
        words = (wide(words_of_stack(stack), SMALL, bold=True) for stack in stacks)
        self._has_words = max(words, default=0.0) <= beside

    def panel(self) -> Panel:
        """Grid, columns, labels."""
        base = _ABOVE + _HIGH
        parts = [*self._grid(base)]
        for place, row in enumerate(self._body.rows):
            parts += self._column(row, self._left + place * self._step, base)
        parts += self._labels(base)
        return Panel(tuple(parts), base + _BELOW)

    def _column(self, row: Bar, x: float, base: float) -> Iterator[str]:
        """The columns of one period, and their numbers where they fit; "—" is always said."""
        stacks = stacks_of(self._body, row)
        whole = min(self._step - self._gap, _WIDEST * len(stacks))
        thick = max(1.0, whole / len(stacks))
        side = x + (self._step - whole) / 2
        for n, stack in enumerate(stacks):
            bar = bar_of(stack, self._scale)
            self.met += bar
            yield from marks(bar, Axis(base, "up"), side + n * thick, thick)
            words, is_held = words_of_stack(stack), any(one.is_held for one in stack[1])
            if self._has_words or (is_held and wide(words, SMALL) <= self._step * 1.5):
                y = base - end_of(bar) - 5
                middle = side + (n + 0.5) * thick
                yield text(middle, y, words, anchor="middle", look="small strong halo")

    def _grid(self, base: float) -> Iterator[str]:
        for tick in self._ticks:
            y = base - tick * self._scale
            look = "line" if tick else "axis"
            yield f'<path class="{look}" d="M{self._left:.1f} {y:.1f}H{self._room.width:.1f}"/>'
            words = number(tick, self._room.language)
            yield text(self._left - _TICKS, y + 4, words, anchor="end", look="small quiet")

    def _labels(self, base: float) -> Iterator[str]:
        """The labels of periods, as many as there is room for, each under its column."""
        longest = max((wide(row.label, SMALL) for row in self._body.rows), default=0.0)
        every = max(1, ceil((longest + _APART) / self._step))
        for place, row in enumerate(self._body.rows[::every]):
            half = wide(row.label, SMALL) / 2
            x = self._left + (place * every + 0.5) * self._step
            fitting = min(max(x, half), self._room.width - half)
            if abs(fitting - x) < _APART:
                yield text(fitting, base + 17, row.label, anchor="middle", look="small")


def round_up(most: float) -> int:
    """The next round number: one figure and noughts behind it; 2 at least."""
    size = 1
    while True:
        for digit in (1, 2, 3, 4, 5, 6, 8):
            if digit * size >= most:
                return max(2, digit * size)
        size *= 10

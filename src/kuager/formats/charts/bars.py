"""Lying bars: one row a category, its series side by side or one after the other."""

from kuager.formats.charts.ink import LINE, TEXT
from kuager.formats.charts.marks import (
    AWAY,
    Axis,
    Stack,
    bar_of,
    end_of,
    fitted,
    marks,
    stacks_of,
    with_key,
    words_of_stack,
)
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.model.chart import Bar, Bars

_THICK, _BETWEEN, _ROWS, _GAP = 17.0, 4.0, 12.0, 10.0
_LABEL_SHARE = 0.38


def draw_bars(body: Bars, room: Room) -> Panel:
    """All rows, and the legend below."""
    drawn = _Bars(body, room)
    kinds = {span.kind for stack in drawn.stacks for span in bar_of(stack, drawn.scale)}
    return with_key(drawn.panel(), kinds, body.series, room)


class _Bars:
    """The measures of one drawing: where labels end, where bars begin and how long they may be."""

    def __init__(self, body: Bars, room: Room) -> None:
        self._body, self._room = body, room
        self.stacks = [stack for row in body.rows for stack in stacks_of(body, row)]
        longest = max((wide(row.label) for row in body.rows), default=0.0)
        share = room.width * _LABEL_SHARE
        self._label = room.width if room.is_narrow else min(longest, share)
        self._base = 1.0 if room.is_narrow else self._label + _GAP
        plot = room.width - self._base
        self.scale, self._is_beside = fitted(self.stacks, plot)

    def panel(self) -> Panel:
        """The rows below each other."""
        parts: list[str] = []
        y = 0.0
        for row in self._body.rows[slice(*self._room.rows)]:
            drawn = self._row(row, y)
            parts += drawn.parts
            y += drawn.height + _ROWS
        return Panel(tuple(parts), max(0.0, y - _ROWS))

    def _row(self, row: Bar, y: float) -> Panel:
        """The label, then the bars beside or below it."""
        lines = wrap(row.label, self._label)
        high = len(lines) * TEXT * LINE
        bars, deep = self._bars(row)
        if self._room.is_narrow:
            label, top, whole = block(0, y, lines), y + high + 3, high + 3 + deep
        else:
            whole = max(high, deep)
            label = block(self._label, y + (whole - high) / 2, lines, anchor="end")
            top = y + (whole - deep) / 2
        moved = f'<g transform="translate({self._base:.1f} {top:.1f})">{"".join(bars)}</g>'
        return Panel((*label.parts, moved), whole)

    def _bars(self, row: Bar) -> tuple[list[str], float]:
        """The bars of a row from their own corner, their axis, and how high they are."""
        parts: list[str] = []
        y = 0.0
        for stack in stacks_of(self._body, row):
            drawn = self._bar(stack, y)
            parts += drawn.parts
            y += drawn.height + _BETWEEN
        deep = y - _BETWEEN
        return [*parts, f'<path class="axis" d="M-.5-3V{deep + 3:.1f}"/>'], deep

    def _bar(self, stack: Stack, y: float) -> Panel:
        """One bar with its words: at its end, or above it where they are long."""
        bar, words = bar_of(stack, self.scale), words_of_stack(stack)
        axis = Axis(0, "right")
        if self._is_beside:
            line = y + _THICK / 2 + TEXT * 0.36
            said = text(end_of(bar) + AWAY, line, words, look="strong")
            return Panel((*marks(bar, axis, y, _THICK), said), _THICK)
        lines = wrap(words, self._room.width - self._base - 5, bold=True)
        above = block(5, y, lines, look="strong")
        drawn = marks(bar, axis, y + above.height + 1, _THICK)
        return Panel((*above.parts, *drawn), above.height + 1 + _THICK)

"""Lying bars: one row a category, its series side by side or one after the other."""

from kuager.formats.charts.ink import LINE, TEXT
from kuager.formats.charts.marks import (
    Axis,
    Stack,
    bar_of,
    end_of,
    marks,
    scale_of,
    stacks_of,
    with_key,
    words_of_stack,
)
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.model.chart import Bar, Bars

_THICK, _BETWEEN, _ROWS, _GAP = 17.0, 4.0, 12.0, 10.0
_LABEL_SHARE, _WORDS_SHARE = 0.38, 0.45


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
        words = (wide(words_of_stack(stack), bold=True) for stack in self.stacks)
        said = max(words, default=0.0)
        self._is_beside = said <= plot * _WORDS_SHARE
        self.scale = scale_of(self.stacks, plot - (said + 8 if self._is_beside else 0.0))

    def panel(self) -> Panel:
        """The rows below each other."""
        parts: list[str] = []
        y = 0.0
        for row in self._body.rows:
            drawn = self._row(row, y)
            parts += drawn.parts
            y += drawn.height + _ROWS
        return Panel(tuple(parts), max(0.0, y - _ROWS))

    def _row(self, row: Bar, y: float) -> Panel:
        """The label, then the bars beside or below it."""
        lines = wrap(row.label, self._label)
        high = len(lines) * TEXT * LINE
        stacks = stacks_of(self._body, row)
        each = _THICK + (0.0 if self._is_beside else TEXT * LINE)
        deep = len(stacks) * (each + _BETWEEN) - _BETWEEN
        if self._room.is_narrow:
            label, top, whole = block(0, y, lines), y + high + 3, high + 3 + deep
        else:
            whole = max(high, deep)
            label = block(self._label, y + (whole - high) / 2, lines, anchor="end")
            top = y + (whole - deep) / 2
        drawn: list[str] = []
        for n, stack in enumerate(stacks):
            drawn += self._bar(stack, top + n * (each + _BETWEEN))
        axis = (
            f'<path class="axis" d="M{self._base - 0.5:.1f} {top - 3:.1f}V{top + deep + 3:.1f}"/>'
        )
        return Panel((*label.parts, *drawn, axis), whole)

    def _bar(self, stack: Stack, y: float) -> list[str]:
        """One bar with its words: at its end, or above it where they are long."""
        bar, words = bar_of(stack, self.scale), words_of_stack(stack)
        axis = Axis(self._base, "right")
        if self._is_beside:
            x, line = self._base + end_of(bar) + 7, y + _THICK / 2 + TEXT * 0.36
            return [*marks(bar, axis, y, _THICK), text(x, line, words, look="strong")]
        said = block(self._base + 5, y, wrap(words, self._room.width - self._base - 5, bold=True))
        return [*said.parts, *marks(bar, axis, y + TEXT * LINE, _THICK)]

"""Two sides of the same rows, back to back: their labels between them, or above where narrow."""

from kuager.formats.charts.ink import LINE, TEXT
from kuager.formats.charts.marks import AWAY, Axis, Stack, bar_of, end_of, fitted, marks, with_key
from kuager.formats.charts.pen import Anchor, Panel, Room, block, text, wide, wrap
from kuager.model.chart import Amount, Bar, Compare

_THICK, _ROWS, _GAP = 18.0, 13.0, 10.0
_LABEL_SHARE = 0.32


def draw_compare(body: Compare, room: Room) -> Panel:
    """The names of the two sides, all rows, and the legend below."""
    drawn = _Compare(body, room)
    kinds = {span.kind for stack in drawn.stacks for span in bar_of(stack, drawn.scale)}
    return with_key(drawn.panel(), kinds, (body.left, body.right), room)


class _Compare:
    """The measures of one drawing; both sides have one scale."""

    def __init__(self, body: Compare, room: Room) -> None:
        self._body, self._room = body, room
        self.stacks: list[Stack] = [
            (side, (amount,)) for row in body.rows for side, amount in enumerate(row.amounts)
        ]
        longest = max((wide(row.label) for row in body.rows), default=0.0)
        label = 0.0 if room.is_narrow else min(longest, room.width * _LABEL_SHARE) + 2 * _GAP
        self._middle = room.width / 2
        self._bases = (self._middle - label / 2, self._middle + label / 2)
        self._label = room.width if room.is_narrow else label - 2 * _GAP
        plot = self._bases[0]
        self.scale, self._is_beside = fitted(self.stacks, plot)

    def panel(self) -> Panel:
        """The two names, then the rows below each other."""
        sides: tuple[Anchor, Anchor] = ("end", "start")
        parts: list[str] = []
        y = 0.0
        for name, x, anchor in zip(
            (self._body.left, self._body.right), self._xs(6), sides, strict=True
        ):
            head = block(
                x, 0, wrap(name, self._bases[0] - 6, bold=True), look="strong", anchor=anchor
            )
            parts += head.parts
            y = max(y, head.height)
        y += 8
        for row in self._body.rows[slice(*self._room.rows)]:
            drawn = self._row(row, y)
            parts += drawn.parts
            y += drawn.height + _ROWS
        return Panel(tuple(parts), y - _ROWS)

    def _xs(self, away: float) -> tuple[float, float]:
        """So far from the two bases, outwards."""
        return self._bases[0] - away, self._bases[1] + away

    def _row(self, row: Bar, y: float) -> Panel:
        """The label between or above the two bars."""
        lines = wrap(row.label, self._label)
        high = len(lines) * TEXT * LINE
        deep = _THICK + (0.0 if self._is_beside else TEXT * LINE)
        if self._room.is_narrow:
            top, whole = y + high + 3, high + 3 + deep
            label = block(self._middle, y, lines, anchor="middle")
        else:
            whole = max(high, deep)
            top = y + (whole - deep) / 2
            label = block(self._middle, y + (whole - high) / 2, lines, anchor="middle")
        drawn = [*self._side(0, row.amounts[0], top), *self._side(1, row.amounts[1], top)]
        axes = [f"M{x:.1f} {top - 3:.1f}V{top + deep + 3:.1f}" for x in self._bases]
        axis = "".join(dict.fromkeys(axes))
        return Panel((*label.parts, *drawn, f'<path class="axis" d="{axis}"/>'), whole)

    def _side(self, side: int, amount: Amount, y: float) -> list[str]:
        """One bar and its words, outwards of its end or above it."""
        bar = bar_of((side, (amount,)), self.scale)
        axis = Axis(self._bases[side], "right" if side else "left")
        anchor: Anchor = "start" if side else "end"
        if self._is_beside:
            x, line = self._xs(end_of(bar) + AWAY)[side], y + _THICK / 2 + TEXT * 0.36
            words = text(x, line, amount.words, anchor=anchor, look="strong")
            return [words, *marks(bar, axis, y, _THICK)]
        words = text(self._xs(5)[side], y + TEXT, amount.words, anchor=anchor, look="strong")
        return [words, *marks(bar, axis, y + TEXT * LINE, _THICK)]

"""Lying bars: one row a category, its series side by side or one after the other."""

from collections.abc import Iterator

from kuager.formats.charts.ink import LINE, TEXT
from kuager.formats.charts.pen import (
    Axis,
    Kind,
    Panel,
    Room,
    Span,
    block,
    key,
    marks,
    scale_of,
    spans,
    text,
    wide,
    wrap,
)
from kuager.model.chart import Bar, Bars

_THICK, _BETWEEN, _ROWS, _GAP = 17.0, 4.0, 12.0, 10.0
_LABEL_SHARE, _WORDS_SHARE = 0.38, 0.45


def draw_bars(body: Bars, room: Room) -> Panel:
    """All rows, and the legend below."""
    return _Bars(body, room).panel()


class _Bars:
    """The measures of one drawing: where labels end, where bars begin and how long they may be."""

    def __init__(self, body: Bars, room: Room) -> None:
        self._body, self._room = body, room
        longest = max((wide(row.label) for row in body.rows), default=0.0)
        share = room.width * _LABEL_SHARE
        self._label = room.width if room.is_narrow else min(longest, share)
        self._base = 1.0 if room.is_narrow else self._label + _GAP
        self._plot = room.width - self._base
        said = max((wide(words) for row in body.rows for words in self._said(row)), default=0.0)
        self._is_beside = said <= self._plot * _WORDS_SHARE
        self._long = self._plot - (said + 8 if self._is_beside else 0.0)
        self._scale = self._fitting()

    def panel(self) -> Panel:
        parts: list[str] = []
        y = 0.0
        for row in self._body.rows:
            drawn = self._row(row, y)
            parts += drawn.parts
            y += drawn.height + _ROWS
        high = max(0.0, y - _ROWS)
        legend = key(self._kinds(), self._body.series, self._room)
        if legend.height:
            parts.append(f'<g transform="translate(0 {high + 14:.1f})">{"".join(legend.parts)}</g>')
            high += 14 + legend.height
        return Panel(tuple(parts), high)

    def _said(self, row: Bar) -> list[str]:
        """The words at the end of each bar of a row."""
        if self._body.arrangement == "stacked":
            return [" · ".join(amount.words for amount in row.amounts)]
        return [amount.words for amount in row.amounts]

    def _bars(self, row: Bar, scale: float) -> list[list[tuple[int, tuple[Span, ...]]]]:
        """Each bar of a row as its pieces: (series, stretches)."""
        pieces = [(n, spans(amount, scale)) for n, amount in enumerate(row.amounts)]
        if self._body.arrangement == "grouped":
            return [[piece] for piece in pieces]
        at, stacked = 0.0, []
        for number, stretches in pieces:
            moved = tuple(Span(one.kind, one.begin + at, one.end + at) for one in stretches)
            at = moved[-1].end if moved else at
            stacked.append((number, moved))
        return [stacked]

    def _fitting(self) -> float:
        """Pixels for one, so that the longest bar fits."""
        rows = self._body.rows
        if self._body.arrangement == "grouped":
            return scale_of((amount for row in rows for amount in row.amounts), self._long)
        most = max((sum(amount.reach for amount in row.amounts) for row in rows), default=0.0)
        fixed = max((_end(self._bars(row, 0.0)[0]) for row in rows), default=0.0)
        return max(0.0, self._long - fixed) / most if most else 0.0

    def _kinds(self) -> set[Kind]:
        return {
            span.kind
            for row in self._body.rows
            for bar in self._bars(row, self._scale)
            for _, stretches in bar
            for span in stretches
        }

    def _row(self, row: Bar, y: float) -> Panel:
        """The label, then the bars beside or below it."""
        lines = wrap(row.label, self._label)
        high = len(lines) * TEXT * LINE
        bars = list(zip(self._bars(row, self._scale), self._said(row), strict=True))
        own = 0.0 if self._is_beside else TEXT * LINE
        deep = len(bars) * (_THICK + own + _BETWEEN) - _BETWEEN
        if self._room.is_narrow:
            label, top, whole = block(0, y, lines), y + high + 3, high + 3 + deep
        else:
            whole = max(high, deep)
            middle = y + (whole - high) / 2
            label = block(self._label, middle, lines, anchor="end")
            top = y + (whole - deep) / 2
        drawn = list(self._drawn(bars, top, own))
        axis = f"M{self._base - 0.5:.1f} {top - 3:.1f}V{top + deep + 3:.1f}"
        return Panel((*label.parts, *drawn, f'<path class="axis" d="{axis}"/>'), whole)

    def _drawn(
        self, bars: list[tuple[list[tuple[int, tuple[Span, ...]]], str]], top: float, own: float
    ) -> Iterator[str]:
        """The bars of a row from above, each with its words."""
        axis = Axis(self._base, "right")
        for bar, words in bars:
            if own:
                yield text(self._base + 4, top + TEXT, words, look="strong")
            for number, stretches in bar:
                yield from marks(stretches, number, axis, top + own, _THICK)
            if not own:
                end = self._base + _end(bar) + 7
                yield text(end, top + _THICK / 2 + TEXT * 0.36, words, look="strong")
            top += _THICK + own + _BETWEEN


def _end(bar: list[tuple[int, tuple[Span, ...]]]) -> float:
    """Where a bar ends."""
    return max((span.end for _, stretches in bar for span in stretches), default=0.0)

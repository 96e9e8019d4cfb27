"""A funnel: stages below each other, and under each what ended there and what is there still."""

from kuager.formats.charts.ink import LINE, SMALL, TEXT
from kuager.formats.charts.marks import (
    AWAY,
    Axis,
    Span,
    Stack,
    bar_of,
    end_of,
    fitted,
    marks,
    with_key,
)
from kuager.formats.charts.pen import Panel, Room, block, text, wide, wrap
from kuager.model.chart import Amount, Exit, Funnel, Stage, amounts_of

_THICK, _THIN = 20.0, 10.0
_STAGES, _WAYS, _GAP = 16.0, 5.0, 10.0
_LABEL_SHARE = 0.4
_STAGE, _ENDED, _STILL = 0, 1, 2
"""Series: reached, ended there, still there."""


def draw_funnel(body: Funnel, room: Room) -> Panel:
    """All stages, and the legend below."""
    drawn = _Funnel(body, room)
    panel = drawn.panel()
    names = [
        room.words.reached,
        room.words.ended if any(stage.exits for stage in body.stages) else "",
        room.words.still if any(stage.in_progress for stage in body.stages) else "",
    ]
    return with_key(panel, {span.kind for span in drawn.met}, names, room)


class _Funnel:
    """The measures of one drawing; `met` are the stretches that were drawn."""

    def __init__(self, body: Funnel, room: Room) -> None:
        self._body, self._room = body, room
        self.met: list[Span] = []
        stages = (wide(stage.label, bold=True) for stage in body.stages)
        ways = (wide(way.label, SMALL) for stage in body.stages for _, way in _ways(stage))
        longest = max((*stages, *ways), default=0.0)
        share = room.width * _LABEL_SHARE
        self._label = room.width - _GAP if room.is_narrow else min(longest, share)
        self._base = 1.0 if room.is_narrow else self._label + _GAP
        plot = room.width - self._base
        amounts = list(amounts_of(body))
        stacks: list[Stack] = [(0, (amount,)) for amount in amounts]
        self._scale, self._is_beside = fitted(stacks, plot)

    def panel(self) -> Panel:
        """The stages below each other, along one line."""
        parts: list[str] = []
        y = 0.0
        for stage in self._body.stages[slice(*self._room.rows)]:
            if parts:
                y += _STAGES
            drawn = self._bar(stage.label, stage.amount, y, _STAGE)
            parts += drawn.parts
            y += drawn.height
            for series, way in _ways(stage):
                y += _WAYS
                drawn = self._bar(way.label, way.amount, y, series)
                parts += drawn.parts
                y += drawn.height
        axis = f'<path class="axis" d="M{self._base - 0.75:.1f} 0V{y:.1f}"/>'
        return Panel((axis, *parts) if parts else (), y)

    def _bar(self, label: str, amount: Amount, y: float, series: int) -> Panel:
        """A label with its bar; of a stage strong, of a way out smaller."""
        is_stage = series == _STAGE
        size, thick = (TEXT, _THICK) if is_stage else (SMALL, _THIN)
        look = "strong" if is_stage else "small quiet"
        lines = wrap(label, self._label, size, bold=is_stage)
        high = len(lines) * size * LINE
        deep = thick if self._is_beside else thick + size * LINE
        if self._room.is_narrow:
            name = block(self._base + 7, y, lines, size=size, look=look)
            top, whole = y + high + 2, high + 2 + deep
        else:
            whole = max(high, deep)
            middle = y + (whole - high) / 2
            name = block(self._label, middle, lines, size=size, look=look, anchor="end")
            top = y + (whole - deep) / 2
        return Panel((*name.parts, *self._figure((series, (amount,)), top, thick, size)), whole)

    def _figure(self, stack: Stack, y: float, thick: float, size: float) -> list[str]:
        """The bar and its words: at its end, or above it where they are long."""
        bar = bar_of(stack, self._scale)
        self.met += bar
        axis, words = Axis(self._base, "right"), stack[1][0].words
        look = "strong" if size == TEXT else "small strong"
        if self._is_beside:
            x, line = self._base + end_of(bar) + AWAY, y + thick / 2 + size * 0.36
            return [*marks(bar, axis, y, thick), text(x, line, words, look=look)]
        return [
            text(self._base + 5, y + size, words, look=look),
            *marks(bar, axis, y + size * LINE, thick),
        ]


def _ways(stage: Stage) -> list[tuple[int, Exit]]:
    """The ways out of a stage and what is there still, each with its series."""
    still = [(_STILL, stage.in_progress)] if stage.in_progress else []
    return [*((_ENDED, way) for way in stage.exits), *still]

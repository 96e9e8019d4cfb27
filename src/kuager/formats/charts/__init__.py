"""Drawings: a `Chart` as SVG, one file for each kind; as PNG where SVG is not shown."""

from kuager.formats.charts.bars import draw_bars
from kuager.formats.charts.frame import Size, framed, room_for
from kuager.formats.charts.ink import Theme
from kuager.formats.charts.pen import Panel, Room
from kuager.formats.charts.png import png_of
from kuager.formats.fonts.glyphs import shown
from kuager.model.chart import Bars, Body, Chart


def draw_chart(chart: Chart, *, theme: Theme = "light", size: Size = "wide") -> str:
    """The chart as SVG: the same chart, the same bytes; nothing in it runs or fetches.

    "narrow" is drawn anew for a telephone, not made smaller.
    """
    room = room_for(chart, size)
    return shown(framed(chart, _body(chart.body, room), room, theme, size))


def chart_png(chart: Chart) -> bytes:
    """The chart on paper as PNG, made from the very SVG that `draw_chart` gives for paper."""
    return png_of(draw_chart(chart, theme="paper"))


def _body(body: Body, room: Room) -> Panel:
    """The drawing of each kind of chart."""
    if isinstance(body, Bars):
        return draw_bars(body, room)
    raise NotImplementedError

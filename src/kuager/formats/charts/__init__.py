"""Drawings: a `Chart` as SVG, one file for each kind; as PNG where SVG is not shown."""

from kuager.formats.charts.bars import draw_bars
from kuager.formats.charts.columns import draw_columns
from kuager.formats.charts.compare import draw_compare
from kuager.formats.charts.frame import Size, framed, nothing, room_for
from kuager.formats.charts.funnel import draw_funnel
from kuager.formats.charts.ink import Theme
from kuager.formats.charts.pen import Panel, Room
from kuager.formats.charts.png import png_of
from kuager.formats.charts.regions import draw_map
from kuager.formats.fonts.glyphs import shown
from kuager.model.chart import Bars, Body, Chart, Compare, Funnel, RegionMap, TimeLine, rows_of


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
    """The drawing of each kind of chart; one without anything in it says so."""
    if len(rows_of(body)) == 0:
        return nothing(room)
    match body:
        case Bars():
            return draw_bars(body, room)
        case TimeLine():
            return draw_columns(body, room)
        case Funnel():
            return draw_funnel(body, room)
        case RegionMap():
            return draw_map(body, room)
        case Compare():
            return draw_compare(body, room)

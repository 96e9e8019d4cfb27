"""Drawings: a `Chart` as SVG, one file for each kind; as PNG where SVG is not shown."""

from dataclasses import replace
from itertools import pairwise
from math import ceil

from kuager.formats.charts.bars import draw_bars
from kuager.formats.charts.columns import draw_columns
from kuager.formats.charts.compare import draw_compare
from kuager.formats.charts.frame import Size, framed, nothing, room_for
from kuager.formats.charts.funnel import draw_funnel
from kuager.formats.charts.ink import Theme
from kuager.formats.charts.pen import Panel, Room
from kuager.formats.charts.png import png_of
from kuager.formats.charts.regions import draw_map
from kuager.formats.charts.size import size_of
from kuager.formats.fonts.glyphs import shown
from kuager.model.chart import Bars, Body, Chart, Compare, Funnel, RegionMap, TimeLine, rows_of

_LONGEST, _LONG = 1.75, 1.3
"""How much higher than wide a picture on paper may be; and how high its parts are about."""


def draw_chart(chart: Chart, *, theme: Theme = "light", size: Size = "wide") -> str:
    """The chart as SVG: the same chart, the same bytes; nothing in it runs or fetches.

    "narrow" is drawn anew for a telephone, not made smaller.
    """
    return _drawn(chart, theme, size)


def _drawn(
    chart: Chart,
    theme: Theme,
    size: Size,
    *,
    rows: tuple[int, int | None] = (0, None),
    part: str = "",
) -> str:
    room = replace(room_for(chart, size), rows=rows, part=part)
    return shown(framed(chart, _body(chart.body, room), room, theme, size))


def draw_parts(chart: Chart, *, theme: Theme = "paper") -> tuple[str, ...]:
    """The chart on paper, in as many pictures as its words need to stay legible on a page.

    The parts have one scale, one legend and one foot each; mostly there is one, `draw_chart`'s.
    """
    whole = draw_chart(chart, theme=theme)
    wide, high = size_of(whole)
    rows = len(rows_of(chart.body))
    if high <= wide * _LONGEST or isinstance(chart.body, TimeLine | RegionMap):
        return (whole,)
    count = ceil(high / (wide * _LONG))
    ends = [rows * n // count for n in range(count + 1)]
    return tuple(
        _drawn(chart, theme, "wide", rows=(first, last), part=f"{n}/{count}")
        for n, (first, last) in enumerate(pairwise(ends), 1)
        if first < last
    )


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

"""The sheet around every drawing: its title above, its n, base, period and source below."""

from html import escape
from typing import Literal

from kuager.formats.charts.ink import LINE, SMALL, TEXT, TITLE, Theme, fillings, style
from kuager.formats.charts.pen import Panel, Room, block, wrap
from kuager.formats.charts.words import spoken, words_in
from kuager.model.chart import Chart, amounts_of
from kuager.model.report import printable

Size = Literal["wide", "narrow"]
WIDTHS: dict[Size, int] = {"wide": 680, "narrow": 360}
_MARGIN = 16


def room_for(chart: Chart, size: Size) -> Room:
    """Where the body of a chart is drawn."""
    return Room(
        width=WIDTHS[size] - 2 * _MARGIN,
        is_narrow=size == "narrow",
        words=words_in(chart.language),
        language=spoken(chart.language),
    )


def framed(chart: Chart, body: Panel, room: Room, theme: Theme, size: Size) -> str:
    """The whole drawing as SVG: practice line, title, body, remarks, foot."""
    title = f"{chart.title} ({room.part})" if room.part else chart.title
    head = [(line, TITLE, "title") for line in wrap(title, room.width, TITLE, bold=True)]
    if chart.practice:
        head.insert(0, (room.words.practice, TEXT, "strong ember"))
    foot = [
        (line, SMALL, "small quiet")
        for words in (*_rounded(chart, room), *chart.remarks, chart.foot)
        for line in wrap(words, room.width, SMALL)
    ]
    above, y = _lines(head, _MARGIN - 2)
    shift = f"translate({_MARGIN} {y + 10:.1f})"
    drawn = f'<g transform="{shift}">{"".join(body.parts)}</g>'
    below, bottom = _lines(foot, y + 10 + body.height + 14)
    return _sheet(chart, theme, WIDTHS[size], bottom + _MARGIN - 4, above + drawn + below)


def _rounded(chart: Chart, room: Room) -> tuple[str, ...]:
    """That numbers are rounded, where any is."""
    is_so = any(amount.is_rounded for amount in amounts_of(chart.body))
    return (room.words.rounded,) if is_so else ()


def nothing(room: Room) -> Panel:
    """The body of a chart without any row."""
    said = block(0, 6, wrap(room.words.nothing, room.width), look="quiet")
    return Panel(said.parts, said.height + 10)


def _lines(lines: list[tuple[str, float, str]], y: float) -> tuple[str, float]:
    drawn = ""
    for words, size, look in lines:
        drawn += "".join(block(_MARGIN, y, [words], size=size, look=look).parts)
        y += size * LINE
    return drawn, y


def _sheet(chart: Chart, theme: Theme, width: int, height: float, drawn: str) -> str:
    high = round(height)
    language = escape(printable(chart.language), quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {high}" width="{width}" '
        f'height="{high}" role="img" lang="{language}" xml:lang="{language}">'
        f"<title>{escape(printable(chart.title))}</title>"
        f"<desc>{escape(printable(chart.alt))}</desc>"
        f"<style>{style(theme)}</style>{fillings()}"
        f'<rect class="sheet" width="{width}" height="{high}"/>{drawn}</svg>'
    )

"""Our own drawings, as SVG text: nothing in them but shapes, numbers and words of ours.

A page shows them by an image element and says the same in a table beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, log, log1p, pi, radians, sin, tan

from kuager.model.outlines import Ring

WIDTH = 960
_STYLE = (
    "text{font-family:'IBM Plex Sans','Segoe UI',system-ui,'Noto Sans',sans-serif;font-size:13px;"
    "fill:#1f2629}.small{font-size:11px;fill:#566064}.strong{font-weight:600;font-size:15px}"
    ".halo{paint-order:stroke;stroke:#fcfaf5;stroke-width:3px;stroke-linejoin:round}"
    ".sheet{fill:#fcfaf5}.line{stroke:#cfc7b6;stroke-width:1}.sure{fill:#0e4a50}"
    ".maybe{fill:#f8ecd0;stroke:#a93f1a;stroke-width:1;stroke-dasharray:3 2}"
    ".land{fill:#0e4a50;stroke:#fcfaf5;stroke-width:1.2;fill-rule:evenodd;stroke-linejoin:round}"
    "@media(prefers-color-scheme:dark){text{fill:#e4e0d6}.small{fill:#a3acae}.sheet{fill:#14191b}"
    ".halo{stroke:#14191b}.line{stroke:#3a4447}.sure{fill:#8ccbd0}"
    ".maybe{fill:#2e2817;stroke:#f0976f}.land{fill:#8ccbd0;stroke:#14191b}}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One period of a timeline: its words under the bar, and how many."""

    words: str
    sure: int
    possibly: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One place of a map: its borders, its centre (latitude, longitude), its name and number.

    `shade` is from 0 (nothing there) to 1; `number` is what is written, not always exact.
    """

    rings: tuple[Ring, ...]
    centre: tuple[float, float]
    name: str
    number: str
    shade: float


def _picture(height: float, title: str, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" '
        f'width="{WIDTH}" height="{height:.0f}" role="img"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style>"
        f'<rect class="sheet" width="{WIDTH}" height="{height:.0f}"/>{"".join(parts)}</svg>'
    )


def _text(x: float, y: float, words: str, *, anchor: str = "middle", look: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{look}">'
        f"{escape(words)}</text>"
    )


# A timeline

_LEFT, _TOP, _FLOOR, _FOOT = 56, 24, 300, 40
_LABEL_ROOM = 46


def draw_timeline(bars: Sequence[Bar], title: str) -> str:
    """Bars over time; what is only possibly there stands dashed above what is sure."""
    most = max([bar.sure + bar.possibly for bar in bars], default=0)
    top = _round_up(most)
    parts = [_grid(top)]
    step = (WIDTH - _LEFT - 16) / max(1, len(bars))
    every = max(1, -(-_LABEL_ROOM // int(max(1, step))))
    for place, bar in enumerate(bars):
        x = _LEFT + place * step
        parts.append(_column(x, step, bar, top))
        if place % every == 0:
            parts.append(_text(x + step / 2, _FLOOR + 18, bar.words, look="small"))
    return _picture(_FLOOR + _FOOT, title, parts)


def _column(x: float, step: float, bar: Bar, top: int) -> str:
    gap, room = min(6.0, step * 0.2), _FLOOR - _TOP
    sure, maybe = room * bar.sure / top, room * bar.possibly / top
    wide = f'x="{x + gap / 2:.1f}" width="{max(1.0, step - gap):.1f}"'
    drawn = ""
    if bar.sure:
        drawn += f'<rect class="sure" {wide} y="{_FLOOR - sure:.1f}" height="{sure:.1f}"/>'
    if bar.possibly:
        y = _FLOOR - sure - maybe
        drawn += f'<rect class="maybe" {wide} y="{y:.1f}" height="{maybe:.1f}"/>'
    return drawn


def _grid(top: int) -> str:
    parts = []
    for share in (0, 0.5, 1):
        if share == 0.5 and top % 2:  # noqa: PLR2004 - half of an odd number is no count
            continue
        y = _FLOOR - (_FLOOR - _TOP) * share
        parts.append(f'<line class="line" x1="{_LEFT - 6}" x2="{WIDTH - 12}" y1="{y}" y2="{y}"/>')
        parts.append(_text(_LEFT - 12, y + 4, str(round(top * share)), anchor="end", look="small"))
    return "".join(parts)


def _round_up(most: int) -> int:
    """The next round number: 1, 2, 5 and their tens."""
    size = 1
    while True:
        for digit in (1, 2, 5):
            if digit * size >= most:
                return max(2, digit * size)
        size *= 10


# A map

_PARALLELS = (radians(43.5), radians(53.0))
_MIDDLE = radians(67.0)
_MARGIN = 18
_NO_MAP, _SOURCE_LINE = 60, 26
_DOT_UNDER = 700
"""Square pixels; a place that is smaller gets a dot with its number."""


def draw_map(patches: Sequence[Patch], title: str, source: str) -> str:
    """Places shaded by their numbers, each with its number; the source of the borders below."""
    drawn = [[[_project(x, y) for x, y in ring] for ring in patch.rings] for patch in patches]
    points = [point for rings in drawn for ring in rings for point in ring]
    if not points:
        return _picture(_NO_MAP, title, [_text(WIDTH / 2, 34, title)])
    fit = _Fit.around(points)
    parts = [_land(fit, rings, patch) for rings, patch in zip(drawn, patches, strict=True)]
    for rings, patch in zip(drawn, patches, strict=True):
        parts.append(_label(fit, rings, patch))
    height = fit.height + _SOURCE_LINE
    parts.append(_text(WIDTH - 12, height - 8, source, anchor="end", look="small"))
    return _picture(height, title, parts)


def height_of_map(outlines: Iterable[Sequence[Sequence[tuple[float, float]]]]) -> int:
    """How high the drawing of places with these outlines will be, so that a page leaves room."""
    points = [_project(x, y) for rings in outlines for ring in rings for x, y in ring]
    return round(_Fit.around(points).height + _SOURCE_LINE) if points else _NO_MAP


@dataclass(frozen=True, slots=True)
class _Fit:
    """From the plane of the map to the picture."""

    left: float
    top: float
    scale: float
    height: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> "_Fit":
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        scale = min((WIDTH - 2 * _MARGIN) / wide, 640 / high)
        spare = (WIDTH - 2 * _MARGIN - wide * scale) / 2
        left = min(xs) - (spare + _MARGIN) / scale
        return cls(left, max(ys) + _MARGIN / scale, scale, high * scale + 2 * _MARGIN)

    def at(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale


def _project(longitude: float, latitude: float) -> tuple[float, float]:
    """Lambert's conformal cone: shapes keep their look at this latitude."""
    first, second = _PARALLELS
    n = log(cos(first) / cos(second)) / log(tan(pi / 4 + second / 2) / tan(pi / 4 + first / 2))
    f = cos(first) * tan(pi / 4 + first / 2) ** n / n
    rho = f / tan(pi / 4 + radians(latitude) / 2) ** n
    theta = n * (radians(longitude) - _MIDDLE)
    return rho * sin(theta), -rho * cos(theta)


def _land(fit: _Fit, rings: list[list[tuple[float, float]]], patch: Patch) -> str:
    path = "".join(
        "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(fit.at, ring)) + "Z" for ring in rings
    )
    shade = 0.08 + 0.72 * patch.shade if patch.shade else 0.08
    return f'<path class="land" fill-opacity="{shade:.2f}" d="{path}"/>'


def _label(fit: _Fit, rings: list[list[tuple[float, float]]], patch: Patch) -> str:
    x, y = fit.at(_project(patch.centre[1], patch.centre[0]))
    corners = [fit.at(point) for ring in rings for point in ring]
    wide = max((x for x, _ in corners), default=0) - min((x for x, _ in corners), default=0)
    high = max((y for _, y in corners), default=0) - min((y for _, y in corners), default=0)
    if wide * high < _DOT_UNDER:
        dot = f'<circle class="sure" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        words = f"{patch.name} {patch.number}".strip()
        return dot + _text(x + 8, y + 4, words, anchor="start", look="halo")
    name = _text(x, y - 4, patch.name, look="small halo") if wide > len(patch.name) * 6 else ""
    return name + _text(x, y + 13, patch.number, look="strong halo")


def shade_of(number: int, most: int) -> float:
    """How dark a number is drawn: by its size, in four steps that are told apart."""
    if number <= 0 or most <= 0:
        return 0.0
    return max(1, round(4 * log1p(number) / log1p(most))) / 4

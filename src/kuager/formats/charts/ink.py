"""Colours, letters and fillings of all drawings: one style sheet, six fillings told apart.

No two fillings differ by colour alone. What stands on paper has one scheme; on a page the drawing
follows the reader's light or dark by itself.
"""

from typing import Literal

from kuager.formats.look import DARK, LIGHT, PLAIN, Colours

Theme = Literal["light", "paper", "plain"]
"""Light: for pages, dark where the reader likes it dark. Paper: for print, always light. Plain: for
print in black and white."""

TEXT, SMALL, TITLE = 14.0, 12.5, 16.0
LINE = 1.32
"""Sizes in pixels of the drawing; lines as a share of the size."""

_LETTERS = (
    "text{font-family:'IBM Plex Sans','Segoe UI','Noto Sans',sans-serif;font-size:14px;"
    "font-variant-numeric:tabular-nums}"
    ".small{font-size:12.5px}.title{font-size:16px;font-weight:600}.strong{font-weight:600}"
    ".halo{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}"
    ".axis{stroke-width:1.5;fill:none}.line{stroke-width:1}"
    ".sure,.reach{stroke-width:1.25}.reach{fill:none}"
    ".maybe{stroke-width:1.5;stroke-dasharray:4 2.5}"
    ".held{stroke-width:1.25;stroke-dasharray:1.5 2.5}.held,.hatched{fill:url(#held)}"
    ".land{stroke-width:1;stroke-linejoin:round;fill-rule:evenodd}"
)
_STROKES = ("teal", "ember", "ink", "teal", "ink", "ember")
FILLINGS = len(_STROKES)


def style(theme: Theme) -> str:
    """The style sheet of a drawing."""
    dark = f"@media(prefers-color-scheme:dark){{{_scheme(DARK)}}}" if theme == "light" else ""
    filled = "".join(f".f{n}{{fill:url(#f{n})}}" for n in range(FILLINGS))
    filled += "".join(f".step{n}{{fill-opacity:{0.18 * n:.2f}}}" for n in range(1, 5))
    return _LETTERS + filled + _scheme(PLAIN if theme == "plain" else LIGHT) + dark


def _scheme(colours: Colours) -> str:
    rules = {
        "text": f"fill:#{colours.ink}",
        ".quiet": f"fill:#{colours.quiet}",
        ".title": f"fill:#{colours.teal}",
        ".ember": f"fill:#{colours.ember}",
        ".sheet": f"fill:#{colours.paper}",
        ".band": f"fill:#{colours.band}",
        ".halo": f"stroke:#{colours.paper}",
        ".line": f"stroke:#{colours.rule}",
        ".axis": f"stroke:#{colours.quiet}",
        ".held": f"stroke:#{colours.quiet}",
        ".land": f"stroke:#{colours.quiet}",
        ".step0": f"fill:#{colours.paper}",
        ".step1,.step2,.step3,.step4,.teal-fill": f"fill:#{colours.teal}",
        ".ink-fill": f"fill:#{colours.ink}",
        ".teal-line": f"stroke:#{colours.teal}",
        ".ember-line": f"stroke:#{colours.ember}",
        ".ink-line": f"stroke:#{colours.ink}",
        ".quiet-line": f"stroke:#{colours.quiet}",
    }
    return "".join(f"{name}{{{rule}}}" for name, rule in rules.items())


def line_of(series: int) -> str:
    """The class of the outline of a series."""
    return f"{_STROKES[series % FILLINGS]}-line"


def fill_of(series: int) -> str:
    """The class of the filling of a series."""
    return f"f{series % FILLINGS}"


def fillings() -> str:
    """The definitions of all fillings: solid, slanted, dotted, level, slanted back, crossed."""
    return (
        "<defs>"
        + _filling("f0", 8, '<rect class="teal-fill" width="8" height="8"/>')
        + _filling("f1", 7, _stroke("ember", "M-1.75 1.75L1.75-1.75M0 7L7 0M5.25 8.75L8.75 5.25"))
        + _filling("f2", 6, '<circle class="ink-fill" cx="3" cy="3" r="1.6"/>')
        + _filling("f3", 5, _stroke("teal", "M0 2.5H5"))
        + _filling("f4", 7, _stroke("ink", "M-1.75 5.25L1.75 8.75M0 0L7 7M5.25-1.75L8.75 1.75"))
        + _filling("f5", 7, _stroke("ember", "M0 3.5H7M3.5 0V7"))
        + _filling("held", 6, _stroke("quiet", "M0 0L6 6M0 6L6 0", 0.8))
        + "</defs>"
    )


def _filling(name: str, size: int, drawn: str) -> str:
    ground = f'<rect class="sheet" width="{size}" height="{size}"/>'
    return (
        f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">'
        f"{ground}{drawn}</pattern>"
    )


def _stroke(colour: str, path: str, width: float = 1.8) -> str:
    return f'<path class="{colour}-line" stroke-width="{width}" fill="none" d="{path}"/>'

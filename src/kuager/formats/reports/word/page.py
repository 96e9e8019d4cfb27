"""The page of the Word file: A4, its margins, its header and footer, our spine along the edge."""

from typing import Final, NamedTuple

from kuager.formats.reports.word.styles import Press
from kuager.formats.reports.word.xml import Element, related, w

_A4: Final = {"w": 11906, "h": 16838}
_MARGINS: Final = {
    "top": 1418,
    "right": 1474,
    "bottom": 1418,
    "left": 1701,
    "header": 680,
    "footer": 680,
    "gutter": 0,
}


class Margins(NamedTuple):
    """The relations of what stands at the top and the foot of each page."""

    header: str
    footer: str


def text_width() -> int:
    """How wide the text is, in twentieths of a point."""
    return _A4["w"] - _MARGINS["left"] - _MARGINS["right"]


def section(press: Press, margins: Margins) -> Element:
    """`w:sectPr`; a title page and the text have one each, and look the same."""
    spine = w("left", val="single", sz=72, space=0, color=press.colours.teal)
    return w(
        "sectPr",
        related(w("headerReference", type="default"), margins.header),
        related(w("footerReference", type="default"), margins.footer),
        w("type", val="nextPage"),
        w("pgSz", **_A4),
        w("pgMar", **_MARGINS),
        None if press.is_plain else w("pgBorders", spine, offsetFrom="page"),
    )

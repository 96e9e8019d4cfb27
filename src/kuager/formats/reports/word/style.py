"""A style of the Word file as a value, and the XML of it; which styles there are says `styles`."""

from dataclasses import dataclass
from typing import Literal

from kuager.formats.reports.word.xml import Element, w

_TWIPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The letters of a style; None is what the style it is based on says. Sizes in points."""

    font: str | None = None
    size: float | None = None
    colour: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The paragraph of a style; distances in points, borders as (side, kind, eighths, colour)."""

    before: float | None = None
    after: float | None = None
    line: float | None = None
    left: float = 0
    hanging: float = 0
    side: Literal["center", "right"] | None = None
    outline: int | None = None
    list: int | None = None
    level: int = 0
    page_break: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    border: tuple[str, str, int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style by its identifier and the name Word knows it by."""

    id: str
    name: str
    kind: Literal["paragraph", "character"] = "paragraph"
    based_on: str | None = "Normal"
    next: str | None = None
    look: Look = Look()
    shape: Shape = Shape()
    is_default: bool = False


def style_element(style: Style) -> Element:
    """One style as Word wants it; the order of the children is the standard's."""
    element = w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.next) if style.next else None,
        w("qFormat"),
        paragraph(style.shape) if style.kind == "paragraph" else None,
        letters(style.look),
        type=style.kind,
        styleId=style.id,
    )
    if style.is_default:
        element.set(f"{{{element.nsmap['w']}}}default", "1")
    return element


def paragraph(shape: Shape) -> Element:
    """`w:pPr` of a style."""
    return w(
        "pPr",
        w("keepNext") if shape.keep_next else None,
        w("keepLines") if shape.keep_lines else None,
        w("pageBreakBefore") if shape.page_break else None,
        w("numPr", w("ilvl", val=shape.level), w("numId", val=shape.list)) if shape.list else None,
        _border(shape.border) if shape.border else None,
        _spacing(shape),
        w("ind", left=twips(shape.left), hanging=twips(shape.hanging)) if shape.left else None,
        w("jc", val=shape.side) if shape.side else None,
        w("outlineLvl", val=shape.outline) if shape.outline is not None else None,
    )


def _border(border: tuple[str, str, int, str]) -> Element:
    """One line along a paragraph."""
    side, kind, eighths, colour = border
    return w("pBdr", w(side, val=kind, sz=eighths, space=6, color=colour))


def _spacing(shape: Shape) -> Element | None:
    """Distances before, after and between lines, where the style says them."""
    given: dict[str, str | int] = {}
    if shape.before is not None:
        given["before"] = twips(shape.before)
    if shape.after is not None:
        given["after"] = twips(shape.after)
    if shape.line is not None:
        given |= {"line": round(shape.line * 240), "lineRule": "auto"}
    return w("spacing", **given) if given else None


def letters(look: Look) -> Element:
    """`w:rPr` of a style."""
    half = round(look.size * 2) if look.size is not None else None
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), look.font or "")
    return w(
        "rPr",
        w("rFonts", **fonts) if look.font else None,
        w("b") if look.bold else None,
        w("i") if look.italic else None,
        w("color", val=look.colour) if look.colour else None,
        w("sz", val=half) if half else None,
        w("szCs", val=half) if half else None,
        w("u", val="single") if look.underline else None,
        w("vertAlign", val="superscript") if look.raised else None,
    )


def twips(points: float) -> int:
    """Points in twentieths, Word's unit of length."""
    return round(points * _TWIPS)

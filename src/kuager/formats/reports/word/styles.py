"""The styles of the Word file. All looks are here: the body text carries styles and no more."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kuager.formats.fonts import SANS, SERIF
from kuager.formats.look import (
    BODY_SIZE,
    HEADING_SIZES,
    LIGHT,
    LINE,
    NOTE_SIZE,
    TABLE_SIZE,
    TITLE_SIZE,
)
from kuager.formats.reports.word.xml import Element, to_bytes, w

BULLETS = 1
NUMBERS = 2
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


def _heading(level: int, look: Look, *, before: float, border: bool = False) -> Style:
    """A heading style; Word's own names make them show in the navigation pane."""
    line = ("top", "single", 12, LIGHT.ember) if border else None
    return Style(
        id=f"Heading{level}",
        name=f"heading {level}",
        next="BodyText",
        look=look,
        shape=Shape(
            before=before,
            after=5,
            line=1.15,
            outline=level - 1,
            keep_next=True,
            keep_lines=True,
            border=line,
        ),
    )


def _letter_style(identifier: str, name: str, look: Look) -> Style:
    """A style for letters within a line."""
    return Style(
        id=identifier, name=name, kind="character", based_on="DefaultParagraphFont", look=look
    )


_FIRST, _SECOND, _THIRD = HEADING_SIZES
_LINK = Look(colour=LIGHT.teal, underline=True)
_SEE = Look(colour=LIGHT.teal)
_RULE = ("bottom", "double", 6, LIGHT.teal)

STYLES = (
    Style(id="Normal", name="Normal", based_on=None, is_default=True),
    Style(id="BodyText", name="Body Text", shape=Shape(after=7)),
    Style(
        id="Title",
        name="Title",
        next="Subtitle",
        look=Look(font=SERIF, size=TITLE_SIZE, bold=True, colour=LIGHT.teal),
        shape=Shape(after=4, line=1.1, keep_next=True),
    ),
    Style(
        id="Subtitle",
        name="Subtitle",
        next="BodyText",
        look=Look(size=_SECOND, colour=LIGHT.quiet),
        shape=Shape(after=22, border=_RULE),
    ),
    _heading(
        1, Look(font=SERIF, size=_FIRST, bold=True, colour=LIGHT.teal), before=22, border=True
    ),
    _heading(2, Look(font=SERIF, size=_SECOND, bold=True), before=15),
    _heading(3, Look(size=_THIRD, bold=True, colour=LIGHT.ember), before=12),
    Style(
        id="ListBullet",
        name="List Bullet",
        based_on="BodyText",
        shape=Shape(after=4, left=20, hanging=14, list=BULLETS),
    ),
    Style(
        id="ListNumber",
        name="List Number",
        based_on="BodyText",
        shape=Shape(after=4, left=24, hanging=24, list=NUMBERS),
    ),
    Style(
        id="Aside",
        name="Aside",
        based_on="BodyText",
        look=Look(italic=True, colour=LIGHT.quiet),
        shape=Shape(before=5, after=8, left=12, border=("left", "single", 18, LIGHT.rule)),
    ),
    Style(id="Closing", name="Closing", based_on="BodyText", look=Look(colour=LIGHT.quiet)),
    Style(
        id="ClosingFirst",
        name="Closing First",
        based_on="Closing",
        next="Closing",
        shape=Shape(before=18, border=("top", "single", 4, LIGHT.rule)),
    ),
    Style(
        id="Caption",
        name="caption",
        look=Look(size=TABLE_SIZE, bold=True),
        shape=Shape(before=12, after=4, keep_next=True),
    ),
    Style(
        id="TableText",
        name="Table Text",
        look=Look(size=TABLE_SIZE),
        shape=Shape(before=2, after=2, line=1.25),
    ),
    Style(id="TableFigure", name="Table Figure", based_on="TableText", shape=Shape(side="right")),
    Style(
        id="TableTextKept",
        name="Table Text Kept",
        based_on="TableText",
        shape=Shape(keep_next=True),
    ),
    Style(
        id="TableFigureKept",
        name="Table Figure Kept",
        based_on="TableFigure",
        shape=Shape(keep_next=True),
    ),
    Style(
        id="AfterTable",
        name="After Table",
        next="BodyText",
        look=Look(size=TABLE_SIZE),
        shape=Shape(line=1.0),
    ),
    Style(id="Picture", name="Picture", shape=Shape(before=14, after=4, keep_next=True)),
    Style(
        id="Reading",
        name="Reading",
        look=Look(size=TABLE_SIZE, bold=True),
        shape=Shape(after=4, keep_next=True, keep_lines=True),
    ),
    Style(
        id="Foot",
        name="Foot",
        look=Look(size=NOTE_SIZE, colour=LIGHT.quiet),
        shape=Shape(after=6, keep_lines=True),
    ),
    Style(
        id="FootnoteText",
        name="footnote text",
        look=Look(size=NOTE_SIZE),
        shape=Shape(after=2, line=1.2),
    ),
    Style(id="Header", name="header"),
    Style(
        id="Practice",
        name="Practice",
        based_on="Header",
        look=Look(size=TABLE_SIZE, bold=True, colour=LIGHT.ember),
        shape=Shape(side="center"),
    ),
    Style(
        id="Footer",
        name="footer",
        look=Look(size=NOTE_SIZE, colour=LIGHT.quiet),
        shape=Shape(side="right"),
    ),
    Style(
        id="DefaultParagraphFont",
        name="Default Paragraph Font",
        kind="character",
        based_on=None,
        is_default=True,
    ),
    _letter_style("FootnoteReference", "footnote reference", Look(colour=LIGHT.ember, raised=True)),
    _letter_style("Emphasis", "Emphasis", Look(italic=True)),
    _letter_style("Strong", "Strong", Look(bold=True)),
    _letter_style("Hyperlink", "Hyperlink", _LINK),
    _letter_style("HyperlinkEmphasis", "Hyperlink Emphasis", replace(_LINK, italic=True)),
    _letter_style("HyperlinkStrong", "Hyperlink Strong", replace(_LINK, bold=True)),
    _letter_style("CrossReference", "Cross Reference", _SEE),
    _letter_style("CrossReferenceEmphasis", "Cross Reference Emphasis", replace(_SEE, italic=True)),
    _letter_style("CrossReferenceStrong", "Cross Reference Strong", replace(_SEE, bold=True)),
)


def styles_part(language: str) -> bytes:
    """`word/styles.xml` with the language of the report as the default of all text."""
    root = w("styles", _defaults(language), *map(_style, STYLES), _table_style())
    return to_bytes(root)


def _defaults(language: str) -> Element:
    """What every paragraph and letter is before a style speaks."""
    letters = _letters(Look(font=SANS, size=BODY_SIZE, colour=LIGHT.ink))
    letters.append(w("lang", val=language, eastAsia=language, bidi="ar-SA"))
    shape = _paragraph(Shape(before=0, after=0, line=LINE))
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", shape))


def _style(style: Style) -> Element:
    """One style as Word wants it; the order of the children is the standard's."""
    element = w(
        "style",
        w("name", val=style.name),
        w("basedOn", val=style.based_on) if style.based_on else None,
        w("next", val=style.next) if style.next else None,
        w("qFormat"),
        _paragraph(style.shape) if style.kind == "paragraph" else None,
        _letters(style.look),
        type=style.kind,
        styleId=style.id,
    )
    if style.is_default:
        element.set(f"{{{element.nsmap['w']}}}default", "1")
    return element


def _paragraph(shape: Shape) -> Element:
    """`w:pPr` of a style."""
    return w(
        "pPr",
        w("keepNext") if shape.keep_next else None,
        w("keepLines") if shape.keep_lines else None,
        w("numPr", w("numId", val=shape.list)) if shape.list else None,
        _border(shape.border) if shape.border else None,
        _spacing(shape),
        w("ind", left=_twips(shape.left), hanging=_twips(shape.hanging)) if shape.left else None,
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
        given["before"] = _twips(shape.before)
    if shape.after is not None:
        given["after"] = _twips(shape.after)
    if shape.line is not None:
        given |= {"line": round(shape.line * 240), "lineRule": "auto"}
    return w("spacing", **given) if given else None


def _letters(look: Look) -> Element:
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


def _table_style() -> Element:
    """The look of a table: a teal line above the header, thin rules below each row."""
    line = partial(w, val="single", space=0)
    rule = partial(line, sz=4, color=LIGHT.rule)
    head = w(
        "tblStylePr",
        w("rPr", w("b"), w("color", val=LIGHT.teal)),
        w(
            "tcPr",
            w(
                "tcBorders",
                line("top", sz=10, color=LIGHT.teal),
                line("bottom", sz=6, color=LIGHT.teal),
            ),
            w("shd", val="clear", color="auto", fill=LIGHT.band),
        ),
        type="firstRow",
    )
    borders = w("tblBorders", rule("bottom"), rule("insideH"))
    margins = w("tblCellMar", w("left", w=90, type="dxa"), w("right", w=90, type="dxa"))
    return w(
        "style",
        w("name", val="Ledger"),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, margins),
        head,
        type="table",
        styleId="Ledger",
    )


def _twips(points: float) -> int:
    """Points in twentieths, Word's unit of length."""
    return round(points * _TWIPS)

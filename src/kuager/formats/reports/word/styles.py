"""Which styles the Word file has. All looks are here: the text carries styles and no more.

One set of names, two looks: our ledger sheet, and the plain one that UN secretariats ask for
(Times New Roman by name, black on white).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from kuager.formats import look as sizes
from kuager.formats.fonts import SANS, SERIF
from kuager.formats.look import LIGHT, PLAIN, Colours
from kuager.formats.reports.word.style import (
    Look,
    Shape,
    Style,
    letters,
    paragraph,
    style_element,
)
from kuager.formats.reports.word.xml import Element, to_bytes, w

BULLETS, NUMBERS, HEADINGS, TABLES = 1, 2, 3, 4
"""The numbers of the lists that styles are tied to; series of items come after them."""
ITEM_INDENT = (960, 400)
"""How far the items of a series stand in, and their numbers before them, in twentieths."""
TIMES = "Times New Roman"
_DROP = 150.0
"""How far down the title of a title page stands, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What the styles of one look have in common; sizes in points."""

    colours: Colours
    text: str
    display: str
    body: float
    title: float
    headings: tuple[float, float, float]
    table: float
    note: float

    @property
    def is_plain(self) -> bool:
        """Black on white, without our spine and rules."""
        return self.colours is PLAIN


OURS = Press(
    colours=LIGHT,
    text=SANS,
    display=SERIF,
    body=sizes.BODY_SIZE,
    title=sizes.TITLE_SIZE,
    headings=sizes.HEADING_SIZES,
    table=sizes.TABLE_SIZE,
    note=sizes.NOTE_SIZE,
)
UN = Press(
    colours=PLAIN,
    text=TIMES,
    display=TIMES,
    body=sizes.PLAIN_BODY_SIZE,
    title=sizes.PLAIN_TITLE_SIZE,
    headings=sizes.PLAIN_HEADING_SIZES,
    table=sizes.PLAIN_TABLE_SIZE,
    note=sizes.PLAIN_NOTE_SIZE,
)


def press_of(look: Literal["kuager", "un"]) -> Press:
    """The press of a look."""
    return UN if look == "un" else OURS


def styles_part(language: str, press: Press, *, numbered: bool, front: bool) -> bytes:
    """`word/styles.xml`.

    `language` is the default of all text; headings are `numbered`; with a `front` page the title
    stands lower.
    """
    root = w("styles", _defaults(language, press))
    root.extend(map(style_element, styles_of(press, numbered=numbered, front=front)))
    root.append(_table_style(press))
    return to_bytes(root)


def styles_of(press: Press, *, numbered: bool, front: bool) -> Iterator[Style]:
    """Every style, those that others are based on first."""
    yield Style(id="Normal", name="Normal", based_on=None, is_default=True)
    yield Style(id="BodyText", name="Body Text", shape=Shape(after=7))
    yield from _front(press, _DROP if front else None)
    yield from _headings(press, numbered=numbered)
    yield from _contents(press)
    yield from _lists()
    yield from _asides(press)
    yield from _tables(press)
    yield from _margins(press)
    yield from _letters_of(press)


def _front(press: Press, before: float | None) -> Iterator[Style]:
    """Title, subtitle, and the lines of a title page; `before`: how far down the title stands."""
    plain, colours = press.is_plain, press.colours
    side: Literal["center"] | None = "center" if plain else None
    rule = None if plain else ("bottom", "double", 6, colours.teal)
    yield Style(
        id="Title",
        name="Title",
        next="Subtitle",
        look=Look(font=press.display, size=press.title, bold=True, colour=colours.teal),
        shape=Shape(before=before, after=4, line=1.1, keep_next=True, side=side),
    )
    yield Style(
        id="Subtitle",
        name="Subtitle",
        next="BodyText",
        look=Look(size=press.headings[1], colour=colours.quiet),
        shape=Shape(after=22, border=rule, side=side),
    )
    yield Style(
        id="FrontText",
        name="Front Text",
        look=Look(size=press.headings[1]),
        shape=Shape(after=10, side=side),
    )
    yield Style(
        id="FrontNote",
        name="Front Note",
        look=Look(size=press.table, colour=colours.quiet),
        shape=Shape(after=6, side=side),
    )


def _headings(press: Press, *, numbered: bool) -> Iterator[Style]:
    """Headings under Word's own names, so that they show in the navigation pane."""
    first, second, third = press.headings
    colours = press.colours
    looks = (
        Look(font=press.display, size=first, bold=True, colour=colours.teal),
        Look(font=press.display, size=second, bold=True),
        Look(size=third, bold=True, italic=press.is_plain, colour=colours.ember),
    )
    for level, (look, before) in enumerate(zip(looks, (22, 15, 12), strict=True), 1):
        is_ruled = level == 1 and not press.is_plain
        yield Style(
            id=f"Heading{level}",
            name=f"heading {level}",
            next="BodyText",
            look=look,
            shape=Shape(
                before=before,
                after=5,
                line=1.15,
                outline=level - 1,
                list=HEADINGS if numbered else None,
                level=level - 1,
                keep_next=True,
                keep_lines=True,
                border=("top", "single", 12, colours.ember) if is_ruled else None,
            ),
        )


def _contents(press: Press) -> Iterator[Style]:
    """The table of contents: Word's own names, so that it can be made again there."""
    look = Look(size=press.headings[1], bold=True, colour=press.colours.teal)
    yield Style(
        id="TOCHeading",
        name="TOC Heading",
        next="BodyText",
        look=look,
        shape=Shape(before=14, after=6, keep_next=True),
    )
    for level, left in enumerate((0, 14, 28), 1):
        yield Style(
            id=f"TOC{level}",
            name=f"toc {level}",
            look=Look(bold=level == 1),
            shape=Shape(before=4 if level == 1 else 0, after=2, left=left),
        )


def _lists() -> Iterator[Style]:
    """Bullets, numbers through the report, items of a series, and what goes on under them."""
    for identifier, name, shape in (
        ("ListBullet", "List Bullet", Shape(after=4, left=20, hanging=14, list=BULLETS)),
        ("ListNumber", "List Number", Shape(after=6, left=28, hanging=28, list=NUMBERS)),
        ("ListItem", "List Item", Shape(after=5)),
        ("BulletContinue", "List Bullet Continue", Shape(after=4, left=20)),
        ("NumberContinue", "List Number Continue", Shape(after=6, left=28)),
        ("ItemContinue", "List Item Continue", Shape(after=5, left=48)),
    ):
        yield Style(id=identifier, name=name, based_on="BodyText", shape=shape)


def _asides(press: Press) -> Iterator[Style]:
    """Quotations, asides and closing lines."""
    colours = press.colours
    border = None if press.is_plain else ("left", "single", 18, colours.rule)
    quoted = Shape(before=2, after=7, left=28)
    yield Style(id="Quote", name="Quote", based_on="BodyText", shape=quoted)
    for identifier, left in (("BulletQuote", 40), ("NumberQuote", 48), ("ItemQuote", 66)):
        name = f"Quote in {identifier.removesuffix('Quote')}"
        yield Style(id=identifier, name=name, based_on="Quote", shape=replace(quoted, left=left))
    yield Style(
        id="Aside",
        name="Aside",
        based_on="BodyText",
        look=Look(italic=True, colour=colours.quiet),
        shape=Shape(before=5, after=8, left=12, border=border),
    )
    yield Style(id="Closing", name="Closing", based_on="BodyText", look=Look(colour=colours.quiet))
    yield Style(
        id="ClosingFirst",
        name="Closing First",
        based_on="Closing",
        next="Closing",
        shape=Shape(before=18, border=("top", "single", 4, colours.rule)),
    )


def _tables(press: Press) -> Iterator[Style]:
    """Captions, the text of tables, and what stands under a picture."""
    colours, size = press.colours, press.table
    head = Look(size=size, bold=True)
    above = Shape(before=12, after=4, keep_next=True)
    yield Style(id="Caption", name="caption", look=head, shape=above)
    yield Style(
        id="CaptionNumbered",
        name="Caption Numbered",
        based_on="Caption",
        shape=replace(above, list=TABLES),
    )
    lines = Shape(before=2, after=2, line=1.25 if not press.is_plain else 1.0)
    yield Style(id="TableText", name="Table Text", look=Look(size=size), shape=lines)
    yield Style(
        id="TableFigure", name="Table Figure", based_on="TableText", shape=Shape(side="right")
    )
    for kind in ("Text", "Figure"):
        yield Style(
            id=f"Table{kind}Kept",
            name=f"Table {kind} Kept",
            based_on=f"Table{kind}",
            shape=Shape(keep_next=True, side="right" if kind == "Figure" else None),
        )
    yield Style(
        id="AfterTable", name="After Table", next="BodyText", look=Look(size=size),
        shape=Shape(line=1.0),
    )  # fmt: skip
    yield Style(id="Picture", name="Picture", shape=Shape(before=14, after=4, keep_next=True))
    reading = Shape(after=4, keep_next=True, keep_lines=True)
    yield Style(id="Reading", name="Reading", look=head, shape=reading)
    foot = Look(size=press.note, colour=colours.quiet)
    yield Style(id="Foot", name="Foot", look=foot, shape=Shape(after=6, keep_lines=True))


def _margins(press: Press) -> Iterator[Style]:
    """Notes, and the lines at the top and the foot of each page."""
    colours = press.colours
    yield Style(
        id="FootnoteText",
        name="footnote text",
        look=Look(size=press.note),
        shape=Shape(after=2, line=1.2 if not press.is_plain else 1.0),
    )
    yield Style(id="Header", name="header")
    for identifier, name in (("Practice", "Practice"), ("Working", "Working Copy")):
        yield Style(
            id=identifier,
            name=name,
            based_on="Header",
            look=Look(size=press.table, bold=True, colour=colours.ember),
            shape=Shape(side="center"),
        )
    yield Style(
        id="Footer",
        name="footer",
        look=Look(size=press.note, colour=colours.quiet),
        shape=Shape(side="center" if press.is_plain else "right"),
    )


def _letters_of(press: Press) -> Iterator[Style]:
    """The styles for letters within a line."""
    colours = press.colours
    link = Look(colour=colours.teal, underline=True)
    see = Look(colour=colours.teal)
    mark = Look(colour=colours.ember, raised=True)
    yield Style(
        id="DefaultParagraphFont",
        name="Default Paragraph Font",
        kind="character",
        based_on=None,
        is_default=True,
    )
    for identifier, name, look in (
        ("FootnoteReference", "footnote reference", mark),
        ("Emphasis", "Emphasis", Look(italic=True)),
        ("Strong", "Strong", Look(bold=True)),
        ("Hyperlink", "Hyperlink", link),
        ("HyperlinkEmphasis", "Hyperlink Emphasis", replace(link, italic=True)),
        ("HyperlinkStrong", "Hyperlink Strong", replace(link, bold=True)),
        ("CrossReference", "Cross Reference", see),
        ("CrossReferenceEmphasis", "Cross Reference Emphasis", replace(see, italic=True)),
        ("CrossReferenceStrong", "Cross Reference Strong", replace(see, bold=True)),
    ):
        yield Style(
            id=identifier, name=name, kind="character", based_on="DefaultParagraphFont", look=look
        )


def _defaults(language: str, press: Press) -> Element:
    """What every paragraph and letter is before a style speaks."""
    base = letters(Look(font=press.text, size=press.body, colour=press.colours.ink))
    base.append(w("lang", val=language, eastAsia=language, bidi="ar-SA"))
    shape = paragraph(Shape(before=0, after=0, line=1.0 if press.is_plain else sizes.LINE))
    return w("docDefaults", w("rPrDefault", base), w("pPrDefault", shape))


def _table_style(press: Press) -> Element:
    """The look of a table: a line above the header, thin rules below each row."""
    colours = press.colours
    line = partial(w, val="single", space=0)
    rule = partial(line, sz=4, color=colours.rule)
    head = w(
        "tblStylePr",
        w("rPr", w("b"), w("color", val=colours.teal)),
        w(
            "tcPr",
            w(
                "tcBorders",
                line("top", sz=10, color=colours.teal),
                line("bottom", sz=6, color=colours.teal),
            ),
            w("shd", val="clear", color="auto", fill=colours.band),
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

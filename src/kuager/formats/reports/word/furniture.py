"""The parts that are the same in every report of one look: settings, lists, fonts, margins."""

from collections.abc import Iterable, Iterator

from kuager.formats.fonts import SANS, SERIF
from kuager.formats.reports.word.styles import (
    BULLETS,
    HEADINGS,
    ITEM_INDENT,
    NUMBERS,
    TABLES,
    TIMES,
    Press,
)
from kuager.formats.reports.word.xml import Element, field, text, to_bytes, w

_WORD_2013 = 15
_FALLBACKS = {
    SANS: ("Segoe UI", "swiss"),
    SERIF: ("Cambria", "roman"),
    TIMES: ("Liberation Serif", "roman"),
}
SERIES = 5
"""The list that the items of every series are counted by, each in an instance of its own."""
_FIRST_SERIES = 10


def settings_part(press: Press) -> bytes:
    """Settings. Word is asked to keep names and times out when somebody edits and saves."""
    setting = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=_WORD_2013,
    )
    separators = (w("footnote", id=-1), w("footnote", id=0))
    return to_bytes(
        w(
            "settings",
            w("removePersonalInformation"),
            w("removeDateAndTime"),
            None if press.is_plain else w("displayBackgroundShape"),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", *separators),
            w("compat", setting),
            w("decimalSymbol", val="."),
            w("listSeparator", val=";"),
        )
    )


def number_of_series(series: int) -> int:
    """The instance of the list of items that counts a series (1, 2, …)."""
    return _FIRST_SERIES + series


def numbering_part(press: Press, *, table_label: str, series: Iterable[int]) -> bytes:
    """The lists: bullets, numbers through the report, headings, tables, and items of each series.

    `table_label` is what stands before a caption, with "%1" for the number.
    """
    colour = press.colours.ember
    lists = (
        (BULLETS, [_level(0, "bullet", "•", "ListBullet", colour=colour)]),
        (NUMBERS, [_level(0, "decimal", "%1.", "ListNumber", colour=colour)]),
        (HEADINGS, list(_heading_levels())),
        (TABLES, [_level(0, "decimal", table_label, "CaptionNumbered", follow="space")]),
        (SERIES, [_level(0, "decimal", "%1.", None, colour=colour, indent=ITEM_INDENT)]),
    )
    abstract = [
        w(
            "abstractNum",
            w("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel"),
            *levels,
            abstractNumId=number,
        )
        for number, levels in lists
    ]
    concrete = [w("num", w("abstractNumId", val=n), numId=n) for n, _ in lists]
    restarted = [
        w(
            "num",
            w("abstractNumId", val=SERIES),
            w("lvlOverride", w("startOverride", val=1), ilvl=0),
            numId=number_of_series(n),
        )
        for n in series
    ]
    return to_bytes(w("numbering", *abstract, *concrete, *restarted))


def _heading_levels() -> Iterator[Element]:
    """The numbers of headings: 1., 1.1, 1.1.1, a space after them."""
    for level, sign in enumerate(("%1.", "%1.%2", "%1.%2.%3")):
        yield _level(level, "decimal", sign, f"Heading{level + 1}", follow="space")


def _level(
    number: int,
    kind: str,
    sign: str,
    style: str | None,
    *,
    colour: str = "",
    follow: str = "",
    indent: tuple[int, int] | None = None,
) -> Element:
    """One level of a list: tied to its style, which says the indent, or to none, and says it."""
    left, hanging = indent or (0, 0)
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style) if style else None,
        w("suff", val=follow) if follow else None,
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=left, hanging=hanging)) if indent else None,
        w("rPr", w("color", val=colour)) if colour else None,
        ilvl=number,
    )


def fonts_part(press: Press) -> bytes:
    """What to take where our fonts are not installed."""
    fonts = [
        w(
            "font",
            w("altName", val=_FALLBACKS[name][0]),
            w("charset", val="00"),
            w("family", val=_FALLBACKS[name][1]),
            name=name,
        )
        for name in dict.fromkeys((press.text, press.display))
    ]
    return to_bytes(w("fonts", *fonts))


def footer_part() -> bytes:
    """Page and number of pages."""
    style = w("pPr", w("pStyle", val="Footer"))
    numbers = (*field("PAGE", w("r", text("1"))), w("r", text(" / ")))
    return to_bytes(w("ftr", w("p", style, *numbers, *field("NUMPAGES", w("r", text("1"))))))


def header_part(*, practice: str | None, working: str | None) -> bytes:
    """The lines at the top of every page: practice, working copy, or nothing."""
    said = [("Practice", practice), ("Working", working)]
    lines = [
        w("p", w("pPr", w("pStyle", val=style)), w("r", text(line))) for style, line in said if line
    ]
    return to_bytes(w("hdr", *(lines or [w("p", w("pPr", w("pStyle", val="Header")))])))

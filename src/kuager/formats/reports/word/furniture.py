"""The parts that are the same in every report: settings, lists, fonts, header and footer."""

from kuager.formats.fonts import SANS, SERIF
from kuager.formats.look import LIGHT
from kuager.formats.reports.word.styles import BULLETS, NUMBERS
from kuager.formats.reports.word.xml import Element, text, to_bytes, w

_WORD_2013 = 15
_FALLBACKS = {SANS: ("Segoe UI", "swiss"), SERIF: ("Cambria", "roman")}


def settings_part() -> bytes:
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
            w("displayBackgroundShape"),
            w("defaultTabStop", val=720),
            w("characterSpacingControl", val="doNotCompress"),
            w("footnotePr", *separators),
            w("compat", setting),
            w("decimalSymbol", val="."),
            w("listSeparator", val=";"),
        )
    )


def numbering_part() -> bytes:
    """The two lists: bullets, and numbers that run on through the whole report."""
    lists = {BULLETS: ("bullet", "•", "ListBullet"), NUMBERS: ("decimal", "%1.", "ListNumber")}
    abstract = [_list(number, *form) for number, form in lists.items()]
    concrete = [w("num", w("abstractNumId", val=n), numId=n) for n in lists]
    return to_bytes(w("numbering", *abstract, *concrete))


def _list(number: int, kind: str, sign: str, style: str) -> Element:
    """One list of one level, tied to its style."""
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("pStyle", val=style),
        w("lvlText", val=sign),
        w("lvlJc", val="left"),
        w("rPr", w("color", val=LIGHT.ember)),
        ilvl=0,
    )
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def fonts_part() -> bytes:
    """What to take where our fonts are not installed."""
    fonts = [
        w(
            "font",
            w("altName", val=other),
            w("charset", val="00"),
            w("family", val=family),
            name=name,
        )
        for name, (other, family) in _FALLBACKS.items()
    ]
    return to_bytes(w("fonts", *fonts))


def footer_part() -> bytes:
    """Page and number of pages."""
    style = w("pPr", w("pStyle", val="Footer"))
    return to_bytes(
        w("ftr", w("p", style, _field("PAGE"), w("r", text(" / ")), _field("NUMPAGES")))
    )


def header_part(practice: str | None) -> bytes:
    """The practice line, or nothing."""
    style = w("pPr", w("pStyle", val="Practice" if practice else "Header"))
    line = w("r", text(practice)) if practice else None
    return to_bytes(w("hdr", w("p", style, line)))


def _field(instruction: str) -> Element:
    """A simple field with a figure to show until it is counted."""
    return w("fldSimple", w("r", text("1")), instr=f" {instruction} ")

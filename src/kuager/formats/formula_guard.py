"""A visible apostrophe before whatever a spreadsheet would run as a formula, and its way back.

A spreadsheet takes a cell for a formula by its first sign: = + - @, their full-width twins, or a
tab or line end before them; some skip spaces and invisible signs first. A cell may also be cut
anew when the file is opened with another delimiter than it was written with, so the sign right
after a delimiter or a line end counts as a first sign too.

Left alone is what can only be a number: -5, +7 701 234 56 78, +7 (701) 234-56-78 (a bracket after
a blank is no formula; +7-701-234 is one, a subtraction). Everything else that begins so gets one
apostrophe. Texts that already carry apostrophes there get one more, so `unguard` brings back
exactly what was written.
"""

import re

_INVISIBLE = (
    " \\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\xa0\\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5"
    "\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_SIGNS = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_FORMULA = rf"'*[{_INVISIBLE}]*[{_SIGNS}]"
_FIRST = rf"(?:{_FORMULA}|'*[\t\r\n])"
_BORDER = r'(?<=[;,|\t\r\n])"*'
_NUMBER = re.compile(r"[+-][0-9][0-9 \xa0]*(?:[.,][0-9]+)?|\+[0-9]{1,3} \([0-9]{2,5}\)[0-9 \xa0-]*")

_TO_GUARD = re.compile(rf"\A(?={_FIRST})|{_BORDER}(?={_FORMULA})")
_TO_FREE = re.compile(rf"\A'(?={_FIRST})|{_BORDER}'(?={_FORMULA})")


def guard(text: str) -> str:
    """`text` as it may stand in a spreadsheet cell."""
    if _NUMBER.fullmatch(text) is not None:
        return text
    return _TO_GUARD.sub(lambda match: match[0] + "'", text)


def unguard(text: str) -> str:
    """What `guard` was given: takes one apostrophe away wherever `guard` would put one."""
    return _TO_FREE.sub(lambda match: match[0][:-1], text)

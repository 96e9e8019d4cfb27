"""How wide words are in our letters, so that a drawing knows where a line has to break.

A browser may take another font for a picture: whoever lays out leaves room for that.
"""

import struct
from functools import cache

from kuager.formats.fonts import DIRECTORY
from kuager.formats.fonts.glyphs import glyphs_of, place_of

_REGULAR, _BOLD = "IBMPlexSans_400Regular.ttf", "IBMPlexSans_600SemiBold.ttf"
_UNKNOWN = 0.62
"""Of a letter that our fonts lack, in its size."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of words, in the unit of `size`."""
    known = _advances(_BOLD if bold else _REGULAR)
    return size * sum(known.get(ord(letter), _UNKNOWN) for letter in words)


@cache
def _advances(name: str) -> dict[int, float]:
    """Of each code point how far it moves on, as a share of the size."""
    data = (DIRECTORY / name).read_bytes()
    unit = struct.unpack_from(">H", data, place_of(data, b"head") + 18)[0]
    count = struct.unpack_from(">H", data, place_of(data, b"hhea") + 34)[0]
    table = place_of(data, b"hmtx")
    steps = struct.unpack_from(">" + "Hh" * count, data, table)[::2]
    return {code: steps[min(glyph, count - 1)] / unit for code, glyph in glyphs_of(data)}

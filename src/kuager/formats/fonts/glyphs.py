"""Which characters our fonts can show; a PDF for everyone refuses any other.

A character that no shipped font holds (an emoji, another script) is printed as its Unicode
number, "[U+1F600]": visibly there, never silently lost. DOCX and HTML carry it as it is.
"""

import struct
from collections.abc import Iterator
from functools import cache

from kuager.formats.fonts import DIRECTORY, TEXT_FILES

_MARK = "\ufeff"
_SEGMENTED = 4
# What takes no room and needs no letter: joiners, direction marks, variation selectors.
_UNSEEN = frozenset(
    {0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
) | frozenset(range(0xFE00, 0xFE10))
_SPACES = frozenset({0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000})


def shown(text: str, files: tuple[str, ...] = TEXT_FILES) -> str:
    """The text with every character that these fonts of ours lack as its Unicode number."""
    if text.isascii():
        return text
    missing = {letter for letter in set(text) if ord(letter) not in _settable(files)}
    return text.translate({ord(letter): _numbered(letter) for letter in missing})


def _numbered(letter: str) -> str:
    """A character as its number; the byte order mark, which is nothing, as nothing."""
    return "" if letter == _MARK else f"[U+{ord(letter):04X}]"


@cache
def _settable(files: tuple[str, ...]) -> frozenset[int]:
    """The code points that every text style can set."""
    fonts = [(DIRECTORY / name).read_bytes() for name in files]
    styles = [frozenset(code for code, _ in glyphs_of(data)) for data in fonts]
    return (frozenset.intersection(*styles) | _UNSEEN | _SPACES) - {ord(_MARK)}


def glyphs_of(font: bytes) -> Iterator[tuple[int, int]]:
    """The code points a font maps and their glyphs, from the segmented table of its `cmap`."""
    cmap = place_of(font, b"cmap")
    for n in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)[2]
        if struct.unpack_from(">H", font, start)[0] == _SEGMENTED:
            yield from _segments(font, start)
            return


def _segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """The code points and glyphs of the segments at `start`, the closing 0xFFFF left out."""
    size = struct.unpack_from(">H", data, start + 6)[0]
    begins_at = start + 16 + size
    ends = struct.unpack_from(f">{size // 2}H", data, start + 14)
    begins = struct.unpack_from(f">{size // 2}H", data, begins_at)
    for n, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        delta, offset = _step(data, begins_at, size, n)
        for code in range(begin, min(end, 0xFFFE) + 1):
            if offset:
                listed = begins_at + 2 * size + 2 * n + offset + 2 * (code - begin)
                glyph = struct.unpack_from(">H", data, listed)[0]
                yield code, (glyph + delta) & 0xFFFF if glyph else 0
            else:
                yield code, (code + delta) & 0xFFFF


def _step(data: bytes, begins_at: int, size: int, n: int) -> tuple[int, int]:
    """Of a segment the distance to its glyphs, and where they are listed instead (or 0)."""
    delta = struct.unpack_from(">H", data, begins_at + size + 2 * n)[0]
    return delta, struct.unpack_from(">H", data, begins_at + 2 * size + 2 * n)[0]


def place_of(data: bytes, tag: bytes) -> int:
    """Where a table of the font begins."""
    for n in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise LookupError(tag)

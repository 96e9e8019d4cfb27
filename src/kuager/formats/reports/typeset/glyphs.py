"""Which characters our fonts can show; a PDF for everyone refuses any other.

A character that no shipped font holds (an emoji, another script) is printed as its Unicode
number, "[U+1F600]": visibly there, never silently lost. DOCX and HTML carry it as it is.
"""

import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kuager.formats.fonts import DIRECTORY, TEXT_FILES

_MARK = "\ufeff"
_SEGMENTED = 4
# What takes no room and needs no letter: joiners, direction marks, variation selectors.
_UNSEEN = frozenset(
    {0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
) | frozenset(range(0xFE00, 0xFE10))
_SPACES = frozenset({0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000})


def shown(text: str) -> str:
    """The text with every character that the fonts lack as its Unicode number."""
    if text.isascii():
        return text
    known = _settable()
    return "".join(letter if ord(letter) in known else _numbered(letter) for letter in text)


def _numbered(letter: str) -> str:
    """A character as its number; the byte order mark, which is nothing, as nothing."""
    return "" if letter == _MARK else f"[U+{ord(letter):04X}]"


@cache
def _settable() -> frozenset[int]:
    """The code points that every text style can set."""
    styles = [frozenset(_mapped(DIRECTORY / name)) for name in TEXT_FILES]
    return (frozenset.intersection(*styles) | _UNSEEN | _SPACES) - {ord(_MARK)}


def _mapped(font: Path) -> Iterator[int]:
    """The code points a font maps, read from the segmented table of its `cmap`."""
    data = font.read_bytes()
    cmap = _table(data, b"cmap")
    for n in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * n)[2]
        if struct.unpack_from(">H", data, start)[0] == _SEGMENTED:
            yield from _segments(data, start)
            return


def _segments(data: bytes, start: int) -> Iterator[int]:
    """The code points of the segments at `start`, the closing 0xFFFF left out."""
    size = struct.unpack_from(">H", data, start + 6)[0]
    ends = struct.unpack_from(f">{size // 2}H", data, start + 14)
    begins = struct.unpack_from(f">{size // 2}H", data, start + 16 + size)
    for begin, end in zip(begins, ends, strict=True):
        yield from range(begin, min(end, 0xFFFE) + 1)


def _table(data: bytes, tag: bytes) -> int:
    """Where a table of the font begins."""
    for n in range(struct.unpack_from(">H", data, 4)[0]):
        name, _, offset, _ = struct.unpack_from(">4sIII", data, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise LookupError(tag)

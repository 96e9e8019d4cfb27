"""Which characters our fonts can show; a PDF for everyone refuses any other.

A character that no shipped font holds (an emoji, another script) is printed as its Unicode
number, "[U+1F600]": visibly there, never silently lost. DOCX and HTML carry it as it is.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kuager.formats.fonts import DIRECTORY, TEXT_FILES

_FORBIDDEN = {"\ufeff"}
_SEGMENTED = 4


def shown(text: str) -> str:
    """The text with every character that the fonts lack as its Unicode number."""
    if text.isascii():
        return text
    return "".join(letter if _is_shown(letter) else _numbered(letter) for letter in text)


def _is_shown(letter: str) -> bool:
    """Whether a letter has a glyph, is a kind of space, or is invisible by nature."""
    if letter in _FORBIDDEN:
        return False
    return ord(letter) in _letters() or unicodedata.category(letter) in {"Zs", "Cf"}


def _numbered(letter: str) -> str:
    """A character as its number; the byte order mark, which is nothing, as nothing."""
    return "" if letter in _FORBIDDEN else f"[U+{ord(letter):04X}]"


@cache
def _letters() -> frozenset[int]:
    """The code points that every text style holds."""
    styles = [frozenset(_mapped(DIRECTORY / name)) for name in TEXT_FILES]
    return frozenset.intersection(*styles)


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

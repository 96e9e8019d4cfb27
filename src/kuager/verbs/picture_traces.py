"""What a picture carries beside what one sees: place, camera, author, comments, a small copy.

Read from the bytes alone, without drawing anything: chunks of a PNG, segments of a JPEG, blocks of
a WebP or GIF, elements of an SVG. A picture of a kind that is not understood is said to be so.
"""

import re
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_NEEDED: Final = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD",
     b"sBIT", b"cICP", b"acTL", b"fcTL", b"fdAT"}
)  # fmt: skip
_JPEG_SAID: Final = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Segments of Exif, XMP, colour profiles, Photoshop and comments; JFIF (E0) and Adobe (EE) say
nothing of anybody."""
_JPEG_DATA: Final = 0xDA
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
_WEBP_SAID: Final = frozenset({b"EXIF", b"XMP ", b"ICCP"})
_SVG_SAID: Final = re.compile(
    rb"<(?:metadata|script|foreignObject)\b|<!--|inkscape:|sodipodi:|on\w+="
)


def picture_traces(data: bytes) -> Iterator[tuple[str, str]]:
    """What a picture tells: kind of trace ("gps", "picture-data", "unknown-picture") and where."""
    if data.startswith(_PNG):
        yield from _png(data)
    elif data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        yield from _webp(data)
    elif data.startswith((b"GIF87a", b"GIF89a")):
        yield from _gif(data)
    elif b"<svg" in data[:2048]:
        found = _SVG_SAID.search(data)
        if found is not None:
            yield "picture-data", found[0].decode("ascii", "replace")
    else:
        yield "unknown-picture", data[:4].hex()


def _png(data: bytes) -> Iterator[tuple[str, str]]:
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind not in _PNG_NEEDED:
            yield _kind(data[at + 8 : at + 8 + size]), kind.decode("ascii", "replace")
        at += size + 12
        if kind == b"IEND":
            break
    if at < len(data):
        yield "picture-data", "after the end"


def _jpeg(data: bytes) -> Iterator[tuple[str, str]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - every segment begins so
        mark = data[at + 1]
        if mark in _STANDALONE:
            at += 2
            continue
        size = int.from_bytes(data[at + 2 : at + 4])
        if mark in _JPEG_SAID:
            yield _kind(data[at + 4 : at + 2 + size]), f"FF{mark:02X}"
        if mark == _JPEG_DATA:
            break
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    if 0 <= end < len(data) - 2:
        yield "picture-data", "after the end"


def _webp(data: bytes) -> Iterator[tuple[str, str]]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in _WEBP_SAID:
            yield _kind(data[at + 8 : at + 8 + size]), kind.decode("ascii").strip()
        at += 8 + size + size % 2


def _gif(data: bytes) -> Iterator[tuple[str, str]]:
    if b"\x21\xfe" in data:
        yield "picture-data", "comment"
    if b"XMP DataXMP" in data:
        yield "picture-data", "XMP"


def _kind(said: bytes) -> str:
    """Whether a stretch of a picture tells a place, or something else."""
    has_place = b"GPS" in said or b"exif:GPS" in said or _has_gps_pointer(said)
    return "gps" if has_place else "picture-data"


def _has_gps_pointer(said: bytes) -> bool:
    """Whether Exif holds the tag 0x8825, which leads to latitude and longitude."""
    tiff = said.removeprefix(b"Exif\0\0")
    if tiff[:2] == b"II":
        return b"\x25\x88\x04\x00" in tiff
    return tiff[:2] == b"MM" and b"\x88\x25\x00\x04" in tiff

"""Cutting a text into sentences, and the words around a place."""

import re
from collections.abc import Iterator
from typing import Final

_END: Final = re.compile(r"(?<=[.!?…])[\"»”)]*\s+(?=[\"«“(]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ0-9])|\n+")
_NOT_AN_END: Final = re.compile(
    r"(?:^|[\s(«“])(?:[^\W\d_]|no|art|para|paras|pp?|vol|ed|eds|dr|mr|mrs|ms|st|cf|г|гг|ул|им|ст|"
    r"стр|п|пп|т|др|ж|б|км|тыс|млн|e\.g|i\.e|u\.s|u\.n)\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; an abbreviation or an initial ends none."""
    start = 0
    for match in _END.finditer(text):
        if "\n" not in match[0] and _NOT_AN_END.search(text[start : match.start()]):
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    rest = text[start:].strip()
    if rest:
        yield rest


def around(text: str, start: int, end: int, *, reach: int = 24) -> str:
    """The words from start to end with a little of what stands on both sides, cut at words."""
    left = text.rfind(" ", 0, max(0, start - reach)) + 1 if start > reach else 0
    right = text.find(" ", min(len(text), end + reach))
    return text[left : len(text) if right < 0 else right].strip()

"""What private people are called in print: a number drawn anew for every edition.

Never an initial, never one label for two people, and not to be traced back: without the draw of
the document nobody can tell which person a number stands for, and the next edition has others.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

_SPARE: Final = 10


def draw_labels(seed: str, codes: Iterable[str]) -> dict[str, int]:
    """A number for each code, all different, from 1 to about twice as many as there are people.

    The same seed and codes give the same numbers, so that a document read twice is the same.
    """
    people = sorted(set(codes), key=lambda code: _lot(seed, "who", code))
    pool = range(1, 2 * len(people) + _SPARE)
    numbers = sorted(pool, key=lambda number: _lot(seed, "number", str(number)))
    return dict(zip(people, numbers, strict=False))


def _lot(seed: str, what: str, text: str) -> bytes:
    return sha256(f"kuager/label/v1\0{seed}\0{what}\0{text}".encode()).digest()

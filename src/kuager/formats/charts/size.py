"""How large a drawing is, read from its own first line."""

import re

_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def size_of(svg: str) -> tuple[int, int]:
    """Width and height of one of our drawings, in pixels."""
    found = _SIZE.search(svg)
    return (int(found[1]), int(found[2])) if found else (0, 0)

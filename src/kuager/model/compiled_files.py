"""How data written as YAML becomes JSON that loads in a millisecond: linted, read back, written.

The schema, ladders, outlines and the rulebook are compiled in this way. The same YAML always gives
the same bytes, so a test can tell whether a file is fresh.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

DATA = Path(__file__).parent / "data"
"""Where the YAML lies, and the JSON beside it."""
_LANGUAGES = ("en", "ru", "kk")


class CompiledFile(NamedTuple):
    """Where a file goes, its bytes, and what reads it: that raises if it cannot."""

    path: Path
    data: bytes
    read: Callable[[bytes], object]


def as_json(plain: object) -> bytes:
    """The same value always gives the same bytes, a line for each fact."""
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def missing_languages(words: Mapping[str, str]) -> str:
    """The languages of the house in which something is not said, or ""."""
    return ", ".join(code for code in _LANGUAGES if not words.get(code, "").strip())


def write_compiled(problems: Sequence[str], files: Callable[[], Iterator[CompiledFile]]) -> int:
    """Write the files if the linter found nothing to say; return 1 and say it if it did.

    What cannot be read back is never written.
    """
    for problem in problems:
        sys.stderr.write(problem + "\n")
    if problems:
        return 1
    made = list(files())
    for file in made:
        file.read(file.data)
    for file in made:
        file.path.write_bytes(file.data)
    return 0

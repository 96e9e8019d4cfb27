"""Marks of a working copy: a hidden bookmark around every printed line, which names nothing.

A mark is made of fingerprints under a key that only the vault knows: which document, which place
and piece, and what the block said. So a copy from elsewhere fits nothing here, and nobody can try
guesses on a line that somebody took out before passing the file on.
"""

import re
from base64 import b32encode
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, NamedTuple

from kuager.formats.reports.word.naming import Naming
from kuager.model.manuscript import Placed
from kuager.model.report import (
    Block,
    ChartBlock,
    Heading,
    Paragraph,
    Run,
    Runs,
    table_of_chart,
)

_SHORT: Final = 8
_LONG: Final = 12
_NAME: Final = re.compile(
    r"_k([a-z2-7]{8})([a-z2-7]{8})([0-9]{2})_([a-z2-7]{12})(?:[_ ]?[Cc]opy[_ ]?[0-9]*)?"
)
"""Word keeps names of up to forty letters and hides those that begin with "_"; these have 33.

LibreOffice adds "_Copy_1" to the bookmark of a line that was pasted twice.
"""
_MOST_LINES: Final = 99


class Mark(NamedTuple):
    """One mark: of which document, which block, which line of it, and what the block said."""

    document: str
    block: str
    line: int
    said: str

    @property
    def name(self) -> str:
        """The name of the bookmark."""
        return f"_k{self.document}{self.block}{self.line:02d}_{self.said}"

    @property
    def place(self) -> tuple[str, int]:
        """Which line it is, whatever the line says."""
        return self.block, self.line


def read_mark(name: str) -> Mark | None:
    """The mark that a bookmark is, if it is one."""
    found = _NAME.fullmatch(name)
    return None if found is None else Mark(found[1], found[2], int(found[3]), found[4])


@dataclass(frozen=True, slots=True)
class Key:
    """The secret of one document in one language: makes the fingerprints of its marks."""

    secret: bytes
    language: str

    @property
    def document(self) -> str:
        """The fingerprint of the document in this language."""
        return self.of("document", length=_SHORT)

    def of(self, *words: str, length: int) -> str:
        """The fingerprint of some words."""
        told = "\0".join((self.language, *words)).encode()
        made = blake2b(told, key=self.secret[:64], digest_size=16).digest()
        return b32encode(made).decode().lower()[:length]


class Marks(Naming):
    """The names of the bookmarks of one working copy, told while its lines are written in order.

    Every block has an anchor here, so each laid line either begins a block or goes on with it.
    """

    def __init__(self, key: Key, placed: Sequence[Placed]) -> None:
        """Marks for the blocks of a document, in their order."""
        self._key = key
        self._blocks = dict(_block_marks(key, placed))
        self._whole = whole(key, placed)
        self._frame: Counter[str] = Counter()
        self._now = self._mark_of_frame("closing")
        self._line = 0

    def line(self, place: str | None) -> str | None:
        """The mark of a line that begins a block, or goes on with the one before."""
        if place is None:
            return self._next()
        self._now = self._blocks.get(place) or self._mark_of_frame("closing")
        self._line = 0
        return self._now.name

    def frame(self, kind: str) -> str | None:
        """The mark of a line that is no block."""
        mark = self._mark_of_frame(kind)
        self._frame[kind] += 1
        return mark._replace(line=min(self._frame[kind], _MOST_LINES)).name

    def table(self) -> str | None:
        """The mark of a table, in its first cell."""
        return self._next()

    def target(self, place: str) -> str:
        """Where a cross-reference leads."""
        return self._blocks[place].name

    def _next(self) -> str:
        self._line = min(self._line + 1, _MOST_LINES)
        return self._now._replace(line=self._line).name

    def _mark_of_frame(self, kind: str) -> Mark:
        return Mark(self._key.document, frame_of(self._key, kind), 0, self._whole)


def frame_of(key: Key, kind: str) -> str:
    """The fingerprint of what is no block: title, subtitle, front, contents, closing."""
    return key.of("frame", kind, length=_SHORT)


def whole(key: Key, placed: Sequence[Placed]) -> str:
    """The fingerprint of the whole document; the marks of the frame carry it."""
    return key.of("whole", *(mark.said for mark in block_marks(key, placed)), length=_LONG)


def block_marks(key: Key, placed: Sequence[Placed]) -> tuple[Mark, ...]:
    """The mark of the first line of each block."""
    return tuple(mark for _, mark in _block_marks(key, placed))


def _block_marks(key: Key, placed: Sequence[Placed]) -> Iterator[tuple[str, Mark]]:
    """By the name that the press gives each place: "k1" is the first block."""
    seen: Counter[tuple[str, str]] = Counter()
    for number, each in enumerate(placed, 1):
        where = (each.place, each.piece)
        seen[where] += 1
        block = key.of(*where, str(seen[where]), length=_SHORT)
        said = key.of("said", *_words(each.block), length=_LONG)
        yield f"k{number}", Mark(key.document, block, 0, said)


def _words(block: Block) -> Iterator[str]:
    """Everything a block says, notes too; a number that is counted anew is named by its place."""
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield block.kind
        yield from _of_runs(block.runs)
    elif isinstance(block, ChartBlock):
        yield block.chart.reading
        yield from _words(table_of_chart(block.chart))
        yield from (*block.chart.remarks, block.chart.foot)
    else:
        yield block.caption
        for row in (block.header, *block.rows):
            for cell in row:
                yield from _of_runs(cell)


def _of_runs(runs: Runs) -> Iterator[str]:
    yield "".join(_of_run(run) for run in runs)
    for run in runs:
        if run.note is not None:
            yield from ("".join(_of_run(each) for each in line) for line in run.note.paragraphs)


def _of_run(run: Run) -> str:
    return f"{run.link}" if run.number else run.text


def anchored(placed: Sequence[Placed]) -> tuple[Block, ...]:
    """The blocks, each with an anchor; anchors are never printed."""
    return tuple(
        each.block if each.block.anchor is not None else replace(each.block, anchor=f"·{n}")
        for n, each in enumerate(placed)
    )

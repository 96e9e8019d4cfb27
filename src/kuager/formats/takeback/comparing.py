"""What was changed in a working copy, line by line: words, order, notes, what is new or gone."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from kuager.formats.takeback.lines import CopyRead, Line, NoteRead
from kuager.formats.takeback.matching import Matched, match_lines

ChangeKind = Literal["changed", "added", "deleted", "moved", "split", "merged", "note", "table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteChange:
    """A note of a line (by its number there, from 0) that says something else now."""

    number: int
    before: str
    after: str
    is_tracked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `base` is the number of the line in the document, None for a new one.

    `back` are the lines that came back in its place. `after` is the line of the document behind
    which it stands now (for what is new or was moved; -1: before all). `merged` are lines of the
    document that went into this one. `by_words`: the mark was lost, its words were found.
    """

    kind: ChangeKind
    base: int | None
    back: tuple[int, ...] = ()
    after: int = -1
    merged: tuple[int, ...] = ()
    note: NoteChange | None = None
    is_tracked: bool = False
    by_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """All changes in the order of the copy, and which line became which."""

    changes: tuple[Change, ...]
    matched: Matched


def compare_copies(base: CopyRead, back: CopyRead) -> Compared:
    """Every change between the document as it is and the copy that came back."""
    matched = match_lines(base.lines, back.lines)
    comparing = _Comparing(base, back, matched)
    return Compared(changes=tuple(comparing.changes()), matched=matched)


def line_up_notes(base: Sequence[NoteRead], back: Sequence[NoteRead]) -> dict[int, int]:
    """Which note that came back (by number) is which of the document's.

    By their words first, then by their order among what is left between two that are known.
    """
    first, second = [n.words for n in base], [n.words for n in back]
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found |= dict(zip(range(c, d), range(a, b), strict=True))
        elif kind == "replace":
            found |= _alike_notes(base, back, range(a, b), range(c, d))
    return found


def _alike_notes(
    base: Sequence[NoteRead], back: Sequence[NoteRead], ours: range, theirs: range
) -> dict[int, int]:
    """Notes between two known ones: in order if they are as many, else the most alike."""
    if len(ours) == len(theirs):
        return dict(zip(theirs, ours, strict=True))
    found: dict[int, int] = {}
    ratios = sorted(
        (-SequenceMatcher(None, base[a].words, back[c].words, autojunk=False).ratio(), a, c)
        for a in ours
        for c in theirs
    )
    for ratio, a, c in ratios:
        if -ratio >= 0.5 and c not in found and a not in found.values():  # noqa: PLR2004
            found[c] = a
    return found


class _Comparing:
    """The lines of both sides, with what was found."""

    def __init__(self, base: CopyRead, back: CopyRead, matched: Matched) -> None:
        self._base, self._back, self._matched = base, back, matched
        self._owner = {n: number for number, lines in matched.became.items() for n in lines}
        self._moved = self._find_moved()

    def changes(self) -> Iterator[Change]:
        """In the order of the copy; what is gone stands where it stood."""
        last = -1
        gone = iter(self._gone())
        waiting = next(gone, None)
        for n, line in enumerate(self._back.lines):
            number = self._owner.get(n)
            if number is not None and self._matched.became[number][0] != n:
                continue
            if number is None:
                if line.words and not line.is_contents:
                    yield Change(kind="added", base=None, back=(n,), after=last,
                                 is_tracked=line.is_tracked)  # fmt: skip
                continue
            while waiting is not None and waiting.base is not None and waiting.base < number:
                yield waiting
                waiting = next(gone, None)
            yield from self._of_line(number, last)
            last = number
        while waiting is not None:
            yield waiting
            waiting = next(gone, None)

    def _gone(self) -> Iterator[Change]:
        """Lines of the document that came back nowhere."""
        found = self._matched
        for number, line in enumerate(self._base.lines):
            is_known = number in found.became or number in found.into
            if line.words and not is_known and not line.is_contents:
                is_struck = any(m.place in self._back.struck for m in (*line.marks, *line.faint))
                yield Change(kind="deleted", base=number, is_tracked=is_struck)

    def _of_line(self, number: int, last: int) -> Iterator[Change]:
        """What happened to one line that is still there."""
        base, lines = self._base.lines[number], tuple(self._matched.became[number])
        if base.is_contents:
            return
        back = [self._back.lines[n] for n in lines]
        is_tracked = any(line.is_tracked for line in back)
        by_words = number in self._matched.by_words
        merged = tuple(n for n, into in self._matched.into.items() if into == number)
        if number in self._moved:
            yield Change(kind="moved", base=number, back=lines, after=last,
                         is_tracked=is_tracked, by_words=by_words)  # fmt: skip
        kind = self._kind(base, back, merged)
        if kind is not None:
            yield Change(kind=kind, base=number, back=lines, after=last, merged=merged,
                         is_tracked=is_tracked, by_words=by_words)  # fmt: skip
        if not merged:
            for note in changed_notes(base, back):
                yield Change(kind="note", base=number, back=lines, note=note,
                             is_tracked=note.is_tracked, by_words=by_words)  # fmt: skip

    def _kind(self, base: Line, back: Sequence[Line], merged: tuple[int, ...]) -> ChangeKind | None:
        if base.cells is not None:
            return None if back[0].cells == base.cells else "table"
        if merged:
            return "merged"
        if len(back) > 1:
            return "split"
        if back[0].words != base.words or not _has_same_notes(base, back[0]):
            return "changed"
        return None

    def _find_moved(self) -> set[int]:
        """Lines that stand elsewhere: the fewest that have to be moved to get the new order."""
        order = [
            self._owner[n]
            for n in range(len(self._back.lines))
            if n in self._owner and self._matched.became[self._owner[n]][0] == n
        ]
        kept = _longest_rising(order)
        lines = self._base.lines
        return {n for n in order if n not in kept and lines[n].words and not lines[n].is_contents}


def changed_notes(base: Line, back: Sequence[Line]) -> Iterator[NoteChange]:
    """Notes that say something else."""
    notes = [note for line in back for note in line.notes]
    for theirs, ours in sorted(line_up_notes(base.notes, notes).items(), key=lambda p: p[1]):
        before, after = base.notes[ours].words, notes[theirs].words
        if before != after:
            is_tracked = notes[theirs].is_tracked
            yield NoteChange(number=ours, before=before, after=after, is_tracked=is_tracked)


def _has_same_notes(base: Line, back: Line) -> bool:
    """Whether all notes are there, no other, and each behind the same letter."""
    known = line_up_notes(base.notes, back.notes)
    if len(known) != len(base.notes) or len(known) != len(back.notes):
        return False
    return all(base.notes[a].at == back.notes[c].at for c, a in known.items())


def _longest_rising(order: Sequence[int]) -> set[int]:
    """The longest rising run of numbers within a list, not necessarily neighbours."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(order):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(order[at])
        at = before[at]
    return kept

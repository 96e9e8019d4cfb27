"""Which line that came back is which line of the document: by marks, else by the words.

A mark survives most of what people do, but not all: a line that was written anew, or that passed
through another program, is found by what it says. Which of the two it was is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final

from kuager.formats.takeback.lines import Line

_WORDS: Final = re.compile(r"\w+")
_ALIKE: Final = 0.6
_PART: Final = 0.8
_FEW: Final = 3
"""Fewer words are no ground to say that two lines are the same."""


@dataclass(slots=True)
class Matched:
    """Lines of the document (by number) and what they became (numbers of lines that came back).

    The first number of a list is the line itself; further ones were split off it. `into` says of a
    line that was merged into another one which one; `by_words` were found by what they say.
    """

    became: dict[int, list[int]] = field(default_factory=dict)
    into: dict[int, int] = field(default_factory=dict)
    by_words: set[int] = field(default_factory=set)

    @property
    def taken(self) -> set[int]:
        """The lines that came back and are known."""
        return {number for numbers in self.became.values() for number in numbers}


def match_lines(base: Sequence[Line], back: Sequence[Line]) -> Matched:
    """Find every line of the document among those that came back."""
    found = Matched()
    _by_marks(base, back, found)
    _by_same_words(base, back, found)
    _split_off(base, back, found)
    _merged_into(base, back, found)
    _by_alike_words(base, back, found)
    _split_off(base, back, found)
    return found


def _by_marks(base: Sequence[Line], back: Sequence[Line], found: Matched) -> None:
    """By the marks that still have letters; a faint one only where no other mark is."""
    numbers = {mark.place: n for n, line in enumerate(base) for mark in (*line.marks, *line.faint)}
    holders: dict[int, list[int]] = {}
    for n, line in enumerate(back):
        strong = [numbers[mark.place] for mark in line.marks if mark.place in numbers]
        strong = [number for number in strong if base[number].words] or strong
        faint = [numbers[mark.place] for mark in line.faint if mark.place in numbers]
        for number in dict.fromkeys(strong or faint):
            if strong or bool(line.words) == bool(base[number].words):
                holders.setdefault(number, []).append(n)
    for number, lines in sorted(holders.items()):
        strong_in = [n for n in lines if _is_in(base[number], back[n])]
        _give(base, back, found, number, strong_in or lines)


def _is_in(line: Line, other: Line) -> bool:
    """Whether letters of a marked line stand in another one."""
    places = {mark.place for mark in (*line.marks, *line.faint)}
    return bool(places & {mark.place for mark in other.marks})


def _give(
    base: Sequence[Line], back: Sequence[Line], found: Matched, number: int, lines: list[int]
) -> None:
    """A line of the document becomes these lines, or goes into one that another has already."""
    own = [n for n in lines if n not in found.taken]
    if own:
        own.sort(key=lambda n: (-_alike(base[number], back[n]), n))
        first, rest = own[0], sorted(own[1:])
        # Pasted twice, or typed behind the end: new lines, unless they have words missing here.
        missing = _bag(base[number]) - _bag(back[first])
        parts = [n for n in rest if _is_part(back[n], missing)]
        found.became[number] = sorted([first, *parts])
        return
    holder = lines[0]
    rival = next(n for n, numbers in found.became.items() if holder in numbers)
    if _shared(base[number], back[holder]) > _shared(base[rival], back[holder]):
        found.became[number] = found.became.pop(rival)
        number, rival = rival, number
    found.into[number] = rival


def _by_same_words(base: Sequence[Line], back: Sequence[Line], found: Matched) -> None:
    """By the very same words, where they stand once among what is left."""
    left, free = _left(base, found), _free(back, found)
    counts = Counter(back[n].words for n in free)
    where = {back[n].words: n for n in free if counts[back[n].words] == 1}
    owned = Counter(base[n].words for n in left)
    for number in left:
        words = base[number].words
        if words in where and owned[words] == 1:
            found.became[number] = [where[words]]
            found.by_words.add(number)


def _split_off(base: Sequence[Line], back: Sequence[Line], found: Matched) -> None:
    """A line that follows another and has the words that are missing there was split off it."""
    owner = {n: number for number, numbers in found.became.items() for n in numbers}
    for n in _free(back, found):
        for beside in (n - 1, n + 1):
            number = owner.get(beside)
            if number is None or back[n].cells is not None or base[number].cells is not None:
                continue
            missing = _bag(base[number]) - _bags(back[each] for each in found.became[number])
            if _is_part(back[n], missing):
                found.became[number] = sorted([*found.became[number], n])
                owner[n] = number
                break


def _is_part(line: Line, missing: Counter[str]) -> bool:
    """Whether a line says what is missing elsewhere, and little more."""
    words = _bag(line)
    return bool(words) and (words & missing).total() >= _PART * words.total()


def _merged_into(base: Sequence[Line], back: Sequence[Line], found: Matched) -> None:
    """A line whose words stand in the one that its neighbour became was merged into it."""
    for number in _left(base, found):
        words = _bag(base[number])
        for beside in (number - 1, number + 1):
            beside = found.into.get(beside, beside)  # noqa: PLW2901 - follow a chain of merges
            if not words or number in found.into or beside not in found.became:
                continue
            more = _bags(back[n] for n in found.became[beside]) - _bag(base[beside])
            if (words & more).total() >= _PART * words.total():
                found.into[number] = beside


def _by_alike_words(base: Sequence[Line], back: Sequence[Line], found: Matched) -> None:
    """By words that are much the same, the most alike first."""
    pairs: list[tuple[float, int, int]] = []
    free = [n for n in _free(back, found) if _bag(back[n]).total() >= _FEW]
    for number in _left(base, found):
        words = _bag(base[number])
        for n in free:
            shared, both = (words & _bag(back[n])).total(), (words | _bag(back[n])).total()
            is_same_kind = (base[number].cells is None) == (back[n].cells is None)
            if is_same_kind and both and shared / both >= _ALIKE / 2:
                alike = _alike(base[number], back[n])
                if alike >= _ALIKE:
                    pairs.append((-alike, number, n))
    for _, number, n in sorted(pairs):
        if number not in found.became and n not in found.taken:
            found.became[number] = [n]
            found.by_words.add(number)


def _left(base: Sequence[Line], found: Matched) -> list[int]:
    """Lines of the document that are not found yet and have words."""
    return [
        n
        for n, line in enumerate(base)
        if line.words and n not in found.became and n not in found.into
    ]


def _free(back: Sequence[Line], found: Matched) -> list[int]:
    """Lines that came back, have words, and belong to none yet."""
    taken = found.taken
    return [
        n for n, line in enumerate(back) if line.words and n not in taken and not line.is_contents
    ]


def _alike(line: Line, other: Line) -> float:
    """How much alike two lines are, 0 to 1."""
    if line.words == other.words:
        return 1.0
    first, second = _WORDS.findall(line.words.lower()), _WORDS.findall(other.words.lower())
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _shared(line: Line, other: Line) -> int:
    """How many words of a line stand in another."""
    return (_bag(line) & _bag(other)).total()


def _bag(line: Line) -> Counter[str]:
    return Counter(_WORDS.findall(line.words.lower()))


def _bags(lines: Iterable[Line]) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in lines:
        found += _bag(line)
    return found

"""Counting funnels from bits: who reached a stage, what came of the rest, and how long it took.

The frame holds for each position how far it came and by which way it goes, as bits under codes;
whose position it is, this room cannot know.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from statistics import median
from typing import Final

from kuager.model.funnel import Days, Exit, StageCount, TimeBetween
from kuager.model.journey import WAYS, Way
from kuager.model.table import Cell
from kuager.stats.frame import Bits, Weights

Span = tuple[int | None, int | None]
"""The first and last day that a date can mean, as ordinals; None: no bound."""
_NEVER: Final = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """How far every position came: the stages in order, and bits under codes.

    `furthest` has the positions of each stage, which do not meet; neither do those of `ways`.
    `along` are bits under (stage, exit code) for what was met on the way.
    """

    stages: tuple[str, ...]
    furthest: Mapping[str, Bits]
    ways: Mapping[Way, Bits]
    reasons: Mapping[str, Bits]
    along: Mapping[tuple[str, str], Bits] = field(default_factory=dict)
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The positions that are counted: those that surely are, and those that possibly are."""

    sure: Bits
    possibly: Bits

    def cell(self, bits: Bits) -> Cell:
        """How many of some positions are counted."""
        sure, possibly = (bits & self.sure).bit_count(), (bits & self.possibly).bit_count()
        return Cell(sure, possibly, sure, sure + possibly)

    def people(self, bits: Bits, weights: Weights) -> Cell:
        """For how many people some positions stand."""
        sure, every = bits & self.sure, bits & (self.sure | self.possibly)
        possibly = (bits & self.possibly).bit_count()
        return Cell(sure.bit_count(), possibly, weights.least(sure), weights.most(every))


def count_stages(courses: Courses, chosen: Chosen) -> tuple[StageCount, ...]:
    """Count a funnel: who is at a later stage has reached all earlier ones."""
    found = []
    for at, stage in enumerate(courses.stages):
        here = courses.furthest.get(stage, 0)
        reached = reduce(or_, (courses.furthest.get(s, 0) for s in courses.stages[at:]), 0)
        found.append(
            StageCount(
                stage=stage,
                reached=chosen.cell(reached),
                ways={way: chosen.cell(here & courses.ways.get(way, 0)) for way in WAYS},
                exits=_exits(chosen, ((c, here & bits) for c, bits in courses.reasons.items())),
                along=_exits(
                    chosen, ((code, b) for (s, code), b in courses.along.items() if s == stage)
                ),
                people=None if courses.weights is None else chosen.people(reached, courses.weights),
            )
        )
    return tuple(found)


def _exits(chosen: Chosen, found: Iterable[tuple[str, Bits]]) -> tuple[Exit, ...]:
    """Ways out that anybody took, the most frequent first."""
    exits = [Exit(code, chosen.cell(bits)) for code, bits in found]
    taken = [one for one in exits if one.cell.sure or one.cell.possibly]
    return tuple(sorted(taken, key=lambda one: (-one.cell.sure, -one.cell.possibly, one.reason)))


@dataclass(frozen=True, slots=True)
class Passage:
    """One position for the times: the number of its furthest stage, and the days of its stages."""

    place: int
    is_open: bool
    days: Mapping[int, Span]


def times_between(stages: Sequence[str], passages: Iterable[Passage]) -> tuple[TimeBetween, ...]:
    """Days from each stage to the next one, for those of which both days are known."""
    found = list(passages)
    return tuple(_between(stages[at], stages[at + 1], at, found) for at in range(len(stages) - 1))


def _between(first: str, second: str, at: int, passages: Sequence[Passage]) -> TimeBetween:
    went = [one for one in passages if one.place > at]
    dated = [one for one in went if at in one.days and at + 1 in one.days]
    lengths = [_length(one.days[at], one.days[at + 1]) for one in dated]
    known = [length for length in lengths if length is not None]
    lows = [low for low, _ in known]
    highs = [_NEVER if high is None else high for _, high in known]
    return TimeBetween(
        first=first,
        second=second,
        n=len(known),
        median=_days(median(lows), median(highs)) if known else None,
        shortest=_days(min(lows), min(highs)) if known else None,
        longest=_days(max(lows), max(highs)) if known else None,
        waiting=sum(one.place == at and one.is_open for one in passages),
        undated=len(went) - len(dated),
        contrary=len(lengths) - len(known),
    )


def _length(first: Span, second: Span) -> Days | None:
    """How many days lie between two dates, as bounds; None if the second surely came before."""
    most = None if second[1] is None or first[0] is None else second[1] - first[0]
    if most is not None and most < 0:
        return None
    least = 0 if second[0] is None or first[1] is None else max(0, second[0] - first[1])
    return least, most


def _days(least: float, most: float) -> Days:
    """Whole days; a median between two days is widened to both of them."""
    return int(least), None if most == _NEVER else -int(-most // 1)

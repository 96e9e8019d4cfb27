"""How many people there were, when several things are said of it: bounds, never a blind sum.

About 300 detained, of whom 33 are known, of whom 27 signed, are about 300. Numbers of one event
may tell of the same people, so at least the greatest of them were there; at most their sum, where
nothing says that one is a part of another. Numbers stand for people, never names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

Bounds = tuple[int, int | None]
"""At least, and at most (None: nobody knows)."""
UNKNOWN_SIZE: Final[Bounds] = (1, None)
_DEEPEST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Everything that is said of the people of one event, or of some acts in it.

    `total` is the number said of the whole; `groups` the bounds of each group by its number,
    `parts` the group of which each is a part, `members` the persons known to be in a group.
    `persons` are known one by one; `loose` are counts of people that belong to no group, and
    `cases` the persons of each case where nothing else tells who it happened to. There were no
    more than `most` people in all.
    """

    total: Bounds | None = None
    most: int | None = None
    groups: Mapping[int, Bounds]
    parts: Mapping[int, int]
    members: Mapping[int, frozenset[int]]
    persons: frozenset[int] = frozenset()
    loose: tuple[Bounds, ...] = ()
    cases: tuple[frozenset[int], ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said of any people."""
        some = (self.total, self.groups, self.persons, self.loose, self.cases)
        return not any(some)

    @property
    def bounds(self) -> Bounds:
        """At least and at most so many people."""
        low = self._least()
        if self.total is None:
            known = [one for one in (self._most(), self.most) if one is not None]
            high = min(known) if known else None
        else:
            low, high = max(low, self.total[0]), self.total[1]
        return low, None if high is None else max(low, high)

    def _least(self) -> int:
        known = self.persons.union(*(self.members.get(group, frozenset()) for group in self.groups))
        lows = [low for low, _ in (*self.groups.values(), *self.loose)]
        return max((len(known), _apart(self.cases), *lows))

    def _most(self) -> int | None:
        tops = [group for group in self.groups if not self._is_within_another(group)]
        highs = [self._group_most(group) for group in tops] + [high for _, high in self.loose]
        inside = frozenset[int]().union(*(self.members.get(g, frozenset()) for g in self.groups))
        own = len(self.persons - inside)
        of_cases = len(frozenset[int]().union(*self.cases) - inside - self.persons)
        known = [high for high in highs if high is not None]
        return None if len(known) < len(highs) else sum(known) + own + of_cases

    def _group_most(self, group: int) -> int | None:
        high = self.groups[group][1]
        within = [g for g in self.groups if g == group or group in self._above(g)]
        known = frozenset[int]().union(*(self.members.get(g, frozenset()) for g in within))
        lows = [self.groups[g][0] for g in within]
        return None if high is None else max(high, len(known), *lows)

    def _is_within_another(self, group: int) -> bool:
        return any(above in self.groups for above in self._above(group))

    def _above(self, group: int) -> list[int]:
        """The groups of which this one is a part, nearest first; never itself."""
        found: list[int] = []
        at = self.parts.get(group)
        while at is not None and at != group and at not in found and len(found) < _DEEPEST:
            found.append(at)
            at = self.parts.get(at)
        return found


def _apart(cases: Iterable[frozenset[int]]) -> int:
    """At least so many people: cases that share nobody are of different people."""
    met: set[int] = set()
    number = 0
    for persons in sorted(cases, key=len):
        if persons and met.isdisjoint(persons):
            met |= persons
            number += 1
    return number

"""One system of all published tables of one unit: kinds of record, and what each number counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import numpy as np
from scipy import sparse

from kuager.model.published import TOTAL, Axis, Key, PublishedTable, parts_of
from kuager.model.units import UNITS
from kuager.stats.disclosure import Within
from kuager.stats.disclosure.cliques import Clique, cliques, joints
from kuager.stats.disclosure.listed import occupied
from kuager.stats.disclosure.looking import NO_END
from kuager.stats.disclosure.sides import (
    Doubt,
    Flags,
    Side,
    Supposed,
    Test,
    UncheckableError,
    at_day,
    counting_side,
    property_side,
    span,
    time_side,
)
from kuager.stats.disclosure.worlds import Ints

COUNTING: Final = "as-of"
MOST_KINDS: Final = 12_000
"""How many kinds a system may have: beyond, nothing is proved, and nothing is let pass."""
Group = Mapping[str, Flags]
"""Some records: for each side that matters, the kinds that belong to them."""


@dataclass(frozen=True)
class Numbered:
    """A cell of a published table: whose number, and its bounds; `table` is its position."""

    table: int
    key: Key
    group: Group
    low: int
    high: int
    mark: str


@dataclass
class Joint:
    """The system: cliques of sides, the cells, and the rows that bind the kinds.

    In `absent` groups there is nobody, in `listed` ones somebody; `surely` are those without the
    records that cannot be, in the same order.
    """

    sides: dict[str, Side]
    cliques: list[Clique]
    cells: list[Numbered]
    absent: list[Group] = field(default_factory=list)
    listed: list[Group] = field(default_factory=list)
    surely: list[Group] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Lay the cliques out side by side. Raises UncheckableError if there is too much."""
        self.order = [sorted(clique) for clique in self.cliques]
        sizes = [self._size(names) for names in self.order]
        if sum(sizes) > MOST_KINDS:
            raise UncheckableError("too-large")
        self.starts = np.cumsum([0, *sizes])
        self.everybody = {name: np.ones(side.size, dtype=bool) for name, side in self.sides.items()}

    def _size(self, names: Sequence[str]) -> int:
        """How many kinds a clique has; a number beyond all limits if too many."""
        size = 1
        for name in names:
            size = min(size * self.sides[name].size, MOST_KINDS + 1)
        return size

    @property
    def kinds(self) -> int:
        """How many kinds there are in all cliques."""
        return int(self.starts[-1])

    def home(self, names: frozenset[str]) -> int:
        """The clique in which these sides are together."""
        return next(at for at, clique in enumerate(self.cliques) if names <= clique)

    def row(self, group: Group, clique: int) -> Ints:
        """The kinds of a clique (by position in all) that belong to a group."""
        inside = np.ones(1, dtype=bool)
        for name in self.order[clique]:
            part = group.get(name)
            flags = self.everybody[name] if part is None else part
            inside = (inside[:, None] & flags[None, :]).ravel()
        return np.asarray(np.flatnonzero(inside) + self.starts[clique], dtype=np.int64)

    def is_listed(self, group: Group) -> bool:
        """Whether everybody knows that a group has a record: a listed category lies in it."""
        return any(
            all(
                name in one and not np.any(one[name] & ~flags)
                for name, flags in group.items()
                if not flags.all()
            )
            for one in self.surely
        )

    def rows(self, groups: Sequence[Group]) -> Any:  # noqa: ANN401 - scipy has no types
        """A matrix of groups by kinds."""
        found = [self.row(group, self.home(frozenset(group))) for group in groups]
        lengths = np.cumsum([0, *map(len, found)])
        places = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
        return sparse.csr_matrix(
            (np.ones(len(places), dtype=np.int64), places, lengths), shape=(len(found), self.kinds)
        )

    def overlaps(self) -> Any:  # noqa: ANN401
        """Rows that are 0: cliques agree on every kind of their overlap."""
        found = []
        for a, b, shared in joints(self.cliques):
            names = sorted(shared)
            for kind in product(*(range(self.sides[name].size) for name in names)):
                group = {
                    name: np.arange(self.sides[name].size) == at
                    for name, at in zip(names, kind, strict=True)
                }
                row = np.zeros(self.kinds, dtype=np.int64)
                row[self.row(group, a)] = 1
                row[self.row(group, b)] = -1
                found.append(sparse.csr_matrix(row))
        if not found:
            return sparse.csr_matrix((0, self.kinds), dtype=np.int64)
        return sparse.vstack(found, format="csr")


def lay_together(
    tables: Mapping[int, PublishedTable], within: Within, *, leaving: bool, doubt: Doubt
) -> Joint:
    """One system of the tables of one unit, by position; raises UncheckableError.

    `leaving`: records may be gone again at a later day. `doubt`: see `Supposed`.
    """
    asked: dict[str, set[Test]] = {}
    many: set[str] = set()
    for table in tables.values():
        for side, test in _tests_of(table):
            asked.setdefault(side, set()).add(test)
        many |= {_side_of(axis.name, table) for axis in table.axes if axis.many}
    days = sorted({table.as_of for table in tables.values()})
    listed = frozenset(axis.name for table in tables.values() for axis in table.axes)
    sides = {
        name: _side(name, tests, Supposed(within, listed, doubt, name in many))
        for name, tests in asked.items()
    }
    if len(days) > 1:
        sides[COUNTING] = counting_side(days, leaving=leaving)
    cells, absent = [], list[Group]()
    full, surely = list[Group](), list[Group]()
    for at, table in tables.items():
        cells += list(_cells(at, table, sides))
        absent += list(_absent(table, sides, doubt=doubt))
        there = list(_listed(table, sides))
        full += there
        surely += [_possible(group, table, sides, doubt=doubt) for group in there]
    groups = {frozenset(cell.group) for cell in cells}
    groups |= {frozenset(group) for group in (*absent, *full)}
    groups.add(frozenset({COUNTING} & sides.keys()))
    return Joint(sides, cliques(groups) or [frozenset()], cells, absent, full, surely)


def _side(name: str, tests: set[Test], supposed: Supposed) -> Side:
    if name.startswith("time:"):
        return time_side(name, tests)
    return property_side(name, tests, supposed)


def _clock_of(table: PublishedTable) -> str:
    """The side of a table's clock: of the date property, if the clock has only one."""
    unit = UNITS.get(table.unit)
    properties = unit.clocks.get(table.clock, ()) if unit else ()
    return f"time:{properties[0] if len(properties) == 1 else table.clock}"


def _side_of(name: str, table: PublishedTable) -> str:
    """The side to which a dimension of a table belongs."""
    property_name, _, scale = name.partition("@")
    single = not any(axis.name == name and axis.many for axis in table.axes)
    if scale in ("year", "month") and single:
        return f"time:{property_name}"
    return property_name


def _tests_of(table: PublishedTable) -> Iterator[tuple[str, Test]]:
    """All that a table asks of sides, its day of counting apart."""
    if table.first or table.last:
        yield _clock_of(table), span(table.first, table.last)
    for name, values in table.where.items():
        yield _side_of(name, table), (name, tuple(sorted(values)))
    for axis in table.axes:
        for code in axis.categories:
            yield _side_of(axis.name, table), (axis.name, parts_of(code))


def _scope(table: PublishedTable, sides: Mapping[str, Side]) -> dict[str, Flags]:
    """Whom a table counts at all."""
    group: dict[str, Flags] = {}
    if table.first or table.last:
        _narrow(group, sides, _clock_of(table), span(table.first, table.last))
    for name, values in table.where.items():
        _narrow(group, sides, _side_of(name, table), (name, tuple(sorted(values))))
    if COUNTING in sides:
        _narrow(group, sides, COUNTING, at_day(table.as_of))
    return group


def _narrow(group: dict[str, Flags], sides: Mapping[str, Side], side: str, test: Test) -> None:
    """Narrow a group down by one test."""
    flags = sides[side].flags(test)
    group[side] = group[side] & flags if side in group else flags


def _cells(at: int, table: PublishedTable, sides: Mapping[str, Side]) -> Iterator[Numbered]:
    scope = _scope(table, sides)
    for key, cell in sorted(table.cells.items()):
        high = NO_END if cell.high is None else cell.high
        yield Numbered(at, key, _keyed(scope, key, table, sides), cell.low, high, cell.mark)


def _keyed(scope: Group, key: Key, table: PublishedTable, sides: Mapping[str, Side]) -> Group:
    """Whom a cell of a table counts."""
    group = dict(scope)
    for axis, code in zip(table.axes, key, strict=True):
        if code != TOTAL:
            _narrow(group, sides, _side_of(axis.name, table), (axis.name, parts_of(code)))
    return group


def _listed(table: PublishedTable, sides: Mapping[str, Side]) -> Iterator[Group]:
    """Groups in which somebody is: the categories that a table lists."""
    scope, cells = _scope(table, sides), table.cells
    for key in occupied(table.axes, lambda key: key in cells and cells[key].high == 0):
        yield _keyed(scope, key, table, sides)


def _absent(table: PublishedTable, sides: Mapping[str, Side], *, doubt: Doubt) -> Iterator[Group]:
    """Groups in which nobody is: what an axis does not name has no record.

    Without doubt that holds for all axes, otherwise where rows add up.
    """
    scope = _scope(table, sides)
    if any(_lists_nobody(axis, doubt=doubt) for axis in table.axes):
        yield scope
    for side, flags in _named(table, sides, doubt=doubt):
        left = ~flags & scope[side] if side in scope else ~flags
        if left.any():
            yield {**scope, side: left}


def _lists_nobody(axis: Axis, *, doubt: Doubt) -> bool:
    """Whether a table tells by an axis without categories that it counts nobody at all."""
    return not (axis.categories or axis.whole_list) and (doubt == 0 or not axis.many)


def _named(
    table: PublishedTable, sides: Mapping[str, Side], *, doubt: Doubt
) -> Iterator[tuple[str, Flags]]:
    """The kinds that each axis names, of those axes that name all there are."""
    for axis in table.axes:
        if not axis.categories:
            continue  # see `_lists_nobody`
        side = _side_of(axis.name, table)
        may_add_up = not axis.many and not sides[side].many
        if doubt == 0 or may_add_up:
            named = [sides[side].flags((axis.name, parts_of(code))) for code in axis.categories]
            yield side, np.asarray(np.any(named, axis=0), dtype=bool)


def _possible(
    group: Group, table: PublishedTable, sides: Mapping[str, Side], *, doubt: Doubt
) -> Group:
    """A group of a table without the records that cannot be in it."""
    found = dict(group)
    for side, flags in _named(table, sides, doubt=doubt):
        found[side] = found[side] & flags if side in found else flags
    return found


__all__ = ["COUNTING", "Group", "Joint", "Numbered", "lay_together"]

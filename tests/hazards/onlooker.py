"""An onlooker who reads all released tables and computes what he can: written for itself.

Nothing of the program's own check is used here, only the published tables. He lists every kind of
record that the released tables could ever tell apart, one by one; each number that stands is an
equation over them; and he asks an integer program for the least and the greatest number of each
cell that was held back. Kinds that no equation tells apart are one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from kuager.model.published import Key, PublishedTable

Mask = NDArray[np.bool_]
_FAR = 10_000


@dataclass(frozen=True)
class World:
    """What everybody knows of how records are described.

    `places` maps a district to its region; `single` a property to all its categories; `several`
    a property to all categories of which a record may have any number.
    """

    places: Mapping[str, str]
    single: Mapping[str, tuple[str, ...]]
    several: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Look:
    """What the onlooker found out about a cell that was held back."""

    table: int
    key: Key
    low: int
    high: int


class Onlooker:
    """Somebody who has all released tables before him."""

    def __init__(self, tables: Sequence[PublishedTable], world: World) -> None:
        """Write down every kind of record and every equation."""
        self.tables = tables
        self.columns = _kinds(tables, world)
        self.masks = {
            (at, key): self._mask(table, key)
            for at, table in enumerate(tables)
            for key in table.cells
        }
        lists = [row for table in tables for row in self._lists(table, world)]
        self.listed = [ends for _, ends in lists]
        every = [*self.masks.values(), *(mask for mask, _ in lists)]
        self.matrix = np.unique(np.array(every, dtype=np.int8), axis=1).astype(float)
        self.rows = {name: row for row, name in enumerate(self.masks)}

    def _lists(
        self, table: PublishedTable, world: World
    ) -> Iterator[tuple[Mask, tuple[float, float]]]:
        """What the lists of categories say: nobody is in what is not listed.

        And somebody in each that is, unless the table lists everything, or lists one with a 0.
        """
        everything = {**world.single, **world.several}
        if world.places:
            everything["event.place@district"] = tuple(world.places)
            everything["event.place@region"] = tuple(sorted(set(world.places.values())))
        for at, axis in enumerate(table.axes):
            whole = {
                code: ("*",) * at + (code,) + ("*",) * (len(table.axes) - at - 1)
                for code in everything[axis.name]
            }
            told = [table.cells.get(whole[code]) for code in axis.categories]
            empty = axis.whole_list or any(cell is not None and cell.high == 0 for cell in told)
            for code, key in whole.items():
                if code not in axis.categories:
                    yield self._mask(table, key), (0.0, 0.0)
                elif not empty:
                    yield self._mask(table, key), (1.0, float(np.inf))

    def _mask(self, table: PublishedTable, key: Key) -> Mask:
        """Which kinds a cell counts."""
        mask = self.columns["as_of"] <= table.as_of.toordinal()
        if table.first is not None:
            mask = mask & (self.columns["day"] >= table.first.toordinal())
        if table.last is not None:
            mask = mask & (self.columns["day"] <= table.last.toordinal())
        asked = dict(table.where)
        for name, codes in asked.items():
            mask = mask & self._has(name, codes)
        for axis, code in zip(table.axes, key, strict=True):
            if code != "*":
                mask = mask & self._has(axis.name, (code,))
        return mask

    def _has(self, name: str, codes: Sequence[str]) -> Mask:
        """Which kinds have one of these categories."""
        column = self.columns[name]
        if column.dtype == object:
            wanted = set(codes)
            return np.array(
                [bool(some & wanted) or ("-" in wanted and not some) for some in column]
            )
        return np.isin(column, codes)

    def _bounds(self, knows: Mapping[tuple[int, Key], int]) -> tuple[list[float], list[float]]:
        low, high = [], []
        for at, key in self.masks:
            cell = self.tables[at].cells[key]
            known = knows.get((at, key))
            low.append(cell.low if known is None else known)
            high.append((np.inf if cell.high is None else cell.high) if known is None else known)
        low += [least for least, _ in self.listed]
        high += [most for _, most in self.listed]
        return low, high

    def looks(self, knows: Mapping[tuple[int, Key], int] | None = None) -> Iterator[Look]:
        """Each cell held back, as far as it can be computed; `knows` are numbers he knows."""
        known = knows or {}
        bounds = LinearConstraint(self.matrix, *self._bounds(known))
        for (at, key), row in self.rows.items():
            if self.tables[at].cells[key].mark == "suppressed" and (at, key) not in known:
                aim = self.matrix[row]
                yield Look(at, key, _end(aim, bounds), -_end(-aim, bounds))


def _end(aim: NDArray[np.float64], bounds: LinearConstraint) -> int:
    """The least whole number that a sum can be."""
    for whole in (0, 1):
        answer = milp(
            aim,
            constraints=bounds,
            bounds=Bounds(0, _FAR),
            integrality=np.full(len(aim), whole),
        )
        assert answer.status == 0, f"the onlooker's program ended with {answer.status}"
        if np.abs(answer.x - np.rint(answer.x)).max() < 1e-6:
            return round(answer.fun)
    return round(answer.fun)


def _kinds(tables: Sequence[PublishedTable], world: World) -> dict[str, NDArray[np.generic]]:
    """Every kind of record, as one column for each thing by which tables ask."""
    asked = {axis.name for table in tables for axis in table.axes}
    asked |= {name for table in tables for name in table.where}
    parts: list[list[dict[str, object]]] = [
        [{"as_of": table.as_of.toordinal()} for table in {t.as_of: t for t in tables}.values()],
        [{"day": day} for day in _days(tables)],
    ]
    if world.places and asked & {"event.place@region", "event.place@district"}:
        parts.append(
            [
                {"event.place@district": district, "event.place@region": region}
                for district, region in world.places.items()
            ]
        )
    parts += (
        [{name: code} for code in world.single[name]] for name in sorted(asked & {*world.single})
    )
    parts += (
        [{name: frozenset(some)} for some in _subsets(world.several[name])]
        for name in sorted(asked & {*world.several})
    )
    rows = [
        {name: value for part in kind for name, value in part.items()} for kind in product(*parts)
    ]
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


def _column(values: list[object]) -> NDArray[np.generic]:
    if isinstance(values[0], frozenset):
        column = np.empty(len(values), dtype=object)
        column[:] = values
        return column
    return np.array(values)


def _subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    said = [code for code in codes if code != "-"]
    return chain.from_iterable(combinations(said, size) for size in range(len(said) + 1))


def _days(tables: Sequence[PublishedTable]) -> list[int]:
    """One day of each stretch between two days on which a period begins or ends."""
    cuts = {1, date(2100, 1, 1).toordinal()}
    cuts.update(table.first.toordinal() for table in tables if table.first)
    cuts.update(table.last.toordinal() + 1 for table in tables if table.last)
    return sorted(cuts)

"""The joint attack: what could be computed from everything that was ever published, together.

Tables of one unit are one system, whatever their filters, periods, groupings and days of counting.
Looked at are: every cell that was held back; every group that the tables can name together, if it
surely exists and is small; what came or went between two days of counting; what is left if one
number is taken from another. It never says nothing because something was too large.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import ceil
from typing import Any, Final

import numpy as np
from scipy import sparse

from kuager.model.protection import Exposure
from kuager.model.published import Key, PublishedTable, Rule
from kuager.stats.disclosure import Truths, Within
from kuager.stats.disclosure.alone import alone
from kuager.stats.disclosure.groups import Asked, differences, groups
from kuager.stats.disclosure.joint import COUNTING, Joint, Numbered, lay_together
from kuager.stats.disclosure.looking import NO_END, Need, Seen, begin, narrow
from kuager.stats.disclosure.sides import Doubt, UncheckableError
from kuager.stats.disclosure.worlds import (
    ROUNDING,
    Ints,
    NoWorldError,
    TooManyQuestionsError,
    Worlds,
    system,
)

QUESTIONS: Final = 6000
MOST_TOLD: Final = 400
"""After so many exposures the attack ends and says so: whoever leaves out those that are old must
not take the silence about the rest for safety."""
_ROOM: Final = 4
_SAME: Final = 1e-6


@dataclass
class Attack:
    """A joint system with its worlds. The first rows are the cells, in their order.

    `slack` is the number of columns behind the kinds: corrections that had to be supposed because
    the published numbers contradict each other.
    """

    joint: Joint
    worlds: Worlds
    slack: int

    @cached_property
    def cells(self) -> Any:  # noqa: ANN401 - scipy has no types
        """The cells by kinds, with columns for the slack."""
        return self.wide(self.joint.rows([cell.group for cell in self.joint.cells]))

    def wide(self, matrix: Any) -> Any:  # noqa: ANN401 - scipy has no types
        """A matrix over the kinds, with columns for the slack."""
        empty = sparse.csr_matrix((matrix.shape[0], self.slack), dtype=np.int64)
        return sparse.hstack([matrix, empty], format="csr") if self.slack else matrix


def attack(
    tables: Sequence[PublishedTable], rule: Rule, *, within: Within, truths: Truths
) -> tuple[Exposure, ...]:
    """What could be computed from all tables together; () if nothing."""
    units: dict[str, dict[int, PublishedTable]] = {}
    for at, table in enumerate(tables):
        units.setdefault(table.unit, {})[at] = table
    found = list(_shown(tables, rule))
    for some in units.values():
        found += _attack_unit(some, rule, within, truths)
    return tuple(found)


def _shown(tables: Sequence[PublishedTable], rule: Rule) -> Iterator[Exposure]:
    """Small numbers that simply stand in a table of ours."""
    for at, table in enumerate(tables):
        for key, cell in sorted(table.cells.items()):
            if table.origin == "ours" and cell.mark == "exact" and 0 < cell.low < rule.k:
                yield Exposure(
                    reason="small-group", low=cell.low, high=cell.high, table=at, key=key
                )


def _attack_unit(
    tables: dict[int, PublishedTable], rule: Rule, within: Within, truths: Truths
) -> list[Exposure]:
    found: list[Exposure] = []
    try:
        made = prepare(tables, rule, within)
        for exposure in _exposures(made, rule, truths):
            found.append(exposure)
            if len(found) == MOST_TOLD:
                found.append(_unchecked(tables, "too-many"))
                break
    except UncheckableError as error:
        found.append(_unchecked(tables, str(error)))
    except TooManyQuestionsError:
        found.append(_unchecked(tables, "too-long"))
    except NoWorldError:
        found.append(_unchecked(tables, "contradiction"))
    return found


def _unchecked(tables: dict[int, PublishedTable], why: str) -> Exposure:
    return Exposure(reason="cannot-be-checked", tables=tuple(tables), detail=why)


def prepare(tables: dict[int, PublishedTable], rule: Rule, within: Within) -> Attack:
    """The system of the tables, and first worlds.

    First it is supposed that records only come, that what tables list is all there is, and that
    nothing contradicts; if no world is like that, one after the other is given up: at last as few
    numbers as possible are off. Supposing less would only widen what an attacker holds possible.
    """
    doubts: tuple[Doubt, ...] = (0, 1, 2)
    for leaving, doubt in product((False, True), doubts):
        joint = lay_together(tables, within, leaving=leaving, doubt=doubt)
        try:
            return _bound(joint, rule, leaving=leaving)
        except NoWorldError:
            continue
    return _loosened(lay_together(tables, within, leaving=False, doubt=2), rule)


def _parts(joint: Joint) -> tuple[Any, Ints, Ints]:
    """All rows, with their bounds: cells, listed categories, overlaps, and where nobody is."""
    overlaps = joint.overlaps()
    groups = [*(cell.group for cell in joint.cells), *joint.listed]
    matrix = sparse.vstack(
        [joint.rows(groups), overlaps, joint.rows(joint.absent)],
        format="csr",
    )
    rest = np.zeros(overlaps.shape[0] + len(joint.absent), dtype=np.int64)
    lows = [*(c.low for c in joint.cells), *(1 for _ in joint.listed)]
    highs = [*(c.high for c in joint.cells), *(NO_END for _ in joint.listed)]
    low = np.concatenate([np.array(lows, dtype=np.int64), rest])
    high = np.concatenate([np.array(highs, dtype=np.int64), rest])
    return matrix, low, high


def _bound(joint: Joint, rule: Rule, *, leaving: bool) -> Attack:
    """The system as it stands; where records may leave, as few as possible do."""
    matrix, low, high = _parts(joint)
    if leaving:
        if COUNTING not in joint.sides:
            raise NoWorldError
        side = joint.sides[COUNTING]
        gone = np.array([not label.endswith("..") for label in side.labels])
        matrix, low, high = _at_most(matrix, low, high, joint.rows([{COUNTING: gone}]), rule)
    return _ready(Attack(joint, _system(matrix, low, high, rule), 0))


def _loosened(joint: Joint, rule: Rule) -> Attack:
    """The system in which numbers may be off, as few as possible by as little as possible."""
    matrix, low, high = _parts(joint)
    cells = len(joint.cells) + len(joint.listed)
    off = sparse.vstack(
        [
            sparse.identity(cells, dtype=np.int64, format="csr"),
            sparse.csr_matrix((matrix.shape[0] - cells, cells), dtype=np.int64),
        ]
    )
    matrix = sparse.hstack([matrix, off, -off], format="csr")
    total = np.concatenate([np.zeros(joint.kinds), np.ones(2 * cells)]).astype(np.int64)
    matrix, low, high = _at_most(matrix, low, high, sparse.csr_matrix(total), rule)
    return _ready(Attack(joint, _system(matrix, low, high, rule), 2 * cells))


def _at_most(
    matrix: Any,  # noqa: ANN401 - scipy has no types
    low: Ints,
    high: Ints,
    total: Any,  # noqa: ANN401
    rule: Rule,
) -> tuple[Any, Ints, Ints]:
    """One more row: `total` is as small as it can be."""
    worlds = _system(matrix, low, high, rule)
    aim = np.asarray(total.todense(), dtype=np.float64).ravel()
    sought = worlds.seek(aim, {}, whole=True)
    if sought.world is None:
        raise TooManyQuestionsError
    least = max(ceil(sought.bound - ROUNDING), int((total @ sought.world)[0]))
    return (
        sparse.vstack([matrix, total], format="csr"),
        np.append(low, 0),
        np.append(high, least),
    )


def _system(matrix: Any, low: Ints, high: Ints, rule: Rule) -> Worlds:  # noqa: ANN401
    return system(matrix, low, high, room=_ROOM * rule.k, allowed=QUESTIONS)


def _ready(made: Attack) -> Attack:
    """With first worlds; raises NoWorldError, TooManyQuestionsError."""
    aims = made.cells
    if not begin(made.worlds, aims, {}):
        raise TooManyQuestionsError
    return made


def _exposures(made: Attack, rule: Rule, truths: Truths) -> Iterator[Exposure]:
    """Everything that is seen too well, the cells held back first."""
    yield from _cells_seen(made, rule, truths, [])
    for person in _people(made.joint, truths):
        yield from _cells_seen(made, rule, truths, person)
    yield from _groups_seen(made, rule)


def _people(joint: Joint, truths: Truths) -> Iterator[list[int]]:
    """For each person who is known to be a cell of one: the rows in which he is alone."""
    rows = {_name(cell): at for at, cell in enumerate(joint.cells)}
    ones: dict[int, list[Key]] = {}
    for (table, key), number in truths.items():
        if number == 1 and (table, key) in rows:
            ones.setdefault(table, []).append(key)
    for table, keys in ones.items():
        for person in alone(keys):
            yield sorted(rows[table, key] for key in person)


def _cells_seen(made: Attack, rule: Rule, truths: Truths, insider: list[int]) -> Iterator[Exposure]:
    """The cells held back that a reader sees; an insider knows his rows, and what lies within."""
    cells = made.joint.cells
    matrix = made.cells
    known = _within(matrix, insider)
    rows = [at for at, cell in enumerate(cells) if cell.mark == "suppressed" and at not in known]
    if not rows:
        return
    needs = [_need(made.joint, cells[at], truths, rule) for at in rows]
    for seen in narrow(made.worlds, matrix[rows], needs, dict.fromkeys(insider, 1)):
        cell = cells[rows[seen.aim]]
        yield Exposure(
            reason="suppressed-cell",
            low=seen.low,
            high=_end(seen),
            table=cell.table,
            key=cell.key,
            insider=_name(cells[insider[0]]) if insider else None,
            detail="" if seen.sure else "too-long",
        )


def _within(matrix: Any, insider: list[int]) -> set[int]:  # noqa: ANN401 - scipy has no types
    """The rows that lie within rows of an insider."""
    if not insider:
        return set()
    shared = (matrix @ matrix[insider].T).toarray()
    sizes = np.diff(matrix.indptr)
    return {int(row) for row in np.flatnonzero((shared == sizes[:, None]).any(axis=1))}


def _need(joint: Joint, cell: Numbered, truths: Truths, rule: Rule) -> Need:
    """What must stay possible of a cell; a single one that is listed cannot be fewer."""
    truth = truths.get(_name(cell))
    if truth is None or not 0 < truth < rule.k:
        return Need(width=rule.k)
    if truth == 1 and joint.is_listed(cell.group):
        return Need(width=rule.k, high=rule.k)
    return Need(width=rule.k, low=truth - 1, high=rule.k)


def _name(cell: Numbered) -> tuple[int, Key]:
    return cell.table, cell.key


def _end(seen: Seen) -> int | None:
    return None if seen.high >= NO_END else seen.high


def _groups_seen(made: Attack, rule: Rule) -> Iterator[Exposure]:
    """Small groups that surely exist, and were not simply told."""
    asked = list(groups(made.joint))
    aims = [made.joint.rows([one.group for one in asked])]
    for _, one, kinds in differences(made.joint, rule.k):
        asked.append(one)
        row = np.zeros(made.joint.kinds, dtype=np.int64)
        row[kinds] = 1
        aims.append(sparse.csr_matrix(row))
    matrix = sparse.vstack(aims, format="csr")
    left = _not_surely_great(made.joint, matrix, rule)
    asked, matrix = [asked[at] for at in left], matrix[left]
    told = _told(made)
    needs = [Need(width=rule.k, group=True)] * len(asked)
    for seen in narrow(made.worlds, made.wide(matrix), needs, {}):
        if seen.high > 0 and not told.follows(matrix[[seen.aim]]):
            yield _exposure(made, asked[seen.aim], seen)


def _not_surely_great(joint: Joint, matrix: Any, rule: Rule) -> Ints:  # noqa: ANN401
    """The groups that do not hold a whole published number of at least the threshold."""
    great = joint.rows([cell.group for cell in joint.cells if cell.low >= rule.k])
    shared = (matrix @ great.T).tocoo()
    sizes = np.diff(great.indptr)
    holds = shared.row[shared.data == sizes[shared.col]]
    return np.setdiff1d(np.arange(matrix.shape[0]), holds)


def _exposure(made: Attack, asked: Asked, seen: Seen) -> Exposure:
    tables = {cell.table for cell in made.joint.cells if asked.group.keys() & cell.group.keys()}
    return Exposure(
        reason=asked.reason,
        low=seen.low,
        high=_end(seen),
        group=asked.words,
        tables=tuple(sorted(tables)),
        detail="" if seen.sure else "too-long",
    )


@dataclass(frozen=True)
class _Told:
    """What was told openly: numbers in tables, and what follows from those that may pass alone.

    `empty` kinds are known to have no record; they make no difference.
    """

    empty: Ints
    rows: frozenset[tuple[int, ...]]
    free: Any

    def follows(self, row: Any) -> bool:  # noqa: ANN401
        """Whether a group is one that was told, or a sum or difference of free ones."""
        if _but(row, self.empty) in self.rows:
            return True
        if self.free.shape[0] == 0:
            return False
        aim = np.asarray(row.todense(), dtype=np.float64).ravel()
        aim[self.empty] = 0
        weights, *_ = np.linalg.lstsq(self.free.T, aim, rcond=None)
        return bool(np.abs(self.free.T @ weights - aim).max(initial=0.0) < _SAME)


def _but(row: Any, empty: Ints) -> tuple[int, ...]:  # noqa: ANN401
    """The kinds of a group without the empty ones."""
    return tuple(np.setdiff1d(row.indices, empty).tolist())


def _told(made: Attack) -> _Told:
    cells = made.joint.cells
    matrix = made.joint.rows([cell.group for cell in cells])
    nobody = [at for at, cell in enumerate(cells) if cell.high == 0]
    empty = np.union1d(matrix[nobody].indices, made.joint.rows(made.joint.absent).indices)
    told = {_but(matrix[[at]], empty) for at, cell in enumerate(cells) if cell.mark != "suppressed"}
    free = matrix[[at for at, cell in enumerate(cells) if cell.mark == "free"]].toarray()
    free[:, empty] = 0
    return _Told(empty, frozenset(told), free.astype(np.float64))

"""Complementary suppression as an optimisation, solved with cutting planes.

Choose for each cell whether it is held back, at the least cost. A choice that leaves a cell too
narrow gives, by the dual of the attacker's linear program, an inequality that every safe choice
meets and this one does not (M. Fischetti and J. J. Salazar, "Solving the cell suppression problem
on tabular data with linear constraints", Management Science 47, 2001). Each choice is again an
integer program for HiGHS. The limits are counts of questions, never seconds: the same table gives
the same answer on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from kuager.stats.disclosure.keys import lines_of
from kuager.stats.disclosure.readers import seen_by
from kuager.stats.disclosure.sheet import Reader, Sheet
from kuager.stats.disclosure.worlds import Floats

ROUNDS: Final = 25
QUESTIONS: Final = 600
NODES: Final = 200
_SOLVED, _STOPPED = 0, 1
_TINY: Final = 1e-7


@dataclass
class Cuts:
    """Inequalities that every safe choice meets: coefficients · choice ≥ bound."""

    size: int
    rows: list[Floats] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    asked: int = 0

    def add(self, coefficients: Floats, bound: float) -> None:
        """Keep one more inequality."""
        self.rows.append(coefficients)
        self.bounds.append(bound)


@dataclass(frozen=True)
class Choice:
    """The rows to hold back, and the least that is proved to be lost by any safe choice.

    `is_safe` is False if the limits ended the search: then more has to be held back.
    """

    hidden: set[int]
    is_safe: bool
    at_least: float


def cut(sheet: Sheet, *, below: float) -> Choice:
    """Look for a choice that costs less than `below`."""
    cuts = Cuts(len(sheet.keys))
    _bridges(sheet, cuts)
    at_least, chosen = 0.0, set(sheet.primary)
    for _ in range(ROUNDS):
        found, bound = _choose(sheet, cuts)
        at_least = max(at_least, bound)
        if found is None or at_least >= below - _TINY or cuts.asked > QUESTIONS:
            break
        chosen, before = found, len(cuts.rows)
        if _cut_off(sheet, chosen, cuts):
            return Choice(chosen, is_safe=True, at_least=at_least)
        if len(cuts.rows) == before:
            break
    return Choice(chosen, is_safe=False, at_least=at_least)


def _cut_off(sheet: Sheet, chosen: set[int], cuts: Cuts) -> bool:
    """Add what this choice violates; whether it violates nothing because it is safe."""
    is_safe = True
    for inequality in _violated(sheet, chosen, cuts):
        is_safe = False
        if inequality is not None:
            cuts.add(*inequality)
    return is_safe


def _bridges(sheet: Sheet, cuts: Cuts) -> None:
    """In a line that adds up, no cell is held back alone."""
    if any(axis.many for axis in sheet.open.axes):
        return
    for total, parts in lines_of(sheet.open.axes):
        line = [sheet.index[key] for key in (total, *parts)]
        for row in line:
            coefficients = np.zeros(cuts.size)
            coefficients[line] = 1.0
            coefficients[row] = -1.0
            cuts.add(coefficients, 0.0)


def _choose(sheet: Sheet, cuts: Cuts) -> tuple[set[int] | None, float]:
    """The cheapest choice that meets all inequalities so far, and a bound for all choices."""
    low = np.zeros(cuts.size)
    high = np.ones(cuts.size)
    low[list(sheet.primary)] = 1.0
    high[list(sheet.fixed)] = 0.0
    answer = milp(
        sheet.costs,
        constraints=LinearConstraint(sparse.csr_matrix(np.array(cuts.rows)), np.array(cuts.bounds))
        if cuts.rows
        else None,
        bounds=Bounds(low, high),
        integrality=np.ones(cuts.size),
        options={"node_limit": NODES},
    )
    if answer.status not in (_SOLVED, _STOPPED) or answer.x is None:
        return None, 0.0
    bound = answer.mip_dual_bound
    return {int(row) for row in np.flatnonzero(answer.x > 0.5)}, float(bound or 0.0)  # noqa: PLR2004


def _violated(sheet: Sheet, hidden: set[int], cuts: Cuts) -> Iterator[tuple[Floats, float] | None]:
    """An inequality for each row that a reader sees too well; None where none follows."""
    for reader in sheet.readers:
        found = list(seen_by(sheet, hidden, reader))
        for row in found:
            down, up = sheet.moves(row)[0]
            for step in (-down, up):
                if step:
                    cuts.asked += 1
                    yield _inequality(sheet, hidden, reader, row, step)
        if found:
            return


def _inequality(
    sheet: Sheet, hidden: set[int], reader: Reader, row: int, step: int
) -> tuple[Floats, float] | None:
    """What the dual says of moving `row` by `step`; None if it can move that far already."""
    sign = 1.0 if step > 0 else -1.0
    duals = _duals(sheet, hidden, reader, sign * _dense(sheet.matrix[[row]]))
    if duals is None:
        return None
    need = abs(step) + sign * sheet.values[row] - float(duals @ sheet.values)
    if need <= _TINY:
        return None
    coefficients = np.where(
        duals > _TINY, need, np.maximum(-duals, 0.0) * (sheet.values - sheet.floor)
    )
    coefficients = np.minimum(coefficients, need)
    coefficients[list(sheet.fixed | set(reader.knows))] = 0.0
    held = float(coefficients @ np.isin(np.arange(len(sheet.keys)), list(hidden)))
    if held >= need - _TINY:
        return None
    coefficients[row] -= need
    return coefficients / need, 0.0


def _duals(sheet: Sheet, hidden: set[int], reader: Reader, aim: Floats) -> Floats | None:
    """The prices of the rows when the sum over `aim` is pushed up; None without a finite end."""
    free = [row for row in range(len(sheet.keys)) if row in hidden and row not in reader.knows]
    tight = [row for row in range(len(sheet.keys)) if row not in hidden or row in reader.knows]
    answer = linprog(
        -aim,
        A_ub=-sheet.matrix[free] if free else None,
        b_ub=-sheet.floor[free] if free else None,
        A_eq=sheet.matrix[tight] if tight else None,
        b_eq=sheet.values[tight] if tight else None,
        bounds=(0 if any(axis.many for axis in sheet.open.axes) else None, None),
        method="highs-ds",
    )
    if answer.status != _SOLVED:
        return None
    prices = np.zeros(len(sheet.keys))
    if free:
        prices[free] = answer.ineqlin.marginals
    if tight:
        prices[tight] = -answer.eqlin.marginals
    return prices


def _dense(row: Any) -> Floats:  # noqa: ANN401
    return np.asarray(row.todense(), dtype=np.float64).ravel()

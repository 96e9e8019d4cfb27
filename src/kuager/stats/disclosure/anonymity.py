"""k-anonymity of a published list of cases: nobody stands there alone.

A list of cases tells month, place, age band, group, kind of perpetrator; whoever knows these of
one person finds the row. So every combination that is shown must be shown at least k times (L.
Sweeney, "k-anonymity: a model for protecting privacy", 2002). Rows that stand in smaller company
are told more coarsely, and only those; what stays alone even then is left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from kuager.model.published import LEAST_THRESHOLD, TOTAL, BadRuleError

Row = tuple[str, ...]
Ladder = Sequence[Mapping[str, str]]
"""How a column may be told more coarsely, step by step: each step maps a code of the column to a
coarser one (2024-05 to 2024; a district to its region). The last step is always to say nothing."""
MOST_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymous:
    """A list in which each combination stands at least k times.

    `rows` are in the order they were given, None where a row is left out; `steps` says of each
    row how many steps each column was coarsened. `smallest` is the size of the smallest company
    before: 1 means that somebody stood alone.
    """

    rows: tuple[Row | None, ...]
    steps: tuple[tuple[int, ...], ...]
    smallest: int

    @property
    def coarsened(self) -> tuple[int, ...]:
        """The positions of the rows that are told more coarsely or not at all."""
        return tuple(at for at, steps in enumerate(self.steps) if any(steps))


def small_companies(rows: Sequence[Row], k: int) -> dict[Row, tuple[int, ...]]:
    """The combinations that stand fewer than k times, with the positions of their rows."""
    counts = Counter(rows)
    found: dict[Row, list[int]] = {}
    for at, row in enumerate(rows):
        if counts[row] < k:
            found.setdefault(row, []).append(at)
    return {row: tuple(places) for row, places in sorted(found.items())}


def make_anonymous(rows: Sequence[Row], ladders: Sequence[Ladder], k: int) -> Anonymous:
    """Tell rows in small company more coarsely, with the fewest steps; raises BadRuleError.

    `ladders` has one ladder for each column. Steps are tried from few to many; the rows that find
    k of their like at a step are settled there.
    """
    if k < LEAST_THRESHOLD:
        raise BadRuleError(least=LEAST_THRESHOLD)
    left = list(range(len(rows)))
    told: dict[int, Row] = {}
    taken: dict[int, tuple[int, ...]] = {}
    for steps in _by_number(ladders):
        coarse = {at: _coarse(rows[at], ladders, steps) for at in left}
        counts = Counter(coarse.values())
        settled = [at for at in left if counts[coarse[at]] >= k]
        told |= {at: coarse[at] for at in settled}
        taken |= dict.fromkeys(settled, steps)
        left = [at for at in left if at not in taken]
        if not left:
            break
    everything = tuple(len(ladder) + 1 for ladder in ladders)
    return Anonymous(
        rows=tuple(told.get(at) for at in range(len(rows))),
        steps=tuple(taken.get(at, everything) for at in range(len(rows))),
        smallest=min(Counter(rows).values(), default=0),
    )


def _by_number(ladders: Sequence[Ladder]) -> Iterator[tuple[int, ...]]:
    """All choices of steps, from none to all; coarse ones first where there are too many."""
    sizes = [range(len(ladder) + 2) for ladder in ladders]
    total = 1
    for size in sizes:
        total *= len(size)
    if total > MOST_STEPS:
        sizes = [range(0, len(ladder) + 2, len(ladder) + 1) for ladder in ladders]
    return iter(
        sorted(product(*sizes), key=lambda steps: (sum(steps), max(steps, default=0), steps))
    )


def _coarse(row: Row, ladders: Sequence[Ladder], steps: Sequence[int]) -> Row:
    """A row, each column told as many steps more coarsely."""
    return tuple(
        _up(code, ladder, step) for code, ladder, step in zip(row, ladders, steps, strict=True)
    )


def _up(code: str, ladder: Ladder, step: int) -> str:
    if step > len(ladder):
        return TOTAL
    for coarser in ladder[:step]:
        code = coarser.get(code, code)
    return code

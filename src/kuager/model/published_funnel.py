"""A published way to justice as a drawing: how many reached each stage, from what was told alone.

A published table tells who stands at each stage. Who reached one is the sum from there on; where a
cell of it is held back, only the bounds that follow from the told ones are drawn.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kuager.model.chart import Amount, Exit, Funnel, Stage, between, exact, held_back
from kuager.model.derived import MOTIVE, OUT, STAGE
from kuager.model.journey import BIAS_STAGES
from kuager.model.ladder_stage import STAGES
from kuager.model.published import AT_LEAST, HELD_BACK, TOTAL, PublishedCell, PublishedTable
from kuager.model.published import exact as told
from kuager.model.units import UNITS

_HELD: Final = "—"
_DASH: Final = "–"
_OPEN: Final = "open"
_READ: Final = ("attempted", "registered", "convicted", "stated", "recorded", "sentenced")
"""Stages that one sentence names."""


@dataclass(frozen=True, slots=True)
class PublishedFunnel:
    """Draws a published table; `category` says a code of an axis, `figures` a number."""

    table: PublishedTable
    category: Callable[[int, str], str]
    figures: Callable[[int], str]

    @property
    def is_one(self) -> bool:
        """Whether the table tells a way to justice, each record at one stage."""
        kind = UNITS[self.table.unit].type if self.table.unit in UNITS else ""
        names = [axis.name for axis in self.table.axes]
        are_fit = names in ([f"{kind}.{STAGE}"], [f"{kind}.{MOTIVE}"]) or names == [
            f"{kind}.{STAGE}",
            f"{kind}.{OUT}",
        ]
        if not are_fit or self.table.unit in AT_LEAST or self.table.axes[0].many:
            return False
        return set(self.stages).issuperset(self.table.axes[0].categories)

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages in their order."""
        return BIAS_STAGES if self.table.axes[0].name.endswith(MOTIVE) else STAGES

    def body(self) -> Funnel:
        """Every stage, and of those who stand there what is told of what came of them."""
        return Funnel(stages=tuple(self._stage(stage) for stage in self.stages))

    def reading(self) -> str:
        """The numbers of the stages that matter most, in words."""
        named = (stage for stage in self.stages if stage in _READ)
        said = (f"{self.category(0, one)}: {self._words(*self.reached(one))}" for one in named)
        return f"{'; '.join(said)}."

    def reached(self, stage: str) -> tuple[int, int | None]:
        """At least and at most so many reached a stage; None: no bound is told."""
        at = self.stages.index(stage)
        before, here = (
            _added(map(self._margin, some)) for some in (self.stages[:at], self.stages[at:])
        )
        base = self._cell((TOTAL,) * len(self.table.axes))
        low, high = here
        if before[1] is not None:
            low = max(low, base.low - before[1])
        if base.high is not None:
            rest = base.high - before[0]
            high = rest if high is None else min(high, rest)
        return low, high

    def _stage(self, stage: str) -> Stage:
        exits, open_ones = [], None
        for code in self.table.axes[1].categories if len(self.table.axes) > 1 else ():
            cell = self._cell((stage, code)) if self._is_told(stage) else told(0)
            if cell.high == 0:
                continue
            one = Exit(label=self.category(1, code), amount=self._amount(cell.low, cell.high))
            if code == _OPEN:
                open_ones = one
            else:
                exits.append(one)
        return Stage(
            label=self.category(0, stage),
            amount=self._amount(*self.reached(stage)),
            exits=tuple(exits),
            in_progress=open_ones,
        )

    def _is_told(self, stage: str) -> bool:
        """Whether the table has a row of it; of another stage it has no record."""
        return stage in self.table.axes[0].categories

    def _margin(self, stage: str) -> PublishedCell:
        if not self._is_told(stage):
            return told(0)
        return self._cell((stage, *(TOTAL for _ in self.table.axes[1:])))

    def _cell(self, key: tuple[str, ...]) -> PublishedCell:
        return self.table.cells.get(key, HELD_BACK)

    def _amount(self, low: int, high: int | None) -> Amount:
        words = self._words(low, high)
        if low == 0 and high is None:
            return held_back(words)
        return exact(words, low) if low == high else between(words, low, high)

    def _words(self, low: int, high: int | None) -> str:
        if high is None:
            return f"{self.figures(low)}+" if low else _HELD
        least = self.figures(low)
        return least if low == high else f"{least}{_DASH}{self.figures(high)}"


def _added(cells: Iterable[PublishedCell]) -> tuple[int, int | None]:
    found = list(cells)
    highs = [cell.high for cell in found]
    most = None if None in highs else sum(high for high in highs if high is not None)
    return sum(cell.low for cell in found), most

"""Whether the number of a figure may leave the house, as the gate sees its table today.

A figure counts everything in the house. Outside only those count who agreed to statistics, and only
what surely lies in the period; so the number that may be said can be another one, or none.
"""

from dataclasses import dataclass
from typing import Final, Literal

from kuager.model.published import PublishedCell
from kuager.model.table import TOTAL, Cell
from kuager.verbs._verb import verb
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk
from kuager.verbs.figures import Figure, figure_of
from kuager.verbs.gate import Weighed, is_large, table_use, weigh

Leaving = Literal["as-it-stands", "otherwise", "held", "unweighed"]
_USE: Final = "publication"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedFigure:
    """What the gate says of a figure; `number` of `base` is what may be said where it differs."""

    code: str
    verdict: Leaving
    number: int | None = None
    base: int | None = None


@verb(needs="read")
def weigh_figure(desk: Desk, *, code: str) -> WeighedFigure:
    """Say whether the number of a figure may leave the house; nothing leaves by this.

    A table that takes long is not weighed here: its own page does that when asked.
    """
    figure = figure_of(desk, code)
    if figure.question is None or is_large(count_table(desk, question=figure.question)):
        return WeighedFigure(code=figure.code, verdict="unweighed")
    found = weigh(desk, figure.question, use=table_use(_USE), rounding=None)
    return judge_figure(figure, found)


def judge_figure(figure: Figure, found: Weighed) -> WeighedFigure:
    """What a weighed table says of a figure that is a cell of it."""
    cell = found.cells.get(figure.key)
    base = found.cells.get((TOTAL,) * len(figure.key))
    if not found.may_leave or cell is None or base is None or not (cell.passes and base.passes):
        return WeighedFigure(code=figure.code, verdict="held")
    if _is(cell.told, figure.cell) and _is(base.told, figure.base):
        return WeighedFigure(code=figure.code, verdict="as-it-stands")
    return WeighedFigure(
        code=figure.code, verdict="otherwise", number=cell.told.low, base=base.told.low
    )


def _is(told: PublishedCell, kept: Cell) -> bool:
    """Whether a reader would get just the number that was kept."""
    return told.low == told.high == kept.exact

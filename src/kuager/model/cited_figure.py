"""A figure as a text may print it: what may be said of it outside, and what its sentence needs.

The number that may be said can be another one than the number that was kept, or none at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kuager.model.question import Question
from kuager.model.schema import Schema
from kuager.model.table import Cell, Key

Saying = Literal["as-it-stands", "otherwise", "held", "unweighed"]
"""What the gate says of it; the words are in `model/figure_words.py`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFigure:
    """A figure for print. `cell` and `base` are what may be said; None if nothing may.

    `wording` is the house's own sentence by language, which is used only where the number leaves
    as it stands; `collector` says by language who gathered. The numbers of records of which
    something is not known are those of the house, and zero where another number is said.
    """

    code: str
    saying: Saying
    question: Question | None
    key: Key
    cell: Cell | None
    base: Cell | None
    schema: Schema = field(repr=False, compare=False)
    wording: Mapping[str, str] = field(default_factory=dict)
    collector: Mapping[str, str] = field(default_factory=dict)
    unknown: int = 0
    undated: int = 0
    left_out: int = 0
    practice: bool = False

    @property
    def may_be_said(self) -> bool:
        """Whether a number of it may be printed."""
        return self.question is not None and self.cell is not None and self.base is not None

"""Values of the disclosure check: a table with all its numbers, what of it may stand, what is told.

Codes and counts only. `stats/disclosure` computes them, the gate explains them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from kuager import N_, KuagerError
from kuager.model.published import Axis, Key, PublishedCell, PublishedTable

OTHERS: Final = "+"
"""The category that small ones were merged into."""
Why = Literal["below-threshold", "zero", "concentrated"]
Method = Literal["nothing", "greedy", "cuts", "more", "all"]
Reason = Literal[
    "suppressed-cell", "small-group", "small-change", "difference", "cannot-be-checked"
]


class UnsoundTableError(KuagerError):
    """A table whose rows do not add up although they should."""

    code: ClassVar[str] = "table-does-not-add-up"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "The rows of this table do not add up to its totals, so it cannot be checked what would "
        "give somebody away. Nothing was let out."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table with all its numbers, margins included: what is to be protected.

    `values` maps a key, with `TOTAL` for margins, to a count; what is missing is 0. `free` cells
    may stand although they are small. `impossible` cells can have no record by their definition.
    `public` cells can be computed from what was published before: to hold them back helps nobody.
    """

    axes: tuple[Axis, ...]
    values: Mapping[Key, int]
    free: frozenset[Key] = frozenset()
    impossible: frozenset[Key] = frozenset()
    public: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an attacker knows of a count: from low to high (None: no end he could name)."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """What of a table may stand.

    `primary` says of each cell why it is held back for its own sake; `secondary` cells are held
    back because others could be computed from them. `bounds` are what an attacker knows of each
    cell that is held back, from this table alone. `hidden` are their true values: for the check
    of later releases, never to be shown. `cost` is what was lost, `at_least` the least that any
    choice loses, as far as is proved, in which each small cell may be anything from none to the
    threshold (equal to the cost: none is better).
    """

    cells: Mapping[Key, PublishedCell]
    primary: Mapping[Key, Why]
    secondary: frozenset[Key]
    bounds: Mapping[Key, Bounds]
    hidden: Mapping[Key, int]
    method: Method
    cost: float
    at_least: float

    @property
    def shown(self) -> int:
        """How many cells stand."""
        return sum(cell.mark != "suppressed" for cell in self.cells.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Something that could be computed from all that was published together.

    `table` and `key` name the suppressed cell by the position of its table. Otherwise `group`
    says whose number it is, as dimensions and their codes; `tables` are the positions of the
    tables that speak of it. `insider` is the cell (table, key) whose only record knows of itself,
    if that was needed. Bounds as far as they were computed.
    """

    reason: Reason
    low: int = 0
    high: int | None = None
    table: int | None = None
    key: Key | None = None
    group: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tables: tuple[int, ...] = ()
    insider: tuple[int, Key] | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """A table of rounded numbers. `narrow` cells are small, and rounding does not cover them.

    It may stand only if there are none.
    """

    cells: Mapping[Key, PublishedCell]
    narrow: frozenset[Key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A change that lets more of a table pass: which one, and what would stand then.

    `kind` is `coarser` (the `name` is the caller's) or `merged` (the `name` is the dimension, and
    `merged` are the categories that become one, called `OTHERS`).
    """

    kind: Literal["coarser", "merged"]
    name: str
    table: OpenTable
    protected: Protected
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A table that is to leave: as it would stand, and what it would give away with all others.

    It may leave if `exposures` is empty. `position` is the place of the new table in what the
    exposures name: it comes after the earlier ones.
    """

    protected: Protected
    table: PublishedTable
    exposures: tuple[Exposure, ...]
    position: int

    @property
    def may_leave(self) -> bool:
        """Whether nothing can be computed from it and all earlier ones that must not."""
        return not self.exposures

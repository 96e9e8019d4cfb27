"""Ladders of complaints: which bodies come after each other, and what limits there are.

Written by people as YAML (`data/ladders/`), one file a country and kind, linted and compiled into
`data/ladders.json` (`python -m kuager.model.ladder_compile`). A ladder knows no person and no
record; what happened on it is in `ladder_course`. Every limit says where it is written and whether
that was *verified* or written *from memory*.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

import msgspec

from kuager.model.working_days import Holidays, Side, Unit

Words = dict[str, str]
"""Language → words."""
Whose = Literal["ours", "theirs"]
"""Whether we brought the matter, or it was brought against one of ours."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One dated limit: how long they have to answer, or we to act. No `count`: none is fixed."""

    id: str
    to: Side
    mark: str
    provision: Words
    as_of: str
    count: int | None = None
    unit: Unit = "days"
    note: Words = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung: a body, how one reaches it, what number it gives, and its limits.

    `file`: by when we may come here, counted from the end of the rung below, or of any of
    `opens_after`. `answer`: by when they must answer.
    `registers`: a register number, not a letter, is the answer that is waited for here.
    """

    id: str
    body: str
    channels: tuple[str, ...] = ()
    number: Words = field(default_factory=dict)
    hint: Words = field(default_factory=dict)
    file: str | None = None
    opens_after: tuple[str, ...] = ()
    answer: str | None = None
    registers: bool = False
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ladder:
    """The rungs of one country and kind, in order; bodies beside it, and UN bodies after it."""

    ladder: str
    country: str
    side: Whose
    kinds: tuple[str, ...]
    rungs: tuple[Rung, ...]
    beside: tuple[Rung, ...] = ()
    after: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Rung]:
        """Every rung, those beside and after the ladder too, by its id."""
        after = (Rung(id=name, body="un-body", file=name) for name in self.after)
        return {rung.id: rung for rung in (*self.rungs, *self.beside, *after)}

    def opened_by(self, rung_id: str) -> tuple[Rung, ...]:
        """The rungs whose time limit begins when this one has ended."""
        above = self.next(rung_id)
        return tuple(
            rung
            for rung in self.rungs
            if rung.file is not None
            and (rung_id in rung.opens_after if rung.opens_after else rung is above)
        )

    def next(self, rung_id: str) -> Rung | None:
        """The rung above; None at the top and beside the ladder."""
        ids = [rung.id for rung in self.rungs]
        if rung_id not in ids or rung_id == ids[-1]:
            return None
        return self.rungs[ids.index(rung_id) + 1]


@dataclass(frozen=True)
class Ladders:
    """All ladders, limits and holidays that this version of the program knows."""

    ladders: dict[str, Ladder]
    limits: dict[str, Limit]
    holidays: dict[str, Holidays]

    def fitting(self, kind: str | None) -> Ladder | None:
        """The first ladder for a kind of proceeding (vocabulary `proceeding_kind`)."""
        return next((found for found in self.ladders.values() if kind in found.kinds), None)


def read_ladders(compiled: bytes) -> Ladders:
    """Ladders from their compiled form. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(compiled, type=Ladders)


@cache
def load_ladders() -> Ladders:
    """The packaged ladders; read once."""
    return read_ladders(files("kuager.model").joinpath("data", "ladders.json").read_bytes())

"""What may be counted outside, and which small numbers of it pass all the same.

Numbers of State conduct pass, and numbers all of whose records may be published singly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Literal

from kuager.model.consent import Use
from kuager.model.filters import NOTHING
from kuager.model.protection import OpenTable
from kuager.model.published import Axis, Rule
from kuager.model.question import Question
from kuager.model.table import TOTAL, Key, Table
from kuager.model.units import UNITS
from kuager.model.whose import is_grave, is_of_institutions
from kuager.stats.cross import chosen_by, cross, positions
from kuager.stats.frame import Bits, Frame
from kuager.verbs.counted_stories import countable
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView, frame_for
from kuager.verbs.singly import Singly

Free = Literal["institution", "single"]
"""Why a small number passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A question counted twice: as the house sees it, and as it may be counted outside."""

    view: UnitView
    frame: Frame
    whole: Table
    table: Table
    left_out: Mapping[str, int]

    @classmethod
    def of(cls, desk: Desk, question: Question) -> "Counted":
        """As the record stands today."""
        view = UnitView(desk, UNITS[question.unit])
        frame = frame_for(desk, question).frame
        stories = desk.store.projector.kept.get(
            ("countable", question.unit, desk.today),
            desk.schema.types,
            lambda: countable(desk, view),
        )
        leaving = replace(
            frame,
            sure=frame.sure & stories.allowed,
            possibly=0,
            disputed=frame.disputed & stories.allowed,
        )
        return cls(
            view=view,
            frame=leaving,
            whole=cross(frame, replace(question, sure=False, by=())),
            table=replace(cross(leaving, question), practice=desk.practice),
            left_out=stories.left_out(chosen_by(frame, question)),
        )


def is_sensitive(desk: Desk, table: Table) -> bool:
    """Whether it tells of detention, health or minors; then the higher threshold holds."""
    said = [(axis.dimension, code) for axis in table.axes for code in axis.categories]
    said += [(d, code) for d, codes in table.question.where.items() for code in codes]
    return any(is_grave(dimension, code, desk.schema) for dimension, code in said)


def opened(
    desk: Desk, counted: Counted, *, use: Use, rule: Rule
) -> tuple[OpenTable, dict[Key, Free]]:
    """The numbers to be protected, and which of them pass although they are small, and why."""
    table = counted.table
    by = tuple(axis.dimension for axis in table.axes)
    axes = tuple(Axis(a.dimension.text, a.categories, many=a.many) for a in table.axes)
    values = {key: cell.at_least for key, cell in table.cells.items()}
    free: dict[Key, Free] = {
        key: "institution"
        for key in _keys(axes)
        if is_of_institutions(table.question, by, key, desk.schema)
    }
    singly = Singly(desk, counted.view, use=use, question=table.question)
    chosen = chosen_by(counted.frame, table.question)
    for key in sorted(_small(values, axes, rule) - free.keys()):
        places = positions(_bits(counted.frame, table.question, key, chosen))
        told = (d for d, code in zip(by, key, strict=True) if code != TOTAL)
        if singly.may_pass(places, told):
            free[key] = "single"
    return OpenTable(axes=axes, values=values, free=frozenset(free)), free


def _keys(axes: Iterable[Axis]) -> list[Key]:
    """The keys of all cells, margins included."""
    found: list[Key] = [()]
    for axis in axes:
        found = [(*key, code) for key in found for code in (*axis.categories, TOTAL)]
    return found


def _small(values: Mapping[Key, int], axes: tuple[Axis, ...], rule: Rule) -> set[Key]:
    """Cells that the rule would hold back: too small, or all that there is of a line."""
    small = {key for key, value in values.items() if 0 < value < rule.k}
    for key, value in values.items():
        for place in range(len(axes)):
            total = (*key[:place], TOTAL, *key[place + 1 :])
            if key[place] != TOTAL and value and values.get(total) == value:
                small.add(key)
    return small


def _bits(frame: Frame, question: Question, key: Key, chosen: Bits) -> Bits:
    """The positions that a cell counts."""
    for dimension, code in zip(question.by, key, strict=True):
        values = frame.columns[dimension.text].values
        if code == NOTHING:
            chosen &= ~reduce(or_, values.values(), 0)
        elif code != TOTAL:
            chosen &= values.get(code, 0)
    return chosen

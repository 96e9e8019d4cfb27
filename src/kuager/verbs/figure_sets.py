"""The records behind one number of a table: which, how surely, and the digest of what was counted.

docs/spec/figures.md says the digest byte by byte.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from operator import or_

from kuager import N_, KuagerError
from kuager.model.filters import NOTHING
from kuager.model.question import Question, UnknownQuestionError, question_of
from kuager.model.schema import Schema
from kuager.model.statement import EntityId
from kuager.model.table import TOTAL, UNSURE, Cell, Key
from kuager.stats.cross import chosen_by, cross, positions
from kuager.stats.frame import Bits, Column, Frame
from kuager.verbs.desk import Desk
from kuager.verbs.frames import Counted, frame_for

IN_CELL, MAYBE_IN_CELL, IN_BASE, MAYBE_IN_BASE = PLACES = (
    "in_cell",
    "maybe_in_cell",
    "in_base",
    "maybe_in_base",
)
"""Where a record stands to a number; also the properties of a figure that list them."""
OF_CELL = frozenset({IN_CELL, MAYBE_IN_CELL})
_RECORD, _SET = b"kuager/figure-record/v1\0", b"kuager/figure/v1\0"


class NoSuchCellError(KuagerError):
    """A key that names no cell of the table."""

    code = "no-such-cell"
    exit_code = 2
    text = N_(
        "The table has no such number ({cell}): one code is needed for each of its dimensions, "
        "and * for all together. Nothing was kept."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One number with everything behind it, as the record stands at one moment.

    `places` tells of every record of the base where it stands; `known` are all records of the unit
    that there are, counted or not. `unknown` is how many records of the base say nothing on a
    dimension that the cell is about; of `left_out` events no number of people is said.
    """

    cell: Cell
    base: Cell
    unknown: int
    undated: int
    disputed: int
    left_out: int
    digest: str
    places: Mapping[EntityId, str]
    known: frozenset[EntityId]


def read_key(text: str, question: Question, schema: Schema) -> Key:
    """The key of a cell as it is written, `physical,*`. Raises NoSuchCellError."""
    key = tuple(text.split(",")) if text else (TOTAL,) * len(question.by)
    if len(key) != len(question.by):
        raise NoSuchCellError(cell=text)
    for dimension, code in zip(question.by, key, strict=True):
        if code in (TOTAL, NOTHING, UNSURE):
            continue
        try:
            question_of([("unit", question.unit), (dimension.text, code)], schema)
        except UnknownQuestionError:
            raise NoSuchCellError(cell=text) from None
    return key


def behind(desk: Desk, question: Question, key: Key) -> Behind:
    """Count a cell now, and tell which records stand behind it."""
    counted = frame_for(desk, question)
    frame = counted.frame
    chosen = chosen_by(frame, question)
    inside = _inside(frame, question, key, chosen)
    table = cross(frame, question)
    uids = [EntityId(desk.store.projector.nodes.uid_of(node)) for node in counted.nodes]
    places = {uids[at]: _place(at, inside, frame.possibly) for at in sorted(positions(chosen))}
    return Behind(
        cell=table.cell(key),
        base=table.base,
        unknown=_unknown(frame, question, key, chosen).bit_count(),
        undated=table.undated,
        disputed=table.disputed,
        left_out=table.left_out,
        digest=_digest(counted, question, key, uids, places),
        places=places,
        known=frozenset(uids),
    )


def in_any_period(desk: Desk, question: Question) -> Mapping[EntityId, bool]:
    """Each record that the unit counts in whatever period; whether it passes the filters."""
    counted = frame_for(desk, question.with_period(None, None))
    chosen = chosen_by(counted.frame, question)
    uid_of = desk.store.projector.nodes.uid_of
    return {
        EntityId(uid_of(counted.nodes[at])): bool(chosen >> at & 1)
        for at in positions(counted.frame.sure)
    }


def _inside(frame: Frame, question: Question, key: Key, chosen: Bits) -> Bits:
    left = chosen
    for dimension, code in zip(question.by, key, strict=True):
        column = frame.columns[dimension.text]
        if code == NOTHING:
            left &= ~_said(column)
        elif code != TOTAL:
            left &= column.values.get(code, 0)
    return left


def _unknown(frame: Frame, question: Question, key: Key, chosen: Bits) -> Bits:
    """Those of which nothing is said on some dimension that the cell is about."""
    found = 0
    for dimension, code in zip(question.by, key, strict=True):
        if code not in (TOTAL, NOTHING):
            found |= chosen & ~_said(frame.columns[dimension.text])
    return found


def _said(column: Column) -> Bits:
    return reduce(or_, column.values.values(), 0)


def _place(at: int, inside: Bits, possibly: Bits) -> str:
    if inside >> at & 1:
        return MAYBE_IN_CELL if possibly >> at & 1 else IN_CELL
    return MAYBE_IN_BASE if possibly >> at & 1 else IN_BASE


def _digest(
    counted: Counted,
    question: Question,
    key: Key,
    uids: list[EntityId],
    places: Mapping[EntityId, str],
) -> str:
    """SHA-256 over the question, the cell, and every record of the base in the order of its id."""
    told = _told(counted.frame, question)
    whole = sha256(_SET + question.text().encode() + b"\0" + ",".join(key).encode() + b"\0")
    for uid, at in sorted((uid, at) for at, uid in enumerate(uids) if uid in places):
        text = "|".join([places[uid], *told[at]])
        whole.update(uid + sha256(_RECORD + uid + text.encode()).digest())
    return whole.hexdigest()


def _told(frame: Frame, question: Question) -> list[list[str]]:
    """What was counted of the record at each position: its codes, a list for each dimension."""
    told: list[list[str]] = [[] for _ in range(frame.size)]
    for dimension in question.by:
        codes: list[list[str]] = [[] for _ in range(frame.size)]
        for code, bits in frame.columns[dimension.text].values.items():
            for at in positions(bits):
                codes[at].append(code)
        for at, found in enumerate(codes):
            told[at].append(",".join(sorted(found)))
    if frame.weights is not None:
        for at, bounds in enumerate(_bounds(frame)):
            told[at].append(bounds)
    return told


def _bounds(frame: Frame) -> Iterator[str]:
    """How many people each position stands for: `270-330`, or `80-` where nobody knows the most."""
    for at in range(frame.size):
        if frame.weights is not None:
            most = frame.weights.most(1 << at)
            yield f"{frame.weights.least(1 << at)}-{'' if most is None else most}"

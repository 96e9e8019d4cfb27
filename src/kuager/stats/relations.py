"""A frame as relations of whole numbers, and the SQL that counts them: one text for each engine.

Nothing of a record stands in them but its position, the numbers of its codes and whether it lies
in the period. No code goes into the text of a query, only numbers. The SQL keeps to what DuckDB
and Spark read alike.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from kuager.model.filters import NOTHING
from kuager.model.question import Question
from kuager.model.table import TOTAL, Cell, Key
from kuager.stats.arrays import Loads, Numbers, flags_of, places_of, ranked
from kuager.stats.frame import Column, Frame

Relation = dict[str, Numbers]
Row = Sequence[int]
RECORD = "record"
_MARGIN = -1
_SUMS = """
 coalesce(sum(CASE WHEN state = 1 THEN 1 ELSE 0 END), 0) AS sure,
 coalesce(sum(CASE WHEN state = 2 THEN 1 ELSE 0 END), 0) AS possibly,
 coalesce(sum(CASE WHEN state = 1 THEN low ELSE 0 END), 0) AS at_least,
 coalesce(sum(high), 0) AS at_most,
 coalesce(sum(unbounded), 0) AS unbounded"""


def relations_of(frame: Frame, question: Question) -> dict[str, Relation]:
    """What a question needs, by the name of its relation.

    `record` has a row for each record in the period: `pos`, `state` (1 surely, 2 possibly), the
    people it stands for (`low`, `high`, `unbounded`), and `c0`, `c1` … for dimensions of which
    nobody has two codes. `d0`, `d1` … are the others and `w0` … what is chosen by: `pos`, `code`.
    """
    period = frame.sure | frame.possibly
    size, at = frame.size, places_of(frame.sure | frame.possibly, frame.size)
    state = flags_of(frame.sure, size) + 2 * flags_of(frame.possibly, size)
    record = {"pos": at, "state": state[at].astype(np.int64), **_loads(frame, at)}
    found = {RECORD: record}
    for number, dimension in enumerate(question.by):
        column = frame.columns[dimension.text]
        single = ranked(column, size)
        if single is None:
            found[f"d{number}"] = _long(column, period, size)
        else:
            record[f"c{number}"] = single.ranks[at].astype(np.int64)
    for number, dimension in enumerate(sorted(question.where)):
        found[f"w{number}"] = _long(frame.filters[dimension.text], period, size)
    return found


def queries_of(
    frame: Frame, question: Question, relations: Mapping[str, Relation]
) -> Iterator[str]:
    """One query for each margin: rows of a code for each dimension and the five sums."""
    numbers = range(len(question.by))
    for kept in (k for most in range(len(numbers) + 1) for k in combinations(numbers, most)):
        columns = {n: f"d{n}.code" if f"d{n}" in relations else f"{RECORD}.c{n}" for n in kept}
        shown = "".join(f"{columns.get(n, _MARGIN)} AS k{n}, " for n in numbers)
        joined = "".join(
            f" JOIN d{n} ON d{n}.pos = {RECORD}.pos" for n in kept if f"d{n}" in relations
        )
        grouped = f" GROUP BY {', '.join(columns.values())}" if kept else ""
        chosen = " AND ".join(_conditions(frame, question))
        yield f"SELECT {shown}{_SUMS} FROM {RECORD}{joined} WHERE {chosen}{grouped}"


def cells_from(frame: Frame, question: Question, rows: Iterable[Row]) -> dict[Key, Cell]:
    """The cells that the rows of all queries tell."""
    names = [(*frame.columns[d.text].values, NOTHING, TOTAL) for d in question.by]
    cells = {}
    for row in rows:
        *ranks, sure, possibly, low, high, unbounded = map(int, row)
        key = tuple(codes[rank] for codes, rank in zip(names, ranks, strict=True))
        cells[key] = Cell(sure, possibly, low, None if unbounded else high)
    return cells


def _conditions(frame: Frame, question: Question) -> Iterator[str]:
    yield "state = 1" if question.sure else "state > 0"
    for number, (dimension, values) in enumerate(sorted(question.where.items())):
        codes = (*frame.filters[dimension.text].values, NOTHING)
        wanted = [str(codes.index(value)) for value in values if value in codes]
        listed = ", ".join(wanted) or str(_MARGIN)
        yield f"{RECORD}.pos IN (SELECT pos FROM w{number} WHERE code IN ({listed}))"


def _long(column: Column, period: int, size: int) -> Relation:
    """A row for each code that a record in the period has; what is not said is the last code."""
    left = period
    found = []
    for bits in column.values.values():
        found.append(places_of(bits & period, size))
        left &= ~bits
    found.append(places_of(left, size))
    codes = np.repeat(np.arange(len(found), dtype=np.int64), [len(places) for places in found])
    return {"pos": np.concatenate(found), "code": codes}


def _loads(frame: Frame, at: Numbers) -> Relation:
    """How many people each record stands for; one, where records are counted themselves."""
    if frame.weights is None:
        ones = np.ones(len(at), np.int64)
        return {"low": ones, "high": ones, "unbounded": ones - 1}
    loads = Loads.of(frame.weights, frame.size)
    return {"low": loads.low[at], "high": loads.high[at], "unbounded": loads.open[at]}

"""By what records are told apart: one side for each property, clock and day of counting.

A side has kinds, and tests: which kinds a condition of a table counts. Scales of one property are
one side (a district lies in one region); kinds that no test tells apart are one kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from kuager.model.published import NOTHING
from kuager.model.scales import UNSURE
from kuager.stats.disclosure import Within
from kuager.stats.disclosure.kinds import sets_of

Flags = NDArray[np.bool_]
Test = tuple[str, tuple[str, ...]]
"""What a table asks of a side: a scale and the categories that count, or a span of days."""
Doubt = Literal[0, 1, 2]
REST: Final = "~"
"""A category that no table names."""
SPAN: Final = "days"
_FINER: Final = ("month", "year")
MOST_ITEMS: Final = 40
MOST_SIDE: Final = 1500
_YEAR, _MONTH = 4, 7
_LAST_MONTH = 12


class UncheckableError(Exception):
    """What was published cannot be laid out as one system (never leaves this room).

    The argument says why: `too-large`, or `scales` of one property of which nothing is known.
    """


@dataclass
class Side:
    """One property, clock or day of counting: its kinds, and which of them each test counts."""

    name: str
    tests: dict[Test, Flags] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    many: bool = False

    @property
    def size(self) -> int:
        """How many kinds there are."""
        return len(self.labels)

    def flags(self, test: Test) -> Flags:
        """The kinds that a test counts."""
        return self.tests[test]

    def choices(self) -> dict[str, Flags]:
        """Groups that this side can tell: everybody, each kind, each test, and what it leaves."""
        found = {"": np.ones(self.size, dtype=bool)}
        if not self.many:
            for at, label in enumerate(self.labels):
                found[label] = np.arange(self.size) == at
        for (_, codes), flags in self.tests.items():
            found[",".join(codes)] = flags
            if flags.sum() > 1:
                found["!" + ",".join(codes)] = ~flags
        first: dict[bytes, str] = {}
        for label, flags in found.items():
            first.setdefault(flags.tobytes(), label)
        return {label: found[label] for label in first.values() if found[label].any()}


def merged(name: str, tests: Mapping[Test, Flags], labels: Sequence[str], *, many: bool) -> Side:
    """A side in which kinds that no test tells apart are one."""
    if len(labels) > MOST_SIDE:
        raise UncheckableError("too-large")
    groups: dict[bytes, int] = {}
    table = np.array(list(tests.values()), dtype=bool).reshape(len(tests), len(labels))
    for at in range(len(labels)):
        groups.setdefault(table[:, at].tobytes(), at)
    kept = list(groups.values())
    return Side(
        name,
        {test: np.asarray(flags[kept], dtype=bool) for test, flags in tests.items()},
        [labels[at] for at in kept],
        many,
    )


@dataclass(frozen=True)
class Supposed:
    """What is supposed of a property; `listed` are the scales at which some table lists it.

    `doubt` 0: what a table lists is all there is, and something is said of every record unless a
    table counts those of which nothing is; 1: of some, nothing is said; 2: tables may have left
    out categories, too. Who doubts less knows more.
    """

    within: Within
    listed: frozenset[str]
    doubt: Doubt
    many: bool


def property_side(name: str, asked: set[Test], supposed: Supposed) -> Side:
    """The side of a property, over all scales at which tables ask for it.

    Raises UncheckableError if two of its scales meet and nothing says how.
    """
    scales = sorted({scale for scale, _ in asked})
    codes = {s: sorted({c for scale, cs in asked if scale == s for c in cs}) for s in scales}
    items = [
        item
        for item in product(*(_codes(scale, codes[scale], supposed) for scale in scales))
        if _is_possible(dict(zip(scales, item, strict=True)), codes, supposed)
    ]
    if len(items) > (MOST_ITEMS if supposed.many else MOST_SIDE):
        raise UncheckableError("too-large")
    kinds = _sets(items) if supposed.many else [frozenset([item]) for item in items]
    tests = {
        (scale, wanted): np.array(
            [_counts(kind, scales.index(scale), set(wanted), many=supposed.many) for kind in kinds]
        )
        for scale, wanted in sorted(asked)
    }
    labels = ["+".join("/".join(item) for item in sorted(kind)) or NOTHING for kind in kinds]
    return merged(name, tests, labels, many=supposed.many)


def _codes(scale: str, asked: Sequence[str], supposed: Supposed) -> tuple[str, ...]:
    """What may be said of a record at one scale."""
    unsaid = (NOTHING,) if supposed.doubt > 0 else ()
    unnamed = (REST,) if supposed.doubt > 1 or scale not in supposed.listed else ()
    return tuple(dict.fromkeys((*asked, *unsaid, *unnamed)))


def _sets(items: Sequence[tuple[str, ...]]) -> list[frozenset[tuple[str, ...]]]:
    """Sets of items that a record may have; no item says nothing at all."""
    said = {"\x00".join(item): item for item in items if set(item) != {NOTHING}}
    return [frozenset(said[one] for one in some) for some in sets_of(sorted(said), every=False)]


def _counts(kind: frozenset[tuple[str, ...]], at: int, wanted: set[str], *, many: bool) -> bool:
    """Whether a kind is counted where these categories are asked for at one scale."""
    said = {item[at] for item in kind}
    if many and NOTHING in wanted and said <= {NOTHING}:
        return True
    return bool(said & (wanted - {NOTHING} if many else wanted))


def _is_possible(
    item: Mapping[str, str], codes: Mapping[str, Sequence[str]], supposed: Supposed
) -> bool:
    """Whether these categories of several scales can be those of one record."""
    within = supposed.within
    for fine, code in item.items():
        for coarse, other in item.items():
            if fine == coarse:
                continue
            if code == REST and not _has_rest(fine, coarse, other, codes, within):
                return False
            if code in (NOTHING, REST):
                continue
            lies_in = _lies_in(fine, code, coarse, within)
            if lies_in is not None:
                allowed = {c if c in codes[coarse] else REST for c in lies_in}
                if other not in allowed:
                    return False
            elif not _is_told(coarse, other, codes, fine, within):
                raise UncheckableError("scales")
    return True


def _has_rest(
    fine: str, coarse: str, other: str, codes: Mapping[str, Sequence[str]], within: Within
) -> bool:
    """Whether a category that no table names may lie in this one; yes, if nothing is known."""
    unnamed = [
        _lies_in(scale, code, coarse, within) or ()
        for scale, code in within
        if scale == fine and code not in codes[fine]
    ]
    is_known = any(scale == fine for scale, _ in within)
    if other in (NOTHING, REST) or not is_known:
        return True
    return any(other in lies_in for lies_in in unnamed)


def _is_told(
    coarse: str, other: str, codes: Mapping[str, Sequence[str]], fine: str, within: Within
) -> bool:
    """Whether it is said, of this category at one scale or of all of them, where it lies."""
    wanted = [other] if other not in (NOTHING, REST) else codes[coarse]
    return all(
        _lies_in(coarse, code, fine, within) is not None for code in wanted if code != NOTHING
    )


def _lies_in(fine: str, code: str, coarse: str, within: Within) -> tuple[str, ...] | None:
    """The categories at another scale in which this one lies; None if nothing says so."""
    told = within.get((fine, code), {})
    found = told.get(coarse, told.get(coarse.partition("@")[2]))
    if found is None and fine.endswith("@month") and coarse.endswith("@year"):
        return (code[:_YEAR],)
    return found


def days_of(code: str) -> tuple[date, date] | None:
    """First and last day of a year or month as it is written; None for anything else."""
    parts = code.split("-")
    if not all(part.isdecimal() for part in parts) or len(code) not in (_YEAR, _MONTH):
        return None
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if not 1 <= year < 9999 or not 0 <= month <= _LAST_MONTH:  # noqa: PLR2004 - years of a date
        return None
    first = date(year, month or 1, 1)
    after = date(year + 1, 1, 1) if month in (0, _LAST_MONTH) else date(year, month + 1, 1)
    return first, after - timedelta(days=1)


def span(first: date | None, last: date | None) -> Test:
    """The test of a period."""
    return SPAN, (str(first or ""), str(last or ""))


def time_side(name: str, asked: set[Test]) -> Side:
    """The side of a clock: its days in pieces, cut wherever a period of a table begins or ends.

    A date that is not certain enough for months, or for years, lies in some piece all the same.
    """
    periods = {test: _periods(test) for test in asked}
    cuts = sorted(
        {day for spans in periods.values() for first, after in spans for day in (first, after)}
    )
    pieces = [*pairwise([0, *cuts, date.max.toordinal() + 1])]
    unsure = _unsure(asked)
    tests = {}
    for test, spans in sorted(periods.items()):
        inside = [any(a <= first and after <= b for a, b in spans) for first, after in pieces]
        flags = [
            UNSURE in test[1] if _scale(test) in scales else is_in
            for scales in unsure
            for is_in in inside
        ]
        tests[test] = np.array([*flags, NOTHING in test[1]], dtype=bool)
    labels = [
        f"{_day(first)}/{_day(after - 1)}{UNSURE * len(scales)}"
        for scales in unsure
        for first, after in pieces
    ]
    return merged(name, tests, [*labels, NOTHING], many=False)


def _unsure(asked: set[Test]) -> list[frozenset[str]]:
    """The scales at which a date may be uncertain: at none, at the finest, at that and coarser."""
    told = {_scale(test) for test in asked if UNSURE in test[1]}
    found: list[frozenset[str]] = [frozenset()]
    for scale in _FINER:
        if scale in told:
            found.append(found[-1] | {scale})
    return found


def _scale(test: Test) -> str:
    return test[0].partition("@")[2]


def _day(number: int) -> str:
    is_day = 1 <= number < date.max.toordinal()
    return date.fromordinal(number).isoformat() if is_day else ".."


def _periods(test: Test) -> list[tuple[int, int]]:
    """The days that a test counts, as first and one after the last."""
    scale, codes = test
    if scale == SPAN:
        first, last = codes
        return [
            (
                date.fromisoformat(first).toordinal() if first else 0,
                date.fromisoformat(last).toordinal() + 1 if last else date.max.toordinal() + 1,
            )
        ]
    found = []
    for code in codes:
        days = days_of(code)
        if days is not None:
            found.append((days[0].toordinal(), days[1].toordinal() + 1))
        elif code not in (NOTHING, UNSURE):
            raise UncheckableError("scales")
    return found


def counting_side(days: Sequence[date], *, leaving: bool) -> Side:
    """The side of the days on which was counted: since when a record was there.

    `leaving`: a record may also be gone again at a later day (erased, judged to be another).
    """
    last = len(days)
    ends = range(last + 1) if leaving else (last,)
    kinds = [(since, gone) for since in range(last) for gone in ends if gone > since]
    tests = {
        at_day(day): np.array([since <= at < gone for since, gone in kinds])
        for at, day in enumerate(days)
    }
    labels = [f"{days[s]}..{days[g] if g < last else ''}" for s, g in kinds]
    return Side("as-of", tests, labels)


def at_day(day: date) -> Test:
    """The test of having been there on a day of counting."""
    return "as-of", (day.isoformat(),)

"""A chart as a value: what it shows, already in words, and the table that says the same.

Whoever knows the numbers builds a `Chart`; `formats/charts` draws one. A chart is checked when it
is made: none without a title, words for those who do not see it, one sentence that reads it, its
n, base, period and source, and its table. A number that is held back is not in the value at all,
so no drawing can show its size.

Every string is content in the language of the chart, never markup.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar, Literal

from kuager import N_, KuagerError

Arrangement = Literal["grouped", "stacked"]
Row = tuple[str, ...]

MOST_SERIES = 6
"""So many fillings are told apart without colour; more are drawn as charts of their own."""


class UnsoundChartError(KuagerError):
    """A chart that says too little or contradicts itself; a fault of whoever built it.

    Facts: `problem`, a slug such as "no-reading".
    """

    code = "chart-unsound"
    exit_code = 70
    text = N_(
        "The drawing cannot be made ({problem}). The records are untouched; please report this "
        "fault of the program."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much, and the words that say it ("12", "3 to 5", "about 10", "—").

    Surely `least`; `most` at the most (None: nobody knows how many more); `possibly` is what lies
    there only possibly, on top. A held-back amount has neither. Made by the functions below.
    """

    words: str
    least: float | None
    most: float | None
    possibly: float = 0.0
    is_rounded: bool = False

    @property
    def is_held(self) -> bool:
        """Whether it is held back: nothing is known of its size here."""
        return self.least is None

    @property
    def is_open(self) -> bool:
        """Whether it is "at least": nobody knows how many more."""
        return self.least is not None and self.most is None

    @property
    def is_range(self) -> bool:
        """Whether it lies between two numbers, or above one."""
        return self.least is not None and self.most != self.least

    @property
    def reach(self) -> float:
        """How far it may reach, as far as that is known; 0 for what is held back."""
        known = self.least if self.most is None else self.most
        return (known or 0.0) + self.possibly


def exact(words: str, number: float, *, possibly: float = 0.0) -> Amount:
    """A number, and how many more only possibly."""
    return Amount(words=words, least=number, most=number, possibly=possibly)


def between(words: str, least: float, most: float | None, *, possibly: float = 0.0) -> Amount:
    """At least and at most; `most` None is "at least", `least` 0 is "at most"."""
    return Amount(words=words, least=least, most=most, possibly=possibly)


def rounded(words: str, number: float) -> Amount:
    """A number that was rounded so as to tell of nobody; the words have to say so."""
    return Amount(words=words, least=number, most=number, is_rounded=True)


def held_back(words: str = "—") -> Amount:
    """A number that is not shown here, because it could point at somebody."""
    return Amount(words=words, least=None, most=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One row or period: its label, and one amount for each series."""

    label: str
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Lying bars, one row a category. `series` are the names told apart by filling.

    One series may have an empty name. "stacked" adds the amounts of a row up; a share of a whole
    is the maker's to compute.
    """

    KIND: ClassVar[str] = "bars"
    series: tuple[str, ...]
    rows: tuple[Bar, ...]
    arrangement: Arrangement = "grouped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Standing columns, one period a place, in the order of time. Labels are short ("05.21")."""

    KIND: ClassVar[str] = "timeline"
    series: tuple[str, ...]
    rows: tuple[Bar, ...]
    arrangement: Arrangement = "grouped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """A way out of a funnel after a stage: what ended there, and how many."""

    label: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a funnel: how many reached it, what ended there, what is there still."""

    label: str
    amount: Amount
    exits: tuple[Exit, ...] = ()
    in_progress: Exit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Stages in their order; of each, the ways out and what is still on its way."""

    KIND: ClassVar[str] = "funnel"
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of a map, by its id in the gazetteer, with its name and amount."""

    id: str
    name: str
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMap:
    """Regions or districts, shaded by their amounts; also those with nothing.

    `around` are ids of places of which nothing is said: their borders alone are drawn.
    """

    KIND: ClassVar[str] = "map"
    places: tuple[Place, ...]
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """Two sides of the same rows back to back, as hostile and ours; each bar has two amounts."""

    KIND: ClassVar[str] = "compare"
    left: str
    right: str
    rows: tuple[Bar, ...]


Body = Bars | TimeLine | Funnel | RegionMap | Compare


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A whole chart. `head` and `rows` are its table; `table_of` makes them from the body.

    `language` is a BCP 47 tag. `reading` is one sentence that says what is to be seen. `n`,
    `base`, `period` and `source` are words, as they stand under the drawing ("n = 214 events").
    `remarks` are lines that a reader needs ("Dashed: …"). A practice chart says so at its top.
    Raises UnsoundChartError.
    """

    title: str
    alt: str
    reading: str
    language: str
    n: str
    base: str
    period: str
    source: str
    body: Body
    head: Row
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    practice: bool = False

    def __post_init__(self) -> None:
        """Refuse what would mislead."""
        problem = next(_problems(self), None)
        if problem is not None:
            raise UnsoundChartError(problem=problem)

    @property
    def foot(self) -> str:
        """The line under the drawing: n, base, period and source."""
        return ". ".join(part.strip().rstrip(".") for part in _footing(self)) + "."


def table_of(
    body: Body, first: str, *, count: str = "", exits: str = ""
) -> tuple[Row, tuple[Row, ...]]:
    """The table of a body, so that it says just what is drawn: head and rows.

    `first` is the heading of the first column ("Region"), `count` of the amounts where they have
    no series' name, `exits` of a funnel's third column ("What came of them"): empty in the row
    of a stage itself.
    """
    if isinstance(body, Funnel):
        return (first, count, exits), tuple(_stage_rows(body))
    if isinstance(body, RegionMap):
        return (first, count), tuple((place.name, place.amount.words) for place in body.places)
    names = (body.left, body.right) if isinstance(body, Compare) else body.series
    head = (first, *(name or count for name in names))
    return head, tuple((row.label, *(one.words for one in row.amounts)) for row in body.rows)


def rows_of(body: Body) -> tuple[Bar | Stage | Place, ...]:
    """What stands in a body, one by one: rows, stages or places."""
    if isinstance(body, Funnel):
        return body.stages
    return body.places if isinstance(body, RegionMap) else body.rows


def amounts_of(body: Body) -> Iterator[Amount]:
    """Every amount of a body, in reading order."""
    if isinstance(body, RegionMap):
        yield from (place.amount for place in body.places)
    elif isinstance(body, Funnel):
        for stage in body.stages:
            yield stage.amount
            yield from (way.amount for way in ways_of(stage))
    else:
        yield from (amount for row in body.rows for amount in row.amounts)


def ways_of(stage: Stage) -> tuple[Exit, ...]:
    """The ways out of a stage, and last what is still there."""
    return (*stage.exits, *((stage.in_progress,) if stage.in_progress else ()))


def _stage_rows(body: Funnel) -> Iterator[Row]:
    for stage in body.stages:
        yield (stage.label, stage.amount.words, "")
        yield from ((stage.label, way.amount.words, way.label) for way in ways_of(stage))


def _footing(chart: Chart) -> Sequence[str]:
    return chart.n, chart.base, chart.period, chart.source


def _problems(chart: Chart) -> Iterator[str]:
    for name in ("title", "alt", "reading", "language", "n", "base", "period", "source"):
        if not getattr(chart, name).strip():
            yield f"no-{name}"
    yield from _body_problems(chart.body)
    if len(chart.head) == 0:
        yield "no-table"
    if any(len(row) != len(chart.head) for row in chart.rows):
        yield "table-shape"
    if len(chart.rows) < len(_labels(chart.body)):
        yield "table-too-short"
    for amount in amounts_of(chart.body):
        yield from _amount_problems(amount)


def _labels(body: Body) -> list[str]:
    if isinstance(body, RegionMap):
        return [place.name for place in body.places if place.amount.reach or place.amount.is_held]
    if isinstance(body, Funnel):
        return [stage.label for stage in body.stages]
    return [row.label for row in body.rows]


def _body_problems(body: Body) -> Iterator[str]:
    if any(not label.strip() for label in _all_labels(body)):
        yield "no-label"
    if isinstance(body, Funnel | RegionMap):
        return
    names = (body.left, body.right) if isinstance(body, Compare) else body.series
    if not 1 <= len(names) <= MOST_SERIES:
        yield "series"
    if len(names) > 1 and not all(name.strip() for name in names):
        yield "no-series-name"
    if any(len(row.amounts) != len(names) for row in body.rows):
        yield "row-shape"


def _all_labels(body: Body) -> Iterable[str]:
    if isinstance(body, Funnel):
        return [*_labels(body), *(way.label for one in body.stages for way in ways_of(one))]
    return _labels(body)


def _amount_problems(amount: Amount) -> Iterator[str]:
    if not amount.words.strip():
        yield "amount-without-words"
    if amount.least is None:
        if amount.most is not None or amount.possibly:
            yield "held-back-with-a-size"
        return
    most = amount.least if amount.most is None else amount.most
    if not all(map(isfinite, (amount.least, most, amount.possibly))):
        yield "no-number"
    elif not (0 <= amount.least <= most and amount.possibly >= 0):
        yield "amount-range"

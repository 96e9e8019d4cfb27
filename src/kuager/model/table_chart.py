"""From a table to the chart that shows it: columns over time, a map of regions, or bars.

Which drawing fits is decided by what is counted by; a number is drawn as it stands in the table,
with its bounds. The words of dimensions and categories are those of the table.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.chart import (
    MOST_SERIES,
    Amount,
    Bar,
    Bars,
    Body,
    Chart,
    Place,
    RegionMap,
    TimeLine,
    between,
    exact,
    table_of,
)
from kuager.model.filters import NOTHING
from kuager.model.listed import DISTRICT_LEVEL
from kuager.model.places import gazetteer
from kuager.model.question import DATE_SCALES
from kuager.model.shares import share_of
from kuager.model.table import OTHER, TOTAL, UNSURE, Axis, Cell, Key, Table
from kuager.model.table_words import TableWords

COUNTRY: Final = "KZ"
MOST_PERIODS: Final = 60
"""So many columns stand side by side; a longer time is told by the table alone."""
MOST_ROWS: Final = 40
MOST_BARS: Final = 42
"""Of more bars nothing is seen at a glance: then the totals alone are drawn."""
_MOST_EQUAL = 3
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What a chart says besides its numbers.

    `caption` is that of its table, `period` may be empty. `figures` and `percents` write a number
    and a share in the language of `words`.
    """

    words: TableWords
    caption: str
    period: str
    figures: Callable[[int], str]
    percents: Callable[[float], str]


def chart_of(table: Table, said: ChartWords) -> Chart | None:
    """The chart of a table; None where there is nothing to draw, or more than a drawing holds."""
    drawing = _Drawing(table, said)
    body = drawing.body()
    if body is None:
        return None
    say = said.words.say
    reading = drawing.reading()
    head, rows = table_of(
        body, drawing.label(drawing.row_axis), count=said.words.unit(table.question.unit)
    )
    return Chart(
        title=said.caption,
        alt=f"{said.caption}. {reading}",
        reading=reading,
        language=said.words.language,
        n=f"n = {drawing.number(table.base)}",
        base=say(N_("Of what is documented here, not of everything that happened")),
        period=said.period or say(N_("The whole time")),
        source=say(N_("Own records")),
        body=body,
        head=head,
        rows=rows,
        remarks=tuple(drawing.remarks()),
        practice=table.practice,
    )


class _Drawing:
    """One table on its way to a body."""

    def __init__(self, table: Table, said: ChartWords) -> None:
        self.table, self.said = table, said
        self.row_axis = self._row_axis()
        self.series_axis = self._series_axis()

    def body(self) -> Body | None:
        """The drawing that fits what is counted by."""
        if self.row_axis is None or not (self.table.base.sure or self.table.base.possibly):
            return None
        dimension = self.row_axis.dimension
        if dimension.scale in DATE_SCALES:
            return self._over_time(self.row_axis)
        if dimension.scale == "region" and len(self.table.axes) == 1:
            return self._map(self.row_axis)
        codes = self.row_axis.categories
        if len(codes) > MOST_ROWS:
            return None
        return Bars(series=self._series_names(), rows=tuple(map(self._bar, codes)))

    def _row_axis(self) -> Axis | None:
        """Time, if something is counted by it; else what is counted by first."""
        dated = (axis for axis in self.table.axes if axis.dimension.scale in DATE_SCALES)
        return next(dated, None) or next(iter(self.table.axes), None)

    def _series_axis(self) -> Axis | None:
        others = [axis for axis in self.table.axes if axis is not self.row_axis]
        rows = 0 if self.row_axis is None else len(self.row_axis.categories)
        return next((a for a in others if _are_few(len(a.categories), rows)), None)

    def _series(self) -> tuple[str, ...]:
        return (TOTAL,) if self.series_axis is None else self.series_axis.categories

    def _series_names(self) -> tuple[str, ...]:
        axis, words = self.series_axis, self.said.words
        if axis is None:
            return ("",)
        return tuple(words.category(axis.dimension, code) for code in axis.categories)

    def _key(self, code: str, series: str = TOTAL) -> Key:
        chosen = {id(self.row_axis): code, id(self.series_axis): series}
        return tuple(chosen.get(id(axis), TOTAL) for axis in self.table.axes)

    def _bar(self, code: str) -> Bar:
        amounts = (self._amount(self.table.cell(self._key(code, one))) for one in self._series())
        return Bar(label=self.category(code), amounts=tuple(amounts))

    def _amount(self, cell: Cell) -> Amount:
        words = self.number(cell)
        if self.table.question.unit == "people":
            return between(words, cell.at_least, cell.at_most)
        return exact(words, cell.sure, possibly=cell.possibly)

    def _over_time(self, axis: Axis) -> TimeLine | None:
        known = [code for code in axis.categories if code not in (NOTHING, UNSURE)]
        codes = with_gaps(known) if known else []
        if not 0 < len(codes) <= MOST_PERIODS:
            return None
        rows = (Bar(label=short_period(code), amounts=self._bar(code).amounts) for code in codes)
        return TimeLine(series=self._series_names(), rows=tuple(rows))

    def _map(self, axis: Axis) -> RegionMap:
        """The regions that were asked for, also those with nothing; of the rest the borders."""
        level = [p.id for p in gazetteer() if p.parent == COUNTRY and p.kind in DISTRICT_LEVEL]
        where = self.table.question.where.items()
        asked = {c for dim, codes in where if dim.name == axis.dimension.name for c in codes}
        is_whole = not asked or COUNTRY in asked
        drawn = [code for code in level if is_whole or code in asked | {*axis.categories}]
        places = (
            Place(
                id=code,
                name=self.category(code),
                amount=self._amount(self.table.cell(self._key(code))),
            )
            for code in drawn
        )
        return RegionMap(
            places=tuple(places), around=tuple(code for code in level if code not in drawn)
        )

    def label(self, axis: Axis | None) -> str:
        """What the rows are."""
        if axis is None:
            return ""
        return self.said.words.dimension(axis.dimension, self.table.question.unit)

    def category(self, code: str) -> str:
        """One row."""
        axis = self.row_axis
        return code if axis is None else self.said.words.category(axis.dimension, code)

    def number(self, cell: Cell) -> str:
        """A number with its bounds."""
        least = self.said.figures(cell.at_least)
        if cell.at_most is None:
            return f"{least}+"
        if cell.at_most == cell.at_least:
            return least
        return f"{least}–{self.said.figures(cell.at_most)}"

    def reading(self) -> str:
        """One sentence: what there is most of."""
        say = self.said.words.say
        axis = self.row_axis
        codes = [] if axis is None else [c for c in axis.categories if c not in (NOTHING, UNSURE)]
        found = {code: self.table.cell(self._key(code)) for code in codes}
        most = max((cell.at_least for cell in found.values()), default=0)
        first = [code for code in codes if found[code].at_least == most]
        base = self.number(self.table.base)
        if most == 0:
            return say(N_("Nothing certain is said of any of the {base}."), base=base)
        if len(first) > _MOST_EQUAL:
            number = self.said.figures(most)
            return say(
                N_("None stands out: the most frequent have {number} of {base} each."),
                number=number,
                base=base,
            )
        names = ", ".join(say(N_("“{name}”"), name=self.category(code)) for code in first)
        if len(first) > 1:
            number = self.number(found[first[0]])
            return say(
                N_("Most frequent: {names}, each with {number} of {base}."),
                names=names,
                number=number,
                base=base,
            )
        return say(
            N_("Most frequent: {names}, {number} of {base}{share}."),
            names=names,
            number=self.number(found[first[0]]),
            base=base,
            share=self._share(found[first[0]]),
        )

    def _share(self, cell: Cell) -> str:
        found = share_of(cell, self.table.base)
        if found is None or self.said.percents(found.least) != self.said.percents(found.most):
            return ""
        return f" ({self.said.percents(found.least)})"

    def remarks(self) -> Iterator[str]:
        """What the drawing leaves out, or needs to be read."""
        say = self.said.words.say
        yield say(N_("These numbers are exact and are for this house only."))
        axis = self.row_axis
        if axis is None:
            return
        left_out: Sequence[str] = ()
        if axis.dimension.scale in DATE_SCALES:
            left_out = (UNSURE, NOTHING)
        elif axis.dimension.scale == "region" and len(self.table.axes) == 1:
            left_out = (COUNTRY, OTHER, NOTHING)
        for code in left_out:
            cell = self.table.cell(self._key(code))
            if cell.sure or cell.possibly:
                yield say(
                    N_("Not drawn: {name}, {number}."),
                    name=self.category(code),
                    number=self.number(cell),
                )
        if axis.many:
            yield say(N_("One record may stand in several rows, so the rows need not add up."))


def _are_few(series: int, rows: int) -> bool:
    """Whether so many fillings of so many rows are told apart at a glance."""
    return series <= MOST_SERIES and series * rows <= MOST_BARS


def with_gaps(codes: Sequence[str]) -> list[str]:
    """Every year or month between the first and the last."""
    first, last = min(codes), max(codes)
    if len(first) == len("2024"):
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    ends = [int(code[:4]) * _MONTHS + int(code[5:]) - 1 for code in (first, last)]
    months = (divmod(number, _MONTHS) for number in range(ends[0], ends[1] + 1))
    return [f"{year:04}-{month + 1:02}" for year, month in months]


def short_period(code: str) -> str:
    """2021, or 05.21 under a narrow column."""
    return code if len(code) == len("2024") else f"{code[5:]}.{code[2:4]}"

"""A published table as a chart, and as a sheet to hand on: only what left the house is in it.

What was held back has no number in a `PublishedTable`, so nothing drawn from one can show it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
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
    held_back,
    table_of,
)
from kuager.model.filters import NOTHING
from kuager.model.listed import DISTRICT_LEVEL, around
from kuager.model.places import gazetteer
from kuager.model.published import (
    AT_LEAST,
    HELD_BACK,
    MERGED,
    TOTAL,
    Axis,
    Key,
    PublishedCell,
    PublishedTable,
    parts_of,
)
from kuager.model.published_funnel import PublishedFunnel
from kuager.model.question import DATE_SCALES, Dimension
from kuager.model.report import Block, ChartBlock, Report, paragraph, table
from kuager.model.scales import PLACE_SCALES
from kuager.model.table import UNSURE
from kuager.model.table_chart import (
    COUNTRY,
    MOST_PERIODS,
    MOST_ROWS,
    ChartWords,
    short_period,
    with_gaps,
)

_DASH: Final = "–"
_HELD: Final = "—"
_APART: Final = (NOTHING, UNSURE)
_HELD_REMARK: Final = N_("“—”: held back, because the number could point at somebody.")
_MANY_REMARK: Final = N_("One record may stand in several rows, so the rows need not add up.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A published table with what is said around it.

    `code` is its place in the register.
    """

    table: PublishedTable
    said: ChartWords
    code: str
    practice: bool


def chart_of_published(told: Told) -> Chart | None:
    """The chart of a published table; None where a drawing does not fit what it is counted by."""
    drawing = _Drawing(told)
    body = drawing.body()
    if body is None:
        return None
    say, words = told.said.words.say, told.said.words
    reading = drawing.reading()
    came = say(N_("What came of them"))
    base, period, source = _footing(told)
    head, rows = table_of(body, drawing.row_label(), count=words.unit(told.table.unit), exits=came)
    return Chart(
        title=told.said.caption,
        alt=f"{told.said.caption}. {reading}",
        reading=reading,
        language=words.language,
        n=drawing.n(),
        base=base,
        period=period,
        source=source,
        body=body,
        head=head,
        rows=rows,
        remarks=tuple(drawing.remarks()),
        practice=told.practice,
    )


def table_of_published(told: Told) -> tuple[Block, tuple[str, ...]]:
    """A published table as a table under its caption, and the lines that have to stand below it.

    The lines: its number of all, base, period and source, and what a reader must know of it.
    """
    drawing = _Drawing(told)
    foot = ". ".join(part.strip().rstrip(".") for part in (drawing.n(), *_footing(told)))
    return drawing.every_number(told.said.caption), (f"{foot}.", *drawing.remarks())


def _footing(told: Told) -> tuple[str, str, str]:
    """Base, period and source of a published table, in words."""
    say, words = told.said.words.say, told.said.words
    return (
        say(N_("Of what is documented here and may be counted outside, not of all that happened")),
        told.said.period or say(N_("The whole time")),
        say(N_("Source: own records on {day}"), day=words.dates(told.table.as_of.isoformat())),
    )


def sheet_of(told: Told) -> Report:
    """A published table as a report of one page: chart, every number, rule, place in the register.

    The numbers are those that left, held back where they were held back then.
    """
    chart, drawing, say = chart_of_published(told), _Drawing(told), told.said.words.say
    blocks: list[Block] = [] if chart is None else [ChartBlock(chart=chart)]
    if chart is None or len(told.table.axes) > 1:
        blocks.append(drawing.every_number(say(N_("Every number"))))
    if chart is None:
        blocks += [paragraph(line, kind="note") for line in (drawing.n(), *drawing.remarks())]
    line = say(N_("In the register of published numbers: {code}."), code=told.code)
    return Report(
        title=told.said.caption,
        language=told.said.words.language,
        blocks=tuple(blocks),
        practice=told.practice,
        closing=(paragraph(line),),
    )


class _Drawing:
    """One published table on its way to a body."""

    def __init__(self, told: Told) -> None:
        self._table, self._said = told.table, told.said
        axes = told.table.axes
        self._funnel = PublishedFunnel(
            table=told.table,
            category=lambda at, code: self._category(axes[at], code),
            figures=told.said.figures,
        )
        dated = (axis for axis in axes if _dimension(axis).scale in DATE_SCALES)
        self._rows = next(dated, None) or next(iter(axes), None)
        others = (axis for axis in axes if axis is not self._rows)
        self._series = next((axis for axis in others if len(axis.categories) <= MOST_SERIES), None)

    def body(self) -> Body | None:
        """A way to justice, columns over time, a map of regions, or bars."""
        rows = self._rows
        if self._funnel.is_one:
            return self._funnel.body()
        if rows is None:
            return None
        scale = _dimension(rows).scale
        if scale in DATE_SCALES:
            codes = [code for code in rows.categories if code not in _APART]
            return self._over_time(rows, codes) if 0 < len(codes) <= MOST_PERIODS else None
        if self._is_map(rows):
            return self._map(rows)
        if not 0 < len(rows.categories) <= MOST_ROWS:
            return None
        bars = tuple(self._bar(code) for code in rows.categories)
        return Bars(series=self._series_names(), rows=bars)

    def row_label(self) -> str:
        """What the rows are."""
        if self._funnel.is_one:
            return self._said.words.say(N_("Stage"))
        return "" if self._rows is None else self._label(self._rows)

    def n(self) -> str:
        """The number of all, or that it is held back."""
        base = self._cell((TOTAL,) * len(self._table.axes))
        if base.mark == "suppressed":
            return self._said.words.say(N_("n: held back"))
        return f"n = {self._words(base)}"

    def reading(self) -> str:
        """One sentence that is true whatever is held back: only numbers that are told compare."""
        if self._funnel.is_one:
            return self._funnel.reading()
        say, rows = self._said.words.say, self._rows
        codes = () if rows is None else [c for c in rows.categories if c not in _APART]
        told = {code: self._cell(self._key(code)) for code in codes}
        numbers = {code: cell.low for code, cell in told.items() if cell.mark != "suppressed"}
        most = max(numbers.values(), default=0)
        first = [code for code, number in numbers.items() if number == most]
        if most == 0:
            return say(N_("No number of a single row is told here."))
        if len(first) > 1:
            return say(
                N_("The largest number told here, {number}, stands in {count} rows."),
                number=self._said.figures(most),
                count=len(first),
            )
        return say(
            N_("The largest number told here: “{name}”, {number}."),
            name=self._category(self._rows, first[0]),
            number=self._words(told[first[0]]),
        )

    def remarks(self) -> Iterator[str]:
        """What the drawing leaves out, or needs to be read."""
        say = self._said.words.say
        if self._funnel.is_one:
            yield say(N_("Whoever came further is counted at every earlier stage as well."))
        for code in self._not_drawn():
            cell = self._cell(self._key(code))
            if cell.low or cell.mark == "suppressed":
                name = self._category(self._rows, code)
                yield say(N_("Not drawn: {name}, {number}."), name=name, number=self._words(cell))
        if any(cell.mark == "suppressed" for cell in self._table.cells.values()):
            yield say(_HELD_REMARK)
        if any(axis.many for axis in self._table.axes):
            yield say(_MANY_REMARK)

    def every_number(self, caption: str) -> Block:
        """All cells of the table, the totals included."""
        axes = self._table.axes
        keys = product(*((*axis.categories, TOTAL) for axis in axes))
        rows = [
            [
                *(self._category(axis, code) for axis, code in zip(axes, key, strict=True)),
                self._words(self._cell(key)),
            ]
            for key in keys
        ]
        unit = self._said.words.unit(self._table.unit)
        head = [*map(self._label, axes), unit]
        return table(head, rows, caption=caption)

    def _not_drawn(self) -> Sequence[str]:
        rows = self._rows
        if rows is None:
            return ()
        scale = _dimension(rows).scale
        apart: Sequence[str] = ()
        if scale in DATE_SCALES:
            apart = _APART
        elif self._is_map(rows):
            level = self._level(rows)
            apart = [code for code in rows.categories if code not in level]
        return [code for code in apart if code in rows.categories]

    def _is_map(self, rows: Axis) -> bool:
        """Places of one level alone, none of them told together with another."""
        is_whole = not any(MERGED in code for code in rows.categories)
        return is_whole and len(self._table.axes) == 1 and bool(self._level(rows))

    def _level(self, rows: Axis) -> Sequence[str]:
        """The places side by side on a map: the regions, or the districts of the only region."""
        scale = _dimension(rows).scale
        if scale not in PLACE_SCALES:
            return ()
        whole = COUNTRY
        if scale != PLACE_SCALES[0]:
            regions = {around(code)[-2:][0] for code in self._chosen(rows) if around(code)}
            whole = regions.pop() if len(regions) == 1 else ""
        return [p.id for p in gazetteer() if p.parent == whole and p.kind in DISTRICT_LEVEL]

    def _chosen(self, rows: Axis) -> Sequence[str]:
        """The places that alone were asked for, at either scale; () for all."""
        name, where = _dimension(rows).name, self._table.where
        found = (where.get(Dimension(name, scale).text, ()) for scale in PLACE_SCALES)
        return [code for codes in found for code in codes]

    def _over_time(self, rows: Axis, codes: Sequence[str]) -> TimeLine:
        """The periods; where rows add up, one that is no category has no record."""
        series = (TOTAL,) if self._series is None else self._series.categories
        none = (exact(self._said.figures(0), 0),) * len(series)
        is_whole = not rows.many and not any(MERGED in code for code in codes)
        periods = with_gaps(codes) if is_whole else sorted(codes)
        bars = (
            Bar(label=_period(code), amounts=self._amounts(code) if code in codes else none)
            for code in periods
        )
        return TimeLine(series=self._series_names(), rows=tuple(bars))

    def _map(self, rows: Axis) -> RegionMap:
        """The places that were asked for; of which the table says nothing, nothing is drawn.

        Where rows add up, its categories are all there are: a place that is none has no record.
        """
        level, chosen = self._level(rows), self._chosen(rows)
        drawn = {code: self._amount((code,)) for code in rows.categories if code in level}
        if not rows.many:
            none = exact(self._said.figures(0), 0)
            asked = (code for code in level if not chosen or _touches(code, chosen))
            drawn = dict.fromkeys(asked, none) | drawn
        places = [code for code in level if code in drawn]
        rest = tuple(code for code in level if code not in drawn)
        return RegionMap(
            places=tuple(
                Place(id=code, name=self._category(rows, code), amount=drawn[code])
                for code in places
            ),
            around=rest if places else (),
        )

    def _bar(self, code: str) -> Bar:
        return Bar(label=self._category(self._rows, code), amounts=self._amounts(code))

    def _amounts(self, code: str) -> tuple[Amount, ...]:
        series = (TOTAL,) if self._series is None else self._series.categories
        return tuple(self._amount(self._key(code, one)) for one in series)

    def _amount(self, key: Key) -> Amount:
        """What is drawn of a cell: nothing of what is held back, or was never told."""
        cell = self._cell(key)
        if cell.mark == "suppressed":
            return held_back(_HELD)
        words = self._words(cell)
        if self._table.unit in AT_LEAST:
            return between(words, cell.low, None)
        if cell.low == cell.high:
            return exact(words, cell.low)
        return between(words, cell.low, cell.high)

    def _words(self, cell: PublishedCell) -> str:
        if cell.mark == "suppressed":
            return _HELD
        least = self._said.figures(cell.low)
        if cell.high is None or self._table.unit in AT_LEAST:
            return f"{least}+"
        return least if cell.low == cell.high else f"{least}{_DASH}{self._said.figures(cell.high)}"

    def _cell(self, key: Key) -> PublishedCell:
        return self._table.cells.get(key, HELD_BACK)

    def _key(self, code: str, series: str = TOTAL) -> Key:
        chosen = {id(self._rows): code, id(self._series): series}
        return tuple(chosen.get(id(axis), TOTAL) for axis in self._table.axes)

    def _series_names(self) -> tuple[str, ...]:
        axis = self._series
        if axis is None:
            return ("",)
        return tuple(self._category(axis, code) for code in axis.categories)

    def _label(self, axis: Axis) -> str:
        return self._said.words.dimension(_dimension(axis), self._table.unit)

    def _category(self, axis: Axis | None, code: str) -> str:
        return code if axis is None else self._said.words.category(_dimension(axis), code)


def _dimension(axis: Axis) -> Dimension:
    name, _, scale = axis.name.partition("@")
    return Dimension(name, scale)


def _touches(code: str, chosen: Sequence[str]) -> bool:
    """Whether a place lies in one of these, or one of these lies in it."""
    return any(one in around(code) or code in around(one) for one in chosen)


def _period(code: str) -> str:
    """2021, or 05.21 under a narrow column; of several told as one, each."""
    return MERGED.join(short_period(part) for part in parts_of(code))

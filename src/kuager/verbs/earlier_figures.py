"""Figures published before Kuager, or by partners: typed in as they were printed.

A percentage of a known base is a count; “over 80” is a bound. What was printed is kept as what a
reader can compute from it, in codes, and every later table is checked against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor
from typing import Final, Literal

from kuager import N_, KuagerError
from kuager.model.counts import Count, CountError, read_count
from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.percentages import from_percentages
from kuager.model.published import (
    TOTAL,
    Axis,
    Key,
    PublishedCell,
    PublishedTable,
    UnreadableTableError,
)
from kuager.model.question import DATE_SCALES, GROUPS, PLACE_SCALES, Dimension, Question
from kuager.model.scales import OTHER, UNSURE
from kuager.model.schema import Schema
from kuager.model.statement import say
from kuager.model.units import UNITS
from kuager.model.written_counts import count_of
from kuager.verbs._verb import verb
from kuager.verbs.charts import COUNTRY, parts_of
from kuager.verbs.charts import regions as regions_of
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView
from kuager.verbs.published_choice import chosen_words
from kuager.verbs.register import EARLIER

_ABOUT: Final = 10
"""“About 300” is read as a tenth more or less."""
_PERCENT: Final = "%"
_LISTED: Final = frozenset({"term", "yesno", "place"})
"""Kinds of property of which all categories can be listed."""


class NothingTypedError(KuagerError):
    """A figure without a number."""

    code = "no-number-typed"
    exit_code = 2
    text = N_(
        "Type at least one number that was published. Nothing was saved. Leave a field empty if "
        "nothing was published there."
    )


class NoBaseTypedError(KuagerError):
    """A percentage of nothing."""

    code = "no-base-typed"
    exit_code = 2
    text = N_(
        "A percentage tells a number only with its base: how many there were in all, such as 83, "
        "or >80 for “over 80”. Nothing was saved."
    )


class UnreadableNumberError(KuagerError):
    """A number that cannot be read."""

    code = "figure-unreadable"
    exit_code = 2
    text = N_(
        "This is no number that can be read: “{typed}”. Write 17, >80 for “over 80”, ~300 for "
        "“about 300”, or 21 %. Nothing was saved."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFigure:
    """A figure published before, or by a partner, as people read it.

    `base` is how many there were in all, in the words of a count; empty if that was not told.
    `cells` maps a combination of categories to a count or a percentage (`17`, `>80`, `21 %`).
    `partner` and `source` are codes of records.
    """

    question: Question
    published_on: date
    base: str = ""
    cells: Mapping[Key, str] = field(default_factory=dict)
    partner: str = ""
    source: str = ""


@verb(needs="keep", saves=True)
def enter_earlier_figure(desk: Desk, *, figure: EarlierFigure) -> str:
    """Type in a figure that was published before, or by a partner; returns its code."""
    table = _table_of(desk, figure)
    made, code = desk.store.new_id(), desk.next_code("release", "R")
    said = [
        say(made, "release.code", code),
        say(made, "release.form", "table"),
        say(made, "release.basis", EARLIER),
        say(made, "release.released_on", figure.published_on.isoformat()),
        say(made, "release.query", figure.question.text()),
        say(made, "release.table", table.text()),
        say(made, "release.practice", desk.practice),
    ]
    if figure.partner:
        partner = desk.find(("organisation",), figure.partner)
        said.append(say(made, "release.published_by", partner))
    if figure.source:
        said.append(say(made, "release.told_in", desk.find(("source",), figure.source)))
    desk.say(said)
    return code


def _table_of(desk: Desk, figure: EarlierFigure) -> PublishedTable:
    """The figure as the cells that a reader knows. Raises what is wrong with it."""
    question = figure.question
    cells = _cells(figure)
    view = UnitView(desk, UNITS[question.unit])
    axes = tuple(
        _axis(view, question, dimension, {key[place] for key in cells if key[place] != TOTAL})
        for place, dimension in enumerate(question.by)
    )
    origin: Literal["before", "partner"] = "partner" if figure.partner else "before"
    return PublishedTable(
        unit=question.unit,
        clock=question.clock,
        first=question.first,
        last=question.last,
        axes=axes,
        cells=cells,
        as_of=figure.published_on,
        origin=origin,
        where=chosen_words(question, desk.schema),
        percentages=any(text.strip().endswith(_PERCENT) for text in figure.cells.values()),
    )


def _axis(view: UnitView, question: Question, dimension: Dimension, typed: set[str]) -> Axis:
    """An axis with the categories that were typed.

    Where a record stands under one category only, all that there are: of those that were not
    typed nothing is known, but they are there. Years without an end cannot be listed.
    """
    prop = property_of(dimension.name, view.desk.schema)
    has_end = question.first is not None and question.last is not None
    listed = prop is not None and (prop.kind in _LISTED or (prop.kind == "date" and has_end))
    if view.column(dimension).many or not listed:
        return Axis(dimension.text, tuple(sorted(typed)), many=True, whole_list=True)
    known = [*categories_of(dimension, question, view.desk.schema), NOTHING]
    return Axis(dimension.text, tuple(dict.fromkeys([*known, *sorted(typed)])), whole_list=True)


def categories_of(dimension: Dimension, question: Question, schema: Schema) -> list[str]:
    """Every category that a dimension can have in the period of a question, in reading order."""
    prop = property_of(dimension.name, schema)
    if prop is None or prop.kind not in (*_LISTED, "date"):
        return []
    if prop.kind == "yesno":
        return ["yes", "no"]
    if prop.kind == "date":
        return [*_dates(dimension, question), UNSURE]
    if prop.kind == "place":
        regions = list(regions_of())
        nearer = [*regions, *(place for region in regions for place in parts_of(region))]
        return [*(regions if dimension.scale == PLACE_SCALES[0] else nearer), COUNTRY, OTHER]
    vocabulary = schema.vocabularies[prop.vocabulary or ""]
    if dimension.scale in ("", GROUPS):
        return list(vocabulary.terms if not dimension.scale else vocabulary.top)
    codes = (code for term in vocabulary.terms for code in vocabulary.codes(term, dimension.scale))
    return [*dict.fromkeys(codes), OTHER]


def _dates(dimension: Dimension, question: Question) -> list[str]:
    """The years or months of a period; none if it has no end."""
    if question.first is None or question.last is None:
        return []
    years = range(question.first.year, question.last.year + 1)
    if dimension.scale == DATE_SCALES[0]:
        return [str(year) for year in years]
    return [f"{year}-{month:02}" for year in years for month in range(1, 13)]


def _cells(figure: EarlierFigure) -> dict[Key, PublishedCell]:
    whole = (TOTAL,) * len(figure.question.by)
    typed = {key: text.strip() for key, text in figure.cells.items() if text.strip()}
    base = figure.base.strip() or typed.pop(whole, "")
    if not typed and not base:
        raise NothingTypedError
    shares = {key: text for key, text in typed.items() if text.endswith(_PERCENT)}
    counts = {key: text for key, text in typed.items() if key not in shares}
    if shares and not base:
        raise NoBaseTypedError
    found = {key: _counted(_count(text)) for key, text in counts.items()}
    if base:
        read = _count(base)
        found[whole] = _counted(read)
        for key, text in shares.items():
            found |= _shared(read, key, text)
    return found


def _shared(base: Count, key: Key, text: str) -> dict[Key, PublishedCell]:
    try:
        return from_percentages(base, {key: text})
    except UnreadableTableError:
        raise UnreadableNumberError(typed=text) from None


def _count(text: str) -> Count:
    """A count as people type it; “about” is a tenth more or less. Raises UnreadableNumberError."""
    try:
        read = read_count(count_of(text))
    except CountError:
        raise UnreadableNumberError(typed=text) from None
    if not read.approximate:
        return read
    low = floor(read.low * (100 - _ABOUT) / 100)
    high = None if read.high is None else ceil(read.high * (100 + _ABOUT) / 100)
    return Count(low, high, approximate=False)


def _counted(count: Count) -> PublishedCell:
    is_exact = count.low == count.high
    return PublishedCell(count.low, count.high, "exact" if is_exact else "rounded")

"""Tables in the visitor's words: units, periods, captions, numbers with their bounds, shares."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from kuager import N_
from kuager.lang import date_words, join_words, number, percent
from kuager.model.derived import property_of
from kuager.model.question import Dimension, Question, scales_of
from kuager.model.shares import share_of
from kuager.model.table import Cell
from kuager.model.table_words import TableWords
from kuager.model.units import UNITS
from kuager.verbs.counting import name_bodies
from kuager.web.visit import Visit

_DASH = "–"
_DECEMBER = 12
_MOST_LETTERS = 40

UNIT_NOTES: Final[Mapping[str, str]] = {
    "case": N_(
        "What came to you as one file. What happened is not counted here: one case may hold "
        "several events, or none yet."
    ),
    "event": N_(
        "What happened at one time in one place. Situations that last and summaries of others are "
        "not counted."
    ),
    "act": N_(
        "Single things that were done to somebody: one event may hold several. Not the people "
        "they were done to."
    ),
    "person": N_(
        "People with a sheet of their own, each once, however often something was done to them. "
        "Nobody of whom only a number is known."
    ),
    "people": N_(
        "Everybody whom it touched, as far as it is known: at least so many, at most so many. "
        "300 detained, of whom 33 are known, are 300."
    ),
    "perpetrator": N_(
        "Those who did it, once for each event or act: whoever did it twice stands here twice. Not "
        "witnesses, and not those who helped."
    ),
    "filing": N_(
        "Complaints, claims and requests that people brought. Not bills, and not cases against us."
    ),
    "step": N_(
        "Single steps on the way: filed, answered, refused. One filing has several; for filings "
        "choose filings."
    ),
    "intervention": N_("Help that was given, and requests for it. Not complaints to the State."),
}


class _Bodies(Mapping[str, Mapping[str, str]]):
    """The names of public bodies and articles of law, read when the first of them is needed."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    @cached_property
    def _known(self) -> Mapping[str, Mapping[str, str]]:
        return name_bodies(self._visit.desk)

    def __getitem__(self, code: str) -> Mapping[str, str]:
        return self._known[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def words_for(visit: Visit) -> TableWords:
    """Units, dimensions and categories in the visitor's words."""
    return TableWords(
        schema=visit.desk.schema,
        language=visit.language,
        say=visit.t,
        dates=lambda text: date_words(text, visit.language),
        bodies=_Bodies(visit),
    )


def caption(visit: Visit, question: Question) -> str:
    """What a table shows, in words: "Events by harm and region; kind: incident; 2024"."""
    words = words_for(visit)
    said = [_counted(visit, words, question)]
    said += [f"{name}: {chosen}" for name, chosen in narrowed_to(words, question)]
    period = period_words(visit, question)
    if period:
        said.append(f"{period} ({words.clock(question.clock or clock_of(question))})")
    return "; ".join(said)


def heading(visit: Visit, question: Question) -> str:
    """What is counted by what."""
    return _counted(visit, words_for(visit), question)


def _counted(visit: Visit, words: TableWords, question: Question) -> str:
    unit = words.unit(question.unit)
    if not question.by:
        return unit
    said = [dimension_words(words, dimension, question.unit) for dimension in question.by]
    dimensions = join_words(said, visit.language)
    return visit.t(N_("{unit} by {dimensions}"), unit=unit, dimensions=dimensions)


def dimension_words(words: TableWords, dimension: Dimension, unit: str) -> str:
    """A dimension inside a sentence: "harm", "place (act, regions)".

    The type of record is named only if it is not the one that is counted, and another one has a
    property that is called the same.
    """
    schema, language = words.schema, words.language
    prop = property_of(dimension.name, schema)
    if prop is None:
        return dimension.text
    alike = [
        other
        for type_name in UNITS[unit].reach
        for other in schema.types[type_name].properties.values()
        if other.label[language] == prop.label[language] and scales_of(other, schema)
    ]
    is_own = prop.type == UNITS[unit].type or len(alike) < 2  # noqa: PLR2004 - itself alone
    kind = "" if is_own else _lowered(schema.types[prop.type].label[language])
    beside = ", ".join(filter(None, (kind, _short_scale(words, dimension))))
    label = _lowered(prop.label[language])
    return f"{label} ({beside})" if beside else label


def _short_scale(words: TableWords, dimension: Dimension) -> str:
    """The scale in few words: of a list of others what it is known by."""
    said = words.scale(dimension)
    if dimension.scale not in words.schema.crosswalks:
        return said
    name = said.partition(",")[0]
    return name if len(name) <= _MOST_LETTERS else dimension.scale.upper()


def _lowered(label: str) -> str:
    """A label inside a sentence; abbreviations stay as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def narrowed_to(words: TableWords, question: Question) -> Iterable[tuple[str, str]]:
    """Each property that a question is narrowed by, and the values that count."""
    for dimension, codes in sorted(question.where.items()):
        chosen = ", ".join(words.category(dimension, code) for code in codes)
        yield words.dimension(dimension, question.unit), chosen


def clock_of(question: Question) -> str:
    """The clock that is meant when none is named."""
    return next(iter(UNITS[question.unit].clocks))


def period_words(visit: Visit, question: Question) -> str:
    """From when to when, at the precision that the days allow; empty for no period."""
    first, last = question.first, question.last
    if first is None and last is None:
        return ""
    if first is None or last is None:
        text = f"../{last}" if first is None else f"{first}/.."
        return date_words(text, visit.language)
    return date_words(_period(first, last), visit.language)


def _period(first: date, last: date) -> str:
    """Whole years and months as such: 2024, 2020/2024, 2024-03."""
    after = last + timedelta(days=1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1):
        ends = (f"{first.year:04}", f"{last.year:04}")
    elif first.day == after.day == 1:
        ends = (f"{first:%Y-%m}", f"{last:%Y-%m}")
    else:
        ends = (first.isoformat(), last.isoformat())
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


def year_period(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, _DECEMBER, 31)


def bounds(cell: Cell, language: str) -> str:
    """How many: 12, between two numbers 270–330, or at least 80+."""
    least = number(cell.at_least, language)
    if cell.at_most is None:
        return f"{least}+"
    return (
        least
        if cell.at_most == cell.at_least
        else f"{least}{_DASH}{number(cell.at_most, language)}"
    )


def share_words(cell: Cell, base: Cell, language: str) -> str:
    """The share of a cell in its base, with bounds where it has some; empty where none is told."""
    found = share_of(cell, base)
    if found is None:
        return ""
    least, most = (percent(part, language) for part in found)
    return least if least == most else f"{number(found.least * 100, language)}{_DASH}{most}"

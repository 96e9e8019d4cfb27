"""What a table shows, in words: what is counted by what, of which, in which period."""

from collections.abc import Iterable
from datetime import date, timedelta

from kuager import N_
from kuager.model.derived import property_of
from kuager.model.question import Dimension, Question, scales_of
from kuager.model.table_words import TableWords
from kuager.model.units import UNITS

_MOST_LETTERS = 40


def caption(words: TableWords, question: Question) -> str:
    """What a table shows, in words: "Events by harm and region; kind: incident; 2024"."""
    said = [heading(words, question)]
    said += [f"{name}: {chosen}" for name, chosen in narrowed_to(words, question)]
    period = period_words(words, question)
    if period:
        said.append(f"{period} ({words.clock(question.clock or clock_of(question))})")
    return "; ".join(said)


def heading(words: TableWords, question: Question) -> str:
    """What is counted by what."""
    unit = words.unit(question.unit)
    if not question.by:
        return unit
    said = [dimension_words(words, dimension, question.unit) for dimension in question.by]
    return words.say(N_("{unit} by {dimensions}"), unit=unit, dimensions=words.join(said))


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


def period_words(words: TableWords, question: Question) -> str:
    """From when to when, at the precision that the days allow; empty for no period."""
    first, last = question.first, question.last
    if first is None and last is None:
        return ""
    if first is None or last is None:
        text = f"../{last}" if first is None else f"{first}/.."
        return words.dates(text)
    return words.dates(_period(first, last))


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

"""What the form of a table offers: properties in groups, scales, values that occur, years."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kuager import N_
from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.question import (
    DATE_SCALES,
    GROUPS,
    MOST_DIMENSIONS,
    PLACE_SCALES,
    Dimension,
    scales_of,
)
from kuager.model.table_captions import clock_of
from kuager.model.units import CLOCK_WORDS, UNIT_WORDS, UNITS
from kuager.verbs.charts import regions
from kuager.verbs.table_choices import Choices, countable, offer_choices
from kuager.web.listed import in_figures
from kuager.web.table_asking import EVERYTHING, AskedTable
from kuager.web.table_words import words_for, year_period

Offered = list[tuple[str, object]]
"""Values with their words, or words with such values below them."""
_OWN_SCALES = frozenset({"", GROUPS, *PLACE_SCALES, *DATE_SCALES})
_MOST_VALUES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ByField:
    """One of the three choices by what to count; `scales` are offered where there are several."""

    value: str
    hint: str
    scale: str
    scales: Offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value to narrow by, and how many of what is counted have it."""

    code: str
    words: str
    count: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """One property that is narrowed by: the values that occur, and the others."""

    text: str
    words: str
    first: tuple[Value, ...]
    rest: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Everything that the form shows."""

    units: Offered
    clocks: Offered
    clock: str
    dimensions: Offered
    choosing: Offered
    by: tuple[ByField, ...]
    narrowing: tuple[Narrowing, ...]
    years: tuple[tuple[str, str, bool], ...]
    is_more: bool
    all_href: str


def offer(asked: AskedTable) -> Offer:
    """What there is to choose, for what is asked now."""
    visit, question = asked.visit, asked.question
    unit = UNITS[question.unit]
    found = offer_choices(visit.desk, question=question, narrowed=asked.narrowed)
    whole = countable(unit, visit.desk.schema)
    shown = whole if asked.everything else _with(found.filled, asked.by, whole)
    dividing = [dimension for dimension in shown if dimension.type not in unit.only_where]
    return Offer(
        units=[(name, visit.t(words)) for name, words in UNIT_WORDS.items()],
        clocks=[(name, visit.t(CLOCK_WORDS[name])) for name in unit.clocks],
        clock=question.clock or clock_of(question),
        dimensions=_grouped(asked, dividing),
        choosing=_grouped(asked, shown),
        by=tuple(_by_field(asked, at) for at in range(MOST_DIMENSIONS)),
        narrowing=tuple(_narrowing(asked, dimension, found) for dimension in asked.narrowed),
        years=tuple(_years(asked, found.years)),
        is_more=len(shown) < len(whole),
        all_href=visit.url("/tables", **{**asked.query(), EVERYTHING: "yes"}) + "#question",
    )


def _with(
    filled: Iterable[Dimension], chosen: Iterable[str], whole: Iterable[Dimension]
) -> tuple[Dimension, ...]:
    """What is filled, and what is chosen already."""
    names = {dimension.name for dimension in filled} | set(chosen)
    return tuple(dimension for dimension in whole if dimension.name in names)


def _grouped(asked: AskedTable, shown: Iterable[Dimension]) -> Offered:
    """Properties under the type of record that they belong to, those of the unit first."""
    visit = asked.visit
    schema, language = visit.desk.schema, visit.language
    groups: dict[str, list[tuple[str, str]]] = {}
    for dimension in shown:
        prop = property_of(dimension.name, schema)
        if prop is not None:
            groups.setdefault(prop.type, []).append((prop.name, prop.label[language]))
    return [(schema.types[name].label[language], found) for name, found in groups.items()]


def _by_field(asked: AskedTable, at: int) -> ByField:
    schema, language = asked.visit.desk.schema, asked.visit.language
    name = asked.by[at] if at < len(asked.by) else ""
    prop = property_of(name, schema)
    if prop is None or prop.type not in UNITS[asked.question.unit].reach:
        return ByField(value="", hint="", scale="", scales=[])
    scale = next((d.scale for d in asked.question.by if d.name == name), "")
    scales = scales_of(prop, schema)
    return ByField(
        value=name,
        hint="" if prop.kind == "date" else prop.hint.get(language, ""),
        scale=scale,
        scales=_scales(asked, name, scales) if len(scales) > 1 else [],
    )


def _scales(asked: AskedTable, name: str, scales: Iterable[str]) -> Offered:
    """How fine, and which lists of others our words point at."""
    words, say = words_for(asked.visit), asked.visit.t
    own: Offered = []
    others: list[tuple[str, str]] = []
    for scale in scales:
        said = words.scale(Dimension(name, scale)) or say(N_("every word of the list"))
        (own if scale in _OWN_SCALES else others).append((scale, said))
    return [*own, (say(N_("Lists of others")), others)] if others else own


def _years(asked: AskedTable, years: Iterable[int]) -> Iterable[tuple[str, str, bool]]:
    """The whole time and each year, with the address and whether it is chosen."""
    question = asked.question
    period = (question.first, question.last)
    bare = replace(question.with_period(None, None), sure=False)
    yield asked.visit.t(N_("The whole time")), asked.address(bare), period == (None, None)
    for year in years:
        span = year_period(year)
        yield str(year), asked.address(question.with_period(*span)), period == span


def _narrowing(asked: AskedTable, dimension: Dimension, found: Choices) -> Narrowing:
    counts = found.values.get(dimension, {})
    chosen = asked.question.where.get(dimension, ())
    codes = [*_ordered(asked, dimension, counts)]
    first = [code for code in codes if code in chosen or counts.get(code)]
    if len(first) > _MOST_VALUES:
        often = sorted(first, key=lambda code: (code not in chosen, -counts.get(code, 0)))
        kept = set(often[:_MOST_VALUES])
        first = [code for code in first if code in kept]
    rest = [code for code in codes if code not in first]
    words = words_for(asked.visit)

    def value(code: str) -> Value:
        return Value(
            code=code,
            words=words.category(dimension, code),
            count=in_figures(asked.visit, counts.get(code, 0)),
            chosen=code in chosen,
        )

    return Narrowing(
        text=dimension.text,
        words=words.dimension(dimension, asked.question.unit),
        first=tuple(map(value, first)),
        rest=tuple(map(value, rest)),
    )


def _ordered(asked: AskedTable, dimension: Dimension, counts: Mapping[str, int]) -> Iterable[str]:
    """Every value in reading order, what occurs and what might; what is not said last."""
    schema = asked.visit.desk.schema
    prop = property_of(dimension.name, schema)
    if prop is None:
        known: list[str] = []
    elif prop.kind == "place":
        wide = [place for place in regions() if place not in counts]
        known = sorted(counts, key=lambda code: (-counts[code], code))
        known += wide
    elif prop.kind == "yesno":
        known = ["yes", "no"]
    elif prop.kind == "term" and dimension.scale in ("", GROUPS):
        terms = schema.vocabularies[prop.vocabulary or ""].terms
        known = [code for code, term in terms.items() if dimension.scale == "" or not term.broader]
    else:
        known = sorted(counts)
    chosen = asked.question.where.get(dimension, ())
    more = [code for code in (*counts, *chosen) if code not in known]
    return [code for code in dict.fromkeys([*known, *more]) if code != NOTHING] + [NOTHING]

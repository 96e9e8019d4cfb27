"""What the addresses of funnel and gatherings ask, and what their forms offer: codes only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kuager import N_
from kuager.model.funnel import FUNNEL_CLOCKS, FUNNEL_UNITS
from kuager.model.funnel_charts import FunnelCharts
from kuager.model.funnel_words import FunnelWords
from kuager.model.question import Question, UnknownQuestionError, question_of
from kuager.model.table import Cell
from kuager.model.table_captions import narrowed_to
from kuager.verbs.charts import regions
from kuager.verbs.funnel_tables import choose_funnel_unit
from kuager.web.gate_panel import LOOK, MERGE, ROUNDING, USE
from kuager.web.table_words import bounds, period_words, share_words, words_for
from kuager.web.value_words import Words
from kuager.web.visit import Visit

ARTICLE, WHICH, NUMBER, AT_PAGE = "article", "which", "number", "at-page"
"""Names in an address that are not of the question: a provision, which drawing, which number."""
_OF_THE_PAGE: Final = frozenset(
    {ARTICLE, WHICH, NUMBER, AT_PAGE, "as", "shown", USE, ROUNDING, MERGE, LOOK}
)
_YEARS_OFFERED: Final = 15
_YEAR: Final = 4
REGION, ACT, BIAS = "event.place@region", "act.type@group", "act.bias"
Choices = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class AskedFunnel:
    """A question in an address, and its words."""

    visit: Visit
    question: Question
    article: str = ""
    is_unit_chosen: bool = False

    @classmethod
    def of(cls, visit: Visit, *, unit: str = "") -> "AskedFunnel":
        """What the address asks, years as well as days. Raises UnknownQuestionError.

        `unit` is the only one of the page, if there is only one. Without any the first is counted
        of which there is anything.
        """
        said = {name: visit.query.get(name) for name in visit.query.names()}
        asked = {name: text for name, text in said.items() if name not in _OF_THE_PAGE and text}
        is_chosen = not unit and "unit" not in asked
        asked["unit"] = unit or asked.get("unit") or choose_funnel_unit(visit.desk)
        asked.setdefault("clock", FUNNEL_CLOCKS[0])
        for name, rest in (("from", "-01-01"), ("to", "-12-31")):
            text = asked.get(name, "")
            if len(text) == _YEAR and text.isdecimal():
                asked[name] = text + rest
        question = question_of(asked.items(), visit.desk.schema)
        article = said.get(ARTICLE, "")
        return cls(visit=visit, question=question, article=article, is_unit_chosen=is_chosen)

    def address(self, path: str, question: Question | None = None, *, which: str = "") -> str:
        """The address of this question, or of another one, on a page; `which` is a drawing."""
        pairs = dict((question or self.question).pairs())
        return self.visit.url(path, **{**pairs, ARTICLE: self.article, WHICH: which})

    def number(self, cell: Cell, number: str, question: Question | None = None) -> tuple[str, str]:
        """A number in words, and the address of the records behind it; of none there is none."""
        words = self.words.number(cell)
        return (words, self.behind(number, question) if cell.at_most != 0 else "")

    def behind(self, number: str, question: Question | None = None) -> str:
        """The address of the records behind a number (`verbs/funnel_records.py` names them)."""
        pairs = dict((question or self.question).pairs())
        return self.visit.url("/funnel/records", **{**pairs, ARTICLE: self.article, NUMBER: number})

    def year(self, year: int | None) -> Question:
        """The same question of one year, or of all."""
        if year is None:
            return self.question.with_period(None, None)
        return self.question.with_period(date(year, 1, 1), date(year, 12, 31))

    @property
    def words(self) -> FunnelWords:
        """Funnels in the visitor's words."""
        language = self.visit.language
        return FunnelWords(
            words=words_for(self.visit),
            number=lambda cell: bounds(cell, language),
            share=lambda cell, base: share_words(cell, base, language),
        )

    @property
    def charts(self) -> FunnelCharts:
        """The charts of this question."""
        return FunnelCharts(words=self.words, period=self.period)

    @property
    def period(self) -> str:
        """The period with the clock that puts a record into it."""
        period = period_words(self.visit, self.question) or self.visit.t(N_("All years"))
        return f"{period} ({self.words.words.clock(self.question.clock)})"

    @property
    def first(self) -> str:
        """The first year of the period, as the form has it."""
        return "" if self.question.first is None else str(self.question.first.year)

    @property
    def last(self) -> str:
        """The last year of the period, as the form has it."""
        return "" if self.question.last is None else str(self.question.last.year)

    def chosen(self, dimension: str) -> str:
        """The value that is chosen of a dimension, if it is just one."""
        for known, values in self.question.where.items():
            if known.text == dimension and len(values) == 1:
                return values[0]
        return ""

    def kept(self, *offered: str) -> Iterator[tuple[str, str]]:
        """What the address narrows by and the form does not offer."""
        for dimension, values in sorted(self.question.where.items()):
            if dimension.text not in offered or len(values) > 1:
                yield dimension.text, ",".join(values)
        if self.question.sure:
            yield "sure", "yes"

    def taken(self, path: str) -> Iterator[tuple[str, str]]:
        """Each filter in words, and the address without it."""
        for dimension, (name, words) in zip(
            sorted(self.question.where), narrowed_to(self.words.words, self.question), strict=True
        ):
            rest = {d: v for d, v in self.question.where.items() if d != dimension}
            yield f"{name}: {words}", self.address(path, replace(self.question, where=rest))
        if self.article:
            named = dict(self.articles([self.article])).get(self.article, self.article)
            yield named, replace(self, article="").address(path)

    def years(self) -> Choices:
        """The years that the form offers, the last one first."""
        this = self.visit.desk.today.year
        found = {*range(this, this - _YEARS_OFFERED, -1)}
        found |= {int(year) for year in (self.first, self.last) if year}
        return [(str(year), str(year)) for year in sorted(found, reverse=True)]

    def regions(self) -> Choices:
        """Regions by name."""
        words = Words(self.visit.desk, self.visit.language)
        return [(place, words.place(place)) for place in regions()]

    def terms(self, name: str) -> Choices:
        """The broadest words of a property's list."""
        schema, language = self.visit.desk.schema, self.visit.language
        vocabulary = schema.vocabulary_of(name)
        return [
            (term, vocabulary.label(term, language))
            for term in vocabulary.terms
            if not vocabulary.broader(term)
        ]

    def articles(self, codes: list[str]) -> Choices:
        """Provisions by law and article."""
        desk = self.visit.desk
        words = Words(desk, self.visit.language)
        found = []
        for code in codes:
            uid = desk.view.find_code("provision", code)
            record = None if uid is None else desk.view.record(uid)
            if record is not None:
                found.append((code, words.safe(record) or code))
        return found


def clock_choices(visit: Visit, clocks: tuple[str, ...]) -> Choices:
    """Clocks by their words."""
    words = words_for(visit)
    return [(clock, words.clock(clock)) for clock in clocks]


def unit_choices(visit: Visit) -> Choices:
    """Units of a funnel by their words."""
    words = words_for(visit)
    return [(unit, words.unit(unit)) for unit in FUNNEL_UNITS]


def demand_known(visit: Visit, name: str, known: tuple[str, ...]) -> str:
    """One of a few words in the address; the first if none is said. Raises UnknownQuestionError."""
    said = visit.query.get(name) or known[0]
    if said not in known:
        raise UnknownQuestionError(part=name)
    return said

"""How a list is narrowed from its page: every value with its count and the address it leads to."""

from dataclasses import dataclass, replace
from datetime import date

from kuager.model.filters import (
    AT_PAGE,
    CONFLICTS,
    NOTHING,
    ORDER,
    YEAR,
    Filters,
    read_filters,
)
from kuager.model.places import gazetteer
from kuager.verbs.charts import COUNTRY
from kuager.verbs.finding import ORDERS, Facet, Tally
from kuager.web.chart_pages import AS
from kuager.web.listed import Words
from kuager.web.visit import Visit

_OPEN_AT_FIRST = 3
_MOST_VALUES = 24
_OF_THE_HOUSE = frozenset({"shown", AS})
"""Names in an address that say nothing of the list: an answer that was kept, how to draw it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value: its words, how many records it leaves surely and possibly, where it leads."""

    words: str
    tally: Tally
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One property to narrow by; `rest` are its rarer values."""

    words: str
    choices: tuple[Choice, ...]
    rest: tuple[Choice, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of a list asks for."""

    visit: Visit
    filters: Filters
    order: str

    @classmethod
    def of(cls, visit: Visit) -> "Asked":
        """Read from the address. Raises UnknownFilterError, UnknownType."""
        pairs = [pair for pair in visit.query.pairs if pair[0] not in _OF_THE_HOUSE]
        filters = read_filters(pairs, visit.desk.schema, visit.path["type"])
        order = visit.query.get(ORDER)
        return cls(visit=visit, filters=filters, order=order if order in ORDERS else ORDERS[0])

    def address(self, filters: Filters | None = None, *, room: str = "list", **more: str) -> str:
        """The address of the same list, or of another room, narrowed by other filters."""
        return self.visit.url(f"/{room}/{self.visit.path['type']}", **self.query(filters, **more))

    def at_page(self, number: int) -> str:
        """The address of another page of this list."""
        return self.address(None, **{AT_PAGE: str(number)})

    def picture(self, room: str, **more: str) -> str:
        """The address of the drawing that belongs to another room."""
        path = f"/{room}/{self.visit.path['type']}/picture"
        return self.visit.url(path, **self.query(None, **more))

    def query(self, filters: Filters | None = None, **more: str) -> dict[str, str | int | None]:
        """What stands behind the path of such an address."""
        order = "" if self.order == ORDERS[0] else self.order
        wanted = self.filters if filters is None else filters
        return {**wanted.pairs(), ORDER: order, **more}

    def ways(self, words: Words, facets: tuple[Facet, ...]) -> list[Way]:
        """The properties in which there is something to choose, in the order of the schema."""
        found: list[Way] = []
        for facet in facets:
            if self._chosen(facet.name) or _is_telling(facet):
                first = len(found) < _OPEN_AT_FIRST
                found.append(self._way(words, facet, is_open=first))
        return found

    def _way(self, words: Words, facet: Facet, *, is_open: bool) -> Way:
        chosen = self._chosen(facet.name)
        first: list[Choice] = []
        rest: list[Choice] = []
        for code, tally in self._ordered(facet):
            one = Choice(
                words=said_value(words, facet, code),
                tally=tally,
                href=self.address(self._toggled(facet.name, code)),
                chosen=code in chosen,
            )
            is_first = one.chosen or (len(first) < _MOST_VALUES and _is_near(facet, code, chosen))
            (first if is_first else rest).append(one)
        return Way(
            words=words.facet(facet.name, facet.property),
            choices=tuple(first),
            rest=tuple(rest),
            is_open=is_open or len(chosen) > 0,
        )

    def _ordered(self, facet: Facet) -> list[tuple[str, Tally]]:
        """Years from the last, terms in the order of their list, places by how much they leave."""
        if facet.name == YEAR:
            return sorted(facet.counts.items(), reverse=True)
        prop = facet.property
        if prop is not None and prop.vocabulary is not None:
            terms = self.visit.desk.schema.vocabularies[prop.vocabulary].terms
            ranks = {code: number for number, code in enumerate(terms)}
            return sorted(facet.counts.items(), key=lambda one: ranks.get(one[0], len(ranks)))
        return sorted(facet.counts.items(), key=lambda one: (-one[1].sure, one[0]))

    def taken(self, words: Words, facets: tuple[Facet, ...]) -> list[tuple[str, str]]:
        """What is chosen now, each with the address without it."""
        found = [
            (
                f"{words.facet(facet.name, facet.property)}: {said_value(words, facet, code)}",
                self.address(self._toggled(facet.name, code)),
            )
            for facet in facets
            for code in self._chosen(facet.name)
        ]
        span = said_span(self.filters)
        if span:
            bare = replace(self.filters, first=None, last=None, sure=False)
            found.append((span, self.address(bare)))
        return found

    def _chosen(self, name: str) -> tuple[str, ...]:
        if name == CONFLICTS:
            return ("yes",) if self.filters.conflicts else ()
        return self.filters.values(name)

    def _toggled(self, name: str, code: str) -> Filters:
        if name == CONFLICTS:
            return replace(self.filters, conflicts=not self.filters.conflicts)
        return self.filters.toggled(name, code)


def _is_near(facet: Facet, code: str, chosen: tuple[str, ...]) -> bool:
    """Whether a value is shown at once: of places the regions, and the parts of a chosen one."""
    if facet.property is None or facet.property.kind != "place" or code not in gazetteer():
        return True
    parent = gazetteer().place(code).parent
    return parent == COUNTRY or parent in chosen


def said_value(words: Words, facet: Facet, code: str) -> str:
    """One value of a facet in words."""
    return code if facet.name == YEAR else words.code(facet.property, code)


def said_day(day: date | None) -> str:
    """A day as it stands in a form; nothing for no bound."""
    return "" if day is None else day.isoformat()


def said_span(filters: Filters) -> str:
    """From which day to which; nothing if neither is asked for."""
    if filters.first is None and filters.last is None:
        return ""
    return f"{said_day(filters.first) or '…'} – {said_day(filters.last) or '…'}"


def _is_telling(facet: Facet) -> bool:
    """Whether a facet would tell records apart."""
    return any(code != NOTHING and any(tally) for code, tally in facet.counts.items())

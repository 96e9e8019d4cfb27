"""Finding records: lists narrowed by codes, with counts, and words in any spelling or script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from kuager.model.filters import CONFLICTS, YEAR, Filters
from kuager.model.folding import other_layout
from kuager.model.listed import around, shown_columns
from kuager.model.places import gazetteer
from kuager.model.schema import Property
from kuager.store.calendar import Chosen
from kuager.store.listing import Listing, Tally, briefs_at, codes_of, listing_of
from kuager.store.searching import Hits, find_codes, search
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

__all__ = [
    "ORDERS",
    "Facet",
    "Found",
    "FoundWords",
    "Names",
    "Tally",
    "find_records",
    "find_words",
]

PAGE = 50
_PLACES = 3
ORDERS = ("-date", "date", "code", "-code")
"""Newest first, oldest first, by code, by code from the end."""
_ALIKE = str.maketrans("АВСЕНКМОРТХУІ", "ABCEHKMOPTXYI")

Names = Mapping[bytes, tuple[str, str]]
"""Type and code of the records that others refer to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow a list: a property and how many records each of its values would leave.

    The values of one property add up: each count is taken without what is chosen in this property.
    """

    name: str
    property: Property | None
    counts: Mapping[str, Tally]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of a list: its records, how many there are in all, and how to narrow it.

    `possibly` holds the codes on this page whose date only possibly lies in what was asked.
    """

    columns: tuple[Property, ...]
    records: tuple[Record, ...]
    possibly: frozenset[bytes]
    names: Names
    tally: Tally
    everything: int
    facets: tuple[Facet, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWords:
    """One page of what was found by words.

    `meant` is what the keyboard would have written in the other layout, if that is what was found.
    `counts` says how many of each type; `is_more` that only the newest of very many were looked at.
    `places` are regions and districts that the words may mean: what happened there is a list.
    """

    records: tuple[Record, ...]
    names: Names
    counts: Mapping[str, int]
    total: int
    is_more: bool
    meant: str | None
    places: tuple[str, ...]
    page: int
    pages: int


@verb(needs="read")
def find_records(
    desk: Desk, *, type_name: str, filters: Filters, order: str = "-date", page: int = 1
) -> Found:
    """One page of the records of a type that the filters leave, with the counts of every filter."""
    listing = listing_of(desk.store, desk.schema, type_name)
    chosen = listing.choose(filters)
    total, order = chosen.all.bit_count(), order if order in ORDERS else ORDERS[0]
    pages = max(1, ceil(total / PAGE))
    page = min(max(1, page), pages)
    places = listing.page(chosen.all, order, start=(page - 1) * PAGE, size=PAGE)
    records = briefs_at(desk.store, listing.layout, [node for _, node in places])
    unsure = [place for place, _ in places if not listing.has(chosen.sure, place)]
    by_place = dict(zip((place for place, _ in places), records, strict=True))
    columns = shown_columns(desk.schema.type(type_name))
    return Found(
        columns=columns,
        records=tuple(records),
        possibly=frozenset(bytes(by_place[place].id) for place in unsure),
        names=codes_of(desk.store, _referred(records, columns)),
        tally=_tally(chosen),
        everything=listing.open.bit_count(),
        facets=tuple(_facets(listing, filters, chosen)),
        page=page,
        pages=pages,
    )


def _facets(listing: Listing, filters: Filters, chosen: Chosen) -> Iterable[Facet]:
    """Every facet of which a record says anything, with the counts of its values."""
    if listing.dated_by is not None:
        left = listing.choose(filters, but=YEAR) if filters.years else chosen
        years = {
            str(year): _tally(_both(left, listing.calendar.in_year(year)))
            for year in sorted({*listing.calendar.years(), *filters.years})
        }
        yield Facet(name=YEAR, property=listing.dated_by, counts=_counted(years, filters, YEAR))
    for prop in listing.facets:
        left = listing.choose(filters, but=prop.short) if prop.short in filters.chosen else chosen
        values = listing.values_of(prop.short)
        counts = {code: Tally((left.all & bits).bit_count(), 0) for code, bits in values.items()}
        yield Facet(name=prop.short, property=prop, counts=_counted(counts, filters, prop.short))
    left = listing.choose(filters, but=CONFLICTS) if filters.conflicts else chosen
    disputed = Tally((left.all & listing.disputed).bit_count(), 0)
    yield Facet(name=CONFLICTS, property=None, counts={"yes": disputed})


def _counted(counts: Mapping[str, Tally], filters: Filters, name: str) -> dict[str, Tally]:
    """Values that leave something, and those that are chosen."""
    chosen = filters.values(name)
    nothing = Tally(0, 0)
    found = {code: tally for code, tally in counts.items() if any(tally) or code in chosen}
    return found | {code: nothing for code in chosen if code not in found}


def _both(one: Chosen, other: Chosen) -> Chosen:
    return Chosen(one.all & other.all, one.sure & other.sure)


def _tally(chosen: Chosen) -> Tally:
    sure = (chosen.sure & chosen.all).bit_count()
    return Tally(sure, chosen.all.bit_count() - sure)


def _referred(records: Iterable[Record], columns: Iterable[Property]) -> set[bytes]:
    names = [p.name for p in columns if p.kind == "reference"]
    return {
        value
        for record in records
        for name in names
        for value in record.every(name)
        if isinstance(value, bytes)
    }


@verb(needs="read")
def find_words(desk: Desk, *, text: str, type_name: str | None = None, page: int = 1) -> FoundWords:
    """Records with these words or this code, in any script, also typed in the wrong layout."""
    other, meant = other_layout(text), None
    hits = _hits(desk, text)
    if not hits.found and other is not None:
        hits = _hits(desk, other)
        meant = other if hits.found else None
    counts: dict[str, int] = {}
    for _, kind in hits.found:
        counts[kind] = counts.get(kind, 0) + 1
    if type_name is not None:
        desk.schema.type(type_name)
        hits = hits if not hits.is_more else _hits(desk, meant or text, type_name)
        hits = Hits(tuple(hit for hit in hits.found if hit[1] == type_name), hits.is_more)
    pages = max(1, ceil(len(hits.found) / PAGE))
    page = min(max(1, page), pages)
    records = _records(desk, hits.found[(page - 1) * PAGE : page * PAGE])
    columns = [p for record in records for p in shown_columns(desk.schema.type(record.type))]
    return FoundWords(
        records=tuple(records),
        names=codes_of(desk.store, _referred(records, columns)),
        counts=counts,
        total=len(hits.found),
        is_more=hits.is_more,
        meant=meant,
        places=_places(meant or text),
        page=page,
        pages=pages,
    )


def _places(text: str) -> tuple[str, ...]:
    """The districts or regions that a text names."""
    found = (around(place.id) for place in gazetteer().find(text, limit=_PLACES, whole=True))
    return tuple(dict.fromkeys(path[0] for path in found if len(path) > 1))


def _hits(desk: Desk, text: str, type_name: str | None = None) -> Hits:
    """What carries the text as its code, then what holds it in its words."""
    types = tuple(desk.schema.types) if type_name is None else (type_name,)
    by_code = find_codes(desk.store, _as_codes(text), types)
    by_words = search(desk.store, text, type_name=type_name)
    both = dict.fromkeys((*by_code.found, *by_words.found))
    return Hits(tuple(both), by_words.is_more)


def _as_codes(text: str) -> set[str]:
    """How a code may have been meant: as typed, in capitals, with Cyrillic letters that look so."""
    bare = text.strip()
    return {bare, bare.upper(), bare.upper().translate(_ALIKE)} if bare else set()


def _records(desk: Desk, hits: Iterable[tuple[int, str]]) -> list[Record]:
    """The records behind hits, in their order."""
    by_type: dict[str, list[int]] = {}
    order = list(hits)
    for node, kind in order:
        by_type.setdefault(kind, []).append(node)
    layouts = desk.store.projector.layouts
    found: dict[int, Record] = {}
    for kind, nodes in by_type.items():
        records = briefs_at(desk.store, layouts[kind], nodes)
        found |= dict(zip(nodes, records, strict=True)) if len(records) == len(nodes) else {}
    return [found[node] for node, _ in order if node in found]

"""Lists that are narrowed and counted at once: one row of bits for each value of a coded column.

Nothing of this is on the disk: it is made from the wide table when a list is first asked for, and
afterwards only records that changed are read again. With a hundred thousand events a count is the
bits of one large number, so that all counts of a page together take a few milliseconds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from itertools import islice
from operator import or_
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from kuager.model.filters import CONFLICTS as DISPUTED
from kuager.model.filters import NOTHING, YEAR, Filters
from kuager.model.fold import CONFLICTS
from kuager.model.listed import around, facets, main_date
from kuager.model.schema import Property, Schema
from kuager.model.statement import EntityId
from kuager.store.calendar import Bits, Calendar, Chosen, bits_of
from kuager.store.layout import Layout
from kuager.store.view import Record

if TYPE_CHECKING:
    from kuager.store.projection import Projector
    from kuager.store.store import Store

_CHUNK = 500
_MOST_CHANGES = 5_000
T = TypeVar("T")
Row = tuple[object, ...]


class Tally(NamedTuple):
    """How many records surely, and how many only possibly."""

    sure: int
    possibly: int


@dataclass(slots=True)
class Listing:
    """All records of one type by the coded values they have."""

    layout: Layout
    facets: tuple[Property, ...]
    dated_by: Property | None
    nodes: list[int] = field(default_factory=list)
    alive: Bits = 0
    shut: Bits = 0
    disputed: Bits = 0
    values: dict[str, dict[str, Bits]] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    calendar: Calendar = field(default_factory=Calendar)
    _place: dict[int, int] = field(default_factory=dict)
    _by_code: list[int] | None = None

    def take(self, rows: Iterable[Row], gone: Iterable[int] = ()) -> None:
        """Rows as they are now, in place of what was known of them; `gone` have none any more."""
        found = list(rows)
        self._forget([*(int(row[0]) for row in found), *gone])  # type: ignore[call-overload]
        columns = list(zip(*found, strict=True)) or [()] * (len(self.facets) + 4)
        nodes, states, codes, dates, *coded = columns
        places = [self._seat(node) for node in nodes]
        self._take_codes(dict(zip(places, map(str, codes), strict=True)))
        texts = (text if isinstance(text, str) else None for text in dates)
        self.calendar.put(dict(zip(places, texts, strict=True)))
        self.alive |= self._bits(places)
        self.disputed |= self._bits(
            place for place, state in zip(places, states, strict=True) if _is_disputed(str(state))
        )
        for prop, column in zip(self.facets, coded, strict=True):
            self._take_column(prop, places, column)

    def _take_column(self, prop: Property, places: list[int], column: Sequence[object]) -> None:
        groups: dict[object, list[int]] = {}
        for place, value in zip(places, column, strict=True):
            groups.setdefault(value, []).append(place)
        held = self.values.setdefault(prop.short, {})
        for value, members in groups.items():
            bits = self._bits(members)
            for code in _codes_of(prop, value):
                held[code] = held.get(code, 0) | bits

    def _seat(self, node: int) -> int:
        place = self._place.get(node)
        if place is None:
            place = self._place[node] = len(self.nodes)
            self.nodes.append(node)
            self.codes.append("")
        return place

    def _take_codes(self, codes: dict[int, str]) -> None:
        """Keep the codes, and the order by code unless one of them changed."""
        for place, code in codes.items():
            if self.codes[place] != code:
                self.codes[place], self._by_code = code, None

    def _forget(self, nodes: Iterable[int]) -> None:
        known = [self._place[node] for node in nodes if node in self._place]
        if not known:
            return
        kept = ~self._bits(known)
        self.alive &= kept
        self.disputed &= kept
        for held in self.values.values():
            for code in held:
                held[code] &= kept
        self.calendar.put(dict.fromkeys(known))

    def _bits(self, places: Iterable[int]) -> Bits:
        return bits_of(places, len(self.nodes))

    def shut_away(self, nodes: Iterable[int]) -> None:
        """Leave these nodes out of everything."""
        self.shut = self._bits(self._place[node] for node in nodes if node in self._place)

    @property
    def open(self) -> Bits:
        """Every record that may be listed."""
        return self.alive & ~self.shut

    def values_of(self, name: str) -> Mapping[str, Bits]:
        """The bits of each value of a coded property, and of those of which nothing is said."""
        held = self.values.get(name, {})
        said = reduce(or_, held.values(), 0)
        return {**held, NOTHING: self.alive & ~said}

    def choose(self, filters: Filters, *, but: str | None = None) -> Chosen:
        """What the filters leave, those of the property `but` aside."""
        left = sure = self.open
        for name, values in filters.chosen.items():
            if name != but:
                held = self.values_of(name)
                left &= reduce(or_, (held.get(value, 0) for value in values), 0)
        if filters.conflicts and but != DISPUTED:
            left &= self.disputed
        for found in self._periods(filters, but):
            left &= found.all
            sure &= found.sure
        sure &= left
        return Chosen(sure if filters.sure else left, sure)

    def _periods(self, filters: Filters, but: str | None) -> Iterator[Chosen]:
        if filters.years and but != YEAR:
            years = [self.calendar.in_year(year) for year in filters.years]
            yield Chosen(*(reduce(or_, found) for found in zip(*years, strict=True)))
        if filters.first is not None or filters.last is not None:
            yield self.calendar.between(filters.first or date.min, filters.last or date.max)

    def page(self, chosen: Bits, order: str, *, start: int, size: int) -> list[tuple[int, int]]:
        """(position, node) of one page; `order` is "date" or "code", with "-" for the other way.

        Records without a date come last in either direction.
        """
        flags = f"{chosen:0{len(self.nodes) + 1}b}"[::-1]
        found = (place for place in self._order(order) if flags[place] == "1")
        return [(place, self.nodes[place]) for place in islice(found, start, start + size)]

    def _order(self, order: str) -> Iterable[int]:
        if order == "date":
            return self.calendar.order()
        if order == "-date":
            return self.calendar.backwards()
        if self._by_code is None:
            keys = list(map(_natural, self.codes))
            self._by_code = sorted(range(len(keys)), key=keys.__getitem__)
        return self._by_code if order == "code" else reversed(self._by_code)

    def has(self, chosen: Bits, position: int) -> bool:
        """Whether the record at a position is among the chosen."""
        return bool(chosen >> position & 1)


def listing_of(store: "Store", schema: Schema, type_name: str) -> Listing:
    """The listing of a type as the record stands now."""
    projector = store.projector
    stirred = projector.stirred
    if stirred is None:
        store.listings.clear()
        projector.stirred = stirred = set()
    elif stirred:
        _renew(store, projector, stirred)
        projector.stirred = set()
    found = store.listings.get(type_name)
    if found is None:
        entity_type = schema.type(type_name)
        layout = projector.layouts[type_name]
        found = Listing(layout, facets(entity_type), main_date(entity_type))
        found.take(store.connection.execute(_select(found)).fetchall())
        store.listings[type_name] = found
    found.shut_away(projector.shut)
    return found


def _renew(store: "Store", projector: "Projector", stirred: set[bytes]) -> None:
    """Read again what changed; after a large change everything is read anew when asked for."""
    if len(stirred) > _MOST_CHANGES:
        store.listings.clear()
        return
    by_type: dict[str, list[int]] = {}
    for uid in stirred:
        kind = projector.nodes.type_of(uid)
        if kind in store.listings:
            by_type.setdefault(kind, []).append(projector.nodes.id_of(uid))
    for kind, nodes in by_type.items():
        listing = store.listings[kind]
        rows: list[Row] = []
        for some in _chunks(nodes):
            marks = ",".join("?" * len(some))
            sql = f"{_select(listing)} WHERE node IN ({marks})"
            rows += store.connection.execute(sql, some).fetchall()
        listing.take(rows, set(nodes) - {int(row[0]) for row in rows})  # type: ignore[call-overload]


def _select(listing: Listing) -> str:
    dated_by = "NULL" if listing.dated_by is None else f'"{listing.dated_by.short}"'
    columns = ["node", "states", "code", dated_by, *(f'"{p.short}"' for p in listing.facets)]
    return f"SELECT {', '.join(columns)} FROM {listing.layout.table}"


def briefs_at(store: "Store", layout: Layout, nodes: Sequence[int]) -> list[Record]:
    """Records without their long texts, in the order of these nodes."""
    found: dict[int, Record] = {}
    for some in _chunks(nodes):
        marks = ",".join("?" * len(some))
        sql = (
            f"SELECT n.uid, w.* FROM {layout.table} w JOIN node n ON n.id = w.node "
            f"WHERE w.node IN ({marks})"
        )
        for row in store.connection.execute(sql, some).fetchall():
            found[row[1]] = Record(EntityId(row[0]), layout.type, layout.cells(row[1:]))
    return [found[node] for node in nodes if node in found]


def codes_of(store: "Store", uids: Iterable[bytes]) -> dict[bytes, tuple[str, str]]:
    """Type and code of each of these records that has one and is not shut away."""
    found: dict[bytes, tuple[str, str]] = {}
    for some in _chunks(sorted(set(uids))):
        marks = ",".join("?" * len(some))
        sql = (
            "SELECT n.uid, c.type, c.code FROM node n JOIN code c "
            f"ON c.node = n.id WHERE n.uid IN ({marks}) AND n.id NOT IN (SELECT node FROM shut)"
        )
        for uid, kind, code in store.connection.execute(sql, [bytearray(uid) for uid in some]):
            found[bytes(uid)] = (kind, code)
    return found


def _is_disputed(states: str) -> bool:
    return "=" in states and any(mark.partition("=")[2] in CONFLICTS for mark in states.split(";"))


def _codes_of(prop: Property, value: object) -> set[str]:
    """The codes under which a column's value is found: a place also under what it lies in."""
    if value is None:
        return set()
    if isinstance(value, str) and value.startswith(("[", "{")):
        inner = msgspec.json.decode(value)
        return {code for one in inner for code in _codes_of(prop, one)}
    if prop.kind == "yesno":
        return {"yes" if value else "no"}
    text = str(value)
    return set(around(text)) if prop.kind == "place" else {text}


def _natural(code: str) -> tuple[str, int, str]:
    """C-9 before C-10."""
    stem = code.rstrip("0123456789")
    number = code[len(stem) :]
    return stem, int(number[:18] or 0), code


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]

"""One unit and what other records say of it: coded columns over references, as bits of positions.

Only casework is read, and only codes of it. What is chosen by is read from the same record: of a
question for detentions by harm, the harm of the detentions counts, not of anything else that
happened. What was read is kept until the record changes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count
from typing import Final, TypeVar

from kuager.model.derived import property_of
from kuager.model.question import Dimension, NoDimensionError, Question
from kuager.model.scales import codes_at, gives_several, in_reading_order, wider_at
from kuager.model.schema import Property
from kuager.model.units import EARLIEST, WAYS, Path, Unit
from kuager.stats.frame import Bits, Column
from kuager.store.calendar import bits_of
from kuager.store.columns import conflicting_nodes, nodes_of, sheet_of
from kuager.verbs.derivations import pairs_of, said_in, types_behind
from kuager.verbs.desk import Desk
from kuager.verbs.unit_dates import Dated, earliest, first_said, placed_in, read_dates
from kuager.verbs.unit_masks import Masks

_NO_TEXT: Final = frozenset({"text", "long", "url", "digest", "whole"})
Places = Mapping[int, Sequence[int]]
"""Records → the positions that see them."""
T = TypeVar("T")


class UnitView:
    """The records of one unit, and what other records say of them."""

    def __init__(self, desk: Desk, unit: Unit, question: Question | None = None) -> None:
        """The unit as the record stands now; of a question, what it chooses by is minded."""
        self.desk, self.unit, self.question = desk, unit, question
        self.nodes = nodes_of(desk.store, unit.type)
        self.masks = Masks(desk, unit, question)
        if question is not None:
            for type_name, shorts in self._asked_of().items():
                known = desk.store.projector.layouts[type_name].rules
                sheet_of(desk.store, type_name).read(
                    short for short in shorts if f"{type_name}.{short}" in known
                )

    @property
    def size(self) -> int:
        """More than every position."""
        return len(self.nodes) + 1

    def counted(self) -> Bits:
        """Those that are counted at all."""
        names = [f"{self.unit.type}.{short}" for short in self.unit.only]
        types = [
            kind
            for name in (*names, *self.unit.never)
            for kind in self._types(self._property(name))
        ]
        alone = tuple(sorted((short, *sorted(said)) for short, said in self.unit.only.items()))
        return self._kept(("counted", alone), (self.unit.type, *types), self._count)

    def _count(self) -> Bits:
        left = self.bits(range(len(self.nodes)))
        for short, wanted in self.unit.only.items():
            left &= self._any_of(f"{self.unit.type}.{short}", wanted)
        for name, refused in self.unit.never.items():
            left &= ~(self._any_of(name, refused) & ~self._sees_others(name, refused))
        return left

    def in_period(self, question: Question, counted: Bits) -> tuple[Bits, Bits, int]:
        """(surely in the period, only possibly, how many without any date)."""
        sure, possibly, undated = self.placed(question, counted)
        return sure, possibly, undated.bit_count()

    def placed(self, question: Question, counted: Bits) -> tuple[Bits, Bits, Bits]:
        """Those surely in the period, those only possibly, and those without any date."""
        dated = self.clock(question.clock or next(iter(self.unit.clocks)))
        undated = counted & ~self._dated(question.clock, dated)
        if question.first is None and question.last is None:
            return counted, 0, undated
        sure, maybe = placed_in(dated, question.first, question.last)
        certain = self.bits(sure) & counted
        return certain, self.bits(maybe) & counted & ~certain, undated

    def clock(self, name: str) -> Dated:
        """Dates of a clock with their positions: the first property that says something counts."""
        names = self.unit.clocks[name]
        types = [kind for one in names for kind in self._types(self._property(one))]
        return self._kept(("clock", name), types, partial(self._read_clock, names))

    def _dated(self, clock: str, dated: Dated) -> Bits:
        names = self.unit.clocks[clock or next(iter(self.unit.clocks))]
        types = [kind for one in names for kind in self._types(self._property(one))]
        return self._kept(
            ("dated", clock), types, lambda: self.bits(at for _, seen in dated for at in seen)
        )

    def column(self, dimension: Dimension) -> Column:
        """The categories of a dimension in reading order."""
        prop = self._property(dimension.name)
        make = partial(self._column, prop, dimension.scale)
        return self._kept(("column", dimension.text), self._types(prop), make)

    def filter(self, dimension: Dimension) -> Column:
        """As `column`, but each record also under the wider places."""
        prop = self._property(dimension.name)
        coder = wider_at(prop, dimension.scale, self.desk.schema)
        make = partial(self._filter, prop, coder)
        return self._kept(("filter", dimension.text), self._types(prop), make)

    def raw(self, name: str) -> dict[object, Bits]:
        """What is said in a property, as the unit sees it. Raises NoDimensionError."""
        return {value: self.bits(found) for value, found in self._said(self._property(name))}

    def disputed(self) -> Bits:
        """Those of which sources disagree on what the question is about, or on anything."""
        found = 0
        for type_name, shorts in self._asked_of().items():
            nodes = conflicting_nodes(self.desk.store, type_name, shorts)
            if nodes:
                seen = self.reached(type_name)
                found |= self.bits(at for node in nodes for at in seen.get(node, ()))
        return found

    def reached(self, type_name: str) -> Places:
        """The records of a type that the unit reaches → the positions that see them."""
        types = self._types_on_the_way(type_name)
        return self._kept(("reach", type_name), types, partial(self._reach, type_name))

    def of_one_record(self) -> Bits:
        """Those that see one record of which all is said that the question chooses by together."""
        left = self.bits(range(len(self.nodes)))
        for type_name in self.masks.chosen_types:
            make = partial(self._seeing, type_name)
            left &= self._kept(("seeing", type_name), self._types_on_the_way(type_name), make)
        return left

    def _seeing(self, type_name: str) -> Bits:
        return self.bits(at for seen in self.reached(type_name).values() for at in seen)

    def bits(self, places: Iterable[int]) -> Bits:
        """These positions as one number."""
        return bits_of(places, self.size)

    def _column(self, prop: Property, scale: str) -> Column:
        coded = self._coded(prop, codes_at(prop, scale, self.desk.schema))
        paths = self.unit.reach[prop.type]
        many = prop.many or len(paths) > 1 or any(map(self._is_many, paths))
        many = many or gives_several(prop, scale, self.desk.schema)
        order = in_reading_order(prop, scale, self.desk.schema, coded)
        return Column(values={code: coded[code] for code in order}, many=many)

    def _filter(self, prop: Property, coder: Callable[[object], Iterable[str]]) -> Column:
        return Column(values=self._coded(prop, coder), many=True)

    def _coded(
        self, prop: Property, coder: Callable[[object], Iterable[str]]
    ) -> Mapping[str, Bits]:
        found: dict[str, list[int]] = {}
        for value, places in self._said(prop):
            for code in coder(value):
                found.setdefault(code, []).extend(places)
        return {code: self.bits(places) for code, places in found.items()}

    def _said(self, prop: Property) -> Iterator[tuple[object, list[int]]]:
        """What is said, each with its positions."""
        if prop.half != "casework" or prop.kind in _NO_TEXT:
            raise NoDimensionError(dimension=prop.name)
        said = said_in(self.desk, prop)
        if prop.type == self.unit.type:
            own = self._places()
            for value, nodes in said.items():
                yield value, [own[node] for node in nodes if node in own]
            return
        reached = self.reached(prop.type)
        for value, nodes in said.items():
            places = [at for node in nodes if node in reached for at in reached[node]]
            if places:
                yield value, places

    def _any_of(self, name: str, wanted: Iterable[str]) -> Bits:
        sought = frozenset(wanted)
        said = self._said(self._property(name))
        return self.bits(at for value, places in said if value in sought for at in places)

    def _sees_others(self, name: str, refused: Iterable[str]) -> Bits:
        """Those that see a record of the type of which something else, or nothing, is said."""
        prop = self._property(name)
        said = said_in(self.desk, prop)
        gone = {node for value in refused for node in said.get(value, ())}
        if prop.type == self.unit.type or not gone:
            return 0 if prop.type == self.unit.type else self.bits(range(len(self.nodes)))
        reached = self.reached(prop.type)
        return self.bits(at for node, seen in reached.items() if node not in gone for at in seen)

    def _read_clock(self, names: Sequence[str]) -> Dated:
        own = self.unit.type
        return first_said(
            earliest(dated) if name in EARLIEST and not name.startswith(f"{own}.") else dated
            for name in names
            for dated in [read_dates(self._said(self._property(name)))]
        )

    def _reach(self, type_name: str) -> Places:
        found: dict[int, list[int]] = {}
        owned: set[int] = set()
        paths = self.unit.reach[type_name]
        if len(paths) == 1:
            found = self._along(paths[0])
        for path in paths if len(paths) > 1 else ():
            for node, seen in self._along(path).items():
                _join(found, owned, node, seen)
        allowed = self.masks.of(type_name)
        found |= {node: list(dict.fromkeys(found[node])) for node in owned}
        return found if allowed is None else {n: s for n, s in found.items() if n in allowed}

    def _places(self) -> Mapping[int, int]:
        """The position of each node of the unit."""
        return self._kept(
            ("places",), (self.unit.type,), lambda: dict(zip(self.nodes, count(), strict=False))
        )

    def _along(self, path: Path) -> dict[int, list[int]]:
        here: dict[int, list[int]] = {node: [at] for at, node in enumerate(self.nodes)}
        for hop in path:
            there: dict[int, list[int]] = {}
            owned: set[int] = set()
            allowed = self.masks.of(self._far(hop.property, is_back=hop.back))
            for subject, target in pairs_of(self.desk.store, hop.property):
                near, far = (target, subject) if hop.back else (subject, target)
                seen = here.get(near)
                if seen is not None and (allowed is None or far in allowed):
                    _join(there, owned, far, seen)
            here = there
        return here

    def _far(self, name: str, *, is_back: bool) -> str:
        """The type to which a hop leads; empty if that is not one type."""
        if is_back:
            return name.partition(".")[0]
        if name in WAYS:
            return "case"
        to = self.desk.schema.property(name).to
        return to[0] if len(to) == 1 else ""

    def _is_many(self, path: Path) -> bool:
        return any(
            hop.back or hop.property in WAYS or self.desk.schema.property(hop.property).many
            for hop in path
        )

    def _asked_of(self) -> Mapping[str, set[str]]:
        """The properties that a question asks for, by type; without one, all of the unit's own."""
        own = self.desk.schema.types[self.unit.type].properties
        if self.question is None:
            return {self.unit.type: set(own)}
        asked: dict[str, set[str]] = {}
        clock = self.question.clock or next(iter(self.unit.clocks))
        names = [d.name for d in (*self.question.by, *self.question.where)]
        people = ["event.people"] if self.unit.name == "people" else []
        for name in (*names, *self.unit.clocks[clock], *people):
            prop = self._property(name)
            asked.setdefault(prop.type, set()).add(prop.short)
        return asked

    def _property(self, name: str) -> Property:
        found = property_of(name, self.desk.schema)
        if found is None or found.type not in self.unit.reach:
            raise NoDimensionError(dimension=name)
        return found

    def _types(self, prop: Property) -> list[str]:
        return [*types_behind(prop), *self._types_on_the_way(prop.type)]

    def _types_on_the_way(self, type_name: str) -> list[str]:
        found = {self.unit.type, type_name, *self.masks.types}
        for path in self.unit.reach[type_name]:
            for hop in path:
                found.add(hop.property.partition(".")[0])
                if hop.property in WAYS:
                    found |= {"act", "event", "case", "person", "group"}
                else:
                    found |= set(self.desk.schema.property(hop.property).to)
        return sorted(found)

    def _kept(self, key: tuple[object, ...], types: Iterable[str], make: Callable[[], T]) -> T:
        whole = ("view", self.unit.name, *key, self.masks.key)
        return self.desk.store.projector.kept.get(whole, dict.fromkeys(types), make)


def _join(found: dict[int, list[int]], owned: set[int], node: int, seen: list[int]) -> None:
    """Let more positions see a record; lists are shared until one has to grow."""
    held = found.get(node)
    if held is None:
        found[node] = seen
    elif node in owned:
        held.extend(seen)
    else:
        found[node] = [*held, *seen]
        owned.add(node)

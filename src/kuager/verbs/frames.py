"""From the record to what is counted: coded columns as a unit sees them, over its references.

Only casework is read, and only codes of it: words of vocabularies, places, dates, yes or no. The
counting room gets bits; which record stands at which position is known here and nowhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from kuager.model.counts import CountError, read_count
from kuager.model.listed import around, district_of
from kuager.model.places import gazetteer
from kuager.model.question import DATE_SCALES, GROUPS, Dimension, NoDimensionError, Question
from kuager.model.schema import Property
from kuager.model.table import UNSURE
from kuager.model.units import UNITS, Path, Unit
from kuager.stats.frame import Bits, Column, Frame, Weights
from kuager.store.calendar import bits_of, date_of
from kuager.store.columns import (
    count_merged,
    disputed_nodes,
    nodes_of,
    references_of,
    values_of,
)
from kuager.verbs.desk import Desk

COUNTRY = "KZ"
Codes = Callable[[object], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A frame with the nodes that stand at its positions; the nodes never leave this floor."""

    frame: Frame
    nodes: tuple[int, ...]


def frame_for(desk: Desk, question: Question) -> Counted:
    """Everything that a question needs, read from the record as it stands now."""
    view = UnitView(desk, UNITS[question.unit])
    counted = view.counted()
    sure, possibly, undated = view.in_period(question, counted)
    return Counted(
        Frame(
            size=len(view.nodes),
            sure=sure,
            possibly=possibly,
            columns={d.text: view.column(d) for d in question.by},
            filters={d.text: view.filter(d) for d in question.where},
            weights=view.people() if question.unit == "people" else None,
            disputed=view.disputed(),
            undated=undated,
            merged=count_merged(desk.store, view.unit.type),
        ),
        tuple(view.nodes),
    )


class UnitView:
    """The records of one unit, and what other records say of them."""

    def __init__(self, desk: Desk, unit: Unit) -> None:
        """The unit as the record stands now."""
        self.desk, self.unit = desk, unit
        self.nodes = nodes_of(desk.store, unit.type)
        self._reached: dict[str, dict[int, tuple[int, ...]]] = {}

    def counted(self) -> Bits:
        """Those that are counted at all."""
        left = self._bits(range(len(self.nodes)))
        for short, wanted in self.unit.only.items():
            left &= self._any_of(short, wanted)
        for short, refused in self.unit.never.items():
            left &= ~self._any_of(short, refused)
        return left

    def in_period(self, question: Question, counted: Bits) -> tuple[Bits, Bits, int]:
        """(surely in the period, only possibly, how many without any date)."""
        dated = self._clock(question.clock or next(iter(self.unit.clocks)))
        known = reduce(or_, dated.values(), 0)
        undated = (counted & ~known).bit_count()
        if question.first is None and question.last is None:
            return counted, 0, undated
        first, last = question.first or date.min, question.last or date.max
        sure = maybe = 0
        for text, bits in dated.items():
            said = date_of(text)
            verdict = "possibly" if said is None else said.is_within(first, last)
            if verdict == "in":
                sure |= bits
            elif verdict == "possibly":
                maybe |= bits
        sure &= counted
        return sure, maybe & counted & ~sure, undated

    def _clock(self, name: str) -> dict[str, Bits]:
        """Date texts of a clock: the first of its properties that says something counts."""
        found: dict[str, Bits] = {}
        said = 0
        for prop in self.unit.clocks[name]:
            texts = self.raw(prop)
            for text, bits in texts.items():
                left = bits & ~said
                if left:
                    found[str(text)] = found.get(str(text), 0) | left
            said |= reduce(or_, texts.values(), 0)
        return found

    def column(self, dimension: Dimension) -> Column:
        """The categories of a dimension in reading order."""
        prop = self.desk.schema.property(dimension.name)
        coded = self._coded(prop, self._coder(prop, dimension.scale))
        many = prop.many or any(self._is_many(path) for path in self.unit.reach[prop.type])
        order = self._order(prop, dimension.scale, coded)
        return Column(values={code: coded[code] for code in order}, many=many)

    def filter(self, dimension: Dimension) -> Column:
        """As `column`, but each record also under the broader words and wider places."""
        prop = self.desk.schema.property(dimension.name)
        coder = self._coder(prop, dimension.scale)
        return Column(
            values=self._coded(prop, self._wider(prop, dimension.scale, coder)), many=True
        )

    def raw(self, name: str) -> dict[object, Bits]:
        """What is said in a property, as the unit sees it. Raises NoDimensionError."""
        prop = self.desk.schema.property(name)
        if prop.half != "casework" or prop.kind in ("text", "long", "url", "reference", "digest"):
            raise NoDimensionError(dimension=name)
        reached = self._reach(prop.type)
        places: dict[object, list[int]] = {}
        for node, values in values_of(self.desk.store, prop.type, prop.short):
            seen_from = reached.get(node)
            if seen_from is not None:
                for value in values:
                    places.setdefault(value, []).extend(seen_from)
        return {value: self._bits(found) for value, found in places.items()}

    def disputed(self) -> Bits:
        """Those of which sources disagree on something."""
        nodes = disputed_nodes(self.desk.store, self.unit.type)
        return self._bits(at for at, node in enumerate(self.nodes) if node in nodes)

    def people(self) -> Weights:
        """How many people each event touched: its own number, or those of its groups and persons.

        Numbers are never added to one another: the greatest that is said counts (300 detained, of
        whom 33 known, are 300).
        """
        least, most = [0] * len(self.nodes), [0] * len(self.nodes)
        unbounded: set[int] = set()
        for text, bits in self.raw("event.people").items():
            try:
                count = read_count(str(text))
            except CountError:
                continue
            for at in _positions(bits):
                least[at] = max(least[at], count.low)
                most[at] = max(most[at], count.high or count.low)
                if count.high is None:
                    unbounded.add(at)
        return Weights(low=_digits(least), high=_digits(most), open=self._bits(unbounded))

    def _any_of(self, short: str, wanted: Iterable[str]) -> Bits:
        said = self.raw(f"{self.unit.type}.{short}")
        return reduce(or_, (said.get(value, 0) for value in wanted), 0)

    def _coded(self, prop: Property, coder: Codes) -> dict[str, Bits]:
        found: dict[str, Bits] = {}
        for value, bits in self.raw(prop.name).items():
            for code in coder(value):
                found[code] = found.get(code, 0) | bits
        return found

    def _coder(self, prop: Property, scale: str) -> Codes:
        """From what is said to the categories of a scale."""
        if prop.kind == "yesno":
            return lambda value: ("yes" if value else "no",)
        if prop.kind == "place":
            return _region if scale == "region" else _district
        if prop.kind == "date":
            return _year if scale == DATE_SCALES[0] else _month
        if not scale:
            return lambda value: (str(value),)
        vocabulary = self.desk.schema.vocabulary_of(prop.name)
        if scale == GROUPS:
            return lambda value: ([str(value), *vocabulary.broader(str(value))][-1],)
        return lambda value: vocabulary.codes(str(value), scale)

    def _wider(self, prop: Property, scale: str, coder: Codes) -> Codes:
        if prop.kind == "place":
            return lambda value: around(str(value))
        if prop.kind == "term" and not scale:
            vocabulary = self.desk.schema.vocabulary_of(prop.name)
            return lambda value: (str(value), *vocabulary.broader(str(value)))
        return coder

    def _order(self, prop: Property, scale: str, coded: Mapping[str, Bits]) -> Iterator[str]:
        """The categories as a person should read them: by the list they are drawn from."""
        if prop.kind == "term" and scale in ("", GROUPS):
            terms = self.desk.schema.vocabulary_of(prop.name).terms
            yield from (code for code in terms if code in coded)
            yield from (code for code in sorted(coded) if code not in terms)
        elif prop.kind == "place":
            yield from (place.id for place in gazetteer() if place.id in coded)
        elif prop.kind == "yesno":
            yield from (code for code in ("yes", "no") if code in coded)
        else:
            yield from sorted(coded)

    def reached(self, type_name: str) -> dict[int, tuple[int, ...]]:
        """The records of a type that the unit reaches → the positions that see them."""
        return self._reach(type_name)

    def _reach(self, type_name: str) -> dict[int, tuple[int, ...]]:
        """Records of a type → the positions that see them."""
        if type_name not in self._reached:
            found: dict[int, set[int]] = {}
            for path in self.unit.reach[type_name]:
                for node, seen_from in self._along(path).items():
                    found.setdefault(node, set()).update(seen_from)
            self._reached[type_name] = {node: tuple(seen) for node, seen in found.items()}
        return self._reached[type_name]

    def _along(self, path: Path) -> dict[int, set[int]]:
        here: dict[int, set[int]] = {node: {at} for at, node in enumerate(self.nodes)}
        for hop in path:
            prop = self.desk.schema.property(hop.property)
            pairs = references_of(self.desk.store, prop.type, prop.short)
            there: dict[int, set[int]] = {}
            for subject, target in pairs:
                near, far = (target, subject) if hop.back else (subject, target)
                if near in here:
                    there.setdefault(far, set()).update(here[near])
            here = there
        return here

    def _is_many(self, path: Path) -> bool:
        schema = self.desk.schema
        return any(hop.back or schema.property(hop.property).many for hop in path)

    def _bits(self, places: Iterable[int]) -> Bits:
        return bits_of(places, len(self.nodes) + 1)


def _region(value: object) -> tuple[str, ...]:
    """The region or city of republican rank of a place; the country for one known no nearer."""
    found = [place for place in around(str(value)) if place != COUNTRY]
    return (found[-1],) if found else around(str(value))[-1:]


def _district(value: object) -> tuple[str, ...]:
    found = district_of(str(value))
    return () if found is None else (found,)


def _year(value: object) -> tuple[str, ...]:
    said = date_of(str(value))
    if said is None:
        return ()
    return (UNSURE,) if said.year is None else (str(said.year),)


def _month(value: object) -> tuple[str, ...]:
    said = date_of(str(value))
    if said is None:
        return ()
    return (UNSURE,) if said.month is None else ("{}-{:02}".format(*said.month),)


def _positions(bits: Bits) -> Iterator[int]:
    flags = f"{bits:b}"[::-1]
    return (at for at, flag in enumerate(flags) if flag == "1")


def _digits(numbers: list[int]) -> tuple[Bits, ...]:
    """One number of bits for each binary digit of these numbers."""
    size = max(numbers, default=0).bit_length()
    return tuple(
        bits_of((at for at, n in enumerate(numbers) if n >> digit & 1), len(numbers) + 1)
        for digit in range(size)
    )

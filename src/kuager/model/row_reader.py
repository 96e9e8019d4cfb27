"""A mapping made ready for one file: a function from row to draft, fast enough for all of them.

Everything that can be decided once is decided here: which cell is read by which reader, under
which property, of which inner thing. A row whose cells all read becomes a `Draft`; of any other
row every fault is told, each with its column, and nothing of the row is kept.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from kuager.model.cells import CellError, CellReader, nfc, place_reader
from kuager.model.draft import Draft, Reference, Rejected, Say, Value
from kuager.model.inner_things import INNER_MARK, ColumnError, Group, Inner, build_groups
from kuager.model.mapping_plan import Field, Fixed, Plan, plan_mapping
from kuager.model.mapping_value import Mapping
from kuager.model.places import Gazetteer, gazetteer
from kuager.model.schema import Schema

MAX_KEY = 200
"""Characters in a stable id."""


class TableRow(Protocol):
    """One row of a table: where it begins, and its cells as text."""

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        ...

    @property
    def cells(self) -> Sequence[str]:
        """The cells; may be fewer than the header's, or more if the rest is blank."""
        ...


_SLIPS = frozenset({"no-such-day", "dates-reversed"})
"""Dates that no calendar has: refused even where words may stand beside a value."""

RowReader = Callable[[TableRow], Draft | Rejected]


def compile_mapping(
    mapping: Mapping,
    schema: Schema,
    *,
    header: Sequence[str],
    places: Callable[[], Gazetteer] = gazetteer,
) -> RowReader:
    """A function that reads the rows under `header`.

    `places` is called only if a column holds places. Raises MappingError, UnknownType or
    UnknownProperty; the function itself never raises.
    """
    plan = plan_mapping(mapping, schema, header, lambda: place_reader(places()))
    return _Reader(mapping, plan, build_groups(mapping, plan, schema), header).read


class _Reader:
    """The compiled mapping; `read` is the function that is handed out."""

    def __init__(
        self, mapping: Mapping, plan: Plan, groups: tuple[Group, ...], names: Sequence[str]
    ) -> None:
        self._type, self._plan, self._groups = mapping.type, plan, groups
        self._names = tuple(names)
        own = [field for field in plan.fields if field.inside is None]
        self._plain = [
            (field.at, field.name, field.language, field.read)
            for field in own
            if field.split is None and field.said is None
        ]
        self._rich = [f for f in own if f.split is not None or f.said is not None]
        self._fixed = [f for f in plan.fixed if f.inside is None]
        self._code = f"{mapping.type}.code"

    def read(self, row: TableRow) -> Draft | Rejected:
        """The draft of one row, or why it was refused."""
        cells = row.cells
        if len(cells) != self._plan.width:
            cells = _fitted(cells, self._plan.width)
        if len(cells) != self._plan.width:
            facts = {"expected": self._plan.width, "found": len(cells)}
            return Rejected(row.line, "", "too-many-cells", dict(facts))
        try:
            return self._draft(row.line, cells)
        except CellError as error:
            return self._explained(row.line, cells, error)

    def _draft(self, line: int, cells: Sequence[str]) -> Draft:
        plan = self._plan
        if "\0" in "".join(cells):
            raise CellError("nul-character")
        key = self._key(cells[plan.key_at])
        source = sure = None
        if plan.source_at is not None:
            source = nfc(cells[plan.source_at].strip()) or None
        if plan.sure_at is not None and cells[plan.sure_at].strip():
            sure = str(plan.sure(cells[plan.sure_at]))
        says = [
            Say(name, read(cells[at]), language, source, sure)
            for at, name, language, read in self._plain
            if cells[at].strip()
        ]
        says.append(Say(self._code, key))
        for field in self._rich:
            says.extend(_rich_says(field, cells, source, sure))
        if not self._groups and not self._fixed:
            return Draft(self._type, key, line, tuple(says))
        things = [(group, group.read(cells, key, source, sure)) for group in self._groups]
        keys = {group.name: found[0].key for group, found in things if len(found) == 1}
        says.extend(_fixed_says(self._fixed, keys, self._plan.types, source, sure))
        inner = [
            self._inner(
                group, thing, line, _fixed_says(group.fixed, keys, plan.types, source, sure)
            )
            for group, found in things
            for thing in found
        ]
        return Draft(self._type, key, line, tuple(says), tuple(inner))

    def _inner(self, group: Group, thing: Inner, line: int, fixed: list[Say]) -> Draft:
        code = Say(f"{group.type}.code", thing.key)
        return Draft(group.type, thing.key, line, (code, *thing.says, *fixed))

    def _key(self, text: str) -> str:
        key = nfc(text.strip())
        if not key:
            raise CellError("no-key")
        if len(key) > MAX_KEY:
            raise CellError("key-too-long", limit=MAX_KEY, found=len(key))
        if self._groups and INNER_MARK in key:
            raise CellError("key-with-mark")
        return key

    def _explained(self, line: int, cells: Sequence[str], error: CellError) -> Rejected:
        """Every fault of the row: cell by cell, or else the one that was met."""
        found = [
            Rejected(line, column, fault.reason, fault.facts_of_cell)
            for column, fault in self._faults(cells)
        ]
        if not found:
            column = error.column if isinstance(error, ColumnError) else ""
            return Rejected(line, column, error.reason, error.facts_of_cell)
        first = found[0]
        return Rejected(line, first.column, first.code, first.facts, tuple(found[1:]))

    def _faults(self, cells: Sequence[str]) -> Iterator[tuple[str, CellError]]:
        plan, names = self._plan, self._names
        yield from _fault(names[plan.key_at], self._key, cells[plan.key_at])
        if plan.sure_at is not None and cells[plan.sure_at].strip():
            yield from _fault(names[plan.sure_at], plan.sure, cells[plan.sure_at])
        for field in plan.fields:
            for text in field.texts(cells):
                for fault in _fault(field.column, field.read, text):
                    if field.said is None or fault[1].reason in _SLIPS:
                        yield fault


def _fault(column: str, read: CellReader, text: str) -> Iterator[tuple[str, CellError]]:
    try:
        read(text)
    except CellError as error:
        yield column, error


def _fitted(cells: Sequence[str], width: int) -> Sequence[str]:
    """Padded, or cut if what is cut off is blank."""
    missing = width - len(cells)
    if missing > 0:
        return (*cells, *[""] * missing)
    return cells if any(cell.strip() for cell in cells[width:]) else cells[:width]


def _certain(field: Field, text: str) -> Value:
    """The value of words that are kept beside it; None if they have no certain one.

    Raises CellError for what is no words but a slip of the pen, such as a thirteenth month.
    """
    try:
        return field.read(text)
    except CellError as error:
        if error.reason in _SLIPS:
            raise
        return None


def _rich_says(
    field: Field, cells: Sequence[str], source: str | None, sure: str | None
) -> Iterator[Say]:
    """Several values of one cell; or a value beside the words it was written in."""
    if field.said is None:
        for text in field.texts(cells):
            yield Say(field.name, field.read(text), field.language, source, sure)
        return
    text = cells[field.at]
    if not text.strip():
        return
    value = _certain(field, text)
    if value is not None:
        yield Say(field.name, value, field.language, source, sure)
    if value != text.strip():
        yield Say(field.said, nfc(text), field.language, source, sure)


def _fixed_says(
    fixed: Sequence[Fixed],
    keys: dict[str, str],
    types: dict[str, str],
    source: str | None,
    sure: str | None,
) -> list[Say]:
    """What is always said; a link only if the row tells of the thing it leads to."""
    says = []
    for entry in fixed:
        if entry.refers is None:
            says.append(Say(entry.name, entry.value, entry.language, source, sure))
        elif entry.refers in keys:
            link = Reference((types[entry.refers],), keys[entry.refers])
            says.append(Say(entry.name, link, entry.language, source, sure))
    return says

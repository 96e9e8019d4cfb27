"""Which columns the wide tables have: one table a type, one column a property.

Drawn from the schema. A wide row is derived: its cells are the best values, its `states` has one
letter per property (`kuager.model.fold.State`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from kuager.model.dates import DateError, read_date
from kuager.model.fold import Cell, PropertyRule, State
from kuager.model.schema import EntityType, Schema
from kuager.model.statement import Value

_NO_BOUNDS = (None, None)
Column = str | int | bytes | None


@dataclass(frozen=True)
class Layout:
    """How entities of one type are stored: the order of its properties is the order of columns."""

    type: str
    names: tuple[str, ...]
    dates: frozenset[str]
    rules: Mapping[str, PropertyRule]
    halves: Mapping[str, str]

    @property
    def table(self) -> str:
        """The wide table of this type."""
        return f"w_{self.type}"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The column names after `node` and `states`, in order."""
        found: list[str] = []
        for name in self.names:
            column = column_of(name)
            found.append(column)
            if name in self.dates:
                found += [f"{column}_from", f"{column}_to"]
        return tuple(found)

    @cached_property
    def ddl(self) -> str:
        """The statement that makes the table."""
        columns = ", ".join(f'"{column}" ANY' for column in self.columns)
        indexes = "".join(
            f'CREATE INDEX "{self.table}_{column_of(n)}" ON {self.table}("{column_of(n)}_from");'
            for n in self.names
            if n in self.dates and n.endswith(".date")
        )
        return (
            f"CREATE TABLE {self.table}(node INTEGER PRIMARY KEY, states TEXT NOT NULL, "
            f"{columns}) STRICT;{indexes}\n"
        )

    @cached_property
    def insert(self) -> str:
        """The statement that puts one wide row, replacing an older one."""
        marks = ", ".join("?" * (2 + len(self.columns)))
        return f"INSERT OR REPLACE INTO {self.table} VALUES({marks})"

    def row(self, node: int, cells: Mapping[str, Cell], *, erased: bool = False) -> tuple[Column, ...]:
        """The wide row of one entity."""
        get, dates, out = cells.get, self.dates, []
        states = []
        blank: State = "e" if erased else "."
        for name in self.names:
            cell = get(name)
            if cell is None:
                states.append(blank)
                out.append(None)
                if name in dates:
                    out += _NO_BOUNDS
                continue
            states.append(cell.state)
            out.append(encode_cell(cell))
            if name in dates:
                out += date_bounds(cell.value)
        return (node, "".join(states), *out)

    def cells(self, row: tuple[Column, ...]) -> dict[str, Cell]:
        """The cells of a wide row as read from the table."""
        states, values = str(row[1]), iter(row[2:])
        found: dict[str, Cell] = {}
        for name, state in zip(self.names, states, strict=True):
            value = next(values)
            if name in self.dates:
                next(values)
                next(values)
            if state not in ".e":
                found[name] = decode_cell(value, state)
        return found


def column_of(name: str) -> str:
    """The column of a property: "event.date" is stored in `date`."""
    return name.partition(".")[2]


def layout_of(entity_type: EntityType) -> Layout:
    """The layout of one entity type."""
    properties = entity_type.properties.values()
    return Layout(
        type=entity_type.name,
        names=tuple(p.name for p in properties),
        dates=frozenset(p.name for p in properties if p.kind == "date"),
        rules={p.name: PropertyRule(many=p.many, searched=p.searched) for p in properties},
        halves={p.name: p.half for p in properties},
    )


def layouts(schema: Schema) -> dict[str, Layout]:
    """The layout of every type, by its name."""
    return {name: layout_of(found) for name, found in schema.types.items()}


def layout_digest(found: Mapping[str, Layout]) -> str:
    """A digest of all wide tables; another one means that they must be made anew."""
    told = [(x.ddl, sorted(x.rules.items()), sorted(x.halves.items())) for x in found.values()]
    return sha256(repr(told).encode()).hexdigest()


def encode_cell(cell: Cell) -> Column:
    """What stands in the column: one value plain, several as JSON (references as hex)."""
    value = cell.value
    if isinstance(value, list):
        return json.dumps([_plain(item) for item in value], ensure_ascii=False)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value


def decode_cell(column: Column, state: str) -> Cell:
    """The cell behind a column; the inverse of `encode_cell`."""
    if state == "n":
        return Cell([_from_plain(item) for item in json.loads(str(column))], "n")
    if state in "mM":
        return Cell(json.loads(str(column)), state)  # type: ignore[arg-type]
    return Cell(column, state)  # type: ignore[arg-type]


def date_bounds(value: object) -> tuple[str | None, str | None]:
    """The first and last day a date may mean, as ISO days; none where it is open or not a date."""
    if not isinstance(value, str):
        return _NO_BOUNDS
    try:
        date = read_date(value)
    except DateError:
        return _NO_BOUNDS
    first, last = date.earliest, date.latest
    return (
        None if first is None else first.isoformat(),
        None if last is None else last.isoformat(),
    )


def _plain(item: Value) -> object:
    return {"ref": item.hex()} if isinstance(item, bytes) else item


def _from_plain(item: object) -> Value:
    return bytes.fromhex(item["ref"]) if isinstance(item, dict) else item  # type: ignore[return-value]

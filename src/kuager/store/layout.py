"""Which columns the wide tables have: one table a type, one column a property.

Drawn from the schema. A wide row is derived: its cells are the best values; `states` names the
columns whose state is not the ordinary one (`kuager.model.fold.State`). Only filled columns are
bound when a row is put: binding an empty one costs as much as a filled one.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

import msgspec

from kuager.model.dates import DateError, read_date
from kuager.model.fold import Cell, PropertyRule
from kuager.model.schema import EntityType, Schema
from kuager.model.statement import Value

_to_json = msgspec.json.Encoder().encode
_from_json = msgspec.json.Decoder().decode
_NO_BOUNDS = (None, None)
_LARGEST_INTEGER = 2**63 - 1
"""What a column holds as a number; a statement may say up to 2**64 - 1."""
ERASED = "*"
"""Begins the states of a row of which one half was erased."""
Column = str | int | bytes | None
_DAYS_TO_COME = frozenset({"next_date", "next_deadline"})
_INDEXES = {
    "case": (
        """CREATE INDEX w_case_heard ON w_case(ifnull(last_contact_to, opened_to))
        WHERE status IN ('open', 'waiting');""",
    ),
    "consent": (
        'CREATE INDEX w_consent_asked ON w_consent("case", use);',
        "CREATE INDEX w_consent_open ON w_consent(node) WHERE answer = 'not-asked';",
    ),
    "person": ("CREATE INDEX w_person_heard ON w_person(last_heard_to) WHERE last_heard_to > '';",),
    "proceeding": ("CREATE INDEX w_proceeding_ladder ON w_proceeding(node) WHERE ladder > '';",),
    "step": ("CREATE INDEX w_step_rung ON w_step(node) WHERE rung > '';",),
}


@dataclass(frozen=True)
class Layout:
    """How entities of one type are stored: the order of its properties is the order of columns.

    Long texts have no column: they are read from the history, where they already are.
    """

    type: str
    names: tuple[str, ...]
    long: frozenset[str]
    dates: frozenset[str]
    references: frozenset[str]
    rules: Mapping[str, PropertyRule]
    halves: Mapping[str, str]

    @property
    def table(self) -> str:
        """The wide table of this type."""
        return f"w_{self.type}"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The column names after `node` and `states`, in order."""
        return tuple(c for name in self.names for c in self._columns_of(name))

    @cached_property
    def ddl(self) -> str:
        """The statement that makes the table."""
        columns = ", ".join(f'"{column}" ANY' for column in self.columns)
        index = ""
        if f"{self.type}.date" in self.dates:
            index = f"CREATE INDEX {self.table}_date ON {self.table}(date_from);"
        if f"{self.type}.restricted" in self.names:
            index += (
                f"CREATE INDEX {self.table}_restricted ON {self.table}(restricted) "
                "WHERE restricted = 1;"
            )
        index += "".join(self._agenda_indexes())
        return (
            f"CREATE TABLE {self.table}(node INTEGER PRIMARY KEY, states TEXT NOT NULL, "
            f"{columns}) STRICT;{index}\n"
        )

    def _agenda_indexes(self) -> Iterator[str]:
        """What a person's day is read from: days to come, disputes, silence, open questions."""
        yield f"CREATE INDEX {self.table}_states ON {self.table}(node) WHERE states <> '';"
        for column in sorted(map(column_of, self.dates)):
            if column in _DAYS_TO_COME:
                yield (
                    f"CREATE INDEX {self.table}_{column} ON {self.table}({column}_from) "
                    f"WHERE {column}_from IS NOT NULL;"
                )
        yield from _INDEXES.get(self.type, ())

    def insert(self, names: tuple[str, ...]) -> str:
        """The statement that puts a wide row in which these properties have a cell."""
        found = self._inserts.get(names)
        if found is None:
            columns = [f'"{c}"' for name in names for c in self._columns_of(name)]
            marks = ", ".join("?" * (2 + len(columns)))
            listed = ", ".join(["node", "states", *columns])
            found = f"INSERT INTO {self.table}({listed}) VALUES({marks})"
            self._inserts[names] = found
        return found

    def row(self, node: int, cells: Mapping[str, Cell], *, erased: bool = False) -> list[Column]:
        """The values of a wide row: node, states, then the columns of the cells, in their order."""
        states = ERASED if erased else ""
        out: list[Column] = [node, states]
        for name, (value, state) in cells.items():
            if name in self.long:
                continue
            if state not in "1n":
                states += f"{name.partition('.')[2]}={state};"
            out.append(value if type(value) is str else encode_value(value))
            if name in self.dates:
                out += date_bounds(value if isinstance(value, str) else None)
        out[1] = states
        return out

    def filled(self, cells: Mapping[str, Cell]) -> tuple[str, ...]:
        """The properties with a column among these cells, in their order."""
        return tuple(name for name in cells if name not in self.long)

    def full_row(self, values: list[Column], names: Iterable[str]) -> tuple[Column, ...]:
        """The row as the table gives it back, empty columns included."""
        columns = [c for name in names for c in self._columns_of(name)]
        filled = dict(zip(columns, values[2:], strict=True))
        return (*values[:2], *(filled.get(column) for column in self.columns))

    def cells(self, row: tuple[Column, ...]) -> dict[str, Cell]:
        """The cells of a wide row as read from the table."""
        states, values = _read_states(str(row[1])), iter(row[2:])
        found: dict[str, Cell] = {}
        for name, column, is_date in self._order:
            value, state = next(values), states.get(column, ".")
            if is_date:
                next(values)
                next(values)
            if value is not None or state != ".":
                found[name] = self._cell(name, value, state)
        return found

    def _cell(self, name: str, value: Column, state: str) -> Cell:
        if state in "mM":
            return Cell(_from_json(str(value)), state)  # type: ignore[arg-type]
        is_reference = name in self.references
        if self.rules[name].many and state == ".":
            return Cell([_back(item, is_reference) for item in _from_json(str(value))], "n")
        return Cell(_back(value, is_reference), "1" if state == "." else state)  # type: ignore[arg-type]

    @cached_property
    def _order(self) -> tuple[tuple[str, str, bool], ...]:
        """Name and first column of every property, and whether two bounds of a date follow."""
        return tuple((name, column_of(name), name in self.dates) for name in self.names)

    def _columns_of(self, name: str) -> tuple[str, ...]:
        column = column_of(name)
        return (column, f"{column}_from", f"{column}_to") if name in self.dates else (column,)

    @cached_property
    def _inserts(self) -> dict[tuple[str, ...], str]:
        return {}


def column_of(name: str) -> str:
    """The column of a property: "event.date" is stored in `date`."""
    return name.partition(".")[2]


def layout_of(entity_type: EntityType) -> Layout:
    """The layout of one entity type."""
    properties = entity_type.properties.values()
    return Layout(
        type=entity_type.name,
        names=tuple(p.name for p in properties if p.kind != "long"),
        long=frozenset(p.name for p in properties if p.kind == "long"),
        dates=frozenset(p.name for p in properties if p.kind == "date"),
        references=frozenset(p.name for p in properties if p.kind == "reference"),
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


def encode_value(value: object) -> Column:
    """What stands in a column: one value plain, several as JSON; references as hex."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        plain = [item.hex() if isinstance(item, bytes) else item for item in value]
        return _to_json(plain).decode()
    if isinstance(value, dict):
        return _to_json(dict(sorted(value.items()))).decode()
    if isinstance(value, int):
        return int(value) if value <= _LARGEST_INTEGER else str(value)
    return value  # type: ignore[return-value]


@lru_cache(maxsize=65536)
def date_bounds(value: str | None) -> tuple[str | None, str | None]:
    """The first and last day a date may mean, as ISO days; none where it is open or not a date."""
    if value is None:
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


def _back(item: object, is_reference: bool) -> Value:  # noqa: FBT001 - one caller, read at a glance
    """What was said, from what stands in a column; a text said where a reference belongs stays."""
    if is_reference and isinstance(item, str):
        with suppress(ValueError):
            return bytes.fromhex(item)
    return item  # type: ignore[return-value]


def _read_states(text: str) -> dict[str, str]:
    """Column name to state, where it is not the ordinary one."""
    marks = text.removeprefix(ERASED).split(";")
    return dict(mark.split("=", 1) for mark in marks if mark)

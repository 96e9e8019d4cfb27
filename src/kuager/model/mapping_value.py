"""A mapping: which column of a kind of file says which property; `docs/spec/mapping.md`.

It is written once for a kind of file, saved, and confirmed by a person. This module reads it from
a dict or from YAML and writes it back; whether it fits the schema and a file's header is seen when
it is compiled (`row_reader`).
"""

from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import yaml

from kuager import N_, KuagerError

MAX_MAPPING_BYTES = 1 << 20


class MappingError(KuagerError):
    """A mapping that cannot be used. Facts: reason (a slug), where (a column or property)."""

    code: ClassVar[str] = "mapping-refused"
    exit_code: ClassVar[int] = 65
    text: ClassVar[str] = N_(
        "The mapping does not fit ({reason}: {where}). Nothing was imported. "
        "Mend the mapping or make a new one from this file."
    )

    def __init__(self, reason: str, where: str) -> None:
        """`reason` is a stable slug, `where` names the column, property or field at fault."""
        super().__init__(reason=reason, where=where)
        self.reason = reason
        self.where = where


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a column says.

    `split` cuts a cell into several values. `reference` are the types that a key in the cell may
    belong to (empty: all that the property allows). `said` is the text property that keeps a date,
    count or place as it was written. `inside` names the inner thing it is said of (an act, a
    victim). `terms` are this file's own words for terms of the vocabulary.
    """

    property: str
    language: str | None = None
    split: str | None = None
    reference: tuple[str, ...] = ()
    said: str | None = None
    inside: str | None = None
    terms: Mapped[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Always:
    """What every row says without a column: a fixed value, or a link to an inner thing of the row.

    Said of an inner thing only where the row says something of it.
    """

    property: str
    value: str | None = None
    refers: str | None = None
    language: str | None = None
    inside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one kind of file is read.

    `key`, `source` and `sure` name columns: the stable id (without it nothing can be compiled: the
    rows could not be met again), the passage or source that says the row, the certainty. `keys`
    names, for an inner thing, the column with its own stable id. `ignore` are columns left out on
    purpose, `identity` those a person has confirmed as personal, `public` those that look so and
    hold what is printed for everybody (the address of an office).
    """

    id: str
    type: str
    key: str | None = None
    source: str | None = None
    sure: str | None = None
    columns: Mapped[str, tuple[Target, ...]] = field(default_factory=dict)
    always: tuple[Always, ...] = ()
    keys: Mapped[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    public: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """Every column it decides about."""
        single = {c for c in (self.key, self.source, self.sure) if c is not None}
        return frozenset({*single, *self.columns, *self.keys.values(), *self.ignore})


def read_mapping(written: str | Mapped[str, Any]) -> Mapping:
    """A mapping from YAML text or from a dict; raises MappingError."""
    if isinstance(written, str):
        written = _from_yaml(written)
    fields = _Fields(written, "mapping")
    columns = fields.table("columns")
    mapping = Mapping(
        id=fields.word("mapping"),
        type=fields.word("type"),
        key=fields.optional("key"),
        source=fields.optional("source"),
        sure=fields.optional("sure"),
        columns={name: _targets(name, target) for name, target in columns.items()},
        always=tuple(_always(entry) for entry in fields.entries("always")),
        keys=fields.pairs("keys"),
        ignore=fields.words("ignore"),
        identity=fields.words("identity"),
        public=fields.words("public"),
    )
    fields.done()
    return mapping


def write_mapping(mapping: Mapping) -> str:
    """The YAML text that `read_mapping` reads back to an equal value."""
    written: dict[str, Any] = {"mapping": mapping.id, "type": mapping.type}
    for name in ("key", "source", "sure"):
        if getattr(mapping, name) is not None:
            written[name] = getattr(mapping, name)
    written["columns"] = {
        name: [_plain(target) for target in targets] if len(targets) > 1 else _plain(targets[0])
        for name, targets in mapping.columns.items()
    }
    written["always"] = [_plain(entry) for entry in mapping.always]
    written["keys"] = dict(mapping.keys)
    for name in ("ignore", "identity", "public"):
        written[name] = list(getattr(mapping, name))
    filled = {name: value for name, value in written.items() if value or name == "columns"}
    return yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=96)


def _plain(entry: Target | Always) -> dict[str, Any]:
    """The fields that are set, in their order."""
    values = {name: getattr(entry, name) for name in entry.__slots__}
    values = {name: value for name, value in values.items() if value}
    if "reference" in values:
        types = values["reference"]
        values["reference"] = types[0] if len(types) == 1 else list(types)
    return {k: dict(v) if isinstance(v, Mapped) else v for k, v in values.items()}


def _from_yaml(text: str) -> Mapped[str, Any]:
    if len(text) > MAX_MAPPING_BYTES:
        raise MappingError("too-large", "mapping")
    try:
        written = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = "mapping" if mark is None else f"line {mark.line + 1}"
        raise MappingError("not-yaml", where) from error
    except RecursionError as error:
        raise MappingError("not-yaml", "mapping") from error
    if not isinstance(written, dict):
        raise MappingError("not-a-table", "mapping")
    return written


def _targets(column: str, written: object) -> tuple[Target, ...]:
    entries = written if isinstance(written, list) else [written]
    if not entries:
        raise MappingError("empty", column)
    return tuple(_target(column, entry) for entry in entries)


def _target(column: str, written: object) -> Target:
    if isinstance(written, str):
        return Target(property=written)
    fields = _Fields(written, column)
    target = Target(
        property=fields.word("property"),
        language=fields.optional("language"),
        split=fields.optional("split"),
        reference=fields.words("reference"),
        said=fields.optional("said"),
        inside=fields.optional("inside"),
        terms=fields.pairs("terms"),
    )
    fields.done()
    return target


def _always(written: object) -> Always:
    fields = _Fields(written, "always")
    entry = Always(
        property=fields.word("property"),
        value=fields.optional("value"),
        refers=fields.optional("refers"),
        language=fields.optional("language"),
        inside=fields.optional("inside"),
    )
    fields.done()
    if (entry.value is None) == (entry.refers is None):
        raise MappingError("value-or-refers", entry.property)
    return entry


class _Fields:
    """Takes the fields of a written table one by one; what is left over is a mistake."""

    def __init__(self, written: object, where: str) -> None:
        if not isinstance(written, Mapped):
            raise MappingError("not-a-table", where)
        self._left: dict[str, Any] = {str(name): value for name, value in written.items()}
        self._where = where

    def word(self, name: str) -> str:
        """A text that must be there."""
        found = self.optional(name)
        if found is None:
            raise MappingError(f"missing-{name}", self._where)
        return found

    def optional(self, name: str) -> str | None:
        """A text or None. A bare number or yes/no in the YAML is taken as its text."""
        value = self._left.pop(name, None)
        return None if value is None or value == "" else self._text(name, value)

    def _text(self, name: str, value: object) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | date):
            return str(value)
        raise MappingError(f"bad-{name}", self._where)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        value = self._left.pop(name, None) or ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list | tuple) or not all(isinstance(w, str) for w in value):
            raise MappingError(f"bad-{name}", self._where)
        return tuple(value)

    def table(self, name: str) -> Mapped[str, Any]:
        """A table, empty if it is not there."""
        value = self._left.pop(name, None) or {}
        if not isinstance(value, Mapped):
            raise MappingError(f"bad-{name}", self._where)
        return {self._text(name, key): entry for key, entry in value.items()}

    def pairs(self, name: str) -> Mapped[str, str]:
        """A table of texts, empty if it is not there."""
        table = self.table(name)
        return {key: self._text(name, entry) for key, entry in table.items()}

    def entries(self, name: str) -> list[Any]:
        """A list of tables, empty if it is not there."""
        value = self._left.pop(name, None) or []
        if not isinstance(value, list):
            raise MappingError(f"bad-{name}", self._where)
        return value

    def done(self) -> None:
        """Raises MappingError if a field was not asked for: a slip of the pen, never ignored."""
        if self._left:
            raise MappingError("unknown-field", f"{self._where}: {min(self._left)}")

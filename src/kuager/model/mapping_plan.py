"""Whether a mapping fits the schema and a file's header, and what follows for each column.

Found here, before a single row is read: a property that does not exist, a column that the file
lacks or the mapping forgot, a personal column that would be said in the casework half, several
values for what can hold one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kuager.model.cells import (
    CellError,
    CellReader,
    as_written,
    cell_reader,
    nfc,
    remembering,
    term_reader,
)
from kuager.model.draft import Value
from kuager.model.mapping_value import Always, Mapping, MappingError, Target
from kuager.model.schema import Property, Schema

_SAID_OF = ("date", "count", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column under one property: where its cell is and how it is read.

    `parts` splits the cell into several things (the property holds one value each); `many` splits
    it into several values of one thing. `coded` says that a value may stand in a neutral key.
    """

    column: str
    at: int
    name: str
    language: str | None
    read: CellReader
    split: str | None
    said: str | None
    many: bool
    coded: bool
    inside: str | None

    def texts(self, cells: Sequence[str]) -> list[str]:
        """The written values of the cell, blank ones left out."""
        text = cells[self.at]
        if self.split is None:
            return [text] if text.strip() else []
        return [part.strip() for part in text.split(self.split) if part.strip()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Said of every row: a value, or a link to the inner thing called `refers`."""

    name: str
    language: str | None
    value: Value
    refers: str | None
    inside: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A mapping bound to a header; `types` gives the entity type of each inner thing."""

    width: int
    key_at: int
    source_at: int | None
    sure_at: int | None
    sure: CellReader
    fields: tuple[Field, ...]
    fixed: tuple[Fixed, ...]
    types: dict[str, str]
    keys_at: dict[str, int]


def plan_mapping(
    mapping: Mapping, schema: Schema, header: Sequence[str], places: Callable[[], CellReader]
) -> Plan:
    """Bind a mapping to the header of a file.

    Raises MappingError, UnknownType or UnknownProperty.
    """
    schema.type(mapping.type)
    if mapping.key is None:
        raise MappingError("missing-key", mapping.id)
    binder = _Binder(mapping, schema, header, places)
    fields = tuple(
        binder.field(column, target)
        for column, targets in mapping.columns.items()
        for target in targets
    )
    fixed = tuple(binder.fixed(entry) for entry in mapping.always)
    binder.check_fixed(fixed)
    return Plan(
        width=len(header),
        key_at=binder.index(mapping.key),
        source_at=binder.at(mapping.source),
        sure_at=binder.at(mapping.sure),
        sure=binder.sure(),
        fields=fields,
        fixed=fixed,
        types=binder.types,
        keys_at={name: binder.index(column) for name, column in mapping.keys.items()},
    )


class _Binder:
    """Looks each column and property up, once."""

    def __init__(
        self,
        mapping: Mapping,
        schema: Schema,
        header: Sequence[str],
        places: Callable[[], CellReader],
    ) -> None:
        self._mapping, self._schema, self._places = mapping, schema, places
        self._at = {nfc(name): index for index, name in enumerate(header)}
        self.types: dict[str, str] = {}
        forgotten = [name for name in self._at if name not in map(nfc, mapping.named)]
        if forgotten:
            raise MappingError("column-not-mapped", forgotten[0])
        for column in mapping.named:
            self.index(column)

    def index(self, column: str) -> int:
        """Where a column stands; raises MappingError."""
        found = self._at.get(nfc(column))
        if found is None:
            raise MappingError("column-not-in-file", column)
        return found

    def at(self, column: str | None) -> int | None:
        """Where an optional column stands."""
        return None if column is None else self.index(column)

    def sure(self) -> CellReader:
        """The reader of the column of certainty."""
        if self._mapping.sure is None:
            return as_written
        return remembering(term_reader(self._schema.vocabularies["sure"], {}))

    def field(self, column: str, target: Target) -> Field:
        """One column under one property."""
        prop = self._schema.property(target.property)
        inside = self._inside(prop, target.inside)
        self._check(column, target, prop, inside)
        return Field(
            column=column,
            at=self.index(column),
            name=prop.name,
            language=target.language,
            read=self._reader(prop, target),
            split=target.split,
            said=target.said,
            many=prop.many,
            coded=prop.kind in ("term", "place", "reference"),
            inside=inside,
        )

    def fixed(self, entry: Always) -> Fixed:
        """A value said of every row."""
        prop = self._schema.property(entry.property)
        value: Value = None
        if entry.value is not None:
            try:
                value = self._reader(prop, Target(property=prop.name))(entry.value)
            except CellError as error:
                raise MappingError(error.reason, prop.name) from None
        elif prop.kind != "reference":
            raise MappingError("not-a-reference", prop.name)
        return Fixed(
            name=prop.name,
            language=entry.language,
            value=value,
            refers=entry.refers,
            inside=self._inside(prop, entry.inside),
        )

    def check_fixed(self, fixed: tuple[Fixed, ...]) -> None:
        """Links must lead to an inner thing of a type that the property allows."""
        for entry in fixed:
            if entry.refers is None:
                continue
            if entry.refers not in self.types:
                raise MappingError("no-such-inner-thing", entry.refers)
            if self.types[entry.refers] not in self._schema.property(entry.name).to:
                raise MappingError("wrong-reference", entry.name)

    def _inside(self, prop: Property, named: str | None) -> str | None:
        """The inner thing a property is said of; None if it is the row's own entity."""
        if named is None and prop.type == self._mapping.type:
            return None
        name = named or prop.type
        if self.types.setdefault(name, prop.type) != prop.type:
            raise MappingError("two-types-inside", name)
        return name

    def _reader(self, prop: Property, target: Target) -> CellReader:
        types = target.reference or prop.to
        return cell_reader(prop, self._schema, terms=target.terms, types=types, places=self._places)

    def _check(self, column: str, target: Target, prop: Property, inside: str | None) -> None:
        where = f"{column}: {prop.name}"
        if not set(target.reference) <= set(prop.to):
            raise MappingError("wrong-reference", where)
        if target.split is not None and not prop.many and inside is None:
            raise MappingError("split-but-single", where)
        if column in self._mapping.identity and prop.half != "identity":
            raise MappingError("personal-column-in-casework", where)
        self._check_terms(target, prop, where)
        if target.said is not None:
            self._check_said(target, prop, where)

    def _check_terms(self, target: Target, prop: Property, where: str) -> None:
        if not target.terms:
            return
        if prop.vocabulary is None:
            raise MappingError("terms-without-vocabulary", where)
        known = self._schema.vocabularies[prop.vocabulary].terms
        unknown = [term for term in target.terms.values() if term not in known]
        if unknown:
            raise MappingError("unknown-term", f"{where}: {unknown[0]}")

    def _check_said(self, target: Target, prop: Property, where: str) -> None:
        said = self._schema.property(target.said or "")
        if prop.kind not in _SAID_OF or target.split is not None:
            raise MappingError("said-does-not-fit", where)
        if said.type != prop.type or said.kind not in ("text", "long"):
            raise MappingError("said-does-not-fit", where)

"""Things that lie inside a row's entity: the acts of an event, its victim, who had a part.

A row tells them in columns beside the entity's own. One cell may hold several ("beating; threat"):
then there are as many things, and a column with one value speaks of each of them. Their keys are
made from the row's key, so the same file read again means the same things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kuager.model.cells import CellError
from kuager.model.draft import Reference, Say, Value
from kuager.model.mapping_plan import Field, Fixed, Plan
from kuager.model.mapping_value import Mapping, MappingError
from kuager.model.schema import Schema

INNER_MARK = "#"
"""Stands between the key of a row's entity and the name of a thing inside it."""


class ColumnError(CellError):
    """A fault of a row that shows in one column, though the cell alone reads well."""

    def __init__(self, reason: str, column: str) -> None:
        """`column` is the header of the column in which it shows."""
        super().__init__(reason)
        self.column = column


@dataclass(slots=True)
class Inner:
    """One inner thing of one row: its key, and what is said of it."""

    key: str
    says: list[Say]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All columns about one inner thing. `link` is the property that ties it to the row's entity.

    `parted` are the fields whose cells may hold several things, `fixed` what is always said.
    """

    name: str
    type: str
    link: str | None
    owner: tuple[str, ...]
    fields: tuple[Field, ...]
    parted: tuple[Field, ...]
    fixed: tuple[Fixed, ...]
    key_at: int | None

    def read(
        self, cells: Sequence[str], owner: str, source: str | None, sure: str | None
    ) -> list[Inner]:
        """The inner things of this name in one row; raises CellError."""
        texts = {field.column + field.name: field.texts(cells) for field in self.fields}
        if not any(texts.values()):
            return []
        count = max((len(texts[f.column + f.name]) for f in self.parted), default=1) or 1
        things = [Inner(key, []) for key in self._keys(cells, owner, count, texts)]
        for field in self.fields:
            written = texts[field.column + field.name]
            if written:
                for thing, values in zip(things, _shared(field, written, count), strict=True):
                    thing.says.extend(_say(field, text, source, sure) for text in values)
        if self.link is not None:
            tie = Say(self.link, Reference(self.owner, owner))
            for thing in things:
                thing.says.append(tie)
        return things

    def _keys(
        self, cells: Sequence[str], owner: str, count: int, texts: dict[str, list[str]]
    ) -> list[str]:
        """One key a thing: its own from a column, else made from the row's."""
        if self.key_at is not None:
            return self._own_keys(cells[self.key_at], count)
        stem = f"{owner}{INNER_MARK}{self.name}"
        if not self.parted:
            return [stem] * count
        first = self.parted[0]
        written = texts[first.column + first.name]
        if not first.coded or len(written) != count:
            return [f"{stem}/{number + 1}" for number in range(count)]
        keys = [f"{stem}/{_coded(first.read(text))}" for text in written]
        if len(set(keys)) < count:
            raise ColumnError("same-value-twice", first.column)
        return keys

    def _own_keys(self, cell: str, count: int) -> list[str]:
        split = self.parted[0].split if self.parted else None
        keys = [part.strip() for part in (cell.split(split) if split else [cell])]
        if len(keys) != count or not all(keys):
            raise ColumnError("no-key", self.name)
        return keys


def build_groups(mapping: Mapping, plan: Plan, schema: Schema) -> tuple[Group, ...]:
    """The inner things that a mapping speaks of.

    Raises MappingError if one of them would hang in the air: neither lying inside the row's
    entity nor referred to by another thing.
    """
    groups = tuple(_group(name, mapping, plan, schema) for name in plan.types)
    referred = {entry.refers for entry in plan.fixed}
    for group in groups:
        if group.link is None and group.name not in referred:
            raise MappingError("inner-thing-without-link", group.name)
        if group.parted and group.name in referred:
            raise MappingError("link-to-several", group.name)
    unknown = set(plan.keys_at) - set(plan.types)
    if unknown:
        raise MappingError("no-such-inner-thing", min(unknown))
    return groups


def _group(name: str, mapping: Mapping, plan: Plan, schema: Schema) -> Group:
    fields = tuple(field for field in plan.fields if field.inside == name)
    links = schema.type(plan.types[name]).inside
    said = {field.name for field in fields}
    link = next((p.name for p in links if mapping.type in p.to and p.name not in said), None)
    return Group(
        name=name,
        type=plan.types[name],
        link=link,
        owner=(mapping.type,),
        fields=fields,
        parted=tuple(f for f in fields if f.split is not None and not f.many),
        fixed=tuple(entry for entry in plan.fixed if entry.inside == name),
        key_at=plan.keys_at.get(name),
    )


def _shared(field: Field, written: list[str], count: int) -> Iterator[list[str]]:
    """What each of `count` things is told by a cell: its own part, or all of it."""
    if field.many or len(written) == 1:
        yield from ([written] * count)
    elif len(written) == count:
        yield from ([text] for text in written)
    else:
        raise ColumnError("parts-do-not-match", field.column)


def _say(field: Field, text: str, source: str | None, sure: str | None) -> Say:
    return Say(field.name, field.read(text), field.language, source, sure)


def _coded(value: Value) -> str:
    return value.key if isinstance(value, Reference) else str(value)

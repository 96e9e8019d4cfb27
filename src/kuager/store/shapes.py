"""A shorter way to the same rows for entities of one shape, as an import brings thousands of.

A shape is the sequence of properties said of a new entity, each once, in no language, nothing
withdrawn. For those the fold is the identity, so the row can be laid out once per shape. The tests
compare both ways; `verify` recomputes with the long one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kuager.model.fold import PropertyRule, Said
from kuager.model.statement import Value
from kuager.store.layout import Column, Layout, date_bounds, encode_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where each value of a sequence of statements goes.

    `columns` are (place, is a date, is many); `texts` and `names` places of searched values.
    """

    type: str
    filled: tuple[str, ...]
    columns: tuple[tuple[int, bool, bool], ...]
    texts: tuple[int, ...]
    names: tuple[int, ...]
    code: int | None

    def row(self, node: int, values: list[Value]) -> list[Column]:
        """The wide row of an entity of this shape."""
        out: list[Column] = [node, ""]
        for place, is_date, is_many in self.columns:
            value = values[place]
            if is_many:
                out.append(encode_value([value]))
            else:
                out.append(value if type(value) is str else encode_value(value))
            if is_date:
                out += date_bounds(value if isinstance(value, str) else None)
        return out


class Shapes:
    """The shapes met so far; only a few hundred, since people and programs repeat themselves."""

    def __init__(self, layouts: Mapping[str, Layout]) -> None:
        """Shapes of entities laid out so."""
        self.layouts = layouts
        self._known: dict[tuple[str, ...], Shape | None] = {}

    def find(self, lines: list[Said]) -> Shape | None:
        """The shape of these statements about a new entity; None if they need the whole fold."""
        key = tuple([said.property for said in lines])
        if key not in self._known:
            self._known[key] = self._learn(key)
        return self._known[key]

    def _learn(self, key: tuple[str, ...]) -> Shape | None:
        layout = self.layouts.get(key[0].partition(".")[0])
        if layout is None or len(set(key)) < len(key) or not all(n in layout.rules for n in key):
            return None
        rules = layout.rules
        placed = [(place, name) for place, name in enumerate(key) if name not in layout.long]
        searched = [(place, name) for place, name in enumerate(key) if rules[name].searched]
        code = f"{layout.type}.code"
        return Shape(
            type=layout.type,
            filled=tuple(name for _, name in placed),
            columns=tuple((p, n in layout.dates, _is_many(rules, n)) for p, n in placed),
            texts=tuple(place for place, name in searched if not is_name(name)),
            names=tuple(place for place, name in searched if is_name(name)),
            code=key.index(code) if code in key else None,
        )


def is_name(name: str) -> bool:
    """Whether a property holds a name, found by any three letters of it."""
    return "name" in name.partition(".")[2]


def _is_many(rules: Mapping[str, PropertyRule], name: str) -> bool:
    return rules[name].many

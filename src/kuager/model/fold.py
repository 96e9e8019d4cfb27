"""From the statements about one entity to its current values: the projection's pure heart.

The best value of a property is, in this order: the one a person prefers, the one whose source
ranks first, the one said deepest in the log, the greater entry id, the greater index. The others
stay beside it. The result is a function of the accepted entries and the circles held, the same on
every device.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from kuager.model.statement import RETRACT, EntryId, Value, statement_id

State = Literal[".", "1", "c", "p", "u", "n", "m", "M", "e"]
"""`.` nothing said · `1` one value · `c` sources conflict · `p` conflict, one preferred by a
person · `u` said to be unknown · `n` several values by nature · `m` one text per language · `M` the
same, some in conflict · `e` erased."""

CONFLICTS = frozenset({"c", "M"})


UNRANKED = 2**62
"""The rank of a source to which nobody gave one."""
NO_RANKS: Mapping[bytes, int] = MappingProxyType({})


class Said(NamedTuple):
    """One statement as it stands in an entity's history: its index, then its fields."""

    index: int  # type: ignore[assignment]  # it stands for a place here; tuples have a method so named
    op: int
    property: str
    value: Value
    language: str | None
    source: bytes | None
    sure: str | None
    more: Value


class Page(NamedTuple):
    """What one entry says of the entity, with what orders it among the others."""

    depth: int
    entry: EntryId
    said: list[Said]


class Cell(NamedTuple):
    """The current value of one property and its state.

    `value` is one value, a list (state `n`) or a mapping of language to text (`m`, `M`).
    """

    value: Value | list[Value] | dict[str, Value]
    state: State


class Live(NamedTuple):
    """A statement that stands, with its place in the log."""

    order: tuple[bool, int, int, bytes, int]
    said: Said
    entry: EntryId


@dataclass(frozen=True, slots=True, order=True)
class PropertyRule:
    """What the fold must know of a property: is it multi-valued, is it searched."""

    many: bool
    searched: bool


def live_statements(
    pages: Iterable[Page],
    *,
    retracted: frozenset[bytes] = frozenset(),
    ranks: Mapping[bytes, int] = NO_RANKS,
) -> list[Live]:
    """The statements that stand, best last; `retracted` are entries and statements withdrawn.

    `ranks` are those of sources: the smaller is believed first, one without a rank last.

    Pages must already be free of erased leaves and of statements said in the wrong half.
    """
    kept = list(pages)
    dead, preferred = _judged(kept, retracted)
    live = [
        Live(
            (sid in preferred, _trust(said, ranks), page.depth, page.entry, said.index),
            said,
            page.entry,
        )
        for page in kept
        if page.entry not in dead
        for said in page.said
        if said.op != RETRACT and (sid := statement_id(page.entry, said.index)) not in dead
    ]
    live.sort(key=_order)
    return live


def fold(
    pages: list[Page],
    rules: Mapping[str, PropertyRule],
    *,
    retracted: frozenset[bytes] = frozenset(),
    ranks: Mapping[bytes, int] = NO_RANKS,
) -> dict[str, Cell]:
    """The current cell of every property of which something stands."""
    if not retracted:
        simple = _fold_simple(pages, rules)
        if simple is not None:
            return simple
    by_property: dict[str, list[Live]] = {}
    for live in live_statements(pages, retracted=retracted, ranks=ranks):
        if live.said.property in rules and live.said.more is None:
            by_property.setdefault(live.said.property, []).append(live)
    return {name: _cell(found, many=rules[name].many) for name, found in by_property.items()}


def _fold_simple(pages: list[Page], rules: Mapping[str, PropertyRule]) -> dict[str, Cell] | None:
    """The common case: nothing withdrawn, nothing judged, no two sources that disagree.

    Gives up (None) at the first statement that is not so; the full fold then decides.
    """
    cells: dict[str, Cell] = {}
    lists: dict[str, dict[tuple[type, object], Value]] = {}
    for page in sorted(pages) if len(pages) > 1 else pages:
        for _, op, name, value, language, _, _, more in page.said:
            rule = rules.get(name)
            if op or more is not None or (rule is None and name.startswith("judgement.")):
                return None
            if rule is None:
                continue
            found = cells.get(name)
            if found is None and language is None:
                if rule.many:
                    cells[name] = Cell([value], "n")
                else:
                    cells[name] = Cell(value, "1" if value is not None else "u")
            elif found is not None and language is None and isinstance(found.value, list):
                lists.setdefault(name, {_key(v): v for v in found.value})[_key(value)] = value
            elif not _joins(cells, name, value, language):
                return None
    return cells | {name: Cell(list(values.values()), "n") for name, values in lists.items()}


def _joins(cells: dict[str, Cell], name: str, value: Value, language: str | None) -> bool:
    """Whether one more statement of a property agrees with its cell, which then holds it."""
    found = cells.get(name)
    if found is None:
        cells[name] = Cell({language or "": value}, "m")
        return True
    if isinstance(found.value, dict):
        return language is not None and _same(found.value.setdefault(language, value), value)
    return language is None and _same(found.value, value)


def _trust(said: Said, ranks: Mapping[bytes, int]) -> int:
    """Greater is believed first."""
    rank = None if said.source is None else ranks.get(said.source)
    return -UNRANKED if rank is None else -rank


def _order(live: Live) -> tuple[bool, int, int, bytes, int]:
    return live.order


def _judged(pages: list[Page], retracted: frozenset[bytes]) -> tuple[set[bytes], set[bytes]]:
    """(withdrawn, preferred) statements and entries, as these pages and `retracted` say."""
    dead = retracted | {
        _resolve(page.entry, said.value)
        for page in pages
        for said in page.said
        if said.op == RETRACT and type(said.value) is bytes
    }
    preferred = {
        _resolve(page.entry, said.value)
        for page in pages
        if page.entry not in dead
        for said in page.said
        if said.property == "judgement.prefer"
        and said.op != RETRACT
        and type(said.value) is bytes
        and statement_id(page.entry, said.index) not in dead
    }
    return set(dead), preferred - dead


def _resolve(entry: EntryId, reference: bytes) -> bytes:
    """A 4-byte reference names a statement of this very entry."""
    return entry + reference if len(reference) == 4 else reference  # noqa: PLR2004


def _cell(found: list[Live], *, many: bool) -> Cell:
    """The cell of one property from its live statements, best last."""
    languages = {live.said.language for live in found}
    if languages != {None}:
        return _language_cell(found)
    if many:
        return Cell(list({_key(live.said.value): live.said.value for live in found}.values()), "n")
    best = found[-1].said.value
    if len({_key(live.said.value) for live in found}) > 1:
        return Cell(best, "p" if found[-1].order[0] else "c")
    return Cell(best, "1" if best is not None else "u")


def _language_cell(found: list[Live]) -> Cell:
    best: dict[str, Value] = {}
    conflict = False
    for live in found:
        language, value = live.said.language or "", live.said.value
        conflict |= language in best and not _same(best[language], value)
        best[language] = value
    preferred = any(live.order[0] for live in found)
    return Cell(best, "M" if conflict and not preferred else "m")


def _key(value: object) -> tuple[type, object]:
    """True and 1 are different things to say."""
    return type(value), value


def _same(one: object, other: object) -> bool:
    return _key(one) == _key(other)

"""The joint attack: what could be computed from a table and everything that was published before.

The checker knows codes and numbers only. Here it is told how the scales of one property lie in one
another, and, as far as they can be counted again, the true numbers of what was held back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from math import prod
from typing import Final

from kuager.model.derived import property_of
from kuager.model.places import gazetteer
from kuager.model.protection import Examined, Exposure, OpenTable, Protected
from kuager.model.published import Key, PublishedTable, Rule
from kuager.model.question import Dimension
from kuager.model.scales import codes_at
from kuager.model.schema import Property, Schema
from kuager.stats.disclosure import Truths, attack, examine, round_table
from kuager.verbs.desk import Desk
from kuager.verbs.gate_counting import Counted
from kuager.verbs.gate_rule import rounding_secret
from kuager.verbs.register import Registered, dimension_of

_MOST_THOROUGH: Final = 120
"""Up to so many cells it is looked for the choice that holds back least; beyond, a safe one."""
_MONTHS = range(1, 13)
Within = dict[tuple[str, str], Mapping[str, tuple[str, ...]]]


def examine_with(
    desk: Desk,
    table: OpenTable,
    blank: PublishedTable,
    earlier: Sequence[Registered],
    rule: Rule,
) -> Examined:
    """Protect a table and attack it together with everything that was published before.

    `blank` says what it counts. What could be computed without it, too, is no fault of it and is
    not among the exposures.
    """
    tables = [one.table for one in earlier]
    within = scales_within(desk.schema, [*tables, blank])
    truths = _truths(desk, earlier)
    if rule.rounding is None:
        thorough = prod(len(axis.categories) + 1 for axis in table.axes) <= _MOST_THOROUGH
        found = desk.store.projector.kept.get(
            ("examined", _fingerprint(table, blank, tables, rule, truths)),
            (),  # it depends on these numbers alone, whatever record changes
            lambda: examine(
                table, blank, tables, rule, within=within, truths=truths, thorough=thorough
            ),
        )
    else:
        secret = rounding_secret(desk)
        found = _rounded(table, blank, tables, rule, within=within, truths=truths, secret=secret)
    if not found.exposures or not tables:
        return found
    known = {_named(one): one for one in attack(tables, rule, within=within, truths=truths)}
    return replace(found, exposures=tuple(one for one in found.exposures if _is_new(one, known)))


def _fingerprint(*numbers: object) -> bytes:
    """A key for everything that an examination is told, however long."""
    return sha256(repr(numbers).encode()).digest()


def _rounded(
    table: OpenTable,
    blank: PublishedTable,
    tables: list[PublishedTable],
    rule: Rule,
    *,
    within: Within,
    truths: Truths,
    secret: bytes,
) -> Examined:
    """The same for rounded numbers: small ones that rounding does not cover expose themselves."""
    rounded = round_table(table, rule, secret)
    made = replace(blank, cells=rounded.cells)
    at = len(tables)
    found = [Exposure(reason="small-group", table=at, key=key) for key in sorted(rounded.narrow)]
    found += attack([*tables, made], rule, within=within, truths=truths)
    protected = Protected(
        cells=rounded.cells,
        primary={},
        secondary=frozenset(),
        bounds={},
        hidden={},
        method="nothing",
        cost=0.0,
        at_least=0.0,
    )
    return Examined(protected=protected, table=made, exposures=tuple(found), position=at)


def _truths(desk: Desk, earlier: Sequence[Registered]) -> Truths:
    """The true numbers of what earlier tables held back, where they still count the same today."""
    found: dict[tuple[int, Key], int] = {}
    for at, one in enumerate(earlier):
        cells = one.table.cells
        hidden = [key for key, cell in cells.items() if cell.mark == "suppressed"]
        if one.typed_in or not hidden:
            continue
        today = Counted.of(desk, one.question).table
        shown = (key for key, cell in cells.items() if cell.mark in ("exact", "free"))
        if all(cells[key].low == today.cell(key).at_least for key in shown):
            found |= {(at, key): today.cell(key).at_least for key in hidden}
    return found


def _is_new(one: Exposure, known: Mapping[object, Exposure]) -> bool:
    """Whether an exposure was not there, or less exact, before this table."""
    before = known.get(_named(one))
    if before is None:
        return True
    return before.low < one.low or before.high != one.high


def scales_within(schema: Schema, tables: Iterable[PublishedTable]) -> Within:
    """How the scales lie in one another, of every property that is told at more than one."""
    told: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, set[str]] = defaultdict(set)
    for name, some in _told(tables):
        dimension = dimension_of(name)
        told[dimension.name].add(dimension.scale)
        codes[dimension.name] |= set(some)
    found: Within = {}
    for name, scales in told.items():
        prop = property_of(name, schema)
        if prop is not None and len(scales) > 1:
            found |= _within(prop, scales, codes[name], schema)
    return found


def _told(tables: Iterable[PublishedTable]) -> Iterable[tuple[str, Iterable[str]]]:
    for table in tables:
        yield from ((axis.name, axis.categories) for axis in table.axes)
        yield from table.where.items()


def _within(prop: Property, scales: set[str], codes: set[str], schema: Schema) -> Within:
    """Each category of each scale, and the categories of the others in which it may lie."""
    coders = {scale: codes_at(prop, scale, schema) for scale in scales}
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for value in _values(prop, codes, schema):
        standing = {scale: set(coder(value)) for scale, coder in coders.items()}
        for scale, own in standing.items():
            for code in own:
                beside = found.setdefault((Dimension(prop.name, scale).text, code), {})
                for other, theirs in standing.items():
                    if other != scale:
                        beside.setdefault(other, set()).update(theirs)
    return {
        key: {scale: tuple(sorted(some)) for scale, some in beside.items()}
        for key, beside in found.items()
    }


def _values(prop: Property, codes: set[str], schema: Schema) -> Iterable[str]:
    """Everything that can be said in a property, as finely as its categories need."""
    if prop.kind == "place":
        return [place.id for place in gazetteer()]
    if prop.kind == "date":
        years = {code[:4] for code in codes if code[:4].isdecimal()}
        return [*years, *(f"{year}-{month:02}" for year in sorted(years) for month in _MONTHS)]
    if prop.vocabulary is None:
        return sorted(codes)
    return list(schema.vocabularies[prop.vocabulary].terms)


def _named(one: Exposure) -> object:
    """What an exposure is about, whatever bounds were found."""
    tables = one.tables if one.reason == "cannot-be-checked" else ()
    return (one.table, one.key, tuple(sorted(one.group.items())), one.reason, tables)

"""From a number of a table back to the records behind it, and to the list that shows the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import ceil
from operator import or_

from kuager.model.filters import NOTHING, Filters
from kuager.model.listed import is_listed, main_date, shown_columns
from kuager.model.places import gazetteer
from kuager.model.question import Dimension, Question, UnknownQuestionError
from kuager.model.schema import Property, Schema
from kuager.model.table import TOTAL, Key
from kuager.model.units import UNITS
from kuager.stats.cross import chosen_by, positions
from kuager.stats.frame import Bits, Column
from kuager.store.listing import briefs_at, codes_of
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.frames import COUNTRY, Counted, frame_for

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindCell:
    """One page of the records that lie in a cell.

    `possibly` holds the ids of those on this page that lie in the period only possibly; `names`
    type and code of the records that they refer to.
    """

    records: tuple[Record, ...]
    possibly: frozenset[bytes]
    columns: tuple[Property, ...]
    names: Mapping[bytes, tuple[str, str]]
    total: int
    page: int
    pages: int


@verb(needs="read")
def records_behind(desk: Desk, *, question: Question, key: Key, page: int = 1) -> BehindCell:
    """The records that a cell counts, in the order of first record.

    `key` names a category of each dimension, `*` for all. Raises UnknownQuestionError.
    """
    if len(key) != len(question.by):
        raise UnknownQuestionError(part="cell")
    counted = frame_for(desk, question)
    chosen = chosen_by(counted.frame, question)
    for dimension, code in zip(question.by, key, strict=True):
        chosen &= _bits(counted.frame.columns[dimension.text], code, chosen)
    return behind(desk, question.unit, counted, list(positions(chosen)), page)


def behind(desk: Desk, unit: str, counted: Counted, places: list[int], page: int) -> BehindCell:
    """One page of the records of a unit that stand at some positions of a frame."""
    pages = max(1, ceil(len(places) / PAGE))
    page = min(max(1, page), pages)
    shown = places[(page - 1) * PAGE : page * PAGE]
    type_name = UNITS[unit].type
    layout = desk.store.projector.layouts[type_name]
    records = briefs_at(desk.store, layout, [counted.nodes[place] for place in shown])
    columns = shown_columns(desk.schema.type(type_name))
    return BehindCell(
        records=tuple(records),
        possibly=frozenset(
            bytes(record.id)
            for place, record in zip(shown, records, strict=True)
            if counted.frame.possibly >> place & 1
        ),
        columns=columns,
        names=codes_of(desk.store, _referred(records, columns)),
        total=len(places),
        page=page,
        pages=pages,
    )


def list_like(question: Question, key: Key, schema: Schema) -> Filters | None:
    """The filters under which a list shows the same records as a cell; None if none do.

    A list knows the properties of its own records alone, at their usual scale; it finds narrower
    words with a broader one, and leaves nothing out by itself.
    """
    unit = UNITS[question.unit]
    chosen: dict[str, tuple[str, ...]] = {}
    wanted = [*question.where.items(), *((d, (code,)) for d, code in _said(question, key))]
    for dimension, codes in wanted:
        prop = schema.properties.get(dimension.name)
        if (
            prop is None
            or prop.type != unit.type
            or prop.short in chosen
            or not _is_same(prop, dimension, codes)
        ):
            return None
        if not all(_fits(prop, dimension, code, schema) for code in codes):
            return None
        chosen[prop.short] = codes
    if not _leaves_out_the_same(question, chosen) or not _has_that_clock(question, schema):
        return None
    return Filters(chosen=chosen, first=question.first, last=question.last, sure=question.sure)


def _bits(column: Column, code: str, chosen: Bits) -> Bits:
    """The positions of a category; all that are chosen for the total."""
    if code == TOTAL:
        return chosen
    if code == NOTHING:
        return chosen & ~reduce(or_, column.values.values(), 0)
    found = column.values.get(code)
    if found is None:
        raise UnknownQuestionError(part="cell")
    return found


def _referred(records: list[Record], columns: tuple[Property, ...]) -> set[bytes]:
    names = [prop.name for prop in columns if prop.kind == "reference"]
    found = (value for record in records for name in names for value in record.every(name))
    return {value for value in found if isinstance(value, bytes)}


def _said(question: Question, key: Key) -> list[tuple[Dimension, str]]:
    pairs = zip(question.by, key, strict=True)
    return [(dimension, code) for dimension, code in pairs if code != TOTAL]


def _is_same(prop: Property, dimension: Dimension, codes: tuple[str, ...]) -> bool:
    """Whether a list narrows by this property, and by such values of it."""
    if not is_listed(prop) or prop.kind not in ("term", "place", "yesno"):
        return False
    return prop.kind == "place" or dimension.scale == "" or codes == (NOTHING,)


def _fits(prop: Property, dimension: Dimension, code: str, schema: Schema) -> bool:
    """Whether the list finds under this value just what the table counts under it."""
    if code == NOTHING:
        return prop.kind != "place" or dimension.scale == "region"
    if prop.kind == "place":
        return code in gazetteer() and code != COUNTRY and dimension.scale == "region"
    if prop.kind == "yesno":
        return True
    vocabulary = schema.vocabularies[prop.vocabulary or ""]
    return code in vocabulary.terms and not vocabulary.narrower(code)


def _leaves_out_the_same(question: Question, chosen: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether what the unit never counts is left out by what was chosen, too."""
    unit = UNITS[question.unit]
    if question.unit == "people":
        return False
    if any(not set(chosen.get(short, ("",))) <= only for short, only in unit.only.items()):
        return False
    return all(
        name.partition(".")[0] == unit.type
        and not {*never, NOTHING}.intersection(chosen.get(name.partition(".")[2], (NOTHING,)))
        for name, never in unit.never.items()
    )


def _has_that_clock(question: Question, schema: Schema) -> bool:
    """Whether the list has its period by the same date as the table."""
    if question.first is None and question.last is None:
        return True
    unit = UNITS[question.unit]
    dated = main_date(schema.type(unit.type))
    clock = question.clock or next(iter(unit.clocks))
    return dated is not None and unit.clocks[clock] == (dated.name,)

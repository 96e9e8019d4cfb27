"""Lists: the records of one type, narrowed by codes, with the counts of every filter."""

from dataclasses import replace

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.dates import UncertainDate, read_date
from kuager.model.filters import AT_PAGE, FROM, ORDER, SURE, TO, read_filters
from kuager.model.listed import main_date, main_place
from kuager.model.schema import Property
from kuager.model.written_dates import edtf_of
from kuager.verbs.finding import ORDERS, Found, find_records
from kuager.verbs.saved_views import list_views
from kuager.web.listed import Words, in_figures, is_disputed
from kuager.web.narrowing import Asked, said_day
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

_ORDER_WORDS = {
    "-date": N_("newest first"),
    "date": N_("oldest first"),
    "code": N_("by code"),
    "-code": N_("by code, from the end"),
}
Errors = list[tuple[str, str]]


def show_list(visit: Visit) -> Response:
    """One page of a list."""
    asked = Asked.of(visit)
    days = {FROM: said_day(asked.filters.first), TO: said_day(asked.filters.last)}
    return _page(asked, typed=days, errors=[])


def _page(asked: Asked, *, typed: dict[str, str], errors: Errors) -> Response:
    visit = asked.visit
    entity_type = visit.desk.schema.type(visit.path["type"])
    found = find_records(
        visit.desk,
        type_name=entity_type.name,
        filters=asked.filters,
        order=asked.order,
        page=_number(visit.query.get(AT_PAGE)),
    )
    words, columns = Words(visit, found.names), _filled(found)
    return visit.page(
        "list.html",
        status=422 if errors else 200,
        entity=entity_type,
        found=found,
        asked=asked,
        heads=[*map(words.label, columns), *([""] if any(map(is_disputed, found.records)) else [])],
        rows=_rows(visit, words, found, columns),
        figures=lambda count: in_figures(visit, count),
        ways=asked.ways(words, found.facets),
        taken=asked.taken(words, found.facets),
        orders=[(code, visit.t(_ORDER_WORDS[code])) for code in ORDERS],
        views=list_views(visit.desk, type_name=entity_type.name),
        dated=words.label(dated) if (dated := main_date(entity_type)) else "",
        has_places=main_place(entity_type) is not None,
        typed=typed,
        errors=errors,
    )


def _number(text: str) -> int:
    return int(text[:9]) if text.isascii() and text.isdecimal() else 1


def _filled(found: Found) -> list[Property]:
    """The columns of which some record on this page says anything."""
    records = found.records
    return [p for p in found.columns if not records or any(p.name in r.cells for r in records)]


def _rows(visit: Visit, words: Words, found: Found, columns: list[Property]) -> list[list[object]]:
    """The cells of this page; a date that is only possibly meant says so."""
    rows: list[list[object]] = []
    dated = main_date(visit.desk.schema.type(visit.path["type"]))
    any_disputed = any(map(is_disputed, found.records))
    for record in found.records:
        cells: list[object] = list(words.row(record, columns))
        if bytes(record.id) in found.possibly and dated in columns:
            place = columns.index(dated)
            cells[place] = f"{cells[place]} ({visit.t(N_('possibly'))})"
        if any_disputed:
            cells.append(visit.t(N_("sources disagree")) if is_disputed(record) else "")
        rows.append(cells)
    return rows


def narrow_list(visit: Visit) -> Response:
    """Dates and order from the form beside a list: read, and put into the address as codes."""
    name = visit.desk.schema.type(visit.path["type"]).name
    kept = [pair for pair in visit.form.pairs if pair[0] not in (FROM, TO, SURE, ORDER)]
    errors: Errors = []
    first, last = (_read(visit, field, errors) for field in (FROM, TO))
    begin = None if first is None else first.earliest
    end = None if last is None else last.latest
    if begin is not None and end is not None and end < begin:
        errors.append((FROM, visit.t(N_("The first day lies after the last."))))
    order = visit.form.get(ORDER)
    asked = Asked(
        visit=visit,
        filters=read_filters(kept, visit.desk.schema, name),
        order=order if order in ORDERS else ORDERS[0],
    )
    if errors:
        return _page(asked, typed={f: visit.form.get(f) for f in (FROM, TO)}, errors=errors)
    sure = visit.form.get(SURE) == "yes"
    wanted = replace(asked.filters, first=begin, last=end, sure=sure and bool(begin or end))
    return visit.see(f"/list/{name}", **asked.query(wanted))


def _read(visit: Visit, field: str, errors: Errors) -> UncertainDate | None:
    """A date as people write it; what cannot be read is told beside the field."""
    text = visit.form.get(field)
    if not text:
        return None
    try:
        return read_date(edtf_of(text))
    except KuagerError as refusal:
        errors.append((field, visit.t(refusal)))
        return None


ROUTES = (Route("GET", "/list/{type}", show_list), Route("POST", "/list/{type}", narrow_list))

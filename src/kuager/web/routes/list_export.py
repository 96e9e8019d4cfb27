"""A list as a table to take away: coded columns, others by name; entered in the register."""

from collections.abc import Iterable

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.listed import shown_columns
from kuager.model.question import Dimension
from kuager.model.schema import Property
from kuager.verbs.desk import Desk
from kuager.verbs.finding import find_records
from kuager.verbs.lists import HOLDS_A_KEY, Table, export_found
from kuager.verbs.weighed_lists import NOTHING_TOLD, weigh_list
from kuager.web.listed import Words, in_figures
from kuager.web.narrowing import Asked
from kuager.web.routes.route import both
from kuager.web.table_words import words_for
from kuager.web.visit import Visit

_MOST_CHANGES = 3
_COARSER = N_("{column}, told only as “{scale}”: {alone} are left.")
_WITHOUT = N_("Without “{column}”: {alone} are left.")
_AT_ONCE = 2_000
"""So many rows are written while the page loads; more are work that shows how far it is."""


def export_page(visit: Visit) -> Response:
    """Which columns go; sent, the table comes back as a download."""
    asked = Asked.of(visit)
    found = find_records(visit.desk, type_name=visit.path["type"], filters=asked.filters)
    total = sum(found.tally)
    if not visit.sent:
        return _form(asked, total, [])
    columns = tuple(visit.form.all("columns"))
    identity = tuple(visit.form.all("identity"))
    if not columns and not identity:
        nothing = visit.t(N_("Choose at least one column."))
        return _form(asked, total, [("columns", nothing)])
    if total <= _AT_ONCE:
        return _given(visit, _export(visit.desk, asked, columns, identity))
    visit.house.begin(
        visit.t(N_("Writing the table")),
        f"/list/{visit.path['type']}/table",
        lambda desk: visit.house.results.update(table=_export(desk, asked, columns, identity)),
    )
    return visit.see(f"/list/{visit.path['type']}/table")


def _export(desk: Desk, asked: Asked, columns: tuple[str, ...], identity: tuple[str, ...]) -> Table:
    return export_found(
        desk,
        type_name=asked.visit.path["type"],
        filters=asked.filters,
        order=asked.order,
        columns=columns or ("code",),
        identity=identity,
    )


def _form(asked: Asked, total: int, errors: list[tuple[str, str]]) -> Response:
    visit = asked.visit
    kind = visit.desk.schema.type(visit.path["type"])
    words = Words(visit, {})
    return visit.page(
        "list_export.html",
        status=422 if errors else 200,
        entity=kind,
        asked=asked,
        total=in_figures(visit, total),
        coded=_choices(words, (p for p in kind.properties.values() if _is_coded(p))),
        shown=visit.form.all("columns") or [p.short for p in shown_columns(kind)],
        personal=_choices(words, (p for p in kind.properties.values() if p.half == "identity")),
        errors=errors,
        weighed=_weighed(asked, total),
    )


def _weighed(asked: Asked, total: int) -> list[str]:
    """What would point at somebody if the list, as it is offered, were published; in sentences."""
    if not 0 < total <= _AT_ONCE:
        return []
    visit, kind = asked.visit, asked.visit.desk.schema.type(asked.visit.path["type"])
    columns = tuple(visit.form.all("columns")) or tuple(p.short for p in shown_columns(kind))
    found = weigh_list(visit.desk, type_name=kind.name, filters=asked.filters, columns=columns)
    if found.may_be_published:
        return []
    words = words_for(visit)
    said = N_(
        "If this list were published: {alone} of its {rows} rows could be told apart, because "
        "fewer than {least} say the same in these columns."
    )
    alone, rows = in_figures(visit, found.alone), in_figures(visit, found.rows)
    lines = [visit.t(said, alone=alone, rows=rows, least=found.least)]
    for one in found.changes[:_MOST_CHANGES]:
        label = visit.desk.schema.property(one.column).label[visit.language]
        left = in_figures(visit, one.alone)
        if one.scale == NOTHING_TOLD:
            lines.append(visit.t(_WITHOUT, column=label, alone=left))
        else:
            scale = words.scale(Dimension(one.column, one.scale))
            lines.append(visit.t(_COARSER, column=label, scale=scale, alone=left))
    return lines


def _is_coded(prop: Property) -> bool:
    return prop.half != "identity" and prop.kind != "long"


def table_page(visit: Visit) -> Response:
    """The table that long work has made: ready to be taken, once."""
    made = visit.house.results.get("table")
    if not isinstance(made, Table):
        _raise_what_failed(visit)
        return visit.see(f"/list/{visit.path['type']}")
    if visit.sent:
        visit.house.results.pop("table")
        return _given(visit, made)
    kind = visit.desk.schema.type(visit.path["type"])
    return visit.page("list_table.html", entity=kind, made=made)


def _raise_what_failed(visit: Visit) -> None:
    """Say why the long work ended without a table."""
    work = visit.house.work
    failed = work.future.exception() if work is not None and work.future is not None else None
    if isinstance(failed, KuagerError):
        raise failed


def _choices(words: Words, found: Iterable[Property]) -> list[tuple[str, str]]:
    return [(p.short, words.label(p)) for p in found if p.name not in HOLDS_A_KEY]


def _given(visit: Visit, made: Table) -> Response:
    name = f"{visit.path['type']}-{made.release}.csv"
    return visit.file(made.data, name=name, kind="text/csv; charset=utf-8")


ROUTES = (*both("/list/{type}/export", export_page), *both("/list/{type}/table", table_page))

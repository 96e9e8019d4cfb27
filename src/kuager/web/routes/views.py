"""Saved views: all of them, a new one, one taken away."""

from starlette.responses import Response

from kuager import N_
from kuager.model.filters import read_text
from kuager.verbs.saved_views import SavedView, ViewNameError, drop_view, list_views, save_view
from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def show_views(visit: Visit) -> Response:
    """Every saved view with the list it narrows."""
    return _page(visit, [])


def _page(visit: Visit, errors: list[tuple[str, str]]) -> Response:
    return visit.page(
        "views.html",
        status=422 if errors else 200,
        views=[(view, _address(visit, view), _kind(visit, view)) for view in _all(visit)],
        errors=errors,
        typed={name: visit.form.get(name) for name in ("type", "filters", "name")},
    )


def _all(visit: Visit) -> tuple[SavedView, ...]:
    return list_views(visit.desk)


def _address(visit: Visit, view: SavedView) -> str:
    return visit.url(f"/list/{view.type_name}", **view.filters.pairs())


def _kind(visit: Visit, view: SavedView) -> str:
    return visit.desk.schema.type(view.type_name).plural[visit.language]


def keep_view(visit: Visit) -> Response:
    """Keep a list as it is narrowed, and go back to it."""
    type_name = visit.form.get("type")
    filters = read_text(visit.form.get("filters"), visit.desk.schema, type_name)
    try:
        save_view(visit.desk, type_name=type_name, filters=filters, name=visit.form.get("name"))
    except ViewNameError as refusal:
        return _page(visit, [("name", visit.t(refusal))])
    visit.tell(N_("Kept. The view stands above this list from now on."))
    return visit.see(f"/list/{type_name}", **filters.pairs())


def remove_view(visit: Visit) -> Response:
    """Take one away."""
    drop_view(visit.desk, code=visit.path["code"])
    visit.tell(N_("The view is taken away. The records are untouched."))
    return visit.see("/views")


ROUTES = (
    Route("GET", "/views", show_views),
    Route("POST", "/views", keep_view),
    Route("POST", "/views/{code}/remove", remove_view),
)

"""A list over the country or one region: a drawing, and a table that says the same.

Districts are the finest that is ever drawn. What may leave is the map of a table that passes the
gate (`web/map_outside.py`).
"""

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.model.borders import SOURCE
from kuager.model.filters import OUTSIDE, WITHIN, UnknownFilterError
from kuager.model.places import gazetteer
from kuager.verbs.charts import COUNTRY, PlaceCounts, count_by_place, regions
from kuager.verbs.releasing import NothingPassesError
from kuager.web.chart_pages import answer_chart
from kuager.web.list_charts import NOWHERE, VAGUE, place_chart
from kuager.web.listed import in_figures
from kuager.web.map_outside import outside_map
from kuager.web.narrowing import Asked
from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def show_map(visit: Visit) -> Response:
    """The page: drawing and table, of the country or of the region in `within`."""
    asked, within = Asked.of(visit), _within(visit)
    if visit.query.get(OUTSIDE) == "yes":
        return _show_outside(asked, within)
    found = _counted(asked, within)
    rows, chart = _rows(asked, found), place_chart(asked, found)
    return _page(asked, within, "map.html", rows=rows, chart=chart)


def _show_outside(asked: Asked, within: str) -> Response:
    """The map that may leave; or why there is none."""
    try:
        found = outside_map(asked, within)
    except KuagerError as refusal:
        refused = asked.visit.t(refusal)
        return _page(asked, within, "map_outside.html", refused=refused, found=None)
    return _page(asked, within, "map_outside.html", refused="", found=found)


def _page(asked: Asked, within: str, template: str, **shown: object) -> Response:
    visit = asked.visit
    language = visit.language
    return visit.page(
        template,
        status=200,
        entity=visit.desk.schema.type(visit.path["type"]),
        asked=asked,
        within=within,
        place=gazetteer().name(within, language),
        regions=[(COUNTRY, visit.t(N_("The whole country"))), *_named(regions(), language)],
        source=SOURCE,
        **shown,
    )


def draw(visit: Visit) -> Response:
    """The drawing alone."""
    asked, within = Asked.of(visit), _within(visit)
    if visit.query.get(OUTSIDE) != "yes":
        return answer_chart(visit, place_chart(asked, _counted(asked, within)))
    chart = outside_map(asked, within).chart
    if chart is None:
        raise NothingPassesError
    return answer_chart(visit, chart)


def choose_region(visit: Visit) -> Response:
    """Another region, from the form above the map."""
    asked, within = Asked.of(visit), visit.form.get(WITHIN)
    more = {WITHIN: within} if within in regions() else {}
    if visit.query.get(OUTSIDE) == "yes":
        more[OUTSIDE] = "yes"
    return visit.see(f"/map/{visit.path['type']}", **asked.query(None, **more))


def _within(visit: Visit) -> str:
    within = visit.query.get(WITHIN) or COUNTRY
    if within != COUNTRY and within not in regions():
        raise UnknownFilterError(name=WITHIN)
    return within


def _counted(asked: Asked, within: str) -> PlaceCounts:
    visit = asked.visit
    return count_by_place(
        visit.desk, type_name=visit.path["type"], filters=asked.filters, within=within
    )


def _named(places: tuple[str, ...], language: str) -> list[tuple[str, str]]:
    named = [(place, gazetteer().name(place, language)) for place in places]
    return sorted(named, key=lambda one: one[1])


def _rows(asked: Asked, found: PlaceCounts) -> list[tuple[object, ...]]:
    """Places with something, the largest number first; then what could not be placed."""
    visit = asked.visit
    names = dict(_named(tuple(found.counts), visit.language))
    order = sorted(found.counts, key=lambda place: (-found.counts[place], names[place]))
    rows: list[tuple[object, ...]] = []
    for place in order:
        if found.counts[place]:
            name: object = names[place]
            if found.within == COUNTRY:
                name = (names[place], asked.address(None, room="map", **{WITHIN: place}))
            rows.append((name, in_figures(visit, found.counts[place])))
    for words, count in ((VAGUE, found.vague), (NOWHERE, found.nowhere)):
        if count:
            rows.append((visit.t(words), in_figures(visit, count)))
    return rows


ROUTES = (
    Route("GET", "/map/{type}", show_map),
    Route("POST", "/map/{type}", choose_region),
    Route("GET", "/map/{type}/picture", draw),
)

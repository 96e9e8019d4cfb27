"""A list over the country or one region: a drawing, and a table that says the same.

Districts are the finest that is ever drawn. A map to take away says "1–4" for small numbers and
is entered in the register.
"""

from starlette.responses import Response

from kuager import N_
from kuager.model.filters import OUTSIDE, WITHIN, UnknownFilterError
from kuager.model.outlines import SOURCE
from kuager.model.places import gazetteer
from kuager.verbs.charts import (
    COUNTRY,
    PlaceCounts,
    count_by_place,
    give_out_map,
    outside,
    regions,
)
from kuager.verbs.drawings import draw as drawn
from kuager.web.chart_pages import answer_chart
from kuager.web.list_charts import FEW, NOWHERE, VAGUE, place_chart
from kuager.web.listed import in_figures
from kuager.web.narrowing import Asked
from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def show_map(visit: Visit) -> Response:
    """The page: drawing and table, of the country or of the region in `within`."""
    asked, within = Asked.of(visit), _within(visit)
    found = _counted(asked, within)
    is_outside = visit.query.get(OUTSIDE) == "yes"
    language = visit.language
    return visit.page(
        "map.html",
        entity=visit.desk.schema.type(visit.path["type"]),
        asked=asked,
        found=found,
        is_outside=is_outside,
        within=within,
        place=gazetteer().name(within, language),
        rows=_rows(asked, found, is_outside=is_outside),
        regions=[(COUNTRY, visit.t(N_("The whole country"))), *_named(regions(), language)],
        source=SOURCE,
        chart=place_chart(asked, found, is_outside=is_outside),
    )


def draw(visit: Visit) -> Response:
    """The drawing alone."""
    asked, within = Asked.of(visit), _within(visit)
    is_outside = visit.query.get(OUTSIDE) == "yes"
    found = _counted(asked, within)
    return answer_chart(visit, place_chart(asked, found, is_outside=is_outside))


def take_map(visit: Visit) -> Response:
    """The drawing as a file, small numbers not told; entered in the register."""
    asked = Asked.of(visit)
    found, release = give_out_map(
        visit.desk,
        type_name=visit.path["type"],
        filters=asked.filters,
        within=_within(visit),
    )
    picture = drawn(place_chart(asked, found, is_outside=True)).paper.encode()
    return visit.file(picture, name=f"map-{release}.svg", kind="image/svg+xml")


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


def _number(visit: Visit, count: int, *, is_outside: bool) -> str:
    told = outside(count) if is_outside else count
    return FEW if told is None else in_figures(visit, told)


def _rows(asked: Asked, found: PlaceCounts, *, is_outside: bool) -> list[tuple[object, ...]]:
    """Places with something, the largest number first; then what could not be placed."""
    visit = asked.visit
    names = dict(_named(tuple(found.counts), visit.language))
    order = sorted(found.counts, key=lambda place: (-found.counts[place], names[place]))
    if is_outside:
        order = sorted(order, key=lambda place: names[place])
    rows: list[tuple[object, ...]] = []
    for place in order:
        if found.counts[place]:
            name: object = names[place]
            if found.within == COUNTRY:
                more = {OUTSIDE: "yes"} if is_outside else {}
                name = (names[place], asked.address(None, room="map", **{WITHIN: place, **more}))
            rows.append((name, _number(visit, found.counts[place], is_outside=is_outside)))
    for words, count in ((VAGUE, found.vague), (NOWHERE, found.nowhere)):
        if count:
            rows.append((visit.t(words), _number(visit, count, is_outside=is_outside)))
    return rows


ROUTES = (
    Route("GET", "/map/{type}", show_map),
    Route("POST", "/map/{type}", choose_region),
    Route("GET", "/map/{type}/picture", draw),
    Route("POST", "/map/{type}/take", take_map),
)

"""The shelf of routes: one file a part of the house, one line here for each."""

from kuager.web.routes import (
    collective,
    consents,
    drafts,
    erasing,
    evidence,
    health,
    home,
    imports,
    keys,
    ladder,
    letters,
    limits,
    list_export,
    lists,
    look,
    many_people,
    new_case,
    passages,
    people_in_story,
    record,
    record_forms,
    releases,
    reports,
    search,
    settings,
    sources,
    static,
    tables,
    timeline,
    views,
)
from kuager.web.routes import help as manual_pages
from kuager.web.routes import map as map_pages
from kuager.web.routes.route import Route, both

__all__ = ["ROUTES", "Route", "both"]

SHELF: tuple[tuple[Route, ...], ...] = (
    home.ROUTES,
    imports.ROUTES,
    ladder.ROUTES,
    letters.ROUTES,
    limits.ROUTES,
    reports.ROUTES,
    releases.ROUTES,
    settings.ROUTES,
    keys.ROUTES,
    health.ROUTES,
    static.ROUTES,
    new_case.ROUTES,
    record_forms.ROUTES,
    consents.ROUTES,
    evidence.ROUTES,
    erasing.ROUTES,
    people_in_story.ROUTES,
    record.ROUTES,
    drafts.ROUTES,
    manual_pages.ROUTES,
    look.ROUTES,
    lists.ROUTES,
    list_export.ROUTES,
    many_people.ROUTES,
    collective.ROUTES,
    sources.ROUTES,
    passages.ROUTES,
    search.ROUTES,
    views.ROUTES,
    tables.ROUTES,
    timeline.ROUTES,
    map_pages.ROUTES,
)
"""The routes of every file of this room."""

ROUTES: tuple[Route, ...] = tuple(route for routes in SHELF for route in routes)

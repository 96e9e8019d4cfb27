"""The shelf of routes: one file a part of the house, one line here for each."""

from kuager.web.routes import help as manual_pages
from kuager.web.routes import home, static
from kuager.web.routes.route import Route, both

__all__ = ["ROUTES", "Route", "both"]

SHELF: tuple[tuple[Route, ...], ...] = (
    home.ROUTES,
    static.ROUTES,
    manual_pages.ROUTES,
)
"""The routes of every file of this room."""

ROUTES: tuple[Route, ...] = tuple(route for routes in SHELF for route in routes)

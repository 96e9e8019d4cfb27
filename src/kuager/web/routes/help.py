"""The manual, offline, in the language of the visitor."""

from typing import ClassVar

from starlette.responses import Response

from kuager import N_
from kuager.verbs.desk import UnknownRecordError
from kuager.web.manual import FIRST, ManualPage, manual
from kuager.web.routes.route import Route
from kuager.web.visit import Visit


class UnknownPageError(UnknownRecordError):
    """There is no page of the manual of that name."""

    code: ClassVar[str] = "unknown-page"
    text: ClassVar[str] = N_("There is no such page in the manual.")


def show_first(visit: Visit) -> Response:
    """How to begin, beside the list of all pages."""
    return _show(visit, FIRST)


def show_page(visit: Visit) -> Response:
    """One page of the manual."""
    return _show(visit, visit.path["name"])


def _show(visit: Visit, name: str) -> Response:
    pages = manual(visit.language)
    return visit.page("help.html", pages=pages, page=_named(pages, name))


def _named(pages: tuple[ManualPage, ...], name: str) -> ManualPage:
    for page in pages:
        if page.name == name:
            return page
    raise UnknownPageError


ROUTES = (Route("GET", "/help", show_first), Route("GET", "/help/{name}", show_page))

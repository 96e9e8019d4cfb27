"""The packaged files that pages are made of."""

from starlette.responses import Response

from kuager.web.routes.route import Route
from kuager.web.static_files import static_file
from kuager.web.visit import Visit


def show_static(visit: Visit) -> Response:
    """A style sheet, script or font."""
    return static_file(visit.path["name"])


ROUTES = (Route("GET", "/static/{name}", show_static),)

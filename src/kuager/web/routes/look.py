"""Light or dark: chosen on any page, for this browser, until the lock."""

from starlette.responses import Response

from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def change_look(visit: Visit) -> Response:
    """Other colours, and back to the page they were asked from."""
    asked = visit.form.get("look")
    if asked in ("", "light", "dark"):
        visit.session.look = asked
    return visit.back()


ROUTES = (Route("POST", "/look", change_look),)

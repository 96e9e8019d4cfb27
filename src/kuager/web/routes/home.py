"""What needs me today."""

from starlette.responses import RedirectResponse, Response

from kuager.web.routes.route import Route
from kuager.web.visit import Visit


def show_home(visit: Visit) -> Response:
    """The first page."""
    return visit.page("home.html")


def change_language(visit: Visit) -> Response:
    """Another language for this browser, and back to the page it was asked from."""
    asked = visit.form.get("language")
    if asked in ("en", "ru", "kk"):
        visit.session.language = asked
    back = visit.form.get("back")
    if not back.startswith("/") or back.startswith("//"):
        back = "/"
    return RedirectResponse(f"{visit.base}{back}", status_code=303)


ROUTES = (Route("GET", "/", show_home), Route("POST", "/language", change_language))

"""What needs me today."""

from starlette.responses import Response

from kuager.lang import LANGUAGES, date_words
from kuager.verbs.needs import what_needs_me
from kuager.web.home_words import HomeWords
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit


def show_home(visit: Visit) -> Response:
    """The first page: what waits, what changed; a newcomer is led to the first case."""
    needs = what_needs_me(visit.desk)
    words = Words(visit.desk, visit.language)
    said = HomeWords(visit, words)
    return visit.page(
        "home.html",
        today=date_words(needs.today.isoformat(), visit.language),
        sections=said.sections(needs),
        lately=list(said.changes(needs)),
        is_new=needs.is_new,
    )


def change_language(visit: Visit) -> Response:
    """Another language for this browser, and back to the page it was asked from."""
    asked = visit.form.get("language")
    if asked in LANGUAGES:
        visit.session.language = asked
    return visit.back()


ROUTES = (Route("GET", "/", show_home), Route("POST", "/language", change_language))

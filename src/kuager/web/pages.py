"""Templates into pages: one environment, every value escaped, a missing name is an error.

What templates may use besides their own variables stands in `_known` (`docs/travel/new-page.md`).
"""

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from kuager.lang import LANGUAGES, words_of
from kuager.verbs.drawings import sizes_of

if TYPE_CHECKING:
    from kuager.web.visit import Visit


def render(visit: "Visit", template: str, *, status: int = 200, **facts: object) -> Response:
    """The page of a template, with what every page knows."""
    text = environment().get_template(template).render({**_known(visit), **facts})
    return HTMLResponse(text, status_code=status)


@lru_cache
def environment() -> Environment:
    """The one environment: strict, escaping always, reading packaged templates only."""
    return Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )


def _source(name: str) -> str | None:
    found = files(__package__) / "templates" / name
    return found.read_text("utf-8") if found.is_file() else None


def _known(visit: "Visit") -> dict[str, object]:
    told, visit.session.told = visit.session.told, []
    return {
        "visit": visit,
        "t": visit.t,
        "url": visit.url,
        "language": visit.language,
        "languages": [(code, words_of(code).name) for code in LANGUAGES],
        "told": [visit.t(message, **facts) for message, facts in told],
        "practice": visit.house.practice,
        "here": visit.route,
        "address": visit.address,
        "sizes_of": sizes_of,
    }

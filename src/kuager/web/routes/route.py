"""One place of the house: a method, a path, and the function that answers there."""

from collections.abc import Callable
from typing import NamedTuple

from starlette.responses import Response

from kuager.web.visit import Visit


class Route(NamedTuple):
    """`path` is `/`-led and may hold `{names}`, which the visit has in `path`.

    A route that `streams` gets its file as `visit.upload`, a reader, while it is still arriving.
    """

    method: str
    path: str
    answer: Callable[[Visit], Response]
    streams: bool = False


def both(path: str, answer: Callable[[Visit], Response]) -> tuple[Route, Route]:
    """A page with a form that is sent to the page itself."""
    return Route("GET", path, answer), Route("POST", path, answer)

"""The pages of an unlocked vault as one ASGI application.

Every refusal becomes one sentence in the person's language; what nobody foresaw becomes a place in
the program, and nothing of a record.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import ClassVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Place

from kuager import N_, KuagerError
from kuager.verbs.desk import UnknownRecordError
from kuager.web.answers import SHOWN, sent_on
from kuager.web.bodies import BodyError, read_body
from kuager.web.fields import Fields
from kuager.web.house import House, Work
from kuager.web.routes import ROUTES, Route
from kuager.web.table_words import words_for
from kuager.web.uploads import Stream
from kuager.web.visit import Session, Visit

_NOT_FOUND, _NOT_ALLOWED, _REFUSED, _FAILED = 404, 405, 422, 500
LOOK_AGAIN_SECONDS = 2
_STATIC = "/static/{name}"
_REST_SECONDS = 10.0
_READ = frozenset(route.path for route in ROUTES if route.method == "GET")
"""The addresses that can be looked at without sending anything."""

SessionOf = Callable[[Request], Session]


class AstrayError(KuagerError):
    """An address at which there is no page."""

    code: ClassVar[str] = "astray"
    text: ClassVar[str] = N_("There is no page at this address.")


def make_app(house: House, *, base: str = "", session_of: SessionOf | None = None) -> Starlette:
    """The application: all routes under `base`, which is the random path of this unlock.

    `session_of` finds the session of a request that the guard let in; without it there is one.
    """
    only = Session()
    find = session_of or (lambda _request: only)
    places = [
        Place(f"{base}{route.path}", _endpoint(house, route, base, find), methods=[route.method])
        for route in ROUTES
    ]
    astray = _astray(house, base, find)
    return Starlette(routes=places, exception_handlers={_NOT_FOUND: astray, _NOT_ALLOWED: astray})


def _endpoint(
    house: House, route: Route, base: str, session_of: SessionOf
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        visit = Visit(
            house=house,
            session=session_of(request),
            method=request.method,
            route=route.path,
            path=request.path_params,
            query=Fields.of(request.query_params.multi_items()),
            form=Fields(),
            files={},
            base=base,
            by_script=request.headers.get("sec-fetch-mode", "navigate") != "navigate",
        )
        kept = house.answers.find(visit.query.get(SHOWN))
        if kept is not None and not visit.sent:
            return kept
        if route.path == _STATIC:  # needs no desk, and dresses the page that says: please wait
            return respond(route, visit)
        if house.busy is not None and not visit.sent:  # what was typed waits, and is not lost
            return _wait(visit, house.busy)
        response = await _respond_to_body(route, visit, request)
        return sent_on(visit, response, can_be_read=route.path in _READ)

    return answer


async def _respond_to_body(route: Route, visit: Visit, request: Request) -> Response:
    """What a route answers to what was sent, once that is here."""
    try:
        if route.streams:
            return await _respond_to_stream(route, visit, request)
        visit.form, visit.files = await read_body(request)
    except BodyError as refusal:
        return _refuse(visit, refusal, refusal.status)
    return await asyncio.wrap_future(visit.house.run(lambda: respond(route, visit)))


async def _respond_to_stream(route: Route, visit: Visit, request: Request) -> Response:
    """What a route answers that reads a file while it arrives."""
    stream = Stream(request)
    visit.form, visit.files, visit.upload = await stream.begin()
    passing = asyncio.create_task(stream.pass_on())
    try:
        return await asyncio.wrap_future(visit.house.run(lambda: respond(route, visit)))
    finally:
        if visit.upload is not None:
            visit.upload.close()
        with suppress(TimeoutError):  # a browser that still sends would not read the answer
            await asyncio.wait_for(passing, _REST_SECONDS)


def _wait(visit: Visit, work: Work) -> Response:
    """How far the long work is; the browser looks again by itself, and at last sees its result."""
    page = visit.page("working.html", work=work)
    page.headers["Refresh"] = f"{LOOK_AGAIN_SECONDS}; url={visit.url(work.after)}"
    return page


def _astray(
    house: House, base: str, session_of: SessionOf
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What answers where no page is: a page as calm as the others."""

    async def answer(request: Request, _: Exception) -> Response:
        visit = Visit(
            house=house,
            session=session_of(request),
            method=request.method,
            route="/",
            path={},
            query=Fields(),
            form=Fields(),
            files={},
            base=base,
        )
        return await asyncio.wrap_future(
            house.run(lambda: _refuse(visit, AstrayError(), _NOT_FOUND))
        )

    return answer


def respond(route: Route, visit: Visit) -> Response:
    """What a route answers; a refusal is a page, never a traceback."""
    try:
        return route.answer(visit)
    except UnknownRecordError as refusal:
        return _refuse(visit, refusal, _NOT_FOUND)
    except KuagerError as refusal:
        return _refuse(visit, refusal, _REFUSED)
    except Exception as surprise:  # noqa: BLE001 - the door's outermost handler, the only one
        return visit.page("surprise.html", status=_FAILED, place=_place_of(surprise))


def _refuse(visit: Visit, refusal: KuagerError, status: int) -> Response:
    said = visit.t(refusal, **words_for(visit).refused(refusal.facts))
    return visit.page("refusal.html", status=status, sentence=said)


def _place_of(surprise: BaseException) -> str:
    """Where it happened, without a word of content."""
    trace = surprise.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(surprise).__name__
    code = trace.tb_frame.f_code
    file = code.co_filename.replace("\\", "/").rpartition("/kuager/")[2].rpartition("/")[2]
    return f"{type(surprise).__name__} {file}:{trace.tb_lineno} {code.co_name}"

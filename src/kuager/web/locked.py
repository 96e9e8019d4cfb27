"""The pages of a locked vault: unlocking, and one and the same answer to everything else.

They say no name and nothing of what lies here. Whatever is asked for without a cookie, now or
while the vault is open elsewhere, gets the page that asks for the passphrase.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kuager import N_, Fact, KuagerError
from kuager.lang import LANGUAGES, say, words_of
from kuager.verbs.desk import Desk, open_desk
from kuager.verbs.erasures import resume_erasures
from kuager.verbs.evidence import sweep_evidence
from kuager.verbs.surroundings import KEYBOARD_HINTS, demand_vault
from kuager.verbs.vaults import demand_passphrase
from kuager.web.bodies import BodyError, drain, read_body
from kuager.web.ceremony import Ceremony, Made
from kuager.web.fields import Fields
from kuager.web.pages import environment
from kuager.web.sessions import Steps
from kuager.web.static_files import static_file

if TYPE_CHECKING:
    from kuager.web.wire import Settings

R = TypeVar("R")
Work = Callable[[], Awaitable[Response]]

_REFUSED, _LOCKED, _SEE_OTHER, _MANY = 422, 403, 303, 429
_FREE_TRIES, _LONGEST_PAUSE = 2, 30.0
_MOST_WAITING = 3
_PATIENCE_SECONDS = 4.0
_FORMS = ("/unlock", "/recover", "/begin", "/step")
_BODY_SECONDS = 30.0
_GUESSES = ("wrong-passphrase", "wrong-recovery")
_SHARED = re.compile(r"page\.css|IBMPlex[\w-]+\.woff2")
_REMARKS = re.compile(rb"/\*.*?\*/", re.DOTALL)


class DiskTroubleError(KuagerError):
    """The system would not read or write; `reason` is its name for that."""

    code = "file-trouble"
    exit_code = 6
    text = N_("A file could not be read or written ({reason}). What was saved before is safe.")


class Host(Protocol):
    """What the locked pages need of the application around them."""

    @property
    def is_open(self) -> bool:
        """Whether the vault is open in another browser."""

    def trying(self) -> None:
        """Somebody typed a passphrase or recovery words."""

    def failed(self) -> None:
        """They were wrong."""

    def stained(self) -> None:
        """This locked process read something that no locked process should remember."""

    def let_in(self, desk: Desk | None, language: str) -> Response:
        """Let this browser in; with a desk, the vault opens now."""


def pause_after(failures: int) -> float:
    """Seconds before the next passphrase is tried: none at first, then longer each time."""
    return 0.0 if failures <= _FREE_TRIES else min(_LONGEST_PAUSE, 2.0 ** (failures - _FREE_TRIES))


class Locked:
    """Answers everybody who shows no cookie of the open vault."""

    def __init__(self, settings: "Settings", host: Host, *, failures: int = 0) -> None:
        """For one folder."""
        self.folder = Path(settings.folder)
        self._language, self._host, self._failures = settings.language, host, failures
        self._steps = Steps()
        self._ceremony: Ceremony | None = None
        self._opening: asyncio.Task[Desk | None] | None = None
        self._opening_language, self._progress = settings.language, (0, 0)
        self._one = asyncio.Lock()
        self._waiting = 0

    async def answer(self, request: Request) -> Response:
        """The page for one request."""
        path = request.url.path
        if request.method != "POST":
            return self._get(request, path)
        if path not in _FORMS:
            await drain(request)
            return self._too_late(self._language)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                form, _ = await read_body(request)
        except (BodyError, TimeoutError):
            return self._too_late(self._language)
        language = self._spoken(form.get("language"))
        work = self._work(path, request, form, language)
        return self._too_late(language) if work is None else await self._alone(work)

    def _work(self, path: str, request: Request, form: Fields, language: str) -> Work | None:
        """What a form asks for that is sent to a locked vault; None if it is for an open one."""
        ceremony = self._ceremony if self._steps.is_of(request.scope) else None
        if self._opening is not None:
            return None
        match path:
            case "/unlock":
                return lambda: self._unlock(form, language)
            case "/recover":
                return lambda: self._recover(form, language)
            case "/begin" if not self._has_vault():
                return lambda: self._begin(form, language)
            case "/step" if ceremony is not None:
                return lambda: self._step(ceremony, form)
        return None

    def _get(self, request: Request, path: str) -> Response:
        if path.startswith("/static/"):
            return _shared_file(path.removeprefix("/static/"))
        if self._steps.is_of(request.scope):
            if self._opening is not None:
                return self._came_back(self._opening)
            if self._ceremony is not None:
                return self._shown(self._ceremony)
        language = self._spoken(request.query_params.get("language", ""))
        return self._unlocking(language) if self._has_vault() else self._first(language)

    def _came_back(self, opening: "asyncio.Task[Desk | None]") -> Response:
        """The browser whose passphrase is being tried looks again."""
        if not opening.done():
            return self._still_opening()
        answer = self._entered(opening, self._opening_language)
        self._opening = None
        self._steps.end(answer)
        return answer

    async def _unlock(self, form: Fields, language: str) -> Response:
        passphrase = form.get("passphrase")
        opening = asyncio.create_task(apart(lambda: self._opened(passphrase)))
        done, _ = await asyncio.wait({opening}, timeout=_PATIENCE_SECONDS)
        if done:
            return self._entered(opening, language)
        self._opening, self._opening_language = opening, language
        answer = self._still_opening()
        self._steps.begin(answer)
        return answer

    def _entered(self, opening: "asyncio.Task[Desk | None]", language: str) -> Response:
        """The house, or why the passphrase did not open it."""
        try:
            desk = opening.result()
        except KuagerError as refusal:
            return self._unlocking(language, refusal)
        self._failures = 0
        return self._host.let_in(desk, language)

    def _opened(self, passphrase: str) -> Desk | None:
        """The desk; or None where the vault is open already, in another browser."""
        if self._host.is_open:
            demand_passphrase(self.folder, passphrase)
            return None
        return settled(open_desk(self.folder, passphrase, progress=self._note))

    def _note(self, _stage: str, done: int, total: int) -> None:
        self._progress = done, total

    def _still_opening(self) -> Response:
        done, total = self._progress
        page = show("opening.html", self._opening_language, done=done, total=total)
        page.headers["Refresh"] = "2; url=/"
        return page

    async def _recover(self, form: Fields, language: str) -> Response:
        """Recovery words open; then the vault gets a new passphrase, step by step."""
        words = form.get("words").split()
        if self._host.is_open:
            return self._unlocking(language)
        try:
            made = await apart(lambda: Ceremony.recovering(self.folder, words, language))
        except KuagerError as refusal:
            return self._unlocking(language, refusal, is_recovering=True)
        return self._stepping(made)

    async def _begin(self, form: Fields, language: str) -> Response:
        practice, words = form.get("practice") == "yes", form.get("words")
        try:
            made = await apart(
                lambda: Ceremony.beginning(self.folder, language, words, practice=practice)
            )
        except KuagerError as refusal:
            return self._first(language, refusal)
        return self._stepping(made)

    def _stepping(self, made: Ceremony) -> Response:
        self._ceremony = made
        answer = RedirectResponse("/", status_code=_SEE_OTHER)
        self._steps.begin(answer)
        return answer

    async def _step(self, ceremony: Ceremony, form: Fields) -> Response:
        try:
            done = await apart(lambda: ceremony.step(form))
        except KuagerError as refusal:
            return self._shown(ceremony, refusal)
        if done is Made.GOES_ON:
            return RedirectResponse("/", status_code=_SEE_OTHER)
        self._ceremony = None
        if done is Made.STOPPED or ceremony.desk is None:
            self._host.stained()
            answer: Response = RedirectResponse("/", status_code=_SEE_OTHER)
        else:
            answer = self._host.let_in(ceremony.desk, ceremony.language)
        self._steps.end(answer)
        return answer

    async def _alone(self, work: Work) -> Response:
        """One after the other, slower after each wrong passphrase; a crowd is sent away."""
        if self._waiting >= _MOST_WAITING:
            return self._too_late(self._language, status=_MANY)
        self._waiting += 1
        self._host.trying()
        try:
            async with self._one:
                await asyncio.sleep(pause_after(self._failures))
                return await work()
        finally:
            self._waiting -= 1

    def _unlocking(
        self, language: str, refusal: KuagerError | None = None, *, is_recovering: bool = False
    ) -> Response:
        hint = None
        if refusal is not None:
            hint = KEYBOARD_HINTS.get(str(refusal.facts.get("hint")))
            self._count(refusal)
        facts = {"refusal": refusal, "hint": hint, "is_recovering": is_recovering}
        return show("unlock.html", language, status=200 if refusal is None else _REFUSED, **facts)

    def _count(self, refusal: KuagerError) -> None:
        if refusal.code in _GUESSES:
            self._failures += 1
            self._host.failed()

    def _first(self, language: str, refusal: KuagerError | None = None) -> Response:
        status = 200 if refusal is None else _REFUSED
        return show("first_run.html", language, status=status, refusal=refusal)

    def _shown(self, ceremony: Ceremony, refusal: KuagerError | None = None) -> Response:
        status = 200 if refusal is None else _REFUSED
        return show(
            f"first_run_{ceremony.page}.html",
            ceremony.language,
            status=status,
            refusal=refusal,
            ceremony=ceremony,
        )

    def _too_late(self, language: str, *, status: int = _LOCKED) -> Response:
        """What a form gets that was meant for an open vault; this process saw what it held."""
        if self._ceremony is None and self._opening is None:
            self._host.stained()
        return show("locked.html", language, status=status)

    def _spoken(self, asked: str) -> str:
        return asked if asked in LANGUAGES else self._language

    def _has_vault(self) -> bool:
        try:
            demand_vault(self.folder)
        except KuagerError:
            return False
        return True


async def apart(act: Callable[[], R]) -> R:
    """Do something in a thread of its own; what the system refuses becomes a sentence."""
    try:
        return await asyncio.to_thread(act)
    except OSError as trouble:
        raise DiskTroubleError(reason=type(trouble).__name__) from None


def settled(desk: Desk) -> Desk:
    """The desk, after what a crash or a lock interrupted was finished or swept away."""
    with ExitStack() as undo:
        undo.callback(desk.close)
        resume_erasures(desk)
        sweep_evidence(desk)
        undo.pop_all()
    return desk


def show(template: str, language: str, *, status: int = 200, **facts: object) -> Response:
    """A page outside the house: no name, no menu, nothing of a record."""

    def t(message: KuagerError | str, /, **given: Fact) -> str:
        return say(message, language, **given)

    known = {
        "t": t,
        "language": language,
        "languages": [(code, words_of(code).name) for code in LANGUAGES],
    }
    text = environment().get_template(template).render({**known, **facts})
    return HTMLResponse(text, status_code=status)


def _shared_file(name: str) -> Response:
    """What the locked pages look like; remarks in it would say whose it is."""
    if _SHARED.fullmatch(name) is None:
        return Response(status_code=404)
    found = static_file(name)
    if not name.endswith(".css"):
        return found
    return Response(_REMARKS.sub(b"", bytes(found.body)), media_type="text/css; charset=utf-8")

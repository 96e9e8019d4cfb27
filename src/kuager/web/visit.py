"""One visit: what a page needs to answer, and the few ways in which it answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response

from kuager import Fact, KuagerError
from kuager.lang import say
from kuager.verbs.desk import Desk
from kuager.web.fields import Fields, Upload
from kuager.web.pages import render

if TYPE_CHECKING:
    from kuager.web.house import House
    from kuager.web.uploads import Arriving

_SEE_OTHER = 303


@dataclass(slots=True)
class Session:
    """What is remembered of one browser until the lock; sentences in `told` are shown once.

    `look` is `light` or `dark`, or empty: as the computer likes it.
    """

    language: str = "en"
    look: str = ""
    told: list[tuple[str, Mapping[str, Fact]]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Visit:
    """One request to an unlocked vault, handled in the one thread that owns the desk."""

    house: "House"
    session: Session
    method: str
    route: str
    path: Mapping[str, str]
    query: Fields
    form: Fields
    files: Mapping[str, Upload]
    base: str
    upload: "Arriving | None" = None
    by_script: bool = False
    """Whether a script of ours asks, and not a person who then looks at the answer."""

    @property
    def desk(self) -> Desk:
        """Where the acting member works."""
        return self.house.desk

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.session.language

    @property
    def sent(self) -> bool:
        """Whether a form was sent (POST)."""
        return self.method == "POST"

    @property
    def address(self) -> str:
        """Where this page stands under the random path; after a form, the page it was sent to."""
        path = re.sub(r"{(\w+)[^}]*}", lambda place: quote(self.path[place[1]]), self.route)
        pairs = [pair for pair in self.query.pairs if pair[0] != "shown"]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def t(self, message: KuagerError | str, /, **facts: Fact) -> str:
        """A message in the person's language."""
        return say(message, self.language, **facts)

    def url(self, path: str, **query: str | int | None) -> str:
        """The address of a page of this house, from `/`-led path and query; None is left out."""
        said = {name: str(value) for name, value in query.items() if value not in (None, "")}
        return f"{self.base}{quote(path)}" + (f"?{urlencode(said)}" if said else "")

    def tell(self, message: str, /, **facts: Fact) -> None:
        """A sentence for the top of the next page, said once."""
        self.session.told.append((message, facts))

    def page(self, template: str, *, status: int = 200, **facts: object) -> Response:
        """A page from a template; `facts` are its variables."""
        return render(self, template, status=status, **facts)

    def see(self, path: str, **query: str | int | None) -> Response:
        """Go and look at another page: the answer to every form that was obeyed."""
        return RedirectResponse(self.url(path, **query), status_code=_SEE_OTHER)

    def back(self) -> Response:
        """Back to the page that a small form of the frame was sent from (its field `back`)."""
        back = self.form.get("back")
        if not back.startswith("/") or back.startswith("//"):
            back = "/"
        return RedirectResponse(f"{self.base}{back}", status_code=_SEE_OTHER)

    def file(self, data: bytes, *, name: str, kind: str = "application/octet-stream") -> Response:
        """A download under a neutral name; the browser never shows it in this house's pages."""
        told = {
            "Content-Disposition": f'attachment; filename="{quote(name)}"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return Response(data, media_type=kind, headers=told)

    def picture(self, drawn: str | bytes) -> Response:
        """A drawing of our own, to be shown by an `img` element: SVG text, or PNG bytes."""
        told = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
        kind = "image/svg+xml" if isinstance(drawn, str) else "image/png"
        return Response(drawn, media_type=kind, headers=told)

"""Pages that answer a form, shown at an address of their own and not as the answer itself.

A browser keeps what was sent beside the page that answered it, for "back" and for opening its
windows again; some write it to the disk. So whoever sends a form is always sent on, and the page is
kept in memory for a look or two.
"""

import secrets
from collections import OrderedDict

from starlette.responses import RedirectResponse, Response

from kuager.web.visit import Visit

SHOWN = "shown"
"""The name in the address by which a kept answer is asked for."""
_MOST = 30
_SEE_OTHER = 303


class Answers:
    """The last answers, each under a name that nobody guesses."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: OrderedDict[str, Response] = OrderedDict()

    def keep(self, response: Response) -> str:
        """Keep one, and forget the oldest beyond what anybody goes back to."""
        name = secrets.token_urlsafe(12)
        self._kept[name] = response
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return name

    def find(self, name: str) -> Response | None:
        """A kept answer; None if it was forgotten."""
        return self._kept.get(name)


def sent_on(visit: Visit, response: Response, *, can_be_read: bool) -> Response:
    """What a browser gets for a form: a page is kept, and it is told where to look.

    `can_be_read` says that the address of the form has a page, too; else home lends its own.
    """
    is_page = (response.media_type or "").startswith("text/html")
    if not visit.sent or not is_page or visit.by_script:
        return response
    place = f"{visit.base}{visit.address if can_be_read else '/'}"
    mark = "&" if "?" in place else "?"
    kept = visit.house.answers.keep(response)
    return RedirectResponse(f"{place}{mark}{SHOWN}={kept}", status_code=_SEE_OTHER)

"""Letters: read before they are written, downloaded under a neutral name, signed by a lawyer."""

from typing import Final

from starlette.responses import Response

from kuager import N_
from kuager.verbs.letters import LetterShown, show_letter, sign_letter, write_letter
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_PATH: Final = "/letters/{code}/{rung}/{letter}/{language}"
_WHY_BLANK: Final = {
    "no": N_("Somebody said no to legal help, so nothing about them stands in this letter."),
    "withdrawn": N_("The consent was withdrawn or the case is closed to outputs, so nothing about "
                    "the people stands in this letter."),
    "expired": N_("The consent to legal help has run out, so every place is blank. Ask again."),
    "not-yet": N_("The consent to legal help does not count yet, so every place is blank."),
    "not-asked": N_("Not everybody was asked about legal help yet, so every place is blank. Ask, "
                    "write the answer down in the case, and come back."),
}  # fmt: skip
_NO_BASIS: Final = _WHY_BLANK["not-asked"]


def show_page(visit: Visit) -> Response:
    """The words of a letter, as far as they are known."""
    found = show_letter(visit.desk, **_asked(visit))
    words = Words(visit.desk, visit.language)
    return visit.page(
        "letter.html",
        code=visit.path["code"],
        shown=found,
        title=words.of(found.template.label),
        rung=words.term("rung", found.rung),
        why_blank="" if found.passed.allowed else visit.t(_why(found)),
        lines=found.words[1:],
    )


def download(visit: Visit) -> Response:
    """The letter as a Word file, entered in the register."""
    written = write_letter(visit.desk, **_asked(visit))
    return visit.file(written.data, name=written.name, kind=written.kind)


def sign(visit: Visit) -> Response:
    """A lawyer has read these very words."""
    asked = _asked(visit)
    if visit.form.get("read") == "yes":
        sign_letter(visit.desk, letter=asked["letter"], language=asked["language"])
        visit.tell(N_("Signed. If the words ever change, the letter is unverified again."))
    else:
        visit.tell(N_("Not signed: tick that a lawyer has read every word."))
    path = "/letters/{proceeding}/{rung}/{letter}/{language}".format(**asked)
    return visit.see(path)


def _why(found: LetterShown) -> str:
    """Why nothing of the people stands in it."""
    return _WHY_BLANK.get(found.passed.reason, _NO_BASIS)


def _asked(visit: Visit) -> dict[str, str]:
    return {
        "proceeding": visit.path["code"],
        "rung": visit.path["rung"],
        "letter": visit.path["letter"],
        "language": visit.path["language"],
    }


ROUTES = (
    Route("GET", _PATH, show_page),
    Route("POST", _PATH, download),
    Route("POST", f"{_PATH}/sign", sign),
)

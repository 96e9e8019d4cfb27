"""Words that somebody writes elsewhere, checked as an author's own; nothing of them is kept.

What was typed and found stays in the memory of the open house until the next text, or the lock.
"""

from dataclasses import dataclass
from typing import Final

from starlette.responses import Response

from kuager import N_
from kuager.lang import LANGUAGES, words_of
from kuager.verbs.checking import Checked, check_words
from kuager.verbs.finding_words import mend_words, why_words
from kuager.web.routes.route import Route
from kuager.web.visit import Visit

_KEPT: Final = "words that were checked"
_FAULTY: Final = 422
_MOST: Final = 200_000
"""Characters of a text that are checked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What was typed last, and what was found in it."""

    text: str
    checked: Checked


def show_words(visit: Visit) -> Response:
    """A place to paste words, and what was found in those of before."""
    kept = visit.house.results.get(_KEPT) if visit.query.get("found") else None
    shown = kept if isinstance(kept, _Shown) else None
    language = visit.language if shown is None else shown.checked.language
    return _page(visit, "" if shown is None else shown.text, language, shown, {})


def look_at_words(visit: Visit) -> Response:
    """Check what was pasted, and show it."""
    text, asked = visit.form.get("text"), visit.form.get("language")
    language = asked if asked in LANGUAGES else visit.language
    if not text.strip() or len(text) > _MOST:
        fault = visit.t(N_("Paste a text of up to 200,000 characters."))
        return _page(visit, text, language, None, {"text": fault})
    checked = check_words(visit.desk, text=text, language=language)
    visit.house.results[_KEPT] = _Shown(text=text, checked=checked)
    return visit.see("/check-words", found="yes")


def _page(
    visit: Visit, text: str, language: str, shown: _Shown | None, faults: dict[str, str]
) -> Response:
    schema = visit.desk.schema
    found = () if shown is None else shown.checked.findings
    return visit.page(
        "check_words.html",
        status=_FAULTY if faults else 200,
        text=text,
        spoken=language,
        languages=[(code, words_of(code).name) for code in LANGUAGES],
        is_checked=shown is not None,
        findings=[
            (
                one.words,
                why_words(one, visit.t, schema, visit.language),
                mend_words(one, visit.t, schema, visit.language),
                one.may_override,
            )
            for one in found
        ],
        faults=faults,
    )


ROUTES = (
    Route("GET", "/check-words", show_words),
    Route("POST", "/check-words", look_at_words),
)

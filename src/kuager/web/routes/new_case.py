"""A first record: four boxes and Save."""

from dataclasses import replace

from starlette.responses import Response

from kuager import N_
from kuager.verbs.records import FirstRecord, record_case
from kuager.web.drafting import (
    keep_typed,
    mark_of_form,
    obeyed,
    obeyed_before,
    page_of,
    typed_before,
    waiting,
)
from kuager.web.fields import Fields
from kuager.web.form_reading import LONGEST, TOO_LONG, WITH_NUL, says_something
from kuager.web.forms import clean
from kuager.web.routes.drafts import draft_link
from kuager.web.routes.route import Route, both
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_BOXES = ("story", "when_where", "how_known")
_PROPERTIES = {"story": "story", "when_where": "when_where_said", "how_known": "how_known"}
_EMPTY = N_("This box is empty. A few words are enough; “not known yet” is an answer, too.")
_UNPROCESSABLE = 422


def show_new_case(visit: Visit) -> Response:
    """The four boxes; sent, they become a case."""
    if not visit.sent:
        return _page(visit, typed_before(visit) or Fields())
    before = obeyed_before(visit)
    if before is not None:
        return visit.see(before)
    errors = [(name, fault) for name in _BOXES if (fault := _fault(visit, name))]
    answer = visit.form.get("may_keep") or "not-asked"
    if answer not in visit.desk.schema.vocabularies["consent_answer"].terms:
        errors.append(("may_keep", visit.t(N_("Choose one of the answers."))))
    if errors:
        if any(visit.form.get(name) for name in _BOXES):
            keep_typed(visit)
        return _page(visit, visit.form, errors)
    first = FirstRecord(**{name: clean(visit.form.get(name)) for name in _BOXES})
    made = record_case(visit.desk, first=replace(first, may_keep=answer))
    address = f"/record/case/{made.code}"
    obeyed(visit, address)
    visit.tell(N_("Saved as {code}."), code=made.code)
    return visit.see(address)


def _fault(visit: Visit, name: str) -> str | None:
    text = visit.form.get(name)
    if not says_something(text):
        return visit.t(_EMPTY)
    if len(text) > LONGEST:
        return visit.t(TOO_LONG)
    return visit.t(WITH_NUL) if "\0" in text else None


def _page(visit: Visit, typed: Fields, errors: list[tuple[str, str]] | None = None) -> Response:
    words = Words(visit.desk, visit.language)
    boxes = []
    for name in _BOXES:
        prop = visit.desk.schema.property(f"case.{_PROPERTIES[name]}")
        boxes.append((name, words.of(prop.label), words.of(prop.hint), clean(typed.get(name))))
    answers = visit.desk.schema.vocabularies["consent_answer"].terms.values()
    found = [(words.when(draft.kept), draft_link(visit, draft)) for draft in waiting(visit)]
    return visit.page(
        "new_case.html",
        status=_UNPROCESSABLE if errors else 200,
        boxes=boxes,
        answers=[(term.id, words.of(term.label)) for term in answers],
        answer=typed.get("may_keep") or "not-asked",
        errors=errors or [],
        faults=dict(errors or []),
        mark=mark_of_form(visit),
        page=page_of(visit),
        drafts=found,
    )


ROUTES: tuple[Route, ...] = both("/new", show_new_case)

"""Erasing from a page: seen first, asked for, and carried out when its time has come."""

from starlette.responses import Response

from kuager import N_
from kuager.verbs.amending import shown_record
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.erasures import (
    HeldError,
    carry_out_erasure,
    hold_erasure,
    is_waiting,
    preview_erasure,
    release_erasure,
    request_erasure,
)
from kuager.verbs.values import Record
from kuager.web.form_choices import flat_terms
from kuager.web.record_view import path_of
from kuager.web.routes.route import Route
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_TYPES = ("case", "event", "person")
_UNPROCESSABLE = 422
_WAITS = N_("It waits until {until}. The record is hidden already. To erase now, say why.")


def show_plan(visit: Visit) -> Response:
    """What an erasure would take and leave, before anybody decides."""
    return _plan(visit, "")


def ask(visit: Visit) -> Response:
    """Ask for the erasure: the record disappears at once, and goes after 72 hours."""
    record = _record(visit)
    reason = visit.form.get("reason")
    if reason not in visit.desk.schema.vocabularies["erasure_reason"].terms:
        return _plan(visit, visit.t(N_("Choose the reason. It stays in the record of erasures.")))
    if visit.form.get("seen-plan") != "yes":
        return _plan(visit, visit.t(N_("Say that you have read what would go and what stays.")))
    asked = request_erasure(
        visit.desk, code=record.code, reason=reason, identity_only=_is_identity_only(visit)
    )
    visit.tell(N_("Asked for as {code}. The record is hidden from now on."), code=asked.code)
    return visit.see(f"/record/erasure/{asked.code}/steps")


def show_steps(visit: Visit) -> Response:
    """An erasure that waits: until when, and what can be done about it."""
    return _steps(visit, "")


def carry_out(visit: Visit) -> Response:
    """Erase for good, once the time has passed or a reason for haste was given."""
    code = _erasure(visit)
    sooner = visit.form.get("sooner") or None
    if visit.form.get("for-good") != "yes":
        return _steps(visit, visit.t(N_("Say that you know: this cannot be undone.")))
    fault = _why_not(visit, code, sooner)
    if fault:
        return _steps(visit, fault)

    def act(desk: Desk) -> object:
        return carry_out_erasure(desk, code=code, sooner=sooner)

    visit.house.begin(visit.t(N_("Erasing")), f"/record/erasure/{code}/steps", act)
    return visit.see(f"/record/erasure/{code}/steps")


def hold(visit: Visit) -> Response:
    """Put an erasure on hold: the record stays hidden."""
    hold_erasure(visit.desk, code=_erasure(visit))
    visit.tell(N_("On hold: nothing is erased, and the record stays hidden."))
    return visit.see(f"/record/erasure/{visit.path['code']}/steps")


def release(visit: Visit) -> Response:
    """Take the hold away."""
    release_erasure(visit.desk, code=_erasure(visit))
    visit.tell(N_("The hold is taken away."))
    return visit.see(f"/record/erasure/{visit.path['code']}/steps")


def _why_not(visit: Visit, code: str, sooner: str | None) -> str:
    """Why an erasure cannot be carried out now, found out before the long work begins."""
    record = shown_record(visit.desk, "erasure", code)
    if record.get("erasure.held"):
        return visit.t(HeldError(code=code))
    if sooner is None and _is_early(visit, str(record.get("erasure.wait_until"))):
        until = Words(visit.desk, visit.language).first(record, "erasure.wait_until")
        return visit.t(_WAITS, until=until)
    reasons = visit.desk.schema.vocabularies["erasure_sooner"].terms
    return "" if sooner is None or sooner in reasons else visit.t(N_("Choose one."))


def _is_early(visit: Visit, until: str) -> bool:
    return is_waiting(visit.desk, until)


def _record(visit: Visit) -> Record:
    if visit.path["type"] not in _TYPES:
        raise UnknownRecordError(code=visit.path["code"])
    return shown_record(visit.desk, visit.path["type"], visit.path["code"])


def _erasure(visit: Visit) -> str:
    return shown_record(visit.desk, "erasure", visit.path["code"]).code


def _is_identity_only(visit: Visit) -> bool:
    said = visit.form.get("scope") or visit.query.get("scope")
    return visit.path["type"] == "person" and said != "all"


def _plan(visit: Visit, error: str) -> Response:
    record = _record(visit)
    words = Words(visit.desk, visit.language)
    seen = preview_erasure(visit.desk, code=record.code, identity_only=_is_identity_only(visit))
    return visit.page(
        "erase_plan.html",
        status=_UNPROCESSABLE if error else 200,
        record=record,
        type_label=words.type(record.type),
        path=path_of(record),
        going=[(words.type(kind), code) for kind, code in seen.going],
        staying=[(code, ", ".join(by)) for code, by in seen.staying],
        seen=seen,
        scope="identity" if _is_identity_only(visit) else "all",
        reasons=flat_terms(words, visit.desk.schema.property("erasure.reason")),
        reason=visit.form.get("reason"),
        error=error,
    )


def _steps(visit: Visit, error: str) -> Response:
    words = Words(visit.desk, visit.language)
    record = shown_record(visit.desk, "erasure", visit.path["code"])
    names = ("scope", "reason", "requested_on", "wait_until", "held", "done_on", "leaves")
    facts = [(words.label(f"erasure.{n}"), words.first(record, f"erasure.{n}")) for n in names]
    return visit.page(
        "erase_steps.html",
        status=_UNPROCESSABLE if error else 200,
        record=record,
        type_label=words.type("erasure"),
        facts=[(label, text) for label, text in facts if text],
        is_done=record.get("erasure.done_on") is not None,
        is_held=bool(record.get("erasure.held")),
        is_early=_is_early(visit, str(record.get("erasure.wait_until"))),
        reasons=flat_terms(words, visit.desk.schema.property("erasure.sooner_because")),
        error=error,
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/record/{type}/{code}/erase", show_plan),
    Route("POST", "/record/{type}/{code}/erase", ask),
    Route("GET", "/record/erasure/{code}/steps", show_steps),
    Route("POST", "/record/erasure/{code}/carry-out", carry_out),
    Route("POST", "/record/erasure/{code}/hold", hold),
    Route("POST", "/record/erasure/{code}/release", release),
)

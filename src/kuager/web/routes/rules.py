"""The rulebook: what bodies ask of documents, how sure it is, and a rule of one's own in place."""

from typing import Final

from starlette.responses import Response

from kuager import N_, KuagerError
from kuager.verbs.desk import UnknownRecordError
from kuager.verbs.rulebook import OwnRule, list_rules, restore_rule, set_rule
from kuager.web.routes.route import Route, both
from kuager.web.rule_words import said_key, said_rule
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_NEW: Final = "new"
_MARKS: Final = ("verified", "memory")
_KINDS: Final = ("length", "deadline", "language", "format", "content", "publication")
_UNITS: Final = ("words", "pages", "days", "weeks", "months", "years")
_FAULTY: Final = 422


def show_rules(visit: Visit) -> Response:
    """Every rule in force by body and stage, each with its mark."""
    words = Words(visit.desk, visit.language)
    groups: dict[str, list[object]] = {}
    for rule in list_rules(visit.desk):
        groups.setdefault(said_key(words, rule), []).append(said_rule(words, rule))
    return visit.page("rules.html", groups=groups)


def show_rule(visit: Visit) -> Response:
    """One rule, and the form of a rule of one's own in its place."""
    code, faults = visit.path["code"], dict[str, str]()
    if visit.sent:
        try:
            kept = _set(visit, code)
        except KuagerError as refusal:
            faults = {"": visit.t(refusal)}
        else:
            visit.tell(N_("Saved."))
            return visit.see(f"/rules/{kept}")
    words = Words(visit.desk, visit.language)
    rule = next((one for one in list_rules(visit.desk) if one.id == code), None)
    if rule is None and code != _NEW:
        raise UnknownRecordError(code=code)
    typed = visit.form if visit.sent else None
    return visit.page(
        "rule.html",
        status=_FAULTY if faults else 200,
        code=code,
        rule=None if rule is None else said_rule(words, rule),
        key="" if rule is None else said_key(words, rule),
        value=typed.get("value") if typed else "" if rule is None else rule.value,
        unit=typed.get("unit") if typed else "" if rule is None else rule.unit,
        notes=typed.get("notes") if typed else "" if rule is None else rule.counts_notes,
        typed={name: typed.get(name) if typed else "" for name in ("body", "stage", "kind")},
        mark=typed.get("mark") if typed else "verified",
        origin=typed.get("origin") if typed else "",
        link=typed.get("link") if typed else "",
        units=[(term, words.term("rule_unit", term)) for term in _UNITS],
        kinds=[(term, words.term("rule_kind", term)) for term in _KINDS],
        marks=[(term, words.term("rule_mark", term)) for term in _MARKS],
        words=words,
        faults=faults,
    )


def _set(visit: Visit, code: str) -> str:
    form = visit.form
    notes = {"yes": True, "no": False}.get(form.get("notes"))
    own = OwnRule(
        value=form.get("value"),
        unit=form.get("unit"),
        mark=form.get("mark"),
        origin=form.get("origin"),
        link=form.get("link"),
        counts_notes=notes,
        body=form.get("body").lower(),
        stage=form.get("stage").lower(),
        kind=form.get("kind"),
    )
    name = code if code != _NEW else f"{own.body}-{own.stage}-{own.kind}"
    return set_rule(visit.desk, code=name, own=own)


def restore(visit: Visit) -> Response:
    """The shipped rule counts again."""
    code = visit.path["code"]
    restore_rule(visit.desk, code=code)
    visit.tell(N_("Your own rule is withdrawn; the shipped one counts again, if there is one."))
    return visit.see("/rules")


ROUTES = (
    Route("GET", "/rules", show_rules),
    *both("/rules/{code}", show_rule),
    Route("POST", "/rules/{code}/restore", restore),
)

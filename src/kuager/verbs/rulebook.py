"""The rules in force for documents: those that are shipped, and an organisation's own in place.

A `rule` record whose code is the id of a rule takes its place; one with another code is added.
"""

from dataclasses import dataclass, replace
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.reports.pdf import pages_of
from kuager.model.length import length_of
from kuager.model.outline import Outline
from kuager.model.report import Report
from kuager.model.rulebook import Budget, Due, Rule, budgets, deadlines, load_rulebook
from kuager.model.statement import Value, say
from kuager.model.writing import Writing
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.limits import withdrawn_rule
from kuager.verbs.manuscripts import make_report
from kuager.verbs.records import NothingSaidError
from kuager.verbs.treaty_articles import treaty_of_document

_BODIES: Final = {
    "icerd": "cerd", "iccpr": "ccpr", "icescr": "cescr", "cat": "cat", "cedaw": "cedaw",
    "crc": "crc", "crpd": "crpd",
}  # fmt: skip
"""The committee of each treaty, by the first part of its articles in our list."""


class RuleValueError(KuagerError):
    """A length or deadline that is no whole number, or a rule without body or stage."""

    code = "rule-value"
    exit_code = 2
    text = N_(
        "A length is a whole number of words or pages, a deadline a whole number of days, weeks, "
        "months or years before the session, or a day of the year such as 04-30. Nothing was saved."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRule:
    """What an organisation read in the note of a session: how much, how sure, where it says so."""

    value: str
    unit: str
    mark: str
    origin: str
    link: str = ""
    counts_notes: bool | None = None
    body: str = ""
    stage: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What the rulebook says of one document today."""

    rules: tuple[Rule, ...]
    budgets: tuple[Budget, ...]
    deadlines: tuple[Due, ...]


@verb(needs="read")
def list_rules(desk: Desk) -> tuple[Rule, ...]:
    """Every rule in force, by body and stage; the organisation's own are marked so."""
    return tuple(sorted(rules_in_force(desk).values(), key=lambda rule: (rule.key, rule.id)))


@verb(needs="keep", saves=True)
def set_rule(desk: Desk, *, code: str, own: OwnRule) -> str:
    """Put a rule of one's own in the place of a shipped one, or add one; returns its code.

    Body, stage and kind are those of the shipped rule, where there is one.
    """
    shipped = load_rulebook().get(code)
    body, stage, kind = (
        (own.body, own.stage, own.kind)
        if shipped is None
        else (shipped.body, shipped.stage, shipped.kind)
    )
    if not (body.strip() and stage.strip()) or not _fits(kind, own.value.strip()):
        raise RuleValueError
    if not own.origin.strip():
        raise NothingSaidError(missing="origin")
    told: dict[str, Value] = {
        "code": code,
        "body": body.strip(),
        "stage": stage.strip(),
        "kind": desk.term("rule_kind", kind),
        "value": own.value.strip(),
        "unit": desk.term("rule_unit", own.unit) if own.unit else None,
        "counts_notes": own.counts_notes,
        "mark": desk.term("rule_mark", own.mark),
        "origin": own.origin.strip(),
        "link": own.link.strip() or None,
        "as_of": desk.today.isoformat(),
    }
    known = desk.view.find_code("rule", code)
    uid = desk.store.new_id() if known is None else known
    said = [say(uid, f"rule.{name}", value) for name, value in told.items() if value is not None]
    desk.say([*withdrawn_rule(desk, uid), *said])
    return code


@verb(needs="keep", saves=True)
def restore_rule(desk: Desk, *, code: str) -> None:
    """Withdraw a rule of one's own; the shipped one counts again, if there is one."""
    uid = desk.view.find_code("rule", code)
    if uid is None:
        raise UnknownRecordError(code=code)
    desk.say(withdrawn_rule(desk, uid))


@verb(needs="read")
def read_bounds(desk: Desk, *, code: str, language: str = "") -> Bounds:
    """How much of each length a document uses today, and its last days, by the rules in force."""
    made = make_report(desk, code, language)
    return bounds_of(desk, made.writing, made.outline, made.laid.report)


def rules_in_force(desk: Desk) -> dict[str, Rule]:
    """Every rule by its id, with the organisation's own in place of the shipped ones."""
    found = dict(load_rulebook())
    for code, uid in desk.view.codes("rule").items():
        record = desk.view.record(uid)
        if record is not None and record.text("rule.body") is not None:
            found[code] = _own(record, found.get(code))
    return found


def rules_for(desk: Desk, writing: Writing, outline: Outline) -> tuple[Rule, ...]:
    """The rules that bind a document: those its outline names, of the body it goes to."""
    body = _BODIES.get(treaty_of_document(desk, writing) or "", "")
    keys = {key.replace("{body}", body) for key in outline.rules}
    return tuple(rule for rule in list_rules(desk) if rule.key in keys)


def bounds_of(desk: Desk, writing: Writing, outline: Outline, report: Report) -> Bounds:
    """Budget and deadlines of a document as it was laid out today."""
    rules = rules_for(desk, writing, outline)
    opens = writing.session_opens
    return Bounds(
        rules=rules,
        budgets=budgets(rules, length_of(report), _pages(rules, report)),
        deadlines=deadlines(
            rules,
            today=desk.today,
            opens=None if opens is None else opens.earliest,
            year=writing.year,
        ),
    )


def _pages(rules: tuple[Rule, ...], report: Report) -> int | None:
    """The pages of the PDF, counted only where a rule asks for pages."""
    return pages_of(report) if any(rule.unit == "pages" for rule in rules) else None


def _fits(kind: str, value: str) -> bool:
    """Whether a value is one that can be counted with, where it has to be."""
    if kind == "length":
        return value.isascii() and value.isdecimal() and int(value) > 0
    if kind == "deadline":
        return all(part.isascii() and part.isdecimal() for part in value.split("-"))
    return bool(value)


def _own(record: Record, shipped: Rule | None) -> Rule:
    facts = {
        name: record.text(f"rule.{name}") for name in ("value", "unit", "mark", "origin", "as_of")
    }
    notes = record.get("rule.counts_notes")
    base = shipped or Rule(
        id=record.code,
        body=record.text("rule.body") or "",
        stage=record.text("rule.stage") or "",
        kind=record.text("rule.kind") or "content",
        mark="memory",
        origin="",
        as_of="",
    )
    value = facts["value"] or base.value
    is_prose = base.kind not in ("length", "deadline", "language")
    return replace(
        base,
        value="" if is_prose else value,
        words={"": value} if is_prose else {},
        unit=facts["unit"] or base.unit,
        counts_notes=base.counts_notes if notes is None else bool(notes),
        mark=facts["mark"] or "memory",
        origin=facts["origin"] or base.origin,
        link=record.text("rule.link") or "",
        as_of=facts["as_of"] or "",
        note={},
        own=True,
    )

"""The rulebook on the command line: what bodies ask, how sure it is, and rules of one's own."""

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, day_in_words, in_language, table, tell, term_in_words
from kuager.cli.reports import report
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES, date_words
from kuager.model.rulebook import Rule
from kuager.model.schema import Schema
from kuager.verbs.rulebook import OwnRule, list_rules, read_bounds, restore_rule, set_rule

rule = group("rule", about=N_("The rulebook: lengths, deadlines and forms that bodies ask for."))
_CODE = N_("The id of a rule, as “kuager rule list” shows it; or a new one.")


@command("list", of=rule)
@option("--body", type=ID, default=None, metavar=N_("WORD"), help=N_("Only of this body."))
def list_all(call: Call, *, body: str | None) -> None:
    """List the rules in force, each with its mark: verified, or from memory."""
    with seat(call) as desk:
        found = [one for one in list_rules(desk) if body is None or one.body == body]
        schema = desk.schema
    answer(call, found)
    heads = [N_("Rule"), N_("Kind"), N_("Value"), N_("Mark"), N_("Where it says so"), N_("As of")]
    table(call, heads, [_row(call, schema, one) for one in found])


@command("set", of=rule)
@argument("code", type=ID, metavar=N_("CODE"), help=_CODE)
@option("--value", type=ID, required=True, metavar=N_("VALUE"), help=N_("10000, 4, 04-30."))
@option(
    "--unit", type=ID, default=None, metavar=N_("WORD"), help=N_("words, pages, weeks, months …")
)
@option(
    "--mark", type=click.Choice(("verified", "memory")), default="verified", help=N_("How sure.")
)
@option("--notes/--no-notes", "has_notes", default=None, help=N_("Whether footnotes count."))
@option("--body", type=ID, default=None, metavar=N_("WORD"), help=N_("Of a new rule: whose it is."))
@option(
    "--stage", type=ID, default=None, metavar=N_("WORD"), help=N_("Of a new rule: at which stage.")
)
@option(
    "--kind", type=ID, default=None, metavar=N_("WORD"), help=N_("Of a new rule: what kind it is.")
)
def set_one(
    call: Call,
    *,
    code: str,
    value: str,
    unit: str | None,
    mark: str,
    has_notes: bool | None,
    body: str | None,
    stage: str | None,
    kind: str | None,
) -> None:
    """Put a rule of your own in the place of a shipped one, or add one.

    Asks where it says so: the note of the session, the page, the day.
    """
    with seat(call) as desk:
        origin = ask.line(call, N_("Where does it say so?"))
        own = OwnRule(
            value=value,
            unit=unit or "",
            mark=mark,
            origin=origin,
            counts_notes=has_notes,
            body=body or "",
            stage=stage or "",
            kind=kind or "",
        )
        set_rule(desk, code=code, own=own)
    answer(call, {"rule": code})
    tell(call, N_("Saved."))


@command("restore", of=rule)
@argument("code", type=ID, metavar=N_("CODE"), help=_CODE)
def restore(call: Call, *, code: str) -> None:
    """Withdraw a rule of your own; the shipped one counts again."""
    with seat(call) as desk:
        restore_rule(desk, code=code)
    answer(call, {"rule": code})
    tell(call, N_("Your own rule is withdrawn; the shipped one counts again, if there is one."))


@command("limits", of=report)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a document: DOC-2."))
@option("--language", type=click.Choice(LANGUAGES), default=None, help=N_("Of the document."))
def limits(call: Call, *, code: str, language: str | None) -> None:
    """Show how much of each length is used and how many days are left, each with its mark."""
    with seat(call) as desk:
        found = read_bounds(desk, code=code, language=language or "")
        schema = desk.schema
    answer(call, found)
    rows = [
        [_said(call, schema, one.rule), one.used, _mark(call, schema, one.rule)]
        for one in found.budgets
    ]
    if rows or not found.deadlines:
        table(call, [N_("Length"), N_("Used"), N_("Mark")], rows)
    rows = [
        [
            date_words(due.day.isoformat(), call.language),
            due.days_left if due.days_left >= 0 else call.say(N_("over")),
            _mark(call, schema, due.rule),
            due.rule.origin,
        ]
        for due in found.deadlines
    ]
    if rows:
        table(call, [N_("Last day"), N_("Days left"), N_("Mark"), N_("Where it says so")], rows)


def _row(call: Call, schema: Schema, one: Rule) -> list[object]:
    kind = term_in_words(call, schema, "rule_kind", one.kind)
    mark = _mark(call, schema, one)
    as_of = day_in_words(call, one.as_of)
    return [one.id, kind, _said(call, schema, one), mark, one.origin, as_of]


def _said(call: Call, schema: Schema, one: Rule) -> str:
    if one.words:
        return in_language(call, one.words)
    unit = "" if one.unit is None else term_in_words(call, schema, "rule_unit", one.unit)
    return f"{unit}: {one.value}" if unit else str(one.value)


def _mark(call: Call, schema: Schema, one: Rule) -> str:
    return term_in_words(call, schema, "rule_mark", one.mark)


COMMANDS = (rule,)

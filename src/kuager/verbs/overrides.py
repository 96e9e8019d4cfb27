"""Letting a finding of the last check pass: who decided it and why is kept, and can be undone.

A decision is about the words in their place. Other words are another finding; the same words in
another edition are let pass again.
"""

from typing import Final

from kuager import N_, KuagerError
from kuager.model.checks.finding import Finding
from kuager.model.personal import find_in_text
from kuager.model.statement import EntityId, Statement, retract, say
from kuager.verbs._verb import verb
from kuager.verbs.checking import Checked, check_report
from kuager.verbs.checking_known import known_of
from kuager.verbs.desk import Desk

_SHORTEST_START: Final = 8


class FirmFindingError(KuagerError):
    """This finding may not be let pass by anybody."""

    code = "finding-is-firm"
    exit_code = 9
    text = N_(
        "This cannot be let pass: it is about consent, a child, or somebody who could be found by "
        "it. Nothing was saved. Change the words, or what the record says."
    )


class NoReasonError(KuagerError):
    """A decision without a reason."""

    code = "override-without-reason"
    exit_code = 2
    text = N_("Say why it may leave all the same. Nothing was saved.")


class NameInReasonError(KuagerError):
    """A reason that names a private person, or holds a number that leads to one."""

    code = "name-in-reason"
    exit_code = 2
    text = N_(
        "The reason names a private person or holds a number. It stays when a case is erased, so "
        "write it without. Nothing was saved."
    )


class UnknownFindingError(KuagerError):
    """The last check does not find this any more."""

    code = "unknown-finding"
    exit_code = 8
    text = N_(
        "The check does not find this in the document, or not any more: its words may have "
        "changed. Nothing was saved. Check it again."
    )


@verb(needs="amend", saves=True)
def override_finding(
    desk: Desk, *, code: str, key: str, reason: str, by: str, language: str = ""
) -> str:
    """Let a finding pass in a document, with the reason; returns the code of the decision.

    `key` is the key of the finding or how it begins (eight characters at least); `by` the code of
    the member who decides.
    """
    if not reason.strip():
        raise NoReasonError
    if find_in_text(reason) or known_of(desk).private.covers(reason):
        raise NameInReasonError
    found = finding_by_key(check_report(desk, code=code, language=language), key)
    if not found.may_override:
        raise FirmFindingError
    decided_by = desk.find(("member",), by)
    report = desk.find(("report",), code)
    before = [] if found.override is None else _standing(desk, _record(desk, found.override.code))
    made, name = desk.store.new_id(), desk.next_code("override", "OK")
    desk.say(
        [
            *before,
            say(made, "override.code", name),
            say(made, "override.report", report),
            say(made, "override.check", found.check),
            say(made, "override.finding", found.key),
            say(made, "override.reason", reason.strip()),
            say(made, "override.by", decided_by),
            say(made, "override.decided_on", desk.today.isoformat()),
        ]
    )
    return name


@verb(needs="amend", saves=True)
def withdraw_override(desk: Desk, *, code: str) -> None:
    """Take back that a finding was let pass: it stands again."""
    desk.say(_standing(desk, desk.find(("override",), code)))


def finding_by_key(checked: Checked, key: str) -> Finding:
    """The finding with this key, or the only one whose key begins so."""
    wanted = key.strip().lower()
    found = [one for one in checked.findings if one.key.startswith(wanted)]
    if len(wanted) < _SHORTEST_START or len(found) != 1:
        raise UnknownFindingError
    return found[0]


def _record(desk: Desk, code: str) -> EntityId:
    return desk.find(("override",), code)


def _standing(desk: Desk, uid: EntityId) -> list[Statement]:
    """What takes everything back that a decision says, but its code."""
    return [
        retract(told.subject, told.property, told.id)
        for told in desk.view.history(uid)
        if told.stands and told.property != "override.code"
    ]

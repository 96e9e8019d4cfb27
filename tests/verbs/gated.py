"""Events for the tests of the gate: many at once, each countable outside unless said otherwise."""

from itertools import count

from tests.verbs.desks import tell
from tests.verbs.stories import members

from kuager.model.statement import EntityId, Statement, say
from kuager.verbs.desk import Desk

_NUMBERS = count(1)


def happened(
    desk: Desk,
    number: int,
    *,
    harm: str | None = None,
    by: str | None = None,
    basis: str | None = "published",
    **said: str,
) -> list[EntityId]:
    """So many events of May 2024, with an act if there was harm, by somebody if it is said.

    Others made them public and a member decided to repeat it; with `basis` None nobody was asked.
    """
    signer = members(desk)[1]
    made: list[EntityId] = []
    statements: list[Statement] = []
    for _ in range(number):
        event = desk.store.new_id()
        made.append(event)
        told = {"code": f"ev-{next(_NUMBERS)}", "date": "2024-05", "kind": "incident", **said}
        statements += [say(event, f"event.{name}", value) for name, value in told.items()]
        if basis is not None:
            statements += [
                say(event, "event.basis", basis),
                say(event, "event.basis_decided_by", signer),
            ]
        statements += _with(desk, event, harm, by)
    tell(desk, *statements)
    return made


def filed(desk: Desk, number: int, outcome: str | None = None) -> None:
    """So many complaints of May 2024 of nobody in particular, each with one step."""
    statements: list[Statement] = []
    for _ in range(number):
        filing, step = desk.store.new_id(), desk.store.new_id()
        statements += [
            say(filing, "proceeding.code", f"pr-{next(_NUMBERS)}"),
            say(filing, "proceeding.kind", "complaint"),
            say(filing, "proceeding.filed", "2024-05-10"),
            say(step, "step.code", f"st-{next(_NUMBERS)}"),
            say(step, "step.proceeding", filing),
            say(step, "step.kind", "answered"),
        ]
        statements += [say(step, "step.outcome", outcome)] if outcome else []
    tell(desk, *statements)


def _with(desk: Desk, event: EntityId, harm: str | None, by: str | None) -> list[Statement]:
    found: list[Statement] = []
    if harm is not None:
        act = desk.store.new_id()
        found += [say(act, "act.event", event), say(act, "act.harm", harm)]
    if by is not None:
        who = desk.store.new_id()
        found += [
            say(who, "involvement.event", event),
            say(who, "involvement.role", "perpetrator"),
            say(who, "involvement.kind", by),
        ]
    return found

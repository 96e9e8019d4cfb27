"""The limits and holidays in force: those that are shipped, and an organisation's own in place.

A `rule` record whose code is the id of a limit takes its place: its value and unit, its mark, where
it says so and as of when. A value that is no whole number means that no limit is fixed.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from kuager.model.ladder import Ladder, Limit, load_ladders
from kuager.model.working_days import Holidays, Unit
from kuager.store.view import Record
from kuager.verbs.desk import Desk


def limits_in_force(desk: Desk) -> Mapping[str, Limit]:
    """Every limit by its id, with the organisation's own rules in place of the shipped ones."""
    shipped = load_ladders().limits
    own = {name: rule for name in shipped if (rule := _rule(desk, name)) is not None}
    return {name: _with_rule(limit, own.get(name)) for name, limit in shipped.items()}


def holidays_of(ladder: Ladder) -> Holidays:
    """The days off of the country of a ladder."""
    return load_ladders().holidays[ladder.country]


def _rule(desk: Desk, name: str) -> Record | None:
    uid = desk.view.find_code("rule", name)
    return None if uid is None else desk.view.record(uid)


def _with_rule(limit: Limit, rule: Record | None) -> Limit:
    if rule is None:
        return limit
    value, unit = (rule.text("rule.value") or "").strip(), rule.text("rule.unit")
    is_number = value.isascii() and value.isdecimal() and 0 < int(value[:5]) == int(value)
    said, link = rule.text("rule.origin"), rule.text("rule.link")
    origin = said or link
    return replace(
        limit,
        count=int(value) if is_number else None,
        unit=unit if unit in get_args(Unit) else limit.unit,  # type: ignore[arg-type]
        mark=rule.text("rule.mark") or "memory",
        as_of=rule.text("rule.as_of") or "",
        provision=dict.fromkeys(limit.provision, origin) if origin else limit.provision,
        note={},
        own=True,
    )

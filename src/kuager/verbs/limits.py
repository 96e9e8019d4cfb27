"""The limits and holidays in force: those that are shipped, and an organisation's own in place.

A `rule` record whose code is the id of a limit takes its place: its value and unit, its mark, where
it says so and as of when. A value that is no whole number means that no limit is fixed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, get_args

from kuager import N_, KuagerError
from kuager.model.ladder import Ladder, Limit, load_ladders
from kuager.model.statement import EntityId, Statement, Value, retract, say
from kuager.model.working_days import Holidays, Unit
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk, UnknownRecordError
from kuager.verbs.records import NothingSaidError

UNITS: Final[tuple[str, ...]] = get_args(Unit)


class NoSuchNumberError(KuagerError):
    """A limit that is no whole number of days, weeks, months or years."""

    code = "no-such-limit"
    exit_code = 2
    text = N_("A limit is a whole number from 1 to 9999, or empty if none is fixed. Not saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimit:
    """What an organisation read in the law: how long, how sure, where it says so."""

    count: str
    unit: str
    mark: str
    origin: str
    link: str = ""


@verb(needs="keep", saves=True)
def set_limit(desk: Desk, *, limit: str, own: OwnLimit) -> str:
    """Put a rule of one's own in the place of a shipped limit; returns the code of the rule."""
    shipped_limit(limit)
    count = own.count.strip()
    if count and _whole(count) is None:
        raise NoSuchNumberError
    if not own.origin.strip():
        raise NothingSaidError(missing="origin")
    unit = desk.term("rule_unit", own.unit)
    if unit not in UNITS:
        raise NoSuchNumberError
    told: dict[str, Value] = {
        "code": limit,
        "kind": "deadline",
        "value": count or "0",
        "unit": unit,
        "mark": desk.term("rule_mark", own.mark),
        "origin": own.origin.strip(),
        "link": own.link.strip() or None,
        "as_of": desk.today.isoformat(),
    }
    rule = _rule(desk, limit)
    uid = desk.store.new_id() if rule is None else rule.id
    said = [say(uid, f"rule.{name}", value) for name, value in told.items() if value is not None]
    desk.say([*withdrawn_rule(desk, uid), *said])
    return limit


@verb(needs="keep", saves=True)
def restore_limit(desk: Desk, *, limit: str) -> None:
    """Withdraw the rule of one's own; the shipped limit counts again."""
    rule = _rule(desk, limit)
    if rule is None:
        raise UnknownRecordError(code=limit)
    desk.say(withdrawn_rule(desk, rule.id))


def withdrawn_rule(desk: Desk, uid: EntityId) -> list[Statement]:
    """Everything that stands of a rule, withdrawn."""
    return [
        retract(told.subject, told.property, told.id)
        for told in desk.view.history(uid)
        if told.stands and told.property.startswith("rule.")
    ]


def shipped_limit(limit: str) -> Limit:
    """The limit as it is shipped. Raises UnknownRecordError."""
    found = load_ladders().limits.get(limit)
    if found is None:
        raise UnknownRecordError(code=limit)
    return found


def _whole(text: str) -> int | None:
    """A whole number from 1 to 9999."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _DIGITS
    return int(text) if is_number and int(text) > 0 else None


_DIGITS: Final = 4


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
    said, link = rule.text("rule.origin"), rule.text("rule.link")
    origin = said or link
    return replace(
        limit,
        count=_whole(value),
        unit=unit if unit in UNITS else limit.unit,  # type: ignore[arg-type]
        mark=rule.text("rule.mark") or "memory",
        as_of=rule.text("rule.as_of") or "",
        provision=dict.fromkeys(limit.provision, origin) if origin else limit.provision,
        note={},
        own=True,
    )

"""The rule of protection in force: from which number on a count may leave.

Five unless an organisation set another one, never under three; ten for detention, health and
minors. An organisation's own number is a `rule` record, like its own limits of a ladder.
"""

from typing import Final
from urllib.parse import parse_qsl, urlencode

from kuager.model.published import LEAST_THRESHOLD, BadRuleError, Rule
from kuager.model.statement import say
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk

THRESHOLD: Final = "published-counts"
"""The code of the rule record."""
_LONGEST: Final = 4
_DOMAIN: Final = b"kuager/rounding/v1\0"


@verb(needs="keep", saves=True)
def set_threshold(desk: Desk, *, threshold: str) -> int:
    """Set from which number on a count may leave; returns it. Raises BadRuleError."""
    typed = threshold.strip()
    is_number = typed.isascii() and typed.isdecimal() and len(typed) <= _LONGEST
    if not is_number or int(typed) < LEAST_THRESHOLD:
        raise BadRuleError(least=LEAST_THRESHOLD)
    uid = desk.view.find_code("rule", THRESHOLD)
    rule = desk.store.new_id() if uid is None else uid
    desk.say(
        [
            *([say(rule, "rule.code", THRESHOLD)] if uid is None else []),
            say(rule, "rule.kind", "publication"),
            say(rule, "rule.value", str(int(typed))),
            say(rule, "rule.unit", "items"),
            say(rule, "rule.as_of", desk.today.isoformat()),
        ]
    )
    return int(typed)


def threshold_in_force(desk: Desk) -> int:
    """From which number on a count may leave this house."""
    uid = desk.view.find_code("rule", THRESHOLD)
    rule = None if uid is None else desk.view.record(uid)
    said = "" if rule is None else rule.text("rule.value") or ""
    usual = Rule().threshold
    return max(int(said), LEAST_THRESHOLD) if said.isascii() and said.isdecimal() else usual


def rule_in_force(desk: Desk, *, sensitive: bool = False, rounding: int | None = None) -> Rule:
    """The rule by which a table is protected. Raises BadRuleError."""
    return Rule(threshold=threshold_in_force(desk), sensitive=sensitive, rounding=rounding)


def rule_text(rule: Rule) -> str:
    """The rule as one line of codes, as the register keeps it."""
    said = [("least", str(rule.k))]
    said += [("rounding", str(rule.rounding))] if rule.rounding else []
    return urlencode(said)


def least_in_text(rule: str) -> int:
    """The smallest count that could be told by a rule as the register keeps it."""
    said = dict(parse_qsl(rule)).get("least", "")
    return int(said) if said.isascii() and said.isdecimal() else Rule().k


def rounding_in_text(rule: str) -> int | None:
    """The base of rounding of a rule as the register keeps it; None if nothing was rounded."""
    said = dict(parse_qsl(rule)).get("rounding", "")
    return int(said) if said.isascii() and said.isdecimal() else None


def rounding_secret(desk: Desk) -> bytes:
    """What decides up or down when numbers are rounded; known in the house only."""
    return desk.secret(_DOMAIN)

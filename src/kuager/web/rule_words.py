"""The rulebook in words: a rule, how much of it is used, and the days that are left."""

from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.rulebook import Budget, Due, Rule
from kuager.verbs.rulebook import Bounds
from kuager.web.report_words import SOON_DAYS
from kuager.web.value_words import Words

_BEFORE: Final = N_("{value} ({unit}) before the session opens")
_AT_MOST: Final = N_("at most {value} ({unit})")
_BODIES: Final = {
    "special-procedures": N_("Special Procedures"),
    "ilga-europe": "ILGA-Europe",
    "upr": N_("Universal Periodic Review"),
    "hrc": N_("Human Rights Council"),
}
_STAGES: Final = {
    "list-of-issues": N_("list of issues"),
    "session": N_("session"),
    "follow-up": N_("follow-up"),
    "individual": N_("one organisation"),
    "joint": N_("several organisations"),
    "incidents": N_("incidents"),
    "annual-review": N_("annual review"),
    "allegation-letter": N_("allegation letter"),
    "urgent-appeal": N_("urgent appeal"),
    "oral-statement": N_("oral statement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRule:
    """One rule for a page: what it asks, its mark and where it says so."""

    code: str
    kind: str
    text: str
    mark: str
    is_verified: bool
    origin: str
    link: str
    as_of: str
    note: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLimit:
    """One length or last day of a document: the sentence, its tone, and its rule."""

    sentence: str
    tone: str
    rule: SaidRule


def said_key(words: Words, rule: Rule) -> str:
    """Whose rule it is and for what."""
    body = words.t(_BODIES.get(rule.body, rule.body.upper()))
    return f"{body}: {words.t(_STAGES.get(rule.stage, rule.stage))}"


def said_rule(words: Words, rule: Rule) -> SaidRule:
    """A rule in the words of the person."""
    return SaidRule(
        code=rule.id,
        kind=words.term("rule_kind", rule.kind),
        text=_text(words, rule),
        mark=words.term("rule_mark", rule.mark),
        is_verified=rule.mark == "verified",
        origin=rule.origin,
        link=rule.link,
        as_of=words.value("rule.as_of", rule.as_of) if rule.as_of else "",
        note=words.of(dict(rule.note)) if rule.note else "",
        own=rule.own,
    )


def said_bounds(words: Words, bounds: Bounds) -> list[SaidLimit]:
    """Lengths and last days of a document, the most pressing first."""
    days = [_due(words, due) for due in bounds.deadlines]
    return days + [_budget(words, budget) for budget in bounds.budgets]


def _due(words: Words, due: Due) -> SaidLimit:
    day = words.value("rule.as_of", due.day.isoformat())
    if due.days_left < 0:
        sentence, tone = words.t(N_("The last day was {day}."), day=day), "stop"
    else:
        sentence = words.t(N_("{count} days until {day}."), count=due.days_left, day=day)
        tone = "warn" if due.days_left <= SOON_DAYS else "quiet"
    return SaidLimit(sentence=sentence, tone=tone, rule=said_rule(words, due.rule))


def _budget(words: Words, budget: Budget) -> SaidLimit:
    unit = words.term("rule_unit", budget.rule.unit) if budget.rule.unit else ""
    if budget.used is None:
        said = N_("At most {most} ({unit}); not counted here.")
    else:
        said = N_("{used} of at most {most} ({unit}).")
    sentence = words.t(said, used=budget.used, most=budget.most, unit=unit)
    tone = "stop" if budget.is_over else "quiet"
    return SaidLimit(sentence=sentence, tone=tone, rule=said_rule(words, budget.rule))


def _text(words: Words, rule: Rule) -> str:
    if rule.words:
        return words.of(dict(rule.words)) or rule.words.get("", "")
    if rule.unit is None:
        return rule.value
    unit = words.term("rule_unit", rule.unit)
    said = _BEFORE if rule.kind == "deadline" else _AT_MOST
    return words.t(said, value=rule.value, unit=unit)

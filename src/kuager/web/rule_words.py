"""The rulebook in words: a rule, how much of it is used, and the days that are left."""

from dataclasses import dataclass

from kuager import N_
from kuager.model.rulebook import Budget, Due, Rule
from kuager.verbs.rulebook import Bounds
from kuager.web.value_words import Words


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
        tone = "warn" if due.days_left <= _SOON else "quiet"
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
    unit = words.term("rule_unit", rule.unit) if rule.unit else ""
    return f"{rule.value} {unit}".strip()


_SOON = 14

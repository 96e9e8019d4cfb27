"""A figure in words: "in 17 of the 83 cases (20%) documented by us that happened in 2024".

What comes in are plain numbers and codes. A sentence always says of what the number is a part and
who documented it; it never speaks of a whole people. A share is told only of a base of twenty or
more; an uncertain number is told by its bounds. Words are in `figures.json` of each language.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from kuager import N_
from kuager.lang.catalogue import words_of
from kuager.lang.dates import date_words
from kuager.lang.numbers import number, percent
from kuager.lang.numerals import ENDINGS
from kuager.lang.sentences import plural, say

LEAST_BASE: Final = 20
"""The smallest base of which a percentage is told."""
FEW: Final = 10
"""Up to here the base of "not one of six" is written in words."""
_HUNDREDTH: Final = 0.01


@dataclass(frozen=True, slots=True)
class Amount:
    """At least and at most; None: nobody knows how many at most."""

    low: int
    high: int | None

    @property
    def kind(self) -> str:
        """How it is told: exact, range, open, or only up to a number."""
        if self.high is None:
            return "open"
        if self.low == self.high:
            return "exact"
        return "range" if self.low else "upto"

    @property
    def most(self) -> int:
        """The number that the noun beside it goes with."""
        return self.low if self.high is None else self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sentence tells. `part` is None where the base itself is the number.

    `categories`, `only` (what the base is narrowed to) and `collector` are in words of the language
    already; without a collector it is "us". `unknown`, `possibly`, `undated` and `left_out`
    are numbers of records, for the remarks.
    """

    unit: str
    base: Amount
    part: Amount | None = None
    categories: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    clock: str = ""
    first: date | None = None
    last: date | None = None
    collector: str = ""
    unknown: int = 0
    possibly: int = 0
    undated: int = 0
    left_out: int = 0


def told_of(facts: Mapping[str, Any]) -> Told:
    """What a sentence tells, from plain facts: each amount a pair of (at least, at most)."""
    part = facts.get("part")
    amounts = {
        "base": Amount(*facts["base"]),
        "part": None if part is None else Amount(*part),
    }
    return Told(**{**facts, **amounts})


def figure_sentence(told: Told, language: str) -> str:
    """The figure as one sentence with its full stop."""
    held = _held(language)
    noun = held["nouns"][told.unit]
    shape = _shape(told)
    pattern = held["sentences"].get(f"{shape}:{noun['style']}") or held["sentences"][shape]
    said = pattern["text"].format_map(_facts(told, pattern, language))
    opening = "; ".join(told.categories)
    said = f"{opening}: {said}" if opening else said
    if told.only:
        said += held["only"].format(only="; ".join(told.only))
    return f"{said[:1].upper()}{said[1:]}."


def figure_remarks(told: Told, language: str) -> list[str]:
    """What has to stand beside the sentence: what is not known, not certain, not counted."""
    has_period = told.first is not None or told.last is not None
    remarks = {
        N_("Of these records, {n} only possibly lie in the period: their date is uncertain."): (
            told.possibly
        ),
        N_("Of the records of the base, {n} say nothing about this; they stay in the base."): (
            told.unknown
        ),
        N_("Records without any date, {n} of them, are not counted."): (
            told.undated if has_period else 0
        ),
        N_("Of {n} events it is not said how many people they touched: they add nothing."): (
            told.left_out
        ),
    }
    said = [say(text, language, n=count) for text, count in remarks.items() if count]
    return [*said, say(NOT_EVERYTHING, language)]


NOT_EVERYTHING: Final = N_(
    "This is what was documented, not everything that happened: it tells nothing of how common it "
    "is."
)


def share_words(part: Amount, base: Amount, language: str) -> str:
    """The share in words, in brackets after a blank; empty where none should be told.

    Bounds as in `model/shares.py`: least when all that may lie elsewhere does, most when nothing.
    """
    if base.low < LEAST_BASE or part.high is None:
        return ""
    shares, outside = _held(language)["shares"], max(0, base.low - part.low)
    rest = outside if base.high is None else max(0, base.high - part.high)
    most = _of(part.high, min(rest, outside))
    if base.high is None or part.kind == "upto":
        return str(shares["most"].format(high=percent(most, language))) if most < 1 else ""
    least = _of(part.low, max(rest, outside))
    low, high = percent(least, language), percent(most, language)
    if low != high:
        return str(shares["range"].format(low=low, high=high))
    return str(shares[_rounded(least)].format(share=_honest(least, low, language)))


def _of(inside: int, outside: int) -> float:
    return inside / (inside + outside) if inside else 0.0


def _rounded(share: float) -> str:
    """Whether a share would be rounded to nothing or to everything, which it is not."""
    if 0 < share <= _HUNDREDTH / 2:
        return "under"
    return "over" if 1 - _HUNDREDTH / 2 <= share < 1 else "exact"


def _honest(share: float, words: str, language: str) -> str:
    edges = {"under": _HUNDREDTH, "over": 1 - _HUNDREDTH}
    edge = edges.get(_rounded(share))
    return words if edge is None else percent(edge, language)


def _shape(told: Told) -> str:
    """Which sentence it is: some, none, all, the only one, not the only one, empty, whole."""
    part, base = told.part, told.base
    if base.high == 0:
        return "empty"
    if part is None:
        return "whole"
    is_one = (base.low, base.high) == (1, 1)
    if part.high == 0:
        is_few = base.kind == "exact" and base.low <= FEW
        return "not_only" if is_one else "none_few" if is_few else "none"
    if part == base and base.high is not None:
        return "only" if is_one else "all"
    return "some"


def _facts(told: Told, pattern: Mapping[str, str], language: str) -> dict[str, str]:
    held = _held(language)
    noun, base = held["nouns"][told.unit], told.base
    form = pattern.get("form") or plural(base.most, language)
    gender = noun.get("gender", "")
    facts = {
        "noun": _formed(noun["forms"][pattern["noun"]], form),
        "base": _amount(base, held["bases"], language),
        "of_base": _amount(base, held.get("of_bases", held["bases"]), language),
        "part": _amount(told.part or base, held["parts"][noun["style"]], language),
        "share": "" if told.part is None else share_words(told.part, base, language),
        "who": _who(told.collector, held),
        "period": _period(told, language),
        "documented": _documented(held, told.unit, pattern, f"{form}:{gender}"),
        "few": _few(base.low, held["numerals"].get(pattern.get("few", ""), ())),
    }
    return facts | {name: forms[gender] for name, forms in held.get("words", {}).items()}


def _formed(forms: str | Mapping[str, str], form: str) -> str:
    return forms if isinstance(forms, str) else forms[form]


def _few(count: int, words: tuple[str, ...]) -> str:
    return words[count] if 0 <= count < len(words) else str(count)


def _who(collector: str, held: Mapping[str, Any]) -> str:
    who = held["who"]
    return str(who["named"].format(name=collector) if collector else who["us"])


def _documented(
    held: Mapping[str, Any], unit: str, pattern: Mapping[str, str], number_and_gender: str
) -> str:
    """The participle beside the noun, in the languages that bend it; people have their own."""
    kinds = held["documented"].get(held["nouns"][unit].get("documented", "things"), {})
    asked = pattern.get("documented", "")
    forms = kinds.get(pattern["noun"] if asked in ("", "any") else asked, {})
    return str(forms.get("any" if asked == "any" else number_and_gender, forms.get("any", "")))


def _amount(amount: Amount, patterns: Mapping[str, str], language: str) -> str:
    """A number between its bounds, with the endings that it takes in this language."""
    held = _held(language)
    facts: dict[str, str] = {}
    for name, count in (("low", amount.low), ("high", amount.most)):
        endings = ENDINGS[held["suffixes"]](count, held.get("spoken", {}))
        facts[name] = number(count, language)
        facts |= {f"{name}_{case}": ending for case, ending in endings.items()}
    return patterns[amount.kind].format_map(facts)


def _period(told: Told, language: str) -> str:
    """Which days, by which clock; empty where no period was asked for."""
    text = period_text(told.first, told.last)
    if text == "":
        return ""
    held = _held(language)
    clock = held["clocks"].get(told.clock) or held["clocks"]["incident"]
    pattern = clock.get(told.unit) or clock["any"]
    return str(pattern.format(period=_days(text, held, language)))


def _days(text: str, held: Mapping[str, Any], language: str) -> str:
    first, _, last = text.partition("/")
    patterns = held["periods"]
    pattern = patterns.get(_days_kind(first, last)) or patterns.get("any", "{in}")
    months = words_of(language).months["plain"]
    facts = {"in": date_words(text, language, form="in"), "year": first[:4], "last_year": last[:4]}
    for name, end in (("month", first), ("last_month", last)):
        month = end[5:7]
        facts[name] = months[int(month) - 1] if month.isdecimal() else ""
    return str(pattern.format_map(facts))


def _days_kind(first: str, last: str) -> str:
    """What the two ends of a period have in common, as the patterns are named."""
    length = {4: "year", 7: "month", 10: "day"}
    if ".." in (first, last):
        return "open"
    if last == "":
        return length[len(first)]
    if len(first) != len(last) or (len(first) > 4 and first[:4] != last[:4]):  # noqa: PLR2004
        return "span"
    if length[len(first)] == "day":
        return "days" if first[:7] == last[:7] else "days_over"
    return f"{length[len(first)]}s"


def period_text(first: date | None, last: date | None) -> str:
    """A period in EDTF as short as it can be told: `2024`, `2023/2024`, `2024-05`, `2024-05-03/..`.

    Empty for none.
    """
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return f"{_start(first)}/{_end(last)}"
    after = _day_after(last)
    if (first.day, first.month, after.day, after.month) == (1, 1, 1, 1):
        return _joined(f"{first.year:04}", f"{last.year:04}")
    if (first.day, after.day) == (1, 1):
        return _joined(first.isoformat()[:7], last.isoformat()[:7])
    return _joined(first.isoformat(), last.isoformat())


def _start(first: date | None) -> str:
    if first is None:
        return ".."
    return f"{first.year:04}" if (first.month, first.day) == (1, 1) else first.isoformat()


def _end(last: date | None) -> str:
    if last is None:
        return ".."
    after = _day_after(last)
    return f"{last.year:04}" if (after.month, after.day) == (1, 1) else last.isoformat()


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)


def _joined(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


@lru_cache
def _held(language: str) -> Mapping[str, Any]:
    """The words of a language for figures."""
    text = (files(__package__) / language / "figures.json").read_text("utf-8")
    held: Mapping[str, Any] = json.loads(text)
    return held

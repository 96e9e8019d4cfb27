"""The rulebook: what each body asks of a document, how sure we are of it, and what follows.

Rules are data (`data/rulebook/*.yaml`); an organisation's own rule takes the place of a shipped
one. A rule marked "memory" was written down from memory: wherever it is used, that is said.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

import msgspec

from kuager.model.length import Length

Words = Mapping[str, str]
_DAYS: Final = {"days": 1, "weeks": 7}
_MONTHS: Final = {"months": 1, "years": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of one body at one stage.

    `kind` is a term of `rule_kind`, `unit` of `rule_unit`; `value` a number ("10000"), a list of
    languages, or a day of the year ("04-30"); a rule of content or format speaks in `words`.
    A deadline in weeks, months or years is counted back from the day the session opens.
    """

    id: str
    body: str
    stage: str
    kind: str
    mark: str
    origin: str
    as_of: str
    value: str = ""
    unit: str | None = None
    counts_notes: bool | None = None
    link: str = ""
    words: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    own: bool = False

    @property
    def key(self) -> str:
        """By which outlines name the rules that bind them: body and stage."""
        return f"{self.body}/{self.stage}"

    @property
    def number(self) -> int | None:
        """The value, where it is a whole number."""
        return int(self.value) if self.value.isascii() and self.value.isdecimal() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much of a length is used; `used` is None where it cannot be counted here."""

    rule: Rule
    most: int
    used: int | None

    @property
    def is_over(self) -> bool:
        """Whether the document is longer than it may be."""
        return self.used is not None and self.used > self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day by one rule, and how many days are left; past days are negative."""

    rule: Rule
    day: date
    days_left: int


def budgets(rules: Iterable[Rule], length: Length, pages: int | None) -> tuple[Budget, ...]:
    """What each rule of length says of a document of so many words and pages."""
    found = []
    for rule in rules:
        most = rule.number
        if rule.kind != "length" or most is None:
            continue
        notes = rule.counts_notes is not False
        used = {"words": length.counted(with_notes=notes), "pages": pages}.get(rule.unit or "")
        found.append(Budget(rule=rule, most=most, used=used))
    return tuple(found)


def deadlines(
    rules: Iterable[Rule], *, today: date, opens: date | None, year: int | None
) -> tuple[Due, ...]:
    """The last days, counted back from the day the session opens, or on a fixed day.

    `year` is the year a document is about: a fixed day lies in the next one.
    """
    found = []
    for rule in rules:
        day = _day(rule, opens, year) if rule.kind == "deadline" else None
        if day is not None:
            found.append(Due(rule=rule, day=day, days_left=(day - today).days))
    return tuple(sorted(found, key=lambda due: due.day))


def _day(rule: Rule, opens: date | None, year: int | None) -> date | None:
    month, _, day = rule.value.partition("-")
    if day and year is not None and month.isdecimal() and day.isdecimal():
        return date(year + 1, int(month), int(day))
    if opens is None or rule.number is None or rule.unit is None:
        return None
    if rule.unit in _DAYS:
        return opens - timedelta(days=rule.number * _DAYS[rule.unit])
    if rule.unit in _MONTHS:
        return _months_before(opens, rule.number * _MONTHS[rule.unit])
    return None


def _months_before(day: date, months: int) -> date:
    """The same day some months earlier; the last of the month where it has no such day."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def read_rulebook(compiled: bytes) -> dict[str, Rule]:
    """Rules from their compiled form. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(compiled, type=dict[str, Rule])


@cache
def load_rulebook() -> dict[str, Rule]:
    """The packaged rules; read once."""
    return read_rulebook(files("kuager.model").joinpath("data", "rulebook.json").read_bytes())

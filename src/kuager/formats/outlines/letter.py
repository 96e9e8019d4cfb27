"""A letter laid out: facts of the record put into words, and into the places of a template.

What is not known is not among the words: the template leaves a line to write on. Names, addresses
and telephone numbers never come here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kuager.lang import date_words
from kuager.model.letter import LetterTemplate, compose
from kuager.model.report import Report

Words = Mapping[str, str]
"""Language → words."""

_ANSWERS: Final[Mapping[str, tuple[str, str]]] = {"ru": ("да", "нет"), "kk": ("иә", "жоқ")}
_GIVEN: Final[Mapping[str, tuple[str, str]]] = {
    "ru": ("дан", "не дан"),
    "kk": ("берілді", "берілмеді"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What the record knows, as codes and dates; None and empty where it does not.

    `body` receives the letter, `body_before` did what is complained of. Dates are EDTF.
    """

    body: Words | None = None
    body_before: Words | None = None
    event_date: str | None = None
    filed: str | None = None
    answered: str | None = None
    numbers: tuple[str, ...] = ()
    outcome: Words | None = None
    in_writing: bool | None = None
    bias_stated: bool | None = None
    bias_recorded: bool | None = None
    articles: tuple[Words, ...] = ()


NOTHING_KNOWN: Final = LetterFacts()


def outline(
    template: LetterTemplate, facts: LetterFacts, language: str, *, verified: bool, practice: bool
) -> Report:
    """The letter in Russian or Kazakh."""
    told = _told(facts, language)
    return compose(template, language, told, verified=verified, practice=practice)


def _told(facts: LetterFacts, language: str) -> dict[str, str]:
    articles = [law for words in facts.articles if (law := _in(words, language))]
    said = {
        "body": _in(facts.body, language),
        "body_before": _in(facts.body_before, language),
        "event_date": _date(facts.event_date, language),
        "filed": _date(facts.filed, language),
        "answered": _date(facts.answered, language),
        "number": ", ".join(facts.numbers),
        "outcome": _in(facts.outcome, language),
        "paper": _which(_GIVEN[language], facts.in_writing),
        "bias_stated": _which(_ANSWERS[language], facts.bias_stated),
        "bias_recorded": _which(_ANSWERS[language], facts.bias_recorded),
        "articles": "; ".join(articles),
    }
    return {place: words for place, words in said.items() if words}


def _in(words: Words | None, language: str) -> str:
    """Words in a language; what has none (a proper name) is said as it is."""
    return "" if words is None else words.get(language) or words.get("") or ""


def _date(said: str | None, language: str) -> str:
    return "" if said is None else date_words(said, language)


def _which(words: tuple[str, str], said: object) -> str:
    """The word for yes or for no; none where nothing is said."""
    return "" if said is None else words[0] if said else words[1]

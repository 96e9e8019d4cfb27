"""Tables in the visitor's words: units, periods, captions, numbers with their bounds, shares."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final

from kuager import N_
from kuager.lang import date_words, join_words, number, percent
from kuager.model import table_captions as captions
from kuager.model.question import Question
from kuager.model.shares import share_of
from kuager.model.table import Cell
from kuager.model.table_words import TableWords
from kuager.verbs.counting import name_bodies
from kuager.web.visit import Visit

_DASH = "–"
_DECEMBER = 12

UNIT_NOTES: Final[Mapping[str, str]] = {
    "case": N_(
        "What came to you as one file. What happened is not counted here: one case may hold "
        "several events, or none yet."
    ),
    "event": N_(
        "What happened at one time in one place. Situations that last and summaries of others are "
        "not counted."
    ),
    "act": N_(
        "Single things that were done to somebody: one event may hold several. Not the people "
        "they were done to."
    ),
    "person": N_(
        "People with a sheet of their own, each once, however often something was done to them. "
        "Nobody of whom only a number is known."
    ),
    "people": N_(
        "Everybody whom it touched, as far as it is known: at least so many, at most so many. "
        "300 detained, of whom 33 are known, are 300."
    ),
    "perpetrator": N_(
        "Those who did it, once for each event or act: whoever did it twice stands here twice. Not "
        "witnesses, and not those who helped."
    ),
    "filing": N_(
        "Complaints, claims and requests that people brought. Not bills, and not cases against us."
    ),
    "step": N_(
        "Single steps on the way: filed, answered, refused. One filing has several; for filings "
        "choose filings."
    ),
    "intervention": N_("Help that was given, and requests for it. Not complaints to the State."),
}


class _Bodies(Mapping[str, Mapping[str, str]]):
    """The names of public bodies and articles of law, read when the first of them is needed."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit

    @cached_property
    def _known(self) -> Mapping[str, Mapping[str, str]]:
        return name_bodies(self._visit.desk)

    def __getitem__(self, code: str) -> Mapping[str, str]:
        return self._known[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def words_for(visit: Visit) -> TableWords:
    """Units, dimensions and categories in the visitor's words."""
    return TableWords(
        schema=visit.desk.schema,
        language=visit.language,
        say=visit.t,
        dates=lambda text: date_words(text, visit.language),
        bodies=_Bodies(visit),
        join=lambda words: join_words(words, visit.language),
    )


def caption(visit: Visit, question: Question) -> str:
    """What a table shows, in words."""
    return captions.caption(words_for(visit), question)


def heading(visit: Visit, question: Question) -> str:
    """What is counted by what."""
    return captions.heading(words_for(visit), question)


def period_words(visit: Visit, question: Question) -> str:
    """From when to when, at the precision that the days allow; empty for no period."""
    return captions.period_words(words_for(visit), question)


def year_period(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, _DECEMBER, 31)


def bounds(cell: Cell, language: str) -> str:
    """How many: 12, between two numbers 270–330, or at least 80+."""
    least = number(cell.at_least, language)
    if cell.at_most is None:
        return f"{least}+"
    return (
        least
        if cell.at_most == cell.at_least
        else f"{least}{_DASH}{number(cell.at_most, language)}"
    )


def share_words(cell: Cell, base: Cell, language: str) -> str:
    """The share of a cell in its base, with bounds where it has some; empty where none is told."""
    found = share_of(cell, base)
    if found is None:
        return ""
    least, most = (percent(part, language) for part in found)
    return least if least == most else f"{number(found.least * 100, language)}{_DASH}{most}"

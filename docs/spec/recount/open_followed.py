"""Whom a question follows on the way to justice, and what stands beside; for `count_funnel.py`.

The times between stages, the years one by one, bodies beside the ladder, and what was brought
against ours. The rules: decision 048.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from count_open_folder import Asked
from open_courses import STAGES, Course
from open_days import reach
from open_justice import Justice
from open_record import Folder, Id

WAYS = ("for", "left", "open", "unknown")
MOST_YEARS = 12
Cell = list[int | None]
Length = tuple[float, float]


@dataclass
class State:
    """What came of a record, and whether it surely lies in the period."""

    course: Course
    is_sure: bool


class Followed:
    """One question over one folder."""

    def __init__(self, folder: Folder, question: str, justice: Justice) -> None:
        """Find whom it follows, and who has no date on its clock."""
        self.folder, self.justice = folder, justice
        self.asked = Asked(folder, question)
        self.is_report = self.asked.clock[0] == "proceeding.filed"
        self.all = self._chosen(self.asked.is_counted)
        self.states = {who: State(justice.course(who), is_sure)
                       for who, is_sure in self.all.items() if self._goes(who)}  # fmt: skip
        self.undated = {
            who for who in self._of_question(self.asked.is_counted)
            if self._goes(who) and not self.asked.dates(who)
        }  # fmt: skip

    def of_biased(self) -> tuple[dict[Id, State], set[Id]]:
        """The same for those with a documented motive of bias."""
        biased = self.justice.with_bias
        states = {who: state for who, state in self.states.items() if biased(who)}
        return states, {who for who in self.undated if biased(who)}

    def _of_question(self, is_counted: Callable[[Id], bool]) -> Iterator[Id]:
        records = self.folder.types[self.asked.type]
        return (who for who in records if is_counted(who) and self.asked.is_chosen(who))

    def _chosen(self, is_counted: Callable[[Id], bool]) -> dict[Id, bool]:
        """Who lies in the period, and whether surely."""
        states = {who: self.asked.state(who) for who in self._of_question(is_counted)}
        wanted = ("in",) if self.asked.sure else ("in", "possibly")
        return {who: state == "in" for who, state in states.items() if state in wanted}

    def _goes(self, who: Id) -> bool:
        is_told = not self.is_report or self.justice.course(who).stage > 0
        return is_told and self.justice.is_concerned(who)

    def times(self) -> dict[str, Any]:
        """From each stage to the next: those of which both days are known, and who waits."""
        courses = [state.course for state in self.states.values()]
        return {
            f"times: {first}–{second}": _between(courses, at)
            for at, (first, second) in enumerate(pairwise(STAGES))
        }

    def years(self) -> dict[str, Cell]:
        """Who reached which stage of each year, in the last years that anybody is of."""
        told: dict[str, Cell] = {}
        found = [states for year in sorted(self._years()) if (states := self._of_year(year))]
        for year, states in found[-MOST_YEARS:]:
            told[f"{year}: in progress"] = cell(s for s in states if s.course.way == "open")
            for at, stage in enumerate(STAGES):
                told[f"{year}: {stage}"] = cell(s for s in states if s.course.stage >= at)
        return told

    def _years(self) -> set[int]:
        """Years to which dates reach; one that reaches over more than are shown names none."""
        found: set[int] = set()
        for text in (text for who in self.states for text in self.asked.dates(who)):
            ends = [end.year for end in reach(text) if end]
            if ends and max(ends) - min(ends) < MOST_YEARS:
                found |= {*range(min(ends), max(ends) + 1)}
        first, last = self.asked.ends
        return {year for year in found if first.year <= year <= last.year}

    def _of_year(self, year: int) -> tuple[int, list[State]] | None:
        """Those of a year, of the days of it that lie in the period."""
        first, last = self.asked.ends
        ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        placed = [(s, self.asked.state_in(who, *ends)) for who, s in self.states.items()]
        wanted = ("in",) if self.asked.sure else ("in", "possibly")
        states = [State(s.course, place == "in") for s, place in placed if place in wanted]
        return (year, states) if states else None

    def beside(self) -> dict[str, Cell]:
        """Who turned to which body beside the ladder; of filings which are such."""
        found: dict[str, list[State]] = {}
        everybody = self.all if self.asked.unit == "filing" else self.states
        for who in everybody:
            filings = (f for side in [*self.justice.sides.values()] for f in side.get(who, ()))
            for kind in {kind for one in filings for kind in self.justice.filed.beside(one)}:
                found.setdefault(f"beside: {kind}", []).append(State(Course(), self.all[who]))
        return {kind: cell(states) for kind, states in found.items()}

    def against(self) -> dict[str, Cell]:
        """What was brought against ours, and what came of it; of filings those matters."""
        theirs = self.justice.sides["theirs"]
        is_filing = self.asked.unit == "filing"
        everybody = self._chosen(theirs.__contains__) if is_filing else self.all
        found = [(who, State(self.justice.against(who), is_sure))
                 for who, is_sure in everybody.items()
                 if theirs.get(who) and (is_filing or who in self.states)]  # fmt: skip
        told = {"against: all": cell(state for _, state in found)}
        for way in WAYS:
            told[f"against: {way}"] = cell(s for _, s in found if s.course.way == way)
        kinds = {who: {self.justice.filed.word(f, "proceeding.kind") for f in theirs[who]}
                 for who, _ in found}  # fmt: skip
        for kind in set().union(*kinds.values()):
            told[f"against: of {kind}"] = cell(s for who, s in found if kind in kinds[who])
        return told


def cell(states: Iterable[State]) -> Cell:
    """How many: surely, possibly, at least, at most."""
    found = [state.is_sure for state in states]
    return [sum(found), len(found) - sum(found), sum(found), len(found)]


def _between(courses: list[Course], at: int) -> dict[str, Any]:
    """Days from one stage to the next; who has not gone on and is in progress still waits."""
    went = [one.days for one in courses if one.stage > at]
    ends = [(reach(days.get(at, "")), reach(days.get(at + 1, ""))) for days in went]
    known = [(a, b) for a, b in ends if any(a) and any(b)]
    lengths = [_length(a, b) for a, b in known]
    took = [one for one in lengths if one[1] >= 0]
    return {
        "n": len(took),
        **{name: _bounds(of, took) for name, of in
           (("median", median), ("shortest", min), ("longest", max))},
        "waiting": sum(one.stage == at and one.way == "open" for one in courses),
        "undated": len(went) - len(known),
        "contrary": len(lengths) - len(took),
    }  # fmt: skip


def _length(first: tuple[date | None, ...], second: tuple[date | None, ...]) -> Length:
    """At least and at most so many days; below nothing where the second surely came before."""
    low = (second[0] - first[1]).days if second[0] and first[1] else 0
    high = (second[1] - first[0]).days if second[1] and first[0] else float("inf")
    return max(0, low), high


def _bounds(of: Callable[[list[float]], float], took: list[Length]) -> list[int | None] | None:
    """At least and at most, in whole days; nothing of nobody."""
    if not took:
        return None
    low, high = of([low for low, _ in took]), of([high for _, high in took])
    return [int(low // 1), None if high == float("inf") else int(-(-high // 1))]

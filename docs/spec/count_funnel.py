"""Counts the way to justice again from an open folder, with nothing but Python and its own code.

    python count_funnel.py FOLDER GAZETTEER ANSWERS

ANSWERS has what `kuager --json funnel` told (without --article), one after the other. The funnel
of the matter and that of its motive are counted again: who reached each stage, and what came of
those who came no further, by which exits. Prints every number that differs; exit code 1 if one
does. The rules: docs/decisions/048.
"""

import sys
from pathlib import Path
from typing import Any

from count_open_folder import Asked, documents
from open_courses import MOTIVE, STAGES, Course, of_motive
from open_justice import Justice
from open_record import Folder, Id

WAYS = ("for", "left", "open", "unknown")
Cell = list[int | None]
State = tuple[Course, bool, tuple[int, int | None] | None]
"""What came of a record, whether it surely lies in the period, for how many people it stands."""


def counted(folder: Folder, question: str) -> tuple[list[State], list[State]]:
    """(everybody in the question, those with a documented motive of bias)."""
    asked = Asked(folder, question)
    justice = Justice(folder, asked.unit)
    found: dict[Id, State] = {}
    for who in folder.types[asked.type]:
        if not (asked.is_counted(who) and asked.is_chosen(who) and justice.is_concerned(who)):
            continue
        state, course = asked.state(who), justice.course(who)
        if asked.clock[0] == "proceeding.filed" and not course.stage:
            continue
        if state == "in" or (state == "possibly" and not asked.sure):
            stands_for = justice.people(who) if asked.unit == "filing" else None
            found[who] = course, state == "in", stands_for
    biased = [state for who, state in found.items() if justice.with_bias(who)]
    return list(found.values()), biased


def funnel(states: list[State], stages: list[str], *, with_people: bool) -> dict[str, Any]:
    """The numbers of a funnel, by stage and name."""
    told: dict[str, Any] = {
        "several": _cell([one for one in states if len(one[0].parts) > 1]),
    }
    for at, stage in enumerate(stages):
        here = [one for one in states if one[0].stage == at]
        reached = [one for one in states if one[0].stage >= at]
        told[f"{stage}, reached"] = _cell(reached)
        if with_people:
            told[f"{stage}, people"] = _people(reached)
        for way in WAYS:
            told[f"{stage}, {way}"] = _cell([one for one in here if one[0].way == way])
        for code in {code for course, *_ in here for code in course.why}:
            told[f"{stage}, exits {code}"] = _cell([one for one in here if code in one[0].why])
        for code in {code for course, *_ in states for where, code in course.met if where == at}:
            met = [one for one in states if (at, code) in one[0].met]
            told[f"{stage}, along {code}"] = _cell(met)
    return told


def _cell(states: list[State]) -> Cell:
    sure = sum(is_sure for _, is_sure, _ in states)
    return [sure, len(states) - sure]


def _people(states: list[State]) -> Cell:
    found = [(is_sure, *people) for _, is_sure, people in states if people]
    highs = [high for *_, high in found]
    most = None if None in highs else sum(high for high in highs if high is not None)
    return [sum(low for is_sure, low, _ in found if is_sure), most]


def as_told(answer: dict[str, Any]) -> dict[str, Any]:
    """What Kuager told, by the same names."""

    def cell(found: dict[str, Any]) -> Cell:
        return [found["sure"], found["possibly"]]

    told = {"several": cell(answer["several"])}
    for stage in answer["stages"]:
        told[f"{stage['stage']}, reached"] = cell(stage["reached"])
        told |= {f"{stage['stage']}, {way}": cell(c) for way, c in stage["ways"].items()}
        for what in ("exits", "along"):
            told |= {f"{stage['stage']}, {what} {code}": cell(c) for code, c in stage[what].items()}
        if stage["people"] is not None:
            people = stage["people"]
            told[f"{stage['stage']}, people"] = [people["at_least"], people["at_most"]]
    return told


def differences(folder: Folder, told: dict[str, Any]) -> list[str]:
    """The numbers of one answer that are counted otherwise here."""
    everybody, biased = counted(folder, told["justice"]["question"])
    motives = [(of_motive(course), is_sure, None) for course, is_sure, _ in biased]
    people = "unit=filing" in told["justice"]["question"]
    ours = {
        "justice": funnel(everybody, STAGES, with_people=people),
        "bias": funnel(motives, MOTIVE, with_people=False),
        "of_biased": funnel(biased, STAGES, with_people=people),
    }
    wrong = []
    for name, numbers in ours.items():
        theirs = as_told(told[name])
        wrong += [f"{name}: {key}: {theirs.get(key)} told, {numbers.get(key)} counted"
                  for key in sorted(theirs.keys() | numbers.keys())
                  if theirs.get(key) != numbers.get(key)]  # fmt: skip
    return wrong


def main(place: str, gazetteer: str, answers: str) -> int:
    """Compare all answers; the exit code."""
    folder, wrong, numbers = Folder(Path(place), Path(gazetteer)), 0, 0
    for told in documents(Path(answers).read_text("utf-8")):
        found = differences(folder, told)
        for one in found:
            print(told["justice"]["question"], one, sep="\n  ")
        wrong += len(found)
        numbers += sum(len(as_told(told[name])) for name in ("justice", "bias", "of_biased"))
    print(f"{numbers} numbers, {wrong} differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[3:] else __doc__)

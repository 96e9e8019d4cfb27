"""Counts the way to justice again from an open folder, with nothing but Python and its own code.

    python count_funnel.py FOLDER GAZETTEER ANSWERS

ANSWERS has what `kuager --json funnel` told, one after the other; what `kuager --json funnel times`
told is of the question before it. Everything is counted again: the funnel of the matter and that of
its motive, who reached each stage, what came of those who came no further, the days between stages,
the years one by one, persons against filings, bodies beside the ladder, what was brought against
ours. Prints every number that differs; exit code 1 if one does. The rules: docs/decisions/048.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from count_open_folder import Asked, documents
from open_courses import MOTIVE, STAGES, of_motive
from open_followed import WAYS, Cell, Followed, State, cell
from open_justice import Justice
from open_record import Folder, Id
from open_ways import Ways

NAMES = ("sure", "possibly", "at_least", "at_most")
TIMES = ("n", "median", "shortest", "longest", "waiting", "undated", "contrary")
States = Mapping[Id, State]


class Recount:
    """The ways to justice in one folder."""

    def __init__(self, folder: Folder) -> None:
        """Nothing is counted yet; whose filing is whose is read once for each unit."""
        self.folder = folder
        self.read: dict[tuple[str, str], Justice] = {}

    def followed(self, question: str, article: str) -> Followed:
        """Whom a question follows."""
        key = Asked(self.folder, question).unit, article
        if key not in self.read:
            self.read[key] = Justice(self.folder, *key)
        return Followed(self.folder, question, self.read[key])

    def answer(self, question: str, article: str) -> dict[str, Any]:
        """Every number of a question, by its name."""
        whole = self.followed(question, article)
        biased, undated = whole.of_biased()
        of_motives = {w: State(of_motive(s.course), s.is_sure) for w, s in biased.items()}
        with_weights = whole.asked.unit == "filing"
        justice = whole.justice if with_weights else None
        told = {
            **funnel("justice", whole.states, STAGES, justice),
            **funnel("bias", of_motives, MOTIVE, None),
            **funnel("of_biased", biased, STAGES, justice),
            **self._doubts("justice", whole, whole.states, whole.undated),
            **self._doubts("bias", whole, biased, undated),
            **self._doubts("of_biased", whole, biased, undated),
        }
        told |= whole.times() | whole.years() | whole.beside() | whole.against()
        return told | self._sides(question, article)

    def _doubts(self, name: str, whole: Followed, states: States, undated: set[Id]) -> Any:  # noqa: ANN401
        return {
            f"{name}: undated": len(undated),
            f"{name}: disputed": sum(whole.asked.is_disputed(who) for who in states),
            f"{name}: merged": sum(self.folder.merged.get(who, 0) for who in states),
        }

    def _sides(self, question: str, article: str) -> dict[str, Any]:
        """Persons against filings, where the question can be asked of both."""
        texts = [_asked_of(self.folder, question, unit) for unit in ("person", "filing", "people")]
        if None in texts[:2]:
            return {}
        told: dict[str, Any] = {}
        for name, text in zip(("persons", "filings"), texts, strict=False):
            side = self.followed(str(text), article)
            justice = side.justice if name == "filings" else None
            told |= funnel(name, side.states, STAGES, justice)
            told |= self._doubts(name, side, side.states, side.undated)
        base = Asked(self.folder, texts[2]).answer()["cells"][()] if texts[2] else [0] * 4
        return told | ({"touched": base} if base[3] != 0 else {})


def _asked_of(folder: Folder, question: str, unit: str) -> str | None:
    """The same question of another unit; None if that does not see all it asks for."""
    asked = Asked(folder, question)
    ways = Ways(folder, unit, [], {})
    clock = "report" if asked.clock[0] == "proceeding.filed" else "incident"
    kinds = {name.partition(".")[0] for name in asked.where}
    if clock not in ways.clocks or not kinds <= {*ways.ways, ways.type}:
        return None
    return question.replace(f"unit={asked.unit}", f"unit={unit}", 1)


def funnel(
    name: str, states: States, stages: list[str], justice: Justice | None
) -> dict[str, Cell | None]:
    """The numbers of a funnel; with `justice` for how many people the filings stand, too."""
    told = {f"{name}: several": cell(s for s in states.values() if len(s.course.parts) > 1)}
    for at, stage in enumerate(stages):
        here = [one for one in states.values() if one.course.stage == at]
        reached = {who: one for who, one in states.items() if one.course.stage >= at}
        where = f"{name}: {stage}"
        told[f"{where}, reached"] = cell(reached.values())
        if justice:
            told[f"{where}, people"] = _people(reached, justice)
        for way in WAYS:
            told[f"{where}, {way}"] = cell(one for one in here if one.course.way == way)
        for code in {code for one in here for code in one.course.why}:
            told[f"{where}, exits {code}"] = cell(one for one in here if code in one.course.why)
        for code in {code for s in states.values() for n, code in s.course.met if n == at}:
            met = (one for one in states.values() if (at, code) in one.course.met)
            told[f"{where}, along {code}"] = cell(met)
    return told


def _people(states: States, justice: Justice) -> Cell:
    found = [(one.is_sure, *justice.people(who)) for who, one in states.items()]
    highs = [high for *_, high in found]
    most = None if None in highs else sum(high for high in highs if high is not None)
    least = sum(low for is_sure, low, _ in found if is_sure)
    return [*cell(states.values())[:2], least, most]


def as_told(answer: dict[str, Any]) -> dict[str, Any]:
    """What Kuager told of one question, by the same names."""
    sides = answer["sides"] or {}
    told: dict[str, Any] = {}
    for name in ("justice", "bias", "of_biased"):
        told |= _funnel_told(name, answer[name])
    for name in ("persons", "filings"):
        told |= _funnel_told(name, sides[name]) if sides else {}
    if sides and sides["touched"] is not None:
        told["touched"] = _cell(sides["touched"])
    told |= times_told(answer["times"])
    for one in answer["cohorts"]:
        told[f"{one['year']}: in progress"] = _cell(one["open"])
        for stage, reached in zip(STAGES, one["reached"], strict=True):
            told[f"{one['year']}: {stage}"] = _cell(reached)
    told |= {f"beside: {kind}": _cell(c) for kind, c in answer["beside"].items()}
    against = answer["against"]
    told["against: all"] = _cell(against["counted"])
    told |= {f"against: {way}": _cell(c) for way, c in against["ways"].items()}
    return told | {f"against: of {kind}": _cell(c) for kind, c in against["kinds"].items()}


def times_told(times: list[dict[str, Any]]) -> dict[str, Any]:
    """What Kuager told of the days between stages."""
    return {f"times: {t['first']}–{t['second']}": {name: t[name] for name in TIMES} for t in times}


def _funnel_told(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    told = {f"{name}: several": _cell(answer["several"])}
    told |= {f"{name}: {n}": answer[n] for n in ("undated", "disputed", "merged")}
    for stage in answer["stages"]:
        where = f"{name}: {stage['stage']}"
        told[f"{where}, reached"] = _cell(stage["reached"])
        told |= {f"{where}, {way}": _cell(c) for way, c in stage["ways"].items()}
        for what in ("exits", "along"):
            told |= {f"{where}, {what} {code}": _cell(c) for code, c in stage[what].items()}
        if stage["people"] is not None:
            told[f"{where}, people"] = _cell(stage["people"])
    return told


def _cell(found: dict[str, Any]) -> Cell:
    return [found[name] for name in NAMES]


def main(place: str, gazetteer: str, answers: str) -> int:
    """Compare all answers; the exit code."""
    recount, wrong, numbers = Recount(Folder(Path(place), Path(gazetteer))), 0, 0
    question, ours = "", dict[str, Any]()
    for told in documents(Path(answers).read_text("utf-8")):
        if isinstance(told, list):
            theirs = times_told(told)
            counted = {name: ours.get(name) for name in theirs}
        else:
            question = told["justice"]["question"]
            ours = counted = recount.answer(question, told["justice"]["article"] or "")
            theirs = as_told(told)
        found = [f"{name}: {theirs.get(name)} told, {counted.get(name)} counted"
                 for name in sorted(theirs.keys() | counted.keys())
                 if theirs.get(name) != counted.get(name)]  # fmt: skip
        for one in found:
            print(question, one, sep="\n  ")
        wrong, numbers = wrong + len(found), numbers + len(theirs)
    print(f"{numbers} numbers, {wrong} differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[3:] else __doc__)

"""Counts tables again from an open folder, with nothing but Python: no Kuager, its own code.

    python count_open_folder.py FOLDER GAZETTEER ANSWERS

ANSWERS has what `kuager table ask … --json` told, one after the other. Every question is counted
again from the history in FOLDER; words come from its vocabularies, what a place lies in from
GAZETTEER (`gazetteer.json`, gazetteer.md). Prints every number that differs; exit code 1 if one
does. What is counted, by which date and over which references: docs/decisions/040.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from open_codes import codes
from open_days import Days, days, order
from open_derived import derive
from open_people import people
from open_record import Folder, Id
from open_ways import DOERS, FILINGS, Ways


class Asked:
    """One question over one folder."""

    def __init__(self, folder: Folder, text: str) -> None:
        """Read the question; find the records that it looks at."""
        self.folder, pairs = folder, dict(parse_qsl(text))
        self.unit = pairs.pop("unit")
        self.by = [name for name in pairs.pop("by", "").split(",") if name]
        self.period = pairs.pop("from", ""), pairs.pop("to", "")
        self.sure = pairs.pop("sure", "") == "yes"
        clock = pairs.pop("clock", "")
        self.where = {name: set(values.split(",")) for name, values in pairs.items()}
        for name in (*self.by, *self.where):
            derive(folder, name.partition("@")[0])
        self.ways = Ways(folder, self.unit, self.by, self.where)
        self.clock = self.ways.clocks[clock or next(iter(self.ways.clocks))].split(",")
        self.type, self.sees = self.ways.type, self.ways.sees

    def said(self, who: Id, name: str, *, wider: bool = False) -> set[str]:
        """The categories of a record of the unit; `-` if nothing is said."""
        seen = self.sees(who, name.partition(".")[0])
        return {c for one in seen for c in codes(self.folder, one, name, wider=wider)} or {"-"}

    def is_counted(self, who: Id) -> bool:
        """Whether it is counted at all: what it is, and not only in situations that last."""
        get = self.folder.get
        if self.unit == "filing" and not {*FILINGS.split()} & {*get(who, "proceeding.kind")}:
            return False
        if self.unit == "perpetrator" and not DOERS & set(get(who, "involvement.role")):
            return False
        kinds = [get(e, "event.kind") for e in self.sees(who, "event")] if self.lasts else []
        return not kinds or any(kind != ["situation"] for kind in kinds)

    @property
    def lasts(self) -> bool:
        """Whether what lasts is left out: of events and of what is done at them."""
        return self.unit in ("event", "people", "act", "perpetrator")

    def dates(self, who: Id) -> list[str]:
        """The dates of the clock: of the first property that says one."""
        for name in self.clock:
            kind = name.partition(".")[0]
            told = [d for one in self.sees(who, kind) for d in self.folder.get(one, name)]
            found = [text for text in told if days(text)]
            if found and name == "step.date" and self.type != "step":
                return [min(found, key=order)]
            if found:
                return found
        return []

    def state(self, who: Id) -> str:
        """`in` the period, `possibly`, `out` of it; `undated`."""
        return self.state_in(who, *self.ends) if any(self.period) else "in"

    @property
    def ends(self) -> Days:
        """The first and the last day of the period."""
        first, last = self.period[0] or "0001-01-01", self.period[1] or "9999-12-31"
        return date.fromisoformat(first), date.fromisoformat(last)

    def state_in(self, who: Id, first: date, last: date) -> str:
        """The same of these days."""
        places = {_placed(text, first, last) for text in self.dates(who)}
        return next((p for p in ("in", "possibly", "out") if p in places), "undated")

    def is_chosen(self, who: Id) -> bool:
        """Whether it has one of the values of everything that is chosen by."""
        return all(self.sees(who, kind) for kind in self.ways.linked) and all(
            self.said(who, name, wider=True) & wanted for name, wanted in self.where.items()
        )

    def answer(self) -> dict[str, Any]:
        """Cells by key, and what stands beside the base."""
        cells: dict[tuple[str, ...], list[Any]] = {("*",) * len(self.by): [0, 0, 0, 0]}
        beside = dict.fromkeys(("undated", "merged", "left_out", "disputed"), 0)
        for who in self.folder.types[self.type]:
            if not self.is_counted(who) or not self.is_chosen(who):
                continue
            beside["undated"] += not self.dates(who)
            state = self.state(who)
            if state == "in" or (state == "possibly" and not self.sure):
                self._count(who, cells, beside, is_sure=state == "in")
        return {"cells": cells, **beside}

    def _count(self, who: Id, cells: Any, beside: Any, *, is_sure: bool) -> None:  # noqa: ANN401
        low, high = 1, 1
        if self.unit == "people":
            least, high = people(self.folder, who, self.ways.masks)
            low, beside["left_out"] = least or 0, beside["left_out"] + (least is None)
            high = 0 if least is None else high
        beside["merged"] += self.folder.merged.get(who, 0)
        beside["disputed"] += self.is_disputed(who)
        for key in product(*((*self.said(who, name), "*") for name in self.by)):
            cell = cells.setdefault(key, [0, 0, 0, 0])
            cell[0 if is_sure else 1] += 1
            cell[2] += low if is_sure else 0
            cell[3] = None if cell[3] is None or high is None else cell[3] + high

    def is_disputed(self, who: Id) -> bool:
        """Whether sources disagree on something that is asked for."""
        names = {n.partition("@")[0] for n in (*self.by, *self.where, *self.clock)}
        names |= {"event.people"} if self.unit == "people" else set()
        return any((one, n) in self.folder.disputed
                   for n in names for one in self.sees(who, n.partition(".")[0]))  # fmt: skip


def _placed(text: str, first: date, last: date) -> str:
    spans = days(text)
    if all(first <= begins and ends <= last for begins, ends in spans):
        return "in"
    return "out" if all(ends < first or begins > last for begins, ends in spans) else "possibly"


def differences(folder: Folder, told: dict[str, Any]) -> list[str]:
    """The numbers of one answer that are counted otherwise here."""
    ours = Asked(folder, told["question"]).answer()
    names = ("sure", "possibly", "at_least", "at_most")
    theirs = {tuple(c["key"]): [c[name] for name in names] for c in told["cells"]}
    keys = sorted(theirs.keys() | ours["cells"].keys())
    wrong = [f"{','.join(key)}: {theirs.get(key)} told, {ours['cells'].get(key)} counted"
             for key in keys if theirs.get(key) != ours["cells"].get(key)]  # fmt: skip
    return wrong + [f"{name}: {told[name]} told, {ours[name]} counted"
                    for name in ours if name != "cells" and told[name] != ours[name]]  # fmt: skip


def documents(text: str) -> Iterator[dict[str, Any]]:
    """One JSON object after the other, with any blanks between."""
    at = 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        found, at = json.JSONDecoder().raw_decode(text, at)
        yield found


def main(place: str, gazetteer: str, answers: str) -> int:
    """Compare all answers; the exit code."""
    folder, wrong, cells = Folder(Path(place), Path(gazetteer)), 0, 0
    for told in documents(Path(answers).read_text("utf-8")):
        found = differences(folder, told)
        for one in found:
            print(told["question"], one, sep="\n  ")
        wrong, cells = wrong + len(found), cells + len(told["cells"])
    print(f"{cells} cells, {wrong} differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[3:] else __doc__)

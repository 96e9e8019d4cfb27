"""Whose filing is whose in an open folder, and what came of whom; for `count_funnel.py`.

A filing counts for the cases, events and people it names. One that names no case counts for those
of its events, one without an event for those of its cases, one without people for those of its
cases, or of its events if it names none. What an event says fills in what no filing tells.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from open_courses import SPECIAL, STAGES, Course, joined
from open_days import days, order
from open_filings import Filings
from open_record import Folder, Id

NAMES = ("reported", "justice_stage")


class Justice:
    """The filings of a folder and what came of them."""

    def __init__(self, folder: Folder, unit: str, article: str = "") -> None:
        """Read whose filing is whose; with an article only of those filed under it."""
        self.folder, self.unit, self.article = folder, unit, article
        self.filed = Filings(folder)
        self.events_of_person: dict[Id, set[Id]] = defaultdict(set)
        for event in folder.types["event"]:
            for person in self._people_of(event):
                self.events_of_person[person].add(event)
        self.sides: dict[str, dict[Id, list[Id]]] = defaultdict(lambda: defaultdict(list))
        self.named: dict[Id, set[Id]] = defaultdict(set)
        self.known: dict[Id, Course] = {}
        self.about_events: set[Id] = set()
        for one in folder.types["proceeding"]:
            if not article or article in self.filed.provisions(one):
                self._take(one, self.filed.side(one))
        self.filings = self.sides["ours"]

    def _take(self, who: Id, side: str) -> None:
        of = self.folder.of
        cases, events, persons = (of(who, f"proceeding.{n}") for n in ("case", "event", "persons"))
        of_cases = self._back("event.case", cases)
        about = {
            "case": cases if cases or persons else {c for e in events for c in of(e, "event.case")},
            "event": events or of_cases,
            "person": persons or self._back("person.case", cases)
            or ({p for e in events for p in self._people_of(e)} if not cases else set()),
            "filing": {who},
        }[self.unit]  # fmt: skip
        for one in about:
            self.sides[side][one].append(who)
        if side == "ours":
            self.about_events |= events or of_cases
            for event in events or of_cases:
                self.named[event] |= {"case": cases, "person": persons}.get(self.unit, set())

    def _back(self, name: str, named: Iterable[Id]) -> set[Id]:
        return {w for one in named for w in self.folder.back(name).get(one, ())}

    def _people_of(self, event: Id) -> set[Id]:
        victims = {
            v for a in self._back("act.event", [event]) for v in self.folder.of(a, "act.victim")
        }
        found = {v for v in victims if self.folder.kind(v) == "person"}
        return found or self._back("person.case", self.folder.of(event, "event.case"))

    def people(self, who: Id) -> tuple[int, int | None]:
        """For how many people a filing stands: as said, and not fewer than are known."""
        of = self.folder.of
        cases, events = of(who, "proceeding.case"), of(who, "proceeding.event")
        of_events = {p for e in events if not cases for p in self._people_of(e)}
        of_others = self._back("person.case", cases) | of_events
        return self.filed.people(who, len(of(who, "proceeding.persons") or of_others))

    def events(self, who: Id) -> set[Id]:
        """The events that a record of the unit is about."""
        if self.unit == "event":
            return {who}
        if self.unit == "filing":
            named = self.folder.of(who, "proceeding.event")
            return named or self._back("event.case", self.folder.of(who, "proceeding.case"))
        return (
            self._back("event.case", [who]) if self.unit == "case" else self.events_of_person[who]
        )

    def is_concerned(self, who: Id) -> bool:
        """Whether it can go this way at all."""
        if self.article or self.unit == "filing":
            return who in self.filings
        if self.unit == "event":
            is_incident = self.filed.word(who, "event.kind") in ("", "incident")
            is_known = who in self.about_events or self.told(who) is not None
            return is_incident or is_known or bool(self._back("act.event", [who]))
        if self.unit == "person":
            cases = self.folder.of(who, "person.case")
            return bool(who in self.filings or self.events_of_person[who] or cases)
        return True

    @cached_property
    def biased_acts(self) -> dict[Id, set[Id]]:
        """Acts of which a motive of bias, or a sign of one, is documented, with their victims."""
        said, of, kind = self.filed.words, self.folder.of, self.folder.kind
        return {
            act: {v for v in of(act, "act.victim") if kind(v) == "person"}
            for act in self.folder.types["act"]
            if {*said(act, "act.bias")} - {"none", "unknown"} or said(act, "act.bias_indicator")
        }

    def with_bias(self, who: Id) -> bool:
        """Whether something was done to it of which a motive, or a sign of one, is documented."""
        for act, victims in self.biased_acts.items():
            if self.unit in ("case", "person") and victims:
                cases = {c for v in victims for c in self.folder.of(v, "person.case")}
                if who in (victims if self.unit == "person" else cases):
                    return True
            elif self.folder.of(act, "act.event") & self.events(who):
                return True
        return False

    def course(self, who: Id) -> Course:
        """What came of one record of the unit; known on the first day of its events."""
        if who not in self.known:
            self.known[who] = self._dated(who, self._course(who))
        return self.known[who]

    def _dated(self, who: Id, found: Course) -> Course:
        told = (d for e in self.events(who) for d in self.folder.get(e, "event.date") if days(d))
        known = min(told, key=order, default="")
        return replace(found, days=({0: known} if known else {}) | found.days)

    def against(self, who: Id) -> Course:
        """What came of what was brought against it."""
        return joined([self.filed.course(f) for f in self.sides["theirs"].get(who, ())])

    def _course(self, who: Id) -> Course:
        gone = [
            self.filed.course(f, who if self.unit == "person" else None)
            for f in self.filings.get(who, ())
        ]
        said = [] if self.unit == "filing" else [
            told for e in self.events(who)
            if (told := self.told(e)) and (not self.named[e] or who in self.named[e])
        ]  # fmt: skip
        if not gone:
            return joined(said) if said else Course()
        both, event = joined(gone), joined(said) if said else Course()
        met = both.met | event.met
        if event.stage > both.stage:
            way, why = (both.way, both.why) if event.way == "unknown" else (event.way, event.why)
            return replace(both, stage=event.stage, way=way, why=why, met=met)
        if both.stage and any(code.startswith("nr-") for code in event.why):
            return replace(both, met=met)
        speaks = event.way in ("left", "for") and event.stage in (0, both.stage)
        if speaks and both.way in ("open", "unknown"):
            return replace(both, way=event.way, why=event.why, met=met)
        return replace(
            both, met=met | {(event.stage, c) for c in event.why - both.why - {"unknown"}}
        )

    def told(self, event: Id) -> Course | None:
        """What an event says by itself; nothing where only an article is asked for."""
        exits = set(self.filed.words(event, "event.exit"))
        reported, stage = (self.filed.word(event, f"event.{n}") for n in NAMES)
        if self.article or not (exits or reported or stage):
            return None
        at = max(reported in ("yes", "attempted"), STAGES.index(stage) if stage in STAGES else 0)
        way, why = "open" if stage in STAGES[1:] else "unknown", set[str]()
        if exits - SPECIAL:
            way, why = "left", exits - SPECIAL
        elif "favourable" in exits:
            way, why = "for", {"favourable"}
        elif "unknown" in exits:
            way, why = "unknown", {"unknown"}
        elif reported == "no" and not at:
            way, why = "left", {"nr-other"}
        return Course(at, way, why, {}, {at}, {(at, c) for c in exits - why - {"unknown"}})

"""Whose filing is whose in an open folder, and what came of whom; for `count_funnel.py`.

A filing counts for the cases, events and people it names. One that names no case counts for those
of its events, one without an event for those of its cases, one without people for those of its
cases, or of its events if it names none. What an event says fills in what no filing tells.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from open_courses import SPECIAL, STAGES, Course, Step, course_of, joined
from open_record import Folder, Id, bounds

LADDER = {"complaint", "prosecutor-complaint", "court-complaint", "disciplinary-complaint",
          "collective-appeal", "criminal-case", "administrative-case", "civil-claim"}  # fmt: skip
BESIDE_RUNGS = {"ombudsman", "preventive-mechanism", "special-procedures", "un-ccpr", "un-cat",
                "un-cedaw", "un-cerd", "un-crpd"}  # fmt: skip
OURS = {"kz-crime", "kz-discrimination", "kz-police-act"}


class Justice:
    """The filings of a folder and what came of them."""

    def __init__(self, folder: Folder, unit: str) -> None:
        """Read whose filing is whose."""
        self.folder, self.unit = folder, unit
        self.events_of_person: dict[Id, set[Id]] = defaultdict(set)
        for event in folder.types["event"]:
            for person in self._people_of(event):
                self.events_of_person[person].add(event)
        self.filings: dict[Id, list[Id]] = defaultdict(list)
        self.named: dict[Id, set[Id]] = defaultdict(set)
        self.about_events: set[Id] = set()
        for one in folder.types["proceeding"]:
            if self._is_ours(one):
                self._take(one)

    def _is_ours(self, who: Id) -> bool:
        kind, ladder = (self._one(who, f"proceeding.{n}") for n in ("kind", "ladder"))
        if kind.endswith("-against") or ladder == "kz-against-us":
            return False
        return kind in LADDER or (kind in ("", "other") and ladder in OURS)

    def _take(self, who: Id) -> None:
        of = self.folder.of
        cases, events, persons = (of(who, f"proceeding.{n}") for n in ("case", "event", "persons"))
        of_cases = self._back("event.case", cases)
        self.about_events |= events or of_cases
        about = {
            "case": cases if cases or persons else {c for e in events for c in of(e, "event.case")},
            "event": events or of_cases,
            "person": persons or self._back("person.case", cases)
            or ({p for e in events for p in self._people_of(e)} if not cases else set()),
            "filing": {who},
        }[self.unit]  # fmt: skip
        for one in about:
            self.filings[one].append(who)
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
        known = len(of(who, "proceeding.persons") or of_others)
        said = [found for text in self.folder.get(who, "proceeding.people")
                if (found := bounds(text))]  # fmt: skip
        if not said:
            return (known, known) if known else (1, None)
        low, highs = max(known, *(least for least, _ in said)), [high for _, high in said]
        known_highs = [high for high in highs if high is not None]
        return low, None if None in highs else max(low, *known_highs)

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
        if self.unit == "event":
            kinds = self.folder.get(who, "event.kind")
            return (kinds in ([], ["incident"]) or bool(self._back("act.event", [who]))
                    or who in self.about_events or self.told(who) is not None)  # fmt: skip
        if self.unit == "person":
            cases = self.folder.of(who, "person.case")
            return bool(who in self.filings or self.events_of_person[who] or cases)
        return self.unit == "case" or who in self.filings

    def with_bias(self, who: Id) -> bool:
        """Whether something was done to it of which a motive, or a sign of one, is documented."""
        for act in self.folder.types["act"]:
            bias = set(self.folder.get(act, "act.bias")) - {"none", "unknown"}
            if bias or self.folder.get(act, "act.bias_indicator"):
                victims = {
                    v for v in self.folder.of(act, "act.victim") if self.folder.kind(v) == "person"
                }
                if self.unit in ("case", "person") and victims:
                    cases = {c for v in victims for c in self.folder.of(v, "person.case")}
                    if who in (victims if self.unit == "person" else cases):
                        return True
                elif self.folder.of(act, "act.event") & self.events(who):
                    return True
        return False

    def course(self, who: Id) -> Course:
        """What came of one record of the unit."""
        gone = [
            self.of_filing(f, who if self.unit == "person" else None) for f in self.filings[who]
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
        """What an event says by itself."""
        exits = set(self.folder.get(event, "event.exit"))
        reported, stage = (
            self._one(event, "event.reported"),
            self._one(event, "event.justice_stage"),
        )
        if not (exits or reported or stage):
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

    def of_filing(self, who: Id, person: Id | None) -> Course:
        """What came of a filing; for one of its people, what came of it for that one."""
        status = self._one(who, "proceeding.status")
        return course_of(self._steps(who, person), status)

    def _steps(self, who: Id, person: Id | None) -> list[Step]:
        every = sorted(self._back("step.proceeding", [who]), key=self.folder.order)
        told = [self._step(one) for one in every]
        filed = self._one(who, "proceeding.filed")
        if filed and all(step["kind"] != "filed" for step in told):
            told.insert(0, {**self._step(""), "kind": "filed", "date": filed})
        told = [step for step in told if step["rung"] not in BESIDE_RUNGS]
        if person and any(step["partial"] and step["persons"] for step in told):
            told = [{**step, "partial": False} for step in told
                    if not step["partial"] or person in step["persons"]]  # fmt: skip
        return told

    def _step(self, who: Id) -> Step:
        names = ("kind", "outcome", "stage", "date", "rung", "bias_stage")
        step: Step = {name: self._one(who, f"step.{name}") for name in names}
        for name in ("bias_stated", "bias_recorded"):
            step[name] = next(iter(self.folder.get(who, f"step.{name}")), None)
        step["partial"] = self._one(who, "step.for_whom") in ("some", "one")
        step["persons"] = self.folder.of(who, "step.persons")
        step["exits"] = self.folder.get(who, "step.exit")
        return step

    def _one(self, who: Id, name: str) -> str:
        return str(next(iter(self.folder.get(who, name)), ""))

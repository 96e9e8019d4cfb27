"""Which records a question looks at, and what it sees from each; for `count_open_folder.py`.

A record of the unit sees others over references. What is chosen by is asked of the same record: of
a question for detentions by harm the harm of the detentions counts. Of those who took part only
the doers are seen, unless the part played is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from open_codes import codes
from open_record import Folder, Id

# Unit, its type of record, clocks, and ways to other types: links forward, or back with a `<`.
UNITS = """
case case opened=case.opened;incident=event.date;report=proceeding.filed,step.date
    event:<event.case act:<act.cases person:<person.case proceeding:<proceeding.cases
    involvement:<event.case,<involvement.event|<act.cases,<involvement.act
    step:<proceeding.cases,<step.proceeding intervention:<intervention.cases
event event incident=event.date;known=event.known_since;report=proceeding.filed,step.date
    act:<act.event involvement:<involvement.event|<act.event,<involvement.act case:event.case
    person:<act.event,act.victim proceeding:<proceeding.event intervention:<intervention.event
    step:<proceeding.event,<step.proceeding
people event incident=event.date;known=event.known_since
    act:<act.event involvement:<involvement.event|<act.event,<involvement.act case:event.case
    person:<act.event,act.victim proceeding:<proceeding.event intervention:<intervention.event
    step:<proceeding.event,<step.proceeding
act act incident=act.date,event.date;known=event.known_since
    event:act.event case:act.cases involvement:<involvement.act|act.event,<involvement.event
    person:act.victim proceeding:act.event,<proceeding.event
    step:act.event,<proceeding.event,<step.proceeding
person person incident=event.date;opened=case.opened;report=proceeding.filed,step.date
    case:person.case act:<act.victim event:<act.victim,act.event|person.case,<event.case
    involvement:<act.victim,<involvement.act|<act.victim,act.event,<involvement.event
    involvement:person.case,<event.case,<involvement.event
    proceeding:<proceeding.persons step:<proceeding.persons,<step.proceeding
    intervention:<intervention.person
perpetrator involvement incident=event.date
    act:involvement.act|involvement.event,<act.event organisation:involvement.actor
    event:involvement.event|involvement.act,act.event
filing proceeding report=proceeding.filed,step.date;incident=event.date
    step:<step.proceeding case:proceeding.cases event:proceeding.event person:proceeding.persons
    act:proceeding.event,<act.event organisation:proceeding.body provision:proceeding.provision
step step step=step.date;incident=event.date
    proceeding:step.proceeding event:step.proceeding,proceeding.event
    case:step.proceeding,proceeding.cases organisation:step.body provision:step.provision
intervention intervention help=intervention.date;incident=event.date
    case:intervention.cases event:intervention.event person:intervention.person
"""
FILINGS = """
complaint prosecutor-complaint court-complaint ombudsman-complaint preventive-mechanism-complaint
disciplinary-complaint collective-appeal criminal-case administrative-case civil-claim
information-request document-change registration permit un-communication special-procedures
"""
DOERS = {"perpetrator", "instigator"}
PARTS = (("involvement", "act"), ("involvement", "event"), ("act", "event"), ("step", "proceeding"))


class Ways:
    """One unit in one folder, with the records that a question looks at."""

    def __init__(
        self, folder: Folder, unit: str, by: list[str], where: dict[str, set[str]]
    ) -> None:
        """What is counted by what, and which codes of what are chosen."""
        self.folder, self.by, self.where = folder, by, where
        texts = re.split(r"\n(?=\w)", UNITS.strip())
        words = next(text.split() for text in texts if text.startswith(f"{unit} "))
        self.type = words[1]
        self.clocks = dict(clock.split("=") for clock in words[2].split(";"))
        self.ways: dict[str, list[str]] = defaultdict(list)
        for kind, _, found in (word.partition(":") for word in words[3:]):
            self.ways[kind] += found.split("|")
        self.masks: dict[str, set[Id]] = {}
        self.linked = {name.partition(".")[0] for name, values in self.where.items()
                       if not name.startswith(f"{self.type}.") and "-" not in values}  # fmt: skip
        self._mask()

    def _mask(self) -> None:
        """Of types chosen by, the records of which all is said; their wholes; parts of those."""
        folder, asks = self.folder, {name.partition("@")[0] for name in (*self.by, *self.where)}
        for name, wanted in self.where.items():
            if name.partition(".")[0] in self.linked and "-" not in wanted:
                kind = name.partition(".")[0]
                self._narrow(kind, (w for w in folder.types[kind]
                                    if codes(folder, w, name, wider=True) & wanted))  # fmt: skip
        doers = {w for w in folder.types["involvement"]
                 if DOERS & set(folder.get(w, "involvement.role"))}  # fmt: skip
        is_doers = self.type != "involvement" and "involvement.role" not in asks
        if is_doers and "involvement" in self.masks:
            self._narrow("involvement", doers)
        given = set(self.masks)
        for part, whole in PARTS if given else ():
            if part in self.masks and whole != self.type:
                self._narrow(whole, [w for p in self.masks[part] for w in self._in(part, whole, p)])
        for part, whole in PARTS if given else ():
            if whole in self.masks and part not in ("act", self.type, *self.masks):
                within = self.masks[whole]
                self._narrow(
                    part, (p for p in folder.types[part] if within & self._in(part, whole, p))
                )
        if "event" in self.masks and self.type != "act":
            events = self.masks["event"]
            self._narrow(
                "act", (a for a in folder.types["act"] if events & folder.of(a, "act.event"))
            )
        if is_doers:
            self._narrow("involvement", doers)
        self.masks.pop(self.type, None)

    def _narrow(self, kind: str, records: Iterable[Id]) -> None:
        found = set(records)
        self.masks[kind] = self.masks.get(kind, found) & found

    def _in(self, part: str, whole: str, who: Id) -> set[Id]:
        """What a record is part of."""
        of, found = self.folder.of, set(self.folder.of(who, f"{part}.{whole}"))
        if (part, whole) == ("involvement", "event"):
            found |= {e for a in of(who, "involvement.act") for e in of(a, "act.event")}
        elif part == "involvement":
            back = self.folder.back("act.event")
            found |= {a for e in of(who, "involvement.event") for a in back.get(e, ())}
        return found

    def sees(self, who: Id, kind: str) -> set[Id]:
        """The records of a type that a record of the unit leads to."""
        if kind == self.type:
            return {who}
        found: set[Id] = set()
        for way in self.ways[kind]:
            here = {who}
            for hop in way.split(","):
                name = hop.lstrip("<")
                links = self.folder.back(name) if hop.startswith("<") else self.folder.links[name]
                here = {far for near in here for far in links.get(near, ()) if self._minded(far)}
            found |= here
        return found

    def _minded(self, who: Id) -> bool:
        mask = self.masks.get(self.folder.kind(who))
        return mask is None or who in mask

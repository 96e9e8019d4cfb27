"""From the record to journeys: what of the way to justice each record of a unit has gone.

A filing counts for what it names: the cases, events and people that stand in it. One that names no
case counts for the cases of its events, one that names no event for the events of its cases, and
one that names nobody for the people of its cases or, without cases, of its events.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Final

from kuager.model.journey import Journey, begins, said_of_event, together
from kuager.store.columns import nodes_of, references_of
from kuager.verbs.desk import Desk
from kuager.verbs.filings import (
    NOBODY,
    Filing,
    FilingReader,
    Nodes,
    Side,
    grouped,
    one,
    said_in_lists,
)

_NO_BIAS: Final = frozenset({"none", "unknown"})


class Matters:
    """Every filing of a vault, and what it is about; `article` (a node) keeps those under it."""

    def __init__(self, desk: Desk, *, article: int | None = None) -> None:
        """As the record stands now."""
        self.desk, self.article = desk, article

    @cached_property
    def filings(self) -> tuple[Filing, ...]:
        """All of them, those against us and those beside the ladder too."""
        read = FilingReader(self.desk)
        found = map(read.filing, nodes_of(self.desk.store, "proceeding"))
        if self.article is None:
            return tuple(found)
        return tuple(filing for filing in found if self.article in filing.provisions)

    @cached_property
    def case_events(self) -> Mapping[int, Nodes]:
        """The events of each case."""
        return _turned(self._links("event", "case"))

    @cached_property
    def event_cases(self) -> Mapping[int, Nodes]:
        """The cases of each event."""
        return self._links("event", "case")

    @cached_property
    def case_persons(self) -> Mapping[int, Nodes]:
        """The people of each case."""
        return _turned(self._links("person", "case"))

    @cached_property
    def event_persons(self) -> Mapping[int, Nodes]:
        """The people to whom something was done at each event, and those of its cases if none."""
        found: dict[int, set[int]] = defaultdict(set)
        for act, events in self.act_events.items():
            for event in events:
                found[event] |= self.act_victims.get(act, NOBODY)
        for event, cases in self.event_cases.items():
            if not found.get(event):
                found[event] = set(_of(self.case_persons, cases))
        return {event: frozenset(people) for event, people in found.items() if people}

    @cached_property
    def person_events(self) -> Mapping[int, Nodes]:
        """The events of each person."""
        return _turned(self.event_persons)

    @cached_property
    def said(self) -> Mapping[int, Journey]:
        """What each event tells by itself; with an article nothing, for that stands in filings."""
        if self.article is not None:
            return {}
        columns = [self._said("event", name) for name in ("reported", "justice_stage", "exit")]
        found = {}
        for event in nodes_of(self.desk.store, "event"):
            reported, stage, exits = (column.get(event, ()) for column in columns)
            journey = said_of_event(one(reported), one(stage), map(str, exits))
            if journey is not None:
                found[event] = journey
        return found

    @cached_property
    def dates(self) -> Mapping[int, str]:
        """The date of each event that has one."""
        return {node: str(said[0]) for node, said in self._said("event", "date").items()}

    @cached_property
    def biased_acts(self) -> Nodes:
        """The acts of which a motive of bias, or a sign of one, is documented."""
        biased = {
            act
            for act, said in self._said("act", "bias").items()
            if not _NO_BIAS.issuperset(map(str, said))
        }
        return frozenset(biased | set(self._said("act", "bias_indicator")))

    @cached_property
    def act_events(self) -> Mapping[int, Nodes]:
        """The events of each act."""
        return self._links("act", "event")

    @cached_property
    def act_victims(self) -> Mapping[int, Nodes]:
        """The people to whom each act was done."""
        persons = frozenset(nodes_of(self.desk.store, "person"))
        victims = self._links("act", "victim")
        return {act: people for act, found in victims.items() if (people := found & persons)}

    @cached_property
    def incidents(self) -> Nodes:
        """Events that can be reported: incidents, and whatever has an act or was reported."""
        store = self.desk.store
        kinds = self._said("event", "kind")
        plain = {n for n in nodes_of(store, "event") if one(kinds.get(n, ())) in (None, "incident")}
        acted = _of(self.act_events, nodes_of(store, "act"))
        reported = _of({f.node: self.events_of(f) for f in self.filings}, self._ours)
        return frozenset(plain) | acted | reported | frozenset(self.said)

    @cached_property
    def _ours(self) -> Nodes:
        return frozenset(filing.node for filing in self.filings if filing.side == "ours")

    def cases_of(self, filing: Filing) -> Nodes:
        """The cases that a filing is about."""
        if filing.cases or filing.persons:
            return filing.cases
        return _of(self.event_cases, filing.events)

    def events_of(self, filing: Filing) -> Nodes:
        """The events that a filing is about."""
        return filing.events or _of(self.case_events, filing.cases)

    def persons_of(self, filing: Filing) -> Nodes:
        """The people whom a filing is about."""
        if filing.persons:
            return filing.persons
        if filing.cases:
            return _of(self.case_persons, filing.cases)
        return _of(self.event_persons, filing.events)

    def _links(self, type_name: str, short: str) -> dict[int, Nodes]:
        found: dict[int, set[int]] = defaultdict(set)
        for node, target in references_of(self.desk.store, type_name, short):
            found[node].add(target)
        return {node: frozenset(targets) for node, targets in found.items()}

    def _said(self, type_name: str, short: str) -> dict[int, tuple[object, ...]]:
        return said_in_lists(self.desk, type_name, short)


class Travelled:
    """The journeys of the records of one unit, by node."""

    def __init__(self, matters: Matters, unit: str) -> None:
        """`unit` is one of `FUNNEL_UNITS`."""
        self.matters, self.unit = matters, unit

    @cached_property
    def by_side(self) -> Mapping[Side, Mapping[int, tuple[Filing, ...]]]:
        """The filings of each record of the unit, apart by whose they are."""
        found: dict[Side, dict[int, list[Filing]]] = defaultdict(lambda: defaultdict(list))
        for filing in self.matters.filings:
            for node in self._about(filing):
                found[filing.side][node].append(filing)
        return {
            side: {node: tuple(each) for node, each in nodes.items()}
            for side, nodes in found.items()
        }

    @cached_property
    def events(self) -> Mapping[int, Nodes]:
        """The events of each record of the unit."""
        matters = self.matters
        if self.unit == "event":
            return {n: frozenset({n}) for n in nodes_of(matters.desk.store, "event")}
        if self.unit == "filing":
            return {filing.node: matters.events_of(filing) for filing in matters.filings}
        return matters.case_events if self.unit == "case" else matters.person_events

    def journey(self, node: int) -> Journey:
        """What came of one record of the unit."""
        filings = self.by_side.get("ours", {}).get(node, ())
        if self.unit == "person":
            gone = [filing.journey_for(node) for filing in filings]
        else:
            gone = [filing.journey for filing in filings]
        events = self.events.get(node, NOBODY)
        told = [self.matters.said[e] for e in sorted(events) if self._speaks_for(e, node)]
        found = together(gone, [] if self.unit == "filing" else told)
        days = [self.matters.dates[e] for e in events if e in self.matters.dates]
        if not days:
            return found
        return replace(found, days={"known": min(days, key=begins), **found.days})

    def concerned(self) -> Nodes:
        """The nodes that are counted at all."""
        matters = self.matters
        mine = frozenset(self.by_side.get("ours", {}))
        if self.unit == "filing" or matters.article is not None:
            return mine
        if self.unit == "case":
            return frozenset(nodes_of(matters.desk.store, "case"))
        if self.unit == "event":
            return matters.incidents
        return (
            mine
            | frozenset(matters.person_events)
            | _of(matters.case_persons, matters.case_persons)
        )

    def with_bias(self) -> Nodes:
        """Those to whom something was done of which a motive of bias is documented.

        An act of a raid belongs to its victim and the victim's cases; one of whom nobody is known
        as its victim belongs to everything of its event.
        """
        matters = self.matters
        events, persons = set[int](), set[int]()
        for act in matters.biased_acts:
            victims = matters.act_victims.get(act, NOBODY)
            if self.unit in ("case", "person") and victims:
                persons |= victims
            else:
                events |= matters.act_events.get(act, NOBODY)
        found = {node for node, about in self.events.items() if not events.isdisjoint(about)}
        if self.unit == "person":
            return frozenset(found | persons)
        about = matters.case_persons.items() if self.unit == "case" else ()
        return frozenset(found | {case for case, people in about if people & persons})

    def beside(self) -> Mapping[str, Nodes]:
        """Who turned to which body beside the ladder, by the kind of proceeding."""
        found: dict[str, set[int]] = defaultdict(set)
        for side in self.by_side.values():
            for node, filings in side.items():
                for filing in filings:
                    for kind in filing.beside:
                        found[kind].add(node)
        return {kind: frozenset(nodes) for kind, nodes in sorted(found.items())}

    def against(self, node: int) -> Journey:
        """What came of the matters against one record of the unit."""
        filings = self.by_side.get("theirs", {}).get(node, ())
        return together(filing.journey for filing in filings)

    def _about(self, filing: Filing) -> Iterable[int]:
        matters = self.matters
        if self.unit == "case":
            return matters.cases_of(filing)
        if self.unit == "event":
            return matters.events_of(filing)
        return matters.persons_of(filing) if self.unit == "person" else (filing.node,)

    def _speaks_for(self, event: int, node: int) -> bool:
        """Whether what is said of an event holds for this record.

        Where filings name who takes part in them, it says nothing of those who do not.
        """
        if event not in self.matters.said:
            return False
        named = self._named.get(event, NOBODY)
        return not named or node in named

    @cached_property
    def _named(self) -> Mapping[int, Nodes]:
        """The records of the unit that filings about each event name."""
        found: dict[int, set[int]] = defaultdict(set)
        if self.unit in ("case", "person"):
            for filing in self.matters.filings:
                names = filing.cases if self.unit == "case" else filing.persons
                for event in self.matters.events_of(filing) if filing.side == "ours" else ():
                    found[event] |= names
        return {event: frozenset(nodes) for event, nodes in found.items()}


def _of(links: Mapping[int, Nodes], nodes: Iterable[int]) -> Nodes:
    return NOBODY.union(*(links.get(node, NOBODY) for node in nodes))


def _turned(links: Mapping[int, Nodes]) -> dict[int, Nodes]:
    return grouped((target, node) for node, targets in links.items() for target in targets)

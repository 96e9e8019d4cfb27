"""From the record to journeys: what of the way to justice each record of a unit has gone.

A filing counts for what it names: the cases, events and people that stand in it. One that names no
case counts for the cases of its events, one that names no event for the events of its cases, and
one that names nobody for the people of its cases or, without cases, of its events. Only nodes and
codes are read; restricted cases are not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from kuager.model.counts import CountError, read_count
from kuager.model.journey import Journey, begins, journey_of, said_of_event, together
from kuager.model.ladder import load_ladders
from kuager.model.ladder_course import Step
from kuager.store.columns import nodes_of, references_of, values_of
from kuager.verbs.desk import Desk
from kuager.verbs.ladders import SOME_ONLY

Side = Literal["ours", "beside", "theirs", "elsewhere"]
Nodes = frozenset[int]
NOBODY: Final[Nodes] = frozenset()

ON_THE_LADDER: Final = frozenset(
    {"complaint", "prosecutor-complaint", "court-complaint", "disciplinary-complaint",
     "collective-appeal", "criminal-case", "administrative-case", "civil-claim"}
)  # fmt: skip
"""Kinds of proceeding by which one of ours goes the way to justice."""
BESIDE: Final[Mapping[str, str]] = {
    "ombudsman": "ombudsman-complaint",
    "preventive-mechanism": "preventive-mechanism-complaint",
    "special-procedures": "special-procedures",
    "un-ccpr": "un-communication",
    "un-cat": "un-communication",
    "un-cedaw": "un-communication",
    "un-cerd": "un-communication",
    "un-crpd": "un-communication",
}
"""Rungs beside and after every ladder, and the kind of proceeding that goes there."""
_BESIDE_KINDS: Final = frozenset(BESIDE.values())
_COUNTER: Final = "counter-charge"
_NO_BIAS: Final = frozenset({"none", "unknown"})
_NO_JUSTICE: Final = "kz-refusal"
"""A ladder of permits and papers, on which nobody looks for justice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One proceeding: whose it is, its steps on the ladder, and the nodes that it names.

    `own` has for some people the steps that concern them alone. `beside` are kinds of proceeding
    beside the ladder that its steps reached. `people` is how many it stands for, as said.
    """

    node: int
    side: Side
    kind: str
    steps: tuple[Step, ...]
    status: str | None
    cases: Nodes
    events: Nodes
    persons: Nodes
    provisions: Nodes
    people: tuple[str, ...]
    own: Mapping[int, Nodes] = field(default_factory=dict)
    beside: frozenset[str] = frozenset()

    @property
    def journey(self) -> Journey:
        """What came of it, as a whole."""
        return journey_of(self.steps, status=self.status)

    def journey_for(self, person: int) -> Journey:
        """What came of it for one of its people: who left it has left."""
        if not self.own:
            return self.journey
        steps = (
            replace(step, partial=False) if step.partial else step
            for step in self.steps
            if not step.partial or step.order in self.own.get(person, NOBODY)
        )
        return journey_of(steps, status=self.status)


class Matters:
    """Every filing of a vault, and what it is about; `article` (a node) keeps those under it."""

    def __init__(self, desk: Desk, *, article: int | None = None) -> None:
        """As the record stands now."""
        self.desk, self.article = desk, article

    @cached_property
    def filings(self) -> tuple[Filing, ...]:
        """All of them, those against us and those beside the ladder too."""
        read = _Reader(self.desk)
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
        acts, victims = self._links("act", "event"), self._links("act", "victim")
        persons = frozenset(nodes_of(self.desk.store, "person"))
        found: dict[int, set[int]] = defaultdict(set)
        for act, events in acts.items():
            for event in events:
                found[event] |= victims.get(act, NOBODY) & persons
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
            journey = said_of_event(_one(reported), _one(stage), map(str, exits))
            if journey is not None:
                found[event] = journey
        return found

    @cached_property
    def dates(self) -> Mapping[int, str]:
        """The date of each event that has one."""
        return {node: str(said[0]) for node, said in self._said("event", "date").items()}

    @cached_property
    def with_bias(self) -> Nodes:
        """The events at which a motive of bias, or a sign of one, is documented."""
        biased = {
            act
            for act, said in self._said("act", "bias").items()
            if not _NO_BIAS.issuperset(map(str, said))
        }
        biased |= set(self._said("act", "bias_indicator"))
        return _of(self._links("act", "event"), biased)

    @cached_property
    def incidents(self) -> Nodes:
        """Events that can be reported: incidents, and whatever has an act or was reported."""
        store = self.desk.store
        kinds = self._said("event", "kind")
        plain = {
            n for n in nodes_of(store, "event") if _one(kinds.get(n, ())) in (None, "incident")
        }
        acted = _of(self._links("act", "event"), nodes_of(store, "act"))
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
        """Those at whose events a motive of bias is documented."""
        biased = self.matters.with_bias
        return frozenset(node for node, events in self.events.items() if events & biased)

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


class _Reader:
    """The columns of proceedings and steps, each read once."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.store = desk, desk.store
        self.ladders = load_ladders().ladders
        self.said = {
            name: said_in_lists(desk, "proceeding", name)
            for name in ("kind", "ladder", "status", "filed", "people")
        }
        self.links = {
            name: _grouped(references_of(self.store, "proceeding", name))
            for name in ("case", "event", "persons", "provision")
        }
        self.steps = self._steps()
        self.step_persons = _grouped(references_of(self.store, "step", "persons"))
        self.step_provisions = _grouped(references_of(self.store, "step", "provision"))

    def filing(self, node: int) -> Filing:
        """One proceeding with its steps."""
        kind = self._text("kind", node) or ""
        side = self._side(kind, self._text("ladder", node))
        every = [*self.steps.get(node, ()), *self._filed(node)]
        laid = [step for step in every if step.rung not in BESIDE]
        beside = {BESIDE[step.rung] for step in every if step.rung in BESIDE}
        if kind in _BESIDE_KINDS:
            beside.add(kind)
        own: dict[int, set[int]] = defaultdict(set)
        for step in laid:
            for person in self.step_persons.get(step.order, NOBODY) if step.partial else ():
                own[person].add(step.order)
        provisions = self.links["provision"].get(node, NOBODY)
        return Filing(
            node=node,
            side=side,
            kind=kind,
            steps=tuple(map(_not_counter, laid) if side == "theirs" else laid),
            status=self._text("status", node),
            cases=self.links["case"].get(node, NOBODY),
            events=self.links["event"].get(node, NOBODY),
            persons=self.links["persons"].get(node, NOBODY),
            provisions=provisions.union(
                *(self.step_provisions.get(step.order, NOBODY) for step in laid)
            ),
            people=tuple(map(str, self.said["people"].get(node, ()))),
            own={person: frozenset(orders) for person, orders in own.items()},
            beside=frozenset(beside),
        )

    def _side(self, kind: str, ladder: str | None) -> Side:
        """Whose it is: by its kind, and by the ladder that was chosen where the kind is open."""
        chosen = self.ladders.get(ladder or "")
        if kind.endswith("-against") or (chosen is not None and chosen.side == "theirs"):
            return "theirs"
        if kind in _BESIDE_KINDS:
            return "beside"
        is_open = kind in ("", "other") and chosen is not None and ladder != _NO_JUSTICE
        return "ours" if kind in ON_THE_LADDER or is_open else "elsewhere"

    def _text(self, name: str, node: int) -> str | None:
        return _one(self.said[name].get(node, ()))

    def _filed(self, node: int) -> Iterator[Step]:
        """The filing itself, where only its day is said and no step."""
        filed = self._text("filed", node)
        if filed is not None and all(step.kind != "filed" for step in self.steps.get(node, ())):
            yield Step(code="", order=-1, kind="filed", when=filed)

    def _steps(self) -> dict[int, list[Step]]:
        """The steps of each proceeding in the order of record; `order` is the node."""
        names = (
            "kind", "outcome", "stage", "rung", "date", "exit", "for_whom",
            "bias_stated", "bias_recorded", "bias_stage",
        )  # fmt: skip
        said = {name: said_in_lists(self.desk, "step", name) for name in names}
        found: dict[int, list[Step]] = defaultdict(list)
        for node, proceeding in references_of(self.store, "step", "proceeding"):
            found[proceeding].append(_step(node, said))
        return found


def _step(node: int, said: Mapping[str, Mapping[int, tuple[object, ...]]]) -> Step:
    def text(name: str) -> str | None:
        return _one(said[name].get(node, ()))

    def yes(name: str) -> bool | None:
        values = said[name].get(node, ())
        return bool(values[0]) if values else None

    return Step(
        code="",
        order=node,
        rung=text("rung"),
        kind=text("kind"),
        outcome=text("outcome"),
        stage=text("stage"),
        exits=tuple(map(str, said["exit"].get(node, ()))),
        when=text("date"),
        bias_stated=yes("bias_stated"),
        bias_recorded=yes("bias_recorded"),
        bias_stage=text("bias_stage"),
        partial=text("for_whom") in SOME_ONLY,
    )


def _not_counter(step: Step) -> Step:
    """A step of a matter against us: that it was brought is no way out of it."""
    return replace(step, exits=tuple(code for code in step.exits if code != _COUNTER))


def people_of(filing: Filing, known: int) -> tuple[int, int | None]:
    """For how many people a filing stands: as said, and never fewer than those known by name."""
    bounds: list[tuple[int, int | None]] = []
    for text in filing.people:
        try:
            bounds.append(read_count(text).bounds)
        except CountError:
            continue
    if not bounds:
        return (known, known) if known else (1, None)
    least = max(known, *(low for low, _ in bounds))
    highs = [high for _, high in bounds]
    return least, None if None in highs else max(least, *(h for h in highs if h is not None))


def said_in_lists(desk: Desk, type_name: str, short: str) -> dict[int, tuple[object, ...]]:
    """What each node says in a column; of words from a list only those that the list has."""
    said = values_of(desk.store, type_name, short)
    vocabulary = desk.schema.types[type_name].properties[short].vocabulary
    if vocabulary is None:
        return dict(said)
    terms = desk.schema.vocabularies[vocabulary].terms
    listed = ((node, tuple(v for v in values if v in terms)) for node, values in said)
    return {node: values for node, values in listed if values}


def _one(values: tuple[object, ...]) -> str | None:
    return str(values[0]) if values else None


def _of(links: Mapping[int, Nodes], nodes: Iterable[int]) -> Nodes:
    return NOBODY.union(*(links.get(node, NOBODY) for node in nodes))


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, Nodes]:
    found: dict[int, set[int]] = defaultdict(set)
    for node, target in pairs:
        found[node].add(target)
    return {node: frozenset(targets) for node, targets in found.items()}


def _turned(links: Mapping[int, Nodes]) -> dict[int, Nodes]:
    return _grouped((target, node) for node, targets in links.items() for target in targets)

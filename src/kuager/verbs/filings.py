"""Proceedings as filings: whose each one is, its steps on the ladder, and the nodes that it names.

Only nodes and codes are read; restricted ones are not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, Literal

from kuager.model.counts import CountError, read_count
from kuager.model.journey import Journey, journey_of
from kuager.model.ladder import load_ladders
from kuager.model.ladder_course import Step
from kuager.store.columns import references_of, values_of
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
_NO_JUSTICE: Final = "kz-refusal"
"""A ladder of permits and papers, on which nobody looks for justice."""


@dataclass(frozen=True, kw_only=True)
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

    @cached_property
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


class FilingReader:
    """The columns of proceedings and steps, each read once."""

    def __init__(self, desk: Desk) -> None:
        """As the record stands now."""
        self.desk, self.store = desk, desk.store
        self.ladders = load_ladders().ladders
        self.said = {
            name: said_in_lists(desk, "proceeding", name)
            for name in ("kind", "ladder", "status", "filed", "people")
        }
        self.links = {
            name: grouped(references_of(self.store, "proceeding", name))
            for name in ("case", "event", "persons", "provision")
        }
        self.steps = self._steps()
        self.step_persons = grouped(references_of(self.store, "step", "persons"))
        self.step_provisions = grouped(references_of(self.store, "step", "provision"))

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
        return one(self.said[name].get(node, ()))

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
        return one(said[name].get(node, ()))

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


def one(values: tuple[object, ...]) -> str | None:
    """The first thing that is said, as a text."""
    return str(values[0]) if values else None


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, Nodes]:
    """Pairs by the first of them."""
    found: dict[int, set[int]] = defaultdict(set)
    for node, target in pairs:
        found[node].add(target)
    return {node: frozenset(targets) for node, targets in found.items()}

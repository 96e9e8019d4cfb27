"""What follows from the record without being said: ways between records, and derived properties.

Everything is of nodes and codes; see `model/units.py` (`WAYS`) and `model/derived.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from kuager.model.derived import DERIVED, FILING_STAGE
from kuager.model.scales import CODE, OTHER
from kuager.model.schema import Property
from kuager.store.columns import Groups, groups_of, nodes_of, references_of, values_of
from kuager.store.store import Store
from kuager.verbs.desk import Desk
from kuager.verbs.journeys import Matters
from kuager.verbs.way_columns import WAY_BEHIND, way_column

Pairs = Sequence[tuple[int, int]]
"""(node, node that it leads to)."""
_CASE_WAY = ("act", "event", "person", "group", "case")
_OWN_CASES = {"proceeding.cases": "proceeding", "intervention.cases": "intervention"}


def pairs_of(store: Store, name: str) -> Pairs:
    """The references of a property, or of a way that no property tells."""
    if name == "act.case":
        return store.projector.kept.get(("way", name), _CASE_WAY, partial(_cases_of_acts, store))
    if name in _OWN_CASES:
        type_name = _OWN_CASES[name]
        make = partial(_own_cases, store, type_name)
        return store.projector.kept.get(("way", name), (type_name, "event", "case"), make)
    type_name, _, short = name.partition(".")
    return references_of(store, type_name, short)


def said_in(desk: Desk, prop: Property) -> Groups:
    """What is said in a property → the nodes of which it is said; derived ones are worked out.

    A reference says the code of what it leads to, if that is public, and else `_`.
    """
    store = desk.store
    if prop.name in DERIVED:
        make = partial(_derived, desk, prop)
        return store.projector.kept.get(("derived", prop.name), types_behind(prop), make)
    if prop.kind == "reference":
        make = partial(_bodies, store, prop)
        return store.projector.kept.get(("bodies", prop.name), types_behind(prop), make)
    return groups_of(store, prop.type, prop.short)


def types_behind(prop: Property) -> tuple[str, ...]:
    """The types of record from which `said_in` reads."""
    if prop.name == FILING_STAGE:
        return ("proceeding", "step")
    if prop.name in DERIVED:
        return WAY_BEHIND
    return (prop.type, *prop.to)


def public_codes(store: Store, types: Iterable[str]) -> Mapping[int, str]:
    """The codes of public bodies and articles of law by their nodes; of nobody else."""
    found: dict[int, str] = {}
    for type_name in types:
        if type_name in ("organisation", "provision"):
            named = dict(values_of(store, type_name, "code"))
            for node in _public(store, type_name):
                code = str(named.get(node, ("",))[0])
                if CODE.fullmatch(code):
                    found[node] = code
    return found


def _public(store: Store, type_name: str) -> Sequence[int]:
    if type_name == "provision":
        return nodes_of(store, type_name)
    said = groups_of(store, type_name, "public_body")
    return [node for value, nodes in said.items() if value for node in nodes]


def _bodies(store: Store, prop: Property) -> Groups:
    codes = public_codes(store, prop.to)
    found: dict[object, list[int]] = defaultdict(list)
    for node, target in pairs_of(store, prop.name):
        found[codes.get(target, OTHER)].append(node)
    return dict(found)


def _derived(desk: Desk, prop: Property) -> Groups:
    return _stages(desk) if prop.name == FILING_STAGE else way_column(desk, prop)


def _stages(desk: Desk) -> Groups:
    """How far each proceeding came, as it is told on the way to justice."""
    found: dict[object, list[int]] = defaultdict(list)
    for filing in Matters(desk).filings:
        found[filing.journey.stage].append(filing.node)
    return dict(found)


def _cases_of_acts(store: Store) -> Pairs:
    """The cases of each act: those of its event, or of its victim where several share it."""
    of_event = _targets(references_of(store, "event", "case"))
    of_victim = _targets(
        [*references_of(store, "person", "case"), *references_of(store, "group", "case")]
    )
    victims = _targets(references_of(store, "act", "victim"))
    found: list[tuple[int, int]] = []
    for act, event in references_of(store, "act", "event"):
        cases = of_event.get(event, ())
        if len(cases) > 1:
            own = {case for victim in victims.get(act, ()) for case in of_victim.get(victim, ())}
            cases = [case for case in cases if case in own] or cases
        found += [(act, case) for case in cases]
    return found


def _own_cases(store: Store, type_name: str) -> Pairs:
    """The cases that a record names, or else those of its events."""
    own = references_of(store, type_name, "case")
    said = {node for node, _ in own}
    of_event = _targets(references_of(store, "event", "case"))
    through = [
        (node, case)
        for node, event in references_of(store, type_name, "event")
        if node not in said
        for case in of_event.get(event, ())
    ]
    return [*own, *dict.fromkeys(through)]


def _targets(pairs: Pairs) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for node, target in pairs:
        found[node].append(target)
    return dict(found)

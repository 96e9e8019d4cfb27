"""The way to justice as columns: how far each record came, what came of it, and how far its motive.

With these a funnel is a table like any other, so that the gate weighs it and the register keeps it;
`verbs/funnel_tables.py` asks for it. See docs/decisions/048.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kuager.model.derived import MOTIVE, ON_THE_WAY, OUT, SIDE
from kuager.model.gathering_table import MIXED_SIDE, UNKNOWN_SIDE
from kuager.model.journey import UNKNOWN, Journey, bias_journey
from kuager.model.schema import Property
from kuager.store.columns import Groups, nodes_of, references_of, values_of
from kuager.verbs.desk import Desk
from kuager.verbs.journeys import Matters, Travelled

WAY_BEHIND: Final = ("case", "event", "act", "person", "proceeding", "step", "organisation")
"""The types of record from which all this is read."""
SEVERAL, ENDED_OTHERWISE, OPEN = "several", "ended", "open"


def way_column(desk: Desk, prop: Property) -> Groups:
    """What is said in a derived property → the nodes of which it is said."""
    if prop.name == SIDE:
        sides = sides_of_events(desk)
        return _grouped((n, sides.get(n, UNKNOWN_SIDE)) for n in nodes_of(desk.store, "event"))
    matters = desk.store.projector.kept.get(("ways",), WAY_BEHIND, lambda: Matters(desk))
    travelled = Travelled(matters, "filing" if prop.type == "proceeding" else prop.type)
    concerned = travelled.concerned()
    if prop.short == ON_THE_WAY:
        every = nodes_of(desk.store, prop.type)
        return {said: [n for n in every if (n in concerned) is said] for said in (True, False)}
    if prop.short == MOTIVE:
        motives = concerned & travelled.with_bias()
        return _grouped((n, bias_journey(travelled.journey(n)).stage) for n in motives)
    terms = frozenset(desk.schema.vocabularies[prop.vocabulary or ""].terms)
    if prop.short == OUT:
        return _grouped((n, way_out(travelled.journey(n), terms)) for n in concerned)
    return _grouped((n, travelled.journey(n).stage) for n in concerned)


def way_out(journey: Journey, terms: frozenset[str]) -> str:
    """What came of a matter in one word of the list: of several reasons none is chosen."""
    if journey.way == "open":
        return OPEN
    if journey.way == "unknown":
        return UNKNOWN
    if len(journey.reasons) > 1:
        return SEVERAL
    return next((code for code in journey.reasons if code in terms), ENDED_OTHERWISE)


def sides_of_events(desk: Desk) -> dict[int, str]:
    """The side of each event that has an organiser of whom a stance is known."""
    stances = {node: str(said[0]) for node, said in values_of(desk.store, "organisation", "stance")}
    found: dict[int, list[str]] = defaultdict(list)
    for event, organiser in references_of(desk.store, "event", "organiser"):
        if organiser in stances:
            found[event].append(stances[organiser])
    return {event: one_side(said) for event, said in found.items()}


def one_side(stances: Iterable[str]) -> str:
    """One side of several organisers: what they share, else mixed; unknown ones say nothing."""
    found = {stance for stance in stances if stance != UNKNOWN_SIDE}
    if not found:
        return UNKNOWN_SIDE
    return found.pop() if len(found) == 1 else MIXED_SIDE


def _grouped(said: Iterable[tuple[int, str]]) -> Groups:
    found: dict[object, list[int]] = defaultdict(list)
    for node, word in said:
        found[word].append(node)
    return dict(found)

"""How many people each event touched, from all that is said of them: bounds for every event.

What counts are the number said of the event, its groups, the victims and the targets known one by
one, and the numbers said of acts; see `model/crowd.py` for how they go together. Of a question
that chooses by acts or persons, only the people of these acts count.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from kuager.model.counts import CountError, read_count
from kuager.model.crowd import UNKNOWN_SIZE, Bounds, Crowd
from kuager.stats.frame import Bits, Weights
from kuager.store.calendar import bits_of
from kuager.store.columns import groups_of, nodes_of, references_of
from kuager.store.store import Store
from kuager.verbs.unit_view import UnitView

_TARGET = "target"
_ALONE = "individual"
_READ = ("event", "act", "group", "person", "involvement", "case")


@dataclass(frozen=True, slots=True)
class PeopleCounted:
    """The bounds of every event, and the events that say nothing of people."""

    weights: Weights
    silent: Bits


def count_people(view: UnitView) -> PeopleCounted:
    """How many people stand behind each position of the view; its unit is one of events."""
    key = ("people", view.masks.key)
    types = dict.fromkeys((*_READ, *view.masks.types))
    return view.desk.store.projector.kept.get(key, types, partial(_count, view))


def _count(view: UnitView) -> PeopleCounted:
    said = _Said(view)
    low, high = [0] * len(view.nodes), [0] * len(view.nodes)
    unbounded, silent = [], []
    for at, event in enumerate(view.nodes):
        crowd = said.crowd(event)
        if crowd.is_silent:
            silent.append(at)
            continue
        low[at], most = crowd.bounds
        high[at] = low[at] if most is None else most
        if most is None:
            unbounded.append(at)
    bits = view.bits
    return PeopleCounted(
        Weights(low=digits_of(low), high=digits_of(high), open=bits(unbounded)), bits(silent)
    )


class _Said:
    """Everything that is said of people at events, read once in columns."""

    def __init__(self, view: UnitView) -> None:
        store = view.desk.store
        self.acts_chosen = view.masks.of("act")
        self.persons_chosen = view.masks.of("person")
        self.is_part = self.acts_chosen is not None or self.persons_chosen is not None
        self.totals = _counts(store, "event")
        self.reached = _counts(store, "act")
        self.sizes = _sizes(store)
        self.persons = frozenset(nodes_of(store, "person"))
        self.acts = _turned(references_of(store, "act", "event"))
        self.victims = _grouped(references_of(store, "act", "victim"))
        self.parts = dict(references_of(store, "group", "of_whom"))
        known = _grouped(references_of(store, "group", "known_member"))
        self.members = {group: frozenset(persons) for group, persons in known.items()}
        self.groups_at = _turned(references_of(store, "group", "event"))
        self.targets = _targets(store)
        self.cases = _grouped(references_of(store, "event", "case"))
        self.people_of = _turned(references_of(store, "person", "case"))

    def crowd(self, event: int) -> Crowd:
        """All that is said of the people of an event, or of the acts that are chosen."""
        acts = [act for act in self.acts.get(event, ()) if self._counts(act)]
        met = [one for act in acts for one in self.victims.get(act, ())]
        if not self.is_part:
            met += [*self.groups_at.get(event, ()), *self.targets.get(event, ())]
        persons = frozenset(one for one in met if one in self.persons)
        groups = frozenset(one for one in met if one not in self.persons)
        loose = tuple(
            self.reached[a] for a in acts if a in self.reached and not self.victims.get(a)
        )
        total = self.totals.get(event)
        whole = None if self.is_part else total
        tells = bool(persons or groups or loose or whole)
        return Crowd(
            total=whole,
            most=None if total is None else total[1],
            groups=self._bounded(groups, acts),
            parts=self.parts,
            members=self._whole_members(groups, acts),
            persons=persons,
            loose=loose,
            cases=() if tells or self.is_part else self._cases(event),
        )

    def _counts(self, act: int) -> bool:
        chosen, persons = self.acts_chosen, self.persons_chosen
        if chosen is not None and act not in chosen:
            return False
        return persons is None or any(v in persons for v in self.victims.get(act, ()))

    def _bounded(self, groups: Iterable[int], acts: list[int]) -> dict[int, Bounds]:
        """Each group with its size; of chosen acts, with how many of it they reached."""
        told: dict[int, list[Bounds]] = defaultdict(list)
        for act in acts:
            for group in self.victims.get(act, ()):
                if act in self.reached:
                    told[group].append(self.reached[act])
        return {group: self._size(group, told.get(group, [])) for group in groups}

    def _size(self, group: int, told: list[Bounds]) -> Bounds:
        size = self.sizes.get(group)
        if not told:
            return size or UNKNOWN_SIZE
        low = max(least for least, _ in told)
        highs = [most for _, most in told]
        high = None if None in highs else sum(most for most in highs if most is not None)
        if size is None:
            return low, high
        if self.is_part:
            bounded = [most for most in (high, size[1]) if most is not None]
            return low, max(low, min(bounded)) if bounded else None
        return max(low, size[0]), None if size[1] is None else max(low, size[1])

    def _whole_members(
        self, groups: Iterable[int], acts: list[int]
    ) -> Mapping[int, frozenset[int]]:
        """The known members of groups that were reached whole; of a part nobody knows which."""
        if not self.is_part:
            return self.members
        partly = {g for act in acts if act in self.reached for g in self.victims.get(act, ())}
        return {g: self.members[g] for g in groups if g in self.members and g not in partly}

    def _cases(self, event: int) -> tuple[frozenset[int], ...]:
        found = (frozenset(self.people_of.get(case, ())) for case in self.cases.get(event, ()))
        return tuple(persons for persons in found if persons)


def digits_of(numbers: list[int]) -> tuple[Bits, ...]:
    """One number of bits for each binary digit of these numbers."""
    size = max(numbers, default=0).bit_length()
    return tuple(
        bits_of((at for at, n in enumerate(numbers) if n >> digit & 1), len(numbers) + 1)
        for digit in range(size)
    )


def _counts(store: Store, type_name: str) -> dict[int, Bounds]:
    """The numbers of people that are said of records of a type."""
    found: dict[int, Bounds] = {}
    for text, nodes in groups_of(store, type_name, "people").items():
        bounds = _bounds(text)
        if bounds is not None:
            found |= dict.fromkeys(nodes, bounds)
    return found


def _sizes(store: Store) -> dict[int, Bounds]:
    """How many a group are, as said; one, where it is one person."""
    alone = groups_of(store, "group", "kind").get(_ALONE, ())
    found: dict[int, Bounds] = dict.fromkeys(alone, (1, 1))
    for text, nodes in groups_of(store, "group", "size").items():
        bounds = _bounds(text)
        if bounds is not None:
            found |= dict.fromkeys(nodes, bounds)
    return found


def _bounds(text: object) -> Bounds | None:
    try:
        return read_count(str(text)).bounds
    except CountError:
        return None


def _targets(store: Store) -> dict[int, list[int]]:
    """Event → the persons and groups that were its targets."""
    meant = set(groups_of(store, "involvement", "role").get(_TARGET, ()))
    actors = _grouped(references_of(store, "involvement", "actor"))
    bodies = set(nodes_of(store, "organisation"))
    found: dict[int, list[int]] = defaultdict(list)
    for one, event in references_of(store, "involvement", "event"):
        if one in meant:
            found[event] += [actor for actor in actors.get(one, ()) if actor not in bodies]
    return dict(found)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for node, target in pairs:
        found[node].append(target)
    return dict(found)


def _turned(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    return _grouped((target, node) for node, target in pairs)

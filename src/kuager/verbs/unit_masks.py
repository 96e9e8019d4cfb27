"""Which records of other types a question looks at: what it chooses by, said of the same record.

Choosing by the outcome of a step looks at these steps and their proceedings; choosing by the kind
of an event looks at what was done in such events. Of involvements only those of doers are looked
at, unless the part played is asked for itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

from kuager.model.derived import property_of
from kuager.model.filters import NOTHING
from kuager.model.question import Dimension, Question
from kuager.model.scales import wider_at
from kuager.model.units import DOERS, PART, Unit
from kuager.store.columns import groups_of
from kuager.verbs.derivations import Pairs, pairs_of, said_in
from kuager.verbs.desk import Desk

Nodes = frozenset[int]
_LINKED: Final = ("involvement", "act", "event", "step", "proceeding", "organisation", "provision")


class Masks:
    """The records of each type that count for a question; of a type without a mask, all."""

    def __init__(self, desk: Desk, unit: Unit, question: Question | None) -> None:
        """For a unit and a question about it; without one, only doers are told apart."""
        where = {} if question is None else question.where
        by = () if question is None else question.by
        self._desk, self._unit = desk, unit
        self._doers = unit.type != "involvement" and PART not in {d.name for d in (*by, *where)}
        self._chosen = {
            dimension: values
            for dimension, values in where.items()
            if dimension.type != unit.type and values and NOTHING not in values
        }

    @property
    def key(self) -> object:
        """Two questions with the same key look at the same records."""
        return (self._doers, tuple(sorted(self._chosen.items())))

    @property
    def types(self) -> Iterable[str]:
        """The types of record on which the masks depend, beside involvements themselves."""
        return {*_LINKED, *(d.type for d in self._chosen)} if self._chosen else ()

    @property
    def chosen_types(self) -> Iterable[str]:
        """The types by whose properties the question chooses, other than the unit's own."""
        return sorted({dimension.type for dimension in self._chosen})

    def of(self, type_name: str) -> Nodes | None:
        """The records of a type that are looked at; None for all of them."""
        is_free = not self._chosen and type_name != "involvement"
        return None if is_free or type_name == self._unit.type else self._masks.get(type_name)

    @cached_property
    def _masks(self) -> Mapping[str, Nodes]:
        masks: dict[str, Nodes] = {}
        for dimension, values in self._chosen.items():
            _narrow(masks, dimension.type, self._saying(dimension, values))
        if self._doers:
            doers = self._doing()
            if "involvement" in masks:
                _narrow(masks, "involvement", doers)
            self._spread(masks)
            _narrow(masks, "involvement", doers)
        else:
            self._spread(masks)
        return masks

    def _spread(self, masks: dict[str, Nodes]) -> None:
        """From parts to what they are part of, then to the other parts of the same."""
        for child, parent, pairs in self._ties():
            if child in masks and parent != self._unit.type:
                mask = masks[child]
                _narrow(masks, parent, frozenset(far for near, far in pairs if near in mask))
        for child, parent, pairs in self._ties():
            if parent in masks and child not in ("act", self._unit.type) | masks.keys():
                mask = masks[parent]
                _narrow(masks, child, frozenset(near for near, far in pairs if far in mask))
        if "event" in masks and self._unit.type != "act":
            pairs, mask = self._pairs("act.event"), masks["event"]
            _narrow(masks, "act", frozenset(near for near, far in pairs if far in mask))

    def _ties(self) -> Iterable[tuple[str, str, Sequence[tuple[int, int]]]]:
        """(part, whole, pairs of both), the smallest parts first."""
        if not self._chosen:
            return
        events = dict(self._pairs("act.event"))
        direct = self._pairs("involvement.act")
        at_event = self._pairs("involvement.event")
        through = [(one, events[act]) for one, act in direct if act in events]
        acts_of: dict[int, list[int]] = {}
        for act, event in events.items():
            acts_of.setdefault(event, []).append(act)
        meant = [(one, act) for one, event in at_event for act in acts_of.get(event, ())]
        yield "involvement", "act", [*direct, *meant]
        yield "involvement", "event", [*at_event, *through]
        yield "act", "event", list(events.items())
        yield "step", "proceeding", self._pairs("step.proceeding")

    def _saying(self, dimension: Dimension, values: Iterable[str]) -> Nodes:
        """The records of which one of these values is said."""
        prop = property_of(dimension.name, self._desk.schema)
        if prop is None:
            return frozenset()
        coder, wanted = wider_at(prop, dimension.scale, self._desk.schema), set(values)
        said = said_in(self._desk, prop)
        return frozenset(
            node for value, nodes in said.items() if not wanted.isdisjoint(coder(value))
            for node in nodes
        )  # fmt: skip

    def _doing(self) -> Nodes:
        said = groups_of(self._desk.store, "involvement", "role")
        return frozenset(node for role in DOERS for node in said.get(role, ()))

    def _pairs(self, name: str) -> Pairs:
        return pairs_of(self._desk.store, name)


def _narrow(masks: dict[str, Nodes], type_name: str, nodes: Nodes) -> None:
    masks[type_name] = masks[type_name] & nodes if type_name in masks else nodes

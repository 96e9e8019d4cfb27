"""Which records may be published one by one, so that a number made of them tells nothing new.

The gate of every report decides (`model/disclosure.py`): the wording of the event has to pass for
the use, and what the number tells of it has to be what may be told of it at all.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from kuager.model.chapter import Development
from kuager.model.consent import Use, published_fields
from kuager.model.disclosure import CaseConsent, what_may_leave
from kuager.model.question import Dimension, Question
from kuager.model.statement import EntityId
from kuager.model.whose import is_long_enough
from kuager.store.answers import ids_of
from kuager.verbs.chapters import TOLD_TYPES, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.frames import UnitView

MOST_WEIGHED: Final = 400
"""So many records are looked at singly for one table; of more, none passes by itself."""
_DEEPEST: Final = 5


class Singly:
    """Weighs the records of one unit for one use, each only once."""

    def __init__(self, desk: Desk, view: UnitView, *, use: Use, question: Question) -> None:
        """For a question as it is asked today."""
        self._desk, self._use, self._question = desk, use, question
        self._type = view.unit.type if view.unit.type in TOLD_TYPES else "event"
        self._ids = ids_of(desk.store, self._type)
        self._seen: dict[int, list[int]] = {}
        for node, places in view.reached(self._type).items():
            for at in places:
                self._seen.setdefault(at, []).append(node)
        self._gathering = Gathering(desk)
        self._weighed: dict[int, Development | None] = {}

    def may_pass(self, places: Iterable[int], told: Iterable[Dimension]) -> bool:
        """Whether all of these records may be published singly at this detail; no, if none."""
        detail = {*told, *self._question.where}
        found = [self._passes(at, detail) for at in places]
        return bool(found) and all(found)

    def _passes(self, at: int, detail: Iterable[Dimension]) -> bool:
        nodes = self._seen.get(at, [])
        return bool(nodes) and all(self._tells(node, detail) for node in nodes)

    def _tells(self, node: int, detail: Iterable[Dimension]) -> bool:
        """Whether one event or step may be told with all that the number tells of it."""
        if node not in self._weighed:
            room = len(self._weighed) < MOST_WEIGHED
            self._weighed[node] = self._weigh(node) if room else None
        passed = self._weighed[node]
        if passed is None:
            return False
        is_private = passed.private is not None
        if is_private and not is_long_enough(self._question.first, self._question.last):
            return False
        schema = self._desk.schema
        return all(
            dimension.name.partition(".")[2]
            in published_fields(schema.type(dimension.type), is_private=is_private)
            for dimension in detail
        )

    def _weigh(self, node: int) -> Development | None:
        """The event or step, if its public wording passes the gate in some language; uncut."""
        record = self._desk.view.record(EntityId(bytes.fromhex(self._ids[node])))
        if record is None:
            return None
        own, consents = self._gathering.one(record)
        found, homes = {own.code: own}, own
        for _ in range(_DEEPEST):
            uid = None if homes.told_under is None else self._home(homes)
            if uid is None or (home := self._desk.view.record(uid)) is None:
                break
            homes, more = self._gathering.one(home)
            found[homes.code] = homes
            consents = {**consents, **more}
        return own if self._leaves(own, tuple(found.values()), consents) else None

    def _leaves(
        self, own: Development, told: tuple[Development, ...], consents: Mapping[str, CaseConsent]
    ) -> bool:
        languages = {language for one in told for language in one.wording}
        return any(
            own.code in {d.code for d in cut.passed}
            for language in sorted(languages)
            for cut in [
                what_may_leave(
                    told,
                    use=self._use,
                    language=language,
                    consents=consents,
                    on=self._desk.today,
                )
            ]
        )

    def _home(self, found: Development) -> EntityId | None:
        return self._desk.view.find_code("event", found.told_under or "")

"""From drafts to statements: keys become ids, references are found, nothing is said twice.

Works portion by portion, so that a hundred thousand rows need little memory; what one row says of
an entity always lies in one portion. A key may be referred to before its row has come.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from kuager.model.draft import Draft, Reference, Rejected
from kuager.model.statement import RETRACT, SAY, EntityId, Statement, StatementId
from kuager.store.change import CHUNK_STATEMENTS
from kuager.store.view import Told
from kuager.verbs.desk import Desk

Mode = Literal["add", "update", "meet"]
SOURCE_TYPES = ("passage", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one row would change: the properties that are new or said otherwise."""

    line: int
    type: str
    key: str
    status: Literal["new", "changed", "same"]
    properties: tuple[str, ...]


@dataclass(slots=True)
class Sayings:
    """Turns the drafts of one file into statements, keeping count."""

    desk: Desk
    mode: Mode
    keep_differences: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    statements: int = 0
    portion: int = CHUNK_STATEMENTS
    differences: list[Difference] = field(default_factory=list)
    _known: dict[str, dict[str, EntityId]] = field(default_factory=dict)
    _made: set[bytes] = field(default_factory=set)
    _said: set[bytes] = field(default_factory=set)
    _changed: set[bytes] = field(default_factory=set)
    _awaited: dict[EntityId, Rejected] = field(default_factory=dict)
    _halves: dict[str, list[Statement]] = field(default_factory=dict)

    def take(self, draft: Draft) -> int | Rejected:
        """Say what a draft says; returns how many statements wait to be handed over."""
        fault = self._take_one(draft)
        for inner in draft.inner:
            fault = fault or self._take_one(inner)
        if fault is not None:
            return fault
        return max((len(found) for found in self._halves.values()), default=0)

    def hand_over(self) -> dict[str, list[Statement]]:
        """The statements said since the last time, by half."""
        found, self._halves = self._halves, {}
        self.statements += sum(map(len, found.values()))
        return found

    def unresolved(self) -> list[Rejected]:
        """References to keys that no row and no record answers to."""
        return [fault for uid, fault in self._awaited.items() if uid not in self._said]

    def _take_one(self, draft: Draft) -> Rejected | None:
        codes = self._codes(draft.type)
        uid = codes.get(draft.key)
        is_known = uid is not None and uid not in self._made
        if self.mode == "update" and uid is None:
            return Rejected(draft.line, "", "unknown-id", {"key": draft.key})
        if uid is None:
            uid = codes[draft.key] = self._make()
        said = self._statements(uid, draft)
        if not is_known:
            self._count_new(uid, draft, said)
            return None
        return self._take_known(uid, draft, said)

    def _count_new(self, uid: EntityId, draft: Draft, said: list[Statement]) -> None:
        if uid not in self._said:
            self.created += 1
            self._said.add(uid)
        self._put(said)
        self._show(draft, "new", said)

    def _take_known(self, uid: EntityId, draft: Draft, said: list[Statement]) -> Rejected | None:
        """A record that was here before the import: only what is new is said."""
        self._said.add(uid)
        standing = [told for told in self.desk.view.history(uid) if told.stands]
        before = {(t.property, t.value, t.language, t.source) for t in standing}
        new = [s for s in said if (s.property, s.value, s.language, s.source) not in before]
        if not new:
            self.unchanged += 1
            self._show(draft, "same", [])
            return None
        if self.mode == "add":
            return Rejected(draft.line, "", "already-here", {"key": draft.key})
        if uid not in self._changed:
            self._changed.add(uid)
            self.updated += 1
        self._put([*self._superseded(uid, new, standing), *new])
        self._show(draft, "changed", new)
        return None

    def _superseded(
        self, uid: EntityId, new: list[Statement], standing: list[Told]
    ) -> list[Statement]:
        """Withdraw what the same source said before of a property with one value."""
        if self.mode != "update":
            return []
        schema = self.desk.schema
        places = {(s.property, s.language, s.source) for s in new}
        return [
            Statement(RETRACT, uid, told.property, StatementId(told.id))
            for told in standing
            if (told.property, told.language, told.source) in places
            and not schema.property(told.property).many
        ]

    def _statements(self, uid: EntityId, draft: Draft) -> list[Statement]:
        found: list[Statement] = []
        new = tuple.__new__
        for said in draft.says:
            value = said.value
            if isinstance(value, Reference):
                value = self._find(value.types, value.key, draft.line)  # type: ignore[assignment]
            key = said.source_key
            source = None if key is None else self._find(SOURCE_TYPES, key, draft.line)
            fields = (SAY, uid, said.property, value, said.language, source, said.sure, None)
            found.append(new(Statement, fields))
        return found

    def _find(self, types: tuple[str, ...], key: str, line: int) -> EntityId:
        """The entity with this key; if none is here yet, a later row has to answer to it."""
        for kind in types:
            uid = self._codes(kind).get(key)
            if uid is not None:
                return uid
        uid = self._make()
        for kind in types:
            self._codes(kind)[key] = uid
        self._awaited[uid] = Rejected(line, "", "unknown-reference", {"key": key})
        return uid

    def _codes(self, kind: str) -> dict[str, EntityId]:
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self.desk.view.codes(kind)
            self._said.update(found.values())
        return found

    def _make(self) -> EntityId:
        uid = self.desk.store.new_id()
        self._made.add(uid)
        return uid

    def _put(self, said: Iterable[Statement]) -> None:
        halves, out = self.desk.store.projector.halves, self._halves
        for statement in said:
            out.setdefault(halves[statement[2]], []).append(statement)

    def _show(
        self, draft: Draft, status: Literal["new", "changed", "same"], said: list[Statement]
    ) -> None:
        if len(self.differences) < self.keep_differences:
            names = tuple(dict.fromkeys(s.property for s in said))
            self.differences.append(
                Difference(
                    line=draft.line,
                    type=draft.type,
                    key=draft.key,
                    status=status,
                    properties=names,
                )
            )

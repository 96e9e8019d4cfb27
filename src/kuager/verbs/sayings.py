"""From drafts to statements: keys become ids, references are found, nothing is said twice.

Works portion by portion, so that a hundred thousand rows need little memory; what one row says of
an entity always lies in one portion. A row is taken whole or not at all. A key may be referred to
before its row has come; what nobody answers to in the end is told as `unresolved`.
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kuager.model.draft import Draft, Reference, Rejected, Say
from kuager.model.statement import RETRACT, SAY, EntityId, Statement, StatementId, Value
from kuager.store.change import CHUNK_STATEMENTS
from kuager.store.view import Told
from kuager.verbs.desk import Desk

Mode = Literal["add", "update", "meet"]
Status = Literal["new", "changed", "same"]
SOURCE_TYPES = ("passage", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one row would change: the properties that are new or said otherwise.

    `said` are (property, value, language) as they would be said, references by their keys.
    """

    line: int
    type: str
    key: str
    status: Status
    properties: tuple[str, ...]
    said: tuple[tuple[str, Value, str | None], ...] = field(default=(), repr=False)


class _Standing(NamedTuple):
    """A statement that stands before a row is taken; `id` is None if this import said it."""

    said: Statement
    id: StatementId | None


class _Weighed(NamedTuple):
    """What a draft would say, not said yet."""

    uid: EntityId
    draft: Draft
    status: Status
    said: list[Statement]


@dataclass(slots=True)
class Sayings:
    """Turns the drafts of an import into statements, keeping count.

    `file` is the number of the file that is being read. In a dry run nothing that is handed over
    reaches the log.
    """

    desk: Desk
    mode: Mode
    keep_differences: int = 0
    is_dry: bool = False
    file: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    statements: int = 0
    portion: int = CHUNK_STATEMENTS
    differences: list[Difference] = field(default_factory=list)
    _known: dict[str, dict[str, EntityId]] = field(default_factory=dict)
    _made: set[EntityId] = field(default_factory=set)
    _said: set[EntityId] = field(default_factory=set)
    _changed: set[EntityId] = field(default_factory=set)
    _fresh: set[EntityId] = field(default_factory=set)
    _pending: dict[EntityId, list[Statement]] = field(default_factory=dict)
    _promised: dict[EntityId, tuple[str, ...]] = field(default_factory=dict)
    _awaited: dict[EntityId, list[tuple[int, Rejected]]] = field(default_factory=dict)
    _halves: dict[str, list[Statement]] = field(default_factory=dict)

    def take(self, draft: Draft) -> int | Rejected:
        """Say what a row says; returns how many statements wait to be handed over."""
        asked: list[tuple[EntityId, str]] = []
        weighed = []
        for one in (draft, *draft.inner):
            found = self._weigh(one, asked)
            if isinstance(found, Rejected):
                return found
            weighed.append(found)
        for one_weighed in weighed:
            self._accept(one_weighed)
        for uid, key in asked:
            if uid not in self._said:
                fault = Rejected(draft.line, "", "unknown-reference", {"key": key})
                self._awaited.setdefault(uid, []).append((self.file, fault))
        return max((len(found) for found in self._halves.values()), default=0)

    def hand_over(self) -> dict[str, list[Statement]]:
        """The statements said since the last time, by half."""
        found, self._halves = self._halves, {}
        self.statements += sum(map(len, found.values()))
        kept = self._changed & self._pending.keys() if self.is_dry else ()
        self._pending = {uid: self._pending[uid] for uid in kept}
        self._fresh.clear()
        return found

    def unresolved(self) -> dict[tuple[int, int], Rejected]:
        """Rows, by file and line, that refer to keys which no row and no record answers to."""
        found: dict[tuple[int, int], Rejected] = {}
        for file, fault in (place for places in self._awaited.values() for place in places):
            first = found.get((file, fault.line))
            found[file, fault.line] = fault if first is None else _joined(first, fault)
        return dict(sorted(found.items()))

    def _weigh(self, draft: Draft, asked: list[tuple[EntityId, str]]) -> _Weighed | Rejected:
        codes = self._codes(draft.type)
        uid = codes.get(draft.key)
        if self.mode == "update" and (uid is None or uid in self._made):
            return Rejected(draft.line, "", "unknown-id", {"key": draft.key})
        if uid is None:
            uid = codes[draft.key] = self._make()
        said = self._statements(uid, draft, asked)
        if uid not in self._said:
            return _Weighed(uid, draft, "new", said)
        return self._weigh_known(uid, draft, said)

    def _weigh_known(
        self, uid: EntityId, draft: Draft, said: list[Statement]
    ) -> _Weighed | Rejected:
        """A record of which something stands: only what is new is said."""
        standing = self._standing(uid)
        before = {s.said[2:] for s in standing}
        new = [s for s in dict.fromkeys(said) if s[2:] not in before]
        if not new:
            return _Weighed(uid, draft, "same", [])
        if uid in self._made:
            return _Weighed(uid, draft, "new", new)
        if self.mode == "add":
            return Rejected(draft.line, "", "already-here", {"key": draft.key})
        superseded = self._superseded(new, standing)
        code = _code_again(f"{draft.type}.code", said, [*standing, *map(_own, new)])
        return _Weighed(uid, draft, "changed", [*superseded, *new, *code])

    def _superseded(self, new: list[Statement], standing: list[_Standing]) -> list[Statement]:
        """Withdraw what the same source said before this import of a property with one value."""
        if self.mode != "update":
            return []
        schema = self.desk.schema
        places = {(s.property, s.language, s.source) for s in new}
        return [
            Statement(RETRACT, said.subject, said.property, place)
            for said, place in standing
            if place is not None
            and (said.property, said.language, said.source) in places
            and not schema.property(said.property).many
            and not said.property.endswith(".code")
        ]

    def _standing(self, uid: EntityId) -> list[_Standing]:
        """What stands of a record, in the log and among what waits to be handed over."""
        found: dict[object, _Standing] = {}
        own = set(self.desk.change.entries) if self.desk.change is not None else set()
        for told in self._logged(uid):
            said = Statement(SAY, told.subject, *told[1:6])
            found[told.id] = _Standing(said, None if told.entry in own else told.id)
        for said in self._pending.get(uid, ()):
            if said.op == RETRACT:
                found.pop(said.value, None)
            else:
                found[said] = _Standing(said, None)
        return list(found.values())

    def _logged(self, uid: EntityId) -> list[Told]:
        """What the log says of a record; nothing if all of it still waits."""
        if uid in self._fresh or (self.is_dry and uid in self._made):
            return []
        return [told for told in self.desk.view.history(uid) if told.stands]

    def _accept(self, weighed: _Weighed) -> None:
        uid, draft, status, said = weighed
        if status == "same":
            self.unchanged += 1
        elif uid not in self._said:
            self._begin(uid, draft)
        elif status == "changed" and uid not in self._changed:
            self._changed.add(uid)
            self.updated += 1
        self._put(uid, said)
        if len(self.differences) < self.keep_differences:
            self._show(weighed)

    def _begin(self, uid: EntityId, draft: Draft) -> None:
        """The first row of a new record; a promised id belongs to its type from now on."""
        self.created += 1
        self._said.add(uid)
        self._fresh.add(uid)
        self._awaited.pop(uid, None)
        for kind in self._promised.pop(uid, ()):
            if kind != draft.type and self._codes(kind).get(draft.key) == uid:
                del self._codes(kind)[draft.key]

    def _statements(
        self, uid: EntityId, draft: Draft, asked: list[tuple[EntityId, str]]
    ) -> list[Statement]:
        found: list[Statement] = []
        new = tuple.__new__
        for said in draft.says:
            value: object = said.value
            if isinstance(value, Reference):
                value = self._find(value.types, value.key, asked)
            key = said.source_key
            source = None if key is None else self._find(SOURCE_TYPES, key, asked)
            fields = (SAY, uid, said.property, value, said.language, source, said.sure, None)
            found.append(new(Statement, fields))
        return found

    def _find(
        self, types: tuple[str, ...], key: str, asked: list[tuple[EntityId, str]]
    ) -> EntityId:
        """The entity with this key; if none is here yet, a later row has to answer to it."""
        for kind in types:
            uid = self._codes(kind).get(key)
            if uid is not None:
                if uid not in self._said:
                    asked.append((uid, key))
                return uid
        uid = self._make()
        self._promised[uid] = types
        for kind in types:
            self._codes(kind)[key] = uid
        asked.append((uid, key))
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

    def _put(self, uid: EntityId, said: list[Statement]) -> None:
        halves, out = self.desk.store.projector.halves, self._halves
        for statement in said:
            half = halves[statement[2]]
            if half in out:
                out[half].append(statement)
            else:
                out[half] = [statement]
        if uid in self._pending:
            self._pending[uid] += said
        else:
            self._pending[uid] = said

    def _show(self, weighed: _Weighed) -> None:
        draft = weighed.draft
        known = f"{draft.type}.code" if weighed.status == "changed" else None
        names = tuple(dict.fromkeys(s.property for s in weighed.said if s.property != known))
        self.differences.append(
            Difference(
                line=draft.line,
                type=draft.type,
                key=draft.key,
                status=weighed.status,
                properties=names,
                said=tuple(_told(said) for said in draft.says if said.property in names),
            )
        )


def _told(said: Say) -> tuple[str, Value, str | None]:
    value = said.value.key if isinstance(said.value, Reference) else said.value
    return said.property, value, said.language


def _own(said: Statement) -> _Standing:
    return _Standing(said, None)


def _code_again(name: str, said: list[Statement], standing: list[_Standing]) -> list[Statement]:
    """The code, once in each import that changes a record: it stays when the other is undone."""
    if any(place is None and told.property == name for told, place in standing):
        return []
    return [one for one in said if one.property == name][:1]


def _joined(first: Rejected, other: Rejected) -> Rejected:
    """Two faults of one row as one, so that a pass mends it."""
    return Rejected(first.line, first.column, first.code, first.facts, (*first.also, other))

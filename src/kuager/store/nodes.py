"""Local integers for entities: the derived tables join on them, the log never sees them."""

from collections.abc import Iterable, Mapping

from kuager.model.fold import Page
from kuager.store.database import Connection

_CHUNK = 500
_MAX_KNOWN = 200_000


class Nodes:
    """Entity id to local integer and type, with a bounded memory of what was asked."""

    def __init__(self, connection: Connection, types: frozenset[str]) -> None:
        """`types` are the entity types of the schema."""
        self.connection = connection
        self.types = types
        self.ids: dict[bytes, int] = {}
        self._uids: dict[int, bytes] = {}
        self._kinds: dict[bytes, str | None] = {}

    def ensure(
        self, subjects: Mapping[bytes, str | None], references: Iterable[bytes]
    ) -> set[bytes]:
        """Give every entity a node; returns those of which nothing had been said before.

        `subjects` come with the type that the new statements speak of.
        """
        if len(self.ids) + len(self._uids) > _MAX_KNOWN:
            self.forget()
        asked = dict.fromkeys(references) | dict(subjects)
        self._load([uid for uid in asked if uid not in self.ids])
        missing = [uid for uid in asked if uid not in self.ids]
        if missing:
            first = 1 + self.connection.execute("SELECT ifnull(max(id),0) FROM node").fetchone()[0]
            self._add(enumerate(missing, first), asked)
        new = set(missing)
        return {u for u in subjects if u in new or (self._kinds[u] is None and self._is_blank(u))}

    def _add(
        self, numbered: Iterable[tuple[int, bytes]], kinds: Mapping[bytes, str | None]
    ) -> None:
        typed: list[tuple[int, bytearray, str]] = []
        untyped: list[tuple[int, bytearray]] = []
        for number, uid in numbered:
            kind = kinds[uid]
            self.ids[uid], self._kinds[uid] = number, kind
            # The library takes a slow way round for bytes, not for bytearray.
            if kind is None:
                untyped.append((number, bytearray(uid)))
            else:
                typed.append((number, bytearray(uid), kind))
        many = self.connection.executemany
        many("INSERT INTO node(id, uid, type) VALUES(?,?,?)", typed)
        many("INSERT INTO node(id, uid) VALUES(?,?)", untyped)

    def id_of(self, uid: bytes) -> int:
        """The node of an entity that has one. Raises KeyError if it has none."""
        if uid not in self.ids:
            self._load([uid])
        return self.ids[uid]

    def knows(self, uid: bytes) -> bool:
        """Whether anything was ever said of the entity, or it was referred to."""
        if uid not in self.ids:
            self._load([uid])
        return uid in self.ids

    def type_of(self, uid: bytes) -> str | None:
        """The entity's type, once something typed was said of it."""
        if uid not in self._kinds:
            self._load([uid])
        return self._kinds.get(uid)

    def learn_type(self, uid: bytes, pages: list[Page]) -> str | None:
        """Take the type from the first property that belongs to one, and keep it."""
        found = self.type_in(pages)
        if found is not None:
            self._kinds[uid] = found
            self.connection.execute("UPDATE node SET type=? WHERE id=?", (found, self.id_of(uid)))
        return found

    def type_in(self, pages: list[Page]) -> str | None:
        """The type that these pages speak of; None if nothing typed is said."""
        for page in pages:
            for said in page.said:
                prefix = said.property.partition(".")[0]
                if prefix in self.types:
                    return prefix
        return None

    def uid_of(self, number: int) -> bytes:
        """The entity of a node. Raises KeyError if there is none."""
        found = self._uids.get(number)
        if found is None:
            sql = "SELECT uid FROM node WHERE id=?"
            row = self.connection.execute(sql, (number,)).fetchone()
            if row is None:
                raise KeyError(number)
            found = self._uids[number] = bytes(row[0])
        return found

    def forget(self) -> None:
        """Drop the memory, after a transaction was undone."""
        self.ids.clear()
        self._uids.clear()
        self._kinds.clear()

    def _is_blank(self, uid: bytes) -> bool:
        sql = "SELECT 1 FROM history WHERE node=? LIMIT 1"
        return self.connection.execute(sql, (self.ids[uid],)).fetchone() is None

    def _load(self, uids: list[bytes]) -> None:
        for start in range(0, len(uids), _CHUNK):
            chunk = uids[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT uid, id, type FROM node WHERE uid IN ({marks})"
            for uid, number, kind in self.connection.execute(sql, list(map(bytearray, chunk))):
                self.ids[uid], self._kinds[uid] = number, kind

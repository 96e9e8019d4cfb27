"""Reading the record: frozen values out, never a cursor.

Restricted cases and what lies inside them are in no list, no count and no search; ask for them by
name with `shut=True` only where a person opens the restricted case itself.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kuager.model.fold import CONFLICTS, Cell, Live, live_statements
from kuager.model.folding import fold as fold_text
from kuager.model.statement import EntityId, EntryId, StatementId, Value, statement_id
from kuager.store.blobs import Blob, BlobError, read_blob
from kuager.store.database import Connection
from kuager.store.layout import Layout, column_of
from kuager.store.projection import Projector

if TYPE_CHECKING:
    from kuager.store.store import Store

BLOB = "evidence.blob"
_PAGE = 500
_START = re.compile("[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Record:
    """One entity as it stands now: its type, id and the cells of which something is said."""

    id: EntityId
    type: str
    cells: Mapping[str, Cell]

    def get(self, name: str) -> Value:
        """The single best value of a property; None if nothing or "unknown" is said."""
        cell = self.cells.get(name)
        if cell is None or isinstance(cell.value, (list, dict)):
            return None
        return cell.value

    def text(self, name: str, language: str | None = None) -> str | None:
        """The text of a property, in a language if it has several; None if there is none."""
        cell = self.cells.get(name)
        if cell is None:
            return None
        if isinstance(cell.value, dict):
            found = cell.value.get(language or "", cell.value.get(""))
            return None if found is None else str(found)
        return cell.value if isinstance(cell.value, str) else None

    def texts(self, name: str) -> dict[str, str]:
        """The text of a property in each language in which it stands; under "" what has none."""
        cell = self.cells.get(name)
        value = None if cell is None else cell.value
        if isinstance(value, dict):
            return {str(language): str(text) for language, text in value.items() if text}
        return {} if value is None else {"": str(value)}

    def every(self, name: str) -> list[Value]:
        """All values of a multi-valued property; one value counts as a list of one."""
        cell = self.cells.get(name)
        if cell is None or isinstance(cell.value, dict):
            return []
        return list(cell.value) if isinstance(cell.value, list) else [cell.value]

    @property
    def code(self) -> str:
        """The neutral code, or the beginning of the id where there is none."""
        found = self.get(f"{self.type}.code")
        return str(found) if found is not None else self.id.hex()[:8]

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Properties whose sources disagree and of which nobody preferred one."""
        return tuple(name for name, cell in self.cells.items() if cell.state in CONFLICTS)


class Told(NamedTuple):
    """One statement of a history: where it stands in the log, what it says, whether it stands."""

    id: StatementId
    property: str
    value: Value
    language: str | None
    source: bytes | None
    sure: str | None
    entry: EntryId
    stands: bool
    preferred: bool
    subject: EntityId


class Link(NamedTuple):
    """One entity refers to another by a property ("source" for the source of a statement)."""

    subject: EntityId
    property: str
    target: EntityId


class View:
    """The record of an open store, for reading."""

    def __init__(self, store: "Store") -> None:
        """Read what this store holds."""
        self._store = store
        self._run = store.connection.execute

    def record(self, uid: EntityId, *, shut: bool = False) -> Record | None:
        """One entity; a merged one is given as the record it was judged to be part of."""
        projector = self._store.projector
        node, found = projector.read.get(uid, "record", lambda: self._record(uid))
        return None if node in projector.shut and not shut else found

    def _record(self, uid: EntityId) -> tuple[int, Record | None]:
        """The row number of an entity's record, and the record as it was folded."""
        row = self._run(
            "SELECT c.uid, c.id FROM node n JOIN node c ON c.id = ifnull(n.canon, n.id) "
            "WHERE n.uid = ?",
            (uid,),
        ).fetchone()
        if row is None:
            return 0, None
        found = self._store.projector.cells_of(row[0])
        return row[1], None if found is None else Record(EntityId(row[0]), *found)

    def records(self, type_name: str, *, shut: bool = False) -> Iterator[Record]:
        """Every entity of a type with all its texts, in the order of first record."""
        hidden = self._store.projector.shut
        for brief in self.briefs(type_name, shut=shut):
            node, record = self._record(brief.id)  # a whole type is not kept
            if record is not None and (shut or node not in hidden):
                yield record

    def briefs(
        self, type_name: str, *, shut: bool = False, filled: Iterable[str] = ()
    ) -> Iterator[Record]:
        """Every entity of a type without its long texts, in the order of first record.

        `filled` names properties of which at least one has a value.
        """
        layout = self._layout(type_name)
        told = " OR ".join(f'w."{column_of(name)}" IS NOT NULL' for name in filled)
        last = 0
        while True:
            rows = self._run(
                f"SELECT n.uid, w.* FROM {layout.table} w JOIN node n ON n.id = w.node "
                "WHERE w.node > ? AND (? OR w.node NOT IN (SELECT node FROM shut)) "
                f"AND ({told or 1}) ORDER BY w.node LIMIT {_PAGE}",
                (last, int(shut)),
            ).fetchall()
            for row in rows:
                yield Record(EntityId(row[0]), type_name, layout.cells(row[1:]))
            if len(rows) < _PAGE:
                return
            last = rows[-1][1]

    def count(self, type_name: str) -> int:
        """How many entities of a type there are, restricted ones left out."""
        table = self._layout(type_name).table
        sql = f"SELECT count(*) FROM {table} WHERE node NOT IN (SELECT node FROM shut)"
        return int(self._run(sql).fetchone()[0])

    def count_conflicts(self, type_name: str) -> int:
        """How many entities of a type have a property on which sources disagree."""
        table = self._layout(type_name).table
        disputed = " OR ".join(f"states GLOB '*={state};*'" for state in sorted(CONFLICTS))
        sql = f"SELECT count(*) FROM {table} WHERE ({disputed}) AND node NOT IN "
        return int(self._run(f"{sql}(SELECT node FROM shut)").fetchone()[0])

    def counts(self) -> dict[str, int]:
        """How many entities of each type there are; types without any are left out."""
        found = {name: self.count(name) for name in self._store.projector.layouts}
        return {name: number for name, number in found.items() if number}

    def find_code(self, type_name: str, code: str) -> EntityId | None:
        """The entity of a type that carries this code."""
        row = self._run(
            "SELECT n.uid FROM code c JOIN node n ON n.id = c.node WHERE c.type=? AND c.code=? "
            "ORDER BY n.id LIMIT 1",
            (type_name, code),
        ).fetchone()
        return None if row is None else EntityId(row[0])

    def find_start(self, type_name: str, start: str) -> EntityId | None:
        """The one entity of a type whose id begins so: eight hexadecimal digits."""
        if _START.fullmatch(start) is None:
            return None
        low = bytes.fromhex(start)
        rows = self._run(
            "SELECT uid FROM node WHERE uid >= ? AND uid <= ? AND type=?",
            (low, low + b"\xff" * 12, type_name),
        ).fetchall()
        found = [self.record(EntityId(uid), shut=True) for (uid,) in rows]
        shown = [record.id for record in found if record is not None]
        return shown[0] if len(shown) == 1 else None

    def codes(self, type_name: str) -> dict[str, EntityId]:
        """Every code of a type, for an import that refers to many."""
        rows = self._run(
            "SELECT c.code, n.uid FROM code c JOIN node n ON n.id = c.node WHERE c.type=?",
            (type_name,),
        )
        return {code: EntityId(uid) for code, uid in rows}

    def ids(self, type_name: str) -> list[EntityId]:
        """Every entity of a type, read without its table; those that are hidden too."""
        rows = self._run("SELECT uid FROM node WHERE type=? ORDER BY id", (type_name,))
        return [EntityId(row[0]) for row in rows]

    def made(self, type_name: str) -> int:
        """How many records of a type are here, those that are hidden until they are erased too."""
        sql = "SELECT count(*) FROM node WHERE type=?"
        return int(self._run(sql, (type_name,)).fetchone()[0])

    def search(self, text: str, *, limit: int = 50) -> list[Record]:
        """Entities whose texts hold all these words, in any spelling or script, best first."""
        phrase = " ".join(f'"{word}"*' for word in _plain(text).split())
        if not phrase:
            return []
        rows = self._run(
            "SELECT n.uid FROM text_fts f JOIN node n ON n.id = f.rowid WHERE text_fts MATCH ? "
            "AND f.rowid NOT IN (SELECT node FROM shut) ORDER BY f.rank LIMIT ?",
            (phrase, limit),
        ).fetchall()
        found = [self.record(EntityId(uid)) for (uid,) in rows]
        return [record for record in found if record is not None]

    def search_names(self, text: str, *, limit: int = 50) -> list[Record]:
        """Entities one of whose names holds these letters anywhere (at least three)."""
        folded = _plain(text).strip()
        if len(folded) < 3:  # noqa: PLR2004 - the trigram index knows nothing shorter
            return []
        rows = self._run(
            "SELECT n.uid FROM name_fts f JOIN node n ON n.id = f.rowid WHERE name_fts MATCH ? "
            "AND f.rowid NOT IN (SELECT node FROM shut) ORDER BY f.rank LIMIT ?",
            (f'"{folded}"', limit),
        ).fetchall()
        found = [self.record(EntityId(uid)) for (uid,) in rows]
        return [record for record in found if record is not None]

    def history(self, uid: EntityId) -> list[Told]:
        """Everything ever said of a record that no erasure took, oldest first.

        Of a merged record all is told; `subject` is the entity that each statement was said about.
        """
        read = self._store.projector.read
        return list(read.get(uid, "history", lambda: self._history(uid)))

    def _history(self, uid: EntityId) -> list[Told]:
        projector = self._store.projector
        if not projector.nodes.knows(uid):
            return []
        members = sorted(projector.components.once_with(uid)) or [uid]
        own = [(page, member) for member in members for page in projector.pages_of(member)]
        pages = [page for page, _ in own]
        retracted = projector.judged.withdrawn_among(pages)
        ranks = projector.ranks.known
        live = {_place(x): x for x in live_statements(pages, retracted=retracted, ranks=ranks)}
        told = []
        for page, member in sorted(own):
            for said in page.said:
                place = statement_id(page.entry, said.index)
                standing = live.get(place)
                told.append(
                    Told(
                        place,
                        said.property,
                        said.value,
                        said.language,
                        said.source,
                        said.sure,
                        page.entry,
                        standing is not None,
                        standing is not None and standing.order[0],
                        EntityId(member),
                    )
                )
        return told

    def referring(
        self, uid: EntityId, name: str | None = None, *, most: int | None = None
    ) -> list[Link]:
        """Who refers to a record, by which property, restricted ones left out.

        References keep the id they were written with, so those to merged records count as well.
        `most` is how many are wanted; all if it is None.
        """
        rows = self._run(
            "SELECT DISTINCT s.uid, e.property FROM node a "
            "JOIN node t ON t.id = a.id OR t.canon = a.canon JOIN edge e ON e.target = t.id "
            "JOIN node s ON s.id = e.subject WHERE a.uid = ? AND (? IS NULL OR e.property = ?) "
            "AND s.id NOT IN (SELECT node FROM shut) ORDER BY s.id, e.property LIMIT ?",
            (uid, name, name, -1 if most is None else most),
        )
        return [Link(EntityId(subject), property_, uid) for subject, property_ in rows]

    def count_referring(self, uids: Iterable[EntityId], *, without: Iterable[str] = ()) -> int:
        """How many records refer to any of these, by other properties than those left out."""
        own, left_out = list(uids), list(without)
        marks = ", ".join("?" * len(own))
        sql = (
            "SELECT count(DISTINCT e.subject) FROM node a "
            "JOIN node t ON t.id = a.id OR t.canon = a.canon JOIN edge e ON e.target = t.id "
            f"WHERE a.uid IN ({marks}) AND e.property NOT IN ({', '.join('?' * len(left_out))}) "
            "AND e.subject NOT IN (SELECT node FROM shut)"
        )
        return int(self._run(sql, (*own, *left_out)).fetchone()[0])

    def entries_about(self, uid: EntityId) -> list[EntryId]:
        """The entries of changes that belong to an import or an erasure, oldest first."""
        rows = self._run(
            "SELECT e.id FROM audit a JOIN entry e ON e.eno = a.eno WHERE a.about=? ORDER BY a.eno",
            (uid,),
        )
        return [EntryId(row[0]) for row in rows]

    def saying(self, entry: EntryId) -> tuple[int, EntityId | None]:
        """When an entry was made by its device's clock (milliseconds), and by which member."""
        row = self._run(
            "SELECT a.time, a.member FROM entry e JOIN audit a ON a.eno = e.eno WHERE e.id = ?",
            (entry,),
        ).fetchone()
        if row is None:
            return 0, None
        return int(row[0]), None if row[1] is None else EntityId(row[1])

    def blobs(self) -> dict[bytes, Blob]:
        """Every sealed file that a statement names, by its id, whether the statement stands or not.

        What is withdrawn or only hidden keeps its file: nobody may sweep it away.
        """
        return named_blobs(self._store.connection, self._store.projector)

    def import_of(self, entry: EntryId) -> EntityId | None:
        """The import that made an entry; None if none did."""
        row = self._run(
            "SELECT a.about FROM entry e JOIN audit a ON a.eno = e.eno "
            "JOIN node n ON n.uid = a.about WHERE e.id = ? AND n.type = 'import'",
            (entry,),
        ).fetchone()
        return None if row is None else EntityId(row[0])

    def note(self, key: str) -> object:
        """One fact about the vault itself."""
        row = self._run("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return None if row is None else row[0]

    def rows(self, type_name: str, names: list[str]) -> Iterator[tuple[object, ...]]:
        """Coded columns of every entity of a type, for tables; lists come as JSON text."""
        layout = self._layout(type_name)
        wanted = ", ".join(f'"{column_of(name)}"' for name in names)
        sql = f"SELECT {wanted} FROM {layout.table} WHERE node NOT IN (SELECT node FROM shut)"
        yield from self._run(sql).fetchall()

    def _layout(self, type_name: str) -> Layout:
        return self._store.projector.layouts[type_name]


def _plain(text: str) -> str:
    """The skeleton of what was typed, without what ends a quotation in the search language."""
    return fold_text(text).translate({0: " ", ord('"'): " "})


def _place(live: Live) -> StatementId:
    return statement_id(live.entry, live.said.index)


def readable(value: object) -> str:
    """A value as JSON text, references as hex: for exports and for comparing."""
    plain = value.hex() if isinstance(value, bytes) else value
    return json.dumps(plain, ensure_ascii=False)


def named_blobs(connection: Connection, projector: Projector) -> dict[bytes, Blob]:
    """The sealed files that statements name in these tables; see `View.blobs`."""
    rows = connection.execute(
        "SELECT h.data FROM node n JOIN history h ON h.node = n.id WHERE n.type = 'evidence'"
    ).fetchall()
    decode = projector.rows.decode
    values = [s.value for (data,) in rows for s in decode(data) if s.property == BLOB]
    found = {}
    for value in values:
        with suppress(BlobError):
            blob = read_blob(str(value))
            found[blob.id] = blob
    return found

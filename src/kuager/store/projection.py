"""Keeping the derived tables in step with the log.

`take` collects what new entries say, by subject; `flush` writes histories, folds every touched
entity and replaces its wide row, its edges and its searched text. A projection is a function of the
accepted entries and the circles held: a rebuild gives the same rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from kuager.model.fold import Cell, Page, Said, fold, live_statements
from kuager.model.folding import fold_many
from kuager.model.schema import Schema
from kuager.model.statement import RETRACT, CircleId, EntryId, Statement, split_statement_id
from kuager.store.components import JUDGED, Components
from kuager.store.database import Connection
from kuager.store.inside import closure, inside_rules
from kuager.store.judged import GONE, LEAF, SYSTEM_HALVES, Judged
from kuager.store.kept import Kept, KeptRecords
from kuager.store.layout import Column, Layout, layouts
from kuager.store.nodes import Nodes
from kuager.store.pages import Pages
from kuager.store.ranks import RANKING, Ranks
from kuager.store.shapes import Shapes, is_name

AUDIT = "audit.verb"
ID_BYTES = 16
_MOST_STIRRED = 5_000

_DECISIONS = frozenset({LEAF, *GONE, *RANKING, *JUDGED})
_DISPUTED = frozenset("cpM")
"""States of a cell beside whose value others stand."""

HalfOf = Callable[[bytes], str]
Taken = list[tuple[int, str, Page]]
"""What was taken of one subject: (row number, half, page) of each new entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One accepted entry as the projection sees it."""

    eno: int
    entry: EntryId
    depth: int
    time: int
    circle: CircleId
    half: str
    change: bytes
    statements: Mapping[int, Statement]


@dataclass(slots=True)
class Rows:
    """Rows to be written by one flush; `texts` and `names` are what each is to be found by."""

    wide: dict[tuple[str, tuple[str, ...]], list[list[Column]]] = field(default_factory=dict)
    texts: list[tuple[int, list[str]]] = field(default_factory=list)
    names: list[tuple[int, list[str]]] = field(default_factory=list)
    code: list[tuple[int, str, str]] = field(default_factory=list)
    edge: list[tuple[int, str, int]] = field(default_factory=list)

    @property
    def text(self) -> list[tuple[int, str]]:
        """The searched text of every row that has one."""
        return _folded(self.texts)

    @property
    def name(self) -> list[tuple[int, str]]:
        """The searched names of every row that has some."""
        return _folded(self.names)


class Projector:
    """Writes the derived tables of one open database."""

    def __init__(self, connection: Connection, schema: Schema, half_of: HalfOf) -> None:
        """Ready to take entries; `half_of` tells the half a circle holds."""
        self.connection = connection
        self.layouts = layouts(schema)
        known = {n: h for layout in self.layouts.values() for n, h in layout.halves.items()}
        self.halves = SYSTEM_HALVES | known
        self.inside = inside_rules(schema)
        self.half_of = half_of
        self.judged = Judged.load(connection)
        self.nodes = Nodes(connection, frozenset(self.layouts))
        self.ranks = Ranks(connection)
        self.shapes = Shapes(self.layouts)
        self.rows = Pages(connection, self.nodes)
        self.components = Components(
            connection, self.nodes, self.pages_of, self.judged.withdrawn_among
        )
        self.shut = {row[0] for row in connection.execute("SELECT node FROM shut")}
        self.misplaced = 0
        self.stirred: set[bytes] | None = None
        """Entities folded since the lists in memory were made; None for more than is counted."""
        self.kept = Kept()
        self.read = KeptRecords()
        self._pages: dict[bytes, Taken] = {}
        self._mentioned: dict[bytes, None] = {}
        self._named: set[tuple[bytes, str, bytes]] = set()
        self._judged: set[bytes] = set()
        self._special: set[bytes] = set()
        self._reranked = False
        self._refold: set[bytes] = set()
        self._hidden: set[bytes] = set()

    def take(self, arrival: Arrival) -> None:
        """Collect what an entry says; nothing is written before `flush` but its audit row."""
        groups: dict[bytes, list[Said]] = {}
        targets: list[bytes] = []
        named, special = self._named, self._special
        halves, half, new = self.halves, arrival.half, tuple.__new__
        for index, said in arrival.statements.items():
            op, subject, name, value, language, source, sure, more = said
            if op or language is not None or more is not None or value is None:
                special.add(subject)
            if halves.get(name, half) != half:
                self.misplaced += 1
            elif name == AUDIT:
                self._take_audit(arrival, index, said)
            else:
                if op or name in _DECISIONS:
                    self._decide(arrival, said)
                if type(value) is bytes and len(value) == ID_BYTES:
                    named.add((value, name, subject))
                    targets.append(value)
                if source is not None and len(source) == ID_BYTES:
                    named.add((source, "source", subject))
                    targets.append(source)
                line = new(Said, (index, op, name, value, language, source, sure, more))
                place = groups.get(subject)
                if place is None:
                    groups[subject] = [line]
                else:
                    place.append(line)
        self._mentioned |= dict.fromkeys(groups) | dict.fromkeys(targets)
        for uid, lines in groups.items():
            page = (arrival.eno, half, Page(arrival.depth, arrival.entry, lines))
            self._pages.setdefault(uid, []).append(page)

    def flush(self) -> None:
        """Write everything taken since the last flush."""
        touched, self._pages = self._pages, {}
        named, self._named = self._named, set()
        mentioned, self._mentioned = self._mentioned, {}
        fresh = self.nodes.ensure(self._types_of(touched), mentioned)
        self._stir(fresh)
        encode = self.rows.encode
        self.connection.executemany(
            "INSERT INTO history(node, eno, data) VALUES(?,?,?)",
            [
                (self.nodes.id_of(uid), eno, bytearray(encode(page.said)))
                for uid, pages in touched.items()
                for eno, _, page in pages
            ],
        )
        rows = Rows()
        special, self._special = self._special, set()
        plain = {uid for uid in fresh - special if self._is_untouched(uid, touched[uid])}
        # In the order of their rows: full-text search begins a new segment for one that comes late.
        for uid in sorted(fresh, key=self.nodes.id_of):
            self._fold_new(rows, uid, touched[uid], is_plain=uid in plain)
        id_of = self.nodes.ids
        rows.edge += [(id_of[t], n, id_of[s]) for t, n, s in named if s in plain]
        self._write(rows)
        again = self._refold.union(*map(self._subjects_hidden_in, self._hidden))
        self._refold, self._hidden = set(), set()
        self.components.tie(named)
        judged, self._judged = self._judged, set()
        judged |= set(filter(self.components.is_judged, again))
        self._refold_old((touched.keys() - fresh) | again, judged)
        if self._reranked:
            self._reranked = False
            self._refold_old(self.ranks.refresh(), set())
        self._close_what_is_shut()

    def _stir(self, uids: Iterable[bytes]) -> None:
        uids = list(uids)
        self.kept.stir(map(self.nodes.type_of, uids))
        self.read.drop(uids)
        if self.stirred is not None:
            self.stirred.update(uids)
            if len(self.stirred) > _MOST_STIRRED:
                self.stirred = None

    def pages_of(self, uid: bytes) -> list[Page]:
        """Everything that stands in the histories of one entity, erased leaves left out."""
        found = self.connection.execute(
            "SELECT h.data, e.depth, e.id, e.circle FROM history h JOIN entry e ON e.eno = h.eno "
            "WHERE h.node = ? ORDER BY h.eno",
            (self.nodes.id_of(uid),),
        )
        return self._visible(
            uid,
            [
                (self.half_of(circle), Page(depth, EntryId(entry), self.rows.decode(data)))
                for data, depth, entry, circle in found
            ],
        )

    def _is_untouched(self, uid: bytes, taken: Taken) -> bool:
        """Whether no decision hides anything of what was taken."""
        judged = self.judged
        if judged.is_empty:
            return True
        entries = [page.entry for _, _, page in taken]
        return uid not in judged.gone and not any(judged.concerns(entry) for entry in entries)

    def _fold_new(self, rows: Rows, uid: bytes, taken: Taken, *, is_plain: bool) -> None:
        """Fold an entity of which nothing was said before; the plain ones take the short way."""
        lines = [said for _, _, page in taken for said in page.said]
        shape = self.shapes.find(lines) if is_plain else None
        if shape is None:
            visible = self._visible(uid, [(half, page) for _, half, page in taken])
            self.fold_into(rows, uid, visible, edges=not is_plain)
            return
        if self.nodes.type_of(uid) is None:  # it was referred to before anything was said of it
            self.nodes.learn_type(uid, [page for _, _, page in taken])
        node, values = self.nodes.ids[uid], [said.value for said in lines]
        rows.wide.setdefault((shape.type, shape.filled), []).append(shape.row(node, values))
        if shape.code is not None:
            rows.code.append((node, shape.type, str(values[shape.code])))
        texts = [text for place in shape.texts for text in _texts(values[place])]
        names = [text for place in shape.names for text in _texts(values[place])]
        _put_texts(rows, node, list(dict.fromkeys(texts)), list(dict.fromkeys(names)))

    def cells_of(self, uid: bytes) -> tuple[str, dict[str, Cell]] | None:
        """Type and cells of an entity with all judged to be the same; None if nothing stands."""
        members = sorted(self.components.once_with(uid)) or [uid]
        pages = [page for member in members for page in self.pages_of(member)]
        type_name = self.nodes.type_of(members[0])
        if type_name is None or not pages:
            return None
        cells = self._cells(self.layouts[type_name], pages)
        return (type_name, cells) if cells else None

    def _types_of(self, touched: Mapping[bytes, Taken]) -> dict[bytes, str | None]:
        """The type that the new statements of each subject speak of."""
        find = self.nodes.type_in
        return {uid: find([page for _, _, page in pages]) for uid, pages in touched.items()}

    def _visible(self, uid: bytes, pages: list[tuple[str, Page]]) -> list[Page]:
        if not self.judged.hidden and not self.judged.gone:
            return [page for _, page in pages]
        return [
            Page(page.depth, page.entry, said)
            for half, page in pages
            if (said := self.judged.visible(uid, page.entry, half, page.said))
        ]

    def _cells(self, layout: Layout, pages: list[Page]) -> dict[str, Cell]:
        retracted = self.judged.withdrawn_among(pages)
        return fold(pages, layout.rules, retracted=retracted, ranks=self.ranks.known)

    def _take_audit(self, arrival: Arrival, index: int, said: Statement) -> None:
        """The first statement of an entry is its audit; one further on says nothing."""
        if index:
            return
        self.connection.execute(
            "INSERT INTO audit(eno, change, verb, member, about, time) VALUES(?,?,?,?,?,?)",
            (arrival.eno, arrival.change, verb_of(said), said.subject, said.source, arrival.time),
        )

    def _decide(self, arrival: Arrival, said: Statement) -> None:
        """Keep a decision in its table, and fold again whatever it concerns."""
        self._reranked |= said.op == RETRACT or said.property in RANKING
        if said.property in JUDGED and isinstance(said.value, bytes):
            both = (said.subject, said.value)
            self._judged.update(both if len(said.value) == ID_BYTES else both[:1])
        if not self.judged.learn(said):
            return
        run, value = self.connection.execute, bytes(said.value)  # type: ignore[arg-type]
        if said.op == RETRACT:
            run("INSERT OR IGNORE INTO retracted(id, eno) VALUES(?,?)", (value, arrival.eno))
            self._refold |= self._subjects_of_entry(value)
        elif said.property == LEAF:
            entry, index = split_statement_id(value)
            row = (entry, index, said.subject)
            run("INSERT OR IGNORE INTO hidden(entry, idx, erasure) VALUES(?,?,?)", row)
            self._hidden.add(entry)
        else:
            gone = (value, GONE[said.property], said.subject)
            run("INSERT OR IGNORE INTO gone(uid, half, erasure) VALUES(?,?,?)", gone)
            self._refold.add(value)

    def _subjects_of_entry(self, entry: bytes) -> set[bytes]:
        rows = self.connection.execute(
            "SELECT n.uid FROM entry e JOIN history h ON h.eno = e.eno "
            "JOIN node n ON n.id = h.node WHERE e.id = ?",
            (entry,),
        )
        return {row[0] for row in rows}

    def _subjects_hidden_in(self, entry: bytes) -> set[bytes]:
        """The entities of which a leaf of this entry is hidden."""
        rows = self.connection.execute(
            "SELECT n.uid, h.data FROM entry e JOIN history h ON h.eno = e.eno "
            "JOIN node n ON n.id = h.node WHERE e.id = ?",
            (entry,),
        )
        hidden, decode = self.judged.hidden.get(entry, set()), self.rows.decode
        return {uid for uid, data in rows if any(s.index in hidden for s in decode(data))}

    def _refold_old(self, old: Iterable[bytes], judged: set[bytes]) -> None:
        """Fold entities that were here before, each with those judged to be the same."""
        done: set[bytes] = set()
        for uid in sorted({*old, *judged}):
            for component in self.components.settle(uid, judged=uid in judged):
                head = min(component)
                if head in done:
                    continue
                done |= component
                self._stir(component)
                rows = self.fold_members(sorted(component))
                for member in component:
                    self._replace(member, rows if member == head else Rows())
                put = "INSERT INTO code(node, type, code) VALUES(?,?,?)"
                self.connection.executemany(put, rows.code)

    def fold_members(self, members: list[bytes]) -> Rows:
        """What the histories of entities judged to be one make together; the first is the head.

        Each is still found by the code it was given.
        """
        rows = Rows()
        own = {uid: self.pages_of(uid) for uid in members}
        self.fold_into(rows, members[0], [page for pages in own.values() for page in pages])
        if len(members) > 1:
            rows.code = [code for uid, pages in own.items() for code in self._code_of(uid, pages)]
        return rows

    def _code_of(self, uid: bytes, pages: list[Page]) -> Iterable[tuple[int, str, str]]:
        layout = self.layouts.get(self.nodes.type_of(uid) or "")
        cell = None if layout is None else self._cells(layout, pages).get(f"{layout.type}.code")
        if layout is not None and cell is not None:
            yield self.nodes.id_of(uid), layout.type, str(cell.value)

    def _replace(self, uid: bytes, rows: Rows) -> None:
        """Bring the derived rows of one entity to what was folded; equal ones are not touched."""
        node, run = self.nodes.id_of(uid), self.connection.execute
        type_name = self.nodes.type_of(uid)
        if type_name is not None:
            run(f"DELETE FROM {self.layouts[type_name].table} WHERE node=?", (node,))
            run("DELETE FROM code WHERE node=?", (node,))
        for (kind, names), wide in rows.wide.items():
            self.connection.executemany(self.layouts[kind].insert(names), wide)
        self._replace_text("text", node, rows.text)
        self._replace_text("name", node, rows.name)
        sql = "SELECT target, property, subject FROM edge WHERE subject=? ORDER BY 1, 2"
        edges = sorted(set(rows.edge))
        if run(sql, (node,)).fetchall() != edges:
            run("DELETE FROM edge WHERE subject=?", (node,))
            sql = "INSERT INTO edge(target, property, subject) VALUES(?,?,?)"
            self.connection.executemany(sql, edges)

    def _replace_text(self, table: str, node: int, new: list[tuple[int, str]]) -> None:
        run = self.connection.execute
        old = run(f"SELECT node, folded FROM {table} WHERE node=?", (node,)).fetchall()
        if old == new:
            return
        for row in old:
            sql = f"INSERT INTO {table}_fts({table}_fts, rowid, folded) VALUES('delete',?,?)"
            run(sql, row)
            run(f"DELETE FROM {table} WHERE node=?", (node,))
        for row in new:
            run(f"INSERT INTO {table}(node, folded) VALUES(?,?)", row)
            run(f"INSERT INTO {table}_fts(rowid, folded) VALUES(?,?)", row)

    def fold_into(self, rows: Rows, uid: bytes, pages: list[Page], *, edges: bool = True) -> None:
        """Add what these pages make of an entity; new ones have their edges from `take`."""
        type_name = self.nodes.type_of(uid) or self.nodes.learn_type(uid, pages)
        if edges:
            self._add_edges(rows, uid, pages)
        if type_name is None:
            return
        layout = self.layouts[type_name]
        node, cells = self.nodes.id_of(uid), self._cells(layout, pages)
        if not cells:
            return
        erased = uid in self.judged.gone
        shape = (type_name, layout.filled(cells))
        rows.wide.setdefault(shape, []).append(layout.row(node, cells, erased=erased))
        _put_texts(rows, node, *self._searched(layout, cells, pages))
        code = cells.get(f"{type_name}.code")
        if code is not None:
            rows.code.append((node, type_name, str(code.value)))

    def _searched(
        self, layout: Layout, cells: Mapping[str, Cell], pages: list[Page]
    ) -> tuple[list[str], list[str]]:
        """(texts, names) by which a record is found; both sides of a disagreement are."""
        parts: list[str] = []
        names: list[str] = []
        disputed = set()
        for name, cell in cells.items():
            if layout.rules[name].searched:
                (names if is_name(name) else parts).extend(_texts(cell.value))
                if cell.state in _DISPUTED:
                    disputed.add(name)
        if disputed:
            retracted = self.judged.withdrawn_among(pages)
            for live in live_statements(pages, retracted=retracted):
                if live.said.property in disputed and live.said.more is None:
                    (names if is_name(live.said.property) else parts).extend(
                        _texts(live.said.value)
                    )
        return list(dict.fromkeys(parts)), list(dict.fromkeys(names))

    def _add_edges(self, rows: Rows, uid: bytes, pages: list[Page]) -> None:
        node, id_of = self.nodes.id_of(uid), self.nodes.id_of
        found: set[tuple[bytes, str]] = set()
        for name, value, source in self._standing(pages):
            if type(value) is bytes and len(value) == ID_BYTES:
                found.add((value, name))
            if source is not None and len(source) == ID_BYTES:
                found.add((source, "source"))
        rows.edge += [(id_of(target), name, node) for target, name in sorted(found)]

    def _standing(self, pages: list[Page]) -> Iterable[tuple[str, object, bytes | None]]:
        """(property, value, source) of every statement that stands."""
        retracted = self.judged.withdrawn_among(pages)
        if not retracted and not any(s.op for page in pages for s in page.said):
            return [(s.property, s.value, s.source) for page in pages for s in page.said]
        live = live_statements(pages, retracted=retracted)
        return [(x.said.property, x.said.value, x.said.source) for x in live]

    def _write(self, rows: Rows) -> None:
        many = self.connection.executemany
        for (type_name, names), wide in rows.wide.items():
            many(self.layouts[type_name].insert(names), wide)
        for table, found in (("text", rows.text), ("name", rows.name)):
            many(f"INSERT INTO {table}(node, folded) VALUES(?,?)", found)
            many(f"INSERT INTO {table}_fts(rowid, folded) VALUES(?,?)", found)
        many("INSERT OR IGNORE INTO code(node, type, code) VALUES(?,?,?)", rows.code)
        many("INSERT OR IGNORE INTO edge(target, property, subject) VALUES(?,?,?)", rows.edge)

    def _close_what_is_shut(self) -> None:
        """A restricted case leaves every list, count and output at once, with all inside it."""
        if "case" not in self.layouts:
            return
        sql = "SELECT node FROM w_case WHERE restricted = 1"
        roots = [row[0] for row in self.connection.execute(sql)]
        if not roots and not self.shut:
            return
        before, self.shut = self.shut, closure(self.connection, roots, self.inside)
        if self.shut != before:
            self.kept.clear()
        self.connection.execute("DELETE FROM shut")
        self.connection.executemany("INSERT INTO shut(node) VALUES(?)", [(n,) for n in self.shut])


def _put_texts(rows: Rows, node: int, parts: list[str], names: list[str]) -> None:
    if parts or names:
        rows.texts.append((node, parts + names))
    if names:
        rows.names.append((node, names))


def _folded(found: list[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    """Rows with their skeletons; plain Latin parts go apart, since one script folds faster."""
    plain = fold_many(["\n".join([p for p in parts if p.isascii()]) for _, parts in found])
    others = fold_many(["\n".join([p for p in parts if not p.isascii()]) for _, parts in found])
    return [
        (node, f"{one}\n{other}" if one and other else one or other)
        for (node, _), one, other in zip(found, plain, others, strict=True)
    ]


def _texts(value: object) -> list[str]:
    if type(value) is str:
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [v for v in value if isinstance(v, str)] if isinstance(value, list) else []


def verb_of(audit: Statement) -> str | None:
    """The verb that the audit of an entry names."""
    return audit.value if isinstance(audit.value, str) else None

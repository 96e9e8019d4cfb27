"""Proving that what is shown is what was said: everything recomputed from the log and compared.

The encrypted file cannot tell an old page put back from a new one; only this comparison can. It
streams: entries first, then entities, and names what does not fit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kuager.model.chain import Seen, check_author, check_founding, check_place, check_redaction
from kuager.model.entry import EntryError, Stub, read_stub
from kuager.model.fold import Said
from kuager.model.payload import Payload
from kuager.model.roster import Roster, tells_of_roster
from kuager.model.statement import EntryId, StatementError
from kuager.store.blobs import BlobError, check_blob
from kuager.store.database import Connection, DatabaseError, UnreadableDatabaseError
from kuager.store.inside import closure
from kuager.store.judged import Judged
from kuager.store.log import Kept
from kuager.store.projection import AUDIT, Projector, verb_of
from kuager.store.store import Store
from kuager.store.view import View
from kuager.vault.sign import verify_entry

Progress = Callable[[str, int, int], None]
"""(stage, done, of how many)."""


_SEGMENT_BITS, _STRUCTURE_ROW = 37, 10
"""Where the number of a segment stands in a row id of FTS5, and the last row that is no segment."""
_TORN = (DatabaseError, UnreadableDatabaseError, LookupError, TypeError, ValueError)
"""What reading tables raises that do not fit each other, as after an old page was put back."""


_UNAPPLIED = {"waiting": "parent-missing", "kept-unapplied": "made-by-a-newer-version"}
"""Why an entry that is kept is not applied, by the verdict on its place."""


class Finding(NamedTuple):
    """One thing that does not fit: where, and what is wrong, as slugs and numbers."""

    object: str
    problem: str


@dataclass(slots=True)
class Verified:
    """What `verify` found: nothing, or the damaged objects by name; and what was looked at."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    statements: int = 0
    entities: int = 0
    blobs: int = 0
    erased_leaves: int = 0
    waiting_entries: int = 0
    misplaced: int = 0
    """Statements said in the wrong half: kept, not shown."""

    @property
    def sound(self) -> bool:
        """Whether everything fits."""
        return len(self.findings) == 0

    def report(self, place: str, problem: str) -> None:
        """Note something that does not fit, once."""
        finding = Finding(place, problem)
        if finding not in self.findings:
            self.findings.append(finding)


def verify(store: Store, *, progress: Progress | None = None) -> Verified:
    """Check every file, signature, chain, body, table, index and evidence file of a vault."""
    found = Verified()
    tell = progress or (lambda _stage, _done, _total: None)
    for notice in store.notices:
        found.report("mark", notice)
    steps = (_check_pages, _check_log, _check_projection, _check_indexes, _check_blobs)
    for step in steps:
        try:
            step(store, found, tell)
        except _TORN:
            found.report("vault.db", f"unreadable-while-{step.__name__.removeprefix('_check_')}")
    if not store.mark.both_sound():
        found.report("mark", "one-half-damaged")
    return found


def _check_pages(store: Store, found: Verified, tell: Progress) -> None:
    tell("pages", 0, 1)
    run = store.connection.execute
    run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for (line,) in run("PRAGMA cipher_integrity_check").fetchall():
        found.report("vault.db", str(line))
    for (line,) in run("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            found.report("vault.db", str(line))
    version = run("PRAGMA user_version").fetchone()[0]
    if version != store.log.count & 0x7FFFFFFF:
        found.report("vault.db page 1", "older-than-the-log")
    tell("pages", 1, 1)


class _LogCheck:
    """Walks the entries in order of arrival, as a new device would accept them."""

    def __init__(self, store: Store, found: Verified) -> None:
        self.store, self.found = store, found
        self.seen, self.roster = Seen(), Roster.empty(store.roster.restored)
        self.projector = store.projector
        self.may = erased_leaves(store.connection, "approved_on")
        self.must = erased_leaves(store.connection, "done_on")
        self.decided = Judged()
        self.histories = 0
        self.audits = 0
        self.rosters: list[int] = []

    def take(self, kept: Kept) -> None:
        """Check one entry; every problem is reported under its number."""
        place = f"entry {kept.eno}"
        try:
            stub, entry, signature = read_stub(kept.stub)
            self._check_stub(kept, stub, entry, signature)
            payload = self.store.log.open(kept)
            if payload is None:
                self.found.report(place, "body-missing")
                return
            none: frozenset[int] = frozenset()
            may, must = self.may.get(entry, none), self.must.get(entry, none)
            check_redaction(payload, may=may, must=must)
            self._check_author(kept.eno, stub, payload)
            self._check_rows(kept, stub, payload)
            half, halves = self.store.half_of(stub.circle), self.projector.halves
            for said in payload.statements.values():
                if halves.get(said.property, half) == half:
                    self.decided.learn(said)
                else:
                    self.found.misplaced += 1
        except (EntryError, StatementError, UnreadableDatabaseError) as error:
            self.found.report(place, str(error.facts.get("reason", error.code)))

    def _check_stub(self, kept: Kept, stub: Stub, entry: EntryId, signature: bytes) -> None:
        if not verify_entry(stub.device, entry, signature):
            raise EntryError(reason="bad-signature")
        row = self.store.connection.execute(
            "SELECT id, device, seq, depth, circle FROM entry WHERE eno=?", (kept.eno,)
        ).fetchone()
        if row != (entry, stub.device, stub.seq, stub.depth, stub.circle):
            raise EntryError(reason="row-does-not-fit-stub")
        organisation = self.store.organisation
        verdict = check_place(stub, entry, organisation=organisation, known=self.seen)
        if verdict != "accepted":
            raise EntryError(reason=_UNAPPLIED[verdict])
        self.seen.add(stub, entry)

    def _check_author(self, number: int, stub: Stub, payload: Payload) -> None:
        founding = self.roster.nonce is None
        if founding or self.store.half_of(stub.circle) == "house":
            if tells_of_roster(payload.statements.values()):
                self.rosters.append(number)
            before = self.roster
            self.roster = before.with_statements(payload.statements.values())
            if founding:
                check_founding(stub, self.roster)
                return
            check_author(stub, before)
            return
        check_author(stub, self.roster)

    def _check_rows(self, kept: Kept, stub: Stub, payload: Payload) -> None:
        half = self.store.half_of(stub.circle)
        groups = _groups(self.projector, half, payload)
        self.found.statements += len(payload.statements)
        self.found.erased_leaves += len(payload.hidden)
        run = self.store.connection.execute
        for uid, said in groups.items():
            self.histories += 1
            row = run(
                "SELECT h.data FROM node n JOIN history h ON h.node = n.id "
                "WHERE n.uid = ? AND h.eno = ?",
                (uid, kept.eno),
            ).fetchone()
            if row is None or self.projector.rows.decode(row[0]) != said:
                self.found.report(f"history of {uid.hex()[:8]}", f"not-as-entry-{kept.eno}-says")
        self._check_audit(kept, stub, payload)

    def _check_audit(self, kept: Kept, stub: Stub, payload: Payload) -> None:
        first = payload.statements.get(0)
        if first is None or first.property != AUDIT:
            return
        self.audits += 1
        row = self.store.connection.execute(
            "SELECT change, verb, member, about, time FROM audit WHERE eno=?", (kept.eno,)
        ).fetchone()
        verb = verb_of(first)
        if row != (payload.change, verb, first.subject, first.source, stub.time):
            self.found.report(f"audit of entry {kept.eno}", "not-as-the-entry-says")


def _check_log(store: Store, found: Verified, tell: Progress) -> None:
    check = _LogCheck(store, found)
    total = store.log.count
    for kept in store.log.entries():
        check.take(kept)
        found.entries += 1
        if kept.eno != found.entries:
            found.report(f"entry {found.entries}", "missing")
            found.entries = kept.eno
        tell("entries", found.entries, total)
    counts = {"entry": total, "history": check.histories, "audit": check.audits}
    for table, wanted in counts.items():
        have = store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if have != wanted:
            found.report(f"table {table}", f"has-{have}-rows-and-the-log-makes-{wanted}")
    listed = [row[0] for row in store.connection.execute("SELECT eno FROM roster ORDER BY eno")]
    if check.roster != store.roster or check.rosters != listed:
        found.report("table roster", "not-as-the-log-says")
    if check.decided != Judged.load(store.connection):
        found.report("tables retracted, hidden, gone", "not-as-the-log-says")
    _check_head(store, found)


def _check_head(store: Store, found: Verified) -> None:
    mark = store.mark.read()
    head = store.log.head
    if mark is None or (mark.seq, mark.entry_id) != (head.seq, head.id):
        found.report("mark", "not-at-the-end-of-the-log")


def _groups(projector: Projector, half: str, payload: Payload) -> dict[bytes, list[Said]]:
    """What the projection keeps of one entry, by subject, as `Projector.take` groups it."""
    groups: dict[bytes, list[Said]] = {}
    for index, said in payload.statements.items():
        if said.property != AUDIT and projector.halves.get(said.property, half) == half:
            groups.setdefault(said.subject, []).append(Said(index, said[0], *said[2:]))
    return groups


def erased_leaves(connection: Connection, stage: str) -> dict[bytes, frozenset[int]]:
    """The leaves of erasures that have reached a stage (a date column), by entry."""
    rows = connection.execute(
        "SELECT h.entry, h.idx FROM hidden h JOIN node n ON n.uid = h.erasure "
        f"JOIN w_erasure w ON w.node = n.id WHERE w.{stage} IS NOT NULL"
    )
    found: dict[bytes, set[int]] = {}
    for entry, index in rows:
        found.setdefault(entry, set()).add(index)
    return {entry: frozenset(indexes) for entry, indexes in found.items()}


def _check_projection(store: Store, found: Verified, tell: Progress) -> None:
    """Fold every entity again and compare with the rows that pages and reports read."""
    total = store.connection.execute("SELECT count(*) FROM node").fetchone()[0]
    check = _TableCheck(store, found)
    for done, component in enumerate(_components(store), 1):
        found.entities += len(component)
        check.compare(component)
        tell("entities", done, total)
    if found.entities != total:
        found.report("table node", "records-merged-into-none")
    for table, count in check.wanted.items():
        have = store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        if have != count:
            found.report(f"table {table}", f"has-{have}-rows-and-the-log-makes-{count}")
    _check_shut(store, found)


def _components(store: Store) -> Iterator[list[bytes]]:
    """Every entity with those merged into it, canonical ones only, streaming."""
    last = 0
    sql = "SELECT id, uid, canon FROM node WHERE id > ? ORDER BY id LIMIT 500"
    while rows := store.connection.execute(sql, (last,)).fetchall():
        for node, uid, canon in rows:
            if canon is None:
                yield [uid]
            elif canon == node:
                members = store.connection.execute("SELECT uid FROM node WHERE canon=?", (node,))
                yield sorted(row[0] for row in members) or [uid]
        last = rows[-1][0]


class _TableCheck:
    """Compares the derived rows of each record with what its histories make; counts what it saw."""

    def __init__(self, store: Store, found: Verified) -> None:
        self.store, self.found = store, found
        tables = [layout.table for layout in store.projector.layouts.values()]
        self.wanted = dict.fromkeys([*tables, "text", "name", "edge", "code"], 0)

    def compare(self, component: list[bytes]) -> None:
        """Compare the rows of the entities judged to be one; the first is the head."""
        projector, head = self.store.projector, component[0]
        kind = projector.nodes.type_of(head)
        node, place = projector.nodes.id_of(head), f"record {head.hex()[:8]}"
        merged = head in projector.components.once_with(head)
        of_one = projector.components.component_of(head)
        if of_one != frozenset(component) or merged != (len(of_one) > 1):
            self.found.report(place, "merged-otherwise-than-judged")
        rows = projector.fold_members(component)
        if any(type_name != kind for type_name, _ in rows.wide):
            self.found.report(place, "of-another-type-than-said")
        for (type_name, names), wide in rows.wide.items():
            layout = projector.layouts[type_name]
            full = [layout.full_row(values, names) for values in wide]
            self._expect(layout.table, full, ("SELECT * FROM {} WHERE node=?", node), place)
        for table, made in (("text", rows.text), ("name", rows.name)):
            self._expect(table, made, ("SELECT * FROM {} WHERE node=?", node), place)
        edges = ("SELECT target, property, subject FROM {} WHERE subject=? ORDER BY 1, 2, 3", node)
        self._expect("edge", sorted(set(rows.edge)), edges, place)
        for member in component:
            own = projector.nodes.id_of(member)
            codes = [row for row in rows.code if row[0] == own]
            self._expect(
                "code", codes, ("SELECT node, type, code FROM {} WHERE node=?", own), place
            )

    def _expect(
        self,
        table: str,
        made: Sequence[tuple[object, ...]],
        query: tuple[str, int],
        place: str,
    ) -> None:
        self.wanted[table] += len(made)
        sql, node = query
        if self.store.connection.execute(sql.format(table), (node,)).fetchall() != list(made):
            self.found.report(f"table {table}, {place}", "not-as-the-log-says")


def _check_shut(store: Store, found: Verified) -> None:
    run = store.connection.execute
    roots = [row[0] for row in run("SELECT node FROM w_case WHERE restricted = 1")]
    have = {row[0] for row in run("SELECT node FROM shut")}
    if closure(store.connection, roots, store.projector.inside) != have:
        found.report("table shut", "not-as-the-log-says")


def _check_indexes(store: Store, found: Verified, tell: Progress) -> None:
    for done, table in enumerate(("text_fts", "name_fts")):
        tell("indexes", done, 2)
        try:
            store.connection.execute(
                f"INSERT INTO {table}({table}, rank) VALUES('integrity-check', 1)"
            )
            missed = _missed_words(store.connection, table)
            unlisted = _unlisted_segments(store.connection, table)
        except DatabaseError:
            found.report(f"search index {table}", "does-not-fit-its-texts")
            continue
        if missed or unlisted:
            found.report(f"search index {table}", f"does-not-find-{missed}-of-its-words")
    tell("indexes", 2, 2)


def _missed_words(connection: Connection, table: str) -> int:
    """How many words a search would not find everywhere they stand.

    The library's own check walks the index from end to end; a search leaps to where a word is.
    """
    run = connection.execute
    run(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, {table}, row)")
    sql = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
    try:
        words = run("SELECT term, doc FROM temp.words WHERE instr(term, char(0)) = 0").fetchall()
        quoted = ((word.replace('"', '""'), times) for word, times in words)
        return sum(run(sql, (f'"{word}"',)).fetchone()[0] != times for word, times in quoted)
    finally:
        run("DROP TABLE temp.words")


def _unlisted_segments(connection: Connection, table: str) -> int:
    """How many parts of the index are missing from its table of leaps, or stand there in vain."""
    kept = f"SELECT DISTINCT id >> {_SEGMENT_BITS} FROM {table}_data WHERE id > {_STRUCTURE_ROW}"
    listed = f"SELECT DISTINCT segid FROM {table}_idx"
    found = {row[0] for row in connection.execute(kept)}
    return len(found ^ {row[0] for row in connection.execute(listed)})


def _check_blobs(store: Store, found: Verified, tell: Progress) -> None:
    """Every sealed file answers for its statement, and none lies about that nothing names."""
    named = View(store).blobs()
    for done, blob in enumerate(named.values(), 1):
        try:
            check_blob(store.home, blob)
        except BlobError:
            found.report(f"evidence file {blob.id.hex()[:8]}", "missing-or-damaged")
        found.blobs += 1
        tell("evidence", done, len(named))
    known = {f"{blob_id.hex()}.blob" for blob_id in named}
    for path in sorted(store.home.blobs.iterdir()):
        if path.name not in known:
            found.report(f"evidence file {path.name[:8]}", "named-by-no-record")

"""What waits for somebody: read from the wide tables through their small indexes, in columns.

Codes and dates only, never a long text and never a walk over all records, so that the first page
is there at once however large the record is. Restricted cases and what lies inside them are left
out. What the log said last is told by the audits of its newest entries.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kuager.model.entry import read_stub
from kuager.model.fold import CONFLICTS
from kuager.model.statement import EntityId, EntryId
from kuager.store.change import HALVES

if TYPE_CHECKING:
    from kuager.store.store import Store

_OPEN = "NOT IN (SELECT node FROM shut)"
_MOST_READ = 400
"""A change that says more than this is told by its name only."""


class Coded(NamedTuple):
    """A record by its type and code, and the date or word for which it is named here."""

    type: str
    code: str
    what: str | None


class LadderStep(NamedTuple):
    """The coded columns of a step that stands on a rung."""

    node: int
    proceeding: str
    code: str | None
    rung: str
    kind: str | None
    outcome: str | None
    date: str | None
    next_deadline: str | None
    for_whom: str | None


class Changed(NamedTuple):
    """One change: when, by whom, as which verb, what it is about, how many statements it made."""

    time: int
    member: EntityId
    verb: str | None
    about: tuple[EntityId, ...]
    statements: int


class Agenda:
    """Reads what waits out of an open store."""

    def __init__(self, store: "Store") -> None:
        """From the record as it stands now."""
        self._store = store
        self._run = store.connection.execute

    def is_empty(self) -> bool:
        """Whether nobody recorded a case or an event yet."""
        tables = ("w_case", "w_event")
        return all(self._run(f"SELECT 1 FROM {t} LIMIT 1").fetchone() is None for t in tables)

    def days(
        self, type_name: str, column: str, *, until: str, limit: int, but: Iterable[str] = ()
    ) -> list[Coded]:
        """Records with such a day not later than `until`, the earliest first.

        `but` are statuses that need nobody any more.
        """
        done = sorted(but)
        marks = ",".join("?" * len(done))
        live = f"AND (w.status IS NULL OR w.status NOT IN ({marks}))" if done else ""
        sql = (
            f"SELECT w.code, w.{column} FROM w_{type_name} w WHERE w.{column}_from IS NOT NULL "
            f"AND w.{column}_from <= ? {live} AND w.node {_OPEN} "
            f"ORDER BY w.{column}_from, w.node LIMIT ?"
        )
        return self._coded(type_name, sql, (until, *done, limit))

    def silent_cases(self, *, before: str, limit: int) -> list[Coded]:
        """Open cases of which nobody heard since a day, the longest silence first."""
        heard = "ifnull(last_contact_to, opened_to)"
        sql = (
            f"SELECT code, ifnull(last_contact, opened) FROM w_case "
            f"WHERE status IN ('open', 'waiting') AND {heard} < ? AND node {_OPEN} "
            f"ORDER BY {heard}, node LIMIT ?"
        )
        return self._coded("case", sql, (before, limit))

    def silent_people(self, *, before: str, limit: int) -> list[Coded]:
        """People of whom nobody heard since a day, the longest silence first."""
        sql = (
            "SELECT code, last_heard FROM w_person WHERE last_heard_to > '' AND last_heard_to < ? "
            f"AND node {_OPEN} ORDER BY last_heard_to, node LIMIT ?"
        )
        return self._coded("person", sql, (before, limit))

    def not_asked(self, *, limit: int) -> list[Coded]:
        """Cases with a use that nobody asked about and nobody answered since, the newest first."""
        sql = (
            "SELECT w.\"case\", w.use FROM w_consent w WHERE w.answer = 'not-asked' "
            f"AND w.node {_OPEN} AND NOT EXISTS (SELECT 1 FROM w_consent o "
            'WHERE o."case" = w."case" AND o.use = w.use AND o.answer <> \'not-asked\') '
            "ORDER BY w.node DESC LIMIT ?"
        )
        rows = self._run(sql, (limit,)).fetchall()
        codes = self._codes(case for case, _ in rows)
        return [Coded("case", codes[case], use) for case, use in rows if case in codes]

    def disputed(self, *, limit: int) -> list[Coded]:
        """Records of which sources disagree, a few of each type."""
        globs = " OR ".join(f"states GLOB '*={state};*'" for state in sorted(CONFLICTS))
        found: list[Coded] = []
        for name, layout in self._store.projector.layouts.items():
            if len(found) < limit:
                sql = (
                    f"SELECT code, NULL FROM {layout.table} WHERE states <> '' AND ({globs}) "
                    f"AND node {_OPEN} ORDER BY node DESC LIMIT ?"
                )
                found += self._coded(name, sql, (limit - len(found),))
        return found

    def erasures(self) -> list[Coded]:
        """Erasures that are not carried out yet."""
        sql = "SELECT code, wait_until FROM w_erasure WHERE done_on IS NULL AND code IS NOT NULL"
        return self._coded("erasure", sql, ())

    def ladders(self) -> dict[str, tuple[str, str]]:
        """Proceedings that stand on a ladder, by their id in hex: code and ladder."""
        sql = (
            "SELECT lower(hex(n.uid)), w.code, w.ladder FROM w_proceeding w "
            f"JOIN node n ON n.id = w.node WHERE w.ladder > '' AND w.node {_OPEN}"
        )
        return {uid: (code, ladder) for uid, code, ladder in self._run(sql).fetchall()}

    def ladder_steps(self) -> list[LadderStep]:
        """Every step on a rung, those of one proceeding together, in the order of the log."""
        sql = (
            "SELECT node, proceeding, code, rung, kind, outcome, date, next_deadline, for_whom "
            f"FROM w_step WHERE rung > '' AND node {_OPEN} ORDER BY proceeding, node"
        )
        return [LadderStep(*row) for row in self._run(sql).fetchall()]

    def changes(self, *, limit: int) -> list[Changed]:
        """The newest changes, the last first."""
        rows = self._run(
            "SELECT change, time, verb, member FROM audit ORDER BY eno DESC LIMIT ?",
            (limit * len(HALVES),),
        ).fetchall()
        newest = {row[0]: row[1:] for row in reversed(rows)}
        return [
            Changed(time, EntityId(member or bytes(16)), verb, *self._of_change(change))
            for change, (time, verb, member) in list(reversed(newest.items()))[:limit]
        ]

    def _of_change(self, change: bytes) -> tuple[tuple[EntityId, ...], int]:
        """What the entries of a change are about, and how much they say."""
        sql = "SELECT e.id FROM audit a JOIN entry e ON e.eno = a.eno WHERE a.change = ?"
        log, about, count = self._store.log, dict[EntityId, None](), 0
        for (entry,) in self._run(sql, (change,)).fetchall():
            kept = log.entry(EntryId(entry))
            size = 0 if kept is None else read_stub(kept.stub)[0].count - 1
            count += size
            payload = log.open(kept) if kept is not None and size <= _MOST_READ else None
            told = {} if payload is None else payload.statements
            about |= {said.subject: None for at, said in told.items() if at > 0}
        return tuple(about), count

    def _coded(self, type_name: str, sql: str, values: tuple[object, ...]) -> list[Coded]:
        rows = self._run(sql, values).fetchall()
        return [Coded(type_name, str(code), what) for code, what in rows if code is not None]

    def _codes(self, references: Iterable[str | None]) -> dict[str, str]:
        """The codes behind references as the tables keep them, restricted ones left out."""
        wanted = {bytes.fromhex(found) for found in references if found}
        marks = ",".join("?" * len(wanted))
        sql = (
            "SELECT lower(hex(n.uid)), c.code FROM node n JOIN code c ON c.node = n.id "
            f"WHERE n.uid IN ({marks}) AND n.id {_OPEN}"
        )
        return dict(self._run(sql, tuple(wanted)).fetchall())


def said_when(store: "Store", entries: Iterable[EntryId]) -> dict[EntryId, tuple[int, EntityId]]:
    """When each of these entries was written by its writer's clock, and by which member."""
    found: dict[EntryId, tuple[int, EntityId]] = {}
    for entry in dict.fromkeys(entries):
        row = store.connection.execute(
            "SELECT a.time, a.member FROM entry e JOIN audit a ON a.eno = e.eno WHERE e.id = ?",
            (entry,),
        ).fetchone()
        if row is not None and row[1] is not None:
            found[entry] = (int(row[0]), EntityId(row[1]))
    return found

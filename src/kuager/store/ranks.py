"""Which source is believed first where sources disagree and nobody has chosen.

`source.rank` is a statement; a passage has the rank of its source. The smaller number is shown
first; a source without a rank comes after all that have one.
"""

from kuager.store.database import Connection

SAID_BY = "source"
"""The edge from an entity to whoever says something of it."""
RANKING = frozenset({"source.rank", "passage.source"})
"""Properties after which ranks have to be read anew."""


class Ranks:
    """The rank of every source and passage that has one, kept in memory."""

    def __init__(self, connection: Connection) -> None:
        """Read the ranks that stand."""
        self.connection = connection
        self.known = self._read()

    def refresh(self) -> set[bytes]:
        """Read the ranks anew; returns the entities of which a changed source says something."""
        before, self.known = self.known, self._read()
        changed = {uid for uid, _ in before.items() ^ self.known.items()}
        sql = (
            "SELECT s.uid FROM node t JOIN edge e ON e.target = t.id JOIN node s "
            "ON s.id = e.subject WHERE t.uid = ? AND e.property = ?"
        )
        return {
            row[0]
            for uid in changed
            for row in self.connection.execute(sql, (bytearray(uid), SAID_BY))
        }

    def _read(self) -> dict[bytes, int]:
        if not self._has_sources():
            return {}
        sql = "SELECT n.id, n.uid, w.rank FROM w_source w JOIN node n ON n.id = w.node WHERE w.rank"
        found: dict[bytes, int] = {}
        for node, uid, rank in self.connection.execute(f"{sql} IS NOT NULL").fetchall():
            found[uid] = rank
            passages = self.connection.execute(
                "SELECT n.uid FROM edge e JOIN node n ON n.id = e.subject "
                "WHERE e.target = ? AND e.property = 'passage.source'",
                (node,),
            )
            found |= {row[0]: rank for row in passages}
        return found

    def _has_sources(self) -> bool:
        sql = "SELECT 1 FROM sqlite_master WHERE name = 'w_source'"
        return self.connection.execute(sql).fetchone() is not None

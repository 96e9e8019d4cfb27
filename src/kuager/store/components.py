"""Records judged to be one: components over live `same_as` statements, reversible by design.

The canonical id is the least of the component; references keep the id they were written with. Of
`same_as` and `not_same` on one pair the deeper stands.
"""

from collections.abc import Callable, Iterable

from kuager.model.fold import Page, live_statements
from kuager.store.database import Connection
from kuager.store.nodes import Nodes

SAME, NOT_SAME = "judgement.same_as", "judgement.not_same"
JUDGED = frozenset({SAME, NOT_SAME})


class Components:
    """Which entities are judged to be the same, as the edges and histories tell."""

    def __init__(
        self,
        connection: Connection,
        nodes: Nodes,
        pages_of: Callable[[bytes], list[Page]],
        withdrawn: Callable[[list[Page]], frozenset[bytes]],
    ) -> None:
        """`pages_of` gives what is said of an entity, `withdrawn` which entries of it are not."""
        self.connection = connection
        self.nodes = nodes
        self.pages_of = pages_of
        self.withdrawn = withdrawn

    def tie(self, named: Iterable[tuple[bytes, str, bytes]]) -> None:
        """Let new judgements be found from their target, before anybody is settled."""
        id_of = self.nodes.id_of
        self.connection.executemany(
            "INSERT OR IGNORE INTO edge(target, property, subject) VALUES(?,?,?)",
            [(id_of(t), name, id_of(s)) for t, name, s in named if name in JUDGED],
        )

    def is_judged(self, uid: bytes) -> bool:
        """Whether a judgement that stands or stood names this entity."""
        sql = (
            "SELECT 1 FROM edge WHERE property IN (?, ?) AND target = ? "
            "UNION ALL SELECT 1 FROM edge WHERE property IN (?, ?) AND subject = ? LIMIT 1"
        )
        node = self.nodes.id_of(uid)
        return self.connection.execute(sql, (SAME, NOT_SAME, node) * 2).fetchone() is not None

    def settle(self, uid: bytes, *, judged: bool) -> list[frozenset[bytes]]:
        """The components that `uid` and those once merged with it form now; canon is kept up.

        `judged` says that a judgement on this entity is new or was withdrawn.
        """
        before = self.once_with(uid)
        if not before and not judged:
            return [frozenset({uid})]
        settled: list[frozenset[bytes]] = []
        for member in sorted(before | {uid}):
            if not any(member in component for component in settled):
                settled.append(self.component_of(member))
        # Edges still lie under the old heads: nobody is moved before all are found.
        for component in settled:
            self._keep_canon(component)
        return settled

    def once_with(self, uid: bytes) -> set[bytes]:
        """Everything kept as one record with `uid`, itself included; empty if it stands alone."""
        sql = (
            "SELECT b.uid FROM node a JOIN node b ON b.canon = a.canon "
            "WHERE a.uid = ? AND a.canon IS NOT NULL"
        )
        return {row[0] for row in self.connection.execute(sql, (uid,))}

    def component_of(self, uid: bytes) -> frozenset[bytes]:
        """The entities judged to be one with `uid`, itself included."""
        found, frontier = {uid}, [uid]
        while frontier:
            for other in self._same_as(frontier.pop()):
                if other not in found:
                    found.add(other)
                    frontier.append(other)
        return frozenset(found)

    def _same_as(self, uid: bytes) -> set[bytes]:
        """The neighbours of an entity by the deepest judgement on each pair."""
        deepest: dict[bytes, tuple[tuple[object, ...], bool]] = {}
        for subject, other, order, same in self._judgements(uid):
            neighbour = other if subject == uid else subject
            if neighbour not in deepest or deepest[neighbour][0] < order:
                deepest[neighbour] = (order, same)
        return {neighbour for neighbour, (_, same) in deepest.items() if same}

    def _judgements(self, uid: bytes) -> Iterable[tuple[bytes, bytes, tuple[object, ...], bool]]:
        yield from self._said_by(uid)
        # An edge lies under the head of a merged record; any member may have said it.
        sql = (
            "SELECT DISTINCT n.uid FROM edge e JOIN node s ON s.id = e.subject "
            "JOIN node n ON n.id = s.id OR n.canon = s.canon "
            "WHERE e.target = ? AND e.property IN (?, ?)"
        )
        for (subject,) in self.connection.execute(sql, (self.nodes.id_of(uid), SAME, NOT_SAME)):
            yield from (said for said in self._said_by(subject) if said[1] == uid)

    def _said_by(self, uid: bytes) -> Iterable[tuple[bytes, bytes, tuple[object, ...], bool]]:
        pages = self.pages_of(uid)
        for live in live_statements(pages, retracted=self.withdrawn(pages)):
            if live.said.property in JUDGED and isinstance(live.said.value, bytes):
                order = live.order[2:]
                yield uid, live.said.value, order, live.said.property == SAME

    def _keep_canon(self, component: frozenset[bytes]) -> None:
        head = None if len(component) == 1 else self.nodes.id_of(min(component))
        for uid in component:
            self.connection.execute(
                "UPDATE node SET canon=? WHERE id=?", (head, self.nodes.id_of(uid))
            )

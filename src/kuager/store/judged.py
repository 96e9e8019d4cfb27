"""What people have decided about what was said: withdrawn entries, hidden leaves, erased entities.

Small sets kept in memory beside their tables; every fold asks them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kuager.model.fold import Page, Said
from kuager.model.statement import RETRACT, SAY, Statement, split_statement_id
from kuager.store.database import Connection

ENTRY_BYTES = 32
LEAF = "erasure.leaf"
GONE = {"erasure.gone_casework": "casework", "erasure.gone_identity": "identity"}
"""Properties that name an erased entity, and the half of it that is gone."""
SYSTEM_HALVES = {
    LEAF: "house",
    **dict.fromkeys(GONE, "casework"),
    **dict.fromkeys(("judgement.prefer", "judgement.same_as", "judgement.not_same"), "casework"),
    "judgement.reason": "identity",
}
"""Where properties are said that no schema knows: a judgement in casework, its reason is text."""
_LENGTHS = {LEAF: 36, **dict.fromkeys(GONE, 16)}
"""How long the reference is that each decision names; another one decides nothing."""


@dataclass(slots=True)
class Judged:
    """Decisions that hide statements from every projection."""

    retracted: set[bytes] = field(default_factory=set)
    hidden: dict[bytes, set[int]] = field(default_factory=dict)
    gone: dict[bytes, set[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection) -> "Judged":
        """Read the decisions from their tables."""
        judged = cls()
        judged.retracted = {row[0] for row in connection.execute("SELECT id FROM retracted")}
        for entry, index in connection.execute("SELECT entry, idx FROM hidden"):
            judged.hidden.setdefault(entry, set()).add(index)
        for uid, half in connection.execute("SELECT uid, half FROM gone"):
            judged.gone.setdefault(uid, set()).add(half)
        return judged

    @property
    def is_empty(self) -> bool:
        """Whether nobody has decided anything that hides a statement."""
        return not (self.retracted or self.hidden or self.gone)

    def concerns(self, entry: bytes) -> bool:
        """Whether a decision hides something of this entry."""
        return entry in self.retracted or entry in self.hidden

    def withdrawn_among(self, pages: Iterable[Page]) -> frozenset[bytes]:
        """Which of the entries behind these pages are withdrawn as a whole."""
        if not self.retracted:
            return frozenset()
        return frozenset(page.entry for page in pages if page.entry in self.retracted)

    def learn(self, said: Statement) -> bool:
        """Take the decision that a statement is; returns whether it is one."""
        value, length = said.value, _LENGTHS.get(said.property)
        if type(value) is not bytes:
            return False
        if said.op == RETRACT and len(value) == ENTRY_BYTES:
            self.retracted.add(value)
        elif said.op != SAY or len(value) != length:
            return False
        elif said.property == LEAF:
            entry, index = split_statement_id(value)
            self.hidden.setdefault(entry, set()).add(index)
        else:
            self.gone.setdefault(value, set()).add(GONE[said.property])
        return True

    def is_gone(self, uid: bytes, half: str) -> bool:
        """Whether nothing of this half of the entity may be shown any more."""
        return half in self.gone.get(uid, ())

    def visible(self, uid: bytes, entry: bytes, half: str, said: Iterable[Said]) -> list[Said]:
        """The statements of one page that no erasure hides."""
        if self.is_gone(uid, half):
            return []
        hidden = self.hidden.get(entry)
        return [s for s in said if hidden is None or s.index not in hidden]

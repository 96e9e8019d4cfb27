"""One change in the making: statements by half, sealed into entries that share a change id."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kuager.model.entry import read_stub
from kuager.model.roster import tells_of_roster
from kuager.model.statement import (
    EntityId,
    EntryId,
    Statement,
    retract,
    say,
)
from kuager.store.judged import SYSTEM_HALVES
from kuager.store.log import Draft
from kuager.store.projection import AUDIT, Arrival

if TYPE_CHECKING:
    from kuager.store.store import Store

CHUNK_STATEMENTS = 5000
"""How many statements one entry of the log holds at most."""
HALVES = ("house", "casework", "identity")


def in_portions(statements: list[Statement]) -> list[list[Statement]]:
    """As many statements as fit an entry each, in their order."""
    starts = range(0, len(statements), CHUNK_STATEMENTS)
    return [statements[at : at + CHUNK_STATEMENTS] for at in starts]


class Change:
    """Collects entries inside one transaction; made by `Store.change` only."""

    def __init__(self, store: "Store", verb: str, member: EntityId, about: EntityId | None) -> None:
        """A change by `member` that the audit calls `verb`."""
        self.store = store
        self.verb, self.member, self.about = verb, member, about
        self.entries: list[EntryId] = []

    def write(self, statements: Iterable[Statement]) -> None:
        """Say these statements, each in the half that the schema gives its property."""
        halves: dict[str, list[Statement]] = {}
        known = self.store.projector.halves
        for said in statements:
            half = known.get(said.property) or default_half(said.property)
            halves.setdefault(half, []).append(said)
        self.write_halves(halves)

    def write_halves(self, halves: Mapping[str, list[Statement]]) -> None:
        """Say statements whose half is already known: one entry a half, under one change id."""
        change_id = self.store.randomness(16)
        for half in HALVES:
            found = halves.get(half)
            if found:
                self._append(half, found, change_id)
        self.store.projector.flush()

    def retract_entries(self, targets: Iterable[EntryId]) -> None:
        """Withdraw whole entries; their author must have been able to write in their circles."""
        halves: dict[str, list[Statement]] = {}
        for target in targets:
            kept = self.store.log.entry(target)
            if kept is None:
                raise KeyError(target.hex())
            half = self.store.half_of(read_stub(kept.stub)[0].circle)
            said = retract(self.member, "judgement.withdraw", target)
            halves.setdefault(half, []).append(said)
        self.write_halves(halves)

    def finish(self) -> None:
        """Nothing may stay unwritten when the transaction ends."""
        self.store.projector.flush()

    def _append(self, half: str, statements: list[Statement], change_id: bytes) -> None:
        store = self.store
        audit = say(self.member, AUDIT, self.verb, source=self.about)
        said = [audit, *statements]
        time = store.clock()
        draft = Draft(
            circle=store.circle(half),
            change=change_id,
            time=time,
            seed=store.randomness(32),
            statements=said,
        )
        eno, entry, depth = store.log.append(draft)
        self.entries.append(entry)
        if half == "house":
            self._learn_roster(eno, said)
        store.projector.take(
            Arrival(
                eno=eno,
                entry=entry,
                depth=depth,
                time=time,
                circle=draft.circle,
                half=half,
                change=change_id,
                statements=dict(enumerate(said)),
            )
        )

    def _learn_roster(self, eno: int, said: list[Statement]) -> None:
        if tells_of_roster(said):
            self.store.connection.execute("INSERT INTO roster(eno) VALUES(?)", (eno,))
            self.store.adopt(self.store.roster.with_statements(said))


def default_half(name: str) -> str:
    """Where a property that no schema knows is said."""
    return "house" if name.startswith("roster.") else SYSTEM_HALVES.get(name, "casework")

"""Takes the entries of a vector as a device would: the real steps, in the order of log.md."""

from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from kuager.model.chain import (
    Seen,
    check_author,
    check_founding,
    check_place,
    check_redaction,
    retraction_counts,
)
from kuager.model.entry import EntryError, Stub, read_stub
from kuager.model.payload import Payload
from kuager.model.roster import Roster
from kuager.model.statement import RETRACT, CircleId, EntryId, Statement, StatementError
from kuager.store.sealing import Sealed, open_payload
from kuager.vault.keys import Epoch
from kuager.vault.sign import verify_entry


@dataclass(frozen=True)
class Outcome:
    """What became of an entry: accepted, waiting, kept-unapplied, or refused for a reason."""

    verdict: str
    reason: str | None = None
    statements: list[Statement] | None = None
    withdraws: list[bytes] | None = None


@dataclass
class Device:
    """What a device knows while it takes entries in."""

    organisation: bytes
    epochs: dict[bytes, Epoch]
    approved: dict[bytes, set[int]]
    erased: dict[bytes, set[int]]
    seen: Seen = field(default_factory=Seen)
    circles: dict[bytes, CircleId] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster.empty)

    def take(self, parts: dict[str, str]) -> Outcome:
        """Take one entry."""
        try:
            return self._take({name: b64decode(data) for name, data in parts.items()})
        except (EntryError, StatementError) as error:
            return Outcome("refused", str(error.facts["reason"]))

    def _take(self, parts: dict[str, bytes]) -> Outcome:
        stub, entry, signature = read_stub(parts["stub"])
        if not verify_entry(stub.device, entry, signature):
            raise EntryError(reason="bad-signature")
        verdict = check_place(stub, entry, organisation=self.organisation, known=self.seen)
        if verdict != "accepted":
            return Outcome(verdict)
        is_founding = self.roster.nonce is None
        if not is_founding:
            check_author(stub, self.roster)
        sealed = Sealed(body=parts["body"], wrap=parts["wrap"])
        payload = open_payload(entry, stub.count, stub.root, sealed, self.epochs.get)
        said = payload.statements.values()
        roster = self.roster.with_statements(said)
        if is_founding:
            check_founding(stub, roster)
        if is_founding or self.roster.kind_of(stub.circle) == "house":
            self.roster = roster
        may, must = self.approved.get(entry, set()), self.erased.get(entry, set())
        check_redaction(payload, may=may, must=must)
        self.seen.add(stub, entry)
        self.circles[entry] = stub.circle
        return Outcome("accepted", None, list(said), self._withdraws(stub, payload))

    def _withdraws(self, stub: Stub, payload: Payload) -> list[bytes]:
        """What the retractions of this entry name with effect."""
        named = [s.value for s in payload.statements.values() if s.op == RETRACT]
        return [
            target
            for target in named
            if isinstance(target, bytes)
            and retraction_counts(self.roster, stub.device, EntryId(target[:32]), self.circles.get)
        ]


def check_vector(vector: dict[str, Any]) -> list[Outcome]:
    """What became of each entry of a vector; those that it calls known have to be accepted."""
    held = [Epoch.of(bytes.fromhex(e["circle"]), bytes.fromhex(e["key"])) for e in vector["epochs"]]
    device = Device(
        organisation=bytes.fromhex(vector["organisation"]),
        epochs={epoch.id: epoch for epoch in held},
        approved=_leaves(vector["approved"]),
        erased=_leaves(vector["erased"]),
    )
    for parts in vector["known"]:
        if device.take(parts).verdict != "accepted":
            raise ValueError("what is known has to be sound")
    return [device.take(parts) for parts in vector["entries"]]


def _leaves(named: list[dict[str, Any]]) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    for leaf in named:
        found.setdefault(bytes.fromhex(leaf["entry"]), set()).add(leaf["index"])
    return found

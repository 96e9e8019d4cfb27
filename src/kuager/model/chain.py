"""Which entries are accepted: rules over stubs, without keys and without a database.

An entry is accepted when its parents are, its depth fits, its device is in the roster and may
write in its circle. A body is accepted when it answers for the root and lacks exactly the leaves
that approved erasures name: nobody censors, nobody resurrects.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Literal, Protocol

from kuager.model.entry import KIND_STATEMENTS, ZERO_ID, EntryError, Stub, organisation_id
from kuager.model.payload import Payload
from kuager.model.roster import Roster
from kuager.model.statement import CircleId, EntryId

Verdict = Literal["accepted", "waiting", "kept-unapplied"]


class Known(Protocol):
    """What the rules need to know of the entries accepted so far."""

    def place_of(self, entry: EntryId) -> tuple[bytes, int, int] | None:
        """(device, seq, depth) of an accepted entry; None if it is not held."""

    def entry_at(self, device: bytes, seq: int) -> EntryId | None:
        """The accepted entry with this number of this device."""


class Seen:
    """`Known` in memory: for verifying, where every stub passes once."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.places: dict[EntryId, tuple[bytes, int, int]] = {}
        self.numbers: dict[tuple[bytes, int], EntryId] = {}

    def add(self, stub: Stub, entry: EntryId) -> None:
        """Remember an accepted entry."""
        self.places[entry] = (stub.device, stub.seq, stub.depth)
        self.numbers[stub.device, stub.seq] = entry

    def place_of(self, entry: EntryId) -> tuple[bytes, int, int] | None:
        """(device, seq, depth) of an accepted entry; None if it is not held."""
        return self.places.get(entry)

    def entry_at(self, device: bytes, seq: int) -> EntryId | None:
        """The accepted entry with this number of this device."""
        return self.numbers.get((device, seq))


def check_place(stub: Stub, entry: EntryId, *, organisation: bytes, known: Known) -> Verdict:
    """Whether the entry's place in its chain is right; raises EntryError with the reason.

    "waiting" means that a parent is not held yet; "kept-unapplied" that its kind is from a newer
    version: it is kept and relayed, its circle turns read-only.
    """
    if stub.organisation != organisation:
        raise EntryError(reason="other-organisation")
    parents = [*stub.heads] if stub.previous == ZERO_ID else [stub.previous, *stub.heads]
    places = [known.place_of(parent) for parent in parents]
    held = [place for place in places if place is not None]
    if len(held) < len(places):
        return "waiting"
    if stub.depth != 1 + max((depth for _, _, depth in held), default=0):
        raise EntryError(reason="wrong-depth")
    _check_line(stub, entry, held, known)
    return "accepted" if stub.kind == KIND_STATEMENTS else "kept-unapplied"


def _check_line(
    stub: Stub, entry: EntryId, held: list[tuple[bytes, int, int]], known: Known
) -> None:
    others = held
    if stub.previous != ZERO_ID:
        device, seq, _ = held[0]
        if device != stub.device:
            raise EntryError(reason="previous-of-another-device")
        if seq + 1 != stub.seq:
            raise EntryError(reason="wrong-seq")
        others = held[1:]
    if any(device == stub.device for device, _, _ in others):
        raise EntryError(reason="head-of-own-device")
    if known.entry_at(stub.device, stub.seq) not in (None, entry):
        raise EntryError(reason="fork")


def check_author(stub: Stub, roster: Roster) -> None:
    """Whether the roster lets this device write in this circle; raises EntryError."""
    if stub.device not in roster.restored and roster.device_of(stub.device) is None:
        raise EntryError(reason="device-not-in-roster")
    if not roster.may_write(stub.device, stub.circle):
        raise EntryError(reason="device-may-not-write-here")


def check_founding(stub: Stub, roster: Roster) -> None:
    """Whether the roster's nonce makes this first entry the founding of its organisation."""
    if roster.nonce is None or organisation_id(stub.device, roster.nonce) != stub.organisation:
        raise EntryError(reason="not-the-founder")
    if roster.kind_of(stub.circle) != "house":
        raise EntryError(reason="founding-outside-the-house")


def check_redaction(payload: Payload, *, may: AbstractSet[int], must: AbstractSet[int]) -> None:
    """Whether a body lacks only what it `may` and all that it `must`; raises EntryError.

    `may` are the leaves of approved erasures, `must` those of erasures carried out.
    """
    lacking = set(payload.hidden)
    if lacking - may:
        raise EntryError(reason="leaf-censored")
    if must - lacking:
        raise EntryError(reason="erased-leaf-resurrected")


def retraction_counts(
    roster: Roster, author: bytes, target: EntryId, circle_of: Callable[[EntryId], CircleId | None]
) -> bool:
    """A retraction takes effect only if its author may write in the circle of what it names."""
    circle = circle_of(target)
    return circle is not None and roster.may_write(author, circle)

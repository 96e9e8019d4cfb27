"""A small house with fixed keys, salts and nonces, and the means to spoil one thing at a time.

Everything is made by the real primitives; only their randomness is replaced by a counter. Frames
are stored, not compressed, so that no version of the compressor changes a byte.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

from kuager.model.entry import ZERO_ID, Stub, entry_id, organisation_id
from kuager.model.payload import Payload, encode_payload, new_payload, payload_leaves
from kuager.model.roster import Device, founding_statements
from kuager.model.statement import CircleId, EntityId, EntryId, Statement, say
from kuager.model.tree import tree_root
from kuager.store.sealing import salt_list
from kuager.vault.keys import Epoch
from kuager.vault.seal import padme
from kuager.vault.sign import ENTRY_DOMAIN, device_key, sign_entry, sign_message

NOON = 1_717_243_200_000
FRAME = b"\x28\xb5\x2f\xfd"
HOUSE, CASEWORK, IDENTITY = (
    CircleId(name.ljust(16, b"-")) for name in (b"house", b"case", b"iden")
)
MEMBER = EntityId(b"member----------")


def entity(name: str) -> EntityId:
    """A fixed entity id."""
    return EntityId(name.encode().ljust(16, b"."))


def drawn(label: str, size: int) -> bytes:
    """Fixed bytes that look like random ones."""
    return hashlib.shake_256(b"kuager vectors: " + label.encode()).digest(size)


@dataclass(frozen=True, kw_only=True)
class Parts:
    """One entry as it travels."""

    stub: bytes
    body: bytes
    wrap: bytes

    @property
    def id(self) -> EntryId:
        """The entry's id, whatever it is worth."""
        return entry_id(self.stub[:-64])


@dataclass
class Pen:
    """A device and where its chain stands."""

    name: str
    id: EntityId
    seq: int = 0
    previous: EntryId = ZERO_ID
    depth: int = 0

    @property
    def seed(self) -> bytes:
        """The signing seed."""
        return drawn(f"seed of {self.name}", 32)

    @property
    def key(self) -> bytes:
        """The public key."""
        return device_key(self.seed)


Spoil = Callable[[bytes], bytes]


def keep(data: bytes) -> bytes:
    """Nothing is spoilt."""
    return data


@dataclass(frozen=True, kw_only=True)
class Faults:
    """What is wrong with an entry: each field is one place at which one thing can be changed."""

    stub: Mapping[str, object] = field(default_factory=dict)
    columns: Callable[[list[Statement]], list[Statement]] = lambda said: said
    payload: Callable[[Payload], Payload] = lambda payload: payload
    leaves: Callable[[list[bytes]], list[bytes]] = lambda leaves: leaves
    encoded: Spoil = keep
    frame: Callable[[bytes], bytes] | None = None
    padded: Callable[[bytes], bytes] | None = None
    unsigned: Spoil = keep
    signed_as: bytes = b"kuager/entry/v1\0"
    id_domain: bytes = b"kuager/id/v1\0"
    signature: Spoil = keep
    body_domain: bytes = b"kuager/body/v1\0"
    wrap_domain: bytes = b"kuager/wrap/v1\0"
    packed_stub: Spoil = keep
    body: Spoil = keep
    wrap: Spoil = keep


SOUND = Faults()


class House:
    """A founder, a second device that may write casework only, three circles of one epoch."""

    def __init__(self, *, nonce: bytes | None = None, circle: CircleId = HOUSE) -> None:
        """Found the house; another `nonce` or `circle` spoils the founding."""
        self.pens = {n: Pen(n, entity(n)) for n in ("founder", "second", "stranger")}
        self.founder, self.second = self.pens["founder"], self.pens["second"]
        self.nonce = drawn("nonce", 32)
        self.organisation = organisation_id(self.founder.key, self.nonce)
        self.epochs = {c: [Epoch.of(c, drawn(f"epoch of {c!r}", 32))] for c in _CIRCLES}
        self.counter = 0
        self.keys: dict[EntryId, bytes] = {}
        self.founding = self.write(self.founder, circle, self._founding(nonce or self.nonce))

    def epoch(self, circle: CircleId) -> Epoch:
        """The epoch under which new entries are wrapped."""
        return self.epochs.get(circle, self.epochs[HOUSE])[-1]

    def write(
        self,
        pen: Pen,
        circle: CircleId,
        said: Iterable[Statement],
        *,
        heads: Iterable[EntryId] = (),
        depth: int | None = None,
        faults: Faults = SOUND,
    ) -> Parts:
        """The next entry of a device; its chain goes on from it."""
        self.counter += 1
        statements = faults.columns(list(said))
        payload = faults.payload(
            new_payload(self._draw("change", 16), self._draw("salt", 32), statements)
        )
        leaves = faults.leaves(payload_leaves(payload, salt_list)) if _is_sound(statements) else []
        stub = Stub(
            organisation=self.organisation,
            device=pen.key,
            seq=pen.seq + 1,
            previous=pen.previous,
            depth=depth or pen.depth + 1,
            time=NOON + 60_000 * self.counter,
            circle=circle,
            count=payload.count,
            root=tree_root(leaves) if leaves else bytes(32),
            heads=tuple(sorted(heads)),
        )
        stub = replace(stub, **faults.stub)  # type: ignore[arg-type]
        parts = self._sealed(pen, stub, faults.encoded(encode_payload(payload)), faults)
        pen.seq, pen.previous, pen.depth = stub.seq, parts.id, stub.depth
        return parts

    def _sealed(self, pen: Pen, stub: Stub, encoded: bytes, faults: Faults) -> Parts:
        unsigned = faults.unsigned(stub.pack())
        found = EntryId(hashlib.sha256(faults.id_domain + unsigned).digest())
        signature = faults.signature(_sign(pen.seed, faults.signed_as, found))
        frame = (faults.frame or stored_frame)(encoded)
        packed = (faults.padded or padded)(frame)
        seal_id, key = self._draw("seal", 16), self._draw("content key", 32)
        body_nonce, wrap_nonce = self._draw("body nonce", 24), self._draw("wrap nonce", 24)
        epoch = self.epoch(stub.circle)
        self.keys[found] = key
        body = encrypt(packed, faults.body_domain + found + seal_id, body_nonce, key)
        bound = faults.wrap_domain + found + seal_id + epoch.id
        wrapped = encrypt(key, bound, wrap_nonce, epoch.key.reveal())
        return Parts(
            stub=faults.packed_stub(unsigned + signature),
            body=faults.body(seal_id + body_nonce + body),
            wrap=faults.wrap(seal_id + epoch.id + wrap_nonce + wrapped),
        )

    def rewrapped(self, parts: Parts, circle: CircleId) -> Parts:
        """The same body with its content key under a new epoch of the circle."""
        self.counter += 1
        epoch = Epoch.of(circle, self._draw("next epoch", 32))
        self.epochs[circle].append(epoch)
        nonce, seal_id = self._draw("wrap nonce", 24), parts.body[:16]
        bound = b"kuager/wrap/v1\0" + parts.id + seal_id + epoch.id
        sealed = encrypt(self.keys[parts.id], bound, nonce, epoch.key.reveal())
        return replace(parts, wrap=seal_id + epoch.id + nonce + sealed)

    def _draw(self, label: str, size: int) -> bytes:
        return drawn(f"{label} {self.counter}", size)

    def _founding(self, nonce: bytes) -> list[Statement]:
        founder = self.founder
        device = Device(id=founder.id, key=founder.key, member=MEMBER, receives="age1example")
        epochs = {circle: epochs[0].id for circle, epochs in self.epochs.items()}
        said = founding_statements(
            house=HOUSE, pair=(CASEWORK, IDENTITY), device=device, nonce=nonce, epochs=epochs
        )
        second = self.second
        return [
            say(MEMBER, "audit.verb", "found_house"),
            *said,
            say(second.id, "roster.device_key", second.key.hex()),
            say(EntityId(CASEWORK), "roster.writer", second.id),
        ]


_CIRCLES = (HOUSE, CASEWORK, IDENTITY)


def _sign(seed: bytes, domain: bytes, found: EntryId) -> bytes:
    return sign_entry(seed, found) if domain == ENTRY_DOMAIN else sign_message(seed, domain, found)


def _is_sound(statements: list[Statement]) -> bool:
    """Whether the statements have bytes at all, so that a root can be made over them."""
    return len(statements) > 0


def stored_frame(data: bytes) -> bytes:
    """One zstd frame of stored blocks, with its size."""
    blocks = [data[at : at + 65536] for at in range(0, len(data), 65536)] or [b""]
    out = [frame_header(len(data))]
    for place, block in enumerate(blocks):
        is_last = place == len(blocks) - 1
        out.append((len(block) << 3 | is_last).to_bytes(3, "little") + block)
    return b"".join(out)


def frame_header(size: int) -> bytes:
    """A header with a window of 2 MiB and a declared size of four bytes."""
    return FRAME + bytes([0b10_0_0_0_0_00, 11 << 3]) + size.to_bytes(4, "little")


def padded(frame: bytes) -> bytes:
    """Zeros up to the bucket."""
    return frame.ljust(padme(len(frame)), b"\0")


def flipped(place: int, bit: int = 0) -> Spoil:
    """One bit turned, at a place from the start or, if negative, from the end."""

    def spoil(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]

    return spoil


def cut(length: int) -> Spoil:
    """Only the first bytes; a negative length counts from the end."""
    return lambda data: data[:length]


def said(*values: object, subject: str = "event") -> list[Statement]:
    """An audit, then one statement for each value."""
    names = ("event.code", "event.date", "event.place", "event.people", "event.wording")
    audit = say(MEMBER, "audit.verb", "record")
    return [
        audit,
        *(
            say(entity(subject), names[place % len(names)], value)  # type: ignore[arg-type]
            for place, value in enumerate(values)
        ),
    ]

"""The stub: the part of an entry that is kept for ever, byte for byte.

Fixed layout, big-endian (`docs/spec/log.md`). The entry's id is a hash over the stub without its
signature; the signature is over the id. Nothing here knows a key.
"""

import struct
from dataclasses import dataclass
from hashlib import sha256

from kuager import N_, KuagerError
from kuager.model.statement import CircleId, EntryId

MAGIC = b"kuager/1\0"
KIND_STATEMENTS = 1
ZERO_ID = EntryId(bytes(32))
MAX_STATEMENTS = 8192
MAX_HEADS = 64
MAX_OPENED_BYTES = 16 * 1024 * 1024
SIGNATURE_BYTES = 64

_FIXED = struct.Struct(">9s32s32sQ32sQQ16sHI32sH")
_ID_DOMAIN = b"kuager/id/v1\0"
_HOUSE_DOMAIN = b"kuager/house/v1\0"
_MAX_MS = 2**63 - 1


class EntryError(KuagerError):
    """An entry that is not what it claims to be; `reason` is a slug, one per rule."""

    code = "entry-refused"
    text = N_("An entry of the log was refused ({reason}). It was not applied; the rest is safe.")

    @property
    def reason(self) -> str:
        """The rule that was broken."""
        return str(self.facts.get("reason", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """What is signed of an entry. Times are claims in milliseconds since 1970, UTC."""

    organisation: bytes
    device: bytes
    seq: int
    previous: EntryId
    depth: int
    time: int
    circle: CircleId
    count: int
    root: bytes
    heads: tuple[EntryId, ...] = ()
    kind: int = KIND_STATEMENTS

    def pack(self) -> bytes:
        """The bytes of the stub, without the signature."""
        fixed = _FIXED.pack(
            MAGIC,
            self.organisation,
            self.device,
            self.seq,
            self.previous,
            self.depth,
            self.time,
            self.circle,
            self.kind,
            self.count,
            self.root,
            len(self.heads),
        )
        return fixed + b"".join(self.heads)


def entry_id(unsigned: bytes) -> EntryId:
    """The id of the entry whose stub, without the signature, is `unsigned`."""
    return EntryId(sha256(_ID_DOMAIN + unsigned).digest())


def organisation_id(founder: bytes, nonce: bytes) -> bytes:
    """The 32-byte id of the organisation founded by a device key with a 32-byte nonce."""
    return sha256(_HOUSE_DOMAIN + founder + nonce).digest()


def read_stub(data: bytes) -> tuple[Stub, EntryId, bytes]:
    """The stub, its id and its signature; raises EntryError unless it is exactly one stub."""
    if not data.startswith(MAGIC):
        raise EntryError(reason="unknown-version" if data.startswith(b"kuager/") else "not-a-stub")
    if len(data) < _FIXED.size + SIGNATURE_BYTES:
        raise EntryError(reason="stub-truncated")
    fields = _FIXED.unpack_from(data)
    heads = _read_heads(data, fields[-1])
    stub = Stub(
        organisation=fields[1],
        device=fields[2],
        seq=fields[3],
        previous=EntryId(fields[4]),
        depth=fields[5],
        time=fields[6],
        circle=CircleId(fields[7]),
        kind=fields[8],
        count=fields[9],
        root=fields[10],
        heads=heads,
    )
    _check(stub)
    return stub, entry_id(data[:-SIGNATURE_BYTES]), data[-SIGNATURE_BYTES:]


def _read_heads(data: bytes, count: int) -> tuple[EntryId, ...]:
    if count > MAX_HEADS:
        raise EntryError(reason="too-many-heads")
    want = _FIXED.size + 32 * count + SIGNATURE_BYTES
    if len(data) != want:
        raise EntryError(reason="stub-truncated" if len(data) < want else "stub-trailing-bytes")
    at = _FIXED.size
    return tuple(EntryId(data[at + 32 * k : at + 32 * k + 32]) for k in range(count))


def _check(stub: Stub) -> None:
    rules = (
        (stub.seq >= 1, "seq-zero"),
        (stub.depth >= 1, "depth-zero"),
        ((stub.seq == 1) == (stub.previous == ZERO_ID), "previous-does-not-fit-seq"),
        (1 <= stub.count <= MAX_STATEMENTS, "statement-count-out-of-bounds"),
        (stub.time <= _MAX_MS, "time-out-of-bounds"),
        (list(stub.heads) == sorted(set(stub.heads)), "heads-not-ascending"),
        (stub.previous not in stub.heads, "head-is-previous"),
    )
    for held, reason in rules:
        if not held:
            raise EntryError(reason=reason)

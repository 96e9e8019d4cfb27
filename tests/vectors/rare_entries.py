"""Entries that only a careful forger makes: keys of mixed order, great windows, other foundings."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha512

import nacl.bindings as sodium
from tests.vectors.bad_places import ORDER, SMALL_ORDER, one, refused
from tests.vectors.good_entries import Made
from tests.vectors.workshop import (
    CASEWORK,
    FRAME,
    HOUSE,
    MEMBER,
    Faults,
    House,
    Parts,
    drawn,
    entity,
    said,
    stored_frame,
)

from kuager.model.entry import ZERO_ID, entry_id, read_stub
from kuager.model.statement import EntryId, Statement, retract, say, statement_id
from kuager.vault.sign import ENTRY_DOMAIN


def vectors() -> Iterator[Made]:
    """All of them."""
    yield from _keys_of_mixed_order()
    yield from _windows()
    yield from _foundings()
    yield from _forks()
    yield from _retractions()


def _keys_of_mixed_order() -> Iterator[Made]:
    """A key with a part of small order, and a signature that the bare equation would let pass."""
    house = House()
    digest = sha512(house.founder.seed).digest()[:32]
    clamped = bytes([digest[0] & 248]) + digest[1:31] + bytes([digest[31] & 127 | 64])
    secret = int.from_bytes(clamped, "little") % ORDER
    mixed = sodium.crypto_core_ed25519_add(house.founder.key, SMALL_ORDER[3])
    for name, key, scalar in (("mixed-order", mixed, secret), ("order-eight", SMALL_ORDER[3], 0)):
        house = House()
        parts = house.write(house.founder, CASEWORK, said("E-1"))
        forged = replace(parts, stub=_forged(parts, key, scalar))
        about = "A device key with a part of small order; the signature fits the bare equation."
        yield f"bad-signature-{name}", about, house, refused("bad-signature", forged)


def _forged(parts: Parts, key: bytes, secret: int) -> bytes:
    """A stub at whose time the challenge is a multiple of eight: the small part vanishes."""
    stub, _, _ = read_stub(parts.stub)
    nonce = int.from_bytes(drawn("nonce of a forged signature", 32), "little") % ORDER
    point = sodium.crypto_scalarmult_ed25519_base_noclamp(nonce.to_bytes(32, "little"))
    for later in range(500):
        unsigned = replace(stub, device=key, time=stub.time + later).pack()
        told = point + key + ENTRY_DOMAIN + entry_id(unsigned)
        challenge = int.from_bytes(sha512(told).digest(), "little") % ORDER
        if challenge % 8 == 0:
            return unsigned + point + ((nonce + challenge * secret) % ORDER).to_bytes(32, "little")
    raise LookupError


def _windows() -> Iterator[Made]:
    def wide(data: bytes) -> bytes:
        return FRAME + b"\x80\x80" + len(data).to_bytes(4, "little") + stored_frame(data)[10:]

    def endless(data: bytes) -> bytes:
        size = (2**63).to_bytes(8, "little")
        return FRAME + b"\xc0\x58" + size + stored_frame(data)[10:]

    def tiny(_: bytes) -> bytes:
        full = (128 * 1024 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
        return FRAME + b"\xa0" + (100).to_bytes(4, "little") + full * 100 + b"\1\0\0"

    reason = "frame-too-large"
    yield one(f"{reason}-window", "A window of 64 MiB.", reason, Faults(frame=wide))
    yield one(f"{reason}-by-2-to-63", "It declares 2^63 bytes.", reason, Faults(frame=endless))
    about = "It declares a hundred bytes and unfolds to thirteen million."
    yield one("frame-damaged-bomb-declared-small", about, "frame-damaged", Faults(frame=tiny))


Told = Callable[[list[Statement]], list[Statement]]


def _foundings() -> Iterator[Made]:
    def without(tells: list[Statement]) -> list[Statement]:
        return [tell for tell in tells if tell.property != "roster.nonce"]

    def short(tells: list[Statement]) -> list[Statement]:
        return [
            tell._replace(value=str(tell.value)[2:]) if tell.property == "roster.nonce" else tell
            for tell in tells
        ]

    def clubbed(tells: list[Statement]) -> list[Statement]:
        return [tell._replace(value="club") if tell.value == "house" else tell for tell in tells]

    shelf: tuple[tuple[str, str, str, Told], ...] = (
        ("not-the-founder", "no-nonce", "A founding without a nonce.", without),
        ("not-the-founder", "short-nonce", "A nonce of 31 bytes.", short),
        ("founding-outside-the-house", "unknown-kind", "A circle of an unknown kind.", clubbed),
    )
    for reason, name, about, change in shelf:
        house = House()
        pen = replace(house.founder, seq=0, previous=ZERO_ID, depth=0)
        tells = change(house._founding(house.nonce))
        parts = house.write(pen, HOUSE, tells)
        yield f"{reason}-{name}", about, house, refused(reason, parts, known=[])
    house = House()
    pen = replace(house.pens["stranger"])
    parts = house.write(pen, HOUSE, house._founding(house.nonce))
    about = "Another device says the founding of this house again."
    more = refused("not-the-founder", parts, known=[])
    yield "not-the-founder-another-device", about, house, more


def _forks() -> Iterator[Made]:
    house = House()
    pen = replace(house.founder, seq=0, previous=ZERO_ID, depth=0)
    twin = house.write(pen, CASEWORK, said("E-1"))
    about = "Another first entry of the founder."
    yield "fork-at-the-founding", about, house, refused("fork", twin)


def _retractions() -> Iterator[Made]:
    house = House()
    told = say(entity("event"), "event.date", "2024")
    here = Statement(1, entity("event"), "event.date", b"\0\0\0\1")
    tells = [say(MEMBER, "audit.verb", "record"), told, here]
    parts = house.write(house.founder, CASEWORK, tells)
    about = "A statement withdrawn in the entry that says it."
    expect = {"verdict": "accepted", "statements": [list(tell) for tell in tells]}
    more: dict[str, object] = {"entries": [parts], "expect": expect}
    yield "good-retraction-in-the-same-entry", about, house, more
    house = House()
    nothing = statement_id(EntryId(drawn("no entry", 32)), 1)
    tells = [tells[0], retract(entity("event"), "event.date", nothing)]
    parts = house.write(house.founder, CASEWORK, tells)
    about = "What is withdrawn is held by nobody here: taken, without effect."
    more = {"entries": [parts], "expect": {"verdict": "accepted", "withdraws": []}}
    yield "no-effect-retraction-of-nothing", about, house, more

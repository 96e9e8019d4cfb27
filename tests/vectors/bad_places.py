"""Entries whose stub, signature, place or author is wrong."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.vectors.good_entries import Made, two_devices
from tests.vectors.workshop import (
    CASEWORK,
    HOUSE,
    IDENTITY,
    Faults,
    House,
    Parts,
    Spoil,
    cut,
    drawn,
    entity,
    flipped,
    said,
)

from kuager.model.entry import ZERO_ID
from kuager.model.statement import CircleId, EntryId

ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group that Ed25519 signs in."""
SMALL_ORDER = (
    bytes(32),
    b"\x01" + bytes(31),
    b"\xec" + b"\xff" * 30 + b"\x7f",
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
)
NOT_CANONICAL = b"\xee" + b"\xff" * 30 + b"\x7f"


def vectors() -> Iterator[Made]:
    """All of them."""
    yield from _stubs()
    yield from _flips()
    yield from _signatures()
    yield from _places()
    yield from _authors()


def refused(reason: str, *entries: Parts, **more: object) -> dict[str, object]:
    """A file whose last entry is refused for this reason."""
    expect = {"verdict": "refused", "reason": reason}
    return {"entries": list(entries), "expect": expect} | more


def one(name: str, about: str, reason: str, faults: Faults) -> Made:
    """A first entry after the founding, with one thing wrong."""
    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1", "2021"), faults=faults)
    return name, about, house, refused(reason, parts)


def _stubs() -> Iterator[Made]:
    spoilt: tuple[tuple[str, str, Spoil, str], ...] = (
        ("not-a-stub-empty", "Nothing at all.", cut(0), "not-a-stub"),
        ("not-a-stub-other-magic", "Another magic.", flipped(0), "not-a-stub"),
        ("unknown-version", "A newer version.", lambda d: b"kuager/2" + d[8:], "unknown-version"),
        ("unknown-version-long", "Version 10.", lambda d: b"kuager/10" + d[9:], "unknown-version"),
        ("stub-truncated-at-9", "The magic alone.", cut(9), "stub-truncated"),
        ("stub-truncated-at-100", "Cut in a field.", cut(100), "stub-truncated"),
        ("stub-truncated-at-185", "No signature.", cut(185), "stub-truncated"),
        ("stub-truncated-by-1", "One byte is missing.", cut(-1), "stub-truncated"),
        ("stub-truncated-by-a-head", "A head that is not there.", _one_head_more, "stub-truncated"),
        ("stub-trailing-bytes", "A byte too many.", lambda d: d + b"\0", "stub-trailing-bytes"),
    )
    for name, about, spoil, reason in spoilt:
        yield one(name, about, reason, Faults(packed_stub=spoil))
    heads = tuple(sorted(EntryId(drawn(f"head {n}", 32)) for n in range(65)))
    previous = EntryId(drawn("previous", 32))
    fields: tuple[tuple[str, str, dict[str, object], str], ...] = (
        ("too-many-heads", "65 heads.", {"heads": heads}, "too-many-heads"),
        ("seq-zero", "Numbers begin with 1.", {"seq": 0}, "seq-zero"),
        ("depth-zero", "Depths begin with 1.", {"depth": 0}, "depth-zero"),
        (f"{_FIT}-at-1", "A first entry with one before it.", {"seq": 1}, _FIT),
        (f"{_FIT}-at-2", "A second entry without a first.", {"previous": ZERO_ID}, _FIT),
        (f"{_BOUNDS}-0", "An entry of no statements.", {"count": 0}, _BOUNDS),
        (f"{_BOUNDS}-8193", "More leaves than there may be.", {"count": 8193}, _BOUNDS),
        ("time-out-of-bounds", "A time of 2^63.", {"time": 2**63}, "time-out-of-bounds"),
        (
            f"{_ASCENDING}-descending",
            "Heads in falling order.",
            {"heads": heads[1::-1]},
            _ASCENDING,
        ),
        (f"{_ASCENDING}-twice", "The same head twice.", {"heads": heads[:1] * 2}, _ASCENDING),
    )
    for name, about, changed, reason in fields:
        yield one(name, about, reason, Faults(stub=changed))
    same = {"previous": previous, "heads": (previous,)}
    yield one(
        "head-is-previous",
        "The one before, named as a head.",
        "head-is-previous",
        Faults(stub=same),
    )


_FIT, _BOUNDS, _ASCENDING = (
    "previous-does-not-fit-seq",
    "statement-count-out-of-bounds",
    "heads-not-ascending",
)


def _one_head_more(data: bytes) -> bytes:
    return data[:183] + b"\0\1" + data[185:]


def _flips() -> Iterator[Made]:
    places = {
        "organisation": 9,
        "device": 41,
        "seq": 80,
        "previous": 81,
        "depth": 120,
        "time": 128,
        "circle": 129,
        "kind": 146,
        "count": 150,
        "root": 151,
    }
    for name, place in places.items():
        about = f"One bit of the field {name} turned after signing."
        reason = "bad-signature"
        yield one(
            f"bad-signature-bit-in-{name}", about, reason, Faults(packed_stub=flipped(place, 2))
        )
    for place in (-64, -33, -32, -1):
        about = "One bit of the signature itself."
        name = f"bad-signature-bit-{-place}-from-the-end"
        yield one(name, about, "bad-signature", Faults(signature=flipped(place)))


def _signatures() -> Iterator[Made]:
    spoilt: tuple[tuple[str, str, Faults], ...] = (
        ("zeros", "No signature.", Faults(signature=lambda _: bytes(64))),
        ("s-plus-l", "The same signature in a second form: s + L.", Faults(signature=_second_form)),
        (
            "over-another-domain",
            "What the device signed as something else.",
            Faults(signed_as=b"kuager/letter/v1\0"),
        ),
        (
            "of-an-id-in-another-domain",
            "An id made as another kind of thing.",
            Faults(id_domain=b"kuager/house/v1\0"),
        ),
        ("without-a-domain", "An id that is a plain hash.", Faults(id_domain=b"")),
    )
    for name, about, faults in spoilt:
        yield one(f"bad-signature-{name}", about, "bad-signature", faults)
    for number, key in enumerate(SMALL_ORDER):
        about = "A device key of small order: its signatures fit whatever is signed."
        faults = Faults(stub={"device": key}, signature=lambda _: b"\1" + bytes(63))
        yield one(f"bad-signature-small-order-{number}", about, "bad-signature", faults)
    about = "A device key that is not in its one form."
    faults = Faults(stub={"device": NOT_CANONICAL}, signature=lambda _: b"\1" + bytes(63))
    yield one("bad-signature-key-not-canonical", about, "bad-signature", faults)
    house = House()
    stub = {"device": house.second.key}
    parts = house.write(house.founder, CASEWORK, said("E-1"), faults=Faults(stub=stub))
    about = "Signed by another device of the house than it names."
    yield "bad-signature-of-another-device", about, house, refused("bad-signature", parts)


def _second_form(signature: bytes) -> bytes:
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    return signature[:32] + scalar.to_bytes(32, "little")


def _places() -> Iterator[Made]:
    other = {"organisation": drawn("another house", 32)}
    yield one("other-organisation", "Of another house.", "other-organisation", Faults(stub=other))
    for depth in (3, 1, 2**63):
        name, about = f"wrong-depth-{depth}", f"Depth {depth} where 2 belongs."
        yield one(name, about, "wrong-depth", Faults(stub={"depth": depth}))
    for seq in (3, 2**63):
        about = f"Number {seq} after number 1."
        yield one(f"wrong-seq-{seq}", about, "wrong-seq", Faults(stub={"seq": seq}))
    yield _of_another_device()
    yield _own_head()
    yield _fork()
    yield _shallow()


def _of_another_device() -> Made:
    house, first, second, tells = two_devices()
    stub = {"previous": second.id, "seq": 2, "depth": 4}
    parts = house.write(house.founder, CASEWORK, tells, faults=Faults(stub=stub))
    about = "The one before is an entry of another device."
    reason = "previous-of-another-device"
    return reason, about, house, refused(reason, first, second, parts)


def _own_head() -> Made:
    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    faults = Faults(stub={"heads": (house.founding.id,)})
    own = house.write(house.founder, CASEWORK, said("E-2"), faults=faults)
    about = "An older entry of the same device, named as a head."
    return "head-of-own-device", about, house, refused("head-of-own-device", parts, own)


def _fork() -> Made:
    house = House()
    pen = replace(house.founder)
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    twin = house.write(pen, CASEWORK, said("E-2"))
    about = "Two entries of one device with one number."
    return "fork", about, house, refused("fork", parts, twin)


def _shallow() -> Made:
    house, first, second, tells = two_devices()
    parts = house.write(house.founder, CASEWORK, tells, heads=[second.id], depth=3)
    about = "A depth that leaves out the deepest head."
    return "wrong-depth-beside-a-head", about, house, refused("wrong-depth", first, second, parts)


def _authors() -> Iterator[Made]:
    def founding(name: str, about: str, reason: str, make: Callable[[], House]) -> Made:
        house = make()
        return name, about, house, refused(reason, house.founding, known=[])

    other = drawn("another nonce", 32)
    about = "A founding with a nonce that does not make this house."
    yield founding("not-the-founder", about, "not-the-founder", lambda: House(nonce=other))
    about = "A founding that is not said in the house circle."
    reason = "founding-outside-the-house"
    yield founding("founding-outside-the-house", about, reason, lambda: House(circle=CASEWORK))
    house = House()
    parts = house.write(house.pens["stranger"], CASEWORK, said("E-1"))
    about = "A device that no roster names."
    yield "device-not-in-roster", about, house, refused("device-not-in-roster", parts)
    circles = {
        "identity": IDENTITY,
        "house": HOUSE,
        "unknown": CircleId(entity("no circle")),
    }
    for name, circle in circles.items():
        house = House()
        parts = house.write(house.second, circle, said("E-1"))
        about = f"A device that may write casework writes in another circle: {name}."
        more = refused("device-may-not-write-here", parts)
        yield f"device-may-not-write-here-{name}", about, house, more

"""Entries whose wrap, body or frame is wrong."""

from collections.abc import Iterator
from dataclasses import replace

from tests.vectors.bad_places import one, refused
from tests.vectors.good_entries import Made
from tests.vectors.workshop import (
    CASEWORK,
    FRAME,
    IDENTITY,
    Faults,
    House,
    cut,
    drawn,
    flipped,
    frame_header,
    padded,
    said,
    stored_frame,
)

from kuager.vault.keys import Epoch

MOST = 16 * 1024 * 1024


def vectors() -> Iterator[Made]:
    """All of them."""
    yield from _wraps()
    yield from _bodies()
    yield from _swaps()
    yield from _epochs()
    yield from _frames()
    yield from _paddings()


def _wraps() -> Iterator[Made]:
    shut = "wrap-does-not-open"
    for part, place, reason in (
        ("seal-id", 0, "wrap-of-another-seal"),
        ("epoch", 16, "epoch-not-held"),
        ("nonce", 32, shut),
        ("key", 56, shut),
        ("tag", -1, shut),
    ):
        about = f"One bit of the wrap's {part.replace('-', ' ')}."
        yield one(f"{reason}-bit-in-{part}", about, reason, Faults(wrap=flipped(place)))
    for length, reason in (
        (0, "wrap-of-another-seal"),
        (31, "epoch-not-held"),
        (32, shut),
        (-1, shut),
    ):
        about = "A wrap that was cut."
        yield one(f"{reason}-cut-at-{length}", about, reason, Faults(wrap=cut(length)))
    yield one(f"{shut}-longer", "A byte too many.", shut, Faults(wrap=lambda data: data + b"\0"))
    other = Faults(wrap_domain=b"kuager/body/v1\0")
    yield one(f"{shut}-other-domain", "A key sealed as another kind of thing.", shut, other)


def _bodies() -> Iterator[Made]:
    shut = "body-does-not-open"
    for part, place in (("nonce", 16), ("start", 40), ("middle", 90), ("tag", -1)):
        about = f"One bit of the body: {part}."
        yield one(f"{shut}-bit-in-{part}", about, shut, Faults(body=flipped(place)))
    about = "One bit of the body's seal id: then the wrap is of another seal."
    reason = "wrap-of-another-seal"
    yield one(f"{reason}-bit-in-body", about, reason, Faults(body=flipped(0)))
    for length in (16, 40, 55, -1):
        about = "A body that was cut."
        yield one(f"{shut}-cut-at-{length}", about, shut, Faults(body=cut(length)))
    yield one(f"{shut}-longer", "A byte too many.", shut, Faults(body=lambda data: data + b"\0"))
    other = Faults(body_domain=b"kuager/wrap/v1\0")
    yield one(f"{shut}-other-domain", "A body sealed as another kind of thing.", shut, other)


def _swaps() -> Iterator[Made]:
    house = House()
    first = house.write(house.founder, CASEWORK, said("E-1"))
    second = house.write(house.founder, CASEWORK, said("E-2"))
    swaps = {
        "wrap-of-another-seal-swapped-wraps": ("wrap-of-another-seal", {"wrap": first.wrap}),
        "wrap-of-another-seal-swapped-bodies": ("wrap-of-another-seal", {"body": first.body}),
        "wrap-does-not-open-swapped-both": (
            "wrap-does-not-open",
            {"wrap": first.wrap, "body": first.body},
        ),
        "body-does-not-open-swapped-ciphertext": (
            "body-does-not-open",
            {"body": second.body[:40] + first.body[40:]},
        ),
        "body-does-not-open-other-body-under-our-seal-id": (
            "body-does-not-open",
            {"body": second.body[:16] + first.body[16:]},
        ),
    }
    for name, (reason, changed) in swaps.items():
        about = "What belongs to the entry before was put in its place."
        yield name, about, house, refused(reason, first, replace(second, **changed))


def _epochs() -> Iterator[Made]:
    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    house.epochs[CASEWORK] = []
    about = "The key of the epoch was destroyed, or is sealed for others."
    yield "epoch-not-held", about, house, refused("epoch-not-held", parts)
    house = House()
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    genuine = house.epochs[CASEWORK][0]
    house.epochs[CASEWORK] = [Epoch(genuine.id, Epoch.of(CASEWORK, drawn("other", 32)).key)]
    about = "A key that claims the id of another: an id follows from its key."
    yield "epoch-not-held-id-does-not-fit-key", about, house, refused("epoch-not-held", parts)
    house = House()
    house.epochs[CASEWORK] = [Epoch.of(IDENTITY, drawn("a key", 32))]
    parts = house.write(house.founder, CASEWORK, said("E-1"))
    about = "An epoch of another circle: an id follows from the circle as well."
    yield "epoch-not-held-of-another-circle", about, house, refused("epoch-not-held", parts)


def _frames() -> Iterator[Made]:
    damaged = "frame-damaged"
    for name, about, frame in (
        ("no-frame", "Something that is no frame.", lambda data: data),
        ("skippable", "A frame to be skipped.", lambda d: b"\x50\x2a\x4d\x18" + _size(d) + d),
        ("cut", "A frame without its last block.", lambda d: stored_frame(d)[:-2]),
        ("reserved-block", "A block of a kind that does not exist.", _reserved_block),
        ("declares-less", "It holds more than it declares.", lambda d: _declaring(d, len(d) - 1)),
        ("declares-more", "It holds less than it declares.", lambda d: _declaring(d, len(d) + 1)),
        ("bomb", "Thirty kilobytes that would unfold to a gigabyte.", lambda _: _bomb(MOST, 7600)),
        ("wrong-checksum", "A checksum that does not fit.", _with_wrong_checksum),
        ("needs-a-dictionary", "A frame that needs a dictionary.", _with_dictionary),
    ):
        yield one(f"{damaged}-{name}", about, damaged, Faults(frame=frame))
    sizeless = Faults(frame=lambda d: FRAME + b"\0" + b"\x58" + stored_frame(d)[10:])
    yield one(
        "frame-without-size", "It does not say how long it is.", "frame-without-size", sizeless
    )
    for name, size in (("by-1", MOST + 1), ("by-much", 2**32 - 1)):
        about = f"It declares {size} bytes."
        large = Faults(frame=lambda d, size=size: _declaring(d, size))  # type: ignore[misc]
        yield one(f"frame-too-large-{name}", about, "frame-too-large", large)


def _size(data: bytes) -> bytes:
    return len(data).to_bytes(4, "little")


def _declaring(data: bytes, size: int) -> bytes:
    return frame_header(size) + stored_frame(data)[10:]


def _reserved_block(data: bytes) -> bytes:
    return frame_header(len(data)) + (len(data) << 3 | 3 << 1 | 1).to_bytes(3, "little") + data


def _bomb(declared: int, blocks: int) -> bytes:
    """Blocks of one repeated byte, 128 KiB each."""
    full = 128 * 1024
    heads = [full << 3 | 1 << 1] * (blocks - 1) + [full << 3 | 1 << 1 | 1]
    return frame_header(declared) + b"".join(h.to_bytes(3, "little") + b"\0" for h in heads)


def _with_wrong_checksum(data: bytes) -> bytes:
    frame = stored_frame(data)
    return frame[:4] + bytes([frame[4] | 1 << 2]) + frame[5:] + b"\1\2\3\4"


def _with_dictionary(data: bytes) -> bytes:
    frame = stored_frame(data)
    return frame[:4] + bytes([frame[4] | 1]) + frame[5:6] + b"\7" + frame[6:]


def _paddings() -> Iterator[Made]:
    stray = "padding-not-zero"
    for name, about, pad in (
        ("one-bit", "One bit in the padding.", lambda f: _long(f)[:-1] + b"\1"),
        (
            "second-frame",
            "Another frame after the first.",
            lambda f: padded(f + stored_frame(b"x")),
        ),
    ):
        yield one(f"{stray}-{name}", about, stray, Faults(padded=pad))
    uneven = "padding-not-a-bucket"
    for name, about, pad in (
        ("none", "A length that tells the length of the content.", _to_an_odd_length),
        ("too-much", "More zeros than the bucket takes.", lambda f: padded(f) + bytes(4096)),
        ("by-1", "One zero too many.", lambda f: padded(f) + b"\0"),
    ):
        yield one(f"{uneven}-{name}", about, uneven, Faults(padded=pad))


def _long(frame: bytes) -> bytes:
    """A frame with at least one byte of padding after it."""
    sealed = padded(frame)
    return sealed if len(sealed) > len(frame) else padded(frame + b"\0")


def _to_an_odd_length(frame: bytes) -> bytes:
    """The frame alone, which here is no bucket of its own."""
    if len(padded(frame)) == len(frame):
        raise ValueError("choose another content: this frame is a bucket by itself")
    return frame

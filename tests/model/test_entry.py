"""The stub: a fixed layout that is read strictly, and an id that covers all of it."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.entry import (
    MAGIC,
    ZERO_ID,
    EntryError,
    Stub,
    entry_id,
    organisation_id,
    read_stub,
)
from kuager.model.statement import CircleId, EntryId

SIGNATURE = b"s" * 64
FIRST = Stub(
    organisation=b"o" * 32,
    device=b"d" * 32,
    seq=1,
    previous=ZERO_ID,
    depth=1,
    time=1_700_000_000_000,
    circle=CircleId(b"c" * 16),
    count=3,
    root=b"r" * 32,
)
heads = st.sets(st.binary(min_size=32, max_size=32), max_size=64).map(sorted)


fields = st.fixed_dictionaries(
    {
        "seq": st.integers(2, 2**64 - 1),
        "depth": st.integers(1, 2**64 - 1),
        "time": st.integers(0, 2**63 - 1),
        "count": st.integers(1, 8192),
        "kind": st.integers(0, 2**16 - 1),
    }
)


@given(numbers=fields, found=heads)
def test_what_is_packed_is_read_again(numbers: dict[str, int], found: list[bytes]) -> None:
    """Every field comes back as it was, with the id over the bytes and the signature behind."""
    previous = EntryId(b"\xff" * 31 + b"p")
    named = tuple(EntryId(head) for head in found if head != previous)
    stub = replace(FIRST, previous=previous, heads=named, **numbers)  # type: ignore[arg-type]
    packed = stub.pack()

    assert (stub, entry_id(packed), SIGNATURE) == read_stub(packed + SIGNATURE)


def test_the_layout_is_the_one_written_down() -> None:
    """185 bytes, big-endian, in the order of the specification."""
    packed = FIRST.pack()

    assert 185 == len(packed)
    assert MAGIC + b"o" * 32 + b"d" * 32 + bytes(7) + b"\1" + bytes(32) == packed[:113]
    assert bytes(7) + b"\1" + FIRST.time.to_bytes(8, "big") + b"c" * 16 == packed[113:145]
    assert b"\0\1" + bytes(3) + b"\3" + b"r" * 32 + b"\0\0" == packed[145:]


@given(place=st.integers(9, 184), bit=st.integers(0, 7))
def test_every_bit_is_part_of_the_id(place: int, bit: int) -> None:
    """Whatever is changed in a stub, it is another entry."""
    packed = bytearray(FIRST.pack())
    packed[place] ^= 1 << bit

    assert entry_id(FIRST.pack()) != entry_id(bytes(packed))


@given(data=st.binary(max_size=400))
def test_no_bytes_make_the_reader_stumble(data: bytes) -> None:
    """Whatever comes is a stub or refused with a reason."""
    for told in (data, MAGIC + data):
        with suppress(EntryError):
            stub, _, _ = read_stub(told)
            assert told.startswith(stub.pack())


BROKEN: list[tuple[str, dict[str, object]]] = [
    ("seq-zero", {"seq": 0}),
    ("depth-zero", {"depth": 0}),
    ("previous-does-not-fit-seq", {"previous": b"p" * 32}),
    ("previous-does-not-fit-seq", {"seq": 2}),
    ("statement-count-out-of-bounds", {"count": 0}),
    ("statement-count-out-of-bounds", {"count": 8193}),
    ("time-out-of-bounds", {"time": 2**63}),
    ("heads-not-ascending", {"heads": (b"b" * 32, b"a" * 32)}),
    ("heads-not-ascending", {"heads": (b"a" * 32, b"a" * 32)}),
    ("head-is-previous", {"seq": 2, "previous": b"p" * 32, "heads": (b"p" * 32,)}),
    ("too-many-heads", {"heads": tuple(bytes([n]) * 32 for n in range(65))}),
]


@pytest.mark.parametrize(("reason", "changed"), BROKEN)
def test_each_rule_of_a_stub_has_its_reason(reason: str, changed: dict[str, object]) -> None:
    """A stub that breaks one rule is refused for that one."""
    stub = replace(FIRST, **changed)  # type: ignore[arg-type]

    with pytest.raises(EntryError) as caught:
        read_stub(stub.pack() + SIGNATURE)
    assert reason == caught.value.reason


def test_64_heads_are_not_too_many() -> None:
    """The limit itself is allowed."""
    stub = replace(FIRST, heads=tuple(EntryId(bytes([n]) * 32) for n in range(1, 65)))

    assert stub == read_stub(stub.pack() + SIGNATURE)[0]


def test_a_house_is_named_by_its_founder_and_a_nonce() -> None:
    """Another founder or another nonce is another house."""
    ids = {organisation_id(bytes([f]) * 32, bytes([n]) * 32) for f in (1, 2) for n in (1, 2)}

    assert 4 == len(ids)

"""What lies inside a sealed body: read strictly, redacted without touching the root."""

import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.entry import EntryError
from kuager.model.payload import (
    Payload,
    check_root,
    decode_payload,
    encode_payload,
    new_payload,
    payload_leaves,
    payload_salts,
    redact,
)
from kuager.model.statement import EntityId, Statement, StatementError, Value, say
from kuager.model.tree import tree_root

CHANGE, SEED = b"c" * 16, b"s" * 32
UID = EntityId(b"0123456789abcdef")


def draw_salts(seed: bytes, count: int) -> Sequence[bytes]:
    """Salts from a seed; here a hash stands for the vault's stream."""
    return [sha256(seed + bytes([n % 256, n // 256])).digest()[:16] for n in range(count)]


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**64 - 1),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
    st.sampled_from([bytes(4), bytes(16), bytes(32), bytes(36)]),
)
statements = st.builds(
    lambda value, language, source: say(UID, "event.date", value, language=language, source=source),
    values,
    st.sampled_from([None, "ru", "kk"]),
    st.sampled_from([None, bytes(4), UID, bytes(36)]),
)
payloads = st.lists(statements, min_size=1, max_size=40).map(
    lambda said: new_payload(CHANGE, SEED, said)
)


def root_of(payload: Payload) -> bytes:
    """The root over all leaves."""
    return tree_root(payload_leaves(payload, draw_salts))


@given(payload=payloads)
def test_what_is_encoded_is_read_again(payload: Payload) -> None:
    """A payload comes back as it was and answers for its root."""
    again = decode_payload(encode_payload(payload), payload.count)
    check_root(again, root_of(payload), draw_salts)

    assert payload == again


@given(payload=payloads, data=st.data())
def test_redacting_keeps_the_root_and_the_rest(payload: Payload, data: st.DataObject) -> None:
    """Whatever is taken out, the root stays; what remains is as it was, and the seed is gone."""
    going = data.draw(st.sets(st.integers(0, payload.count - 1), min_size=1))
    left = redact(payload, going, draw_salts)
    again = decode_payload(encode_payload(left), payload.count)

    assert root_of(payload) == root_of(again)
    assert left == again
    assert going == set(again.hidden)
    assert {i: s for i, s in payload.statements.items() if i not in going} == again.statements
    assert isinstance(again.salts, list)
    assert SEED not in encode_payload(left)


@given(payload=payloads, data=st.data())
def test_redacting_in_steps_is_redacting_at_once(payload: Payload, data: st.DataObject) -> None:
    """Two erasures, in either order, leave what one of both would."""
    places = st.sets(st.integers(0, payload.count - 1), min_size=1)
    one, two = data.draw(places), data.draw(places)
    in_steps = redact(redact(payload, one, draw_salts), two, draw_salts)

    assert redact(payload, one | two, draw_salts) == in_steps
    assert redact(redact(payload, two, draw_salts), one, draw_salts) == in_steps


def test_a_redacted_leaf_cannot_be_guessed() -> None:
    """Without its salt, the hash of a leaf does not tell which of two statements it was."""
    one, two = (new_payload(CHANGE, SEED, [say(UID, "event.date", v)]) for v in ("2021", "2022"))
    left = redact(one, [0], draw_salts)

    assert [] == list(payload_salts(left, draw_salts))
    assert left.hidden[0] not in payload_leaves(two, draw_salts)


@given(payload=payloads, other=payloads)
def test_a_root_fits_one_payload(payload: Payload, other: Payload) -> None:
    """A payload that says something else does not answer for the root."""
    said, told = list(payload.statements.values()), list(other.statements.values())
    if [list(map(repr, s)) for s in said] == [list(map(repr, s)) for s in told]:
        return
    with pytest.raises(EntryError) as caught:
        check_root(other, root_of(payload), draw_salts)
    assert "root-does-not-fit" == caught.value.reason


@given(data=st.binary(max_size=200), count=st.integers(1, 5))
def test_no_bytes_make_the_reader_stumble(data: bytes, count: int) -> None:
    """Whatever comes is refused with a reason."""
    with pytest.raises((EntryError, StatementError)):
        decode_payload(data, count)


anything: st.SearchStrategy[object] = st.recursive(
    st.one_of(values, st.floats(), st.binary(max_size=40)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(field=st.integers(0, 10), value=anything, payload=payloads)
def test_no_field_of_another_kind_makes_the_reader_stumble(
    field: int, value: object, payload: Payload
) -> None:
    """Anything in the place of any field is refused with a reason, or is what may stand there."""
    fields = msgspec.msgpack.decode(encode_payload(payload))
    fields[field] = value
    data = msgspec.msgpack.encode(fields)
    with suppress(EntryError, StatementError):
        assert data == encode_payload(decode_payload(data, payload.count))


@given(payload=payloads, place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_changed_bit_never_passes(payload: Payload, place: int, bit: int) -> None:
    """Every bit of a payload is held by the root or by the form, but for the change id's own."""
    data = bytearray(encode_payload(payload))
    place = 19 + place % (len(data) - 19)
    data[place] ^= 1 << bit

    with pytest.raises((EntryError, StatementError)):
        check_root(decode_payload(bytes(data), payload.count), root_of(payload), draw_salts)


HEAD = bytes.fromhex("9bc410") + CHANGE
"""An array of eleven, and its first field."""
SEEDED = HEAD + bytes.fromhex("c420") + SEED
"""The same with its second field."""
MANY = bytes.fromhex("dd00800000")
"""An array of 2^23 elements begins."""
BOMBS = [
    SEEDED + b"\x90" + MANY + b"\x90" * 2**23,
    MANY + b"\x90" * 2**23,
    HEAD + MANY + b"\xa0" * 2**23,
    SEEDED + MANY + b"\x90" * 2**23,
    b"\x91" * 2**20,
    b"\x81\xa0" * 2**20,
    b"\x9b" * 2**20,
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_payload_of_empty_things_takes_no_memory(bomb: bytes) -> None:
    """Millions of empty lists are refused before they are made."""
    tracemalloc.start()
    with pytest.raises(EntryError):
        decode_payload(bomb, 3)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 4 * len(bomb) + 2**20


def test_values_that_hold_values_are_refused_before_they_are_opened() -> None:
    """A list of lists in the place of a value is a forbidden type, however large it is."""
    columns: list[list[object]] = [
        [0],
        [UID],
        ["event.date"],
        [[[]] * 10_000],
        [None],
        [None],
        [None],
        [None],
    ]
    data = msgspec.msgpack.encode([CHANGE, SEED, [], *columns])

    with pytest.raises(EntryError) as caught:
        decode_payload(data, 1)
    assert "forbidden-value-type" == caught.value.reason


def test_a_payload_without_statements_is_read() -> None:
    """When everything was erased, the leaves still make the root."""
    payload = new_payload(CHANGE, SEED, [say(UID, "event.date", v) for v in ("1", "2", "3")])
    left = redact(payload, [0, 1, 2], draw_salts)
    again = decode_payload(encode_payload(left), 3)

    assert {} == again.statements
    assert root_of(payload) == root_of(again)


def test_a_statement_is_an_array_in_the_column_order() -> None:
    """The columns are those of a statement, one element for each that stands."""
    said = [Statement(0, UID, "a.b", 1, "ru", UID, "likely", None), say(UID, "c.d", None)]
    fields = msgspec.msgpack.decode(encode_payload(new_payload(CHANGE, SEED, said)))
    values_of: list[list[Value]] = [list(column) for column in zip(*said, strict=True)]

    assert [CHANGE, SEED, [], *values_of] == fields

"""The payload: what lies inside a sealed body, and how it answers for the root in the stub.

`[change, salts, hidden, ops, subjects, properties, values, languages, sources, sures, mores]` in
canonical msgpack. `salts` is a 32-byte seed until a leaf is redacted; then the list of the salts
that remain. `hidden` lists `[index, leaf hash]` of the redacted leaves, ascending.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar, cast

import msgspec

from kuager.model.entry import MAX_STATEMENTS, EntryError
from kuager.model.statement import Statement, Value, check_columns, encode_statement
from kuager.model.tree import HASH_BYTES, SALT_BYTES, leaf_hashes, tree_root

SEED_BYTES = 32
CHANGE_BYTES = 16
_FIELDS = 11

SaltMaker = Callable[[bytes, int], Sequence[bytes]]
"""(seed, how many) -> salts; the vault's deterministic stream."""

_SHORT_ARRAY = 0x90
_ARRAY_SIZES = {0xDC: 2, 0xDD: 4}
"""First bytes of an array in msgpack, and how many bytes its length then takes."""
_CONTAINERS = frozenset({*range(0x80, 0xA0), 0xDC, 0xDD, 0xDE, 0xDF})
"""First bytes of an array or a map."""

_Read = TypeVar("_Read")
_encode = msgspec.msgpack.Encoder().encode
_raws = msgspec.msgpack.Decoder(list[msgspec.Raw]).decode
_decode = msgspec.msgpack.Decoder().decode
_plain_values = msgspec.msgpack.Decoder(list[bool | int | str | None]).decode
_octets = msgspec.msgpack.Decoder(bytes).decode
_pairs = msgspec.msgpack.Decoder(list[tuple[int, bytes]]).decode
_salts = msgspec.msgpack.Decoder(list[bytes]).decode


def _values(field: bytes) -> Sequence[Value]:
    """A column of values, none of which holds others; nothing is allocated for one that does."""
    try:
        return _plain_values(field)
    except msgspec.ValidationError:  # references; the library tells no bytes from texts in one type
        if not _CONTAINERS.isdisjoint(memoryview(raw)[0] for raw in _raws(field)):
            raise
    return cast("list[Value]", _decode(field))


_statement = partial(tuple.__new__, Statement)
"""A statement of its eight fields, by the shortest way."""

_COLUMNS: tuple[tuple[Callable[[bytes], Any], str], ...] = (
    (msgspec.msgpack.Decoder(list[int]).decode, "unknown-op"),
    (msgspec.msgpack.Decoder(list[bytes]).decode, "bad-subject"),
    (msgspec.msgpack.Decoder(list[str]).decode, "bad-property"),
    (_values, "forbidden-value-type"),
    (msgspec.msgpack.Decoder(list[str | None]).decode, "bad-label"),
    (msgspec.msgpack.Decoder(list[bytes | None]).decode, "bad-source"),
    (msgspec.msgpack.Decoder(list[str | None]).decode, "bad-label"),
    (_values, "forbidden-value-type"),
)
"""How each column is read, and why it is refused when something of another type stands in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The statements of one entry that are still there, with what proves the others were.

    `salts` is the seed (bytes) or the remaining salts (list); `hidden` maps index to leaf hash;
    `statements` maps index to statement, in order.
    """

    change: bytes
    salts: bytes | list[bytes]
    hidden: dict[int, bytes]
    statements: dict[int, Statement]

    @property
    def count(self) -> int:
        """How many leaves the tree has, hidden ones included."""
        return len(self.hidden) + len(self.statements)


def new_payload(change: bytes, seed: bytes, statements: Iterable[Statement]) -> Payload:
    """A payload in which nothing is hidden yet."""
    return Payload(change=change, salts=seed, hidden={}, statements=dict(enumerate(statements)))


def payload_columns(payload: Payload) -> list[tuple[Value, ...]]:
    """The eight columns of what stands in a payload, in the order of a statement."""
    return list(zip(*payload.statements.values(), strict=True)) or [()] * len(_COLUMNS)


def encode_payload(payload: Payload, columns: list[tuple[Value, ...]] | None = None) -> bytes:
    """The canonical bytes of a payload; `columns` are its own, if they are known already."""
    if columns is None:
        columns = payload_columns(payload)
    return _encode([payload.change, payload.salts, sorted(payload.hidden.items()), *columns])


def decode_payload(data: bytes, count: int) -> Payload:
    """Read a payload of `count` leaves; raises EntryError or StatementError, never guesses."""
    fields = _read_fields(data)
    hidden = _read_hidden(fields[2], count)
    remaining = count - len(hidden)
    columns = [
        _read_column(field, remaining, *how)
        for field, how in zip(fields[3:], _COLUMNS, strict=True)
    ]
    salts = _read_salts(fields[1], hidden=len(hidden), remaining=remaining)
    change = _read(fields[0], _octets, "bad-change-id")
    if _encode([change, salts, list(hidden.items()), *columns]) != data:
        raise EntryError(reason="payload-not-canonical")
    if len(change) != CHANGE_BYTES:
        raise EntryError(reason="bad-change-id")
    check_columns(columns)
    places = [index for index in range(count) if index not in hidden]
    said = map(_statement, zip(*columns, strict=True))
    return Payload(
        change=change,
        salts=salts,
        hidden=hidden,
        statements=dict(zip(places, said, strict=True)),
    )


def payload_leaves(payload: Payload, salt_maker: SaltMaker) -> list[bytes]:
    """All leaf hashes in order: computed where the statement stands, taken where it is hidden."""
    salts = payload_salts(payload, salt_maker)
    computed = leaf_hashes(salts, map(encode_statement, payload.statements.values()))
    if not payload.hidden:
        return computed
    leaves = payload.hidden | dict(zip(payload.statements, computed, strict=True))
    return [leaves[index] for index in range(payload.count)]


def payload_salts(payload: Payload, salt_maker: SaltMaker) -> Sequence[bytes]:
    """The salts of the statements that stand, in their order."""
    if isinstance(payload.salts, bytes):
        return salt_maker(payload.salts, len(payload.statements))
    return payload.salts


def check_root(payload: Payload, root: bytes, salt_maker: SaltMaker) -> None:
    """Refuse a payload that is not the one whose root was signed."""
    if tree_root(payload_leaves(payload, salt_maker)) != root:
        raise EntryError(reason="root-does-not-fit")


def redact(payload: Payload, indexes: Iterable[int], salt_maker: SaltMaker) -> Payload:
    """The payload without these leaves: their hashes stay, the seed that made their salts goes."""
    going = {index for index in indexes if index in payload.statements}
    leaves = payload_leaves(payload, salt_maker)
    salts = dict(zip(payload.statements, payload_salts(payload, salt_maker), strict=True))
    staying = {i: said for i, said in payload.statements.items() if i not in going}
    return Payload(
        change=payload.change,
        salts=[salts[index] for index in staying],
        hidden=payload.hidden | {index: leaves[index] for index in sorted(going)},
        statements=staying,
    )


def _read_fields(data: bytes) -> list[msgspec.Raw]:
    """The eleven fields, none of them opened yet: nothing is allocated for what is refused."""
    if data and _length(data) not in (None, _FIELDS):
        raise EntryError(reason="payload-shape")
    return _read(data, _raws, "payload-shape")


def _read_hidden(field: msgspec.Raw, count: int) -> dict[int, bytes]:
    length = _length(field)
    if length is None or count > MAX_STATEMENTS:
        raise EntryError(reason="hidden-shape")
    if length > count:
        raise EntryError(reason="hidden-out-of-order")
    covered: dict[int, bytes] = {}
    last = -1
    for index, digest in _read(field, _pairs, "hidden-shape"):
        if not last < index < count or len(digest) != HASH_BYTES:
            raise EntryError(reason="hidden-out-of-order")
        covered[index], last = digest, index
    return covered


def _read_column(
    field: msgspec.Raw, remaining: int, decode: Callable[[bytes], list[Value]], reason: str
) -> list[Value]:
    length = _length(field)
    if length is None:
        raise EntryError(reason="payload-shape")
    if length != remaining:
        raise EntryError(reason="statement-count-does-not-fit")
    return _read(field, decode, reason)


def _read_salts(field: msgspec.Raw, *, hidden: int, remaining: int) -> bytes | list[bytes]:
    length = _length(field)
    if length is None:
        seed = _read(field, _octets, "bad-salts")
        if len(seed) != SEED_BYTES:
            raise EntryError(reason="bad-salts")
        if hidden:
            raise EntryError(reason="seed-left-after-redaction")
        return seed
    if not hidden:
        raise EntryError(reason="salts-listed-without-redaction")
    salts = _read(field, _salts, "bad-salts") if length == remaining else [b""]
    if any(len(salt) != SALT_BYTES for salt in salts):
        raise EntryError(reason="bad-salts")
    return salts


def _read(data: bytes | msgspec.Raw, decode: Callable[[bytes], _Read], reason: str) -> _Read:
    """Decode one field; what is msgpack but of another type is refused for `reason`."""
    try:
        return decode(bytes(data))
    except msgspec.ValidationError as error:
        raise EntryError(reason=reason) from error
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise EntryError(reason="payload-not-msgpack") from error


def _length(field: msgspec.Raw | bytes) -> int | None:
    """How many elements an array says it has; None if it is no array."""
    data = memoryview(field)[:5].tobytes()
    first = data[0]
    if first & 0xF0 == _SHORT_ARRAY:
        return first & 0x0F
    size = _ARRAY_SIZES.get(first)
    return None if size is None else int.from_bytes(data[1 : 1 + size], "big")

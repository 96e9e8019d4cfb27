"""The payload: what lies inside a sealed body, and how it answers for the root in the stub.

`[change, salts, hidden, ops, subjects, properties, values, languages, sources, sures, mores]` in
canonical msgpack. `salts` is a 32-byte seed until a leaf is redacted; then the list of the salts
that remain. `hidden` lists `[index, leaf hash]` of the redacted leaves, ascending.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import cast

import msgspec

from kuager.model.entry import MAX_STATEMENTS, EntryError
from kuager.model.statement import Statement, Value, check_columns, encode_statement
from kuager.model.tree import HASH_BYTES, SALT_BYTES, leaf_hashes, tree_root

SEED_BYTES = 32
CHANGE_BYTES = 16
_FIELDS = 11

SaltMaker = Callable[[bytes, int], Sequence[bytes]]
"""(seed, how many) -> salts; the vault's deterministic stream."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode


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


def encode_payload(payload: Payload) -> bytes:
    """The canonical bytes of a payload."""
    columns = [list(column) for column in zip(*payload.statements.values(), strict=True)]
    hidden = [list(pair) for pair in sorted(payload.hidden.items())]
    return _encode([payload.change, payload.salts, hidden, *(columns or [[]] * 8)])


def decode_payload(data: bytes, count: int) -> Payload:
    """Read a payload of `count` leaves; raises EntryError or StatementError, never guesses."""
    try:
        fields = _decode(data)
    except msgspec.MsgspecError as error:
        raise EntryError(reason="payload-not-msgpack") from error
    if type(fields) is not list or len(fields) != _FIELDS:
        raise EntryError(reason="payload-shape")
    if _encode(fields) != data:
        raise EntryError(reason="payload-not-canonical")
    change, salts, hidden, columns = fields[0], fields[1], fields[2], fields[3:]
    if type(change) is not bytes or len(change) != CHANGE_BYTES:
        raise EntryError(reason="bad-change-id")
    covered = _read_hidden(hidden, count)
    _check_shape(columns, count - len(covered))
    check_columns(columns)
    _check_salts(salts, hidden=len(covered), remaining=count - len(covered))
    places = [index for index in range(count) if index not in covered]
    said = starmap(Statement, zip(*columns, strict=True))
    return Payload(
        change=change,
        salts=salts,
        hidden=covered,
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


def _read_hidden(pairs: object, count: int) -> dict[int, bytes]:
    if count > MAX_STATEMENTS or type(pairs) is not list:
        raise EntryError(reason="hidden-shape")
    covered: dict[int, bytes] = {}
    last = -1
    for pair in pairs:
        if type(pair) is not list or list(map(type, pair)) != [int, bytes]:
            raise EntryError(reason="hidden-shape")
        index, digest = pair
        if not last < index < count or len(digest) != HASH_BYTES:
            raise EntryError(reason="hidden-out-of-order")
        covered[index], last = digest, index
    return covered


def _check_shape(columns: list[object], remaining: int) -> None:
    for column in columns:
        if type(column) is not list:
            raise EntryError(reason="payload-shape")
        if len(cast("list[Value]", column)) != remaining:
            raise EntryError(reason="statement-count-does-not-fit")


def _check_salts(salts: object, *, hidden: int, remaining: int) -> None:
    if type(salts) is bytes:
        if hidden:
            raise EntryError(reason="seed-left-after-redaction")
        if len(salts) != SEED_BYTES:
            raise EntryError(reason="bad-salts")
        return
    if not hidden:
        raise EntryError(reason="salts-listed-without-redaction")
    fits = type(salts) is list and len(salts) == remaining
    if not fits or any(
        type(s) is not bytes or len(s) != SALT_BYTES for s in cast("list[object]", salts)
    ):
        raise EntryError(reason="bad-salts")

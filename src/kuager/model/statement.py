"""The atom: one statement about one entity, and the canonical bytes that are signed.

A statement is `[op, subject, property, value, language, source, sure, more]`. Its canonical form
is msgpack in the shortest encoding, without floats, maps or extensions; texts are NFC. A binary
value is a reference and nothing else; its length says to what (`docs/spec/log.md`).
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, NewType, cast

import msgspec

from kuager import N_, KuagerError

EntityId = NewType("EntityId", bytes)
"""16 random bytes."""
EntryId = NewType("EntryId", bytes)
"""32 bytes, SHA-256 over a stub."""
StatementId = NewType("StatementId", bytes)
"""36 bytes: entry id, then the statement's index as a big-endian u32."""
CircleId = NewType("CircleId", bytes)
"""16 random bytes."""

Value = None | bool | int | str | bytes

SAY, RETRACT = 0, 1
REFERENCE_LENGTHS = frozenset({4, 16, 32, 36})
INT_MIN, INT_MAX = -(2**63), 2**64 - 1

_VALUE_TYPES = frozenset({type(None), bool, int, str, bytes})
_TEXT_OR_NIL = frozenset({type(None), str})


class StatementError(KuagerError):
    """A statement that has no canonical form, or not the form it claims."""

    code = "statement-refused"
    text = N_("A statement was refused ({reason}). Nothing was saved; the record is unchanged.")


class Statement(NamedTuple):
    """Who or what, which property, which value, who says so and how sure."""

    op: int
    subject: EntityId
    property: str
    value: Value
    language: str | None = None
    source: bytes | None = None
    sure: str | None = None
    more: Value = None


def say(
    subject: EntityId,
    name: str,
    value: Value,
    *,
    language: str | None = None,
    source: bytes | None = None,
    sure: str | None = None,
) -> Statement:
    """A statement with its texts brought to NFC, ready to be signed."""
    clean = unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    return Statement(SAY, subject, name, clean, language, source, sure, None)


def retract(subject: EntityId, name: str, target: StatementId | EntryId) -> Statement:
    """Withdraw a statement of `subject`, or a whole entry (then `subject` is who withdraws)."""
    return Statement(RETRACT, subject, name, target, None, None, None, None)


encode_statement: Callable[[Statement], bytes] = msgspec.msgpack.Encoder().encode
"""The canonical bytes of one statement."""


def statement_id(entry: EntryId, index: int) -> StatementId:
    """The 36-byte reference to statement `index` of `entry`."""
    return StatementId(entry + index.to_bytes(4, "big"))


def split_statement_id(reference: bytes) -> tuple[EntryId, int]:
    """The entry and the index inside a 36-byte reference."""
    return EntryId(reference[:32]), int.from_bytes(reference[32:], "big")


def check_columns(columns: Sequence[Sequence[Value]]) -> None:
    """Refuse whatever no writer of this version may have said.

    `columns` are the eight columns of a payload, in the order of a statement. Raises
    StatementError with the reason as a slug.
    """
    ops, subjects, names, values, languages, sources, sures, mores = columns
    _demand(_types(ops) <= {int} and set(ops) <= {SAY, RETRACT}, "unknown-op")
    _demand(_types(subjects) <= {bytes} and _lengths(subjects) <= {16}, "bad-subject")
    _demand(_types(names) <= {str}, "bad-property")
    _demand(all(n and n.isascii() for n in cast("set[str]", set(names))), "bad-property")
    for column in filter(_says_anything, (values, mores)):
        _check_values(column)
    for column in filter(_says_anything, (languages, sures)):
        _demand(_types(column) <= _TEXT_OR_NIL, "bad-label")
        _check_texts(column)
    if _says_anything(sources):
        _demand(_types(sources) <= {bytes, type(None)}, "bad-source")
        _demand(_lengths(s for s in sources if s is not None) <= {4, 16, 36}, "bad-source")


def _types(column: Iterable[Value]) -> set[type]:
    return set(map(type, column))


def _lengths(column: Iterable[Value]) -> set[int]:
    return set(map(len, cast("Iterable[bytes]", column)))


def _says_anything(column: Sequence[Value]) -> bool:
    """Whether anything but nil stands in a column."""
    return column.count(None) != len(column)


def _check_values(column: Sequence[Value]) -> None:
    types = _types(column)
    _demand(types <= _VALUE_TYPES, "forbidden-value-type")
    if bytes in types:
        lengths = {len(v) for v in column if type(v) is bytes}
        _demand(REFERENCE_LENGTHS.issuperset(lengths), "bad-reference-length")
    _check_texts(column)


def _check_texts(column: Sequence[Value]) -> None:
    # A line feed joins with no mark, so together they are normal just when each of them is.
    text = "\n".join([v for v in column if type(v) is str])
    _demand(text.isascii() or unicodedata.is_normalized("NFC", text), "text-not-nfc")


def _demand(held: bool, reason: str) -> None:  # noqa: FBT001 - reads as a sentence at each call
    if not held:
        raise StatementError(reason=reason)

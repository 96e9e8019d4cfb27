"""Between a payload and the sealed bytes that are kept: compress, pad, seal, and back.

Inside the seal lies one zstd frame that declares its size, then zeros up to a Padmé bucket.
"""

from collections.abc import Callable
from dataclasses import dataclass

import zstandard

from kuager.model.entry import MAX_OPENED_BYTES, EntryError
from kuager.model.payload import Payload, check_root, decode_payload, encode_payload
from kuager.model.statement import EntryId, StatementError
from kuager.vault.keys import Epoch
from kuager.vault.seal import (
    SALT_BYTES,
    BrokenSealError,
    body_seal_id,
    new_content_key,
    open_body,
    padme,
    salts,
    seal_body,
    unwrap_key,
    wrap_ids,
    wrap_key,
)

_LEVEL = 3
_MAX_WINDOW = 32 * 1024 * 1024
_FRAME = b"\x28\xb5\x2f\xfd"
_REPEATED_BYTE = 1

EpochOf = Callable[[bytes], Epoch | None]
"""epoch id -> the epoch; None when the keyring does not hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A sealed body and the wrap that holds its key."""

    body: bytes
    wrap: bytes


def salt_list(seed: bytes, count: int) -> list[bytes]:
    """The salts of `count` leaves from a seed."""
    drawn, step = salts(seed, count), SALT_BYTES
    return [drawn[at : at + step] for at in range(0, step * count, step)]


def seal_payload(entry: EntryId, payload: Payload, epoch: Epoch) -> Sealed:
    """Seal a payload under a fresh content key, and that key under the epoch; see `seal_data`."""
    return seal_data(entry, encode_payload(payload), epoch)


def seal_data(entry: EntryId, data: bytes, epoch: Epoch) -> Sealed:
    """Seal the canonical bytes of a payload.

    Raises StatementError for more than its reader would open.
    """
    if len(data) > MAX_OPENED_BYTES:
        raise StatementError(reason="frame-too-large")
    key = new_content_key()
    seal_id, body = seal_body(entry, pack(data), key)
    return Sealed(body=body, wrap=wrap_key(entry, seal_id, epoch, key))


def open_payload(
    entry: EntryId, count: int, root: bytes, sealed: Sealed, epoch_of: EpochOf
) -> Payload:
    """The payload of an entry, proven against its root; raises EntryError with the reason."""
    key = content_key(entry, sealed, epoch_of)
    try:
        packed = open_body(entry, sealed.body, key)
    except BrokenSealError as error:
        raise EntryError(reason="body-does-not-open") from error
    payload = decode_payload(unpack(packed), count)
    check_root(payload, root, salt_list)
    return payload


def content_key(entry: EntryId, sealed: Sealed, epoch_of: EpochOf) -> bytes:
    """The content key inside the wrap that belongs to this body."""
    seal_id, epoch_id = wrap_ids(sealed.wrap)
    if seal_id != body_seal_id(sealed.body):
        raise EntryError(reason="wrap-of-another-seal")
    epoch = epoch_of(epoch_id)
    if epoch is None:
        raise EntryError(reason="epoch-not-held")
    try:
        return unwrap_key(entry, sealed.wrap, epoch)[1]
    except BrokenSealError as error:
        raise EntryError(reason="wrap-does-not-open") from error


def rewrap(entry: EntryId, sealed: Sealed, epoch_of: EpochOf, epoch: Epoch) -> bytes:
    """The same content key wrapped under a new epoch."""
    key = content_key(entry, sealed, epoch_of)
    return wrap_key(entry, body_seal_id(sealed.body), epoch, key)


def pack(data: bytes) -> bytes:
    """One zstd frame, then zeros to a Padmé bucket."""
    frame = zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True).compress(data)
    return frame.ljust(padme(len(frame)), b"\0")


def unpack(packed: bytes) -> bytes:
    """The data inside; refuses bombs before allocating, and anything after the frame but zeros."""
    try:
        declared = zstandard.frame_content_size(packed)
        window = zstandard.get_frame_parameters(packed).window_size
    except zstandard.ZstdError as error:
        raise EntryError(reason="frame-damaged") from error
    if declared < 0:
        raise EntryError(reason="frame-without-size")
    if declared > MAX_OPENED_BYTES or window > _MAX_WINDOW:
        raise EntryError(reason="frame-too-large")
    end = _frame_length(packed)
    data = _unpack_frame(packed[:end], declared)
    if packed[end:].strip(b"\0"):
        raise EntryError(reason="padding-not-zero")
    if len(packed) != padme(end):
        raise EntryError(reason="padding-not-a-bucket")
    return data


def _frame_length(packed: bytes) -> int:
    """Where the frame ends, by the headers of its blocks (RFC 8878); nothing is unfolded for it."""
    try:
        has_sum = zstandard.get_frame_parameters(packed).has_checksum
        at, last = zstandard.frame_header_size(packed), not packed.startswith(_FRAME)
    except zstandard.ZstdError as error:
        raise EntryError(reason="frame-damaged") from error
    while not last:
        head = int.from_bytes(packed[at : at + 3], "little")
        last, kind, size = bool(head & 1), head >> 1 & 3, head >> 3
        at += 3 + (1 if kind == _REPEATED_BYTE else size)
        if at > len(packed):
            raise EntryError(reason="frame-damaged")
    return at + (4 if has_sum else 0)


def _unpack_frame(frame: bytes, declared: int) -> bytes:
    """What is in the frame; never more than it declares is made room for."""
    opener = zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW)
    try:
        data = opener.decompress(frame, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise EntryError(reason="frame-damaged") from error
    if len(data) != declared or not frame.startswith(_FRAME):
        raise EntryError(reason="frame-damaged")
    return data

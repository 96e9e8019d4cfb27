r"""Bodies and wraps: what an entry says under a key of its own, and that key under an epoch.

    body   seal id 16 · nonce 24 · XChaCha20-Poly1305, AAD "kuager/body/v1\0" ‖ entry ‖ seal id
    wrap   seal id 16 · epoch 16 · nonce 24 · content key under the epoch key (48),
           AAD "kuager/wrap/v1\0" ‖ entry ‖ seal id ‖ epoch

Entry ids are 32 bytes; nonces and ids are random, no counter is shared by anybody.
"""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, ClassVar

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.bindings import randombytes_buf_deterministic
from nacl.exceptions import CryptoError

from kuager import N_, KuagerError

if TYPE_CHECKING:
    from kuager.vault.keys import Epoch

KEY_BYTES = 32
SEAL_ID_BYTES = 16
NONCE_BYTES = 24
TAG_BYTES = 16
SALT_BYTES = 16
WRAP_BYTES = SEAL_ID_BYTES + 16 + NONCE_BYTES + KEY_BYTES + TAG_BYTES
BODY_OVERHEAD_BYTES = SEAL_ID_BYTES + NONCE_BYTES + TAG_BYTES

_BODY_DOMAIN = b"kuager/body/v1\0"
_WRAP_DOMAIN = b"kuager/wrap/v1\0"
_IDS = SEAL_ID_BYTES + 16


class BrokenSealError(KuagerError):
    """A seal does not open: wrong key, wrong place, or changed bytes; nothing of it is used."""

    code: ClassVar[str] = "broken-seal"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "A sealed part ({part}) of entry {entry} does not open: it is damaged or was put in the "
        "wrong place. Nothing was changed."
    )


def new_content_key() -> bytes:
    """A fresh random key for one seal of one body."""
    return urandom(KEY_BYTES)


def seal_body(entry_id: bytes, plain: bytes, key: bytes) -> tuple[bytes, bytes]:
    """Seal a padded body for one entry; returns the new seal id and the bytes to keep."""
    seal_id, nonce = urandom(SEAL_ID_BYTES), urandom(NONCE_BYTES)
    sealed = _encrypt(plain, _BODY_DOMAIN + entry_id + seal_id, nonce, key)
    return seal_id, seal_id + nonce + sealed


def open_body(entry_id: bytes, blob: bytes, key: bytes) -> bytes:
    """Open a body of this entry, or raise `BrokenSealError`; nothing unauthenticated is given."""
    if len(blob) < BODY_OVERHEAD_BYTES:
        raise BrokenSealError(part="body", entry=entry_id.hex())
    seal_id, nonce = blob[:SEAL_ID_BYTES], blob[SEAL_ID_BYTES : SEAL_ID_BYTES + NONCE_BYTES]
    try:
        sealed = blob[SEAL_ID_BYTES + NONCE_BYTES :]
        return _decrypt(sealed, _BODY_DOMAIN + entry_id + seal_id, nonce, key)
    except CryptoError as error:
        raise BrokenSealError(part="body", entry=entry_id.hex()) from error


def body_seal_id(blob: bytes) -> bytes:
    """The seal id a body carries in clear; it must equal that of the wrap used to open it."""
    return blob[:SEAL_ID_BYTES]


def wrap_key(entry_id: bytes, seal_id: bytes, epoch: Epoch, key: bytes) -> bytes:
    """Wrap the content key of one seal of one entry under an epoch key; 104 bytes."""
    nonce, ids = urandom(NONCE_BYTES), seal_id + epoch.id
    return ids + nonce + _encrypt(key, _WRAP_DOMAIN + entry_id + ids, nonce, epoch.key.reveal())


def wrap_ids(wrap: bytes) -> tuple[bytes, bytes]:
    """The seal id and the epoch id that a wrap carries in clear, to find the right epoch."""
    return wrap[:SEAL_ID_BYTES], wrap[SEAL_ID_BYTES:_IDS]


def unwrap_key(entry_id: bytes, wrap: bytes, epoch: Epoch) -> tuple[bytes, bytes]:
    """Open a wrap of this entry made under this epoch; returns seal id and content key."""
    ids = wrap[:_IDS]
    if len(wrap) != WRAP_BYTES or ids[SEAL_ID_BYTES:] != epoch.id:
        raise BrokenSealError(part="wrap", entry=entry_id.hex())
    nonce, sealed = wrap[_IDS : _IDS + NONCE_BYTES], wrap[_IDS + NONCE_BYTES :]
    try:
        key = _decrypt(sealed, _WRAP_DOMAIN + entry_id + ids, nonce, epoch.key.reveal())
    except CryptoError as error:
        raise BrokenSealError(part="wrap", entry=entry_id.hex()) from error
    return ids[:SEAL_ID_BYTES], key


def salts(seed: bytes, count: int) -> bytes:
    """The salts of `count` leaves, 16 bytes each, one after the other, from a 32-byte seed."""
    return randombytes_buf_deterministic(SALT_BYTES * count, seed) if count else b""


def padme(length: int) -> int:
    """The Padmé bucket of a length: at most 12 % more, and few sizes for all contents."""
    if length < 2:  # noqa: PLR2004 - below two there is nothing to round
        return length
    exponent = length.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return (length + mask) & ~mask

"""Ed25519 signatures of a device over entry ids, strictly verified.

A seed is 32 secret bytes, a device key its 32 public bytes, a signature 64 bytes.
"""

from __future__ import annotations

from functools import lru_cache

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign,
    crypto_sign_BYTES,
    crypto_sign_open,
    crypto_sign_PUBLICKEYBYTES,
    crypto_sign_seed_keypair,
)
from nacl.exceptions import BadSignatureError

ENTRY_DOMAIN = b"kuager/entry/v1\0"


def device_key(seed: bytes) -> bytes:
    """The public key of a device."""
    public, _ = crypto_sign_seed_keypair(seed)
    return public


def sign_entry(seed: bytes, entry_id: bytes) -> bytes:
    r"""Sign "kuager/entry/v1\0" ‖ id as the device that holds this seed."""
    return sign_message(seed, ENTRY_DOMAIN, entry_id)


def verify_entry(public: bytes, entry_id: bytes, signature: bytes) -> bool:
    """Whether this device signed this entry id."""
    return verify_message(public, ENTRY_DOMAIN, entry_id, signature)


def sign_message(seed: bytes, domain: bytes, message: bytes) -> bytes:
    """Sign `domain` ‖ `message`; a domain ends in a zero byte and names one kind of thing."""
    _, secret = crypto_sign_seed_keypair(seed)
    return crypto_sign(_told(domain, message), secret)[:crypto_sign_BYTES]


def verify_message(public: bytes, domain: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a sound key signed `domain` ‖ `message`; weak keys and second forms are refused.

    libsodium refuses scalars that are not reduced and points of small order; keys outside the
    prime-order group are refused here.
    """
    if len(signature) != crypto_sign_BYTES or not is_sound_key(public):
        return False
    try:
        crypto_sign_open(signature + _told(domain, message), public)
    except BadSignatureError:
        return False
    return True


@lru_cache(maxsize=256)
def is_sound_key(public: bytes) -> bool:
    """Whether these bytes are a canonical point of the prime-order group."""
    right_length = len(public) == crypto_sign_PUBLICKEYBYTES
    return right_length and crypto_core_ed25519_is_valid_point(public)


def _told(domain: bytes, message: bytes) -> bytes:
    """What is signed; a domain without its closing zero could run into the message."""
    if not domain.endswith(b"\0"):
        raise ValueError("a signing domain ends in a zero byte")
    return domain + message

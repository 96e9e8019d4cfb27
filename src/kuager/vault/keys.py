"""Secrets in memory, the vault master key, and the keys drawn from it.

Derivation is libsodium's `crypto_kdf`: BLAKE2b with the parent as its key, the number of the
subkey as salt, an eight-letter context as personal string, and no message. Keys are 32 bytes.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import NoReturn

from nacl.bindings import crypto_generichash_blake2b_salt_personal as _blake2b
from nacl.bindings import sodium_memcmp

KEY_BYTES = 32
ID_BYTES = 16
_CONTEXT = b"kuagerV1"
_CONTEXT_BYTES = 8
_SUBKEY_KEYRING = 1
_SUBKEY_MARK = 2
_SUBKEY_SLOTS = 3
_EPOCH_DOMAIN = b"kuager/epoch/v1\0"


class Secret:
    """Bytes that show nothing when printed, logged, compared or pickled by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        """Hold the bytes; they cannot be wiped in Python, only the process can be ended."""
        self._value = bytes(value)

    def reveal(self) -> bytes:
        """The bytes themselves, for handing to a primitive."""
        return self._value

    def __len__(self) -> int:
        """How many bytes are held."""
        return len(self._value)

    def __eq__(self, other: object) -> bool:
        """Compare in constant time; only two secrets can be equal."""
        if not isinstance(other, Secret) or len(self) != len(other):
            return False
        return sodium_memcmp(self._value, other._value)

    def __hash__(self) -> int:
        """Refuse: a secret is never a key of a table."""
        raise TypeError("a secret has no hash")

    def __repr__(self) -> str:
        """Show that there is a secret, and nothing of it."""
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled or copied into another process."""
        raise TypeError("a secret is not pickled")


@dataclass(frozen=True, slots=True)
class Vmk:
    """The vault master key of one device, with the id of the vault it belongs to."""

    vault_id: bytes
    secret: Secret

    @classmethod
    def fresh(cls, vault_id: bytes | None = None) -> Vmk:
        """Draw a new master key, for a new vault id unless one is given."""
        known = secrets.token_bytes(ID_BYTES) if vault_id is None else vault_id
        return cls(known, Secret(secrets.token_bytes(KEY_BYTES)))

    def keyring_key(self) -> bytes:
        """The key that seals the keyring file."""
        return derive_subkey(self.secret.reveal(), _SUBKEY_KEYRING, _CONTEXT)

    def mark_key(self) -> bytes:
        """The key that seals the mark file."""
        return derive_subkey(self.secret.reveal(), _SUBKEY_MARK, _CONTEXT)

    def slots_mac_key(self) -> bytes:
        """The key that authenticates the whole slots file."""
        return derive_subkey(self.secret.reveal(), _SUBKEY_SLOTS, _CONTEXT)


@dataclass(frozen=True, slots=True)
class Epoch:
    """One key of a circle for a stretch of time; closed ones open old wraps and make none."""

    id: bytes
    key: Secret
    closed: bool = False

    @classmethod
    def fresh(cls, circle: bytes) -> Epoch:
        """Draw a new epoch key for a circle (16 bytes)."""
        return cls.of(circle, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def of(cls, circle: bytes, key: bytes, *, closed: bool = False) -> Epoch:
        """The epoch that a circle and a key make; its id follows from both."""
        return cls(epoch_id(circle, key), Secret(key), closed)


def epoch_id(circle: bytes, key: bytes) -> bytes:
    r"""First 16 bytes of SHA-256("kuager/epoch/v1\0" ‖ circle ‖ key)."""
    return hashlib.sha256(_EPOCH_DOMAIN + circle + key).digest()[:ID_BYTES]


def derive_subkey(parent: bytes, number: int, context: bytes) -> bytes:
    """A 32-byte key from a 32-byte parent, byte for byte what `crypto_kdf` gives."""
    if len(parent) != KEY_BYTES or len(context) != _CONTEXT_BYTES:
        raise ValueError("a parent key has 32 bytes and a context has 8")
    salt = number.to_bytes(8, "little")
    return _blake2b(b"", digest_size=KEY_BYTES, key=parent, salt=salt, person=context)

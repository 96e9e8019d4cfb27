"""The keyring file: every random key of this device, rewritten whole, so that each can be ended.

    file    frame of: vault id 16 · nonce 24 · XChaCha20-Poly1305 under the keyring key
            AAD magic ‖ version ‖ vault id
    inside  length u32 · msgpack [generation, database key, next database key or nil, signing seed,
            receive identity, [[circle 16, [[epoch id 16, key 32, closed], …]], …]]
            · zeros to a multiple of 16 KiB

Generation is a u64 that grows with every save and is also noted in the vault, so an old keyring
put back is seen. Circles are ascending; epochs of a circle stand in the order they were made.
"""

from __future__ import annotations

import secrets
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import msgspec
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.exceptions import CryptoError
from pyrage import IdentityError, x25519

from kuager import N_, KuagerError
from kuager.vault.files import write_replacing
from kuager.vault.frame import DamagedVaultError, framed, unframed
from kuager.vault.keys import ID_BYTES, KEY_BYTES, Epoch, Vmk

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

MAGIC = b"kuager/keyring\0\0"
VERSION = 1
PART = "keyring"
BUCKET_BYTES = 16 * 1024
_NONCE_BYTES = 24
_LENGTH = struct.Struct(">I")
_BOUND = MAGIC + VERSION.to_bytes(2, "big")
_LARGEST_GENERATION = 2**64 - 1


class UnknownEpochError(KuagerError):
    """The keyring holds no such key: it was never received, or destroyed by an erasure."""

    code: ClassVar[str] = "unknown-epoch"
    exit_code: ClassVar[int] = 1
    text: ClassVar[str] = N_(
        "This device holds no key {epoch} of circle {circle}. Nothing was changed."
    )


class _StoredEpoch(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    id: bytes
    key: bytes
    closed: bool


class _StoredCircle(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    circle: bytes
    epochs: list[_StoredEpoch]


class _Stored(msgspec.Struct, array_like=True, forbid_unknown_fields=True, frozen=True):
    generation: int
    database_key: bytes
    next_database_key: bytes | None
    signing_seed: bytes
    receive_identity: str
    circles: list[_StoredCircle]


@dataclass(slots=True, kw_only=True)
class Keyring:
    """The keys of one device, in memory while the vault is open; printing it shows no key."""

    vault_id: bytes
    generation: int = 0
    database_key: bytes = field(repr=False)
    next_database_key: bytes | None = field(repr=False, default=None)
    signing_seed: bytes = field(repr=False)
    receive_identity: str = field(repr=False)
    epochs: dict[bytes, list[Epoch]] = field(default_factory=dict)

    @classmethod
    def fresh(cls, vault_id: bytes) -> Keyring:
        """New random keys for a new device; no circle yet."""
        return cls(
            vault_id=vault_id,
            database_key=secrets.token_bytes(KEY_BYTES),
            signing_seed=secrets.token_bytes(KEY_BYTES),
            receive_identity=str(x25519.Identity.generate()),
        )

    def receive_recipient(self) -> str:
        """The public half of the receive identity (`age1…`), for the roster."""
        return str(x25519.Identity.from_str(self.receive_identity).to_public())

    def renew_receive_identity(self) -> str:
        """Draw a new receive identity, forget the old one; returns the new public half."""
        self.receive_identity = str(x25519.Identity.generate())
        return self.receive_recipient()

    def new_epoch(self, circle: bytes) -> Epoch:
        """Draw an epoch for a circle (16 bytes); it closes all earlier ones of that circle."""
        return self.add_epoch(circle, Epoch.fresh(circle))

    def add_epoch(self, circle: bytes, epoch: Epoch) -> Epoch:
        """Take in an epoch key of a circle as its open one; earlier ones are closed."""
        if len(circle) != ID_BYTES or Epoch.of(circle, epoch.key.reveal()).id != epoch.id:
            raise ValueError("this epoch does not belong to this circle")
        others = [known for known in self.epochs.get(circle, []) if known.id != epoch.id]
        self.epochs[circle] = [Epoch(known.id, known.key, closed=True) for known in others]
        self.epochs[circle].append(epoch)
        return epoch

    def current_epoch(self, circle: bytes) -> Epoch:
        """The open epoch of a circle, under which new wraps are made."""
        for epoch in reversed(self.epochs.get(circle, [])):
            if not epoch.closed:
                return epoch
        raise UnknownEpochError(epoch="?", circle=circle.hex())

    def find_epoch(self, circle: bytes, epoch_id: bytes) -> Epoch:
        """The epoch of a circle with this id, open or closed."""
        for epoch in self.epochs.get(circle, []):
            if epoch.id == epoch_id:
                return epoch
        raise UnknownEpochError(epoch=epoch_id.hex(), circle=circle.hex())

    def destroy_epochs(self, circle: bytes, keep: Collection[bytes] = ()) -> int:
        """Forget the epoch keys of a circle but those kept (by id); returns how many went."""
        held = self.epochs.get(circle, [])
        kept = [epoch for epoch in held if epoch.id in keep]
        if kept:
            self.epochs[circle] = kept
        else:
            self.epochs.pop(circle, None)
        return len(held) - len(kept)


def save(path: Path, keyring: Keyring, vmk: Vmk) -> None:
    """Write the keyring whole under the next generation; the old file is replaced at once."""
    _require_same_vault(keyring, vmk)
    data = sealed(keyring, vmk, generation=keyring.generation + 1)
    write_replacing(path, data)
    keyring.generation += 1


def load(path: Path, vmk: Vmk) -> Keyring:
    """Read the keyring of this vault; a missing, foreign or damaged one is refused."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise DamagedVaultError(part=PART) from error
    return opened(data, vmk)


def sealed(keyring: Keyring, vmk: Vmk, *, generation: int) -> bytes:
    """The bytes of a keyring file."""
    inside = msgspec.msgpack.encode(_stored(keyring, generation))
    told = _LENGTH.pack(len(inside)) + inside
    padded = told + bytes(-len(told) % BUCKET_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    shut = _encrypt(padded, _BOUND + vmk.vault_id, nonce, vmk.keyring_key())
    return framed(MAGIC, VERSION, vmk.vault_id + nonce + shut)


def opened(data: bytes, vmk: Vmk) -> Keyring:
    """The keyring in the bytes of a file of this vault."""
    content = unframed(data, MAGIC, VERSION, PART)
    vault_id, nonce = content[:ID_BYTES], content[ID_BYTES : ID_BYTES + _NONCE_BYTES]
    if vault_id != vmk.vault_id or len(nonce) != _NONCE_BYTES:
        raise DamagedVaultError(part=PART)
    try:
        shut = content[ID_BYTES + _NONCE_BYTES :]
        inside = _unpadded(_decrypt(shut, _BOUND + vault_id, nonce, vmk.keyring_key()))
        return _keyring(vault_id, msgspec.msgpack.decode(inside, type=_Stored), inside)
    except (CryptoError, IdentityError, ValueError, msgspec.DecodeError) as error:
        raise DamagedVaultError(part=PART) from error


def _unpadded(padded: bytes) -> bytes:
    """What stands before the zeros; there is exactly one way to pad."""
    if not padded or len(padded) % BUCKET_BYTES:
        raise ValueError("not a bucket")
    (length,) = _LENGTH.unpack_from(padded)
    end = _LENGTH.size + length
    if len(padded) - end not in range(BUCKET_BYTES) or any(padded[end:]):
        raise ValueError("not our padding")
    return padded[_LENGTH.size : end]


def _stored(keyring: Keyring, generation: int) -> _Stored:
    """The keyring in the order of the file."""
    circles = [
        _StoredCircle(
            circle, [_StoredEpoch(epoch.id, epoch.key.reveal(), epoch.closed) for epoch in epochs]
        )
        for circle, epochs in sorted(keyring.epochs.items())
    ]
    return _Stored(
        generation,
        keyring.database_key,
        keyring.next_database_key,
        keyring.signing_seed,
        keyring.receive_identity,
        circles,
    )


def _keyring(vault_id: bytes, stored: _Stored, inside: bytes) -> Keyring:
    """The keyring, once it is proved to be what we would have written ourselves."""
    _check_lengths(stored)
    x25519.Identity.from_str(stored.receive_identity)
    keyring = Keyring(
        vault_id=vault_id,
        generation=stored.generation,
        database_key=stored.database_key,
        next_database_key=stored.next_database_key,
        signing_seed=stored.signing_seed,
        receive_identity=stored.receive_identity,
        epochs={held.circle: _epochs(held) for held in stored.circles},
    )
    if msgspec.msgpack.encode(_stored(keyring, stored.generation)) != inside:
        raise ValueError("not our encoding")
    return keyring


def _epochs(held: _StoredCircle) -> list[Epoch]:
    """The epochs of a circle with ids that follow from their keys; told ids are compared later."""
    return [Epoch.of(held.circle, known.key, closed=known.closed) for known in held.epochs]


def _check_lengths(stored: _Stored) -> None:
    """Every key has 32 bytes and every circle 16."""
    keys = [stored.database_key, stored.signing_seed]
    keys += [] if stored.next_database_key is None else [stored.next_database_key]
    keys += [epoch.key for held in stored.circles for epoch in held.epochs]
    circles_fit = all(len(held.circle) == ID_BYTES and held.epochs for held in stored.circles)
    counted = 0 <= stored.generation <= _LARGEST_GENERATION
    if not (circles_fit and counted and all(len(key) == KEY_BYTES for key in keys)):
        raise ValueError("a key or a circle of the wrong length")


def _require_same_vault(keyring: Keyring, vmk: Vmk) -> None:
    if keyring.vault_id != vmk.vault_id:
        raise ValueError("this master key belongs to another vault")

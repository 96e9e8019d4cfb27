"""The slots file: ways to open one vault master key, each sealed under a key of its own.

    file   frame of: vault id 16 · count u16 · slots · sum 32
    slot   number u16 · kind u8 · label 16 · memory KiB u32 · passes u32 · salt 16
           · nonce 24 · sealed master key 48

A slot is bound (AAD) to magic, version, vault id and all of its own parameters. The sum is BLAKE2b
under a key drawn from the master key, over magic, version and everything before it: it finds a
slot that was added, removed, reordered or put back by someone who cannot open any of them.
"""

from __future__ import annotations

import re
import secrets
import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.bindings import crypto_generichash_blake2b_salt_personal as _blake2b
from nacl.bindings import sodium_memcmp
from nacl.exceptions import CryptoError

from kuager import N_, KuagerError
from kuager.vault.frame import DamagedVaultError, NewerVaultError, framed, unframed
from kuager.vault.keys import Secret, Vmk
from kuager.vault.layout import looks_like_wrong_layout
from kuager.vault.passphrase import (
    MOST_WORK_BYTES,
    KdfOutOfBoundsError,
    KdfProfile,
    calibrate,
    check_profile,
    derive,
)
from kuager.vault.recovery import read_recovery, recovery_key

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DamagedVaultError",
    "NewerVaultError",
    "Slot",
    "WrongPassphraseError",
    "WrongRecoveryError",
    "add_recovery_slot",
    "change_passphrase",
    "create",
    "list_slots",
    "remove_slot",
    "unlock",
    "unlock_with_recovery",
    "vault_id_of",
]

MAGIC = b"kuager/slots\0\0\0\0"
VERSION = 1
MOST_SLOTS = 8
PART = "slots"

_HEAD = struct.Struct(">16sH")
_SLOT = struct.Struct(">HB16sII16s24s48s")
_PARAMETERS = struct.Struct(">HB16sII16s")
_LABEL = re.compile(r"[a-z0-9-]{1,16}")
_NONCE_BYTES = 24
_SALT_BYTES = 16
_SUM_BYTES = 32
_KIB = 1024
_KINDS: dict[int, Literal["passphrase", "recovery"]] = {1: "passphrase", 2: "recovery"}
_NUMBERS = {kind: number for number, kind in _KINDS.items()}


class WrongPassphraseError(KuagerError):
    """No passphrase slot opens; `hint` is a slug of `layout.HINTS` or None."""

    code: ClassVar[str] = "wrong-passphrase"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "This passphrase does not open the vault. Nothing was changed. Check the keyboard layout "
        "and Caps Lock, and type it again."
    )


class WrongRecoveryError(KuagerError):
    """The words are sound, but belong to another vault or to an older sheet."""

    code: ClassVar[str] = "wrong-recovery"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_(
        "These recovery words are complete, but they do not open this vault. Nothing was changed. "
        "Look for the sheet that belongs to it."
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. A recovery slot has no passphrase cost: its memory and passes are zero."""

    number: int
    kind: Literal["passphrase", "recovery"]
    label: str
    profile: KdfProfile
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class _SlotsFile:
    """A parsed file whose sum is not checked yet."""

    vault_id: bytes
    slots: tuple[Slot, ...]
    checksum: bytes


def create(
    passphrase: str,
    *,
    profile: KdfProfile | None = None,
    vault_id: bytes | None = None,
    label: str = "first",
) -> tuple[bytes, Vmk]:
    """A new slots file with one passphrase slot, and the new master key it opens.

    Without a profile the cost is measured on this machine. With the id of an existing vault this
    changes its master key: save the keyring and the mark under the new one, then this file.
    """
    vmk = Vmk.fresh(vault_id)
    return _write(vmk, (_passphrase_slot(vmk, 1, label, passphrase, profile),)), vmk


def unlock(data: bytes, passphrase: str) -> Vmk:
    """The master key behind a passphrase; every passphrase slot is tried."""
    file = _parse(data)
    for slot in _of_kind(file, "passphrase"):
        vmk = _open_slot(file.vault_id, slot, derive(passphrase, slot.profile))
        if vmk is not None:
            return _checked(file, vmk)
    raise WrongPassphraseError(hint=looks_like_wrong_layout(passphrase))


def unlock_with_recovery(data: bytes, words: Sequence[str] | str) -> Vmk:
    """The master key behind the recovery words of this vault."""
    file, secret = _parse(data), read_recovery(words)
    for slot in _of_kind(file, "recovery"):
        vmk = _open_slot(file.vault_id, slot, recovery_key(secret, slot.profile.salt))
        if vmk is not None:
            return _checked(file, vmk)
    raise WrongRecoveryError


def add_recovery_slot(data: bytes, vmk: Vmk, secret: Secret, *, label: str = "recovery") -> bytes:
    """The file with one more slot, opened by a recovery secret; labels are unique."""
    file = _checked_file(data, vmk)
    salt = secrets.token_bytes(_SALT_BYTES)
    empty = Slot(_next(file), "recovery", _fresh(file, label), KdfProfile(0, 0, salt), b"", b"")
    slot = _sealed(vmk, empty, recovery_key(secret, salt))
    return _write(vmk, (*file.slots, slot))


def change_passphrase(
    data: bytes,
    vmk: Vmk,
    passphrase: str,
    *,
    profile: KdfProfile | None = None,
    label: str = "first",
) -> bytes:
    """The file with the passphrase slot of this label made anew; the master key stays.

    An old copy of the file still opens with the old passphrase; only `create` with the same vault
    id, which makes a new master key, ends that.
    """
    file = _checked_file(data, vmk)
    kept = tuple(slot for slot in file.slots if slot.label != label)
    if not any(slot.label == label for slot in _of_kind(file, "passphrase")):
        raise ValueError("no passphrase slot of this label")
    new = _passphrase_slot(vmk, _next(file), label, passphrase, profile)
    return _write(vmk, (*kept, new))


def remove_slot(data: bytes, vmk: Vmk, label: str) -> bytes:
    """The file without the slot of this label; the last one stays."""
    file = _checked_file(data, vmk)
    kept = tuple(slot for slot in file.slots if slot.label != label)
    if not kept or len(kept) == len(file.slots):
        raise ValueError("no such slot, or the last one")
    return _write(vmk, kept)


def list_slots(data: bytes) -> tuple[Slot, ...]:
    """The slots as the file tells them, before anything proves them."""
    return _parse(data).slots


def vault_id_of(data: bytes) -> bytes:
    """The vault id as the file tells it, before anything proves it."""
    return _parse(data).vault_id


def _passphrase_slot(
    vmk: Vmk, number: int, label: str, passphrase: str, profile: KdfProfile | None
) -> Slot:
    """A sealed passphrase slot under a fresh salt."""
    cost = calibrate() if profile is None else profile.renewed()
    empty = Slot(number, "passphrase", label, cost, b"", b"")
    return _sealed(vmk, empty, derive(passphrase, cost))


def _sealed(vmk: Vmk, slot: Slot, key: bytes) -> Slot:
    """The slot with the master key sealed into it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    bound = _bound(vmk.vault_id, slot)
    return replace(slot, nonce=nonce, sealed=_encrypt(vmk.secret.reveal(), bound, nonce, key))


def _open_slot(vault_id: bytes, slot: Slot, key: bytes) -> Vmk | None:
    """The master key in a slot, or None when this key does not fit."""
    try:
        return Vmk(vault_id, Secret(_decrypt(slot.sealed, _bound(vault_id, slot), slot.nonce, key)))
    except CryptoError:
        return None


def _bound(vault_id: bytes, slot: Slot) -> bytes:
    """What a sealed master key is tied to."""
    return _HEAD.pack(MAGIC, VERSION) + vault_id + _parameters(slot)


def _parameters(slot: Slot) -> bytes:
    """Everything of a slot that is not sealed."""
    if _LABEL.fullmatch(slot.label) is None:
        raise ValueError("a slot label is 1 to 16 of a-z, 0-9 and -")
    return _PARAMETERS.pack(
        slot.number,
        _NUMBERS[slot.kind],
        slot.label.encode("ascii"),
        slot.profile.memory_bytes // _KIB,
        slot.profile.passes,
        slot.profile.salt,
    )


def _write(vmk: Vmk, slots: tuple[Slot, ...]) -> bytes:
    """The bytes of a whole file."""
    if len(slots) > MOST_SLOTS:
        raise ValueError("too many slots")
    told = b"".join(_parameters(slot) + slot.nonce + slot.sealed for slot in slots)
    content = vmk.vault_id + len(slots).to_bytes(2, "big") + told
    return framed(MAGIC, VERSION, content + _sum(vmk, content))


def _sum(vmk: Vmk, content: bytes) -> bytes:
    """The keyed sum over everything that the file tells."""
    told = _HEAD.pack(MAGIC, VERSION) + content
    return _blake2b(told, digest_size=_SUM_BYTES, key=vmk.slots_mac_key())


def _parse(data: bytes) -> _SlotsFile:
    """Read strictly: one encoding per meaning, sizes checked before anything is taken."""
    content = unframed(data, MAGIC, VERSION, PART)
    told, checksum = content[:-_SUM_BYTES], content[-_SUM_BYTES:]
    count = int.from_bytes(told[16:18], "big")
    if not 1 <= count <= MOST_SLOTS or len(told) != 18 + count * _SLOT.size:
        raise DamagedVaultError(part=PART)
    slots = tuple(_slot(fields) for fields in _SLOT.iter_unpack(told[18:]))
    _check_work(slots)
    numbers = [slot.number for slot in slots]
    if numbers != sorted(set(numbers)) or len({slot.label for slot in slots}) != count:
        raise DamagedVaultError(part=PART)
    return _SlotsFile(told[:16], slots, checksum)


def _check_work(slots: tuple[Slot, ...]) -> None:
    """Many slots together must not ask for more than one may."""
    work = sum(slot.profile.memory_bytes * slot.profile.passes for slot in slots)
    if work > MOST_WORK_BYTES:
        raise KdfOutOfBoundsError(memory_mib="?", passes="?")


def _slot(fields: tuple[int, int, bytes, int, int, bytes, bytes, bytes]) -> Slot:
    """One slot from its fields."""
    number, kind, padded, memory, passes, salt, nonce, sealed = fields
    name = padded.rstrip(b"\0").decode("ascii", "replace")
    profile = KdfProfile(memory * _KIB, passes, salt)
    if kind not in _KINDS or _LABEL.fullmatch(name) is None:
        raise DamagedVaultError(part=PART)
    if _KINDS[kind] == "passphrase":
        check_profile(profile)
    elif memory or passes:
        raise DamagedVaultError(part=PART)
    return Slot(number, _KINDS[kind], name, profile, nonce, sealed)


def _of_kind(file: _SlotsFile, kind: str) -> tuple[Slot, ...]:
    return tuple(slot for slot in file.slots if slot.kind == kind)


def _checked(file: _SlotsFile, vmk: Vmk) -> Vmk:
    """The master key, once the whole file is proved to be as its owner left it."""
    told = b"".join(_parameters(slot) + slot.nonce + slot.sealed for slot in file.slots)
    content = file.vault_id + len(file.slots).to_bytes(2, "big") + told
    if not sodium_memcmp(_sum(vmk, content), file.checksum):
        raise DamagedVaultError(part=PART)
    return vmk


def _checked_file(data: bytes, vmk: Vmk) -> _SlotsFile:
    """A parsed file that this master key proves."""
    file = _parse(data)
    _checked(file, vmk)
    return file


def _next(file: _SlotsFile) -> int:
    """A slot number that was not in use; numbers only grow."""
    return file.slots[-1].number + 1


def _fresh(file: _SlotsFile, label: str) -> str:
    """The label, unless it is taken."""
    if any(slot.label == label for slot in file.slots):
        raise ValueError("this slot label is taken")
    return label

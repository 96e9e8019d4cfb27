"""The mark: how far the vault had come at the last commit, so that an old vault is noticed.

A file of two slots of 512 bytes, written in turn and in place, each sealed under the mark key and
bound to its place and to the vault. A torn write spoils one slot and leaves the other. It is
written after every commit and needs no flush: after a power cut it may be one commit behind.
"""

from __future__ import annotations

import os
import secrets
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as _decrypt
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as _encrypt
from nacl.exceptions import CryptoError

from kuager import N_, KuagerError
from kuager.vault.files import write_replacing
from kuager.vault.frame import NewerVaultError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

MAGIC = b"kuager/mark\0\0\0"
VERSION = 1
SLOT_BYTES = 512
SLOTS = 2
NONCE_BYTES = 24
_HEAD = struct.Struct(">14sH24s")
_INSIDE = struct.Struct(">QQ32sQ32s368x")
_NEVER_WRITTEN = 0


class DamagedMarkError(KuagerError):
    """No slot of the mark opens, or the file is not one of ours."""

    code: ClassVar[str] = "damaged-mark"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "The mark file {file} is missing or damaged, so it cannot be told whether an older vault "
        "was put back. Nothing was changed. Run verify before you go on."
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """Last own sequence number, last entry id, entries held, and 32 bytes for a later use."""

    seq: int
    entry_id: bytes
    entry_count: int
    digest: bytes = bytes(32)


class MarkFile:
    """An open mark file; one writer, guarded by the lock of the vault."""

    def __init__(self, descriptor: int, key: bytes, vault_id: bytes, name: str) -> None:
        """Take over an open descriptor and read both slots."""
        self._descriptor: int | None = descriptor
        self._key, self._vault_id, self._name = key, vault_id, name
        self._slots = [self._load(number) for number in range(SLOTS)]

    @classmethod
    def create(cls, path: Path, key: bytes, vault_id: bytes) -> MarkFile:
        """Write a mark that says "nothing yet" in both slots, in place of any other."""
        blank = Mark(0, bytes(32), 0)
        slots = (_seal(key, vault_id, n, _NEVER_WRITTEN, blank) for n in range(SLOTS))
        write_replacing(path, b"".join(slots))
        return cls.open(path, key, vault_id)

    @classmethod
    def open(cls, path: Path, key: bytes, vault_id: bytes) -> MarkFile:
        """Open an existing mark; a missing, foreign or wholly damaged one is refused."""
        try:
            descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        except FileNotFoundError as error:
            raise DamagedMarkError(file=path.name) from error
        file = cls(descriptor, key, vault_id, path.name)
        if file.holds_nothing():
            newer = file.newer_version()
            file.close()
            if newer is not None:
                raise NewerVaultError(part=path.name, version=newer)
            raise DamagedMarkError(file=path.name)
        return file

    def holds_nothing(self) -> bool:
        """Whether the file has the wrong size, or neither slot opens."""
        size = os.fstat(self._open_descriptor()).st_size
        return size != SLOT_BYTES * SLOTS or not any(self._slots)

    def newer_version(self) -> int | None:
        """The version both slots claim, if it is the same and newer than ours."""
        claimed = {_claimed_version(self._bytes(number)) for number in range(SLOTS)}
        version = claimed.pop() if len(claimed) == 1 else 0
        return version if version > VERSION else None

    def read(self) -> Mark | None:
        """The newest sound mark, or None when nothing was ever written."""
        counter, mark = self._newest()
        return None if counter == _NEVER_WRITTEN else mark

    def write(self, mark: Mark) -> None:
        """Overwrite the older slot in place; durable against a killed process, not flushed."""
        counter, _ = self._newest()
        number = self._older()
        self._slots[number] = (counter + 1, mark)
        self._store(number, _seal(self._key, self._vault_id, number, counter + 1, mark))

    def both_sound(self) -> bool:
        """Whether both slots open and follow each other; reads the file anew."""
        first, second = (self._load(number) for number in range(SLOTS))
        if first is None or second is None:
            return False
        apart = abs(first[0] - second[0])
        return apart == 1 or (apart == 0 and first[0] == _NEVER_WRITTEN)

    def both_open(self) -> bool:
        """Whether neither slot is damaged. A power cut may leave one of them some writes behind."""
        return all(self._load(number) is not None for number in range(SLOTS))

    def close(self) -> None:
        """Let go of the file; closing twice does nothing."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            os.close(descriptor)

    def __enter__(self) -> Self:
        """Keep the file open for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file at the end of the block."""
        self.close()

    def _newest(self) -> tuple[int, Mark]:
        sound = [slot for slot in self._slots if slot is not None]
        return max(sound, key=lambda slot: slot[0])

    def _older(self) -> int:
        counters = [-1 if slot is None else slot[0] for slot in self._slots]
        return counters.index(min(counters))

    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise ValueError("the mark file is closed")
        return self._descriptor

    def _store(self, number: int, data: bytes) -> None:
        descriptor = self._open_descriptor()
        os.lseek(descriptor, number * SLOT_BYTES, os.SEEK_SET)
        os.write(descriptor, data)

    def _bytes(self, number: int) -> bytes:
        descriptor = self._open_descriptor()
        os.lseek(descriptor, number * SLOT_BYTES, os.SEEK_SET)
        return os.read(descriptor, SLOT_BYTES)

    def _load(self, number: int) -> tuple[int, Mark] | None:
        return _unseal(self._key, self._vault_id, number, self._bytes(number))


def _claimed_version(data: bytes) -> int:
    """The version a slot claims, or 0 when it is not one of ours."""
    head, version = data[: len(MAGIC)], data[len(MAGIC) : len(MAGIC) + 2]
    return int.from_bytes(version, "big") if head == MAGIC else 0


def _bound(vault_id: bytes, number: int) -> bytes:
    """What a slot is tied to: format, version, vault, and its own place in the file."""
    return MAGIC + VERSION.to_bytes(2, "big") + vault_id + bytes([number])


def _seal(key: bytes, vault_id: bytes, number: int, counter: int, mark: Mark) -> bytes:
    """One slot of 512 bytes."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    inside = _INSIDE.pack(counter, mark.seq, mark.entry_id, mark.entry_count, mark.digest)
    sealed = _encrypt(inside, _bound(vault_id, number), nonce, key)
    return _HEAD.pack(MAGIC, VERSION, nonce) + sealed


def _unseal(key: bytes, vault_id: bytes, number: int, data: bytes) -> tuple[int, Mark] | None:
    """Counter and mark of a slot, or None when it does not open here."""
    if len(data) != SLOT_BYTES or data[:16] != MAGIC + VERSION.to_bytes(2, "big"):
        return None
    try:
        nonce, sealed = data[16 : _HEAD.size], data[_HEAD.size :]
        inside = _decrypt(sealed, _bound(vault_id, number), nonce, key)
    except CryptoError:
        return None
    counter, seq, entry_id, entry_count, digest = _INSIDE.unpack(inside)
    return counter, Mark(seq, entry_id, entry_count, digest)

"""The outer form that the slots file and the keyring file share, in every version of both.

    magic 16 · version u16 · content · SHA-256 of everything before 32

The sum finds accidents before any key is known; it proves nothing about who wrote the file. That
is what the keyed sums and seals inside are for.
"""

from __future__ import annotations

import hashlib
from typing import ClassVar

from kuager import N_, KuagerError

MAGIC_BYTES = 16
_VERSION_END = MAGIC_BYTES + 2
_SUM_BYTES = 32


class DamagedVaultError(KuagerError):
    """A key file of the vault is not one of ours, is empty, cut, or was changed."""

    code: ClassVar[str] = "damaged-vault"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "This vault has been altered or damaged, or is not a vault ({part}). Nothing was changed "
        "and nothing will be written over it. Restore {part} from a backup."
    )


class NewerVaultError(KuagerError):
    """A file has a version that this program does not know yet."""

    code: ClassVar[str] = "newer-vault"
    exit_code: ClassVar[int] = 6
    text: ClassVar[str] = N_(
        "This vault was made by a newer version of Kuager ({part}, version {version}). Nothing "
        "was changed. Install the newer version to open it."
    )


def framed(magic: bytes, version: int, content: bytes) -> bytes:
    """A whole file around its content; `magic` has 16 bytes."""
    if len(magic) != MAGIC_BYTES:
        raise ValueError("a magic has 16 bytes")
    told = magic + version.to_bytes(2, "big") + content
    return told + hashlib.sha256(told).digest()


def unframed(data: bytes, magic: bytes, version: int, part: str) -> bytes:
    """The content of a file of this version, or the error that says why there is none.

    `part` names the file in the error.
    """
    told, checksum = data[:-_SUM_BYTES], data[-_SUM_BYTES:]
    if len(told) < _VERSION_END or told[:MAGIC_BYTES] != magic:
        raise DamagedVaultError(part=part)
    if hashlib.sha256(told).digest() != checksum:
        raise DamagedVaultError(part=part)
    found = int.from_bytes(told[MAGIC_BYTES:_VERSION_END], "big")
    if found > version:
        raise NewerVaultError(part=part, version=found)
    if found != version:
        raise DamagedVaultError(part=part)
    return told[_VERSION_END:]

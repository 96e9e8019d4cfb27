"""From what a person types to a key: one spelling, then Argon2id with bounded parameters.

Memory is counted in bytes, time in passes over that memory. Parameters are read from a file that
an adversary may have written, so they are checked before any work is done with them.
"""

from __future__ import annotations

import secrets
import time
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13
from nacl.exceptions import RuntimeError as SodiumRuntimeError

from kuager import N_, KuagerError
from kuager.vault.platform import total_memory_bytes

MIB = 1 << 20
SALT_BYTES = 16
KEY_BYTES = 32

READ_FLOOR_BYTES = 64 * MIB
READ_CEILING_BYTES = 4096 * MIB
CREATE_FLOOR_BYTES = 256 * MIB
CREATE_CEILING_BYTES = 1024 * MIB
FEWEST_PASSES = 3
MOST_WORK_BYTES = 64 * 1024 * MIB
"""Memory times passes: about half a minute on a slow laptop, the time guard on reading."""

_STEP_BYTES = 64 * MIB
_UNIT_BYTES = 1024
_MOST_PASSES_CREATED = 12


class KdfOutOfBoundsError(KuagerError):
    """Key derivation parameters lie outside what any vault of ours has: altered or damaged."""

    code: ClassVar[str] = "kdf-out-of-bounds"
    exit_code: ClassVar[int] = 4
    text: ClassVar[str] = N_(
        "This vault has been altered or damaged: its passphrase parameters are not ours "
        "({memory_mib} MiB, {passes} passes). Nothing was changed. Restore the slots file from "
        "a backup."
    )


class NotEnoughMemoryError(KuagerError):
    """The machine could not give the memory that this passphrase derivation needs."""

    code: ClassVar[str] = "not-enough-memory"
    exit_code: ClassVar[int] = 1
    text: ClassVar[str] = N_(
        "Opening needs {memory_mib} MiB of free memory. Nothing was changed. "
        "Close other programs and try again."
    )


@dataclass(frozen=True, slots=True)
class KdfProfile:
    """Argon2id (version 1.3, one lane): memory in bytes, passes, and a salt of 16 bytes."""

    memory_bytes: int
    passes: int
    salt: bytes

    def renewed(self) -> KdfProfile:
        """The same cost under a fresh salt."""
        return KdfProfile(self.memory_bytes, self.passes, secrets.token_bytes(SALT_BYTES))


def calibrate(target_seconds: float = 1.0) -> KdfProfile:
    """Choose what takes about `target_seconds` here, never below 256 MiB and three passes.

    Memory comes first, up to a quarter of the machine's and 1 GiB; then more passes.
    """
    floor = KdfProfile(CREATE_FLOOR_BYTES, FEWEST_PASSES, secrets.token_bytes(SALT_BYTES))
    started = time.perf_counter()
    derive("calibration", floor)
    speed = CREATE_FLOOR_BYTES * FEWEST_PASSES / (time.perf_counter() - started)
    return fitted(speed * target_seconds, total_memory_bytes())


def fitted(work_bytes: float, machine_bytes: int) -> KdfProfile:
    """The parameters for an amount of work (memory times passes) on a machine of this size."""
    most = min(CREATE_CEILING_BYTES, machine_bytes // 4)
    wanted = min(most, int(work_bytes / FEWEST_PASSES))
    memory = max(CREATE_FLOOR_BYTES, wanted // _STEP_BYTES * _STEP_BYTES)
    passes = min(_MOST_PASSES_CREATED, max(FEWEST_PASSES, int(work_bytes / memory)))
    return KdfProfile(memory, passes, secrets.token_bytes(SALT_BYTES))


def cheapest_for_tests() -> KdfProfile:
    """The least that is ever read, with a fresh salt; `calibrate` never goes this low."""
    return KdfProfile(READ_FLOOR_BYTES, FEWEST_PASSES, secrets.token_bytes(SALT_BYTES))


def check_profile(profile: KdfProfile) -> None:
    """Refuse parameters below the floor, above the ceiling, or asking for too much work."""
    memory, passes = profile.memory_bytes, profile.passes
    sound = (
        READ_FLOOR_BYTES <= memory <= READ_CEILING_BYTES
        and passes >= FEWEST_PASSES
        and memory * passes <= MOST_WORK_BYTES
        and memory % _UNIT_BYTES == 0
        and len(profile.salt) == SALT_BYTES
    )
    if not sound:
        raise KdfOutOfBoundsError(memory_mib=memory // MIB, passes=passes)


def normalise(passphrase: str) -> bytes:
    """One spelling for what looks the same: NFKC, small letters, ё as е, single spaces.

    Invisible format characters go, as they come along with text copied from messengers. Nothing
    is cut off. Generated words lose no bit by this: they are small letters already.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", passphrase).casefold())
    visible = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    spelled = " ".join(visible.replace("ё", "е").split())
    return spelled.encode("utf-8", "replace")


def derive(passphrase: str, profile: KdfProfile) -> bytes:
    """The 32-byte key of a passphrase under checked parameters; takes about a second."""
    check_profile(profile)
    try:
        return crypto_pwhash_alg(
            KEY_BYTES,
            normalise(passphrase),
            profile.salt,
            profile.passes,
            profile.memory_bytes,
            crypto_pwhash_ALG_ARGON2ID13,
        )
    except (SodiumRuntimeError, MemoryError) as error:
        raise NotEnoughMemoryError(memory_mib=profile.memory_bytes // MIB) from error

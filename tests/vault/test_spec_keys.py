"""The three key files, opened by a reader that was written from `docs/spec/keys.md` alone."""

from __future__ import annotations

import hashlib
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import nacl.bindings
import nacl.exceptions
import pytest
from argon2.low_level import Type, hash_secret_raw

from kuager.vault import keyring as rings
from kuager.vault import keys, passphrase, recovery
from kuager.vault.keys import Secret
from kuager.vault.mark import Mark, MarkFile

if TYPE_CHECKING:
    from tests.vault.conftest import Made

PAGE = Path(__file__).parents[2] / "docs" / "spec" / "keys.md"
SPELLED = b"mango lantern otter violin garden pebble cloud"
COUNTING = bytes(range(32))


def subkey(parent: bytes, number: int) -> bytes:
    """Section 2, with the BLAKE2b of the standard library."""
    salt, person = number.to_bytes(8, "little") + bytes(8), b"kuagerV1" + bytes(8)
    return hashlib.blake2b(b"", digest_size=32, key=parent, salt=salt, person=person).digest()


def opened(sealed: bytes, bound: bytes, nonce: bytes, key: bytes) -> bytes:
    """One AEAD."""
    return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, bound, nonce, key)


def master_key(data: bytes) -> bytes:
    """Sections 1 and 3, with the Argon2id of the reference implementation."""
    assert hashlib.sha256(data[:-32]).digest() == data[-32:]
    content, slot = data[18:-32], data[36 : 36 + 115]
    kib, passes = struct.unpack_from(">II", slot, 19)
    key = hash_secret_raw(SPELLED, slot[27:43], passes, kib, 1, 32, Type.ID)
    master = opened(slot[67:], data[:34] + slot[:43], slot[43:67], key)
    told = hashlib.blake2b(data[:18] + content[:-32], digest_size=32, key=subkey(master, 3))
    assert told.digest() == content[-32:]
    return master


def test_the_page_opens_a_slots_file(made: Made) -> None:
    """Passphrase to master key, seals and both sums, by the page."""
    assert made.vmk.secret.reveal() == master_key(made.data)


def test_the_page_opens_a_keyring(made: Made) -> None:
    """Frame, seal, padding and every field, by the page."""
    ring = rings.Keyring.fresh(made.vmk.vault_id)
    epoch = ring.new_epoch(b"c" * 16)
    data = rings.sealed(ring, made.vmk, generation=5)
    content, key = data[18:-32], subkey(made.vmk.secret.reveal(), 1)
    padded = opened(content[40:], data[:18] + content[:16], content[16:40], key)
    length = int.from_bytes(padded[:4], "big")
    assert (0, 0) == (len(padded) % 16384, int.from_bytes(padded[4 + length :], "big"))
    expected = [5, ring.database_key, None, ring.signing_seed, ring.receive_identity]
    circles = [[b"c" * 16, [[epoch.id, epoch.key.reveal(), False]]]]
    assert [*expected, circles] == msgspec.msgpack.decode(padded[4 : 4 + length])
    told = hashlib.sha256(b"kuager/epoch/v1\0" + b"c" * 16 + epoch.key.reveal()).digest()
    assert told[:16] == epoch.id


def test_the_page_opens_a_mark(made: Made, tmp_path: Path) -> None:
    """Place, binding and fields of both slots, by the page."""
    with MarkFile.create(tmp_path / "mark", made.vmk.mark_key(), made.vmk.vault_id) as file:
        file.write(Mark(7, b"e" * 32, 9, b"d" * 32))
    data, key = (tmp_path / "mark").read_bytes(), subkey(made.vmk.secret.reveal(), 2)
    found = []
    for number, slot in enumerate((data[:512], data[512:])):
        bound = slot[:16] + made.vmk.vault_id + bytes([number])
        found.append(opened(slot[40:], bound, slot[16:40], key))
    written = struct.pack(">QQ", 1, 7) + b"e" * 32 + struct.pack(">Q", 9) + b"d" * 32
    assert {written + bytes(368), bytes(456)} == set(found)


def test_the_page_does_not_open_with_another_key(made: Made) -> None:
    """The reader above can fail: another master key opens nothing."""
    ring = rings.sealed(rings.Keyring.fresh(made.vmk.vault_id), made.vmk, generation=1)
    with pytest.raises(nacl.exceptions.CryptoError):
        opened(ring[58:-32], ring[:34], ring[34:58], subkey(bytes(32), 1))


def test_the_vectors_of_the_page_hold() -> None:
    """Every value in the table is what the code gives, in the order of the table."""
    given = [
        *(keys.derive_subkey(COUNTING, number, b"kuagerV1") for number in (1, 2, 3)),
        keys.epoch_id(b"\x11" * 16, b"\x22" * 32),
        recovery.recovery_key(Secret(COUNTING[:16]), bytes(16)),
        passphrase.derive("Mango  Otter", passphrase.KdfProfile(64 << 20, 3, bytes(16))),
    ]
    table = PAGE.read_text("utf-8").partition("## 10 Vectors")[2]
    assert [value.hex() for value in given] == re.findall(r"`([0-9a-f]{32,})`", table)

"""Secrets, the master key and what is drawn from it."""

from __future__ import annotations

import copy
import hashlib
import pickle

import pytest

from kuager.vault.keys import Epoch, Secret, Vmk, derive_subkey, epoch_id


def test_a_secret_shows_nothing() -> None:
    """Neither printing nor formatting a secret, or what holds one, shows a byte of it."""
    value = b"0123456789abcdef0123456789abcdef"
    shown = f"{Secret(value)!r}{Secret(value)}{Vmk(bytes(16), Secret(value))}"
    shown += f"{Epoch(bytes(16), Secret(value))}"
    assert b"0123" not in shown.encode()
    assert value.hex() not in shown


def test_a_secret_is_not_copied_out_of_the_process() -> None:
    """A secret refuses to be pickled, deep-copied and hashed."""
    secret = Secret(b"k" * 32)
    for act in (pickle.dumps, copy.deepcopy, hash):
        with pytest.raises(TypeError):
            act(secret)


def test_secrets_are_equal_by_value_and_only_to_secrets() -> None:
    """Equality compares the bytes, lengths differ safely, and raw bytes are never equal."""
    assert Secret(b"a" * 32) == Secret(b"a" * 32)
    assert Secret(b"a" * 32) != Secret(b"b" * 32)
    assert Secret(b"a" * 31) != Secret(b"a" * 32)
    assert Secret(b"a" * 32) != b"a" * 32


def test_subkeys_are_those_of_libsodiums_kdf() -> None:
    """The first 32-byte subkey of libsodium's own test comes out byte for byte."""
    known = "c13fcc2e6cd0cd0f82d93b163a5696c5105378f8c629d36baf3ae0239de9c280"
    assert bytes.fromhex(known) == derive_subkey(bytes(range(32)), 0, b"KDF test")


def test_subkeys_are_keyed_blake2b_of_the_standard_library() -> None:
    """A second implementation of BLAKE2b gives the same subkey."""
    parent, salt = b"p" * 32, (7).to_bytes(8, "little") + bytes(8)
    second = hashlib.blake2b(
        b"", digest_size=32, key=parent, salt=salt, person=b"kuagerV1" + bytes(8)
    )
    assert second.digest() == derive_subkey(parent, 7, b"kuagerV1")


@pytest.mark.parametrize(("parent", "context"), [(b"p" * 31, b"kuagerV1"), (b"p" * 32, b"short")])
def test_a_parent_or_context_of_another_length_is_refused(parent: bytes, context: bytes) -> None:
    """Short parents are not stretched and contexts are not padded."""
    with pytest.raises(ValueError, match="32 bytes"):
        derive_subkey(parent, 1, context)


def test_the_three_keys_of_a_vault_differ() -> None:
    """Keyring, mark and slots never share a key, within a vault or between two."""
    keys = {
        key
        for vmk in (Vmk.fresh(), Vmk.fresh())
        for key in (vmk.keyring_key(), vmk.mark_key(), vmk.slots_mac_key(), vmk.secret.reveal())
    }
    assert len(keys) == 8


def test_a_vault_id_can_be_kept_under_a_new_master_key() -> None:
    """A fresh master key for a known vault keeps the id and changes every key."""
    old = Vmk.fresh()
    new = Vmk.fresh(old.vault_id)
    assert old.vault_id == new.vault_id
    assert old.keyring_key() != new.keyring_key()


def test_an_epoch_id_follows_from_circle_and_key() -> None:
    """The id is the first 16 bytes of the domain-separated SHA-256 of circle and key."""
    told = hashlib.sha256(b"kuager/epoch/v1\0" + b"c" * 16 + b"k" * 32).digest()[:16]
    assert told == epoch_id(b"c" * 16, b"k" * 32) == Epoch.of(b"c" * 16, b"k" * 32).id


def test_one_key_in_two_circles_has_two_ids() -> None:
    """An epoch cannot be moved to another circle under its id."""
    assert epoch_id(b"a" * 16, b"k" * 32) != epoch_id(b"b" * 16, b"k" * 32)

"""Signatures of devices over entry ids."""

from __future__ import annotations

from os import urandom

import pytest
from nacl.bindings import crypto_core_ed25519_add, crypto_sign_open, crypto_sign_seed_keypair

from kuager.vault import sign

SEED = bytes(range(32))
ENTRY = bytes(reversed(range(32)))
ORDER = 2**252 + 27742317777372353535851937790883648493
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


def test_a_signature_verifies_for_its_device_and_entry() -> None:
    """What a device signed verifies under its public key."""
    assert sign.verify_entry(sign.device_key(SEED), ENTRY, sign.sign_entry(SEED, ENTRY))


def test_a_device_key_is_that_of_the_standard() -> None:
    """The first test vector of RFC 8032 gives its public key."""
    seed = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    known = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert known == sign.device_key(seed).hex()


def test_the_domain_is_signed_with_the_id() -> None:
    """The signed bytes are "kuager/entry/v1", a zero byte, and the id."""
    signed = sign.sign_entry(SEED, ENTRY) + b"kuager/entry/v1\0" + ENTRY
    public, _ = crypto_sign_seed_keypair(SEED)
    assert crypto_sign_open(signed, public) == b"kuager/entry/v1\0" + ENTRY


@pytest.mark.parametrize("place", range(64))
def test_a_changed_byte_of_a_signature_is_refused(place: int) -> None:
    """Whatever byte is changed, it does not verify."""
    changed = bytearray(sign.sign_entry(SEED, ENTRY))
    changed[place] ^= 0x10
    assert not sign.verify_entry(sign.device_key(SEED), ENTRY, bytes(changed))


@pytest.mark.parametrize("place", range(32))
def test_a_changed_byte_of_the_entry_id_is_refused(place: int) -> None:
    """A signature fits one id only."""
    changed = bytearray(ENTRY)
    changed[place] ^= 0x01
    signature = sign.sign_entry(SEED, ENTRY)
    assert not sign.verify_entry(sign.device_key(SEED), bytes(changed), signature)


def test_the_key_of_another_device_is_refused() -> None:
    """A colleague cannot be made the author."""
    assert not sign.verify_entry(sign.device_key(urandom(32)), ENTRY, sign.sign_entry(SEED, ENTRY))


def test_another_domain_is_refused() -> None:
    """A signature over a letter is none over an entry, though the bytes be equal."""
    signature = sign.sign_message(SEED, b"kuager/letter/v1\0", ENTRY)
    assert not sign.verify_entry(sign.device_key(SEED), ENTRY, signature)


@pytest.mark.parametrize("domain", [b"", b"kuager/entry/v1", b"kuager/entry/v1\0x"])
def test_a_domain_without_its_end_is_refused(domain: bytes) -> None:
    """A domain ends in a zero byte, so it cannot run into the message."""
    with pytest.raises(ValueError, match="zero byte"):
        sign.sign_message(SEED, domain, ENTRY)


@pytest.mark.parametrize("length", [0, 1, 32, 63, 65, 128])
def test_a_signature_of_another_length_is_refused(length: int) -> None:
    """Signatures have 64 bytes; nothing is cut or filled up."""
    signature = (sign.sign_entry(SEED, ENTRY) * 2)[:length]
    assert not sign.verify_entry(sign.device_key(SEED), ENTRY, signature)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    """Device keys have 32 bytes."""
    public = (sign.device_key(SEED) * 2)[:length]
    assert not sign.verify_entry(public, ENTRY, sign.sign_entry(SEED, ENTRY))


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_key_of_small_order_is_refused(point: str) -> None:
    """Keys under which one signature fits many messages are not keys."""
    public = bytes.fromhex(point)
    assert not sign.is_sound_key(public)
    assert not sign.verify_entry(public, ENTRY, public + bytes(32))


@pytest.mark.parametrize("point", SMALL_ORDER[1:8])
def test_a_key_of_mixed_order_is_refused(point: str) -> None:
    """A sound key plus a point of small order is refused, though libraries differ on it."""
    public = sign.device_key(SEED)
    try:
        mixed = crypto_core_ed25519_add(public, bytes.fromhex(point))
    except RuntimeError:
        pytest.skip("not a point this library adds")
    assert mixed == public or not sign.is_sound_key(mixed)


def test_a_second_form_of_a_signature_is_refused() -> None:
    """Adding the group order to the scalar gives other bytes that must not verify."""
    signature = sign.sign_entry(SEED, ENTRY)
    scalar = int.from_bytes(signature[32:], "little") + ORDER
    second = signature[:32] + scalar.to_bytes(32, "little")
    assert not sign.verify_entry(sign.device_key(SEED), ENTRY, second)

"""Bodies, wraps, salts and buckets."""

from __future__ import annotations

from os import urandom

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
)

from kuager.vault import seal
from kuager.vault.keys import Epoch

ENTRY = bytes(range(32))
CIRCLE = b"c" * 16
EPOCH = Epoch.fresh(CIRCLE)
KEY = seal.new_content_key()


def test_a_body_opens_to_what_was_sealed() -> None:
    """A body sealed for an entry opens for that entry and key, and tells its seal id."""
    seal_id, blob = seal.seal_body(ENTRY, b"what happened", KEY)
    assert seal.open_body(ENTRY, blob, KEY) == b"what happened"
    assert seal_id == seal.body_seal_id(blob)


def test_a_body_has_the_layout_of_the_design() -> None:
    """Seal id 16, nonce 24, then XChaCha20-Poly1305 bound to domain, entry and seal id."""
    seal_id, blob = seal.seal_body(ENTRY, b"plain", KEY)
    bound = b"kuager/body/v1\0" + ENTRY + seal_id
    by_hand = crypto_aead_xchacha20poly1305_ietf_decrypt(blob[40:], bound, blob[16:40], KEY)
    assert by_hand == b"plain"
    assert len(blob) - len(b"plain") == seal.BODY_OVERHEAD_BYTES


def test_a_wrap_has_the_layout_of_the_design() -> None:
    """Seal id 16, epoch 16, nonce 24, sealed content key 48, bound to all ids."""
    seal_id = urandom(16)
    wrap = seal.wrap_key(ENTRY, seal_id, EPOCH, KEY)
    bound = b"kuager/wrap/v1\0" + ENTRY + seal_id + EPOCH.id
    by_hand = crypto_aead_xchacha20poly1305_ietf_decrypt(
        wrap[56:], bound, wrap[32:56], EPOCH.key.reveal()
    )
    assert by_hand == KEY
    assert 104 == len(wrap) == seal.WRAP_BYTES
    assert (seal_id, EPOCH.id) == seal.wrap_ids(wrap)
    assert (seal_id, KEY) == seal.unwrap_key(ENTRY, wrap, EPOCH)


def test_one_text_sealed_twice_shows_no_likeness() -> None:
    """Two seals of one text under one key share no seal id, nonce or ciphertext."""
    first, second = (seal.seal_body(ENTRY, b"x" * 512, KEY)[1] for _ in range(2))
    assert not {first[:16], first[16:40], first[40:]} & {second[:16], second[16:40], second[40:]}


@pytest.mark.parametrize("place", range(16 + 24 + 7 + 16))
def test_a_changed_byte_of_a_body_is_refused(place: int) -> None:
    """Whatever byte of a body is changed, it does not open."""
    _, blob = seal.seal_body(ENTRY, b"content", KEY)
    changed = bytearray(blob)
    changed[place] ^= 0x40
    with pytest.raises(seal.BrokenSealError):
        seal.open_body(ENTRY, bytes(changed), KEY)


@pytest.mark.parametrize("place", range(seal.WRAP_BYTES))
def test_a_changed_byte_of_a_wrap_is_refused(place: int) -> None:
    """Whatever byte of a wrap is changed, it does not open."""
    changed = bytearray(seal.wrap_key(ENTRY, urandom(16), EPOCH, KEY))
    changed[place] ^= 0x01
    with pytest.raises(seal.BrokenSealError):
        seal.unwrap_key(ENTRY, bytes(changed), EPOCH)


@pytest.mark.parametrize("length", range(seal.BODY_OVERHEAD_BYTES + 7))
def test_a_body_cut_at_any_byte_is_refused(length: int) -> None:
    """No beginning of a body opens, however short."""
    _, blob = seal.seal_body(ENTRY, b"content", KEY)
    with pytest.raises(seal.BrokenSealError):
        seal.open_body(ENTRY, blob[:length], KEY)


@pytest.mark.parametrize("length", [*range(seal.WRAP_BYTES), seal.WRAP_BYTES + 1])
def test_a_wrap_of_another_length_is_refused(length: int) -> None:
    """A wrap has 104 bytes, no fewer and no more."""
    wrap = seal.wrap_key(ENTRY, urandom(16), EPOCH, KEY) + b"\0"
    with pytest.raises(seal.BrokenSealError):
        seal.unwrap_key(ENTRY, wrap[:length], EPOCH)


def test_a_body_put_under_another_entry_is_refused() -> None:
    """A body swapped to another entry does not open, with the right key."""
    _, blob = seal.seal_body(ENTRY, b"content", KEY)
    with pytest.raises(seal.BrokenSealError):
        seal.open_body(bytes(32), blob, KEY)


def test_a_wrap_put_under_another_entry_is_refused() -> None:
    """A wrap swapped to another entry does not open, with the right epoch."""
    wrap = seal.wrap_key(ENTRY, urandom(16), EPOCH, KEY)
    with pytest.raises(seal.BrokenSealError):
        seal.unwrap_key(bytes(32), wrap, EPOCH)


def test_a_wrap_relabelled_to_another_epoch_is_refused() -> None:
    """A wrap whose epoch id was rewritten opens under neither epoch."""
    other = Epoch.fresh(CIRCLE)
    wrap = seal.wrap_key(ENTRY, urandom(16), EPOCH, KEY)
    relabelled = wrap[:16] + other.id + wrap[32:]
    for epoch in (EPOCH, other):
        with pytest.raises(seal.BrokenSealError):
            seal.unwrap_key(ENTRY, relabelled, epoch)


def test_an_epoch_id_cannot_stand_for_another_key() -> None:
    """A wrap opens only where the id of its epoch and the key both fit."""
    wrap = seal.wrap_key(ENTRY, urandom(16), EPOCH, KEY)
    for impostor in (Epoch(EPOCH.id, Epoch.fresh(CIRCLE).key), Epoch(bytes(16), EPOCH.key)):
        with pytest.raises(seal.BrokenSealError):
            seal.unwrap_key(ENTRY, wrap, impostor)


def test_a_body_is_not_a_wrap() -> None:
    """What was sealed under one domain does not open under the other, ids and key being equal."""
    nonce, ids = urandom(24), urandom(16) + EPOCH.id
    body_bound = b"kuager/body/v1\0" + ENTRY + ids
    forged = crypto_aead_xchacha20poly1305_ietf_encrypt(KEY, body_bound, nonce, EPOCH.key.reveal())
    with pytest.raises(seal.BrokenSealError):
        seal.unwrap_key(ENTRY, ids + nonce + forged, EPOCH)


def test_the_error_of_a_broken_seal_names_the_entry_and_no_content() -> None:
    """The sentence carries the part and the entry id only."""
    _, blob = seal.seal_body(ENTRY, b"a name", KEY)
    with pytest.raises(seal.BrokenSealError) as caught:
        seal.open_body(ENTRY, blob, bytes(32))
    assert {"part": "body", "entry": ENTRY.hex()} == caught.value.facts


def test_salts_are_libsodiums_deterministic_stream() -> None:
    """Salts follow from the seed alone, 16 bytes a leaf, and a shorter run begins a longer one."""
    known = "0d8e6cc68715648926732e7ea73250cfaf2d58422083904c841a8ba33b986111"
    assert bytes.fromhex(known) == seal.salts(bytes(range(32)), 2)
    assert seal.salts(bytes(32), 3) == seal.salts(bytes(32), 8192)[:48]
    assert seal.salts(bytes(32), 0) == b""
    assert seal.salts(bytes(32), 3) != seal.salts(b"\1" + bytes(31), 3)


@given(st.integers(min_value=0, max_value=1 << 40))
def test_a_bucket_holds_its_length_and_wastes_little(length: int) -> None:
    """Padmé never cuts, adds at most 12 %, and leaves a bucket as it is."""
    bucket = seal.padme(length)
    assert length <= bucket <= length + length * 12 // 100 + 1
    assert bucket == seal.padme(bucket)


@pytest.mark.parametrize(
    ("length", "bucket"),
    [(0, 0), (1, 1), (2, 2), (9, 10), (100, 104), (1000, 1024), (1_000_000, 1_015_808)],
)
def test_buckets_are_padmes(length: int, bucket: int) -> None:
    """Buckets are those of the published scheme."""
    assert bucket == seal.padme(length)


def test_there_are_few_buckets() -> None:
    """All lengths up to 1 MiB fall into fewer than 300 sizes."""
    assert len({seal.padme(length) for length in range(0, 1 << 20, 7)}) < 300

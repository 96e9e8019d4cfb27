"""The keyring: what it holds, and what of it must never be read."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt
from pyrage import x25519

from kuager.vault import keyring as rings
from kuager.vault.frame import DamagedVaultError, NewerVaultError
from kuager.vault.keyring import Keyring, UnknownEpochError
from kuager.vault.keys import Epoch, Vmk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CIRCLE, OTHER = b"c" * 16, b"o" * 16
VMK = Vmk.fresh(b"v" * 16)


def filled() -> Keyring:
    """A keyring with two circles, three epochs and a swap under way."""
    ring = Keyring.fresh(VMK.vault_id)
    ring.new_epoch(CIRCLE)
    ring.new_epoch(CIRCLE)
    ring.new_epoch(OTHER)
    ring.next_database_key = b"n" * 32
    return ring


RING = filled()
DATA = rings.sealed(RING, VMK, generation=7)


def summed(data: bytes) -> bytes:
    """The file with the open checksum an adversary can compute anew."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()


def forged(inside: object, *, padding: int = 0, last: bytes = b"\0") -> bytes:
    """A file sealed with the right key around contents that Kuager would not write."""
    told = inside if isinstance(inside, bytes) else msgspec.msgpack.encode(inside)
    padded = struct.pack(">I", len(told)) + told
    padded += bytes(-len(padded) % rings.BUCKET_BYTES + padding)
    padded = padded[:-1] + last
    bound = rings.MAGIC + b"\0\1" + VMK.vault_id
    shut = crypto_aead_xchacha20poly1305_ietf_encrypt(padded, bound, bytes(24), VMK.keyring_key())
    return summed(rings.MAGIC + b"\0\1" + VMK.vault_id + bytes(24) + shut + bytes(32))


def parts() -> list[object]:
    """What stands inside a keyring file, in its order."""
    circles = [
        [circle, [[epoch.id, epoch.key.reveal(), epoch.closed] for epoch in RING.epochs[circle]]]
        for circle in sorted(RING.epochs)
    ]
    keys = [RING.database_key, RING.next_database_key, RING.signing_seed]
    return [7, *keys, RING.receive_identity, circles]


def test_a_keyring_reads_back_as_it_was_saved(tmp_path: Path) -> None:
    """Every key, epoch and the generation come back, a swap under way included."""
    ring = filled()
    rings.save(tmp_path / "keyring", ring, VMK)
    assert ring == rings.load(tmp_path / "keyring", VMK)


def test_each_save_is_a_new_generation(tmp_path: Path) -> None:
    """The generation grows with every save, on disk and in memory."""
    ring, path = filled(), tmp_path / "keyring"
    for expected in (1, 2, 3):
        rings.save(path, ring, VMK)
        assert expected == ring.generation == rings.load(path, VMK).generation


def test_a_failed_save_keeps_generation_and_file(tmp_path: Path) -> None:
    """When a save cannot be done, the old keyring stands and counts."""
    ring, path = filled(), tmp_path / "keyring"
    rings.save(path, ring, VMK)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="another vault"):
        rings.save(path, ring, Vmk.fresh())
    assert (1, before) == (ring.generation, path.read_bytes())


def test_printing_a_keyring_shows_no_key() -> None:
    """No secret of a keyring stands in its text form."""
    shown = repr(RING)
    secrets = [RING.database_key, RING.signing_seed, RING.epochs[CIRCLE][0].key.reveal()]
    assert not any(repr(secret)[2:-1] in shown or secret.hex() in shown for secret in secrets)
    assert "AGE-SECRET-KEY" not in shown


def test_a_new_epoch_closes_the_earlier_ones() -> None:
    """New wraps are made under the newest epoch alone; the others only open."""
    ring = Keyring.fresh(VMK.vault_id)
    first, second = ring.new_epoch(CIRCLE), ring.new_epoch(CIRCLE)
    assert second == ring.current_epoch(CIRCLE)
    assert ring.find_epoch(CIRCLE, first.id).closed
    assert first.key == ring.find_epoch(CIRCLE, first.id).key


def test_destroyed_epochs_are_gone() -> None:
    """Only the epochs kept by id remain; a circle without any is forgotten whole."""
    ring = Keyring.fresh(VMK.vault_id)
    first, second = ring.new_epoch(CIRCLE), ring.new_epoch(CIRCLE)
    assert ring.destroy_epochs(CIRCLE, keep=[second.id]) == 1
    with pytest.raises(UnknownEpochError):
        ring.find_epoch(CIRCLE, first.id)
    assert ring.destroy_epochs(CIRCLE) == 1
    assert ring.epochs == {}


def test_an_epoch_of_another_circle_is_not_taken_in() -> None:
    """An epoch whose id does not follow from this circle and key is refused."""
    ring = Keyring.fresh(VMK.vault_id)
    for stray in (Epoch.fresh(OTHER), Epoch(bytes(16), Epoch.fresh(CIRCLE).key)):
        with pytest.raises(ValueError, match="does not belong"):
            ring.add_epoch(CIRCLE, stray)


def test_an_unknown_epoch_is_named_by_its_ids() -> None:
    """Asking for a key that is not held says which, by ids only."""
    with pytest.raises(UnknownEpochError) as caught:
        Keyring.fresh(VMK.vault_id).find_epoch(CIRCLE, b"e" * 16)
    assert {"epoch": (b"e" * 16).hex(), "circle": CIRCLE.hex()} == caught.value.facts
    with pytest.raises(UnknownEpochError):
        Keyring.fresh(VMK.vault_id).current_epoch(CIRCLE)


def test_a_renewed_receive_identity_forgets_the_old() -> None:
    """Letters to the old identity cannot be read any more."""
    ring = Keyring.fresh(VMK.vault_id)
    old = ring.receive_identity
    assert str(x25519.Identity.from_str(old).to_public()) != ring.renew_receive_identity()
    assert ring.receive_recipient() == str(
        x25519.Identity.from_str(ring.receive_identity).to_public()
    )


def test_every_flipped_byte_is_found() -> None:
    """An accident in any byte of the file is called damage."""
    for place in range(len(DATA)):
        flipped = bytearray(DATA)
        flipped[place] ^= 0x04
        with pytest.raises(DamagedVaultError):
            rings.opened(bytes(flipped), VMK)


def test_no_forged_byte_opens() -> None:
    """Whatever byte is rewritten with a fitting checksum, the keyring stays shut."""
    places = [*range(200), *range(200, len(DATA) - 32, 61)]
    for place in places:
        changed = bytearray(DATA)
        changed[place] ^= 0x01
        with pytest.raises((DamagedVaultError, NewerVaultError)):
            rings.opened(summed(bytes(changed)), VMK)


@settings(max_examples=200)
@given(st.integers(min_value=0, max_value=len(DATA) - 1))
def test_a_cut_keyring_is_damaged(length: int) -> None:
    """No beginning of the file passes for a whole one, fitting checksum or not."""
    for data in (DATA[:length], summed(DATA[:length])):
        with pytest.raises((DamagedVaultError, NewerVaultError)):
            rings.opened(data, VMK)


def test_a_missing_keyring_is_damage_and_never_made_anew(tmp_path: Path) -> None:
    """Without its keyring a vault is refused, and no empty one is written."""
    with pytest.raises(DamagedVaultError):
        rings.load(tmp_path / "keyring", VMK)
    assert list(tmp_path.iterdir()) == []


def test_a_future_version_is_newer() -> None:
    """A version this program does not know asks for the newer program."""
    with pytest.raises(NewerVaultError):
        rings.opened(summed(DATA[:16] + b"\0\x02" + DATA[18:]), VMK)


def test_the_keyring_of_another_vault_is_refused() -> None:
    """Neither another master key nor another vault id under the same key opens it."""
    for stray in (Vmk.fresh(VMK.vault_id), Vmk(b"w" * 16, VMK.secret)):
        with pytest.raises(DamagedVaultError):
            rings.opened(DATA, stray)


def test_a_slots_file_is_no_keyring() -> None:
    """The magic tells the two files apart, with a fitting checksum."""
    with pytest.raises(DamagedVaultError):
        rings.opened(summed(b"kuager/slots\0\0\0\0" + DATA[16:]), VMK)


def test_contents_in_our_own_form_are_read() -> None:
    """The forger used below writes what Kuager reads when nothing is wrong."""
    assert RING.epochs == rings.opened(forged(parts()), VMK).epochs


def with_part(place: int, value: object) -> Callable[[], list[object]]:
    """Contents with one part replaced."""
    return lambda: [*parts()[:place], value, *parts()[place + 1 :]]


STRANGE: dict[str, Callable[[], object]] = {
    "short database key": with_part(1, b"k" * 31),
    "text as database key": with_part(1, "k" * 32),
    "short next key": with_part(2, b""),
    "long seed": with_part(3, b"k" * 33),
    "no identity": with_part(4, ""),
    "public instead of secret": with_part(4, RING.receive_recipient()),
    "negative generation": with_part(0, -1),
    "generation as text": with_part(0, "7"),
    "circle without epochs": with_part(5, [[CIRCLE, []]]),
    "short circle": with_part(5, [[b"c", [[Epoch.of(b"c", b"k" * 32).id, b"k" * 32, False]]]]),
    "epoch id of another key": with_part(5, [[CIRCLE, [[b"e" * 16, b"k" * 32, False]]]]),
    "epoch of another circle": with_part(
        5, [[CIRCLE, [[Epoch.of(OTHER, b"k" * 32).id, b"k" * 32, False]]]]
    ),
    "circles in another order": with_part(5, list(reversed(parts()[5]))),  # type: ignore[call-overload]
    "one circle twice": with_part(5, [parts()[5][0], parts()[5][0]]),  # type: ignore[index]
    "a part too many": lambda: [*parts(), 1],
    "a part too few": lambda: parts()[:-1],
    "a map": lambda: {"generation": 1},
    "not msgpack": lambda: b"\xc1",
    "bytes after the end": lambda: msgspec.msgpack.encode(parts()) + b"\0",
    "a longer form of a number": lambda: b"\x96\xcc\x07" + msgspec.msgpack.encode(parts())[2:],
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
def test_contents_in_another_form_are_refused(strange: Callable[[], object]) -> None:
    """Only the one encoding of sound keys is read, sealed rightly or not."""
    with pytest.raises(DamagedVaultError):
        rings.opened(forged(strange()), VMK)


def test_padding_has_one_form() -> None:
    """A bucket too many is refused, and so are bytes in the padding."""
    for data in (forged(parts(), padding=rings.BUCKET_BYTES), forged(parts(), last=b"\1")):
        with pytest.raises(DamagedVaultError):
            rings.opened(data, VMK)


def test_size_does_not_tell_how_many_circles_there_are() -> None:
    """A keyring of one circle and one of a hundred have the same size."""
    small, large = Keyring.fresh(VMK.vault_id), Keyring.fresh(VMK.vault_id)
    small.new_epoch(CIRCLE)
    for number in range(100):
        large.new_epoch(number.to_bytes(16, "big"))
    sizes = {len(rings.sealed(ring, VMK, generation=1)) for ring in (small, large)}
    assert len(sizes) == 1

"""The slots file: every way in, and every way it must stay shut."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

import pytest

from kuager import KuagerError
from kuager.vault import slots
from kuager.vault.keys import Vmk
from kuager.vault.passphrase import (
    MIB,
    KdfOutOfBoundsError,
    KdfProfile,
    cheapest_for_tests,
)
from kuager.vault.recovery import new_recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.vault.conftest import Made

PHRASE = "mango lantern otter violin garden pebble cloud"
HEAD_BYTES = 18 + 16 + 2
SLOT_BYTES = 115
MEMORY_AT, PASSES_AT = HEAD_BYTES + 19, HEAD_BYTES + 23


def summed(data: bytes) -> bytes:
    """The file with the open checksum an adversary can compute anew."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()


def changed(data: bytes, place: int, new: bytes) -> bytes:
    """The file with some bytes replaced and its open checksum made to fit."""
    return summed(data[:place] + new + data[place + len(new) :])


def test_a_passphrase_opens_its_vault(made: Made) -> None:
    """The right passphrase gives back the master key and the vault id."""
    vmk = slots.unlock(made.data, PHRASE)
    assert (made.vmk.vault_id, made.vmk.secret) == (vmk.vault_id, vmk.secret)


def test_capitals_and_spaces_do_not_lock_a_person_out(made: Made) -> None:
    """The same words with other capitals and spaces open the vault."""
    typed = "  Mango  LANTERN otter\tviolin garden pebble Cloud "
    assert made.vmk.secret == slots.unlock(made.data, typed).secret


def test_a_wrong_passphrase_is_said_once_and_clearly(made: Made) -> None:
    """A wrong passphrase is refused with no word on how near it was."""
    with pytest.raises(slots.WrongPassphraseError) as caught:
        slots.unlock(made.data, PHRASE.replace("cloud", "clouds"))
    assert caught.value.facts == {"hint": None}


def test_the_other_layout_gives_a_hint(made: Made) -> None:
    """Words typed under the Russian layout are refused with the hint that names it."""
    with pytest.raises(slots.WrongPassphraseError) as caught:
        slots.unlock(made.data, "ьфтпщ дфтеукт щееук мшщдшт пфквут зуииду сдщгв")
    assert caught.value.facts == {"hint": "typed-in-cyrillic"}


def test_recovery_words_open_the_vault(made: Made) -> None:
    """The sheet opens what the passphrase opens."""
    assert made.vmk.secret == slots.unlock_with_recovery(made.data, made.words).secret


def test_the_sheet_of_another_vault_does_not_open_this_one(made: Made) -> None:
    """Sound words of another sheet are told apart from mistyped ones."""
    with pytest.raises(slots.WrongRecoveryError):
        slots.unlock_with_recovery(made.data, new_recovery()[0])


def test_a_new_passphrase_replaces_the_old(made: Made) -> None:
    """After a change the new words open, the old do not, the sheet still does."""
    new = "window teapot saddle ribbon maple dolphin"
    data = slots.change_passphrase(made.data, made.vmk, new, profile=cheapest_for_tests())
    assert made.vmk.secret == slots.unlock(data, new).secret
    assert made.vmk.secret == slots.unlock_with_recovery(data, made.words).secret
    with pytest.raises(slots.WrongPassphraseError):
        slots.unlock(data, PHRASE)


def test_a_new_passphrase_takes_a_new_slot_number(made: Made) -> None:
    """Slot numbers only grow, so an old slot cannot be put back in the place of the new."""
    data = slots.change_passphrase(made.data, made.vmk, "x", profile=cheapest_for_tests())
    assert [(slot.label, slot.number) for slot in slots.list_slots(data)] == [
        ("recovery", 2),
        ("first", 3),
    ]


def test_a_salt_is_never_used_twice(made: Made) -> None:
    """A profile handed in lends its cost, never its salt."""
    profile = slots.list_slots(made.data)[0].profile
    data = slots.change_passphrase(made.data, made.vmk, "x", profile=profile)
    assert profile.salt not in data


def test_a_removed_slot_opens_no_more(made: Made) -> None:
    """Without its slot the recovery sheet is worthless, and the passphrase still opens."""
    data = slots.remove_slot(made.data, made.vmk, "recovery")
    with pytest.raises(slots.WrongRecoveryError):
        slots.unlock_with_recovery(data, made.words)
    assert made.vmk.secret == slots.unlock(data, PHRASE).secret


def test_the_last_slot_cannot_be_removed(made: Made) -> None:
    """A vault that nothing opens is never written."""
    data = slots.remove_slot(made.data, made.vmk, "recovery")
    with pytest.raises(ValueError, match="last one"):
        slots.remove_slot(data, made.vmk, "first")


@pytest.mark.parametrize("label", ["", "Ы", "two words", "a" * 17, "Upper"])
def test_a_label_is_a_short_slug(made: Made, label: str) -> None:
    """Labels are told in clear, so they are bounded and hold no person's name in its letters."""
    with pytest.raises(ValueError, match="label"):
        slots.add_recovery_slot(made.data, made.vmk, made.secret, label=label)


def test_labels_are_unique(made: Made) -> None:
    """Two slots never share a label."""
    with pytest.raises(ValueError, match="taken"):
        slots.add_recovery_slot(made.data, made.vmk, made.secret)


def test_a_passphrase_of_an_unknown_label_is_not_changed(made: Made) -> None:
    """Changing names an existing passphrase slot; the recovery slot is none."""
    for label in ("second", "recovery"):
        with pytest.raises(ValueError, match="no passphrase slot"):
            slots.change_passphrase(made.data, made.vmk, "x", label=label)


def test_another_master_key_changes_nothing(made: Made) -> None:
    """Who does not hold the master key cannot add a way in."""
    with pytest.raises(slots.DamagedVaultError):
        slots.add_recovery_slot(made.data, Vmk.fresh(made.vmk.vault_id), made.secret, label="mine")


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"SQLite format 3\0" * 20, b"kuager/slots\0\0\0\0", bytes(512)]
)
def test_what_is_no_slots_file_is_refused(data: bytes) -> None:
    """Empty, foreign and zeroed files are damaged vaults, not wrong passphrases."""
    with pytest.raises(slots.DamagedVaultError):
        slots.unlock(data, PHRASE)


def test_every_flipped_bit_is_found_before_any_derivation(made: Made) -> None:
    """An accident anywhere in the file, its checksum included, is called damage."""
    for place in range(len(made.data)):
        for bit in (0x01, 0x80):
            flipped = bytearray(made.data)
            flipped[place] ^= bit
            with pytest.raises(slots.DamagedVaultError):
                slots.list_slots(bytes(flipped))


def test_a_file_cut_anywhere_is_damaged(made: Made) -> None:
    """No beginning of the file passes for a whole one."""
    for length in range(len(made.data)):
        with pytest.raises(slots.DamagedVaultError):
            slots.list_slots(made.data[:length])


def test_a_longer_file_is_damaged(made: Made) -> None:
    """Bytes after the end are refused, with a fitting checksum too."""
    for data in (made.data + b"\0", summed(made.data[:-32] + b"\0" + bytes(32))):
        with pytest.raises(slots.DamagedVaultError):
            slots.list_slots(data)


def test_no_forged_byte_opens(made: Made) -> None:
    """Whatever byte an adversary rewrites, checksum made to fit, the vault stays shut."""
    for place in range(len(made.data) - 32):
        forged = changed(made.data, place, bytes([made.data[place] ^ 0x01]))
        with pytest.raises(KuagerError):
            slots.unlock_with_recovery(forged, made.words)


def test_a_future_version_is_newer_and_not_damaged(made: Made) -> None:
    """A version this program does not know asks for the newer program."""
    with pytest.raises(slots.NewerVaultError) as caught:
        slots.unlock(changed(made.data, 16, struct.pack(">H", 2)), PHRASE)
    assert caught.value.facts == {"part": "slots", "version": 2}


def test_version_zero_is_damage(made: Made) -> None:
    """There never was a version 0."""
    with pytest.raises(slots.DamagedVaultError):
        slots.list_slots(changed(made.data, 16, b"\0\0"))


@pytest.mark.parametrize(
    ("kib", "passes"),
    [
        (8, 3),
        (0, 0),
        (64 * 1024 - 1, 3),
        (64 * 1024, 2),
        (64 * 1024, 0),
        (64 * 1024 * 1024, 3),
        (4 * 1024 * 1024 + 1, 3),
        (4 * 1024 * 1024, 17),
        (64 * 1024, 2**32 - 1),
    ],
)
def test_lowered_and_raised_parameters_are_refused_unworked(
    made: Made, kib: int, passes: int
) -> None:
    """Parameters below 64 MiB and 3 passes, or asking for too much, are never derived with."""
    forged = changed(made.data, MEMORY_AT, struct.pack(">II", kib, passes))
    with pytest.raises(KdfOutOfBoundsError):
        slots.list_slots(forged)
    with pytest.raises(KdfOutOfBoundsError):
        slots.unlock(forged, PHRASE)


def test_parameters_changed_within_bounds_open_nothing(made: Made) -> None:
    """Parameters are bound to the seal: other sound ones give a wrong key."""
    forged = changed(made.data, PASSES_AT, struct.pack(">I", 4))
    with pytest.raises(slots.WrongPassphraseError):
        slots.unlock(forged, PHRASE)


def test_many_slots_together_are_bounded(made: Made) -> None:
    """Eight slots that each ask for the most are refused before the first derivation."""
    dear = KdfProfile(4096 * MIB, 16, bytes(16))
    one = slots.list_slots(made.data)[0]
    told = b"".join(
        struct.pack(
            ">HB16sII16s24s48s",
            number,
            1,
            f"slot-{number}".encode(),
            dear.memory_bytes // 1024,
            dear.passes,
            dear.salt,
            one.nonce,
            one.sealed,
        )
        for number in range(1, 9)
    )
    content = made.data[:18] + made.vmk.vault_id + struct.pack(">H", 8) + told + bytes(32)
    with pytest.raises(KdfOutOfBoundsError):
        slots.unlock(summed(content + bytes(32)), PHRASE)


def cut_first(data: bytes) -> bytes:
    """The file without its first slot."""
    return data[: HEAD_BYTES - 2] + b"\0\1" + data[HEAD_BYTES + SLOT_BYTES :]


def swap_slots(data: bytes) -> bytes:
    """The file with its two slots in the other order."""
    first, second = HEAD_BYTES, HEAD_BYTES + SLOT_BYTES
    return data[:first] + data[second : second + SLOT_BYTES] + data[first:second] + data[-64:]


def swap_seals(data: bytes) -> bytes:
    """The file with the two sealed master keys exchanged."""
    at, length = HEAD_BYTES + SLOT_BYTES - 48, SLOT_BYTES
    mine, theirs = data[at : at + 48], data[at + length : at + length + 48]
    return data[:at] + theirs + data[at + 48 : at + length] + mine + data[at + length + 48 :]


@pytest.mark.parametrize("forge", [cut_first, swap_slots, swap_seals])
def test_rearranged_slots_open_nothing(made: Made, forge: Callable[[bytes], bytes]) -> None:
    """Slots that were dropped, reordered or exchanged are found by who still has a way in."""
    with pytest.raises((slots.DamagedVaultError, slots.WrongRecoveryError)):
        slots.unlock_with_recovery(summed(forge(made.data)), made.words)


def test_an_old_slot_put_back_is_found(made: Made) -> None:
    """A slot of yesterday's file beside today's others is damage for every way in."""
    new = slots.change_passphrase(made.data, made.vmk, "x", profile=cheapest_for_tests())
    old_slot = made.data[HEAD_BYTES : HEAD_BYTES + SLOT_BYTES]
    mixed = new[:HEAD_BYTES] + old_slot + new[HEAD_BYTES : HEAD_BYTES + SLOT_BYTES] + new[-64:]
    with pytest.raises(slots.DamagedVaultError):
        slots.unlock_with_recovery(summed(mixed), made.words)


def test_a_slot_of_another_vault_opens_nothing(made: Made) -> None:
    """A slot carried into a file of another vault id does not open there."""
    forged = changed(made.data, 18, bytes(16))
    with pytest.raises(slots.WrongRecoveryError):
        slots.unlock_with_recovery(forged, made.words)


def test_the_file_tells_nothing_but_parameters(made: Made) -> None:
    """Neither passphrase, words nor any key stands in the file."""
    keys = (made.vmk.secret.reveal(), made.secret.reveal(), made.vmk.slots_mac_key())
    assert not any(key in made.data for key in keys)
    assert not any(word.encode() in made.data for word in PHRASE.split())
    assert len(made.data) == 18 + 16 + 2 + 2 * SLOT_BYTES + 64

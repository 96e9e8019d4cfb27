"""A backup is a sealed copy that was opened and proved; it forgets when its keyring does."""

import shutil
from pathlib import Path

import pytest
from tests.store.erasures import erase, two_cases, words_on_disk
from tests.store.houses import (
    dump,
    evidence,
    findings,
    opened,
    person,
    schema,
    slots_and_key,
    tell,
)

from kuager.model.statement import say
from kuager.store.backup import back_up
from kuager.store.database import UnreadableDatabaseError
from kuager.store.home import Home, Keys, VaultExistsError
from kuager.store.opening import open_store
from kuager.store.store import Store
from kuager.store.view import View
from kuager.vault import keyring
from kuager.vault.frame import DamagedVaultError


def test_a_backup_proves_itself_and_opens(store: Store, tmp_path: Path) -> None:
    """The copy holds the same record and the same files, and nothing in it is amiss."""
    two_cases(store)
    made = back_up(store, tmp_path / "copy")
    with opened(tmp_path / "copy") as copy:
        assert (True, dump(store)) == (made.proof.sound, dump(copy))
        assert store.log.count == made.proof.entries
        assert [] == findings(copy)
        person(copy, "P-new", "Sam")
    assert [] == findings(store)


def test_a_backup_has_a_key_of_its_own(store: Store, tmp_path: Path) -> None:
    """The vault's own key does not open the copy."""
    back_up(store, tmp_path / "copy")

    with pytest.raises(UnreadableDatabaseError):
        open_store(Home(tmp_path / "copy"), store.keys, schema())


def test_a_backup_is_never_written_over_something(store: Store, tmp_path: Path) -> None:
    """A folder that holds anything is left as it is."""
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter.txt").write_text("mine", "utf-8")

    with pytest.raises(VaultExistsError):
        back_up(store, tmp_path / "copy")
    assert ["letter.txt"] == [path.name for path in (tmp_path / "copy").iterdir()]


def test_what_a_broken_off_backup_left_stands_in_nobodys_way(store: Store, tmp_path: Path) -> None:
    """A second attempt after a crash works."""
    (tmp_path / "copy.kuager-new").mkdir()
    (tmp_path / "copy.kuager-new" / "vault.db").write_bytes(b"half")

    assert back_up(store, tmp_path / "copy").proof.sound
    assert ["copy", "vault"] == sorted(path.name for path in tmp_path.iterdir())


def test_without_its_keyring_a_backup_opens_for_nobody(store: Store, tmp_path: Path) -> None:
    """The keyring laid apart is what opens the copy; put back, it does."""
    (tmp_path / "pocket").mkdir()
    made = back_up(store, tmp_path / "copy", keys_to=tmp_path / "pocket")
    with pytest.raises(DamagedVaultError), opened(tmp_path / "copy"):
        pass
    shutil.copy(made.keyring, tmp_path / "copy" / "keyring")

    with opened(tmp_path / "copy") as copy:
        assert [] == findings(copy)


def test_a_backup_made_after_an_erasure_holds_nothing_of_it(store: Store, tmp_path: Path) -> None:
    """What is gone from the vault is not in the copy."""
    cases = two_cases(store)
    erase(store, cases.going)
    back_up(store, tmp_path / "copy")

    with opened(tmp_path / "copy") as copy:
        assert [] == words_on_disk(copy, cases.gone_words)


def test_a_backup_without_a_file_does_not_prove_itself(store: Store, tmp_path: Path) -> None:
    """A copy of a vault that lacks evidence says so instead of passing for whole."""
    blob = evidence(store, "V-1", b"photo")
    (store.home.blobs / f"{blob.id.hex()}.blob").unlink()

    assert not back_up(store, tmp_path / "copy").proof.sound


def test_a_backup_put_back_in_place_of_the_vault_goes_on(store: Store, tmp_path: Path) -> None:
    """After the loss of the vault the copy is the vault; what came after it is missing, no more."""
    uid = person(store, "P-1", "Sam Example")
    back_up(store, tmp_path / "copy")
    tell(store, say(uid, "person.age_band", "18-29"))
    folder = store.home.folder
    store.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)

    with opened(folder) as again:
        assert [] == findings(again)
        assert ["P-1"] == [record.code for record in View(again).briefs("person")]


def test_the_copys_keyring_is_no_older_than_its_vault(store: Store, tmp_path: Path) -> None:
    """The note in the copy and the keyring beside it agree."""
    back_up(store, tmp_path / "copy")
    _, vmk = slots_and_key()
    keys = Keys(vmk, keyring.load(tmp_path / "copy" / "keyring", vmk))
    with opened(tmp_path / "copy") as copy:
        noted = View(copy).note("generation")

    assert keys.keyring.generation == noted

"""A vault is founded whole or not at all, opened by one process, and never written over."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.houses import (
    MEMBER,
    PASSPHRASE,
    findings,
    found,
    keys_of,
    opened,
    person,
    reopen,
    tell,
)

from kuager import KuagerError
from kuager.model.statement import say
from kuager.store.database import UnreadableDatabaseError, connect
from kuager.store.home import Home, NoVaultError, VaultExistsError, unlock_home
from kuager.store.opening import (
    NewerStoreError,
    OldKeyringError,
    OldVaultError,
    read_note,
    write_notes,
)
from kuager.store.store import Store
from kuager.vault import slots
from kuager.vault.frame import DamagedVaultError, NewerVaultError
from kuager.vault.mark import DamagedMarkError
from kuager.vault.passphrase import KdfOutOfBoundsError
from kuager.vault.platform import AlreadyOpenError
from kuager.vault.slots import WrongPassphraseError

OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from kuager.vault.platform import AlreadyOpenError, lock_file
try:
    lock_file(Path(sys.argv[1]) / "lock")
except AlreadyOpenError as error:
    print(error.code)
"""


@pytest.fixture
def closed(store: Store) -> Path:
    """The folder of a closed vault that holds one person."""
    person(store, "P-1", "Sam Example")
    store.close()
    return store.home.folder


def prints(folder: Path) -> dict[str, str]:
    """A hash of every file that matters; the lock holds a process number and nothing else."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def test_a_new_vault_is_sound_and_holds_its_founding(store: Store) -> None:
    """A vault has one entry when it is new, and nothing in it is amiss."""
    assert (1, []) == (store.log.count, findings(store))


def test_what_was_saved_is_there_after_opening_again(closed: Path) -> None:
    """Closing and opening loses nothing."""
    with opened(closed) as store:
        rows = store.connection.execute("SELECT code FROM code").fetchall()

    assert [("P-1",)] == rows


def test_a_closed_vault_has_no_write_ahead_log_beside_it(closed: Path) -> None:
    """Everything lies in the one file when a vault is closed."""
    names = {path.name for path in closed.iterdir()}

    assert {"slots", "keyring", "mark", "vault.db", "blobs", "lock"} == names


def test_nothing_readable_lies_in_the_folder(closed: Path) -> None:
    """No name, code or property stands in any file in clear."""
    told = [b"Sam Example", b"P-1", b"person.", b"SQLite", "Sam".encode("utf-16-le")]
    files = [path.read_bytes() for path in closed.rglob("*") if path.is_file()]

    assert [] == [word for word in told for data in files if word in data]


def test_a_second_opening_in_this_process_is_refused(store: Store) -> None:
    """One process opens a vault once."""
    with pytest.raises(AlreadyOpenError):
        reopen(store.home.folder)


def test_a_second_process_is_refused(store: Store) -> None:
    """Another process is told that the vault is open."""
    command = [sys.executable, "-c", OPEN_ELSEWHERE, str(store.home.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "already-open" == done.stdout.strip()


def test_a_folder_that_holds_something_is_never_founded_in(tmp_path: Path) -> None:
    """Somebody's own file keeps a vault from being made there, and stays."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "letter.txt").write_text("mine", "utf-8")

    with pytest.raises(VaultExistsError):
        found(tmp_path / "vault")
    assert "mine" == (tmp_path / "vault" / "letter.txt").read_text("utf-8")


def test_a_vault_is_never_founded_over(closed: Path) -> None:
    """Founding where a vault lies changes no byte of it."""
    before = prints(closed)

    with pytest.raises(VaultExistsError):
        found(closed)
    assert before == prints(closed)


def test_an_empty_folder_is_no_vault(tmp_path: Path) -> None:
    """Unlocking where nothing is says so and makes nothing."""
    with pytest.raises(NoVaultError):
        unlock_home(Home(tmp_path), PASSPHRASE)
    assert [] == list(tmp_path.iterdir())


def test_a_wrong_passphrase_changes_nothing(closed: Path) -> None:
    """A wrong passphrase is an answer, not an alarm."""
    before = prints(closed)

    with pytest.raises(WrongPassphraseError):
        unlock_home(Home(closed), PASSPHRASE + " no")
    assert before == prints(closed)


def lowered(data: bytes) -> bytes:
    """A slots file whose derivation asks for 8 MiB, with its plain sum made good again."""
    at = 16 + 2 + 16 + 2 + 2 + 1 + 16
    told = data[:at] + (8 * 1024).to_bytes(4, "big") + data[at + 4 : -32]
    return told + hashlib.sha256(told).digest()


def raised(data: bytes) -> bytes:
    """A slots file whose derivation asks for 64 GiB."""
    at = 16 + 2 + 16 + 2 + 2 + 1 + 16
    told = data[:at] + (64 * 1024 * 1024).to_bytes(4, "big") + data[at + 4 : -32]
    return told + hashlib.sha256(told).digest()


def from_the_future(data: bytes) -> bytes:
    """A key file of version 9."""
    told = data[:16] + (9).to_bytes(2, "big") + data[18:-32]
    return told + hashlib.sha256(told).digest()


def flipped(data: bytes) -> bytes:
    """The middle bit turned."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


BAD_FILES = [
    ("vault.db", lambda _: b"", UnreadableDatabaseError),
    ("vault.db", lambda _: b"x", UnreadableDatabaseError),
    ("vault.db", lambda data: data[:1000], UnreadableDatabaseError),
    ("vault.db", lambda _: b"SQLite format 3\0" + bytes(8176), UnreadableDatabaseError),
    ("vault.db", lambda _: b"not a vault, but a letter. " * 500, UnreadableDatabaseError),
    (
        "vault.db",
        lambda data: data[:100] + bytes([data[100] ^ 0xFF]) + data[101:],
        UnreadableDatabaseError,
    ),
    ("vault.db", None, UnreadableDatabaseError),
    ("keyring", lambda _: b"", DamagedVaultError),
    ("keyring", flipped, DamagedVaultError),
    ("keyring", from_the_future, NewerVaultError),
    ("keyring", None, DamagedVaultError),
    ("slots", lambda _: b"", DamagedVaultError),
    ("slots", flipped, DamagedVaultError),
    ("slots", lowered, KdfOutOfBoundsError),
    ("slots", raised, KdfOutOfBoundsError),
    ("slots", from_the_future, NewerVaultError),
    ("slots", None, DamagedVaultError),
    ("mark", lambda _: b"", DamagedMarkError),
    ("mark", lambda data: bytes(len(data)), DamagedMarkError),
    ("mark", None, DamagedMarkError),
]


@pytest.mark.parametrize(("name", "harm", "error"), BAD_FILES)
def test_a_bad_file_is_named_and_nothing_is_overwritten(
    closed: Path, name: str, harm: object, error: type[KuagerError]
) -> None:
    """Whatever is wrong with a file, opening says so and changes no byte (bad input 83)."""
    path = closed / name
    data = path.read_bytes()
    path.unlink()
    if callable(harm):
        path.write_bytes(harm(data))
    before = prints(closed)

    with pytest.raises(error):
        _open_with_passphrase(closed).close()
    assert before == prints(closed)


def _open_with_passphrase(folder: Path) -> Store:
    unlock_home(Home(folder), PASSPHRASE)
    return reopen(folder)


@pytest.mark.parametrize("pages", [1, 2, 5, 20, 60])
def test_a_vault_that_lacks_its_last_pages_is_found(closed: Path, pages: int) -> None:
    """A file cut between two pages does not open, or `verify` says that it is damaged."""
    data = (closed / "vault.db").read_bytes()
    (closed / "vault.db").write_bytes(data[: len(data) - 4096 * pages])
    try:
        with opened(closed) as store:
            amiss = {finding.object for finding in findings(store)}
    except UnreadableDatabaseError as error:
        amiss = {str(error.facts["file"])}

    assert "vault.db" in amiss


def test_another_vaults_database_is_refused(closed: Path, tmp_path: Path) -> None:
    """A record that belongs to another vault does not open here."""
    other = found(tmp_path / "other")
    other.close()
    (closed / "vault.db").write_bytes((tmp_path / "other" / "vault.db").read_bytes())

    with pytest.raises(UnreadableDatabaseError):
        reopen(closed)


def test_a_vault_of_a_newer_version_is_left_alone(closed: Path) -> None:
    """A store format from the future is refused before anything is read."""
    keys = keys_of(closed)
    connection = connect(closed / "vault.db", keys.keyring.database_key)
    write_notes(connection, {"format": 99})
    connection.close()

    with pytest.raises(NewerStoreError):
        reopen(closed)


def test_an_old_vault_put_back_is_noticed(closed: Path) -> None:
    """The mark remembers how far the log had come."""
    old = (closed / "vault.db").read_bytes()
    with opened(closed) as store:
        person(store, "P-2", "Ада Образцова")
    newer = (closed / "vault.db").read_bytes()
    (closed / "vault.db").write_bytes(old)

    with pytest.raises(OldVaultError) as caught:
        reopen(closed)
    assert {"have": 3, "want": 5} == caught.value.facts
    (closed / "vault.db").write_bytes(newer)
    with opened(closed) as store:
        assert [] == findings(store)


def test_an_old_keyring_put_back_is_noticed(closed: Path) -> None:
    """The vault remembers how often the keyring was written."""
    old = (closed / "keyring").read_bytes()
    with opened(closed) as store:
        store.keys.save(store.home)
        write_notes(store.connection, {"generation": store.keys.keyring.generation})
    (closed / "keyring").write_bytes(old)

    with pytest.raises(OldKeyringError):
        reopen(closed)


def test_a_mark_left_behind_by_a_crash_is_no_alarm(closed: Path) -> None:
    """A mark that is one commit behind is caught up, as after a power cut."""
    old = (closed / "mark").read_bytes()
    with opened(closed) as store:
        person(store, "P-2", "Ада Образцова")
    (closed / "mark").write_bytes(old)

    with opened(closed) as store:
        assert [] == findings(store)
        assert store.log.count == read_mark_count(store)


def read_mark_count(store: Store) -> int:
    """How many entries the mark tells of."""
    mark = store.mark.read()
    return 0 if mark is None else mark.entry_count


def test_half_a_mark_opens_and_is_reported(closed: Path) -> None:
    """A torn mark is told once and made whole."""
    path = closed / "mark"
    path.write_bytes(bytes(512) + path.read_bytes()[512:])

    with opened(closed) as store:
        assert ["mark"] == sorted({finding.object for finding in findings(store)})
    with opened(closed) as store:
        assert [] == findings(store)


def test_a_failed_opening_lets_go_of_the_lock(closed: Path) -> None:
    """After a refusal the vault can be opened as soon as it is put right."""
    data = (closed / "mark").read_bytes()
    (closed / "mark").write_bytes(b"")
    with pytest.raises(DamagedMarkError):
        reopen(closed)
    (closed / "mark").write_bytes(data)

    with opened(closed) as store:
        assert "vault" in store.home.folder.name


def test_a_new_vault_takes_the_place_of_an_empty_folder(tmp_path: Path) -> None:
    """A person may make the folder first."""
    (tmp_path / "vault").mkdir()
    store = found(tmp_path / "vault")
    store.close()

    assert ["vault"] == [path.name for path in tmp_path.iterdir()]


def test_what_an_unfinished_founding_left_is_swept(tmp_path: Path) -> None:
    """A vault that never came to be is nobody's, and stands in nobody's way."""
    left = tmp_path / "vault.kuager-new" / "blobs"
    left.mkdir(parents=True)
    (left.parent / "vault.db").write_bytes(b"half")
    store = found(tmp_path / "vault")
    store.close()

    assert ["vault"] == [path.name for path in tmp_path.iterdir()]


def test_slots_of_another_vault_do_not_open_this_one(closed: Path) -> None:
    """A slots file from elsewhere has another master key, which the keyring refuses."""
    data, _ = slots.create(PASSPHRASE, profile=slots.list_slots(_slots(closed))[0].profile)
    (closed / "slots").write_bytes(data)

    with pytest.raises(DamagedVaultError):
        unlock_home(Home(closed), PASSPHRASE)


def _slots(folder: Path) -> bytes:
    return (folder / "slots").read_bytes()


def test_the_house_is_told_by_its_first_entry(store: Store) -> None:
    """The organisation follows from the founder's key and the nonce in the founding entry."""
    known = read_note(store.connection, "organisation")

    assert known == store.organisation
    assert MEMBER == store.roster.device_of(store.log.device).member  # type: ignore[union-attr]


def test_the_log_refuses_to_be_changed(store: Store) -> None:
    """No entry, body or wrap can be updated or deleted in the table."""
    tell(store, say(store.new_id(), "person.code", "P-1"))
    for table in ("entry", "body", "wrap"):
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET eno = eno + 100"):
            with pytest.raises(Exception, match="append-only"):
                store.connection.execute(sql)

    assert [] == findings(store)

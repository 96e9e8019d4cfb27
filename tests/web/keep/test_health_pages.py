"""The health page: proved, mended, copied; what is safe and what is not, in plain words."""

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import DAY, PASSPHRASE, case, clock_of, desk_again, findings
from tests.web.keep.pages import FAULTY, OK, text_of, wait

from kuager.lang import say
from kuager.vault import machine
from kuager.verbs.desk import Desk
from kuager.web.house import House
from kuager.web.visit import Session


def begin(visitor: TestClient, house: House, path: str, **fields: str) -> str:
    """Begin long work and wait for its page."""
    answer = visitor.post(path, data=fields, follow_redirects=False)
    return text_of(wait(visitor, house, answer.headers["location"]))


def test_a_sound_vault_is_told_so(visitor: TestClient, house: House, desk: Desk) -> None:
    """Everything is proved, and what was looked at is counted."""
    case(desk)

    page = begin(visitor, house, "/health/verify")

    assert "The vault is sound" in page
    assert f"Entries in the log {desk.store.log.count}" in page


def test_damage_is_named_with_what_to_do(visitor: TestClient, house: House, desk: Desk) -> None:
    """A table that does not say what the log says; making it anew mends it."""
    case(desk)
    desk.store.connection.execute("UPDATE w_case SET status='closed'")

    page = begin(visitor, house, "/health/verify")
    assert "The vault is not sound" in page
    assert "The log is the truth" in page

    assert "made anew" in begin(visitor, house, "/health/rebuild")
    assert findings(desk) == []


def test_a_backup_is_made_and_proved(
    visitor: TestClient, house: House, desk: Desk, tmp_path: Path
) -> None:
    """Typed by hand, proved by opening; its keyring may lie apart; the page knows its age."""
    case(desk)
    place, keys = tmp_path / "copy", tmp_path / "keys"

    page = begin(visitor, house, "/health/backup", to=str(place), keys=str(keys))

    assert "Backup B-1 is made and proved" in page
    assert (keys / "copy.keyring").exists()
    assert not (place / "keyring").exists()
    clock_of(desk).now += 20 * DAY
    assert "The last backup B-1 is of" in text_of(visitor.get("/health").text)
    assert "20 days ago" in text_of(visitor.get("/health").text)


def test_a_copy_opens(visitor: TestClient, house: House, desk: Desk, tmp_path: Path) -> None:
    """With the passphrase of today."""
    case(desk)
    begin(visitor, house, "/health/backup", to=str(tmp_path / "copy"), keys="")

    copy = desk_again(tmp_path / "copy", PASSPHRASE)

    assert list(copy.view.codes("case")) == ["C-1"]
    copy.close()


@pytest.mark.parametrize("typed", ["", "copy", "../copy", "Dropbox"])
def test_a_place_that_is_no_whole_path_is_refused(visitor: TestClient, typed: str) -> None:
    """The sentence stands at the field, and what was typed stays."""
    found = visitor.post("/health/backup", data={"to": typed})

    assert found.status_code == FAULTY
    assert "Type the whole path" in found.text


def test_a_folder_that_is_copied_elsewhere_is_refused(visitor: TestClient, tmp_path: Path) -> None:
    """Nor one in which something lies."""
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").write_text("x")
    for place in ("Dropbox/copy", "full"):
        found = visitor.post("/health/backup", data={"to": str(tmp_path / place)})
        assert found.status_code == FAULTY
        assert "f-to" in found.text


def test_what_is_safe_is_read_in_plain_words(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Swap, disk, backups, recovery words: each says what it means."""
    monkeypatch.setattr("kuager.verbs.keeping.swap_state", lambda: "plain")
    monkeypatch.setattr("kuager.verbs.keeping.disk_state", lambda _folder: "plain")

    page = text_of(visitor.get("/health").text)

    assert "Switch swap off" in page
    assert "not encrypted as a whole" in page
    assert "There is no backup yet" in page
    assert "There are no recovery words" in page
    assert "SQLCipher" in page


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_page_speaks(visitor: TestClient, session: Session, language: str) -> None:
    """No English sentence is left on it."""
    session.language = language

    found = visitor.get("/health")

    assert found.status_code == OK
    assert say("Prove the vault", language) in found.text
    for left in ("backup", "vault", "disk", "swap", "Free"):
        assert left not in text_of(found.text).replace("/vault", "")


def disk(root: Path, name: str, number: str, *, crypt: bool = False, below: str = "") -> Path:
    """A block device as the system shows it."""
    made = root / "class" / "block" / name
    (made / "slaves").mkdir(parents=True)
    if crypt:
        (made / "dm").mkdir()
        (made / "dm" / "uuid").write_text("CRYPT-LUKS2-abc\n")
    if below:
        (made / "slaves" / below).symlink_to(root / "class" / "block" / below)
    (root / "dev" / "block").mkdir(parents=True, exist_ok=True)
    (root / "dev" / "block" / number).symlink_to(made)
    return made


@pytest.mark.parametrize("crypt", [True, False])
def test_an_encrypted_disk_is_seen_through_its_layers(tmp_path: Path, *, crypt: bool) -> None:
    """A volume on an encrypted device is encrypted; one on a bare partition is not."""
    number = tmp_path.stat().st_dev
    disk(tmp_path, "sda2", "8:2", crypt=crypt)
    disk(tmp_path, "dm-7", f"{os.major(number)}:{os.minor(number)}", below="sda2")

    seen = machine.disk_state(tmp_path, system="linux", proc=tmp_path, sys_folder=tmp_path)

    assert seen == ("encrypted" if crypt else "plain")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("", "none"),
        ("/dev/zram0 partition 1 0 100\n", "none"),
        ("/dev/sda3 partition 1 0 -2\n", "plain"),
        ("/dev/dm-1 partition 1 0 -2\n", "encrypted"),
        ("/dev/nowhere partition 1 0 -2\n", "unknown"),
    ],
)
def test_swap_is_seen_as_it_is(tmp_path: Path, line: str, seen: str) -> None:
    """None, in memory, open, encrypted, or not to be seen."""
    disk(tmp_path, "sda3", "8:3")
    disk(tmp_path, "dm-1", "253:1", crypt=True)
    (tmp_path / "swaps").write_text(f"Filename Type Size Used Priority\n{line}")

    found = machine.swap_state(system="linux", proc=tmp_path, sys_folder=tmp_path)

    assert found == seen
    assert machine.swap_state(system="darwin") == "encrypted"
    assert machine.swap_state(system="win32") == "unknown"
    assert machine.disk_state(tmp_path, system="win32") == "unknown"


def test_work_that_breaks_off_says_so(
    visitor: TestClient, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody foresaw ends the waiting with a sentence, never with an empty page."""

    def breaks(_store: object, **_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kuager.verbs.vaults.verify", breaks)
    answer = visitor.post("/health/verify", follow_redirects=False)
    while house.busy is not None:
        pass

    found = visitor.get(answer.headers["location"])

    assert found.status_code == FAULTY
    assert "The work stopped before its end" in found.text

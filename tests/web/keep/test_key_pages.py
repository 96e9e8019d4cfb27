"""Passphrase, recovery words, archive: the passphrase first, words once, typed back, or nothing."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.verbs.desks import PASSPHRASE, case, findings
from tests.verbs.travels import back
from tests.web.keep.pages import FAULTY, MISSING, OK, send, text_of, wait

from kuager import KuagerError
from kuager.store.home import Home, unlock_home
from kuager.verbs import archives
from kuager.verbs.desk import Desk
from kuager.verbs.records import list_records
from kuager.verbs.vaults import demand_passphrase
from kuager.web.house import House

ARCHIVE = "copper window lemon harbor tiger anvil meadow"


def words_of(page: str) -> list[str]:
    """The words shown on a page."""
    found = re.search(r'<ol class="secret-words".*?</ol>', page, re.DOTALL)
    assert found is not None
    return re.findall(r"<li>(\w+)</li>", found[0])


def place_of(page: str) -> str:
    """Where they are typed back."""
    found = re.search(r'action="(/settings/back/[^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_new_passphrase_is_shown_once_and_typed_back(
    visitor: TestClient, house: House, desk: Desk
) -> None:
    """Only then does it open the vault, and the old one no more; nothing stays in memory."""
    page = send(visitor, "/settings/passphrase", old=PASSPHRASE, do="words")
    words, place = words_of(page), place_of(page)
    assert len(words) == 7
    assert not any(f">{word}<" in visitor.get(place).text for word in words)

    wrong = send(visitor, place, typed=" ".join(words[:-1]))
    assert "Word 7 is not the one that was shown" in wrong
    demand_passphrase(desk.folder, PASSPHRASE)

    done = send(visitor, place, typed=" ".join(words).upper())
    assert "The passphrase is changed" in done
    demand_passphrase(desk.folder, " ".join(words))
    with pytest.raises(KuagerError):
        demand_passphrase(desk.folder, PASSPHRASE)
    assert house.results == {}
    assert visitor.get(place).status_code == MISSING


def test_a_wrong_passphrase_shows_nothing(visitor: TestClient) -> None:
    """Whoever sits at an open page cannot lock the others out."""
    for path in ("passphrase", "recovery"):
        found = visitor.post(f"/settings/{path}", data={"old": "not this one", "do": "words"})
        assert found.status_code == FAULTY
        assert "secret-words" not in found.text


def test_a_chosen_passphrase_has_to_be_strong_and_twice_the_same(
    visitor: TestClient, desk: Desk
) -> None:
    """Each fault is a sentence at the field; nothing typed comes back in the page."""
    weak = {"old": PASSPHRASE, "own": "qwerty2024", "again": "qwerty2024", "do": "own"}
    other = {"old": PASSPHRASE, "own": ARCHIVE, "again": "something else", "do": "own"}
    for fields in (weak, other):
        found = visitor.post("/settings/passphrase", data=fields)
        assert found.status_code == FAULTY
        assert fields["own"] not in found.text

    done = send(
        visitor, "/settings/passphrase", old=PASSPHRASE, own=ARCHIVE, again=ARCHIVE, do="own"
    )
    assert "The passphrase is changed" in done
    demand_passphrase(desk.folder, ARCHIVE)


def test_stopping_changes_nothing(visitor: TestClient, house: House, desk: Desk) -> None:
    """The words that were shown open nothing."""
    page = send(visitor, "/settings/passphrase", old=PASSPHRASE, do="words")

    send(visitor, place_of(page), do="stop")

    demand_passphrase(desk.folder, PASSPHRASE)
    assert house.results == {}


def test_new_recovery_words_open_the_vault(visitor: TestClient, desk: Desk) -> None:
    """Shown once, typed back, in force."""
    page = send(visitor, "/settings/recovery", old=PASSPHRASE)
    words = words_of(page)
    with pytest.raises(KuagerError):
        unlock_home(Home(desk.folder), None, words)

    send(visitor, place_of(page), typed=" ".join(words))

    assert unlock_home(Home(desk.folder), None, words).vault_id


def test_everything_as_a_sealed_download(
    visitor: TestClient, house: House, desk: Desk, tmp_path: Path
) -> None:
    """Taken once, it makes a sound vault again; the register knows of it; then it is gone."""
    case(desk, "A dragonfly at the office")
    answer = visitor.post(
        "/settings/export",
        data={"old": PASSPHRASE, "new": ARCHIVE, "again": ARCHIVE},
        follow_redirects=False,
    )
    place = answer.headers["location"]
    assert "sealed" in text_of(wait(visitor, house, place))

    given = visitor.post(place)
    assert given.status_code == OK
    assert given.headers["content-disposition"] == 'attachment; filename="archive.zip"'
    assert b"dragonfly" not in given.content
    assert visitor.post(place).status_code == MISSING
    (tmp_path / "all.zip").write_bytes(given.content)
    again = back(tmp_path / "all.zip", tmp_path / "again", archive=ARCHIVE)
    assert findings(again) == []
    assert list(again.view.codes("case")) == ["C-1"]
    again.close()
    assert [one.get("release.form") for one in list_records(desk, type_name="release")] == [
        "archive"
    ]


def test_everything_into_a_folder(visitor: TestClient, house: House, tmp_path: Path) -> None:
    """A folder that is there, typed whole."""
    folder = tmp_path / "stick"
    folder.mkdir()
    fields = {"old": PASSPHRASE, "new": ARCHIVE, "again": ARCHIVE, "to": str(folder)}

    answer = visitor.post("/settings/export", data=fields, follow_redirects=False)
    page = wait(visitor, house, answer.headers["location"])

    assert [path.name for path in folder.iterdir()] == ["archive-2025-03-01.zip"]
    assert str(folder) in text_of(page)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("old", "wrong"), ("new", "password"), ("again", "other"), ("to", "somewhere")],
)
def test_each_fault_of_an_export_is_at_its_field(
    visitor: TestClient, house: House, name: str, typed: str
) -> None:
    """Nothing is sealed."""
    fields = {"old": PASSPHRASE, "new": ARCHIVE, "again": ARCHIVE, "to": "", name: typed}

    found = visitor.post("/settings/export", data=fields)

    assert found.status_code == FAULTY
    assert 'class="errors"' in found.text
    assert house.results == {}


def test_what_is_too_large_to_hold_is_said(
    visitor: TestClient, house: House, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memory is bounded, and nothing is entered as a release."""
    monkeypatch.setattr(archives, "MOST_BYTES", 1 << 20)
    case(desk, "".join(chr(97 + (n * n * 7 + n // 3) % 26) for n in range(900_000)))
    fields = {"old": PASSPHRASE, "new": ARCHIVE, "again": ARCHIVE}

    answer = visitor.post("/settings/export", data=fields, follow_redirects=False)
    while house.busy is not None:
        pass
    found = visitor.get(answer.headers["location"])

    assert found.status_code == FAULTY
    assert "Write it into a folder instead" in found.text
    assert list_records(desk, type_name="release") == []

"""Out and back in: the sealed archive, the plain folder, a new vault from either, one list."""

import csv
import json
from pathlib import Path

import pytest
from tests.cli.house import PASSPHRASE, STORY, House, write_secret

SENTENCE = "I know that everything in this vault will lie open"
ARCHIVE = "basket falcon copper meadow violet harbor tunnel"


def test_a_sealed_archive_comes_back_as_a_vault(house: House, tmp_path: Path) -> None:
    """What was in the one is in the other; the archive shows nothing of it."""
    code, secret = house.record_case(), write_secret(tmp_path / "archive-passphrase", ARCHIVE)
    archive = tmp_path / "all.kuager"
    house("export", archive, "--archive-passphrase-file", secret)
    house.folder = tmp_path / "second"
    house("restore", archive, "--archive-passphrase-file", secret)

    assert b"Canary" not in archive.read_bytes()
    assert house.json("show", code)["values"]["case.story"] == STORY["story"]
    assert house.json("verify")["sound"] is True


@pytest.mark.full
def test_a_wrong_passphrase_of_an_archive_makes_no_vault(house: House, tmp_path: Path) -> None:
    """One sentence, and nothing in the new folder."""
    secret = write_secret(tmp_path / "archive-passphrase", ARCHIVE)
    house("export", tmp_path / "x", "--archive-passphrase-file", secret)
    house.folder = tmp_path / "second"
    wrong = write_secret(tmp_path / "wrong", PASSPHRASE)
    said = house("restore", tmp_path / "x", "--archive-passphrase-file", wrong, code=3)

    assert "does not open the archive" in said.err
    assert not house.folder.exists()


def test_an_archive_nobody_could_open_is_not_written(house: House, tmp_path: Path) -> None:
    """Its generated passphrase must be typed back first."""
    house("export", tmp_path / "x", typed="\nno\nno\nno\n", code=3)

    assert not (tmp_path / "x").exists()


def test_a_plain_export_wants_its_sentence(house: House, tmp_path: Path) -> None:
    """Without it nothing is written; with it, what lies open is said."""
    house.record_case()
    refused = house("export", tmp_path / "open", "--plain", typed="yes\n", code=2)
    said = house("export", tmp_path / "open", "--plain", typed=f"{SENTENCE}\n")

    assert "lies open for anybody" in refused.err
    assert "now lie open" in said.out
    held = "".join(p.read_text("utf-8") for p in (tmp_path / "open").rglob("*.jsonl"))
    assert "Canary" in held


def test_a_refused_plain_export_leaves_nothing(house: House, tmp_path: Path) -> None:
    """No folder, no file; the sentence of another language is no sentence of this one."""
    house("export", tmp_path / "open", "--plain", typed="ja\n", code=2)

    assert not (tmp_path / "open").exists()


def test_a_plain_folder_comes_back_as_a_vault(house: House, tmp_path: Path) -> None:
    """Every entry is proved on the way in; one changed letter stops it."""
    code = house.record_case()
    house("export", tmp_path / "open", "--plain", typed=f"{SENTENCE}\n")
    house.folder = tmp_path / "second"
    house("restore", tmp_path / "open")
    assert house.json("show", code)["code"] == code

    entry = max((tmp_path / "open" / "entries").iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(entry.read_bytes())
    data[len(data) // 2] ^= 1
    entry.write_bytes(bytes(data))
    house.folder = tmp_path / "third"
    said = house.bare(
        "--vault", house.folder, "--passphrase-file", house.passphrase_file,
        "restore", tmp_path / "open",
    )  # fmt: skip
    assert said.code != 0
    assert not house.folder.exists()


def test_a_synced_folder_takes_no_plain_export(house: House, tmp_path: Path) -> None:
    """It would be known elsewhere a minute later."""
    target = tmp_path / "Dropbox" / "open"
    said = house("export", target, "--plain", typed=f"{SENTENCE}\n", code=3)

    assert "Dropbox" in said.err
    assert not target.exists()


def test_practice_data_comes_back_as_practice_data(house: House, tmp_path: Path) -> None:
    """Nothing moves from a practice vault into one that is none."""
    house.folder = tmp_path / "practice"
    house("new", "--practice")
    house("export", tmp_path / "open", "--plain", typed=f"{SENTENCE}\n")
    house.folder = tmp_path / "second"
    house("restore", tmp_path / "open")

    assert house.json("status")["practice"] is True


def test_a_list_is_a_table_of_codes(house: House, tmp_path: Path) -> None:
    """Its columns are named, its cells filled, names are nowhere, the register has it."""
    code = house.record_case()
    made = house.json("list", "case", "--to", tmp_path / "cases.csv", "--columns", "code,status")
    rows = list(csv.reader((tmp_path / "cases.csv").read_text("utf-8-sig").splitlines()))

    assert rows == [["code", "status"], [code, "open"]]
    assert (made["rows"], made["release"]) == (1, "R-1")
    assert [one["release.code"] for one in house.json("list", "release")] == ["R-1"]


def test_a_list_of_practice_data_says_so_in_every_row(house: House, tmp_path: Path) -> None:
    """In a column of its own, the first, which no cut of the table by rows takes away."""
    house.folder = tmp_path / "practice"
    house("new", "--practice")
    code = house.record_case()
    house("list", "case", "--to", tmp_path / "cases.csv", "--columns", "code")
    rows = list(csv.reader((tmp_path / "cases.csv").read_text("utf-8-sig").splitlines()))

    assert rows == [["practice", "code"], ["yes", code]]


def test_identity_columns_are_asked_for_by_name(house: House, tmp_path: Path) -> None:
    """Among the ordinary columns they are refused; by --identity they come, and are entered."""
    house.record_case()
    to = tmp_path / "cases.csv"
    refused = house("list", "case", "--to", to, "--columns", "code,story", code=2)
    house("list", "case", "--to", to, "--columns", "code", "--identity", "story")

    assert "case.story" in refused.err
    assert "Canary" in to.read_text("utf-8-sig")
    [release] = house.json("list", "release", "--columns", "columns")
    assert release == {"release.columns": "case.story"}


def test_a_list_is_never_written_over(house: House, tmp_path: Path) -> None:
    """Nor is a name taken that means no column or no type."""
    house("list", "case", "--to", tmp_path / "passphrase", code=3)
    house("list", "case", "--columns", "nothing", code=2)
    house("list", "nothing", code=2)

    assert (tmp_path / "passphrase").read_text().strip() == PASSPHRASE


def test_a_list_speaks_the_language_of_the_person(house: House) -> None:
    """Terms and labels by their names, in Russian."""
    house.record_case()
    said = house("list", "case", "--lang", "ru").out

    assert "Открыто" in said
    assert json.loads(house("list", "case", "--json").out)[0]["case.status"] == "Open"

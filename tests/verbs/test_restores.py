"""Taking an export in that is damaged, changed or nobody's: one error, and nothing left behind."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.verbs.desks import PASSPHRASE, findings, new_desk
from tests.verbs.stories import story
from tests.verbs.travels import SECRET, back, files_under, out

from kuager import KuagerError
from kuager.store.restoring import UnsoundExportError
from kuager.vault.bundle import WrongArchivePassphraseError
from kuager.verbs.desk import Desk
from kuager.verbs.evidence import add_evidence
from kuager.verbs.exports import export_vault

Spoil = Callable[[Path], None]


def cut_short(path: Path) -> None:
    """Lose the last bytes."""
    path.write_bytes(path.read_bytes()[:-700])


def half(path: Path) -> None:
    """Lose the second half."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def flip(path: Path) -> None:
    """Turn one bit in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def more(path: Path) -> None:
    """Have something behind the end."""
    path.write_bytes(path.read_bytes() + b"more")


def empty(path: Path) -> None:
    """Be empty."""
    path.write_bytes(b"")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small sealed archive; sealing takes its time."""
    folder = tmp_path_factory.mktemp("archive")
    desk = new_desk(folder / "vault")
    story(desk, "yes")
    export_vault(desk, to=folder / "all.kuager", passphrase=PASSPHRASE)
    desk.close()
    return folder / "all.kuager"


@pytest.mark.parametrize("spoil", [cut_short, half, flip, more, empty])
def test_a_damaged_archive_leaves_nothing(archive: Path, tmp_path: Path, spoil: Spoil) -> None:
    """One error in words; no vault, no half of one, no temporary file."""
    copy = tmp_path / "copy.kuager"
    shutil.copy(archive, copy)
    spoil(copy)

    with pytest.raises(KuagerError):
        back(copy, tmp_path / "vault", archive=PASSPHRASE)

    assert {copy} == set(tmp_path.iterdir())


def test_a_wrong_passphrase_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    """It is said that the passphrase is wrong, and nothing was made."""
    with pytest.raises(WrongArchivePassphraseError):
        back(archive, tmp_path / "vault", archive="not the passphrase of this one")

    assert [] == list(tmp_path.iterdir())


def test_what_is_no_archive_leaves_nothing(tmp_path: Path) -> None:
    """A photograph, a folder of holiday pictures, nothing at all."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(SECRET)
    folder = tmp_path / "holiday"
    folder.mkdir()
    (folder / "1.png").write_bytes(SECRET)

    for source in (photo, folder):
        with pytest.raises(KuagerError):
            back(source, tmp_path / "vault", archive=PASSPHRASE)
    with pytest.raises(FileNotFoundError):
        back(tmp_path / "nothing", tmp_path / "vault", archive=PASSPHRASE)

    assert {photo, folder} == set(tmp_path.iterdir())


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """A plain export with a file in it."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(SECRET)
    add_evidence(desk, file=photo, case=story(desk, "yes"))
    return out(desk, tmp_path / "open")


def rewritten(folder: Path, name: str, data: bytes | None) -> None:
    """Change a file (or take it away) and make the manifest agree with it."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    path = folder / name
    if data is None:
        path.unlink()
        manifest["files"] = [f for f in manifest["files"] if f["name"] != name]
    else:
        path.write_bytes(data)
        for listed in manifest["files"]:
            if listed["name"] == name:
                listed.update(size=len(data), sha256=sha256(data).hexdigest())
    (folder / "manifest.json").write_text(json.dumps(manifest))


def lines(folder: Path) -> list[bytes]:
    """The lines of the log."""
    return (folder / "entries/00001.jsonl").read_bytes().splitlines(keepends=True)


def swapped(found: list[bytes]) -> list[bytes]:
    """Two entries in each other's place."""
    return [*found[:-2], found[-1], found[-2]]


def lacking_one(found: list[bytes]) -> list[bytes]:
    """An entry in the middle gone."""
    return [*found[:3], *found[4:]]


def without_body(found: list[bytes]) -> list[bytes]:
    """The last entry without its body."""
    last = {**json.loads(found[-1]), "body": None, "state": "missing"}
    return [*found[:-1], json.dumps(last).encode() + b"\n"]


def body_of_another(found: list[bytes]) -> list[bytes]:
    """The last entry with the body of the one before."""
    last = {**json.loads(found[-1]), "body": json.loads(found[-2])["body"]}
    return [*found[:-1], json.dumps(last).encode() + b"\n"]


def nothing(_: list[bytes]) -> list[bytes]:
    """No entry at all."""
    return []


@pytest.mark.parametrize("change", [swapped, lacking_one, without_body, body_of_another, nothing])
def test_a_changed_log_is_refused(
    folder: Path, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    """Whoever changes the manifest to fit cannot change what was signed."""
    rewritten(folder, "entries/00001.jsonl", b"".join(change(lines(folder))))

    with pytest.raises(KuagerError):
        back(folder, tmp_path / "again")

    assert not list(tmp_path.glob("again*"))


def test_a_changed_evidence_file_is_refused(folder: Path, tmp_path: Path) -> None:
    """The statement that names it holds the hash of the original."""
    name = next((folder / "blobs").iterdir()).relative_to(folder).as_posix()
    rewritten(folder, name, SECRET[::-1])

    with pytest.raises(KuagerError):
        back(folder, tmp_path / "again")

    assert not list(tmp_path.glob("again*"))


def test_a_missing_evidence_file_is_refused(folder: Path, tmp_path: Path) -> None:
    """Taken away with its line in the index, it is still missed."""
    name = next((folder / "blobs").iterdir()).relative_to(folder).as_posix()
    rewritten(folder, name, None)
    rewritten(folder, "blobs-index/00001.jsonl", None)

    with pytest.raises(UnsoundExportError) as error:
        back(folder, tmp_path / "again")

    assert "file-missing" == error.value.facts["reason"]
    assert not list(tmp_path.glob("again*"))


def test_a_folder_altered_by_hand_is_refused(folder: Path, tmp_path: Path) -> None:
    """Every file is in the manifest with its hash."""
    path = folder / "records/00001.jsonl"
    path.write_bytes(path.read_bytes().replace(b"2024", b"2023"))

    with pytest.raises(KuagerError):
        back(folder, tmp_path / "again")

    assert not list(tmp_path.glob("again*"))


def test_a_vault_is_never_restored_over_another(folder: Path, desk: Desk, tmp_path: Path) -> None:
    """What lies there stays as it is."""
    before = files_under(tmp_path / "vault")

    with pytest.raises(KuagerError):
        back(folder, tmp_path / "vault")

    assert before == files_under(tmp_path / "vault")
    assert [] == findings(desk)

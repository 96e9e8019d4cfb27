"""The vault as a whole: made, proved, written anew, copied, its keys; files and single proofs."""

import importlib
import json
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.verbs.desks import PASSPHRASE, case, desk_again, findings, uid
from tests.verbs.stories import development, story

from kuager import KuagerError, verbs
from kuager.model.statement import EntryId, statement_id
from kuager.store import backup as backups
from kuager.store.blobs import BlobError
from kuager.store.home import VaultExistsError
from kuager.store.opening import write_notes
from kuager.vault.passphrase import cheapest_for_tests
from kuager.vault.slots import WrongPassphraseError, WrongRecoveryError
from kuager.vault.strength import WeakPassphraseError
from kuager.verbs import tables as fitting
from kuager.verbs._verb import VERBS
from kuager.verbs.desk import Desk, UnknownRecordError, open_desk
from kuager.verbs.evidence import add_evidence, give_out_evidence, sweep_evidence
from kuager.verbs.papers import NotRegularFileError, ThereAlreadyError
from kuager.verbs.proofs import prove_statement
from kuager.verbs.records import restrict_case, show_record
from kuager.verbs.vaults import (
    NewVault,
    back_up_vault,
    change_passphrase,
    describe_vault,
    new_vault,
    rebuild_vault,
    renew_recovery,
    suggest_passphrase,
    suggest_recovery,
    verify_vault,
)

OTHER = "seven other words for another vault altogether"
READER = Path(__file__).resolve().parents[2] / "docs" / "spec" / "read_log.py"
PHOTO = b"\x89PNG a photograph of a dragonfly" * 40_000


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """The folder of a vault that was made as a person makes one, with recovery words."""
    words = suggest_recovery()
    plan = NewVault(
        folder=tmp_path / "made",
        passphrase=PASSPHRASE,
        recovery=words,
        profile=cheapest_for_tests(),
    )
    new_vault(plan).close()
    (tmp_path / "paper").write_text(" ".join(words))
    return tmp_path / "made"


def paper(folder: Path) -> list[str]:
    """The recovery words of a vault that `made` made."""
    return (folder.parent / "paper").read_text().split()


def tables(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every derived table, row by row."""
    run = desk.store.connection.execute
    names = [n for (n,) in run("SELECT name FROM sqlite_master WHERE type='table'").fetchall()]
    derived = [n for n in names if "fts" not in n and n not in ("entry", "body", "wrap", "meta")]
    return {n: sorted(run(f"SELECT * FROM {n}").fetchall(), key=repr) for n in derived}


def photo(tmp_path: Path, data: bytes = PHOTO, name: str = "dragonfly.png") -> Path:
    """A file to be sealed."""
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_new_vault_opens_with_its_passphrase(made: Path) -> None:
    """It is sound, holds its founder, and is nothing else yet."""
    desk = open_desk(made, PASSPHRASE)

    assert ({"member": 1}, False) == (describe_vault(desk).records, desk.practice)
    assert verify_vault(desk).sound
    desk.close()


def test_recovery_words_open_it_too(made: Path) -> None:
    """The words on the paper are as good as the passphrase; others are not."""
    desk = open_desk(made, "", recovery=paper(made))
    assert verify_vault(desk).sound
    desk.close()

    for words in (list(suggest_recovery()), paper(made)[:-1], ["not", "words"]):
        with pytest.raises(KuagerError):
            open_desk(made, "", recovery=words)


def test_a_wrong_passphrase_opens_nothing(made: Path) -> None:
    """It is said that it is wrong; nothing in the folder changes."""
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}

    with pytest.raises(WrongPassphraseError):
        open_desk(made, OTHER)

    assert before == {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}


def test_the_passphrase_can_be_changed(made: Path) -> None:
    """The new one opens, the old one does not, the recovery words still do."""
    change_passphrase(made, PASSPHRASE, OTHER, chosen=False)

    open_desk(made, OTHER).close()
    open_desk(made, "", recovery=paper(made)).close()
    with pytest.raises(WrongPassphraseError):
        open_desk(made, PASSPHRASE)


@pytest.mark.full
def test_a_forgotten_passphrase_is_replaced_by_recovery_words(made: Path) -> None:
    """Who holds the paper gives the vault a new passphrase."""
    change_passphrase(made, None, OTHER, recovery=paper(made), chosen=False)

    open_desk(made, OTHER).close()


def test_a_chosen_passphrase_has_to_hold(made: Path, tmp_path: Path) -> None:
    """A weak one makes no vault and changes none."""
    word = "Almaty" + "2024!"
    weak = NewVault(folder=tmp_path / "weak", passphrase=word, chosen=True)

    with pytest.raises(WeakPassphraseError):
        new_vault(weak)
    with pytest.raises(WeakPassphraseError):
        change_passphrase(made, PASSPHRASE, word)

    assert not (tmp_path / "weak").exists()
    open_desk(made, PASSPHRASE).close()


def test_recovery_words_can_be_made_anew(desk: Desk) -> None:
    """Typed back by the person, they open from then on; those of before open no more."""
    before, words = list(suggest_recovery()), list(suggest_recovery())
    renew_recovery(desk, words=before)
    renew_recovery(desk, words=words)
    folder = desk.store.home.folder
    desk.close()

    with pytest.raises(WrongRecoveryError):
        open_desk(folder, "", recovery=before)
    again = open_desk(folder, "", recovery=words)
    assert verify_vault(again).sound
    again.close()
    desk.store.connection = desk_again(folder).store.connection


@pytest.mark.parametrize("language", ["en", "ru"])
def test_generated_passphrases_are_seven_words(language: str) -> None:
    """Seven words of a list of 2,048, never the same twice."""
    phrases = {suggest_passphrase(language) for _ in range(20)}  # type: ignore[arg-type]

    assert 20 == len(phrases)
    assert {7} == {len(phrase.split()) for phrase in phrases}


def test_a_vault_is_made_in_an_empty_folder_only(made: Path) -> None:
    """One that is there is never written over."""
    before = (made / "vault.db").read_bytes()

    with pytest.raises(VaultExistsError):
        new_vault(NewVault(folder=made, passphrase=OTHER, profile=cheapest_for_tests()))

    assert before == (made / "vault.db").read_bytes()


def test_rebuilding_gives_the_same_tables(desk: Desk, tmp_path: Path) -> None:
    """Every derived table is made anew from the log, row for row."""
    story(desk, "yes")
    add_evidence(desk, file=photo(tmp_path), case="C-1")
    restrict_case(desk, code=case(desk))
    before = tables(desk)

    state = rebuild_vault(desk)

    assert before == tables(desk)
    assert describe_vault(desk) == state
    assert [] == findings(desk)


def test_tables_of_an_older_layout_are_written_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when the first attempt was interrupted: the note is changed last."""
    code = case(desk)
    folder = desk.store.home.folder
    write_notes(desk.store.connection, {"layout": "of an older version"})
    desk.close()

    class Crash(Exception):  # noqa: N818 - the machine is off
        """The power went."""

    rewritten: list[bool] = []

    def crashing(*_: object, **__: object) -> None:
        rewritten.append(False)
        raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(fitting, "rewrite", crashing)
        with pytest.raises(Crash):
            desk_again(folder)

    real = fitting.rewrite
    monkeypatch.setattr(fitting, "rewrite", lambda *a, **k: (rewritten.append(True), real(*a, **k)))
    desk_again(folder).close()
    again = desk_again(folder)
    assert [False, True] == rewritten
    assert code == show_record(again, code=code).record.code
    assert [] == findings(again)
    again.close()


def test_a_backup_is_proved_by_opening_it(desk: Desk, tmp_path: Path) -> None:
    """It holds what the vault holds, opens with its passphrase, and is in the record."""
    story(desk, "yes")
    add_evidence(desk, file=photo(tmp_path), case="C-1")

    copied = back_up_vault(desk, to=tmp_path / "backup")

    assert (True, False, "B-1") == (copied.sound, copied.apart, copied.code)
    backup = desk.view.record(uid(desk, "backup", copied.code))
    assert backup is not None
    assert "2025-03-01" == backup.get("backup.proved_on")
    copy = desk_again(copied.folder)
    assert [] == findings(copy)
    assert "C-1" in copy.view.codes("case")
    give_out_evidence(copy, code="EV-1", to=tmp_path / "given.png")
    assert (tmp_path / "given.png").read_bytes() == PHOTO
    copy.close()
    assert [] == findings(desk)


def test_a_backup_without_its_keyring_opens_for_nobody(desk: Desk, tmp_path: Path) -> None:
    """Its keys lie apart; put back beside it, it opens."""
    case(desk)

    copied = back_up_vault(desk, to=tmp_path / "disk" / "backup", keys_to=tmp_path / "keys")

    assert tmp_path / "keys" / "backup.keyring" == copied.keyring
    assert not (copied.folder / "keyring").exists()
    with pytest.raises(KuagerError):
        desk_again(copied.folder)
    shutil.copy(copied.keyring, copied.folder / "keyring")
    copy = desk_again(copied.folder)
    assert [] == findings(copy)
    copy.close()


def test_keyrings_of_two_backups_do_not_meet(desk: Desk, tmp_path: Path) -> None:
    """A keyring that lies apart is never written over: its backup would open for nobody."""
    keys = tmp_path / "keys"
    first = back_up_vault(desk, to=tmp_path / "one" / "backup", keys_to=keys)
    before, count = first.keyring.read_bytes(), desk.store.log.count

    with pytest.raises(VaultExistsError):
        back_up_vault(desk, to=tmp_path / "two" / "backup", keys_to=keys)

    assert (before, count) == (first.keyring.read_bytes(), desk.store.log.count)
    assert not (tmp_path / "two" / "backup").exists()


def test_a_backup_writes_over_nothing(desk: Desk, tmp_path: Path) -> None:
    """A folder with something in it, or a file, is refused before the log speaks of a backup."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = desk.store.log.count

    for name in ("full", "file"):
        with pytest.raises(VaultExistsError):
            back_up_vault(desk, to=tmp_path / name)

    assert before == desk.store.log.count


def test_a_backup_that_fails_leaves_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No half of a copy stays; the next attempt works."""
    add_evidence(desk, file=photo(tmp_path), case=case(desk))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(backups, "_copy_file", full)
        with pytest.raises(OSError, match="No space"):
            back_up_vault(desk, to=tmp_path / "backup")

    assert {"vault", "dragonfly.png"} == {path.name for path in tmp_path.iterdir()}
    assert back_up_vault(desk, to=tmp_path / "backup").sound


def test_evidence_is_sealed_and_given_out_as_it_was(desk: Desk, tmp_path: Path) -> None:
    """Byte for byte; on the disk there is neither its name nor its content."""
    holder = case(desk)
    kept = add_evidence(desk, file=photo(tmp_path), case=holder)

    sealed = next(desk.store.home.blobs.iterdir())
    assert b"dragonfly" not in sealed.read_bytes() + sealed.name.encode()
    given = give_out_evidence(desk, code=kept.code, to=tmp_path / "given.png")
    assert ((tmp_path / "given.png").read_bytes(), len(PHOTO)) == (PHOTO, given.size)
    assert [] == findings(desk)


@pytest.mark.parametrize("size", [0, 1, 1 << 20, (1 << 20) + 1])
def test_evidence_of_any_size(desk: Desk, tmp_path: Path, size: int) -> None:
    """Nothing, one byte, exactly a chunk and one more."""
    data = bytes(range(256)) * (size // 256 + 1)
    kept = add_evidence(desk, file=photo(tmp_path, data[:size], "Фото й — 1.jpg"))

    give_out_evidence(desk, code=kept.code, to=tmp_path / "given")

    assert ((tmp_path / "given").read_bytes(), kept.size) == (data[:size], size)
    record = desk.view.record(uid(desk, "evidence", kept.code))
    assert record is not None
    assert "Фото й — 1.jpg" == record.get("evidence.original_name")


def test_damaged_evidence_is_not_given_out(desk: Desk, tmp_path: Path) -> None:
    """One bit turned at the end: nothing is written, not even the beginning."""
    kept = add_evidence(desk, file=photo(tmp_path))
    sealed = next(desk.store.home.blobs.iterdir())
    data = bytearray(sealed.read_bytes())
    data[-1] ^= 1
    sealed.write_bytes(data)

    with pytest.raises(BlobError):
        give_out_evidence(desk, code=kept.code, to=tmp_path / "given.png")

    assert {"dragonfly.png", "vault"} == {path.name for path in tmp_path.iterdir()}
    assert 1 == len(findings(desk))


def test_evidence_is_given_out_over_nothing(desk: Desk, tmp_path: Path) -> None:
    """A file or link of that name stays; evidence of a restricted case is not there."""
    kept = add_evidence(desk, file=photo(tmp_path), case=case(desk))
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")

    for name in ("dragonfly.png", "link"):
        with pytest.raises(ThereAlreadyError):
            give_out_evidence(desk, code=kept.code, to=tmp_path / name)
    restrict_case(desk, code="C-1")
    with pytest.raises(UnknownRecordError):
        give_out_evidence(desk, code=kept.code, to=tmp_path / "given.png")


def test_only_a_regular_file_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    """A folder is refused; a case that is not there is refused before anything is sealed."""
    with pytest.raises(NotRegularFileError):
        add_evidence(desk, file=tmp_path)
    with pytest.raises(UnknownRecordError):
        add_evidence(desk, file=photo(tmp_path), case="C-9")

    assert [] == list(desk.store.home.blobs.iterdir())


def test_a_file_that_nothing_names_is_swept(desk: Desk, tmp_path: Path) -> None:
    """What a crash left between sealing and saying goes; what is named stays."""
    add_evidence(desk, file=photo(tmp_path))
    named = next(desk.store.home.blobs.iterdir())
    shutil.copy(named, named.with_name("0" * 32 + ".blob"))

    assert 1 == sweep_evidence(desk)

    assert [named] == list(desk.store.home.blobs.iterdir())
    assert [] == findings(desk)


def test_one_statement_is_shown_with_its_proof(desk: Desk, tmp_path: Path) -> None:
    """A reader without Kuager proves it, under 2 kB, and learns nothing else of the record."""
    event = development(desk, "ev-1", narrative="A secret dragonfly")
    told = next(t for t in desk.view.history(event) if t.property == "event.date")

    proof = prove_statement(desk, statement=told.id)

    (tmp_path / "proof.json").write_text(proof.text())
    run = subprocess.run(
        [sys.executable, str(READER), "proof", str(tmp_path / "proof.json")],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert 0 == run.returncode, run.stderr
    assert b"event.date" in run.stdout
    assert b"2024-05" in run.stdout
    assert b"dragonfly" not in run.stdout + proof.text().encode()
    assert proof.size < 2000


@pytest.mark.parametrize("field", ["stub", "salt", "statement", "siblings", "index"])
def test_a_changed_proof_proves_nothing(desk: Desk, tmp_path: Path, field: str) -> None:
    """Whatever is changed in it, the reader refuses it."""
    event = development(desk, "ev-1")
    told = next(t for t in desk.view.history(event) if t.property == "event.date")
    said = json.loads(prove_statement(desk, statement=told.id).text())
    if field == "index":
        said["index"] += 1
    elif field == "siblings":
        said["siblings"] = said["siblings"][:-1]
    else:
        value = said[field]
        said[field] = ("A" if value[40:41] != "A" else "B").join((value[:40], value[41:]))
        if field == "salt":
            said[field] = ("0" if value[0] != "0" else "1") + value[1:]
    (tmp_path / "proof.json").write_text(json.dumps(said))

    run = subprocess.run(
        [sys.executable, str(READER), "proof", str(tmp_path / "proof.json")],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )

    assert 0 != run.returncode


def test_a_statement_that_is_not_there_has_no_proof(desk: Desk) -> None:
    """Neither an entry nobody has nor an index beyond it."""
    entry = next(desk.store.log.entries()).id

    for place in (statement_id(EntryId(bytes(32)), 0), statement_id(entry, 4000)):
        with pytest.raises(UnknownRecordError):
            prove_statement(desk, statement=place)


def test_every_verb_says_what_it_does() -> None:
    """Each has a name, what it needs, and a sentence for the manual."""
    for module in pkgutil.iter_modules(verbs.__path__, "kuager.verbs."):
        importlib.import_module(module.name)
    assert {"import_file", "carry_out_erasure", "export_vault", "prove_statement"} <= set(VERBS)
    for name, found in VERBS.items():
        assert found.summary.endswith("."), name
        assert found.needs in ("read", "amend", "keep")

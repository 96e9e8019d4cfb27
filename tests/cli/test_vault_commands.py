"""A vault as a whole: made, opened, proved, mended, copied, its passphrase changed."""

import json
import os
import re
import select
import sys
import time
from base64 import b64decode
from pathlib import Path

from tests.cli.house import House, write_secret
from tests.cli.small_commands import IS_POSIX, ROOT

from kuager.model.entry import read_stub
from kuager.model.tree import leaf_hash, root_from_proof
from kuager.vault.recovery import new_recovery

PATIENCE_SECONDS = 20
OTHER = "ribbon walnut harbor tunnel meadow copper violet"


def test_a_script_makes_a_vault_and_opens_it(house: House, tmp_path: Path) -> None:
    """With a passphrase file nothing is asked, and no recovery words are made."""
    house.folder = tmp_path / "new"
    made = house("new", "--json").value

    assert made == {"folder": str(house.folder), "practice": False, "recovery_words": False}
    assert house.json("status")["entries"] == 1


def test_a_practice_vault_says_so_in_every_answer(house: House, tmp_path: Path) -> None:
    """First of all, in words and in JSON."""
    house.folder = tmp_path / "practice"
    house("new", "--practice")
    words, value = house("status"), house("status", "--json")

    assert words.out.startswith("Practice")
    assert "Practice" in json.loads(value.err.splitlines()[-1])["warning"]
    assert value.value["practice"] is True


def test_a_weak_passphrase_makes_no_vault(house: House, tmp_path: Path) -> None:
    """What everybody guesses first is refused, and nothing is left behind."""
    house.folder = tmp_path / "weak"
    house.passphrase_file = write_secret(tmp_path / "weak-passphrase", "qwerty123")

    assert "too easy to guess" in house("new", code=2).err
    assert not house.folder.exists()


def test_a_new_vault_takes_no_folder_that_holds_something(house: House, tmp_path: Path) -> None:
    """Neither a vault nor anything else is written over, and nobody is asked for words first."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    before = sorted(house.folder.rglob("*"))

    assert house("new", code=3).err.startswith("There is something in")
    house.folder = tmp_path / "full"
    assert house("new", code=3).err.startswith("There is something in")
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"
    assert sorted((tmp_path / "vault").rglob("*")) == before


def test_a_folder_that_a_cloud_copies_takes_no_vault(house: House, tmp_path: Path) -> None:
    """Its name is known; nothing is made."""
    house.folder = tmp_path / "Dropbox" / "vault"

    assert "Dropbox" in house("new", code=3).err
    assert not (tmp_path / "Dropbox").exists()


@IS_POSIX
def test_a_person_makes_a_vault_with_recovery_words(tmp_path: Path) -> None:
    """Both are shown once, typed back, and each opens the vault; neither lies in any file."""
    folder = tmp_path / "vault"
    typist = Typist(["--vault", str(folder), "new"])
    words = typist.shown(r"\n    ([a-z]+(?: [a-z]+){6})\r?\n")[0].split()
    typist.answer("Press Enter", "")
    typist.answer("passphrase back:", " ".join(["wrong", *words[1:]]))
    typist.answer("Word 1 is not", " ".join(words).upper())
    typist.wait("Press Enter")
    recovery = typist.shown(r"\d+ ([a-z]+)\b", 20)
    typist.answer("Press Enter", "")
    typist.answer("recovery words back:", " ".join(recovery))

    assert typist.end() == 0
    secrets = [word.encode() for word in (*words, *recovery)]
    held = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert [word for word in secrets if len(word) > 4 and word in held] == []

    opening = Typist(["--vault", str(folder), "status"])
    opening.answer("Passphrase:", " ".join(words))
    assert opening.end() == 0
    recovering = Typist(["--vault", str(folder), "recover", "--choose"])
    recovering.answer("from your paper:", " ".join(recovery))
    recovering.answer("New passphrase:", OTHER)
    recovering.answer("once more:", OTHER)
    assert recovering.end() == 0


@IS_POSIX
def test_a_person_makes_new_recovery_words(house: House) -> None:
    """Shown once and typed back; they open the vault, and those of before no longer do."""
    sheets = [new_words(house) for _ in range(2)]
    refused, opened = (
        house.bare("--vault", house.folder, "recover", "--choose", typed=f"{' '.join(sheet)}\n")
        for sheet in sheets
    )

    assert "do not open this vault" in refused.err
    assert "The input ended before this was answered: New passphrase:" in opened.err


def new_words(house: House) -> list[str]:
    """The words that `kuager recovery` showed, after they were typed back."""
    secret = ["--passphrase-file", str(house.passphrase_file)]
    typist = Typist(["--vault", str(house.folder), *secret, "recovery"])
    recovery = typist.shown(r"\d+ ([a-z]+)\b", 20)
    typist.answer("Press Enter", "")
    typist.answer("recovery words back:", " ".join(recovery))
    assert typist.end() == 0
    return recovery


def test_recovery_words_that_nobody_typed_back_change_nothing(house: House) -> None:
    """The words of before, or none, stay in force."""
    slots = (house.folder / "slots").read_bytes()
    house("recovery", typed="\nno\nno\nno\n", code=3)

    assert (house.folder / "slots").read_bytes() == slots


def test_words_that_nobody_typed_back_make_no_vault(house: House, tmp_path: Path) -> None:
    """A script that cannot read the words gets no vault it could never open."""
    said = house.bare("--vault", tmp_path / "none", "new", typed="\nno\nno\nno\n")

    assert (said.code, said.out) == (3, "")
    assert not (tmp_path / "none").exists()


def test_the_passphrase_is_changed(house: House, tmp_path: Path) -> None:
    """The new one opens the vault, the old one no longer does."""
    new = write_secret(tmp_path / "other", OTHER)
    house("passphrase", "--new-passphrase-file", new)

    assert "does not open the vault" in house("status", code=3).err
    house.passphrase_file = new
    assert house.json("status")["entries"] == 1


def test_a_wrong_old_passphrase_is_told_before_a_new_one_is_asked(
    house: House, tmp_path: Path
) -> None:
    """Nothing is changed, and nobody copied words in vain."""
    slots = (house.folder / "slots").read_bytes()
    house.passphrase_file = write_secret(tmp_path / "wrong", OTHER)
    said = house("passphrase", code=3)

    assert "Copy it by hand" not in said.err
    assert (house.folder / "slots").read_bytes() == slots


def test_a_wrong_passphrase_gets_a_hint_about_the_keyboard(house: House, tmp_path: Path) -> None:
    """What was typed under the other layout is recognised; closeness is never told."""
    house.passphrase_file = write_secret(tmp_path / "layout", "ьфтпщ дфтеукт щееук")
    said = house("status", code=3).err

    assert "typed with the Russian layout" in said
    assert "does not open the vault" in said


def test_recovery_words_of_another_vault_do_not_open_this_one(house: House, tmp_path: Path) -> None:
    """Sound words, but not of this vault: nothing is changed."""
    words = " ".join(new_recovery()[0])
    said = house.bare("--vault", house.folder, "recover", "--choose", typed=f"{words}\n")

    assert said.code == 3
    assert "Nothing was changed" in said.err
    assert tmp_path.exists()


def test_a_sound_vault_verifies_with_exit_code_0(house: House) -> None:
    """In words and in JSON."""
    house.record_case()
    value = house.json("verify")

    assert house("verify").out.startswith("The vault is sound.")
    assert (value["sound"], value["findings"]) == (True, [])
    assert value["statements"] > 0


def test_a_damaged_evidence_file_is_named(house: House, tmp_path: Path) -> None:
    """The exit code is not 0, the object is named, and it is said that the rest is safe."""
    (tmp_path / "photo.jpg").write_bytes(b"picture" * 1000)
    house("evidence", "add", tmp_path / "photo.jpg")
    [blob] = (house.folder / "blobs").glob("*.blob")
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.write_bytes(bytes(data))
    said = house("verify", code=4)

    assert blob.name[:8] in said.out
    assert "other files are safe" in said.out
    assert house("verify", "--json", code=4).value["sound"] is False


def test_verifying_removes_nothing(house: House) -> None:
    """A sealed file that no record names is reported by verify, not swept away by it."""
    stray = house.folder / "blobs" / f"{'0' * 32}.blob"
    stray.write_bytes(b"stray")

    assert "00000000" in house("verify", code=4).out
    assert stray.exists()
    house("status")
    assert not stray.exists()


def test_a_vault_is_rebuilt(house: House) -> None:
    """The tables are made anew and the vault is sound."""
    code = house.record_case()

    assert house.json("rebuild")["records"]["case"] == 1
    assert house.json("verify")["sound"] is True
    assert house.json("show", code)["code"] == code


def test_a_backup_opens_like_the_vault(house: House, tmp_path: Path) -> None:
    """It is proved when made, is known to the vault, and holds what was there."""
    code = house.record_case()
    made = house.json("backup", tmp_path / "copy")
    house.folder = tmp_path / "copy"

    assert (made["code"], made["sound"], made["apart"]) == ("B-1", True, False)
    assert house.json("show", code)["values"]["case.code"] == code


def test_a_backup_without_its_keyring_opens_for_nobody(house: House, tmp_path: Path) -> None:
    """The keyring lies apart, in a folder that is made if it is not there."""
    house("backup", tmp_path / "copy", "--keys-to", tmp_path / "stick" / "keys")
    house.folder = tmp_path / "copy"

    assert [path.name for path in (tmp_path / "stick" / "keys").iterdir()] == ["copy.keyring"]
    assert house("status", code=4).err.endswith("from a backup.\n")
    (tmp_path / "copy" / "keyring").write_bytes(
        (tmp_path / "stick" / "keys" / "copy.keyring").read_bytes()
    )
    assert house.json("verify")["sound"] is True


def test_one_statement_is_proved_without_the_others(house: House, tmp_path: Path) -> None:
    """The proof leads from the statement to the root in the signed stub and holds no other."""
    code = house.record_case()
    [place] = [
        one["statement"]
        for one in house.json("show", code)["history"]
        if one["property"] == "case.status"
    ]
    house("prove", place, "--to", tmp_path / "proof.json")
    proof = json.loads((tmp_path / "proof.json").read_text())
    stub, said = b64decode(proof["stub"]), b64decode(proof["statement"])

    assert json.loads(house("prove", place).out) == proof
    assert b"case.status" in said
    assert b"Canary" not in json.dumps(proof).encode()
    siblings = [bytes.fromhex(one) for one in proof["siblings"]]
    leaf = leaf_hash(bytes.fromhex(proof["salt"]), said)
    signed, entry, _ = read_stub(stub)
    assert entry.hex() == place.split(":")[0]
    assert signed.root == root_from_proof(leaf, proof["index"], signed.count, siblings)


def test_what_is_no_statement_is_proved_by_nothing(house: House, tmp_path: Path) -> None:
    """A word, and a statement that is not there: two refusals, no file."""
    house("prove", "nothing", "--to", tmp_path / "p", code=2)
    house("prove", f"{'0' * 64}:1", "--to", tmp_path / "p", code=8)

    assert not (tmp_path / "p").exists()


class Typist:
    """Somebody at a terminal who reads what is shown and types."""

    def __init__(self, arguments: list[str]) -> None:
        """Start the real command in a process of its own, on a pseudo-terminal."""
        import pty  # noqa: PLC0415 - POSIX only

        self.child, self.terminal = pty.fork()
        if self.child == 0:
            kept = {"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src"), "TERM": "dumb"}
            os.environ.update(kept)
            os.execv(  # noqa: S606
                sys.executable, [sys.executable, "-m", "kuager.cli", "--lang", "en", *arguments]
            )
        self.text, self.seen = "", 0

    def wait(self, awaited: str) -> None:
        """Read on until these words were shown."""
        while awaited not in self.text[self.seen :]:
            assert self._more(), self.text

    def shown(self, pattern: str, count: int = 1) -> list[str]:
        """What a pattern finds in all that was shown since the last answer, when it is there."""
        while len(found := re.findall(pattern, self.text[self.seen :])) < count:
            assert self._more(), self.text
        return found

    def answer(self, question: str, answer: str) -> None:
        """Type an answer after its question."""
        self.wait(question)
        self.seen = len(self.text)
        time.sleep(0.05)
        os.write(self.terminal, f"{answer}\n".encode())

    def end(self) -> int:
        """The exit code."""
        while self._more():
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])

    def _more(self) -> bool:
        if not select.select([self.terminal], [], [], PATIENCE_SECONDS)[0]:
            return False
        try:
            chunk = os.read(self.terminal, 4096)
        except OSError:
            return False
        self.text += chunk.decode("utf-8", "replace")
        return chunk != b""

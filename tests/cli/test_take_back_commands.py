"""Working copies on the command line: written, looked at, taken; refused in one sentence."""

from pathlib import Path

import pytest
from tests.cli.house import House
from tests.takeback.documents import document, text_at
from tests.takeback.wordlike import WordFile
from tests.verbs.desks import desk_again

REFUSED = 65


@pytest.fixture
def code(house: House) -> str:
    """A document in the vault of the house."""
    desk = desk_again(house.folder)
    made = document(desk)
    desk.close()
    return made


def edited(house: House, code: str, tmp_path: Path) -> Path:
    """A working copy that came back with two changes."""
    given = house.json("report", "working-copy", code, "--to", tmp_path / "for-partners.docx")
    word = WordFile(Path(given["file"]).read_bytes())
    word.retype("The winter was", "quiet", "calm")
    word.retype("In May, ev-2", "came to pass", "was alleged")
    back = tmp_path / "back.docx"
    back.write_bytes(word.saved())
    return back


def test_a_working_copy_is_named_so_and_entered(house: House, code: str, tmp_path: Path) -> None:
    """The name begins with working-copy whatever was asked; nothing is written over."""
    to = tmp_path / "for-partners.docx"
    said = house("report", "working-copy", code, "--to", to).out
    house("report", "working-copy", code, "--to", to, code=3)
    house("report", "working-copy", code, "--to", to, "--replace")

    assert ["working-copy-for-partners.docx"] == [path.name for path in tmp_path.glob("*.docx")]
    assert "Kept as edition ED-1 and in the register as R-1." in said


def test_what_came_back_is_shown_and_nothing_is_changed(
    house: House, code: str, tmp_path: Path
) -> None:
    """Each difference with its name, its words, and why it cannot be taken."""
    back = edited(house, code, tmp_path)
    said = house("report", "take-back", back).out
    found = house.json("report", "take-back", back)

    assert f"A working copy of {code}. Differences: 2; comments: 0." in said
    assert "chapter/w15: words changed" in said
    assert "+ The winter was calm, which is not the same as safe." in said
    assert "Drawn from: event ev-2" in said
    assert [True, False] == [one["takeable"] for one in found["differences"]]


def test_what_is_chosen_is_taken(house: House, code: str, tmp_path: Path) -> None:
    """By its name; the rest is told as not taken."""
    back = edited(house, code, tmp_path)
    done = house.json("report", "take-back", back, "--take", "chapter/w15")
    desk = desk_again(house.folder)
    text = text_at(desk, code)
    desk.close()

    assert (["chapter/w15"], ["chapter"]) == (done["taken"], done["places"])
    assert 1 == len(done["left"])
    assert "The winter was calm" in text


def test_a_file_that_is_none_is_refused(house: House, code: str, tmp_path: Path) -> None:
    """With one sentence and the exit code of what cannot be read."""
    other = tmp_path / "other.docx"
    other.write_bytes(b"nothing of the kind")
    said = house("report", "take-back", other, code=REFUSED).err

    assert code
    assert "is not a working copy of a document in this vault" in said


def test_a_file_that_is_not_there_is_named(house: House, code: str, tmp_path: Path) -> None:
    """In one sentence, as every other file."""
    said = house("report", "take-back", tmp_path / "gone.docx", code=2)

    assert code
    assert "There is no file or folder" in said.err

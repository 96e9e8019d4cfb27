"""A working copy edited in LibreOffice: twenty edits of five kinds and comments, all found."""

import io
import shutil
from pathlib import Path

import docx
import pytest
from tests.examples.folders import KAZAKHSTAN, take_folder
from tests.takeback.conftest import Lent
from tests.takeback.documents import text_at
from tests.takeback.office import Office
from tests.verbs.desks import new_desk

from kuager.formats.takeback.copies import working_copy
from kuager.lang import LANGUAGES
from kuager.verbs.manuscripts import make_report
from kuager.verbs.taking_back import look_at_working_copy, take_back
from kuager.verbs.working_copies import key_of

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")


def edited(lent: Lent, folder: Path) -> tuple[bytes, set[tuple[str, str, bool]]]:
    """The copy after twenty edits and two comments; what the edits are."""
    office = Office(folder)
    office.do("Retype", "with arrests in the south", "with many arrests in the west")
    office.do("Retype", "ministry twice", "ministry “at last”")
    office.do("Retype", "to write down what", "to put on paper what")
    office.do("Append", "The winter was quiet", " Nobody was.")
    office.do("Add", "A hospital refused", "A clinic did write it down, and lost its licence.")
    office.do("Add", "No answer came", "Nor did anybody ask again.")
    office.do("Strike", "The newspapers printed")
    office.do("Strike", "two of them were")
    office.do("Part", "and found a flat")
    office.do("Join", "none was told")
    office.do("Move", "Teachers were told", "Of all complaints")
    office.do("Note", "Told to the authors", "Told to the authors in June.")
    office.do("Note", "Report p-2, para. 2, available", "Quite another note.")
    office.do("AddNote", "although the law", "Article 90.")
    office.track(on=True)
    office.do("Retype", "A bus company apologised", "A tram company apologised")
    office.do("Retype", "for want of a stamp", "for want of two stamps")
    office.do("Strike", "By autumn most")
    office.do("Add", "What follows is", "A last word of ours.")
    office.do("Add", "A deputy promised", "And a fourth time.")
    office.do("Strike", "In May, ev-1 came")
    data = office.edit(lent.data)
    opened = docx.Document(io.BytesIO(data))
    for starts, words in (("Neighbours brought", "How many?"), ("In May, ev-2", "Says who?")):
        paragraph = next(p for p in opened.paragraphs if p.text.startswith(starts))
        opened.add_comment(paragraph.runs[:1], text=words, author="Some Body", initials="SB")
    buffer = io.BytesIO()
    opened.save(buffer)
    return office.save(buffer.getvalue()), {
        ("w1", "changed", False), ("w3", "changed", False), ("w10", "changed", False),
        ("w15", "changed", False), ("A clinic did", "added", False),
        ("Nor did anyb", "added", False),
        ("w11", "deleted", False), ("w7", "deleted", False), ("w14", "split", False),
        ("w8", "merged", False), ("w18", "moved", False), ("w10", "note", False),
        ("w2", "note", False), ("w4", "changed", False), ("w19", "changed", True),
        ("w17", "changed", True), ("w12", "deleted", True), ("A last word ", "added", True),
        ("And a fourth", "added", True), ("ev-1", "deleted", True),
    }  # fmt: skip


@pytest.mark.full
def test_twenty_edits_in_libreoffice_are_found_and_none_is_invented(
    lent: Lent, tmp_path: Path
) -> None:
    """Words, paragraphs, order, notes, comments; tracked and not; saved twice by LibreOffice."""
    data, expected = edited(lent, tmp_path)
    found = look_at_working_copy(lent.desk, data=data)
    told = {(one.piece or one.after[:12], one.kind, one.tracked) for one in found.differences}

    assert expected == told
    assert 20 == len(found.differences)
    assert [("w14", "How many?"), ("ev-2", "Says who?")] == [
        (one.piece, one.words) for one in found.comments
    ]
    assert "Some Body" not in str(found)
    assert "Some Body" in str(look_at_working_copy(lent.desk, data=data, names=True))


@pytest.mark.full
def test_what_came_through_libreoffice_is_taken_with_its_marks(lent: Lent, tmp_path: Path) -> None:
    """Citations, figures, languages and references outlive the other program."""
    data, _ = edited(lent, tmp_path)
    take_back(lent.desk, data=data, chosen=["all", "comment-1"])
    text = text_at(lent.desk, lent.code)
    record = lent.desk.view.record(lent.desk.find(("report",), lent.code))

    assert "The year began with many arrests in the west [@p-1], and the courts closed" in text
    assert "In spring the police counted {@F-1} attacks; nobody else counted *any* of them" in text
    assert "{ru|мелкое хулиганство} in its only statement [@p-4]." in text
    assert (
        "No answer came in **ninety days**, although the law[^Article 90.] gives fifteen." in text
    )
    assert "A tram company apologised, the only body that ever did so in public [@p-2]." in text
    assert "what it saw[^Told to the authors in June.]." in text
    assert "Neighbours brought food\n\nand found a flat" in text
    assert "By autumn" not in text
    assert record is not None
    assert ["chapter/w14 “Neighbours brought food”: How many?"] == record.every("report.remark")


def test_a_copy_that_libreoffice_only_saved_has_no_difference(lent: Lent, tmp_path: Path) -> None:
    """Opening and saving is no edit: every mark, note and number is found again."""
    saved = Office(tmp_path).save(lent.data)
    found = look_at_working_copy(lent.desk, data=saved)

    assert ((), ()) == (found.differences, found.comments)
    assert found.unchanged


@pytest.mark.full
def test_no_document_of_the_example_is_changed_by_saving_it(tmp_path: Path) -> None:
    """Title pages, contents, items, quotations, tables, hundreds of notes, three languages."""
    desk = new_desk(tmp_path / "vault", practice=True)
    take_folder(desk, KAZAKHSTAN)
    office = Office(tmp_path)
    for code in desk.view.codes("report"):
        for language in LANGUAGES:
            made = make_report(desk, code, language)
            key = key_of(made.writing, language)
            data = working_copy(made.laid, code=code, key=key)
            found = look_at_working_copy(desk, data=office.save(data))
            assert [] == [(code, language, one) for one in found.differences]
    desk.close()

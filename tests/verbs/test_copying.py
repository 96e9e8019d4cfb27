"""One block of a document as a file of its own: with its notes, cut, and in the register."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from tests.verbs.desks import desk_again, new_desk, tell, uid
from tests.verbs.figured import counted, figure
from tests.verbs.stories import development, passage, story
from tests.verbs.test_figure_leaving import agree
from tests.verbs.test_texts import PLACE, erase, review, shown, state, words, write

from kuager.model.report import notes_of, reading_text
from kuager.model.statement import retract, say
from kuager.verbs.consents import withdraw_consent
from kuager.verbs.copying import (
    CopyStoppedError,
    NothingToCopyError,
    PersonalInCopyError,
    copy_block,
    read_out,
    write_copy,
)
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report, start_report
from kuager.verbs.exports import ThereAlreadyError
from kuager.verbs.handed_out import UnknownFormatError
from kuager.verbs.manuscripts import read_report
from kuager.verbs.texts import UnknownPlaceOfTextError, show_texts, write_text


def parts(data: bytes) -> str:
    """The text parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = ("word/document.xml", "word/footnotes.xml")
        return "".join(package.read(name).decode("utf-8") for name in names)


def test_a_block_is_a_word_file_with_its_notes(desk: Desk) -> None:
    """What is written and what is drawn, with the sources of both."""
    development(desk, "ev-1")
    passage(desk, "p-9")
    code = review(desk)
    write(desk, code, "A hard year [@p-9].")
    done = copy_block(desk, code=code, place=PLACE)

    assert f"{code}-{PLACE}-en.docx" == done.name
    for said in ("A hard year", "In May, ev-1 came to pass.", "Report p-9", "Report p-ev-1"):
        assert said in parts(done.data)


def test_a_reference_to_another_place_is_words(desk: Desk) -> None:
    """In a file of its own a link would lead nowhere."""
    code = start_report(desk, outline="case-statistics", facts={"period": "2024"})
    seen = show_texts(desk, code=code, place="introduction").texts[0].seen
    write_text(
        desk, code=code, place="introduction", language="en", text="See [#method].", seen=seen
    )
    done = copy_block(desk, code=code, place="introduction", form="md")
    label = open_report(desk, code)[1].block("method")

    assert label is not None
    assert f"See {label.label['en']}." in done.data.decode()
    assert not [one for one in done.remarks if one.problem.startswith("refers")]


def test_what_is_held_is_not_in_it(desk: Desk) -> None:
    """It is cut like the document, and says what was held back."""
    holder = story(desk, "yes")
    development(desk, "ev-2")
    code = review(desk)
    withdraw_consent(desk, case=holder)
    done = copy_block(desk, code=code, place=PLACE, form="md")

    assert "ev-2 came to pass" in done.data.decode()
    assert "ev-1 came to pass" not in done.data.decode()
    assert [("ev-1", "consent-withdrawn")] == [(held.code, held.reason) for held in done.held]


def test_what_leaves_is_entered_once_for_the_same_words(desk: Desk) -> None:
    """Each file is a release; the same words share an edition, which an erasure finds."""
    holder = story(desk, "yes")
    code = review(desk)
    first, second = (
        copy_block(desk, code=code, place=PLACE),
        copy_block(desk, code=code, place=PLACE),
    )
    record = desk.view.record(uid(desk, "release", first.release))
    blocks = desk.view.count("block")
    erase(desk, holder)

    assert first.edition == second.edition
    assert first.release != second.release
    assert record is not None
    assert "consent" == record.text("release.basis")
    assert desk.view.count("block") < blocks


def test_nothing_leaves_where_nothing_may_be_told(desk: Desk) -> None:
    """An empty block, a wrong place and a wrong form are refused, and nothing is entered."""
    code = review(desk)

    with pytest.raises(NothingToCopyError):
        copy_block(desk, code=code, place=PLACE)
    with pytest.raises(UnknownPlaceOfTextError):
        copy_block(desk, code=code, place="nowhere")
    with pytest.raises(UnknownFormatError):
        copy_block(desk, code=code, place=PLACE, form="exe")
    assert 0 == desk.view.count("release")


def test_a_telephone_in_the_words_stops_it(desk: Desk) -> None:
    """Nobody's number goes into a file by the author's own words."""
    code = review(desk)
    write(desk, code, "Call +7 701 555 01 02.")

    with pytest.raises(PersonalInCopyError):
        copy_block(desk, code=code, place=PLACE)


def test_a_file_that_is_there_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    """The author's own file is safe."""
    development(desk, "ev-1")
    done = copy_block(desk, code=review(desk), place=PLACE)
    to = tmp_path / "mine.docx"
    write_copy(to, done)

    with pytest.raises(ThereAlreadyError):
        write_copy(to, done)
    assert done.data == to.read_bytes()


def test_practice_is_marked(tmp_path: Path) -> None:
    """In the text of the file, and in the register."""
    desk = new_desk(tmp_path / "vault", practice=True)
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year.")
    done = copy_block(desk, code=code, place=PLACE, form="md")
    record = desk.view.record(uid(desk, "release", done.release))
    desk.close()

    assert "Practice" in done.data.decode()
    assert record is not None
    assert "practice" == record.text("release.basis")


def test_a_document_is_read_without_leaving(desk: Desk) -> None:
    """Reading on the screen enters nothing."""
    development(desk, "ev-1")
    code = review(desk)

    assert "ev-1 came to pass" in read_out(desk, code=code).text
    assert "ev-1 came to pass" in read_out(desk, code=code, place=PLACE).text
    assert 0 == desk.view.count("release")


def test_a_figure_is_its_number_with_base_and_period_in_the_note(desk: Desk) -> None:
    """The number as it may leave; the sentence tells of what it is a part."""
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    kept = figure(desk)
    code = review(desk)
    write(desk, code, f"In {{@{kept}}} cases things were broken.")
    found = read_report(desk, code=code)
    (note,) = notes_of(found.laid.report)
    said = "".join(run.text for runs in note.paragraphs for run in runs)

    assert "In 17 cases things were broken." in words(desk, code)
    assert "25" in said
    assert "2024" in said
    assert not found.laid.remarks


def test_a_figure_that_may_not_leave_is_left_out_and_remarked(desk: Desk) -> None:
    """Its number is not printed, in no note either."""
    counted(desk, physical=8)
    kept = figure(desk)
    code = review(desk)
    write(desk, code, f"In {{@{kept}}} cases things were broken.")
    found = read_report(desk, code=code)

    assert "In […] cases things were broken." in words(desk, code)
    assert () == notes_of(found.laid.report)
    assert [(kept, "figure-held")] == [(r.code, r.problem) for r in found.laid.remarks]


def test_a_figure_of_which_another_number_is_said_is_remarked(desk: Desk) -> None:
    """Outside ten of eighteen are told, and a person looks at the words around it."""
    counted(desk, physical=8)
    agree(desk, range(8, 26))
    kept = figure(desk)
    code = review(desk)
    write(desk, code, f"In {{@{kept}}} cases things were broken.")
    found = read_report(desk, code=code)

    assert "In 10 cases things were broken." in words(desk, code)
    assert [(kept, "figure-told-otherwise")] == [(r.code, r.problem) for r in found.laid.remarks]


def test_a_figure_counted_otherwise_now_flags_the_text(desk: Desk) -> None:
    """The kept number never changes; what is counted today does, and so is the text flagged."""
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    kept = figure(desk)
    code = review(desk)
    write(desk, code, f"In {{@{kept}}} cases.")
    before = state(desk, code).changed
    counted(desk, material=1, physical=0, first=40)

    assert () == before
    assert ("figures",) == shown(desk, code).changed


def test_the_copy_is_the_same_after_a_restart(desk: Desk) -> None:
    """The same input gives the same bytes."""
    development(desk, "ev-1")
    code = review(desk)
    write(desk, code, "A hard year [@p-ev-1].")
    folder, first = desk.folder, copy_block(desk, code=code, place=PLACE).data
    desk.close()
    again = desk_again(folder)
    try:
        assert first == copy_block(again, code=code, place=PLACE).data
    finally:
        again.close()


def test_figures_of_one_document_are_weighed_beside_each_other(desk: Desk) -> None:
    """Two numbers whose difference would be a handful do not both leave."""
    counted(desk, material=20, physical=2)
    agree(desk, range(1, 23))
    first, second = figure(desk), figure(desk, "")
    code = review(desk)
    write(desk, code, f"Of {{@{second}}} in {{@{first}}}.")

    assert "Of 22 in 20." not in words(desk, code)
    with pytest.raises(CopyStoppedError):
        copy_block(desk, code=code, place=PLACE)
    assert 0 == desk.view.count("release")


def test_numbers_that_leave_in_a_copy_stand_in_the_register(desk: Desk) -> None:
    """A later table is weighed beside them."""
    counted(desk, physical=8)
    agree(desk, range(1, 26))
    kept = figure(desk)
    code = review(desk)
    write(desk, code, f"In {{@{kept}}} cases things were broken.")
    copy_block(desk, code=code, place=PLACE)
    forms = [one.text("release.form") for one in desk.view.records("release")]

    assert ["report", "table"] == forms


def test_people_in_a_copied_block_are_called_as_in_the_document(desk: Desk) -> None:
    """The number of a person is that of the whole document, in a copy and on the screen."""
    holder = story(desk, "anonymised")
    event = desk.find(("event",), "ev-1")
    standing = [t for t in desk.view.history(event) if t.stands and t.property == "event.wording"]
    wording = f"In May, [P-{holder}] was turned away."
    tell(
        desk,
        *(retract(t.subject, t.property, t.id) for t in standing),
        say(event, "event.wording", wording, language="en"),
    )
    facts = {"country": "KAZ", "period": "2024"}
    code = start_report(desk, outline="annual-review", facts=facts)

    whole = " ".join(reading_text(read_report(desk, code=code).laid.report))
    alone = read_out(desk, code=code, place="chapter").text

    called = re.findall(r"Person \d+", whole)
    assert called
    assert set(called) == set(re.findall(r"Person \d+", alone))

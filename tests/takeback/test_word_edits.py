"""A working copy edited as Word writes it: every edit is found, none is invented, all are taken."""

import pytest
from tests.takeback.conftest import Lent
from tests.takeback.documents import PARAGRAPHS, PLACE, text_at, write
from tests.takeback.wordlike import WordFile
from tests.verbs.desks import uid

from kuager.verbs.handed_out import ReadAgainError
from kuager.verbs.taking_back import (
    Difference,
    Differences,
    UnknownDifferenceError,
    look_at_working_copy,
    take_back,
)


def looked(lent: Lent, word: WordFile) -> Differences:
    """What is found in a file."""
    return look_at_working_copy(lent.desk, data=word.saved())


def told(found: Differences) -> set[tuple[str, str, bool]]:
    """Every difference as piece (or the first words of what is new), kind, tracked."""
    return {(one.piece or one.after[:12], one.kind, one.tracked) for one in found.differences}


def only(found: Differences) -> Difference:
    """The one difference there is."""
    (one,) = found.differences
    return one


def test_a_copy_that_nobody_touched_has_no_difference(lent: Lent) -> None:
    """Neither as it was made, nor after Word tore its runs apart."""
    as_made = look_at_working_copy(lent.desk, data=lent.data)
    torn = looked(lent, WordFile(lent.data))

    assert ((), ()) == (as_made.differences, torn.differences)
    assert as_made.unchanged
    assert torn.unchanged


def twenty_edits(word: WordFile) -> set[tuple[str, str, bool]]:
    """Twenty edits of five kinds, tracked and not; what they are."""
    word.retype("The year began", "with arrests", "with many arrests")
    word.retype("Lawyers wrote", "and once", "and — “once” —")
    word.retype("No answer came", "fifteen", "ten", tracked=True)
    word.retype("A bus company", "the only body", "the only one", tracked=True)
    word.add("A hospital refused", "A clinic did write it down.")
    word.add("The winter was", "So it seemed.", tracked=True)
    word.add("In spring the", "Nor did anybody ask.")
    word.add("A deputy promised", "Three times, in words.", tracked=True)
    word.strike("The newspapers")
    word.strike("By autumn", tracked=True)
    word.strike("two of them")
    word.strike("Of all complaints", tracked=True)
    word.part("Neighbours brought", "and found")
    word.join("none was told")
    word.move("Teachers were", "The office called")
    word.move("The regional", "A hospital refused", tracked=True)
    word.note("Told to the authors", "May", "June")
    word.note("The letters are", "are with", "lie with", tracked=True)
    word.note("Report p-4", "para. 4", "para. 5")
    word.retype("witnesses were", "a summons", "any summons")
    return {
        ("w1", "changed", False), ("w3", "changed", False), ("w4", "changed", True),
        ("w19", "changed", True), ("A clinic did", "added", False),
        ("So it seeme", "added", True), ("Nor did anyb", "added", False),
        ("Three times,", "added", True), ("w11", "deleted", False), ("w12", "deleted", True),
        ("w7", "deleted", False), ("w16", "deleted", True), ("w14", "split", False),
        ("w8", "merged", False), ("w18", "moved", False), ("w17", "moved", True),
        ("w10", "note", False), ("w3", "note", True), ("w5", "note", False),
        ("w6", "changed", False),
    }  # fmt: skip


def test_twenty_edits_are_found_and_none_is_invented(lent: Lent) -> None:
    """Words, paragraphs, order, notes; tracked and not; after Word tore all runs apart."""
    word = WordFile(lent.data)
    expected = twenty_edits(word)
    found = looked(lent, word)

    assert {(key[:11], *more) for key, *more in expected} == {
        (key[:11], *more) for key, *more in told(found)
    }
    assert 20 == len(found.differences)
    assert all(one.takeable for one in found.differences if one.kind != "note")
    assert [] == [one.key for one in found.differences if "Some Body" in str(one)]


def test_all_that_carries_no_warning_is_taken_and_every_mark_is_kept(lent: Lent) -> None:
    """Citations, notes, figures, languages and references are the author's marks again."""
    word = WordFile(lent.data)
    twenty_edits(word)
    done = take_back(lent.desk, data=word.saved(), chosen=["all"])
    text = text_at(lent.desk, lent.code)
    paragraphs = text.split("\n\n")

    assert (
        "The year began with many arrests in the south [@p-1], and the courts closed early." in text
    )
    assert "twice[^The letters lie with the authors; see [@p-1].] and — “once” —." in text
    assert "In spring the police counted {@F-1} attacks; nobody else counted *any* of them" in text
    assert "No answer came in **ninety days**, although the law gives ten." in text
    assert "- none was told of a right to silence. We have no such cases, said the" in text
    assert "The office called it {ru|мелкое хулиганство} in its only statement [@p-4]." in text
    assert "what it saw[^Told to the authors in June.]." in text
    assert "The newspapers" not in text
    assert "By autumn" not in text
    at = paragraphs.index("Neighbours brought food")
    assert "and found a flat for those who had lost theirs." == paragraphs[at + 1]
    assert paragraphs.index(PARAGRAPHS[17]) + 1 == next(
        n for n, p in enumerate(paragraphs) if p.startswith("The office called")
    )
    left = {("chapter/w5/note1"), ("chapter/w17/moved")}
    assert left == set(done.left)
    assert (PLACE,) == done.places


def test_what_was_taken_stands_in_the_next_working_copy(lent: Lent) -> None:
    """After taking, the copy that came back says nothing that the document does not."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    word.add("A bus company", "Nobody else did.")
    take_back(lent.desk, data=word.saved(), chosen=["all"])
    text = text_at(lent.desk, lent.code)

    assert "The winter was calm," in text
    assert "[@p-2].\n\nNobody else did.\n\nWhat follows" in text


def test_one_difference_is_taken_and_the_others_stay(lent: Lent) -> None:
    """Only what is named is taken; every other paragraph stays as it was typed."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    word.retype("The year began", "arrests", "raids")
    word.strike("The newspapers")
    done = take_back(lent.desk, data=word.saved(), chosen=["chapter/w15"])
    changed = [p for p in text_at(lent.desk, lent.code).split("\n\n") if p not in PARAGRAPHS]

    assert ["The winter was calm, which is not the same as safe."] == changed
    assert {"chapter/w1", "chapter/w11"} == set(done.left)


def test_nothing_is_taken_that_nobody_named(lent: Lent) -> None:
    """A name that is not there is refused, and the text stays."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    before = text_at(lent.desk, lent.code)

    with pytest.raises(UnknownDifferenceError):
        take_back(lent.desk, data=word.saved(), chosen=["chapter/w99"])
    assert before == text_at(lent.desk, lent.code)


def test_a_drawn_block_is_a_proposal_and_is_never_taken(lent: Lent) -> None:
    """It names the record; neither its name nor "all" takes it."""
    word = WordFile(lent.data)
    word.retype("In May, ev-2", "came to pass", "was alleged")
    one = only(looked(lent, word))

    assert ("drawn", False, "drawn") == (one.origin, one.takeable, one.reason)
    assert ("event", "ev-2") == one.record
    assert "was alleged" in one.after
    assert () == take_back(lent.desk, data=word.saved(), chosen=["all"]).taken


def test_a_footnote_that_was_a_citation_goes_back_as_that_citation(lent: Lent) -> None:
    """Even where all words around it changed, and where it was moved within its paragraph."""
    word = WordFile(lent.data)
    word.retype("A bus company", "A bus company apologised", "Only one firm said sorry")
    one = only(looked(lent, word))

    assert one.after.endswith("in public [@p-2].")


def test_a_figure_that_was_typed_over_is_told_and_not_taken_with_all(lent: Lent) -> None:
    """The number of a figure comes from the vault; taken by name, it is text from then on."""
    word = WordFile(lent.data)
    word.retype("In spring the", "17", "40")
    one = only(looked(lent, word))

    assert ("mark-overtyped",) == one.warns
    assert "counted 40 attacks" in one.after
    assert () == take_back(lent.desk, data=word.saved(), chosen=["all"]).taken


def test_a_line_without_its_marks_is_found_by_its_words_and_said_so(lent: Lent) -> None:
    """Selected whole and typed anew, a paragraph loses its mark."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    word.take_marks("The winter was")
    one = only(looked(lent, word))

    assert ("w15", "changed", ("found-by-words",)) == (one.piece, one.kind, one.warns)


def test_what_changed_in_the_vault_since_is_said_block_by_block(lent: Lent) -> None:
    """The changed paragraph cannot be taken by a click; another one can."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    word.retype("The year began", "arrests", "raids")
    write(lent.desk, lent.code, "\n\n".join(PARAGRAPHS).replace("is not the same", "is never"))
    found = looked(lent, word)
    by_piece = {one.piece: one for one in found.differences}

    assert not found.unchanged
    assert (False, "since") == (by_piece["w15"].takeable, by_piece["w15"].reason)
    assert by_piece["w1"].takeable


def test_taking_is_refused_when_the_document_changed_after_looking(lent: Lent) -> None:
    """Who looked at something else does not take it."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm")
    seen = looked(lent, word).seen
    write(lent.desk, lent.code, "Something else.")

    with pytest.raises(ReadAgainError):
        take_back(lent.desk, data=word.saved(), chosen=["all"], seen=seen)


def test_an_own_heading_and_a_new_first_paragraph(lent: Lent) -> None:
    """A paragraph before all others goes to the beginning of the text."""
    word = WordFile(lent.data)
    word.add("Annual review 2024", "Before all else.")
    found = looked(lent, word)
    take_back(lent.desk, data=word.saved(), chosen=["all"])

    assert ["added"] == [one.kind for one in found.differences]
    assert text_at(lent.desk, lent.code).startswith("Before all else.\n\nThe year began")


def test_the_reader_is_not_kept(lent: Lent) -> None:
    """Nothing that is said of a record after taking back names who tracked a change, or when."""
    word = WordFile(lent.data)
    word.retype("The winter was", "quiet", "calm", tracked=True)
    take_back(lent.desk, data=word.saved(), chosen=["all"])
    code = next(iter(lent.desk.view.codes("report_text")))
    history = lent.desk.view.history(uid(lent.desk, "report_text", code))

    assert "Some Body" not in str(history)
    assert "2026-05-04" not in str(history)

"""Which line is which: the rules by which marks and words find each other, one by one."""

import pytest

from kuager.formats.takeback.comparing import compare_copies, line_up_notes
from kuager.formats.takeback.lines import CopyRead, Line, NoteRead
from kuager.formats.takeback.marking import Mark, read_mark


def mark(number: int) -> Mark:
    """The mark of a line."""
    return Mark("aaaaaaaa", "bbbbbbbb", number, "cccccccccccc")


def line(words: str, number: int | None = None, *, faint: int | None = None) -> Line:
    """A line with a mark that has its letters, or one of which only the place is left."""
    return Line(
        words=words,
        looks="0" * len(words),
        marks=() if number is None else (mark(number),),
        faint=() if faint is None else (mark(faint),),
    )


def kinds(base: list[Line], back: list[Line]) -> list[str]:
    """The kinds of change, in order."""
    compared = compare_copies(CopyRead(lines=tuple(base)), CopyRead(lines=tuple(back)))
    return [change.kind for change in compared.changes]


def test_the_mark_of_an_empty_line_may_hang_on_the_next() -> None:
    """LibreOffice does so; nothing was changed."""
    base = [line("Title", 1), line("", faint=2), line("What happens", 3)]
    hung = Line(words="What happens", marks=(mark(3),), faint=(mark(2),))
    grown = Line(words="What happens", marks=(mark(2), mark(3)))

    assert [] == kinds(base, [line("Title", 1), hung])
    assert [] == kinds(base, [line("Title", 1), grown])


def test_a_faint_mark_on_other_words_is_the_line_written_anew() -> None:
    """Where no other line has it, and no other mark is there."""
    base = [line("One that was here before", 1), line("Two", 2)]
    back = [line("Wholly different", faint=1), line("Two", 2)]

    assert ["changed"] == kinds(base, back)


def test_a_line_pasted_twice_is_there_once_and_new_once() -> None:
    """The copy with the same mark is a new paragraph."""
    words = "A line that somebody copied"

    assert ["added"] == kinds([line(words, 1)], [line(words, 1), line(words, 1)])


def test_two_lines_that_change_places_are_one_move() -> None:
    """The fewest moves that explain the order."""
    base = [line(f"Line number {n} of the text", n) for n in range(5)]
    back = [base[0], base[3], base[1], base[2], base[4]]

    assert ["moved"] == kinds(base, back)


def test_a_line_written_anew_without_its_mark_is_out_and_in() -> None:
    """Nothing is guessed where nothing is alike."""
    base = [line("An apple a day", 1), line("Two", 2)]
    back = [line("Nobody was charged"), line("Two", 2)]

    assert ["added", "deleted"] == sorted(kinds(base, back))


def test_a_changed_cell_is_a_changed_table() -> None:
    """A table is compared cell by cell; one that only stands there is none."""

    def table(*cells: str) -> Line:
        return Line(words=" | ".join(cells), marks=(mark(1),), cells=(cells,))

    assert ["table"] == kinds([table("Almaty", "12")], [table("Almaty", "13")])
    assert [] == kinds([table("Almaty", "12")], [table("Almaty", "12")])


@pytest.mark.parametrize(
    ("base", "back", "expected"),
    [
        ("a b c", "a b c", {0: 0, 1: 1, 2: 2}),
        ("a b c", "a c", {0: 0, 1: 2}),
        ("a b c", "a x c", {0: 0, 1: 1, 2: 2}),
        ("a c", "a x c", {0: 0, 2: 1}),
        ("ibid ibid", "ibid", {0: 0}),
        ("a", "", {}),
    ],
)
def test_notes_are_lined_up_by_words_then_by_order(
    base: str, back: str, expected: dict[int, int]
) -> None:
    """Same words first; what is left between two that are known, in order."""
    first, second = (
        [NoteRead(at=0, words=words) for words in text.split()] for text in (base, back)
    )

    assert expected == line_up_notes(first, second)


@pytest.mark.parametrize(
    ("name", "is_mark"),
    [
        (mark(7).name, True),
        (f"{mark(7).name}_Copy_1", True),
        (f"{mark(7).name}Copy1", True),
        ("_GoBack", False),
        ("_Toc123456", False),
        ("_Hlk99", False),
        ("k1", False),
        (mark(7).name[:-1], False),
    ],
)
def test_only_marks_are_read_as_marks(name: str, is_mark: bool) -> None:  # noqa: FBT001
    """Word's and LibreOffice's own bookmarks are none; a pasted one is."""
    assert is_mark == (read_mark(name) is not None)
    assert read_mark(name) in (None, mark(7))

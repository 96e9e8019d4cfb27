"""What an author types, read: every mark, whatever is no mark, and back to what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.written import (
    SENTENCE,
    WrittenParagraph,
    WrittenPiece,
    WrittenText,
    named_by,
    read_written,
    walk,
    write_back,
)

MARKS = st.text(alphabet="*[]{}@^#|\\;->1. \nабp-2", max_size=40)
PIECES = st.sampled_from(
    ["**", "*", "[@p-1]", "[^", "]", "{@F-1}", "{ru|", "}", "[#part]", "- ", "1. ", "> ", "\n",
     "\n\n", "слово", " ", "\\", "[", "{", "2. ", "[@p-1; p-2]", "{@@F-2}"]
)  # fmt: skip
SOURCES = MARKS | st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60)


def pieces(source: str) -> tuple[WrittenPiece, ...]:
    """The pieces of a text of one paragraph."""
    (paragraph,) = read_written(source).paragraphs
    return paragraph.pieces


def kinds(source: str) -> list[str]:
    """The kinds of the paragraphs."""
    return [paragraph.kind for paragraph in read_written(source).paragraphs]


def letters(text: str) -> str:
    """The letters alone."""
    return "".join(letter for letter in text if letter.isalpha())


def letters_of(read: WrittenText) -> str:
    """The letters of all that was read, in order."""

    def of(piece: WrittenPiece) -> str:
        text = "" if piece.kind == "figure" else piece.text
        inside = "".join(of(each) for each in piece.pieces)
        return letters("".join((piece.language or "", text, inside, *piece.codes)))

    return "".join(of(piece) for paragraph in read.paragraphs for piece in paragraph.pieces)


def test_each_mark_is_read() -> None:
    """Bold, italic, citations, notes, figures, references, other languages."""
    text = lambda words: WrittenPiece(kind="text", text=words)  # noqa: E731

    assert pieces("a **b** *c* d") == (
        text("a "),
        WrittenPiece(kind="bold", text="b"),
        text(" "),
        WrittenPiece(kind="italic", text="c"),
        text(" d"),
    )
    assert pieces("x[@p-12; p-30]") == (
        text("x"),
        WrittenPiece(kind="cite", codes=("p-12", "p-30")),
    )
    assert pieces("[^See [@p-1], too.]") == (
        WrittenPiece(
            kind="note",
            pieces=(text("See "), WrittenPiece(kind="cite", codes=("p-1",)), text(", too.")),
        ),
    )
    assert pieces("{@F-3}") == (WrittenPiece(kind="figure", codes=("F-3",)),)
    assert pieces("{@@F-3}") == (WrittenPiece(kind="figure", text=SENTENCE, codes=("F-3",)),)
    assert pieces("[#article-2]") == (WrittenPiece(kind="refer", codes=("article-2",)),)
    assert pieces("{ru|слова}") == (WrittenPiece(kind="language", text="слова", language="ru"),)


def test_paragraphs_bullets_items_and_quotations() -> None:
    """A blank line ends a paragraph; lines of a list need none; a quotation goes on."""
    source = "One\nline.\n\n- a\n- b\nc\n\n1. first\n2. second\n\n> said\n> so\n\nEnd."
    read = read_written(source)

    assert ["body", "bullet", "bullet", "item", "item", "quote", "body"] == kinds(source)
    assert ["One line.", "a", "b c", "first", "second", "said so", "End."] == [
        "".join(piece.text for piece in paragraph.pieces) for paragraph in read.paragraphs
    ]


def test_a_paragraph_that_begins_with_another_number_keeps_it() -> None:
    """Only `1.` begins a list: "7." of an author would be printed as another number."""
    assert ["body"] == kinds("7. The Committee recommends.")
    assert ["body"] == kinds("It was in May\n15. And so on.")
    assert ["item", "item"] == kinds("1. One\n\n2. Two")


@pytest.mark.parametrize(
    "typed",
    ["5 * 3 * 2", "**", "[@]", "[@p 1]", "[^]", "[^open", "{@}", "{x|y", "{ru|}", "[#]", "a*b",
     "[P-1] said", "{ }", "-none", "1.none", "[^ ]", "** no **", "C:\\x"],
)  # fmt: skip
def test_what_only_looks_like_a_mark_stays_as_it_was_typed(typed: str) -> None:
    """It is text, letter by letter."""
    assert (WrittenPiece(kind="text", text=typed),) == pieces(typed)


def test_a_backslash_takes_the_meaning_from_a_mark() -> None:
    """So that a bracket can be printed as one."""
    assert (WrittenPiece(kind="text", text="[@p-1] *x*"),) == pieces(r"\[@p-1] \*x\*")


def test_marks_stand_in_each_other() -> None:
    """Bold words may cite, and a note may speak another language; no note stands in a note."""
    (bold,) = pieces("**bold [@p-1]**")
    (note,) = pieces("[^{kk|сөз} [^no]]")

    assert ["text", "cite"] == [piece.kind for piece in bold.pieces]
    assert ["language", "text"] == [piece.kind for piece in note.pieces]
    assert " [^no]" == note.pieces[1].text


def test_what_a_text_names_is_found_wherever_it_stands() -> None:
    """In notes and in bold words as well; each code once."""
    named = named_by(read_written("**a {@F-1}** [^[@p-1; s-2]] [@p-1] [#one] [P-3]"))

    assert ("p-1", "s-2") == named.cited
    assert ("F-1",) == named.figures
    assert ("one",) == named.references
    assert "P-3" in named.bracketed


@given(SOURCES)
def test_any_text_is_read_and_no_letter_is_lost(source: str) -> None:
    """Whatever is typed: nothing raises, and every letter comes out again in its order."""
    assert letters(source) == letters_of(read_written(source))


@given(SOURCES)
def test_what_was_read_is_written_back(source: str) -> None:
    """The notation made from a reading reads the same."""
    read = read_written(source)

    assert read.paragraphs == read_written(write_back(read)).paragraphs


@given(st.lists(st.tuples(st.sampled_from(["body", "bullet", "item", "quote"]), SOURCES)))
def test_any_words_can_be_written_back(found: list[tuple[str, str]]) -> None:
    """Words that come from elsewhere (a Word file) are words again, whatever they look like."""
    said = [(kind, " ".join(words.split())) for kind, words in found]
    paragraphs = tuple(
        WrittenParagraph(kind=kind, pieces=(WrittenPiece(kind="text", text=words),))  # type: ignore[arg-type]
        for kind, words in said
        if words
    )
    text = WrittenText(source="", paragraphs=paragraphs)

    assert paragraphs == read_written(write_back(text)).paragraphs


def test_a_long_text_of_open_marks_is_read_quickly() -> None:
    """Unclosed brackets and stars cost no more than their length."""
    for mark in ("[^", "*a ", "{ru|", "*[", "**a "):
        read = read_written(mark * 2_000)
        assert list(walk(read.paragraphs[0].pieces))

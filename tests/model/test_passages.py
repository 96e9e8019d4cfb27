"""Facts about passages: paragraphs cover a text, quotations are found, marks lose no letter."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.passages import (
    Stretch,
    clean_text,
    find_quote,
    nearest,
    numbers_at,
    paragraphs_of,
    pieces_of,
)

WRITTEN = st.text(alphabet=st.sampled_from('абв xyz"«»—-\n\r\t \u2028\x00ё'), max_size=120)


@given(WRITTEN)
def test_a_cleaned_text_stays_as_it_is(written: str) -> None:
    """Cleaning twice is cleaning once; nothing invisible but blanks and line ends is left."""
    text = clean_text(written)

    assert text == clean_text(text)
    assert not set(text) & set("\r\x00\u2028")


@given(WRITTEN)
def test_paragraphs_hold_every_letter_in_order(written: str) -> None:
    """What lies between them is blanks only, and each is where it says."""
    text = clean_text(written)
    found = paragraphs_of(text)

    assert "".join(text.split()) == "".join("".join(p.text.split()) for p in found)
    assert all(p.text == text[p.start : p.end] for p in found)
    assert list(range(1, len(found) + 1)) == [p.number for p in found]


@given(WRITTEN, st.data())
def test_any_words_of_a_text_are_found_where_they_stand(written: str, data: st.DataObject) -> None:
    """Copied as they are; nearest to where they were copied is that very place."""
    text = clean_text(written)
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].strip()
    if words:
        place = text.index(words, start)

        assert Stretch(place, place + len(words)) == nearest(find_quote(text, words), place)


@given(WRITTEN, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)), max_size=5))
def test_marks_lose_no_letter(written: str, ends: list[tuple[int, int]]) -> None:
    """However passages overlap, the pieces of a paragraph make up the paragraph."""
    cited = [(str(n), Stretch(min(pair), max(pair))) for n, pair in enumerate(ends)]
    for paragraph in paragraphs_of(clean_text(written)):
        pieces = list(pieces_of(paragraph, cited))

        assert paragraph.text == "".join(piece.text for piece in pieces)
        assert all(piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ("one\ntwo", ["one", "two"]),
        ("one\nstill one\n\n \n\ntwo", ["one\nstill one", "two"]),
        ("\n\n", []),
        ("only", ["only"]),
    ],
)
def test_a_text_is_cut_where_its_writer_cut_it(written: str, texts: list[str]) -> None:
    """At empty lines; at every line only where there are none."""
    assert texts == [p.text for p in paragraphs_of(clean_text(written))]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He said: «no, never» — twice", 'said: "no, never" - twice'),
        ("over two\nlines", "over two lines"),
        ("In CAPITALS", "in capitals"),
        ("It’s here", "It's here"),
    ],
)
def test_marks_dashes_blanks_and_capitals_are_forgiven(text: str, quote: str) -> None:
    """The same words from another page are the same words."""
    assert 1 == len(find_quote(text, quote))


@pytest.mark.parametrize("quote", ["", "  ", "abc", ".*", "[a", "(", "a|b", "\\d"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    """Signs of a pattern are letters."""
    assert [] == find_quote("12 xyz", quote)


def test_exact_words_go_before_similar_ones() -> None:
    """Only where nothing stands letter by letter is one lenient."""
    assert [Stretch(4, 7)] == find_quote("ABC abc", "abc")
    assert [Stretch(0, 3), Stretch(4, 7)] == find_quote("ABC aBc", "abc")


def test_words_are_looked_for_in_the_part_that_is_meant() -> None:
    """Though they stand exactly so elsewhere, the chosen paragraph has them in its own spelling."""
    text = "it's so\n\nIt’s so"

    assert [Stretch(9, 16)] == find_quote(text, "it's so", Stretch(9, 16))


def test_the_numbers_of_paragraphs_are_said_as_people_write_them() -> None:
    """One, a run, or none."""
    found = paragraphs_of("one\n\ntwo\n\nthree")

    assert ["1", "2–3", ""] == [
        numbers_at(found, place) for place in (Stretch(0, 2), Stretch(5, 12), Stretch(90, 99))
    ]


def test_a_quotation_is_looked_for_in_a_thick_report_quickly() -> None:
    """Two million letters, a quotation of five thousand that is not there: no endless search."""
    text, quote = "a b " * 500_000, "a b " * 1_200 + "c"
    begun = perf_counter()

    assert [] == find_quote(text, quote)
    assert perf_counter() - begun < 10

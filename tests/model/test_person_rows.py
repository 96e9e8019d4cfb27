"""Facts about the rows of a sheet: acts are read from words, codes are judged, none is guessed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.cells import CellError
from kuager.model.person_rows import (
    ActReader,
    PersonRow,
    fault_of_code,
    faults_of,
    free_codes,
    says_anything,
)
from kuager.model.schema import load_schema

ACTS = load_schema().vocabularies["act"]
READER = ActReader(ACTS)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_label_is_read_as_its_own_term(language: str) -> None:
    """Those with commas and brackets, too, alone and beside another."""
    for term in ACTS.terms.values():
        label = term.label[language]

        assert (term.id,) == READER.read(label)
        assert set(READER.read(f"{label}; {label.upper()}")) == {term.id}


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("", ()),
        (" ; , ;", ()),
        ("detention", ("detention",)),
        ("задерж, избиение,", ("detention", "beating")),
        ("аутинг", ("outing",)),
        ("beating; beating; BEATING", ("beating",)),
    ],
)
def test_beginnings_and_several_are_read(written: str, terms: tuple[str, ...]) -> None:
    """The first letters are enough where only one term has them; nothing is said twice."""
    assert terms == READER.read(written)


@pytest.mark.parametrize(
    ("written", "reason", "words"),
    [
        ("qwerty", "unknown-act", "qwerty"),
        ("beating, qwerty", "unknown-act", "qwerty"),
        ("о", "several-acts", "о"),
        ("beating;" * 1_000, "unknown-act", ("beating;" * 5)),
    ],
)
def test_what_is_not_certain_is_not_guessed(written: str, reason: str, words: str) -> None:
    """The words that were not understood are named."""
    with pytest.raises(CellError) as refused:
        READER.read(written)

    assert (reason, {"words": words}) == (refused.value.reason, refused.value.facts_of_cell)


@given(st.text(max_size=60))
def test_any_words_are_read_or_refused(written: str) -> None:
    """A term, or a reason; never anything else."""
    with suppress(CellError):
        assert set(READER.read(written)) <= ACTS.terms.keys()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", None),
        ("R-07", None),
        ("Ж.1_2", None),
        ("-1", "code-signs"),
        ("a b", "code-signs"),
        ("a/b", "code-signs"),
        ("..", "code-signs"),
        ("a#b", "code-signs"),
        ("+7 701 123 45 67", "code-tells"),
        ("1234567", "code-tells"),
        ("x" * 41, "code-too-long"),
    ],
)
def test_a_code_tells_nothing_and_can_be_typed(code: str, fault: str | None) -> None:
    """It stands in addresses and on paper."""
    assert fault == fault_of_code(code)


def test_faults_name_row_and_cell() -> None:
    """Twice on the sheet, taken, and a row of nothing but a code."""
    rows = [
        PersonRow(code="a", words="x"),
        PersonRow(code="A", words="x"),
        PersonRow(code="b", words="x"),
        PersonRow(code="c"),
    ]

    assert [
        (0, "code", "code-twice"),
        (1, "code", "code-twice"),
        (2, "code", "code-taken"),
        (3, "words", "row-empty"),
    ] == [(fault.row, fault.cell, fault.reason) for fault in faults_of(rows, {"B": 1})]


def test_a_row_of_blanks_says_nothing() -> None:
    """An answer says something, "not asked" does not."""
    assert not says_anything(PersonRow(code="R-1", words=" ", safe_contact="\n"))
    assert says_anything(PersonRow(keep="no"))


@given(st.sets(st.integers(1, 40)), st.integers(1, 20), st.integers(0, 30))
def test_free_codes_are_free(taken: set[int], start: int, count: int) -> None:
    """Whatever is taken, so many different codes come, none of them taken in any spelling."""
    here = {f"c-{number}" for number in taken}
    found = free_codes(here, "C", start, count)

    assert count == len(set(found))
    assert not here & {code.casefold() for code in found}

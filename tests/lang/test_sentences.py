"""Sentences: translation, plural forms, facts."""

import pytest

from kuager import N_, KuagerError
from kuager.lang import (
    LANGUAGES,
    join_words,
    language_of,
    messages_of,
    number,
    number_words,
    percent,
    plural,
    say,
)

COUNTED = "{count} cells are formulas. The value saved with them is used; nothing was calculated."


class RefusedError(KuagerError):
    """An error of this test."""

    text = N_("Not confirmed. Nothing was changed.")


@pytest.mark.parametrize(
    ("language", "counts"),
    [
        ("en", {"one": [1], "other": [0, 2, 5, 11, 21, 101]}),
        ("kk", {"one": [1], "other": [0, 2, 21]}),
        (
            "ru",
            {
                "one": [1, 21, 101, 1001],
                "few": [2, 3, 4, 22, 104],
                "many": [0, 5, 11, 12, 13, 14, 20, 111, 112],
            },
        ),
    ],
)
def test_a_count_has_the_plural_form_of_its_language(
    language: str, counts: dict[str, list[int]]
) -> None:
    """English and Kazakh have two forms, Russian three, with the teens among the many."""
    for form, numbers in counts.items():
        assert {form} == {plural(count, language) for count in numbers}


def test_the_form_follows_the_count_in_a_sentence() -> None:
    """A message with plural forms takes the one that goes with its fact."""
    forms = messages_of("ru")[COUNTED]

    assert isinstance(forms, dict)
    assert say(COUNTED, "ru", count=1).startswith("1 ")
    assert len({say(COUNTED, "ru", count=n).split(" ", 1)[1] for n in (1, 3, 5)}) == 3
    assert say(COUNTED, "en", count=1).startswith("1 cell is")


def test_a_count_that_is_a_range_takes_the_last_form() -> None:
    """A range such as 30–33 is neither one nor few."""
    many = say(COUNTED, "ru", count=33_000).split(" ", 1)[1]

    assert f"30–33 {many}" == say(COUNTED, "ru", count="30–33")


def test_an_error_speaks_the_language_of_the_person() -> None:
    """The sentence of an error class is translated like any message."""
    assert say(RefusedError(), "en") == "Not confirmed. Nothing was changed."
    assert say(RefusedError(), "ru") == "Не подтверждено. Ничего не изменено."
    assert len({say(RefusedError(), language) for language in LANGUAGES}) == len(LANGUAGES)


def test_what_nobody_translated_is_said_in_english() -> None:
    """A missing translation never leaves a person without the sentence."""
    assert say("Never heard of {thing}.", "kk", thing="it") == "Never heard of it."


def test_a_fact_is_put_in_as_it_is() -> None:
    """A fact with braces is not read as another place; None is a dash; a missing one shows."""
    assert say("{a} {b} {c}", "en", a="{b}", b=None) == "{b} — {c}"


def test_a_fact_may_bear_any_name() -> None:
    """Even the names of say()'s own arguments."""
    assert say("{message} {language}", "en", message=1, language=2) == "1 2"


def test_numbers_take_the_separators_of_the_language() -> None:
    """Four figures stay together; from five on they are grouped."""
    assert [number(12345.6, language, digits=1) for language in ("en", "ru")] == [
        "12,345.6",
        "12\u00a0345,6",
    ]
    assert number(2024, "en") == "2024"
    assert [percent(0.214, language) for language in ("en", "ru")] == ["21%", "21\u00a0%"]


def test_small_numbers_have_words() -> None:
    """Up to twenty, in the gender asked for; beyond, figures."""
    assert [number_words(7, language) for language in ("en", "ru", "kk")] == [
        "seven",
        "семь",
        "жеті",
    ]
    assert [number_words(2, "ru", gender=gender) for gender in "mfn"] == ["два", "две", "два"]
    assert number_words(11, "ru", gender="f") == "одиннадцать"
    assert number_words(21, "en") == "21"


def test_lists_are_joined_as_in_a_sentence() -> None:
    """Nothing, one, two and more members."""
    assert [join_words(list("abc")[:n], "ru") for n in range(4)] == ["", "a", "a и b", "a, b и c"]
    assert join_words(["a", "b"], "kk", word="or") == "a немесе b"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("ru_KZ.UTF-8", "ru"),
        ("kk_KZ", "kk"),
        ("Kazakh_Kazakhstan.1251", "kk"),
        ("Russian_Russia.1251", "ru"),
        ("en-US", "en"),
        ("C.UTF-8", None),
        ("ka_GE", None),
        ("", None),
    ],
)
def test_the_language_of_a_locale(locale: str, language: str | None) -> None:
    """POSIX and Windows names of locales are both understood."""
    assert language == language_of(locale)

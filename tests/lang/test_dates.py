"""Dates in words: as precise as they were written, in three languages."""

from dataclasses import dataclass

import pytest

from kuager.lang import LANGUAGES, date_words, in_month

PLAIN = [
    ("2021", "2021", "2021", "2021 ж."),
    ("2021-05", "May 2021", "май 2021", "2021 ж. мамыр"),
    ("2021-05-28", "28 May 2021", "28 мая 2021", "2021 ж. 28 мамыр"),
    ("2021-05-28/2021-05-29", "28–29 May 2021", "28–29 мая 2021", "2021 ж. 28–29 мамыр"),
    (
        "2021-05-28/2021-06-02",
        "28 May – 2 June 2021",
        "28 мая – 2 июня 2021",
        "2021 ж. 28 мамыр – 2 маусым",
    ),
    ("2021-05/2021-07", "May–July 2021", "май–июль 2021", "2021 ж. мамыр–шілде"),
    ("2020/2021", "2020–2021", "2020–2021", "2020–2021 жж."),
    (
        "2020-01/2021-10",
        "January 2020 – October 2021",
        "январь 2020 – октябрь 2021",
        "2020 ж. қаңтар – 2021 ж. қазан",
    ),
    ("2024-03~", "about March 2024", "около марта 2024 года", "шамамен 2024 ж. наурыз"),
    ("2021?", "2021 (uncertain)", "2021 (не точно)", "2021 ж. (нақты емес)"),
    ("2021?-05", "May 2021 (uncertain)", "май 2021 (не точно)", "2021 ж. мамыр (нақты емес)"),
    (
        "2021-05-28%",
        "about 28 May 2021 (uncertain)",
        "около 28 мая 2021 года (не точно)",
        "шамамен 2021 ж. 28 мамыр (нақты емес)",
    ),
    ("2021-05/..", "since May 2021", "с мая 2021 года", "2021 жылғы мамырдан бастап"),
    ("../2021-05", "until May 2021", "по май 2021 года", "2021 жылғы мамырға дейін"),
    (
        "/2021",
        "until 2021 (beginning not known)",
        "по 2021 год (начало неизвестно)",
        "2021 жылға дейін (басталуы белгісіз)",
    ),
    ("2021-22", "summer 2021", "лето 2021", "2021 ж. жаз"),
    ("2021-34", "second quarter of 2021", "второй квартал 2021", "2021 ж. екінші тоқсан"),
    ("202X", "2020s", "2020-е годы", "2020-жылдар"),
    ("2021-05-XX", "May 2021", "май 2021", "2021 ж. мамыр"),
    (
        "[2021-05-28,2021-05-29]",
        "28 May 2021 or 29 May 2021",
        "28 мая 2021 или 29 мая 2021",
        "2021 ж. 28 мамыр немесе 2021 ж. 29 мамыр",
    ),
    (
        "2021-05-28T14:30:05Z",
        "28 May 2021, 14:30:05 UTC",
        "28 мая 2021, 14:30:05 UTC",
        "2021 ж. 28 мамыр, 14:30:05 UTC",
    ),
    ("", "date not known", "дата неизвестна", "күні белгісіз"),
]


@pytest.mark.parametrize(("text", "english", "russian", "kazakh"), PLAIN)
def test_a_date_is_said_as_precisely_as_it_was_written(
    text: str, english: str, russian: str, kazakh: str
) -> None:
    """Every form of EDTF that we use has its words in each language."""
    said = [date_words(text, language) for language in ("en", "ru", "kk")]

    assert [english, russian, kazakh] == said


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        ("2021", "in 2021", "в 2021 году", "2021 жылы"),
        ("2021-05", "in May 2021", "в мае 2021 года", "2021 жылғы мамырда"),
        ("2021-05-28", "on 28 May 2021", "28 мая 2021 года", "2021 жылғы 28 мамырда"),
        (
            "2021-05-28/2021-05-29",
            "on 28–29 May 2021",
            "28–29 мая 2021 года",
            "2021 жылғы 28–29 мамырда",
        ),
        ("2021-21", "in spring 2021", "весной 2021 года", "2021 жылғы көктемде"),
        (
            "2020-01/2021-10",
            "from January 2020 to October 2021",
            "с января 2020 года по октябрь 2021 года",
            "2020 жылғы қаңтардан 2021 жылғы қазанға дейін",
        ),
    ],
)
def test_inside_a_sentence_a_date_takes_its_case(
    text: str, english: str, russian: str, kazakh: str
) -> None:
    """`form="in"` gives the words that stand in the middle of a sentence."""
    said = [date_words(text, language, form="in") for language in ("en", "ru", "kk")]

    assert [english, russian, kazakh] == said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "2021-XX-28",
        "-0100",
        "Y170000002",
        "yesterday",
        "2021-99",
        "20XX",
        "[2021,2023..2024]",
        "{x}",
    ],
)
def test_a_date_without_words_is_shown_as_written(text: str, language: str) -> None:
    """What has no words here is never rounded or guessed: the text itself is shown."""
    assert text == date_words(text, language)


def test_a_date_value_brings_its_own_text() -> None:
    """Whatever has a `text` in EDTF can be said; None is a date nobody knows."""

    @dataclass(frozen=True)
    class Dated:
        text: str

    assert date_words(Dated("2021-05"), "en") == "May 2021"
    assert date_words(None, "en") == "date not known"


def test_a_sentence_can_open_with_a_month() -> None:
    """The words for “In May” in each language, with and without the year."""
    assert [in_month(5, language) for language in ("en", "ru", "kk")] == [
        "In May",
        "В мае",
        "Мамырда",
    ]
    assert in_month(12, "ru", year=2024) == "В декабре 2024 года"
    assert in_month(1, "kk", year=2024) == "2024 жылғы қаңтарда"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "October–December 2024"),
        ("ru", "октябрь–декабрь 2024"),
        ("kk", "2024 ж. қазан–желтоқсан"),
    ],
)
def test_one_day_between_two_is_said_as_a_span(language: str, words: str) -> None:
    """`[a..b]`, one moment from a to b, reads like the span it lies in."""
    assert words == date_words("[2024-10..2024-12]", language)

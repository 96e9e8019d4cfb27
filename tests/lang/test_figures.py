"""Figures in words: right numerals, plural forms, bounds and shares, in three languages."""

import json
import re
from datetime import date
from importlib.resources import files

import pytest

from kuager.lang import LANGUAGES
from kuager.lang.figures import (
    Amount,
    Told,
    figure_remarks,
    figure_sentence,
    period_text,
    share_words,
    told_of,
)
from kuager.lang.numerals import vowel_harmony
from kuager.lang.sentences import plural

YEAR = {"clock": "incident", "first": date(2024, 1, 1), "last": date(2024, 12, 31)}
UNITS = (
    "case",
    "event",
    "act",
    "person",
    "people",
    "perpetrator",
    "filing",
    "step",
    "intervention",
)
NBSP = "\u00a0"


def held(language: str) -> dict[str, object]:
    """The words of a language for figures."""
    text = (files("kuager.lang") / language / "figures.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def exact(count: int) -> Amount:
    """A number that is known."""
    return Amount(count, count)


def said(language: str, part: int | None, base: int, unit: str = "case", **more: object) -> str:
    """A sentence of exact numbers, blanks made plain."""
    told = Told(
        unit=unit,
        part=None if part is None else exact(part),
        base=exact(base),
        **more,  # type: ignore[arg-type]
    )
    return figure_sentence(told, language).replace(NBSP, " ")


# part, base → English, Russian, Kazakh
CASES = [
    (17, 83, "In 17 of the 83 cases (20%) documented by us.",
     "В 17 из 83 случаев (20 %), задокументированных нами.",
     "Біз құжаттаған 83 жағдайдың 17-сінде (20 %)."),
    (0, 0, "No cases documented by us.",
     "Ни одного случая, задокументированного нами.",
     "Біз құжаттаған жағдай жоқ."),
    (0, 1, "Not in the one case documented by us.",
     "Не отмечено в единственном случае, задокументированном нами.",
     "Біз құжаттаған жалғыз жағдайда байқалмаған."),
    (1, 1, "In the one case documented by us.",
     "В единственном случае, задокументированном нами.",
     "Біз құжаттаған жалғыз жағдайда."),
    (1, 2, "In 1 of the 2 cases documented by us.",
     "В 1 из 2 случаев, задокументированных нами.",
     "Біз құжаттаған 2 жағдайдың 1-інде."),
    (2, 5, "In 2 of the 5 cases documented by us.",
     "В 2 из 5 случаев, задокументированных нами.",
     "Біз құжаттаған 5 жағдайдың 2-сінде."),
    (0, 6, "In not one of the six cases documented by us.",
     "Ни в одном из шести случаев, задокументированных нами.",
     "Біз құжаттаған алты жағдайдың ешқайсысында."),
    (0, 11, "In none of the 11 cases documented by us.",
     "Ни в одном из 11 случаев, задокументированных нами.",
     "Біз құжаттаған 11 жағдайдың ешқайсысында."),
    (11, 11, "In all 11 cases documented by us.",
     "Во всех 11 случаях, задокументированных нами.",
     "Біз құжаттаған 11 жағдайдың барлығында."),
    (5, 21, "In 5 of the 21 cases (24%) documented by us.",
     "В 5 из 21 случая (24 %), задокументированного нами.",
     "Біз құжаттаған 21 жағдайдың 5-інде (24 %)."),
    (21, 22, "In 21 of the 22 cases (95%) documented by us.",
     "В 21 из 22 случаев (95 %), задокументированных нами.",
     "Біз құжаттаған 22 жағдайдың 21-інде (95 %)."),
    (20, 25, "In 20 of the 25 cases (80%) documented by us.",
     "В 20 из 25 случаев (80 %), задокументированных нами.",
     "Біз құжаттаған 25 жағдайдың 20-сында (80 %)."),
    (22, 101, "In 22 of the 101 cases (22%) documented by us.",
     "В 22 из 101 случая (22 %), задокументированного нами.",
     "Біз құжаттаған 101 жағдайдың 22-сінде (22 %)."),
    (1000, 12345, "In 1000 of the 12,345 cases (8%) documented by us.",
     "В 1000 из 12 345 случаев (8 %), задокументированных нами.",
     "Біз құжаттаған 12 345 жағдайдың 1000-ында (8 %)."),
]  # fmt: skip


@pytest.mark.parametrize(("part", "base", "en", "ru", "kk"), CASES)
def test_numerals_and_plurals(part: int, base: int, en: str, ru: str, kk: str) -> None:
    """The noun goes with its number, the share stands only beside a base of twenty or more."""
    assert (en, ru, kk) == tuple(said(language, part, base) for language in ("en", "ru", "kk"))


# count → the noun beside it alone, in Russian for three genders
WHOLE = [
    (1, "1 случай", "1 событие", "1 мера помощи"),
    (2, "2 случая", "2 события", "2 меры помощи"),
    (5, "5 случаев", "5 событий", "5 мер помощи"),
    (11, "11 случаев", "11 событий", "11 мер помощи"),
    (21, "21 случай", "21 событие", "21 мера помощи"),
    (22, "22 случая", "22 события", "22 меры помощи"),
    (25, "25 случаев", "25 событий", "25 мер помощи"),
    (101, "101 случай", "101 событие", "101 мера помощи"),
    (1000, "1000 случаев", "1000 событий", "1000 мер помощи"),
]


@pytest.mark.parametrize(("count", "case", "event", "help_"), WHOLE)
def test_a_number_alone(count: int, case: str, event: str, help_: str) -> None:
    """Without a part the base is the number; the noun bends."""
    found = [said("ru", None, count, unit) for unit in ("case", "event", "intervention")]
    assert [
        text.startswith(f"{start}, ")
        for text, start in zip(found, (case, event, help_), strict=True)
    ] == [True] * 3


def test_one_and_many_in_english() -> None:
    """One person, two people, no people."""
    assert "1 person documented by us." == said("en", None, 1, "people")
    assert "2 people documented by us." == said("en", None, 2, "people")
    assert "No people documented by us." == said("en", None, 0, "people")


def test_state_conduct_in_words() -> None:
    """Six applications, not one registered: as a report says it."""
    period = {"clock": "report", "first": date(2024, 5, 1), "last": date(2024, 6, 30)}
    assert (
        "Registered: not one of the six filings documented by us, made in May–June 2024."
        == said("en", 0, 6, "filing", categories=("Registered",), **period)
    )
    assert (
        "Зарегистрировано: ни одно из шести обращений за май–июнь 2024 года "
        "(по дате обращения), задокументированных нами."
    ) == said("ru", 0, 6, "filing", categories=("Зарегистрировано",), **period)
    assert (
        "Тіркелді: 2024 жылғы мамыр–маусымда берілген, біз құжаттаған алты арыздың ешқайсысы."
    ) == said("kk", 0, 6, "filing", categories=("Тіркелді",), **period)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 11, 21, 22, 25, 101, 1000])
def test_every_unit_has_its_noun(language: str, unit: str, count: int) -> None:
    """Every number of every unit is a whole sentence, nothing left open, who documented it said."""
    told = (
        Told(unit=unit, base=exact(count), **YEAR),  # type: ignore[arg-type]
        Told(unit=unit, base=exact(1000), part=exact(count), collector="Kuager"),
        Told(unit=unit, base=Amount(count, None), part=Amount(0, count + 1), **YEAR),  # type: ignore[arg-type]
    )
    for one in told:
        text = figure_sentence(one, language)
        assert text.endswith(".")
        assert text[0].isupper() or text[0] in "«0123456789"
        assert not {"{", "}", "  "} & {text[i : i + n] for n in (1, 2) for i in range(len(text))}
        assert re.search("documented by|задокументированн|учтённ|құжатта", text)
        assert "LGBT" not in text
        assert "ЛГБТ" not in text


def test_all_of_an_uncertain_base_is_all() -> None:
    """Whoever is in the base is in the number, however many they are."""
    told = Told(unit="people", part=Amount(86, 103), base=Amount(86, 103))
    assert "All 86 to 103 people documented by us." == figure_sentence(told, "en")
    assert "Все 86–103 человека, учтённые нами." == figure_sentence(told, "ru")
    assert "Біз құжаттаған 86–103 адамның барлығы." == figure_sentence(told, "kk")


def test_what_the_base_is_narrowed_to_is_told() -> None:
    """A number of a filtered base says so."""
    told = {"en": "(only: Place: Almaty).", "ru": "(только: Place: Almaty).", "kk": "(тек: Place"}
    for language, wanted in told.items():
        assert wanted in said(language, 17, 83, only=("Place: Almaty",))


def test_a_sentence_is_made_of_plain_facts() -> None:
    """Pairs become amounts; without a part the base is the number."""
    facts = {"unit": "case", "base": (80, None), "part": (17, 17), "categories": ("Damage",)}
    assert Told(
        unit="case", base=Amount(80, None), part=exact(17), categories=("Damage",)
    ) == told_of(facts)
    assert told_of({"unit": "case", "base": (8, 8), "part": None}).part is None


def test_a_collection_is_named() -> None:
    """Who documented it, by the public name of the collection."""
    assert "83 cases documented by Example Watch." == said(
        "en", None, 83, collector="Example Watch"
    )
    assert "83 случая, задокументированных в рамках «Пример»." == said(
        "ru", None, 83, collector="Пример"
    )
    assert "«Мысал» аясында құжатталған жағдай саны: 83." == said("kk", None, 83, collector="Мысал")


# part, base → the number in words
BOUNDS = [
    (Amount(12, 15), exact(83), "Between 12 and 15 of the 83 cases (14% to 18%)",
     "В 12–15 из 83 случаев (от 14 % до 18 %)", "83 жағдайдың 12–15-інде (14 % – 18 %)"),
    (Amount(17, 17), Amount(80, None), "In 17 of at least 80 cases (at most 21%)",
     "В 17 из не менее чем 80 случаев (не более 21 %)",
     "кемінде 80 жағдайдың 17-сінде (ең көбі 21 %)"),
    (Amount(0, 3), exact(25), "In at most 3 of the 25 cases (at most 12%)",
     "Не более чем в 3 из 25 случаев (не более 12 %)",
     "25 жағдайдың ең көбі 3-інде (ең көбі 12 %)"),
    (Amount(12, None), Amount(30, None), "In at least 12 of at least 30 cases",
     "Не менее чем в 12 из не менее чем 30 случаев", "кемінде 30 жағдайдың кемінде 12-сінде"),
    (Amount(3, 4), Amount(12, 14), "Between 3 and 4 of the 12 to 14 cases",
     "В 3–4 из 12–14 случаев", "12–14 жағдайдың 3–4-інде"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "base", "en", "ru", "kk"), BOUNDS)
def test_bounds_are_told(part: Amount, base: Amount, en: str, ru: str, kk: str) -> None:
    """What only possibly lies in the period makes a range; an open base gives a bound."""
    told = Told(unit="case", part=part, base=base)
    for language, wanted in (("en", en), ("ru", ru), ("kk", kk)):
        text = figure_sentence(told, language).replace(NBSP, " ")
        after = text.partition(wanted)[2]
        assert wanted in text
        assert after.startswith((" documented", ",", "."))


@pytest.mark.parametrize("base", range(1, 20))
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_percentage_of_a_handful(base: int, language: str) -> None:
    """A base under twenty has no share, whether it is exact, a range or open."""
    for known in (exact(base), Amount(base, 40), Amount(base, None)):
        told = Told(unit="case", part=exact(1), base=known)
        assert "%" not in figure_sentence(told, language)


def test_a_share_never_says_nothing_or_everything_of_some() -> None:
    """1 of 1,000 is under 1 %, 999 of 1,000 over 99 %; 0 and all are told in words."""
    words = [
        share_words(exact(part), exact(1000), language).replace(NBSP, " ").strip()
        for part in (1, 999, 5, 994)
        for language in ("en", "ru", "kk")
    ]
    assert ["(under 1%)", "(менее 1 %)", "(1 %-дан аз)"] == words[:3]
    assert ["(over 99%)", "(более 99 %)", "(99 %-дан көп)"] == words[3:6]
    assert words[:3] == words[6:9]
    assert "(99%)" == words[9]


# word of the last digit → ending; by hand, for the tests of the rule
ENDINGS = {
    1: "інде", 2: "сінде", 3: "інде", 4: "інде", 5: "інде", 6: "сында", 7: "сінде", 8: "інде",
    9: "ында", 10: "ында", 20: "сында", 30: "ында", 40: "ында", 50: "інде", 60: "ында",
    70: "інде", 80: "інде", 90: "ында", 100: "інде",
}  # fmt: skip


@pytest.mark.parametrize("count", range(1, 101))
def test_kazakh_endings_from_one_to_a_hundred(count: int) -> None:
    """The ending follows the last spoken word: 17-сінде as жеті, 20-сында as жиырма."""
    known = count if count in ENDINGS else count % 10
    endings = vowel_harmony(count, held("kk")["spoken"])  # type: ignore[arg-type]
    assert ENDINGS[known] == endings["in"]
    assert endings["in"].startswith(endings["of"])


@pytest.mark.parametrize(
    ("count", "ending"),
    [(0, "інде"), (200, "інде"), (1000, "ында"), (21_000, "ында"), (10**6, "ында"), (110, "ында")],
)
def test_kazakh_endings_of_great_numbers(count: int, ending: str) -> None:
    """Hundred, thousand, million, and nought."""
    assert ending == vowel_harmony(count, held("kk")["spoken"])["in"]  # type: ignore[arg-type]


# first, last → EDTF, English, Russian, Kazakh
PERIODS = [
    (date(2024, 1, 1), date(2024, 12, 31), "2024", "in 2024", "за 2024 год", "2024 жылы"),
    (date(2023, 1, 1), date(2024, 12, 31), "2023/2024", "in 2023–2024", "за 2023–2024 годы",
     "2023–2024 жылдары"),
    (date(2024, 2, 1), date(2024, 2, 29), "2024-02", "in February 2024", "за февраль 2024 года",
     "2024 жылғы ақпанда"),
    (date(2024, 1, 1), date(2024, 3, 31), "2024-01/2024-03", "in January–March 2024",
     "за январь–март 2024 года", "2024 жылғы қаңтар–наурызда"),
    (date(2023, 12, 1), date(2024, 1, 31), "2023-12/2024-01",
     "from December 2023 to January 2024", "за период с декабря 2023 года по январь 2024 года",
     "2023 жылғы желтоқсаннан 2024 жылғы қаңтарға дейін"),
    (date(2024, 5, 3), date(2024, 5, 3), "2024-05-03", "on 3 May 2024", "за 3 мая 2024 года",
     "2024 жылғы 3 мамырда"),
    (date(2024, 5, 3), date(2024, 7, 5), "2024-05-03/2024-07-05", "from 3 May to 5 July 2024",
     "за период с 3 мая по 5 июля 2024 года", "2024 жылғы 3 мамырдан 5 шілдеге дейін"),
    (date(2024, 1, 1), None, "2024/..", "since 2024", "с 2024 года", "2024 жылдан бастап"),
    (None, date(2024, 6, 7), "../2024-06-07", "until 7 June 2024", "по 7 июня 2024 года",
     "2024 жылғы 7 маусымға дейін"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last", "text", "en", "ru", "kk"), PERIODS)
def test_periods_in_words(  # noqa: PLR0917 - a table column each
    first: date | None, last: date | None, text: str, en: str, ru: str, kk: str
) -> None:
    """As short as the days allow: a year, months, days."""
    assert text == period_text(first, last)
    for language, wanted in (("en", en), ("ru", ru), ("kk", kk)):
        sentence = said(language, None, 83, clock="incident", first=first, last=last)
        assert wanted in sentence


def test_each_clock_is_told() -> None:
    """A case may be counted by when it happened, was opened or was reported."""
    year = {"first": date(2024, 1, 1), "last": date(2024, 12, 31)}
    english = [
        said("en", None, 2, "case", clock=c, **year) for c in ("incident", "opened", "report")
    ]
    assert [
        "2 cases documented by us that happened in 2024.",
        "2 cases documented by us, opened in 2024.",
        "2 cases documented by us, reported in 2024.",
    ] == english
    for language in LANGUAGES:
        told = {said(language, None, 2, "case", clock=c, **year) for c in ("incident", "opened")}
        assert len(told) == 2


def test_remarks_say_what_is_not_known() -> None:
    """Uncertain dates, nothing said, no date; and always that it is not everything."""
    told = Told(
        unit="case", part=exact(3), base=exact(83), possibly=2, unknown=9, undated=4,
        **YEAR,  # type: ignore[arg-type]
    )  # fmt: skip
    english = figure_remarks(told, "en")
    assert 4 == len(english)
    assert ["2", "9", "4"] == [
        next(word for word in one.replace(",", " ").split() if word.isdigit())
        for one in english[:3]
    ]
    assert 1 == len(figure_remarks(Told(unit="case", base=exact(83), undated=4), "en"))
    for language in LANGUAGES:
        assert 4 == len(set(figure_remarks(told, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_of_one_shape(language: str) -> None:
    """Each language has each unit, sentence, clock and amount, and every plural form."""
    own, english = held(language), held("en")
    for table in ("nouns", "sentences", "clocks", "parts", "bases", "shares", "who"):
        assert set(english[table]) == set(own[table]), table  # type: ignore[call-overload]
    forms = {plural(count, language) for count in range(200)}
    nouns: dict[str, dict[str, dict[str, str | dict[str, str]]]] = own["nouns"]  # type: ignore[assignment]
    for noun in nouns.values():
        for case in noun["forms"].values():
            assert isinstance(case, str) or forms <= set(case)

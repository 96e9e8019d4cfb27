"""Names in running text: found in three scripts, with endings, in either order; others are not."""

import pytest

from kuager.model.checks.name_index import NameIndex, skeleton

INDEX = NameIndex.of([("P-1", "Айгүл Үлгіқызы"), ("P-2", "Сергей Примеров"), ("P-3", "Ли")])

WHOLE = (
    "Айгүл Үлгіқызы",
    "Айгуль Улгикызы",
    "Aigul Ulgikyzy",
    "Aigúl Úlgiqyzy",
    "AIGUL ULGIKYZY",
    "aigul ulgikyzy",
    "Үлгіқызы Айгүл",
    "Үлгіқызы, Айгүл",
    "Айгүлге Үлгіқызына",
    "Айгүлдің Үлгіқызының",
    "Сергея Примерова",
    "Сергеем Примеровым",
    "Sergei Primerov's",
    "Sergey Primerov",
    "Cергей Примepoв",
    "Сер\u00adгей При\u200bмеров",
)
"""The last but one has Latin letters in it, the last invisible ones."""


@pytest.mark.parametrize("words", WHOLE)
def test_a_whole_name_is_found(words: str) -> None:
    """As one, from its first letter to its last."""
    found = list(INDEX.find(f"we met {words} there"))

    assert [True] == [one.is_whole for one in found]


@pytest.mark.parametrize("words", ["Примеров said so", "Тогда Примеров ушёл", "with Primerov."])
def test_a_single_word_with_a_capital_is_found_as_such(words: str) -> None:
    """It may be somebody else's."""
    assert [False] == [one.is_whole for one in INDEX.find(words)]


@pytest.mark.parametrize(
    "words",
    [
        "тогда Динара Примерова ушла",
        "we saw Dinara Primerova",
        "примеров много",
        "пример",
        "Сергеев",
        "Айгүлов",
        "the list of names",
        "",
    ],
)
def test_others_are_not(words: str) -> None:
    """Another first name with the surname, a common word, a name that only begins so."""
    assert [] == list(INDEX.find(words))


def test_two_words_of_two_people_are_no_whole_name() -> None:
    """Айгүл of one and Примеров of the other: each could be meant, none is whole."""
    assert not any(one.is_whole for one in INDEX.find("Айгүл Примерова"))


def test_a_skeleton_is_the_same_in_every_script() -> None:
    """Without it nothing would be found again."""
    assert 1 == len({skeleton(word) for word in ("Үлгіқызы", "Улгикызы", "Ulgikyzy", "Úlgiqyzy")})


def test_a_latin_j_may_be_read_in_two_ways() -> None:
    """Julia and Юлия, Juldyz and Жұлдыз."""
    index = NameIndex.of([("P-1", "Юлия Примерова"), ("P-2", "Жұлдыз Сынақова")])

    assert ["P-1", "P-2"] == [one.code for one in index.find("Julia Primerova, Juldyz Synakova")]


def test_an_empty_index_finds_nothing() -> None:
    """A vault without people."""
    assert [] == list(NameIndex().find("Айгүл Үлгіқызы"))

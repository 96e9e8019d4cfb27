"""What may be a name is pointed out; what only begins a sentence is not."""

import time

import pytest

from kuager.model.name_hints import NameHint, find_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Айгуль сказала, что Иван Пробный ушёл.", ["Айгуль", "Иван Пробный"]),
        ("Потом С. Образцова вернулась.", ["С. Образцова"]),
        ("Кеше Айгүл Үлгіқызы келді.", ["Айгүл Үлгіқызы"]),
        ("Then Sam Example left with Ann-Marie.", ["Sam Example", "Ann-Marie"]),
        ("Её муж Ерлан был там.", ["Ерлан"]),
        ("ЕГО ЗАДЕРЖАЛИ. В УВД молчали.", []),
        ("Он ушёл. Она осталась. Потом все молчали.", []),
        ("Marked [P-1] and [P-2] already.", ["Marked"]),
        ("", []),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    """In three languages, with initials and hyphens; common words at a beginning are none."""
    assert names == [hint.text for hint in find_names(text)]


def test_each_is_told_once() -> None:
    """However often it stands there."""
    assert [NameHint("Айгуль", is_sure=True)] == find_names("Айгуль ушла. Потом и Айгуль молчала.")


def test_a_word_that_begins_a_sentence_is_not_sure() -> None:
    """It would have its capital anyway; two words, or one within a sentence, are sure."""
    text = "Говорит мало. Айгуль ушла. Иван Пробный молчал. Её позвала Анна."
    sure = {hint.text: hint.is_sure for hint in find_names(text)}

    assert {"Говорит": False, "Айгуль": False, "Иван Пробный": True, "Анна": True} == sure


def test_a_book_is_read_in_a_moment() -> None:
    """A million letters, blanks without end among them."""
    text = "слово Имя. " * 90_000 + " " * 200_000 + "Конец"
    begin = time.process_time()
    find_names(text)

    assert time.process_time() - begin < 10

"""Facts about the search skeleton: what meets, what stays apart, and how fast it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuager.model.folding import fold, folded_layout

SAME = [
    ("Қарағанды", "Караганды", "Qaraghandy", "Karagandy", "Qaragandy", "Qarağandy", "ҚАРАҒАНДЫ"),
    ("Караганда", "Karaganda"),
    ("Ақтөбе", "Актобе", "Aqtobe", "Aktobe", "Aqtöbe"),
    ("Ақтау", "Актау", "Aqtau", "Aktau", "Aqtaý", "Aqtaw"),
    ("Өскемен", "Оскемен", "Oskemen", "Öskemen"),
    ("Шымкент", "Shymkent", "Şymkent"),
    ("Қызылорда", "Кызылорда", "Qyzylorda", "Kyzylorda", "Qızılorda"),
    ("Маңғыстау", "Мангистау", "Mangystau", "Mañğystau"),
    ("Ұлытау", "Улытау", "Ulytau", "Ūlytau"),
    ("Екібастұз", "Экибастуз", "Ekibastuz", "Yekibastuz"),
    ("Щучинск", "Shchuchinsk", "Shuchinsk"),
    ("Джамбул", "Dzhambul", "Djambul"),
    ("Жамбыл", "Zhambyl", "Jambyl"),
    ("Хромтау", "Khromtau", "Hromtau"),
    ("район", "rayon", "raion"),
    ("Балтабаева", "Baltabaeva", "Baltabayeva"),
    ("Виктория", "Viktoriya", "Viktoria", "Victoria"),
    ("Дмитрий", "Dmitriy", "Dmitry", "Dmitri"),
    ("Алиев", "Aliyev", "Aliev"),
    ("Александр", "Aleksandr", "Alexandr"),
    ("Ёлкин", "Елкин", "Elkin", "Yelkin"),
    ("Ғани", "гани", "Ğani", "Gani", "Ghani"),
    ("Čehov", "Чехов", "Chekhov"),
    ("istanbul", "ıstanbul", "İSTANBUL"),
    ("СNS", "CNS", "cns"),
    ("Солтүстiк", "Солтүстік", "Cолтүстік"),
    ("Алма́-Ата́", "Алма-Ата"),
    ("Ка\u00adра\u200bганда", "Караганда"),
]
TEXT = ("В Қарағанды полиция задержала активистку, вышедшую на пикет у здания әкімдік. " * 20)[:340]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_meet(spellings: tuple[str, ...]) -> None:
    """Cyrillic, Kazakh, Latin and mixed spellings of one name have one skeleton."""
    assert {fold(spellings[0])} == {fold(spelling) for spelling in spellings}


def test_karaganda_and_karagandy_share_a_prefix() -> None:
    """A Russian and a Kazakh ending differ in the skeleton by their last letter only."""
    assert "karagand" == fold("Караганда")[:-1] == fold("Қарағанды")[:-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Астана", "Актау"), ("Семей", "Самар"), ("Абай", "Абая"), ("шар", "жар"), ("кот", "год")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    """The skeleton joins spellings, not names."""
    assert fold(one) != fold(other)


def test_every_kazakh_letter_folds_in_both_cases() -> None:
    """The nine Kazakh letters have an ASCII skeleton, capital or small."""
    assert "a i i g g u u k o h n" == fold("ә і и г ғ ұ ү қ ө һ ң") == fold("Ә І И Г Ғ Ұ Ү Қ Ө Һ Ң")


def test_decomposed_text_folds_like_composed() -> None:
    """Text from macOS or a PDF, with й and ё in two characters, finds the same words."""
    assert fold("Алёна и Сергей") == fold(unicodedata.normalize("NFD", "Алёна и Сергей"))


def test_digits_and_separators_stay() -> None:
    """Numbers keep their digits, and punctuation keeps words apart."""
    assert '"kui", st. 174-1 #5. 2021' == fold("«Күй», ст. 174–1 №5… 2021")


@pytest.mark.parametrize("text", ["مرحبا", "😀", "👩‍⚖️", "日本", "½"])
def test_other_scripts_and_emoji_stay(text: str) -> None:
    """What is neither Latin nor Cyrillic is kept as it is, also beside words."""
    assert f"almati {text} oral" == fold(f"Алматы {text} Oral")


def test_an_unexplained_mixed_word_keeps_both_readings() -> None:
    """A brand with a Russian ending is read letter by letter."""
    assert "vpni" == fold("VPNы")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """The skeleton of a skeleton is itself, whatever the text."""
    assert fold(text) == fold(fold(text))


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяёәіңғүұқөһabcjqwxyzş KHS"))
def test_the_skeleton_of_known_letters_is_ascii(text: str) -> None:
    """Latin and Cyrillic letters leave nothing but plain Latin ones."""
    assert fold(text).isascii()


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяёәіңғүұқөһ -"))
def test_cyrillic_case_does_not_matter(text: str) -> None:
    """Capital and small Cyrillic spellings have one skeleton."""
    assert fold(text) == fold(text.upper())


@given(st.text(), st.text())
def test_words_fold_one_by_one(one: str, other: str) -> None:
    """The skeleton of a word does not depend on its neighbours."""
    assert f"{fold(one)} {fold(other)}" == fold(f"{one} {other}")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Fcnfyf", "Астана"),
        ("0fhf5fyls", "Қарағанды"),
        ("f0n-,t", "Ақтөбе"),
        ("-crtvty", "Өскемен"),
        ("Fkvf-Fnf 2021", "Алма-Ата 2021"),
        ("{fcfy", "Хасан"),
        ("Фдьфен", "Almaty"),
        ("әқәі", "2023"),
    ],
)
def test_the_other_keyboard_layout_is_read(typed: str, meant: str) -> None:
    """What was typed with the keyboard in the wrong layout is found."""
    assert fold(meant) == folded_layout(typed)


@pytest.mark.parametrize("text", ["", " ", "2021", "12-3", "мир world", "😀"])
def test_no_other_layout_without_letters_of_one_script(text: str) -> None:
    """A number, an emoji or a text in both scripts has no other reading."""
    assert folded_layout(text) is None


@given(st.text())
def test_every_text_has_a_layout_answer(text: str) -> None:
    """Reading the other layout never fails."""
    assert folded_layout(text) != fold(text)

"""Names as people spell them: two romanisations, the Latin Kazakh one, Russian for Kazakh, cases.

The spellings are made by rules of their own, which share nothing with the search.
"""

from collections.abc import Iterator

import pytest

from kuager.model.checks.name_index import NameIndex

NAMES = (
    "Айгүл Үлгіқызы", "Мадина Сынақова", "Жұлдыз Тәжібаева", "Қайрат Өмірзақов", "Шынар Ғабитқызы",
    "Ержан Нұрғалиев", "Сәуле Көшербаева", "Бекзат Әбілұлы", "Гүлназ Хамитова", "Дәурен Жақсылықов",
    "Наталья Щербакова", "Юрий Цыганков", "Евгения Яшина", "Фёдор Чижов", "Ксения Эйхман",
    "Аружан Мұратқызы", "Ільяс Ыбыраев", "Зухра Вахитова", "Томирис Ыдырысқызы", "Олжас Еңсебаев",
)  # fmt: skip
_SMALL = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
_BGN = (
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya a g k n o u u h i"
)
_PASSPORT = (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh sh _ y _ e yu ya a g q n o u u h i"
)
_LATIN_KAZAKH = (
    "a b v g d e e j z i i k l m n o p r s t u f h ts ch ş şş _ y _ e iu ia ä ğ q ñ ö ū ü h ı"
)
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_CASES = ("ға", "ның", "мен", "дан", "ды")


def romanised(name: str, letters: str) -> str:
    """By one table."""
    table = dict(zip(_SMALL, (letter.strip("_") for letter in letters.split()), strict=True))
    return "".join(
        table.get(c.lower(), c).capitalize() if c.isupper() else table.get(c, c) for c in name
    )


def forms(name: str) -> Iterator[str]:
    """A name as it may stand in a document."""
    first, last = name.split()
    yield from (name, name.upper(), name.lower(), f"{last} {first}", name.translate(_RUSSIAN))
    yield from (romanised(name, table) for table in (_BGN, _PASSPORT, _LATIN_KAZAKH))
    yield from (romanised(name.translate(_RUSSIAN), table) for table in (_BGN, _PASSPORT))
    yield romanised(name, _BGN) + "'s"
    yield from (f"{first}{case} {last}{case}" for case in _CASES)
    if first.endswith("а") and last.endswith("а"):
        yield from (f"{first[:-1]}{end} {last[:-1]}ой" for end in ("ы", "е", "у", "ой"))


@pytest.mark.parametrize("name", NAMES)
def test_every_form_is_the_name(name: str) -> None:
    """Found whole, among nineteen others, whatever the spelling."""
    index = NameIndex.of((f"P-{number}", each) for number, each in enumerate(NAMES))
    code = f"P-{NAMES.index(name)}"

    missed = [
        form
        for form in forms(name)
        if (code, True) not in {(one.code, one.is_whole) for one in index.find(f"told by {form}.")}
    ]

    assert [] == missed


def test_who_in_kazakh_is_no_name() -> None:
    """The surname is found, in both its alphabets; the question that sounds like it is not."""
    index = NameIndex.of([("P-1", "Ким Ойдан")])

    found = [text for text in ("Ким пришла.", "Kim came.", "Кім келді?") if [*index.find(text)]]

    assert ["Ким пришла.", "Kim came."] == found

"""Over two thousand passphrases that people choose and programs guess first.

Written apart from the lists that the gate uses: names, places and sentence frames are combined,
then typed in the ways people think clever: joined, repeated, with years and signs, in Latin
letters, on the other keyboard layout, with digits for letters, backwards.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from kuager.vault.layout import in_other_layout

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = [
    "Айгерим",
    "Данияр",
    "Анна",
    "Мария",
    "Сергей",
    "Александр",
    "Гульнара",
    "Асель",
    "John",
    "Maria",
    "Айгүл",
    "Ерлан",
]
CITIES = [
    "Алматы",
    "Астана",
    "Шымкент",
    "Караганда",
    "Павлодар",
    "Қарағанды",
    "Almaty",
    "Astana",
    "Shymkent",
    "Москва",
]
YEARS = [
    "1991",
    "1995",
    "2001",
    "2019",
    "2020",
    "2021",
    "2022",
    "2023",
    "2024",
    "2025",
]
SAYINGS = [
    "мама мыла раму а папа смотрел телевизор",
    "тише едешь дальше будешь",
    "без труда не вытащишь рыбку из пруда",
    "в лесу родилась елочка в лесу она росла зимой и летом стройная зеленая была",
    "раз два три четыре пять вышел зайчик погулять",
    "семь раз отмерь один отрежь",
    "ученье свет а неученье тьма",
    "каждый охотник желает знать где сидит фазан",
    "не имей сто рублей а имей сто друзей",
    "я помню чудное мгновенье передо мной явилась ты",
    "у лукоморья дуб зеленый златая цепь на дубе том",
    "пусть всегда будет солнце пусть всегда будет небо",
    "один в поле не воин",
    "отан оттан да ыстық",
    "көп сөз боқ сөз аз сөз алтын",
    "жеті рет өлшеп бір рет кес",
    "менің елім менің елім гүлің болып егілемін",
    "туған жерім менің қазақстаным",
    "еңбек етсең ерінбей тояды қарның тіленбей",
    "the quick brown fox jumps over the lazy dog",
    "to be or not to be that is the question",
    "correct horse battery staple",
    "twinkle twinkle little star how i wonder what you are",
    "an apple a day keeps the doctor away",
    "all human beings are born free and equal",
    "все люди рождаются свободными и равными",
    "red orange yellow green blue indigo violet",
    "one two three four five six seven eight nine ten",
    "monday tuesday wednesday thursday friday saturday sunday",
    "январь февраль март апрель май июнь июль",
    "бір екі үш төрт бес алты жеті сегіз тоғыз он",
    "happy birthday to you happy birthday to you",
    "рукописи не горят никогда и нигде",
    "красота спасет мир и всех нас",
]
FRAMES = [
    "я люблю тебя {name} {year}",
    "{name} и {city} навсегда {year}",
    "мой пароль {name} {city} {year}",
    "i love {name} from {city} {year} forever",
    "{city} {city} {city} {city} {city} {year}",
    "{name} любит {city} и мама папа {year}",
    "{city} город моей мечты {year} {name}",
    "мен сені сүйемін {name} {city} {year}",
    "права человека в {city} {year} {name}",
    "welcome to {city} {name} {year} admin password",
]
WALKS = [
    "qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh zxcvb",
    "qwerty йцукен asdfgh фывапр zxcvbn ячсмить",
    "1qaz 2wsx 3edc 4rfv 5tgb 6yhn",
    "qazwsx edcrfv tgbyhn ujmikol plokij",
    "12345 67890 12345 67890 12345",
    "abcde fghij klmno pqrst uvwxy",
    "абвгд еёжзи йклмн опрст уфхцч",
    "aaaaaa bbbbbb cccccc dddddd eeeeee",
    "йцукенг шщзхъ фывапролджэ ячсмитьбю",
    "zxcvbnm mnbvcxz lkjhgf poiuyt",
    "asdf jkl asdf jkl asdf jkl",
    "111111 222222 333333 444444 555555",
]
OWN = ["Кок-Тобе Көмек", "Kok-Tobe Komek", "Айгерим", "Сауран"]
OF_THE_HOUSE = [
    "кок тобе комек кок тобе комек кок тобе",
    "көк төбе көмек отчет дело архив 2024",
    "kok tobe komek kok tobe komek office 2023",
    "айгерим сауран комек тобе правозащита алматы",
]
_LATIN = str.maketrans(
    "абвгдезийклмнопрстуфхыэьъәғқңөұүһі", "abvgdeziiklmnoprstufhye''agqnouuhi"
) | str.maketrans({"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"})
_DIGITS = str.maketrans("oieas", "01345")


def weak_phrases() -> Iterator[str]:
    """Every phrase in every disguise."""
    for phrase in _plain():
        yield phrase
        yield phrase.upper()
        yield in_other_layout(phrase.lower())
        yield phrase.lower().translate(_LATIN)
        yield phrase.lower().translate(_LATIN).translate(_DIGITS)
        yield phrase.replace(" ", "-") + "!2024"
        yield phrase.replace(" ", "")
        yield " ".join(word[::-1] for word in phrase.split())
        yield " ".join(reversed(phrase.split()))


def _plain() -> Iterator[str]:
    """The phrases before any disguise."""
    yield from SAYINGS
    yield from WALKS
    yield from OF_THE_HOUSE
    for number, (frame, name, city) in enumerate(product(FRAMES, NAMES, CITIES)):
        if number % 5 == 0:
            yield frame.format(name=name, city=city, year=YEARS[number % len(YEARS)])

"""Facts about the places of Kazakhstan: names in every spelling, by day, and what lies in what."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import build_gazetteer

from kuager.model.folding import fold
from kuager.model.places import Gazetteer, UnknownPlaceError, gazetteer

PLACES = gazetteer()

# Names as written in reports of the field, in the spelling found there.
WRITTEN = {
    "KZ": ["Kazakhstan", "the Republic of Kazakhstan", "Казахстан", "Қазақстан Республикасы"],
    "KZ-71": ["Astana", "Astana's", "Astana’s", "Nursultan", "Nur-Sultan", "Нур-Султан", "Астана"],
    "KZ-75": ["Almaty", "Almaty’s", "Алматы", "г. Алматы", "Alma-Ata", "Алма-Ата", "Almaty city"],
    "KZ-79": ["Shymkent", "Chimkent", "Шымкент", "Чимкент", "Şymkent", "Shimkent"],
    "kato.351000000": [
        "Qaraghandy",
        "Qaragandy",
        "Karagandy",
        "Karaganda",
        "Караганда",
        "Қарағанды",
    ],
    "kato.151000000": ["Aqtobe", "Aktobe", "Актобе", "Ақтөбе", "Актюбинск", "Aktyubinsk"],
    "kato.631000000": ["Oskemen", "Ust-Kamenogorsk", "Өскемен", "Усть-Каменогорск", "Öskemen"],
    "kato.431000000": ["Kyzylorda", "Qyzylorda", "Кызылорда", "Кзыл-Орда", "Қызылорда"],
    "kato.271000000": ["Uralsk", "Oral", "Уральск", "Орал"],
    "kato.552200000": ["Ekibastuz", "Экибастуз", "Екібастұз"],
    "kato.391000000": ["Kostanay", "Qostanay", "Kostanai", "Костанай", "Кустанай"],
    "kato.195200000": ["Karasai", "Karasai District", "Карасайский район", "Қарасай ауданы"],
    "kato.751110000": ["Almalinskiy", "Almalinskiy district", "Алмалинский", "Алмалы"],
    "kato.791110000": ["Abay district of Shymkent", "Шымкент, Абайский район"],
    "village.zhaugashty": ["Zhaugashty", "Жаугашты", "Жауғашты"],
    "town.kaskelen": ["Kaskelen", "Каскелен", "Қаскелең"],
    "kato.352400000": ["Temirtau", "Темиртау", "Теміртау"],
    "kato.101000000": ["Semey", "Semipalatinsk", "Семипалатинск", "Семей"],
    "kato.471000000": ["Aktau", "Aqtau", "Актау", "Ақтау", "Shevchenko"],
    "kato.231000000": ["Atyrau", "Атырау", "Гурьев"],
    "kato.311000000": ["Taraz", "Тараз", "Dzhambul", "Джамбул"],
    "kato.191000000": ["Konaev", "Konayev", "Qonaev", "Қонаев", "Kapchagai", "Капшагай"],
    "kato.621000000": ["Zhezkazgan", "Jezkazgan", "Джезказган", "Жезқазған"],
    "KZ-61": ["Turkistan Region", "South Kazakhstan", "Южно-Казахстанская область", "ЮКО"],
    "KZ-35": ["Karaganda oblast", "Карагандинская обл.", "Қарағанды облысы", "Qaraghandy region"],
    "KZ-19": ["Almaty region", "Алматинская область", "Алматы облысы"],
    "KZ-63": ["East Kazakhstan", "ВКО", "Шығыс Қазақстан", "Восточно-Казахстанская область"],
}


@pytest.mark.parametrize(
    ("place_id", "name"), [(place_id, name) for place_id, all_ in WRITTEN.items() for name in all_]
)
def test_written_names_mean_their_place(place_id: str, name: str) -> None:
    """Every spelling found in reports leads to the right place first."""
    assert place_id == PLACES.find(name.removeprefix("the "))[0].id


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Almaty", ["KZ-75", "KZ-19", "kato.711110000"]),
        ("Karagandy", ["kato.351000000", "KZ-35"]),
        ("Abay", ["KZ-10", "town.abay", "kato.103200000", "kato.353200000", "kato.791110000"]),
        ("Aksu", ["kato.551600000", "kato.333200000"]),
        ("Zhambyl district", ["kato.194200000", "kato.314000000", "kato.594600000"]),
        ("Tselinograd", ["kato.116600000", "KZ-71", "KZ-11"]),
    ],
)
def test_best_comes_first(text: str, ids: list[str]) -> None:
    """Names of today come before variants and former names, cities before regions and districts."""
    assert ids == [place.id for place in PLACES.find(text, whole=True)]


def test_a_beginning_finds_the_rest() -> None:
    """While a name is typed, the places that begin so are shown; whole names are not guessed."""
    assert "town.kaskelen" == PLACES.find("Kask")[0].id == PLACES.find("Қаске")[0].id
    assert () == PLACES.find("Kask", whole=True)
    assert ["kato.351000000", "KZ-35"] == [place.id for place in PLACES.find("Караган", 2)]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Алмалинский район города Алматы", "kato.751110000"),
        ("Almaty Region, Karasay district, Kaskelen", "town.kaskelen"),
        ("г. Каскелен, Карасайский р-н, Алматинская обл.", "town.kaskelen"),
        ("Abay district, Karaganda region", "kato.353200000"),
        ("Шымкент қаласы Абай ауданы", "kato.791110000"),
        ("Esil (Astana)", "kato.711210000"),
    ],
)
def test_places_in_places_are_told_apart(text: str, place_id: str) -> None:
    """A district named with its city or region is that district."""
    assert [place_id] == [place.id for place in PLACES.find(text)]


@pytest.mark.parametrize(
    "text", ["", " ", "of", ",", "Narnia", "😀", "Abay district of Narnia", "12"]
)
def test_unknown_names_find_nothing(text: str) -> None:
    """What is not in the list is not guessed."""
    assert () == PLACES.find(text)


@pytest.mark.parametrize(
    ("place_id", "day", "english", "russian", "kazakh"),
    [
        ("KZ-71", None, "Astana", "Астана", "Астана"),
        ("KZ-71", date(2019, 3, 22), "Astana", "Астана", "Астана"),
        ("KZ-71", date(2019, 3, 23), "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("KZ-71", date(2021, 5, 28), "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("KZ-71", date(2022, 9, 16), "Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"),
        ("KZ-71", date(2022, 9, 17), "Astana", "Астана", "Астана"),
        ("KZ-71", date(1995, 1, 1), "Akmola", "Акмола", "Ақмола"),
        ("KZ-71", date(1980, 1, 1), "Tselinograd", "Целиноград", "Целиноград"),
        ("KZ-75", date(1990, 1, 1), "Alma-Ata", "Алма-Ата", "Алматы"),
        (
            "KZ-61",
            date(2018, 6, 18),
            *("South Kazakhstan Region", "Южно-Казахстанская область"),
            "Оңтүстік Қазақстан облысы",
        ),
        (
            "KZ-61",
            date(2018, 6, 19),
            *("Turkistan Region", "Туркестанская область"),
            "Түркістан облысы",
        ),
        ("kato.101000000", date(2007, 6, 20), "Semipalatinsk", "Семипалатинск", "Семей"),
        ("kato.191000000", date(2021, 1, 1), "Kapshagay", "Капшагай", "Қапшағай"),
    ],
)
def test_names_are_those_of_the_day(
    place_id: str, day: date | None, english: str, russian: str, kazakh: str
) -> None:
    """An event of 2021 in the capital took place in Nur-Sultan."""
    names = [PLACES.name(place_id, language, day) for language in ("en", "ru", "kk")]
    assert [english, russian, kazakh] == names


def test_a_language_without_names_gets_english() -> None:
    """A report in a fourth language names places in English."""
    assert "Almaty" == PLACES.name("KZ-75", "fr")


def test_regions_hold_their_places() -> None:
    """A village lies in a district, a region and the country; a city of rank is its own region."""
    path = [place.id for place in PLACES.path("village.zhaugashty")]
    assert ["village.zhaugashty", "kato.196800000", "KZ-19", "KZ"] == path
    assert "KZ-19" == PLACES.region_of("village.zhaugashty")
    assert "KZ-75" == PLACES.region_of("kato.751110000") == PLACES.region_of("KZ-75")
    assert PLACES.region_of("KZ") is None
    assert PLACES.within("kato.751110000", "KZ-75")
    assert PLACES.within("KZ-75", "KZ-75")
    assert not PLACES.within("KZ-75", "KZ-19")


def test_regions_are_those_of_the_day() -> None:
    """Semey lay in East Kazakhstan until June 2022, Shymkent in South Kazakhstan until 2018."""
    assert "KZ-63" == PLACES.region_of("kato.101000000", date(2021, 5, 28))
    assert "KZ-10" == PLACES.region_of("kato.101000000", date(2022, 6, 8))
    assert "KZ-61" == PLACES.region_of("kato.791110000", date(2018, 6, 18))
    assert "KZ-79" == PLACES.region_of("KZ-79", date(2021, 5, 28))


def test_an_unknown_id_is_refused() -> None:
    """An id that is not in the list is an error with its id."""
    with pytest.raises(UnknownPlaceError) as refused:
        PLACES.place("KZ-99")
    assert {"place": "KZ-99"} == refused.value.facts
    assert "KZ-99" not in PLACES


def test_the_country_is_whole() -> None:
    """One country, 17 regions, 3 cities of rank, 167 districts, all cities and towns."""
    kinds = [place.kind for place in PLACES]
    expected = {"country": 1, "region": 17, "city": 42, "town": 48, "district": 167}
    assert {**expected, "city-district": 18, "village": 14} == {
        kind: kinds.count(kind) for kind in dict.fromkeys(kinds)
    }


def test_every_place_is_complete() -> None:
    """Each has three names in its alphabets, a centre in the country and days that can be read."""
    for place in PLACES:
        assert {"en", "ru", "kk"} == set(place.names)
        assert place.names["en"].isascii()
        assert not any(letter.isascii() and letter.isalpha() for letter in place.names["ru"])
        assert not any(letter.isascii() and letter.isalpha() for letter in place.names["kk"])
        assert 40 < place.lat < 56
        assert 46 < place.lon < 88
        assert all(
            isinstance(former.was_in_force(date(2000, 1, 1)), bool) for former in place.former
        )
        assert "KZ" == PLACES.path(place.id)[-1].id


def test_every_name_finds_its_place() -> None:
    """Names, variants and former names all lead to the place that bears them."""
    for place in PLACES:
        former = [former.name for former in place.former]
        for name in (*place.names.values(), *place.variants, *former):
            assert place in PLACES.find(name, whole=True)


def test_no_two_former_names_were_in_force_at_once() -> None:
    """On the first of January of any year a place had one name in a language."""
    for place in PLACES:
        for year in range(1850, 2025):
            names = [
                former.language for former in place.former if former.was_in_force(date(year, 1, 1))
            ]
            assert len(set(names)) == len(names), (place.id, year)


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    """Looking up never fails, and never returns more than asked for."""
    assert 3 >= len(PLACES.find(text, 3))


def test_the_file_is_what_the_tables_say() -> None:
    """Built from tools/places again, the packaged file is the same byte for byte, and small."""
    packaged = build_gazetteer.TARGET.read_bytes()
    assert build_gazetteer.build() == build_gazetteer.build() == packaged
    assert 1_000_000 > len(packaged)


def test_the_file_names_its_source_and_licence() -> None:
    """Whoever gets the file learns where it comes from and on what terms."""
    about = json.loads(build_gazetteer.TARGET.read_bytes())["about"]
    assert "CC-BY-4.0" == about["licence"]
    assert "geokz" in about["sources"][0]["from"]


def test_known_faults_of_the_source_are_mended() -> None:
    """No Чимкент of today, no Latin i in Солтүстік, Russian and Kazakh in their places."""
    assert "Шымкент" == PLACES.name("KZ-79", "ru")
    assert "Солтүстік Қазақстан облысы" == PLACES.name("KZ-59", "kk")
    assert "Талдыкорган" == PLACES.name("kato.331000000", "ru")
    assert fold("Талдықорған") == fold(PLACES.name("kato.331000000", "en"))


def test_a_fresh_gazetteer_finds_at_once() -> None:
    """Reading the file needs nothing but the package."""
    fresh: Gazetteer = gazetteer.__wrapped__()
    assert fresh.find("Karagandy")

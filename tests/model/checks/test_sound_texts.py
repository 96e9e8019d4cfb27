"""What is none of the checks' business: sound sentences of documents like ours find nothing.

A check that cries at these would be let pass without reading, and the next leak with it.
"""

import pytest
from tests.model.checks.looking import checks_of, piece

SOUND = {
    "en": (
        "Article 26 promises all people equal protection.",
        "In March, the ministry blocked the website; in April, deputies asked for a ban.",
        "The U.S. Embassy and the U.N. office published a statement.",
        "See Annex II to the Convention and part B of the questionnaire.",
        "The Committee, in its observations of 2019 (CAT/C/KAZ/CO/3, para. 8), asked so.",
        "The Code of Administrative Offences was amended on 1 July 2022.",
        "A meeting in Shymkent was broken up by a group of men; the police stood by.",
        "The petition was registered on 5 June 2024 and discussed in Astana in August.",
        "Cabinet of Ministers; Great Britain; United Nations; Supreme Court; Human Rights Watch.",
        "The State party should train judges, teachers and doctors.",
        "People were told that they may write to info@obrazets.example or kense@mki.gov.kz.",
        "The law protects minors; pupils and students were not asked.",
        "Most of those who answered had been threatened by relatives.",
        "The film “On the way” was shown at a bar; nobody was hurt.",
        "The order raised the age for surgery from 18 to 21.",
        "A child has the right to be heard.",
        "A. The State should adopt a law.",
        "A schoolgirl, Human Rights Watch said, was not believed.",
        "The child and her mother left Kazakhstan; their father is Kazakh.",
        "After World War I. Nobody remembers. The Union of Parents spoke for the child.",
    ),
    "ru": (
        "Статья 14 Конституции запрещает дискриминацию; см. пункт 3 приложения А к договору.",
        "В мае Министерство юстиции пригласило организации на встречу в Астане.",
        "Комитет Министров, Кабинет Министров и Совет Европы; Казахстанский союз родителей.",
        "29 мая 2021 г. вступили в силу поправки к Кодексу об административных правонарушениях.",
        "Полиция задержала участников шествия и отпустила их без протокола.",
        "Школьникам и студентам об этом не рассказывали; врачи и учителя не обучены.",
        "По данным ЛГБТ-организаций, большинство пострадавших не обращались в полицию.",
    ),
    "kk": (
        "Конституцияның 14-бабы кемсітуге тыйым салады; 3-тармақты қараңыз.",
        "Мамырда Әділет министрлігі ұйымдарды Астанадағы кездесуге шақырды.",
        "2021 жылғы 29 мамырда Кодекске түзетулер күшіне енді.",
        "Полиция шеруге қатысушыларды ұстап, хаттамасыз босатты.",
        "Мұғалімдер мен дәрігерлерге ЛГБТ адамдардың құқықтары туралы айтылмаған.",
    ),
}


@pytest.mark.parametrize(
    ("language", "text"), [(spoken, text) for spoken, texts in SOUND.items() for text in texts]
)
def test_nothing_is_found(language: str, text: str) -> None:
    """No check takes it for a leak."""
    assert set() == checks_of(piece(text, language=language))


def test_what_cites_its_source_may_say_small_numbers() -> None:
    """Somebody published it, and is named."""
    told = piece("In 2019 two women were convicted.", "Court of Almaty, ruling of 3 May 2019.")

    assert set() == checks_of(told)

"""Whether a wording says whose words it tells, in three languages.

Asked only of what one side alone tells. The words are those by which a writer hands a claim to
somebody; nouns that merely look alike ("a statement by the embassy", "the State") do not count.
"""

import re
from typing import Final

ONE_SIDED: Final = frozenset(
    {
        "allegedly",
        "according-to-victim",
        "according-to-witness",
        "according-to-organisation",
        "according-to-media",
        "according-to-authorities",
        "reportedly",
        "disputed",
    }
)
"""Attributions that have to be heard; what we saw, a document and several sources need no word."""

_WORDS: Final = {
    "en": (
        "according to|in (?:his|her|its|their) (?:account|view|words|opinion)|"
        "report(?:s|ed|edly)(?! under| to the)|alleg(?:es?|ed|edly|ing|ations?)|sa(?:id|ys?)|"
        "claim(?:s|ed|ing)?|state[sd] that|stating|"
        "told (?:us|media|journalists|reporters)|described?|describes|announced?|declare[sd]?|"
        "argue[sd]?|holds? (?:that|against)|held that|suspects? that|presume[sd]?|objects?|"
        "objected|add(?:s|ed)|sp(?:eak|oke) of|accuse[sd]?|confirm(?:s|ed)|writes?|wrote|"
        "believe[sd]?|considers?|document(?:ed|ation)|recorded|counted|survey(?:s|ed)?|"
        "stud(?:y|ies)|research (?:by|of|found)|analysis|findings|found that|finds|"
        "warn(?:s|ed) that|recalls?|recalled|testif(?:y|ied|ies)|testimon(?:y|ies)|accounts by"
    ),
    "ru": (
        "по (?:словам|данным|сообщени|информации|мнению|свидетельств|оценке|сведениям|версии)|"
        "сообщ(?:ил|ает|ают|ается|алось|ая)|заяв(?:ил|ля[ею]т|ляя)|утвержда|пиш[еу]т|написал|"
        "якобы|предположительно|рассказ(?:ал|ыва)|исследован(?:ие|ия|ию|ии)|согласно|(?:за)?документир|"
        "опрос(?!а |у )|опрошенн|назвал|отме(?:тил|ча[ею]т)|объяв(?:ил|ля)|"
        "счита(?:[ею]т|л)|полага(?:[ею]т|л)|подозрева|возража|добавля|обвин(?:ил|я)|"
        "свидетельству|указ(?:ал|ыва[ею]т)|зафиксир|подсчита|подтверд|анализ|жалу[ею]тся|жаловал|"
        "предупре(?:дил|жда)|говор(?:ит|ят|ил)"
    ),
    "kk": (
        "айтуынша|мәліметінше|мәліметтер(?:і|інше)|пікірінше|ойынша|болжам|"
        "дерек(?:тер)?(?:і|іне|інше)? (?:сәйкес|бойынша|көрсет)|деректеріне|деректерінше|"
        "мәлімет(?:тер)?(?:і)? бойынша|ақпарат(?:ы)? бойынша|"
        "хабар(?:ла|лар|лауынша|лағандай)|мәлімде(?:ді|йді|уінше|ген|п)|айт(?:қан|ты|ады|ып)|"
        "деп (?:сана|есепте|айыпта|болжа|күдіктен|жаз|ата(?:ды|ған)|мәлімде|хабарла|түсіндір)|"
        "құжатта(?:л|ды|ған|у)|зерттеуі|сауалнама|сұралған|тіркеді|тіркелді|раста(?:ды|ған)|талдауы|"
        "жарияла(?:ған|ды) есеп|ескерт(?:ті|кен)"
    ),
}
_SAID: Final = {
    language: re.compile(rf"\b(?:{words})" + (r"\b" if language == "en" else ""), re.IGNORECASE)
    for language, words in _WORDS.items()
}


def is_attributed(text: str, language: str) -> bool:
    """Whether the text says whose words it tells. True in a language that has no words here."""
    said = _SAID.get(language)
    return said is None or said.search(text) is not None

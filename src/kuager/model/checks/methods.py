"""Stories that teach: how a trap is set, by which way somebody fled, where people are safe."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.contacts import ADDRESS
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.identifying import towns_in
from kuager.model.checks.matter import Matter
from kuager.model.checks.sentences import sentences
from kuager.model.checks.words import either

_TRAP: Final = re.compile(
    r"\b(?:fake|bogus|staged) (?:dates?|profiles?|accounts?)|\bhoneytrap\w*"
    r"|\blured?\b[^.]{0,40}\bdat(?:e|ing)"
    r"|\b(?:фейков|подставн|ложн)\w+ (?:свидани|анкет|профил|аккаунт)\w*|\bзаманива\w+|\bзаманил\w*"
    r"|\b(?:жалған|өтірік) (?:кездесу|парақша|аккаунт|профиль)\w*",
    re.IGNORECASE,
)
_STEPS: Final = either(
    "grindr|hornet|tinder|badoo|mamba|blued|romeo|dating app|dating site|telegram chat|profile "
    "photos?|photos of|wrote first|messaged|invited to|rented flat|rented apartment|first they|"
    "then they|step by step|demand* money|call* the contacts|phone book|screenshots?|by taxi",
    "гриндр|хорнет|тиндер|баду|мамба|сайт знакомств|приложени* для знакомств|фото* из|"
    "пишут первыми|"
    "писали первыми|снима(?:ют|ли) квартир*|съёмн* квартир*|сначала|затем|потом|по шагам|"
    "требу(?:ют|я) деньг*|обзванива*|контакт* из телефон*|скриншот*|на такси",
    "танысу қосымша*|танысу сайт*|алдымен|содан кейін|кейін|суреттер*|пәтер жалда*|ақша тала*|"
    "байланыс тізім*|скриншот*|такси*",
)
_FEWEST_STEPS: Final = 3
_ROUTE: Final = re.compile(
    r"\b(?:cross(?:ed|ing|es)?|fled|flee|escaped?|left the country|smuggled)\b[^.]{0,60}"
    r"\b(?:via|through|at the|by (?:bus|train|taxi|car)|border (?:crossing|point|post) "
    r"(?:at|of|near)|from the village)\b"
    r"|\b(?:пересек\w*|перешл?\w* границу|бежал\w*|выехал\w*|вывезли|эвакуировал\w*)\b[^.]{0,60}"
    r"\b(?:через|(?:погран)?пункт\w* пропуска|на (?:автобусе|поезде|такси|машине)|из села|"
    r"по маршруту)\b"
    r"|\b(?:шекара\w*)\b[^.]{0,60}\b(?:арқылы|бекет\w*|өткел\w*|автобус\w*|пойыз\w*)\b",
    re.IGNORECASE,
)
_SHELTER: Final = re.compile(
    r"\b(?:safe ?(?:house|flat|apartment)|our shelter|the shelter|hiding place|is hiding|are hiding"
    r"|безопасн\w+ (?:квартир|дом|мест)\w*|конспиративн\w+|(?:наш\w*|в) приют\w*|убежищ\w*"
    r"|скрыва(?:ется|ются)"
    r"|жасырын\w* (?:пәтер|үй|жер)\w*|панахана\w*|баспана\w*|жасырынып)\b",
    re.IGNORECASE,
)


def _traps(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind != "paragraph" or not _TRAP.search(piece.text):
            continue
        steps = {match[0].lower() for match in _STEPS.finditer(piece.text)}
        if len(steps) >= _FEWEST_STEPS:
            yield Hit(place=piece.place, piece=piece.piece, words=piece.text)


def _routes(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind == "paragraph":
            for said in sentences(piece.text):
                if _ROUTE.search(said) and _is_told_where(said, matter):
                    yield Hit(place=piece.place, piece=piece.piece, words=said)


def _shelters(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind == "paragraph":
            for said in sentences(piece.text):
                if _SHELTER.search(said) and (
                    ADDRESS.search(said) or towns_in(said, matter.known) or _NEAR.search(said)
                ):
                    yield Hit(place=piece.place, piece=piece.piece, words=said)


_NEAR: Final = re.compile(
    r"\b(?:near|next to|opposite|behind) the \w+|\b(?:рядом с|напротив|возле) \w+"
    r"|\b\w+ жанында\b",
    re.IGNORECASE,
)
_ABROAD: Final = either(
    "georgia|kyrgyzstan|uzbekistan|russia|turkey|armenia|bishkek|tbilisi|korday|kordai",
    "грузи*|киргизи*|кыргызстан*|узбекистан*|росси*|турци*|армени*|бишкек*|тбилиси|кордай*",
    "грузия*|қырғызстан*|өзбекстан*|ресей*|түркия*|армения*|бішкек*|қордай*",
)


def _is_told_where(said: str, matter: Matter) -> bool:
    return bool(towns_in(said, matter.known)) or _ABROAD.search(said) is not None


TEACHES_TRAP: Final = Check(
    name="teaches-method",
    why=N_(
        "The story tells step by step how people are trapped: whoever wants to can do it again."
    ),
    mend=N_("Tell that it happens and what it does to people; leave the steps to training."),
    look=_traps,
)
TEACHES_ROUTE: Final = Check(
    name="teaches-route",
    why=N_("The story tells by which way somebody fled: the next one may need that way."),
    mend=N_("Say “left the country”, without means, place and road."),
    look=_routes,
)
TEACHES_SHELTER: Final = Check(
    name="teaches-shelter",
    why=N_("The story tells where people are kept safe."),
    mend=N_("Say “a safe place”, without town, street and neighbourhood."),
    look=_shelters,
)

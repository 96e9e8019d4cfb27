"""Names of people in running text that the vault may not know: who may be named at all.

Found by the shape of names of this part of the world: two words with capitals of which one ends as
surnames or patronymics do. It is asked whether the person acts in public, and where it is said.
"""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Known, Matter, Piece
from kuager.model.folding import fold

_UPPER: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІÁŃŞÇĞÚÝ"
_LOWER: Final = "a-zа-яёәғқңөұүһіáńşçğúýıñ"
_WORD: Final = rf"[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}]?[{_LOWER}]+)?"
_INITIALS: Final = rf"[{_UPPER}]\.(?:[ \u00a0]?[{_UPPER}]\.)?"
_SURNAME: Final = (
    rf"[{_UPPER}][{_LOWER}]+(?:"
    r"(?:ova|eva|yeva|ov|ev|yev|enko|skaya|skiy|skyi|baev|bayev|baeva|bayeva|uly|ūly|qyzy|kyzy|khan|"
    r"bek|ovich|evich|ovna|evna)"
    r"|(?:ова|ева|ёва|ов|ев|ёв)(?:а|ой|у|ым|е|ом|ға|ге|ның|нің|ды|ді|пен|мен)?"
    r"|(?:енко|ский|ская|ского|скому|ской|скую|ским|ович|евич|овна|евна|овича|евича|овны|евны)"
    r"|(?:ұлы|улы|қызы|кызы|хан|бек|бай)(?:ның|нің|ға|ге|ды|ді|мен|а|у|ом|ой)?)"
)
_NAME: Final = re.compile(
    rf"(?<![\w.@/«“\"-])(?:{_WORD}[ \u00a0]{_SURNAME}(?:[ \u00a0]{_SURNAME})?"
    rf"|{_SURNAME}[ \u00a0]{_WORD}(?:[ \u00a0]{_SURNAME})?"
    rf"|{_INITIALS}[ \u00a0]?{_SURNAME}|{_SURNAME}[ \u00a0]{_INITIALS})(?![\w@»”\"]|\.\w)"
)
_NO_NAME: Final = re.compile(
    r"(?:committee|council|cabinet|union|ministry|organi[sz]ation|fund|foundation|chamber|party|"
    r"movement|house|street|avenue|district|region|prison|colony|university|institute|court|"
    r"report|article|convention|комитет|совет|кабинет|союз|министер|организац|фонд|палат|парти|"
    r"движен|улиц|проспект|район|област|город|колони|университет|институт|доклад|стать|закон|кодекс|"
    r"конвенц|центр|министров|депутатов|народов|судов|родителей|казахстан|қазақстан|европейск|"
    r"российск|американск|британск|республиканск|верховн|алматинск|кеңес|қозғалыс|көше|аудан|облыс|"
    r"қала|орталы)\w*"
    r"|(?:act|code|law|city|суд|дом|прав|сот|заң|қор)(?:а|у|е|ом|ы|ов|ы|ның|тың|дың)?",
    re.IGNORECASE,
)
_SHORT_WORDS: Final = (
    "the in on at of from and for by в на из от по и для при mr ms mrs dr st str ave ul"
)
_SHORT: Final = frozenset(_SHORT_WORDS.split())


def names_in(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Where names of people seem to stand: from, to. Towns, bodies and streets are left out."""
    for match in _NAME.finditer(text):
        words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", match[0])
        long_words = [word for word in words if len(word) > 1]
        if any(_is_no_name(word) for word in long_words):
            continue
        if any(fold(word) in known.towns for word in long_words):
            continue
        if any(fold(match[0]) in name for name in known.organisations):
            continue
        yield match.start(), match.end()


def _is_no_name(word: str) -> bool:
    small = word.lower()
    return small in _SHORT or _NO_NAME.fullmatch(small) is not None


def _unknown(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind == "heading":
            continue
        for start, end in names_in(piece.text, matter.known):
            name = piece.text[start:end]
            if matter.known.public.covers(name) or _may_be_told(name, piece):
                continue
            if matter.known.private.covers(name):
                continue
            yield Hit(place=piece.place, piece=piece.piece, words=name)


def _may_be_told(name: str, piece: Piece) -> bool:
    """Whether a story behind the piece is that of somebody who agreed to be named."""
    words = {fold(word) for word in re.findall(r"[^\W\d_]+", name)}
    return any(
        one.level == "name"
        and one.private is not None
        and any(words & {fold(w) for w in said.split()} for said in one.private.names)
        for one in piece.behind
    )


def _officials(matter: Matter) -> Iterator[Hit]:
    """People who act in public, named in an author's words that cite nothing."""
    for piece in matter.own():
        if piece.kind != "paragraph" or piece.notes:
            continue
        for found in matter.known.public.find(piece.text):
            if found.is_whole:
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text[found.start : found.end],
                    record=("person", found.code),
                )


UNKNOWN_NAME: Final = Check(
    name="unknown-name",
    why=N_("Somebody is named here of whom the vault does not know that they act in public."),
    mend=N_("Leave the name out; or record the person as acting in public, with the office."),
    look=_unknown,
)
NAMED_OFFICIAL: Final = Check(
    name="named-official",
    why=N_("Somebody who acts in public is named, and nothing is cited for what is said of them."),
    mend=N_("Cite the source, or say the office without the name."),
    look=_officials,
)

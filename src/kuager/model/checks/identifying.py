"""Facts that are harmless alone and point at one person together.

Told of private people: an exact day with a place and a deed; an occupation with a town and a date
that no other story of the document shares. What is rare by itself is taken to be so everywhere:
how many baristas a town has, no record knows. The mend is always to tell it more coarsely.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Known, Matter, Piece
from kuager.model.checks.sentences import sentences
from kuager.model.checks.words import AGE, BIRTH, DAY, DEED, HOUR, MONTH, OCCUPATION, PERSON
from kuager.model.folding import fold

LEAST_ALIKE: Final = 3
"""So many stories of a document have to share a set of facts."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS_WORDS: Final = (
    "nin din tin ning ding ting ga ge ka ke na ne da de ta te dan den tan ten nan nen i u e a oi om"
    " ei oiu dagi degi tagi tegi"
)
_ENDINGS: Final = tuple(_ENDINGS_WORDS.split())
_VENUE: Final = re.compile(
    r"\b(?:club|bar|cafe|café|hostel|hotel|sauna|gym|shop|salon|restaurant|клуб\w*|бар[еау]?|кафе|"
    r"хостел\w*|гостиниц\w+|отел[еья]\w*|саун\w+|салон\w*|магазин\w*|ресторан\w*|мейрамхана\w*|"
    r"дүкен\w*|қонақүй\w*) [«“\"][^»”\"]{2,40}[»”\"]"
    r"|[«“\"][^»”\"]{2,40}[»”\"],? (?:night ?club|club|bar|cafe|café|hostel|клуб\w*|мейрамхана\w*)"
    r"|\b(?:the )?[A-Z]\w+ (?:night ?club|club|hostel|sauna|bar)\b"
)


def towns_in(text: str, known: Known) -> list[str]:
    """The towns that a text names, folded, in any ending."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            word = fold(match[0])
            for stem in (word, *(word[: -len(e)] for e in _ENDINGS if word.endswith(e))):
                if stem in known.towns:
                    found.append(stem)
                    break
    return found


def _is_story(piece: Piece, text: str) -> bool:
    """Whether words tell of one private person: the record says so, or an author tells a story."""
    if piece.kind not in ("paragraph", "table"):
        return False
    if piece.own or not piece.behind:
        return PERSON.search(text) is not None
    return piece.concerns_private


def _may_be_named(piece: Piece) -> bool:
    """Whether everybody behind a piece agreed to be named."""
    private = [one for one in piece.behind if one.private is not None]
    return bool(private) and all(one.level == "name" for one in private)


def _days(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if _may_be_named(piece):
            continue
        for said in sentences(piece.text):
            day = DAY.search(said)
            if day is None or not _is_story(piece, said) or DEED.search(said) is None:
                continue
            if HOUR.search(said) or towns_in(said, matter.known) or _VENUE.search(said):
                yield Hit(place=piece.place, piece=piece.piece, words=said, about=said)


def _ages(matter: Matter) -> Iterator[Hit]:
    """An exact age or year of birth of somebody in a story."""
    for piece in matter.pieces:
        if _may_be_named(piece) or piece.kind not in ("paragraph", "table"):
            continue
        for said in sentences(piece.text):
            told = BIRTH.search(said) or AGE.search(said)
            if told is None or not (DEED.search(said) or BIRTH.search(said)):
                continue
            if PERSON.search(said) or piece.concerns_private:
                yield Hit(place=piece.place, piece=piece.piece, words=told[0], about=said)


def _roles(matter: Matter) -> Iterator[Hit]:
    """Stories by occupation, town and month, as far as each is told."""
    found: list[tuple[Piece, str, tuple[str, str, str]]] = []
    for piece in matter.pieces:
        if _may_be_named(piece):
            continue
        for said in sentences(piece.text):
            told = _told(said, piece, matter.known)
            if told is not None:
                found.append((piece, said, told))
    alike = Counter(told for _, _, told in found)
    for piece, said, told in found:
        if alike[told] < LEAST_ALIKE:
            yield Hit(
                place=piece.place,
                piece=piece.piece,
                words=said,
                about=said,
                facts={"count": alike[told], "least": LEAST_ALIKE},
            )


def _told(said: str, piece: Piece, known: Known) -> tuple[str, str, str] | None:
    """Occupation, town and month or day of one sentence; None unless it tells all three."""
    role, month = OCCUPATION.search(said), DAY.search(said) or MONTH.search(said)
    if role is None or month is None or DEED.search(said) is None:
        return None
    if not (piece.own or piece.concerns_private or not piece.behind):
        return None
    towns = towns_in(said, known)
    return (fold(role[0])[:5], towns[0], fold(month[0])) if towns else None


def _venues(matter: Matter) -> Iterator[Hit]:
    """The name of a place where something happened to somebody."""
    for piece in matter.pieces:
        if _may_be_named(piece):
            continue
        for said in sentences(piece.text):
            venue = _VENUE.search(said)
            if venue is not None and DEED.search(said) and _is_story(piece, said):
                yield Hit(place=piece.place, piece=piece.piece, words=venue[0])


EXACT_DAY: Final = Check(
    name="day-and-place",
    why=N_("A day, a place and what happened there: whoever was near knows who it was."),
    mend=N_("Tell the month or the season, or the region in place of the town."),
    look=_days,
)
EXACT_AGE: Final = Check(
    name="age",
    why=N_("An exact age or year of birth in a story narrows the circle to very few."),
    mend=N_("Tell “a young woman”, “in her thirties”, or leave the age out."),
    look=_ages,
)
ROLE_TOWN_DATE: Final = Check(
    name="role-town-date",
    why=N_(
        "Occupation, town and date together point at somebody. Stories of this document that tell "
        "just these: {count}; {least} at least should."
    ),
    mend=N_("Leave out one of the three, or tell it more coarsely: the region, the year, “works”."),
    look=_roles,
)
VENUE: Final = Check(
    name="venue",
    why=N_(
        "The name of a place where something was done to somebody leads to the guests and owners."
    ),
    mend=N_("Tell the kind of place: “a club”, “a hostel”."),
    look=_venues,
)

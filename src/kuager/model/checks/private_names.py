"""Names, pseudonyms, contacts of private people whom the vault knows, wherever in the document.

An author's words and their notes are searched for everybody in the vault; what is drawn, for them
too: it was cut by the names of its own story only. A whole name may never leave without consent
to the name; a single word of a name may be somebody else's, and a person decides.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final
from urllib.parse import unquote

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.identifying import towns_in
from kuager.model.checks.links import addresses_of
from kuager.model.checks.matter import Known, Matter, Piece
from kuager.model.checks.name_index import NameIndex, begins_sentence
from kuager.model.checks.sentences import around
from kuager.model.folding import fold
from kuager.model.private_words import PrivateWords, find_private

_ADDRESSED: Final = re.compile(r"[-_+/.=&?%]+")
_HANDLE: Final = re.compile(r"[@\w.+-]*\w")
_SHORTEST_HANDLE: Final = 5
_DIGITS: Final = re.compile(r"\+?\d[\d ().\u2010-\u2013\xa0-]{5,}\d")
_SHORTEST_NUMBER: Final = 7


def contact_key(contact: str) -> str:
    """What is compared of a contact: the last ten digits of a number, else its letters."""
    digits = re.sub(r"\D", "", contact)
    letters = re.sub(r"[\W\d_]", "", contact)
    if len(digits) >= _SHORTEST_NUMBER and not letters:
        return digits[-10:]
    return fold(contact).strip().lstrip("@")


def _names(matter: Matter) -> Iterator[Hit]:
    told = _told_by_name(matter)
    for piece in matter.pieces:
        yield from _of_behind(piece)
        for text in _texts(piece):
            yield from _found(text, piece, matter.known, told)


def _texts(piece: Piece) -> Iterator[str]:
    """What can hold a name: the text, each note, the words of each address."""
    yield piece.text
    for note in piece.notes:
        yield note.text
    for address in addresses_of(piece):
        yield " ".join(_ADDRESSED.split(unquote(address)))


def _told_by_name(matter: Matter) -> NameIndex:
    """Names that somebody agreed to have told in a story behind one of the pieces."""
    said = (
        (one.code, name)
        for piece in matter.pieces
        for one in piece.behind
        if one.refused is None and one.private is not None
        for name in _may_say(one.private, one.level)
    )
    return NameIndex.of(said)


def _may_say(private: PrivateWords, level: str) -> frozenset[str]:
    if level == "name":
        return private.names | private.pseudonyms
    return private.pseudonyms if level == "pseudonym" else frozenset()


def _found(text: str, piece: Piece, known: Known, told: NameIndex) -> Iterator[Hit]:
    for one in known.private.find(text):
        words = text[one.start : one.end]
        if told.covers(words) or (not one.is_whole and told.has_word(words)):
            continue
        wide = around(text, one.start, one.end)
        if known.public.covers(wide) and (not one.is_whole or known.public.covers(words)):
            continue
        if not one.is_whole and (_is_of_organisation(wide, words, known) or towns_in(words, known)):
            continue
        yield Hit(
            place=piece.place,
            piece=piece.piece,
            words=words,
            facts={"code": one.code},
            record=("person", one.code),
            firm=one.is_whole,
            why="" if one.is_whole else _ONE_WORD,
        )


def _is_of_organisation(wide: str, words: str, known: Known) -> bool:
    """Whether a single word stands there as part of the name of an organisation."""
    near, word = fold(wide), fold(words)
    return any(word in name and name in near for name in known.organisations)


def _of_behind(piece: Piece) -> Iterator[Hit]:
    """Names of the very stories that stand behind the piece, each word of them, with a capital."""
    for one in piece.behind:
        if one.private is None or one.level == "name":
            continue
        hidden = one.private.names
        if one.level != "pseudonym":
            hidden |= one.private.pseudonyms
        text = piece.everything
        for found in NameIndex.of((one.code, name) for name in hidden).find(text, alone=False):
            yield Hit(
                place=piece.place,
                piece=piece.piece,
                words=text[found.start : found.end],
                facts={"code": one.code},
                record=(one.type, one.code),
                firm=found.is_whole or not begins_sentence(text, found.start),
            )


def _contacts(matter: Matter) -> Iterator[Hit]:
    known, whose_is = matter.known.contacts, dict[str, tuple[str, str] | None]()
    for piece in matter.pieces:
        links = (link.removeprefix("mailto:") for link, _ in piece.links)
        for text in chain((piece.everything,), links):
            numbers = (match[0] for match in _DIGITS.finditer(text))
            handles = (m[0] for m in _HANDLE.finditer(text) if len(m[0]) >= _SHORTEST_HANDLE)
            for words in chain(numbers, handles):
                if words not in whose_is:
                    whose_is[words] = known.get(contact_key(words))
                whose = whose_is[words]
                if whose is not None:
                    yield Hit(
                        place=piece.place,
                        piece=piece.piece,
                        words=words,
                        facts={"code": whose[1]},
                        record=whose,
                    )


def _venues(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for one in piece.behind:
            if one.private is None or one.level == "name" or not one.private.venues:
                continue
            bare = PrivateWords(venues=one.private.venues)
            if find_private(piece.everything, bare, level=one.level) == "private-venue":
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=piece.text,
                    about=f"venue {one.code}",
                    facts={"code": one.code},
                    record=(one.type, one.code),
                )


_ONE_WORD: Final = N_(
    "This is a word of the name of a private person in the vault ({code}). It may be somebody else."
)
PRIVATE_NAME: Final = Check(
    name="private-name",
    why=N_("The name of a private person in the vault ({code}), who did not agree to be named."),
    mend=N_("Leave the name out, or say the role: “a woman from the city”, “one of the detained”."),
    look=_names,
)
PRIVATE_CONTACT: Final = Check(
    name="private-contact",
    why=N_("A number, address or account of a private person in the vault ({code})."),
    mend=N_("Take it out. If readers should write to somebody, give the one public contact."),
    look=_contacts,
    may_override=False,
)
PRIVATE_VENUE: Final = Check(
    name="private-venue",
    why=N_("The words tell at which place it happened to a private person ({code})."),
    mend=N_("Tell the city or the region, not the house, the club or the office."),
    look=_venues,
)

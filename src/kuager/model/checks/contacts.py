"""Telephones, mailboxes, numbers of documents and addresses that stand in a text."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Known, Matter, Piece
from kuager.model.personal import find_in_text

_FREE_WORDS: Final = (
    "gmail.com googlemail.com mail.ru list.ru bk.ru inbox.ru yandex.ru yandex.kz ya.ru yandex.com "
    "rambler.ru outlook.com hotmail.com live.com icloud.com me.com yahoo.com proton.me "
    "protonmail.com pm.me tutanota.com tuta.io tuta.com riseup.net gmx.com gmx.net aol.com "
    "mail.kz inbox.kz zoho.com disroot.org autistici.org"
)
_FREE: Final = frozenset(_FREE_WORDS.split())
_ROLE: Final = re.compile(
    r"(?:info|office|contact|contacts|press|media|mail|hello|team|help|support|legal|lawyers?|"
    r"complaints?|report|reports|research|secretariat|secretary|registry|petitions|committee|admin|"
    r"director|board|coordinator|advocacy|monitoring|urgent|hotline|priemnaya|kense|kanc|obr|"
    r"cat|cerd|cedaw|ccpr|cescr|crc|upr|ohchr|ngo|civicspace|submissions?)"
    r"(?:[-._+]?(?:[a-z]{0,12}|\d{0,3}))?",
    re.IGNORECASE,
)
_OF_STATE: Final = re.compile(r"(?:^|\.)(?:gov|mil|un|osce|coe|europa|who)\.", re.IGNORECASE)
_ENDS_OF_STATE: Final = (".gov", ".un.org", ".int", ".eu", "@un.org", ".kz.gov")
_HOUSE: Final = r"\d{1,4}(?:[/-]\d{1,3})?[a-zа-яәғқңөұүһі]?"
_CAPITAL: Final = r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІŞĞÇŇÚÝ][\w’'-]+|\d{1,3}(?:st|nd|rd|th))"
ADDRESS: Final = re.compile(
    rf"\b{_HOUSE},? (?:{_CAPITAL} ){{1,3}}(?:[Ss]treet|[Aa]venue|[Rr]oad|[Ll]ane|St\.|Ave\.?|Rd\.)"
    rf"|\b(?:{_CAPITAL} ){{1,3}}(?:[Ss]treet|[Aa]venue|[Rr]oad|St\.|Ave\.?),? (?:no\. ?|№ ?)?"
    rf"{_HOUSE}\b"
    rf"|\b(?:[Уу]лиц\w+|[Уу]л\.|[Пп]роспект\w*|[Пп]р\.|[Пп]р-т\w*|[Пп]ереул\w+|[Пп]ер\.|[Бб]ульвар\w*|"
    rf"[Шш]оссе|[Мм]кр\.?|[Мм]икрорайон\w*)\s?(?:{_CAPITAL}[ ,]*){{0,3}}(?:,? ?(?:д\.|дом\w*)?"
    rf" ?№? ?{_HOUSE})\b"
    rf"|\b(?:{_CAPITAL} ){{1,3}}(?:көшесі|даңғылы|шағын ауданы)(?:нің|ның|ндегі|ндағы|не|на)?,?"
    rf" ?№? ?{_HOUSE}\b"
    rf"|\b(?:кв\.|квартир\w+|apt\.?|apartment|flat|пәтер\w*) ?(?:№ ?)?\d{{1,4}}\b"
)  # fmt: skip
"""A street with the number of a house, or a flat."""


def _people(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        text = piece.everything
        for span in find_in_text(text):
            words = text[span.start : span.end]
            if span.kind in ("iin", "document"):
                yield Hit(place=piece.place, piece=piece.piece, words=words, firm=True, why=_NUMBER)
            elif span.kind == "phone" and words not in matter.known.printed_contacts:
                yield Hit(place=piece.place, piece=piece.piece, words=words)


def _mailboxes(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        text = piece.everything
        said = [text[s.start : s.end] for s in find_in_text(text) if s.kind == "email"]
        linked = [link[7:].split("?")[0] for link, _ in piece.links if link.startswith("mailto:")]
        for box in dict.fromkeys(word.lower() for word in (*said, *linked)):
            if _is_private(box, matter.known):
                yield _mailbox(piece, box)


def _mailbox(piece: Piece, box: str) -> Hit:
    return Hit(
        place=piece.place,
        piece=piece.piece,
        words=box,
        why=_FREE_BOX if _domain(box) in _FREE else "",
    )


def _is_private(box: str, known: Known) -> bool:
    """A box at a provider for everybody, or one that seems to be a person's own."""
    name, _, domain = box.partition("@")
    if domain in _FREE:
        return True
    if _OF_STATE.search(domain) or f"@{domain}".endswith(_ENDS_OF_STATE):
        return False
    return not (_ROLE.fullmatch(name) or name in domain or box in known.printed_contacts)


def _domain(box: str) -> str:
    return box.partition("@")[2]


def _addresses(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for match in ADDRESS.finditer(piece.text):
            yield Hit(place=piece.place, piece=piece.piece, words=match[0])


_NUMBER: Final = N_("A number of a document or an identity number points at one person for ever.")
_FREE_BOX: Final = N_(
    "A mailbox at a provider for everybody: it is tied to a person and a telephone, and whoever "
    "writes there writes in the open."
)
TELEPHONE: Final = Check(
    name="telephone",
    why=N_("A telephone number leads to a person, and to where that person is."),
    mend=N_("Take the number out. A hotline that is public may stay: say so as the reason."),
    look=_people,
)
MAILBOX: Final = Check(
    name="mailbox",
    why=N_("This looks like the mailbox of a person, not of an office."),
    mend=N_("Give one address of the organisation that no single person stands behind."),
    look=_mailboxes,
)
STREET_ADDRESS: Final = Check(
    name="address",
    why=N_("A street with a house number shows where somebody can be found."),
    mend=N_("Tell the city or the district. The address of an office of the State may stay."),
    look=_addresses,
)

"""Footnotes that cite nothing, and references to parts that are not there."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Line, Matter
from kuager.model.folding import fold

_FEWEST_WORDS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_NOTHING: Final = re.compile(
    r"(?:source|link|footnote|see|ibid|idem|там же|источник|ссылка|сноска|см|дереккөз|сілтеме|"
    r"сонда)"
    r"[\s.:?!…]*",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(r"\s*(?:ibid|idem|там же|сонда)\b", re.IGNORECASE)
_PART: Final = re.compile(
    r"\b(?P<kind>annex|appendix|приложени[еюия]|қосымша\w*)(?:es)? "
    r"(?P<number>[IVX]+|\d{1,2}|[A-ZА-Я])\b",
    re.IGNORECASE,
)
_OF_OURS: Final = re.compile(
    r"(?:\bsee|\(see|\bin|\bsee also|\bсм\.|\bв|\(см\.|қараңыз:?) (?:the )?$", re.IGNORECASE
)
_OF_OTHERS: Final = re.compile(r"^ (?:to|of|к|ко|постановлени|приказ|договор)\b", re.IGNORECASE)


def _notes(matter: Matter) -> Iterator[Hit]:
    is_first = True
    for piece in matter.pieces:
        for note in piece.notes:
            if _is_empty(note) or (is_first and _AGAIN.match(note.text)):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=note.text or "—",
                    about=f"note {note.text} {piece.text[:60]}",
                )
            is_first = False


def _is_empty(note: Line) -> bool:
    """Whether a note says of no source what it is."""
    if note.links or "http" in note.text:
        return False
    if _AGAIN.match(note.text):
        return False
    is_short = len(_WORD.findall(note.text)) < _FEWEST_WORDS and not re.search(r"\d", note.text)
    return is_short or _NOTHING.fullmatch(note.text.strip()) is not None


def _references(matter: Matter) -> Iterator[Hit]:
    headings = " \n".join(fold(one) for one in matter.anchors)
    for piece in matter.pieces:
        for line in piece.lines:
            for one in line.stretches:
                if one.link is not None and one.link == "#":
                    yield Hit(place=piece.place, piece=piece.piece, words=one.text)
        for match in _PART.finditer(piece.text):
            is_ours = _OF_OURS.search(piece.text[: match.start()]) is not None
            is_theirs = _OF_OTHERS.match(piece.text[match.end() :]) is not None
            if is_ours and not is_theirs and fold(match[0]) not in headings:
                yield Hit(place=piece.place, piece=piece.piece, words=match[0])


EMPTY_NOTE: Final = Check(
    name="note-without-source",
    why=N_("The footnote names no source."),
    mend=N_("Cite the source with its date and paragraph, or take the note out."),
    look=_notes,
)
DEAD_REFERENCE: Final = Check(
    name="dead-reference",
    why=N_("The reference leads to a part that this document does not have."),
    mend=N_("Name the part that is meant, or add it."),
    look=_references,
)

"""People said to have done it: nobody without an office is called so by name before a verdict."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter, Piece
from kuager.model.checks.name_index import NameIndex
from kuager.model.checks.people import names_in
from kuager.model.checks.sentences import sentences
from kuager.model.checks.words import GUILT, VERDICT

_DID: Final = re.compile(
    r"^,? (?:then |also |repeatedly |allegedly |brutally |жестоко |неоднократно |якобы )?"
    r"(?:beat|attacked|assaulted|raped|abducted|kidnapped|tortured|threatened|blackmailed|extorted|"
    r"stabbed|killed|murdered|robbed|избил\w*|напал\w*|изнасиловал\w*|похитил\w*|пытал\w*|"
    r"угрожал\w*|шантажировал\w*|вымогал\w*|ударил\w*|убил\w*|ограбил\w*|ұрып|соққыға|зорлады|"
    r"шабуылдады|қорқытты|өлтірді|тонады)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 40


def _recorded(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        own = NameIndex.of((one.code, name) for one in piece.behind for name in one.accused)
        for index in (matter.known.accused, own):
            for found in index.find(piece.everything):
                if found.is_whole or index is own:
                    yield Hit(
                        place=piece.place,
                        piece=piece.piece,
                        words=piece.everything[found.start : found.end],
                        firm=True,
                    )


def _in_words(matter: Matter) -> Iterator[Hit]:
    """Names that an author's words call so, of whom the record knows neither office nor verdict."""
    for piece in matter.pieces:
        if piece.kind != "paragraph":
            continue
        for said in sentences(piece.text):
            if VERDICT.search(said) is None:
                yield from _named(said, piece, matter)


def _named(said: str, piece: Piece, matter: Matter) -> Iterator[Hit]:
    for start, end in names_in(said, matter.known):
        name = said[start:end]
        if matter.known.public.covers(name):
            continue
        before = said[max(0, start - _BESIDE) : start]
        is_called = GUILT.search(before) is not None and not re.search(r"[.;:]", before)
        if is_called or _DID.match(said[end:]) or GUILT.match(said[end:].lstrip(" ,—–-(")):
            yield Hit(place=piece.place, piece=piece.piece, words=name)


def _looks(matter: Matter) -> Iterator[Hit]:
    yield from _recorded(matter)
    yield from _in_words(matter)


ACCUSED: Final = Check(
    name="accused-by-name",
    why=N_(
        "Somebody without a public office is called a perpetrator by name, and no verdict is "
        "recorded: it may harm an innocent person, and it is actionable."
    ),
    mend=N_("Say what they are, not who: “a neighbour”, “two men”. Or record the verdict."),
    look=_looks,
    may_override=False,
)

"""Nothing that tells who a child is: no name, initial, school, age with a place, no parent."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.initials import initials_in
from kuager.model.checks.matter import Matter, Piece
from kuager.model.checks.name_index import NameIndex
from kuager.model.checks.sentences import around, sentences
from kuager.model.checks.words import AGE, BIRTH, CHILD, MONTH, SCHOOL, is_child_age
from kuager.model.folding import fold

_WORD: Final = r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][a-zа-яёәғқңөұүһі]{2,}"
_NAME: Final = rf"(?P<name>(?-i:{_WORD}(?: {_WORD})?|[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.))"
_NAME_BESIDE: Final = re.compile(rf" {_NAME}|,? ?[,(] ?{_NAME.replace('name', 'other')}(?=[,)])")
"""A name that stands directly behind the word for a child, or between commas."""
_PARENT: Final = re.compile(
    r"\b(?:(?:her|his|their|whose|\w+['’]s) (?:mother|father|parents|grandmother|grandfather|"
    r"guardian|stepfather|stepmother)|мат(?:ь|ери|ерью)|отец|отц[ауе]м?|бабушк\w+|дедушк\w+|опекун\w*|"
    r"отчим\w*|мачех\w*|анасы|әкесі|әжесі|қамқоршысы),? "
    rf"{_NAME}",
    re.IGNORECASE,
)
_NO_NAMES: Final = frozenset(
    ["kazahstan", "kazakstan", "kirgizstan", "rossiia", "russia", "kazakh", "islam", "allah"]
)


def _looks(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind == "heading":
            continue
        for said in sentences(piece.text):
            if _tells_of_child(piece, said):
                yield from _tells(piece, said, matter)
        yield from _of_kin(piece)


def _tells_of_child(piece: Piece, said: str) -> bool:
    """Whether a sentence tells of one child: in words, by an age, or as the record knows."""
    ages = (match[0] for match in AGE.finditer(said))
    return (
        CHILD.search(said) is not None
        or any(map(is_child_age, ages))
        or (not piece.own and any(one.has_minor for one in piece.behind))
    )


def _tells(piece: Piece, said: str, matter: Matter) -> Iterator[Hit]:
    for match in SCHOOL.finditer(said):
        yield _hit(piece, match[0], _SCHOOL)
    parent = _PARENT.search(said)
    if parent is not None and not _is_common(parent["name"], matter):
        yield _hit(piece, parent["name"], _KIN)
    for start, end, _ in initials_in(said):
        yield _hit(piece, around(said, start, end), "")
    child = CHILD.search(said) or next(
        (one for one in AGE.finditer(said) if is_child_age(one[0])), None
    )
    name = None if child is None else _NAME_BESIDE.match(said, child.end())
    told = "" if name is None else name["name"] or name["other"]
    if told and not _is_common(told, matter):
        yield _hit(piece, told, "")
    birth = BIRTH.search(said)
    if birth is not None:
        yield _hit(piece, birth[0], "")


def _hit(piece: Piece, words: str, why: str) -> Hit:
    return Hit(place=piece.place, piece=piece.piece, words=words, why=why)


def _is_common(name: str, matter: Matter) -> bool:
    """Whether the capitalised words are a town, a country, a body or a month."""
    words = [fold(word) for word in name.split()]
    if any(word in matter.known.towns or word in _NO_NAMES for word in words):
        return True
    if any(fold(name) in body for body in matter.known.organisations):
        return True
    return MONTH.search(name) is not None


def _of_kin(piece: Piece) -> Iterator[Hit]:
    """Parents and guardians of a minor behind the piece, by any word of their names."""
    for one in piece.behind:
        index = NameIndex.of((one.code, name) for name in one.kin)
        for found in index.find(piece.everything):
            yield _hit(piece, piece.everything[found.start : found.end], _KIN)


_SCHOOL: Final = N_("The school of a child tells who the child is to everybody who goes there.")
_KIN: Final = N_("A parent or guardian with a name tells who the child is.")
MINOR: Final = Check(
    name="minor",
    why=N_("These words tell who a child is."),
    mend=N_(
        "Tell of “a child” or “a teenager”, without name, letter, school, parents or birthday."
    ),
    look=_looks,
    may_override=False,
)

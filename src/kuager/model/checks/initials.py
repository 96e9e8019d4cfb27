"""Initials of people: they hide nobody, least of all beside a year, an address or a link.

One letter does for whoever knows the circle; with a link to the story, or a name in clear
elsewhere in the document, it does for everybody.
"""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.contacts import ADDRESS
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter, Piece
from kuager.model.checks.sentences import around
from kuager.model.checks.words import AGE, BIRTH, HOUR, PERSON, PERSON_WORDS
from kuager.model.folding import fold

_UPPER: Final = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_LETTER: Final = rf"[{_UPPER}]"
_POINTED: Final = re.compile(
    rf"(?<![\w.’'/-])({_LETTER})\."
    rf"(?:[ \u00a0]?({_LETTER})\.(?![ \u00a0]?[{_UPPER}][^\W\d_]))?(?!\w|-\w)"
)
_SURNAME_AFTER: Final = re.compile(rf"[ \u00a0]?(?:{_LETTER}\.[ \u00a0]?)?{_LETTER}[^\W\d_]+")
_BEFORE_LETTER: Final = re.compile(
    r"\b(?:annex|appendix|article|art|section|part|para|paragraph|group|class|type|table|figure|item|"
    r"point|option|chapter|schedule|block|form|vitamin|hepatitis|category|grade|vol|plan|"
    r"приложени\w*|част[ьи]|раздел\w*|групп\w*|таблиц\w*|пункт\w*|стать\w*|п|ст|рис|блок\w*|форм\w*|"
    r"витамин\w*|гепатит\w*|категори\w*|класс\w*|"
    r"қосымша\w*|бөлім\w*|топ\w*|кесте\w*|тармақ\w*|бап\w*|санат\w*|u|n|у)\.?[ \u00a0]$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(rf"(?i:\b(?:{PERSON_WORDS}))[ \u00a0]({_LETTER})(?![\w.’'+-])")
_TITLED: Final = re.compile(
    rf"(?<!\w)(?:Mr|Ms|Mrs|Mx|г-жа|г-н|госпожа|господин|гр|гражданка|гражданин|азамат|азаматша)\.? "
    rf"({_LETTER})(?![\w.’'-])"
)
_HALF_POINTED: Final = re.compile(rf"(?<![\w./])({_LETTER})\.({_LETTER})(?![\w./])")
_ROMAN: Final = frozenset("IVX")
_SMALL_WORDS: Final = frozenset("AIАИВСОУЯК")
_STANDING: Final = frozenset(
    {"U.S.", "U. S.", "U.N.", "U. N.", "U.K.", "E.U.", "D.C.", "P.S.", "N.B."}
)
_NAME: Final = re.compile(
    rf"(?<![\w.])({_LETTER})[^\W\d_]+(?:-{_LETTER}?[^\W\d_]+)?[ \u00a0]{_LETTER}[^\W\d_]{{2,}}"
)


def initials_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Initials that stand for a person: from, to, and the first letter.

    Letters of annexes and sections, Roman numbers and names of States do not count, nor do
    initials before a surname, which hide nothing and are no initials of somebody hidden.
    """
    for match in _POINTED.finditer(text):
        before, whole = text[: match.start()], match[0]
        if whole in _STANDING or _BEFORE_LETTER.search(before[-24:]):
            continue
        if _SURNAME_AFTER.match(text[match.end() :]) and not _is_sentence_after(text, match):
            continue
        if match[2] is None and _counts_something(before, match, text):
            continue
        yield match.start(), match.end(), match[1]
    for match in _BARE.finditer(text):
        if match[1] not in _SMALL_WORDS:
            yield match.start(1), match.end(1), match[1]
    for match in _TITLED.finditer(text):
        yield match.start(1), match.end(1), match[1]
    for match in _HALF_POINTED.finditer(text):
        if f"{match[0]}." not in _STANDING:
            yield match.start(), match.end(), match[1]


def _is_sentence_after(text: str, match: re.Match[str]) -> bool:
    """Whether the capital after the initial begins a sentence: a person's word stands before."""
    before = text[: match.start()].rstrip()
    last = before.rsplit(" ", 1)[-1].strip("(,;")
    return match[2] is not None or PERSON.fullmatch(last) is not None


def _counts_something(before: str, match: re.Match[str], text: str) -> bool:
    """Whether a single letter counts paragraphs, or is a Roman number: World War I."""
    after = text[match.end() :]
    if not before.strip() or before.endswith("\n"):
        return after[:1].isspace() and not after.lstrip()[:1].islower()
    if match[1] not in _ROMAN:
        return False
    last = before.rstrip().rsplit(" ", 1)[-1].strip("(,;")
    return PERSON.fullmatch(last) is None or text[match.end() : match.end() + 1] == ")"


def _alone(matter: Matter) -> Iterator[Hit]:
    named = _named_letters(matter)
    for piece in matter.pieces:
        for start, end, letter in _once(piece.text):
            words = around(piece.text, start, end)
            if _facts_near(piece.text) or _leads_to_story(piece):
                continue
            name = named.get(letter)
            yield Hit(
                place=piece.place,
                piece=piece.piece,
                words=words,
                about=f"{letter} {piece.text[start:end]}",
                facts={"name": name or ""},
                why="" if name is None else _NAMED,
            )


def _once(text: str) -> Iterator[tuple[int, int, str]]:
    """The first place of each initial."""
    seen: set[str] = set()
    for start, end, letter in initials_in(text):
        if text[start:end] not in seen:
            seen.add(text[start:end])
            yield start, end, letter


def _named_letters(matter: Matter) -> dict[str, str]:
    """Letters for which somebody is named in clear in text or notes, near an initial's subject."""
    found: dict[str, str] = {}
    for piece in matter.pieces:
        for match in _NAME.finditer(piece.everything):
            words = match[0].split()
            if matter.known.public.covers(match[0]) or _looks_like_name(words, matter):
                found.setdefault(match[1], match[0])
    return found


def _looks_like_name(words: list[str], matter: Matter) -> bool:
    """Whether two capitalised words are a name: a surname's ending, and no town or body."""
    towns, bodies = matter.known.towns, matter.known.organisations
    if any(fold(word) in towns for word in words):
        return False
    name = fold(" ".join(words))
    if any(name in body for body in bodies):
        return False
    return _SURNAME.search(words[-1]) is not None


_SURNAME: Final = re.compile(
    r"(?:ova|eva|yev|yeva|ov|ev|enko|skaya|sky|bayev|baev|baeva|bayeva|uly|qyzy|kyzy|khan|bek|"
    r"ова|ева|ёва|ов|ев|ёв|енко|ский|ская|баев|баева|ұлы|улы|қызы|кызы|хан|бек)(?:ой|у|а|ым|ом|ға|ның)?$",
    re.IGNORECASE,
)


def _facts_near(text: str) -> list[str]:
    """Kinds of facts in a piece that tell who an initial is."""
    patterns = {"birth": BIRTH, "age": AGE, "address": ADDRESS, "hour": HOUR}
    return [name for name, pattern in patterns.items() if pattern.search(text)]


def _leads_to_story(piece: Piece) -> bool:
    """Whether a note or a link of the piece leads to a page where the story can be read."""
    return any(link.startswith("http") for link, _ in piece.links) or "http" in " ".join(
        note.text for note in piece.notes
    )


def _with_facts(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        facts = _facts_near(piece.text)
        if facts:
            for start, end, letter in _once(piece.text):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=around(piece.text, start, end),
                    about=f"{letter} {piece.text[start:end]}",
                )


def _with_link(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if not _facts_near(piece.text) and _leads_to_story(piece):
            for start, end, letter in _once(piece.text):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=around(piece.text, start, end),
                    about=f"{letter} {piece.text[start:end]}",
                )


_NAMED: Final = N_(
    "An initial hides nobody: elsewhere in the same document stands a whole name with this letter "
    "({name})."
)
INITIAL: Final = Check(
    name="initial",
    why=N_("An initial hides nobody from those who know the circle."),
    mend=N_("Say “a woman”, “a student”; a document calls people by numbers drawn for it."),
    look=_alone,
)
INITIAL_WITH_FACTS: Final = Check(
    name="initial-with-facts",
    why=N_(
        "An initial beside a year of birth, an age, an address or an hour points at one person."
    ),
    mend=N_("Leave out the initial and the year, and tell the city and the month at most."),
    look=_with_facts,
    may_override=False,
)
INITIAL_WITH_LINK: Final = Check(
    name="initial-with-link",
    why=N_("Beside the initial stands a link to where the story, and often the name, can be read."),
    mend=N_(
        "Leave out the initial, and the link or the initial's story; cite a page that names nobody."
    ),
    look=_with_link,
)

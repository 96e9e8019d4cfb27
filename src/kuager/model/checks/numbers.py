"""Numbers in an author's own words: small ones point at people, and each needs its base.

A number that is a kept figure has its base and went through the gate; one that cites a source was
published by somebody. All others are an author's memory. A share of a known base is a count: what
17 % of 80 are is computed here as any reader would.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter, Piece
from kuager.model.checks.words import PEOPLE_COUNTED

_IN_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
    "два": 2, "две": 2, "двух": 2, "двум": 2, "двое": 2, "двоих": 2, "три": 3, "трёх": 3,
    "трех": 3, "трём": 3, "трое": 3, "троих": 3, "четыре": 4, "четырёх": 4, "четырех": 4,
    "четверо": 4, "пять": 5, "пяти": 5, "пятеро": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
    "екі": 2, "екеуі": 2, "үш": 3, "үшеуі": 3, "төрт": 4, "төртеуі": 4, "бес": 5, "бесеуі": 5,
    "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9,
}  # fmt: skip
_NUMBER: Final = rf"(?:\d{{1,3}}(?:[ \u00a0,]\d{{3}})*|{'|'.join(_IN_WORDS)})"
_COUNTED: Final = re.compile(
    rf"(?<![\w§№/.,-])(?P<number>{_NUMBER})(?![%\d.,:/-]\d|[-–]\w)(?: [^\W\d_-]{{2,}}){{0,2}}? "
    rf"{PEOPLE_COUNTED}(?!\w)",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"(?<![\w.,])(?P<share>\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|per cent|percent|процент\w*|пайыз\w*)",
    re.IGNORECASE,
)
_BASE: Final = re.compile(
    rf"(?<![\w.,%])(?P<base>\d{{1,3}}) (?:[^\W\d_-]{{2,}} ){{0,3}}?{PEOPLE_COUNTED}(?!\w)",
    re.IGNORECASE,
)
_OF_LAW: Final = re.compile(
    r"\b(?:articles?|art|paragraphs?|paras?|sections?|points?|clauses?|goals?|rules?|principles?|"
    r"стать\w+|ст|пункт\w*|п|част\w+|раздел\w*|цел\w+|принцип\w*|бап\w*|тармақ\w*|бөлім\w*)\.?"
    r"[ \u00a0](?:\d+(?: ?\(\w+\))?(?:, | and | or | и | или | және |–|-))*$",
    re.IGNORECASE,
)
"""Before a number that is that of an article or paragraph."""
_SMALL_BASE: Final = 100
_LEAST_BASE: Final = 20
"""No share is told of a smaller base (docs/decisions/040)."""
_YEAR: Final = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class _Share:
    """A share and the base that a reader would take it of."""

    words: str
    share: float
    base: int

    @property
    def count(self) -> int:
        """How many that are."""
        return round(self.share * self.base / 100)


def number_in(words: str) -> int | None:
    """The number that digits or a word of three languages say."""
    known = _IN_WORDS.get(words.lower())
    if known is not None:
        return known
    digits = re.sub(r"\D", "", words)
    return int(digits) if digits else None


def _is_based(piece: Piece, number: int) -> bool:
    """Whether the piece cites somebody, or a figure or record behind it says this number."""
    return bool(piece.notes) or any(number in one.numbers for one in piece.behind)


def _counts(piece: Piece) -> Iterator[tuple[str, int]]:
    for match in _COUNTED.finditer(piece.text):
        number = number_in(match["number"])
        is_of_law = _OF_LAW.search(piece.text[: match.start()]) is not None
        if number is None or number in _YEAR or is_of_law or _is_based(piece, number):
            continue
        yield match[0], number


def _own(matter: Matter) -> Iterator[Piece]:
    return (piece for piece in matter.own() if piece.kind == "paragraph")


def _small(matter: Matter) -> Iterator[Hit]:
    for piece in _own(matter):
        for words, number in _counts(piece):
            if 0 < number < matter.known.threshold:
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=words,
                    facts={"number": number, "least": matter.known.threshold},
                )


def _baseless(matter: Matter) -> Iterator[Hit]:
    for piece in _own(matter):
        for words, number in _counts(piece):
            if number >= matter.known.threshold:
                yield Hit(place=piece.place, piece=piece.piece, words=words)
        has_base = any(int(m["base"]) < _SMALL_BASE for m in _BASE.finditer(piece.text))
        for match in _SHARE.finditer(piece.text):
            if not (piece.notes or has_base or _says_share(piece, match["share"])):
                yield Hit(place=piece.place, piece=piece.piece, words=match[0])


def _says_share(piece: Piece, share: str) -> bool:
    """Whether a figure behind the piece makes this share."""
    wanted = float(share.replace(",", "."))
    return any(
        figure.number is not None
        and figure.base
        and abs(100 * figure.number / figure.base - wanted) < 1
        for figure in (one.figure for one in piece.behind)
        if figure is not None
    )


def _shares(matter: Matter) -> Iterator[Hit]:
    base: int | None = None
    for piece in matter.pieces:
        if piece.kind != "paragraph":
            continue
        here = [int(m["base"]) for m in _BASE.finditer(piece.text) if int(m["base"]) not in _YEAR]
        base = max(here, default=base)
        if base is None or not base < _SMALL_BASE:
            continue
        for match in _SHARE.finditer(piece.text):
            told = _Share(match[0], float(match["share"].replace(",", ".")), base)
            if _is_telling(told, piece, matter, is_near=bool(here)):
                yield Hit(
                    place=piece.place,
                    piece=piece.piece,
                    words=told.words,
                    facts={"base": told.base, "count": told.count, "least": matter.known.threshold},
                    why=_FEW if _is_few(told, matter) else "",
                )


def _is_few(told: _Share, matter: Matter) -> bool:
    return 0 < told.count < matter.known.threshold or told.base < _LEAST_BASE


def _is_telling(told: _Share, piece: Piece, matter: Matter, *, is_near: bool) -> bool:
    """Whether a share gives a count away that nobody let out."""
    if told.share > 100 or _says_share(piece, str(told.share)):  # noqa: PLR2004
        return False
    if _is_few(told, matter) and is_near:
        return True
    return not piece.notes and (is_near or "case" in piece.text or "случа" in piece.text)


def _figures(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for one in piece.behind:
            figure = one.figure
            if figure is None or figure.verdict == "as-it-stands":
                continue
            if figure.verdict == "otherwise" and not _says(piece, figure.kept, figure.number):
                continue
            yield Hit(
                place=piece.place,
                piece=piece.piece,
                words=piece.text,
                about=f"figure {one.code}",
                facts={"code": one.code, "number": figure.number, "base": figure.base},
                record=("figure", one.code),
                why=_WHY_FIGURE[figure.verdict],
                firm=figure.verdict == "held",
            )


def _says(piece: Piece, kept: int | None, told: int | None) -> bool:
    """Whether the piece says the number that was kept rather than the one that may be told."""
    numbers = {number_in(digits) for digits in re.findall(r"\d+", piece.everything)}
    return kept in numbers and (kept != told)


def _cells(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind != "table" or any(one.type in ("figure", "release") for one in piece.behind):
            continue
        *cells, caption = (line.text.strip() for line in piece.lines)
        head = " ".join((*cells[: piece.columns], caption))
        if not _TELLS_COUNTS.search(head):
            continue
        small = [
            cell
            for cell in cells[piece.columns :]
            if cell.isdecimal() and 0 < int(cell) < matter.known.threshold
        ]
        if small:
            yield Hit(
                place=piece.place,
                piece=piece.piece,
                words=caption,
                about=" ".join((caption, *small)),
                facts={"number": len(small), "least": matter.known.threshold},
            )


_TELLS_COUNTS: Final = re.compile(
    r"\b(?:how many|number of|count|cases|people|victims|сколько|число|количество|случаев|человек|"
    r"пострадавш\w+|қанша|саны|адам|жағдай)\b",
    re.IGNORECASE,
)
_FEW: Final = N_(
    "A share of a known base is a count: of {base}, that are about {count}. Fewer than {least} can "
    "be recognised, and no share is told of fewer than twenty."
)
_WHY_FIGURE: Final = {
    "held": N_("The number of this figure may not leave the house ({code})."),
    "otherwise": N_(
        "Outside, another number is to be said ({code}): {number} of {base}, because not everybody "
        "agreed to be counted there."
    ),
    "unweighed": N_("Nobody has weighed yet whether the number of this figure may leave ({code})."),
}
SMALL_NUMBER: Final = Check(
    name="small-number",
    why=N_(
        "So few can be recognised: {number} is under {least}, and no source or figure is cited."
    ),
    mend=N_("Say “several”, cite who published it, or keep it as a figure and cite that."),
    look=_small,
)
NUMBER_WITHOUT_BASE: Final = Check(
    name="number-without-base",
    why=N_("A number that rests on nothing: neither a source nor a figure is cited."),
    mend=N_("Cite the source, or keep the number as a figure and put it here."),
    look=_baseless,
)
SHARE: Final = Check(
    name="share",
    why=N_(
        "A share of a known base is a count: of {base}, that are about {count}. Nobody let this "
        "number out."
    ),
    mend=N_("Keep it as a figure, and put the figure here; or tell it in words: “a few”, “most”."),
    look=_shares,
)
FIGURE: Final = Check(
    name="figure",
    why=_WHY_FIGURE["held"],
    mend=N_("See the page of the figure: it says which number may be told outside."),
    look=_figures,
)
SMALL_CELL: Final = Check(
    name="small-cell",
    why=N_("Cells of this table under {least}: {number}. So few can be recognised."),
    mend=N_("Let the table go through the gate (Figures), and take the one that may leave."),
    look=_cells,
)

"""Columns and words that point at a person: names, phones, IIN, addresses, e-mails, documents.

What is found here is asked about, never decided: a column goes to the identity half because a
person confirmed it. The reverse error is the costly one, so one true IIN or telephone number in
the rows looked at is enough to ask.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kuager.model.folding import fold

PersonalKind = Literal["name", "phone", "iin", "address", "email", "document", "birth", "account"]
Why = Literal["header", "content", "inside text"]


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A column that seems to hold something personal.

    `why` says what showed it: whole cells, or else its header, or words inside longer texts.
    """

    column: str
    kind: PersonalKind
    why: Why


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a text something personal stands: text[start:end]."""

    start: int
    end: int
    kind: PersonalKind


_HEADER_WORDS: tuple[tuple[PersonalKind, str], ...] = (
    ("iin", "iin|иин|жсн|individual identification number"),
    ("email", "email|e mail|mail|почта|эл почта|электронная почта|пошта|электрондық пошта"),
    (
        "phone",
        (
            "phone|phones|telephone|tel|mobile|cell|whatsapp|телефон|телефоны|тел|моб|мобильный|"
            "сотовый|ватсап|ұялы|байланыс|байланыс нөмірі|контакт|контакты|contact|contacts"
        ),
    ),
    (
        "document",
        (
            "passport|id card|identity card|document number|паспорт|удостоверение|удостоверения|"
            "номер документа|документ|куәлік|жеке куәлік|құжат|құжат нөмірі"
        ),
    ),
    ("birth", "birth|birthday|date of birth|born|рождения|дата рождения|туған|туған күні"),
    (
        "address",
        (
            "address|street|home address|адрес|адрес проживания|проживания|прописка|улица|мекенжай|"
            "мекен жай|мекенжайы|көше|тұрғылықты"
        ),
    ),
    ("account", "telegram|instagram|facebook|tiktok|account|nickname|аккаунт|ник|никнейм|телеграм"),
    (
        "name",
        (
            "name|names|surname|first name|last name|full name|patronymic|victim|witness|applicant|"
            "complainant|фио|ф и о|имя|имена|фамилия|отчество|пострадавш*|заявител*|"
            "потерпевш*|свидетел*|аты|тегі|аты жөні|есімі|әкесінің аты|"
            "жәбірленуші|куәгер|арызданушы"
        ),
    ),
)
_NOT_A_PERSON = (
    "organisation|organization|org|file|place|venue|city|region|law|column|publisher|site|web|url|"
    "организаци*|файл*|места|города|закона|сайт*|ұйым*|қала|қаланың"
)
_SPLIT = re.compile(r"[\W_]+")

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}(?![\w-])"
)
_TWELVE = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_GAP = r"[ \xa0\u2010-\u2013().-]{0,3}"
_PHONE = re.compile(
    rf"(?<![0-9+])(?:\+{_GAP}7|[78]){_GAP}[34679][0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{2}}{_GAP}"
    rf"[0-9]{{2}}(?![0-9])"
    rf"|(?<![0-9])\+[1-9](?:{_GAP}[0-9]){{8,13}}(?![0-9])"
)
_BARE_MOBILE = re.compile(r"7(?:0[0-8]|47|7[15678])[0-9]{7}")
_PASSPORT = re.compile(r"(?<!\w)[NН] ?[0-9]{8}(?![0-9])")
_STREET = re.compile(
    r"(?:\b(?:ул|улица|пр|просп|проспект|мкр|микрорайон|переулок|пер|бульвар|шоссе|street|avenue|"
    r"көшесі|даңғылы|шағын ауданы)\b\.?.{0,60}[0-9])|(?:\b(?:кв|квартира|apt|пәтер)\.? ?№? ?[0-9])",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(
    r"\w(?:ович|евич|ьич|овна|евна|ична|ұлы|улы|қызы|кызы|uly|ūly|qyzy|kyzy|ovich|evich|ovna|evna)"
    r"(?!\w)",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r"\w{2}(?:ов|ев|ёв|ова|ева|ёва|ин|ина|ын|ына|ский|ская|енко|ко|баев|баева|бек|хан|"
    r"ov|ev|ova|eva|in|ina|sky|skaya|enko|bek|khan)$",
    re.IGNORECASE,
)
_NAME_WORDS = range(2, 5)
_HALF = 0.5


def is_iin(text: str) -> bool:
    """Whether twelve digits are a Kazakh individual identification number.

    The first six are a birth date, the seventh tells the century, the last is a control digit.
    """
    if len(text) != 12 or not text.isascii() or not text.isdecimal():  # noqa: PLR2004
        return False
    digits = [int(digit) for digit in text]
    century = {0: 2000, 1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}.get(digits[6])
    if century is None:
        return False
    try:
        date(century + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return False
    return _control_digit(digits) == digits[11]


def _control_digit(digits: Sequence[int]) -> int:
    """The twelfth digit that the first eleven ask for; 10 if no digit fits."""
    first = sum(weight * digit for weight, digit in zip(range(1, 12), digits, strict=False)) % 11
    if first < 10:  # noqa: PLR2004
        return first
    weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11


def find_in_text(text: str) -> list[Span]:
    """Phones, IIN, e-mails and passport numbers in running text, in order, not overlapping."""
    found: list[Span] = []
    if "@" in text:
        found += [Span(*match.span(), "email") for match in _EMAIL.finditer(text)]
    found += [Span(*m.span(), "iin") for m in _TWELVE.finditer(text) if is_iin(m[0])]
    found += [Span(*match.span(), "phone") for match in _PHONE.finditer(text)]
    found += [Span(*match.span(), "document") for match in _PASSPORT.finditer(text)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def find_personal(
    header: Sequence[str], sample_rows: Iterable[Sequence[str]]
) -> list[PersonalColumn]:
    """The columns to ask about, in the order of the header; a column may come for several kinds.

    `sample_rows` are the cells of the rows looked at; the more, the surer.
    """
    rows = [list(row) for row in sample_rows]
    found: list[PersonalColumn] = []
    for index, column in enumerate(header):
        cells = [row[index].strip() for row in rows if index < len(row) and row[index].strip()]
        by_header = _kind_of_header(column)
        by_cells = dict(_kinds_of_cells(cells))
        if by_header is not None:
            is_shown = by_cells.pop(by_header, None) == "content"
            found.append(PersonalColumn(column, by_header, "content" if is_shown else "header"))
        found += [PersonalColumn(column, kind, why) for kind, why in by_cells.items()]
    return found


def _words(text: str) -> str:
    return " ".join(_SPLIT.sub(" ", fold(text)).split())


def _pattern(words: str) -> re.Pattern[str]:
    """Any of the words, folded; a star stands for any ending."""
    folded = (_words(word) + (r"\w*" if word.endswith("*") else "") for word in words.split("|"))
    return re.compile(rf"(?<!\w)(?:{'|'.join(folded)})(?!\w)")


# Folded, the English word "in" is spelled like the Russian name of the identity number.
_IN = re.compile(r"(?<![^\W_])in(?![^\W_])", re.IGNORECASE)
_HEADERS = tuple((kind, _pattern(words)) for kind, words in _HEADER_WORDS)
_IMPERSONAL = _pattern(_NOT_A_PERSON)


def _kind_of_header(column: str) -> PersonalKind | None:
    """The kind that a header names, as a whole or by some of its words."""
    words = _words(_IN.sub(" ", column))
    for kind, known in _HEADERS:
        if known.search(words) is not None:
            is_of_a_thing = kind in ("name", "address") and _IMPERSONAL.search(words) is not None
            if not is_of_a_thing:
                return kind
    return None


def _kinds_of_cells(cells: list[str]) -> list[tuple[PersonalKind, Why]]:
    if not cells:
        return []
    kinds: dict[PersonalKind, Why] = {}
    for cell in cells:
        for span in find_in_text(cell):
            whole = span.end - span.start >= len(cell) - 2
            if whole or span.kind not in kinds:
                kinds[span.kind] = "content" if whole else "inside text"
    for kind, is_such in _WHOLE_CELLS:
        if kind not in kinds and sum(map(is_such, cells)) >= _HALF * len(cells):
            kinds[kind] = "content"
    return list(kinds.items())


def _is_name(cell: str) -> bool:
    """Two to four capitalised words, one with the ending of a patronymic or a surname."""
    words = cell.replace(",", " ").split()
    if len(words) not in _NAME_WORDS or not all(word[0].isupper() for word in words):
        return False
    if any(char.isdigit() for char in cell):
        return False
    return any(_PATRONYMIC.search(w) or _SURNAME.search(w) for w in words)


_WHOLE_CELLS: tuple[tuple[PersonalKind, Callable[[str], bool]], ...] = (
    ("name", _is_name),
    ("address", lambda cell: _STREET.search(cell) is not None),
    ("phone", lambda cell: _BARE_MOBILE.fullmatch(cell) is not None),
)

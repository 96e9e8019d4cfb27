"""Letters: a template of careful words, facts that are known, and a line where nothing is known.

Pure: facts in, a `Report` out. Names, addresses and telephone numbers are never among the facts;
they are blanks that a person fills in by hand. Until a lawyer has signed the very wording of a
template, the letter says on its first and last line that nobody has checked it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

import msgspec

from kuager.model.report import Heading, Paragraph, Report, Run, paragraph

BLANK: Final = "____________________"
PLACES: Final = (
    "body", "body_before", "event_date", "filed", "answered", "number", "outcome", "paper",
    "bias_stated", "bias_recorded", "articles", "blank",
)  # fmt: skip
"""What a template may leave open."""
_PLACE = re.compile(r"\{(\w+)\}")

_FURNITURE: Final[Mapping[str, Mapping[str, str]]] = {
    "ru": {
        "unverified": "Черновик. Формулировки не проверены юристом: прочитайте и исправьте.",
        "from": "От: {blank}",
        "reach": "Адрес и безопасный способ связи: {blank}",
        "asks": "Прошу:",
        "papers": "Приложения: {blank}",
        "sign": "Дата: {blank}   Подпись: {blank}",
    },
    "kk": {
        "unverified": "Жоба. Тұжырымдарын заңгер тексермеген: оқып, түзетіңіз.",
        "from": "Кімнен: {blank}",
        "reach": "Мекенжайы және қауіпсіз байланыс жолы: {blank}",
        "asks": "Сұраймын:",
        "papers": "Қосымшалар: {blank}",
        "sign": "Күні: {blank}   Қолы: {blank}",
    },
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter in one language."""

    to: str
    title: str
    body: tuple[str, ...]
    asks: tuple[str, ...]
    end: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Who signed a template that is shipped, and when."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """One kind of letter in Russian and Kazakh."""

    letter: str
    label: dict[str, str]
    ru: Wording
    kk: Wording
    checked: Checked | None = None

    def wording(self, language: str) -> Wording:
        """The words of one of the two languages."""
        return self.kk if language == "kk" else self.ru

    def digest(self, language: str) -> str:
        """What a lawyer signs: another wording has another digest."""
        words = msgspec.json.encode((self.letter, language, self.wording(language)))
        return sha256(words).hexdigest()


def compose(
    template: LetterTemplate,
    language: str,
    facts: Mapping[str, str],
    *,
    verified: bool = False,
    practice: bool = False,
) -> Report:
    """The letter with what is known filled in; a fact that is missing leaves a line to write on."""
    words, line = template.wording(language), _FURNITURE[language]
    warning = [] if verified else [_warning(line["unverified"])]
    blocks: list[Heading | Paragraph] = [
        *warning,
        paragraph(_filled(words.to, facts)),
        paragraph(_filled(line["from"], facts)),
        paragraph(_filled(line["reach"], facts)),
        Heading(level=1, text=words.title, anchor="letter"),
        *(paragraph(_filled(text, facts)) for text in words.body),
        paragraph(line["asks"]),
        *(paragraph(_filled(text, facts), kind="numbered") for text in words.asks),
        *(paragraph(_filled(text, facts)) for text in words.end),
        paragraph(_filled(line["papers"], facts)),
        paragraph(_filled(line["sign"], facts)),
    ]
    return Report(
        title=template.label[language],
        language=language,
        blocks=tuple(blocks),
        practice=practice,
        closing=tuple(warning),
    )


def _warning(text: str) -> Paragraph:
    return Paragraph(runs=(Run(text=text, style="bold"),), kind="note")


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: facts.get(place[1], "").strip() or BLANK, text)


def read_letters(compiled: bytes) -> dict[str, LetterTemplate]:
    """Letters from their compiled form. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(compiled, type=dict[str, LetterTemplate])


@cache
def load_letters() -> dict[str, LetterTemplate]:
    """The packaged letters; read once."""
    return read_letters(files("kuager.model").joinpath("data", "letters.json").read_bytes())

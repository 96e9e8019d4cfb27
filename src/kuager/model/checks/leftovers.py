"""What was meant to be gone before anybody reads it: marks, reminders, places left open."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Matter

_MARKS: Final = re.compile(
    r"\[bookmark:[^\]]*\]|\[footnoteRef:?\d*\]?|_heading=h\.\w+|_Toc\d{5,}|_Ref\d{5,}"
    r"|\[@[^\]]*\]|\[\^[^\]]*\]?|\{@[^}]*\}|\{(?:en|ru|kk)\|[^}]*\}?|\[#[\w-]*\]|\*\*(?=\S)"
    r"|(?<=\S)\*\*"
    r"|</?(?:u|b|i|p|br|span|div|sup|sub|font|strong|em)(?: [^>]*)?/?>"
    r"|&(?:nbsp|amp|quot|lt|gt|#\d+);"
    r"|\]\(https?:|\{\{[^}]*\}\}|\$\{[^}]*\}|<!--|-->|\{ ?(?:REF|PAGEREF|TOC|HYPERLINK) [^}]*\}"
    r"|Error! (?:Bookmark|Reference source) not (?:defined|found)\.?"
    r"|Ошибка! (?:Закладка не определена|Источник ссылки не найден)\.?",
)
_REMINDERS: Final = re.compile(
    r"\b(?:TODO|FIXME|XXX+|TBD|TBC|TKTK?)\b|\?\?\?+|\[\s*(?:…|\.\.\.)?\s*\]|lorem ipsum"
    r"|\[(?:name|date|number|source|link|insert|имя|дата|номер|источник|ссылка|вставить|аты|күні|"
    r"нөмірі|дереккөз)[^\]]{0,40}\]"
    r"|\b(?:дописать|доделать|уточнить у|вставить сюда|проверить!|толықтыру керек|нақтылау керек|"
    r"to be added|to be completed|add (?:source|link|reference|footnote)|"
    r"insert (?:here|link|source))\b",
    re.IGNORECASE,
)
_GAP: Final = "[…]"
"""What is printed for a figure that may not leave."""
_HERE: Final = re.compile(
    r"\(?\b(?:see|read|click|more)(?: for (?:instance|example))?,? here\b(?:,? (?:and )?here\b)*\)?"
    r"|\bhere and here\b|\(here\)"
    r"|\b(?:см\.|смотрите|читайте|подробнее) (?:здесь|тут|по ссылке)\b(?:,? и (?:здесь|тут)\b)*"
    r"|\b(?:мұнда|осында|мына жерден|сілтемеден) (?:қараңыз|оқыңыз)\b",
    re.IGNORECASE,
)


def _marks(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for match in _MARKS.finditer(piece.everything):
            yield Hit(place=piece.place, piece=piece.piece, words=match[0])


def _reminders(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for match in _REMINDERS.finditer(piece.everything):
            if match[0] == _GAP and piece.held_figures:
                continue
            yield Hit(place=piece.place, piece=piece.piece, words=match[0])


def _here(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        for match in _HERE.finditer(piece.text):
            yield Hit(place=piece.place, piece=piece.piece, words=match[0])


LEFT_MARK: Final = Check(
    name="left-mark",
    why=N_("A mark of the program that it was written in is left over."),
    mend=N_(
        "Delete the mark. A code that does not exist, or is misspelled, stays as it was typed."
    ),
    look=_marks,
)
REMINDER: Final = Check(
    name="reminder",
    why=N_("A reminder of yours, or a place that was left open."),
    mend=N_("Write what belongs here, or take it out."),
    look=_reminders,
)
SEE_HERE: Final = Check(
    name="see-here",
    why=N_("“See here” leads nowhere on paper, and says nothing of the source."),
    mend=N_("Name the source in a footnote."),
    look=_here,
)

"""Sources that disagree behind words which sound as if everybody agreed."""

import re
from collections.abc import Iterator
from typing import Final

from kuager import N_
from kuager.model.checks.finding import Check, Hit
from kuager.model.checks.matter import Conflict, Matter, Piece
from kuager.model.checks.numbers import number_in
from kuager.model.checks.sentences import sentences
from kuager.model.checks.words import HEDGED, MONTH

_DATE: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_MONTHS: Final = (
    "jan янв қаңт", "feb фев ақп", "mar мар наур", "apr апр сәу", "may мая мам май мае",
    "jun июн маус", "jul июл шіл", "aug авг там", "sep сен қырк", "oct окт қаз", "nov ноя қараш",
    "dec дек желт",
)  # fmt: skip


def _looks(matter: Matter) -> Iterator[Hit]:
    for piece in matter.pieces:
        if piece.kind not in ("paragraph", "table"):
            continue
        for one in piece.behind:
            for conflict in one.conflicts:
                said = _stated(piece, conflict)
                if said:
                    yield Hit(
                        place=piece.place,
                        piece=piece.piece,
                        words=said,
                        about=f"{one.code} {conflict.name} {said}",
                        facts={
                            "code": one.code,
                            "property": conflict.name,
                            "values": ", ".join(conflict.said),
                        },
                        record=(one.type, one.code),
                    )


def _stated(piece: Piece, conflict: Conflict) -> str:
    """The sentence that states one of the values against another; empty if none does."""
    for said in sentences(piece.text):
        if HEDGED.search(said) is None:
            hit = [value for value in conflict.said if _says(said, value, conflict.kind)]
            others = [value for value in conflict.said if value not in hit]
            told = any(_says(piece.everything, other, conflict.kind) for other in others)
            if hit and not told and any(_contradicts(hit, o, conflict.kind) for o in others):
                return said
    return ""


def _contradicts(hit: list[str], other: str, kind: str) -> bool:
    """Whether another value cannot be true if what was said is.

    2021-07 does not contradict 28 July 2021, nor does a period that holds the day.
    """
    if kind != "date":
        return True
    dates = [_DATE.fullmatch(value) for value in (*hit, other)]
    if any(date is None for date in dates):
        return False
    *mine, against = (date for date in dates if date is not None)
    with_day = [date for date in mine if date["day"] is not None]
    if with_day and against["day"] is not None:
        return all(date[0] != against[0] for date in with_day)
    months = {date["month"] for date in mine}
    return against["month"] is not None and against["month"] not in months


def _says(text: str, value: str, kind: str) -> bool:
    """Whether words state a value: a number, or a date as exactly as it was recorded."""
    if kind in ("count", "whole"):
        wanted = number_in(value) if value.isdecimal() else None
        return wanted is not None and wanted in _numbers(text)
    return kind == "date" and _says_date(text, value)


def _numbers(text: str) -> set[int | None]:
    return {number_in(word) for word in re.findall(r"\d+|[^\W\d_]+", text)} - {None}


def _says_date(text: str, value: str) -> bool:
    date = _DATE.match(value)
    if date is None or date["month"] is None:
        return False
    stems = _MONTHS[int(date["month"]) - 1].split()
    for match in MONTH.finditer(text):
        if match[0].lower().startswith(tuple(stems)):
            near = text[max(0, match.start() - 6) : match.end() + 4]
            days = {int(digits) for digits in re.findall(r"(?<!\d)\d{1,2}(?!\d)", near)}
            is_bare = date["day"] is None or not days
            if is_bare or int(date["day"]) in days:
                return True
    return False


HIDDEN_CONFLICT: Final = Check(
    name="hidden-conflict",
    why=N_(
        "Sources disagree ({code}, {property}: {values}), and the words state one of them as if "
        "all agreed."
    ),
    mend=N_("Say who says what, or decide in the record which source you rest on."),
    look=_looks,
)

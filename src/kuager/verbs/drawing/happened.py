"""An event of a case as it may be told: its words, its day, its place, as far as allowed."""

import re
from dataclasses import dataclass
from typing import Final

from kuager.model.consent import Level
from kuager.model.personal import find_in_text
from kuager.model.places import UnknownPlaceError, gazetteer
from kuager.model.private_words import PrivateWords, find_private
from kuager.model.sheet import Telling
from kuager.store.view import Record
from kuager.verbs.drawing.reading import date_of

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event of a case with what was done in it; `level` is how much of who may be told."""

    event: Record
    acts: tuple[Record, ...]
    involvements: tuple[Record, ...]
    level: Level
    has_child: bool
    private: PrivateWords | None


def words_of_event(found: Happened, language: str) -> tuple[Telling, str | None]:
    """What may be told of an event in words: its public wording, checked; else why not."""
    wording = (found.event.text("event.wording", language) or "").strip()
    if not wording:
        return Telling(), "not-written"
    writer = found.event.get("event.wording_by")
    signer = found.event.get("event.signed_off_by")
    if writer is None or signer is None or writer == signer:
        return Telling(), "not-signed-off"
    level = "anonymised" if found.has_child else found.level
    told_off = find_private(wording, found.private, level=level) if found.private else None
    reason = "personal-data-in-wording" if find_in_text(wording) else told_off
    if reason is not None:
        return Telling(), reason
    return Telling(text=wording, language=language), None


def words_as_recorded(found: Happened) -> tuple[Telling, ...]:
    """The words of the record, which may hold names and notes of our own.

    Only for a lawyer, and only where names may be told and no child is among them.
    """
    if found.level != "name" or found.has_child:
        return ()
    told = found.event.texts("event.narrative")
    return tuple(
        Telling(text=text, language=language or None)
        for language, text in told.items()
        if text.strip()
    )


def day_of(record: Record, name: str, level: Level) -> tuple[Telling, ...]:
    """A date; by its month only, unless names may be told."""
    said = record.text(name)
    if not said:
        return ()
    return (Telling(date=said[:7] if level != "name" and _DAY.fullmatch(said) else said),)


def place_of(record: Record, name: str, level: Level) -> tuple[Telling, ...]:
    """A place by its names; by its region only, unless names may be told."""
    said = record.text(name)
    if not said:
        return ()
    try:
        path = gazetteer().path(said)
    except UnknownPlaceError:
        return (Telling(text=said),) if level == "name" else ()
    found = path[0] if level == "name" else path[max(0, len(path) - 2)]
    return (Telling(texts=found.names),)


def when(found: Happened) -> tuple[str, str]:
    """Where an event stands in the order of time; undated ones last."""
    date = date_of(found.event.text("event.date"))
    begins = None if date is None else date.earliest or date.latest
    return ("9999" if begins is None else begins.isoformat()), found.event.code

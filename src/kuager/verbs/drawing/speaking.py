"""How long a statement takes to read aloud: its words, counted, at a slow pace."""

import re
from collections.abc import Iterator
from math import ceil
from typing import Final

from kuager import N_
from kuager.model.manuscript import Drawn
from kuager.model.sheet import Entry, Line, Sheet, Telling
from kuager.model.statement import EntityId
from kuager.model.written import WrittenPiece, read_written
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.reading import joined, referring, words

PACE: Final = {"en": 120, "ru": 100, "kk": 90}
"""Words a minute, read slowly before an audience and interpreters (from memory)."""
LENGTH: Final = N_("Length: {words} words, about {seconds} seconds read slowly.")
BEFORE: Final = N_("Before")
SESSION: Final = N_("Session")
OPENS: Final = N_("The session opens on")
_WORD: Final = re.compile(r"\w+(?:[-’']\w+)*")
_MINUTE: Final = 60


def draw_speaking_time(desk: Desk, asked: Asked) -> Drawn:
    """The number of words an author wrote for the block in option `of`, and how long they take."""
    place = str(asked.plan.options.get("of", "statement"))
    found = [
        record
        for record in referring(desk, EntityId(asked.writing.id), "report_text.report")
        if record.text("report_text.place") == place
        and record.text("report_text.language") == asked.language
    ]
    count = sum(words_in(record.text("report_text.words") or "") for record in found)
    if count == 0:
        return Drawn(material=None)
    seconds = ceil(count * _MINUTE / PACE.get(asked.language, 100))
    facts = {"words": str(count), "seconds": str(seconds)}
    line = Line(says=(Telling(message=LENGTH, facts=facts),), style="note")
    behind = tuple(record.id for record in found)
    return Drawn(
        material=Sheet(entries=(Entry(code="length", lines=(line,), behind=behind),)),
        behind=behind,
    )


def draw_occasion(desk: Desk, asked: Asked) -> Drawn:
    """Before which body, at which session and on which day; the agenda item is the author's."""
    writing = asked.writing
    named = [words(body, "organisation.name") for body in desk.records_of(writing.bodies)]
    day = writing.session_opens
    lines = (
        Line(label=BEFORE, says=joined(*named)),
        Line(label=SESSION, says=(Telling(texts=writing.sessions),) if writing.sessions else ()),
        Line(label=OPENS, says=() if day is None else (Telling(date=day.text),)),
    )
    told = tuple(line for line in lines if line.says)
    behind = tuple(writing.bodies)
    entry = Entry(code="occasion", lines=told, behind=behind)
    return Drawn(material=Sheet(entries=(entry,)) if told else None, behind=behind)


def words_in(source: str) -> int:
    """How many words of a written text are read aloud: its notes and marks are not."""
    texts = (
        text
        for paragraph in read_written(source).paragraphs
        for piece in paragraph.pieces
        for text in _spoken(piece)
    )
    return sum(len(_WORD.findall(text)) for text in texts)


def _spoken(piece: WrittenPiece) -> Iterator[str]:
    if piece.kind not in ("cite", "note", "refer"):
        yield piece.text

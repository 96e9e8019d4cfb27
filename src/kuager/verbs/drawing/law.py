"""What the law says: our legal arguments, and the provisions that they and our points rest on.

Treaties and declarations are left out: the reader knows them; and what an argument under another
article rests on stands there. Our own reading of a provision is
never printed; what we hold is a legal argument, kept once and signed off.
"""

from dataclasses import replace
from typing import Final

from kuager.model.manuscript import Drawn, Written
from kuager.model.sheet import Entry, Line, Sheet
from kuager.model.treaty import Told
from kuager.store.view import Record
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.by_article import Places
from kuager.verbs.drawing.interface import Asked
from kuager.verbs.drawing.kept import KeptTexts
from kuager.verbs.drawing.legal_basis import provision_lines
from kuager.verbs.treaty_articles import own_articles, own_points

ARGUMENT: Final = "legal-argument"
_KNOWN: Final = ("treaty", "declaration")


def draw_law(desk: Desk, asked: Asked) -> Drawn:
    """The arguments and provisions of a block; nothing if there are none."""
    places = Places(desk, asked)
    kept = KeptTexts(desk, asked)
    every_argument = kept.of_kind(ARGUMENT)
    arguments = [r for r in every_argument if _is_here(r, asked, places)]
    elsewhere = {
        value
        for record in every_argument
        if record not in arguments and own_articles(record, places.treaty)
        for value in record.every("kept_text.provision")
    }
    texts = [written for record in arguments if (written := kept.written(record)) is not None]
    points = places.those_here(own_points(desk, asked.writing))
    named = [
        *(value for record in arguments for value in record.every("kept_text.provision")),
        *(
            value
            for record in points
            for value in record.every("point.provision")
            if value not in elsewhere
        ),
        *asked.writing.takes,
    ]
    left = asked.writing.leaves
    found = [r for r in desk.records_of(named) if _is_told(r) and bytes(r.id) not in left]
    lines = _counted(provision_lines(desk, found, asked), asked)
    sheet = Sheet(entries=(Entry(code="law", lines=lines),))
    parts: tuple[Sheet | Written, ...] = (*texts, *([sheet] if lines else []))
    return Drawn(
        material=Told(parts=parts) if parts else None,
        behind=(*(uid for text in texts for uid in text.behind), *(r.id for r in found)),
        held=tuple(kept.held),
        unwritten=tuple(kept.unwritten),
    )


def _counted(lines: tuple[Line, ...], asked: Asked) -> tuple[Line, ...]:
    """Where all paragraphs are counted through, a provision is one of them, no item of a list."""
    if not asked.outline.numbered:
        return lines
    return tuple(replace(each, style="body") if each.style == "bullet" else each for each in lines)


def _is_here(record: Record, asked: Asked, places: Places) -> bool:
    """Whether an argument belongs to a block: taken in by hand, or of an article told here."""
    if bytes(record.id) in asked.writing.leaves:
        return False
    if not places.is_divided:
        is_ours = bool(own_articles(record, places.treaty)) and places.treaty is not None
        return is_ours or bytes(record.id) in asked.writing.takes
    return places.is_here(record)


def _is_told(record: Record) -> bool:
    return record.type == "provision" and record.text("provision.kind") not in _KNOWN

"""The shelf of documents in work: by when each must be there, and what is still missing in it.

Nothing is drawn for it, so that it is there at once however many documents are in work: what a
drawn block lacks is told on the document's own page.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from kuager.model.dates import DateError, read_date
from kuager.model.outline import Outline, Words, load_outlines
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.documents import DocumentBrief, list_reports, open_report

LEFT: Final = frozenset({"sent", "published", "recalled"})
"""Statuses of documents at which nobody works any more."""

_Places = dict[str, set[str]]
"""Code of a document → the places in which words stand in its first language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnShelf:
    """A document on the shelf.

    `days_left` counts to the last day it may be due on, negative when that is over; None if no day
    is said. `facts` are short names of properties that its outline asks for and nobody said;
    `places` are labels of blocks that need words and have none in the language it is sent in.
    """

    brief: DocumentBrief
    days_left: int | None
    facts: tuple[str, ...]
    places: tuple[Words, ...]

    @property
    def has_left(self) -> bool:
        """Whether it was sent already."""
        return self.brief.status in LEFT


@verb(needs="read")
def documents_on_shelf(desk: Desk) -> tuple[OnShelf, ...]:
    """Every document with its days left and what is missing: what is due first comes first."""
    written = _written(desk)
    found = [_on_shelf(desk, brief, written.get(brief.code, ())) for brief in list_reports(desk)]
    return tuple(sorted(found, key=_order))


def _order(one: OnShelf) -> tuple[bool, bool, int]:
    """In work before sent; dated before undated; the earliest first."""
    return one.has_left, one.days_left is None, one.days_left or 0


def _on_shelf(desk: Desk, brief: DocumentBrief, places: Collection[str]) -> OnShelf:
    outline = None if brief.outline not in load_outlines() else open_report(desk, brief.code)[1]
    record = desk.view.record(desk.find(("report",), brief.code))
    return OnShelf(
        brief=brief,
        days_left=days_until(brief.due_on, desk.today),
        facts=_facts(outline, record) if outline and record else (),
        places=_places(outline, places) if outline else (),
    )


def days_until(said: str | None, today: date) -> int | None:
    """Days from today to the last day that a date means; None if it is not said or has no end."""
    try:
        last = None if said is None else read_date(said).latest
    except DateError:
        return None
    return None if last is None else (last - today).days


def _facts(outline: Outline, record: Record) -> tuple[str, ...]:
    return tuple(name for name in outline.asks if f"report.{name}" not in record.cells)


def _places(outline: Outline, written: Collection[str]) -> tuple[Words, ...]:
    blocks = (block for _, block in outline.blocks() if block.needed and block.write)
    return tuple(block.label for block in blocks if block.block not in written)


def _written(desk: Desk) -> _Places:
    """Where words stand, of every document in the language it is sent in."""
    first = {
        uid: (code, languages[0] if languages else "en")
        for code, uid in desk.view.codes("report").items()
        if (record := desk.view.record(uid)) is not None
        for languages in ([str(v) for v in record.every("report.language")],)
    }
    found: _Places = {}
    for text in desk.view.briefs("report_text"):
        uid = text.get("report_text.report")
        code, language = first.get(EntityId(uid), ("", "")) if isinstance(uid, bytes) else ("", "")
        if code and text.text("report_text.language") == language:
            found.setdefault(code, set()).add(text.text("report_text.place") or "")
    return found

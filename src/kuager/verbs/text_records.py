"""Where written texts are kept: one standing record for each place of a document and language.

A text that no longer rests on something it rested on becomes a new record: the old words stay with
what they told of, so that erasing that story takes them along and leaves the new words.
"""

from collections.abc import Iterator
from typing import Final

from kuager.model.outline import Outline
from kuager.model.statement import EntityId
from kuager.model.written import named_by, read_written
from kuager.store.since import is_shut
from kuager.store.view import Record
from kuager.verbs.desk import Desk

HEADING: Final = "heading:"
"""What the place of a part's own heading begins with."""
TextKey = tuple[str, str]
"""Place and language."""


def texts_of_report(desk: Desk, report: EntityId) -> dict[TextKey, Record]:
    """The standing text of each place and language of a document."""
    found: dict[TextKey, Record] = {}
    for record in _records(desk, report):
        key = record.text("report_text.place"), record.text("report_text.language")
        if key[0] is not None and key[1] is not None:
            before = found.get((key[0], key[1]))
            if before is None or words_of(record) or not words_of(before):
                found[key[0], key[1]] = record
    return found


def earlier_texts(desk: Desk, report: EntityId, key: TextKey) -> int:
    """How many versions of a text there were before the one that stands."""
    versions = 0
    for record in _records(desk, report):
        if (record.text("report_text.place"), record.text("report_text.language")) == key:
            said = (t for t in desk.view.history(record.id) if t.property == "report_text.words")
            versions += sum(isinstance(told.value, str) for told in said)
    return max(0, versions - 1)


def figures_cited(desk: Desk, report: EntityId) -> Iterator[tuple[str, str]]:
    """Place and code of each figure that a standing text of a document cites, each code once."""
    met: set[str] = set()
    for (place, _), record in sorted(texts_of_report(desk, report).items()):
        for code in named_by(read_written(words_of(record))).figures:
            if code not in met:
                met.add(code)
                yield place, code


def words_of(record: Record) -> str:
    """The words as they were typed; empty if they were taken out."""
    return record.text("report_text.words") or ""


def rests_on(record: Record) -> tuple[EntityId, ...]:
    """What a text rests on."""
    found = record.every("report_text.rests_on")
    return tuple(EntityId(uid) for uid in found if isinstance(uid, bytes))


def places_of(outline: Outline) -> tuple[str, ...]:
    """Every place of a document that an author may write into."""
    blocks = (block.block for _, block in outline.blocks())
    return (*blocks, *(f"{HEADING}{part.part}" for part in outline.parts))


def is_out_of_sight(desk: Desk, record: Record) -> bool:
    """Whether a text lies inside a restricted case: nobody reads it or writes over it for now."""
    return is_shut(desk.store, record.id)


def _records(desk: Desk, report: EntityId) -> Iterator[Record]:
    """Every text ever written into a document, the oldest first; those out of sight too."""
    for uid in desk.view.ids("report_text"):
        record = desk.view.record(uid, shut=True)
        if record is not None and record.get("report_text.report") == report:
            yield record

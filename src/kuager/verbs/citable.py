"""What an author may cite at one place of a document: records and their passages, by code.

No verb of the registry: what is offered was drawn by one that is, and names nothing but codes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.cited import CITED
from kuager.verbs.desk import Desk

_SOURCES: Final = frozenset({"passage", "source"})
_ID_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Citable:
    """A record that stands under a text, and the passages and sources that say what it says."""

    record: Record
    sources: tuple[Record, ...]


def citable_behind(desk: Desk, behind: Iterable[bytes]) -> tuple[Citable, ...]:
    """Records that a citation may name, each once, in the order in which they are told."""
    found = []
    for uid in dict.fromkeys(behind):
        record = desk.view.record(EntityId(uid)) if len(uid) == _ID_BYTES else None
        if record is not None and record.type in CITED:
            found.append(Citable(record=record, sources=_sources(desk, record)))
    return tuple(found)


def _sources(desk: Desk, record: Record) -> tuple[Record, ...]:
    """The passages and sources of what stands of a record."""
    if record.type in _SOURCES:
        return ()
    told = (one.source for one in desk.view.history(record.id) if one.stands)
    uids = dict.fromkeys(uid for uid in told if uid is not None and len(uid) == _ID_BYTES)
    records = (desk.view.record(EntityId(uid)) for uid in uids)
    return tuple(one for one in records if one is not None and one.type in _SOURCES)

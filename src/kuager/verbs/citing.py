"""Where things are said: from the statements of a record to the citations of a footnote."""

from collections.abc import Iterator
from typing import Final, TypedDict

from kuager.model.chapter import Citation
from kuager.model.disclosure import PUBLIC_SENSITIVITY
from kuager.model.links import clean_link, is_shortened
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk

_DEEPEST = 3
_ID_BYTES = 16
ARTICLES: Final = frozenset(
    {"news", "broadcast", "press-release", "web-page", "social-post", "video", "audio", "interview"}
)
"""Kinds of source whose title is that of a piece: told in quotation marks, not in italics."""


class Citations:
    """Reads citations out of the record, remembering sources it has met."""

    def __init__(self, desk: Desk) -> None:
        """From the record at this desk; what was cited before is known."""
        self.desk = desk
        self._known: dict[bytes, Citation | None] = desk.store.projector.kept.get(
            ("citations",), desk.schema.types, dict
        )

    def of(self, record: Record) -> Iterator[Citation]:
        """The sources of what stands, each once, in the order they were said."""
        sources = [t.source for t in self.desk.view.history(record.id) if t.stands and t.source]
        for uid in dict.fromkeys(sources):
            citation = self._citation(uid) if len(uid) == _ID_BYTES else None
            if citation is not None:
                yield citation

    def cite(self, record: Record) -> Citation | None:
        """The citation of a passage or a source; None of anything else."""
        return self._citation(record.id) if record.type in ("passage", "source") else None

    def _citation(self, uid: bytes) -> Citation | None:
        if uid not in self._known:
            record = self._record(uid)
            self._known[uid] = None if record is None else self._cite(record)
        return self._known[uid]

    def _cite(self, record: Record, depth: int = 0) -> Citation | None:
        """A citation of a passage or a source, with the source through which it is known."""
        passage = record if record.type == "passage" else None
        source = record if passage is None else self._record(passage.get("passage.source"))
        if source is None:
            return None
        place = {} if passage is None else _place(passage)
        through = self._record(source.get("source.cited_in"))
        speaker = self._record(source.get("source.organisation"))
        return Citation(
            key=record.code,
            source=source.code,
            titles=source.texts("source.title"),
            authors={} if speaker is None else speaker.texts("organisation.name"),
            publisher=source.text("source.publisher"),
            date=source.text("source.date"),
            document_symbol=source.text("source.document_symbol"),
            is_article=source.text("source.kind") in ARTICLES,
            withheld=is_withheld(source),
            cited_in=self._cite(through, depth + 1) if through and depth < _DEEPEST else None,
            **_links(source),
            **place,
        )

    def _record(self, uid: object) -> Record | None:
        return self.desk.view.record(EntityId(uid)) if isinstance(uid, bytes) else None


def is_withheld(source: Record) -> bool:
    """Whether a source may not be named: marked so, too sensitive, or a person who told us."""
    if source.get("source.withheld") or source.text("source.sensitivity") not in PUBLIC_SENSITIVITY:
        return True
    is_ours = source.get("source.person") is not None or bool(source.every("source.case"))
    return is_ours and source.get("source.link") is None


class _Links(TypedDict):
    """What is told of where a source can be opened."""

    link: str | None
    archived: str | None
    accessed: str | None
    shortened: bool


def _links(source: Record) -> _Links:
    """The link and its copy as they may be printed; none that leads to who somebody is."""
    said = [source.text(name) for name in ("source.link", "source.archived_link")]
    if source.get("source.names_private_person"):
        said = [None, None]
    kept = [None if text is None or is_shortened(text) else clean_link(text) for text in said]
    return _Links(
        link=kept[0],
        archived=kept[1],
        accessed=source.text("source.accessed"),
        shortened=any(text is not None and is_shortened(text) for text in said),
    )


def _place(passage: Record) -> dict[str, str | None]:
    names = ("page", "paragraph", "footnote")
    return {name: passage.text(f"passage.{name}") for name in names}

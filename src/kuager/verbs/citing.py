"""Where things are said: from the statements of a record to the citations of a footnote."""

from collections.abc import Iterator

from kuager.model.chapter import Citation
from kuager.model.disclosure import PUBLIC_SENSITIVITY
from kuager.model.statement import EntityId
from kuager.store.view import Record
from kuager.verbs.desk import Desk

_DEEPEST = 3
_ID_BYTES = 16


class Citations:
    """Reads citations out of the record, remembering sources it has met."""

    def __init__(self, desk: Desk) -> None:
        """From the record at this desk."""
        self.desk = desk
        self._known: dict[bytes, Citation | None] = {}

    def of(self, record: Record) -> Iterator[Citation]:
        """The sources of what stands, each once, in the order they were said."""
        sources = [t.source for t in self.desk.view.history(record.id) if t.stands and t.source]
        for uid in dict.fromkeys(sources):
            citation = self._citation(uid) if len(uid) == _ID_BYTES else None
            if citation is not None:
                yield citation

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
        names_somebody = bool(source.get("source.names_private_person"))
        return Citation(
            key=record.code,
            titles=_texts(source, "source.title"),
            publisher=source.text("source.publisher"),
            date=source.text("source.date"),
            link=None if names_somebody else source.text("source.link"),
            document_symbol=source.text("source.document_symbol"),
            withheld=_is_withheld(source),
            cited_in=self._cite(through, depth + 1) if through and depth < _DEEPEST else None,
            **place,
        )

    def _record(self, uid: object) -> Record | None:
        return self.desk.view.record(EntityId(uid)) if isinstance(uid, bytes) else None


def _is_withheld(source: Record) -> bool:
    """Whether a source may not be named: marked so, too sensitive, or a person who told us."""
    if source.get("source.withheld") or source.text("source.sensitivity") not in PUBLIC_SENSITIVITY:
        return True
    is_ours = source.get("source.person") is not None or bool(source.every("source.case"))
    return is_ours and source.get("source.link") is None


def _place(passage: Record) -> dict[str, str | None]:
    names = ("page", "paragraph", "footnote")
    return {name: passage.text(f"passage.{name}") for name in names}


def _texts(record: Record, name: str) -> dict[str, str]:
    """The texts of a property by language."""
    cell = record.cells.get(name)
    if cell is None or cell.value is None:
        return {}
    if isinstance(cell.value, dict):
        return {str(language): str(text) for language, text in cell.value.items()}
    return {"": str(cell.value)}

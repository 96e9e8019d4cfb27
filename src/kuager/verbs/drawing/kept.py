"""Texts that are kept once, as drawers use them: signed off, in the language of the document."""

from kuager.model.disclosure import Held
from kuager.model.manuscript import Written
from kuager.model.personal import find_in_text
from kuager.model.written import read_written
from kuager.store.view import Record
from kuager.verbs.cited import Cited
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.interface import Asked


class KeptTexts:
    """Reads kept texts for one document; remembers what was held back and what is not written."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        """For the document and the language that are asked for."""
        self.desk = desk
        self.asked = asked
        self.held: list[Held] = []
        self.unwritten: list[str] = []
        self._cited = Cited(desk)

    def of_kind(self, kind: str) -> list[Record]:
        """The kept texts of a kind that the document does not leave out, in the order of record."""
        found = self.desk.view.records("kept_text")
        leaves = self.asked.writing.leaves
        return [
            record
            for record in found
            if record.text("kept_text.kind") == kind and bytes(record.id) not in leaves
        ]

    def written(self, record: Record) -> Written | None:
        """A kept text as it may be printed; None if it may not, or is not there in the language."""
        texts = record.texts("kept_text.words")
        words = (texts.get(self.asked.language) or texts.get("") or "").strip()
        if not words:
            self.unwritten.append(record.code)
            return None
        reason = self._reason(record, words)
        if reason is not None:
            self.held.append(Held(record.code, reason))
            return None
        text = read_written(words)
        found = self._cited.look_up(text)
        return Written(
            text=text,
            status="ready",
            code=record.code,
            behind=(record.id, *found.behind),
            citations=found.citations,
            figures=found.figures,
        )

    @staticmethod
    def _reason(record: Record, words: str) -> str | None:
        if record.get("kept_text.signed_off_by") is None:
            return "not-signed-off"
        return "personal-data-in-wording" if find_in_text(words) else None

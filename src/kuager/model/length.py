"""How long a report is, as bodies count: in words, with or without its notes."""

from dataclasses import dataclass

from kuager.model.report import Report, notes_of, reading_text


@dataclass(frozen=True, slots=True)
class Length:
    """Words of the text (title, headings, tables and charts among it) and words of the notes."""

    text: int
    notes: int

    def counted(self, *, with_notes: bool) -> int:
        """The words that a body counts."""
        return self.text + self.notes if with_notes else self.text


def length_of(report: Report) -> Length:
    """Count the words of a report; a word is what stands between two spaces."""
    everything = sum(len(text.split()) for text in reading_text(report))
    notes = sum(
        len("".join(run.text for run in runs).split())
        for note in notes_of(report)
        for runs in note.paragraphs
    )
    return Length(text=everything - notes, notes=notes)

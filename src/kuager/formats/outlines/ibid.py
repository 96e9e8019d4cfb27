"""Notes of a whole report: what was cited just before is not told again, nor what a note has told.

Decided when everything is laid out and each note has its number: "Ibid., para. 5." where the note
before cites that source alone, "See note 3 above, para. 12." where an earlier one told it in full.
A reference is made only to words that are the very same, so nothing that is left out of one story
(a title that names somebody) is found through another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kuager import N_
from kuager.formats.outlines.citations import (
    CitedNote,
    place_runs,
    place_words,
    source_runs,
    title_run,
    whole,
)
from kuager.lang import say
from kuager.model.chapter import Citation
from kuager.model.manuscript import Placed
from kuager.model.report import Block, Note, Paragraph, Run, Runs, TableBlock, runs_of

IBID = N_("Ibid.")
SEE_NOTE = N_("See note {number} above")
WITH_TITLE = N_("{title} (see note {number} above)")
_Words = tuple[tuple[str, str], ...]
"""What is told of a source, as texts and styles: two citations with the same are of one source."""


def settle_notes(placed: Sequence[Placed], *, ibid: bool) -> tuple[Placed, ...]:
    """The blocks with their notes as they are printed; `ibid` as the outline says."""
    reading = _Reading() if ibid else None
    return tuple(replace(each, block=_settled(each.block, reading)) for each in placed)


def citations_of(placed: Iterable[Placed]) -> Iterator[Citation]:
    """Everything that is cited in notes that are not settled yet, in reading order."""
    for each in placed:
        for run in runs_of(each.block):
            if isinstance(run.note, CitedNote):
                yield from run.note.citations


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a source was told in full: the note, whether alone in it, and at which place."""

    number: int
    alone: bool
    place: str


@dataclass(slots=True)
class _Reading:
    """What a reader has met so far."""

    number: int = 0
    before: _Words | None = None
    place: str | None = None
    told: dict[_Words, _Told] = field(default_factory=dict)

    def settle(self, note: Note) -> Note:
        """The next note as it is printed."""
        self.number += 1
        if not isinstance(note, CitedNote):
            self.before = self.place = None
            return note
        cited = _once(note)
        names = {_words(one, note.language) for one in cited}
        paragraphs: list[Runs] = []
        for one in cited:
            paragraphs.append(self._paragraph(one, note.language, alone=len(names) == 1))
            self.before = _words(one, note.language)
            self.place = place_words(one, note.language)
        if len(names) > 1:
            self.before = None
        if len(cited) > 1:
            self.place = None
        return Note(id=note.id, paragraphs=tuple(dict.fromkeys(paragraphs)))

    def _paragraph(self, citation: Citation, language: str, *, alone: bool) -> Runs:
        words, place = _words(citation, language), place_words(citation, language)
        told = self.told.get(words)
        if citation.withheld or told is None:
            if not citation.withheld:
                self.told[words] = _Told(self.number, alone, place)
            return whole(citation, language)
        if words == self.before and (place or self.place == ""):
            same = place == self.place
            return _ended([Run(text=say(IBID, language))], [] if same else [citation], language)
        if told.number == self.number or (not place and told.place):
            return whole(citation, language)
        return _ended(_reference(citation, told, language), [citation], language)


def _reference(citation: Citation, told: _Told, language: str) -> list[Run]:
    """To an earlier note; where that one has several sources, the title says which."""
    if told.alone:
        return [Run(text=say(SEE_NOTE, language, number=told.number))]
    title = title_run(citation, language)
    named = source_runs(citation, language) if title is None else [title]
    before, _, after = say(WITH_TITLE, language, number=told.number).partition("{title}")
    return [*([Run(text=before)] if before else []), *named, Run(text=after)]


def _ended(opening: list[Run], at: list[Citation], language: str) -> Runs:
    """A reference with the place, and one full stop."""
    runs = [*opening, *(run for one in at for run in place_runs(one, language))]
    return tuple(runs) if runs[-1].text.endswith(".") else (*runs, Run(text="."))


def _once(note: CitedNote) -> list[Citation]:
    """The citations of a note that say something, each once."""
    found: dict[Runs, Citation] = {}
    for citation in note.citations:
        runs = whole(citation, note.language)
        if runs:
            found.setdefault(runs, citation)
    return list(found.values())


def _words(citation: Citation, language: str) -> _Words:
    """Everything that is told of the source, without the place in it."""
    bare = replace(citation, page=None, paragraph=None, footnote=None)
    code = (citation.source or citation.key, "")
    return (code, *((run.text, run.style) for run in whole(bare, language)))


def _settled(block: Block, reading: _Reading | None) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_runs(block.runs, reading))
    if isinstance(block, TableBlock):
        rows = tuple(tuple(_runs(cell, reading) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return block


def _runs(runs: Runs, reading: _Reading | None) -> Runs:
    return tuple(run if run.note is None else _noted(run, run.note, reading) for run in runs)


def _noted(run: Run, note: Note, reading: _Reading | None) -> Run:
    if reading is not None:
        return replace(run, note=reading.settle(note))
    if isinstance(note, CitedNote):
        return replace(run, note=Note(id=note.id, paragraphs=note.paragraphs))
    return run

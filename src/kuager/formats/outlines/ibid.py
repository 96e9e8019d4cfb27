"""Notes of a whole report: what was cited just before is not told again, nor what a note has told.

Decided when everything is laid out and each note has its number: "Ibid., para. 5." where the note
before cites that source alone, "See note 3 above, para. 12." where an earlier one told it in full.
The same holds for the source through which another is known ("as cited in the source in note 3
above"), and several places of one source in one note are one line. A reference is made only to
words that are the very same, so nothing that is left out of one story (a title that names somebody)
is found through another.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kuager import N_
from kuager.formats.outlines.citations import (
    CitedNote,
    is_withheld,
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
CITED_IN_NOTE = N_("as cited in the source in note {number} above")
CITED_IN_TITLE = N_("as cited in {title} (see note {number} above)")
CITED_IN_THAT = N_("as cited in that source")
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


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a note: whose it is, whether it only refers, and which source it names last."""

    words: _Words
    runs: Runs
    refers: bool = False
    last: _Words | None = None


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
        lines: list[_Line] = []
        for one in cited:
            line = self._line(one, note.language, lines, alone=len(names) == 1)
            lines = _with_line(lines, line, one, note.language)
            self.before = line.words
            self.place = place_words(one, note.language)
        if len(names) > 1:
            self.before = None
        if len(cited) > 1:
            self.place = None
        return Note(id=note.id, paragraphs=tuple(dict.fromkeys(line.runs for line in lines)))

    def _line(self, citation: Citation, language: str, above: list[_Line], *, alone: bool) -> _Line:
        words, place = _words(citation, language), place_words(citation, language)
        told = self.told.get(words)
        if citation.withheld:
            return _Line(words, whole(citation, language))
        if told is None:
            self.told[words] = _Told(self.number, alone, place)
            return self._in_full(citation, language, above)
        if words == self.before and (place or self.place == ""):
            at = [] if place == self.place else [citation]
            opening = [Run(text=say(IBID, language))]
        elif told.number == self.number or (not place and told.place):
            return self._in_full(citation, language, above)
        else:
            at, opening = [citation], _reference(citation, told, language)
        last = None if citation.cited_in else words
        return _Line(words, _ended(opening, at, language), refers=True, last=last)

    def _in_full(self, citation: Citation, language: str, above: list[_Line]) -> _Line:
        """In full, but for a source through which it is known that was told before."""
        words, inner = _words(citation, language), citation.cited_in
        if inner is None:
            return _Line(words, whole(citation, language), last=words)
        if is_withheld(inner):
            return _Line(words, whole(citation, language))
        last = _words(inner, language)
        through = self._through(inner, last, language, above)
        if through is not None:
            through += place_runs(inner, language)
        return _Line(words, whole(citation, language, through=through), last=last)

    def _through(
        self, inner: Citation, words: _Words, language: str, above: list[_Line]
    ) -> list[Run] | None:
        """Words for a source that was told before; None where it has to be told in full."""
        told = self.told.get(words)
        if told is None:
            self.told[words] = _Told(self.number, alone=False, place=place_words(inner, language))
            return None
        if above and above[-1].last == words:
            return [Run(text=say(CITED_IN_THAT, language))]
        if told.number == self.number:
            return None
        if told.alone:
            return [Run(text=say(CITED_IN_NOTE, language, number=told.number))]
        return _titled(CITED_IN_TITLE, inner, told, language)


def _with_line(above: list[_Line], line: _Line, citation: Citation, language: str) -> list[_Line]:
    """One more line; another place in the source that the line above refers to is added to that."""
    if not above or above[-1].words != line.words or not above[-1].refers:
        return [*above, line]
    before = above[-1]
    place = place_runs(citation, language, alone=True)
    if not place or not before.runs[-1].text.endswith("."):
        return [*above, line]
    ending = replace(before.runs[-1], text=before.runs[-1].text.removesuffix("."))
    told = [*before.runs[:-1], *([ending] if ending.text else [])]
    runs = (*told, Run(text="; "), *place, Run(text="."))
    return [*above[:-1], replace(before, runs=runs)]


def _reference(citation: Citation, told: _Told, language: str) -> list[Run]:
    """To an earlier note; where that one has several sources, the title says which."""
    if told.alone:
        return [Run(text=say(SEE_NOTE, language, number=told.number))]
    return _titled(WITH_TITLE, citation, told, language)


def _titled(message: str, citation: Citation, told: _Told, language: str) -> list[Run]:
    """A message with the title of a source and the number of the note that told it."""
    title = title_run(citation, language)
    named = source_runs(citation, language) if title is None else [title]
    before, _, after = say(message, language, number=told.number).partition("{title}")
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

"""Words that came back, written in the author's notation: what was a mark is that mark again.

The document prints "17" where the author typed `{@F-3}`, and a raised number where he cited a
passage. Printed words that came back untouched are what stood there in the notation; only what was
typed anew is text. A mark that was typed over is told, never guessed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final, Literal

from kuager.formats.takeback.comparing import line_up_notes
from kuager.formats.takeback.lines import BOLD, ITALIC, REFERENCE, Line, NoteRead
from kuager.model.report import Runs
from kuager.model.written import WrittenPiece

NoteKind = Literal["cite", "note", "figure"]
_TOKENS: Final = re.compile(r"\w+|\s+|.", re.DOTALL)
_SIGN: Final = 0xF0000
"""Signs for marks in a stream of letters: private letters that nobody types."""
OVERTYPED: Final = "mark-overtyped"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The pieces of a paragraph; `warns` are slugs of what a person should look at."""

    pieces: tuple[WrittenPiece, ...]
    warns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A paragraph as its author typed it, as one stream: letters, and signs for marks.

    `languages` has one entry a letter; `marks` what each sign stands for; `notes` are the pieces
    that hang a note, in order, each with the kind of note; `spaced` those typed behind a space.
    """

    letters: str
    languages: tuple[str | None, ...]
    marks: Mapping[str, WrittenPiece]
    notes: tuple[tuple[NoteKind, WrittenPiece], ...]
    spaced: tuple[WrittenPiece, ...] = ()

    def hanging(self, piece: WrittenPiece) -> tuple[WrittenPiece, ...]:
        """What hangs a note, behind a space if it was typed so."""
        is_spaced = any(each is piece for each in self.spaced)
        return (*plain(" " * is_spaced), piece)


def typed(pieces: Sequence[WrittenPiece], *, is_note: bool = False) -> Typed:
    """The stream of a paragraph, or of a note: in a note a citation prints words."""
    letters: list[str] = []
    languages: list[str | None] = []
    marks: dict[str, WrittenPiece] = {}
    notes: list[tuple[NoteKind, WrittenPiece]] = []
    spaced: list[WrittenPiece] = []
    for piece, language in _leaves(pieces, None):
        if piece.kind in {"cite", "note"} and not is_note:
            notes.append(("cite" if piece.kind == "cite" else "note", piece))
            spaced += [piece] if letters and letters[-1] == " " else []
            while letters and letters[-1] == " ":
                letters.pop()
                languages.pop()
            continue
        said = piece.text
        if piece.kind in {"figure", "refer", "cite"}:
            said = chr(_SIGN + len(marks))
            marks[said] = piece
            if piece.kind == "figure" and not is_note:
                notes.append(("figure", piece))
        letters += said
        languages += [language] * len(said)
    return Typed("".join(letters), tuple(languages), marks, tuple(notes), tuple(spaced))


def notes_printed(text: Typed, runs: Runs, *, figures: Sequence[str]) -> list[WrittenPiece | None]:
    """Which piece of the notation hung each printed note, in order; None if that is not known.

    The id of a note of a figure ends in its code.
    """
    waiting = list(text.notes)
    found: list[WrittenPiece | None] = []
    for run in runs:
        if run.note is None:
            continue
        is_figure = any(run.note.id.endswith(f"-{code}") for code in figures)
        while waiting and (waiting[0][0] == "figure") != is_figure and waiting[0][0] == "figure":
            waiting.pop(0)
        found.append(waiting.pop(0)[1] if waiting else None)
    return found


def rebuild(text: Typed, printed: Line, hung: Sequence[WrittenPiece | None], back: Line) -> Rebuilt:
    """The notation of a line that came back. `hung` are the pieces that hang the printed notes."""
    letters = _Letters(text, printed.words, back)
    known = line_up_notes(printed.notes, back.notes)
    notes = [
        (letters.note_at(note, printed, known.get(n)), _hung(note, known.get(n), hung))
        for n, note in enumerate(back.notes)
    ]
    pieces = letters.pieces([(at, piece) for at, piece in notes if piece is not None])
    return Rebuilt(tuple(_joined(pieces)), (OVERTYPED,) if letters.is_overtyped else ())


def _joined(pieces: Iterable[WrittenPiece]) -> Iterator[WrittenPiece]:
    """Neighbouring pieces of plain text are one."""
    for is_text, group in groupby(pieces, lambda piece: piece.kind == "text"):
        if is_text:
            yield from plain("".join(piece.text for piece in group))
        else:
            yield from group


def plain(words: str) -> tuple[WrittenPiece, ...]:
    """Words without any mark."""
    return (WrittenPiece(kind="text", text=words),) if words else ()


def with_note(
    pieces: Sequence[WrittenPiece], note: WrittenPiece, printed: str, after: str
) -> tuple[WrittenPiece, ...]:
    """The paragraph with the words of one of the author's own notes changed to what came back."""
    stream = typed(note.pieces, is_note=True)
    line = Line(words=printed, looks="0" * len(printed))
    back = Line(words=after, looks="0" * len(after))
    changed = replace(note, pieces=rebuild(stream, line, (), back).pieces)
    return tuple(_swapped(piece, note, changed) for piece in pieces)


def _swapped(piece: WrittenPiece, old: WrittenPiece, new: WrittenPiece) -> WrittenPiece:
    if piece is old:
        return new
    if not piece.pieces or piece.kind == "note":
        return piece
    return replace(piece, pieces=tuple(_swapped(each, old, new) for each in piece.pieces))


def _leaves(
    pieces: Sequence[WrittenPiece], language: str | None
) -> Iterator[tuple[WrittenPiece, str | None]]:
    """Pieces that print something, each with its language."""
    for piece in pieces:
        spoken = piece.language or language
        if piece.kind in {"cite", "note", "figure", "refer"} or not piece.pieces:
            yield piece, spoken
        else:
            yield from _leaves(piece.pieces, spoken)


def _hung(
    note: NoteRead, number: int | None, hung: Sequence[WrittenPiece | None]
) -> WrittenPiece | None:
    """What hangs a note that came back: the mark it came from, or a note in one's own words."""
    if number is None:
        return WrittenPiece(kind="note", pieces=plain(" ".join(note.words.split())))
    piece = hung[number] if number < len(hung) else None
    if piece is None:
        return WrittenPiece(kind="note", pieces=plain(" ".join(note.words.split())))
    return None if piece.kind == "figure" else piece


class _Letters:
    """The letters that came back, each with what it was in the notation."""

    def __init__(self, text: Typed, printed: str, back: Line) -> None:
        """Follow each letter from the copy to the print and from there to the notation."""
        self._text, self._back = text, back
        self.is_overtyped = False
        self._origin = _same_letters(printed, back.words)
        self._source = _same_letters(text.letters, printed)
        self._spans = list(_translated(text.letters, printed, self._source))
        self._to = {n: at for at, n in enumerate(self._origin) if n is not None}

    def note_at(self, note: NoteRead, printed: Line, number: int | None) -> int:
        """Where the mark of a note stands; one that is known stands before its punctuation again.

        A printed mark waits until the punctuation behind its word has passed.
        """
        if number is None:
            return note.at
        before = self._back.words[: note.at]
        hung = printed.words[: printed.notes[number].at]
        signs = re.search(r"[.,;:!?…»”’\"')\]]+$", hung)
        if signs is None or not before.endswith(signs.group()):
            return note.at
        return note.at - len(signs.group())

    def pieces(self, notes: Sequence[tuple[int, WrittenPiece]]) -> Iterator[WrittenPiece]:
        """The pieces, with the notes hung where they stand."""
        marks = self._marks()
        hanging: dict[int, list[WrittenPiece]] = {}
        for at, piece in notes:
            hanging.setdefault(at, []).append(piece)
        stretch: list[tuple[str, str, str | None]] = []
        skipped = 0
        words = self._back.words
        for at in range(len(words) + 1):
            for piece in hanging.get(at, ()):
                yield from _styled(stretch)
                stretch = []
                yield from self._text.hanging(piece)
            if at == len(words) or at < skipped:
                continue
            if at in marks:
                mark, skipped = marks[at]
                yield from _styled(stretch)
                stretch = []
                yield from mark
            elif words[at] == REFERENCE:
                self.is_overtyped = True  # a reference that stood elsewhere
            else:
                look = self._back.looks[at : at + 1] or "0"
                stretch.append((words[at], look, self._language(at)))
        yield from _styled(stretch)

    def _marks(self) -> dict[int, tuple[tuple[WrittenPiece, ...], int]]:
        """Where marks came back whole: their pieces, and where their print ends."""
        found: dict[int, tuple[tuple[WrittenPiece, ...], int]] = {}
        for begin, end, letters in self._spans:
            places = [self._to.get(n) for n in range(begin, end)]
            pieces = tuple(self._of(letters))
            if not places or any(place is None for place in places):
                is_mark = any(letter in self._text.marks for letter in letters)
                is_left = any(place is not None for place in places) or self._is_replaced(begin)
                self.is_overtyped = self.is_overtyped or (is_mark and is_left)
                continue
            first = places[0] or 0
            if places == list(range(first, first + len(places))):
                found[first] = (pieces, first + len(places))
        return found

    def _is_replaced(self, begin: int) -> bool:
        """Whether something else was typed where a print stood that is gone."""
        before = self._to.get(begin - 1)
        at = 0 if before is None else before + 1
        return at < len(self._origin) and self._origin[at] is None

    def _of(self, letters: str) -> Iterator[WrittenPiece]:
        """The notation of letters that print otherwise: marks, and the text between."""
        for part in re.split(f"([{chr(_SIGN)}-{chr(_SIGN + 0xFFFD)}])", letters):
            if part in self._text.marks:
                yield self._text.marks[part]
            elif part:
                yield WrittenPiece(kind="text", text=part)

    def _language(self, at: int) -> str | None:
        """The language of a letter: what it was typed in; of a new one, that of both neighbours."""
        known = [self._typed_in(n) for n in (at, at - 1, at + 1)]
        if known[0] is not False:
            return known[0] or None
        return (known[1] or None) if known[1] == known[2] else None

    def _typed_in(self, at: int) -> str | Literal[False] | None:
        origin = self._origin[at] if 0 <= at < len(self._origin) else None
        source = None if origin is None else self._source[origin]
        return False if source is None else self._text.languages[source]


def _same_letters(first: str, second: str) -> list[int | None]:
    """For each letter of the second text where it stands in the first; None: not there."""
    ours, theirs = _TOKENS.findall(first), _TOKENS.findall(second)
    starts = [0]
    for token in ours:
        starts.append(starts[-1] + len(token))
    found: list[int | None] = []
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            found += range(starts[a], starts[b])
        else:
            found += [None] * sum(len(token) for token in theirs[c:d])
    return found


def _translated(
    letters: str, printed: str, source: Sequence[int | None]
) -> Iterator[tuple[int, int, str]]:
    """Stretches that are printed otherwise than typed: (from, to) in the print, and the letters."""
    begin, last = 0, 0
    for at in range(len(printed) + 1):
        here = source[at] if at < len(printed) else len(letters)
        if here is None:
            continue
        if at > begin or here > last:
            yield begin, at, letters[last:here]
        begin, last = at + 1, here + 1


def _styled(stretch: Sequence[tuple[str, str, str | None]]) -> Iterator[WrittenPiece]:
    """Letters as pieces of one look and language; spaces at an edge stay outside the stars."""
    at = 0
    while at < len(stretch):
        end = at
        while end < len(stretch) and stretch[end][1:] == stretch[at][1:]:
            end += 1
        words, look, language = (
            "".join(e[0] for e in stretch[at:end]),
            stretch[at][1],
            stretch[at][2],
        )
        yield from _of_one_look(words, int(look), language)
        at = end


def _of_one_look(words: str, look: int, language: str | None) -> Iterator[WrittenPiece]:
    bare = words.strip(" ")
    if not bare or (not look and language is None):
        yield WrittenPiece(kind="text", text=words)
        return
    start = words.index(bare)
    piece = WrittenPiece(kind="text", text=bare)
    if look & ITALIC:
        piece = WrittenPiece(kind="italic", text=bare)
    if look & BOLD:
        is_both = piece.kind == "italic"
        piece = (
            WrittenPiece(kind="bold", pieces=(piece,))
            if is_both
            else WrittenPiece(kind="bold", text=bare)
        )
    if language is not None:
        is_plain = piece.kind == "text"
        piece = (
            WrittenPiece(kind="language", text=bare, language=language)
            if is_plain
            else WrittenPiece(kind="language", pieces=(piece,), language=language)
        )
    yield from plain(words[:start])
    yield piece
    yield from plain(words[start + len(bare) :])

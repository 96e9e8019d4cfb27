"""What was done to a working copy, told in the author's notation, and put into his texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kuager.formats.takeback.comparing import Change
from kuager.formats.takeback.lines import Line, NoteRead
from kuager.formats.takeback.notation import (
    Typed,
    notes_printed,
    plain,
    rebuild,
    typed,
    with_note,
)
from kuager.model.report import Paragraph, Runs
from kuager.model.written import (
    ParagraphMark,
    WrittenParagraph,
    WrittenPiece,
    WrittenText,
    write_back,
)
from kuager.verbs.returned import Returned, Spot

_NOTHING: Final = Line(words="")
_STYLES: Final[tuple[tuple[str, ParagraphMark], ...]] = (
    ("bullet", "bullet"),
    ("list item", "item"),
    ("quot", "quote"),
)
Entry = tuple[str, int]
"""A written paragraph by its place and number; a new one has a negative number."""


@dataclass(slots=True)
class _Texts:
    """The written texts while they are changed: what each paragraph became, and their order."""

    order: dict[str, list[Entry]] = field(default_factory=dict)
    said: dict[Entry, list[WrittenParagraph]] = field(default_factory=dict)
    touched: dict[str, None] = field(default_factory=dict)

    def place_of(self, entry: Entry) -> str:
        """Where a paragraph stands now."""
        return next((place for place, order in self.order.items() if entry in order), entry[0])

    def insert(self, entry: Entry, place: str, behind: Entry | None, group: set[Entry]) -> None:
        """Put a paragraph behind another one and behind those that were put there before."""
        order = self.order[place]
        at = order.index(behind) + 1 if behind in order else 0
        while at < len(order) and order[at] in group:
            at += 1
        order.insert(at, entry)
        group.add(entry)


class Retelling:
    """The changes of one file in notation."""

    def __init__(self, returned: Returned) -> None:
        """Of what came back."""
        self._returned = returned
        self._owner = {
            n: number for number, lines in returned.compared.matched.became.items() for n in lines
        }

    def told(self, change: Change, base: int) -> tuple[str, str, tuple[str, ...]]:
        """What a line said, what it says now, and what to look at before it is taken."""
        spot, line = self._returned.spots[base], self._returned.base.lines[base]
        if change.note is not None:
            return change.note.before, change.note.after, ()
        if spot.origin == "written":
            before = self._before((base, *change.merged))
            if change.kind == "deleted":
                return before, "", ()
            after, warns = self._rebuilt(change, base)
            return before, before if change.kind == "moved" else _notation(after), warns
        back = [self._returned.back.lines[n] for n in change.back]
        merged = (self._returned.base.lines[n] for n in change.merged)
        before = "\n\n".join(map(with_notes, (line, *merged)))
        return before, "\n\n".join(map(with_notes, back)), ()

    def notation_of(self, change: Change) -> str:
        """A new paragraph in notation."""
        return _notation([self._new(change)])

    def joins(self, change: Change) -> tuple[str, int] | None:
        """The written text that a new or moved line goes into, and behind which paragraph."""
        last = max(change.back, default=-1)
        lines = range(last + 1, len(self._returned.back.lines))
        first = next((self._owner[n] for n in lines if n in self._owner), None)
        return self._returned.joins(change.after, first)

    def why_not_note(self, change: Change, spot: Spot) -> str:
        """Why the words of a note cannot be taken: they are not the author's."""
        base, note = change.base, change.note
        if base is None or note is None or spot.origin != "written":
            return "note-drawn"
        _, _, hung = self._hung((base,))
        piece = hung[note.number] if note.number < len(hung) else None
        if piece is not None and piece.kind == "figure":
            return "note-figure"
        return "" if piece is not None and piece.kind == "note" else "note-drawn"

    def can_merge(self, change: Change) -> bool:
        """Whether all lines that were put together are an author's."""
        numbers = (*([] if change.base is None else [change.base]), *change.merged)
        return all(self._returned.spots[n].origin == "written" for n in numbers)

    def texts(self, picked: Iterable[Change]) -> dict[str, str]:
        """The written texts as they would be with these changes, by place."""
        changes = list(picked)
        texts = _Texts()
        for place in self._returned.filled:
            paragraphs = self._returned.paragraphs(place)
            texts.order[place] = [(place, n) for n in range(len(paragraphs))]
            texts.said |= {(place, n): [each] for n, each in enumerate(paragraphs)}
        headings = dict(self._headings(changes))
        for change in sorted(changes, key=lambda one: one.kind == "note"):
            self._say(texts, change)
        self._set_in_order(texts, changes)
        told = {
            place: _notation(p for entry in texts.order[place] for p in texts.said[entry])
            for place in texts.touched
        }
        return {**headings, **told}

    def _headings(self, changes: Iterable[Change]) -> Iterator[tuple[str, str]]:
        for change in changes:
            if change.base is not None and self._returned.spots[change.base].origin == "heading":
                words = " ".join(self._returned.back.lines[n].words for n in change.back)
                yield self._returned.spots[change.base].place, words

    def _say(self, texts: _Texts, change: Change) -> None:
        """What paragraphs say now."""
        base = change.base
        spot = None if base is None else self._returned.spots[base]
        if base is None or spot is None or spot.origin != "written":
            return
        entry = (spot.place, spot.number)
        texts.touched[spot.place] = None
        if change.kind == "deleted":
            texts.said[entry] = []
        elif change.kind in {"changed", "split", "merged"} and self.can_merge(change):
            texts.said[entry] = self._rebuilt(change, base)[0]
            for number in change.merged:
                gone = self._returned.spots[number]
                texts.said[gone.place, gone.number] = []
                texts.touched[gone.place] = None
        elif change.kind == "note" and change.note is not None:
            note, (_, _, hung) = change.note, self._hung((base,))
            piece = hung[note.number] if note.number < len(hung) else None
            if piece is not None:
                texts.said[entry] = [
                    replace(p, pieces=with_note(p.pieces, piece, note.before, note.after))
                    for p in texts.said[entry]
                ]

    def _set_in_order(self, texts: _Texts, changes: Iterable[Change]) -> None:
        """New paragraphs and those that stand elsewhere, in the order of the copy."""
        groups: dict[Entry | str, set[Entry]] = {}
        count = 0
        for change in sorted(changes, key=lambda one: one.back[:1]):
            if change.kind not in {"added", "moved"}:
                continue
            joins = self.joins(change)
            if joins is None:
                continue
            if change.base is None:
                count += 1
                entry: Entry = (joins[0], -count)
                texts.said[entry] = [self._new(change)]
            else:
                spot = self._returned.spots[change.base]
                entry = (spot.place, spot.number)
                if spot.origin != "written":
                    continue
                texts.touched[spot.place] = None
                texts.order[texts.place_of(entry)].remove(entry)
            behind = None if joins[1] < 0 else joins
            place = joins[0] if behind is None else texts.place_of(behind)
            texts.insert(entry, place, behind, groups.setdefault(behind or place, set()))
            texts.touched[place] = None

    def _new(self, change: Change) -> WrittenParagraph:
        """A paragraph of words that were typed elsewhere."""
        line = self._returned.back.lines[change.back[0]]
        pieces = rebuild(typed(()), _NOTHING, (), line).pieces
        found = (kind for sign, kind in _STYLES if sign in line.style)
        return WrittenParagraph(kind=next(found, "body"), pieces=pieces)

    def _paragraphs_of(self, numbers: Sequence[int]) -> list[WrittenParagraph]:
        """The written paragraphs that these lines print."""
        spots = [self._returned.spots[n] for n in sorted(numbers)]
        return [
            self._returned.paragraphs(spot.place)[spot.number]
            for spot in spots
            if spot.origin == "written"
        ]

    def _before(self, numbers: Sequence[int]) -> str:
        """What these lines said: an author's in notation, others in their words."""
        found = []
        for number in sorted(numbers):
            is_own = self._returned.spots[number].origin == "written"
            line = self._returned.base.lines[number]
            found.append(_notation(self._paragraphs_of((number,))) if is_own else with_notes(line))
        return "\n\n".join(found)

    def _hung(self, numbers: Sequence[int]) -> tuple[Typed, Line, list[WrittenPiece | None]]:
        """What lines print, as typed and as printed, and the pieces that hang their notes."""
        pieces: list[WrittenPiece] = []
        hung: list[WrittenPiece | None] = []
        printed = _NOTHING
        for number in sorted(numbers):
            spot, line = self._returned.spots[number], self._returned.base.lines[number]
            own, runs = self._own(spot, line)
            text = typed(own)
            figures = [code for _, piece in text.notes for code in piece.codes]
            known = notes_printed(text, runs, figures=figures)[: len(line.notes)]
            hung += [*known, *[None] * (len(line.notes) - len(known))]
            pieces += [*([WrittenPiece(kind="text", text=" ")] if pieces else []), *own]
            printed = _together(printed, line) if printed.words else line
        return typed(pieces), printed, hung

    def _own(self, spot: Spot, line: Line) -> tuple[tuple[WrittenPiece, ...], Runs]:
        """What an author typed for a line, and its print; of any other line just its words."""
        if spot.origin != "written":
            return plain(line.words), ()
        block = None if spot.placed is None else spot.placed.block
        runs = block.runs if isinstance(block, Paragraph) else ()
        return self._returned.paragraphs(spot.place)[spot.number].pieces, runs

    def _rebuilt(self, change: Change, base: int) -> tuple[list[WrittenParagraph], tuple[str, ...]]:
        """The paragraphs that a line became, in notation."""
        text, printed, hung = self._hung((base, *change.merged))
        kind = self._paragraphs_of((base,))[0].kind
        found: list[WrittenParagraph] = []
        warns: list[str] = []
        for n in change.back:
            rebuilt = rebuild(text, printed, hung, self._returned.back.lines[n])
            found.append(WrittenParagraph(kind=kind, pieces=rebuilt.pieces))
            warns += rebuilt.warns if len(change.back) == 1 else ()
        return found, tuple(dict.fromkeys(warns))


def with_notes(line: Line) -> str:
    """The words of a line with its notes where their marks stand."""
    said, at = "", 0
    for note in line.notes:
        said += f"{line.words[at : note.at]}[^{' '.join(note.words.split())}]"
        at = note.at
    return said + line.words[at:]


def _together(first: Line, second: Line) -> Line:
    """Two lines as one."""
    shift = len(first.words) + 1
    notes = [NoteRead(at=note.at + shift, words=note.words) for note in second.notes]
    return Line(
        words=f"{first.words} {second.words}",
        looks=f"{first.looks}0{second.looks}",
        notes=(*first.notes, *notes),
    )


def _notation(paragraphs: Iterable[WrittenParagraph]) -> str:
    return write_back(WrittenText(source="", paragraphs=tuple(paragraphs)))

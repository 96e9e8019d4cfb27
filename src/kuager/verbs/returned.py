"""A working copy beside the document as it stands today: every line, where it came from."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kuager.formats.takeback.comparing import Compared, compare_copies
from kuager.formats.takeback.copies import working_copy
from kuager.formats.takeback.errors import NoWorkingCopyError
from kuager.formats.takeback.lines import CopyRead, Line
from kuager.formats.takeback.marking import Key, Mark, block_marks, whole
from kuager.formats.takeback.reading import read_copy
from kuager.model.manuscript import Filled, Placed
from kuager.model.report import Heading
from kuager.model.statement import EntityId
from kuager.model.vocabulary import LANGUAGES
from kuager.model.written import WrittenParagraph
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
from kuager.verbs.manuscripts import Made, make_report
from kuager.verbs.text_records import HEADING
from kuager.verbs.working_copies import key_of

Origin = Literal["written", "heading", "drawn", "kept", "frame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a line of the document stands.

    `number` is that of a written paragraph, from 0; -1 for anything else. `line` counts the lines
    of one block (a chart has several). `key` is the name of the line in a list of differences.
    """

    origin: Origin
    place: str
    piece: str = ""
    number: int = -1
    line: int = 0
    placed: Placed | None = None

    @property
    def key(self) -> str:
        """Place, piece, and the line where a block has several."""
        parts = [self.place, self.piece, str(self.line) if self.line else ""]
        return "/".join(part for part in parts if part)


class Returned:
    """A file that came back, laid beside the document it came from."""

    def __init__(self, desk: Desk, data: bytes) -> None:
        """Read it. Raises a TakeBackError, or NoWorkingCopyError if nothing here fits it."""
        self._desk = desk
        self.back = read_copy(data)
        self.made, self.key = _document_of(desk, self.back)
        laid = self.made.laid
        now = working_copy(laid, code=self.made.writing.code, key=self.key)
        self.base = read_copy(now)
        self.compared: Compared = compare_copies(self.base, self.back)
        self.filled = {
            filled.plan.block: filled
            for part in self.made.manuscript.parts
            for filled in part.blocks
        }
        self.spots = tuple(self._spots())
        self._since = self._changed_since()

    @property
    def is_unchanged(self) -> bool:
        """Whether the document is, in every word, what it was when the copy was made."""
        now = whole(self.key, self.made.laid.placed)
        told = {mark.said for line in self.back.lines for mark in _marks(line)}
        return now in told

    def is_since(self, line: int) -> bool:
        """Whether a line of the document was changed in the vault since the copy was made."""
        return line in self._since

    def record(self, uid: bytes) -> tuple[str, str] | None:
        """Type and code of a record behind a drawn block; a restricted one is not named."""
        found = self._desk.view.record(EntityId(uid))
        return None if found is None else (found.type, found.code)

    def paragraphs(self, place: str) -> tuple[WrittenParagraph, ...]:
        """What an author wrote at a place, as it was typed."""
        filled = self.filled.get(place)
        written = None if filled is None else filled.written
        return () if written is None else written.text.paragraphs

    def joins(self, after: int, first: int | None) -> tuple[str, int] | None:
        """The written text that a line behind `after` and before `first` belongs to, and where.

        The place, and the number of the paragraph behind which it goes (-1: before all).
        """
        above = self.spots[after] if after >= 0 else None
        if above is not None and above.origin == "written":
            return above.place, above.number
        below = self.spots[first] if first is not None else None
        if below is not None and below.origin == "written" and below.number == 0:
            return below.place, -1
        if above is not None and above.origin == "heading":
            part = above.place.removeprefix(HEADING)
            return self._empty_place(part)
        return None

    def _empty_place(self, part: str) -> tuple[str, int] | None:
        """The first place of a part, if an author writes there and has not yet."""
        for each in self.made.manuscript.parts:
            if each.plan.part == part and each.blocks:
                first = each.blocks[0]
                if first.plan.write and first.written is None:
                    return first.plan.block, -1
        return None

    def _spots(self) -> Iterator[Spot]:
        """Where each line of the document stands, by its mark."""
        marks = block_marks(self.key, self.made.laid.placed)
        blocks = {mark.block: n for n, mark in enumerate(marks)}
        for line in self.base.lines:
            mark = next(iter(_marks(line)), None)
            number = None if mark is None else blocks.get(mark.block)
            if mark is None or number is None:
                yield Spot(origin="frame", place="title", line=0)
            else:
                yield self._spot(self.made.laid.placed[number], mark.line)

    def _spot(self, placed: Placed, line: int) -> Spot:
        parts = {part.plan.part for part in self.made.manuscript.parts}
        if isinstance(placed.block, Heading) and placed.place in parts and not placed.piece:
            return Spot(origin="heading", place=f"{HEADING}{placed.place}", placed=placed)
        filled = self.filled.get(placed.place)
        number = _number(placed, filled)
        origin: Origin = "drawn"
        if number >= 0:
            origin = "written"
        elif placed.own:
            origin = "kept"
        return Spot(
            origin=origin,
            place=placed.place,
            piece=placed.piece,
            number=number,
            line=line,
            placed=placed,
        )

    def _changed_since(self) -> frozenset[int]:
        """Lines of which the copy has a mark that says something else than today's."""
        now = {
            mark.place: (n, mark.said)
            for n, line in enumerate(self.base.lines)
            for mark in _marks(line)
            if self.spots[n].origin != "frame"
        }
        told = (mark for line in self.back.lines for mark in _marks(line) if mark.place in now)
        return frozenset(now[m.place][0] for m in told if now[m.place][1] != m.said)


def _number(placed: Placed, filled: Filled | None) -> int:
    """The number of a paragraph that an author wrote at its place; -1 if it is none."""
    if not placed.own or filled is None or filled.written is None:
        return -1
    piece = placed.piece
    is_numbered = piece.startswith("w") and piece[1:].isdecimal()
    return int(piece[1:]) - 1 if is_numbered else -1


def _marks(line: Line) -> Iterator[Mark]:
    yield from line.marks
    yield from line.faint


def _document_of(desk: Desk, back: CopyRead) -> tuple[Made, Key]:
    """The document of this vault, and the language, that most marks of the copy name."""
    told = Counter(mark.document for line in back.lines for mark in _marks(line))
    best: tuple[int, str, Key] | None = None
    for code in desk.view.codes("report"):
        writing, _ = open_report(desk, code)
        for language in dict.fromkeys((*writing.languages, *LANGUAGES)):
            key = key_of(writing, language)
            count = told[key.document]
            if count and (best is None or count > best[0]):
                best = (count, code, key)
    if best is None:
        raise NoWorkingCopyError
    return make_report(desk, best[1], best[2].language), best[2]

"""Reads a Word file that came back: paragraphs and tables with marks, notes and comments.

Tracked changes are taken as accepted: what was inserted or moved here stands, what was deleted or
moved away does not; that it was tracked is told, by whom and when is not.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from kuager.formats.takeback.drafts import LineDraft
from kuager.formats.takeback.errors import NoWorkingCopyError, TooLargeCopyError
from kuager.formats.takeback.lines import REFERENCE, CommentRead, CopyRead, Line
from kuager.formats.takeback.looks import Styles
from kuager.formats.takeback.marking import Mark, read_mark
from kuager.formats.takeback.package import Element, Opened, W, open_copy

MAX_LINES: Final = 10_000
MAX_LETTERS: Final = 3_000_000
MAX_LINE: Final = 30_000
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COUNTED: Final = ("REF ", "PAGEREF ", "NOTEREF ", "PAGE", "NUMPAGES", "SEQ ")
_AS_TEXT: Final = {
    "tab": " ",
    "br": " ",
    "cr": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\xad",
}
_CONTENTS: Final = ("toc ", "contents ", "index heading", "toc heading", "contents heading")


def read_copy(data: bytes) -> CopyRead:
    """Everything a file that came back says. Raises a TakeBackError."""
    opened = open_copy(data)
    body = opened.document.find(f"{W}body")
    if body is None:
        raise NoWorkingCopyError
    reader = _Reader(opened)
    lines = tuple(reader.read(body))
    return CopyRead(
        lines=lines,
        loose=tuple(reader.loose()),
        struck=frozenset(reader.struck),
        has_more=opened.has_more | reader.more,
    )


class _Reader:
    """Walks the tree from top to bottom once, with what is open: marks, comments, fields."""

    def __init__(self, opened: Opened) -> None:
        """Nothing is open yet."""
        self._styles = Styles(opened.styles)
        self._notes = _Notes(opened, self._styles)
        self._comments = _comments(opened.comments)
        self._told: set[str] = set()
        self._open: dict[str, Mark] = {}
        self._about: dict[str, list[str]] = {}
        self._fields: list[list[str]] = []
        self._draft: LineDraft | None = None
        self._lines: list[Line] = []
        self._letters = 0
        self._boxes: list[Element] = []
        self._is_inserted = False
        self._is_struck = False
        self.struck: set[tuple[str, int]] = set()
        self.more: set[str] = set()

    def read(self, container: Element) -> list[Line]:
        """The lines of a body, a cell or a note."""
        self._walk_blocks(container)
        self._flush()
        return self._lines

    def loose(self) -> Iterator[CommentRead]:
        """Comments of the file that stand nowhere in its text."""
        for number, comment in self._comments.items():
            if number not in self._told:
                yield comment

    def _walk_blocks(self, container: Element) -> None:
        for child in container:
            name = _name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._flush()
                self._table(child)
            elif name in {"ins", "moveTo", "del", "moveFrom"}:
                self._tracked(child, self._walk_blocks)
            elif name in {"sdt", "sdtContent", "customXml", "smartTag"}:
                self._walk_blocks(child)
            elif name == "AlternateContent":
                self._walk_blocks(_chosen(child))
            else:
                self._range(child, name)

    def _paragraph(self, element: Element) -> None:
        """A paragraph; one whose end was deleted goes on with the next."""
        properties = element.find(f"{W}pPr")
        draft = self._draft or LineDraft()
        self._draft = draft
        draft.begin(self._style_of(properties))
        draft.stay(self._open.values())
        self._walk_runs(element)
        ends = _ends(properties)
        draft.is_tracked = draft.is_tracked or bool(ends)
        if not ends & {"del", "moveFrom"}:
            self._flush()

    def _style_of(self, properties: Element | None) -> str:
        style = None if properties is None else properties.find(f"{W}pStyle")
        return "" if style is None else self._styles.name(style.get(f"{W}val") or "")

    def _flush(self) -> None:
        """The line is whole."""
        draft, self._draft = self._draft, None
        if draft is not None:
            self._keep(draft.line())
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._walk_blocks(box)
            self._flush()

    def _keep(self, line: Line) -> None:
        if line.style.startswith(_CONTENTS):
            line = _as_contents(line)
        self._lines.append(line)
        self._letters += len(line.words)
        if len(self._lines) > MAX_LINES:
            raise TooLargeCopyError(what="paragraphs", limit=str(MAX_LINES))
        if self._letters > MAX_LETTERS or len(line.words) > MAX_LINE:
            raise TooLargeCopyError(what="letters", limit=str(MAX_LETTERS))

    def _table(self, element: Element) -> None:
        """A table as one line: its rows, the marks and notes of its cells."""
        outer, self._lines = self._lines, []
        rows: list[tuple[str, ...]] = []
        tracked = False
        for row in element.iter(f"{W}tr"):
            ends = _ends_of_row(row)
            tracked = tracked or bool(ends)
            if "del" not in ends:
                rows.append(tuple(self._cell(cell) for cell in row.iterchildren(f"{W}tc")))
        inner, self._lines = self._lines, outer
        self._keep(
            Line(
                words="\n".join(" | ".join(row) for row in rows),
                notes=tuple(note for line in inner for note in line.notes),
                comments=tuple(comment for line in inner for comment in line.comments),
                marks=tuple(mark for line in inner for mark in line.marks),
                faint=tuple(mark for line in inner for mark in line.faint),
                is_tracked=tracked or any(line.is_tracked for line in inner),
                cells=tuple(rows),
            )
        )

    def _cell(self, cell: Element) -> str:
        before = len(self._lines)
        self._walk_blocks(cell)
        self._flush()
        return " ".join(line.words for line in self._lines[before:] if line.words)

    def _walk_runs(self, container: Element) -> None:
        for child in container:
            name = _name(child)
            if name == "r":
                self._run(child)
            elif name in {"ins", "moveTo", "del", "moveFrom"}:
                self._tracked(child, self._walk_runs)
            elif name == "fldSimple":
                self._simple_field(child)
            elif name in {"hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"}:
                self._walk_runs(child)
            elif name == "AlternateContent":
                self._walk_runs(_chosen(child))
            elif str(child.tag).startswith(_MATHS):
                self.more.add("formula")
            elif name != "pPr":
                self._range(child, name)

    def _tracked(self, element: Element, walk: Callable[[Element], None]) -> None:
        """What was inserted is read, what was deleted is passed over; both are noted."""
        before = self._is_inserted, self._is_struck
        is_gone = _name(element) in {"del", "moveFrom"}
        self._is_inserted, self._is_struck = True, self._is_struck or is_gone
        if self._draft is not None and len(element):
            self._draft.is_tracked = True
        walk(element)
        self._is_inserted, self._is_struck = before

    def _range(self, element: Element, name: str) -> None:
        """The beginning or the end of a mark or of what a comment is about."""
        number = element.get(f"{W}id") or ""
        if name == "bookmarkStart":
            mark = read_mark(element.get(f"{W}name") or "")
            if mark is not None:
                self._open[number] = mark
                self._line().meet(mark)
        elif name == "bookmarkEnd":
            self._open.pop(number, None)
        elif name == "commentRangeStart" and not self._is_struck:
            self._about[number] = []
        elif name == "commentRangeEnd":
            self._tell_comment(number)

    def _line(self) -> LineDraft:
        if self._draft is None:
            self._draft = LineDraft()
        return self._draft

    def _tell_comment(self, number: str) -> None:
        comment = self._comments.get(number)
        if comment is None or number in self._told:
            return
        self._told.add(number)
        about = " ".join("".join(self._about.pop(number, [])).split())
        self._line().comment(
            CommentRead(words=comment.words, about=about, who=comment.who, when=comment.when)
        )

    def _run(self, run: Element) -> None:
        letters = self._styles.letters(run)
        texts = [child for child in run if _name(child) != "rPr"]
        if letters.raised and "".join(child.text or "" for child in texts) == ",":
            return  # the comma between two marks of notes
        for child in texts:
            self._inside(child, letters.look)

    def _inside(self, child: Element, look: int) -> None:
        """One thing in a run."""
        name = _name(child)
        if name == "t":
            self._say(child.text or "", look)
        elif name == "delText":
            self._strike()
        elif name in _AS_TEXT:
            self._say(_AS_TEXT[name], look)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._note(child, name.removesuffix("Reference"))
        elif name == "commentReference":
            self._tell_comment(child.get(f"{W}id") or "")
        elif name == "fldChar":
            self._field(child.get(f"{W}fldCharType") or "")
        elif name == "instrText":
            self._instruct(child.text or "")
        elif name in {"drawing", "pict", "AlternateContent", "object"}:
            drawn = _chosen(child) if name == "AlternateContent" else child
            if not self._is_struck:
                self._boxes += drawn.iter(f"{W}txbxContent")

    def _say(self, words: str, look: int) -> None:
        """Letters: into the line, and into what open comments are about."""
        if self._is_struck:
            self._strike()
            return
        if self._fields:
            instruction = "".join(self._fields[-1][1:]).lstrip().upper()
            if self._fields[-1][0] != "result" or instruction.startswith(_COUNTED):
                return
        self._line().say(words, look, self._open.values(), is_tracked=self._is_inserted)
        for about in self._about.values():
            about.append(words)

    def _strike(self) -> None:
        self.struck |= {mark.place for mark in self._open.values()}

    def _field(self, kind: str) -> None:
        """A field begins, shows what it counted, or ends; its first word is the phase."""
        if kind == "begin":
            self._fields.append(["instruction"])
        elif kind == "separate" and self._fields:
            self._refer(self._fields[-1])
            self._fields[-1][0] = "result"
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended[0] != "result":
                self._refer(ended)

    def _instruct(self, words: str) -> None:
        if self._fields and self._fields[-1][0] == "instruction":
            self._fields[-1].append(words)

    def _refer(self, field: list[str]) -> None:
        """A number that is counted leaves its sign."""
        if "".join(field[1:]).lstrip().upper().startswith(_COUNTED) and not self._is_struck:
            marks = self._open.values()
            self._line().say(REFERENCE, 0, marks, is_tracked=self._is_inserted)

    def _simple_field(self, element: Element) -> None:
        self._fields.append(["instruction", element.get(f"{W}instr") or ""])
        self._refer(self._fields[-1])
        self._fields[-1][0] = "result"
        self._walk_runs(element)
        self._fields.pop()

    def _note(self, reference: Element, kind: str) -> None:
        if self._is_struck:
            self._strike()
            return
        found = self._notes.note(f"{kind}s", reference.get(f"{W}id") or "")
        words, is_tracked = found or ("", False)
        self._line().note(words, is_tracked=is_tracked, is_new=self._is_inserted)


class _Notes:
    """The footnotes and endnotes of one file, each read when it is first met."""

    def __init__(self, opened: Opened, styles: Styles) -> None:
        self._opened, self._styles = opened, styles
        self._roots = {
            kind: {each.get(f"{W}id") or "": each for each in root if each.get(f"{W}id")}
            for kind, root in opened.notes.items()
        }

    def note(self, kind: str, number: str) -> tuple[str, bool] | None:
        """What a note says, its paragraphs parted by line breaks, and whether it was tracked."""
        element = self._roots.get(kind, {}).get(number)
        if element is None:
            return None
        bare = Opened(document=element, notes={}, comments=None, styles=None, has_more=frozenset())
        reader = _Reader(bare)
        lines = reader.read(element)
        words = "\n".join(line.words for line in lines if line.words)
        return words, bool(reader.struck) or any(line.is_tracked for line in lines)


def _comments(root: Element | None) -> Mapping[str, CommentRead]:
    """The comments of a file by their numbers."""
    found: dict[str, CommentRead] = {}
    for each in () if root is None else root.iter(f"{W}comment"):
        texts = (
            "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
            for paragraph in each.iter(f"{W}p")
        )
        words = "\n".join(text.strip() for text in texts if text.strip())
        who, when = each.get(f"{W}author") or "", each.get(f"{W}date") or ""
        found[each.get(f"{W}id") or ""] = CommentRead(words=words, about="", who=who, when=when)
    return found


def _as_contents(line: Line) -> Line:
    return Line(
        words=line.words,
        marks=line.marks,
        faint=line.faint,
        comments=line.comments,
        style=line.style,
        is_contents=True,
    )


def _ends(properties: Element | None) -> set[str]:
    """How the end of a paragraph was tracked: "ins", "del", "moveFrom", "moveTo"."""
    run = None if properties is None else properties.find(f"{W}rPr")
    return set() if run is None else {_name(e) for e in run} & {"ins", "del", "moveFrom", "moveTo"}


def _ends_of_row(row: Element) -> set[str]:
    properties = row.find(f"{W}trPr")
    return set() if properties is None else {_name(e) for e in properties} & {"ins", "del"}


def _chosen(element: Element) -> Element:
    """The first of several ways to say the same."""
    choice = element.find(f"{_COMPATIBLE}Choice")
    return element if choice is None else choice


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""

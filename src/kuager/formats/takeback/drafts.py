"""A line in the making: letters, marks, notes and comments in the order in which they are met."""

from collections import Counter
from collections.abc import Iterable

from kuager.formats.takeback.lines import CommentRead, Line, NoteRead
from kuager.formats.takeback.marking import Mark
from kuager.model.report import printable


class LineDraft:
    """Gathers one line; spaces in a row are one."""

    def __init__(self) -> None:
        """Start empty."""
        self._letters: list[str] = []
        self._looks: list[str] = []
        self._notes: list[NoteRead] = []
        self._comments: list[CommentRead] = []
        self._marks: Counter[Mark] = Counter()
        self._style = ""
        self.is_tracked = False

    def begin(self, style: str) -> None:
        """A paragraph begins, or goes on with the next one; the style is that of the words."""
        if not self._letters:
            self._style = style

    def meet(self, mark: Mark) -> None:
        """A mark begins here."""
        self._marks[mark] += 0

    def stay(self, marks: Iterable[Mark]) -> None:
        """These marks were open before the line."""
        for mark in marks:
            self.meet(mark)

    def say(self, words: str, look: int, marks: Iterable[Mark], *, is_tracked: bool) -> None:
        """Letters in a look, with the marks that are open."""
        added = 0
        for letter in printable(words):
            if letter == " " and (not self._letters or self._letters[-1] == " "):
                continue
            self._letters.append(letter)
            self._looks.append(str(look))
            added += 1
        for mark in marks:
            self._marks[mark] += added
        self.is_tracked = self.is_tracked or is_tracked

    def note(self, words: str, *, is_tracked: bool, is_new: bool) -> None:
        """The mark of a note stands here; `is_tracked`: its words were, `is_new`: the note was."""
        self._notes.append(NoteRead(at=len(self._letters), words=words, is_tracked=is_tracked))
        self.is_tracked = self.is_tracked or is_new

    def comment(self, comment: CommentRead) -> None:
        """A comment stands here."""
        self._comments.append(comment)

    def line(self) -> Line:
        """The whole line, without spaces at its end."""
        words = "".join(self._letters)
        bare = words.rstrip(" ")
        return Line(
            words=bare,
            looks="".join(self._looks)[: len(bare)],
            notes=tuple(
                NoteRead(at=min(n.at, len(bare)), words=n.words, is_tracked=n.is_tracked)
                for n in self._notes
            ),
            comments=tuple(self._comments),
            marks=tuple(mark for mark, letters in self._marks.items() if letters),
            faint=tuple(mark for mark, letters in self._marks.items() if not letters),
            is_tracked=self.is_tracked,
            style=self._style,
        )

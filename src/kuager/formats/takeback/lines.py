"""What came back, line by line, as if every tracked change had been accepted."""

from dataclasses import dataclass
from typing import Final

from kuager.formats.takeback.marking import Mark

REFERENCE: Final = "\ue000"
"""Stands for a number that is counted (a cross-reference): what it prints may change by itself."""
BOLD, ITALIC = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRead:
    """A footnote: where its mark stands in the words of the line, and what it says."""

    at: int
    words: str
    is_tracked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRead:
    """A comment: its words, the words it is about; who and when as the file says."""

    words: str
    about: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed paragraph, or a table (then `cells` has its rows).

    `looks` has a digit for each letter of `words`: 1 bold, 2 italic, 3 both. `marks` are those with
    letters of this line in them, `faint` those of which nothing is left but their place. `style` is
    the name of the paragraph's style. `is_contents`: a line of a table of contents.
    """

    words: str
    looks: str = ""
    notes: tuple[NoteRead, ...] = ()
    comments: tuple[CommentRead, ...] = ()
    marks: tuple[Mark, ...] = ()
    faint: tuple[Mark, ...] = ()
    is_tracked: bool = False
    style: str = ""
    cells: tuple[tuple[str, ...], ...] | None = None
    is_contents: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRead:
    """A whole file: its lines, comments that stand nowhere, lines whose deletion was tracked.

    `has_more` are slugs of what is in the file and was not read.
    """

    lines: tuple[Line, ...]
    loose: tuple[CommentRead, ...] = ()
    struck: frozenset[tuple[str, int]] = frozenset()
    has_more: frozenset[str] = frozenset()

    @property
    def documents(self) -> frozenset[str]:
        """The fingerprints of the documents that the marks name."""
        marks = (mark for line in self.lines for mark in (*line.marks, *line.faint))
        return frozenset(mark.document for mark in marks)

"""What the checks look at: the pieces of a document, the records behind them, what the vault knows.

Somebody who knows the records fills this in (`verbs/checking.py`); the checks are pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from kuager.model.checks.name_index import NameIndex
from kuager.model.consent import Level
from kuager.model.private_words import PrivateWords

PieceKind = Literal["paragraph", "heading", "table", "chart", "front", "title", "closing"]
TITLE: Final = "title"
FRONT: Final = "front"
CLOSING: Final = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of text: its language where it is marked, and where it leads."""

    text: str
    language: str | None = None
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """Some running text with what is marked in it: a paragraph, a cell, or a footnote."""

    stretches: tuple[Stretch, ...]

    @cached_property
    def text(self) -> str:
        """All of it."""
        return "".join(one.text for one in self.stretches)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Web and mail addresses that are links, each with the words that carry it."""
        return tuple(
            (one.link, one.text)
            for one in self.stretches
            if one.link is not None and not one.link.startswith("#")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A property of which sources say different things and nobody preferred one.

    `kind` is the kind of the property; `said` are the values as they were recorded.
    """

    name: str
    kind: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBehind:
    """A kept figure: whether the gate lets it leave, the number kept, and the one to be said.

    `verdict` is one of `verbs/figure_leaving.py`; `number` of `base` may be said outside.
    """

    verdict: str
    kept: int | None = None
    number: int | None = None
    base: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """A record behind a piece, with what decides whether and how it may be told.

    `refused` is why it may not be told for this use (a slug of `meanings.HELD_BACK`), None if it
    may, up to `level`. `kin` are names of parents and guardians of a minor; `accused` names of
    those recorded as perpetrators without office and without a verdict. `numbers` are numbers
    that the record itself says, with its source.
    """

    type: str
    code: str
    refused: str | None = None
    level: Level = "anonymised"
    private: PrivateWords | None = None
    has_minor: bool = False
    kin: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    figure: FigureBehind | None = None
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One printed piece: a paragraph, heading, table, chart, a line of the front, the title.

    `own`: an author wrote it. A table has one line a cell; `columns` is how many stand in a row.
    `remarks` are what the layout asks to be looked at: code of a record, and the problem.
    """

    place: str
    piece: str
    kind: PieceKind
    language: str
    lines: tuple[Line, ...]
    notes: tuple[Line, ...] = ()
    own: bool = False
    columns: int = 1
    behind: tuple[Behind, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()

    @cached_property
    def text(self) -> str:
        """What is read in the text itself, without notes."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def everything(self) -> str:
        """Text and notes."""
        return "\n".join(line.text for line in (*self.lines, *self.notes))

    @cached_property
    def links(self) -> tuple[tuple[str, str], ...]:
        """All links of text and notes, with the words that carry them."""
        return tuple(link for line in (*self.lines, *self.notes) for link in line.links)

    @cached_property
    def held_figures(self) -> frozenset[str]:
        """The codes of figures that may not leave: nothing is printed for them but a gap."""
        figures = ((one.code, one.figure) for one in self.behind)
        return frozenset(
            code for code, figure in figures if figure and figure.verdict in ("held", "unweighed")
        )

    @property
    def concerns_private(self) -> bool:
        """Whether the record says that it tells of private people."""
        return any(one.private is not None for one in self.behind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the whole vault knows that no document may tell.

    `private` are all private people by their names, `public` those who act in public, `accused`
    private people recorded as perpetrators without a verdict. `contacts` are private contacts by
    `contact_key`, with type and code of whose they are. `withheld` are titles of sources that may
    not be named, plain, with the code and whether the title holds a name. `naming_links` are
    addresses of sources that name a private person, by `link_key`. `organisations` are their
    names and `towns` those of places, folded; `printed_contacts` what the house prints on
    purpose. From `threshold` on a count may leave.
    """

    private: NameIndex = field(default_factory=NameIndex)
    public: NameIndex = field(default_factory=NameIndex)
    accused: NameIndex = field(default_factory=NameIndex)
    contacts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    withheld: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    naming_links: Mapping[str, str] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    printed_contacts: frozenset[str] = frozenset()
    threshold: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """A block that has to say something and says nothing, or says what nobody has finished.

    `state` is "empty", "draft", "unread" or "stale".
    """

    place: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How many words a document may have, and how many it has as the body counts them.

    No `words`: nobody says. `from_memory`: the limit was not looked up.
    """

    words: int | None = None
    used: int = 0
    from_memory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A document, or a single text, as the checks see it."""

    use: str
    language: str
    pieces: tuple[Piece, ...]
    known: Known = field(default_factory=Known)
    empties: tuple[Empty, ...] = ()
    anchors: frozenset[str] = frozenset()
    budget: Budget = field(default_factory=Budget)

    def own(self) -> Iterator[Piece]:
        """The pieces that an author wrote."""
        return (piece for piece in self.pieces if piece.own)

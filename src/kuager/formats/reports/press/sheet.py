"""A report as laid out: every mark, number and place decided, nothing left to a writer.

A `Sheet` holds plain values only, so that it can be handed on as JSON. Names of places are
`k1`, `k2` …: the anchors a report was built with may be codes of records and are not printed.
"""

from dataclasses import dataclass
from typing import Literal

from kuager.model.report import RunStyle

Line = tuple["Piece", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text; `marks` are the numbers of the notes that hang after it.

    `language` is None where it is the sheet's. `address` is a web address in ASCII, `place`
    the name of a place on this sheet; at most one of them is set.
    """

    text: str
    style: RunStyle
    language: str | None
    address: str | None
    place: str | None
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidHeading:
    """A heading and its place."""

    kind: Literal["heading"] = "heading"
    level: int
    text: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidParagraph:
    """Running text ("body"), an aside ("note"); of a chart what reads it, and its foot."""

    kind: Literal["body", "note", "reading", "foot"]
    line: Line
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list; `number` is 0 under bullets."""

    line: Line
    place: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidList:
    """Neighbouring items of one kind."""

    kind: Literal["numbered", "bullet"]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidTable:
    """A table; per column, `numeric`: figures only, and `shares`: of the width, in thousandths.

    A short one is kept on one page.
    """

    kind: Literal["table"] = "table"
    caption: str
    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[bool, ...]
    shares: tuple[int, ...]
    is_short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidPicture:
    """The picture of a chart as SVG on paper, with words for those who do not see it.

    `width` and `height` are millimetres; it never is wider than the text or higher than a page.
    """

    kind: Literal["picture"] = "picture"
    svg: str
    alt: str
    width: float
    height: float
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidNote:
    """A footnote under its number."""

    number: int
    lines: tuple[Line, ...]


LaidBlock = LaidHeading | LaidParagraph | LaidList | LaidTable | LaidPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole report; `practice` is the line to print at the top of each page, or None."""

    title: str
    subtitle: str | None
    language: str
    practice: str | None
    blocks: tuple[LaidBlock, ...]
    closing: tuple[LaidBlock, ...]
    notes: tuple[LaidNote, ...]

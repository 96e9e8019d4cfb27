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
    the name of a place on this sheet; at most one of them is set. `is_number` says that the text
    is the number of that place ("14", "4.1"), counted by the press.
    """

    text: str
    style: RunStyle
    language: str | None
    address: str | None
    place: str | None
    marks: tuple[int, ...]
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidHeading:
    """A heading and its place; `number` as it is printed before the text ("1.", "4.1") or ""."""

    kind: Literal["heading"] = "heading"
    level: int
    text: str
    place: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidParagraph:
    """Running text ("body"), set in ("quote"), an aside ("note"); what reads a chart, its foot.

    A line of a title page is one, too: "body" in full weight, "note" small.
    """

    kind: Literal["body", "quote", "note", "reading", "foot"]
    line: Line
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list with its further paragraphs; `number` is 0 under bullets."""

    line: Line
    place: str | None
    number: int
    more: tuple[LaidParagraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidList:
    """Neighbouring items of one kind: bullets, numbers that run through the report, or a series.

    `series` tells the series of a report apart: 1, 2, …, the same when one goes on after something
    else; 0 where `kind` is not "item".
    """

    kind: Literal["numbered", "bullet", "item"]
    items: tuple[Item, ...]
    series: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidTable:
    """A table; per column, `numeric`: figures only, and `shares`: of the width, in thousandths.

    A short one is kept on one page; of any other two rows at least stand before a page ends, so no
    page is left half empty before it. `label` is printed before the caption ("Table 2", with
    `number` 2), or "" and 0.
    """

    kind: Literal["table"] = "table"
    caption: str
    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[bool, ...]
    shares: tuple[int, ...]
    is_short: bool
    place: str | None = None
    label: str = ""
    number: int = 0


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the table of contents: the heading at `place`."""

    level: int
    number: str
    text: str
    place: str


LaidBlock = LaidHeading | LaidParagraph | LaidList | LaidTable | LaidPicture


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole report.

    `practice` and `working` are lines to print at the top of each page, or None. `front`: the
    lines under the title on a title page of its own, if there are any. `contents`: the table of
    contents, empty where none is wanted.
    """

    title: str
    subtitle: str | None
    language: str
    practice: str | None
    blocks: tuple[LaidBlock, ...]
    closing: tuple[LaidBlock, ...]
    notes: tuple[LaidNote, ...]
    front: tuple[LaidBlock, ...] = ()
    contents: tuple[Entry, ...] = ()
    look: Literal["kuager", "un"] = "kuager"
    working: str | None = None

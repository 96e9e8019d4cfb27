"""What an author types, read: paragraphs with citations, figures, quotations and lists.

The marks, all of them optional:

    a blank line              ends a paragraph
    - text   1. text   > text a bullet, a numbered item, a quotation (whole paragraphs)
    **bold**  *italic*
    [@p-12]  [@p-12; p-30]    a footnote that cites these passages or sources, by code
    [^words of a note]        a footnote in the author's own words (which may cite as well)
    {@F-3}                    the number of a figure, with its base and period in a footnote
    [#part]                   a reference to a part or block of this document
    {ru|слова}                words in another language

Anything that only looks like a mark stays as it was typed.
"""

from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["text", "bold", "italic", "cite", "note", "figure", "refer", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPiece:
    """A stretch of a paragraph. `codes` are what a citation, figure or reference names.

    `language` is set for words in another language; `pieces` are the inside of a note.
    """

    kind: PieceKind
    text: str = ""
    codes: tuple[str, ...] = ()
    language: str | None = None
    pieces: tuple["WrittenPiece", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenParagraph:
    """One paragraph of what an author wrote."""

    kind: Literal["body", "bullet", "item", "quote"]
    pieces: tuple[WrittenPiece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenText:
    """A whole text as it was typed, and read."""

    source: str
    paragraphs: tuple[WrittenParagraph, ...]


def read_written(source: str) -> WrittenText:
    """Read what an author typed. Never raises: what is no mark is text."""
    paragraphs = [" ".join(part.split()) for part in source.replace("\r\n", "\n").split("\n\n")]
    return WrittenText(
        source=source,
        paragraphs=tuple(
            WrittenParagraph(kind="body", pieces=(WrittenPiece(kind="text", text=text),))
            for text in paragraphs
            if text
        ),
    )

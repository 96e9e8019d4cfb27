"""A sheet: facts of the record in order, each said by a message, a word of a list, or words.

Whoever draws one names the messages in English and never translates; the layout puts them into
the language of the document. Everything in it was cut already: it may be told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kuager.model.chapter import Citation

Ids = tuple[bytes, ...]
Form = Literal["plain", "in"]
Style = Literal["body", "bullet", "item", "quote", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One thing said. Exactly one of `message`, `date`, `texts` and `text` says it.

    `message` is an English sentence that every language has, with `facts` in its places (several
    for one place are set apart by commas); `date` is
    EDTF (`form` "in" stands inside a sentence); `texts` are words by language ("" in none), of
    which the best fitting is taken; `text` are words as they were recorded, in `language`.
    """

    message: str = ""
    facts: "Mapping[str, Telling | tuple[Telling, ...] | str]" = field(default_factory=dict)
    date: str | None = None
    form: Form = "plain"
    texts: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    language: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a sheet: an optional label (a message, or words) and what is said, with sources.

    Several tellings are joined by `between`; unless it is given, by semicolons after a label and
    by spaces without one.
    """

    says: tuple[Telling, ...]
    label: Telling | str = ""
    between: str = ""
    style: Style = "body"
    citations: tuple[Citation, ...] = ()
    piece: str = ""
    behind: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Lines that belong together, under a heading of their own if `title` says one."""

    code: str
    lines: tuple[Line, ...]
    title: tuple[Telling, ...] = ()
    behind: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Entries in order."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row of a grid: a cell holds any number of tellings; the sources hang on the last cell."""

    code: str
    cells: tuple[tuple[Telling, ...], ...]
    citations: tuple[Citation, ...] = ()
    behind: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of a sheet; `caption` and `header` are messages, or words. Below it stand `lines`."""

    caption: Telling | str
    header: tuple[Telling | str, ...]
    rows: tuple[GridRow, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Sheets and grids one under the other, as one material."""

    parts: "tuple[Sheet | Grid, ...]"


def resting_on(material: "Sheet | Grid | Stack", ids: Ids) -> "Sheet | Grid | Stack":
    """The same material with these records behind every line and row of it."""
    if isinstance(material, Stack):
        parts = tuple(resting_on(part, ids) for part in material.parts)
        return Stack(parts=tuple(part for part in parts if not isinstance(part, Stack)))
    if isinstance(material, Grid):
        rows = tuple(replace(row, behind=_both(row.behind, ids)) for row in material.rows)
        lines = tuple(replace(line, behind=_both(line.behind, ids)) for line in material.lines)
        return replace(material, rows=rows, lines=lines)
    entries = tuple(replace(each, behind=_both(each.behind, ids)) for each in material.entries)
    return replace(material, entries=entries)


def _both(ids: Ids, more: Ids) -> Ids:
    return tuple(dict.fromkeys((*ids, *more)))


def as_code(text: str) -> Telling:
    """A code, a fingerprint, a number: in no language ("zxx" of BCP 47)."""
    return Telling(text=text, language="zxx")

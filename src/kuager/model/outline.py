"""Outlines: which parts a document has, in which order, and where the words of each come from.

An outline is data (`data/outlines/*.yaml`, compiled into one JSON file): a new body or form is a
file, not code. Each block of a part is drawn from the record by a drawer, kept once and re-used,
or written by an author.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Words = Mapping[str, str]
"""Language → words."""
Options = Mapping[str, str | bool | int | list[str]]
Origin = Literal["drawn", "kept", "written"]
Look = Literal["kuager", "un"]
"""How it is set: our own look, or the plain one that UN secretariats ask for (Times New Roman)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlan:
    """One block of a part. Exactly one of `draw`, `keep` and `write` says where it comes from.

    `draw` is the name of a drawer, `keep` a kind of kept text, `write` is true for an author's own
    words. `options` are for the drawer and the layout: codes only. `hint` tells the author what
    belongs here. A `needed` block that is empty is named before the document leaves. `opens` are
    the words by which each item has to open, by language ("Please describe"); in Kazakh they may
    close it. An item that does not is remarked, never rewritten.
    """

    block: str
    label: Words
    draw: str | None = None
    keep: str | None = None
    write: bool = False
    hint: Words = field(default_factory=dict)
    options: Options = field(default_factory=dict)
    needed: bool = False
    opens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where its words come from."""
        if self.draw is not None:
            return "drawn"
        return "kept" if self.keep is not None else "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """One part: its heading (none: no heading is printed), its level, its blocks in order.

    `fold` leaves the part out, heading and all, when no block of it has anything to say.

    A part `each` "article" is repeated for every treaty article the document speaks of
    (`model/article_parts.py`): `{article}` and `{title}` stand in its heading, `headings` is that
    of articles that the outline puts `together` ("cat-12 cat-13"), `joins` what stands between
    their numbers.
    """

    part: str
    blocks: tuple[BlockPlan, ...]
    heading: Words = field(default_factory=dict)
    level: int = 1
    fold: bool = False
    each: Literal["article"] | None = None
    headings: Words = field(default_factory=dict)
    joins: Words = field(default_factory=dict)
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A kind of document.

    `kind` is a term of `edition_kind`; `use` the consent use asked of everybody whose story it
    tells; `asks` the properties of the record `report` without which it cannot be drawn; `rules`
    the keys of the rulebook that bind it ("cat/session"); `languages` those it may be sent in.
    `numbered`: paragraphs are counted through; `heading_numbers`: headings, too; `contents`: a
    table of contents; `front`: a title page; `ibid`: notes refer to those before them. `audience`
    is who will read it when it was sent. `title` is what is printed where the document has no
    title of its own (the label, if it is empty); in it and in `subtitle` stand `{country}` and
    `{year}`.
    """

    outline: str
    edition: str
    kind: str
    use: str
    label: Words
    hint: Words
    languages: tuple[str, ...]
    parts: tuple[PartPlan, ...]
    asks: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    title: Words = field(default_factory=dict)
    subtitle: Words = field(default_factory=dict)
    look: Look = "kuager"
    numbered: bool = False
    heading_numbers: bool = False
    contents: bool = False
    front: bool = False
    ibid: bool = False

    def blocks(self) -> Iterator[tuple[PartPlan, BlockPlan]]:
        """Every block with its part, in order."""
        for part in self.parts:
            for block in part.blocks:
                yield part, block

    def block(self, name: str) -> BlockPlan | None:
        """The block with this id."""
        return next((block for _, block in self.blocks() if block.block == name), None)


def read_outlines(compiled: bytes) -> dict[str, Outline]:
    """Outlines from their compiled form. Raises msgspec.ValidationError on anything else."""
    return msgspec.json.decode(compiled, type=dict[str, Outline])


@cache
def load_outlines() -> dict[str, Outline]:
    """The packaged outlines; read once."""
    return read_outlines(files("kuager.model").joinpath("data", "outlines.json").read_bytes())

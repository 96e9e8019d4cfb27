"""Numbers of a document as values: figures, tables, what is not known; cut to what may leave.

The words are put to them when they are laid out: these hold codes, numbers and days, and the lists
(`schema`, `bodies`) by which codes are said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuager.model.cited_figure import CitedFigure
from kuager.model.method import MethodNote
from kuager.model.published import PublishedTable
from kuager.model.question import Question
from kuager.model.schema import Schema

Names = Mapping[str, Mapping[str, str]]
"""Code of a public body or an article of law → its name by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """By what the codes of numbers are said."""

    schema: Schema
    bodies: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTold:
    """A kept figure as it may be said: its number is frozen, or what the gate lets out of it.

    `made_on` is the day it was counted, `method` what the collection says of itself; `has_changed`
    says that the house counts another number today.
    """

    id: bytes
    figure: CitedFigure
    made_on: str
    method: MethodNote | None = None
    has_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a document, in the order in which they were chosen."""

    figures: tuple[FigureTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableTold:
    """One table as it may leave: what it asks, and its numbers, held back where they must be.

    `code` tells tables of a document apart: the block that asks it, or a saved table.
    """

    code: str
    question: Question
    published: PublishedTable
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables of a block, printed as tables."""

    tables: tuple[TableTold, ...]
    said: Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """Tables of a block, printed as drawings; each with its table, its base and its period."""

    tables: tuple[TableTold, ...]
    said: Vocabularies


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """All tables of a document, for the sentences on what their numbers do not say."""

    tables: tuple[TableTold, ...]
    said: Vocabularies

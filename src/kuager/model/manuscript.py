"""A document as it stands: its outline with what fills each block, before anybody lays it out.

Drawers bring materials (values of the record, already cut to what may leave); authors bring
written words; kept texts come from the shelf. `formats/outlines` turns a manuscript into a
`Report` and says for each printed block where it came from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kuager.model.chapter import Citation
from kuager.model.cited_figure import CitedFigure
from kuager.model.disclosure import Held
from kuager.model.outline import BlockPlan, Outline, PartPlan
from kuager.model.report import Block, Report
from kuager.model.written import WrittenText

Ids = tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a drawer found: the material for the layout, and everything a person must know of it.

    `material` is a frozen dataclass of `model/` that the layout of its type understands; None if
    there is nothing. `behind` are the records that stand behind it; `held` what was held back and
    why; `unwritten` codes of records that nobody has worded in this language; `possibly` codes of
    which it is not certain that they belong here. `types` tells of each of these codes which type
    of record it is.
    """

    material: object | None
    behind: Ids = ()
    held: tuple[Held, ...] = ()
    unwritten: tuple[str, ...] = ()
    possibly: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An author's words in one block: read, with its citations and figures looked up.

    `stale` says that what stands under the text has changed since it was written, `changed` what
    of it: "data", "figures", "sources", "consents". `citations` and `figures` are by code as it
    was typed, cut to what may leave; a code that is not there names nothing. `code` is that of the
    record that keeps the words; `behind` everything that the text rests on.
    """

    text: WrittenText
    status: str
    stale: bool = False
    behind: Ids = ()
    written_by: str | None = None
    checked_by: str | None = None
    code: str = ""
    changed: tuple[str, ...] = ()
    citations: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    figures: Mapping[str, CitedFigure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A block of the outline with what fills it: drawn, written, or kept texts; all empty: nothing.

    A drawn block may carry an author's words before it (`written`), which stay when it is drawn
    again. `held` are texts that may not be printed today and why, `unwritten` codes of kept texts
    that are not there in this language.
    """

    plan: BlockPlan
    drawn: Drawn | None = None
    written: Written | None = None
    kept: tuple[Written, ...] = ()
    held: tuple[Held, ...] = ()
    unwritten: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be printed here."""
        has_material = self.drawn is not None and self.drawn.material is not None
        return not (has_material or self.written is not None or self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledPart:
    """A part of the outline with its filled blocks; `heading` if an author changed it."""

    plan: PartPlan
    blocks: tuple[Filled, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of a document as a whole, in words already where it is printed.

    `front` are the lines of the title page by kind: ("session", "76th session …"). `contacts` may
    be printed; nothing private is ever among them.
    """

    code: str
    title: str
    subtitle: str = ""
    country: str | None = None
    year: int | None = None
    front: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A document in one language."""

    outline: Outline
    language: str
    facts: Facts
    parts: tuple[FilledPart, ...]
    practice: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something about a piece that a person should look at before it leaves; `problem` a slug.

    `code` is that of a record, `type` its type.
    """

    code: str
    problem: str
    type: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One printed block: the place of the outline it fills and the records behind its words.

    `piece` tells blocks of one place apart and stays the same when the document is laid out again
    (the code of a development, the number of a paragraph); `own` says that an author wrote it.
    `remarks` are what the layout asks a person to look at.
    """

    block: Block
    place: str
    piece: str = ""
    behind: Ids = ()
    own: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A manuscript laid out: the report, and for each of its blocks where it came from."""

    report: Report
    placed: tuple[Placed, ...]
    remarks: tuple[Remark, ...] = ()

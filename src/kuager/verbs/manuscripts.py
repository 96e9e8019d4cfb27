"""From a document in work to the report as it may be sent today: gathered, cut and laid out."""

from dataclasses import dataclass
from typing import Final

from kuager.formats.outlines.manuscript import lay_out
from kuager.model.disclosure import Held
from kuager.model.manuscript import Facts, Filled, LaidOut, Manuscript
from kuager.model.outline import Outline
from kuager.model.report import words_digest
from kuager.model.writing import Writing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.documents import open_report
from kuager.verbs.filling import Filling
from kuager.verbs.fronts import front_of
from kuager.verbs.labels import labelled

_MOST: Final = 4
"""So many documents are kept as they were made, each in one language."""
_UNDRAWN: Final = "override"
"""What no document prints: what was let pass in the last check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockState:
    """How one block of a document stands: drawn, written, empty, to be read again.

    `changed` says what changed under the author's words since they were written; `text` is the
    code of the record that keeps them, `kept` are those of kept texts that are printed here.
    """

    place: str
    origin: str
    is_empty: bool
    needed: bool
    status: str | None
    stale: bool
    held: tuple[Held, ...]
    unwritten: tuple[str, ...]
    possibly: tuple[str, ...]
    changed: tuple[str, ...] = ()
    text: str = ""
    checked_by: str | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A document in one language as it may be told today, and how each block of it stands.

    `digest` is that of the words: what is signed off or taken out has to be what was read.
    """

    code: str
    outline: str
    language: str
    laid: LaidOut
    states: tuple[BlockState, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A document in one language with everything it was made from."""

    writing: Writing
    outline: Outline
    language: str
    manuscript: Manuscript
    laid: LaidOut
    digest: str


@verb(needs="read")
def read_report(desk: Desk, *, code: str, language: str = "") -> ReadReport:
    """Read a document as it may be told today; nothing is written and nothing leaves."""
    made = make_report(desk, code, language)
    return ReadReport(
        code=made.writing.code,
        outline=made.outline.outline,
        language=made.language,
        laid=made.laid,
        states=tuple(_state(filled) for part in made.manuscript.parts for filled in part.blocks),
        digest=made.digest,
    )


def make_report(desk: Desk, code: str, language: str = "") -> Made:
    """Gather, cut and lay out a document; people are called by the labels of this draw.

    It is kept as it was made until a record changes: reading, checking and sending make it once.
    """
    made: dict[tuple[str, str], Made] = desk.store.projector.kept.get(
        ("documents", desk.today), types_drawn(desk), dict
    )
    key = code, language
    found = made.pop(key, None) or _make(desk, code, language)
    made[key] = found
    while len(made) > _MOST:
        del made[next(iter(made))]
    return found


def types_drawn(desk: Desk) -> tuple[str, ...]:
    """The types of record on which documents, and what is found in them, may depend."""
    return tuple(name for name in desk.schema.types if name != _UNDRAWN)


def _make(desk: Desk, code: str, language: str) -> Made:
    writing, outline = open_report(desk, code)
    spoken = language or writing.languages[0]
    manuscript = manuscript_of(desk, writing, outline, spoken)
    laid = labelled(desk, writing, lay_out(manuscript), spoken)
    return Made(
        writing=writing,
        outline=outline,
        language=spoken,
        manuscript=manuscript,
        laid=laid,
        digest=words_digest(laid.report),
    )


def manuscript_of(desk: Desk, writing: Writing, outline: Outline, language: str) -> Manuscript:
    """Everything a document holds today in one language, cut to what may leave."""
    filling = Filling(desk, writing, outline, language)
    return Manuscript(
        outline=outline,
        language=language,
        facts=_facts(desk, writing, outline, language),
        parts=tuple(filling.part(part) for part in outline.parts),
        practice=desk.practice,
    )


def _facts(desk: Desk, writing: Writing, outline: Outline, language: str) -> Facts:
    titles = writing.titles
    return Facts(
        code=writing.code,
        title=titles.get(language) or titles.get("") or "",
        country=writing.country,
        year=writing.year,
        front=front_of(desk, writing, language) if outline.front else (),
    )


def _state(filled: Filled) -> BlockState:
    drawn, written = filled.drawn, filled.written
    return BlockState(
        place=filled.plan.block,
        origin=filled.plan.origin,
        is_empty=filled.is_empty,
        needed=filled.plan.needed,
        status=None if written is None else written.status,
        stale=written is not None and written.stale,
        held=(*filled.held, *(() if drawn is None else drawn.held)),
        unwritten=(*filled.unwritten, *(() if drawn is None else drawn.unwritten)),
        possibly=() if drawn is None else drawn.possibly,
        changed=() if written is None else written.changed,
        text="" if written is None else written.code,
        checked_by=None if written is None else written.checked_by,
        kept=tuple(text.code for text in filled.kept),
    )

"""One block of a document, with its notes, for the author's own Word file.

It is laid out by itself, so that no note refers to one that is not there. Only what may leave is in
it, and it is entered in the register like every file that leaves: with its words block by block, so
that it is known where a story went.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.outlines.labels import label_people
from kuager.formats.outlines.manuscript import lay_out, said
from kuager.model.disclosure import Held
from kuager.model.manuscript import FilledPart, LaidOut, Manuscript, Remark, Written
from kuager.model.report import words_digest
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.model.written import WrittenPiece
from kuager.store.change import in_portions
from kuager.vault.files import write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.checking import check_made, firm_checks, tells_a_number_of_people
from kuager.verbs.desk import Desk
from kuager.verbs.drawing.numbers import register_numbers
from kuager.verbs.editions import consents_behind, frozen
from kuager.verbs.handed_out import writer_of
from kuager.verbs.labels import labels_of
from kuager.verbs.manuscripts import Made, make_report
from kuager.verbs.papers import refuse_taken
from kuager.verbs.texts import UnknownPlaceOfTextError

_BASED: Final = frozenset({"event", "step"})


class NothingToCopyError(KuagerError):
    """Nothing of a block may be printed today."""

    code = "nothing-to-copy"
    exit_code = 9
    text = N_(
        "Nothing of “{place}” can be given out in this language today: nothing is written, or what "
        "is there may not be told. Nothing was written and nothing left."
    )


class PersonalInCopyError(KuagerError):
    """A telephone number or a number of a document stands in the words."""

    code = "personal-in-copy"
    exit_code = 9
    text = N_(
        "A telephone number or the number of a document stands in the words of “{place}”. Nothing "
        "was written and nothing left. Take it out first."
    )


class CopyStoppedError(KuagerError):
    """The last check found what nobody may let pass."""

    code = "copy-stopped"
    exit_code = 9
    text = N_(
        "The last check stops “{place}”: {checks}. Nobody may let this pass. Nothing was written "
        "and nothing left. “kuager report check” says where it stands and how to mend it."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedBlock:
    """A block as a file of its own: its bytes, neutral name, and place in the register.

    `open` is how many findings of the last check stand that a person should look at before the
    words go to somebody.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    edition: str
    release: str
    held: tuple[Held, ...]
    remarks: tuple[Remark, ...]
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOut:
    """A document, or one place of it, as text for the screen; nothing left by this."""

    code: str
    language: str
    text: str = field(repr=False)
    remarks: tuple[Remark, ...]


@verb(needs="read")
def read_out(desk: Desk, *, code: str, language: str = "", place: str = "") -> ReadOut:
    """A document as it may be told today, as Markdown for the screen; or one place of it."""
    made = make_report(desk, code, language)
    if place:
        made = _alone(desk, made, place)
    markdown = writer_of("md")
    return ReadOut(
        code=made.writing.code,
        language=made.language,
        text=markdown.write(made.laid.report).decode("utf-8"),
        remarks=made.laid.remarks,
    )


@verb(needs="amend")
def copy_block(
    desk: Desk, *, code: str, place: str, language: str = "", form: str = "docx"
) -> CopiedBlock:
    """Give one block or part of a document as a file, and enter it in the register.

    `place` is a block or a part of the outline; `form` the name of a report format ("docx", "md").
    """
    writer = writer_of(form)
    made = _alone(desk, make_report(desk, code, language), place)
    if tells_a_number_of_people(made):
        raise PersonalInCopyError(place=place)
    findings = check_made(desk, made)
    if firm := firm_checks(findings):
        raise CopyStoppedError(place=place, checks=firm)
    data = writer.write(made.laid.report)
    edition, release = enter_draft(desk, made, sha256(data).hexdigest(), verb="copy_block")
    return CopiedBlock(
        name=f"{made.writing.code}-{place}-{made.language}{writer.SUFFIX}",
        media_type=writer.MEDIA_TYPE,
        data=data,
        edition=edition,
        release=release,
        held=tuple(_held(made.manuscript)),
        remarks=made.laid.remarks,
        open=sum(one.stands for one in findings),
    )


def write_copy(to: Path, copied: CopiedBlock) -> None:
    """Write a block into a new file. It was entered before: no file without an entry."""
    refuse_taken(to)
    write_replacing(to, copied.data)


def _alone(desk: Desk, made: Made, place: str) -> Made:
    """The document with nothing but this place, people called as in the whole document."""
    parts = tuple(_only(made.manuscript, place))
    if not parts:
        known = (block.block for _, block in made.outline.blocks())
        raise UnknownPlaceOfTextError(place=place, known=", ".join(known))
    if all(filled.is_empty for part in parts for filled in part.blocks):
        raise NothingToCopyError(place=place)
    elsewhere = _names(made.manuscript, parts)
    parts = tuple(_spelled(part, elsewhere) for part in parts)
    outline = replace(made.outline, front=False, contents=False, ibid=False)
    title = _title(parts[0], place, made.language)
    facts = replace(made.manuscript.facts, title=title, subtitle="", front=())
    manuscript = replace(made.manuscript, outline=outline, facts=facts, parts=parts)
    laid = _called(desk, made, lay_out(manuscript))
    report = replace(laid.report, subtitle=None)
    laid = replace(laid, report=report)
    return replace(made, manuscript=manuscript, laid=laid, digest=words_digest(report))


def _only(manuscript: Manuscript, place: str) -> Iterator[FilledPart]:
    """The part of this name, or the part of this block with the block alone and no heading."""
    for part in manuscript.parts:
        if part.plan.part == place:
            yield replace(part, plan=replace(part.plan, level=1))
            return
    for part in manuscript.parts:
        blocks = tuple(filled for filled in part.blocks if filled.plan.block == place)
        if blocks:
            plan = replace(part.plan, heading={}, level=1)
            yield FilledPart(plan=plan, blocks=blocks)
            return


def _names(manuscript: Manuscript, parts: tuple[FilledPart, ...]) -> dict[str, str]:
    """What the places of a document are called that are not among these parts."""
    here = {filled.plan.block for part in parts for filled in part.blocks}
    here |= {part.plan.part for part in parts if part.plan.heading}
    language = manuscript.language
    found: dict[str, str] = {}
    for part in manuscript.parts:
        for filled in part.blocks:
            found[filled.plan.block] = said(filled.plan.label, language)
        found[part.plan.part] = part.heading or said(part.plan.heading, language)
    return {name: words for name, words in found.items() if words and name not in here}


def _spelled(part: FilledPart, elsewhere: Mapping[str, str]) -> FilledPart:
    """A part whose references to what is not there are words, not links to nowhere."""

    def piece(one: WrittenPiece) -> WrittenPiece:
        words = elsewhere.get("".join(one.codes)) if one.kind == "refer" else None
        if words is not None:
            return WrittenPiece(kind="text", text=words)
        return replace(one, pieces=tuple(map(piece, one.pieces)))

    def text(written: Written) -> Written:
        paragraphs = tuple(
            replace(each, pieces=tuple(map(piece, each.pieces))) for each in written.text.paragraphs
        )
        return replace(written, text=replace(written.text, paragraphs=paragraphs))

    blocks = tuple(
        replace(
            filled,
            written=None if filled.written is None else text(filled.written),
            kept=tuple(map(text, filled.kept)),
        )
        for filled in part.blocks
    )
    return replace(part, blocks=blocks)


def _title(part: FilledPart, place: str, language: str) -> str:
    if part.plan.part == place:
        return part.heading or said(part.plan.heading, language) or place
    return said(part.blocks[0].plan.label, language) or place


def _called(desk: Desk, made: Made, laid: LaidOut) -> LaidOut:
    """People by the labels that they have in the whole document."""
    whole = lay_out(made.manuscript).report
    return label_people(laid, labels_of(desk, made.writing, whole), made.language)


def _held(manuscript: Manuscript) -> Iterator[Held]:
    for part in manuscript.parts:
        for filled in part.blocks:
            yield from filled.held
            yield from () if filled.drawn is None else filled.drawn.held


def enter_draft(
    desk: Desk, made: Made, *digests: str, verb: str, query: str | None = None
) -> tuple[str, str]:
    """Enter what left: the edition with its words (once for the same files), and the release.

    `query` says in codes what kind of draft it is. Returns the codes of edition and release.
    """
    known = _edition_of(desk, digests)
    edition = desk.store.new_id() if known is None else known[0]
    code = desk.next_code("edition", "ED") if known is None else known[1]
    behind = {uid for placed in made.laid.placed for uid in placed.behind}
    release = desk.next_code("release", "R")
    facts: dict[str, Value] = {
        "code": release,
        "edition": edition,
        "use": made.outline.use,
        "basis": _basis(desk, behind),
        "form": "report",
        "released_on": desk.today.isoformat(),
        "released_by": desk.member,
        "rows": len(behind),
        "withheld": len(tuple(_held(made.manuscript))),
        "query": query,
        "practice": desk.practice,
    }
    left = desk.store.new_id()
    kept = [] if known is not None else list(_kept(desk, edition, made, code, digests))
    with desk.changing(verb) as change:
        for portion in in_portions(kept):
            change.write(portion)
        told = ((name, value) for name, value in facts.items() if value is not None)
        change.write([say(left, f"release.{name}", value) for name, value in told])
        change.write([say(left, "release.digest", digest) for digest in digests])
        places = {filled.plan.block for part in made.manuscript.parts for filled in part.blocks}
        numbers = register_numbers(desk, made.writing, made.outline, taken=0, places=places)
        change.write(numbers)
    return code, release


def _kept(
    desk: Desk, edition: EntityId, made: Made, code: str, digests: Sequence[str]
) -> Iterator[Statement]:
    facts: dict[str, Value] = {
        "code": code,
        "kind": made.outline.kind,
        "report": EntityId(made.writing.id),
        "country": made.writing.country,
        "period": made.writing.period,
        "language": made.language,
        "status": "draft",
        "use": made.outline.use,
        "made_on": desk.today.isoformat(),
        "prepared_by": desk.member,
        "practice": desk.practice,
    }
    yield from (say(edition, f"edition.{n}", v) for n, v in facts.items() if v is not None)
    yield from (say(edition, "edition.digest", digest) for digest in digests)
    yield from (say(edition, "edition.consent", uid) for uid in consents_behind(desk, made))
    yield from frozen(desk, edition, made)


def _edition_of(desk: Desk, digests: Sequence[str]) -> tuple[EntityId, str] | None:
    """The edition that was kept when the same files left before."""
    for record in desk.view.briefs("edition"):
        if set(record.every("edition.digest")) == set(digests):
            return record.id, record.code
    return None


def _basis(desk: Desk, behind: set[bytes]) -> str:
    """Why it may leave: what others published, unless anything rests on somebody's consent."""
    if desk.practice:
        return "practice"
    found = (desk.view.record(EntityId(uid)) for uid in behind)
    bases = {r.text(f"{r.type}.basis") for r in found if r is not None and r.type in _BASED}
    return "consent" if bases - {"published"} else "published"

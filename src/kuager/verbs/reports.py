"""The annual review as one command: the document of a country and year, begun or found, as files.

All its work is that of any document: its outline is drawn and laid out by `verbs/manuscripts.py`.
What is made is entered in the register as an edition that nobody has signed off yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.disclosure import Held
from kuager.model.manuscript import Placed, Remark
from kuager.model.places import COUNTRIES, country_names
from kuager.model.report import Heading, Note, runs_of
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.store.change import CHUNK_STATEMENTS
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
from kuager.verbs.editions import frozen
from kuager.verbs.exports import ThereAlreadyError
from kuager.verbs.manuscripts import Made, make_report

REVIEW: Final = "annual-review"
"""The outline of a chapter of the annual review."""
_FORMS: Final = ("docx", "pdf", "html")


class UnknownCountryError(KuagerError):
    """There is no gazetteer for this country yet."""

    code = "unknown-country"
    exit_code = 2
    text = N_("There are no places for the country {country} yet; there are: {known}.")


class ReadAgainError(KuagerError):
    """The report is no longer what was read: consent, a wording or a source changed."""

    code = "read-again"
    exit_code = 9
    text = N_(
        "What may be told has changed since you read the draft. Nothing was handed out. Read it "
        "again."
    )


class UnknownFormatError(KuagerError):
    """There is no such format of a report."""

    code = "unknown-format"
    exit_code = 2
    text = N_("There is no report format {form}; there are: {known}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Which chapter is to be written into which folder: country by ISO code, year, language."""

    country: str
    year: int
    to: Path
    language: str = "en"
    replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOut:
    """One file of a report, in memory, and where it stands in the register."""

    name: str
    media_type: str
    data: bytes = field(repr=False)
    edition: str
    release: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWritten:
    """What was written, what was held back and why, and what nobody has written yet.

    `report` is the code of the document. `possibly` are codes of developments of which it is not
    certain that they lie in the year: a person mends their date, or leaves them out.
    """

    report: str
    files: tuple[Path, ...]
    edition: str
    release: str
    headings: int
    developments: int
    notes: int
    held: tuple[Held, ...]
    unwritten: tuple[str, ...]
    possibly: tuple[str, ...]
    remarks: tuple[Remark, ...]
    practice: bool


@verb(needs="amend")
def write_annual_review(desk: Desk, *, plan: ReviewPlan) -> ReviewWritten:
    """Write a chapter of an annual review as DOCX, PDF and HTML, each paragraph with sources.

    The document of this country and year is found, or begun. Raises UnknownCountryError,
    ThereAlreadyError.
    """
    writers = [writer for writer in REPORT_FORMATS if writer.NAME in _FORMS]
    paths = [plan.to / file_name(plan, writer.SUFFIX) for writer in writers]
    for path in paths:
        if path.exists() and not plan.replace:
            raise ThereAlreadyError(path=str(path))
    made = make_report(
        desk, begin_review(desk, country=plan.country, year=plan.year), plan.language
    )
    written = [writer.write(made.laid.report) for writer in writers]
    make_private_directory(plan.to)
    edition, release = _register(desk, made, [sha256(data).hexdigest() for data in written])
    for number, (path, data) in enumerate(zip(paths, written, strict=True), 1):
        write_replacing(path, data)
        desk.progress("write", number, len(paths))
    return _written(made, tuple(paths), edition, release)


@verb(needs="amend")
def begin_review(desk: Desk, *, country: str, year: int) -> str:
    """The code of the chapter of a country and year: the newest there is, or one begun now."""
    if country not in COUNTRIES:
        raise UnknownCountryError(country=country, known=", ".join(COUNTRIES))
    wanted = REVIEW, country, str(year)
    for record in reversed(list(desk.view.briefs("report"))):
        facts = (record.text(f"report.{name}") for name in ("outline", "country", "period"))
        if tuple(facts) == wanted:
            return record.code
    return start_report(desk, outline=REVIEW, facts={"country": country, "period": str(year)})


def file_name(plan: ReviewPlan, suffix: str) -> str:
    """What a file of a chapter is called: country, year, language."""
    language = "" if plan.language == "en" else f"-{plan.language}"
    return f"{REVIEW}-{plan.country}-{plan.year}{language}{suffix}"


def review_countries(desk: Desk) -> dict[str, Mapping[str, str]]:  # noqa: ARG001 - asked of a desk
    """The countries a chapter can be written of, each with its names by language."""
    return {code: country_names(code) for code in COUNTRIES}


def _written(made: Made, files: tuple[Path, ...], edition: str, release: str) -> ReviewWritten:
    drawn = [f.drawn for part in made.manuscript.parts for f in part.blocks if f.drawn is not None]
    told = [placed for placed in made.laid.placed if _tells(placed)]
    return ReviewWritten(
        report=made.writing.code,
        files=files,
        edition=edition,
        release=release,
        headings=sum(isinstance(placed.block, Heading) for placed in made.laid.placed),
        developments=len(told),
        notes=sum(1 for placed in told if any(_notes(placed))),
        held=tuple(held for each in drawn for held in each.held),
        unwritten=tuple(code for each in drawn for code in each.unwritten),
        possibly=tuple(code for each in drawn for code in each.possibly),
        remarks=made.laid.remarks,
        practice=made.laid.report.practice,
    )


def _tells(placed: Placed) -> bool:
    """Whether a block tells a development: by itself, not by a reference to another heading."""
    return bool(placed.behind) and getattr(placed.block, "kind", "note") != "note"


def _notes(placed: Placed) -> Iterator[Note]:
    yield from (run.note for run in runs_of(placed.block) if run.note is not None)


def _register(desk: Desk, made: Made, digests: list[str]) -> tuple[str, str]:
    """Keep the edition with the words of every block, and enter what left in the register."""
    known = _edition_of(desk, digests)
    edition, release = known or desk.store.new_id(), desk.store.new_id()
    record = None if known is None else desk.view.record(known)
    code = desk.next_code("edition", "ED") if record is None else record.code
    behind = {uid for placed in made.laid.placed for uid in placed.behind}
    facts: dict[str, Value] = {
        "code": desk.next_code("release", "R"),
        "edition": edition,
        "use": made.outline.use,
        "basis": _basis(desk, behind),
        "form": "report",
        "released_on": desk.today.isoformat(),
        "released_by": desk.member,
        "rows": len(behind),
        "withheld": _held(made),
        "practice": desk.practice,
    }
    said = [say(release, f"release.{name}", value) for name, value in facts.items()]
    said += [say(release, "release.digest", digest) for digest in digests]
    kept = [] if known else list(_kept(desk, edition, made, code, digests))
    with desk.changing("write_annual_review") as change:
        for at in range(0, len(kept), CHUNK_STATEMENTS):
            change.write(kept[at : at + CHUNK_STATEMENTS])
        change.write(said)
    return code, str(facts["code"])


def _edition_of(desk: Desk, digests: list[str]) -> EntityId | None:
    """The edition that consists of just these files, if it was kept before."""
    for record in desk.view.briefs("edition"):
        if set(record.every("edition.digest")) == set(digests):
            return record.id
    return None


def _basis(desk: Desk, behind: set[bytes]) -> str:
    """Why it may leave: what others published, unless anything rests on somebody's consent."""
    if desk.practice:
        return "practice"
    records = (desk.view.record(EntityId(uid)) for uid in behind)
    bases = {r.text(f"{r.type}.basis") for r in records if r is not None and r.type in _BASED}
    return "published" if bases <= {"published"} else "consent"


_BASED: Final = frozenset({"event", "step"})


def _held(made: Made) -> int:
    filled = (filled for part in made.manuscript.parts for filled in part.blocks)
    return sum(len(each.drawn.held) for each in filled if each.drawn is not None)


def _kept(
    desk: Desk, edition: EntityId, made: Made, code: str, digests: list[str]
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
        "text_digest": made.digest,
        "made_on": desk.today.isoformat(),
        "practice": desk.practice,
    }
    for name, value in facts.items():
        if value is not None:
            yield say(edition, f"edition.{name}", value)
    yield from (say(edition, "edition.digest", digest) for digest in digests)
    yield from frozen(desk, edition, made)

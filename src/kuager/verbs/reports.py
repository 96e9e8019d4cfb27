"""Writing a report: gather, cut by what may leave, lay out, write, and enter it in the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.outlines.annual_review import Outlined, outline
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.chapter import Chapter, Development
from kuager.model.disclosure import Cut, Held, what_may_leave
from kuager.model.manuscript import Remark
from kuager.model.places import gazetteer
from kuager.model.report import Report, reading_text
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.chapters import HEADINGS, TOLD_TYPES, Gathered, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.exports import ThereAlreadyError

COUNTRIES = {"KAZ": "KZ"}
"""Countries with a gazetteer, by ISO 3166-1 alpha-3."""


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
class Review:
    """Which chapter: country by ISO code, year, language."""

    country: str
    year: int
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan(Review):
    """Which chapter is to be written into which folder."""

    to: Path
    replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A chapter as it may be told today, what is held back and why, and what is missing.

    `types` tells of every code named here which type of record it is; `digest` is that of the
    words, for a download that has to be what was read.
    """

    report: Report
    digest: str
    headings: int
    developments: int
    notes: int
    held: tuple[Held, ...]
    unwritten: tuple[str, ...]
    possibly: tuple[str, ...]
    remarks: tuple[Remark, ...]
    types: dict[str, str]


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

    `possibly` are codes of developments of which it is not certain that they lie in the year: a
    person mends their date, or leaves them out.
    """

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
    """Write a chapter of an annual review as DOCX, PDF and HTML, each paragraph with sources."""
    paths = [plan.to / file_name(plan, writer.SUFFIX) for writer in REPORT_FORMATS]
    for path in paths:
        if path.exists() and not plan.replace:
            raise ThereAlreadyError(path=str(path))
    made = _made(desk, plan)
    written = [writer.write(made.laid.report) for writer in REPORT_FORMATS]
    make_private_directory(plan.to)
    digests = [sha256(data).hexdigest() for data in written]
    edition, release = _register(desk, plan, made.cut, digests, digests)
    for number, (path, data) in enumerate(zip(paths, written, strict=True), 1):
        write_replacing(path, data)
        desk.progress("write", number, len(paths))
    return ReviewWritten(
        files=tuple(paths),
        edition=edition,
        release=release,
        headings=len({d.heading for d in made.told}),
        developments=len(made.told),
        notes=sum(1 for d in made.told if d.citations),
        held=made.cut.held,
        unwritten=made.cut.unwritten,
        possibly=tuple(made.found.possibly),
        remarks=made.laid.remarks,
        practice=desk.practice,
    )


@verb(needs="read")
def draft_annual_review(desk: Desk, *, review: Review) -> Drafted:
    """Read a chapter as it may be told today; nothing is written and nothing leaves."""
    made = _made(desk, review)
    types = {d.code: d.type for d in made.found.developments}
    for code in made.found.possibly:
        types.setdefault(code, _type_of(desk, code))
    return Drafted(
        report=made.laid.report,
        digest=_words_digest(made.laid.report),
        headings=len({d.heading for d in made.told}),
        developments=len(made.told),
        notes=sum(1 for d in made.told if d.citations),
        held=made.cut.held,
        unwritten=made.cut.unwritten,
        possibly=tuple(made.found.possibly),
        remarks=made.laid.remarks,
        types=types,
    )


@verb(needs="amend")
def hand_out_review(desk: Desk, *, review: Review, form: str, read: str) -> HandedOut:
    """Give one file of a chapter that was read, and enter it in the register of releases.

    `read` is the digest of the draft that the person read. Files of the same words share one
    edition.
    """
    writers = {writer.NAME: writer for writer in REPORT_FORMATS}
    if form not in writers:
        raise UnknownFormatError(form=form, known=", ".join(writers))
    made = _made(desk, review)
    if read != _words_digest(made.laid.report):
        raise ReadAgainError
    written = {name: writer.write(made.laid.report) for name, writer in writers.items()}
    digests = [sha256(data).hexdigest() for data in written.values()]
    left = sha256(written[form]).hexdigest()
    edition, release = _register(desk, review, made.cut, digests, [left])
    return HandedOut(
        name=file_name(review, writers[form].SUFFIX),
        media_type=writers[form].MEDIA_TYPE,
        data=written[form],
        edition=edition,
        release=release,
    )


def file_name(review: Review, suffix: str) -> str:
    """What a file of a chapter is called: country, year, language."""
    language = "" if review.language == "en" else f"-{review.language}"
    return f"annual-review-{review.country}-{review.year}{language}{suffix}"


def review_countries(desk: Desk) -> dict[str, Mapping[str, str]]:  # noqa: ARG001 - asked of a desk
    """The countries a chapter can be written of, each with its names by language."""
    return {code: gazetteer().place(place).names for code, place in COUNTRIES.items()}


@dataclass(frozen=True, slots=True)
class _Made:
    """A chapter gathered, cut and laid out."""

    found: Gathered
    cut: Cut
    laid: Outlined

    @property
    def told(self) -> list[Development]:
        """What is told by itself."""
        return [d for d in self.cut.passed if d.told_under is None]


def _made(desk: Desk, review: Review) -> _Made:
    found = gather_review(desk, review)
    cut = cut_review(desk, review, found)
    return _Made(found, cut, outline(chapter_of(desk, review, cut)))


def _words_digest(report: Report) -> str:
    return sha256("\0".join(reading_text(report)).encode()).hexdigest()


def _type_of(desk: Desk, code: str) -> str:
    return next((t for t in TOLD_TYPES if desk.view.find_code(t, code) is not None), "event")


def gather_review(desk: Desk, plan: Review) -> Gathered:
    """The developments of a year, uncut."""
    country = COUNTRIES.get(plan.country)
    if country is None:
        raise UnknownCountryError(country=plan.country, known=", ".join(COUNTRIES))
    return Gathering(desk).gather(country, plan.year)


def cut_review(desk: Desk, plan: Review, found: Gathered) -> Cut:
    """What of these developments may be published today."""
    return what_may_leave(
        found.developments,
        use="publication",
        language=plan.language,
        consents=found.consents,
        on=desk.today,
    )


def chapter_of(desk: Desk, plan: Review, cut: Cut) -> Chapter:
    """The chapter as a value, of what passed."""
    vocabulary = desk.schema.vocabularies[HEADINGS]
    return Chapter(
        country=gazetteer().place(COUNTRIES[plan.country]).names,
        year=plan.year,
        language=plan.language,
        headings=tuple(
            (term, vocabulary.label(term, plan.language)) for term in heading_order(desk, plan.year)
        ),
        developments=cut.passed,
        practice=desk.practice,
    )


def heading_order(desk: Desk, year: int) -> tuple[str, ...]:
    """The headings in the order of the edition for a year, or of the nearest earlier one."""
    vocabulary = desk.schema.vocabularies[HEADINGS]
    editions = sorted(int(edition) for edition in vocabulary.editions)
    fitting = [edition for edition in editions if edition <= year] or editions[:1]
    listed = vocabulary.editions[str(fitting[-1])] if fitting else ()
    return (*listed, *(term for term in vocabulary.terms if term not in listed))


def _register(
    desk: Desk, plan: Review, cut: Cut, digests: list[str], left: list[str]
) -> tuple[str, str]:
    """Keep the edition with the text of every block, and enter what left in the register."""
    known = _edition_of(desk, digests)
    edition, release = known or desk.store.new_id(), desk.store.new_id()
    record = None if known is None else desk.view.record(known)
    code = desk.next_code("edition", "ED") if record is None else record.code
    codes = code, desk.next_code("release", "R")
    facts: dict[str, Value] = {
        "code": codes[1],
        "edition": edition,
        "use": "publication",
        "basis": _basis(desk, cut),
        "form": "report",
        "released_on": desk.today.isoformat(),
        "released_by": desk.member,
        "rows": len(cut.passed),
        "withheld": len(cut.held),
        "practice": desk.practice,
    }
    said = [say(release, f"release.{name}", value) for name, value in facts.items()]
    said += [say(release, "release.digest", digest) for digest in left]
    with desk.changing("write_annual_review") as change:
        kept = [] if known else _kept(desk, edition, plan, codes[0], cut.passed)
        kept += [] if known else [say(edition, "edition.digest", digest) for digest in digests]
        change.write([*kept, *said])
    return codes


def _edition_of(desk: Desk, digests: list[str]) -> EntityId | None:
    """The edition that consists of just these files, if it was kept before."""
    for record in desk.view.briefs("edition"):
        if set(record.every("edition.digest")) == set(digests):
            return record.id
    return None


def _basis(desk: Desk, cut: Cut) -> str:
    """Why it may leave: what others published, unless anything rests on somebody's consent."""
    if desk.practice:
        return "practice"
    is_published = all(d.basis == "published" for d in cut.passed)
    return "published" if is_published else "consent"


def _kept(
    desk: Desk, edition: EntityId, plan: Review, code: str, told: tuple[Development, ...]
) -> list[Statement]:
    facts: dict[str, Value] = {
        "code": code,
        "kind": "annual-review",
        "country": plan.country,
        "period": str(plan.year),
        "language": plan.language,
        "status": "draft",
        "use": "publication",
        "made_on": desk.today.isoformat(),
        "practice": desk.practice,
    }
    said = [say(edition, f"edition.{name}", value) for name, value in facts.items()]
    for position, development in enumerate(told, 1):
        said += _block(desk, edition, plan, development, position)
    return said


def _block(
    desk: Desk, edition: EntityId, plan: Review, development: Development, position: int
) -> list[Statement]:
    """One block as it was told, tied to what it was drawn from, so that erasing finds it."""
    block = desk.store.new_id()
    text = development.wording.get(plan.language)
    said = [
        say(block, "block.edition", edition),
        say(block, "block.drawn_from", development.id),
        say(block, "block.kind", "paragraph" if text else "cross-reference"),
        say(block, "block.position", position),
        say(block, "block.heading", development.heading),
    ]
    if text:
        said.append(say(block, "block.text", text, language=plan.language))
    return said

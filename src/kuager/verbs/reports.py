"""Writing a report: gather, cut by what may leave, lay out, write, and enter it in the register."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kuager import N_, KuagerError
from kuager.formats.outlines.annual_review import Remark, outline
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.chapter import Chapter, Development
from kuager.model.disclosure import Cut, Held, what_may_leave
from kuager.model.places import gazetteer
from kuager.model.statement import EntityId, Statement, Value, say
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.chapters import HEADINGS, Gathered, Gathering
from kuager.verbs.desk import Desk
from kuager.verbs.exports import ThereAlreadyError

COUNTRIES = {"KAZ": "KZ"}
"""Countries with a gazetteer, by ISO 3166-1 alpha-3."""


class UnknownCountryError(KuagerError):
    """There is no gazetteer for this country yet."""

    code = "unknown-country"
    exit_code = 2
    text = N_("There are no places for the country {country} yet; there are: {known}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Which chapter is to be written where: country by ISO code, year, language, folder."""

    country: str
    year: int
    to: Path
    language: str = "en"
    replace: bool = False


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
    stem = f"annual-review-{plan.country}-{plan.year}"
    suffix = "" if plan.language == "en" else f"-{plan.language}"
    paths = [plan.to / f"{stem}{suffix}{writer.SUFFIX}" for writer in REPORT_FORMATS]
    for path in paths:
        if path.exists() and not plan.replace:
            raise ThereAlreadyError(path=str(path))
    found = gather_review(desk, plan)
    cut = cut_review(desk, plan, found)
    laid = outline(_chapter(desk, plan, cut))
    written = [writer.write(laid.report) for writer in REPORT_FORMATS]
    make_private_directory(plan.to)
    edition, release = _register(desk, plan, cut.passed, [sha256(d).hexdigest() for d in written])
    for number, (path, data) in enumerate(zip(paths, written, strict=True), 1):
        write_replacing(path, data)
        desk.progress("write", number, len(paths))
    told = [d for d in cut.passed if d.told_under is None]
    return ReviewWritten(
        files=tuple(paths),
        edition=edition,
        release=release,
        headings=len({d.heading for d in told}),
        developments=len(told),
        notes=sum(1 for d in told if d.citations),
        held=cut.held,
        unwritten=cut.unwritten,
        possibly=tuple(found.possibly),
        remarks=laid.remarks,
        practice=desk.practice,
    )


def gather_review(desk: Desk, plan: ReviewPlan) -> Gathered:
    """The developments of a year, uncut."""
    country = COUNTRIES.get(plan.country)
    if country is None:
        raise UnknownCountryError(country=plan.country, known=", ".join(COUNTRIES))
    return Gathering(desk).gather(country, plan.year)


def cut_review(desk: Desk, plan: ReviewPlan, found: Gathered) -> Cut:
    """What of these developments may be published today."""
    return what_may_leave(
        found.developments,
        use="publication",
        language=plan.language,
        consents=found.consents,
        on=desk.today,
    )


def _chapter(desk: Desk, plan: ReviewPlan, cut: Cut) -> Chapter:
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
    desk: Desk, plan: ReviewPlan, told: tuple[Development, ...], digests: list[str]
) -> tuple[str, str]:
    """Keep the edition with the text of every block, and enter the release in the register."""
    edition, release = desk.store.new_id(), desk.store.new_id()
    codes = desk.next_code("edition", "ED"), desk.next_code("release", "R")
    day = desk.today.isoformat()
    with desk.changing("write_annual_review") as change:
        blocks = [
            said
            for position, development in enumerate(told, 1)
            for said in _block(desk, edition, plan, development, position)
        ]
        facts: dict[str, Value] = {
            "code": codes[1],
            "edition": edition,
            "use": "publication",
            "form": "report",
            "released_on": day,
            "released_by": desk.member,
            "rows": len(told),
            "practice": desk.practice,
        }
        said = [say(release, f"release.{name}", value) for name, value in facts.items()]
        said += [say(release, "release.digest", digest) for digest in digests]
        change.write([*_edition(desk, edition, plan, codes[0], digests), *blocks, *said])
    return codes


def _edition(
    desk: Desk, edition: EntityId, plan: ReviewPlan, code: str, digests: list[str]
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
    return said + [say(edition, "edition.digest", digest) for digest in digests]


def _block(
    desk: Desk, edition: EntityId, plan: ReviewPlan, development: Development, position: int
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

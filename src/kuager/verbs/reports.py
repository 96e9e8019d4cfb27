"""The annual review as one command: the document of a country and year, begun or found, as files.

All its work is that of any document: its outline is drawn and laid out by `verbs/manuscripts.py`.
What is made is entered in the register as an edition that nobody has signed off yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kuager import N_, KuagerError
from kuager.formats.reports import REPORT_FORMATS
from kuager.model.disclosure import Held
from kuager.model.manuscript import Placed, Remark
from kuager.model.places import COUNTRIES, country_names
from kuager.model.report import Heading, Note, runs_of
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs._verb import verb
from kuager.verbs.checking import check_made, firm_checks
from kuager.verbs.copying import CopyStoppedError, enter_draft
from kuager.verbs.desk import Desk
from kuager.verbs.documents import start_report
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """Which chapter is to be written into which folder: country by ISO code, year, language."""

    country: str
    year: int
    to: Path
    language: str = "en"
    replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWritten:
    """What was written, what was held back and why, and what nobody has written yet.

    `report` is the code of the document. `possibly` are codes of developments of which it is not
    certain that they lie in the year: a person mends their date, or leaves them out. `findings` is
    how many findings of the last check stand.
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
    findings: int
    practice: bool


@verb(needs="amend")
def write_annual_review(desk: Desk, *, plan: ReviewPlan) -> ReviewWritten:
    """Write a chapter of an annual review as DOCX, PDF and HTML, each paragraph with sources.

    The document of this country and year is found, or begun; what the last check lets nobody pass
    stops it. Raises UnknownCountryError, ThereAlreadyError, CopyStoppedError.
    """
    writers = [writer for writer in REPORT_FORMATS if writer.NAME in _FORMS]
    paths = [plan.to / file_name(plan, writer.SUFFIX) for writer in writers]
    for path in paths:
        if path.exists() and not plan.replace:
            raise ThereAlreadyError(path=str(path))
    made = make_report(
        desk, begin_review(desk, country=plan.country, year=plan.year), plan.language
    )
    findings = check_made(desk, made)
    if firm := firm_checks(findings):
        raise CopyStoppedError(place=made.writing.code, checks=firm)
    written = [writer.write(made.laid.report) for writer in writers]
    make_private_directory(plan.to)
    digests = [sha256(data).hexdigest() for data in written]
    edition, release = enter_draft(desk, made, *digests, verb="write_annual_review")
    for number, (path, data) in enumerate(zip(paths, written, strict=True), 1):
        write_replacing(path, data)
        desk.progress("write", number, len(paths))
    standing = sum(one.stands for one in findings)
    return _written(made, tuple(paths), edition, release, standing)


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


def _written(
    made: Made, files: tuple[Path, ...], edition: str, release: str, standing: int
) -> ReviewWritten:
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
        findings=standing,
        practice=made.laid.report.practice,
    )


def _tells(placed: Placed) -> bool:
    """Whether a block tells a development: by itself, not by a reference to another heading."""
    return bool(placed.behind) and getattr(placed.block, "kind", "note") != "note"


def _notes(placed: Placed) -> Iterator[Note]:
    yield from (run.note for run in runs_of(placed.block) if run.note is not None)

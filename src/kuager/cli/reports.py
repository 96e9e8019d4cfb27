"""Reports: written from the record, cut by what may leave, with what was held back and why."""

from pathlib import Path

import click

from kuager import N_
from kuager.cli.commands import command, group, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, table, tell
from kuager.cli.seat import at_work, seat
from kuager.cli.slugs import HELD_BACK, REMARKED, meaning
from kuager.lang import LANGUAGES
from kuager.verbs.reports import ReviewPlan, ReviewWritten, write_annual_review

report = group(
    "report",
    about=N_("Documents: written from the record and in your words, checked, signed off, sent."),
)


@command("annual-review", of=report)
@option(
    "--country", type=ID, required=True, metavar=N_("CODE"), help=N_("Three letters, such as KAZ.")
)
@option(
    "--year",
    type=click.IntRange(1900, 2200),
    required=True,
    metavar=N_("YEAR"),
    help=N_("The year that is told."),
)
@option("--to", type=FILE, required=True, metavar=N_("DIR"), help=N_("The folder to write into."))
@option("--language", type=click.Choice(LANGUAGES), default="en", help=N_("Of the report."))
@option(
    "--replace", "is_replacing", is_flag=True, help=N_("Write over earlier files of that name.")
)
def annual_review(
    call: Call, *, country: str, year: int, to: Path, language: str, is_replacing: bool
) -> None:
    """Write the chapter of an annual review as DOCX, PDF and HTML.

    Each paragraph is the public wording of a record, written by one person and signed off by
    another, with its sources. What may not leave is held back, and the reason is said; what nobody
    has written yet is listed, never made up. The document of this country and year is found, or
    begun if there is none yet.
    """
    plan = ReviewPlan(
        country=country.upper(), year=year, to=to, language=language, replace=is_replacing
    )
    with seat(call) as desk, at_work(call, desk, N_("Writing the report")):
        done = write_annual_review(desk, plan=plan)
    answer(call, done)
    _say_written(call, done)


def _say_written(call: Call, done: ReviewWritten) -> None:
    for path in done.files:
        tell(call, N_("Written: {file}"), file=str(path))
    tell(
        call,
        N_("Headings: {headings}; developments: {developments}; with sources: {notes}."),
        headings=done.headings,
        developments=done.developments,
        notes=done.notes,
    )
    _section(
        call,
        N_("Held back, and why:"),
        [(held.code, meaning(call, HELD_BACK, held.reason)) for held in done.held],
    )
    if len(done.unwritten) > 0:
        tell(call, "")
        codes = ", ".join(done.unwritten)
        tell(call, N_("Not yet written in this language: {codes}."), codes=codes)
    _say_possibly(call, done.possibly)
    _section(
        call,
        N_("To be looked at again before it leaves:"),
        [(remark.code, meaning(call, REMARKED, remark.problem)) for remark in done.remarks],
    )
    tell(
        call,
        N_("Kept as edition {edition} and in the register as {release}."),
        edition=done.edition,
        release=done.release,
    )
    tell(call, N_("The document is {report}."), report=done.report)
    if done.findings > 0:
        tell(
            call,
            N_("The last check has findings that stand: {count}. kuager report check {report}"),
            count=done.findings,
            report=done.report,
        )


def _say_possibly(call: Call, codes: tuple[str, ...]) -> None:
    """What may lie in the year or beside it: a person makes the date more exact, or leaves it."""
    if len(codes) > 0:
        tell(call, "")
        tell(
            call,
            N_(
                "Not told, because it is not certain that they lie in this year: {codes}. Make "
                "their dates more exact if a source allows it."
            ),
            codes=", ".join(codes),
        )


def _section(call: Call, title: str, rows: list[tuple[str, str]]) -> None:
    if len(rows) > 0:
        tell(call, "")
        tell(call, title)
        table(call, [N_("Code"), N_("Reason")], rows)


COMMANDS = (report,)

"""The last check on the command line: what was found before a document leaves, and what passes."""

from pathlib import Path
from typing import ClassVar, Final

import click

from kuager import N_, KuagerError
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.reports import report
from kuager.cli.seat import at_work, seat
from kuager.lang import LANGUAGES
from kuager.model.checks.finding import Finding
from kuager.model.outline import Outline
from kuager.model.schema import Schema
from kuager.verbs.checking import Checked, check_report, check_words
from kuager.verbs.checking_files import TRACE_WORDS, check_file
from kuager.verbs.documents import open_report
from kuager.verbs.finding_words import mend_words, place_words, why_words
from kuager.verbs.overrides import override_finding, withdraw_override

SHOWN_OF_KEY: Final = 12
_CODE = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the document: DOC-1."))
_LANGUAGE = option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=None,
    help=N_("In which language the document is read; its first, if nothing is said."),
)


class NotCleanError(KuagerError):
    """The check found something that was not let pass."""

    code: ClassVar[str] = "check-not-clean"
    exit_code: ClassVar[int] = 10
    text: ClassVar[str] = N_(
        "It may not leave like this. To be mended or decided: {count}, of these not to be let "
        "pass: {firm}."
    )


@command("check", of=report)
@_CODE
@_LANGUAGE
def check(call: Call, *, code: str, language: str | None) -> None:
    """Check a document before it leaves.

    Looks for what tells who a private person is, for numbers that nobody let out, links that
    follow readers, sources that disagree, languages and leftovers; each finding names the place,
    the words and the mend. The exit code is 0 if nothing stands.
    """
    with seat(call) as desk, at_work(call, desk, N_("Checking")):
        found = check_report(desk, code=code, language=language or "")
        _, outline = open_report(desk, code)
        schema = desk.schema
    _say(call, found, outline, schema)


@command("check-words", of=report)
@_LANGUAGE
def check_typed(call: Call, *, language: str | None) -> None:
    """Check words from standard input as if they stood in a document; nothing of them is kept.

    For a text that you write elsewhere: paste it, and see what should not leave like that.
    """
    with seat(call) as desk:
        text = ask.content(call, N_("The words to be checked:"))
        found = check_words(desk, text=text, language=language or call.language)
        schema = desk.schema
    _say(call, found, None, schema)


@command("check-file", of=report)
@argument("file", type=FILE, metavar=N_("FILE"), help=N_("A DOCX, PDF, HTML or Markdown file."))
def check_written(call: Call, *, file: Path) -> None:
    """Say what a file tells beside its words: author, days, tracked changes, comments, pictures.

    For a file that was edited elsewhere. Files that Kuager sends are looked at like this anyway.
    """
    with seat(call) as desk:
        found = check_file(desk, data=file.read_bytes())
    answer(call, found)
    if len(found) == 0:
        tell(call, N_("Nothing beside its words was found in it."))
        return
    table(
        call,
        [N_("What"), N_("Where")],
        [(call.say(TRACE_WORDS[one.kind]), one.where) for one in found],
    )
    raise NotCleanError(count=len(found), firm=0)


@command("override", of=report)
@_CODE
@argument("finding", type=ID, metavar=N_("KEY"), help=N_("The key that stands beside the finding."))
@option("--by", type=ID, required=True, metavar=N_("CODE"), help=N_("The member who decides."))
@_LANGUAGE
@option("--withdraw", "is_withdrawing", is_flag=True, help=N_("Take the decision back."))
def override(
    call: Call, *, code: str, finding: str, by: str, language: str | None, is_withdrawing: bool
) -> None:
    """Let a finding of the check pass, with the reason; the reason is kept.

    What concerns consent, a child, or a name that would lead to somebody cannot be let pass.
    """
    with seat(call) as desk:
        if is_withdrawing:
            withdraw_override(desk, code=finding)
            name = finding
        else:
            reason = ask.line(call, N_("Why may it leave all the same?"))
            name = override_finding(
                desk, code=code, key=finding, reason=reason, by=by, language=language or ""
            )
    answer(call, {"code": name})
    if is_withdrawing:
        tell(call, N_("Taken back: {code}. The finding stands again."), code=name)
    else:
        tell(call, N_("Let pass, and kept with the reason: {code}."), code=name)


def _say(call: Call, found: Checked, outline: Outline | None, schema: Schema) -> None:
    answer(call, found)
    for title, findings in (
        (N_("Must be mended"), found.firm),
        (N_("Look at it"), found.open),
        (N_("Let pass, because"), found.passed),
    ):
        if findings:
            tell(call, "")
            tell(call, title)
        for one in findings:
            tell(call, "")
            _finding(call, one, outline, schema)
    if not found.findings:
        tell(call, N_("The check found nothing. It does not see everything: read it yourself."))
    if found.standing:
        raise NotCleanError(count=len(found.standing), firm=len(found.firm))


def _finding(call: Call, one: Finding, outline: Outline | None, schema: Schema) -> None:
    passed = one.override
    record(
        call,
        {
            N_("Place"): place_words(one.place, outline, call.say, call.language),
            N_("Words"): one.words,
            N_("Why"): why_words(one, call.say, schema, call.language),
            N_("Mend"): mend_words(one, call.say, schema, call.language),
            N_("Let pass because"): None
            if passed is None
            else f"{passed.reason} ({passed.by}, {passed.on}, {passed.code})",
            N_("Key"): one.key[:SHOWN_OF_KEY],
        },
    )


COMMANDS = (report,)

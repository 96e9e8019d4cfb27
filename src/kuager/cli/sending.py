"""Sending a document on the command line: signed off by a second person, then written."""

from pathlib import Path

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, tell
from kuager.cli.reports import report
from kuager.cli.seat import at_work, seat
from kuager.lang import LANGUAGES
from kuager.verbs.manuscripts import read_report
from kuager.verbs.sending import FORMS, USUAL_FORMS, demand_signable, send_report, sign_off_report

_DOCUMENT = N_("The code of a document: DOC-2.")
_LANGUAGE = N_("The language it is sent in; its first one if none is given.")


@command("sign", of=report)
@argument("code", type=ID, metavar=N_("CODE"), help=_DOCUMENT)
@option("--language", type=click.Choice(LANGUAGES), default=None, help=_LANGUAGE)
@option("--by", type=ID, required=True, metavar=N_("CODE"), help=N_("The member who signs it off."))
@option(
    "--prepared-by",
    type=ID,
    required=True,
    metavar=N_("CODE"),
    help=N_("The member who prepared it; another one."),
)
@option(
    "--reader",
    "readers",
    type=ID,
    multiple=True,
    required=True,
    metavar=N_("WORD"),
    help=N_("Who will see it, from the list “audience”; may be repeated."),
)
def sign(
    call: Call,
    *,
    code: str,
    language: str | None,
    by: str,
    prepared_by: str,
    readers: tuple[str, ...],
) -> None:
    """Sign a document off: a second person has read all of it and answers for it.

    Asks who could be made to pay for it. The signature holds for just these words.
    """
    with seat(call) as desk:
        found = read_report(desk, code=code, language=language or "")
        demand_signable(
            desk,
            code=code,
            language=found.language,
            by=by,
            prepared_by=prepared_by,
            readers=readers,
        )
        ask.confirm(
            call,
            N_("Has {by} read all of {code} as it is today, notes and tables included?"),
            by=by,
            code=code,
        )
        harm = ask.line(
            call,
            N_("Who could be made to pay for it (families, colleagues, owners of venues)?"),
        )
        made = sign_off_report(
            desk,
            code=code,
            language=found.language,
            read=found.digest,
            by=by,
            prepared_by=prepared_by,
            readers=readers,
            harm=harm,
        )
    answer(call, {"edition": made})
    tell(call, N_("Signed off as edition {edition}."), edition=made)


@command("send", of=report)
@argument("code", type=ID, metavar=N_("CODE"), help=_DOCUMENT)
@option("--to", type=FILE, required=True, metavar=N_("DIR"), help=N_("The folder to write into."))
@option("--language", type=click.Choice(LANGUAGES), default=None, help=_LANGUAGE)
@option(
    "--form",
    "forms",
    type=click.Choice(FORMS),
    multiple=True,
    help=N_("Word, PDF, web page or Markdown; may be repeated. All but Markdown if none is given."),
)
@option(
    "--recipient",
    "recipients",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("An organisation that receives it; may be repeated."),
)
@option(
    "--replace", "is_replacing", is_flag=True, help=N_("Write over earlier files of that name.")
)
def send(
    call: Call,
    *,
    code: str,
    to: Path,
    language: str | None,
    forms: tuple[str, ...],
    recipients: tuple[str, ...],
    is_replacing: bool,
) -> None:
    """Write the sending copy of a document that was signed off, and enter it in the register.

    The files carry no author, no clock and no trace of the making. What was kept as an edition can
    be looked up years later, word by word.
    """
    with seat(call) as desk, at_work(call, desk, N_("Writing the document")):
        found = read_report(desk, code=code, language=language or "")
        done = send_report(
            desk,
            code=code,
            language=found.language,
            read=found.digest,
            to=to,
            forms=forms or USUAL_FORMS,
            recipients=recipients,
            replace=is_replacing,
        )
    answer(call, done)
    for path in done.files:
        tell(call, N_("Written: {file}"), file=str(path))
    tell(
        call,
        N_("Kept as edition {edition} and in the register as {release}."),
        edition=done.edition,
        release=done.release,
    )


COMMANDS = ()

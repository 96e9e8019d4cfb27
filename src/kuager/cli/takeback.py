"""Working copies on the command line: given to partners, and what came back looked at and taken."""

from pathlib import Path

import click

from kuager import N_
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, table, tell
from kuager.cli.reports import report
from kuager.cli.seat import at_work, files_in_words, seat
from kuager.cli.slugs import meaning
from kuager.lang import LANGUAGES
from kuager.verbs.copy_words import KINDS, NOT_READ, WARNS, WHY_NOT
from kuager.verbs.taking_back import (
    Difference,
    Differences,
    TakenBack,
    look_at_working_copy,
    returned_file,
    take_back,
)
from kuager.verbs.working_copies import write_working_copy

_SHOWN = 160


@command("working-copy", of=report)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a document: DOC-2."))
@option("--to", type=FILE, required=True, metavar=N_("FILE"), help=N_("The file, or its folder."))
@option("--language", type=click.Choice(LANGUAGES), default=None, help=N_("Of the document."))
@option(
    "--replace", "is_replacing", is_flag=True, help=N_("Write over earlier files of that name.")
)
def working_copy(
    call: Call, *, code: str, to: Path, language: str | None, is_replacing: bool
) -> None:
    """Write a document as a Word file for partners to write into.

    It says on every page that it is a working copy, its name begins with “working-copy”, and every
    paragraph carries a hidden mark by which it is found again. It is entered in the register. What
    is sent in the end is made anew, without any mark.
    """
    with seat(call) as desk, at_work(call, desk, N_("Writing the working copy")):
        done = write_working_copy(
            desk, code=code, to=to, language=language or "", replace=is_replacing
        )
    answer(call, done)
    tell(call, N_("Written: {file}"), file=str(done.file))
    tell(
        call,
        N_("Kept as edition {edition} and in the register as {release}."),
        edition=done.edition,
        release=done.release,
    )


@command("take-back", of=report)
@argument("file", type=FILE, metavar=N_("FILE.docx"), help=N_("The working copy that came back."))
@option(
    "--take",
    "taken",
    type=ID,
    multiple=True,
    metavar=N_("NAME"),
    help=N_("What to take: “all”, a place, or the name of a difference; may be repeated."),
)
@option("--by", type=ID, default=None, metavar=N_("CODE"), help=N_("The member who takes it."))
@option("--names", is_flag=True, help=N_("Say who commented and when."))
def bring_back(
    call: Call, *, file: Path, taken: tuple[str, ...], by: str | None, names: bool
) -> None:
    """Show what others did to a working copy, block by block, and take what you choose.

    Without --take nothing is changed. What is drawn from the record is never changed by a file: it
    is shown as a proposal. “all” takes everything that can be taken and carries no warning.
    """
    with files_in_words():
        data = returned_file(file)
    with seat(call) as desk, at_work(call, desk, N_("Reading the working copy")):
        if taken:
            done = take_back(desk, data=data, chosen=taken, by=by or "")
        else:
            looked = look_at_working_copy(desk, data=data, names=names)
    if taken:
        answer(call, done)
        _say_taken(call, done)
    else:
        answer(call, looked)
        _say_looked(call, looked)


def _say_looked(call: Call, looked: Differences) -> None:
    tell(
        call,
        N_("A working copy of {code}. Differences: {count}; comments: {comments}."),
        code=looked.code,
        count=len(looked.differences),
        comments=len(looked.comments),
    )
    if not looked.unchanged:
        tell(call, N_("The document was changed in the vault after this copy was made."))
    if looked.unread:
        what = ", ".join(meaning(call, NOT_READ, slug) for slug in looked.unread)
        tell(call, N_("The file also holds what is not read: {what}."), what=what)
    for one in looked.differences:
        _say_difference(call, one)
    if looked.comments:
        tell(call, "")
        table(
            call,
            [N_("Name"), N_("Place"), N_("About"), N_("Comment"), N_("By")],
            [
                (one.key, one.place, one.about[:_SHOWN], one.words, f"{one.who} {one.when}".strip())
                for one in looked.comments
            ],
        )


def _say_difference(call: Call, one: Difference) -> None:
    tell(call, "")
    tell(
        call,
        "{name}: {kind}{tracked}",
        name=one.key,
        kind=meaning(call, KINDS, one.kind),
        tracked=f" ({call.say(N_('tracked as a change'))})" if one.tracked else "",
    )
    for sign, words in (("-", one.before), ("+", one.after)):
        if words and one.kind != "moved":
            tell(call, "  {sign} {words}", sign=sign, words=words)
    if one.record is not None:
        tell(
            call,
            "  {words}",
            words=call.say(N_("Drawn from: {record}"), record=" ".join(one.record)),
        )
    for slug in one.warns:
        tell(call, "  {words}", words=meaning(call, WARNS, slug))
    if one.reason:
        tell(call, "  {words}", words=meaning(call, WHY_NOT, one.reason))


def _say_taken(call: Call, done: TakenBack) -> None:
    tell(
        call,
        N_("Taken into {code}. Differences: {count}; remarks kept: {remarks}."),
        code=done.code,
        count=len(done.taken),
        remarks=done.remarks,
    )
    if done.left:
        tell(call, N_("Not taken: {names}"), names=", ".join(done.left))


COMMANDS: tuple[click.Command, ...] = ()
"""They stand under `report`, which cli/reports.py puts into the house."""

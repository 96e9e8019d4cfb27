"""What authors write into documents, on the command line: typed or piped in, never an argument."""

import re
from pathlib import Path
from typing import Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.document_shown import changed_words
from kuager.cli.documents import DOCUMENT
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, tell, warn
from kuager.cli.reports import report
from kuager.cli.seat import seat
from kuager.cli.slugs import HELD_BACK, REMARKED, meaning
from kuager.cli.streams import write_output
from kuager.lang import LANGUAGES
from kuager.verbs.copying import copy_block, read_out, write_copy
from kuager.verbs.desk import Desk
from kuager.verbs.papers import refuse_taken
from kuager.verbs.texts import TextShown, check_text, set_text_status, show_texts, write_text

_PLACE = argument(
    "place", type=ID, metavar=N_("PLACE"), help=N_("As kuager report show names the places.")
)
_LANGUAGE = option(
    "--language", type=click.Choice(LANGUAGES), required=True, help=N_("Of the text.")
)
_BY = option("--by", type=ID, metavar=N_("CODE"), help=N_("The member; else whoever sits here."))
_SEEN = option(
    "--seen",
    type=ID,
    metavar=N_("DIGEST"),
    help=N_("What was looked at, as kuager report show --place --json says it."),
)
_MARKDOWN: Final = "md"
_TAGS: Final = re.compile(r"</?(?:div|span)\b[^>\n]*>")
_LINKS: Final = re.compile(r"\[((?:[^\[\]\\\n]|\\.)*)\]\(<([^>\n]*)>\)")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


@command("read", of=report)
@DOCUMENT
@option("--language", type=click.Choice(LANGUAGES), help=N_("The first of the document, if not."))
@option("--place", type=ID, metavar=N_("PLACE"), help=N_("Only this block or part."))
def read(call: Call, *, code: str, language: str | None, place: str | None) -> None:
    """Read a document as it may be told today, as plain text with footnotes. Nothing leaves."""
    with seat(call) as desk:
        found = read_out(desk, code=code, language=language or "", place=place or "")
    answer(call, {"code": code, "language": found.language, "text": found.text})
    for line in _plain(found.text).splitlines():
        tell(call, "{line}", line=line)


@command("write", of=report)
@DOCUMENT
@_PLACE
@_LANGUAGE
@_BY
@_SEEN
@option(
    "--about",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("A record that the text tells of without citing it."),
)
def write(
    call: Call,
    *,
    code: str,
    place: str,
    language: str,
    by: str | None,
    seen: str | None,
    about: tuple[str, ...],
) -> None:
    """Write your own words at a place of a document. What stood there stays in the log.

    Citations, notes and numbers of figures are marked in the text: kuager help documents says how.
    """
    with seat(call) as desk:
        known = _seen(desk, code, place, language) if seen is None else seen
        words = ask.content(call, N_("The text:"))
        done = write_text(
            desk,
            code=code,
            place=place,
            language=language,
            text=words,
            by=by or "",
            seen=known,
            about=about or None,
        )
    _say(call, done, N_("Written."))


@command("settle", of=report)
@DOCUMENT
@_PLACE
@_LANGUAGE
@_SEEN
@option(
    "--status",
    type=click.Choice(["ready", "draft", "read-again"]),
    default="ready",
    help=N_("Ready (you have read it with what stands under it today), a draft, or read it again."),
)
def settle(
    call: Call, *, code: str, place: str, language: str, seen: str | None, status: str
) -> None:
    """Say how a text stands. Ready means: read today, and it holds."""
    with seat(call) as desk:
        known = _seen(desk, code, place, language) if seen is None else seen
        done = set_text_status(
            desk, code=code, place=place, language=language, status=status, seen=known
        )
    _say(call, done, N_("Kept."))


@command("checked", of=report)
@DOCUMENT
@_PLACE
@_LANGUAGE
@_BY
@_SEEN
def checked(
    call: Call, *, code: str, place: str, language: str, by: str | None, seen: str | None
) -> None:
    """Say that another person than the writer has read a text."""
    with seat(call) as desk:
        known = _seen(desk, code, place, language) if seen is None else seen
        done = check_text(desk, code=code, place=place, language=language, by=by or "", seen=known)
    _say(call, done, N_("Kept."))


@command("copy", of=report)
@DOCUMENT
@_PLACE
@option("--language", type=click.Choice(LANGUAGES), help=N_("The first of the document, if not."))
@option(
    "--to",
    type=FILE,
    metavar=N_("FILE"),
    help=N_("A new file: .docx, .pdf, .html or .md; else Markdown to standard output."),
)
def copy(call: Call, *, code: str, place: str, language: str | None, to: Path | None) -> None:
    """Give one block or part with its notes, for your own file, and enter it in the register.

    Only what may leave is in it.
    """
    form = _MARKDOWN if to is None else to.suffix.removeprefix(".").lower()
    with seat(call, is_raw=to is None) as desk:
        if to is not None:
            refuse_taken(to)
        done = copy_block(desk, code=code, place=place, language=language or "", form=form)
        if to is not None:
            write_copy(to, done)
    facts = {"edition": done.edition, "release": done.release, "held": done.held, "open": done.open}
    text = done.data.decode("utf-8") if to is None else None
    answer(call, {**facts, "text": text, "file": None if to is None else str(to)})
    if text is not None and not call.is_json:
        write_output(text)
    if to is not None:
        tell(call, N_("Written: {file}"), file=str(to))
        tell(
            call,
            N_("Kept as edition {edition} and in the register as {release}."),
            edition=done.edition,
            release=done.release,
        )
    if done.open:
        warn(call, N_("Findings of the last check that stand: {n}."), n=done.open)
    for held in done.held:
        reason = meaning(call, HELD_BACK, held.reason)
        warn(call, N_("Held back: {code}: {reason}."), code=held.code, reason=reason)
    for remark in done.remarks:
        reason = meaning(call, REMARKED, remark.problem)
        warn(call, N_("Look at this again: {code}: {reason}."), code=remark.code, reason=reason)


def _plain(markdown: str) -> str:
    """Markdown as it is read on a screen: without tags and backslashes, an address told once."""
    text = _TAGS.sub("", markdown)
    text = _LINKS.sub(lambda found: found[1] or found[2], text)
    return _ESCAPED.sub(r"\1", text).strip()


def _seen(desk: Desk, code: str, place: str, language: str) -> str:
    """What stands there now."""
    shown = show_texts(desk, code=code, place=place)
    return next((text.seen for text in shown.texts if text.language == language), "")


def _say(call: Call, done: TextShown, message: str) -> None:
    answer(call, done)
    tell(call, message)
    for code in done.lost:
        warn(call, N_("This mark names nothing, so it stays as it was typed: {code}"), code=code)
    for held in done.held:
        reason = meaning(call, HELD_BACK, held.reason)
        warn(call, N_("Not printed today: {reason}."), reason=reason)
    if done.stale:
        changed = changed_words(call, done)
        warn(call, N_("Read it again: {changed} changed since it was written."), changed=changed)


COMMANDS: tuple[click.Command, ...] = ()
"""They stand under `report`, which cli/reports.py puts into the house."""

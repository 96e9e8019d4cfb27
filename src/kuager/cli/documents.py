"""Documents in work on the command line: begun with an outline, looked at, and given their facts.

Facts are codes and dates; words (a title, a session) are typed when asked, never on the command
line.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.document_shown import Shown, facts_said, show_document, show_place
from kuager.cli.options import ID, Call, Shaped
from kuager.cli.present import answer, day_in_words, in_language, record, table, tell, term_in_words
from kuager.cli.reports import report
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES
from kuager.model.schema import Schema
from kuager.verbs.desk import Desk
from kuager.verbs.document_choices import DocumentSheet, leave_record, show_report, take_record
from kuager.verbs.document_facts import change_facts
from kuager.verbs.documents import (
    Fact,
    fact_property,
    list_outlines,
    list_reports,
    open_report,
    outline_of,
    start_report,
)
from kuager.verbs.manuscripts import ReadReport, read_report
from kuager.verbs.texts import show_texts

DOCUMENT = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a document: DOC-2."))
_FACT: Final = re.compile(r"[a-z_]{1,40}=[\w.:+/#@,~?%\[\]-]{0,200}")
_FACTS = option(
    "--fact",
    "facts",
    type=Shaped("fact", _FACT),
    multiple=True,
    metavar=N_("NAME=VALUE"),
    help=N_("A code or a date, such as country=KAZ; several values with commas between them."),
)
_TEXTS = option(
    "--text",
    "texts",
    type=ID,
    multiple=True,
    metavar=N_("NAME"),
    help=N_("Words that you will be asked for, such as title_en, session_ru or contact."),
)
_UNDO = option("--undo", is_flag=True, help=N_("Take back that it was chosen."))
_RECORD = argument("record_code", type=ID, metavar=N_("RECORD"), help=N_("The code of a record."))


@command("outlines", of=report)
def outlines(call: Call) -> None:
    """The kinds of document that can be begun, and what each asks for."""
    with seat(call) as desk:
        found, schema = list_outlines(desk), desk.schema
    answer(
        call,
        [{"outline": o.outline, "asks": o.asks, "languages": o.languages} for o in found],
    )
    rows = [
        [o.outline, in_language(call, o.label), ", ".join(_facts_named(call, schema, o.asks))]
        for o in found
    ]
    table(call, [N_("Outline"), N_("What it is"), N_("Asks for")], rows)


@command("new", of=report)
@argument("outline", type=ID, metavar=N_("OUTLINE"), help=N_("As kuager report outlines says it."))
@_FACTS
@_TEXTS
def new(call: Call, *, outline: str, facts: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """Begin a document with an outline."""
    with seat(call) as desk:
        code = start_report(desk, outline=outline, facts=_asked(call, desk, facts, texts))
    answer(call, {"code": code})
    tell(call, N_("Begun as {code}. What stands in it: kuager report show {code}"), code=code)


@command("list", of=report)
def listed(call: Call) -> None:
    """The documents that are being written, the newest first."""
    with seat(call) as desk:
        found, schema = list_reports(desk), desk.schema
    answer(call, found)
    rows = [
        [
            one.code,
            in_language(call, one.titles) or in_language(call, outline_of(one.outline).label),
            one.outline,
            day_in_words(call, one.period),
            day_in_words(call, one.due_on),
            term_in_words(call, schema, "edition_status", one.status),
        ]
        for one in found
    ]
    heads = [N_("Code"), N_("Title"), N_("Outline"), N_("Period"), N_("Due on"), N_("Status")]
    table(call, heads, rows)


@command("show", of=report)
@DOCUMENT
@option("--language", type=click.Choice(LANGUAGES), help=N_("The first of the document, if not."))
@option(
    "--place",
    type=ID,
    metavar=N_("PLACE"),
    help=N_("One place with its text in every language, and what stands under it."),
)
def show(call: Call, *, code: str, language: str | None, place: str | None) -> None:
    """How a document stands: its facts, and part by part what is there, held back and missing."""
    with seat(call) as desk:
        schema = desk.schema
        if place is not None:
            show_place(call, schema, show_texts(desk, code=code, place=place))
            return
        sheet = show_report(desk, code=code)
        found = read_report(desk, code=code, language=language or "")
        outline = open_report(desk, code)[1]
    answer(call, _plain(sheet, found))
    if not call.is_json:
        show_document(call, schema, Shown(sheet, found, outline))


@command("change", of=report)
@DOCUMENT
@_FACTS
@_TEXTS
def change(call: Call, *, code: str, facts: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """Say facts of a document anew. An empty one (`due_on=`) is taken away."""
    with seat(call) as desk:
        seen = show_report(desk, code=code).seen
        change_facts(desk, code=code, facts=_asked(call, desk, facts, texts), seen=seen)
        sheet = show_report(desk, code=code)
    answer(call, sheet)
    tell(call, N_("Changed."))
    record(call, facts_said(call, schema_of(desk), sheet))


@command("take", of=report)
@DOCUMENT
@_RECORD
@_UNDO
def take(call: Call, *, code: str, record_code: str, undo: bool) -> None:
    """Take a record into a document by hand: a development, a figure, a recommendation, a text."""
    with seat(call) as desk:
        take_record(desk, code=code, record=record_code, is_taken=not undo)
    answer(call, {"code": code, "record": record_code, "taken": not undo})
    tell(call, N_("Taken back.") if undo else N_("Taken into the document."))


@command("leave", of=report)
@DOCUMENT
@_RECORD
@_UNDO
def leave(call: Call, *, code: str, record_code: str, undo: bool) -> None:
    """Leave a record out of a document by hand: it is not drawn."""
    with seat(call) as desk:
        leave_record(desk, code=code, record=record_code, is_left=not undo)
    answer(call, {"code": code, "record": record_code, "left": not undo})
    tell(call, N_("Taken back.") if undo else N_("Left out of the document."))


def schema_of(desk: Desk) -> Schema:
    """The schema of a desk, also when it was closed."""
    return desk.schema


def _asked(call: Call, desk: Desk, facts: Iterable[str], texts: Iterable[str]) -> dict[str, Fact]:
    """The facts as a verb takes them; words are asked for."""
    found: dict[str, Fact] = {}
    for fact in facts:
        name, _, value = fact.partition("=")
        prop, _ = fact_property(desk, name)
        found[name] = tuple(value.split(",")) if prop.many else value
    for name in texts:
        prop, language = fact_property(desk, name)
        label = prop.label.get(call.language, name)
        asked = f"{label} ({language})" if language else label
        found[name] = ask.line(call, "{label}:", label=asked)
    return found


def _facts_named(call: Call, schema: Schema, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        label = schema.property(f"report.{name}").label.get(call.language, name)
        yield f"{label} ({name})"


def _plain(sheet: DocumentSheet, found: ReadReport) -> dict[str, object]:
    return {
        "code": sheet.code,
        "outline": sheet.outline,
        "language": found.language,
        "facts": sheet.facts,
        "takes": sheet.takes,
        "leaves": sheet.leaves,
        "strays": sheet.strays,
        "blocks": found.states,
        "remarks": found.laid.remarks,
        "digest": found.digest,
        "seen": sheet.seen,
    }


COMMANDS: tuple[click.Command, ...] = ()
"""They stand under `report`, which cli/reports.py puts into the house."""

"""Documents in work on the command line: begun with an outline, looked at, and given their facts.

Facts are codes and dates; words (a title, a session) are typed when asked, never on the command
line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import ID, Call, Shaped
from kuager.cli.present import answer, record, table, tell
from kuager.cli.reports import report
from kuager.cli.seat import seat
from kuager.cli.slugs import HELD_BACK, REMARKED, meaning
from kuager.lang import LANGUAGES, date_words
from kuager.model.outline import Outline
from kuager.model.schema import Schema
from kuager.verbs.desk import Desk
from kuager.verbs.document_choices import DocumentSheet, leave_record, show_report, take_record
from kuager.verbs.document_facts import change_facts
from kuager.verbs.documents import (
    Fact,
    fact_property,
    list_outlines,
    list_reports,
    outline_of,
    start_report,
)
from kuager.verbs.manuscripts import BlockState, ReadReport, read_report
from kuager.verbs.texts import TextShown, TextsShown, show_texts

ORIGIN_WORDS: Final = {
    "drawn": N_("from the record"),
    "kept": N_("kept text"),
    "written": N_("your own words"),
}
CHANGED_WORDS: Final = {
    "data": N_("the data"),
    "figures": N_("a figure"),
    "sources": N_("a source"),
    "consents": N_("a consent"),
}
"""What may have changed under an author's text."""
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
        [o.outline, _in(call, o.label), ", ".join(_facts_named(call, schema, o.asks))]
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
            one.titles.get(call.language) or next(iter(one.titles.values()), one.outline),
            one.outline,
            None if one.period is None else date_words(one.period, call.language),
            None if one.due_on is None else date_words(one.due_on, call.language),
            schema.vocabularies["edition_status"].label(one.status, call.language),
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
            _show_place(call, schema, show_texts(desk, code=code, place=place))
            return
        sheet = show_report(desk, code=code)
        found = read_report(desk, code=code, language=language or "")
        outline = outline_of(found.outline)
    answer(call, _plain(sheet, found))
    if not call.is_json:
        _show(call, schema, _Shown(sheet, found, outline))


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
    record(call, _said(call, schema_of(desk), sheet))


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


def _in(call: Call, words: Mapping[str, str]) -> str:
    return words.get(call.language) or words.get("en", "")


def _facts_named(call: Call, schema: Schema, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        label = schema.property(f"report.{name}").label.get(call.language, name)
        yield f"{label} ({name})"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A document as it is shown."""

    sheet: DocumentSheet
    found: ReadReport
    outline: Outline


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


def _said(call: Call, schema: Schema, sheet: DocumentSheet) -> dict[str, object]:
    """The facts with their labels."""
    found: dict[str, object] = {}
    for name, values in sheet.facts.items():
        short, _, language = name.rpartition("_")
        prop = schema.properties.get(f"report.{name}") or schema.properties[f"report.{short}"]
        label = prop.label.get(call.language, name)
        spoken = [date_words(v, call.language) for v in values] if prop.kind == "date" else values
        if prop.kind == "term" and prop.vocabulary is not None:
            vocabulary = schema.vocabularies[prop.vocabulary]
            spoken = [vocabulary.label(value, call.language) for value in values]
        found[label if prop.short == name else f"{label} ({language})"] = list(spoken)
    return found


def _show(call: Call, schema: Schema, shown: _Shown) -> None:
    sheet, found = shown.sheet, shown.found
    tell(call, "{code} · {label}", code=sheet.code, label=_in(call, shown.outline.label))
    record(call, _said(call, schema, sheet))
    tell(call, "")
    states = {state.place: state for state in found.states}
    rows = []
    for part in shown.outline.parts:
        heading = _in(call, part.heading)
        for block in part.blocks:
            state = states[block.block]
            what = _in(call, block.label)
            where = f"{heading}: {what}" if heading and heading != what else what
            origin = call.say(ORIGIN_WORDS[state.origin])
            rows.append([block.block, where, origin, ", ".join(_states(call, schema, state))])
    table(
        call, [N_("Place"), N_("What belongs there"), N_("Comes from"), N_("How it stands")], rows
    )
    _show_chosen(call, sheet)
    _show_strays(call, sheet)
    held = [
        (state.place, one.code, meaning(call, HELD_BACK, one.reason))
        for state in found.states
        for one in state.held
    ]
    if held:
        tell(call, "")
        tell(call, N_("Held back, and why:"))
        table(call, [N_("Place"), N_("Code"), N_("Reason")], held)
    _show_codes(call, found)
    remarks = [(r.code, meaning(call, REMARKED, r.problem)) for r in found.laid.remarks]
    if remarks:
        tell(call, "")
        tell(call, N_("To be looked at again before it leaves:"))
        table(call, [N_("Code"), N_("Reason")], remarks)


def _states(call: Call, schema: Schema, state: BlockState) -> Iterator[str]:
    """How a block stands, in words."""
    if state.is_empty:
        yield call.say(N_("nothing yet, and it is needed") if state.needed else N_("nothing yet"))
    elif state.status is not None:
        yield schema.vocabularies["text_status"].label(state.status, call.language)
        if state.checked_by is None:
            yield call.say(N_("read by nobody else"))
    else:
        yield call.say(N_("there"))
    if state.stale:
        yield call.say(N_("read it again: {changed} changed"), changed=changed_words(call, state))
    if state.held:
        yield call.say(N_("held back: {n}"), n=len(state.held))
    if state.unwritten:
        yield call.say(N_("without words: {n}"), n=len(state.unwritten))


def changed_words(call: Call, text: BlockState | TextShown) -> str:
    """What changed under a text, in words."""
    return ", ".join(call.say(CHANGED_WORDS[name]) for name in text.changed)


def _show_chosen(call: Call, sheet: DocumentSheet) -> None:
    for message, chosen in (
        (N_("Taken in by hand: {codes}"), sheet.takes),
        (N_("Left out by hand: {codes}"), sheet.leaves),
    ):
        if chosen:
            tell(call, message, codes=", ".join(code for _, code in chosen))


def _show_strays(call: Call, sheet: DocumentSheet) -> None:
    if sheet.strays:
        places = ", ".join(f"{place} [{language}]" for place, language in sheet.strays)
        tell(
            call,
            N_(
                "Words are kept at places that this document does not have today, and are not "
                "printed: {places}"
            ),
            places=places,
        )


def _show_codes(call: Call, found: ReadReport) -> None:
    unwritten = dict.fromkeys(code for state in found.states for code in state.unwritten)
    possibly = dict.fromkeys(code for state in found.states for code in state.possibly)
    if unwritten:
        tell(call, "")
        codes = ", ".join(unwritten)
        tell(call, N_("Not yet written in this language: {codes}."), codes=codes)
    if possibly:
        tell(call, "")
        codes = ", ".join(possibly)
        tell(call, N_("It is not certain that these belong here: {codes}."), codes=codes)


def _show_place(call: Call, schema: Schema, shown: TextsShown) -> None:
    """A place with its text in every language."""
    answer(call, shown)
    if call.is_json:
        return
    for text in shown.texts:
        status = schema.vocabularies["text_status"].label(text.status, call.language)
        tell(call, "[{language}] {code} · {status}", language=text.language, code=text.code or "—",
             status=status)  # fmt: skip
        if text.stale:
            changed = changed_words(call, text)
            tell(call, N_("Read it again: {changed} changed since it was written."),
                 changed=changed)  # fmt: skip
        for held in text.held:
            reason = meaning(call, HELD_BACK, held.reason)
            tell(call, N_("Not printed today: {reason}."), reason=reason)
        record(
            call,
            {
                N_("Written by"): text.written_by,
                N_("Read by"): text.checked_by,
                N_("Rests on"): [code for _, code in text.rests_on],
                N_("Marks that name nothing"): list(text.lost),
                N_("Earlier versions"): text.earlier,
            },
        )
        tell(call, "")
        for line in text.text.splitlines():
            tell(call, "{line}", line=line)
        tell(call, "")


COMMANDS: tuple[click.Command, ...] = ()
"""They stand under `report`, which cli/reports.py puts into the house."""

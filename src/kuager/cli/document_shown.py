"""A document in work as the terminal shows it: its facts, its places, one place with its texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kuager import N_
from kuager.cli.options import Call
from kuager.cli.present import answer, in_language, record, table, tell, term_in_words
from kuager.cli.slugs import HELD_BACK, REMARKED, meaning
from kuager.lang import date_words
from kuager.model.outline import Outline
from kuager.model.schema import Schema
from kuager.verbs.document_choices import DocumentSheet
from kuager.verbs.manuscripts import BlockState, ReadReport
from kuager.verbs.texts import TextShown, TextsShown

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


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as it is shown."""

    sheet: DocumentSheet
    found: ReadReport
    outline: Outline


def facts_said(call: Call, schema: Schema, sheet: DocumentSheet) -> dict[str, object]:
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


def show_document(call: Call, schema: Schema, shown: Shown) -> None:
    """Show its facts, every place, and what is held back, chosen, unwritten and remarked."""
    sheet, found = shown.sheet, shown.found
    tell(call, "{code} · {label}", code=sheet.code, label=in_language(call, shown.outline.label))
    record(call, facts_said(call, schema, sheet))
    tell(call, "")
    _show_places(call, schema, shown)
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


def _show_places(call: Call, schema: Schema, shown: Shown) -> None:
    """Every place: what belongs there, where its words come from, how it stands."""
    states = {state.place: state for state in shown.found.states}
    rows = []
    for part, block in shown.outline.blocks():
        heading, what = in_language(call, part.heading), in_language(call, block.label)
        state = states[block.block]
        rows.append(
            (
                block.block,
                f"{heading}: {what}" if heading and heading != what else what,
                call.say(ORIGIN_WORDS[state.origin]),
                ", ".join(_states(call, schema, state)),
            )
        )
    heads = [N_("Place"), N_("What belongs there"), N_("Comes from"), N_("How it stands")]
    table(call, heads, rows)


def _states(call: Call, schema: Schema, state: BlockState) -> Iterator[str]:
    """How a block stands, in words."""
    if state.is_empty:
        yield call.say(N_("nothing yet, and it is needed") if state.needed else N_("nothing yet"))
    elif state.status is not None:
        yield term_in_words(call, schema, "text_status", state.status)
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


def show_place(call: Call, schema: Schema, shown: TextsShown) -> None:
    """A place with its text in every language."""
    answer(call, shown)
    if call.is_json:
        return
    for text in shown.texts:
        status = term_in_words(call, schema, "text_status", text.status)
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

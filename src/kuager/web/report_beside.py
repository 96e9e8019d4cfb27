"""What stands beside a text that is written: what is drawn there, what may be cited, kept texts."""

from dataclasses import dataclass
from typing import Any, Final

from kuager import N_
from kuager.model.outline import BlockPlan, PartPlan
from kuager.model.writing import Writing
from kuager.verbs.choosing_kept import offer_kept
from kuager.verbs.manuscripts import BlockState, read_report
from kuager.verbs.texts import TextsShown
from kuager.web.report_sheet import ReportSheet, SheetBlock, keep_charts, sheet_of
from kuager.web.report_texts import figures_to_cite, to_cite
from kuager.web.report_ways import Ways
from kuager.web.value_words import Words
from kuager.web.visit import Visit

_MOST_SHOWN: Final = 30
"""Blocks of what is drawn beside a text; the whole is on the page for reading."""


def under_text(visit: Visit, writing: Writing, part: PartPlan, shown: TextsShown) -> dict[str, Any]:
    """What is drawn in the same part, in the language it is sent in, and what may be cited."""
    code, language, words = writing.code, writing.languages[0], Words(visit.desk, visit.language)
    read = read_report(visit.desk, code=code, language=language)
    ways = Ways(visit, code, language)
    sheet = sheet_of(read.laid)
    keep_charts(visit, code, language, sheet)
    places = {part.part, *(block.block for block in part.blocks)}
    state = next((state for state in read.states if state.place == shown.place), None)
    found = [block for block in sheet.blocks if block.place in places and _is_drawn(block)]
    drawn = found[:_MOST_SHOWN]
    own = [block for block in sheet.blocks if block.place == shown.place and block.is_own]
    return {
        "drawn": drawn,
        "drawn_notes": _notes(sheet, drawn),
        "more": len(found) - len(drawn),
        "printed": own,
        "printed_notes": _notes(sheet, own),
        "to_read": ways.to_read(),
        "waits": _waits(visit, state),
        "to_cite": to_cite(words, shown),
        "figures": figures_to_cite(visit),
        "at_chart": lambda number: visit.url(f"/report/{code}/chart/{number}", language=language),
    }


def _is_drawn(block: SheetBlock) -> bool:
    return not block.is_own and block.kind != "heading"


def _notes(sheet: ReportSheet, blocks: list[SheetBlock]) -> list[Any]:
    """The notes of these blocks, under the numbers that they have in the whole document."""
    lines = [line for block in blocks for line in (block.line, *block.heads)]
    lines += [cell for block in blocks for row in block.rows for cell in row]
    numbers = {piece.note for line in lines for piece in line}
    return [note for note in sheet.notes if note[0] in numbers]


def _waits(visit: Visit, state: BlockState | None) -> list[str]:
    """How much of what is drawn here is not told today."""
    if state is None:
        return []
    told = (
        (N_("held back: {count}"), len(state.held)),
        (N_("not yet worded: {count}"), len(state.unwritten)),
        (N_("maybe in the period: {count}"), len(state.possibly)),
    )
    return [visit.t(message, count=many) for message, many in told if many]


@dataclass(frozen=True, slots=True, kw_only=True)
class _KeptLine:
    """A kept text to choose: what it is called, how old it is, and its words here."""

    code: str
    title: str
    facts: str
    text: str
    is_chosen: bool


def kept_choice(visit: Visit, writing: Writing, plan: BlockPlan | None) -> dict[str, Any] | None:
    """The kept texts to choose from; None in a block of another origin."""
    if plan is None or plan.keep is None:
        return None
    offered = offer_kept(visit.desk, code=writing.code, place=plan.block)
    words, language = Words(visit.desk, visit.language), writing.languages[0]
    lines = []
    for one in offered.choices:
        record = one.record
        as_of = words.first(record, "kept_text.as_of")
        missing = not record.text("kept_text.words", language)
        is_signed = record.get("kept_text.signed_off_by") is not None
        facts = [
            words.t(N_("as of {day}"), day=as_of) if as_of else words.t(N_("no day said")),
            "" if is_signed else words.t(N_("not signed off, so not printed yet")),
            words.t(N_("not there in this language")) if missing else "",
        ]
        lines.append(
            _KeptLine(
                code=record.code,
                title=words.first(record, "kept_text.title"),
                facts=" · ".join(filter(None, facts)),
                text=record.text("kept_text.words", language) or "",
                is_chosen=one.is_chosen,
            )
        )
    return {"lines": lines, "seen": offered.seen, "kind": plan.keep}

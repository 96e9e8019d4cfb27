"""Figures on the command line: numbers of reports, kept with what stands behind them."""

from typing import Any, Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, day_in_words, in_language, record, table, tell, warn
from kuager.cli.questions import asked, question_options
from kuager.cli.readings import Reader
from kuager.cli.refusals import table_words
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES, date_words, figure_remarks, figure_sentence, say, told_of
from kuager.lang.figures import Told
from kuager.model.figure_words import LEAVING_WORDS, PLACE_WORDS, WHY_WORDS, sentence_facts
from kuager.model.filters import NOTHING
from kuager.model.schema import Schema
from kuager.model.table import TOTAL, UNSURE, Cell
from kuager.model.table_words import TableWords, bounds_text
from kuager.verbs.claims_beside import ClaimsBeside, claims_beside_figure
from kuager.verbs.figure_changes import Explained, explain_figure
from kuager.verbs.figure_leaving import weigh_figure
from kuager.verbs.figures import (
    BESIDE_NUMBERS,
    Figure,
    FigureBrief,
    list_figures,
    make_figure,
    named_behind,
    show_figure,
    word_figure,
)

figure_group = group(
    "figure", about=N_("Figures: numbers of your reports, kept with the records behind them.")
)
CELL_WORDS: Final = {"all": TOTAL, "nothing": NOTHING, "unsure": UNSURE}
"""What is typed for a code that a shell or an option would take for something else."""
_MOST_SHOWN: Final = 200
_CODE = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the figure: F-1."))


@command("make", of=figure_group)
@question_options
@option(
    "--cell",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("Which number: a code for each dimension, in order; or `all`, `nothing`, `unsure`."),
)
@option("--edition", type=ID, metavar=N_("CODE"), help=N_("The report in which it stands."))
@option(
    "--collection",
    type=ID,
    metavar=N_("CODE"),
    help=N_("Whose note on method goes with it; the only one, if nothing is said."),
)
def make(
    call: Call,
    *,
    cell: tuple[str, ...],
    edition: str | None,
    collection: str | None,
    **given: Any,  # noqa: ANN401 - what the options of a question hold
) -> None:
    """Keep a number of a table as a figure, with the records behind it.

    The number never changes again. What it was counted from may; kuager figure explain says what
    has become of it, years later.
    """
    with seat(call) as desk:
        code = make_figure(
            desk,
            question=asked(desk.schema, given),
            key=tuple(CELL_WORDS.get(one, one) for one in cell),
            edition=edition,
            collection=collection,
        )
        kept = show_figure(desk, code=code)
        sentence = _sentence(desk.schema, kept, call.language)
    answer(call, {"code": code, "sentence": sentence})
    tell(call, N_("Kept as {code}."), code=code)
    tell(call, "{sentence}", sentence=sentence)


@command("list", of=figure_group)
def listed(call: Call) -> None:
    """Every figure that was kept, the newest first."""
    with seat(call) as desk:
        found, words = list_figures(desk), table_words(desk.schema, call.language)
    answer(call, [_brief(figure) for figure in found])
    rows = [
        (
            figure.code,
            date_words(figure.made_on, call.language),
            bounds_text(figure.cell),
            bounds_text(figure.base),
            _about(figure, words),
            figure.edition,
        )
        for figure in found
    ]
    table(
        call,
        [N_("Code"), N_("Made on"), N_("How many"), N_("Base"), N_("What"), N_("Edition")],
        rows,
    )


@command("show", of=figure_group)
@_CODE
def show(call: Call, *, code: str) -> None:
    """A figure as it was kept: number, base, question, records, and what others say."""
    with seat(call) as desk:
        kept, beside = show_figure(desk, code=code), claims_beside_figure(desk, code=code)
        named, schema = named_behind(desk, kept), desk.schema
    behind = {place: [one.code for one in found] for place, found in named.items()}
    answer(call, {**_brief(kept), **_beside_it(kept), "behind": behind, "claims": beside})
    if call.is_json:
        return
    tell(call, "{sentence}", sentence=_sentence(schema, kept, call.language))
    _show_remarks(call, schema, kept)
    record(call, _facts(kept))
    for place, codes in behind.items():
        if codes:
            shown = ", ".join(codes[:_MOST_SHOWN])
            more = "" if len(codes) <= _MOST_SHOWN else " …"
            place_words = call.say(PLACE_WORDS[place])
            tell(call, "{place}: {codes}", place=place_words, codes=shown + more)
    _show_claims(call, schema, beside)


@command("explain", of=figure_group)
@_CODE
def explain(call: Call, *, code: str) -> None:
    """Say what stands behind a figure today: what stands, what is gone, what came, and why."""
    with seat(call) as desk:
        found, schema = explain_figure(desk, code=code), desk.schema
    answer(call, _explained(found))
    if call.is_json:
        return
    tell(call, "{sentence}", sentence=_sentence(schema, found.figure, call.language))
    tell(call, standing(call.language, found))
    if found.now is None or found.base_now is None:
        warn(call, N_("This version does not understand the question; it cannot be counted again."))
        return
    _show_now(call, found, found.now, found.base_now)
    reader = Reader(call, schema, {})
    rows = [
        (
            moved.code,
            call.say(PLACE_WORDS[moved.was]),
            call.say(PLACE_WORDS[moved.now]),
            call.say(WHY_WORDS[moved.why], into=moved.into),
            ", ".join(map(reader.label, moved.said)),
        )
        for moved in found.moved
    ]
    if rows:
        heads = [N_("Code"), N_("Then"), N_("Now"), N_("Why"), N_("Said since")]
        table(call, heads, rows)


@command("say", of=figure_group)
@_CODE
@option(
    "--in",
    "language",
    type=click.Choice(list(LANGUAGES)),
    help=N_("In this language alone; in all three if nothing is said."),
)
@option("--own", is_flag=True, help=N_("Type a sentence of your own in its place."))
def spoken(call: Call, *, code: str, language: str | None, own: bool) -> None:
    """A figure in words, ready to be copied, with what has to stand beside it.

    With --own you are asked for a sentence of your own; an empty one takes yours away again.
    """
    with seat(call) as desk:
        if own:
            typed = ask.line(call, N_("The sentence, without anybody's name:"))
            word_figure(desk, code=code, language=language or call.language, wording=typed)
        kept, schema = show_figure(desk, code=code), desk.schema
        found = weigh_figure(desk, code=code)
    wanted = [language] if language else list(LANGUAGES)
    answer(call, {one: _sentence(schema, kept, one) for one in wanted})
    for one in wanted:
        tell(call, "[{language}] {sentence}", language=one, sentence=_sentence(schema, kept, one))
    _show_remarks(call, schema, kept)
    say_it = tell if found.verdict == "as-it-stands" else warn
    say_it(call, LEAVING_WORDS[found.verdict], number=found.number, base=found.base)


def told_figure(schema: Schema, figure: Figure, language: str) -> Told | None:
    """What the sentence of a figure tells; None if its question is not understood here."""
    if figure.question is None:
        return None
    words = table_words(schema, language)
    facts = sentence_facts(figure.question, figure.key, figure.cell, figure.base, words)
    names = {} if figure.note is None else figure.note.name
    collector = names.get(language) or next(iter(names.values()), "")
    beside = {name: getattr(figure, name) for name in ("unknown", "undated", "left_out")}
    return told_of({**facts, **beside, "collector": collector})


def standing(language: str, found: Explained) -> str:
    """How many of the records stand: "16 of 17 stand, 1 erased"."""
    counts = {"stand": found.stand, "of": found.of}
    said = [say(N_("{stand} of {of} records behind it stand."), language, **counts)]
    if found.erased:
        said.append(say(N_("Erased: {n}."), language, n=found.erased))
    if found.restricted:
        said.append(say(N_("Restricted for now: {n}."), language, n=found.restricted))
    return " ".join(said)


def _sentence(schema: Schema, figure: Figure, language: str) -> str:
    """The author's own sentence, or ours."""
    own = figure.wording.get(language)
    if own:
        return own
    told = told_figure(schema, figure, language)
    if told is None:
        return f"{bounds_text(figure.cell)} / {bounds_text(figure.base)}"
    return figure_sentence(told, language)


def _about(figure: FigureBrief, words: TableWords) -> str:
    """What is counted, and which number of it."""
    if figure.question is None:
        return figure.asked
    facts = sentence_facts(figure.question, figure.key, figure.cell, figure.base, words)
    parts = (words.unit(figure.question.unit), *facts["categories"], *facts["only"])  # type: ignore[misc]
    return "; ".join(map(str, parts))


def _brief(figure: FigureBrief) -> dict[str, object]:
    return {
        "code": figure.code,
        "question": figure.asked,
        "cell": ",".join(figure.key),
        "made_on": figure.made_on,
        "number": figure.cell,
        "base": figure.base,
        "edition": figure.edition,
        "practice": figure.practice,
    }


def _beside_it(figure: Figure) -> dict[str, object]:
    names = (*BESIDE_NUMBERS, "digest", "meaning", "version", "heads", "circles")
    beside = {name: getattr(figure, name) for name in names}
    return {**beside, "method": figure.note, "wording": dict(figure.wording)}


def _explained(found: Explained) -> dict[str, object]:
    names = ("of", "stand", "erased", "restricted", "base_erased", "base_restricted", "moved",
             "now", "base_now", "is_same_set", "is_same_number", "means_the_same")  # fmt: skip
    return {"code": found.figure.code, **{name: getattr(found, name) for name in names}}


def _facts(figure: Figure) -> dict[str, object]:
    return {
        N_("How many"): bounds_text(figure.cell),
        N_("Base"): bounds_text(figure.base),
        N_("Nothing said"): figure.unknown,
        N_("Without a date"): figure.undated,
        N_("Sources disagree"): figure.disputed,
        N_("Made on"): figure.made_on,
        N_("Made by"): figure.made_by,
        N_("Edition"): figure.edition,
        N_("Question"): figure.asked,
        N_("Fingerprint of the records"): figure.digest,
    }


def _show_remarks(call: Call, schema: Schema, figure: Figure) -> None:
    told = told_figure(schema, figure, call.language)
    for remark in () if told is None else figure_remarks(told, call.language):
        tell(call, "{remark}", remark=remark)
    if figure.note is None:
        tell(call, N_("No collection says how this was gathered: tell it where the figure stands."))
        return
    for texts in (figure.note.gathers, figure.note.counts_as, figure.note.limits):
        text = in_language(call, texts)
        if text:
            tell(call, "{text}", text=text)


def _show_now(call: Call, found: Explained, now: Cell, base: Cell) -> None:
    tell(
        call,
        N_("Counted again today: {number} of {base}; kept were {then} of {base_then}."),
        number=bounds_text(now),
        base=bounds_text(base),
        then=bounds_text(found.figure.cell),
        base_then=bounds_text(found.figure.base),
    )
    if found.is_same_set:
        tell(call, N_("The records are the same, and so is what was counted of them."))
    if not found.means_the_same:
        warn(
            call,
            N_(
                "The lists or rules behind the question have changed since: counted again, it is "
                "an answer to another question."
            ),
        )


def _show_claims(call: Call, schema: Schema, beside: ClaimsBeside) -> None:
    if not beside.claims:
        tell(call, N_("Of others no claim about this is recorded."))
    else:
        reader = Reader(call, schema, {})
        tell(call, N_("What others say of it; none of this is in our number:"))
        table(
            call,
            [N_("Code"), N_("Value"), N_("Base"), N_("Period"), N_("Our check"), N_("Source")],
            [
                (
                    claim.code,
                    _value(reader, claim.value, claim.unit),
                    claim.base,
                    day_in_words(call, claim.period),
                    reader.value("claim.our_check", claim.our_check) if claim.our_check else None,
                    [code for _, code in (*claim.made_by, *claim.sources)],
                )
                for claim in beside.claims
            ],
        )
    if beside.unanswered:
        codes = ", ".join(point.code for point in beside.unanswered)
        tell(call, N_("Asked about this, and no answer is recorded: {codes}."), codes=codes)


def _value(reader: Reader, value: str | None, unit: str | None) -> str:
    unit_words = "" if unit is None else reader.value("claim.unit", unit)
    return reader.call.say(N_("no number")) if value is None else f"{value} {unit_words}".strip()


COMMANDS = (figure_group,)

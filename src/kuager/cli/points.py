"""Points on the command line: what became of a recommendation, a question or a reply."""

from typing import Final

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, day_in_words, in_language, record, table, tell, term_in_words
from kuager.cli.seat import seat
from kuager.lang import LANGUAGES
from kuager.model.schema import Schema
from kuager.verbs.assessments import SILENT, Assessment, assess_point
from kuager.verbs.points import (
    AssessmentRow,
    PointBrief,
    PointSheet,
    list_points,
    show_point,
)

point_group = group(
    "point", about=N_("Points: recommendations, questions and replies, and what became of them.")
)
_CODE = argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the point."))
_HEADS: Final = (N_("Code"), N_("Whose view"), N_("Result"), N_("On"), N_("In words"))


@command("list", of=point_group)
@option("--kind", type=ID, metavar=N_("KIND"), help=N_("Only of this kind."))
@option("--by", type=ID, metavar=N_("CODE"), help=N_("Only what this organisation asks or says."))
@option("--to", type=ID, metavar=N_("CODE"), help=N_("Only what is addressed to it."))
def listed(call: Call, *, kind: str | None, by: str | None, to: str | None) -> None:
    """Points by whom they are addressed to, with the State's position and what became of each."""
    with seat(call) as desk:
        found, schema = list_points(desk, kind=kind or "", by=by or "", to=to or ""), desk.schema
    answer(call, found)
    heads = [
        N_("Code"),
        N_("To"),
        N_("Date"),
        N_("Text"),
        N_("Position of the State"),
        N_("Result"),
    ]
    table(call, heads, [_brief(call, schema, each) for each in found])


@command("assess", of=point_group)
@_CODE
@argument(
    "result", type=ID, metavar=N_("RESULT"), help=N_("implemented, regressed, silent, confirmed …")
)
@option("--language", type=click.Choice(LANGUAGES), required=True, help=N_("Of the text."))
@option(
    "--of", "of_whom", type=ID, default="ours", metavar=N_("WHOM"), help=N_("Whose view it is.")
)
@option("--by", type=ID, metavar=N_("CODE"), help=N_("The organisation that assesses."))
@option("--grade", type=ID, metavar=N_("GRADE"), help=N_("As the body gives it: A to E."))
@option(
    "--on", type=ID, metavar=N_("DATE"), help=N_("The day of the assessment, or of the search.")
)
@option(
    "--rests-on",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("What shows it: a passage, an event, a figure."),
)
@option(
    "--searched-in",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("The document in which an answer was looked for; silence needs it."),
)
def assess(
    call: Call,
    *,
    code: str,
    result: str,
    language: str,
    of_whom: str,
    by: str | None,
    grade: str | None,
    on: str | None,
    rests_on: tuple[str, ...],
    searched_in: tuple[str, ...],
) -> None:
    """Say what became of a point. The words that may be printed are typed when asked.

    Silence is a finding, too: with the document that was searched, its paragraphs and the day.
    """
    with seat(call) as desk:
        searched = ""
        if result == SILENT:
            searched = ask.line(call, N_("Which paragraphs did you read?"))
        text = ask.content(call, N_("One or two sentences that may be printed:"))
        made = assess_point(
            desk,
            point=code,
            assessment=Assessment(
                result=result,
                of_whom=of_whom,
                by=by or "",
                grade=grade or "",
                texts={language: text},
                rests_on=rests_on,
                searched_in=searched_in,
                searched={language: searched},
                on=on or "",
            ),
        )
    answer(call, {"code": made})
    tell(call, N_("Kept as {code}."), code=made)


@command("show", of=point_group)
@_CODE
def show(call: Call, *, code: str) -> None:
    """A point, the same thing asked before and after it, and what became of it."""
    with seat(call) as desk:
        found, schema = show_point(desk, code=code), desk.schema
    answer(call, found)
    if call.is_json:
        return
    record(call, _facts(call, schema, found))
    if found.assessments:
        table(call, list(_HEADS), [_row(call, schema, each) for each in found.assessments])


def _brief(call: Call, schema: Schema, found: PointBrief) -> list[object]:
    return [
        found.code,
        [in_language(call, names) for names in found.to],
        day_in_words(call, found.date),
        in_language(call, found.texts) or None,
        term_in_words(call, schema, "point_position", found.position),
        term_in_words(call, schema, "assessment_result", found.result),
    ]


def _facts(call: Call, schema: Schema, found: PointSheet) -> dict[str, object]:
    """What is told of a point, label by label."""
    chain = [f"{code} ({said})" if said else code for code, said in found.chain]
    return {
        N_("Kind"): term_in_words(call, schema, "point_kind", found.kind),
        N_("Text"): in_language(call, found.texts) or None,
        N_("Number"): found.number,
        N_("Document"): found.symbol,
        N_("Position of the State"): term_in_words(call, schema, "point_position", found.position),
        N_("The same over the years"): chain if len(chain) > 1 else None,
    }


def _row(call: Call, schema: Schema, found: AssessmentRow) -> list[object]:
    return [
        found.code,
        term_in_words(call, schema, "assessed_by", found.of_whom),
        term_in_words(call, schema, "assessment_result", found.result),
        day_in_words(call, found.on),
        in_language(call, found.texts) or None,
    ]


COMMANDS = (point_group,)

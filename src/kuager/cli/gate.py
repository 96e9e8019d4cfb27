"""The gate on the command line: what of a table may leave, and letting it out."""

from pathlib import Path
from typing import Any

import click

from kuager import N_
from kuager.cli.commands import argument, command, option
from kuager.cli.exports import NAMES
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.questions import asked, question_options, table_group
from kuager.cli.seat import at_work, seat
from kuager.cli.tables import words_for
from kuager.model.question import Dimension
from kuager.model.schema import Schema
from kuager.model.table_words import TableWords
from kuager.verbs.gate import TABLE_USES, VERDICTS, Weighed, WeighedCell, weigh_table
from kuager.verbs.gate_words import (
    EXPOSED_WORDS,
    VERDICT_WORDS,
    fewer_outside,
    headline,
    mend_words,
    why_held,
)
from kuager.verbs.meanings import HELD_BACK
from kuager.verbs.mends import Mend, mends_for
from kuager.verbs.papers import refuse_taken
from kuager.verbs.releasing import ReleasedTable, release_table, write_released
from kuager.verbs.weighed_lists import NOTHING_TOLD, Coarser, weigh_list

WEIGHING = N_("Looking what could be computed")
TO_FILE = option(
    "--file", "path", type=FILE, required=True, metavar=N_("FILE"), help=N_("A new CSV file.")
)
RECIPIENTS = option(
    "--for",
    "recipients",
    type=ID,
    multiple=True,
    metavar=N_("CODE"),
    help=N_("The code of an organisation that gets it; as often as needed."),
)
USE = option(
    "--use",
    type=click.Choice(list(TABLE_USES)),
    default=TABLE_USES[0],
    help=N_("What the table is for; publication if nothing is said."),
)
ROUND = option(
    "--round",
    "rounding",
    type=int,
    metavar=N_("COUNT"),
    help=N_("Round all numbers to this base, 3 or more, instead of holding some back."),
)

MERGE = option(
    "--merge",
    type=ID,
    default=None,
    metavar=N_("NAME:CODES"),
    help=N_("Tell categories as one: `event.place@region:KZ-71+KZ-79`."),
)


@command("weigh", of=table_group)
@question_options
@USE
@ROUND
@MERGE
def weigh(
    call: Call,
    *,
    use: str,
    rounding: int | None,
    merge: str | None,
    **given: Any,  # noqa: ANN401 - what the options of a question hold
) -> None:
    """Say which numbers of a table may leave the house, why not the others, and what would.

    Nothing leaves by this and nothing is entered. The whole register is looked at: what was
    published before, by us or by others, together with this table.
    """
    with seat(call) as desk, at_work(call, desk, WEIGHING):
        question = asked(desk.schema, given)
        found = weigh_table(desk, question=question, use=use, rounding=rounding, merge=merge or "")
        mends = mends_for(desk, found)
        schema = desk.schema
    show_weighed(call, schema, found, mends)


@command("release", of=table_group)
@question_options
@USE
@ROUND
@MERGE
@TO_FILE
@RECIPIENTS
@option(
    "--audience",
    type=ID,
    multiple=True,
    metavar=N_("WORD"),
    help=N_("For which readers: a word of its list; as often as needed."),
)
def release(
    call: Call,
    *,
    use: str,
    rounding: int | None,
    merge: str | None,
    path: Path,
    recipients: tuple[str, ...],
    audience: tuple[str, ...],
    **given: Any,  # noqa: ANN401 - what the options of a question hold
) -> None:
    """Let out of a table what may leave, as a CSV file, and enter it in the register.

    What could point at a person is held back and stays empty. Once it is out, it cannot be called
    back: every later table is checked against it.
    """
    with seat(call) as desk, at_work(call, desk, WEIGHING):
        refuse_taken(path)
        found = release_table(
            desk,
            question=asked(desk.schema, given),
            use=use,
            rounding=rounding,
            merge=merge or "",
            recipients=recipients,
            audience=audience,
        )
        write_released(path, found)
    show_released(call, found, path)


def show_weighed(call: Call, schema: Schema, found: Weighed, mends: tuple[Mend, ...]) -> None:
    """What may leave of a table, what is held back and why, and what would pass."""
    answer(call, _plain(found, mends))
    _show(call, schema, found)
    _show_mends(call, found, mends, words_for(call, schema))


def show_released(call: Call, found: ReleasedTable, path: Path) -> None:
    """Where a table lies that was let out, and its place in the register."""
    answer(call, found.plain)
    tell(
        call,
        N_("The table is written and now lies open: {file} In the register: {release}"),
        file=str(path),
        release=found.code,
    )


def _show(call: Call, schema: Schema, found: Weighed) -> None:
    words = words_for(call, schema)
    sentence, facts = headline(found)
    tell(call, sentence, **facts)
    fewer = fewer_outside(found)
    if fewer is not None:
        tell(call, fewer[0], **fewer[1])
    record(call, _numbers(call, found))
    if found.held:
        dimensions = [words.dimension(d, found.question.unit) for d in found.table.question.by]
        rows = [
            [*_cell(words, found, one.key), one.number, _why(call, found, one)]
            for one in found.held
        ]
        table(call, [*dimensions, N_("In the house"), N_("Why it is held back")], rows)
    for exposure in found.exposed:
        reason = call.say(EXPOSED_WORDS[exposure.reason], least=found.rule.k)
        tell(
            call,
            N_("Together with {releases}: {reason}."),
            releases=", ".join(found.behind) or call.say(N_("this table alone")),
            reason=reason,
        )


def _numbers(call: Call, found: Weighed) -> dict[str, object]:
    shown: dict[str, object] = {
        N_("In the house"): found.base,
        N_("May be counted outside"): found.table.base.at_least,
    }
    for reason, number in found.left_out.items():
        said = call.say(HELD_BACK.get(reason, reason))
        shown[call.say(N_("Left out: {reason}"), reason=said)] = number
    if found.possibly:
        shown[N_("Left out: only possibly in the period")] = found.possibly
    for verdict in VERDICTS:
        if number := found.count(verdict):
            shown[VERDICT_WORDS[verdict]] = number
    return shown


def _cell(words: TableWords, found: Weighed, key: tuple[str, ...]) -> list[str]:
    axes = found.table.question.by
    return [words.category(d, code) for d, code in zip(axes, key, strict=True)]


def _why(call: Call, found: Weighed, one: WeighedCell) -> str:
    message, facts = why_held(one, found.rule)
    return call.say(message, **facts)


def _show_mends(call: Call, found: Weighed, mends: tuple[Mend, ...], words: TableWords) -> None:
    if mends:
        tell(call, N_("What would pass instead:"))
    for mend in mends:
        message, facts = mend_words(found, mend, words.dimension)
        tell(
            call,
            N_("{change}. Then pass: {passing}; held back: {held}. {question}"),
            change=call.say(message, **facts),
            passing=mend.passing,
            held=mend.held,
            question=" ".join(filter(None, (mend.question.text(), mend.merge))),
        )


def _plain(found: Weighed, mends: tuple[Mend, ...]) -> dict[str, object]:
    """What a program may read of it."""
    return {
        "question": found.question.text(),
        "least": found.rule.k,
        "may_leave": found.may_leave,
        "base": found.base,
        "left_out": dict(found.left_out),
        "cells": [
            {"cell": list(one.key), "verdict": one.verdict, "why": one.why, "number": one.number}
            for one in found.cells.values()
        ],
        "exposed": [one.reason for one in found.exposed],
        "behind": list(found.behind),
        "mends": [
            {
                "kind": mend.kind,
                "question": mend.question.text(),
                "merge": mend.merge,
                "rounding": mend.rounding,
                "passing": mend.passing,
                "held": mend.held,
            }
            for mend in mends
        ],
    }


@command("weigh")
@argument("type_name", type=ID, metavar=N_("TYPE"), help=N_("A type of record: case, event, …"))
@option(
    "--columns",
    type=NAMES,
    metavar=N_("NAMES"),
    help=N_("The columns, with commas between: code,date,place."),
)
def weigh_rows(call: Call, *, type_name: str, columns: str | None) -> None:
    """Say how many rows of a list would point at somebody if it were published, and what helps.

    Whoever knows of one person when, where, how old and by whom finds the row, unless at least two
    others say the same. Nothing leaves by this.
    """
    with seat(call) as desk:
        names = tuple(name for name in (columns or "").split(",") if name)
        found, schema = weigh_list(desk, type_name=type_name, columns=names), desk.schema
    answer(call, found)
    words = words_for(call, schema)
    telling = [schema.property(name).label[call.language] for name in found.telling]
    record(
        call,
        {
            N_("Rows"): found.rows,
            N_("Columns that tell people apart"): ", ".join(telling) or None,
            N_("Rows that stand alone"): found.alone,
            N_("Of them alone whatever is told more coarsely"): found.left_out,
        },
    )
    if found.changes:
        heads = [N_("Column"), N_("Told only as"), N_("Rows that still stand alone")]
        table(call, heads, [_change(words, one) for one in found.changes])


def _change(words: TableWords, one: Coarser) -> list[object]:
    dimension = Dimension(one.column, "" if one.scale == NOTHING_TOLD else one.scale)
    scale = (
        words.say(N_("not told at all")) if one.scale == NOTHING_TOLD else words.scale(dimension)
    )
    return [words.schema.property(one.column).label[words.language], scale, one.alone]


COMMANDS = (weigh_rows,)
"""What weighs tables stands under `kuager table`."""

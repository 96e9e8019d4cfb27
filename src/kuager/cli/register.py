"""The register on the command line: what was published in numbers, by us or by others."""

import re
from typing import Any, Final

from kuager import N_
from kuager.cli.commands import argument, command, group, option
from kuager.cli.options import ID, Call, Shaped
from kuager.cli.present import answer, record, table, tell
from kuager.cli.questions import asked, question_options
from kuager.cli.seat import seat
from kuager.cli.tables import words_for
from kuager.model.dates import read_date
from kuager.model.published import AT_LEAST, PublishedCell
from kuager.model.schema import Schema
from kuager.verbs.earlier_figures import EarlierFigure, enter_earlier_figure
from kuager.verbs.gate_rule import rounding_in_text, set_threshold
from kuager.verbs.register import (
    Registered,
    list_register,
    show_registered,
    strike_earlier_figure,
)
from kuager.verbs.releasing import told_number

register = group(
    "register", about=N_("The register: every number that was published, by us or by others.")
)
_NUMBER: Final = r"[~<>≤≥+%.,0-9\u00a0 –-]{1,40}"
_CELL: Final = re.compile(rf"[\w.~*|+ -]{{1,160}}={_NUMBER}")
_BASE: Final = re.compile(_NUMBER)
_BETWEEN: Final = "|"


@command("list", of=register)
def list_all(call: Call) -> None:
    """List every table that left and every figure typed in, the newest first."""
    with seat(call) as desk:
        found, schema = list_register(desk), desk.schema
    answer(call, [_plain(one) for one in found])
    rows = [
        [one.code, one.released_on, _origin(call, one), _question(call, schema, one)]
        for one in found
    ]
    table(call, [N_("Code"), N_("Day"), N_("Whose"), N_("What was counted")], rows)
    tell(call, N_("Documents, lists and letters that left: kuager list release"))


@command("show", of=register)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a release: R-7."))
def show(call: Call, *, code: str) -> None:
    """Show the numbers of one published table, and what was held back."""
    with seat(call) as desk:
        found, schema = show_registered(desk, code=code), desk.schema
    answer(call, _plain(found))
    words = words_for(call, schema)
    record(
        call,
        {
            N_("What was counted"): _question(call, schema, found),
            N_("Question"): found.query,
            N_("Day"): found.released_on,
            N_("Whose"): _origin(call, found),
            N_("Rule"): found.rule or None,
            N_("Left out because of consent"): found.left_out,
        },
    )
    by = found.question.by
    heads = [words.dimension(dimension, found.question.unit) for dimension in by]
    rows = [
        [
            *(words.category(d, code) for d, code in zip(by, key, strict=True)),
            _told(call, cell, found),
        ]
        for key, cell in found.table.cells.items()
    ]
    table(call, [*heads, N_("Published")], rows)


@command("enter", of=register)
@question_options
@option(
    "--base",
    type=Shaped("count", _BASE),
    default="",
    metavar=N_("COUNT"),
    help=N_("How many there were in all: 83, or >80 for “over 80”."),
)
@option(
    "--cell",
    "cells",
    type=Shaped("cell", _CELL),
    multiple=True,
    metavar=N_("CODE=COUNT"),
    help=N_("A number or percentage that was published: `material=21%`. As often as needed."),
)
@option("--day", type=ID, required=True, metavar=N_("DAY"), help=N_("When it was published."))
@option("--partner", type=ID, metavar=N_("CODE"), help=N_("Whose figure it is."))
@option("--source", type=ID, metavar=N_("CODE"), help=N_("Where it stood."))
def enter(
    call: Call,
    *,
    base: str,
    cells: tuple[str, ...],
    day: str,
    partner: str | None,
    source: str | None,
    **given: Any,  # noqa: ANN401 - what the options of a question hold
) -> None:
    """Type in a figure that was published before there was a register, or by a partner.

    It is as public as ours: from now on every table is checked against it.
    """
    with seat(call) as desk:
        typed = (cell.rpartition("=") for cell in cells)
        figure = EarlierFigure(
            question=asked(desk.schema, given),
            published_on=read_date(day).earliest or desk.today,
            base=base,
            cells={tuple(codes.split(_BETWEEN)): number for codes, _, number in typed},
            partner=partner or "",
            source=source or "",
        )
        code = enter_earlier_figure(desk, figure=figure)
    answer(call, {"release": code})
    tell(call, N_("Entered as {release}. Every later table is checked against it."), release=code)


@command("strike", of=register)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of a figure typed in: R-7."))
@argument("reason", type=ID, metavar=N_("REASON"), help=N_("Why: a word of its list."))
def strike(call: Call, *, code: str, reason: str) -> None:
    """Strike out a figure that was typed in by mistake. It stays visible and counts no more."""
    with seat(call) as desk:
        strike_earlier_figure(desk, code=code, reason=reason)
    answer(call, {"struck": code})
    tell(call, N_("{release} is struck out."), release=code)


@command("least", of=register)
@argument("number", type=ID, metavar=N_("COUNT"), help=N_("3 or more; 5 is usual."))
def least(call: Call, *, number: str) -> None:
    """Set from which number on a count may leave this house: five if nothing is set.

    For detention, health and minors it is ten, or this number if it is greater.
    """
    with seat(call) as desk:
        found = set_threshold(desk, threshold=number)
    answer(call, {"least": found})
    tell(
        call,
        N_("From now on no count of people below {least} leaves; what the State did still does."),
        least=found,
    )


def _question(call: Call, schema: Schema, one: Registered) -> str:
    """What was counted, in words: the unit, by what, and when."""
    words, question = words_for(call, schema), one.question
    said = [words.unit(question.unit)]
    said += [words.dimension(dimension, question.unit) for dimension in question.by]
    for dimension, codes in question.where.items():
        chosen = ", ".join(words.category(dimension, code) for code in codes)
        said.append(f"{words.dimension(dimension, question.unit)}: {chosen}")
    ends = [day.isoformat() for day in (question.first, question.last) if day is not None]
    return "; ".join([*said, *filter(None, ["/".join(ends)])])


def _origin(call: Call, one: Registered) -> str:
    if one.struck is not None:
        return call.say(N_("struck out"))
    told = {"ours": N_("ours"), "before": N_("typed in"), "partner": N_("of a partner")}
    return call.say(told[one.table.origin])


def _told(call: Call, cell: PublishedCell, one: Registered) -> str:
    """What a reader was told of a cell."""
    if cell.mark == "suppressed":
        return call.say(N_("held back"))
    told = told_number(cell, rounding_in_text(one.rule))
    if cell.mark == "rounded" and told is not None:
        return call.say(N_("{number}, rounded"), number=told)
    if cell.high is None or one.table.unit in AT_LEAST:
        return f"{cell.low}+"
    return str(cell.low) if cell.low == cell.high else f"{cell.low}–{cell.high}"


def _plain(one: Registered) -> dict[str, object]:
    return {
        "release": one.code,
        "question": one.query,
        "day": one.released_on,
        "origin": one.table.origin,
        "rule": one.rule,
        "struck": one.struck,
        "table": one.table.text(),
    }


COMMANDS = (register,)

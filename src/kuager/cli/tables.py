"""Tables on the command line: a question asked, the answer with everything a number needs."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.questions import asked, question_options, table_group
from kuager.cli.refusals import table_words
from kuager.cli.seat import seat
from kuager.lang import percent
from kuager.model.schema import Schema
from kuager.model.shares import share_of
from kuager.model.table import TOTAL, Cell, Table
from kuager.model.table_words import TableWords, bounds_text
from kuager.verbs.counting import ENGINES, Engine, count_table, name_bodies
from kuager.verbs.saved_tables import count_saved_table, drop_table, list_tables, save_table

Row = tuple[object, ...]


@command("ask", of=table_group)
@question_options
@option("--saved", type=ID, metavar=N_("CODE"), help=N_("Ask a saved table again, by its code."))
@option(
    "--engine",
    type=click.Choice(ENGINES),
    default=ENGINES[0],
    help=N_("What counts: Kuager itself, or DuckDB if it is installed. The numbers are the same."),
)
def ask_table(call: Call, *, saved: str | None, engine: Engine, **given: Any) -> None:  # noqa: ANN401 - the options of a question
    """Count: how many cases, events, acts, people …, by what, in which period.

    Only codes are asked and answered, never a name. A number is shown with its base, with what is
    not known and with what only possibly lies in the period.
    """
    with seat(call) as desk:
        if saved is None:
            found = count_table(desk, question=asked(desk.schema, given), engine=engine)
        else:
            found = count_saved_table(desk, code=saved)
        words = words_for(call, desk.schema, name_bodies(desk))
    show_table(call, words, found)


@command("save", of=table_group)
@question_options
def save(call: Call, **given: Any) -> None:  # noqa: ANN401 - the options of a question
    """Save a question under a name, which is typed when asked. It is asked anew each time."""
    with seat(call) as desk:
        question = asked(desk.schema, given)
        name = ask.line(call, N_("A name for the table, without anybody's name:"))
        code = save_table(desk, question=question, name=name)
    answer(call, {"code": code, "question": question.text()})
    tell(call, N_("Saved as {code}. To ask it again: kuager table ask --saved {code}"), code=code)


@command("list", of=table_group)
def show_tables(call: Call) -> None:
    """List the saved tables: code, name, and the question in codes."""
    with seat(call) as desk:
        found = list_tables(desk)
    rows = [(saved.code, saved.name, saved.question.text()) for saved in found]
    answer(call, [dict(zip(("code", "name", "question"), row, strict=True)) for row in rows])
    table(call, [N_("Code"), N_("Name"), N_("Question")], rows)


@command("drop", of=table_group)
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the saved table."))
def drop(call: Call, *, code: str) -> None:
    """Take a saved table away. Figures and reports made of it stay as they are."""
    with seat(call) as desk:
        drop_table(desk, code=code)
    answer(call, {"dropped": code})
    tell(call, N_("{code} is not among the saved tables any more."), code=code)


def show_table(call: Call, words: TableWords, found: Table) -> None:
    """A table whole in JSON; in words the number of everything, then a row for each cell."""
    answer(call, found.plain())
    tell(call, "{unit}: {number}", unit=words.unit(found.question.unit), number=_whole(found))
    if found.axes:
        _show_rows(call, words, found)
    record(call, _beside(words, found))
    if any(axis.many for axis in found.axes):
        tell(call, N_("One record may stand in several rows, so the rows need not add up."))


def words_for(
    call: Call, schema: Schema, bodies: Mapping[str, Mapping[str, str]] | None = None
) -> TableWords:
    """Tables in the words of the person who called."""
    return replace(table_words(schema, call.language), bodies=bodies or {})


def _whole(found: Table) -> str:
    return bounds_text(found.base)


def _show_rows(call: Call, words: TableWords, found: Table) -> None:
    unit = found.question.unit
    header = [words.dimension(axis.dimension, unit) for axis in found.axes]
    header += [N_("How many"), N_("Of them possibly in the period"), N_("Share of the base")]
    table(call, header, _rows(words, found))


def _rows(words: TableWords, found: Table) -> Iterator[Row]:
    """Every combination that is not empty, the totals last."""
    for key in product(*((*axis.categories, TOTAL) for axis in found.axes)):
        cell = found.cell(key)
        if cell.sure or cell.possibly:
            said = (
                words.category(axis.dimension, code)
                for axis, code in zip(found.axes, key, strict=True)
            )
            share = _share_text(cell, found.base, words.language)
            yield (*said, bounds_text(cell), cell.possibly, share)


def _share_text(cell: Cell, base: Cell, language: str) -> str | None:
    """The share in percent, between two if it is not certain; nothing of a base under twenty."""
    share = share_of(cell, base)
    if share is None:
        return None
    ends = dict.fromkeys(percent(part, language) for part in share)
    return " – ".join(ends)


def _beside(words: TableWords, found: Table) -> dict[str, object]:
    """What a number needs beside it: how far it is known and from what it was made."""
    shown: dict[str, object] = {N_("Base"): _whole(found)}
    for at, axis in enumerate(found.axes):
        name = words.dimension(axis.dimension, found.question.unit)
        label = words.say(N_("Nothing said of “{dimension}”"), dimension=name)
        shown[label] = bounds_text(found.unknown(at))
    shown[N_("Possibly in the period")] = found.base.possibly
    shown[N_("Without a date")] = found.undated
    shown[N_("Sources disagree")] = found.disputed
    shown[N_("Judged the same as another")] = found.merged
    if found.question.unit == "people":
        shown[N_("Events that say nothing of people")] = found.left_out
    return shown


COMMANDS = (table_group,)

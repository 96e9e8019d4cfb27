"""Tables on the command line: a question asked, the answer with everything a number needs."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from kuager import N_
from kuager.cli.commands import command
from kuager.cli.options import Call
from kuager.cli.present import answer, record, table, tell
from kuager.cli.questions import asked, question_options, table_group
from kuager.cli.seat import seat
from kuager.lang import date_words
from kuager.model.schema import Schema
from kuager.model.table import TOTAL, Table
from kuager.model.table_words import TableWords, bounds_text
from kuager.verbs.counting import count_table

Row = tuple[object, ...]


@command("ask", of=table_group)
@question_options
def ask(call: Call, **given: Any) -> None:  # noqa: ANN401 - what the options of a question hold
    """Count: how many cases, events, acts, people …, by what, in which period.

    Only codes are asked and answered, never a name. A number is shown with its base, with what is
    not known and with what only possibly lies in the period.
    """
    with seat(call) as desk:
        found = count_table(desk, question=asked(desk.schema, given))
        schema = desk.schema
    show_table(call, schema, found)


def show_table(call: Call, schema: Schema, found: Table) -> None:
    """A table whole in JSON; in words the number of everything, then a row for each cell."""
    answer(call, found.plain())
    words = words_for(call, schema)
    tell(call, "{unit}: {number}", unit=words.unit(found.question.unit), number=_whole(found))
    if found.axes:
        _show_rows(call, words, found)
    record(call, _beside(words, found))
    if any(axis.many for axis in found.axes):
        tell(call, N_("One record may stand in several rows, so the rows need not add up."))


def words_for(call: Call, schema: Schema) -> TableWords:
    """Tables in the words of the person who called."""
    return TableWords(
        schema=schema,
        language=call.language,
        say=call.say,
        dates=lambda text: date_words(text, call.language),
    )


def _whole(found: Table) -> str:
    return bounds_text(found.base)


def _show_rows(call: Call, words: TableWords, found: Table) -> None:
    unit = found.question.unit
    header = [words.dimension(axis.dimension, unit) for axis in found.axes]
    header += [N_("How many"), N_("Of them possibly in the period")]
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
            yield (*said, bounds_text(cell), cell.possibly)


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
    return shown


COMMANDS = (table_group,)

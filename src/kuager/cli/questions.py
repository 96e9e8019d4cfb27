"""How a question is put on the command line, the same for every command that counts.

The noun `table` stands here too, so that each file of this room can put its command under it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import click

from kuager import N_
from kuager.cli.commands import group, option
from kuager.cli.options import ID, Shaped
from kuager.model.question import Question, question_of
from kuager.model.schema import Schema
from kuager.model.units import UNITS

Function = TypeVar("Function", bound=Callable[..., Any])
_CODE: Final = r"[\w.:+/~()-]{1,60}(?: [\w.:+/~()-]{1,12}){0,4}"
CHOICE: Final = Shaped("choice", re.compile(rf"[\w.@-]{{1,80}}={_CODE}(?:,{_CODE}){{0,60}}"))
"""A dimension and the codes that count, `event.kind=incident,speech`."""

table_group = group(
    "table", about=N_("Tables: counts of what is recorded, each with what it is a part of.")
)

_OPTIONS: Final = (
    option(
        "--unit",
        type=click.Choice(list(UNITS)),
        default="event",
        help=N_("What is counted; events if nothing is said."),
    ),
    option(
        "--by",
        type=ID,
        multiple=True,
        metavar=N_("NAME"),
        help=N_("Count for each of its words, up to three times: act.harm, act.type."),
    ),
    option(
        "--where",
        type=CHOICE,
        multiple=True,
        metavar=N_("NAME=CODE"),
        help=N_("Count only these, as often as needed; several codes with commas between."),
    ),
    option(
        "--clock",
        type=ID,
        metavar=N_("CLOCK"),
        help=N_("Which date counts; the manual lists the clocks of each unit."),
    ),
    option("--from", "first", type=ID, metavar=N_("DAY"), help=N_("The first day: 2024-01-01.")),
    option("--to", "last", type=ID, metavar=N_("DAY"), help=N_("The last day, counted too.")),
    option("--sure", is_flag=True, help=N_("Leave out what only possibly lies in the period.")),
)


def question_options(function: Function) -> Function:
    """Declare the options of a question; the command then hands all it was given to `asked`."""
    for declare in reversed(_OPTIONS):
        function = declare(function)
    return function


def asked(schema: Schema, given: Mapping[str, Any]) -> Question:
    """The question that the options ask. Raises as `question_of` does."""
    by: Sequence[str] = given["by"]
    pairs = [("unit", given["unit"]), ("by", ",".join(by))]
    pairs += [("clock", given["clock"] or ""), ("sure", "yes" if given["sure"] else "")]
    pairs += [("from", given["first"] or ""), ("to", given["last"] or "")]
    wanted = (choice.partition("=") for choice in given["where"])
    pairs += [(name, codes) for name, _, codes in wanted]
    return question_of(pairs, schema)

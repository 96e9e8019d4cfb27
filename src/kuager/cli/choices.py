"""One of several: offered under numbers, answered by number or in full, asked until it is one."""

from collections.abc import Mapping

from kuager import N_
from kuager.cli import ask
from kuager.cli.options import Call
from kuager.cli.present import warn
from kuager.cli.streams import visible_line, write_error


def choose(call: Call, offered: Mapping[str, str]) -> str:
    """The value that the person chose; `offered` gives each value the words it is shown with."""
    values = list(offered)
    while True:
        for number, words in enumerate(offered.values(), start=1):
            write_error(f"  {number}  {visible_line(words)}")
        given = ask.line(call, N_("Which one? Type its number:")).strip()
        if given.isdecimal() and 1 <= int(given) <= len(values):
            return values[int(given) - 1]
        if given in offered:
            return given
        warn(call, N_("Type one of the numbers."))

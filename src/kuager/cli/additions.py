"""An organisation's own fields and lists: brought in as a YAML file, kept sealed."""

from pathlib import Path

from kuager import N_
from kuager.cli.commands import argument, command, group
from kuager.cli.options import FILE, Call
from kuager.cli.present import answer, plain, table, tell, warn
from kuager.cli.seat import at_work, seat
from kuager.verbs.additions import (
    AdditionError,
    add_to_schema,
    list_additions,
)
from kuager.verbs.papers import read_text_file

schema = group("schema", about=N_("Own fields and lists: add some, see them."))


@command("add", of=schema)
@argument("file", type=FILE, metavar=N_("FILE"), help=N_("A YAML file."))
def add(call: Call, *, file: Path) -> None:
    """Put own fields, words or lists in force. The linter reads the file first.

    The text is kept sealed in the vault, and nothing that is built in changes. The file itself
    stays where it was, open for anyone to read.
    """
    text = read_text_file(file)
    with seat(call) as desk, at_work(call, desk, N_("Making the tables fit")):
        try:
            added = add_to_schema(desk, text=text)
        except AdditionError as refusal:
            for problem in refusal.problems:
                warn(call, "{problem}", problem=problem)
            raise
    answer(call, added)
    tell(
        call,
        N_("{code} is in force: {names}"),
        code=added.code,
        names=", ".join(added.adds),
    )
    tell(
        call,
        N_("The original still lies open where it was, for anyone to read: {file}"),
        file=str(file),
    )


@command("list", of=schema)
def show(call: Call) -> None:
    """List the own fields and lists of this vault."""
    with seat(call) as desk:
        found = list_additions(desk)
    answer(call, [plain(one) for one in found])
    rows = [(one.code, one.added_on, ", ".join(one.adds), one.in_force) for one in found]
    table(call, [N_("Code"), N_("Added on"), N_("What"), N_("In force")], rows)


COMMANDS = (schema,)

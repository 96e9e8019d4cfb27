"""Out and back in: the sealed archive, the plain folder, a new vault from either, one list."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.ceremony import from_file, generated_passphrase, words_language
from kuager.cli.commands import argument, command, option
from kuager.cli.options import FILE, ID, Call, Shaped
from kuager.cli.present import answer, table, tell, warn
from kuager.cli.progress import progress
from kuager.cli.readings import Reader
from kuager.cli.seat import at_work, files_in_words, mark_practice, seat
from kuager.cli.vaults import CHOOSE, PRACTICE, RECOVERY, WORDS, planned_vault, say_made
from kuager.verbs.desk import Desk
from kuager.verbs.exports import export_plain, export_vault, restore_export
from kuager.verbs.lists import export_list, listed_columns
from kuager.verbs.papers import refuse_taken
from kuager.verbs.records import known_codes, list_records
from kuager.verbs.values import Record


class Names(Shaped):
    """Names of columns with commas between; each is shaped like an id."""

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """The same names without blanks, or NotAnIdentifierError."""
        parts = (part.strip() for part in str(value).split(","))
        return ",".join(super(Names, self).convert(part, param, ctx) for part in parts)


NAMES = Names("names", ID.shape)
SENTENCE = N_("I know that everything in this vault will lie open")
_COLUMNS_SHOWN = 5
ARCHIVE_FILE = option(
    "--archive-passphrase-file",
    type=FILE,
    metavar=N_("FILE"),
    help=N_("For scripts: read the passphrase of the archive from a file only you can read."),
)


@command("export")
@argument("to", type=FILE, metavar=N_("TO"), help=N_("A new file; with --plain a new folder."))
@option(
    "--plain",
    "is_plain",
    is_flag=True,
    help=N_("Write a folder that anybody can read. It wants a sentence typed."),
)
@ARCHIVE_FILE
@WORDS
def export(
    call: Call,
    *,
    to: Path,
    is_plain: bool,
    archive_passphrase_file: Path | None,
    words: str | None,
) -> None:
    """Write everything out: records, history, evidence files, lists of words.

    One sealed archive with a passphrase of its own, which is shown once and typed back. It opens
    with standard tools, without Kuager too.
    """
    with seat(call) as desk:
        refuse_taken(to)
        if is_plain:
            _export_plain(call, desk, to)
            return
        passphrase = _archive_passphrase(call, archive_passphrase_file, words)
        with at_work(call, desk, N_("Writing the archive")):
            made = export_vault(desk, to=to, passphrase=passphrase)
    answer(call, made)
    tell(call, N_("The archive is written: {file}"), file=str(made.path))
    tell(call, N_("Keep its passphrase apart from it. Bring it back: kuager restore"))


def _export_plain(call: Call, desk: Desk, to: Path) -> None:
    warn(
        call,
        N_(
            "A plain export lies open for anybody who gets the disk: names, stories and evidence "
            "files too. Deleting it later does not surely remove it from the disk."
        ),
    )
    sentence = call.say(SENTENCE)
    typed = ask.line(call, N_("To go on, type: {sentence}"), sentence=sentence)
    with at_work(call, desk, N_("Writing the folder")):
        made = export_plain(desk, to=to, sentence=sentence, typed=typed)
    answer(call, made)
    tell(
        call,
        N_("{files} files now lie open in {folder}: all records, their history, all evidence."),
        files=made.files,
        folder=str(made.path),
    )


def _archive_passphrase(call: Call, file: Path | None, words: str | None) -> str:
    if file is not None:
        return from_file(call, file)
    return generated_passphrase(call, words_language(call, words))


@command("restore")
@argument("source", type=FILE, metavar=N_("SOURCE"), help=N_("An archive, or a plain folder."))
@ARCHIVE_FILE
@CHOOSE
@WORDS
@PRACTICE
@RECOVERY
def restore(
    call: Call,
    *,
    source: Path,
    archive_passphrase_file: Path | None,
    choose: bool,
    words: str | None,
    practice: bool,
    wants_recovery: bool | None,
) -> None:
    """Make a new vault, in the folder named with --vault, from an export.

    Every entry is proved on the way in; the history stays signed by those who signed it.
    """
    with files_in_words():
        source.stat()
        shut = None if source.is_dir() else _asked_archive(call, archive_passphrase_file)
        plan = planned_vault(
            call, choose=choose, words=words, practice=practice, wants_recovery=wants_recovery
        )
        with progress(call, N_("Making a vault from the export")) as tick:
            desk = restore_export(source, plan, archive_passphrase=shut, progress=tick)
        mark_practice(call, desk)
        desk.close()
    say_made(call, plan)


def _asked_archive(call: Call, file: Path | None) -> str:
    if file is not None:
        return from_file(call, file)
    return ask.secret(call, N_("Passphrase of the archive:"))


@command("list")
@argument("type_name", type=ID, metavar=N_("TYPE"), help=N_("A type of record: case, event, …"))
@option("--to", type=FILE, metavar=N_("FILE"), help=N_("Write the list into a new CSV file."))
@option(
    "--columns",
    type=NAMES,
    metavar=N_("NAMES"),
    help=N_("The columns, with commas between: code,date,place."),
)
@option(
    "--identity",
    type=NAMES,
    metavar=N_("NAMES"),
    help=N_("Columns that tell who somebody is, each asked for by name; only with --to."),
)
def show_list(
    call: Call, *, type_name: str, to: Path | None, columns: str | None, identity: str | None
) -> None:
    """List the records of a type, in codes only, or write them as a table.

    A table with columns that tell who somebody is is entered in the register of what left the
    house, like every table.
    """
    with seat(call) as desk:
        if to is None:
            _show(call, desk, type_name, _names(columns))
            return
        refuse_taken(to)
        with at_work(call, desk, N_("Writing the list")):
            made = export_list(
                desk,
                type_name=type_name,
                to=to,
                columns=_names(columns),
                identity=_names(identity),
            )
    answer(call, made)
    tell(
        call,
        N_("{rows} rows are written and now lie open: {file} In the register: {release}"),
        rows=made.rows,
        file=str(made.path),
        release=made.release,
    )


def _names(given: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (given or "").split(",") if name.strip())


def _show(call: Call, desk: Desk, type_name: str, columns: tuple[str, ...]) -> None:
    found = list_records(desk, type_name=type_name)
    asked = listed_columns(desk, type_name, columns, ())
    names = asked if columns else _filled(asked, found)
    reader = Reader(call, desk.schema, known_codes(desk))
    rows = [[reader.cell(name, one.cells.get(name)) for name in names] for one in found]
    answer(call, [dict(zip(names, row, strict=True)) for row in rows])
    table(call, [reader.label(name) for name in names], rows)


def _filled(coded: Sequence[str], found: Sequence[Record]) -> tuple[str, ...]:
    """The code and the first few coded columns that any record fills."""
    used = [name for name in coded if any(name in one.cells for one in found)]
    return tuple(used[:_COLUMNS_SHOWN])


COMMANDS = (export, restore, show_list)

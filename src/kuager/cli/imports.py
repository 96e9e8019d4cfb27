"""Importing tables: looked at, confirmed, said all at once; and taken back as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kuager import N_
from kuager.cli import ask
from kuager.cli.commands import argument, command, option
from kuager.cli.import_plan import DELIMITERS, Asked, plan_files
from kuager.cli.options import FILE, ID, Call
from kuager.cli.present import answer, plain, table, tell
from kuager.cli.readings import Reader
from kuager.cli.refusals import labelled
from kuager.cli.seat import at_work, seat
from kuager.cli.slugs import ROW_REFUSED, meaning
from kuager.model.draft import Rejected
from kuager.verbs.desk import Desk
from kuager.verbs.imports import (
    Imported,
    ImportPlan,
    Previewed,
    RefusedRow,
    RowsRefusedError,
    import_file,
    preview_import,
    undo_import,
)
from kuager.verbs.papers import write_table
from kuager.verbs.sayings import Difference, Mode

STATUS = {"new": N_("new"), "changed": N_("changed"), "same": N_("nothing new")}
REFUSED_HEADER = (N_("File"), N_("Line"), N_("Column"), N_("Reason"))
_DATA_OPTIONS = (
    option("--mapping", type=FILE, metavar=N_("FILE"), help=N_("How the columns are read.")),
    option(
        "--save-mapping",
        type=FILE,
        metavar=N_("FILE"),
        help=N_("Write a suggested mapping into a new file and import nothing."),
    ),
    option(
        "--sheet", type=ID, metavar=N_("N"), help=N_("The sheet of a workbook, by number or name.")
    ),
    option(
        "--encoding",
        type=ID,
        metavar=N_("NAME"),
        help=N_("The encoding of a text file: cp1251, utf-16."),
    ),
    option("--delimiter", type=click.Choice(DELIMITERS), help=N_("The sign between columns.")),
    option(
        "--header-line",
        type=int,
        metavar=N_("N"),
        help=N_("The line with the names of the columns."),
    ),
    option("--plain-quotes", is_flag=True, help=N_("Read quotation marks as ordinary letters.")),
)


def _reading(function: Any) -> Any:  # noqa: ANN401 - a decorator as Click's own
    """The options that say how a file is read."""
    for one in reversed(_DATA_OPTIONS):
        function = one(function)
    return function


@command("import")
@argument(
    "paths",
    type=FILE,
    nargs=-1,
    required=True,
    metavar=N_("FILE…"),
    help=N_("Tables, or a folder with tables and a folder “mappings”."),
)
@_reading
@option(
    "--mode",
    type=click.Choice(("add", "update", "meet")),
    help=N_(
        "add: only new records; update: only records that are here; meet: both, the rule for a "
        "folder."
    ),
)
@option("--dry-run", is_flag=True, help=N_("Show row by row what would change; save nothing."))
@option("--leave-refused", is_flag=True, help=N_("Import the good rows and leave the others."))
@option(
    "--refused-to",
    type=FILE,
    metavar=N_("FILE"),
    help=N_("Write the refused rows into a new table: line, column and reason, no content."),
)
@option("--yes", "is_agreed", is_flag=True, help=N_("Do not ask at the end whether to import."))
def import_files(
    call: Call,
    *,
    paths: Sequence[Path],
    mode: Mode | None,
    dry_run: bool,
    leave_refused: bool,
    refused_to: Path | None,
    is_agreed: bool,
    **asked: Any,  # noqa: ANN401 - the fields of Asked, as Click gives them
) -> None:
    """Import tables: CSV or Excel files, or a folder with tables and their mappings.

    All rows are taken in, or none. The file is looked at first: what had to be guessed is asked,
    and columns that tell who somebody is are asked about and go to the identity half. Nothing is
    saved until you say yes.
    """
    with seat(call) as desk:
        files = plan_files(call, desk, paths, Asked(**asked))
        if len(files) == 0:
            return
        is_folder = any(path.is_dir() for path in paths)
        plan = ImportPlan(
            files=files,
            mode=mode or ("meet" if is_folder else "add"),
            leave_refused=leave_refused,
        )
        if dry_run:
            _show_preview(call, desk, _previewed(call, desk, plan), refused_to)
            return
        if not is_agreed:
            _agree(call, desk, _previewed(call, desk, plan), plan)
        done = _imported(call, desk, plan, refused_to)
        answer(call, {**plain(done), "refused": _listed(call, done.refused)})
        _say_totals(call, desk, done)
    _say_imported(call, done, paths)


@command("undo")
@argument("code", type=ID, metavar=N_("CODE"), help=N_("The code of the import."))
def undo(call: Call, *, code: str) -> None:
    """Take a whole import back: all it said is withdrawn and counts no more.

    It stays in the log, marked as withdrawn. To make it disappear for good, erase the case.
    """
    with seat(call) as desk, at_work(call, desk, N_("Taking the import back")):
        undone = undo_import(desk, code=code)
    answer(call, undone)
    tell(call, N_("The import {code} is taken back; nothing of it counts any more."), code=code)


def _previewed(call: Call, desk: Desk, plan: ImportPlan) -> Previewed:
    with at_work(call, desk, N_("Looking at the rows")):
        return preview_import(desk, plan=plan)


def _agree(call: Call, desk: Desk, seen: Previewed, plan: ImportPlan) -> None:
    """Show what would happen, and go on only after a yes; refused rows are told by the import."""
    if len(seen.refused) > 0 and not plan.leave_refused:
        return
    _say_totals(call, desk, seen)
    ask.confirm(call, N_("Import them?"))


def _imported(call: Call, desk: Desk, plan: ImportPlan, refused_to: Path | None) -> Imported:
    try:
        with at_work(call, desk, N_("Importing")):
            done = import_file(desk, plan=plan)
    except RowsRefusedError as refusal:
        _show_refused(call, refusal.refused, refused_to)
        raise
    _show_refused(call, done.refused, refused_to)
    return done


def _show_preview(call: Call, desk: Desk, seen: Previewed, refused_to: Path | None) -> None:
    """A dry run: every row that was kept for showing, the refused ones, and the totals."""
    reader = Reader(call, desk.schema, {})
    shown = [_without_values(one) for one in seen.differences]
    refused = _listed(call, seen.refused)
    answer(call, {**plain(seen), "differences": shown, "refused": refused})
    rows = [
        (
            one.line,
            reader.type_label(one.type),
            one.key,
            call.say(STATUS[one.status]),
            ", ".join(reader.label(name) for name in one.properties),
        )
        for one in seen.differences
    ]
    table(call, [N_("Line"), N_("Type"), N_("Code"), N_("What"), N_("Properties")], rows)
    _show_refused(call, seen.refused, refused_to)
    _say_totals(call, desk, seen)
    tell(call, N_("This was a dry run: nothing was saved."))


def _without_values(one: Difference) -> dict[str, object]:
    """What a row changes for a script: which properties, never what they would say."""
    return {name: value for name, value in plain(one).items() if name != "said"}


def _say_totals(call: Call, desk: Desk, seen: Previewed | Imported) -> None:
    tell(
        call,
        N_(
            "Rows: {rows}. New records: {created}, changed: {updated}, with nothing new: "
            "{unchanged}."
        ),
        rows=seen.rows,
        created=seen.created,
        updated=seen.updated,
        unchanged=seen.unchanged,
    )
    for name, count in seen.in_words.items():
        tell(
            call,
            N_("Rows of which only the words of “{property}” are kept, without a value: {count}."),
            property=Reader(call, desk.schema, {}).label(name),
            count=count,
        )


def _show_refused(call: Call, refused: Sequence[RefusedRow], to: Path | None) -> None:
    """Where and why, never what the cell said."""
    rows = [(file, f.line, f.column, _reason(call, f)) for file, f in _faults(refused)]
    if len(rows) == 0:
        return
    table(call, list(REFUSED_HEADER), rows)
    if to is not None:
        write_table(to, [call.say(label) for label in REFUSED_HEADER], rows)
        tell(call, N_("The refused rows are listed in: {file}"), file=str(to))


def _listed(call: Call, refused: Iterable[RefusedRow]) -> list[dict[str, object]]:
    """The refused rows for a script."""
    return [
        {
            "file": file,
            "line": fault.line,
            "column": fault.column,
            "code": fault.code,
            "reason": _reason(call, fault),
        }
        for file, fault in _faults(refused)
    ]


def _faults(refused: Iterable[RefusedRow]) -> Iterator[tuple[str, Rejected]]:
    for row in refused:
        for fault in (row.fault, *row.fault.also):
            yield row.file, fault


def _reason(call: Call, fault: Rejected) -> str:
    return meaning(call, ROW_REFUSED, fault.code, **labelled(fault.facts, call.language))


def _say_imported(call: Call, done: Imported, paths: Sequence[Path]) -> None:
    tell(call, N_("Import {code} is saved. To take it back: kuager undo {code}"), code=done.code)
    for path in paths:
        tell(
            call,
            N_("The original still lies open where it was, for anyone to read: {file}"),
            file=str(path),
        )


COMMANDS = (import_files, undo)

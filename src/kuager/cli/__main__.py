"""The door: `kuager` on the command line, and `python -m kuager.cli`.

Every refusal leaves through here as one sentence in the person's language and an exit code.
A file of this room is put under `kuager` by one line in `ROOM`.
"""

import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, NoReturn

import click

from kuager import N_, KuagerError, __version__
from kuager.cli import (
    additions,
    campaigns,
    cases,
    checking,
    consents,
    days,
    documents,
    editions,
    erasures,
    evidence,
    exports,
    figures,
    funnel_leaving,
    funnels,
    gate,
    imports,
    kept_texts,
    pages,
    points,
    proofs,
    records,
    register,
    reports,
    rules,
    sending,
    serve,
    tables,
    takeback,
    texts,
    vaults,
)
from kuager.cli.commands import Group
from kuager.cli.options import Call, SpokenOption, glance, refuse_unfit
from kuager.cli.present import refuse
from kuager.cli.refusals import in_words
from kuager.cli.streams import (
    OUTPUT_CLOSED,
    OutputClosedError,
    abandon_output,
    flush_output,
    own_output,
    prepare_streams,
    write_error,
    write_output,
)

# One line for each file of this room that holds commands.
ROOM: Final[tuple[tuple[click.Command, ...], ...]] = (
    vaults.COMMANDS,
    proofs.COMMANDS,
    imports.COMMANDS,
    exports.COMMANDS,
    cases.COMMANDS,
    records.COMMANDS,
    consents.COMMANDS,
    days.COMMANDS,
    erasures.COMMANDS,
    evidence.COMMANDS,
    reports.COMMANDS,
    documents.COMMANDS,
    texts.COMMANDS,
    kept_texts.COMMANDS,
    checking.COMMANDS,
    serve.COMMANDS,
    additions.COMMANDS,
    pages.COMMANDS,
    tables.COMMANDS,
    gate.COMMANDS,
    register.COMMANDS,
    editions.COMMANDS,
    rules.COMMANDS,
    sending.COMMANDS,
    takeback.COMMANDS,
    campaigns.COMMANDS,
    figures.COMMANDS,
    points.COMMANDS,
    funnels.COMMANDS,
    funnel_leaving.COMMANDS,
)


class StoppedError(KuagerError):
    """The person pressed Ctrl-C."""

    code: ClassVar[str] = "stopped"
    exit_code: ClassVar[int] = 130
    text: ClassVar[str] = N_("Stopped. What was saved before is safe.")


class UnexpectedError(KuagerError):
    """Something nobody foresaw; `place` names where in the program, and nothing of a record."""

    code: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 70
    text: ClassVar[str] = N_(
        "Something unexpected happened inside Kuager. What you saved is safe; what you were "
        "doing just now may not have been done. If it happens again, pass on this code, which "
        "says nothing about your records: {place}"
    )


def _show_version(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value is True:
        write_output(f"kuager {__version__}")
        ctx.exit()


def _front() -> Group:
    version = SpokenOption(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_show_version,
        help=N_("Show the version and stop."),
    )
    about = N_("An encrypted record of what happened to people, who says so, and what was done.")
    front = Group("kuager", params=[version], help=about)
    for commands in ROOM:
        for command in commands:
            front.add_command(command)
    return front


group: Final = _front()


def run(arguments: Sequence[str], environment: Mapping[str, str], *, front: Group = group) -> int:
    """Obey one command line and return the exit code; nothing is raised past here."""
    prepare_streams()
    call = glance(arguments, environment)
    try:
        refuse_unfit(arguments, environment)
        code = _obey(arguments, call, front)
        flush_output()
    except (OutputClosedError, BrokenPipeError):
        abandon_output()
        return OUTPUT_CLOSED
    except (KeyboardInterrupt, click.Abort):
        write_error("")
        return refuse(call, StoppedError())
    except KuagerError as refusal:
        return refuse(call, refusal)
    except Exception as surprise:  # noqa: BLE001 - the door's outermost handler, the only one
        _trace(surprise, environment)
        return refuse(call, UnexpectedError(place=_place(surprise)))
    return code


def main() -> NoReturn:
    """Run the command line of this process."""
    own_output()
    sys.exit(run(sys.argv[1:], os.environ))


def _obey(arguments: Sequence[str], call: Call, front: Group) -> int:
    """Parse and call; a command may return its exit code."""
    try:
        with front.make_context("kuager", list(arguments), obj=call) as ctx:
            code = front.invoke(ctx)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as helpless:
        write_output(helpless.format_message())
        return helpless.exit_code
    except click.UsageError as wrong:
        raise in_words(wrong) from None
    return code if isinstance(code, int) else 0


def _frames(surprise: BaseException) -> list[str]:
    """Where it happened: file, line and function of each step, without a word of content."""
    steps = traceback.extract_tb(surprise.__traceback__)
    return [f"{_file(step.filename)}:{step.lineno} {step.name}" for step in steps]


def _file(name: str) -> str:
    """A path inside a package, without the folders of this machine."""
    parts = name.replace("\\", "/").split("/")
    for root in ("kuager", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) :])
    return parts[-1]


def _place(surprise: BaseException) -> str:
    return f"{type(surprise).__name__} {(_frames(surprise) or ['?'])[-1]}"


def _trace(surprise: BaseException, environment: Mapping[str, str]) -> None:
    """With KUAGER_DEBUG=1: the way to the error, and to the errors behind it, no messages."""
    link: BaseException | None = surprise if environment.get("KUAGER_DEBUG") == "1" else None
    while link is not None:
        write_error("\n  ".join([type(link).__name__, *_frames(link)]))
        link = link.__cause__ or link.__context__


if __name__ == "__main__":
    main()

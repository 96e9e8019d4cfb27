"""How a command is declared: Click, speaking the person's language when help is shown.

A command's docstring is its help: each paragraph is a message, translated when shown, and so
are the help and the placeholders of options and arguments. Every command takes the options
of `options.EVERYWHERE` before or after its own name, and gets the `Call` first:

    @command("verify")
    @option("--deep", is_flag=True, help=N_("Read every file as well."))
    def verify(call: Call, *, deep: bool) -> None:
        '''Prove that the vault is whole and agrees with itself.'''
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

import click

from kuager import N_
from kuager.cli.options import EVERYWHERE, SpokenArgument, SpokenOption, call_of
from kuager.cli.streams import write_output

Function = TypeVar("Function", bound=Callable[..., Any])

HELP_OF_HELP = N_("Show this help and stop.")
MUST_BE = N_("(needed)")
TITLES = {
    "usage": N_("Usage:"),
    "arguments": N_("Arguments"),
    "options": N_("Options"),
    "everywhere": N_("Options of every command"),
    "commands": N_("Commands"),
}
PIECES = {
    "[OPTIONS]": N_("[OPTIONS]"),
    "COMMAND [ARGS]...": N_("COMMAND …"),
}


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a docstring, each on one line: the messages that are translated."""
    blocks = inspect.cleandoc(text or "").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip() != ""]


class Command(click.Command):
    """A command whose help is in the person's language and which takes the options of all."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own parameters, then those of every command, then --help."""
        own = super().get_params(ctx)
        return [*self.params, *EVERYWHERE, *(param for param in own if param not in self.params)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's --help, with words that can be translated."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = HELP_OF_HELP
            found.callback = _show_help
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands after the name in the usage line."""
        say = call_of(ctx).say
        return [say(PIECES.get(piece, piece)) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help."""
        prefix = f"{call_of(ctx).say(TITLES['usage'])} "
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The docstring, paragraph by paragraph."""
        for paragraph in paragraphs(self.help):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(call_of(ctx).say(paragraph))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments that have words of help."""
        _section(ctx, formatter, "arguments", _explained_arguments(self.params))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its own options, then those of every command."""
        own = [param for param in self.params if not _is_argument(param)]
        rest = [param for param in self.get_params(ctx) if param not in self.params]
        _section(ctx, formatter, "options", own)
        _section(ctx, formatter, "everywhere", rest)


class Group(Command, click.Group):
    """A noun with its commands."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first: they are what a person looks for."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the first paragraph of its help."""
        say = call_of(ctx).say
        rows = [
            (name, say((paragraphs(self.commands[name].help) or [""])[0]))
            for name in self.list_commands(ctx)
            if not self.commands[name].hidden
        ]
        if len(rows) > 0:
            with formatter.section(say(TITLES["commands"])):
                formatter.write_dl(rows)


def command(name: str, *, of: Group | None = None) -> Callable[[Function], Command]:
    """Declare a command; its function gets the `Call` first, then its own parameters."""

    def declare(function: Function) -> Command:
        made = click.command(name, cls=Command)(_with_call(function))
        if of is not None:
            of.add_command(made)
        return made

    return declare


def group(name: str, *, about: str) -> Group:
    """Declare a noun; `about` is its help, N_() marked, and its commands name it in `of`."""
    return Group(name, help=about)


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:  # noqa: ANN401 - Click's
    """An option of a command; `help` and `metavar` are N_() marked."""
    return click.option(*names, cls=SpokenOption, **settings)


def argument(name: str, **settings: Any) -> Callable[[Function], Function]:  # noqa: ANN401 - Click's
    """An argument of a command: an id or a file name; `help` and `metavar` are N_() marked."""
    return click.argument(name, cls=SpokenArgument, **settings)


def _show_help(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    """Our own writer, so that help too survives any terminal and a reader that left."""
    if value is True:
        write_output(ctx.get_help())
        ctx.exit()


def _with_call(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def called(**given: Any) -> Any:  # noqa: ANN401 - whatever the command takes and gives
        return function(call_of(click.get_current_context()), **given)

    return called


def _explained_arguments(params: list[click.Parameter]) -> list[click.Parameter]:
    return [param for param in params if isinstance(param, click.Argument) and param.help]


def _is_argument(param: click.Parameter) -> bool:
    return isinstance(param, click.Argument)


def _section(
    ctx: click.Context,
    formatter: click.HelpFormatter,
    title: str,
    params: list[click.Parameter],
) -> None:
    say = call_of(ctx).say
    found = [(param, param.get_help_record(ctx)) for param in params]
    rows = [(shown[0], _words(param, ctx)) for param, shown in found if shown is not None]
    if len(rows) > 0:
        with formatter.section(say(TITLES[title])):
            formatter.write_dl(rows)


def _words(param: click.Parameter, ctx: click.Context) -> str:
    """The help of a parameter, and whether it may be left out: Click's own words are English."""
    say = call_of(ctx).say
    words = [say(getattr(param, "help", None) or "")]
    if param.required and not _is_argument(param):
        words.append(say(MUST_BE))
    return " ".join(words).strip()

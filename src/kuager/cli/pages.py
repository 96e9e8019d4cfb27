"""The help pages: `kuager help` lists them, `kuager help start` shows one."""

from collections.abc import Iterator
from typing import ClassVar

from kuager import N_, KuagerError
from kuager.cli.commands import argument, command
from kuager.cli.options import ID, Call
from kuager.cli.present import answer, table, tell
from kuager.cli.streams import visible_text, write_output
from kuager.lang import help_names, help_page


class UnknownPageError(KuagerError):
    """There is no help page of that name."""

    code: ClassVar[str] = "unknown-page"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("There is no help page of that name. The pages are: {pages}.")


@command("help")
@argument("page", type=ID, required=False, metavar=N_("PAGE"))
def show_help(call: Call, *, page: str | None) -> None:
    """Show the help pages: how to begin, what is safe, scripts."""
    if page is None:
        answer(call, help_names())
        table(call, [N_("Page"), N_("What it tells of")], list(_titles(call)))
        tell(call, N_("Read one: kuager help start"))
        return
    text = help_page(page, call.language)
    if text is None:
        raise UnknownPageError(pages=_names())
    answer(call, {"page": page, "text": text})
    if not call.is_json:
        write_output(visible_text(text).rstrip())


def _titles(call: Call) -> Iterator[tuple[str, str]]:
    for name in help_names():
        first, _, _ = (help_page(name, call.language) or "").partition("\n")
        yield name, first.removeprefix("# ")


def _names() -> str:
    return ", ".join(help_names())


COMMANDS = (show_help,)

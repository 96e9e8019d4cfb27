"""What holds for every command: the options of all, the person's language, what may be typed.

Arguments are ids and file names. Secrets and content are never taken from them: other
programs of this machine can read a command line, and shells keep it in a history.
"""

import locale
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

import click

from kuager import N_, KuagerError
from kuager.lang import LANGUAGES, language_of, say

ENGLISH: Final = "en"
SECRET_OPTIONS: Final = frozenset(
    f"--{name}"
    for name in ("passphrase", "password", "passwd", "pass", "secret", "key", "pin", "words")
)
SECRET_VARIABLES: Final = frozenset({"KUAGER_PASSPHRASE", "KUAGER_PASSWORD"})
_IDENTIFIER: Final = re.compile(r"[\w.:+/#@-]{1,120}")


class SecretInArgumentsError(KuagerError):
    """A passphrase or the like was given as an argument; its value is not looked at."""

    code: ClassVar[str] = "secret-in-arguments"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Secrets are not accepted on the command line (others can see them). Type it when asked."
    )


class SecretInEnvironmentError(KuagerError):
    """A passphrase was left in the environment, where every child process sees it."""

    code: ClassVar[str] = "secret-in-environment"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Secrets are not accepted from the environment ({variable}; other programs can see it). "
        "Remove it and type the passphrase when asked, or use --passphrase-file."
    )


class UnknownLanguageError(KuagerError):
    """KUAGER_LANG names a language that Kuager does not speak."""

    code: ClassVar[str] = "unknown-language"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("KUAGER_LANG names no language Kuager speaks. It speaks: {languages}.")


class NotAnIdentifierError(KuagerError):
    """An argument that stands for an id is not shaped like one."""

    code: ClassVar[str] = "not-an-id"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "This is no id. Arguments are ids and file names only; stories, names and search words "
        "are typed when asked, or come from standard input."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the command line: what was said once for all of it.

    `vault` and `passphrase_file` are None where nothing was said; `passphrase_file` may be
    "-", standard input.
    """

    language: str = ENGLISH
    is_json: bool = False
    vault: Path | None = None
    passphrase_file: str | None = None

    def say(self, message: KuagerError | str, /, **facts: str | float | None) -> str:
        """A message or an error in the person's language."""
        return say(message, self.language, **facts)

    def vault_dir(self, fallback: Callable[[], Path]) -> Path:
        """The folder of the vault; `fallback` gives the platform's own when none was named."""
        return fallback() if self.vault is None else self.vault


class Shaped(click.ParamType[str]):
    """A text of a given shape: ids, codes, numbers, never a sentence. Not repeated when refused."""

    def __init__(self, name: str, shape: re.Pattern[str]) -> None:
        """A text that has this shape as a whole."""
        self.name, self.shape = name, shape

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as Click declares it
        param: click.Parameter | None,  # noqa: ARG002 - as Click calls it
        ctx: click.Context | None,  # noqa: ARG002 - as Click calls it
    ) -> str:
        """Give the text back, or raise NotAnIdentifierError."""
        if self.shape.fullmatch(str(value)) is None:
            raise NotAnIdentifierError
        return str(value)


ID: Final = Shaped("id", _IDENTIFIER)
"""An id or a neutral code: no spaces."""
FILE: Final = click.Path(path_type=Path)


def _keep(ctx: click.Context, param: click.Parameter, value: object) -> None:
    """Remember an option of all commands; what stands nearer to the command wins."""
    if value not in (None, False):
        ctx.meta[f"kuager.{param.name}"] = value


def _translated(parameter: click.Parameter, ctx: click.Context, made: str) -> str:
    return made if parameter.metavar is None else call_of(ctx).say(parameter.metavar)


class SpokenOption(click.Option):
    """An option whose placeholder is shown in the person's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """The placeholder after the option's name."""
        return _translated(self, ctx, super().make_metavar(ctx))


class SpokenArgument(click.Argument):
    """An argument whose placeholder is shown in the person's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """The placeholder in the usage line."""
        return _translated(self, ctx, super().make_metavar(ctx))


def _everywhere(name: str, **settings: Any) -> SpokenOption:  # noqa: ANN401 - Click's own settings
    return SpokenOption([name], expose_value=False, callback=_keep, **settings)


EVERYWHERE: Final[tuple[click.Option, ...]] = (
    _everywhere(
        "--vault",
        type=FILE,
        metavar=N_("DIR"),
        help=N_("The folder of the vault (else KUAGER_VAULT, else the usual place)."),
    ),
    _everywhere(
        "--passphrase-file",
        type=click.Path(),
        metavar=N_("FILE"),
        help=N_("For scripts: read the passphrase from a file only you can read; - is stdin."),
    ),
    _everywhere(
        "--lang",
        type=click.Choice(LANGUAGES),
        help=N_("The language Kuager speaks (else KUAGER_LANG, else that of the system)."),
    ),
    _everywhere("--json", is_flag=True, help=N_("Answer in JSON, for scripts.")),
)


def glance(arguments: Sequence[str], environment: Mapping[str, str]) -> Call:
    """What must be known before anything is parsed or refused: the language, and JSON or not."""
    wished = [*_values("--lang", arguments), environment.get("KUAGER_LANG", "")]
    spoken = [language for language in wished if language in LANGUAGES]
    vault = environment.get("KUAGER_VAULT", "")
    return Call(
        language=(*spoken, _system_language(environment))[0],
        is_json="--json" in _before_dashes(arguments),
        vault=None if vault == "" else Path(vault),
    )


def call_of(ctx: click.Context) -> Call:
    """The call, with what its options said so far."""
    first: Call = ctx.find_object(Call) or Call()
    said = {name: ctx.meta.get(f"kuager.{name}") for name in ("vault", "passphrase_file")}
    return Call(
        language=ctx.meta.get("kuager.lang", first.language),
        is_json=ctx.meta.get("kuager.json", first.is_json),
        vault=said["vault"] or first.vault,
        passphrase_file=said["passphrase_file"] or first.passphrase_file,
    )


def refuse_unfit(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Raise if a secret stands where others can see it, or a setting makes no sense."""
    if any(part.partition("=")[0] in SECRET_OPTIONS for part in _before_dashes(arguments)):
        raise SecretInArgumentsError
    for variable in SECRET_VARIABLES & environment.keys():
        raise SecretInEnvironmentError(variable=variable)
    if environment.get("KUAGER_LANG", ENGLISH) not in (*LANGUAGES, ""):
        raise UnknownLanguageError(languages=", ".join(LANGUAGES))


def _before_dashes(arguments: Sequence[str]) -> Sequence[str]:
    """What may hold options: everything up to a lone `--`."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def _values(name: str, arguments: Sequence[str]) -> Iterator[str]:
    """The values of an option, the last one first."""
    parts = _before_dashes(arguments)
    for index, part in reversed(list(enumerate(parts))):
        if part == name:
            yield from parts[index + 1 : index + 2]
        elif part.startswith(f"{name}="):
            yield part.removeprefix(f"{name}=")


def _system_language(environment: Mapping[str, str]) -> str:
    named = [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    with suppress(ValueError):  # a locale this Python cannot name says nothing
        named.append(locale.getlocale()[0] or "")
    chosen = next((name for name in named if name != ""), "")
    return language_of(chosen) or ENGLISH

"""The frame of the command line: options of all, languages, wrong use, the unexpected."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from tests.cli.house import House
from tests.cli.small_commands import ROOT, show_call

from kuager import __version__
from kuager.cli import __main__ as door
from kuager.cli.options import EVERYWHERE, ID, SECRET_OPTIONS, Call
from kuager.lang import LANGUAGES

Run = Callable[..., tuple[int, str, str]]


def test_the_version_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    """`kuager --version` and nothing else."""
    assert door.run(["--version"], {}) == 0
    assert capfd.readouterr().out == f"kuager {__version__}\n"


def test_help_speaks_three_languages(run: Run) -> None:
    """Titles, sentences and placeholders; the names of options stay."""
    texts = [run("read", "--help", "--lang", language)[1] for language in ("en", "ru", "kk")]

    assert ["Usage:" in text for text in texts] == [True, False, False]
    assert ["ФАЙЛ" in text for text in texts] == [False, True, True]
    assert len(set(texts)) == len(texts)
    assert all(opt.opts[0] in text for text in texts for opt in (*EVERYWHERE,))


def test_help_says_in_each_language_what_is_needed(house: House) -> None:
    """An option that must be there has its sentence translated, and the word for it."""
    texts = [
        house("report", "annual-review", "--help", "--lang", language).out
        for language in ("ru", "kk")
    ]

    assert ["обязательно" in texts[0], "міндетті" in texts[1]] == [True, True]
    assert [word for word in ("required", "Three", "folder") if word in "".join(texts)] == []


def test_the_help_of_a_command_says_its_docstring_and_all_options(run: Run) -> None:
    """The docstring once, own options and those of every command."""
    code, out, err = run("call", "--help")

    assert (code, err) == (0, "")
    assert "Show the call itself." in out
    assert "--deep" in out
    assert "Options of every command" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["opne"], "Did you mean open?"),
        (["call", "--depe"], "Did you mean --deep"),
        (["call", "--valut", "x"], "Did you mean --vault?"),
        (["qqqq"], "There is no command “qqqq”."),
        (["call", "--qqqq"], "There is no option --qqqq."),
        (["open"], "ID is missing."),
        (["call", "--vault"], "--vault is not used like this."),
        (["call", "--lang", "de"], "--lang must be one of: en, kk, ru."),
        (["call", "one", "two"], "This is not how the command is used."),
    ],
)
def test_wrong_use_is_answered_with_a_hint(run: Run, arguments: list[str], words: str) -> None:
    """A sentence that helps, exit code 2, nothing on standard output."""
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert words in err


def test_wrong_use_is_explained_in_the_language_of_the_person(run: Run) -> None:
    """Even what Click finds is said in Russian."""
    assert "Возможно, вы имели в виду" in run("--lang", "ru", "opne")[2]


def test_no_command_shows_the_help(run: Run) -> None:
    """`kuager` alone shows what there is; as nothing was done, the exit code is 2."""
    code, out, _ = run()

    assert code == 2
    assert "passphrase" in out


@pytest.mark.parametrize("name", sorted(SECRET_OPTIONS))
@pytest.mark.parametrize("joined", [True, False])
def test_a_secret_in_the_arguments_is_refused(run: Run, name: str, joined: object) -> None:
    """With the one sentence, and without repeating the secret."""
    code, out, err = run("call", *([f"{name}=hunter2"] if joined else [name, "hunter2"]))

    assert (code, out) == (2, "")
    assert err == (
        "Secrets are not accepted on the command line (others can see them). Type it when asked.\n"
    )


@pytest.mark.parametrize("name", ["KUAGER_PASSPHRASE", "KUAGER_PASSWORD"])
def test_a_secret_in_the_environment_is_refused(run: Run, name: str) -> None:
    """The variable is named, its value is not."""
    code, _, err = run("call", **{name: "hunter2"})

    assert code == 2
    assert name in err
    assert "hunter2" not in err


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ru_KZ.UTF-8"}, "ru"),
        ([], {"LANG": "ru_RU", "LC_ALL": "kk_KZ"}, "kk"),
        ([], {"LANG": "ru_RU", "KUAGER_LANG": "kk"}, "kk"),
        (["--lang", "ru"], {"KUAGER_LANG": "kk"}, "ru"),
        (["--lang=ru"], {"KUAGER_LANG": ""}, "ru"),
        (["--lang", "ru", "--lang", "kk"], {}, "kk"),
    ],
)
def test_the_language_is_chosen_in_order(
    run: Run, arguments: list[str], environment: dict[str, str], language: str
) -> None:
    """--lang, else KUAGER_LANG, else the system's; before or after the command."""
    assert f"'{language}'" in run(*arguments, "call", **environment)[1]
    assert f"'{language}'" in run("call", *arguments, **environment)[1]


def test_a_malformed_language_setting_stops_the_program(run: Run) -> None:
    """No silent default: the sentence names what could stand there."""
    code, _, err = run("call", KUAGER_LANG="klingon")

    assert code == 2
    assert "en, kk, ru" in err


@pytest.mark.parametrize("is_before", [True, False])
def test_the_options_of_all_stand_anywhere(run: Run, is_before: object) -> None:
    """Before the command or after it, with the same effect; the environment comes last."""
    options = ["--vault", "v", "--passphrase-file", "-", "--json"]
    arguments = [*options, "call"] if is_before else ["call", *options]
    _, out, _ = run(*arguments, KUAGER_VAULT="other")

    assert out == f"{[Path('v'), '-', 'en', True, False]!r}\n"


def test_the_vault_comes_from_the_environment_when_nothing_is_said(run: Run) -> None:
    """KUAGER_VAULT, else what the verbs call the usual place."""
    assert "Path('other')" in run("call", KUAGER_VAULT="other")[1]
    assert Call().vault_dir(lambda: Path("usual")) == Path("usual")
    assert Call(vault=Path("said")).vault_dir(lambda: Path("usual")) == Path("said")


def test_content_is_no_argument(run: Run) -> None:
    """A sentence where an id should stand is refused and not repeated."""
    code, out, err = run("open", "canary was beaten")

    assert (code, out) == (2, "")
    assert "canary" not in err


@pytest.mark.parametrize("name", ["-x.csv", "a*b?.csv", "a\nb.csv", "--json", "~"])
def test_a_path_is_a_path(run: Run, name: str) -> None:
    """A dash in front, stars, line breaks: after `--` all are taken as they are."""
    code, out, _ = run("read", "--", name)

    assert code == 0
    assert out == name.replace("\n", "\\x0a") + "\n"


def test_every_parameter_is_an_id_a_file_or_a_choice() -> None:
    """No command of the door takes free text: content never stands in arguments."""
    allowed = (
        type(ID), click.Path, click.Choice, click.IntRange, click.types.IntParamType,
        click.types.BoolParamType,
    )  # fmt: skip

    assert [name for name, kind in parameters(door.group) if not isinstance(kind, allowed)] == []


def parameters(node: click.Command, path: str = "kuager") -> Iterator[tuple[str, click.ParamType]]:
    """Every parameter of a command and of all below it, with its type."""
    yield from ((f"{path} {param.name}", param.type) for param in (*node.params, *EVERYWHERE))
    if isinstance(node, click.Group):
        for name, below in node.commands.items():
            yield from parameters(below, f"{path} {name}")


def test_every_file_with_commands_is_in_the_room() -> None:
    """A file of this room that declares COMMANDS is in the tuple of the door."""
    folder = ROOT / "src" / "kuager" / "cli"
    having = [p.stem for p in folder.glob("*.py") if "\nCOMMANDS" in p.read_text("utf-8")]
    listed = (folder / "__main__.py").read_text("utf-8")

    assert [name for name in having if f"{name}.COMMANDS" not in listed] == []


def test_every_command_has_help() -> None:
    """No command and no option is left without words."""
    assert [name for name, words in helps(door.group) if not words] == []


def helps(node: click.Command, path: str = "kuager") -> Iterator[tuple[str, str | None]]:
    """The help of a command and its options, and of all below."""
    yield path, node.help
    options = [param for param in node.params if isinstance(param, click.Option)]
    yield from ((f"{path} {param.name}", param.help) for param in options)
    if isinstance(node, click.Group):
        for name, below in node.commands.items():
            yield from helps(below, f"{path} {name}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_pages_are_shown(capfd: pytest.CaptureFixture[str], language: str) -> None:
    """`kuager help` lists them, `kuager help PAGE` shows one, anything else is refused."""
    assert door.run(["--lang", language, "help"], {}) == 0
    assert "start" in capfd.readouterr().out
    assert door.run(["--lang", language, "help", "start"], {}) == 0
    assert capfd.readouterr().out.startswith("# ")
    assert door.run(["help", "nothing"], {}) == 2
    assert door.run(["help", "--json"], {}) == 0
    assert "start" in json.loads(capfd.readouterr().out)


def test_the_unexpected_is_one_calm_sentence(run: Run) -> None:
    """Where in the program, nothing of a record, no traceback, an exit code of its own."""
    code, out, err = run("fail")

    assert (code, out) == (70, "")
    assert err.count("\n") == 1
    assert "What you saved is safe" in err
    assert "ValueError" in err
    assert "canary" not in err
    assert str(ROOT) not in err


def test_debugging_shows_the_way_without_content(run: Run) -> None:
    """KUAGER_DEBUG=1: files, lines and functions of both errors; still no message of theirs."""
    _, _, err = run("fail", KUAGER_DEBUG="1")

    assert "KeyError" in err
    assert " fail" in err
    assert "canary" not in err


def test_ctrl_c_ends_in_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 130, and what was saved is safe."""

    def interrupted(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show_call, "callback", interrupted)
    code, out, err = run("call")

    assert (code, out) == (130, "")
    assert "Stopped. What was saved before is safe." in err

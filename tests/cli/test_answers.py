"""Answers: for a person, for a script, for any terminal, for a reader that leaves."""

import json
from collections.abc import Callable

import pytest
from tests.cli.small_commands import IS_POSIX, spawn

from kuager import N_
from kuager.cli.options import Call
from kuager.cli.present import in_words
from kuager.cli.progress import progress
from kuager.cli.streams import visible_line, visible_text
from kuager.model.dates import read_date

Run = Callable[..., tuple[int, str, str]]


def test_a_result_is_a_record_or_a_table(run: Run) -> None:
    """Labels in order; yes for true, a dash for nothing, commas between."""
    assert run("show")[1] == ("Code   E-1\nDay    2021-05-28\nSound  yes\nWords  a, ә\nNone   —\n")
    assert run("list")[1].splitlines()[1] == "E-1   2021-05-28  yes    a, ә   —"


def test_a_date_is_shown_at_its_own_precision() -> None:
    """An uncertain date stands in words, in the language of the person."""
    shown = [in_words(read_date("2021-05~"), Call(language=code)) for code in ("en", "ru")]

    assert shown == ["about May 2021", "около мая 2021 года"]


def test_in_json_a_result_is_whole(run: Run) -> None:
    """One JSON value: every field, dates as ISO 8601, bytes as hex."""
    whole = {
        "code": "E-1",
        "on": "2021-05-28",
        "at": "2024-01-02T03:04:00+00:00",
        "digest": "01ff",
        "is_sound": True,
        "words": ["a", "ә"],
        "nothing": None,
    }

    assert json.loads(run("show", "--json")[1]) == whole
    assert json.loads(run("list", "--json")[1]) == [whole, whole]


def test_in_json_an_error_is_json(run: Run) -> None:
    """On standard error, with code, sentence and facts."""
    code, out, err = run("open", "a b", "--json")
    held = json.loads(err)["error"]

    assert (code, out) == (2, "")
    assert (held["code"], held["facts"]) == ("not-an-id", {})


def test_terminal_escapes_are_spelt_out(run: Run) -> None:
    """In records, tables, warnings and errors: no control character reaches the terminal."""
    code, out, err = run("hostile")

    assert code == 9
    for text in (out, err):
        assert "\\x1b]0;owned\\x07\\x9b31m\\x0d\\u202eb" in text
        assert not set(text) & set("\x1b\x07\x9b\r\u202e")
    assert "b\\x0ac" in err


@pytest.mark.parametrize("character", [*map(chr, range(32)), "\x7f", "\x85", "\u2028", "\udc80"])
def test_every_control_character_is_spelt_out_in_a_line(character: str) -> None:
    """Control characters, line separators and half letters; in a text, line breaks may stay."""
    shown = visible_line(f"a{character}b")

    assert shown.isascii()
    assert shown.isprintable()
    assert visible_text("a\n\tb") == "a\n\tb"


@pytest.mark.parametrize("encoding", ["ascii", "cp866", "cp1251", "latin-1", "utf-8"])
def test_any_terminal_shows_something(encoding: str) -> None:
    """No UnicodeError: `?` for what it lacks, plain quotes and dashes for the fine ones."""
    done = spawn("pour", environment={"PYTHONIOENCODING": encoding})
    line = done.stdout.decode(encoding).splitlines()[0]

    assert (done.returncode, done.stderr) == (0, b"")
    if encoding in ("ascii", "cp866"):
        assert '? "one" - two .' in line


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_json_loses_no_letter(encoding: str) -> None:
    """Where the stream cannot carry a letter, JSON spells it in its own way."""
    done = spawn("show", "--json", environment={"PYTHONIOENCODING": encoding})

    assert json.loads(done.stdout)["words"] == ["a", "ә"]


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "nonsense"])
def test_a_pipe_gets_utf_8_in_any_locale(locale: str) -> None:
    """What goes into a file or another program loses nothing."""
    done = spawn("show", environment={"LC_ALL": locale, "PYTHONUTF8": "0"})

    assert "a, ә" in done.stdout.decode("utf-8")


@IS_POSIX
def test_a_reader_that_leaves_is_no_accident() -> None:
    """`| head -1`: its line, a quiet end, no complaint of Python at the exit."""
    done = spawn("pour", then="| head -1")

    assert done.stdout.decode() == "Ә “one” – two … Қазақстан\n"
    assert (done.returncode, done.stderr) == (141, b"")


@IS_POSIX
@pytest.mark.parametrize("command_line", [["pour"], ["--help"], ["show", "--json"]])
def test_a_full_disk_behind_the_output_is_said(command_line: list[str]) -> None:
    """The answer did not arrive: a sentence, and not the exit code of success."""
    done = spawn(*command_line, then="> /dev/full")

    assert done.returncode == 74
    assert b"disk full" in done.stderr
    assert b"Traceback" not in done.stderr


@IS_POSIX
@pytest.mark.parametrize("then", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_break_nothing(then: str) -> None:
    """Started without standard streams, a command still ends with an exit code of ours."""
    assert spawn("show", then=then).returncode in (0, 141)
    assert b"Traceback" not in spawn("ask", then=then).stderr


def test_who_waits_longer_than_a_second_is_told(run: Run) -> None:
    """A line on standard error after a second; nothing in JSON, nothing on standard output."""
    said = run("wait")

    assert (said[1], "Commands …" in said[2]) == ("", True)
    assert run("wait", "--json")[1:] == ("", "")


def test_quick_work_shows_no_progress(capfd: pytest.CaptureFixture[str]) -> None:
    """What is done within the second passes in silence."""
    with progress(Call(), N_("Commands")) as tick:
        tick("work", 1, 1)

    assert capfd.readouterr().err == ""

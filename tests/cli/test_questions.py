"""Questions: the passphrase, confirmations, content; from a file, a pipe and a terminal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.small_commands import IS_POSIX, at_terminal, spawn

Run = Callable[..., tuple[int, str, str]]


class TestPassphraseFile:
    """--passphrase-file FILE, for scripts."""

    @pytest.mark.parametrize("held", [b"six words", b"six words\n", b"six words\r\nmore\n"])
    def test_the_first_line_is_the_passphrase(self, run: Run, tmp_path: Path, held: bytes) -> None:
        """Whatever ends the line, and whatever follows."""
        assert run("passphrase", "--passphrase-file", private(tmp_path, held))[1] == "six words\n"

    def test_a_byte_order_mark_is_no_part_of_it(self, run: Run, tmp_path: Path) -> None:
        """Windows editors put one in front."""
        file = private(tmp_path, "\ufeffсөз сөз".encode())

        assert run("passphrase", "--passphrase-file", file)[1] == "сөз сөз\n"

    @IS_POSIX
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
    def test_a_file_others_can_read_is_refused(self, run: Run, tmp_path: Path, mode: int) -> None:
        """And its content is not shown."""
        file = private(tmp_path, b"hunter2")
        Path(file).chmod(mode)
        code, out, err = run("passphrase", "--passphrase-file", file)

        assert (code, out) == (2, "")
        assert "Others can read" in err
        assert "hunter2" not in err

    @pytest.mark.parametrize("held", [b"", b"\n", b"\xff\xfe\x00", b"x" * 5000])
    def test_a_file_without_a_passphrase_is_refused(
        self, run: Run, tmp_path: Path, held: bytes
    ) -> None:
        """Empty, not UTF-8, or longer than a line a person wrote."""
        assert run("passphrase", "--passphrase-file", private(tmp_path, held))[0] == 2

    def test_a_missing_file_is_refused(self, run: Run, tmp_path: Path) -> None:
        """With a sentence that names the file."""
        code, _, err = run("passphrase", "--passphrase-file", str(tmp_path / "none"))

        assert code == 2
        assert "none" in err

    @pytest.mark.parametrize("arguments", [["--passphrase-file", "-"], []])
    def test_standard_input_gives_it(self, arguments: list[str]) -> None:
        """With `-`, and also where nobody sits at a terminal."""
        done = spawn("passphrase", *arguments, given="алты сөз\nmore\n".encode())

        assert (done.returncode, done.stdout.decode()) == (0, "алты сөз\n")


def private(folder: Path, held: bytes) -> str:
    """A file only its owner can read."""
    path = folder / "passphrase.txt"
    path.write_bytes(held)
    path.chmod(0o600)
    return str(path)


def test_questions_are_answered_line_by_line_from_a_pipe() -> None:
    """A name, a yes, words typed back, then a story of many lines to the end."""
    given = "Имя\nможе\nYES\n  i UNDERSTAND \nfirst\n\nsecond"
    done = spawn("ask", given=given.encode())

    assert json.loads(done.stdout) == ["Имя", "first\n\nsecond"]
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", 2),
        (b"name\n", 2),
        (b"name\nno\n", 3),
        (b"name\nyes\nI dont\n", 3),
        (b"\xff\n", 2),
        (b"x" * 70_000, 2),
    ],
)
def test_what_is_not_answered_changes_nothing(given: bytes, code: int) -> None:
    """An input that ends, a no, the wrong words, no text, too much: a sentence and no traceback."""
    done = spawn("ask", given=given)

    assert (done.returncode, done.stdout) == (code, b"")
    assert b"Nothing was changed." in done.stderr
    assert b"Traceback" not in done.stderr


@IS_POSIX
class TestTerminal:
    """At a real terminal, made with a pseudo-terminal."""

    def test_a_passphrase_is_not_shown(self) -> None:
        """What is typed at the prompt does not come back, but reaches the program."""
        shown, code = at_terminal(["passphrase", "--json"], [("Passphrase:", b"hunter2\n")])

        assert code == 0
        assert shown.count("hunter2") == 1  # the command prints it; the terminal did not

    def test_ctrl_c_at_a_prompt_is_clean(self) -> None:
        """A sentence, exit code 130, no traceback."""
        shown, code = at_terminal(["passphrase"], [("Passphrase:", b"\x03")])

        assert code == 130
        assert "Stopped." in shown
        assert "Traceback" not in shown

    def test_the_end_of_input_at_a_prompt_is_a_refusal(self) -> None:
        """Ctrl-D instead of an answer."""
        shown, code = at_terminal(["ask"], [("Passphrase:", b"\x04")])

        assert code == 2
        assert "Nothing was changed." in shown

    def test_a_story_ends_with_a_dot(self) -> None:
        """Content is typed line by line; a lone dot ends it."""
        answers = [
            ("Passphrase:", b"name\n"),
            ("yes / no", b"yes\n"),
            ("Passphrase:", b"I understand\n"),
            (">", b"first\n"),
            (">", b".\n"),
        ]
        shown, code = at_terminal(["ask"], answers)

        assert code == 0
        assert '["name", "first"]' in shown

    def test_a_table_and_a_bar_are_drawn(self) -> None:
        """With rich, and still without control characters of the values."""
        table, _ = at_terminal(["list"], [])
        bar, _ = at_terminal(["wait"], [])

        assert "E-1" in table
        assert "Commands" in bar

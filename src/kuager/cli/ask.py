"""Questions to the person: passphrases, confirmations, and content, which is never an argument.

On a terminal a question is shown on standard error, so that answers of the program stay clean
on standard output. Where standard input is no terminal, each question takes its next line:
that is how scripts answer. A closed input is a refusal, never an empty answer.
"""

import getpass
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, ClassVar, Final

from kuager import N_, Fact, KuagerError
from kuager.cli.options import Call
from kuager.cli.streams import is_terminal, visible_line, write_error
from kuager.lang import words_of

STANDARD_INPUT: Final = "-"
LINE_LIMIT_BYTES: Final = 64 * 1024
CONTENT_LIMIT_BYTES: Final = 8 * 1024 * 1024
SECRET_LIMIT_BYTES: Final = 4 * 1024


class NoAnswerError(KuagerError):
    """The input ended before a question was answered."""

    code: ClassVar[str] = "no-answer"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "The input ended before this was answered: {question} Nothing was changed."
    )


class NotConfirmedError(KuagerError):
    """What had to be typed back was not, or the answer was no."""

    code: ClassVar[str] = "not-confirmed"
    exit_code: ClassVar[int] = 3
    text: ClassVar[str] = N_("Not confirmed. Nothing was changed.")


class NotTextError(KuagerError):
    """What came from standard input or a passphrase file is not text in UTF-8."""

    code: ClassVar[str] = "not-text"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("The input is not text in UTF-8. Nothing was changed.")


class TooLongError(KuagerError):
    """What was typed or piped in is longer than anything a person writes."""

    code: ClassVar[str] = "too-long"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("The input is longer than {limit} bytes. Nothing was changed.")


class PassphraseFileError(KuagerError):
    """The passphrase file cannot be read, or is empty."""

    code: ClassVar[str] = "passphrase-file"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_("No passphrase can be read from this file: {file}")


class ExposedPassphraseError(KuagerError):
    """Others can read the passphrase file."""

    code: ClassVar[str] = "passphrase-file-exposed"
    exit_code: ClassVar[int] = 2
    text: ClassVar[str] = N_(
        "Others can read this passphrase file, so it was not used: {file} "
        "Make it readable for you alone, and change the passphrase if others may have seen it."
    )


def passphrase(call: Call, may_others_read: Callable[[Path], bool]) -> str:
    """The passphrase: from --passphrase-file, or typed without being shown.

    `may_others_read` says of a file whether anyone but its owner may read it.
    """
    if call.passphrase_file is None:
        return secret(call, N_("Passphrase:"))
    if call.passphrase_file == STANDARD_INPUT:
        return _next_line(_input(), call.say(N_("Passphrase:")))
    return _from_file(Path(call.passphrase_file), may_others_read)


def secret(call: Call, question: str, /, **facts: Fact) -> str:
    """A secret, typed without being shown; `question` is N_() marked."""
    asked = visible_line(call.say(question, **facts))
    if not is_terminal(sys.stdin):
        return _next_line(_input(), asked)
    try:
        return getpass.getpass(f"{asked} ")
    except EOFError:
        raise NoAnswerError(question=asked) from None


def line(call: Call, question: str, /, **facts: Fact) -> str:
    """One line of content: a name, a reason, search words. May be empty."""
    asked = visible_line(call.say(question, **facts))
    if not is_terminal(sys.stdin):
        return _next_line(_input(), asked)
    try:
        return _typed(f"{asked} ")
    except EOFError:
        raise NoAnswerError(question=asked) from None
    except UnicodeDecodeError:
        raise NotTextError from None


def content(call: Call, question: str, /, **facts: Fact) -> str:
    """A text of any number of lines: typed up to a lone dot, or all that standard input holds."""
    if not is_terminal(sys.stdin):
        return _text(_all(_input()))
    write_error(visible_line(call.say(question, **facts)))
    write_error(call.say(N_("(End with a line that holds only a dot.)")))
    typed: list[str] = []
    while (latest := line(call, ">")) != ".":
        typed.append(latest)
    return "\n".join(typed)


def is_yes(call: Call, question: str, /, **facts: Fact) -> bool:
    """A yes or a no, asked until it is one of them; nothing stands for silence."""
    words = words_of(call.language)
    choice = f"({words.yes[0]} / {words.no[0]})"
    while True:
        given = line(call, f"{call.say(question, **facts)} {choice}").strip().casefold()
        if given in (*words.yes, *words.no):
            return given in words.yes


def confirm(call: Call, question: str, /, **facts: Fact) -> None:
    """Go on only after a yes: anything else raises NotConfirmedError."""
    if not is_yes(call, question, **facts):
        raise NotConfirmedError


def typed_back(
    call: Call, question: str, /, *, expected: str, is_hidden: bool = False, **facts: Fact
) -> None:
    """Go on only if the person types `expected`; letter case and spacing do not matter."""
    given = (secret if is_hidden else line)(call, question, **facts)
    if _alike(given) != _alike(expected):
        raise NotConfirmedError


def _alike(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _typed(prompt: str) -> str:
    """A line from the terminal, the prompt on standard error."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return input()


def _from_file(path: Path, may_others_read: Callable[[Path], bool]) -> str:
    try:
        if may_others_read(path):
            raise ExposedPassphraseError(file=str(path))
        with path.open("rb") as opened:
            first = opened.readline(SECRET_LIMIT_BYTES + 1)
    except OSError:
        raise PassphraseFileError(file=str(path)) from None
    found = _text(_within(first, SECRET_LIMIT_BYTES)).strip("\r\n")
    if found == "":
        raise PassphraseFileError(file=str(path))
    return found


def _input() -> BinaryIO | None:
    return None if sys.stdin is None else sys.stdin.buffer


def _next_line(source: BinaryIO | None, asked: str) -> str:
    found = b"" if source is None else source.readline(LINE_LIMIT_BYTES + 1)
    if found == b"":
        raise NoAnswerError(question=asked)
    return _text(_within(found, LINE_LIMIT_BYTES)).rstrip("\r\n")


def _all(source: BinaryIO | None) -> bytes:
    held = b"" if source is None else source.read(CONTENT_LIMIT_BYTES + 1)
    return _within(held, CONTENT_LIMIT_BYTES)


def _within(held: bytes, limit: int) -> bytes:
    if len(held) > limit:
        raise TooLongError(limit=limit)
    return held


def _text(held: bytes) -> str:
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTextError from None

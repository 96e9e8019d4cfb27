r"""Standard output and error, made safe: any terminal, any encoding, a reader that left.

Text goes out as it is where the stream can carry it. A terminal that cannot show a letter
shows `?` (and plain quotes and dashes for typographic ones); a file or a pipe gets UTF-8.
Control characters inside shown values appear as `\x1b`, so that nothing stored in a record
can drive the terminal or fake a line.
"""

import codecs
import contextlib
import errno
import io
import os
import re
import sys
from typing import ClassVar, Final, TextIO

from kuager import N_, KuagerError

OUTPUT_CLOSED: Final = 141
_TYPOGRAPHY: Final = str.maketrans("“”„«»‘’–—−… \u00a0\u202f", '"""""\'\'---.   ')
_CONTROLS: Final = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
)
_IN_TEXT: Final = re.compile(f"[{_CONTROLS}]")
_IN_LINE: Final = re.compile(f"[\\t\\n{_CONTROLS}]")
_BYTE: Final = 0xFF


class OutputClosedError(KuagerError):
    """Whoever read our output has stopped reading (`| head`): nothing is wrong, nothing is said."""

    code: ClassVar[str] = "output-closed"
    exit_code: ClassVar[int] = OUTPUT_CLOSED
    text: ClassVar[str] = N_("The program that read the output has stopped reading.")


class OutputFailedError(KuagerError):
    """Standard output could not be written: a full disk behind `> file`, mostly."""

    code: ClassVar[str] = "output-failed"
    exit_code: ClassVar[int] = 74
    text: ClassVar[str] = N_(
        "The answer could not be written where you sent it. Is the disk full? "
        "What is in the vault is safe."
    )


def visible_text(value: str) -> str:
    """A text of several lines with every control character spelt out."""
    return _IN_TEXT.sub(_spelt, value)


def visible_line(value: str) -> str:
    """A value for one line: line breaks and tabs are spelt out as well."""
    return _IN_LINE.sub(_spelt, value)


def prepare_streams() -> None:
    """Make standard output and error carry any text without ever raising UnicodeError."""
    codecs.register_error("kuager-shown", _shown)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_ours = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
            stream.reconfigure(encoding="utf-8" if is_ours else None, errors="kuager-shown")


def own_output() -> None:
    """Keep standard output for our answers alone, where a file or another program reads them.

    What a library writes there from C (the solver of the disclosure check has a line for its own
    developers that no option turns off) goes nowhere. A terminal stays as it is: typing needs it.
    """
    told = sys.stdout
    if not isinstance(told, io.TextIOWrapper) or told.closed or told.isatty():
        return
    with contextlib.suppress(OSError):
        number = told.fileno()
        told.flush()
        kept = os.dup(number)
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, number)
        os.close(nothing)
        sys.stdout = io.TextIOWrapper(
            io.BufferedWriter(io.FileIO(kept, "wb")), encoding=told.encoding, errors=told.errors
        )


def carries_unicode(stream: TextIO | None) -> bool:
    """Whether a stream can carry every letter as it is."""
    return stream is not None and (stream.encoding or "").lower().startswith("utf")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end; a stream that was closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def write_output(text: str) -> None:
    """Write lines of answer to standard output, or raise one of the two errors above."""
    if sys.stdout is None:
        raise OutputClosedError
    try:
        sys.stdout.write(f"{text}\n")
    except OSError as error:
        raise _lost(error) from None


def flush_output() -> None:
    """Bring the answer out; call it before saying that all went well."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _lost(error) from None


def write_error(text: str) -> None:
    """Write a line to standard error; if nobody can read it, that changes nothing."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()


def abandon_output() -> None:
    """After a failed write: point standard output at nothing, so that leaving is quiet."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def _lost(error: OSError) -> KuagerError:
    abandon_output()
    # Windows reports a reader that left as an invalid argument.
    left = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)
    return OutputClosedError() if error.errno in left else OutputFailedError()


def _spelt(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code <= _BYTE else f"\\u{code:04x}"


def _shown(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end].translate(_TYPOGRAPHY)
    return "".join(letter if letter.isascii() else "?" for letter in letters), error.end

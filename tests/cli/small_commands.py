"""A few small commands in the frame of the real door, to be run here or in a process of their own.

python tests/cli/small_commands.py show --json
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kuager import N_, KuagerError
from kuager.cli import __main__ as door
from kuager.cli import ask, present
from kuager.cli.commands import Group, argument, command, option
from kuager.cli.options import FILE, ID, Call
from kuager.cli.progress import progress
from kuager.vault.platform import is_readable_by_others

ROOT = Path(__file__).parent.parent.parent
IS_POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and terminals")
HOSTILE = "a\x1b]0;owned\x07\x9b31m\r\u202eb\nc"

front = Group("kuager")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A result as a verb gives it."""

    code: str
    on: date
    at: datetime
    digest: bytes
    is_sound: bool
    words: tuple[str, ...]
    nothing: None = None


SHOWN = Shown(
    code="E-1",
    on=date(2021, 5, 28),
    at=datetime(2024, 1, 2, 3, 4, tzinfo=UTC),
    digest=b"\x01\xff",
    is_sound=True,
    words=("a", "ә"),
)
LABELS = {"code": "Code", "on": "Day", "is_sound": "Sound", "words": "Words", "nothing": "None"}


@command("call", of=front)
@option("--deep", is_flag=True)
def show_call(call: Call, *, deep: bool) -> None:
    """Show the call itself."""
    held = [call.vault, call.passphrase_file, call.language, call.is_json, deep]
    present.write_output(repr(held))


@command("open", of=front)
@argument("identifier", type=ID, metavar=N_("ID"))
def take_identifier(call: Call, *, identifier: str) -> None:
    """Take an id."""
    present.tell(call, "{identifier}", identifier=identifier)


@command("read", of=front)
@argument("file", type=FILE, metavar=N_("FILE"))
def take_file(call: Call, *, file: Path) -> None:
    """Take a file."""
    present.tell(call, "{file}", file=str(file))


@command("fail", of=front)
def fail(_call: Call) -> None:
    """Meet something nobody foresaw."""
    try:
        raise KeyError("canary")  # noqa: TRY301 - content in a message, as libraries do
    except KeyError as error:
        raise ValueError("canary again") from error


@command("show", of=front)
def show(call: Call) -> None:
    """Show one result."""
    present.show(call, SHOWN, LABELS)


@command("list", of=front)
def show_list(call: Call) -> None:
    """Show many results."""
    present.show(call, [SHOWN, SHOWN], LABELS)


@command("hostile", of=front)
def show_hostile(call: Call) -> None:
    """Show values that want to drive the terminal."""
    present.record(call, {"Code": HOSTILE})
    present.table(call, ["Code"], [[HOSTILE]])
    present.warn(call, "{x}", x=HOSTILE)
    raise HostileError(x=HOSTILE)


@command("passphrase", of=front)
def show_passphrase(call: Call) -> None:
    """Show what was read as a passphrase."""
    present.write_output(ask.passphrase(call, is_readable_by_others))


@command("ask", of=front)
def ask_all(call: Call) -> None:
    """Ask for everything that can be asked."""
    name = ask.line(call, N_("Passphrase:"))
    ask.confirm(call, N_("Passphrase:"))
    ask.typed_back(call, N_("Passphrase:"), expected="I understand")
    story = ask.content(call, N_("Passphrase:"))
    present.write_output(json.dumps([name, story]))


@command("wait", of=front)
def wait(call: Call) -> None:
    """Work for longer than a second."""
    with progress(call, N_("Commands")) as tick:
        for done in range(12):
            tick("work", done, 12)
            time.sleep(0.11)


@command("pour", of=front)
def pour(call: Call) -> None:
    """Answer with more than a pipe holds."""
    for _ in range(20_000):
        present.tell(call, "Ә “one” – two … Қазақстан")


class HostileError(KuagerError):
    """An error whose facts hold what a file name may hold."""

    code = "hostile"
    exit_code = 9
    text = "{x}"


def spawn(
    *arguments: str,
    given: bytes = b"",
    then: str = "",
    environment: dict[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """The small commands in a process of their own; `then` follows, as in `| head -1`."""
    line = [sys.executable, str(Path(__file__)), *arguments]
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    settings = {**kept, "PYTHONPATH": str(ROOT / "src"), **(environment or {})}
    if then:
        line = ["bash", "-c", f'set -o pipefail; "$@" {then}', "bash", *line]
    return subprocess.run(line, input=given, env=settings, capture_output=True, check=False)


def at_terminal(arguments: list[str], answers: list[tuple[str, bytes]]) -> tuple[str, int]:
    """Run the small commands on a pseudo-terminal, answering each prompt as it appears."""
    import pty  # noqa: PLC0415 - POSIX only

    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm"})
        os.execv(sys.executable, [sys.executable, str(Path(__file__)), *arguments])  # noqa: S606
    shown, waiting = "", list(answers)
    seen = 0
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:
            chunk = b""
        if chunk == b"":
            break
        shown += chunk.decode("utf-8", "replace")
        if waiting and waiting[0][0] in shown[seen:]:
            seen = len(shown)
            time.sleep(0.05)  # the prompt is written before the echo is switched off
            os.write(terminal, waiting.pop(0)[1])
    os.close(terminal)
    return shown, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(door.run(sys.argv[1:], os.environ, front=front))

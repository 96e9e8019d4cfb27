"""The main job from nothing: a practice vault, the example in it, proved, and the annual review.

    python tools/demo.py [FOLDER]

Makes FOLDER (else `demo`) anew with the real command line and shows each command it runs.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from kuager.lang import LANGUAGES
from kuager.vault.files import make_private_directory, write_replacing
from kuager.verbs.vaults import suggest_passphrase

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = Path("examples") / "kazakhstan-2020-2024"
MADE = ("vault", "out")
NOTE = (
    "The first line opens the practice vault beside this file. It is the one vault whose "
    "passphrase may lie on a disk: nothing in it is secret. Never keep another one like this."
)


def main(arguments: list[str]) -> int:
    """Make everything and say what to look at; the exit code is that of the step that failed."""
    started = time.monotonic()
    os.chdir(ROOT)
    folder = Path(arguments[0]) if arguments else Path("demo")
    _start_anew(folder)
    for step in _steps(folder):
        code = _run(folder, step)
        if code != 0:
            print(f"\nThis step failed with exit code {code}. What was made lies in {folder}.")
            return code
    print(_farewell(folder, time.monotonic() - started))
    return 0


def _start_anew(folder: Path) -> None:
    """Take away what an earlier run made, and nothing else; write a fresh passphrase."""
    for name in MADE:
        if (folder / name).exists():
            shutil.rmtree(folder / name)
    make_private_directory(folder)
    text = f"{suggest_passphrase()}\n{NOTE}\n"
    write_replacing(folder / "passphrase.txt", text.encode("utf-8"))


def _steps(folder: Path) -> list[list[str]]:
    """The commands, in order."""
    report = ["report", "annual-review", "--country", "KAZ", "--year", "2024"]
    reports = [
        [*report, "--to", str(folder / "out"), "--language", language] for language in LANGUAGES
    ]
    return [
        ["new", "--practice"],
        ["import", str(EXAMPLE), "--yes"],
        ["verify"],
        *reports,
        ["funnel"],
        ["status"],
    ]


def _run(folder: Path, step: list[str]) -> int:
    """Run one command as a person would; the example leaves no question open."""
    where = ["--vault", str(folder / "vault")]
    where += ["--passphrase-file", str(folder / "passphrase.txt")]
    print(f"\n$ kuager {shlex.join([*where, *step])}", flush=True)
    settings = {name: value for name, value in os.environ.items() if "KUAGER" not in name}
    command = [sys.executable, "-m", "kuager.cli", "--lang", "en", *where, *step]
    return subprocess.run(command, env=settings, stdin=subprocess.DEVNULL, check=False).returncode


def _farewell(folder: Path, seconds: float) -> str:
    """What there is now, and what to look at next."""
    program = Path(sys.executable).with_name("kuager")
    opening = f"{program} --vault {folder / 'vault'} --passphrase-file {folder / 'passphrase.txt'}"
    return f"""
Done in {seconds:.0f} seconds. Look at:

  {folder / "out" / "annual-review-KAZ-2024.html"}   the chapter; also as DOCX and PDF, -ru and -kk
  {folder / "passphrase.txt"}   opens the practice vault {folder / "vault"}

and try:

  {opening} show ev-2021-05-shymkent --history
  {opening} list event
  {opening} table ask --unit event --by event.kind --from 2024-01-01 --to 2024-12-31
  {opening} report annual-review --country KAZ --year 2021 --to {folder / "out"}
  {opening} help start
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

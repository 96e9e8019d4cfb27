"""The main job from nothing: a practice vault, the example in it, proved, and four documents sent.

    python tools/demo.py [FOLDER]

Makes FOLDER (else `demo`) anew with the real command line and shows each command it runs: the
chapter of 2024 in three languages; then an appeal, a report and an input to a list of issues, each
checked, signed off by a second person and sent.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
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
ANSWERS = "yes\nNobody: every word of it was public before.\n"
"""Whether all of it was read, and who could be made to pay for it."""
MOST_LINES = 6
"""How much of what a command says is shown."""
MARK = "Practice copy, not for publication"


@dataclass(frozen=True)
class Step:
    """A command of Kuager, what is answered to its questions, and what it is for."""

    words: tuple[str, ...]
    answers: str = ""
    title: str = ""


def main(arguments: list[str]) -> int:
    """Make everything and say what to look at; the exit code is that of the step that failed."""
    started = time.monotonic()
    os.chdir(ROOT)
    folder = Path(arguments[0]) if arguments else Path("demo")
    _start_anew(folder)
    print(f"Every command below has {shlex.join(_where(folder))} before it.")
    print(f"What comes out of this vault is marked: {MARK}.")
    for step in _steps(folder / "out"):
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


def _where(folder: Path) -> tuple[str, ...]:
    """The vault and what opens it, as options."""
    secret = str(folder / "passphrase.txt")
    return ("--vault", str(folder / "vault"), "--passphrase-file", secret)


def _steps(out: Path) -> Iterator[Step]:
    """The commands, in order."""
    yield Step(("new", "--practice"), title="A vault, and the example in it")
    yield Step(("import", str(EXAMPLE), "--yes"))
    yield Step(("verify",))
    chapter = ("report", "annual-review", "--country", "KAZ", "--year", "2024", "--to", str(out))
    for language in LANGUAGES:
        title = "The chapter of an annual review" if language == LANGUAGES[0] else ""
        yield Step((*chapter, "--language", language), title=title)
    yield Step(("report", "list"), title="The documents in work")
    yield from _sending(out, "doc-003-appeal", "public", LANGUAGES, "A public appeal")
    report = "An alternative report to the Committee against Torture"
    yield from _sending(out, "doc-004-alternative", "un-bodies", ("en",), report)
    loi = "An input to a list of issues"
    yield from _sending(out, "doc-001-loi", "un-bodies", ("en",), loi)
    yield Step(("edition", "list"), title="What has left the house")


def _sending(
    out: Path, code: str, reader: str, languages: tuple[str, ...], title: str
) -> Iterator[Step]:
    """One document: checked, signed off by a second person, and sent, in each language."""
    for language in languages:
        spoken = ("--language", language)
        people = ("--prepared-by", "member-coder", "--by", "member-editor", "--reader", reader)
        first = title if language == languages[0] else ""
        yield Step(("report", "check", code, *spoken), title=first)
        yield Step(("report", "sign", code, *spoken, *people), answers=ANSWERS)
        yield Step(("report", "send", code, *spoken, "--to", str(out)))


def _run(folder: Path, step: Step) -> int:
    """Run one command as a person would, and show the first lines of what it says."""
    if step.title:
        print(f"\n{step.title}")
    print(f"\n$ kuager {shlex.join(step.words)}", flush=True)
    settings = {name: value for name, value in os.environ.items() if "KUAGER" not in name}
    command = [sys.executable, "-m", "kuager.cli", "--lang", "en", *_where(folder), *step.words]
    done = subprocess.run(
        command, env=settings, input=step.answers, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        print(done.stdout + done.stderr)
        return done.returncode
    lines = [line for line in done.stdout.splitlines() if line.strip() and line != MARK]
    for line in lines[:MOST_LINES]:
        print(f"  {line.rstrip()}")
    if len(lines) > MOST_LINES:
        print(f"  … {len(lines) - MOST_LINES} more lines")
    return 0


def _farewell(folder: Path, seconds: float) -> str:
    """What there is now, and what to look at next."""
    program = Path(sys.executable).with_name("kuager")
    opening = f"{program} {shlex.join(_where(folder))}"
    out = folder / "out"
    return f"""
Done in {seconds:.0f} seconds. Look at these; each is there as DOCX, PDF and HTML:

  {out / "annual-review-KAZ-2024.html"}   the chapter, in Russian with -ru, in Kazakh with -kk
  {out / "public-appeal-KAZ-2024-01-2024-07.html"}   the appeal, in three languages, too
  {out / "alternative-report-KAZ-2019-2023-03.pdf"}   the report, article by article
  {out / "loi-input-KAZ-2020-2022-03.pdf"}   questions that a committee may ask

{folder / "passphrase.txt"} opens the practice vault {folder / "vault"}. Try:

  {opening} serve
  {opening} report show doc-004-alternative
  {opening} show ev-2021-05-shymkent --history
  {opening} table ask --unit event --by event.kind --from 2024-01-01 --to 2024-12-31
  {opening} help documents
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

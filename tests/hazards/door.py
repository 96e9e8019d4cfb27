"""The day at the door: real commands of `kuager`, each with what a person types.

`canaries` runs them as it runs the steps of `day`. What is typed reaches the process through
standard input; arguments are ids and file names, and nothing of the day stands in the environment.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hazards.canary import Nest
from tests.hazards.day import MANY_ROWS, MAPPING, Day, write_people

KILLED = "killed"


@dataclass(frozen=True)
class Command:
    """One command: its name in the traces, its arguments, what is typed, and its exit codes."""

    name: str
    arguments: tuple[str, ...]
    typed: tuple[str, ...] = ()
    codes: tuple[int, ...] = (0,)
    shows: str = ""
    """What has to be in the answer, so that the day is a day."""


def commands(place: Path, nest: Nest) -> Iterator[Command]:
    """The day, in its order; files that a person brings are laid out as it goes."""
    day = Day(place, nest)
    (place / "originals" / "mapping.yaml").write_text(json.dumps(MAPPING), encoding="utf-8")
    yield Command("new", ("new",))
    for lang in ("ru", "kk", "en"):
        yield Command(f"record-{lang}", ("case", "record"), (_first_record(nest, lang),))
    write_people(day, "people", 0)
    yield _import(day, "people", "--dry-run")
    yield _import(day, "people")
    for name in nest["file name"]:
        file = day.originals / f"{name}.jpg"
        file.write_bytes(b"".join(nest.blobs) * 2000)
        yield Command(f"evidence-{name}", ("evidence", "add", str(file), "--case", "C-1"))
    for number, word in enumerate((*nest["search"], *nest["story ru"][:1])):
        yield Command(
            f"search-{number}", ("search",), (word,), shows="R0-1" if number == 0 else "C-1"
        )
    yield Command("show", ("show", "C-1", "--history"), shows=nest["story ru"][1])
    yield Command("status", ("status",))
    yield Command("list", ("list", "person"))
    yield Command("mistyped", ("show", "no such thing"), codes=(2,))
    yield Command("backup", ("backup", str(day.out / "backup"), "--keys-to", str(day.out)))
    yield from _export(day)
    write_people(day, "more", 1, rows=MANY_ROWS)
    yield _import(day, "more", name=KILLED)
    yield Command("verify-after", ("verify",), codes=(0, 4))
    yield Command("erase", ("erase", "C-2", "--reason", "danger"), ("C-2",))
    now = ("erase", "C-2", "--now", "X-1", "--sooner", "danger")
    yield Command("erase-now", now, ("C-2", "X-1"), codes=(0, 2))
    yield Command("rebuild", ("rebuild",))
    yield Command("verify", ("verify",))


def _first_record(nest: Nest, lang: str) -> str:
    story = " ".join(nest[f"story {lang}"])
    told = {"story": story, "when_where": " ".join(nest[f"name {lang}"])}
    return json.dumps({**told, "how_known": story, "may_keep": "not-asked"})


def _import(day: Day, file: str, *options: str, name: str | None = None) -> Command:
    mapping = str(day.originals / "mapping.yaml")
    arguments = ("import", str(day.originals / f"{file}.csv"), "--mapping", mapping, *options)
    return Command(name or "-".join(("import", file, *options)), arguments, ("yes",) * 4)


def _export(day: Day) -> Iterator[Command]:
    phrase = day.originals / "archive-passphrase"
    phrase.touch(mode=0o600)
    phrase.write_text(day.nest["passphrase"][2], encoding="utf-8")
    option = ("--archive-passphrase-file", str(phrase))
    yield Command("export", ("export", str(day.out / "all.export"), *option))

"""Seeded leaks in a real vault, sent on the real way: none may reach a file.

    python -m tests.hazards.leaks [--only NAME] [--faults]

Each seed (`seeds`) stands in a document of its own: in an author's words, a kept text, the title,
or the record. The document is checked, signed off and sent, and the bytes of all its files are
searched, packed parts and PDF text included. A seed is

    cut       nothing of it is in any file of the document, which was sent
    firm      a finding that nobody may let pass stopped it: nothing left
    decision  a finding stopped it that a person may let pass with a reason that is kept
    LEAKED    it left, or it was not found by the check that has to find it

Then files are seeded (`seeded_files`): author, tracked changes, GPS in a picture and the like are
put into files of ours, and each has to be read from the bytes. `--faults` switches the checks off
one at a time: each has to be noticed here. And it switches off the cutting of stories where they
are drawn: then the check of consents has to stop them.
"""

import io
import sys
import zipfile
import zlib
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pypdf
from tests.hazards.seed import SOUND, Seed
from tests.hazards.seeded_files import FILE_SEEDS, sound_files
from tests.hazards.seeds import SEEDS, begun, furnish
from tests.verbs.desks import new_desk

from kuager.model.chapter import Development
from kuager.model.checks import CHECKS, run_checks
from kuager.model.disclosure import Cut
from kuager.verbs.checking import check_report
from kuager.verbs.checking_files import file_traces
from kuager.verbs.desk import Desk
from kuager.verbs.manuscripts import read_report
from kuager.verbs.sending import FindingsStandError, send_report, sign_off_report
from kuager.verbs.texts import check_text, set_text_status, write_text

FORMS = ("docx", "pdf", "html", "md")
FIRST_YEAR = 1900
Outcome = str


def run(folder: Path, seeds: Iterable[Seed] = SEEDS) -> dict[str, Outcome]:
    """What becomes of each seed, in one vault."""
    desk = new_desk(folder / "vault")
    try:
        furnish(desk)
        return {
            seed.name: outcome(desk, seed, FIRST_YEAR + number, folder / f"out-{number}")
            for number, seed in enumerate(seeds)
        }
    finally:
        desk.close()


def outcome(desk: Desk, seed: Seed, year: int, to: Path) -> Outcome:
    """Plant one seed in a document of its own year, check it, and try to send it."""
    if seed.plant is not None:
        seed.plant(desk, year)
    code = begun(desk, seed, year)
    if seed.text and not seed.kept:
        _write(desk, seed, code)
    found = check_report(desk, code=code, language=seed.language)
    named = [one for one in found.standing if one.check == seed.check]
    if seed.check:
        if not named:
            return f"LEAKED: {seed.check} did not find it"
        if _may_be_sent(desk, seed, code, to):
            return "LEAKED: it was sent"
        return "decision" if all(one.may_override for one in named) else "firm"
    needles = [needle.format(year=year) for needle in seed.needles]
    if not _may_be_sent(desk, seed, code, to):
        firm = any(not one.may_override for one in found.standing)
        return "firm" if firm else f"LEAKED: stopped by {[one.check for one in found.standing]}"
    told = {path.name: words_in(path.read_bytes()) for path in to.iterdir()}
    if not all(SOUND[seed.language] in words for words in told.values()):
        return "LEAKED: the search does not see the words of a file"
    seen = [name for name, words in told.items() if any(needle in words for needle in needles)]
    return f"LEAKED: in {seen}" if seen else "cut"


def _write(desk: Desk, seed: Seed, code: str) -> None:
    """Put the words into the document, finished and read by a second person."""
    at = {"code": code, "place": "chapter", "language": seed.language}
    shown = write_text(desk, **at, text=seed.text, by="M-7", about=seed.about)  # type: ignore[arg-type]
    shown = set_text_status(desk, **at, status="ready", seen=shown.seen)
    check_text(desk, **at, by="M-8", seen=shown.seen)


def _may_be_sent(desk: Desk, seed: Seed, code: str, to: Path) -> bool:
    """Whether the document leaves: read, signed off by a second person, sent."""
    digest = read_report(desk, code=code, language=seed.language).digest
    read = {"code": code, "language": seed.language, "read": digest}
    try:
        sign_off_report(
            desk, **read, by="M-8", prepared_by="M-7", readers=("public",), harm="Nobody."
        )
        send_report(desk, **read, to=to, forms=FORMS)
    except FindingsStandError:
        return False
    return True


def words_in(data: bytes) -> str:
    """Everything that can be read in a file: packed parts, streams, the text of a PDF."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return "\n".join(parts)
    if data.startswith(b"%PDF"):
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
        text = " ".join(" ".join(pages).split())
        return "\n".join((text, *_streams(data)))
    return data.decode("utf-8", "replace")


def _streams(data: bytes) -> Iterator[str]:
    for piece in data.split(b"stream\n")[1:]:
        try:
            yield zlib.decompressobj().decompress(piece).decode("utf-8", "replace")
        except zlib.error:
            continue


def run_files() -> dict[str, Outcome]:
    """What becomes of each seeded file: its trace has to be read; sound files have none."""
    found: dict[str, Outcome] = {}
    for name, data in sound_files().items():
        traces = file_traces(data)
        found[f"sound {name}"] = f"LEAKED: false alarm {traces}" if traces else "cut"
    for name, seed in FILE_SEEDS.items():
        kinds = {trace.kind for trace in file_traces(seed.make())}
        found[name] = "firm" if seed.kind in kinds else f"LEAKED: only {sorted(kinds)}"
    return found


@contextmanager
def without(name: str) -> Iterator[None]:
    """A build in which one check is switched off."""
    rest = tuple(check for check in CHECKS if check.name != name)

    def fewer(matter: object, *, secret: bytes) -> object:
        return run_checks(matter, secret=secret, checks=rest)  # type: ignore[arg-type]

    with patch("kuager.verbs.checking.run_checks", fewer):
        yield


def _all_of_it(developments: Iterable[Development], **_terms: object) -> Cut:
    """Nothing is cut."""
    return Cut(passed=tuple(developments), held=(), unwritten=())


@contextmanager
def uncut() -> Iterator[None]:
    """A build in which no story is held back where a chapter is drawn."""
    with patch("kuager.verbs.drawing.chapter.what_may_leave", _all_of_it):
        yield


def faults(folder: Path) -> dict[str, bool]:
    """Whether each fault is noticed: a check that is off, by a seed that it has to find."""
    noticed: dict[str, bool] = {}
    for number, name in enumerate(sorted({seed.check for seed in SEEDS if seed.check})):
        seeds = [seed for seed in SEEDS if seed.check == name]
        with without(name):
            found = run(folder / f"fault-{number}", seeds[:1])
        noticed[name] = any(one.startswith("LEAKED") for one in found.values())
    with uncut():
        found = run(folder / "uncut", [seed for seed in SEEDS if seed.name.startswith("consent-")])
    noticed["stories are not cut"] = set(found.values()) == {"firm"}
    return noticed


def main() -> int:
    """Print the figures; 1 if anything leaked, or a fault was not noticed."""
    asked = ArgumentParser()
    asked.add_argument("--only", default="")
    asked.add_argument("--faults", action="store_true")
    chosen = asked.parse_args()
    with TemporaryDirectory() as place:
        if chosen.faults:
            noticed = faults(Path(place))
            for name, was in noticed.items():
                sys.stdout.write(f"{name}: {'noticed' if was else 'NOT NOTICED'}\n")
            sys.stdout.write(f"{sum(noticed.values())} of {len(noticed)} noticed\n")
            return int(not all(noticed.values()))
        seeds = [seed for seed in SEEDS if chosen.only in seed.name]
        found = run(Path(place), seeds) | ({} if chosen.only else run_files())
    for name, what in found.items():
        sys.stdout.write(f"{name}: {what}\n")
    counted = Counter(what.partition(":")[0] for what in found.values())
    sys.stdout.write(f"{len(found)} seeds: {dict(counted)}\n")
    return int(counted["LEAKED"] > 0)


if __name__ == "__main__":
    sys.exit(main())

"""`kill -9` at a random instant: nothing that was acknowledged is lost, nothing needs mending.

    python -m tests.hazards.kills [--trials 315] [--seed 1]

Each trial copies one small vault, lets a child process save, import, seal evidence, export, erase,
rebuild or back up, kills it without warning at a moment drawn by the seed, opens the vault as the
door does, and holds it to every acknowledgement the child gave. The moments are drawn by the seed;
what the machine was doing just then is not.
"""

import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tests.hazards.deeds import EXPORT_PASSPHRASE, Deeds, Fact, read_facts
from tests.hazards.facts import broken_backups, missing, unsound
from tests.hazards.rig import (
    Figures,
    cheap_plan,
    child_environment,
    found,
    main,
    seated,
    strays,
    workshop,
)

from kuager.vault.files import UNFINISHED, write_replacing
from kuager.verbs.exports import restore_export
from kuager.verbs.vaults import back_up_vault

DEEDS = ("save", "import", "evidence", "export", "erase", "rebuild", "backup")
LONGEST = {"save": 0.5, "import": 4.0, "evidence": 0.6, "export": 9.0}
"""Seconds until the kill, at most; about two or three times what the deed takes."""
_OTHERS_LONGEST = 2.0
_BAD = ("lost", "unsound", "strays")


def run(trials: int, seed: int, deeds: Sequence[str] = DEEDS) -> Figures:
    """Kill so many times, the deeds in turn; the figures that must be 0 come first."""
    draw = Random(seed)
    count: Counter[str] = Counter(dict.fromkeys(_BAD, 0))
    notes: list[str] = []
    with workshop() as folder:
        facts = make_template(folder / "template", draw)
        for number in range(trials):
            place, deed = folder / f"trial-{number}", deeds[number % len(deeds)]
            shutil.copytree(folder / "template", place)
            told = killed(place, deed, draw)
            count["acknowledged"] += len(told)
            count[f"of {deed}"] += 1
            bad = examine(place, deed, facts + told, count)
            notes += [f"trial {number} {deed}: {one}" for one in bad]
            shutil.rmtree(place)
    return {"kills": trials, **count, "notes": notes[:20]}


def make_template(place: Path, draw: Random) -> list[Fact]:
    """A vault with cases, evidence in them and an import; returns what it acknowledged."""
    facts: list[Fact] = []
    (place / "out").mkdir(parents=True)
    desk = found(place / "vault")
    deeds = Deeds(desk, place / "out", draw, facts.append, name="t")
    for number in range(12):
        code = deeds.save()
        if number % 2:
            deeds.keep_file(draw.randint(20_000, 150_000), code)
    deeds.bring_in(150)
    desk.close()
    return facts


def killed(place: Path, deed: str, draw: Random) -> list[Fact]:
    """Let a child do a deed over and over, kill it at a random moment; its acknowledgements."""
    after = draw.uniform(0, LONGEST.get(deed, _OTHERS_LONGEST))
    seed = str(draw.getrandbits(32))
    command = [sys.executable, "-m", "tests.hazards.kill_child"]
    command += [str(place / "vault"), str(place / "out"), deed, seed]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, bufsize=0, env=child_environment()) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(after)
        ended = child.poll()
        child.kill()
        rest = child.stdout.read()
    assert first, "the child never opened the vault"
    assert ended is None or (deed, ended) == ("erase", 0), f"{deed} failed before it was killed"
    return read_facts(first + rest)[1:]


def examine(place: Path, deed: str, facts: list[Fact], count: Counter[str]) -> list[str]:
    """Open without any repair, and hold the vault to what was acknowledged."""
    with seated(place / "vault") as desk:
        lost, bad = missing(desk, facts), unsound(desk)
    lost += broken_backups(place / "out", facts)
    left = strays(place / "vault") + _again(place, deed)
    if deed == "export" and count["of export"] % 3 == 1:
        lost += _unreadable_exports(place, facts)
    for name, found_bad in zip(_BAD, (lost, bad, left), strict=True):
        count[name] += len(found_bad)
    return lost + bad + left


def _again(place: Path, deed: str) -> list[str]:
    """Doing the interrupted deed again succeeds, and sweeps what the kill left at its target."""
    out = place / "out"
    for left in sorted(out.glob(f"*{UNFINISHED}")):
        if deed == "backup":
            with seated(place / "vault") as desk:
                back_up_vault(desk, to=out / left.name.removesuffix(UNFINISHED))
        else:
            write_replacing(out / f"{left.name.partition('.')[0]}.export", b"again")
    return [path.name for path in out.glob(f"*{UNFINISHED}")]


def _unreadable_exports(place: Path, facts: list[Fact]) -> list[str]:
    """The newest acknowledged archive is taken in again as a vault, entry by entry."""
    exports = [fact for fact in facts if fact["did"] == "export"]
    if not exports:
        return []
    file, plan = place / "out" / str(exports[-1]["file"]), cheap_plan(place / "restored")
    desk = restore_export(file, plan, archive_passphrase=EXPORT_PASSPHRASE)
    held, bad = desk.store.log.count, unsound(desk)
    desk.close()
    return bad if held >= int(str(exports[-1]["entries"])) - 1 else [f"export {file.name}", *bad]


if __name__ == "__main__":
    main("kills", run, trials=315)

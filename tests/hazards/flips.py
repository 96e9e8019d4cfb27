"""Turns one random bit in one random file of a closed vault: is it noticed, and the file named?

    python -m tests.hazards.flips --trials 500

prints the figures as JSON. The lock file is left out: it holds a process number and nothing else.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.store.houses import PASSPHRASE, evidence, fill, found, keys_of, opened, schema

from kuager import KuagerError
from kuager.store.home import Home, unlock_home
from kuager.store.opening import open_store
from kuager.store.verify import verify

CHANGES = 40


@dataclass
class Figures:
    """What came of the trials."""

    trials: int = 0
    detected: int = 0
    located: int = 0
    by_file: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def a_vault(folder: Path, *, seed: int = 7) -> None:
    """A closed vault with a bit of everything, and three sealed files."""
    store = found(folder, seed=seed)
    corpus = fill(store, seed, CHANGES)
    for number, size in enumerate((0, 5_000, 20_000)):
        evidence(store, f"W-{number}", random.Random(number).randbytes(size))
    store.close()
    if not corpus.events:
        raise RuntimeError("a vault without events proves little")


def flip_bits(folder: Path, *, trials: int, seed: int = 1) -> Figures:
    """Flip a bit, look, put everything back; the closed vault in `folder` is left as it was."""
    draw, figures = random.Random(seed), Figures()
    whole = contents(folder)
    names = sorted(whole)
    for number in range(trials):
        name = names[number] if number < len(names) else draw.choice([*names, *["vault.db"] * 5])
        place = draw.randrange(len(whole[name]) * 8)
        harmed = bytearray(whole[name])
        harmed[place // 8] ^= 1 << place % 8
        (folder / name).write_bytes(harmed)
        signs = list(signs_of_damage(folder, unlock=name == "slots"))
        _count(figures, name, place, signs)
        put_back(folder, whole)
    return figures


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a closed vault, by its name within."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def put_back(folder: Path, whole: dict[str, bytes]) -> None:
    """The files as they were, and no others."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in whole:
            path.unlink()
    for name, data in whole.items():
        (folder / name).write_bytes(data)


def signs_of_damage(folder: Path, *, unlock: bool = True) -> Iterator[str]:
    """What opening and then `verify` name as damaged; with `unlock` the passphrase is tried too."""
    try:
        keys = unlock_home(Home(folder), PASSPHRASE) if unlock else keys_of(folder)
        store = open_store(Home(folder), keys, schema())
    except KuagerError as error:
        yield str(error.facts.get("file") or error.facts.get("part") or error.code)
        return
    try:
        yield from (finding.object for finding in verify(store).findings)
    finally:
        store.close()


def _count(figures: Figures, name: str, place: int, signs: list[str]) -> None:
    figures.trials += 1
    figures.by_file[_kind(name)] += 1
    if signs:
        figures.detected += 1
    if any(sign.startswith(_told_as(name)) for sign in signs):
        figures.located += 1
    else:
        figures.missed.append(f"{name} bit {place}: {signs}")


def _told_as(name: str) -> str:
    """How a file is named to a person."""
    if name.startswith("blobs/"):
        return f"evidence file {Path(name).stem[:8]}"
    # Parameters of the derivation that no vault has are told as such; they stand in the slots.
    return name


def _kind(name: str) -> str:
    return "blobs" if name.startswith("blobs/") else name


def main(arguments: list[str]) -> int:
    """Print the figures; 1 if anything was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        a_vault(folder)
        figures = flip_bits(folder, trials=asked.trials, seed=asked.seed)
        with opened(folder) as store:
            left = verify(store).findings
    told = {
        "trials": figures.trials,
        "detected": figures.detected,
        "located": figures.located,
        "by_file": dict(figures.by_file),
        "missed": figures.missed,
        "sound_afterwards": not left,
        "seconds": round(time.perf_counter() - started, 1),
    }
    print(json.dumps(told, indent=2))  # noqa: T201 - it is what this command is for
    return 0 if figures.detected == figures.trials else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Puts old pages back into a newer vault: the cipher cannot see it, so the record has to.

    python -m tests.hazards.rollback --trials 500

prints the figures as JSON. A page counts as old only if what is in it differs, decrypted. A page
that the newer file no longer uses (its free list) is counted apart when it is not noticed: nothing
reads it.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.hazards.flips import contents, put_back, signs_of_damage
from tests.hazards.pages import PAGE, plain_pages
from tests.store.houses import fill, found, keys_of, opened

from kuager.store.verify import verify

STEPS = 6
CHANGES = 15


@dataclass
class Figures:
    """What came of the trials."""

    trials: int = 0
    detected: int = 0
    unused: int = 0
    whole_files: int = 0
    missed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Past:
    """A closed vault, and the file of the record as it was at earlier times."""

    folder: Path
    files: list[bytes]
    pages: list[list[bytes]]

    def differing(self, old: int) -> list[int]:
        """The pages of which the old version holds something else than the newest one."""
        pairs = zip(self.pages[old], self.pages[-1], strict=False)
        return [number for number, (before, now) in enumerate(pairs) if before != now]


def a_past(folder: Path, *, seed: int = 3) -> Past:
    """A vault that grew in steps, with the record kept after each."""
    found(folder, seed=seed).close()
    files, pages = [], []
    for step in range(STEPS):
        with opened(folder) as store:
            fill(store, seed + step, CHANGES)
        files.append((folder / "vault.db").read_bytes())
        pages.append(list(plain_pages(folder / "vault.db", keys_of(folder).keyring.database_key)))
    return Past(folder, files, pages)


def put_pages_back(past: Past, *, trials: int, seed: int = 1) -> Figures:
    """Splice old pages into the newest file, look, and put everything back."""
    draw, figures = random.Random(seed), Figures()
    whole, newest = contents(past.folder), past.files[-1]
    free = free_pages(past.pages[-1])
    for _ in range(trials):
        old = draw.randrange(len(past.files) - 1)
        differing = past.differing(old)
        chosen = draw.sample(differing, k=_how_many(draw, len(differing)))
        spliced = bytearray(newest)
        for number in chosen:
            spliced[number * PAGE : (number + 1) * PAGE] = past.files[old][
                number * PAGE : (number + 1) * PAGE
            ]
        (past.folder / "vault.db").write_bytes(spliced)
        _count(figures, past, old, chosen, free)
        put_back(past.folder, whole)
    return figures


def put_files_back(past: Past, figures: Figures) -> None:
    """Put each old file back as a whole."""
    whole = contents(past.folder)
    for old in past.files[:-1]:
        (past.folder / "vault.db").write_bytes(old)
        signs = list(signs_of_damage(past.folder, unlock=False))
        figures.whole_files += "old-vault" in signs
        put_back(past.folder, whole)


def _how_many(draw: random.Random, most: int) -> int:
    """Mostly one page, since that is the hardest to see; now and then several or nearly all."""
    return draw.choice([1, 1, 1, 1, draw.randint(1, 4), draw.randint(1, max(1, most - 1))])


def _count(figures: Figures, past: Past, old: int, chosen: list[int], free: set[int]) -> None:
    figures.trials += 1
    if list(signs_of_damage(past.folder, unlock=False)):
        figures.detected += 1
    elif free.issuperset(chosen):
        figures.unused += 1
    else:
        figures.missed.append(f"pages {[n + 1 for n in chosen]} of step {old}")


def free_pages(pages: list[bytes]) -> set[int]:
    """The leaf pages of the free list (from 0), read off the decrypted file by its format."""
    first = pages[0]
    # The first 16 bytes of a SQLCipher file are salt: what follows stands 16 bytes earlier.
    trunk = int.from_bytes(first[32 - 16 : 36 - 16], "big")
    found_free: set[int] = set()
    while trunk:
        page = pages[trunk - 1]
        count = int.from_bytes(page[4:8], "big")
        leaves = [int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count)]
        found_free |= {leaf - 1 for leaf in leaves}
        trunk = int.from_bytes(page[:4], "big")
    return found_free


def main(arguments: list[str]) -> int:
    """Print the figures; 1 if anything was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        past = a_past(Path(place) / "vault")
        figures = put_pages_back(past, trials=asked.trials, seed=asked.seed)
        put_files_back(past, figures)
        with opened(past.folder) as store:
            left = verify(store).findings
    told = {
        "trials": figures.trials,
        "detected": figures.detected,
        "unused_pages": figures.unused,
        "missed": figures.missed,
        "old_files_put_back": len(past.files) - 1,
        "old_files_noticed": figures.whole_files,
        "sound_afterwards": not left,
        "seconds": round(time.perf_counter() - started, 1),
    }
    print(json.dumps(told, indent=2))  # noqa: T201 - it is what this command is for
    return 0 if not figures.missed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

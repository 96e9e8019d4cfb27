"""Made-up corpora, random series of releases, and somebody who reads all that was let out.

    python -m tests.hazards.disclosures [--trials 500] [--seed 1]

Each corpus grows between releases. Each release is a random table (none to three dimensions,
filters, periods, two scales of place, a property with several values), protected by itself and
attacked together with all that were released before; if anything is seen, it is withheld. Then an
onlooker who shares no code with that check (`onlooker.py`) bounds every cell that was held back,
by integer programs over all released tables. No cell may come out narrower than the threshold.
Figures: how many releases passed, how many of their cells stood, how many cells were too narrow.

With `--blind` each release is protected by itself only, without the attack: many must come out, or
the run could not fail.
"""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from random import Random

from tests.hazards.onlooker import Onlooker, World

from kuager.model.protection import OpenTable
from kuager.model.published import TOTAL, Axis, Key, PublishedTable, Rule
from kuager.stats.disclosure import Within, examine, protect

PLACES = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C", "d1": "D"}
WORLD = World(
    places=PLACES,
    single={"event.kind": ("k1", "k2", "k3"), "event.bias": ("yes", "no", "-")},
    several={"act.harm": ("h1", "h2", "h3", "-")},
)
WITHIN: Within = {
    ("event.place@district", district): {"event.place@region": (region,)}
    for district, region in PLACES.items()
}
AXES = {
    "event.place@region": Axis("event.place@region", ("A", "B", "C", "D")),
    "event.place@district": Axis("event.place@district", tuple(PLACES)),
    "event.kind": Axis("event.kind", WORLD.single["event.kind"]),
    "event.bias": Axis("event.bias", WORLD.single["event.bias"]),
    "act.harm": Axis("act.harm", WORLD.several["act.harm"], many=True),
}
PERIODS = (
    (None, None),
    (date(2024, 1, 1), date(2024, 12, 31)),
    (date(2024, 1, 1), date(2024, 6, 30)),
    (date(2024, 7, 1), date(2024, 12, 31)),
)
RELEASES = 4
Record = dict[str, frozenset[str]]


@dataclass
class Figures:
    """What came of all trials."""

    trials: int = 0
    releases: int = 0
    passed: int = 0
    told: int = 0
    cells: int = 0
    held_back: int = 0
    narrow: int = 0
    why: Counter[str] = field(default_factory=Counter)
    places: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class Entry:
    """One record: what is said of it, its day, and when it was entered."""

    says: Record
    day: date
    entered: date


@dataclass(frozen=True)
class Ask:
    """One release: dimensions, filters, period and day of counting."""

    axes: tuple[Axis, ...]
    where: dict[str, tuple[str, ...]]
    first: date | None
    last: date | None
    as_of: date
    whole_list: bool


def corpus(draw: Random) -> list[Entry]:
    """Some dozens of records, most of them alike, entered in three batches."""
    size = draw.choice((15, 40, 80, 150))
    weights = {
        name: [draw.random() ** 3 + 0.01 for _ in axis.categories] for name, axis in AXES.items()
    }
    return [_entry(draw, weights) for _ in range(size)]


def _entry(draw: Random, weights: dict[str, list[float]]) -> Entry:
    says: Record = {}
    for name in ("event.place@district", "event.kind", "event.bias"):
        says[name] = frozenset(draw.choices(AXES[name].categories, weights[name]))
    (district,) = says["event.place@district"]
    says["event.place@region"] = frozenset({PLACES[district]})
    harms = zip(("h1", "h2", "h3"), weights["act.harm"], strict=False)
    says["act.harm"] = frozenset(code for code, weight in harms if draw.random() < weight)
    day = date(2023, 10, 1) + timedelta(days=draw.randrange(500))
    entered = draw.choices((date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)), (6, 2, 2))[0]
    return Entry(says, day, entered)


def asks(draw: Random) -> list[Ask]:
    """A random series of releases, each on a later day or the same day as the one before."""
    as_of = date(2025, 1, 1)
    found = []
    for _ in range(RELEASES):
        names = draw.sample(sorted(AXES), draw.choices((0, 1, 2, 3), (1, 5, 5, 1))[0])
        if {"event.place@region", "event.place@district"} <= set(names):
            names.remove("event.place@region")
        where = {}
        if draw.random() < 0.3:
            name = draw.choice([n for n in sorted(AXES) if n not in names])
            where[name] = tuple(sorted(draw.sample(AXES[name].categories, 2)))
        first, last = draw.choice(PERIODS)
        axes = tuple(AXES[n] for n in sorted(names))
        found.append(Ask(axes, where, first, last, as_of, draw.random() < 0.2))
        as_of = draw.choice(
            [d for d in (date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)) if d >= as_of]
        )
    return found


def _has(entry: Entry, name: str, codes: Sequence[str]) -> bool:
    said = entry.says[name]
    return bool(said & set(codes)) or ("-" in codes and not said)


def counted(entries: Sequence[Entry], ask: Ask) -> OpenTable:
    """The true table of a release: the categories that occur; of one in five, all there are."""
    chosen = [
        entry
        for entry in entries
        if entry.entered <= ask.as_of
        and (ask.first is None or entry.day >= ask.first)
        and (ask.last is None or entry.day <= ask.last)
        and all(_has(entry, name, codes) for name, codes in ask.where.items())
    ]
    axes = tuple(_listed(axis, chosen, ask) for axis in ask.axes)
    values: dict[Key, int] = {}
    for key in product(*((*axis.categories, TOTAL) for axis in axes)):
        values[key] = sum(
            all(c == TOTAL or _has(e, a.name, (c,)) for a, c in zip(axes, key, strict=True))
            for e in chosen
        )
    return OpenTable(axes=axes, values=values)


def _listed(axis: Axis, chosen: Sequence[Entry], ask: Ask) -> Axis:
    """An axis as the release lists it."""
    if ask.whole_list:
        return replace(axis, whole_list=True)
    occur = tuple(c for c in axis.categories if any(_has(e, axis.name, (c,)) for e in chosen))
    return replace(axis, categories=occur)


def trial(seed: int, figures: Figures, *, blind: bool) -> None:
    """One corpus and its releases."""
    draw = Random(seed)
    entries = corpus(draw)
    rule = Rule(threshold=draw.choice((3, 5, 5, 10)), zeros=draw.random() < 0.1)
    released: list[PublishedTable] = []
    truths: dict[tuple[int, Key], int] = {}
    for ask in asks(draw):
        figures.releases += 1
        table = counted(entries, ask)
        blank = _blank(ask, table)
        if blind:
            protected = protect(table, rule)
            made, seen = replace(blank, cells=protected.cells), ()
        else:
            found = examine(table, blank, released, rule, within=WITHIN, truths=truths)
            protected, made, seen = found.protected, found.table, found.exposures
        at = len(released)
        figures.why.update({"passed" if not seen else f"{seen[0].reason} {seen[0].detail}".strip()})
        if not seen:
            released.append(made)
            truths |= {(at, key): value for key, value in protected.hidden.items()}
            figures.passed += 1
            figures.cells += len(made.cells)
            figures.told += protected.shown
    _look(seed, released, truths, rule, figures)


def _blank(ask: Ask, table: OpenTable) -> PublishedTable:
    """What a release counts, without a number."""
    return PublishedTable(
        unit="event", clock="incident", first=ask.first, last=ask.last, axes=table.axes,
        cells={}, as_of=ask.as_of, where=ask.where,
    )  # fmt: skip


def _look(
    seed: int,
    released: Sequence[PublishedTable],
    truths: dict[tuple[int, Key], int],
    rule: Rule,
    figures: Figures,
) -> None:
    """What the onlooker finds in all that was released, and, now and then, one who is in it."""
    figures.trials += 1
    if not released:
        return
    onlooker = Onlooker(released, WORLD)
    for look in onlooker.looks():
        figures.held_back += 1
        truth = truths[look.table, look.key]
        assert look.low <= truth <= look.high, "the onlooker is wrong"
        if look.high - look.low < rule.k:
            figures.narrow += 1
            figures.places.append(f"seed {seed}, table {look.table}: {look}")


def run(trials: int, seed: int, *, blind: bool = False) -> Figures:
    """So many corpora; the same seed makes the same."""
    figures, began = Figures(), time.monotonic()
    for number in range(trials):
        trial(seed * 1_000_000 + number, figures, blind=blind)
        if sys.stderr.isatty() or number % 25 == 24:
            sys.stderr.write(
                f"{number + 1} of {trials}: {figures.passed} passed, {figures.narrow} narrow, "
                f"{time.monotonic() - began:.0f} s\n"
            )
    figures.seconds = round(time.monotonic() - began, 1)
    return figures


def main() -> int:
    """Print the figures; 1 if anything came out."""
    asked = ArgumentParser()
    asked.add_argument("--trials", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--blind", action="store_true")
    chosen = asked.parse_args()
    figures = run(chosen.trials, chosen.seed, blind=chosen.blind)
    for name, value in vars(figures).items():
        sys.stdout.write(f"{name.replace('_', ' ')}: {value}\n")
    return int(figures.narrow > 0)


if __name__ == "__main__":
    sys.exit(main())

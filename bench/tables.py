"""Cross tables: from a real vault, and at a million beside DuckDB over one flat Parquet file.

    python -m bench.tables [--rows 1000000] [--vault FOLDER] [--json]

Vaults of 5,000 and 100,000 events (at most `--rows`) are made, or kept in FOLDER. DuckDB is hidden
while they are counted. The million is a frame of random codes, counted in a process of its own.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from bench.corpus import PASSPHRASE, read_terms, write_corpus
from kuager.model.question import Question, read_question
from kuager.model.schema import load_schema
from kuager.store.home import Home, unlock_home
from kuager.store.opening import open_store
from kuager.verbs.counting import count_table
from kuager.verbs.desk import Desk, desk_at

SIZES = (5_000, 100_000)
MILLION = 1_000_000
ASKED = {
    "kind by year": "unit=event&by=event.kind,event.date@year",
    "region by exit, in 2020, answered or not": (
        "unit=event&by=event.place@region,event.exit&from=2020-01-01&to=2020-12-31"
        "&event.authority_response=refused,no-answer"
    ),
    "region by month": "unit=event&by=event.place@region,event.date@month",
}
ROUNDS = 15


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.tables")
    parser.add_argument("--rows", type=int, default=MILLION)
    parser.add_argument("--vault", type=Path)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kuager-bench-") as folder:
        figures: dict[str, float] = {}
        for size in sorted({min(size, chosen.rows) for size in SIZES}):
            desk = opened((chosen.vault or Path(folder)) / f"events-{size}", size)
            figures |= of_vault(desk, size)
            desk.close()
        figures |= of_frames(chosen.rows)
    if chosen.json:
        sys.stdout.write(json.dumps(figures, indent=1) + "\n")
        return
    for name, figure in figures.items():
        sys.stdout.write(f"{name:<62}{figure:>12.3f}\n")


def opened(folder: Path, rows: int) -> Desk:
    """The vault of so many events in a folder, made there if there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "vault").exists():
        file = folder / "events.csv"
        write_corpus(file, rows, read_terms())
        code = (sys.executable, "-m", "bench.importing", str(folder / "vault"), str(file))
        subprocess.run(code, check=True, capture_output=True)  # noqa: S603 - our own module
        file.unlink()
    home = Home(folder / "vault")
    return desk_at(open_store(home, unlock_home(home, PASSPHRASE), load_schema()))


def of_vault(desk: Desk, rows: int) -> dict[str, float]:
    """Milliseconds of each table: the first time since opening, and again. DuckDB is hidden."""
    figures: dict[str, float] = {}
    bar = "bar 30" if rows <= SIZES[0] else "bar 100 after load"
    with patch.dict(sys.modules, {"duckdb": None}):
        for name, line in ASKED.items():
            question = asked(line, desk)
            first = timed(lambda q=question: count_table(desk, question=q))
            again = [timed(lambda q=question: count_table(desk, question=q)) for _ in range(ROUNDS)]
            figures[f"{rows} events, {name}: first, ms"] = first
            figures[f"{rows} events, {name}: again, ms ({bar})"] = statistics.median(again)
        others = [
            changed(line, year, desk) for line in ASKED.values() for year in range(2015, 2020)
        ]
        taken = [timed(lambda q=question: count_table(desk, question=q)) for question in others]
        figures[f"{rows} events, another period each time, ms"] = statistics.median(taken)
    return figures


def asked(line: str, desk: Desk) -> Question:
    """A question of this bench; a code that the vocabularies do not have fails here."""
    return read_question(line, desk.schema)


def changed(line: str, year: int, desk: Desk) -> Question:
    """The same question of another period, which no answer kept in memory could serve."""
    from datetime import date  # noqa: PLC0415

    question = asked(line, desk)
    return replace(question, first=date(year, 3, 5), last=date(year + 2, 9, 9))


def of_frames(rows: int) -> dict[str, float]:
    """Random codes at a million: against DuckDB in one process, memory and writes in another."""
    figures: dict[str, float] = {}
    for what in ("beside", "alone"):
        code = (sys.executable, "-m", "bench.million", what, str(rows))
        told = subprocess.run(code, check=True, capture_output=True, text=True)  # noqa: S603
        figures |= json.loads(told.stdout)
    return figures


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()

"""A frame of random codes counted in a process of its own; prints its figures as JSON.

    python -m bench.million beside 1000000    each table in turn with DuckDB over a Parquet file
    python -m bench.million alone 1000000     our tables only: peak memory, bytes written

The Parquet file lies in memory (`/dev/shm`), or where there is none in a temporary folder.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kuager.model.question import Dimension, Question
from kuager.model.table import TOTAL, Table
from kuager.stats.cross import cross
from kuager.stats.frame import Column, Frame
from kuager.vault.platform import peak_memory_bytes

SHAPES = {
    "event.kind": 12,
    "event.place": 20,
    "event.date": 120,
    "event.exit": 200,
}
"""Dimensions and how many categories each has: a word list, regions, months, districts."""
PAIRS = (
    ("event.kind", "event.place"),
    ("event.place", "event.date"),
    ("event.exit", "event.date"),
)
ROUNDS = 9
MEMORY = Path("/dev/shm")  # noqa: S108 - memory, not a disk
IO = Path("/proc/self/io")
Codes = dict[str, NDArray[np.uint16]]


@dataclass(frozen=True)
class Corpus:
    """The same random codes as arrays and as the frame that is counted."""

    codes: Codes
    frame: Frame


def main() -> None:
    """Count, and print."""
    what, rows = sys.argv[1], int(sys.argv[2])
    corpus = drawn(rows)
    figures = beside(corpus) if what == "beside" else alone(corpus)
    sys.stdout.write(json.dumps({f"{rows} records, {name}": f for name, f in figures.items()}))


def drawn(rows: int) -> Corpus:
    """One code of each dimension for every record; a tenth only possibly in the period."""
    draw = np.random.default_rng(20240101)
    codes = {name: draw.integers(0, many, rows).astype(np.uint16) for name, many in SHAPES.items()}
    columns = {
        name: Column(
            values={f"{n:03}": _bits(codes[name] == n) for n in range(many)},
            many=False,
        )
        for name, many in SHAPES.items()
    }
    possibly = _bits(draw.random(rows) < 0.1)
    everything = (1 << rows) - 1
    return Corpus(
        codes,
        Frame(size=rows, sure=everything & ~possibly, possibly=possibly, columns=columns),
    )


def beside(corpus: Corpus) -> dict[str, float]:
    """Ours and DuckDB's in turn, so that noise meets both; the same cells, or it fails."""
    import duckdb  # noqa: PLC0415 - only this half needs it

    figures: dict[str, float] = {}
    with _parquet(corpus.codes) as file, duckdb.connect(":memory:") as database:
        for first, second in PAIRS:
            query = (
                f'SELECT "{first}", "{second}", count(*) FROM \'{file.as_posix()}\' '
                f'GROUP BY "{first}", "{second}"'
            )
            rows = database.execute(query).fetchall()
            assert cells_of(count(corpus, first, second)) == {(a, b): n for a, b, n in rows}
            ours, theirs = [], []
            for _ in range(ROUNDS):
                ours.append(_timed(lambda a=first, b=second: count(corpus, a, b)))
                theirs.append(_timed(lambda q=query: database.execute(q).fetchall()))
            name = f"{SHAPES[first]} x {SHAPES[second]}"
            ratio = statistics.median(ours) / statistics.median(theirs)
            figures[f"{name}: ours / DuckDB over Parquet (bar 1.5)"] = ratio
            figures[f"{name}: ours, ms"] = statistics.median(ours)
    return figures


def alone(corpus: Corpus) -> dict[str, float]:
    """What our tables need by themselves."""
    before = _written()
    taken = [_timed(lambda a=first, b=second: count(corpus, a, b)) for first, second in PAIRS]
    return {
        "slowest table the first time, ms": max(taken),
        "peak memory MB (bar 1500)": peak_memory_bytes() / 1e6,
        "bytes written to disk (bar 0)": float(_written() - before),
    }


def count(corpus: Corpus, first: str, second: str) -> Table:
    """Our table of two dimensions, margins and bounds included."""
    question = Question(unit="event", by=(Dimension(first), Dimension(second)))
    return cross(corpus.frame, question)


def cells_of(table: Table) -> dict[tuple[str, ...], int]:
    """The inner cells, as DuckDB counts them."""
    return {key: cell.sure + cell.possibly for key, cell in table.cells.items() if TOTAL not in key}


@contextmanager
def _parquet(codes: Codes) -> Iterator[Path]:
    """One flat file with a text column for each dimension, as a warehouse would keep it."""
    import duckdb  # noqa: PLC0415

    place = MEMORY if MEMORY.is_dir() else None
    with (
        tempfile.TemporaryDirectory(prefix="kuager-bench-", dir=place) as folder,
        duckdb.connect(":memory:") as database,
    ):
        file = Path(folder) / "flat.parquet"
        names = {
            name: np.array([f"{n:03}" for n in range(SHAPES[name])], object)[values]
            for name, values in codes.items()
        }
        database.register("flat", names)
        database.execute(f"COPY flat TO '{file.as_posix()}' (FORMAT parquet)")
        yield file


def _bits(flags: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def _written() -> int:
    """Bytes that this process has sent to a disk so far; 0 where no system tells."""
    if not IO.exists():
        return 0
    return int(dict(line.split(": ") for line in IO.read_text().splitlines())["write_bytes"])


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()

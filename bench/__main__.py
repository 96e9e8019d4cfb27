"""Print each figure of the promise: import, edits, search, opening, tables, reports, documents.

python -m bench [--rows 100000] [--json]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bench import documents, peers, reports, tables
from bench.corpus import PASSPHRASE, read_terms, write_corpus
from kuager.model.dates import read_date
from kuager.model.folding import fold
from kuager.model.places import gazetteer
from kuager.model.schema import load_schema
from kuager.model.statement import say
from kuager.store.home import Home
from kuager.store.opening import open_store
from kuager.vault import selftest
from kuager.vault.keys import Epoch
from kuager.vault.seal import wrap_key
from kuager.verbs.desk import Desk
from kuager.verbs.vaults import rebuild_vault, verify_vault

EDITS = 200
ROUNDS = 20


def main() -> None:
    """Run all of it in a temporary folder and print the table."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kuager-bench-") as folder:
        figures = run(Path(folder), chosen.rows)
    if chosen.json:
        print(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        print(f"{name:<66}{figure:>12.3f}")


def run(folder: Path, rows: int) -> dict[str, float]:
    """All figures of one run; ratios are against the peer measured next to it."""
    file = folder / "events.csv"
    write_corpus(file, rows, read_terms())
    figures: dict[str, float] = {"rows": rows}
    plain = peers.wide_insert(file, folder / "plain.db")
    importing, memory = import_in_child(folder, file)
    plain = min(plain, peers.wide_insert(file, folder / "plain2.db"))
    figures["plain wide insert, s"] = plain
    figures["import, s"] = importing
    figures["import / plain wide insert (bar 10)"] = importing / plain
    figures["import, peak memory MB (bar 600)"] = memory
    desk, figures["opening, s (bar 0.3)"] = opened(folder)
    start = time.perf_counter()
    rebuild_vault(desk)
    rebuilding = time.perf_counter() - start
    figures["rebuild / import (bar 1)"] = rebuilding / importing
    figures |= edits(desk, folder)
    figures |= searches(desk, folder)
    figures |= parts()
    start = time.perf_counter()
    sound = verify_vault(desk).sound
    figures["verify, s"] = time.perf_counter() - start
    figures["verify finds it sound"] = float(sound)
    figures |= tables.of_vault(desk, rows)
    desk.close()
    small = tables.opened(folder / "small", min(rows, tables.SIZES[0]))
    figures |= tables.of_vault(small, min(rows, tables.SIZES[0]))
    small.close()
    figures |= reports.of_reports()
    figures |= documents.of_documents()
    return figures | tables.of_frames(rows * 10)


def import_in_child(folder: Path, file: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of an import in a process of its own."""
    code = [sys.executable, "-m", "bench.importing", str(folder / "vault"), str(file)]
    told = subprocess.run(code, check=True, capture_output=True, text=True).stdout  # noqa: S603
    seconds, memory = told.split()
    return float(seconds), float(memory)


def opened(folder: Path) -> tuple[Desk, float]:
    """The vault opened again, and the seconds it took without the key derivation."""
    from kuager.store.home import unlock_home  # noqa: PLC0415
    from kuager.verbs.desk import desk_at  # noqa: PLC0415

    home = Home(folder / "vault")
    keys = unlock_home(home, PASSPHRASE)
    load_schema.cache_clear()
    start = time.perf_counter()
    desk = desk_at(open_store(home, keys, load_schema()))
    return desk, time.perf_counter() - start


def edits(desk: Desk, folder: Path) -> dict[str, float]:
    """One edit saved durably, each beside a bare SQLCipher commit, so that noise meets both."""
    codes = list(desk.view.codes("event").values())
    bare, taken = [], []
    with closing(peers.open_plain(folder / "plain.db")) as plain:
        for number in range(EDITS):
            bare.append(peers.bare_commit(plain, number))
            uid = codes[number * 97 % len(codes)]
            start = time.perf_counter()
            with desk.changing("bench_edit"):
                desk.say([say(uid, "event.remarks", f"edit {number}")])
            taken.append(time.perf_counter() - start)
    p95 = statistics.quantiles(taken, n=20)[-1]
    return {
        "edit p95, ms": p95 * 1000,
        "edit p95 / bare commit p95 (bar 10)": p95 / statistics.quantiles(bare, n=20)[-1],
        "edit median / bare commit median": statistics.median(taken) / statistics.median(bare),
    }


def searches(desk: Desk, folder: Path) -> dict[str, float]:
    """Fifty hits of full-text search, against raw FTS5 on plain SQLite over the same texts."""
    rows = desk.store.connection.execute("SELECT node, folded FROM text").fetchall()
    raw = peers.raw_search(rows, folder / "raw.db")
    query = "адвокатами шағымды"
    match = " ".join(f'"{word}"*' for word in fold(query).split())
    sql = "SELECT rowid FROM text_fts WHERE text_fts MATCH ? ORDER BY rank LIMIT 50"
    ours_sql = (
        "SELECT n.uid FROM text_fts f JOIN node n ON n.id = f.rowid WHERE text_fts MATCH ? "
        "AND f.rowid NOT IN (SELECT node FROM shut) ORDER BY f.rank LIMIT 50"
    )
    plain = _fastest(lambda: raw.execute(sql, (match,)).fetchall())
    ours = _fastest(lambda: desk.store.connection.execute(ours_sql, (match,)).fetchall())
    whole = _fastest(lambda: desk.view.search(query))
    raw.close()
    return {
        "search / raw FTS5 (bar 2)": ours / plain,
        "search with 50 whole records, ms": whole * 1000,
    }


def parts() -> dict[str, float]:
    """What the small parts cost: folding, dates, the gazetteer, wraps, the self-test."""
    text = "Қарағанды қаласында полиция әйелдер жиналысын тоқтатты. " * 6
    epoch = Epoch.fresh(bytes(16))
    days = [f"{year}-0{month}" for year in range(1000, 1999) for month in (1, 2)]
    read_date.cache_clear()
    return {
        f"fold {len(text)} letters, µs": _fastest(lambda: fold(text)) * 1e6,
        "read a new date, µs": _fastest(lambda: read_date(days.pop())) * 1e6,
        "load the gazetteer and find, ms": _fastest(_find_place) * 1000,
        "wrap a key, µs": _fastest(lambda: wrap_key(bytes(32), bytes(16), epoch, bytes(32))) * 1e6,
        "self-test at opening, ms": _fastest(selftest.run) * 1000,
    }


def _find_place() -> None:
    gazetteer.cache_clear()
    gazetteer().find("Karagandy")


def _fastest(act) -> float:  # type: ignore[no-untyped-def]  # noqa: ANN001
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()

"""The plain things we measure against: one wide insert into SQLCipher, a bare commit, raw FTS5."""

import csv
import sqlite3
import time
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from bench.corpus import HEADER

_CHUNK = 333
KEY = "ab" * 32


def open_plain(path: Path) -> sqlcipher.Connection:
    """A plain SQLCipher file with the durable settings and nothing else."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key=\"x'{KEY}'\"")
    for pragma in ("synchronous=FULL", "journal_mode=WAL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    return connection


def wide_insert(file: Path, path: Path) -> float:
    """Seconds to read the file and put one wide row an event, durable every 333 rows."""
    start = time.perf_counter()
    connection = open_plain(path)
    columns = ", ".join(HEADER)
    connection.execute(f"CREATE TABLE event(id INTEGER PRIMARY KEY, {columns})")
    marks = ", ".join("?" * len(HEADER))
    insert = f"INSERT INTO event({columns}) VALUES({marks})"
    with file.open(encoding="utf-8", newline="") as reader:
        rows = csv.reader(reader)
        next(rows)
        connection.execute("BEGIN")
        for number, row in enumerate(rows, 1):
            connection.execute(insert, row)
            if number % _CHUNK == 0:
                connection.execute("COMMIT")
                connection.execute("BEGIN")
        connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start


def bare_commit(connection: sqlcipher.Connection, number: int) -> float:
    """Seconds of one bare durable commit of one small row, in a file of the same size."""
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO event(code) VALUES(?)", (f"edit {number}",))
    connection.execute("COMMIT")
    return time.perf_counter() - start


def raw_search(texts: list[tuple[int, str]], path: Path) -> sqlite3.Connection:
    """Raw FTS5 over the same texts on plain SQLite."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("CREATE TABLE text(node INTEGER PRIMARY KEY, folded TEXT)")
    connection.execute(
        "CREATE VIRTUAL TABLE text_fts USING fts5(folded, content='text', content_rowid='node')"
    )
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO text VALUES(?,?)", texts)
    connection.executemany("INSERT INTO text_fts(rowid, folded) VALUES(?,?)", texts)
    connection.execute("COMMIT")
    return connection

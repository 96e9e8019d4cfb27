"""The one SQLCipher file: how it is opened, and which tables hold the truth.

Truth is three tables that nobody may change or delete from: `entry`, `body`, `wrap`. Everything
else is derived from them and may be made anew, save `draft`: unsaved forms (`docs/spec/store.md`).
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from kuager import N_, KuagerError

FILE = "vault.db"
STORE_FORMAT = 1
PAGE_BYTES = 4096
CACHE_KIB = 65536

Connection = Any
"""An open SQLCipher connection; the library ships no types."""
DatabaseError = sqlcipher.DatabaseError

_PRAGMAS = (
    "cipher_log_level=NONE",
    f"cipher_page_size={PAGE_BYTES}",
    "synchronous=FULL",
    "journal_mode=WAL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "mmap_size=0",
    f"cache_size=-{CACHE_KIB}",
    "foreign_keys=OFF",
    "recursive_triggers=ON",
    "cell_size_check=ON",
    "journal_size_limit=0",
    "wal_autocheckpoint=4000",
)

_TRUTH = """
CREATE TABLE entry(
  eno INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, device BLOB NOT NULL, seq INTEGER NOT NULL,
  depth INTEGER NOT NULL, circle BLOB NOT NULL, stub BLOB NOT NULL) STRICT;
CREATE INDEX entry_chain ON entry(device, seq);
CREATE TABLE body(eno INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE wrap(eno INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
"""

_DERIVED = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
CREATE TABLE roster(eno INTEGER PRIMARY KEY) STRICT;
CREATE TABLE node(
  id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, type TEXT, canon INTEGER) STRICT;
CREATE INDEX node_type ON node(type, id);
CREATE INDEX node_canon ON node(canon) WHERE canon IS NOT NULL;
CREATE TABLE property(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE history(
  node INTEGER NOT NULL, eno INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY(node, eno)) STRICT, WITHOUT ROWID;
CREATE TABLE edge(
  target INTEGER NOT NULL, property TEXT NOT NULL, subject INTEGER NOT NULL,
  PRIMARY KEY(target, property, subject)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_subject ON edge(subject);
CREATE TABLE audit(
  eno INTEGER PRIMARY KEY, change BLOB NOT NULL, verb TEXT, member BLOB, about BLOB,
  time INTEGER NOT NULL) STRICT;
CREATE INDEX audit_about ON audit(about) WHERE about IS NOT NULL;
CREATE INDEX audit_change ON audit(change);
CREATE TABLE retracted(id BLOB PRIMARY KEY, eno INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE hidden(
  entry BLOB NOT NULL, idx INTEGER NOT NULL, erasure BLOB NOT NULL,
  PRIMARY KEY(entry, idx, erasure)) STRICT, WITHOUT ROWID;
CREATE TABLE gone(uid BLOB NOT NULL, half TEXT NOT NULL, erasure BLOB NOT NULL,
  PRIMARY KEY(uid, half, erasure)) STRICT, WITHOUT ROWID;
CREATE TABLE shut(node INTEGER PRIMARY KEY) STRICT;
CREATE TABLE code(node INTEGER PRIMARY KEY, type TEXT NOT NULL, code TEXT NOT NULL) STRICT;
CREATE INDEX code_of ON code(type, code);
CREATE TABLE text(node INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE text_fts USING fts5(
  folded, content='text', content_rowid='node', tokenize='unicode61 remove_diacritics 0');
INSERT INTO text_fts(text_fts, rank) VALUES('pgsz', 3900);
CREATE TABLE name(node INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE name_fts USING fts5(
  folded, content='name', content_rowid='node', tokenize='trigram');
INSERT INTO name_fts(name_fts, rank) VALUES('pgsz', 3900);
"""

_LOCAL = """
CREATE TABLE IF NOT EXISTS draft(
  key TEXT PRIMARY KEY, page TEXT NOT NULL, kept INTEGER NOT NULL, about BLOB NOT NULL,
  fields BLOB NOT NULL) STRICT;
"""


class UnreadableDatabaseError(KuagerError):
    """The file cannot be opened with the key that the keyring holds."""

    code = "vault-unreadable"
    exit_code = 4
    text = N_(
        "The vault file {file} has been altered, damaged or replaced by another one. Nothing was "
        "changed. Put back the newest backup beside it, or ask a colleague for a copy."
    )


class UnsafeStorageError(KuagerError):
    """The database library would write plain text to disk; refuse to go on."""

    code = "unsafe-storage"
    exit_code = 5
    text = N_(
        "This build of the storage library is not safe to use ({setting}). Nothing was opened."
    )


def connect(path: Path, key: bytes, *, create: bool = False) -> Connection:
    """An open connection with every protection set and checked.

    `key` is the raw 32-byte key. Raises UnreadableDatabaseError unless the file opens with it.
    """
    # Less than a page would be taken for an empty database, and written to.
    if not create and (not path.exists() or path.stat().st_size < PAGE_BYTES):
        raise UnreadableDatabaseError(file=path.name)
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not create:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlcipher.DatabaseError as error:
        connection.close()
        raise UnreadableDatabaseError(file=path.name) from error
    _demand_safe(connection)
    return connection


def loosen(connection: Connection) -> None:
    """Write without a log and without waiting: only for a file that nobody relies on yet.

    Whoever calls this flushes the finished file before it takes any other file's place.
    """
    for pragma in ("journal_mode=OFF", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def create_tables(connection: Connection, wide_tables: list[str]) -> None:
    """The truth, its guards and the derived tables in an empty database."""
    connection.executescript(_TRUTH + "".join(_guards()) + _DERIVED + "".join(wide_tables))
    create_local_tables(connection)


def create_local_tables(connection: Connection) -> None:
    """What is kept on this machine alone, and is neither in the log nor made from it."""
    connection.execute(_LOCAL)


def _guards() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;"
        for table in ("entry", "body", "wrap")
        for verb in ("UPDATE", "DELETE")
    ]


def _demand_safe(connection: Connection) -> None:
    wanted = {"temp_store": 2, "synchronous": 2, "secure_delete": 1, "mmap_size": 0}
    for setting, value in wanted.items():
        row = connection.execute(f"PRAGMA {setting}").fetchone()
        if row is not None and int(row[0]) != value:
            connection.close()
            raise UnsafeStorageError(setting=setting)
    if str(connection.execute("PRAGMA journal_mode").fetchone()[0]).lower() != "wal":
        connection.close()
        raise UnsafeStorageError(setting="journal_mode")

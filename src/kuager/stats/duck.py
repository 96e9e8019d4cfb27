"""The same tables by DuckDB (extra `[analysis]`), in memory and nowhere else.

By itself DuckDB writes what does not fit into memory to the current folder, in the clear; loads
extensions from the network; reads any file and any Python variable that a query names. All of it
is off before the first record arrives, and the settings are locked before the first query.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from kuager.model.question import Question
from kuager.model.table import Table
from kuager.stats.cross import chosen_by, told
from kuager.stats.frame import Frame
from kuager.stats.missing import NoEngineError
from kuager.stats.relations import Relation, cells_from, queries_of, relations_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SETTINGS: Final[Mapping[str, str]] = {
    "temp_directory": "",
    "memory_limit": "1GB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "enable_external_file_cache": "false",
    "python_enable_replacements": "false",
}
"""What a database in memory is opened with."""
LOCKS: Final = ("SET enable_external_access = false", "SET lock_configuration = true")
"""What is said once everything is in it: no file, no extension, no other setting any more."""


def cross_by_duckdb(frame: Frame, question: Question) -> Table:
    """Answer a question from the frame that was made for it, as `cross` does.

    Raises NoEngineError where DuckDB is not installed.
    """
    relations = relations_of(frame, question)
    with locked_database(relations) as database:
        rows = [
            row
            for query in queries_of(frame, question, relations)
            for row in database.execute(query).fetchall()
        ]
    cells = cells_from(frame, question, rows)
    return told(frame, question, chosen_by(frame, question), cells)


def locked_database(
    relations: Mapping[str, Relation], settings: Mapping[str, str] = SETTINGS
) -> "DuckDBPyConnection":
    """A database in memory that holds these relations and can reach nothing else.

    Raises NoEngineError where DuckDB is not installed.
    """
    try:
        import duckdb  # noqa: PLC0415 - an extra
    except ImportError:
        raise NoEngineError(engine="duckdb", extra="analysis") from None
    database = duckdb.connect(":memory:", config=dict(settings))
    for name, columns in relations.items():
        database.register("arrived", columns)
        database.execute(f"CREATE TABLE {name} AS FROM arrived")
        database.unregister("arrived")
    for lock in LOCKS:
        database.execute(lock)
    return database

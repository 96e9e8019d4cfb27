"""A process that asks DuckDB for more than fits: `locked` as Kuager opens it, `loose` as it comes.

    python -m tests.stats.duckdb_child locked|loose

Says `spilled or fitted` when the sort went through, `refused` when memory ended.
"""

import sys

import duckdb
from tests.stats.frames import drawn

from kuager.stats.duck import SETTINGS, cross_by_duckdb, locked_database
from kuager.stats.relations import relations_of

LITTLE = {"memory_limit": "64MB"}
SORT = "SELECT i, hash(i) AS h FROM range(6000000) AS t(i) ORDER BY h"


def main() -> None:
    """Count a table, then sort what does not fit."""
    frame, question = drawn(7, size=5000)
    relations = relations_of(frame, question)
    if sys.argv[1] == "locked":
        cross_by_duckdb(frame, question)
        database = locked_database(relations, {**SETTINGS, **LITTLE})
    else:
        database = duckdb.connect(":memory:", config=dict(LITTLE))
    try:
        database.execute(SORT).fetchmany(3)
    except duckdb.OutOfMemoryException:
        sys.stdout.write("refused")
    else:
        sys.stdout.write("spilled or fitted")


if __name__ == "__main__":
    main()

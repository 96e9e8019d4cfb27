"""The same tables by Spark (extra `[spark]`), for a federation whose records fill no one machine.

Local mode: one Java process that binds to 127.0.0.1 only, without its web pages. What it must put
down (shuffles, spills, broadcasts) goes encrypted, under a key that dies with it, into the folder
it is given; the caller removes that folder. What else Java writes is listed in
`docs/federation.md`.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kuager.model.question import Question
from kuager.model.table import Table
from kuager.stats.cross import chosen_by, told
from kuager.stats.frame import Frame
from kuager.stats.joined import joined
from kuager.stats.missing import NoEngineError
from kuager.stats.relations import Relation, cells_from, queries_of, relations_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER: Final = "local[2]"
SETTINGS: Final[Mapping[str, str]] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.eventLog.enabled": "false",
    "spark.io.encryption.enabled": "true",
    "spark.authenticate": "true",
    "spark.network.crypto.enabled": "true",
    "spark.sql.ansi.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
}
_JAVA: Final = "-XX:-UsePerfData -Djava.io.tmpdir={folder} -Duser.timezone=UTC"


def cross_by_spark(session: "SparkSession", frames: Sequence[Frame], question: Question) -> Table:
    """Answer a question over the frames of several groups, as `cross` does over one.

    Each was made for this question. A record that two groups hold counts twice: nothing in the
    frames could tell.
    """
    frame = joined(frames)
    relations = relations_of(frame, question)
    _hand_over(session, relations)
    rows = [
        row
        for query in queries_of(frame, question, relations)
        for row in session.sql(query).collect()
    ]
    cells = cells_from(frame, question, rows)
    return told(frame, question, chosen_by(frame, question), cells)


@contextmanager
def spark_session(folder: Path, *, master: str = MASTER) -> Iterator["SparkSession"]:
    """A session that keeps what it must put down in `folder`, ended with its Java process.

    Raises NoEngineError where pyspark or Java is missing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra
    except ImportError:
        raise NoEngineError(engine="spark", extra="spark") from None
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master(master).appName("tables")
    own = {
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": _JAVA.format(folder=folder),
    }
    for name, value in {**SETTINGS, **own}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkRuntimeError, OSError):
        raise NoEngineError(engine="spark (Java 17)", extra="spark") from None
    try:
        yield session
    finally:
        _end(session)


def _hand_over(session: "SparkSession", relations: Mapping[str, Relation]) -> None:
    """Rows of whole numbers, under the names that the queries use."""
    for name, columns in relations.items():
        rows = _rows(columns)
        schema = ", ".join(f"{column} BIGINT" for column in columns)
        session.createDataFrame(rows, schema).createOrReplaceTempView(name)


def _rows(columns: Relation) -> Sequence[tuple[int, ...]]:
    return list(zip(*(column.tolist() for column in columns.values()), strict=True))


def _end(session: "SparkSession") -> None:
    """Stop Spark and the Java process that it started, so that its folder can be removed."""
    context: Any = session.sparkContext
    gateway, counters = context._gateway, context._accumulatorServer  # noqa: SLF001
    session.stop()
    counters.shutdown()
    gateway.shutdown()
    gateway.proc.stdin.close()
    gateway.proc.wait()
    type(context)._gateway = type(context)._jvm = None  # noqa: SLF001 - so that one may begin anew

"""Which engine counts: all give the same table (docs/decisions/046)."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from kuager.model.question import Question
from kuager.model.table import Table
from kuager.stats.cross import cross
from kuager.stats.frame import Frame

Engine = Literal["own", "duckdb"]


def cross_with(engine: Engine, frame: Frame, question: Question) -> Table:
    """Answer a question by an engine. Raises NoEngineError where it is not installed."""
    return _ENGINES[engine](frame, question)


def _duckdb(frame: Frame, question: Question) -> Table:
    from kuager.stats.duck import cross_by_duckdb  # noqa: PLC0415 - numpy and DuckDB if asked for

    return cross_by_duckdb(frame, question)


_ENGINES: Final[Mapping[Engine, Callable[[Frame, Question], Table]]] = {
    "own": cross,
    "duckdb": _duckdb,
}
ENGINES: Final = tuple(_ENGINES)
"""Those that can be asked for, the usual one first."""

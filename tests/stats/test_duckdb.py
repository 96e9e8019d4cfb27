"""DuckDB: the same cells, and no way out of memory."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from tests.hazards.trace import can_trace
from tests.stats.frames import by_hand, drawn

from kuager.stats.cross import cross
from kuager.stats.duck import cross_by_duckdb, locked_database
from kuager.stats.missing import NoEngineError
from kuager.stats.relations import relations_of

ROOT = Path(__file__).resolve().parents[2]
_WRITING = re.compile(
    r"(?:open\w*\(.*O_(?:WRONLY|RDWR|CREAT|TMPFILE)|creat\(|mkdir|memfd_create|connect\()"
)
_HARMLESS = re.compile(r'"/dev/null"|"/proc/self/')


@pytest.mark.parametrize("people", [False, True])
def test_duckdb_counts_as_a_plain_loop_does(people: bool) -> None:  # noqa: FBT001 - a parameter
    """The whole table equals that of bits, its cells those of a loop over the records."""
    for seed in range(25):
        frame, question = drawn(seed, people=people)
        told = cross_by_duckdb(frame, question)

        assert told == cross(frame, question)
        assert told.cells == by_hand(frame, question)


@pytest.mark.parametrize(
    "query",
    [
        "COPY record TO 'out.csv'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'out.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM 'out.parquet'",
        "SELECT * FROM relations",
        "SET temp_directory = 'out'",
        "SET memory_limit = '64GB'",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET log_query_path = 'out.log'",
        "PRAGMA enable_profiling",
        "CREATE PERSISTENT SECRET s (TYPE s3)",
    ],
)
def test_a_locked_database_reaches_nothing(
    query: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file, no extension, no variable of the program, no other setting; nothing is written."""
    monkeypatch.chdir(tmp_path)
    relations = relations_of(*drawn(3, size=20))
    database = locked_database(relations)
    with pytest.raises(duckdb.Error):
        database.execute(query).fetchall()

    assert database.execute("SELECT count(*) FROM record").fetchall()[0][0] > 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not can_trace(), reason="processes cannot be traced here")
def test_what_does_not_fit_into_memory_is_refused_and_not_spilled(tmp_path: Path) -> None:
    """Locked, a sort beyond the limit ends in an error and no file; as it comes, in a spill."""
    loose, locked = (traced(how, tmp_path / how) for how in ("loose", "locked"))

    assert (loose.said, locked.said) == ("spilled or fitted", "refused")
    assert any("duckdb_temp" in line for line in loose.written)  # what is watched for is seen
    assert locked.written == []


def test_without_the_extra_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for and not installed: refused with what to do, not a traceback."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoEngineError) as told:
        cross_by_duckdb(*drawn(3))

    assert "duckdb" in str(told.value)
    assert "Nothing was counted" in str(told.value)


@dataclass(frozen=True)
class Run:
    """One run of the child: what it said, and the calls by which it wrote or connected."""

    said: str
    written: list[str]


def traced(how: str, folder: Path) -> Run:
    """Run the child in a folder of its own."""
    folder.mkdir()
    trace = folder.with_suffix(".trace")
    calls = "trace=open,openat,creat,mkdir,mkdirat,memfd_create,connect"
    command = (sys.executable, "-B", "-m", "tests.stats.duckdb_child", how)
    done = subprocess.run(
        ["strace", "-f", "-o", str(trace), "-e", calls, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = trace.read_text("utf-8", "replace").splitlines()
    written = [line for line in lines if _WRITING.search(line) and not _HARMLESS.search(line)]
    return Run(done.stdout.strip(), written)

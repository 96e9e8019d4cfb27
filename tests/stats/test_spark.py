"""Spark in local mode: the same cells; nothing is left in the folder it was given."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.examples.folders import PRACTICE
from tests.examples.recounts import taken
from tests.examples.test_recount import QUESTIONS
from tests.stats.frames import by_hand, drawn

from kuager.model.question import read_question
from kuager.stats.cross import cross
from kuager.stats.joined import joined
from kuager.stats.missing import NoEngineError
from kuager.stats.spark import cross_by_spark, spark_session
from kuager.verbs.counting import count_table
from kuager.verbs.frames import frame_for

pytestmark = pytest.mark.full
REASON = (
    "pyspark is not installed (make test-full does)"
    if find_spec("pyspark") is None
    else "there is no Java"
    if shutil.which("java") is None
    else ""
)
MEMORY = Path("/dev/shm")  # noqa: S108 - memory, not a disk
here = pytest.mark.skipif(bool(REASON), reason=REASON)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for what Spark must put down, in memory where there is such a place."""
    place = MEMORY / f"kuager-{tmp_path.name}" if MEMORY.is_dir() else tmp_path / "spark"
    place.mkdir(mode=0o700)
    yield place
    shutil.rmtree(place)


@here
def test_spark_counts_the_example(folder: Path, tmp_path: Path) -> None:
    """Tables of the practice example are the same, whole, by Spark."""
    desk = taken(tmp_path, PRACTICE)
    with spark_session(folder) as session:
        for line in QUESTIONS[::7]:
            question = read_question(line, desk.schema)
            told = cross_by_spark(session, [frame_for(desk, question).frame], question)
            assert replace(told, practice=True) == count_table(desk, question=question)
    desk.close()


@here
def test_spark_counts_as_bits_do(folder: Path) -> None:
    """Whole tables are equal, of one group or three; afterwards the folder is empty.

    Among them are many-valued dimensions, filters, people, an empty frame, and 50,000 records.
    """
    asked = [drawn(seed, people=seed % 2 == 1) for seed in (0, 3, 4, 7, 9, 11, 12, 18)]
    asked.append(drawn(5, size=0))
    with spark_session(folder) as session:
        for frame, question in asked:
            told = cross_by_spark(session, [frame], question)
            assert told == cross(frame, question)
            assert told.cells == by_hand(frame, question)
        frame, question = drawn(7, size=50_000)
        assert cross_by_spark(session, [frame], question) == cross(frame, question)
        groups = [drawn(7, size=size)[0] for size in (3, 50, 8)]
        told = cross_by_spark(session, groups, question)
        assert told == cross(joined(groups), question)

    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_without_the_extra_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for and not installed: refused with what to do, not a traceback."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(NoEngineError, match="spark"), spark_session(tmp_path):
        pass

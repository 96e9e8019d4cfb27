"""Simulated power cuts: see `powercuts` and `disk`."""

from pathlib import Path
from random import Random

import pytest
from tests.hazards.disk import ROOT, Disk, Op
from tests.hazards.powercuts import WEAKER, cut
from tests.hazards.trace import can_trace

needs_strace = pytest.mark.skipif(not can_trace(), reason="strace is not here or may not trace")

NEW = Op("link", 2, at=ROOT, name="a")
WRITTEN = Op("write", 2, 0, b"x" * 1024)


def states(*ops: Op, journaled: bool = False, tries: int = 2000) -> set[tuple[str, bytes]]:
    """All that a cut after these operations was seen to leave: (name, content)."""
    disk, draw = Disk(journaled=journaled), Random(3)
    for op in ops:
        disk.play(op)
    trees = [disk.crash(draw) for _ in range(tries)]
    return {(n, bytes(t.files.get(f, b""))) for t in trees for n, f in t.folders[ROOT].items()}


def test_the_disk_keeps_what_was_flushed() -> None:
    """A file flushed, in a folder flushed, is in every state, whole."""
    ops = (NEW, WRITTEN, Op("sync", 2), Op("sync", ROOT))

    assert {("a", b"x" * 1024)} == states(*ops)


def test_the_disk_tears_what_was_not_flushed() -> None:
    """A write that was not flushed is gone, whole, or torn at 512 bytes."""
    found = {content for _, content in states(NEW, Op("sync", ROOT), WRITTEN)}

    assert {b"", b"x" * 512, bytes(512) + b"x" * 512, b"x" * 1024} == found


def test_the_disk_may_forget_a_name() -> None:
    """Flushing a file alone does not make its name durable, unless the disk keeps a journal."""
    strict = Disk(journaled=False)
    for op in (NEW, WRITTEN, Op("sync", 2)):
        strict.play(op)

    assert {True, False} == {2 in strict.crash(Random(n)).folders[ROOT].values() for n in range(9)}
    assert {("a", b"x" * 1024)} == states(NEW, WRITTEN, Op("sync", 2), journaled=True)


def test_a_renamed_file_is_old_or_new_and_never_neither() -> None:
    """After an unflushed rename over a file one of the two stands under the name."""
    old = (Op("link", 3, at=ROOT, name="b"), Op("sync", ROOT))
    ops = (NEW, *old, Op("rename", 2, at=ROOT, name="a", to=ROOT, to_name="b"))
    disk = Disk(journaled=False)
    for op in ops:
        disk.play(op)

    assert {2, 3} == {disk.crash(Random(n)).folders[ROOT]["b"] for n in range(40)}


@needs_strace
def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """In 60 states of one session nothing acknowledged is lost and nothing is corrupt."""
    figures = cut(tmp_path / "cuts", 60, 7)

    assert (0, 0, []) == (figures["lost"], figures["corrupt"], figures["notes"])


@needs_strace
@pytest.mark.full
def test_two_thousand_power_cuts_lose_nothing(tmp_path: Path) -> None:
    """In 2,000 states of one session nothing acknowledged is lost and nothing is corrupt."""
    figures = cut(tmp_path / "cuts", 2000, 1)

    assert (0, 0, []) == (figures["lost"], figures["corrupt"], figures["notes"])


@needs_strace
@pytest.mark.full
@pytest.mark.parametrize("fault", WEAKER)
def test_the_simulator_bites(tmp_path: Path, fault: str) -> None:
    """With one flush left out the same simulator finds what it would lose."""
    figures = cut(tmp_path / "cuts", 150, 1, fault=fault)

    assert 0 < figures["lost"] + figures["corrupt"]  # type: ignore[operator]
